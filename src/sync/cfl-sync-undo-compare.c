/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the documents of a run stand in QuickBooks by now, beside what the journal says was made. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-undo-private.h"

static void
fail_at_quickbooks (CflFlow *flow, GError *error)
{
  UndoData *data = flow->data;

  cfl_sync_service_learn_from_error (data->upload.self, TRUE, error);
  cfl_flow_fail (flow, error);
}

/* ---- which ---- */

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  UndoData *data = flow->data;
  GError *error = NULL;
  g_autoptr (GPtrArray) attempts =
      cfl_store_list_standing_attempts_finish (CFL_STORE (source), result, &error);

  if (attempts == NULL)
    {
      cfl_flow_fail (flow, error);
      return;
    }
  for (guint i = 0; i < attempts->len; i++)
    {
      CflAttempt *attempt = attempts->pdata[i];

      data->upload.kind = attempt->kind; /* a run has one */
      if (data->wanted == NULL || g_hash_table_contains (data->wanted, &attempt->order_id))
        g_ptr_array_add (data->documents, cfl_uploaded_document_new (attempt));
    }
  cfl_flow_continue (flow);
}

void
cfl_undo_step_list (CflFlow *flow)
{
  UndoData *data = flow->data;

  cfl_store_list_standing_attempts_async (data->upload.self->store, data->run_id, flow->cancellable,
                                          listed_cb, flow);
}

/* ---- how they stand ---- */

static void
closing_date_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  UndoData *data = flow->data;
  GError *error = NULL;

  if (cfl_quickbooks_client_read_closing_date_finish (CFL_QUICKBOOKS_CLIENT (source), result,
                                                      &data->closing_date, &error))
    cfl_flow_continue (flow);
  else
    fail_at_quickbooks (flow, error);
}

/* Somebody may have closed the books since the lists were read. */
void
cfl_undo_step_read_closing_date (CflFlow *flow)
{
  UndoData *data = flow->data;

  if (data->documents->len == 0)
    cfl_flow_continue (flow);
  else
    cfl_quickbooks_client_read_closing_date_async (data->upload.self->quickbooks, flow->cancellable,
                                                   closing_date_read_cb, flow);
}

static void
take_held (UndoData *data, GPtrArray *held)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < held->len; i++)
    {
      CflHeldDocument *document = held->pdata[i];

      g_hash_table_insert (by_id, document->id, document);
    }
  for (guint i = 0; i < data->documents->len; i++)
    {
      CflUploadedDocument *document = data->documents->pdata[i];
      const char *id = document->attempt->quickbooks_id;
      CflHeldDocument *found = g_hash_table_lookup (by_id, id);

      document->held = found != NULL ? cfl_held_document_ref (found) : cfl_held_document_new (id);
      document->standing =
          cfl_standing_for_undo (document->attempt, document->held, data->closing_date);
    }
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) held =
      cfl_quickbooks_client_read_documents_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);

  if (held == NULL)
    {
      fail_at_quickbooks (flow, error);
      return;
    }
  take_held (flow->data, held);
  cfl_flow_continue (flow);
}

void
cfl_undo_step_read (CflFlow *flow)
{
  UndoData *data = flow->data;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (data->documents->len == 0)
    {
      cfl_flow_continue (flow);
      return;
    }
  for (guint i = 0; i < data->documents->len; i++)
    {
      const CflUploadedDocument *document = data->documents->pdata[i];

      g_ptr_array_add (ids, g_strdup (document->attempt->quickbooks_id));
    }
  cfl_quickbooks_client_read_documents_async (data->upload.self->quickbooks, data->upload.kind, ids,
                                              flow->cancellable, read_cb, flow);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  UndoData *data = flow->data;
  GError *error = NULL;

  if (!cfl_store_save_comparisons_finish (CFL_STORE (source), result, &error))
    {
      cfl_flow_fail (flow, error);
      return;
    }
  cfl_sync_service_emit_orders_changed (data->upload.self);
  cfl_flow_continue (flow);
}

void
cfl_undo_step_keep (CflFlow *flow)
{
  UndoData *data = flow->data;

  cfl_store_save_comparisons_async (data->upload.self->store, data->documents, flow->cancellable,
                                    kept_cb, flow);
}
