/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way of several documents that leave together, from the queue or from what an earlier run left
 * open. Membership is on the disk before the first byte leaves; every repeat is the whole batch, byte
 * for byte, under the same request id; each member has an end of its own. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-uploader-private.h"

#include "cfl-fault-codes.h"

#define NOBODY G_MAXUINT

typedef struct {
  CflUploader *self;
  CflBatch *batch;
  GArray
      *indices; /* (element-type guint) of each member among the attempts of the run, or NOBODY */
  gboolean replay; /* an earlier run or try may have sent it */
  gboolean alone;  /* one of its members has gone on by itself, so it is not repeated any more */
  gboolean sent;   /* in this run */
  gboolean repeated;
  GPtrArray *verdicts; /* (element-type CflAttempt) what is being committed, by position */
} Batch;

static void send_batch (Batch *batch);

static Batch *
batch_new (CflUploader *self)
{
  Batch *batch = g_new0 (Batch, 1);

  batch->self = self;
  batch->indices = g_array_new (FALSE, FALSE, sizeof (guint));
  return batch;
}

static void
finish_batch (Batch *batch)
{
  CflUploader *self = batch->self;

  g_clear_pointer (&batch->batch, cfl_batch_unref);
  g_clear_pointer (&batch->verdicts, g_ptr_array_unref);
  g_array_unref (batch->indices);
  g_free (batch);
  cfl_uploader_item_ended (self);
}

static void
fail_batch (Batch *batch, GError *error)
{
  cfl_uploader_fail (batch->self, error);
  finish_batch (batch);
}

static guint
get_index (const Batch *batch, guint position)
{
  return g_array_index (batch->indices, guint, position);
}

/* ---- ends ---- */

/* What was not looked at goes on under a request id of its own, by way of unknown, as the journal has
 * it; both steps stand in one transaction with the ends of the others. */
static void
add_requeued (GPtrArray *ends, CflAttempt *verdict, CflAttemptState before)
{
  if (before == CFL_ATTEMPT_SENDING)
    {
      CflAttempt *unknown = cfl_attempt_copy (verdict);

      unknown->state = CFL_ATTEMPT_UNKNOWN;
      g_ptr_array_add (ends, unknown);
    }
  g_free (verdict->request_id);
  verdict->request_id = g_uuid_string_random ();
  verdict->batch_id = 0;
  verdict->started_at = 0;
  verdict->finished_at = 0;
  g_ptr_array_add (ends, cfl_attempt_ref (verdict));
}

static GPtrArray *
list_ends (Batch *batch)
{
  GPtrArray *ends = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);

  for (guint i = 0; i < batch->verdicts->len; i++)
    {
      CflAttempt *verdict = batch->verdicts->pdata[i];
      CflAttemptState before;

      if (get_index (batch, i) == NOBODY)
        continue;
      before = cfl_uploader_get_attempt (batch->self, get_index (batch, i))->state;
      if (verdict->state == CFL_ATTEMPT_QUEUED)
        add_requeued (ends, verdict, before);
      else if (verdict->state != before)
        g_ptr_array_add (ends, cfl_attempt_ref (verdict));
    }
  return ends;
}

/* What is clear is done with here; the others are for the next one who asks. */
static void
take_verdicts (Batch *batch)
{
  for (guint i = 0; i < batch->verdicts->len; i++)
    {
      guint index = get_index (batch, i);
      CflAttempt *verdict = batch->verdicts->pdata[i];

      if (index == NOBODY)
        continue;
      cfl_uploader_take_attempt (batch->self, index, cfl_attempt_ref (verdict));
      if (verdict->state == CFL_ATTEMPT_UNKNOWN)
        continue;
      g_array_index (batch->indices, guint, i) = NOBODY;
      if (verdict->state != CFL_ATTEMPT_QUEUED)
        continue;
      batch->alone = TRUE;
      cfl_uploader_add_again (batch->self, index);
      if (cfl_fault_stops_run (verdict->error_code))
        cfl_uploader_give_up (batch->self);
    }
}

/* The answer did not show what became of it, so another one may. */
static gboolean
may_be_clearer (const CflAttempt *verdict)
{
  gboolean shown = verdict->operation == CFL_OPERATION_CREATE && verdict->quickbooks_id[0] != '\0';

  return !shown && (verdict->http_status == 0 || verdict->http_status >= 500 ||
                    verdict->error_code == CFL_FAILURE_UNREADABLE);
}

static gboolean
should_be_repeated (const Batch *batch)
{
  if (batch->repeated || batch->alone || batch->self->gave_up ||
      !cfl_upload_is_recent (batch->batch->started_at))
    return FALSE;
  for (guint i = 0; i < batch->verdicts->len; i++)
    if (get_index (batch, i) != NOBODY && may_be_clearer (batch->verdicts->pdata[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_all_unknown (const Batch *batch)
{
  for (guint i = 0; i < batch->verdicts->len; i++)
    if (((CflAttempt *) batch->verdicts->pdata[i])->state != CFL_ATTEMPT_UNKNOWN)
      return FALSE;
  return TRUE;
}

static void
look_up_the_rest (Batch *batch)
{
  for (guint i = 0; i < batch->indices->len; i++)
    if (get_index (batch, i) != NOBODY)
      cfl_uploader_add_again (batch->self, get_index (batch, i));
  finish_batch (batch);
}

/* One of the documents is already the one of another order, which only a settlement of its own can
 * tell. */
static void
settle_one_by_one (Batch *batch)
{
  for (guint i = 0; i < batch->verdicts->len; i++)
    {
      guint index = get_index (batch, i);
      CflAttempt *verdict = batch->verdicts->pdata[i];

      if (index == NOBODY)
        continue;
      if (verdict->state == CFL_ATTEMPT_QUEUED)
        verdict->state = CFL_ATTEMPT_UNKNOWN;
      batch->self->in_flight++;
      cfl_upload_item_end (batch->self, index, cfl_attempt_ref (verdict));
    }
  finish_batch (batch);
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Batch *batch = user_data;
  GError *error = NULL;

  if (!cfl_store_settle_all_finish (CFL_STORE (source), result, &error))
    {
      if (!g_error_matches (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT))
        {
          fail_batch (batch, error);
          return;
        }
      g_error_free (error);
      settle_one_by_one (batch);
      return;
    }
  take_verdicts (batch);
  if (should_be_repeated (batch))
    {
      batch->repeated = TRUE;
      batch->replay = TRUE;
      send_batch (batch);
      return;
    }
  if (batch->sent)
    cfl_uploader_count_end (batch->self, is_all_unknown (batch));
  look_up_the_rest (batch);
}

/* That a repeat did not get through tells nothing of the first time. */
static void
doubt_refusals (Batch *batch)
{
  for (guint i = 0; i < batch->verdicts->len; i++)
    {
      CflAttempt *verdict = batch->verdicts->pdata[i];

      if (verdict->state != CFL_ATTEMPT_QUEUED)
        continue;
      verdict->state = CFL_ATTEMPT_UNKNOWN;
      if (cfl_fault_stops_run (verdict->error_code))
        cfl_uploader_give_up (batch->self);
    }
}

static void
settle_batch (Batch *batch)
{
  g_autoptr (GPtrArray) ends = NULL;

  if (batch->replay)
    doubt_refusals (batch);
  ends = list_ends (batch);
  cfl_store_settle_all_async (batch->self->store, ends, NULL, settled_cb, batch);
}

/* ---- sending ---- */

/* No byte left now. Whether one did earlier is as open as before. */
static GPtrArray *
make_unsent (Batch *batch)
{
  GPtrArray *verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);

  for (guint i = 0; i < batch->batch->attempts->len; i++)
    {
      CflAttempt *verdict = cfl_attempt_copy (batch->batch->attempts->pdata[i]);

      verdict->state = batch->replay ? CFL_ATTEMPT_UNKNOWN : CFL_ATTEMPT_QUEUED;
      g_ptr_array_add (verdicts, verdict);
    }
  return verdicts;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Batch *batch = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&batch->verdicts, g_ptr_array_unref);
  batch->verdicts =
      cfl_quickbooks_client_send_batch_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);
  if (batch->verdicts == NULL)
    batch->verdicts = make_unsent (batch);
  settle_batch (batch);
}

static void
send_batch (Batch *batch)
{
  batch->sent = TRUE;
  cfl_quickbooks_client_send_batch_async (batch->self->client, batch->batch, batch->self->calls,
                                          sent_cb, batch);
}

/* ---- a new one ---- */

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Batch *batch = user_data;
  GError *error = NULL;

  if (!cfl_store_begin_batch_finish (CFL_STORE (source), result, &error))
    {
      fail_batch (batch, error);
      return;
    }
  for (guint i = 0; i < batch->indices->len; i++)
    {
      CflAttempt *moved = cfl_attempt_copy (batch->batch->attempts->pdata[i]);

      moved->state = CFL_ATTEMPT_SENDING;
      moved->started_at = batch->batch->started_at;
      moved->batch_id = batch->batch->id;
      cfl_attempt_unref (batch->batch->attempts->pdata[i]);
      batch->batch->attempts->pdata[i] = cfl_attempt_ref (moved);
      cfl_uploader_take_attempt (batch->self, get_index (batch, i), moved);
    }
  send_batch (batch);
}

void
cfl_upload_batch_start (CflUploader *self, guint first, guint n_attempts)
{
  Batch *batch = batch_new (self);

  for (guint index = first; index < first + n_attempts; index++)
    g_array_append_val (batch->indices, index);
  batch->batch = cfl_batch_new_for_attempts (
      (CflAttempt *const *) (gpointer) &self->attempts->pdata[first], n_attempts);
  cfl_quickbooks_freeze_batch (batch->batch);
  cfl_store_begin_batch_async (self->store, batch->batch, NULL, begun_cb, batch);
}

/* ---- one of an earlier run ---- */

static guint
find_open (CflUploader *self, const CflAttempt *member)
{
  for (guint i = 0; i < self->attempts->len; i++)
    if (cfl_uploader_get_attempt (self, i)->id == member->id &&
        (member->state == CFL_ATTEMPT_SENDING || member->state == CFL_ATTEMPT_UNKNOWN))
      return i;
  return NOBODY;
}

/* Old ones are not repeated, nor is one of which a member has gone on alone: QuickBooks might have
 * forgotten the batch and make that document once more. */
static gboolean
may_be_resumed (const Batch *batch)
{
  return !batch->alone && cfl_upload_is_recent (batch->batch->started_at);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Batch *batch = user_data;
  GError *error = NULL;

  batch->batch = cfl_store_load_batch_finish (CFL_STORE (source), result, &error);
  if (batch->batch == NULL)
    {
      fail_batch (batch, error);
      return;
    }
  for (guint i = 0; i < batch->batch->attempts->len; i++)
    {
      const CflAttempt *member = batch->batch->attempts->pdata[i];
      gboolean stays = member->batch_id == batch->batch->id;
      guint index = stays ? find_open (batch->self, member) : NOBODY;

      batch->alone = batch->alone || !stays;
      g_array_append_val (batch->indices, index);
    }
  if (may_be_resumed (batch))
    send_batch (batch);
  else
    {
      batch->repeated = TRUE;
      batch->verdicts = make_unsent (batch);
      settle_batch (batch);
    }
}

void
cfl_upload_batch_resume (CflUploader *self, guint index)
{
  Batch *batch = batch_new (self);
  gint64 id = cfl_uploader_get_attempt (self, index)->batch_id;

  batch->replay = TRUE;
  g_hash_table_add (self->batches, g_memdup2 (&id, sizeof id));
  cfl_store_load_batch_async (self->store, id, NULL, loaded_cb, batch);
}
