/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-uploader-private.h"

/* What Intuit allows an app for one company. */
#define MAX_IN_FLIGHT 10
/* Started, but still being written to the journal. */
#define MAX_IN_LINE 2
#define IN_LINE_MILLISECONDS 10
/* After cancelling, what is on its way may settle by itself for so long. */
#define GRACE_SECONDS 20

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
cfl_uploader_stop (CflUploader *self)
{
  self->stopped = TRUE;
}

void
cfl_uploader_item_ended (CflUploader *self)
{
  self->in_flight--;
  pump (self);
}

static void
return_task (CflUploader *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (self->asked != NULL)
    g_source_destroy (self->asked);
  g_clear_pointer (&self->asked, g_source_unref);
  g_clear_handle_id (&self->grace, g_source_remove);
  g_clear_handle_id (&self->later, g_source_remove);
  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflUploader *self = user_data;
  GError *error = NULL;

  if (cfl_store_settle_finish (CFL_STORE (source), result, &error))
    cfl_uploader_move_attempt (self, self->next, CFL_ATTEMPT_CANCELLED);
  else if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  self->next++;
  self->taking_back = FALSE;
  pump (self);
}

/* One after the other; whatever was unknown before stays so. */
static void
take_back_next (CflUploader *self)
{
  while (self->next < self->attempts->len &&
         cfl_uploader_get_attempt (self, self->next)->state != CFL_ATTEMPT_QUEUED)
    self->next++;
  if (self->next == self->attempts->len)
    {
      return_task (self);
      return;
    }
  self->taking_back = TRUE;
  cfl_store_settle_async (self->store, cfl_uploader_get_attempt (self, self->next),
                          CFL_ATTEMPT_CANCELLED, NULL, taken_back_cb, self);
}

static void
later_cb (gpointer user_data)
{
  CflUploader *self = user_data;

  self->later = 0;
  pump (self);
}

/* What waits for the limits waits here, where it can still be taken back, and not in the client's
 * line, where it would already count as being sent. */
static gboolean
has_room (CflUploader *self)
{
  gint64 wait = cfl_quickbooks_client_get_wait (self->client);

  if (self->in_flight >= MAX_IN_FLIGHT)
    return FALSE;
  if (wait == 0 && self->in_line < MAX_IN_LINE)
    return TRUE;
  if (self->later == 0)
    self->later =
        g_timeout_add_once ((guint) MAX (wait / 1000, IN_LINE_MILLISECONDS), later_cb, self);
  return FALSE;
}

static void
pump (CflUploader *self)
{
  while (!self->stopped && !self->paused && self->next < self->attempts->len && has_room (self))
    {
      self->in_flight++;
      cfl_upload_item_start (self, self->next++);
    }
  if (self->in_flight > 0 || self->taking_back || self->task == NULL)
    return;
  if (self->stopped || self->next == self->attempts->len)
    take_back_next (self);
}

static void
grace_over_cb (gpointer user_data)
{
  CflUploader *self = user_data;

  self->grace = 0;
  g_cancellable_cancel (self->calls);
}

static gboolean
asked_cb (GCancellable *cancellable, gpointer user_data)
{
  CflUploader *self = user_data;

  cfl_uploader_stop (self);
  self->grace = g_timeout_add_once (GRACE_SECONDS * 1000, grace_over_cb, self);
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
cfl_uploader_get_in_flight (CflUploader *self)
{
  return self->in_flight;
}

void
cfl_uploader_set_paused (CflUploader *self, gboolean paused)
{
  self->paused = paused;
  if (self->task != NULL)
    pump (self);
}
