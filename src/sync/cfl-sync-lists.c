/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lists: the store's, with errors that the user can read. */

#include "config.h"

#include "cfl-sync-service-private.h"

void
cfl_sync_service_list_ids_async (CflSyncService *self,
                                 const CflListing *listing,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  static const CflForward forward = { (CflForwardPointer) cfl_store_list_ids_finish,
                                      (GDestroyNotify) g_array_unref };
  GTask *task = cfl_sync_forward_new (self, &forward, cancellable, callback, user_data,
                                      cfl_sync_service_list_ids_async, "list ids");

  if (task != NULL)
    cfl_store_list_ids_async (self->store, listing, cancellable, cfl_sync_forward_cb, task);
}

GArray *
cfl_sync_service_list_ids_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_pointer (self, result, cfl_sync_service_list_ids_async, error);
}

void
cfl_sync_service_load_rows_async (CflSyncService *self,
                                  CflList list,
                                  const gint64 *ids,
                                  guint n_ids,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  static const CflForward forward = { (CflForwardPointer) cfl_store_load_rows_finish,
                                      (GDestroyNotify) g_ptr_array_unref };
  GTask *task = cfl_sync_forward_new (self, &forward, cancellable, callback, user_data,
                                      cfl_sync_service_load_rows_async, "load rows");

  if (task != NULL)
    cfl_store_load_rows_async (self->store, list, ids, n_ids, cancellable, cfl_sync_forward_cb,
                               task);
}

GPtrArray *
cfl_sync_service_load_rows_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_pointer (self, result, cfl_sync_service_load_rows_async, error);
}

void
cfl_sync_service_load_documents_async (CflSyncService *self,
                                       gint64 run_id,
                                       const gint64 *ids,
                                       guint n_ids,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  static const CflForward forward = { (CflForwardPointer) cfl_store_load_documents_finish,
                                      (GDestroyNotify) g_ptr_array_unref };
  GTask *task = cfl_sync_forward_new (self, &forward, cancellable, callback, user_data,
                                      cfl_sync_service_load_documents_async, "load documents");

  if (task != NULL)
    cfl_store_load_documents_async (self->store, run_id, ids, n_ids, cancellable,
                                    cfl_sync_forward_cb, task);
}

GPtrArray *
cfl_sync_service_load_documents_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_pointer (self, result, cfl_sync_service_load_documents_async,
                                          error);
}

void
cfl_sync_service_count_async (CflSyncService *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  static const CflForward forward = { (CflForwardPointer) cfl_store_count_finish,
                                      (GDestroyNotify) g_free };
  GTask *task = cfl_sync_forward_new (self, &forward, cancellable, callback, user_data,
                                      cfl_sync_service_count_async, "count");

  if (task != NULL)
    cfl_store_count_async (self->store, cancellable, cfl_sync_forward_cb, task);
}

CflCounts *
cfl_sync_service_count_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_pointer (self, result, cfl_sync_service_count_async, error);
}

void
cfl_sync_service_sum_async (CflSyncService *self,
                            const CflListing *listing,
                            const CflTicks *ticks,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  static const CflForward forward = { (CflForwardPointer) cfl_store_sum_finish,
                                      (GDestroyNotify) g_array_unref };
  GTask *task = cfl_sync_forward_new (self, &forward, cancellable, callback, user_data,
                                      cfl_sync_service_sum_async, "sum");

  if (task != NULL)
    cfl_store_sum_async (self->store, listing, ticks, cancellable, cfl_sync_forward_cb, task);
}

GArray *
cfl_sync_service_sum_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_pointer (self, result, cfl_sync_service_sum_async, error);
}

void
cfl_sync_service_load_order_async (CflSyncService *self,
                                   gint64 order_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  static const CflForward forward = { (CflForwardPointer) cfl_store_load_order_finish,
                                      (GDestroyNotify) cfl_order_details_free };
  GTask *task = cfl_sync_forward_new (self, &forward, cancellable, callback, user_data,
                                      cfl_sync_service_load_order_async, "load order");

  if (task != NULL)
    cfl_store_load_order_async (self->store, order_id, cancellable, cfl_sync_forward_cb, task);
}

CflOrderDetails *
cfl_sync_service_load_order_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_pointer (self, result, cfl_sync_service_load_order_async, error);
}

void
cfl_sync_service_list_causes_async (CflSyncService *self,
                                    CflDocumentKind kind,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  static const CflForward forward = { (CflForwardPointer) cfl_store_list_causes_finish,
                                      (GDestroyNotify) g_ptr_array_unref };
  GTask *task = cfl_sync_forward_new (self, &forward, cancellable, callback, user_data,
                                      cfl_sync_service_list_causes_async, "list causes");

  if (task != NULL)
    cfl_store_list_causes_async (self->store, kind, cancellable, cfl_sync_forward_cb, task);
}

GPtrArray *
cfl_sync_service_list_causes_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_pointer (self, result, cfl_sync_service_list_causes_async, error);
}

void
cfl_sync_service_list_runs_async (CflSyncService *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  static const CflForward forward = { (CflForwardPointer) cfl_store_list_runs_finish,
                                      (GDestroyNotify) g_ptr_array_unref };
  GTask *task = cfl_sync_forward_new (self, &forward, cancellable, callback, user_data,
                                      cfl_sync_service_list_runs_async, "list runs");

  if (task != NULL)
    cfl_store_list_runs_async (self->store, cancellable, cfl_sync_forward_cb, task);
}

GPtrArray *
cfl_sync_service_list_runs_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_pointer (self, result, cfl_sync_service_list_runs_async, error);
}

void
cfl_sync_service_find_orders_async (CflSyncService *self,
                                    const char *const *references,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  static const CflForward forward = { (CflForwardPointer) cfl_store_find_orders_finish,
                                      (GDestroyNotify) g_array_unref };
  GTask *task = cfl_sync_forward_new (self, &forward, cancellable, callback, user_data,
                                      cfl_sync_service_find_orders_async, "find orders");

  if (task != NULL)
    cfl_store_find_orders_async (self->store, references, cancellable, cfl_sync_forward_cb, task);
}

GArray *
cfl_sync_service_find_orders_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_pointer (self, result, cfl_sync_service_find_orders_async, error);
}

void
cfl_sync_service_list_contacts_async (CflSyncService *self,
                                      const char *search,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  static const CflForward forward = { (CflForwardPointer) cfl_store_list_contacts_finish,
                                      (GDestroyNotify) g_ptr_array_unref };
  GTask *task = cfl_sync_forward_new (self, &forward, cancellable, callback, user_data,
                                      cfl_sync_service_list_contacts_async, "list contacts");

  if (task != NULL)
    cfl_store_list_contacts_async (self->store, search, cancellable, cfl_sync_forward_cb, task);
}

GPtrArray *
cfl_sync_service_list_contacts_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_pointer (self, result, cfl_sync_service_list_contacts_async,
                                          error);
}

void
cfl_sync_service_list_vendors_async (CflSyncService *self,
                                     const char *search,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  static const CflForward forward = { (CflForwardPointer) cfl_store_list_vendors_finish,
                                      (GDestroyNotify) g_ptr_array_unref };
  GTask *task = cfl_sync_forward_new (self, &forward, cancellable, callback, user_data,
                                      cfl_sync_service_list_vendors_async, "list vendors");

  if (task != NULL)
    cfl_store_list_vendors_async (self->store, search, cancellable, cfl_sync_forward_cb, task);
}

GPtrArray *
cfl_sync_service_list_vendors_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_pointer (self, result, cfl_sync_service_list_vendors_async, error);
}
