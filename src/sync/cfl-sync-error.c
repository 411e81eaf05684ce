/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-sync-error-private.h"

#include "cfl-cin7-client.h"
#include "cfl-http-error.h"
#include "cfl-quickbooks-client.h"
#include "cfl-secret-store.h"
#include "cfl-store.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (cfl_sync_error_quark, cfl_sync_error)

typedef struct {
  CflSyncError code;
  const char *name;
  const char *fix;
} ErrorWords;

static const ErrorWords error_words[] = {
  { CFL_SYNC_ERROR_NOT_CONNECTED, "not_connected",
    N_ ("Connect the company to QuickBooks and to Cin7 first.") },
  { CFL_SYNC_ERROR_SIGN_IN, "sign_in", N_ ("Sign in to QuickBooks again. Nothing is lost.") },
  { CFL_SYNC_ERROR_KEY, "key", N_ ("Look the keys up again and connect once more.") },
  { CFL_SYNC_ERROR_PERMISSION, "permission",
    N_ ("Ask the administrator of the account for the right that is missing, then try again.") },
  { CFL_SYNC_ERROR_BUSY, "busy", N_ ("Wait until the other one is done, then try again.") },
  { CFL_SYNC_ERROR_DATABASE, "database",
    N_ ("Check that the company's folder can be written and the disk has room, then try again.") },
  { CFL_SYNC_ERROR_FILE, "file",
    N_ ("Check that the folder exists, can be written and the disk has room, then try again.") },
  { CFL_SYNC_ERROR_KEYRING, "keyring",
    N_ ("Unlock the keyring of this session, or start one, then try again.") },
  { CFL_SYNC_ERROR_OFFLINE, "offline", N_ ("Check the network and try again. Nothing is lost.") },
  { CFL_SYNC_ERROR_SERVER, "server", N_ ("Try again in a few minutes. Nothing is lost.") },
  { CFL_SYNC_ERROR_REFUSED, "refused", N_ ("Change what the message names, then try again.") },
  { CFL_SYNC_ERROR_NAME_TAKEN, "name_taken",
    N_ ("Link the supplier to that vendor, or choose another name.") },
  { CFL_SYNC_ERROR_USAGE, "usage", N_ ("Check what was typed, then try again.") },
};

static const ErrorWords *
find_words (int code)
{
  for (guint i = 0; i < G_N_ELEMENTS (error_words); i++)
    if ((int) error_words[i].code == code)
      return &error_words[i];
  return NULL;
}

/**
 * cfl_sync_error_fix:
 * @error: an error of any domain
 *
 * Returns: (transfer none): what to do about it, a translated sentence; "" where nothing is known
 */
const char *
cfl_sync_error_fix (const GError *error)
{
  const ErrorWords *words = NULL;

  if (error != NULL && error->domain == CFL_SYNC_ERROR)
    words = find_words (error->code);
  return words == NULL ? "" : _ (words->fix);
}

/**
 * cfl_sync_error_get_name:
 * @error: an error of any domain
 *
 * Returns: (transfer none): the error's stable name for machines, as `counterfoil-cli --json`
 * prints it
 */
const char *
cfl_sync_error_get_name (const GError *error)
{
  const ErrorWords *words = NULL;

  if (error != NULL && error->domain == CFL_SYNC_ERROR)
    words = find_words (error->code);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "cancelled";
  return words == NULL ? "unexpected" : words->name;
}

/* The messages of the rooms below are whole sentences already; what is left is what the caller can
 * do about them. */

static CflSyncError
code_for_store (CflStoreError code)
{
  switch (code)
    {
    case CFL_STORE_ERROR_CONFLICT:
      return CFL_SYNC_ERROR_REFUSED;
    case CFL_STORE_ERROR_NOT_FOUND:
      return CFL_SYNC_ERROR_USAGE;
    case CFL_STORE_ERROR_OPEN:
    case CFL_STORE_ERROR_READ_ONLY:
    case CFL_STORE_ERROR_FULL:
    case CFL_STORE_ERROR_DISK:
    case CFL_STORE_ERROR_DAMAGED:
    case CFL_STORE_ERROR_TOO_NEW:
    case CFL_STORE_ERROR_BUSY:
    case CFL_STORE_ERROR_FAILED:
      break;
    }
  return CFL_SYNC_ERROR_DATABASE;
}

static CflSyncError
code_for_quickbooks (CflQuickbooksError code)
{
  switch (code)
    {
    case CFL_QUICKBOOKS_ERROR_SIGN_IN:
    case CFL_QUICKBOOKS_ERROR_REDIRECT:
    case CFL_QUICKBOOKS_ERROR_DENIED:
    case CFL_QUICKBOOKS_ERROR_OTHER_COMPANY:
      return CFL_SYNC_ERROR_SIGN_IN;
    case CFL_QUICKBOOKS_ERROR_KEYS:
      return CFL_SYNC_ERROR_KEY;
    case CFL_QUICKBOOKS_ERROR_FORBIDDEN:
    case CFL_QUICKBOOKS_ERROR_LAPSED:
      return CFL_SYNC_ERROR_PERMISSION;
    case CFL_QUICKBOOKS_ERROR_REJECTED:
      return CFL_SYNC_ERROR_REFUSED;
    case CFL_QUICKBOOKS_ERROR_NAME_TAKEN:
      return CFL_SYNC_ERROR_NAME_TAKEN;
    case CFL_QUICKBOOKS_ERROR_OFFLINE:
      return CFL_SYNC_ERROR_OFFLINE;
    case CFL_QUICKBOOKS_ERROR_THROTTLED:
    case CFL_QUICKBOOKS_ERROR_SERVER:
    case CFL_QUICKBOOKS_ERROR_PROTOCOL:
      break;
    }
  return CFL_SYNC_ERROR_SERVER;
}

static CflSyncError
code_for_cin7 (CflCin7Error code)
{
  switch (code)
    {
    case CFL_CIN7_ERROR_KEY:
      return CFL_SYNC_ERROR_KEY;
    case CFL_CIN7_ERROR_PERMISSION:
      return CFL_SYNC_ERROR_PERMISSION;
    case CFL_CIN7_ERROR_REJECTED:
      return CFL_SYNC_ERROR_REFUSED;
    case CFL_CIN7_ERROR_OFFLINE:
      return CFL_SYNC_ERROR_OFFLINE;
    case CFL_CIN7_ERROR_LIMIT:
    case CFL_CIN7_ERROR_SERVER:
    case CFL_CIN7_ERROR_PROTOCOL:
      break;
    }
  return CFL_SYNC_ERROR_SERVER;
}

/* FALSE for errors that are ours already, or nobody's. */
static gboolean
find_code (const GError *error, CflSyncError *code)
{
  if (error->domain == CFL_STORE_ERROR)
    *code = code_for_store ((CflStoreError) error->code);
  else if (error->domain == CFL_QUICKBOOKS_ERROR)
    *code = code_for_quickbooks ((CflQuickbooksError) error->code);
  else if (error->domain == CFL_CIN7_ERROR)
    *code = code_for_cin7 ((CflCin7Error) error->code);
  else if (error->domain == CFL_SECRET_ERROR)
    *code = CFL_SYNC_ERROR_KEYRING;
  else if (error->domain == CFL_HTTP_ERROR)
    *code = CFL_SYNC_ERROR_OFFLINE;
  else if (error->domain == CFL_SYNC_ERROR ||
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  else
    *code = CFL_SYNC_ERROR_FILE;
  return TRUE;
}

/**
 * cfl_sync_error_translate:
 * @error: (transfer full): an error of any room below
 *
 * What the rooms below say, with a code that the caller can act on. Cancellation and errors that
 * are ours already pass unchanged.
 *
 * Returns: (transfer full): an error of CFL_SYNC_ERROR or G_IO_ERROR_CANCELLED
 */
GError *
cfl_sync_error_translate (GError *error)
{
  CflSyncError code;

  if (find_code (error, &code))
    {
      error->domain = CFL_SYNC_ERROR;
      error->code = (int) code;
    }
  return error;
}
