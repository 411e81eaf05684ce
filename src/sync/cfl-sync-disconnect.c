/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Giving the rights back. What was read and linked stays, so that signing in to the same company
 * goes on where it was. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-service-private.h"

#include <glib/gi18n-lib.h>

typedef struct {
  CflSyncService *self;
  gboolean quickbooks;
  gboolean cin7;
  guint cleared; /* secrets so far */
} DisconnectData;

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  g_autoptr (GError) error = NULL;

  /* Without keys or tokens there is nothing to revoke, and the rest can still be forgotten. */
  if (!cfl_sync_service_prepare_finish (CFL_SYNC_SERVICE (source), result, &error) &&
      g_error_matches (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_KEYRING))
    cfl_flow_fail (flow, g_steal_pointer (&error));
  else
    cfl_flow_continue (flow);
}

static void
step_prepare (CflFlow *flow)
{
  DisconnectData *data = flow->data;
  const char *connected = cfl_sync_service_get_setting (data->self, CFL_SYNC_KEY_CONNECTED);

  if (data->quickbooks && connected[0] != '\0')
    cfl_sync_service_prepare_async (data->self, CFL_SESSION_QUICKBOOKS, flow->cancellable,
                                    prepared_cb, flow);
  else
    cfl_flow_continue (flow);
}

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  DisconnectData *data = flow->data;
  g_autoptr (GError) error = NULL;

  if (!cfl_oauth_revoke_finish (CFL_OAUTH (source), result, &error) &&
      (g_error_matches (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_OFFLINE) ||
       g_error_matches (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SERVER)))
    cfl_sync_service_notice (data->self, "%s",
                             _ ("Intuit could not be told that the connection ends. End it in "
                                "QuickBooks too, under Apps."));
  cfl_flow_continue (flow);
}

static void
step_revoke (CflFlow *flow)
{
  DisconnectData *data = flow->data;

  if (data->quickbooks && data->self->oauth != NULL)
    cfl_oauth_revoke_async (data->self->oauth, flow->cancellable, revoked_cb, flow);
  else
    cfl_flow_continue (flow);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_secret_store_clear_finish (CFL_SECRET_STORE (source), result, &error))
    cfl_flow_again (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_forget_secrets (CflFlow *flow)
{
  DisconnectData *data = flow->data;
  CflSyncService *self = data->self;
  const CflSecretKind kinds[] = { CFL_SECRET_QUICKBOOKS_TOKENS, CFL_SECRET_INTUIT_CLIENT_SECRET,
                                  CFL_SECRET_CIN7_KEY };
  CflSecretKey key;

  while (data->cleared < G_N_ELEMENTS (kinds) &&
         !(kinds[data->cleared] == CFL_SECRET_CIN7_KEY ? data->cin7 : data->quickbooks))
    data->cleared++;
  if (data->cleared == G_N_ELEMENTS (kinds))
    {
      cfl_flow_continue (flow);
      return;
    }
  key = cfl_sync_service_get_secret_key (self, kinds[data->cleared]);
  if (key.kind == CFL_SECRET_QUICKBOOKS_TOKENS)
    key.realm = cfl_sync_service_get_setting (self, CFL_SYNC_KEY_REALM);
  data->cleared++;
  cfl_secret_store_clear_async (self->secrets, &key, flow->cancellable, cleared_cb, flow);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  DisconnectData *data = flow->data;
  GError *error = NULL;

  if (!cfl_sync_service_write_settings_finish (data->self, result, &error))
    {
      cfl_flow_fail (flow, error);
      return;
    }
  cfl_sync_service_drop_clients (data->self, data->quickbooks, data->cin7);
  if (data->quickbooks)
    cfl_sync_service_set_connection (data->self, TRUE, CFL_CONNECTION_NONE);
  if (data->cin7)
    cfl_sync_service_set_connection (data->self, FALSE, CFL_CONNECTION_NONE);
  cfl_flow_continue (flow);
}

static void
step_forget_settings (CflFlow *flow)
{
  DisconnectData *data = flow->data;
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);

  if (data->quickbooks)
    g_hash_table_insert (settings, (char *) CFL_SYNC_KEY_CONNECTED, NULL);
  if (data->cin7)
    g_hash_table_insert (settings, (char *) CFL_SYNC_KEY_CIN7_USER, NULL);
  cfl_sync_service_write_settings_async (data->self, settings, flow->cancellable, written_cb, flow);
}

static const CflFlowStep disconnect_steps[] = {
  { "prepare", step_prepare },
  { "revoke", step_revoke },
  { "forget secrets", step_forget_secrets },
  { "forget settings", step_forget_settings },
  { NULL, NULL },
};

void
cfl_sync_service_disconnect_async (CflSyncService *self,
                                   gboolean quickbooks,
                                   gboolean cin7,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_disconnect_async, "disconnect");
  DisconnectData *data = g_new0 (DisconnectData, 1);

  data->self = self;
  data->quickbooks = quickbooks;
  data->cin7 = cin7;
  cfl_sync_service_run (self, task, CFL_SYNC_STATE_CONNECTING, disconnect_steps, data, g_free);
}

gboolean
cfl_sync_service_disconnect_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_disconnect_async, error);
}
