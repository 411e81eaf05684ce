/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One press of Upload: lock, resolve what is open, check, freeze, send. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-fault-codes.h"
#include "cfl-sync-recover-private.h"
#include "cfl-sync-service-private.h"
#include "cfl-upload-lock.h"
#include "cfl-wording.h"

#include <glib/gi18n-lib.h>

/* Checked and encoded at a time, so that the window stays alive. */
#define CHUNK 100
/* The rate is that of the last so many microseconds; time left is told only after some data. */
#define RATE_WINDOW (10 * G_USEC_PER_SEC)
#define RATE_MINIMUM (3 * G_USEC_PER_SEC)

typedef struct {
  CflSyncService *self;
  /* input */
  CflListing *listing; /* or NULL, and ids are given */
  CflTicks *ticks;
  CflDocumentKind kind;
  GArray *ids; /* (element-type gint64) */
  /* in progress */
  CflUploadLock *lock;
  guint next;          /* of the ids, to be checked */
  GPtrArray *ends;     /* (element-type CflAttempt) one for each id, in their order */
  GPtrArray *queued;   /* (element-type CflAttempt) those of them that are sent */
  GHashTable *indices; /* attempt id → index in ends, plus one */
  gint64 started_at;
  GArray *end_times; /* (element-type gint64) monotonic, of the last ends */
  /* output */
  CflRun *run;
} UploadData;

static void
upload_data_free (UploadData *data)
{
  g_clear_pointer (&data->listing, cfl_listing_free);
  g_clear_pointer (&data->ticks, cfl_ticks_free);
  g_clear_pointer (&data->ids, g_array_unref);
  g_clear_pointer (&data->lock, cfl_upload_lock_release);
  g_clear_pointer (&data->ends, g_ptr_array_unref);
  g_clear_pointer (&data->queued, g_ptr_array_unref);
  g_clear_pointer (&data->indices, g_hash_table_unref);
  g_clear_pointer (&data->end_times, g_array_unref);
  g_clear_pointer (&data->run, cfl_run_unref);
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

static void
step_lock (CflFlow *flow)
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

static void
step_prepare (CflFlow *flow)
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
static void
step_sign_in (CflFlow *flow)
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
  guint still_unknown = 0;

  if (!cfl_sync_service_resolve_finish (data->self, result, &still_unknown, &error))
    {
      cfl_flow_fail (flow, error);
      return;
    }
  cfl_sync_service_set_state (data->self, CFL_SYNC_STATE_CHECKING);
  cfl_flow_continue (flow);
}

/* Nothing is sent before that is known which may have been sent already. */
static void
step_resolve (CflFlow *flow)
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

/* ---- check and freeze ---- */

static CflAttempt *
make_refused (gint64 order_id, const CflCheck *check, CflDocumentKind kind)
{
  CflAttempt *attempt = cfl_attempt_new ();
  g_autoptr (CflWords) words = cfl_words_for_reason (check->reason, check->detail, kind);

  attempt->order_id = order_id;
  attempt->kind = kind;
  attempt->state = CFL_ATTEMPT_FAILED;
  attempt->error_code = CFL_FAILURE_NOT_ELIGIBLE;
  g_free (attempt->error_message);
  attempt->error_message = g_strdup_printf ("%s. %s", words->title, words->sentence);
  cfl_text_set (&attempt->error_detail, words->remedy);
  if (check->reference != NULL)
    cfl_text_set (&attempt->number, check->reference->sent);
  return attempt;
}

static void
take_check (UploadData *data, gint64 order_id, const CflCheck *check)
{
  CflAttempt *attempt;

  if (check->document == NULL)
    attempt = make_refused (order_id, check, data->kind);
  else
    {
      g_autoptr (GBytes) request = cfl_quickbooks_encode_document (check->document);

      attempt = cfl_attempt_new_for_document (check->document, "", request);
      g_ptr_array_add (data->queued, cfl_attempt_ref (attempt));
    }
  g_ptr_array_add (data->ends, attempt);
}

/* The order's own reference, for those who read the results; one row an id, in their order. */
static void
rows_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  UploadData *data = flow->data;
  GError *error = NULL;
  g_autoptr (GPtrArray) rows = cfl_store_load_rows_finish (CFL_STORE (source), result, &error);

  if (rows == NULL)
    {
      cfl_flow_fail (flow, error);
      return;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const CflOrderRow *row = rows->pdata[i];
      CflAttempt *attempt = data->ends->pdata[data->next + i];

      cfl_text_set (&attempt->order_reference, row->order_reference);
      if (attempt->state != CFL_ATTEMPT_FAILED)
        continue;
      attempt->total = row->total;
      cfl_text_set (&attempt->currency, row->currency);
    }
  data->next += rows->len;
  cfl_flow_again (flow);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  UploadData *data = flow->data;
  GError *error = NULL;
  g_autoptr (GPtrArray) checks = cfl_store_check_orders_finish (CFL_STORE (source), result, &error);

  if (checks == NULL)
    {
      cfl_flow_fail (flow, error);
      return;
    }
  for (guint i = 0; i < checks->len; i++)
    take_check (data, g_array_index (data->ids, gint64, data->next + i), checks->pdata[i]);
  cfl_store_load_rows_async (
      data->self->store, data->kind == CFL_DOCUMENT_KIND_BILL ? CFL_LIST_INVOICES : CFL_LIST_ORDERS,
      &g_array_index (data->ids, gint64, data->next), checks->len, flow->cancellable,
      rows_loaded_cb, flow);
}

static void
step_check (CflFlow *flow)
{
  UploadData *data = flow->data;
  guint count = MIN (CHUNK, data->ids->len - data->next);

  if (count == 0)
    cfl_flow_continue (flow);
  else
    cfl_store_check_orders_async (data->self->store, data->kind,
                                  &g_array_index (data->ids, gint64, data->next), count,
                                  flow->cancellable, checked_cb, flow);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  UploadData *data = flow->data;
  GError *error = NULL;

  if (!cfl_store_begin_run_finish (CFL_STORE (source), result, &error))
    {
      cfl_flow_fail (flow, error);
      return;
    }
  for (guint i = 0; i < data->ends->len; i++)
    {
      CflAttempt *attempt = data->ends->pdata[i];

      if (attempt->id != 0)
        g_hash_table_insert (data->indices, &attempt->id, GUINT_TO_POINTER (i + 1));
    }
  cfl_sync_service_emit_orders_changed (data->self);
  cfl_flow_continue (flow);
}

static void
step_freeze (CflFlow *flow)
{
  UploadData *data = flow->data;

  data->run = cfl_run_new ();
  data->run->kind = data->kind;
  g_free (data->run->uuid);
  data->run->uuid = g_uuid_string_random ();
  cfl_text_set (&data->run->user_name, g_get_user_name ());
  if (data->queued->len == 0)
    cfl_flow_continue (flow);
  else
    cfl_store_begin_run_async (data->self->store, data->run, data->queued, flow->cancellable,
                               begun_cb, flow);
}

/* ---- send ---- */

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

static void
step_send (CflFlow *flow)
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

/* ---- the end ---- */

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_store_finish_run_finish (CFL_STORE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_finish (CflFlow *flow)
{
  UploadData *data = flow->data;

  if (data->run->id == 0)
    cfl_flow_continue (flow);
  else
    cfl_store_finish_run_async (data->self->store, data->run->id, NULL, finished_cb, flow);
}

static void
sum_up (UploadData *data)
{
  CflRun *run = data->run;

  run->total = data->ends->len;
  run->finished_at = g_get_real_time ();
  for (guint i = 0; i < data->ends->len; i++)
    {
      const CflAttempt *attempt = data->ends->pdata[i];

      run->uploaded += attempt->state == CFL_ATTEMPT_UPLOADED;
      run->failed += attempt->state == CFL_ATTEMPT_FAILED;
      run->unknown += attempt->state == CFL_ATTEMPT_UNKNOWN;
      run->cancelled += attempt->state == CFL_ATTEMPT_CANCELLED;
    }
}

static const CflAttempt *
find_what_stopped (UploadData *data)
{
  for (guint i = 0; i < data->ends->len; i++)
    {
      const CflAttempt *attempt = data->ends->pdata[i];

      if (attempt->id != 0 && cfl_fault_stops_run (attempt->error_code))
        return attempt;
    }
  return NULL;
}

/* One sentence where something concerned all of them. */
static void
tell_what_stopped (UploadData *data)
{
  const CflAttempt *attempt = find_what_stopped (data);
  g_autoptr (CflWords) words = NULL;

  if (attempt == NULL)
    return;
  cfl_sync_service_learn_from_failure (data->self, attempt->error_code);
  if (data->run->cancelled == 0)
    return;
  words = cfl_words_for_failure (attempt->error_code, attempt->error_detail, attempt->kind);
  cfl_sync_service_notice (
      data->self,
      /* Translators: what happened, how many documents were not sent, what to do */
      ngettext ("%s. %u document was not sent and waits in its list. %s",
                "%s. %u documents were not sent and wait in their list. %s", data->run->cancelled),
      words->title, data->run->cancelled, words->remedy);
}

static void
step_tell (CflFlow *flow)
{
  UploadData *data = flow->data;

  sum_up (data);
  tell_what_stopped (data);
  g_clear_pointer (&data->lock, cfl_upload_lock_release);
  cfl_sync_service_emit_orders_changed (data->self);
  cfl_sync_service_emit_run_finished (data->self, data->run);
  cfl_flow_continue (flow);
}

static const CflFlowStep upload_steps[] = {
  { "lock", step_lock },
  { "prepare", step_prepare },
  { "sign in", step_sign_in },
  { "resolve", step_resolve },
  { "list", step_list },
  { "check", step_check },
  { "freeze", step_freeze },
  { "send", step_send },
  { "finish", step_finish },
  { "tell", step_tell },
  { NULL, NULL },
};

static UploadData *
upload_data_new (CflSyncService *self, CflDocumentKind kind)
{
  UploadData *data = g_new0 (UploadData, 1);

  data->self = self;
  data->kind = kind;
  data->ends = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  data->queued = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  data->indices = g_hash_table_new (g_int64_hash, g_int64_equal);
  data->end_times = g_array_new (FALSE, FALSE, sizeof (gint64));
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
