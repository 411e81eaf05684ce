/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Checking what is to be uploaded, and freezing it. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-upload-private.h"

#include "cfl-wording.h"

/* Checked and encoded at a time, so that the window stays alive. */
#define CHUNK 100

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

void
cfl_upload_step_check (CflFlow *flow)
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

void
cfl_upload_step_freeze (CflFlow *flow)
{
  UploadData *data = flow->data;

  data->run = cfl_run_new ();
  data->run->kind = data->kind;
  data->run->operation = data->operation;
  g_free (data->run->uuid);
  data->run->uuid = g_uuid_string_random ();
  cfl_text_set (&data->run->user_name, g_get_user_name ());
  if (data->queued->len == 0)
    cfl_flow_continue (flow);
  else
    cfl_store_begin_run_async (data->self->store, data->run, data->queued, flow->cancellable,
                               begun_cb, flow);
}
