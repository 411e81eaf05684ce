/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One press of Upload: lock, resolve what is open, check, freeze, send. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-recover-private.h"
#include "cfl-sync-upload-private.h"

void
cfl_upload_data_clear (UploadData *data)
{
  g_clear_pointer (&data->listing, cfl_listing_free);
  g_clear_pointer (&data->ticks, cfl_ticks_free);
  g_clear_pointer (&data->ids, g_array_unref);
  g_clear_pointer (&data->lock, cfl_upload_lock_release);
  g_clear_pointer (&data->ends, g_ptr_array_unref);
  g_clear_pointer (&data->queued, g_ptr_array_unref);
  g_clear_pointer (&data->indices, g_hash_table_unref);
  g_clear_pointer (&data->progress, cfl_upload_progress_free);
  g_clear_pointer (&data->settled, g_ptr_array_unref);
  g_clear_pointer (&data->run, cfl_run_unref);
}

static void
upload_data_free (UploadData *data)
{
  cfl_upload_data_clear (data);
  g_free (data);
}

/* ---- lock, clients, what is open ---- */

static void
locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  UploadData *data = flow->data;
  GError *error = NULL;

  data->lock = cfl_sync_service_lock_finish (data->self, result, &error);
  if (data->lock == NULL)
    cfl_flow_fail (flow, error);
  else
    cfl_flow_continue (flow);
}

void
cfl_upload_step_lock (CflFlow *flow)
{
  UploadData *data = flow->data;

  cfl_sync_service_lock_async (data->self, flow->cancellable, locked_cb, flow);
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

void
cfl_upload_step_prepare (CflFlow *flow)
{
  UploadData *data = flow->data;

  cfl_sync_service_prepare_async (data->self, CFL_SESSION_QUICKBOOKS, flow->cancellable,
                                  prepared_cb, flow);
}

static void
token_got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  UploadData *data = flow->data;
  GError *error = NULL;
  char *token = cfl_oauth_get_access_token_finish (CFL_OAUTH (source), result, &error);

  if (token == NULL)
    {
      cfl_sync_service_learn_from_error (data->self, TRUE, error);
      cfl_flow_fail (flow, error);
      return;
    }
  cfl_secret_free (token);
  cfl_sync_service_set_connection (data->self, TRUE, CFL_CONNECTION_CONNECTED);
  cfl_flow_continue (flow);
}

/* A sign-in that has lapsed is found before anything is frozen, and no document fails for it. */
void
cfl_upload_step_sign_in (CflFlow *flow)
{
  UploadData *data = flow->data;

  cfl_oauth_get_access_token_async (data->self->oauth, NULL, flow->cancellable, token_got_cb, flow);
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  UploadData *data = flow->data;
  GError *error = NULL;

  if (!cfl_sync_service_resolve_finish (data->self, result, &data->settled, &error))
    {
      cfl_flow_fail (flow, error);
      return;
    }
  cfl_sync_service_set_state (data->self, CFL_SYNC_STATE_CHECKING);
  cfl_flow_continue (flow);
}

/* Nothing is sent before that is known which may have been sent already. */
void
cfl_upload_step_resolve (CflFlow *flow)
{
  UploadData *data = flow->data;

  cfl_sync_service_resolve_async (data->self, flow->cancellable, resolved_cb, flow);
}

/* ---- which orders ---- */

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  UploadData *data = flow->data;
  GError *error = NULL;

  data->ids = cfl_store_list_ticked_finish (CFL_STORE (source), result, &error);
  if (data->ids == NULL)
    cfl_flow_fail (flow, error);
  else
    cfl_flow_continue (flow);
}

static void
step_list (CflFlow *flow)
{
  UploadData *data = flow->data;

  if (data->listing == NULL)
    cfl_flow_continue (flow);
  else
    cfl_store_list_ticked_async (data->self->store, data->listing, data->ticks, flow->cancellable,
                                 listed_cb, flow);
}

/* ---- the run ---- */

static const CflFlowStep upload_steps[] = {
  { "lock", cfl_upload_step_lock },
  { "prepare", cfl_upload_step_prepare },
  { "sign in", cfl_upload_step_sign_in },
  { "resolve", cfl_upload_step_resolve },
  { "list", step_list },
  { "check", cfl_upload_step_check },
  { "freeze", cfl_upload_step_freeze },
  { "send", cfl_upload_step_send },
  { "finish", cfl_upload_step_finish },
  { "learn", cfl_upload_step_learn },
  { "tell", cfl_upload_step_tell },
  { NULL, NULL },
};

void
cfl_upload_data_init (UploadData *data, CflSyncService *self)
{
  data->self = self;
  data->ends = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  data->queued = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  data->indices = g_hash_table_new (g_int64_hash, g_int64_equal);
}

static UploadData *
upload_data_new (CflSyncService *self, CflDocumentKind kind)
{
  UploadData *data = g_new0 (UploadData, 1);

  cfl_upload_data_init (data, self);
  data->kind = kind;
  return data;
}

static CflDocumentKind
kind_of_list (CflList list)
{
  return list == CFL_LIST_ORDERS || list == CFL_LIST_ORDER_ERRORS ? CFL_DOCUMENT_KIND_PURCHASE_ORDER
                                                                  : CFL_DOCUMENT_KIND_BILL;
}

void
cfl_sync_service_upload_async (CflSyncService *self,
                               const CflListing *listing,
                               const CflTicks *ticks,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_upload_async, "upload");
  UploadData *data = upload_data_new (self, kind_of_list (listing->list));

  data->listing = cfl_listing_copy (listing);
  data->ticks = ticks == NULL ? NULL : cfl_ticks_copy (ticks);
  cfl_sync_service_run (self, task, CFL_SYNC_STATE_RECOVERING, upload_steps, data,
                        (GDestroyNotify) upload_data_free);
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
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_upload_async, "upload orders");
  UploadData *data = upload_data_new (self, kind);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  data->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  /* Whoever names an order twice means it once; the journal would refuse the whole run. */
  for (guint i = 0; i < n_ids; i++)
    if (g_hash_table_add (seen, (gpointer) &ids[i]))
      g_array_append_val (data->ids, ids[i]);
  cfl_sync_service_run (self, task, CFL_SYNC_STATE_RECOVERING, upload_steps, data,
                        (GDestroyNotify) upload_data_free);
}

CflRun *
cfl_sync_service_upload_finish (CflSyncService *self,
                                GAsyncResult *result,
                                GPtrArray **attempts,
                                GError **error)
{
  UploadData *data = cfl_flow_get_data (G_TASK (result));

  if (!cfl_sync_service_finish_boolean (self, result, cfl_sync_service_upload_async, error))
    return NULL;
  if (attempts != NULL)
    *attempts = g_ptr_array_ref (data->ends);
  return cfl_run_ref (data->run);
}

GPtrArray *
cfl_sync_service_upload_get_settled (CflSyncService *self, GAsyncResult *result)
{
  const UploadData *data = cfl_flow_get_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return data->settled;
}

void
cfl_sync_service_pause (CflSyncService *self)
{
  if (self->state != CFL_SYNC_STATE_UPLOADING || self->uploader == NULL)
    return;
  cfl_uploader_set_paused (self->uploader, TRUE);
  cfl_sync_service_set_state (self, CFL_SYNC_STATE_PAUSED);
}

void
cfl_sync_service_resume (CflSyncService *self)
{
  if (self->state != CFL_SYNC_STATE_PAUSED || self->uploader == NULL)
    return;
  cfl_sync_service_set_state (self, CFL_SYNC_STATE_UPLOADING);
  cfl_uploader_set_paused (self->uploader, FALSE);
}