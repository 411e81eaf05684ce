/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A number that a document in QuickBooks has already, whoever made it. */

#include "config.h"

#include "journal-support.h"

#define BILL CFL_DOCUMENT_KIND_BILL
#define NUMBER "INV1 PO-1" /* of the order, which is of vendor 1 over 10.50 on 2 March */

static CflTakenNumber *
make_number (const char *id, const char *number, const char *vendor_id, const char *total)
{
  CflTakenNumber *taken = cfl_taken_number_new (BILL, id);

  cfl_text_set (&taken->number, number);
  cfl_text_set (&taken->vendor_id, vendor_id);
  taken->date = cfl_date_new (2026, 3, 2);
  taken->total = cfl_decimal_from_text (total);
  return taken;
}

/* Takes over @number. */
static void
save (CflStore *store, CflTakenNumber *number, gboolean replaces)
{
  g_autoptr (GPtrArray) numbers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_taken_number_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (numbers, number);
  cfl_store_save_numbers_async (store, numbers, replaces, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  cfl_store_save_numbers_finish (store, result, &error);
  g_assert_no_error (error);
  support_recheck (store);
}

/* The list and the check before an upload say the same. */
static void
assert_reason (CflStore *store, CflReason reason, const char *number)
{
  const gint64 id = 1;
  g_autoptr (CflOrderRow) row = support_row (store, id);
  g_autoptr (GPtrArray) checks = support_check (store, BILL, &id, 1);
  const CflCheck *check = checks->pdata[0];

  g_assert_cmpint (row->reason, ==, reason);
  g_assert_cmpint (check->reason, ==, reason);
  g_assert_cmpstr (row->number, ==, number);
  g_assert_cmpstr (check->reference->sent, ==, number);
}

static CflStore *
open_store (gboolean refuses)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 1);

  support_set (store, "quickbooks.refuse-duplicates", refuses ? "yes" : "no");
  support_recheck (store);
  assert_reason (store, CFL_REASON_READY, NUMBER);
  return store;
}

static void
test_other_document (void)
{
  CflStore *store = open_store (TRUE);

  save (store, make_number ("77", NUMBER, "1", "99"), FALSE);
  assert_reason (store, CFL_REASON_NUMBER_CLASH, NUMBER);
  save (store, make_number ("77", NUMBER, "2", "10.50"), FALSE);
  assert_reason (store, CFL_REASON_NUMBER_CLASH, NUMBER);
  save (store, make_number ("78", "INV1", "1", "10.50"), FALSE);
  assert_reason (store, CFL_REASON_NUMBER_CLASH, NUMBER);
  support_close (store);
}

/* Deleted in QuickBooks, renumbered there, or gone from the whole list. */
static void
test_free_again (void)
{
  CflStore *store = open_store (TRUE);
  CflTakenNumber *gone = cfl_taken_number_new (BILL, "77");

  save (store, make_number ("77", NUMBER, "1", "99"), FALSE);
  gone->gone = TRUE;
  save (store, gone, FALSE);
  assert_reason (store, CFL_REASON_READY, NUMBER);
  save (store, make_number ("77", NUMBER, "1", "99"), FALSE);
  save (store, make_number ("77", "", "1", "99"), FALSE);
  assert_reason (store, CFL_REASON_READY, NUMBER);
  save (store, make_number ("77", NUMBER, "1", "99"), FALSE);
  save (store, make_number ("78", "X", "1", "99"), TRUE);
  assert_reason (store, CFL_REASON_READY, NUMBER);
  support_close (store);
}

/* The very document that the order would become: QuickBooks refuses it, and it is recognised. A company
 * that allows a number twice would have it twice. */
static void
test_same_document (void)
{
  CflStore *strict = open_store (TRUE);
  CflStore *lenient = open_store (FALSE);

  save (strict, make_number ("77", NUMBER, "1", "10.50"), FALSE);
  assert_reason (strict, CFL_REASON_READY, NUMBER);
  save (lenient, make_number ("77", NUMBER, "1", "10.50"), FALSE);
  assert_reason (lenient, CFL_REASON_NUMBER_CLASH, NUMBER);
  save (lenient, make_number ("77", NUMBER, "2", "99"), FALSE);
  assert_reason (lenient, CFL_REASON_READY, NUMBER);
  support_close (strict);
  support_close (lenient);
}

/* What the order has made itself, such as a document that differed and was looked up. */
static void
test_own_document (void)
{
  CflStore *store = open_store (TRUE);
  g_autoptr (CflAttempt) attempt = journal_begin (store, 1, BILL, NULL);

  support_settle (store, attempt, CFL_ATTEMPT_SENDING, NULL);
  cfl_text_set (&attempt->quickbooks_id, "77");
  support_settle (store, attempt, CFL_ATTEMPT_UNKNOWN, NULL);
  cfl_text_set (&attempt->quickbooks_id, "77");
  attempt->error_code = CFL_FAILURE_DIFFERENT;
  support_settle (store, attempt, CFL_ATTEMPT_FAILED, NULL);
  save (store, make_number ("77", NUMBER, "1", "99"), FALSE);
  assert_reason (store, CFL_REASON_READY, NUMBER);
  save (store, make_number ("78", NUMBER, "1", "98"), FALSE);
  assert_reason (store, CFL_REASON_NUMBER_CLASH, NUMBER);
  support_close (store);
}

/* A long number gives way: its invoice number is shortened, and the order's own stays whole. */
static void
test_shortened (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 1);
  g_autoptr (GPtrArray) orders = support_make_orders (1, 1, "Aurora");
  CflOrder *order = g_ptr_array_index (orders, 0);
  g_autoptr (CflOrderRow) row = NULL;

  support_set (store, "quickbooks.refuse-duplicates", "yes");
  cfl_text_set (&order->supplier_invoice_number, "AT-2026-0000088213 X");
  order->modified_at++;
  support_save (store, orders);
  assert_reason (store, CFL_REASON_READY, "AT-2026-0000088213 X");
  save (store, make_number ("77", "AT-2026-0000088213 X", "1", "99"), FALSE);
  row = support_row (store, 1);
  g_assert_cmpint (row->reason, ==, CFL_REASON_READY);
  g_assert_cmpint (row->reference_form, ==, CFL_REFERENCE_SHORTENED);
  g_assert_cmpstr (row->number, ==, "AT-2026-00000882 PO-1");
  support_close (store);
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/numbers/other-document", test_other_document);
  g_test_add_func ("/numbers/free-again", test_free_again);
  g_test_add_func ("/numbers/same-document", test_same_document);
  g_test_add_func ("/numbers/own-document", test_own_document);
  g_test_add_func ("/numbers/shortened", test_shortened);
  return g_test_run ();
}
