/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What another process does to the company: it uploads, or it has written to the database. Both show
 * in the company's folder. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-service-private.h"
#include "cfl-upload-lock.h"

/* Files change in bursts, by this process too. */
#define LOOK_PAUSE_MS 500

static void
describe_thread (GTask *task, gpointer source, gpointer folder, GCancellable *cancellable)
{
  g_task_return_pointer (task, cfl_upload_lock_describe_holder (folder), g_free);
}

void
cfl_sync_service_find_holder_async (CflSyncService *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = cfl_sync_service_task_new (
      self, cancellable, callback, user_data, cfl_sync_service_find_holder_async, "find holder");

  g_task_set_task_data (task, g_strdup (self->folder), g_free);
  g_task_run_in_thread (task, describe_thread);
}

char *
cfl_sync_service_find_holder_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_pointer (self, result, cfl_sync_service_find_holder_async, error);
}

static void
holder_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflSyncService *self = CFL_SYNC_SERVICE (source);
  g_autofree char *holder = cfl_sync_service_find_holder_finish (self, result, NULL);

  if (self->folder_monitor != NULL)
    cfl_sync_service_set_busy (self, holder);
}

static void
look_at_lock (CflSyncService *self)
{
  cfl_sync_service_find_holder_async (self, NULL, holder_found_cb, NULL);
}

/* The settings are those of the other process now, so a sign-in there counts here as well. */
static void
settings_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflSyncService *self = CFL_SYNC_SERVICE (source);
  g_autoptr (GError) error = NULL;

  if (!cfl_sync_service_read_settings_finish (self, result, &error))
    {
      g_message ("The settings could not be read again: %s", error->message);
      return;
    }
  if (self->state == CFL_SYNC_STATE_IDLE)
    cfl_sync_service_recall_connections (self);
  cfl_sync_service_notify_last_pull (self);
  cfl_sync_service_emit_orders_changed (self);
  cfl_sync_service_emit_contacts_changed (self);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflSyncService) self = user_data;
  gint64 version;

  if (!cfl_store_look_finish (CFL_STORE (source), result, &version, NULL))
    return; /* closed meanwhile, or in trouble that whoever needs it hears of */
  if (version == self->seen_version)
    return;
  /* The first look is what there was to be seen on opening. */
  if (self->seen_version != 0)
    cfl_sync_service_read_settings_async (self, NULL, settings_read_cb, NULL);
  self->seen_version = version;
}

static void
look_at_database (CflSyncService *self)
{
  if (self->opened && self->closing == NULL)
    cfl_store_look_async (self->store, NULL, looked_cb, g_object_ref (self));
}

static gboolean
look_cb (gpointer user_data)
{
  CflSyncService *self = user_data;

  self->look_source = 0;
  look_at_database (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (
    GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, CflSyncService *self)
{
  g_autofree char *name = g_file_get_basename (file);

  if (g_str_equal (name, CFL_UPLOAD_LOCK_NAME))
    look_at_lock (self);
  if (g_str_has_prefix (name, CFL_SYNC_DATABASE_NAME) && self->look_source == 0)
    self->look_source = g_timeout_add (LOOK_PAUSE_MS, look_cb, self);
}

void
cfl_sync_service_watch (CflSyncService *self)
{
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (CFL_IS_SYNC_SERVICE (self));

  if (!self->opened || self->folder_monitor != NULL)
    return;
  folder = g_file_new_for_path (self->folder);
  self->folder_monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, &error);
  if (self->folder_monitor == NULL)
    {
      g_message ("What other programs change is not noticed: %s", error->message);
      return;
    }
  g_file_monitor_set_rate_limit (self->folder_monitor, LOOK_PAUSE_MS);
  g_signal_connect (self->folder_monitor, "changed", G_CALLBACK (changed_cb), self);
  look_at_lock (self);
  look_at_database (self);
}

void
cfl_sync_service_stop_watching (CflSyncService *self)
{
  g_clear_handle_id (&self->look_source, g_source_remove);
  if (self->folder_monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->folder_monitor, self);
  g_clear_object (&self->folder_monitor);
  self->seen_version = 0;
}
