/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sending what is frozen, and how far that is. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-upload-private.h"

/* The rate is that of the last so many microseconds; time left is told only after some data. */
#define RATE_WINDOW (10 * G_USEC_PER_SEC)
#define RATE_MINIMUM (3 * G_USEC_PER_SEC)

static void
count_rate (UploadData *data, CflProgress *progress)
{
  gint64 now = g_get_monotonic_time ();
  gint64 span = MIN (now - data->started_at, RATE_WINDOW);
  guint old = 0;

  while (old < data->end_times->len &&
         g_array_index (data->end_times, gint64, old) < now - RATE_WINDOW)
    old++;
  if (old > 0)
    g_array_remove_range (data->end_times, 0, old);
  if (span <= 0)
    return;
  progress->per_second = (double) data->end_times->len * G_USEC_PER_SEC / (double) span;
  progress->seconds_left = -1;
  if (now - data->started_at >= RATE_MINIMUM && progress->per_second > 0)
    progress->seconds_left =
        (int) ((progress->total - progress->done) / progress->per_second + 0.5);
}

static void
count_end (UploadData *data, const CflAttempt *attempt)
{
  CflProgress *progress = &data->self->progress;
  gint64 now = g_get_monotonic_time ();

  if (attempt->state == CFL_ATTEMPT_QUEUED || attempt->state == CFL_ATTEMPT_SENDING)
    return;
  progress->uploaded += attempt->state == CFL_ATTEMPT_UPLOADED;
  progress->failed += attempt->state == CFL_ATTEMPT_FAILED;
  progress->unknown += attempt->state == CFL_ATTEMPT_UNKNOWN;
  progress->done = progress->uploaded + progress->failed + progress->unknown;
  if (attempt->state != CFL_ATTEMPT_CANCELLED)
    g_array_append_val (data->end_times, now);
}

static void
moved_cb (CflUploader *uploader, CflAttempt *attempt, gpointer user_data)
{
  UploadData *data = user_data;
  CflSyncService *self = data->self;
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (data->indices, &attempt->id));

  if (index > 0)
    {
      CflAttempt *before = data->ends->pdata[index - 1];

      /* From unknown it may go on once more. */
      if (before->state == CFL_ATTEMPT_UNKNOWN && self->progress.unknown > 0)
        self->progress.unknown--;
      g_hash_table_remove (data->indices, &attempt->id);
      data->ends->pdata[index - 1] = cfl_attempt_ref (attempt);
      g_hash_table_insert (data->indices, &attempt->id, GUINT_TO_POINTER (index));
      cfl_attempt_unref (before);
    }
  count_end (data, attempt);
  self->progress.in_flight = cfl_uploader_get_in_flight (uploader);
  count_rate (data, &self->progress);
  cfl_sync_service_emit_row_changed (self, attempt->order_id);
  cfl_sync_service_emit_progress (self, FALSE);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  UploadData *data = flow->data;
  GError *error = NULL;
  gboolean ran = cfl_uploader_run_finish (CFL_UPLOADER (source), result, &error);

  g_signal_handlers_disconnect_by_data (source, data);
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
  data->started_at = g_get_monotonic_time ();
  cfl_sync_service_set_state (self, CFL_SYNC_STATE_UPLOADING);
  self->uploader = cfl_uploader_new (self->store, self->quickbooks);
  g_signal_connect (self->uploader, "attempt-moved", G_CALLBACK (moved_cb), data);
  cfl_uploader_run_async (self->uploader, data->queued, flow->cancellable, ran_cb, flow);
}
