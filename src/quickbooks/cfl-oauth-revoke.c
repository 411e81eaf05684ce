/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The end of a sign-in, told to Intuit. */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-oauth-private.h"
#include "cfl-quickbooks-private.h"

#include "cfl-json.h"

#include <glib/gi18n-lib.h>

typedef struct {
  gboolean locked;
  CflTokens *tokens;
} RevokeData;

static void
revoke_data_free (gpointer user_data)
{
  RevokeData *data = user_data;

  cfl_tokens_free (data->tokens);
  g_free (data);
}

/* @error: (nullable) (transfer full) */
static void
end_revocation (GTask *task, GError *error)
{
  CflOauth *self = g_task_get_source_object (task);
  RevokeData *data = g_task_get_task_data (task);

  if (data->locked)
    cfl_oauth_unlock (self);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&self->tokens, cfl_tokens_free);
  g_task_return_boolean (task, TRUE);
}

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (CflHttpResponse) response =
      cfl_http_client_send_finish (CFL_HTTP_CLIENT (source), result, &error);

  /* 400: Intuit does not know the token, so it is gone already. */
  if (response != NULL && !cfl_http_response_is_success (response) &&
      cfl_http_response_get_status (response) != 400)
    g_set_error_literal (&error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SERVER,
                         _ ("Intuit did not confirm that the connection ended. You can end it in "
                            "QuickBooks under Apps."));
  cfl_quickbooks_translate_error (&error);
  end_revocation (task, error);
}

static void
revoke_located_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflOauth *self = CFL_OAUTH (source);
  RevokeData *data = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (CflJsonWriter) writer = cfl_json_writer_new ();
  g_autoptr (GBytes) body = NULL;
  GError *error = NULL;

  if (!cfl_oauth_find_endpoints_finish (self, result, &error))
    {
      end_revocation (task, error);
      return;
    }
  cfl_json_writer_begin_object (writer, NULL);
  cfl_json_writer_add_text (writer, "token", data->tokens->refresh_token);
  cfl_json_writer_end_object (writer);
  body = cfl_json_writer_finish (writer, NULL);
  request = cfl_oauth_request_new (self, self->endpoints->revocation, "end the sign-in");
  cfl_http_request_set_body (request, body, "application/json");
  cfl_http_request_set_idempotent (request, TRUE);
  cfl_http_client_send_async (self->http, request, NULL, cancellable, revoked_cb,
                              g_steal_pointer (&task));
}

static void
revoke_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflOauth *self = g_task_get_source_object (task);
  RevokeData *data = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  data->tokens = cfl_token_store_load_finish (CFL_TOKEN_STORE (source), result, &error);
  if (data->tokens == NULL)
    end_revocation (task, error); /* without an error there is nothing to end */
  else
    cfl_oauth_find_endpoints_async (self, FALSE, cancellable, revoke_located_cb,
                                    g_steal_pointer (&task));
}

static void
revoke_locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CflOauth *self = CFL_OAUTH (source);
  RevokeData *data = g_task_get_task_data (task);

  data->locked = cfl_oauth_lock_finish (self, result);
  cfl_token_store_load_async (self->store, g_task_get_cancellable (task), revoke_loaded_cb, task);
}

/**
 * cfl_oauth_revoke_async:
 *
 * Ends what the store has at this moment. A refresh that another process has begun comes first, so
 * that it does not bring back what has ended.
 */
void
cfl_oauth_revoke_async (CflOauth *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cfl_oauth_revoke_async);
  g_task_set_name (task, "revoke the sign-in");
  g_task_set_task_data (task, g_new0 (RevokeData, 1), revoke_data_free);
  cfl_oauth_lock_async (self, revoke_locked_cb, task);
}

gboolean
cfl_oauth_revoke_finish (CflOauth *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
