/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way of one attempt, from the queue or from what an earlier run left open to its end: design
 * section 4, point by point. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-uploader-private.h"

#include "cfl-fault-codes.h"

#include <glib/gi18n-lib.h>

/* So many ends in a row that are not known: the service is down, and more would only add to them. */
#define MAX_UNKNOWN_IN_A_ROW 10
/* How long a repeat surely gets the first answer: for how long QuickBooks keeps it is not documented,
 * and after that a repeat would make a second document. It works on no request for so long either. */
#define REPEAT_MICROSECONDS (30 * 60 * G_USEC_PER_SEC)

/* One attempt on its way. */
typedef struct {
  CflUploader *self;
  guint index;
  gboolean replay; /* an earlier run or try may have sent it */
  gboolean sent;   /* in this run */
  gboolean resent; /* found absent and sent once more */
  CflAttempt *verdict;
  CflAttemptState target; /* what is being committed */
} Item;

static void send_item (Item *item);
static void send_bytes (Item *item);
static void settle_item (Item *item, CflAttemptState state, GAsyncReadyCallback callback);

static void
finish_item (Item *item)
{
  CflUploader *self = item->self;

  g_clear_pointer (&item->verdict, cfl_attempt_unref);
  g_free (item);
  cfl_uploader_item_ended (self);
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
  cfl_uploader_stop (self);
  finish_item (item);
}

/* ---- ends ---- */

static void
count_end (CflUploader *self, const CflAttempt *verdict)
{
  if (verdict->state == CFL_ATTEMPT_FAILED && cfl_fault_stops_run (verdict->error_code))
    cfl_uploader_stop (self);
  self->unknown_in_a_row = verdict->state == CFL_ATTEMPT_UNKNOWN ? self->unknown_in_a_row + 1 : 0;
  if (self->unknown_in_a_row >= MAX_UNKNOWN_IN_A_ROW)
    cfl_uploader_stop (self);
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
  cfl_uploader_take_attempt (item->self, item->index, g_steal_pointer (&item->verdict));
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
      cfl_uploader_take_attempt (item->self, item->index, g_steal_pointer (&item->verdict));
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
      cfl_uploader_get_attempt (self, item->index)->state == CFL_ATTEMPT_UNKNOWN)
    {
      cfl_uploader_take_attempt (self, item->index, g_steal_pointer (&item->verdict));
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
  cfl_uploader_take_attempt (self, item->index, g_steal_pointer (&item->verdict));
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

  g_free (verdict->request_id);
  verdict->request_id = g_uuid_string_random ();
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
  cfl_uploader_move_attempt (item->self, item->index, CFL_ATTEMPT_UNKNOWN);
  requeue (item);
}

/* Whether QuickBooks has done with the request, so that what is absent stays absent. A gateway's 5xx
 * and "request id seen before" (600) leave it under way, as no answer at all does. */
static gboolean
has_ended (const Item *item)
{
  const CflAttempt *verdict = item->verdict;

  if (!item->sent)
    return TRUE; /* it was sent long ago */
  return verdict->http_status >= 200 && verdict->http_status <= 499 &&
         verdict->http_status != 408 && verdict->error_code != 600;
}

/* Only a request that has ended gets a new id. One that may be under way is repeated as it is: the
 * journal already says that it may have left. */
static void
send_once_more (Item *item)
{
  if (!has_ended (item))
    {
      item->resent = TRUE;
      item->replay = TRUE;
      send_bytes (item);
    }
  else if (cfl_uploader_get_attempt (item->self, item->index)->state == CFL_ATTEMPT_UNKNOWN)
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
      item->verdict = cfl_attempt_copy (cfl_uploader_get_attempt (self, item->index));
      item->sent = FALSE;
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
      cfl_uploader_stop (self);
      item->sent = FALSE;
      send_once_more (item);
    }
  else if (verdict->state == CFL_ATTEMPT_FAILED && !item->replay)
    end_item (item);
  else if (verdict->state == CFL_ATTEMPT_FAILED && cfl_fault_stops_run (verdict->error_code) &&
           cfl_fault_classify (verdict->error_code) != CFL_FAULT_REFUSED)
    {
      /* That this repeat did not get through tells nothing of the first time. */
      cfl_uploader_stop (self);
      verdict->state = CFL_ATTEMPT_UNKNOWN;
      end_item (item);
    }
  else
    look_up (item);
}

static void
send_bytes (Item *item)
{
  item->sent = TRUE;
  cfl_quickbooks_client_send_async (item->self->client,
                                    cfl_uploader_get_attempt (item->self, item->index),
                                    item->self->calls, sent_cb, item);
}

static void
sending_settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Item *item = user_data;
  GError *error = NULL;

  item->self->in_line--;
  if (!cfl_store_settle_finish (CFL_STORE (source), result, &error))
    {
      fail_item (item, error);
      return;
    }
  cfl_uploader_move_attempt (item->self, item->index, CFL_ATTEMPT_SENDING);
  send_bytes (item);
}

static gboolean
may_be_repeated (const CflAttempt *attempt)
{
  /* A second deletion of one document deletes nothing else. */
  if (attempt->operation == CFL_OPERATION_DELETE)
    return TRUE;
  return attempt->quickbooks_id[0] == '\0' &&
         g_get_real_time () - attempt->started_at < REPEAT_MICROSECONDS;
}

/* That it is being sent is on the disk before its first byte leaves. What was sent long ago, or is
 * known to have made a document, is looked up instead of repeated. */
static void
send_item (Item *item)
{
  CflAttempt *attempt = cfl_uploader_get_attempt (item->self, item->index);

  if (attempt->state == CFL_ATTEMPT_QUEUED)
    {
      item->self->in_line++;
      cfl_store_settle_async (item->self->store, attempt, CFL_ATTEMPT_SENDING, NULL,
                              sending_settled_cb, item);
    }
  else if (may_be_repeated (attempt))
    send_bytes (item);
  else
    {
      item->verdict = cfl_attempt_copy (attempt);
      item->verdict->state = CFL_ATTEMPT_UNKNOWN;
      look_up (item);
    }
}

void
cfl_upload_item_start (CflUploader *self, guint index)
{
  Item *item = g_new0 (Item, 1);

  item->self = self;
  item->index = index;
  item->replay = cfl_uploader_get_attempt (self, index)->state != CFL_ATTEMPT_QUEUED;
  send_item (item);
}
