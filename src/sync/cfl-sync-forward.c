/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-sync-service-private.h"

GTask *
cfl_sync_forward_new (CflSyncService *self,
                      const CflForward *forward,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data,
                      gpointer tag,
                      const char *name)
{
  g_autoptr (GTask) task =
      cfl_sync_service_task_new (self, cancellable, callback, user_data, tag, name);

  g_task_set_task_data (task, (gpointer) forward, NULL);
  return cfl_sync_service_require_store (self, task) ? g_steal_pointer (&task) : NULL;
}

void
cfl_sync_forward_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const CflForward *forward = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer value = forward->finish (CFL_STORE (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, cfl_sync_error_translate (error));
  else
    g_task_return_pointer (task, value, forward->free_result);
}

gpointer
cfl_sync_service_finish_pointer (CflSyncService *self,
                                 GAsyncResult *result,
                                 gpointer tag,
                                 GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == tag, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
cfl_sync_service_finish_boolean (CflSyncService *self,
                                 GAsyncResult *result,
                                 gpointer tag,
                                 GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == tag, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
