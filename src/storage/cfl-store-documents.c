/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The documents of one run as its list shows them: as they were sent, and how they stand by now. */

#include "config.h"

#include "cfl-store-private.h"

/* The columns; those of what is held follow. */
enum {
  COLUMN_ID,
  COLUMN_KIND,
  COLUMN_OPERATION,
  COLUMN_STATE,
  COLUMN_ORDER_REFERENCE,
  COLUMN_REFERENCE,
  COLUMN_FORM,
  COLUMN_NUMBER,
  COLUMN_VENDOR_NAME,
  COLUMN_DATE,
  COLUMN_TOTAL,
  COLUMN_CURRENCY,
  COLUMN_QUICKBOOKS_ID,
  COLUMN_ERROR_CODE,
  COLUMN_ERROR_MESSAGE,
  COLUMN_TRIED_AT,
  COLUMN_REASON,
  COLUMN_DETAIL,
  COLUMN_CONTACT_ID,
  COLUMN_UNDONE_AT,
  COLUMN_UNDO_STATE,
  COLUMN_UNDO_ERROR_CODE,
  COLUMN_STANDING,
  COLUMN_COMPARED_AT,
  N_COLUMNS
};

/* An order has few attempts and a run may have many, so SQLite is to begin with the order. The
 * reference stands whole, where it is still that of the number that was sent. A deletion stands as the
 * document that it deletes. Of several tries to take one back the newest counts. */
#define SELECT_DOCUMENT                                                                            \
  "SELECT a.id, a.kind, a.operation, a.state, o.reference,"                                        \
  " iif (o.number = a.number OR a.number = '', o.reference_full, a.number),"                       \
  " iif (o.number = a.number, o.reference_form, 0), a.number, a.vendor_name, a.date, a.total,"     \
  " a.currency, a.quickbooks_id, a.error_code, a.error_message,"                                   \
  " max (a.started_at, a.finished_at), o.reason, o.detail, o.contact_id,"                          \
  " coalesce (u.finished_at, 0), coalesce (d.state, -1), coalesce (d.error_code, 0),"              \
  " coalesce (c.standing, 0), coalesce (c.compared_at, 0), %s"                                     \
  " FROM attempts a JOIN orders o ON o.id = a.order_id"                                            \
  " LEFT JOIN attempts u ON u.id = a.undone_by AND a.undone_by <> 0"                               \
  " LEFT JOIN attempts d ON d.id = (SELECT max (id) FROM attempts WHERE order_id = a.order_id"     \
  "   AND operation = 1 AND target_id = a.id)"                                                     \
  " LEFT JOIN comparisons c ON c.attempt_id = a.id"                                                \
  " WHERE +a.run_id = ? AND a.order_id = ? AND a.state <> 5"

typedef struct {
  gint64 run_id;
  GArray *ids; /* (element-type gint64) of the orders */
  GPtrArray *rows;
} LoadData;

static void
load_data_free (gpointer user_data)
{
  LoadData *data = user_data;

  g_array_unref (data->ids);
  g_clear_pointer (&data->rows, g_ptr_array_unref);
  g_free (data);
}

static void
read_text (CflStatement *statement, int index, char **field)
{
  g_free (*field);
  *field = g_strdup (cfl_read_text (statement, index));
}

static void
read_sent (CflStatement *statement, CflOrderRow *row)
{
  row->attempt_id = cfl_read_integer (statement, COLUMN_ID);
  row->kind = (CflDocumentKind) cfl_read_integer (statement, COLUMN_KIND);
  row->operation = (CflOperation) cfl_read_integer (statement, COLUMN_OPERATION);
  row->attempt_state = (CflAttemptState) cfl_read_integer (statement, COLUMN_STATE);
  row->reference_form = (CflReferenceForm) cfl_read_integer (statement, COLUMN_FORM);
  row->invoice_date = cfl_read_date (statement, COLUMN_DATE);
  row->total = cfl_read_decimal (statement, COLUMN_TOTAL);
  row->error_code = (gint) cfl_read_integer (statement, COLUMN_ERROR_CODE);
  row->tried_at = cfl_read_integer (statement, COLUMN_TRIED_AT);
  row->reason = (CflReason) cfl_read_integer (statement, COLUMN_REASON);
  row->contact_id = cfl_read_integer (statement, COLUMN_CONTACT_ID);
  read_text (statement, COLUMN_ORDER_REFERENCE, &row->order_reference);
  read_text (statement, COLUMN_REFERENCE, &row->reference);
  read_text (statement, COLUMN_NUMBER, &row->number);
  read_text (statement, COLUMN_VENDOR_NAME, &row->vendor_name);
  read_text (statement, COLUMN_VENDOR_NAME, &row->supplier);
  read_text (statement, COLUMN_CURRENCY, &row->currency);
  read_text (statement, COLUMN_QUICKBOOKS_ID, &row->quickbooks_id);
  read_text (statement, COLUMN_ERROR_MESSAGE, &row->error_message);
  read_text (statement, COLUMN_DETAIL, &row->detail);
}

static void
read_standing (CflStatement *statement, CflOrderRow *row)
{
  gint64 undo_state = cfl_read_integer (statement, COLUMN_UNDO_STATE);

  row->undone_at = cfl_read_integer (statement, COLUMN_UNDONE_AT);
  /* One that was taken back before it was sent changes nothing. */
  row->undo_tried =
      undo_state >= 0 && undo_state != CFL_ATTEMPT_UPLOADED && undo_state != CFL_ATTEMPT_CANCELLED;
  if (row->undo_tried)
    {
      row->undo_state = (CflAttemptState) undo_state;
      row->undo_error_code = (gint) cfl_read_integer (statement, COLUMN_UNDO_ERROR_CODE);
    }
  row->standing = (CflStanding) cfl_read_integer (statement, COLUMN_STANDING);
  row->compared_at = cfl_read_integer (statement, COLUMN_COMPARED_AT);
  if (row->compared_at == 0)
    return;
  row->held = cfl_held_document_new (row->quickbooks_id);
  cfl_columns_read (&cfl_held_columns, statement, N_COLUMNS, row->held);
}

static gboolean
load_row (CflDatabase *self, gint64 run_id, CflOrderRow *row, GError **error)
{
  g_autofree char *held = cfl_columns_names (&cfl_held_columns, "c.");
  g_autofree char *sql = g_strdup_printf (SELECT_DOCUMENT, held);
  CflStatement *statement = cfl_statement_get (self, sql);

  cfl_bind_integer (statement, 1, run_id);
  cfl_bind_integer (statement, 2, row->id);
  if (cfl_statement_next (statement, error))
    {
      row->run_id = run_id;
      read_sent (statement, row);
      read_standing (statement, row);
    }
  cfl_statement_reset (statement);
  return *error == NULL;
}

static CflWorkResult
load_work (CflDatabase *database, gpointer user_data, GError **error)
{
  LoadData *data = user_data;

  data->rows = g_ptr_array_new_full (data->ids->len, (GDestroyNotify) cfl_order_row_unref);
  for (guint i = 0; i < data->ids->len; i++)
    {
      CflOrderRow *row = cfl_order_row_new ();

      g_ptr_array_add (data->rows, row);
      row->id = g_array_index (data->ids, gint64, i);
      if (!load_row (database, data->run_id, row, error))
        return CFL_WORK_FAILED;
    }
  return CFL_WORK_DONE;
}

static const CflStoreJob load_job = { load_work, CFL_PRIORITY_READ, CFL_DURABILITY_READ };

void
cfl_store_load_documents_async (CflStore *self,
                                gint64 run_id,
                                const gint64 *order_ids,
                                guint n_ids,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  LoadData *data = g_new0 (LoadData, 1);

  data->run_id = run_id;
  data->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_ids > 0)
    g_array_append_vals (data->ids, order_ids, n_ids);
  cfl_store_post (self, &load_job, data, load_data_free, cancellable, callback, user_data);
}

GPtrArray *
cfl_store_load_documents_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  LoadData *data = cfl_store_collect (self, &load_job, result, error);

  return data != NULL ? g_ptr_array_ref (data->rows) : NULL;
}
