/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Connecting Cin7, and taking connections apart again. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-service-private.h"

#include <glib/gi18n-lib.h>

typedef struct {
  CflSyncService *self;
  char *user;
  char *key;
  CflCin7Client *client; /* with the new key, not yet proven */
} Cin7Data;

static void
cin7_data_free (Cin7Data *data)
{
  g_free (data->user);
  g_clear_pointer (&data->key, cfl_secret_free);
  g_clear_object (&data->client);
  g_free (data);
}

static Cin7Data *
cin7_data_new (CflSyncService *self, const char *user, const char *key)
{
  Cin7Data *data = g_new0 (Cin7Data, 1);

  data->self = self;
  data->user = g_strstrip (g_strdup (user == NULL ? "" : user));
  data->key = g_strstrip (g_strdup (key == NULL ? "" : key));
  return data;
}

static void
probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_cin7_client_probe_finish (CFL_CIN7_CLIENT (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

/* A key that does not work replaces none that does. */
static void
step_probe (CflFlow *flow)
{
  Cin7Data *data = flow->data;

  if (data->user[0] == '\0' || data->key[0] == '\0')
    {
      cfl_flow_fail (flow, g_error_new_literal (CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                                                _ ("User name and key are needed. Both stand in "
                                                   "Cin7 on the page Integrations & API.")));
      return;
    }
  data->client = cfl_sync_service_make_cin7 (data->self, data->user, data->key);
  cfl_cin7_client_probe_async (data->client, flow->cancellable, probed_cb, flow);
}

static void
key_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_secret_store_store_finish (CFL_SECRET_STORE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_keep_key (CflFlow *flow)
{
  Cin7Data *data = flow->data;
  CflSyncService *self = data->self;
  CflSecretKey key = cfl_sync_service_get_secret_key (self, CFL_SECRET_CIN7_KEY);
  /* Translators: how the keyring's own program lists it; %s is the company. */
  g_autofree char *label = g_strdup_printf (_ ("Counterfoil: Cin7 key of %s"), self->entry->name);

  cfl_secret_store_store_async (self->secrets, &key, label, data->key, flow->cancellable,
                                key_stored_cb, flow);
}

static void
user_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  Cin7Data *data = flow->data;
  CflSyncService *self = data->self;
  GError *error = NULL;

  if (!cfl_sync_service_write_settings_finish (self, result, &error))
    {
      cfl_flow_fail (flow, error);
      return;
    }
  g_clear_object (&self->cin7);
  self->cin7 = g_steal_pointer (&data->client);
  cfl_sync_service_set_connection (self, FALSE, CFL_CONNECTION_CONNECTED);
  cfl_flow_continue (flow);
}

static void
step_keep_user (CflFlow *flow)
{
  Cin7Data *data = flow->data;
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (settings, (char *) CFL_SYNC_KEY_CIN7_USER, data->user);
  cfl_sync_service_write_settings_async (data->self, settings, flow->cancellable, user_written_cb,
                                         flow);
}

static const CflFlowStep accept_cin7_steps[] = {
  { "probe", step_probe },
  { "keep key", step_keep_key },
  { "keep user", step_keep_user },
  { NULL, NULL },
};

/* The addresses are known. */
void
cfl_sync_service_accept_cin7_async (CflSyncService *self,
                                    const char *user,
                                    const char *key,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_accept_cin7_async, "accept cin7");

  cfl_flow_start (task, accept_cin7_steps, cin7_data_new (self, user, key),
                  (GDestroyNotify) cin7_data_free);
}

gboolean
cfl_sync_service_accept_cin7_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_accept_cin7_async, error);
}

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
  Cin7Data *data = flow->data;

  cfl_sync_service_prepare_async (data->self, 0, flow->cancellable, prepared_cb, flow);
}

static const CflFlowStep connect_cin7_steps[] = {
  { "find addresses", step_find_addresses }, { "probe", step_probe }, { "keep key", step_keep_key },
  { "keep user", step_keep_user },           { NULL, NULL },
};

void
cfl_sync_service_connect_cin7_async (CflSyncService *self,
                                     const char *user,
                                     const char *key,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_connect_cin7_async, "connect cin7");

  cfl_sync_service_run (self, task, CFL_SYNC_STATE_CONNECTING, connect_cin7_steps,
                        cin7_data_new (self, user, key), (GDestroyNotify) cin7_data_free);
}

gboolean
cfl_sync_service_connect_cin7_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_connect_cin7_async, error);
}
