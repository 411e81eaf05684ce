/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

typedef struct {
  CflDatabase *database;
  const CflOrder *order;
  CflDocumentFace face;
  GError *error;
} Taken;

/* Another living order whose number would be cut to the same text (a twin from another source is no
 * other order), or one that was shortened to it, or a document for the same vendor that another order
 * has sent or is sending. */
static gboolean
is_taken_here (Taken *taken, const char *sent)
{
  CflStatement *statement = cfl_statement_get (
      taken->database,
      "SELECT EXISTS (SELECT 1 FROM orders WHERE order_kind = ?1 AND number_plain = ?2 AND id <> ?3"
      "   AND state <> 2 AND NOT (reference = ?5 AND source <> ?6))"
      " OR EXISTS (SELECT 1 FROM orders WHERE kind = ?1 AND number = ?2 AND reference_form >= 2"
      "   AND id <> ?3 AND state <> 2 AND NOT (reference = ?5 AND source <> ?6))"
      " OR EXISTS (SELECT 1 FROM attempts WHERE kind = ?1 AND number = ?2 AND vendor_id = ?4"
      "   AND order_id <> ?3 AND" CFL_ATTEMPT_STANDS ")");
  gboolean is_taken;

  cfl_bind_integer (statement, 1, taken->face.kind);
  cfl_bind_text (statement, 2, sent);
  cfl_bind_integer (statement, 3, taken->order->id);
  cfl_bind_text (statement, 4, taken->face.vendor_id);
  cfl_bind_text (statement, 5, taken->order->reference);
  cfl_bind_integer (statement, 6, taken->order->source);
  is_taken = cfl_statement_next (statement, &taken->error) && cfl_read_integer (statement, 0) != 0;
  cfl_statement_reset (statement);
  return is_taken;
}

static gboolean
taken_cb (const char *sent, gpointer user_data)
{
  Taken *taken = user_data;
  gboolean is_taken = is_taken_here (taken, sent);

  if (!is_taken && taken->error == NULL)
    cfl_database_is_number_held (taken->database, sent, &taken->face, &is_taken, &taken->error);
  return is_taken;
}

/* Found before any line is looked at; for these the lines need not be read. */
static gboolean
is_decided_without_lines (CflReason reason)
{
  return (reason >= CFL_REASON_VOID && reason <= CFL_REASON_CURRENCY_OFF) ||
         reason == CFL_REASON_NOT_POSITIVE || reason == CFL_REASON_SENT_AS_PURCHASE_ORDER ||
         reason == CFL_REASON_PURCHASE_ORDERS_OFF ||
         reason == CFL_REASON_PURCHASE_ORDERS_UNAVAILABLE || reason == CFL_REASON_PARTLY_BILLED ||
         reason == CFL_REASON_NOT_CONNECTED;
}

/* Asked for bills; whether a purchase order was sent already is the journal's own question. */
static gboolean
was_sent_as_purchase_order (CflDatabase *self,
                            const CflOrder *order,
                            CflDocumentKind kind,
                            GError **error)
{
  CflStatement *statement;
  gboolean was_sent;

  if (order->id == 0 || kind != CFL_DOCUMENT_KIND_BILL)
    return FALSE;
  statement = cfl_statement_get (
      self, "SELECT EXISTS (SELECT 1 FROM attempts WHERE order_id = ? AND kind = 1"
            " AND" CFL_ATTEMPT_STANDS ")");
  cfl_bind_integer (statement, 1, order->id);
  was_sent = cfl_statement_next (statement, error) && cfl_read_integer (statement, 0) != 0;
  cfl_statement_reset (statement);
  return was_sent;
}

/* Takes over @check. */
static CflCheck *
ask_twin (CflDatabase *self, const CflOrder *order, CflCheck *check, GError **error)
{
  gboolean has_twin = FALSE;

  if (check->reason != CFL_REASON_READY && check->reason != CFL_REASON_NUMBER_CLASH)
    return check;
  if (!cfl_database_has_twin (self, order, &has_twin, error))
    {
      cfl_check_free (check);
      return NULL;
    }
  if (has_twin)
    {
      check->reason = CFL_REASON_HERE_TWICE;
      g_clear_pointer (&check->detail, g_free);
      g_clear_pointer (&check->document, cfl_document_unref);
    }
  return check;
}

/**
 * cfl_database_check:
 * @lines_loaded: FALSE: the lines are read into the order if they matter
 *
 * Checks an order as it stands in the database, with its supplier, the company and the numbers of the
 * other orders.
 */
CflCheck *
cfl_database_check (
    CflDatabase *self, CflOrder *order, CflDocumentKind kind, gboolean lines_loaded, GError **error)
{
  const CflSupplier *supplier = cfl_database_get_supplier (self, order->contact_id, error);
  const CflCompany *company = supplier != NULL ? cfl_database_get_company (self, error) : NULL;
  Taken taken = { self, order, { kind, order->id, "" }, NULL };
  CflCheckInput input = { 0 };
  CflCheck *check;

  if (company == NULL)
    return NULL;
  if (supplier->vendor != NULL)
    taken.face.vendor_id = supplier->vendor->id;
  input.order = order;
  input.contact = supplier->contact;
  input.vendor = supplier->vendor;
  input.company = company;
  input.today = cfl_date_today (company->zone);
  input.sent_as_purchase_order = was_sent_as_purchase_order (self, order, kind, error);
  taken.face.total = cfl_order_rounded_total (order);
  taken.face.date = kind == CFL_DOCUMENT_KIND_BILL          ? order->invoice_date
                    : cfl_date_is_set (order->created_date) ? order->created_date
                                                            : input.today;
  input.taken = taken_cb;
  input.taken_data = &taken;
  if (*error != NULL)
    return NULL;

  check = cfl_check_order (&input, kind);
  if (!lines_loaded && !is_decided_without_lines (check->reason))
    {
      g_clear_pointer (&check, cfl_check_free);
      if (!cfl_database_load_lines (self, order, error))
        return NULL;
      check = cfl_check_order (&input, kind);
    }
  if (taken.error == NULL)
    return ask_twin (self, order, check, error);
  cfl_check_free (check);
  g_propagate_error (error, taken.error);
  return NULL;
}

/* The job: */

typedef struct {
  CflDocumentKind kind;
  GArray *ids; /* (element-type gint64) */
  guint next;
  GPtrArray *checks; /* (element-type CflCheck) */
} CheckData;

static void
check_data_free (gpointer user_data)
{
  CheckData *data = user_data;

  g_array_unref (data->ids);
  g_clear_pointer (&data->checks, g_ptr_array_unref);
  g_free (data);
}

/* What is open or uploaded already is not ready a second time, whatever its fields say; and an order
 * whose bill is under way is not sent as a purchase order because somebody emptied its fields. */
static gboolean
is_engaged (CflDatabase *self, gint64 order_id, CflDocumentKind kind, GError **error)
{
  CflStatement *statement = cfl_statement_get (
      self, "SELECT EXISTS (SELECT 1 FROM attempts WHERE order_id = ? AND kind IN (0, ?)"
            " AND" CFL_ATTEMPT_STANDS ")");
  gboolean engaged;

  cfl_bind_integer (statement, 1, order_id);
  cfl_bind_integer (statement, 2, kind);
  engaged = cfl_statement_next (statement, error) && cfl_read_integer (statement, 0) != 0;
  cfl_statement_reset (statement);
  return engaged;
}

static CflWorkResult
check_work (CflDatabase *database, gpointer user_data, GError **error)
{
  CheckData *data = user_data;
  gint64 deadline = g_get_monotonic_time () + CFL_STORE_CHUNK_MICROSECONDS;

  for (; data->next < data->ids->len; data->next++)
    {
      gint64 id = g_array_index (data->ids, gint64, data->next);
      g_autoptr (CflOrder) order = NULL;
      CflCheck *check;

      if (g_get_monotonic_time () > deadline)
        return CFL_WORK_AGAIN;
      order = cfl_database_load_order (database, id, FALSE, error);
      if (order == NULL && *error == NULL)
        cfl_store_set_not_found (error);
      if (order != NULL && is_engaged (database, id, data->kind, error))
        order->accounting_status = CFL_ACCOUNTING_STATUS_IMPORTED;
      if (*error != NULL)
        return CFL_WORK_FAILED;
      check = cfl_database_check (database, order, data->kind, FALSE, error);
      if (check == NULL)
        return CFL_WORK_FAILED;
      g_ptr_array_add (data->checks, check);
    }
  return CFL_WORK_DONE;
}

static const CflStoreJob check_job = { check_work, CFL_PRIORITY_JOURNAL, CFL_DURABILITY_READ };

void
cfl_store_check_orders_async (CflStore *self,
                              CflDocumentKind kind,
                              const gint64 *ids,
                              guint n_ids,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  CheckData *data = g_new0 (CheckData, 1);

  data->kind = kind;
  data->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_ids > 0)
    g_array_append_vals (data->ids, ids, n_ids);
  data->checks = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_check_free);
  cfl_store_post (self, &check_job, data, check_data_free, cancellable, callback, user_data);
}

GPtrArray *
cfl_store_check_orders_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  CheckData *data = cfl_store_collect (self, &check_job, result, error);

  return data != NULL ? g_ptr_array_ref (data->checks) : NULL;
}
