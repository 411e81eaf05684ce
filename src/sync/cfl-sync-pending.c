/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-sync-service-private.h"

static void
refuse (GTask *task)
{
  g_task_return_new_error (task, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE, "Not part of this build.");
  g_object_unref (task);
}

void
cfl_sync_service_open_async (CflSyncService *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  refuse (cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                     cfl_sync_service_open_async, "open"));
}

gboolean
cfl_sync_service_open_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_open_async, error);
}

void
cfl_sync_service_close_async (CflSyncService *self,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  refuse (cfl_sync_service_task_new (self, NULL, callback, user_data, cfl_sync_service_close_async,
                                     "close"));
}

gboolean
cfl_sync_service_close_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_close_async, error);
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
  refuse (cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                     cfl_sync_service_begin_sign_in_async, "begin_sign_in"));
}

char *
cfl_sync_service_begin_sign_in_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_pointer (self, result, cfl_sync_service_begin_sign_in_async,
                                          error);
}

void
cfl_sync_service_complete_sign_in_async (CflSyncService *self,
                                         const char *redirected,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  refuse (cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                     cfl_sync_service_complete_sign_in_async, "complete_sign_in"));
}

gboolean
cfl_sync_service_complete_sign_in_finish (CflSyncService *self,
                                          GAsyncResult *result,
                                          GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_complete_sign_in_async,
                                          error);
}

void
cfl_sync_service_connect_cin7_async (CflSyncService *self,
                                     const char *user,
                                     const char *key,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  refuse (cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                     cfl_sync_service_connect_cin7_async, "connect_cin7"));
}

gboolean
cfl_sync_service_connect_cin7_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_connect_cin7_async, error);
}

void
cfl_sync_service_connect_practice_async (CflSyncService *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  refuse (cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                     cfl_sync_service_connect_practice_async, "connect_practice"));
}

gboolean
cfl_sync_service_connect_practice_finish (CflSyncService *self,
                                          GAsyncResult *result,
                                          GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_connect_practice_async,
                                          error);
}

void
cfl_sync_service_disconnect_async (CflSyncService *self,
                                   gboolean quickbooks,
                                   gboolean cin7,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  refuse (cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                     cfl_sync_service_disconnect_async, "disconnect"));
}

gboolean
cfl_sync_service_disconnect_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_disconnect_async, error);
}

void
cfl_sync_service_pull_async (CflSyncService *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  refuse (cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                     cfl_sync_service_pull_async, "pull"));
}

gboolean
cfl_sync_service_pull_finish (
    CflSyncService *self, GAsyncResult *result, guint *added, guint *changed, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_pull_async, error);
}

void
cfl_sync_service_refresh_async (CflSyncService *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  refuse (cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                     cfl_sync_service_refresh_async, "refresh"));
}

gboolean
cfl_sync_service_refresh_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_refresh_async, error);
}

void
cfl_sync_service_list_candidates_async (CflSyncService *self,
                                        gint64 contact_id,
                                        const char *search,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  refuse (cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                     cfl_sync_service_list_candidates_async, "list_candidates"));
}

GPtrArray *
cfl_sync_service_list_candidates_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_pointer (self, result, cfl_sync_service_list_candidates_async,
                                          error);
}

void
cfl_sync_service_link_async (CflSyncService *self,
                             gint64 contact_id,
                             const char *vendor_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  refuse (cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                     cfl_sync_service_link_async, "link"));
}

gboolean
cfl_sync_service_link_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_link_async, error);
}

void
cfl_sync_service_create_vendor_async (CflSyncService *self,
                                      gint64 contact_id,
                                      const char *display_name,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  refuse (cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                     cfl_sync_service_create_vendor_async, "create_vendor"));
}

gboolean
cfl_sync_service_create_vendor_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_create_vendor_async,
                                          error);
}

void
cfl_sync_service_list_exact_matches_async (CflSyncService *self,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  refuse (cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                     cfl_sync_service_list_exact_matches_async,
                                     "list_exact_matches"));
}

GPtrArray *
cfl_sync_service_list_exact_matches_finish (CflSyncService *self,
                                            GAsyncResult *result,
                                            GError **error)
{
  return cfl_sync_service_finish_pointer (self, result, cfl_sync_service_list_exact_matches_async,
                                          error);
}

void
cfl_sync_service_set_accounting_status_async (CflSyncService *self,
                                              gint64 order_id,
                                              CflAccountingStatus status,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data)
{
  refuse (cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                     cfl_sync_service_set_accounting_status_async,
                                     "set_accounting_status"));
}

gboolean
cfl_sync_service_set_accounting_status_finish (CflSyncService *self,
                                               GAsyncResult *result,
                                               GError **error)
{
  return cfl_sync_service_finish_boolean (self, result,
                                          cfl_sync_service_set_accounting_status_async, error);
}

void
cfl_sync_service_set_setting_async (CflSyncService *self,
                                    const char *key,
                                    const char *value,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  refuse (cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                     cfl_sync_service_set_setting_async, "set_setting"));
}

gboolean
cfl_sync_service_set_setting_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_set_setting_async, error);
}

void
cfl_sync_service_check_async (CflSyncService *self,
                              CflDocumentKind kind,
                              const gint64 *ids,
                              guint n_ids,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  refuse (cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                     cfl_sync_service_check_async, "check"));
}

GPtrArray *
cfl_sync_service_check_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_pointer (self, result, cfl_sync_service_check_async, error);
}

void
cfl_sync_service_upload_async (CflSyncService *self,
                               const CflListing *listing,
                               const CflTicks *ticks,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  refuse (cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                     cfl_sync_service_upload_async, "upload"));
}

void
cfl_sync_service_upload_orders_async (CflSyncService *self,
                                      CflDocumentKind kind,
                                      const gint64 *ids,
                                      guint n_ids,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  refuse (cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                     cfl_sync_service_upload_orders_async, "upload_orders"));
}

void
cfl_sync_service_recover_async (CflSyncService *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  refuse (cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                     cfl_sync_service_recover_async, "recover"));
}

CflRun *
cfl_sync_service_upload_finish (CflSyncService *self,
                                GAsyncResult *result,
                                GPtrArray **attempts,
                                GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
cfl_sync_service_recover_finish (CflSyncService *self,
                                 GAsyncResult *result,
                                 guint *still_unknown,
                                 GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
cfl_sync_service_pause (CflSyncService *self)
{
}

void
cfl_sync_service_resume (CflSyncService *self)
{
}

GPtrArray *
cfl_sync_service_list_settings (CflSyncService *self)
{
  return g_ptr_array_new ();
}

const char *
cfl_sync_service_get_setting (CflSyncService *self, const char *key)
{
  const char *value = g_hash_table_lookup (self->settings, key);

  return value == NULL ? "" : value;
}

void
cfl_candidate_free (CflCandidate *self)
{
  cfl_vendor_unref (self->vendor);
  g_free (self);
}

void
cfl_sync_service_drop_clients (CflSyncService *self, gboolean quickbooks, gboolean cin7)
{
}
