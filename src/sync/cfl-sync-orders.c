/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Small acts on single orders. */

#include "config.h"

#include "cfl-sync-service-private.h"

void
cfl_sync_service_check_async (CflSyncService *self,
                              CflDocumentKind kind,
                              const gint64 *ids,
                              guint n_ids,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  static const CflForward forward = { (CflForwardPointer) cfl_store_check_orders_finish,
                                      (GDestroyNotify) g_ptr_array_unref };
  GTask *task = cfl_sync_forward_new (self, &forward, cancellable, callback, user_data,
                                      cfl_sync_service_check_async, "check");

  if (task != NULL)
    cfl_store_check_orders_async (self->store, kind, ids, n_ids, cancellable, cfl_sync_forward_cb,
                                  task);
}

GPtrArray *
cfl_sync_service_check_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_pointer (self, result, cfl_sync_service_check_async, error);
}

static void
status_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflSyncService *self = g_task_get_source_object (task);
  const gint64 *order_id = g_task_get_task_data (task);
  GError *error = NULL;

  if (!cfl_store_set_accounting_status_finish (CFL_STORE (source), result, &error))
    {
      g_task_return_error (task, cfl_sync_error_translate (error));
      return;
    }
  cfl_sync_service_emit_row_changed (self, *order_id);
  cfl_sync_service_emit_orders_changed (self);
  g_task_return_boolean (task, TRUE);
}

void
cfl_sync_service_set_accounting_status_async (CflSyncService *self,
                                              gint64 order_id,
                                              CflAccountingStatus status,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data)
{
  g_autoptr (GTask) task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                                      cfl_sync_service_set_accounting_status_async,
                                                      "set accounting status");

  g_task_set_task_data (task, g_memdup2 (&order_id, sizeof order_id), g_free);
  if (cfl_sync_service_require_store (self, task))
    cfl_store_set_accounting_status_async (self->store, order_id, status, cancellable,
                                           status_set_cb, g_steal_pointer (&task));
}

gboolean
cfl_sync_service_set_accounting_status_finish (CflSyncService *self,
                                               GAsyncResult *result,
                                               GError **error)
{
  return cfl_sync_service_finish_boolean (self, result,
                                          cfl_sync_service_set_accounting_status_async, error);
}
