/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-oauth-private.h"

#include "cfl-json.h"

#include <glib/gi18n-lib.h>

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
  cfl_json_writer_add_integer (writer, "issued_wall", self->issued.wall);
  cfl_json_writer_add_integer (writer, "issued_steady", self->issued.steady);
  cfl_json_writer_add_text (writer, "issued_boot", self->issued.boot);
  cfl_json_writer_add_integer (writer, "access_lifetime", self->access_lifetime);
  cfl_json_writer_add_integer (writer, "refresh_expires_at", self->refresh_expires_at);
  cfl_json_writer_add_integer (writer, "refresh_hard_expires_at", self->refresh_hard_expires_at);
  cfl_json_writer_end_object (writer);
  bytes = cfl_json_writer_finish (writer, NULL);
  return bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))
                       : g_strdup ("{}");
}

/* One of the texts; NULL stands for "". */
void
cfl_tokens_set (char **field, const char *text)
{
  cfl_oauth_wipe (field);
  *field = g_strdup (text != NULL ? text : "");
}

CflTokens *
cfl_tokens_from_text (const char *text, GError **error)
{
  g_autoptr (JsonNode) root = cfl_json_parse_text (text, CFL_JSON_EXACT_NAMES, NULL);
  JsonObject *object = cfl_json_node_get_object (root);
  const char *boot = cfl_json_get_text (object, "issued_boot");
  g_autoptr (CflTokens) self = cfl_tokens_new ();

  cfl_tokens_set (&self->access_token, cfl_json_get_text (object, "access_token"));
  cfl_tokens_set (&self->refresh_token, cfl_json_get_text (object, "refresh_token"));
  cfl_tokens_set (&self->realm_id, cfl_json_get_text (object, "realm_id"));
  cfl_json_get_integer (object, "issued_wall", &self->issued.wall);
  cfl_json_get_integer (object, "issued_steady", &self->issued.steady);
  if (boot != NULL)
    g_strlcpy (self->issued.boot, boot, sizeof self->issued.boot);
  cfl_json_get_integer (object, "access_lifetime", &self->access_lifetime);
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

gint64
cfl_tokens_get_remaining (const CflTokens *self, const CflMoment *now)
{
  gint64 age = cfl_moment_get_age (&self->issued, now);

  if (*self->access_token == '\0' || age < 0)
    return 0;
  return MAX (self->access_lifetime - age, 0);
}
