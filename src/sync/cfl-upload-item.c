/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way of one attempt, from the queue or from what an earlier run left open to its end: design
 * section 4, point by point. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-uploader-private.h"

#include "cfl-fault-codes.h"

#include <glib/gi18n-lib.h>

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

static void
fail_item (Item *item, GError *error)
{
  CflUploader *self = item->self;

  cfl_uploader_fail (self, error);
  finish_item (item);
}

/* ---- ends ---- */

static void
count_end (CflUploader *self, const CflAttempt *verdict)
{
  if (verdict->state == CFL_ATTEMPT_FAILED && cfl_fault_stops_run (verdict->error_code))
    cfl_uploader_give_up (self);
  cfl_uploader_count_end (self, verdict->state == CFL_ATTEMPT_UNKNOWN);
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
  if (self->stopped)
    finish_item (item); /* it is taken back with all others */
  else
    send_item (item);
}

static void
requeue (Item *item)
{
  CflAttempt *verdict = item->verdict;

  g_free (verdict->request_id);
  verdict->request_id = g_uuid_string_random ();
  verdict->batch_id = 0;
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

/* Only a request that has ended gets a new id. One that may be under way is repeated as it is: the
 * journal already says that it may have left. A member of a batch is not repeated without the others. */
static void
send_once_more (Item *item)
{
  if (!cfl_upload_has_ended (item->verdict, item->sent) && item->verdict->batch_id != 0)
    {
      item->verdict->state = CFL_ATTEMPT_UNKNOWN;
      end_item (item);
    }
  else if (!cfl_upload_has_ended (item->verdict, item->sent))
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
      cfl_uploader_give_up (self);
      item->sent = FALSE;
      send_once_more (item);
    }
  else if (verdict->state == CFL_ATTEMPT_FAILED && !item->replay)
    end_item (item);
  else if (verdict->state == CFL_ATTEMPT_FAILED && cfl_fault_stops_run (verdict->error_code) &&
           cfl_fault_classify (verdict->error_code) != CFL_FAULT_REFUSED)
    {
      /* That this repeat did not get through tells nothing of the first time. */
      cfl_uploader_give_up (self);
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

  if (!cfl_store_settle_finish (CFL_STORE (source), result, &error))
    {
      fail_item (item, error);
      return;
    }
  cfl_uploader_move_attempt (item->self, item->index, CFL_ATTEMPT_SENDING);
  send_bytes (item);
}

/* That it is being sent is on the disk before its first byte leaves. What was sent long ago or with
 * others, or is known to have made a document, is looked up instead of repeated. */
static void
send_item (Item *item)
{
  CflAttempt *attempt = cfl_uploader_get_attempt (item->self, item->index);

  if (attempt->state == CFL_ATTEMPT_QUEUED)
    cfl_store_settle_async (item->self->store, attempt, CFL_ATTEMPT_SENDING, NULL,
                            sending_settled_cb, item);
  else if (cfl_upload_may_be_repeated (attempt))
    send_bytes (item);
  else
    {
      item->verdict = cfl_attempt_copy (attempt);
      item->verdict->state = CFL_ATTEMPT_UNKNOWN;
      look_up (item);
    }
}

static Item *
item_new (CflUploader *self, guint index)
{
  Item *item = g_new0 (Item, 1);

  item->self = self;
  item->index = index;
  item->replay = cfl_uploader_get_attempt (self, index)->state != CFL_ATTEMPT_QUEUED;
  return item;
}

void
cfl_upload_item_start (CflUploader *self, guint index)
{
  send_item (item_new (self, index));
}

void
cfl_upload_item_end (CflUploader *self, guint index, CflAttempt *verdict)
{
  Item *item = item_new (self, index);

  item->verdict = verdict;
  end_item (item);
}
