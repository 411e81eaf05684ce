/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sending what is frozen, and how far that is. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-upload-private.h"

/* How far a run is, is told at least so often, because time passes while nothing happens; and what is
 * left is reckoned at most so often. */
#define TICK ((gint64) G_USEC_PER_SEC)
#define RECKON ((gint64) G_USEC_PER_SEC / 4)

/* ---- how far it is ---- */

static CflClock *
get_clock (UploadData *data)
{
  return cfl_quickbooks_client_get_clock (data->self->quickbooks);
}

static void
tell_progress (UploadData *data)
{
  CflSyncService *self = data->self;
  gint64 now = cfl_clock_get_time (get_clock (data));

  self->progress.in_flight = cfl_uploader_get_in_flight (self->uploader);
  if (data->reckoned_at == 0 || now - data->reckoned_at >= RECKON)
    {
      data->reckoned_at = now;
      cfl_upload_progress_tell (data->progress,
                                cfl_quickbooks_client_forecast (
                                    self->quickbooks, cfl_uploader_count_waiting (self->uploader)),
                                &self->progress);
    }
  cfl_sync_service_emit_progress (self, FALSE);
}

static void start_ticking (UploadData *data);

static gboolean
tick_cb (gpointer user_data)
{
  UploadData *data = user_data;

  start_ticking (data);
  tell_progress (data);
  return G_SOURCE_REMOVE;
}

static void
stop_ticking (UploadData *data)
{
  if (data->tick != NULL)
    g_source_destroy (data->tick);
  g_clear_pointer (&data->tick, g_source_unref);
}

static void
start_ticking (UploadData *data)
{
  stop_ticking (data);
  data->tick = cfl_clock_timer_new (get_clock (data), TICK);
  g_source_set_callback (data->tick, tick_cb, data, NULL);
  g_source_attach (data->tick, NULL);
}

static void
state_changed_cb (CflSyncService *self, GParamSpec *pspec, UploadData *data)
{
  cfl_upload_progress_set_paused (data->progress, self->state == CFL_SYNC_STATE_PAUSED);
}

/* From unknown it may go on once more. */
static void
count_end (UploadData *data, const CflAttempt *before, const CflAttempt *attempt)
{
  CflProgress *progress = &data->self->progress;

  if (before != NULL && before->state == CFL_ATTEMPT_UNKNOWN && progress->unknown > 0)
    {
      progress->unknown--;
      cfl_upload_progress_remove_end (data->progress);
    }
  progress->uploaded += attempt->state == CFL_ATTEMPT_UPLOADED;
  progress->failed += attempt->state == CFL_ATTEMPT_FAILED;
  progress->unknown += attempt->state == CFL_ATTEMPT_UNKNOWN;
  progress->done = progress->uploaded + progress->failed + progress->unknown;
  if (attempt->state == CFL_ATTEMPT_UPLOADED || attempt->state == CFL_ATTEMPT_FAILED ||
      attempt->state == CFL_ATTEMPT_UNKNOWN)
    cfl_upload_progress_add_end (data->progress);
}

static void
moved_cb (CflUploader *uploader, CflAttempt *attempt, gpointer user_data)
{
  UploadData *data = user_data;
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (data->indices, &attempt->id));
  g_autoptr (CflAttempt) before = NULL;

  if (index > 0)
    {
      before = data->ends->pdata[index - 1];
      g_hash_table_remove (data->indices, &attempt->id);
      data->ends->pdata[index - 1] = cfl_attempt_ref (attempt);
      g_hash_table_insert (data->indices, &attempt->id, GUINT_TO_POINTER (index));
    }
  count_end (data, before, attempt);
  cfl_sync_service_emit_row_changed (data->self, attempt->order_id);
  tell_progress (data);
}

/* ---- sending ---- */

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  UploadData *data = flow->data;
  GError *error = NULL;
  gboolean ran = cfl_uploader_run_finish (CFL_UPLOADER (source), result, &error);

  g_signal_handlers_disconnect_by_data (source, data);
  g_signal_handlers_disconnect_by_data (data->self, data);
  stop_ticking (data);
  data->self->progress.in_flight = 0;
  g_clear_object (&data->self->uploader);
  if (!ran)
    {
      cfl_sync_service_emit_orders_changed (data->self);
      cfl_flow_fail (flow, error);
      return;
    }
  /* What has been sent is to be wound up, whether the user cancelled or not. */
  g_clear_object (&flow->cancellable);
  cfl_flow_continue (flow);
}

void
cfl_upload_step_send (CflFlow *flow)
{
  UploadData *data = flow->data;
  CflSyncService *self = data->self;

  if (data->queued->len == 0)
    {
      cfl_flow_continue (flow);
      return;
    }
  self->progress.total = data->queued->len;
  data->progress = cfl_upload_progress_new (get_clock (data));
  cfl_sync_service_set_state (self, CFL_SYNC_STATE_UPLOADING);
  g_signal_connect (self, "notify::state", G_CALLBACK (state_changed_cb), data);
  self->uploader = cfl_uploader_new (self->store, self->quickbooks);
  g_signal_connect (self->uploader, "attempt-moved", G_CALLBACK (moved_cb), data);
  start_ticking (data);
  cfl_uploader_run_async (self->uploader, data->queued, flow->cancellable, ran_cb, flow);
}
