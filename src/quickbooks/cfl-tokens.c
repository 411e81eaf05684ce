/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-oauth-private.h"

#include "cfl-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LONGEST_TOKEN 8192

G_DEFINE_INTERFACE (CflTokenStore, cfl_token_store, G_TYPE_OBJECT)

static void
cfl_token_store_default_init (CflTokenStoreInterface *iface)
{
}

void
cfl_token_store_load_async (CflTokenStore *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  CFL_TOKEN_STORE_GET_IFACE (self)->load_async (self, cancellable, callback, user_data);
}

CflTokens *
cfl_token_store_load_finish (CflTokenStore *self, GAsyncResult *result, GError **error)
{
  return CFL_TOKEN_STORE_GET_IFACE (self)->load_finish (self, result, error);
}

void
cfl_token_store_save_async (CflTokenStore *self,
                            const CflTokens *tokens,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  CFL_TOKEN_STORE_GET_IFACE (self)->save_async (self, tokens, cancellable, callback, user_data);
}

gboolean
cfl_token_store_save_finish (CflTokenStore *self, GAsyncResult *result, GError **error)
{
  return CFL_TOKEN_STORE_GET_IFACE (self)->save_finish (self, result, error);
}

CflTokens *
cfl_tokens_new (void)
{
  CflTokens *self = g_new0 (CflTokens, 1);

  self->access_token = g_strdup ("");
  self->refresh_token = g_strdup ("");
  self->realm_id = g_strdup ("");
  return self;
}

CflTokens *
cfl_tokens_copy (const CflTokens *self)
{
  CflTokens *copy = g_memdup2 (self, sizeof *self);

  copy->access_token = g_strdup (self->access_token);
  copy->refresh_token = g_strdup (self->refresh_token);
  copy->realm_id = g_strdup (self->realm_id);
  return copy;
}

void
cfl_tokens_free (CflTokens *self)
{
  if (self == NULL)
    return;
  cfl_oauth_wipe (&self->access_token);
  cfl_oauth_wipe (&self->refresh_token);
  g_free (self->realm_id);
  g_free (self);
}

char *
cfl_tokens_to_text (const CflTokens *self)
{
  g_autoptr (CflJsonWriter) writer = cfl_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  cfl_json_writer_begin_object (writer, NULL);
  cfl_json_writer_add_text (writer, "access_token", self->access_token);
  cfl_json_writer_add_text (writer, "refresh_token", self->refresh_token);
  cfl_json_writer_add_text (writer, "realm_id", self->realm_id);
  cfl_json_writer_add_integer (writer, "access_expires_at", self->access_expires_at);
  cfl_json_writer_add_integer (writer, "refresh_expires_at", self->refresh_expires_at);
  cfl_json_writer_add_integer (writer, "refresh_hard_expires_at", self->refresh_hard_expires_at);
  cfl_json_writer_end_object (writer);
  bytes = cfl_json_writer_finish (writer, NULL);
  return bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))
                       : g_strdup ("{}");
}

static void
put_text (char **field, const char *text)
{
  cfl_oauth_wipe (field);
  *field = g_strdup (text != NULL ? text : "");
}

CflTokens *
cfl_tokens_from_text (const char *text, GError **error)
{
  g_autoptr (JsonNode) root = cfl_json_parse_text (text, CFL_JSON_EXACT_NAMES, NULL);
  JsonObject *object = cfl_json_node_get_object (root);
  g_autoptr (CflTokens) self = cfl_tokens_new ();

  put_text (&self->access_token, cfl_json_get_text (object, "access_token"));
  put_text (&self->refresh_token, cfl_json_get_text (object, "refresh_token"));
  put_text (&self->realm_id, cfl_json_get_text (object, "realm_id"));
  cfl_json_get_integer (object, "access_expires_at", &self->access_expires_at);
  cfl_json_get_integer (object, "refresh_expires_at", &self->refresh_expires_at);
  cfl_json_get_integer (object, "refresh_hard_expires_at", &self->refresh_hard_expires_at);
  if (*self->refresh_token == '\0')
    {
      g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SIGN_IN,
                           _ ("The stored sign-in to QuickBooks is damaged. Sign in again."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

static gboolean
set_failure (CflHttpResponse *response, JsonObject *object, GError **error)
{
  const char *code = cfl_json_get_text (object, "error");
  const char *explanation = cfl_json_get_text (object, "error_description");
  guint status = cfl_http_response_get_status (response);

  if (g_strcmp0 (code, "invalid_client") == 0 || g_strcmp0 (code, "unauthorized_client") == 0 ||
      (g_strcmp0 (code, "invalid_grant") == 0 && explanation != NULL &&
       strstr (explanation, "clientID") != NULL))
    g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_KEYS,
                         _ ("Intuit does not take the client ID and client secret. Enter the pair "
                            "again as the developer page shows it."));
  else if (g_strcmp0 (code, "invalid_grant") == 0)
    g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SIGN_IN,
                         _ ("The sign-in to QuickBooks is no longer valid. Sign in again."));
  else if (status == 429)
    g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_THROTTLED,
                         _ ("Intuit takes no more sign-ins for the moment. Try again in a few "
                            "minutes."));
  else if (status >= 500)
    g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SERVER,
                         _ ("Intuit's sign-in service has trouble answering. Try again later."));
  else
    g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_PROTOCOL,
                         _ ("Intuit's sign-in service gave an answer that could not be read. Try "
                            "again later."));
  return FALSE;
}

static gint64
expiry (JsonObject *object, const char *name, gint64 now, gint64 otherwise)
{
  gint64 seconds = 0;

  if (!cfl_json_get_integer (object, name, &seconds) || seconds <= 0 ||
      seconds > G_GINT64_CONSTANT (100) * 366 * 86400)
    return otherwise;
  return now + seconds * G_USEC_PER_SEC;
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

CflTokens *
cfl_oauth_read_tokens (CflHttpResponse *response, const CflTokens *old, gint64 now, GError **error)
{
  g_autoptr (JsonNode) root =
      cfl_json_parse (cfl_http_response_get_body (response), CFL_JSON_EXACT_NAMES, NULL);
  JsonObject *object = cfl_json_node_get_object (root);
  const char *access = cfl_json_get_text (object, "access_token");
  const char *refresh = cfl_json_get_text (object, "refresh_token");
  CflTokens *tokens;

  if (refresh == NULL && old != NULL)
    refresh = old->refresh_token;
  if (!cfl_http_response_is_success (response) || !is_token (access) || !is_token (refresh))
    {
      set_failure (response, object, error);
      return NULL;
    }
  tokens = old != NULL ? cfl_tokens_copy (old) : cfl_tokens_new ();
  put_text (&tokens->access_token, access);
  put_text (&tokens->refresh_token, refresh);
  tokens->access_expires_at =
      expiry (object, "expires_in", now, now + (gint64) 3600 * G_USEC_PER_SEC);
  tokens->refresh_expires_at =
      expiry (object, "x_refresh_token_expires_in", now, tokens->refresh_expires_at);
  tokens->refresh_hard_expires_at =
      expiry (object, "x_refresh_token_hard_expires_in", now, tokens->refresh_hard_expires_at);
  return tokens;
}
