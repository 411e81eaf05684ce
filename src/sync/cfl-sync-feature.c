/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a refusal tells about the company: QuickBooks said that it has no purchase orders, whatever its
 * preferences said. The others then say so before they are sent; the next refresh asks again. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-service-private.h"

gboolean
cfl_failure_is_about_feature (gint error_code)
{
  return error_code == 5020 || error_code == 5030;
}

static void
rechecked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cfl_store_recheck_finish (CFL_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, cfl_sync_error_translate (error));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflSyncService *self = CFL_SYNC_SERVICE (source);
  GError *error = NULL;

  if (!cfl_sync_service_write_settings_finish (self, result, &error))
    g_task_return_error (task, error);
  else
    cfl_store_recheck_async (self->store, 0, g_task_get_cancellable (task), rechecked_cb,
                             g_object_ref (task));
}

void
cfl_sync_service_lose_purchase_orders_async (CflSyncService *self,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data)
{
  GTask *task =
      cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                 cfl_sync_service_lose_purchase_orders_async, "lose a feature");
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (settings, (char *) "quickbooks.purchase-orders", (char *) "no");
  cfl_sync_service_write_settings_async (self, settings, cancellable, written_cb, task);
}

gboolean
cfl_sync_service_lose_purchase_orders_finish (CflSyncService *self,
                                              GAsyncResult *result,
                                              GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_lose_purchase_orders_async,
                                          error);
}
