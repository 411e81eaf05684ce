/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-delivery-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The server itself gives up after two minutes. */
#define TIMEOUT_SECONDS 130

/* ---- the body ---- */

static void
append (GByteArray *bytes, const char *text)
{
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
}

static void
append_item (GByteArray *bytes, const CflAttempt *attempt, const char *item_id)
{
  gsize size = 0;
  const guint8 *frozen = g_bytes_get_data (attempt->request, &size);

  append (bytes, bytes->data[bytes->len - 1] == '[' ? "{\"bId\":\"" : ",{\"bId\":\"");
  append (bytes, item_id);
  append (bytes, attempt->operation == CFL_OPERATION_DELETE ? "\",\"operation\":\"delete\",\""
                                                            : "\",\"operation\":\"create\",\"");
  append (bytes, cfl_quickbooks_document_entity (attempt->kind));
  append (bytes, "\":");
  g_byte_array_append (bytes, frozen, (guint) size);
  append (bytes, "}");
}

/**
 * cfl_quickbooks_encode_batch:
 * @batch: its members and their ids
 *
 * The frozen bytes of the members stand in it as they are, so it can be put together again at any
 * time, byte for byte.
 *
 * Returns: (transfer full): the body of the request that sends it
 */
GBytes *
cfl_quickbooks_encode_batch (const CflBatch *batch)
{
  GByteArray *bytes = g_byte_array_new ();

  append (bytes, "{\"BatchItemRequest\":[");
  for (guint i = 0; i < batch->attempts->len; i++)
    append_item (bytes, g_ptr_array_index (batch->attempts, i),
                 g_ptr_array_index (batch->item_ids, i));
  append (bytes, "]}");
  return g_byte_array_free_to_bytes (bytes);
}

void
cfl_quickbooks_freeze_batch (CflBatch *batch)
{
  g_autoptr (GBytes) body = cfl_quickbooks_encode_batch (batch);

  g_free (batch->request_hash);
  batch->request_hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
}

/* ---- the call ---- */

typedef struct {
  CflBatch *batch;
  CflDelivery delivery;
} SendData;

static void
send_data_free (gpointer data)
{
  SendData *send = data;

  cfl_delivery_clear (&send->delivery);
  cfl_batch_unref (send->batch);
  g_free (send);
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SendData *send = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CflAnswer) answer =
      cfl_quickbooks_client_call_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);
  gboolean executed;
  GPtrArray *verdicts;

  cfl_delivery_end (&send->delivery, answer, error);
  if (answer != NULL)
    verdicts = cfl_quickbooks_judge_batch (send->batch, answer, send->delivery.uncertain);
  else
    {
      executed = cfl_delivery_may_be_executed (&send->delivery, error);
      if (!executed && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
      cfl_quickbooks_translate_error (&error);
      verdicts = cfl_quickbooks_judge_batch_error (send->batch, error, executed);
    }
  g_task_return_pointer (task, verdicts, (GDestroyNotify) g_ptr_array_unref);
}

static CflHttpRequest *
make_request (CflQuickbooksClient *self, const CflBatch *batch, GBytes *body)
{
  g_autofree char *id = g_uri_escape_string (batch->request_id, NULL, FALSE);
  g_autofree char *query = g_strconcat ("requestid=", id, NULL);
  CflHttpRequest *request = cfl_quickbooks_client_request_new (self, "POST", "/batch", query);

  cfl_http_request_set_body (request, body, "application/json");
  cfl_http_request_set_idempotent (request, TRUE); /* by its request id */
  cfl_http_request_set_timeout (request, TIMEOUT_SECONDS);
  cfl_http_request_set_label (request, "send a batch");
  return request;
}

/* What cannot be put together as it was sent is not sent again. */
static GPtrArray *
judge_lost_bytes (const CflBatch *batch)
{
  GError *error = g_error_new_literal (
      CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_PROTOCOL,
      _ ("What was sent cannot be repeated byte for byte, so it is looked up instead."));
  GPtrArray *verdicts = cfl_quickbooks_judge_batch_error (batch, error, TRUE);

  g_error_free (error);
  return verdicts;
}

void
cfl_quickbooks_client_send_batch_async (CflQuickbooksClient *self,
                                        CflBatch *batch,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GBytes) body = cfl_quickbooks_encode_batch (batch);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
  SendData *send = g_new0 (SendData, 1);

  send->batch = cfl_batch_ref (batch);
  g_task_set_source_tag (task, cfl_quickbooks_client_send_batch_async);
  g_task_set_name (task, "send a batch");
  g_task_set_task_data (task, send, send_data_free);
  /* A verdict is worth more than the cancellation that came while it was on its way. */
  g_task_set_check_cancellable (task, FALSE);
  if (!g_str_equal (hash, batch->request_hash))
    {
      g_task_return_pointer (task, judge_lost_bytes (batch), (GDestroyNotify) g_ptr_array_unref);
      g_object_unref (task);
      return;
    }
  cfl_delivery_begin (&send->delivery, self, make_request (self, batch, body),
                      batch->attempts->len);
  cfl_quickbooks_client_call_within_async (
      self, send->delivery.request,
      cfl_quickbooks_pace_get_batches (cfl_quickbooks_client_get_pace (self)), cancellable,
      called_cb, task);
}

GPtrArray *
cfl_quickbooks_client_send_batch_finish (CflQuickbooksClient *self,
                                         GAsyncResult *result,
                                         GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
