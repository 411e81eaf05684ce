/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Signing in to QuickBooks. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-service-private.h"

#include <glib/gi18n-lib.h>

typedef struct {
  CflSyncService *self;
  char *client_id;
  char *client_secret;
  char *redirect_uri;
  char *redirected;
  char *realm;
  char *address;
} ConnectData;

static void
connect_data_free (ConnectData *data)
{
  g_free (data->client_id);
  g_clear_pointer (&data->client_secret, cfl_secret_free);
  g_free (data->redirect_uri);
  g_clear_pointer (&data->redirected, cfl_secret_free);
  g_free (data->realm);
  g_free (data->address);
  g_free (data);
}

static ConnectData *
connect_data_new (CflSyncService *self)
{
  ConnectData *data = g_new0 (ConnectData, 1);

  data->self = self;
  return data;
}

/* ---- the address to open ---- */

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_sync_service_prepare_finish (CFL_SYNC_SERVICE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_find_addresses (CflFlow *flow)
{
  ConnectData *data = flow->data;

  cfl_sync_service_prepare_async (data->self, 0, flow->cancellable, prepared_cb, flow);
}

static void
stored_secret_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  ConnectData *data = flow->data;
  GError *error = NULL;
  char *secret = cfl_secret_store_lookup_finish (CFL_SECRET_STORE (source), result, &error);

  if (error != NULL)
    {
      cfl_flow_fail (flow, error);
      return;
    }
  if (data->client_secret == NULL)
    data->client_secret = g_steal_pointer (&secret);
  cfl_secret_free (secret);
  if (data->client_id[0] == '\0' || data->client_secret == NULL || data->client_secret[0] == '\0')
    cfl_flow_fail (flow, g_error_new_literal (CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                                              _ ("Client id and client secret are needed. Copy "
                                                 "both from the Intuit developer page.")));
  else
    cfl_flow_continue (flow);
}

/* Also asks the keyring whether it can be used, before the user goes to the browser for nothing. */
static void
step_find_secret (CflFlow *flow)
{
  ConnectData *data = flow->data;
  CflSecretKey key = cfl_sync_service_get_secret_key (data->self, CFL_SECRET_INTUIT_CLIENT_SECRET);

  cfl_secret_store_lookup_async (data->self->secrets, &key, flow->cancellable, stored_secret_cb,
                                 flow);
}

/* Listens before the address is known to anybody. */
static void
step_listen (CflFlow *flow)
{
  ConnectData *data = flow->data;
  CflSyncService *self = data->self;
  GError *error = NULL;

  g_clear_object (&self->listener);
  g_clear_object (&self->sign_in);
  if (self->practice == NULL && cfl_loopback_listener_can_serve (data->redirect_uri))
    self->listener = cfl_loopback_listener_new (data->redirect_uri, &error);
  if (error != NULL)
    cfl_flow_fail (flow, error);
  else
    cfl_flow_continue (flow);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  ConnectData *data = flow->data;
  CflSyncService *self = data->self;
  GError *error = NULL;

  data->address = cfl_oauth_begin_finish (CFL_OAUTH (source), result, &error);
  if (data->address == NULL)
    {
      g_clear_object (&self->sign_in);
      g_clear_object (&self->listener);
      cfl_sync_service_learn_from_error (self, TRUE, error);
      cfl_flow_fail (flow, error);
      return;
    }
  g_free (self->sign_in_client_id);
  g_free (self->sign_in_redirect_uri);
  cfl_secret_free (self->sign_in_client_secret);
  self->sign_in_client_id = g_steal_pointer (&data->client_id);
  self->sign_in_redirect_uri = g_steal_pointer (&data->redirect_uri);
  self->sign_in_client_secret = g_steal_pointer (&data->client_secret);
  cfl_flow_continue (flow);
}

static void
step_begin (CflFlow *flow)
{
  ConnectData *data = flow->data;
  CflSyncService *self = data->self;

  self->sign_in = cfl_sync_service_make_oauth (self, data->client_id, data->client_secret);
  cfl_oauth_begin_async (self->sign_in, data->redirect_uri, flow->cancellable, begun_cb, flow);
}

static const CflFlowStep begin_steps[] = {
  { "find addresses", step_find_addresses },
  { "find secret", step_find_secret },
  { "listen", step_listen },
  { "begin", step_begin },
  { NULL, NULL },
};

static char *
text_or_setting (CflSyncService *self, const char *text, const char *key)
{
  return g_strdup (text != NULL && text[0] != '\0' ? text
                                                   : cfl_sync_service_get_setting (self, key));
}

void
cfl_sync_service_begin_sign_in_async (CflSyncService *self,
                                      const char *client_id,
                                      const char *client_secret,
                                      const char *redirect_uri,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task =
      cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                 cfl_sync_service_begin_sign_in_async, "begin sign-in");
  g_autoptr (GUri) uri = NULL;
  ConnectData *data;

  if (!cfl_sync_service_require_store (self, task))
    return;
  data = connect_data_new (self);
  data->client_id = text_or_setting (self, client_id, CFL_SYNC_KEY_CLIENT_ID);
  data->redirect_uri = text_or_setting (self, redirect_uri, CFL_SYNC_KEY_REDIRECT_URI);
  g_strstrip (data->client_id);
  g_strstrip (data->redirect_uri);
  if (client_secret != NULL && client_secret[0] != '\0')
    data->client_secret = g_strdup (client_secret);
  uri = g_uri_parse (data->redirect_uri, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || !cfl_web_uri_is_allowed (data->redirect_uri, NULL) ||
      g_uri_get_fragment (uri) != NULL)
    {
      connect_data_free (data);
      g_task_return_new_error (task, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                               _ ("The redirect address must begin with https:// (http:// only "
                                  "for this machine), exactly as it is registered at Intuit."));
      return;
    }
  cfl_flow_start (g_steal_pointer (&task), begin_steps, data, (GDestroyNotify) connect_data_free);
}

char *
cfl_sync_service_begin_sign_in_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  ConnectData *data = cfl_flow_get_data (G_TASK (result));

  if (!cfl_sync_service_finish_boolean (self, result, cfl_sync_service_begin_sign_in_async, error))
    return NULL;
  return g_steal_pointer (&data->address);
}

/* ---- the address that came back ---- */

static void
completed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  ConnectData *data = flow->data;
  GError *error = NULL;

  data->realm = cfl_oauth_complete_finish (CFL_OAUTH (source), result, &error);
  if (data->realm == NULL)
    cfl_flow_fail (flow, error);
  else
    cfl_flow_continue (flow);
}

static void
step_complete (CflFlow *flow)
{
  ConnectData *data = flow->data;

  cfl_oauth_complete_async (data->self->sign_in, data->redirected, flow->cancellable, completed_cb,
                            flow);
}

static void
secret_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_secret_store_store_finish (CFL_SECRET_STORE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_keep_secret (CflFlow *flow)
{
  ConnectData *data = flow->data;
  CflSyncService *self = data->self;
  CflSecretKey key = cfl_sync_service_get_secret_key (self, CFL_SECRET_INTUIT_CLIENT_SECRET);
  /* Translators: how the keyring's own program lists it; %s is the company. */
  g_autofree char *label =
      g_strdup_printf (_ ("Counterfoil: Intuit client secret of %s"), self->entry->name);

  cfl_secret_store_store_async (self->secrets, &key, label, self->sign_in_client_secret,
                                flow->cancellable, secret_stored_cb, flow);
}

static void
settings_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  ConnectData *data = flow->data;
  CflSyncService *self = data->self;
  GError *error = NULL;

  if (!cfl_sync_service_write_settings_finish (self, result, &error))
    {
      cfl_flow_fail (flow, error);
      return;
    }
  cfl_sync_service_drop_clients (self, TRUE, FALSE);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->listener);
  g_clear_pointer (&self->sign_in_client_secret, cfl_secret_free);
  cfl_sync_service_set_connection (self, TRUE, CFL_CONNECTION_CONNECTED);
  cfl_flow_continue (flow);
}

static void
step_keep_settings (CflFlow *flow)
{
  ConnectData *data = flow->data;
  CflSyncService *self = data->self;
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (settings, (char *) CFL_SYNC_KEY_REALM, data->realm);
  g_hash_table_insert (settings, (char *) CFL_SYNC_KEY_CLIENT_ID, self->sign_in_client_id);
  g_hash_table_insert (settings, (char *) CFL_SYNC_KEY_REDIRECT_URI, self->sign_in_redirect_uri);
  g_hash_table_insert (settings, (char *) CFL_SYNC_KEY_CONNECTED, (char *) "yes");
  cfl_sync_service_write_settings_async (self, settings, flow->cancellable, settings_written_cb,
                                         flow);
}

static const CflFlowStep accept_steps[] = {
  { "complete", step_complete },
  { "keep secret", step_keep_secret },
  { "keep settings", step_keep_settings },
  { NULL, NULL },
};

void
cfl_sync_service_accept_sign_in_async (CflSyncService *self,
                                       const char *redirected,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_accept_sign_in_async, "accept sign-in");
  ConnectData *data = connect_data_new (self);

  data->redirected = g_strdup (redirected);
  cfl_flow_start (task, accept_steps, data, (GDestroyNotify) connect_data_free);
}

gboolean
cfl_sync_service_accept_sign_in_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_accept_sign_in_async,
                                          error);
}

static void
redirected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  ConnectData *data = flow->data;
  GError *error = NULL;

  data->redirected =
      cfl_loopback_listener_wait_finish (CFL_LOOPBACK_LISTENER (source), result, &error);
  if (data->redirected == NULL)
    cfl_flow_fail (flow, error);
  else
    cfl_flow_continue (flow);
}

static void
step_wait (CflFlow *flow)
{
  ConnectData *data = flow->data;

  if (data->self->sign_in == NULL)
    cfl_flow_fail (flow, g_error_new_literal (CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                                              _ ("No sign-in was begun. Begin it again.")));
  else if (data->redirected != NULL)
    cfl_flow_continue (flow);
  else if (data->self->listener != NULL)
    cfl_loopback_listener_wait_async (data->self->listener, flow->cancellable, redirected_cb, flow);
  else
    cfl_flow_fail (flow, g_error_new_literal (CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                                              _ ("The redirect address is not on this machine. "
                                                 "Paste the address that the browser ended "
                                                 "at.")));
}

static void
accepted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_sync_service_accept_sign_in_finish (CFL_SYNC_SERVICE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_accept (CflFlow *flow)
{
  ConnectData *data = flow->data;

  cfl_sync_service_accept_sign_in_async (data->self, data->redirected, flow->cancellable,
                                         accepted_cb, flow);
}

static void
lists_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_sync_service_read_lists_finish (CFL_SYNC_SERVICE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_read_lists (CflFlow *flow)
{
  ConnectData *data = flow->data;

  cfl_sync_service_read_lists_async (data->self, flow->cancellable, lists_read_cb, flow);
}

static const CflFlowStep complete_steps[] = {
  { "wait", step_wait },
  { "accept", step_accept },
  { "read lists", step_read_lists },
  { NULL, NULL },
};

void
cfl_sync_service_complete_sign_in_async (CflSyncService *self,
                                         const char *redirected,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  GTask *task =
      cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                 cfl_sync_service_complete_sign_in_async, "complete sign-in");
  ConnectData *data = connect_data_new (self);

  data->redirected = g_strdup (redirected);
  cfl_sync_service_run (self, task, CFL_SYNC_STATE_CONNECTING, complete_steps, data,
                        (GDestroyNotify) connect_data_free);
}

gboolean
cfl_sync_service_complete_sign_in_finish (CflSyncService *self,
                                          GAsyncResult *result,
                                          GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_complete_sign_in_async,
                                          error);
}
