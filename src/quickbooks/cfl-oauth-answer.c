/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the token endpoint answers. */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-oauth-private.h"

#include "cfl-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LONGEST_TOKEN 8192
#define USUAL_LIFETIME_SECONDS 3600

/* Which of Intuit's refusals it is. A gateway that has trouble may repeat any words. */
static gboolean
is_refused_with (guint status, const char *code, const char *expected)
{
  return (status == 400 || status == 401) && g_strcmp0 (code, expected) == 0;
}

/* @code_was_sent: the refused grant was a code out of the browser, not a stored sign-in. */
static void
set_refusal (CflHttpResponse *response, JsonObject *object, gboolean code_was_sent, GError **error)
{
  const char *code = cfl_json_get_text (object, "error");
  const char *explanation = cfl_json_get_text (object, "error_description");
  guint status = cfl_http_response_get_status (response);
  CflQuickbooksError kind = CFL_QUICKBOOKS_ERROR_PROTOCOL;
  const char *sentence = _ ("Intuit's sign-in service gave an answer that could not be read. Try "
                            "again later.");

  if (is_refused_with (status, code, "invalid_client") ||
      is_refused_with (status, code, "unauthorized_client"))
    {
      kind = CFL_QUICKBOOKS_ERROR_KEYS;
      sentence =
          _ ("Intuit does not take the client ID and client secret. Copy both again from the "
             "keys page of your Intuit app, then sign in again.");
    }
  else if (is_refused_with (status, code, "invalid_grant") && explanation != NULL &&
           strstr (explanation, "clientID") != NULL)
    {
      kind = CFL_QUICKBOOKS_ERROR_KEYS;
      sentence = _ ("The sign-in to QuickBooks was made with the keys of another Intuit app than "
                    "the ones in use now. Sign in again with the keys that are right.");
    }
  else if (is_refused_with (status, code, "invalid_grant"))
    {
      kind = CFL_QUICKBOOKS_ERROR_SIGN_IN;
      sentence = code_was_sent ? _ ("This sign-in was used before or took too long. Sign in again.")
                               : _ ("The sign-in to QuickBooks is no longer valid. Sign in again.");
    }
  else if (status == 429)
    {
      kind = CFL_QUICKBOOKS_ERROR_THROTTLED;
      sentence = _ ("Intuit takes no more sign-ins for the moment. Try again in a few minutes.");
    }
  else if (status >= 500)
    {
      kind = CFL_QUICKBOOKS_ERROR_SERVER;
      sentence = _ ("Intuit's sign-in service has trouble answering. Try again later.");
    }
  g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, (int) kind, sentence);
}

static gint64
read_seconds (JsonObject *object, const char *name)
{
  gint64 seconds = 0;

  if (!cfl_json_get_integer (object, name, &seconds) || seconds <= 0 ||
      seconds > G_GINT64_CONSTANT (100) * 366 * 86400)
    return 0;
  return seconds;
}

static gint64
read_end (JsonObject *object, const char *name, const CflMoment *asked, gint64 otherwise)
{
  gint64 seconds = read_seconds (object, name);

  return seconds > 0 ? asked->wall + seconds * G_USEC_PER_SEC : otherwise;
}

static gboolean
is_token (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (length == 0 || length > LONGEST_TOKEN)
    return FALSE;
  /* It becomes a header: nothing that could end one. */
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  return TRUE;
}

/**
 * cfl_oauth_read_tokens:
 * @response: what the token endpoint answered
 * @old: (nullable): the tokens that a refresh started from, NULL for a code
 * @asked: when it was asked; the new token is no older than that
 *
 * Returns: (transfer full): the new tokens, or NULL with @error
 */
CflTokens *
cfl_oauth_read_tokens (CflHttpResponse *response,
                       const CflTokens *old,
                       const CflMoment *asked,
                       GError **error)
{
  g_autoptr (JsonNode) root =
      cfl_json_parse (cfl_http_response_get_body (response), CFL_JSON_EXACT_NAMES, NULL);
  JsonObject *object = cfl_json_node_get_object (root);
  const char *access = cfl_json_get_text (object, "access_token");
  const char *refresh = cfl_json_get_text (object, "refresh_token");
  CflTokens *tokens;
  gint64 seconds;

  if (refresh == NULL && old != NULL)
    refresh = old->refresh_token;
  if (!cfl_http_response_is_success (response) || !is_token (access) || !is_token (refresh))
    {
      set_refusal (response, object, old == NULL, error);
      return NULL;
    }
  tokens = cfl_tokens_new ();
  cfl_tokens_set (&tokens->access_token, access);
  cfl_tokens_set (&tokens->refresh_token, refresh);
  tokens->issued = *asked;
  seconds = read_seconds (object, "expires_in");
  tokens->access_lifetime = (seconds > 0 ? seconds : USUAL_LIFETIME_SECONDS) * G_USEC_PER_SEC;
  tokens->refresh_expires_at = read_end (object, "x_refresh_token_expires_in", asked, 0);
  tokens->refresh_hard_expires_at = read_end (object, "x_refresh_token_hard_expires_in", asked,
                                              old != NULL ? old->refresh_hard_expires_at : 0);
  if (old != NULL)
    cfl_tokens_set (&tokens->realm_id, old->realm_id);
  return tokens;
}
