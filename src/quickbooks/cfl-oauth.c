/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-oauth-private.h"

#include <string.h>

#define ANSWER_LIMIT (256 * 1024)

G_DEFINE_FINAL_TYPE (CflOauth, cfl_oauth, G_TYPE_OBJECT)

enum { SIGNAL_LEARNED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
cfl_oauth_dispose (GObject *object)
{
  CflOauth *self = CFL_OAUTH (object);

  g_clear_object (&self->http);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cfl_oauth_parent_class)->dispose (object);
}

static void
cfl_oauth_finalize (GObject *object)
{
  CflOauth *self = CFL_OAUTH (object);

  g_free (self->discovery_uri);
  g_free (self->client_id);
  cfl_oauth_wipe (&self->client_secret);
  g_free (self->expected_realm);
  g_clear_pointer (&self->endpoints, cfl_oauth_endpoints_free);
  cfl_oauth_wipe (&self->state);
  g_free (self->redirect_uri);
  cfl_tokens_free (self->tokens);
  cfl_tokens_free (self->unsaved);
  cfl_oauth_wipe (&self->replaces);
  cfl_oauth_forget_failure (self);
  g_queue_clear (&self->waiting);
  cfl_oauth_wipe (&self->rejected);
  G_OBJECT_CLASS (cfl_oauth_parent_class)->finalize (object);
}

static void
cfl_oauth_class_init (CflOauthClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cfl_oauth_dispose;
  G_OBJECT_CLASS (klass)->finalize = cfl_oauth_finalize;
  signals[SIGNAL_LEARNED] = g_signal_new ("learned", CFL_TYPE_OAUTH, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
cfl_oauth_init (CflOauth *self)
{
  self->now = cfl_moment_now;
  g_queue_init (&self->waiting);
}

CflOauth *
cfl_oauth_new (CflHttpClient *http,
               const char *discovery_uri,
               const char *client_id,
               CflTokenStore *tokens)
{
  CflOauth *self = g_object_new (CFL_TYPE_OAUTH, NULL);

  self->http = g_object_ref (http);
  self->discovery_uri = g_strdup (discovery_uri);
  self->client_id = g_strdup (client_id);
  self->store = g_object_ref (tokens);
  return self;
}

void
cfl_oauth_set_client_secret (CflOauth *self, const char *secret)
{
  cfl_oauth_wipe (&self->client_secret);
  self->client_secret = g_strdup (secret);
  cfl_oauth_forget_failure (self);
}

void
cfl_oauth_set_expected_realm (CflOauth *self, const char *realm_id)
{
  g_free (self->expected_realm);
  self->expected_realm = g_strdup (realm_id);
}

void
cfl_oauth_emit_learned (CflOauth *self)
{
  g_signal_emit (self, signals[SIGNAL_LEARNED], 0);
}

gint64
cfl_oauth_get_sign_in_end (CflOauth *self)
{
  gint64 idle = self->tokens != NULL ? self->tokens->refresh_expires_at : 0;
  gint64 hard = self->tokens != NULL ? self->tokens->refresh_hard_expires_at : 0;

  return idle > 0 && hard > 0 ? MIN (idle, hard) : MAX (idle, hard);
}

/* ---- the lock ---- */

static void
locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean locked =
      CFL_TOKEN_STORE_GET_IFACE (source)->lock_finish (CFL_TOKEN_STORE (source), result, &error);

  if (!locked)
    g_debug ("The tokens cannot be locked: %s", error->message);
  g_task_return_boolean (task, locked);
}

void
cfl_oauth_lock_async (CflOauth *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  CflTokenStoreInterface *iface = CFL_TOKEN_STORE_GET_IFACE (self->store);

  g_task_set_source_tag (task, cfl_oauth_lock_async);
  g_task_set_name (task, "lock the tokens");
  if (iface->lock_async != NULL)
    {
      iface->lock_async (self->store, NULL, locked_cb, task);
      return;
    }
  g_task_return_boolean (task, FALSE);
  g_object_unref (task);
}

gboolean
cfl_oauth_lock_finish (CflOauth *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

void
cfl_oauth_unlock (CflOauth *self)
{
  CFL_TOKEN_STORE_GET_IFACE (self->store)->unlock (self->store);
}

/* ---- requests ---- */

CflHttpRequest *
cfl_oauth_request_new (CflOauth *self, const char *uri, const char *label)
{
  CflHttpRequest *request = cfl_http_request_new ("POST", uri);
  const char *secret = self->client_secret != NULL ? self->client_secret : "";
  g_autofree char *pair = g_strconcat (self->client_id, ":", secret, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *header = g_strconcat ("Basic ", encoded, NULL);

  cfl_http_request_set_secret_header (request, "Authorization", header);
  cfl_http_request_set_header (request, "Accept", "application/json");
  cfl_http_request_set_header (request, "x-include-refresh-token-hard-expires-in", "true");
  cfl_http_request_set_size_limit (request, ANSWER_LIMIT);
  cfl_http_request_set_label (request, label);
  explicit_bzero (pair, strlen (pair));
  explicit_bzero (encoded, strlen (encoded));
  explicit_bzero (header, strlen (header));
  return request;
}

void
cfl_oauth_wipe_free (gpointer secret)
{
  char *text = secret;

  cfl_oauth_wipe (&text);
}

static void
set_secret_body (CflHttpRequest *request, char *text, const char *type)
{
  g_autoptr (GBytes) body =
      g_bytes_new_with_free_func (text, strlen (text), cfl_oauth_wipe_free, text);

  cfl_http_request_set_body (request, body, type);
}

void
cfl_oauth_set_form (CflHttpRequest *request, const char *const *names_and_values)
{
  GString *form = g_string_new (NULL);

  for (guint i = 0; names_and_values[i] != NULL; i += 2)
    {
      g_autofree char *value = g_uri_escape_string (names_and_values[i + 1], NULL, FALSE);

      g_string_append_printf (form, "%s%s=%s", i > 0 ? "&" : "", names_and_values[i], value);
      explicit_bzero (value, strlen (value));
    }
  set_secret_body (request, g_string_free (form, FALSE), "application/x-www-form-urlencoded");
}
