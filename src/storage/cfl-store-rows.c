/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

static char *
copy_text (CflStatement *statement, int index, char *old)
{
  g_free (old);
  return g_strdup (cfl_read_text (statement, index));
}

static void
read_attempt (CflStatement *statement, int first, CflOrderRow *row)
{
  row->attempt_id = cfl_read_integer (statement, first);
  if (row->attempt_id == 0)
    return;
  row->run_id = cfl_read_integer (statement, first + 1);
  row->attempt_state = (CflAttemptState) cfl_read_integer (statement, first + 2);
  row->vendor_name = copy_text (statement, first + 3, row->vendor_name);
  row->quickbooks_id = copy_text (statement, first + 4, row->quickbooks_id);
  row->error_code = (gint) cfl_read_integer (statement, first + 5);
  row->error_message = copy_text (statement, first + 6, row->error_message);
  row->tried_at = cfl_read_integer (statement, first + 7);
}

static void
read_row (CflStatement *statement, CflOrderRow *row)
{
  CflDecimal total = cfl_read_decimal (statement, 8);

  row->kind = (CflDocumentKind) cfl_read_integer (statement, 0);
  row->order_reference = copy_text (statement, 1, row->order_reference);
  row->reference = copy_text (statement, 2, row->reference);
  row->number = copy_text (statement, 3, row->number);
  row->reference_form = (CflReferenceForm) cfl_read_integer (statement, 4);
  row->supplier = copy_text (statement, 5, row->supplier);
  row->invoice_date = cfl_read_date (statement, 6);
  row->due_date = cfl_read_date (statement, 7);
  row->currency = copy_text (statement, 9, row->currency);
  row->total = cfl_decimal_round (total, cfl_currency_digits (row->currency));
  row->reason = (CflReason) cfl_read_integer (statement, 10);
  row->detail = copy_text (statement, 11, row->detail);
  row->missing_received_date = cfl_read_integer (statement, 12) != 0;
  row->contact_id = cfl_read_integer (statement, 13);
  read_attempt (statement, 14, row);
}

/* One row an id, in their order; an order that is gone gives an empty row. */
GPtrArray *
cfl_database_load_rows (CflDatabase *self, const gint64 *ids, guint n_ids, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_full (n_ids, (GDestroyNotify) cfl_order_row_unref);

  for (guint i = 0; i < n_ids; i++)
    {
      CflOrderRow *row = cfl_order_row_new ();
      CflStatement *statement = cfl_statement_get (
          self, "SELECT o.kind, o.reference, o.reference_full, o.number, o.reference_form,"
                " o.supplier, o.list_date, o.due_date, o.total, o.currency, o.reason, o.detail,"
                " o.kind = 0 AND o.received_date = '' AND o.invoice_date <> ''"
                " AND o.supplier_invoice_number <> '', o.contact_id,"
                " coalesce (a.id, 0), a.run_id, a.state, a.vendor_name, a.quickbooks_id,"
                " a.error_code, a.error_message, max (a.started_at, a.finished_at)"
                " FROM orders o LEFT JOIN attempts a ON a.id = o.attempt_id WHERE o.id = ?");

      g_ptr_array_add (rows, row);
      row->id = ids[i];
      cfl_bind_integer (statement, 1, ids[i]);
      if (cfl_statement_next (statement, error))
        read_row (statement, row);
      cfl_statement_reset (statement);
      if (*error != NULL)
        return NULL;
    }
  return g_steal_pointer (&rows);
}

typedef struct {
  GArray *ids; /* (element-type gint64) */
  GPtrArray *rows;
} RowsData;

static void
rows_data_free (gpointer user_data)
{
  RowsData *data = user_data;

  g_array_unref (data->ids);
  g_clear_pointer (&data->rows, g_ptr_array_unref);
  g_free (data);
}

static CflWorkResult
rows_work (CflDatabase *database, gpointer user_data, GError **error)
{
  RowsData *data = user_data;

  data->rows =
      cfl_database_load_rows (database, (const gint64 *) data->ids->data, data->ids->len, error);
  return data->rows != NULL ? CFL_WORK_DONE : CFL_WORK_FAILED;
}

static const CflStoreJob rows_job = { rows_work, CFL_PRIORITY_READ, CFL_DURABILITY_READ };

void
cfl_store_load_rows_async (CflStore *self,
                           CflList list,
                           const gint64 *ids,
                           guint n_ids,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  RowsData *data = g_new0 (RowsData, 1);

  data->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_ids > 0)
    g_array_append_vals (data->ids, ids, n_ids);
  cfl_store_post (self, &rows_job, data, rows_data_free, cancellable, callback, user_data);
}

GPtrArray *
cfl_store_load_rows_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  RowsData *data = cfl_store_collect (self, &rows_job, result, error);

  return data != NULL ? g_ptr_array_ref (data->rows) : NULL;
}
