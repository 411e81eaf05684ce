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

static GError *
translate_store (const GError *error)
{
  switch ((CflStoreError) error->code)
    {
    case CFL_STORE_ERROR_OPEN:
      return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_DATABASE,
                          _ ("The company's database cannot be opened (%s). Check that its folder "
                             "exists and can be written."),
                          error->message);
    case CFL_STORE_ERROR_READ_ONLY:
      return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_DATABASE,
                          _ ("The company's database cannot be written. Check the rights of its "
                             "folder and try again."));
    case CFL_STORE_ERROR_FULL:
      return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_DATABASE,
                          _ ("The disk is full, so nothing could be saved. Make room and try "
                             "again."));
    case CFL_STORE_ERROR_DAMAGED:
      return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_DATABASE,
                          _ ("The company's database is damaged or was not made by Counterfoil. "
                             "Put a backup of company.db in its place."));
    case CFL_STORE_ERROR_TOO_NEW:
      return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_DATABASE,
                          _ ("This company was last opened with a newer version of Counterfoil. "
                             "Install the newest version to open it."));
    case CFL_STORE_ERROR_BUSY:
      return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_DATABASE,
                          _ ("Another program keeps the company's database locked. Close it and "
                             "try again."));
    case CFL_STORE_ERROR_CONFLICT:
      return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_REFUSED,
                          _ ("This order is already on its way or in QuickBooks, so it was left "
                             "alone. Read the list again."));
    case CFL_STORE_ERROR_NOT_FOUND:
      return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                          _ ("What was asked for is not in this company. Read the list again."));
    case CFL_STORE_ERROR_FAILED:
      break;
    }
  return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_DATABASE,
                      _ ("The company's database could not be used (%s). Try again."),
                      error->message);
}

/* The messages of quickbooks are whole sentences already. */
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

static GError *
translate_cin7 (const GError *error)
{
  switch ((CflCin7Error) error->code)
    {
    case CFL_CIN7_ERROR_KEY:
      return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_KEY,
                          _ ("Cin7 does not accept the user name and key. Copy both again from "
                             "Cin7's page Integrations & API and connect once more."));
    case CFL_CIN7_ERROR_PERMISSION:
      return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_PERMISSION,
                          _ ("Cin7 does not let this connection read everything it needs (%s). "
                             "Switch reading of purchase orders and contacts on in Cin7."),
                          error->message);
    case CFL_CIN7_ERROR_LIMIT:
      return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_SERVER,
                          _ ("Cin7's limit of calls for today is used up. Try again tomorrow; "
                             "what arrived so far is kept."));
    case CFL_CIN7_ERROR_REJECTED:
      return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_REFUSED,
                          _ ("Cin7 did not accept the question. It says: %s"), error->message);
    case CFL_CIN7_ERROR_OFFLINE:
      return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_OFFLINE,
                          _ ("Cin7 could not be reached. Check the network and try again."));
    case CFL_CIN7_ERROR_SERVER:
      return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_SERVER,
                          _ ("Cin7 has trouble at the moment. Try again in a few minutes."));
    case CFL_CIN7_ERROR_PROTOCOL:
      break;
    }
  return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_SERVER,
                      _ ("Cin7 gave an answer that makes no sense (%s). Try again in a few "
                         "minutes."),
                      error->message);
}

static GError *
translate_secret (const GError *error)
{
  switch ((CflSecretError) error->code)
    {
    case CFL_SECRET_ERROR_LOCKED:
      return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_KEYRING,
                          _ ("The keyring is locked, so the keys cannot be read. Unlock it and try "
                             "again."));
    case CFL_SECRET_ERROR_MISSING:
      return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_KEYRING,
                          _ ("No keyring runs in this session, and keys are kept nowhere else. "
                             "Start one (GNOME Keyring or KWallet) and try again."));
    case CFL_SECRET_ERROR_REFUSED:
      break;
    }
  return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_KEYRING,
                      _ ("The keyring did not do what it was asked (%s). Unlock it and try "
                         "again."),
                      error->message);
}

/**
 * cfl_sync_error_translate:
 * @error: (transfer full): an error of any room below
 *
 * What the rooms below say, as the caller can act on it and the user can read it. Cancellation and
 * errors that are ours already pass unchanged.
 *
 * Returns: (transfer full): an error of CFL_SYNC_ERROR or G_IO_ERROR_CANCELLED
 */
GError *
cfl_sync_error_translate (GError *error)
{
  g_autoptr (GError) given = error;

  if (given->domain == CFL_SYNC_ERROR || g_error_matches (given, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&given);
  if (given->domain == CFL_STORE_ERROR)
    return translate_store (given);
  if (given->domain == CFL_QUICKBOOKS_ERROR)
    return g_error_new_literal (
        CFL_SYNC_ERROR, code_for_quickbooks ((CflQuickbooksError) given->code), given->message);
  if (given->domain == CFL_CIN7_ERROR)
    return translate_cin7 (given);
  if (given->domain == CFL_SECRET_ERROR)
    return translate_secret (given);
  if (given->domain == CFL_HTTP_ERROR)
    return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_OFFLINE,
                        _ ("The service could not be reached (%s). Check the network and try "
                           "again."),
                        given->message);
  return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_FILE, "%s", given->message);
}
