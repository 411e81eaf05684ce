/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store-support.h"

static CflStore *
open_fresh (void)
{
  g_autofree char *path = support_make_path ();

  return support_open (path, NULL);
}

/* A store with @n ready orders of one linked supplier. */
static CflStore *
open_with_orders (guint n)
{
  CflStore *store = open_fresh ();
  g_autoptr (GPtrArray) orders = support_make_orders (1, n, "Aurora");

  support_set_up_company (store);
  support_save (store, orders);
  support_link (store, 1, "1");
  return store;
}

static void
test_save_and_link (void)
{
  CflStore *store = open_fresh ();
  g_autoptr (GPtrArray) orders = support_make_orders (1, 20, "Aurora");
  g_autofree CflCounts *counts = NULL;
  g_autoptr (CflOrderRow) row = NULL;
  CflSaveCounts saved;

  support_set_up_company (store);
  saved = support_save (store, orders);
  g_assert_cmpuint (saved.added, ==, 20);
  saved = support_save (store, orders);
  g_assert_cmpuint (saved.unchanged, ==, 20);

  counts = support_count (store);
  g_assert_cmpuint (counts->lists[CFL_LIST_INVOICES], ==, 20);
  g_assert_cmpuint (counts->shows[CFL_LIST_INVOICES][CFL_SHOW_ATTENTION], ==, 20);
  g_assert_cmpuint (counts->unlinked_contacts, ==, 1);
  g_assert_cmpuint (counts->waiting_for_link, ==, 20);

  support_link (store, 1, "1");
  row = support_row (store, 5);
  g_assert_cmpint (row->reason, ==, CFL_REASON_READY);
  g_assert_cmpstr (row->reference, ==, "INV5 PO-5");
  g_assert_cmpstr (row->number, ==, "INV5 PO-5");
  g_assert_cmpstr (row->supplier, ==, "Aurora");
  g_assert_cmpuint (support_list_length (store, CFL_LIST_INVOICES, CFL_SHOW_READY, NULL), ==, 20);
  support_link (store, 1, NULL);
  g_assert_cmpuint (support_list_length (store, CFL_LIST_INVOICES, CFL_SHOW_READY, NULL), ==, 0);
  support_close (store);
}

static void
check_refused (CflStore *store, const char *vendor_id, CflStoreError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (support_try_link (store, 1, vendor_id, &error));
  g_assert_error (error, CFL_STORE_ERROR, (int) code);
}

/* A vendor to which nothing could be sent is not linked, and the link before stays. */
static void
test_link_refused (void)
{
  CflStore *store = open_with_orders (3);
  g_autofree char *inactive = g_strdup_printf ("%d", SUPPORT_VENDOR_INACTIVE);
  g_autofree char *euro = g_strdup_printf ("%d", SUPPORT_VENDOR_EUR);

  check_refused (store, inactive, CFL_STORE_ERROR_CONFLICT);
  check_refused (store, euro, CFL_STORE_ERROR_CONFLICT);
  check_refused (store, "999", CFL_STORE_ERROR_NOT_FOUND);
  g_assert_cmpuint (support_list_length (store, CFL_LIST_INVOICES, CFL_SHOW_READY, NULL), ==, 3);
  support_close (store);
}

static void
test_changed_order (void)
{
  CflStore *store = open_with_orders (3);
  g_autoptr (GPtrArray) again = support_make_orders (2, 1, "Aurora");
  CflOrder *order = g_ptr_array_index (again, 0);
  g_autoptr (CflOrderRow) row = NULL;
  CflSaveCounts saved;

  cfl_text_set (&order->supplier_invoice_number, "");
  order->modified_at++;
  saved = support_save (store, again);
  g_assert_cmpuint (saved.changed, ==, 1);
  row = support_row (store, 2);
  g_assert_cmpint (row->reason, ==, CFL_REASON_NO_SUPPLIER_INVOICE_NUMBER);
  g_assert_cmpuint (support_list_length (store, CFL_LIST_INVOICES, CFL_SHOW_ATTENTION, NULL), ==,
                    1);
  support_close (store);
}

static void
test_search (void)
{
  CflStore *store = open_fresh ();
  g_autoptr (GPtrArray) orders = support_make_orders (1, 3, "M\303\274ller \"& Co\" 100%");
  static const struct {
    const char *text;
    guint found;
  } searches[] = { { "PO-2", 1 }, { "inv3", 1 },     { "MULLER", 3 },      { "m\303\274ller", 3 },
                   { "\"", 3 },   { "\"& co\"", 3 }, { "00%", 3 },         { "%", 3 },
                   { "_", 0 },    { "po", 3 },       { "co 2", 1 },        { "NEAR(po", 0 },
                   { "  ", 3 },   { "*", 0 },        { "po-* OR inv", 0 }, { "'", 0 } };

  support_set_up_company (store);
  support_save (store, orders);
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_test_message ("%s", searches[i].text);
      g_assert_cmpuint (
          support_list_length (store, CFL_LIST_INVOICES, CFL_SHOW_ALL, searches[i].text), ==,
          searches[i].found);
    }
  support_close (store);
}

static void
test_every_listing (void)
{
  CflStore *store = open_with_orders (40);

  for (int list = 0; list < CFL_N_LISTS; list++)
    for (int show = 0; show < CFL_N_SHOWS; show++)
      for (int sort = 0; sort <= CFL_SORT_NUMBER; sort++)
        {
          g_autoptr (CflListing) listing = cfl_listing_new ((CflList) list);
          g_autoptr (GArray) up = NULL;
          g_autoptr (GArray) down = NULL;

          listing->show = (CflShow) show;
          listing->sort = (CflSort) sort;
          listing->cause = list == CFL_LIST_ORDER_ERRORS ? g_strdup ("610:1") : NULL;
          listing->run_id = list == CFL_LIST_UPLOADED ? 7 : 0;
          up = support_list (store, listing);
          listing->descending = TRUE;
          down = support_list (store, listing);
          g_assert_cmpuint (up->len, ==, down->len);
          for (guint i = 0; i < up->len; i++)
            g_assert_cmpint (g_array_index (up, gint64, i), ==,
                             g_array_index (down, gint64, down->len - 1 - i));
        }
  support_close (store);
}

static GArray *
sum (CflStore *store, const CflListing *listing, const CflTicks *ticks)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *sums;

  cfl_store_sum_async (store, listing, ticks, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  sums = cfl_store_sum_finish (store, result, &error);
  g_assert_no_error (error);
  return sums;
}

static void
assert_sum (CflStore *store, const CflTicks *ticks, guint count, const char *amount)
{
  g_autoptr (CflListing) listing = cfl_listing_new (CFL_LIST_INVOICES);
  g_autoptr (GArray) sums = sum (store, listing, ticks);
  g_autofree char *text = NULL;

  if (count == 0)
    {
      g_assert_cmpuint (sums->len, ==, 0);
      return;
    }
  g_assert_cmpuint (sums->len, ==, 1);
  text = cfl_decimal_to_text (g_array_index (sums, CflSum, 0).sum);
  g_assert_cmpstr (text, ==, amount);
  g_assert_cmpstr (g_array_index (sums, CflSum, 0).currency, ==, "USD");
  g_assert_cmpuint (g_array_index (sums, CflSum, 0).count, ==, count);
}

static void
test_sums (void)
{
  CflStore *store = open_with_orders (10);
  g_autoptr (CflTicks) all = cfl_ticks_new (TRUE);
  g_autoptr (CflTicks) some = cfl_ticks_new (FALSE);

  assert_sum (store, NULL, 10, "105");
  assert_sum (store, all, 10, "105");
  assert_sum (store, some, 0, NULL);
  cfl_ticks_set (all, 3, FALSE);
  cfl_ticks_set (all, 999, FALSE);
  cfl_ticks_set (some, 3, TRUE);
  cfl_ticks_set (some, 4, TRUE);
  cfl_ticks_set (some, 999, TRUE);
  assert_sum (store, all, 9, "94.5");
  assert_sum (store, some, 2, "21");
  support_close (store);
}

/* Two orders whose numbers would be cut to the same text are both shortened, whichever came first;
 * when one goes away the other gets its plain number back. */
static void
test_collision (void)
{
  CflStore *store = open_with_orders (1);
  g_autoptr (GPtrArray) orders = support_make_orders (11, 2, "Aurora");
  CflOrder *first = g_ptr_array_index (orders, 0);
  CflOrder *second = g_ptr_array_index (orders, 1);
  g_autoptr (CflOrderRow) row = NULL;

  cfl_text_set (&first->supplier_invoice_number, "AT-2026-0000088213 X");
  cfl_text_set (&second->supplier_invoice_number, "AT-2026-0000088213 X");
  support_save (store, orders);
  row = support_row (store, support_find (store, "PO-11"));
  g_assert_cmpint (row->reference_form, ==, CFL_REFERENCE_SHORTENED);
  g_assert_true (g_str_has_suffix (row->number, "PO-11"));
  g_clear_pointer (&row, cfl_order_row_unref);
  row = support_row (store, support_find (store, "PO-12"));
  g_assert_cmpint (row->reference_form, ==, CFL_REFERENCE_SHORTENED);
  g_clear_pointer (&row, cfl_order_row_unref);

  second->state = CFL_ORDER_STATE_VOID;
  second->modified_at++;
  support_save (store, orders);
  row = support_row (store, support_find (store, "PO-11"));
  g_assert_cmpint (row->reference_form, ==, CFL_REFERENCE_CUT);
  support_close (store);
}

static void
assert_reason (CflStore *store, gint64 id, CflReason reason)
{
  g_autoptr (CflOrderRow) row = support_row (store, id);

  g_assert_cmpint (row->reason, ==, reason);
}

/* The order that Cin7 sends was read from a file before, with the invoice number as somebody typed it. */
static void
test_twins (void)
{
  CflStore *store = open_with_orders (1);
  g_autoptr (GPtrArray) from_file = support_make_orders (7, 2, "Aurora");
  g_autoptr (GPtrArray) from_cin7 = support_make_orders (7, 2, "Aurora");
  g_autoptr (CflRun) run = cfl_run_new ();
  g_autoptr (GPtrArray) attempts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);

  for (guint i = 0; i < 2; i++)
    {
      CflOrder *order = g_ptr_array_index (from_file, i);

      order->source = CFL_ORDER_SOURCE_CSV;
    }
  cfl_text_set (&((CflOrder *) g_ptr_array_index (from_file, 1))->supplier_invoice_number, "INV 8");
  support_save (store, from_file); /* ids 2 and 3 */
  assert_reason (store, 2, CFL_REASON_READY);
  assert_reason (store, 3, CFL_REASON_READY);

  /* The first is uploaded before Cin7 has it. */
  cfl_text_set (&run->uuid, "twins");
  g_ptr_array_add (attempts, support_make_attempt (2, CFL_DOCUMENT_KIND_BILL));
  support_begin (store, run, attempts, NULL);
  support_save (store, from_cin7); /* ids 4 and 5 */
  assert_reason (store, 4, CFL_REASON_HERE_TWICE);
  assert_reason (store, 3, CFL_REASON_HERE_TWICE);
  assert_reason (store, 5, CFL_REASON_READY);

  /* Taken back, it gives way; what is not to be imported or void does, too. */
  {
    g_autoptr (GPtrArray) open = support_open_attempts (store);

    support_settle (store, g_ptr_array_index (open, 0), CFL_ATTEMPT_CANCELLED, NULL);
  }
  assert_reason (store, 4, CFL_REASON_READY);
  assert_reason (store, 2, CFL_REASON_HERE_TWICE);
  support_set_status (store, 4, CFL_ACCOUNTING_STATUS_DO_NOT_IMPORT, NULL);
  assert_reason (store, 2, CFL_REASON_READY);
  support_set_status (store, 4, CFL_ACCOUNTING_STATUS_NOT_IMPORTED, NULL);
  assert_reason (store, 2, CFL_REASON_HERE_TWICE);
  ((CflOrder *) g_ptr_array_index (from_cin7, 1))->state = CFL_ORDER_STATE_VOID;
  ((CflOrder *) g_ptr_array_index (from_cin7, 1))->modified_at++;
  support_save (store, from_cin7);
  assert_reason (store, 3, CFL_REASON_READY);
  support_close (store);
}

static void
test_local_status (void)
{
  CflStore *store = open_with_orders (2);
  g_autoptr (GPtrArray) again = support_make_orders (1, 2, "Aurora");
  g_autoptr (CflOrderRow) row = NULL;

  support_set_status (store, 1, CFL_ACCOUNTING_STATUS_DO_NOT_IMPORT, NULL);
  g_assert_cmpuint (support_list_length (store, CFL_LIST_INVOICES, CFL_SHOW_ALL, NULL), ==, 1);
  g_assert_cmpuint (support_list_length (store, CFL_LIST_INVOICES, CFL_SHOW_DO_NOT_IMPORT, NULL),
                    ==, 1);
  ((CflOrder *) g_ptr_array_index (again, 0))->modified_at++;
  support_save (store, again);
  row = support_row (store, 1);
  g_assert_cmpint (row->reason, ==, CFL_REASON_DO_NOT_IMPORT);
  support_set_status (store, 1, CFL_ACCOUNTING_STATUS_NOT_IMPORTED, NULL);
  g_assert_cmpuint (support_list_length (store, CFL_LIST_INVOICES, CFL_SHOW_READY, NULL), ==, 2);
  support_close (store);
}

/* What there is to say of a document that is in QuickBooks stays with it, and does not make it a
 * failure. */
static void
test_notice (void)
{
  CflStore *store = open_with_orders (1);
  g_autoptr (CflAttempt) attempt = support_make_attempt (1, CFL_DOCUMENT_KIND_BILL);
  g_autoptr (GPtrArray) attempts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  g_autoptr (CflRun) run = cfl_run_new ();
  g_autoptr (CflOrderRow) row = NULL;

  g_ptr_array_add (attempts, cfl_attempt_ref (attempt));
  support_begin (store, run, attempts, NULL);
  support_settle (store, attempt, CFL_ATTEMPT_SENDING, NULL);
  cfl_text_set (&attempt->quickbooks_id, "311");
  attempt->error_code = CFL_FAILURE_LINK_DROPPED;
  cfl_text_set (&attempt->error_message, "A link is missing.");
  support_settle (store, attempt, CFL_ATTEMPT_UPLOADED, NULL);
  g_assert_cmpuint (support_list_length (store, CFL_LIST_UPLOADED, CFL_SHOW_ALL, NULL), ==, 1);
  g_assert_cmpuint (support_list_length (store, CFL_LIST_INVOICE_ERRORS, CFL_SHOW_ALL, NULL), ==,
                    0);
  row = support_row (store, 1);
  g_assert_cmpint (row->attempt_state, ==, CFL_ATTEMPT_UPLOADED);
  g_assert_cmpint (row->error_code, ==, CFL_FAILURE_LINK_DROPPED);
  g_assert_cmpstr (row->error_message, ==, "A link is missing.");
  support_close (store);
}

static void
test_details (void)
{
  CflStore *store = open_with_orders (2);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) missing = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CflOrderDetails) details = NULL;
  const CflOrderLine *line;
  g_autofree char *price = NULL;

  cfl_store_load_order_async (store, 2, NULL, cfl_test_store_cb, &result);
  details = cfl_store_load_order_finish (store, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (details->order->reference, ==, "PO-2");
  g_assert_cmpuint (details->order->lines->len, ==, 1);
  line = g_ptr_array_index (details->order->lines, 0);
  price = cfl_decimal_to_text (line->unit_price);
  g_assert_cmpstr (price, ==, "3.5");
  g_assert_cmpstr (details->contact->name, ==, "Aurora");
  g_assert_cmpstr (details->vendor->display_name, ==, "Vendor 1");
  g_assert_nonnull (details->check->document);

  cfl_store_load_order_async (store, 77, NULL, cfl_test_store_cb, &missing);
  g_assert_null (cfl_store_load_order_finish (store, cfl_test_wait (&missing), &error));
  g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_NOT_FOUND);
  support_close (store);
}

static void
test_contacts (void)
{
  CflStore *store = open_with_orders (5);
  g_autoptr (GPtrArray) orders = support_make_orders (50, 2, "Kestrel");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  const CflContactRow *row;

  support_save (store, orders);
  cfl_store_list_contacts_async (store, NULL, NULL, cfl_test_store_cb, &result);
  rows = cfl_store_list_contacts_finish (store, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpstr (row->contact->name, ==, "Kestrel");
  g_assert_cmpint (row->reason, ==, CFL_REASON_NOT_LINKED);
  g_assert_cmpuint (row->waiting, ==, 2);
  g_assert_cmpstr (row->waiting_references, ==, "PO-50, PO-51");
  g_assert_cmpstr (row->currency, ==, "USD");
  row = g_ptr_array_index (rows, 1);
  g_assert_cmpint (row->reason, ==, CFL_REASON_READY);
  g_assert_cmpstr (row->vendor->display_name, ==, "Vendor 1");
  support_close (store);
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/storage/lists/save-and-link", test_save_and_link);
  g_test_add_func ("/storage/lists/link-refused", test_link_refused);
  g_test_add_func ("/storage/lists/changed-order", test_changed_order);
  g_test_add_func ("/storage/lists/search", test_search);
  g_test_add_func ("/storage/lists/every-listing", test_every_listing);
  g_test_add_func ("/storage/lists/sums", test_sums);
  g_test_add_func ("/storage/lists/collision", test_collision);
  g_test_add_func ("/storage/lists/twins", test_twins);
  g_test_add_func ("/storage/lists/local-status", test_local_status);
  g_test_add_func ("/storage/lists/notice", test_notice);
  g_test_add_func ("/storage/lists/details", test_details);
  g_test_add_func ("/storage/lists/contacts", test_contacts);
  return g_test_run ();
}
