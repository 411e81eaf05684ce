/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

#include "cfl-fault-codes.h"
#include "cfl-text.h"

/* Totals sort and add up with this many digits behind the point; no currency has more. */
#define TOTAL_DIGITS 4
#define MAX_SHARERS 9

#define COLUMN(member, type)                                                                       \
  {                                                                                                \
#member, CFL_COLUMN_##type, G_STRUCT_OFFSET(CflPlace, member)                                  \
  }

static const CflColumn columns[] = {
  COLUMN (order_kind, INTEGER),
  COLUMN (kind, INTEGER),
  COLUMN (list, INTEGER),
  COLUMN (show, INTEGER),
  COLUMN (hidden, INTEGER),
  COLUMN (reason, INTEGER),
  COLUMN (detail, TEXT),
  COLUMN (reference_full, TEXT),
  COLUMN (reference_form, INTEGER),
  COLUMN (number, TEXT),
  COLUMN (number_plain, TEXT),
  COLUMN (list_date, DATE),
  COLUMN (due_date, DATE),
  COLUMN (total_scaled, INTEGER64),
  COLUMN (attempt_id, INTEGER64),
  COLUMN (run_id, INTEGER64),
  COLUMN (tried_at, INTEGER64),
  COLUMN (vendor_name, TEXT),
  COLUMN (quickbooks_id, TEXT),
  COLUMN (cause, TEXT),
  COLUMN (search_text, TEXT),
};

const CflColumns cfl_place_columns = { columns, G_N_ELEMENTS (columns) };

/* What placing needs of the attempt that an order stands for. */
typedef struct {
  gint64 id; /* 0: none */
  gint64 run_id;
  CflDocumentKind kind;
  CflAttemptState state;
  gint error_code;
  gint64 tried_at;
  char *number;
  char *vendor_name;
  char *quickbooks_id;
} Newest;

static void
newest_clear (Newest *self)
{
  g_free (self->number);
  g_free (self->vendor_name);
  g_free (self->quickbooks_id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Newest, newest_clear)

/* An attempt that is open comes first, then one that is uploaded in the order's present kind, then the
 * newest that failed. One that was taken back does not count, be it before it was sent or after, nor
 * does what failed before its document was made and taken back. */
static gboolean
find_newest (
    CflDatabase *self, gint64 order_id, CflDocumentKind order_kind, Newest *newest, GError **error)
{
  CflStatement *statement;

  if (order_id == 0)
    return TRUE;
  statement = cfl_statement_get (
      self, "SELECT id, run_id, kind, state, error_code, max (started_at, finished_at), number,"
            " vendor_name, quickbooks_id FROM attempts a WHERE order_id = ?1 AND operation = 0"
            " AND state <> 5 AND NOT EXISTS (SELECT 1 FROM attempts u WHERE u.order_id = ?1"
            "   AND u.kind = a.kind AND u.undone_by <> 0 AND u.id >= a.id)"
            " ORDER BY state IN (0, 1, 4) DESC, kind = ?2 DESC, state = 2 DESC, id DESC LIMIT 1");
  cfl_bind_integer (statement, 1, order_id);
  cfl_bind_integer (statement, 2, order_kind);
  if (cfl_statement_next (statement, error))
    {
      newest->id = cfl_read_integer (statement, 0);
      newest->run_id = cfl_read_integer (statement, 1);
      newest->kind = (CflDocumentKind) cfl_read_integer (statement, 2);
      newest->state = (CflAttemptState) cfl_read_integer (statement, 3);
      newest->error_code = (gint) cfl_read_integer (statement, 4);
      newest->tried_at = cfl_read_integer (statement, 5);
      newest->number = g_strdup (cfl_read_text (statement, 6));
      newest->vendor_name = g_strdup (cfl_read_text (statement, 7));
      newest->quickbooks_id = g_strdup (cfl_read_text (statement, 8));
    }
  cfl_statement_reset (statement);
  return *error == NULL;
}

static gboolean
is_open (const Newest *newest)
{
  return newest->id != 0 &&
         (newest->state == CFL_ATTEMPT_QUEUED || newest->state == CFL_ATTEMPT_SENDING ||
          newest->state == CFL_ATTEMPT_UNKNOWN);
}

static CflShow
show_for_reason (CflReason reason)
{
  /* The rest needs attention, so there is no case for each. */
  if (reason == CFL_REASON_READY)
    return CFL_SHOW_READY;
  if (reason == CFL_REASON_VOID)
    return CFL_SHOW_VOID;
  if (reason == CFL_REASON_DO_NOT_IMPORT)
    return CFL_SHOW_DO_NOT_IMPORT;
  return reason == CFL_REASON_OUT_OF_WINDOW ? CFL_SHOW_OUT_OF_WINDOW : CFL_SHOW_ATTENTION;
}

static gboolean
reason_concerns_supplier (CflReason reason)
{
  return reason >= CFL_REASON_NOT_LINKED && reason <= CFL_REASON_VENDOR_CURRENCY;
}

static char *
make_cause (const Newest *newest, CflReason reason, gint64 contact_id)
{
  if (newest->state == CFL_ATTEMPT_UNKNOWN)
    return g_strdup ("unknown");
  if (newest->error_code == CFL_FAILURE_NOT_ELIGIBLE)
    return reason_concerns_supplier (reason)
               ? g_strdup_printf ("%d:%d:%" G_GINT64_FORMAT, newest->error_code, (int) reason,
                                  contact_id)
               : g_strdup_printf ("%d:%d", newest->error_code, (int) reason);
  /* What QuickBooks holds against one supplier is one cause a supplier. */
  return cfl_fault_is_of_supplier (newest->error_code)
             ? g_strdup_printf ("%d:%" G_GINT64_FORMAT, newest->error_code, contact_id)
             : g_strdup_printf ("%d", newest->error_code);
}

static void
take_attempt (CflPlace *place, const Newest *newest, gint64 contact_id)
{
  gboolean is_bill = place->kind == CFL_DOCUMENT_KIND_BILL;

  place->list = is_bill ? CFL_LIST_INVOICES : CFL_LIST_ORDERS;
  place->show = show_for_reason (place->reason);
  place->cause = g_strdup ("");
  if (newest->id == 0 || newest->kind != place->kind)
    {
      place->vendor_name = g_strdup ("");
      place->quickbooks_id = g_strdup ("");
      return;
    }

  place->attempt_id = newest->id;
  place->run_id = newest->run_id;
  place->tried_at = newest->tried_at;
  place->vendor_name = g_strdup (newest->vendor_name);
  place->quickbooks_id = g_strdup (newest->quickbooks_id);
  if (newest->state == CFL_ATTEMPT_UPLOADED)
    {
      place->list = CFL_LIST_UPLOADED;
      place->show = CFL_SHOW_ALL;
    }
  else if (newest->state == CFL_ATTEMPT_QUEUED || newest->state == CFL_ATTEMPT_SENDING)
    place->show = CFL_SHOW_UPLOADING;
  else
    {
      place->list = is_bill ? CFL_LIST_INVOICE_ERRORS : CFL_LIST_ORDER_ERRORS;
      if (newest->state == CFL_ATTEMPT_UNKNOWN)
        place->show = CFL_SHOW_UPLOADING;
      g_free (place->cause);
      place->cause = make_cause (newest, place->reason, contact_id);
    }
  /* What was sent has its number already, whatever the order says now. */
  if (newest->state != CFL_ATTEMPT_FAILED)
    {
      g_free (place->number);
      place->number = g_strdup (newest->number);
    }
}

/* A total that does not fit sorts last; such an order is never ready. */
static gint64
scale_total (const CflOrder *order)
{
  CflDecimal total = cfl_decimal_round (cfl_order_rounded_total (order), TOTAL_DIGITS);
  gint64 scaled = G_MAXINT64;

  cfl_decimal_to_scaled (total, TOTAL_DIGITS, &scaled);
  return scaled;
}

static void
take_check (CflPlace *place, const CflCheck *check)
{
  place->reason = check->reason;
  place->detail = g_strdup (check->detail != NULL ? check->detail : "");
  place->due_date = check->due_date;
  place->reference_full = g_strdup (check->reference != NULL ? check->reference->full : "");
  place->number = g_strdup (check->reference != NULL ? check->reference->sent : "");
  if (check->reference != NULL)
    place->reference_form = check->reference->form;
}

static void
take_order (CflPlace *place, const CflOrder *order)
{
  gboolean is_bill = place->order_kind == CFL_DOCUMENT_KIND_BILL;
  g_autoptr (CflReference) plain = cfl_reference_new (
      is_bill ? order->supplier_invoice_number : NULL, order->reference, NULL, NULL);
  g_autofree char *text = g_strjoin ("\n", place->reference_full, order->reference, order->supplier,
                                     order->supplier_invoice_number, NULL);

  place->number_plain = g_strdup (plain->sent);
  place->list_date = is_bill ? order->invoice_date : order->created_date;
  place->total_scaled = scale_total (order);
  place->search_text = cfl_search_fold (text);
}

/**
 * cfl_database_find_place:
 *
 * Checks an order and finds where it stands; writes nothing.
 */
CflPlace *
cfl_database_find_place (CflDatabase *self, CflOrder *order, gboolean lines_loaded, GError **error)
{
  g_autoptr (CflPlace) place = g_new0 (CflPlace, 1);
  g_auto (Newest) newest = { 0 };
  g_autoptr (CflCheck) check = NULL;

  place->order_kind = cfl_order_kind (order);
  if (!find_newest (self, order->id, place->order_kind, &newest, error))
    return NULL;
  place->kind = is_open (&newest) ? newest.kind : place->order_kind;
  check = cfl_database_check (self, order, place->kind, lines_loaded, error);
  if (check == NULL)
    return NULL;
  take_check (place, check);
  take_attempt (place, &newest, order->contact_id);
  take_order (place, order);
  place->hidden = place->show == CFL_SHOW_VOID || place->show == CFL_SHOW_DO_NOT_IMPORT ||
                  place->show == CFL_SHOW_OUT_OF_WINDOW;
  return g_steal_pointer (&place);
}

void
cfl_place_free (CflPlace *self)
{
  g_free (self->detail);
  g_free (self->reference_full);
  g_free (self->number);
  g_free (self->number_plain);
  g_free (self->vendor_name);
  g_free (self->quickbooks_id);
  g_free (self->cause);
  g_free (self->search_text);
  g_free (self);
}

static CflStatement *
update_place (CflDatabase *self)
{
  CflStatement *statement = cfl_statement_find (self, "update-place");
  g_autofree char *names = NULL;
  g_autofree char *assignments = NULL;
  g_autofree char *places = NULL;
  g_autofree char *sql = NULL;

  if (statement != NULL)
    return statement;
  names = cfl_columns_names (&cfl_place_columns, "");
  assignments = cfl_columns_assignments (&cfl_place_columns);
  places = cfl_columns_places (cfl_place_columns.n_columns);
  sql = g_strdup_printf ("UPDATE orders SET %s WHERE id = ? AND (%s) IS NOT (%s)", assignments,
                         names, places);
  return cfl_statement_name (self, "update-place", sql);
}

/**
 * cfl_database_place_order:
 *
 * Checks an order again and writes where it stands. An order that changed nothing costs no write.
 */
gboolean
cfl_database_place_order (CflDatabase *self, gint64 order_id, GError **error)
{
  g_autoptr (CflOrder) order = cfl_database_load_order (self, order_id, FALSE, error);
  g_autoptr (CflPlace) place =
      order != NULL ? cfl_database_find_place (self, order, FALSE, error) : NULL;
  CflStatement *statement;
  int n = cfl_place_columns.n_columns;

  if (place == NULL)
    return *error == NULL;
  statement = update_place (self);
  cfl_columns_bind (&cfl_place_columns, statement, 1, place);
  cfl_bind_integer (statement, n + 1, order_id);
  cfl_columns_bind (&cfl_place_columns, statement, n + 2, place);
  return cfl_statement_run (statement, error);
}

/* The other orders that would get the same number: whether it is taken may have changed for them. */
gboolean
cfl_database_place_sharers (CflDatabase *self,
                            gint64 order_id,
                            CflDocumentKind kind,
                            const char *number_plain,
                            GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  CflStatement *statement;

  if (number_plain[0] == '\0')
    return TRUE;
  /* Where many share one number, one more or less changes nothing for them. */
  statement =
      cfl_statement_get (self, "SELECT id FROM orders WHERE order_kind = ? AND number_plain = ?"
                               " AND id <> ? AND list <> 4 LIMIT " G_STRINGIFY (MAX_SHARERS));
  cfl_bind_integer (statement, 1, kind);
  cfl_bind_text (statement, 2, number_plain);
  cfl_bind_integer (statement, 3, order_id);
  while (cfl_statement_next (statement, error))
    {
      gint64 id = cfl_read_integer (statement, 0);

      g_array_append_val (ids, id);
    }
  for (guint i = 0; *error == NULL && ids->len < MAX_SHARERS && i < ids->len; i++)
    cfl_database_place_order (self, g_array_index (ids, gint64, i), error);
  return *error == NULL;
}
