/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-uploader.h"

#include "cfl-sync-service.h"

#include <glib/gi18n-lib.h>

/* What Intuit allows an app for one company. */
#define MAX_IN_FLIGHT 10
/* Started, but not sent yet: being written to the journal, or waiting for a token. */
#define MAX_IN_LINE 2
#define IN_LINE_MILLISECONDS 10
/* So many ends in a row that are not known: the service is down, and more would only add to them. */
#define MAX_UNKNOWN_IN_A_ROW 10
/* After cancelling, what is on its way may settle by itself for so long. */
#define GRACE_SECONDS 20

struct _CflUploader {
  GObject parent_instance;

  CflStore *store;
  CflQuickbooksClient *client;

  GTask *task;         /* while running */
  GPtrArray *attempts; /* (element-type CflAttempt) replaced by their verdicts */
  guint next;          /* the first that was not started */
  guint in_flight;
  guint unknown_in_a_row;
  gboolean paused;
  gboolean stopped;     /* starts nothing more */
  gboolean taking_back; /* what was not started goes back to its tab */
  GError *error;        /* the journal could not be written */
  GCancellable *calls;  /* of what is on its way */
  GSource *asked;       /* watches the task's cancellable */
  guint grace;
  guint later; /* pumps again when the limits may have room */
};

/* One attempt on its way. */
typedef struct {
  CflUploader *self;
  guint index;
  gboolean replay; /* an earlier run or try may have sent it */
  gboolean looked; /* for it, before repeating it */
  gboolean resent; /* proven absent and sent once more */
  CflAttempt *verdict;
  CflAttemptState target; /* what is being committed */
} Item;

enum { SIGNAL_ATTEMPT_MOVED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CflUploader, cfl_uploader, G_TYPE_OBJECT)

static void pump (CflUploader *self);
static void send_item (Item *item);
static void send_bytes (Item *item);
static void settle_item (Item *item, CflAttemptState state, GAsyncReadyCallback callback);

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

static CflAttempt *
get_attempt (CflUploader *self, guint index)
{
  return self->attempts->pdata[index];
}

static void
take_attempt (CflUploader *self, guint index, CflAttempt *attempt)
{
  cfl_attempt_unref (self->attempts->pdata[index]);
  self->attempts->pdata[index] = attempt;
  g_signal_emit (self, signals[SIGNAL_ATTEMPT_MOVED], 0, attempt);
}

static void
move_attempt (CflUploader *self, guint index, CflAttemptState state)
{
  CflAttempt *moved = cfl_attempt_copy (get_attempt (self, index));

  moved->state = state;
  take_attempt (self, index, moved);
}

static void
stop (CflUploader *self)
{
  self->stopped = TRUE;
}

static void
finish_item (Item *item)
{
  CflUploader *self = item->self;

  self->in_flight--;
  g_clear_pointer (&item->verdict, cfl_attempt_unref);
  g_free (item);
  pump (self);
}

/* The journal does not take what happened: nothing more is sent, and what is on its way is resolved
 * at the next start from what the journal says. */
static void
fail_item (Item *item, GError *error)
{
  CflUploader *self = item->self;

  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  stop (self);
  finish_item (item);
}

/* ---- ends ---- */

/**
 * cfl_failure_stops_run:
 *
 * Returns: whether nobody is let in or nobody is there, so that the next document would fare no
 *   better
 */
gboolean
cfl_failure_stops_run (gint error_code)
{
  static const gint codes[] = {
    CFL_FAILURE_SIGN_IN, CFL_FAILURE_OFFLINE, 100, 110, 120, 3001, 3100, 3200, 6190
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (codes[i] == error_code)
      return TRUE;
  return FALSE;
}

static void
count_end (CflUploader *self, const CflAttempt *verdict)
{
  if (verdict->state == CFL_ATTEMPT_FAILED && cfl_failure_stops_run (verdict->error_code))
    stop (self);
  self->unknown_in_a_row = verdict->state == CFL_ATTEMPT_UNKNOWN ? self->unknown_in_a_row + 1 : 0;
  if (self->unknown_in_a_row >= MAX_UNKNOWN_IN_A_ROW)
    stop (self);
}

static void
claimed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Item *item = user_data;
  GError *error = NULL;

  if (!cfl_store_settle_finish (CFL_STORE (source), result, &error))
    {
      fail_item (item, error);
      return;
    }
  take_attempt (item->self, item->index, g_steal_pointer (&item->verdict));
  finish_item (item);
}

/* The document that fits is the one of another order: the number is taken, and not by this one. */
static void
refuse_foreign (Item *item)
{
  CflAttempt *verdict = item->verdict;

  verdict->state = CFL_ATTEMPT_FAILED;
  verdict->error_code = 6140;
  cfl_text_set (&verdict->error_message, _ ("The number is used by another document."));
  cfl_text_set (&verdict->error_detail,
                _ ("The document in QuickBooks with this number belongs to another order."));
  cfl_text_set (&verdict->quickbooks_id, "");
  cfl_text_set (&verdict->sync_token, "");
  settle_item (item, CFL_ATTEMPT_FAILED, claimed_cb);
}

static void
end_settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Item *item = user_data;
  GError *error = NULL;

  if (cfl_store_settle_finish (CFL_STORE (source), result, &error))
    {
      take_attempt (item->self, item->index, g_steal_pointer (&item->verdict));
      finish_item (item);
    }
  else if (item->target == CFL_ATTEMPT_UPLOADED &&
           g_error_matches (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT))
    {
      g_error_free (error);
      refuse_foreign (item);
    }
  else
    fail_item (item, error);
}

static void
settle_item (Item *item, CflAttemptState state, GAsyncReadyCallback callback)
{
  item->target = state;
  cfl_store_settle_async (item->self->store, item->verdict, state, NULL, callback, item);
}

/* Commits the end in the verdict. An unknown one that was unknown before stays as it is. */
static void
end_item (Item *item)
{
  CflUploader *self = item->self;
  CflAttempt *verdict = item->verdict;

  count_end (self, verdict);
  if (verdict->state == CFL_ATTEMPT_UNKNOWN &&
      get_attempt (self, item->index)->state == CFL_ATTEMPT_UNKNOWN)
    {
      take_attempt (self, item->index, g_steal_pointer (&item->verdict));
      finish_item (item);
      return;
    }
  settle_item (item, verdict->state, end_settled_cb);
}

/* ---- proven absent: once more ---- */

static void
queued_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Item *item = user_data;
  CflUploader *self = item->self;
  GError *error = NULL;

  if (!cfl_store_settle_finish (CFL_STORE (source), result, &error))
    {
      fail_item (item, error);
      return;
    }
  item->resent = TRUE;
  item->replay = FALSE;
  item->verdict->state = CFL_ATTEMPT_QUEUED;
  take_attempt (self, item->index, g_steal_pointer (&item->verdict));
  if (!self->stopped)
    {
      send_item (item);
      return;
    }
  /* Its turn comes again among those that are taken back. */
  self->next = MIN (self->next, item->index);
  finish_item (item);
}

static void
requeue (Item *item)
{
  CflAttempt *verdict = item->verdict;

  /* The old request has ended where it was answered, and a repeat could only repeat that answer.
   * Where nothing was heard it may still be under way: then only the old id is safe against a
   * document that appears late. */
  if (verdict->http_status != 0)
    {
      g_free (verdict->request_id);
      verdict->request_id = g_uuid_string_random ();
    }
  verdict->started_at = 0;
  verdict->finished_at = 0;
  settle_item (item, CFL_ATTEMPT_QUEUED, queued_again_cb);
}

static void
unknown_settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Item *item = user_data;
  GError *error = NULL;

  if (!cfl_store_settle_finish (CFL_STORE (source), result, &error))
    {
      fail_item (item, error);
      return;
    }
  move_attempt (item->self, item->index, CFL_ATTEMPT_UNKNOWN);
  requeue (item);
}

static void
send_once_more (Item *item)
{
  if (get_attempt (item->self, item->index)->state == CFL_ATTEMPT_UNKNOWN)
    requeue (item);
  else
    settle_item (item, CFL_ATTEMPT_UNKNOWN, unknown_settled_cb);
}

/* ---- looking up ---- */

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Item *item = user_data;
  CflUploader *self = item->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (CflAttempt) found =
      cfl_quickbooks_client_look_up_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);
  gboolean absent = found != NULL && found->state == CFL_ATTEMPT_QUEUED;
  gboolean refused = item->verdict->state == CFL_ATTEMPT_FAILED;

  if (absent && refused)
    end_item (item); /* the refusal stands */
  else if (absent && !item->resent && !self->stopped)
    send_once_more (item);
  else
    {
      if (found != NULL && !absent)
        {
          cfl_attempt_unref (item->verdict);
          item->verdict = g_steal_pointer (&found);
        }
      else
        item->verdict->state = CFL_ATTEMPT_UNKNOWN;
      end_item (item);
    }
}

/* What an earlier run left open is looked for before it is repeated: the repeat of a request is
 * only known to be harmless for some hours. Absent, it is repeated as it was, for a document that
 * was made a moment ago may not be found yet. */
static void
looked_first_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Item *item = user_data;
  g_autoptr (GError) error = NULL;
  CflAttempt *found =
      cfl_quickbooks_client_look_up_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);

  if (found != NULL && found->state == CFL_ATTEMPT_QUEUED && !item->self->stopped)
    {
      cfl_attempt_unref (found);
      send_bytes (item);
      return;
    }
  if (found == NULL)
    found = cfl_attempt_copy (get_attempt (item->self, item->index));
  if (found->state == CFL_ATTEMPT_QUEUED || found->state == CFL_ATTEMPT_SENDING)
    found->state = CFL_ATTEMPT_UNKNOWN;
  g_clear_pointer (&item->verdict, cfl_attempt_unref);
  item->verdict = found;
  end_item (item);
}

static void
look_first (Item *item)
{
  item->looked = TRUE;
  cfl_quickbooks_client_look_up_async (item->self->client, get_attempt (item->self, item->index),
                                       item->self->calls, looked_first_cb, item);
}

static void
look_up (Item *item)
{
  cfl_quickbooks_client_look_up_async (item->self->client, item->verdict, item->self->calls,
                                       looked_up_cb, item);
}

/* ---- sending ---- */

/* Ours, and not QuickBooks' refusals: nobody was reached, or nobody was let in. */
static gboolean
was_not_sent (const CflAttempt *verdict)
{
  return verdict->state == CFL_ATTEMPT_FAILED &&
         (verdict->error_code == CFL_FAILURE_OFFLINE || verdict->error_code == CFL_FAILURE_SIGN_IN);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Item *item = user_data;
  CflUploader *self = item->self;
  g_autoptr (GError) error = NULL;
  CflAttempt *verdict =
      cfl_quickbooks_client_send_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);

  g_clear_pointer (&item->verdict, cfl_attempt_unref);
  if (verdict == NULL)
    {
      /* Cancelled before a byte left: an attempt of this run goes back to where it came from. */
      item->verdict = cfl_attempt_copy (get_attempt (self, item->index));
      if (item->replay)
        {
          item->verdict->state = CFL_ATTEMPT_UNKNOWN;
          end_item (item);
        }
      else
        send_once_more (item);
      return;
    }
  item->verdict = verdict;

  if (verdict->state == CFL_ATTEMPT_UPLOADED)
    end_item (item);
  else if (was_not_sent (verdict) && !item->replay)
    {
      /* No fault of the document: it goes back to where it came from, with all that follow. */
      stop (self);
      send_once_more (item);
    }
  else if (verdict->state == CFL_ATTEMPT_FAILED && !item->replay)
    end_item (item);
  else if (verdict->state == CFL_ATTEMPT_FAILED && cfl_failure_stops_run (verdict->error_code))
    {
      /* That this repeat did not get through tells nothing of the first time. */
      stop (self);
      verdict->state = CFL_ATTEMPT_UNKNOWN;
      end_item (item);
    }
  else
    look_up (item);
}

static void
send_bytes (Item *item)
{
  cfl_quickbooks_client_send_async (item->self->client, get_attempt (item->self, item->index),
                                    item->self->calls, sent_cb, item);
}

static void
sending_settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Item *item = user_data;
  GError *error = NULL;

  if (!cfl_store_settle_finish (CFL_STORE (source), result, &error))
    {
      fail_item (item, error);
      return;
    }
  move_attempt (item->self, item->index, CFL_ATTEMPT_SENDING);
  send_bytes (item);
}

/* That it is being sent is on the disk before its first byte leaves. */
static void
send_item (Item *item)
{
  CflAttempt *attempt = get_attempt (item->self, item->index);

  if (attempt->state == CFL_ATTEMPT_QUEUED)
    cfl_store_settle_async (item->self->store, attempt, CFL_ATTEMPT_SENDING, NULL,
                            sending_settled_cb, item);
  else if (!item->looked)
    look_first (item);
  else
    send_bytes (item);
}

/* ---- the run ---- */

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
    move_attempt (self, self->next, CFL_ATTEMPT_CANCELLED);
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
         get_attempt (self, self->next)->state != CFL_ATTEMPT_QUEUED)
    self->next++;
  if (self->next == self->attempts->len)
    {
      return_task (self);
      return;
    }
  self->taking_back = TRUE;
  cfl_store_settle_async (self->store, get_attempt (self, self->next), CFL_ATTEMPT_CANCELLED, NULL,
                          taken_back_cb, self);
}

static void
start_next (CflUploader *self)
{
  Item *item = g_new0 (Item, 1);

  item->self = self;
  item->index = self->next++;
  item->replay = get_attempt (self, item->index)->state != CFL_ATTEMPT_QUEUED;
  self->in_flight++;
  send_item (item);
}

static void
pump (CflUploader *self)
{
  while (!self->stopped && !self->paused && self->in_flight < MAX_IN_FLIGHT &&
         self->next < self->attempts->len)
    start_next (self);
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

  stop (self);
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
