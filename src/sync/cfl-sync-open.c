/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-service-private.h"

#include <glib/gi18n-lib.h>

static void
store_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  CflSyncService *self = flow->data;
  GError *error = NULL;

  g_clear_object (&self->store);
  self->store = cfl_store_open_finish (result, &error);
  if (self->store == NULL)
    cfl_flow_fail (flow, error);
  else
    cfl_flow_continue (flow);
}

static void
step_open_store (CflFlow *flow)
{
  CflSyncService *self = flow->data;
  g_autofree char *path = g_build_filename (self->folder, CFL_SYNC_DATABASE_NAME, NULL);

  cfl_store_open_async (path, flow->cancellable, store_opened_cb, flow);
}

static void
settings_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_sync_service_read_settings_finish (CFL_SYNC_SERVICE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_read_settings (CflFlow *flow)
{
  CflSyncService *self = flow->data;

  cfl_sync_service_read_settings_async (self, flow->cancellable, settings_read_cb, flow);
}

static void
zone_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_sync_service_write_settings_finish (CFL_SYNC_SERVICE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

/* The zone that the company was added with, until the user sets another. */
static void
step_keep_zone (CflFlow *flow)
{
  CflSyncService *self = flow->data;
  g_autoptr (GHashTable) settings = NULL;

  if (cfl_sync_service_get_setting (self, "time-zone")[0] != '\0' ||
      self->entry->time_zone[0] == '\0')
    {
      cfl_flow_continue (flow);
      return;
    }
  settings = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (settings, (char *) "time-zone", self->entry->time_zone);
  cfl_sync_service_write_settings_async (self, settings, flow->cancellable, zone_written_cb, flow);
}

static void
practice_ensured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  CflSyncService *self = flow->data;
  g_autoptr (GError) error = NULL;

  /* The lists can be read without the server; whoever needs it, hears of it then. */
  if (cfl_practice_launcher_ensure_finish (CFL_PRACTICE_LAUNCHER (source), result, &error) == NULL)
    {
      cfl_sync_service_notice (self, "%s", error->message);
      cfl_sync_service_set_connection (self, TRUE, CFL_CONNECTION_OFFLINE);
      cfl_sync_service_set_connection (self, FALSE, CFL_CONNECTION_OFFLINE);
    }
  cfl_flow_continue (flow);
}

/* How the connections stood when somebody last knew. */
void
cfl_sync_service_recall_connections (CflSyncService *self)
{
  gboolean connected = cfl_sync_service_get_setting (self, CFL_SYNC_KEY_CONNECTED)[0] != '\0';
  gboolean lapsed = cfl_sync_service_get_setting (self, CFL_SYNC_KEY_LAPSED)[0] != '\0';
  gboolean cin7 = cfl_sync_service_get_setting (self, CFL_SYNC_KEY_CIN7_USER)[0] != '\0';

  cfl_sync_service_set_connection (self, TRUE,
                                   !connected ? CFL_CONNECTION_NONE
                                   : lapsed   ? CFL_CONNECTION_SIGN_IN
                                              : CFL_CONNECTION_CONNECTED);
  cfl_sync_service_set_connection (self, FALSE,
                                   cin7 ? CFL_CONNECTION_CONNECTED : CFL_CONNECTION_NONE);
}

static void
step_start_practice (CflFlow *flow)
{
  CflSyncService *self = flow->data;

  cfl_sync_service_recall_connections (self);
  self->opened = TRUE;
  if (self->entry->environment != CFL_ENVIRONMENT_PRACTICE)
    {
      cfl_flow_continue (flow);
      return;
    }
  self->practice = cfl_practice_launcher_new (self->folder);
  cfl_practice_launcher_ensure_async (self->practice, flow->cancellable, practice_ensured_cb, flow);
}

static const CflFlowStep open_steps[] = {
  { "open database", step_open_store },
  { "read settings", step_read_settings },
  { "keep zone", step_keep_zone },
  { "start practice server", step_start_practice },
  { NULL, NULL },
};

static void
open_ended (gpointer source)
{
  CflSyncService *self = source;

  /* The flow's answer is not known here; what it reached is. */
  cfl_sync_service_set_state (self, self->opened ? CFL_SYNC_STATE_IDLE : CFL_SYNC_STATE_CLOSED);
  if (self->closing != NULL)
    cfl_sync_service_close_store (self);
}

void
cfl_sync_service_open_async (CflSyncService *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                                      cfl_sync_service_open_async, "open company");

  if (self->state != CFL_SYNC_STATE_CLOSED)
    {
      g_task_return_new_error (task, CFL_SYNC_ERROR, CFL_SYNC_ERROR_BUSY,
                               _ ("This company is open already."));
      return;
    }
  cfl_sync_service_set_state (self, CFL_SYNC_STATE_OPENING);
  cfl_flow_start_full (g_steal_pointer (&task), cancellable, open_steps, self, NULL, open_ended);
}

gboolean
cfl_sync_service_open_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_open_async, error);
}

static void
store_closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflSyncService *self = g_task_get_source_object (task);
  GError *error = NULL;
  gboolean closed = cfl_store_close_finish (CFL_STORE (source), result, &error);

  g_clear_object (&self->closing);
  self->opened = FALSE;
  cfl_sync_service_set_state (self, CFL_SYNC_STATE_CLOSED);
  if (closed)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, cfl_sync_error_translate (error));
}

/* Called when nothing runs any more. */
void
cfl_sync_service_close_store (CflSyncService *self)
{
  cfl_sync_service_stop_watching (self);
  cfl_sync_service_drop_clients (self, TRUE, TRUE);
  if (self->store == NULL)
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->closing);

      g_task_return_boolean (task, TRUE);
      return;
    }
  cfl_store_close_async (self->store, store_closed_cb, g_object_ref (self->closing));
}

void
cfl_sync_service_close_async (CflSyncService *self,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = cfl_sync_service_task_new (
      self, NULL, callback, user_data, cfl_sync_service_close_async, "close company");

  if (self->state == CFL_SYNC_STATE_CLOSED || self->closing != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  self->closing = g_steal_pointer (&task);
  if (self->state == CFL_SYNC_STATE_IDLE)
    cfl_sync_service_close_store (self);
  else if (self->running != NULL)
    g_cancellable_cancel (self->running);
}

gboolean
cfl_sync_service_close_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_close_async, error);
}
