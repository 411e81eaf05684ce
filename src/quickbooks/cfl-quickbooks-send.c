/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-delivery-private.h"

/* From the frozen bytes to a verdict: token, pacing and retries in the call below us, one refresh
 * after a 401, then the judgement. The request id and the bytes are the same in every try. */

typedef struct {
  CflDelivery delivery;
  CflAttempt *verdict;
  /* The last answer says both: done, and refused. */
  gboolean contradictory;
  /* Nobody looked at the last try: it ended at the door. */
  gboolean turned_away;
} SendData;

static void
send_data_free (gpointer data)
{
  SendData *send = data;

  g_clear_pointer (&send->verdict, cfl_attempt_unref);
  cfl_delivery_clear (&send->delivery);
  g_free (send);
}

static void
return_verdict (GTask *task)
{
  SendData *send = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&send->verdict),
                         (GDestroyNotify) cfl_attempt_unref);
}

static gboolean
is_turned_away (const CflAnswer *answer)
{
  return answer->kind == CFL_ANSWER_SIGN_IN || answer->kind == CFL_ANSWER_FORBIDDEN ||
         answer->kind == CFL_ANSWER_LAPSED || answer->kind == CFL_ANSWER_THROTTLED;
}

/* A refusal stands when nothing of ours is found. Its words are kept then, not the look-up's. Who was
 * turned away knows nothing of an earlier try, which may still be under way. */
static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SendData *send = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CflAttempt) found =
      cfl_quickbooks_client_look_up_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);

  if (found == NULL || (found->state == CFL_ATTEMPT_QUEUED && send->turned_away))
    cfl_quickbooks_verdict_set (send->verdict, CFL_ATTEMPT_UNKNOWN, send->verdict->error_code,
                                send->verdict->error_message, send->verdict->error_detail);
  else if (found->state != CFL_ATTEMPT_QUEUED)
    {
      g_clear_pointer (&send->verdict, cfl_attempt_unref);
      send->verdict = g_steal_pointer (&found);
    }
  return_verdict (task);
}

static gboolean
needs_look_up (const SendData *send)
{
  if (send->verdict->state != CFL_ATTEMPT_FAILED)
    return FALSE;
  return send->verdict->error_code == 6140 || send->delivery.uncertain || send->contradictory ||
         cfl_quickbooks_deletion_needs_look_up (send->verdict);
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflQuickbooksClient *self = CFL_QUICKBOOKS_CLIENT (source);
  SendData *send = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CflAnswer) answer = cfl_quickbooks_client_call_finish (self, result, &error);
  gboolean executed = error != NULL && cfl_delivery_may_be_executed (&send->delivery, error);

  cfl_delivery_end (&send->delivery, answer, error);
  if (answer != NULL)
    {
      cfl_quickbooks_judge_answer (send->verdict, answer);
      send->turned_away = is_turned_away (answer);
      send->contradictory = answer->kind == CFL_ANSWER_CONTRADICTORY;
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !executed)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  else
    {
      cfl_quickbooks_translate_error (&error);
      cfl_quickbooks_judge_error (send->verdict, error, executed);
    }

  if (needs_look_up (send))
    cfl_quickbooks_client_look_up_async (self, send->verdict, cancellable, looked_up_cb,
                                         g_steal_pointer (&task));
  else
    return_verdict (task);
}

static const char *
label_for (const CflAttempt *attempt)
{
  if (attempt->operation == CFL_OPERATION_DELETE)
    return attempt->kind == CFL_DOCUMENT_KIND_BILL ? "delete bill" : "delete purchase order";
  return attempt->kind == CFL_DOCUMENT_KIND_BILL ? "create bill" : "create purchase order";
}

void
cfl_quickbooks_client_send_async (CflQuickbooksClient *self,
                                  const CflAttempt *attempt,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  SendData *send = g_new0 (SendData, 1);
  g_autofree char *id = g_uri_escape_string (attempt->request_id, NULL, FALSE);
  gboolean is_deletion = attempt->operation == CFL_OPERATION_DELETE;
  g_autofree char *query =
      g_strconcat (is_deletion ? "operation=delete&" : "", "requestid=", id, NULL);
  g_autofree char *path = g_strconcat ("/", cfl_quickbooks_document_path (attempt->kind), NULL);
  CflHttpRequest *request = cfl_quickbooks_client_request_new (self, "POST", path, query);

  send->verdict = cfl_attempt_copy (attempt);
  if (send->verdict->started_at == 0)
    send->verdict->started_at = g_get_real_time ();
  cfl_http_request_set_body (request, attempt->request, "application/json");
  cfl_http_request_set_idempotent (request, TRUE); /* by its request id */
  cfl_http_request_set_label (request, label_for (attempt));
  g_task_set_source_tag (task, cfl_quickbooks_client_send_async);
  g_task_set_name (task, "send a document");
  g_task_set_task_data (task, send, send_data_free);
  /* A verdict is worth more than the cancellation that came while it was on its way. */
  g_task_set_check_cancellable (task, FALSE);
  cfl_delivery_begin (&send->delivery, self, request, 1);
  cfl_quickbooks_client_call_async (self, request, cancellable, called_cb, task);
}

CflAttempt *
cfl_quickbooks_client_send_finish (CflQuickbooksClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
