/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-oauth-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

#define LONGEST_ADDRESS 8192
#define LONGEST_CODE 512
#define LONGEST_STATE 128
#define LONGEST_REALM 20
#define STATE_BYTES 32

void
cfl_oauth_wipe (char **secret)
{
  if (*secret != NULL)
    explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

void
cfl_oauth_redirect_free (CflOauthRedirect *self)
{
  if (self == NULL)
    return;
  cfl_oauth_wipe (&self->code);
  g_free (self->state);
  g_free (self->realm_id);
  g_free (self->error);
  g_free (self);
}

static gboolean
set_error (GError **error, const char *sentence)
{
  g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_REDIRECT, sentence);
  return FALSE;
}

/* The part behind the question mark: of an address, or the text itself when it is only that part. */
static char *
get_query (const char *text)
{
  const char *mark = strchr (text, '?');
  const char *start = mark != NULL ? mark + 1 : text;
  gsize length = strcspn (start, "#");

  if (mark == NULL && strstr (text, "://") != NULL)
    return g_strdup ("");
  return g_strndup (start, length);
}

static char *
unescape (const char *value)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (value), "+", ' ');
  char *plain = g_uri_unescape_string (spaced, NULL);

  if (plain != NULL && !g_utf8_validate (plain, -1, NULL))
    g_clear_pointer (&plain, g_free);
  for (const char *c = plain; c != NULL && *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      {
        g_clear_pointer (&plain, g_free);
        break;
      }
  return plain;
}

static gboolean
read_pair (CflOauthRedirect *self, const char *pair, GError **error)
{
  const struct {
    const char *name;
    char **value;
    gsize longest;
  } members[] = {
    { "code", &self->code, LONGEST_CODE },
    { "state", &self->state, LONGEST_STATE },
    { "realmId", &self->realm_id, LONGEST_REALM },
    { "error", &self->error, LONGEST_STATE },
  };
  const char *equals = strchr (pair, '=');

  for (guint i = 0; equals != NULL && i < G_N_ELEMENTS (members); i++)
    {
      char *value;

      if (strlen (members[i].name) != (gsize) (equals - pair) ||
          strncmp (members[i].name, pair, (gsize) (equals - pair)) != 0)
        continue;
      if (*members[i].value != NULL)
        return set_error (error, _ ("The address holds the same answer twice. Sign in again."));
      value = unescape (equals + 1);
      if (value == NULL || *value == '\0' || strlen (value) > members[i].longest)
        {
          g_free (value);
          return set_error (error, _ ("The address is damaged. Copy all of it from the browser's "
                                      "address bar, or sign in again."));
        }
      *members[i].value = value;
    }
  return TRUE;
}

static gboolean
is_digits (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

static gboolean
is_complete (const CflOauthRedirect *self, GError **error)
{
  const char *incomplete = _ ("This is not the address that ends the sign-in. Copy all of it from "
                              "the browser's address bar after QuickBooks sent you back.");

  if (self->state == NULL)
    return set_error (error, incomplete);
  if (self->error != NULL)
    return self->code == NULL ? TRUE : set_error (error, incomplete);
  if (self->code == NULL || self->realm_id == NULL)
    return set_error (error, incomplete);
  if (!is_digits (self->realm_id))
    return set_error (error, _ ("The address names no QuickBooks company. Sign in again."));
  return TRUE;
}

/**
 * cfl_oauth_redirect_parse:
 * @redirected: the address that the browser was sent to, or its query only
 *
 * The one parser of what comes back from the browser, by listener or by hand. It takes nothing that
 * is missing, doubled, too long or not UTF-8. It does not check the state.
 *
 * Returns: (transfer full): its parts, NULL with %CFL_QUICKBOOKS_ERROR_REDIRECT
 */
CflOauthRedirect *
cfl_oauth_redirect_parse (const char *redirected, GError **error)
{
  g_autoptr (CflOauthRedirect) self = g_new0 (CflOauthRedirect, 1);
  g_autofree char *text = NULL;
  g_autofree char *query = NULL;
  g_auto (GStrv) pairs = NULL;

  if (redirected == NULL || strlen (redirected) > LONGEST_ADDRESS ||
      !g_utf8_validate (redirected, -1, NULL))
    {
      set_error (error, _ ("This is not the address that ends the sign-in. Copy all of it from the "
                           "browser's address bar after QuickBooks sent you back."));
      return NULL;
    }
  text = g_strstrip (g_strdup (redirected));
  query = get_query (text);
  pairs = g_strsplit (query, "&", -1);
  for (guint i = 0; pairs[i] != NULL; i++)
    if (!read_pair (self, pairs[i], error))
      return NULL;
  if (!is_complete (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * cfl_oauth_state_equal:
 *
 * Takes the same time wherever the two differ.
 */
gboolean
cfl_oauth_state_equal (const char *a, const char *b)
{
  gsize length = strlen (a);
  guchar difference = 0;

  if (length != strlen (b))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guchar) a[i] ^ (guchar) b[i];
  return difference == 0;
}

char *
cfl_oauth_state_new (GError **error)
{
  guchar bytes[STATE_BYTES];
  GString *text;

  if (getrandom (bytes, sizeof bytes, 0) != (gssize) sizeof bytes)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _ ("The system gives no random numbers, so a safe sign-in is not possible."));
      return NULL;
    }
  text = g_string_sized_new (2 * STATE_BYTES);
  for (guint i = 0; i < STATE_BYTES; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free (text, FALSE);
}
