/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What earlier runs left open: never sent, or sent without a known end. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-recover-private.h"

#include "cfl-sync-service-private.h"

#include <glib/gi18n-lib.h>

/* In one transaction. */
#define TAKE_BACK_AT_ONCE 100

typedef struct {
  CflSyncService *self;
  CflUploadLock *lock;   /* only where this operation takes it itself */
  GPtrArray *never_sent; /* (element-type CflAttempt) queued when the run broke off */
  GPtrArray *unresolved; /* (element-type CflAttempt) sending or unknown */
  guint next;
  guint still_unknown;
  GPtrArray *settled; /* (nullable) (element-type CflAttempt) as they stand now */
} RecoverData;

static void
recover_data_free (RecoverData *data)
{
  g_clear_pointer (&data->lock, cfl_upload_lock_release);
  g_clear_pointer (&data->never_sent, g_ptr_array_unref);
  g_clear_pointer (&data->unresolved, g_ptr_array_unref);
  g_clear_pointer (&data->settled, g_ptr_array_unref);
  g_free (data);
}

static RecoverData *
recover_data_new (CflSyncService *self)
{
  RecoverData *data = g_new0 (RecoverData, 1);

  data->self = self;
  data->never_sent = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  data->unresolved = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  return data;
}

/* ---- the lock ---- */

static void
lock_thread (GTask *task, gpointer source, gpointer folder, GCancellable *cancellable)
{
  GError *error = NULL;
  CflUploadLock *lock = cfl_upload_lock_take (folder, &error);

  if (lock == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, lock, (GDestroyNotify) cfl_upload_lock_release);
}

void
cfl_sync_service_lock_async (CflSyncService *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                                      cfl_sync_service_lock_async, "lock");

  g_task_set_task_data (task, g_strdup (self->folder), g_free);
  g_task_run_in_thread (task, lock_thread);
}

CflUploadLock *
cfl_sync_service_lock_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local = NULL;
  CflUploadLock *lock =
      cfl_sync_service_finish_pointer (self, result, cfl_sync_service_lock_async, &local);

  cfl_sync_service_set_busy (
      self, g_error_matches (local, CFL_SYNC_ERROR, CFL_SYNC_ERROR_BUSY) ? local->message : NULL);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return lock;
}

static void
locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  RecoverData *data = flow->data;
  GError *error = NULL;

  data->lock = cfl_sync_service_lock_finish (data->self, result, &error);
  if (data->lock == NULL)
    cfl_flow_fail (flow, error);
  else
    cfl_flow_continue (flow);
}

static void
step_lock (CflFlow *flow)
{
  RecoverData *data = flow->data;

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

static void
step_prepare (CflFlow *flow)
{
  RecoverData *data = flow->data;

  cfl_sync_service_prepare_async (data->self, CFL_SESSION_QUICKBOOKS, flow->cancellable,
                                  prepared_cb, flow);
}

/* ---- what is open ---- */

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  RecoverData *data = flow->data;
  GError *error = NULL;
  g_autoptr (GPtrArray) attempts =
      cfl_store_list_open_attempts_finish (CFL_STORE (source), result, &error);

  if (attempts == NULL)
    {
      cfl_flow_fail (flow, error);
      return;
    }
  for (guint i = 0; i < attempts->len; i++)
    {
      CflAttempt *attempt = attempts->pdata[i];

      g_ptr_array_add (attempt->state == CFL_ATTEMPT_QUEUED ? data->never_sent : data->unresolved,
                       cfl_attempt_ref (attempt));
    }
  cfl_flow_continue (flow);
}

static void
step_list (CflFlow *flow)
{
  RecoverData *data = flow->data;

  cfl_store_list_open_attempts_async (data->self->store, flow->cancellable, listed_cb, flow);
}

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_store_settle_all_finish (CFL_STORE (source), result, &error))
    cfl_flow_again (flow);
  else
    cfl_flow_fail (flow, error);
}

/* Nobody has asked for these now; they go back to their tab. */
static void
step_take_back (CflFlow *flow)
{
  RecoverData *data = flow->data;
  g_autoptr (GPtrArray) ends = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);

  while (data->next < data->never_sent->len && ends->len < TAKE_BACK_AT_ONCE)
    {
      CflAttempt *end = cfl_attempt_copy (data->never_sent->pdata[data->next++]);

      end->state = CFL_ATTEMPT_CANCELLED;
      g_ptr_array_add (ends, end);
    }
  if (ends->len > 0)
    cfl_store_settle_all_async (data->self->store, ends, NULL, taken_back_cb, flow);
  else
    cfl_flow_continue (flow);
}

static void
moved_cb (CflUploader *uploader, CflAttempt *attempt, gpointer user_data)
{
  CflSyncService *self = user_data;

  if (attempt->state == CFL_ATTEMPT_UPLOADED || attempt->state == CFL_ATTEMPT_FAILED)
    self->progress.done++;
  self->progress.in_flight = cfl_uploader_get_in_flight (uploader);
  cfl_sync_service_emit_row_changed (self, attempt->order_id);
  cfl_sync_service_emit_progress (self, FALSE);
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  RecoverData *data = flow->data;
  CflUploader *uploader = CFL_UPLOADER (source);
  GPtrArray *attempts = cfl_uploader_get_attempts (uploader);
  GError *error = NULL;
  gboolean ran = cfl_uploader_run_finish (uploader, result, &error);

  g_signal_handlers_disconnect_by_data (uploader, data->self);
  g_clear_object (&data->self->uploader);
  cfl_sync_service_emit_orders_changed (data->self);
  if (!ran)
    {
      cfl_flow_fail (flow, error);
      return;
    }
  data->settled = g_ptr_array_ref (attempts);
  for (guint i = 0; i < attempts->len; i++)
    {
      const CflAttempt *attempt = attempts->pdata[i];

      if (attempt->state == CFL_ATTEMPT_UNKNOWN || attempt->state == CFL_ATTEMPT_SENDING)
        data->still_unknown++;
    }
  cfl_flow_continue (flow);
}

static void
step_resolve (CflFlow *flow)
{
  RecoverData *data = flow->data;
  CflSyncService *self = data->self;

  if (data->unresolved->len == 0)
    {
      cfl_flow_continue (flow);
      return;
    }
  cfl_sync_service_notice (
      self,
      ngettext ("An earlier upload was interrupted. %u document is looked up first.",
                "An earlier upload was interrupted. %u documents are looked up first.",
                data->unresolved->len),
      data->unresolved->len);
  self->progress.total = data->unresolved->len;
  self->uploader = cfl_uploader_new (self->store, self->quickbooks);
  g_signal_connect (self->uploader, "attempt-moved", G_CALLBACK (moved_cb), self);
  cfl_uploader_run_async (self->uploader, data->unresolved, flow->cancellable, resolved_cb, flow);
}

static void
runs_finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  RecoverData *data = flow->data;
  GError *error = NULL;

  if (!cfl_store_finish_run_finish (CFL_STORE (source), result, &error))
    {
      cfl_flow_fail (flow, error);
      return;
    }
  if (data->never_sent->len + data->unresolved->len > 0)
    {
      data->self->progress = (CflProgress){ .seconds_left = -1 };
      cfl_sync_service_emit_orders_changed (data->self);
    }
  cfl_flow_continue (flow);
}

/* The lock is ours: a run without an end broke off, perhaps after the last of its documents. */
static void
step_finish_runs (CflFlow *flow)
{
  RecoverData *data = flow->data;

  cfl_store_finish_run_async (data->self->store, 0, NULL, runs_finished_cb, flow);
}

static const CflFlowStep resolve_steps[] = {
  { "list", step_list },
  { "take back", step_take_back },
  { "resolve", step_resolve },
  { "finish runs", step_finish_runs },
  { NULL, NULL },
};

static const CflFlowStep recover_steps[] = {
  { "lock", step_lock },
  { "prepare", step_prepare },
  { "list", step_list },
  { "take back", step_take_back },
  { "resolve", step_resolve },
  { "finish runs", step_finish_runs },
  { NULL, NULL },
};

void
cfl_sync_service_resolve_async (CflSyncService *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_resolve_async, "resolve");

  cfl_flow_start (task, resolve_steps, recover_data_new (self), (GDestroyNotify) recover_data_free);
}

static gboolean
finish (
    CflSyncService *self, GAsyncResult *result, gpointer tag, guint *still_unknown, GError **error)
{
  const RecoverData *data = cfl_flow_get_data (G_TASK (result));

  if (!cfl_sync_service_finish_boolean (self, result, tag, error))
    return FALSE;
  if (still_unknown != NULL)
    *still_unknown = data->still_unknown;
  return TRUE;
}

gboolean
cfl_sync_service_resolve_finish (CflSyncService *self,
                                 GAsyncResult *result,
                                 GPtrArray **settled,
                                 GError **error)
{
  RecoverData *data = cfl_flow_get_data (G_TASK (result));

  if (!finish (self, result, cfl_sync_service_resolve_async, NULL, error))
    return FALSE;
  *settled = g_steal_pointer (&data->settled);
  return TRUE;
}

void
cfl_sync_service_recover_async (CflSyncService *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_recover_async, "recover");

  cfl_sync_service_run (self, task, CFL_SYNC_STATE_RECOVERING, recover_steps,
                        recover_data_new (self), (GDestroyNotify) recover_data_free);
}

gboolean
cfl_sync_service_recover_finish (CflSyncService *self,
                                 GAsyncResult *result,
                                 guint *still_unknown,
                                 GError **error)
{
  return finish (self, result, cfl_sync_service_recover_async, still_unknown, error);
}
