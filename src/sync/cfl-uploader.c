/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-uploader-private.h"

/* What Intuit allows an app for one company. */
#define MAX_IN_FLIGHT 10
#define MAX_UNKNOWN_IN_A_ROW 10
/* Where nobody can tell when there will be room, it is asked for again after so long. */
#define ASK_AGAIN ((gint64) 10 * 1000)
/* After cancelling, what is on its way may settle by itself for so long: a single document, and a
 * batch, which takes longer. */
#define GRACE (20 * (gint64) G_USEC_PER_SEC)
#define BATCH_GRACE (60 * (gint64) G_USEC_PER_SEC)

enum { SIGNAL_ATTEMPT_MOVED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CflUploader, cfl_uploader, G_TYPE_OBJECT)

static void pump (CflUploader *self);

static void
cfl_uploader_finalize (GObject *object)
{
  CflUploader *self = CFL_UPLOADER (object);

  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_clear_object (&self->calls);
  g_clear_pointer (&self->attempts, g_ptr_array_unref);
  g_clear_pointer (&self->again, g_array_unref);
  g_clear_pointer (&self->batches, g_hash_table_unref);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (cfl_uploader_parent_class)->finalize (object);
}

static void
cfl_uploader_class_init (CflUploaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cfl_uploader_finalize;
  signals[SIGNAL_ATTEMPT_MOVED] =
      g_signal_new ("attempt-moved", CFL_TYPE_UPLOADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, CFL_TYPE_ATTEMPT);
}

static void
cfl_uploader_init (CflUploader *self)
{
  self->calls = g_cancellable_new ();
  self->again = g_array_new (FALSE, FALSE, sizeof (guint));
  self->batches = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

CflUploader *
cfl_uploader_new (CflStore *store, CflQuickbooksClient *client)
{
  CflUploader *self = g_object_new (CFL_TYPE_UPLOADER, NULL);

  self->store = g_object_ref (store);
  self->client = g_object_ref (client);
  return self;
}

CflAttempt *
cfl_uploader_get_attempt (CflUploader *self, guint index)
{
  return self->attempts->pdata[index];
}

void
cfl_uploader_take_attempt (CflUploader *self, guint index, CflAttempt *attempt)
{
  cfl_attempt_unref (self->attempts->pdata[index]);
  self->attempts->pdata[index] = attempt;
  g_signal_emit (self, signals[SIGNAL_ATTEMPT_MOVED], 0, attempt);
}

void
cfl_uploader_move_attempt (CflUploader *self, guint index, CflAttemptState state)
{
  CflAttempt *moved = cfl_attempt_copy (cfl_uploader_get_attempt (self, index));

  moved->state = state;
  cfl_uploader_take_attempt (self, index, moved);
}

void
cfl_uploader_add_again (CflUploader *self, guint index)
{
  g_array_append_val (self->again, index);
}

void
cfl_uploader_give_up (CflUploader *self)
{
  self->stopped = TRUE;
  self->gave_up = TRUE;
}

void
cfl_uploader_fail (CflUploader *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  cfl_uploader_give_up (self);
}

void
cfl_uploader_count_end (CflUploader *self, gboolean unknown)
{
  self->unknown_in_a_row = unknown ? self->unknown_in_a_row + 1 : 0;
  if (self->unknown_in_a_row >= MAX_UNKNOWN_IN_A_ROW)
    cfl_uploader_give_up (self);
}

void
cfl_uploader_item_ended (CflUploader *self)
{
  self->in_flight--;
  pump (self);
}

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
start_timer (CflUploader *self, GSource **source, gint64 microseconds, GSourceFunc callback)
{
  clear_source (source);
  *source = cfl_clock_timer_new (cfl_quickbooks_client_get_clock (self->client), microseconds);
  g_source_set_callback (*source, callback, self, NULL);
  g_source_attach (*source, NULL);
}

void
cfl_uploader_return (CflUploader *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  clear_source (&self->asked);
  clear_source (&self->grace);
  clear_source (&self->later);
  cfl_quickbooks_client_drop_plans (self->client);
  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
}

/* ---- what is next ---- */

static gboolean
later_cb (gpointer user_data)
{
  CflUploader *self = user_data;

  clear_source (&self->later);
  pump (self);
  return G_SOURCE_REMOVE;
}

/* What waits for the limits waits here, where it can still be taken back, and not in the client's
 * line, where it would already count as being sent. */
static guint
plan (CflUploader *self, guint most)
{
  gint64 wait = 0;
  guint documents =
      cfl_quickbooks_client_plan (self->client, cfl_uploader_count_waiting (self), most, &wait);

  if (documents == 0)
    start_timer (self, &self->later, MAX (wait, ASK_AGAIN), later_cb);
  return documents;
}

static gboolean
find_again (CflUploader *self, CflAttemptState state, guint *at)
{
  for (*at = 0; *at < self->again->len; (*at)++)
    if (cfl_uploader_get_attempt (self, g_array_index (self->again, guint, *at))->state == state)
      return TRUE;
  return FALSE;
}

/* A member of a batch is looked up, or it leaves alone. */
static gboolean
start_again (CflUploader *self)
{
  guint at, index;

  if (self->gave_up || !find_again (self, CFL_ATTEMPT_UNKNOWN, &at))
    if (self->stopped || !find_again (self, CFL_ATTEMPT_QUEUED, &at) || plan (self, 1) == 0)
      return FALSE;
  index = g_array_index (self->again, guint, at);
  g_array_remove_index (self->again, at);
  self->in_flight++;
  cfl_upload_item_start (self, index);
  return TRUE;
}

/* All that follow and are of the same run may be members of one batch. */
static guint
count_together (CflUploader *self)
{
  gint64 run_id = cfl_uploader_get_attempt (self, self->next)->run_id;
  guint n = 1;

  while (n < CFL_BATCH_MAX_ITEMS && self->next + n < self->attempts->len &&
         cfl_uploader_get_attempt (self, self->next + n)->state == CFL_ATTEMPT_QUEUED &&
         cfl_uploader_get_attempt (self, self->next + n)->run_id == run_id)
    n++;
  return n;
}

static gboolean
start_queued (CflUploader *self)
{
  guint documents = plan (self, count_together (self));
  guint first = self->next;

  if (documents == 0)
    return FALSE;
  self->next += documents;
  self->in_flight++;
  if (documents > 1)
    cfl_upload_batch_start (self, first, documents);
  else
    cfl_upload_item_start (self, first);
  return TRUE;
}

static gboolean
start_next (CflUploader *self)
{
  const CflAttempt *attempt;

  if (self->paused || self->in_flight >= MAX_IN_FLIGHT)
    return FALSE;
  if (self->again->len > 0)
    return start_again (self);
  if (self->stopped || self->next == self->attempts->len)
    return FALSE;
  attempt = cfl_uploader_get_attempt (self, self->next);
  if (attempt->state == CFL_ATTEMPT_QUEUED)
    return start_queued (self);
  self->next++;
  if (attempt->batch_id != 0 && g_hash_table_contains (self->batches, &attempt->batch_id))
    return TRUE; /* it is taken care of with the others */
  self->in_flight++;
  if (attempt->batch_id != 0)
    cfl_upload_batch_resume (self, self->next - 1);
  else
    cfl_upload_item_start (self, self->next - 1);
  return TRUE;
}

static void
pump (CflUploader *self)
{
  if (self->task == NULL || self->taking_back)
    return;
  while (start_next (self))
    ;
  if (self->in_flight > 0)
    return;
  if (self->stopped || (self->next == self->attempts->len && self->again->len == 0))
    cfl_upload_take_back (self);
}

/* ---- cancelling ---- */

static gboolean
grace_over_cb (gpointer user_data)
{
  CflUploader *self = user_data;

  clear_source (&self->grace);
  g_cancellable_cancel (self->calls);
  return G_SOURCE_REMOVE;
}

static gboolean
has_batch_on_its_way (CflUploader *self)
{
  for (guint i = 0; i < self->attempts->len; i++)
    {
      const CflAttempt *attempt = cfl_uploader_get_attempt (self, i);

      if (attempt->state == CFL_ATTEMPT_SENDING && attempt->batch_id != 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
asked_cb (GCancellable *cancellable, gpointer user_data)
{
  CflUploader *self = user_data;

  self->stopped = TRUE;
  start_timer (self, &self->grace, has_batch_on_its_way (self) ? BATCH_GRACE : GRACE,
               grace_over_cb);
  pump (self);
  return G_SOURCE_REMOVE;
}

void
cfl_uploader_run_async (CflUploader *self,
                        GPtrArray *attempts,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, cfl_uploader_run_async);
  g_task_set_name (self->task, "send documents");
  g_task_set_check_cancellable (self->task, FALSE);
  self->attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  for (guint i = 0; i < attempts->len; i++)
    g_ptr_array_add (self->attempts, cfl_attempt_ref (attempts->pdata[i]));
  if (cancellable != NULL)
    {
      self->asked = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->asked, G_SOURCE_FUNC (asked_cb), self, NULL);
      g_source_attach (self->asked, NULL);
    }
  pump (self);
}

gboolean
cfl_uploader_run_finish (CflUploader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

GPtrArray *
cfl_uploader_get_attempts (CflUploader *self)
{
  return self->attempts;
}

guint
cfl_uploader_count_waiting (CflUploader *self)
{
  guint waiting = self->attempts->len - self->next;

  for (guint i = 0; i < self->again->len; i++)
    waiting += cfl_uploader_get_attempt (self, g_array_index (self->again, guint, i))->state ==
               CFL_ATTEMPT_QUEUED;
  return waiting;
}

guint
cfl_uploader_get_in_flight (CflUploader *self)
{
  return self->in_flight;
}

void
cfl_uploader_set_paused (CflUploader *self, gboolean paused)
{
  self->paused = paused;
  pump (self);
}
