/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-test.h"
#include "sample.h"

#include <string.h>

#define BILL CFL_DOCUMENT_KIND_BILL
#define PURCHASE_ORDER CFL_DOCUMENT_KIND_PURCHASE_ORDER

static void
assert_reason (Sample *sample, CflDocumentKind kind, CflReason reason, const char *detail)
{
  g_autoptr (CflCheck) check = sample_check (sample, kind);

  g_assert_cmpint (check->reason, ==, reason);
  g_assert_cmpstr (check->detail, ==, detail);
}

static void
make_unbilled (Sample *sample)
{
  sample->order->invoice_date = CFL_DATE_UNSET;
  cfl_text_set (&sample->order->supplier_invoice_number, "");
}

static void
test_ready (void)
{
  g_autoptr (Sample) sample = sample_new ();
  g_autoptr (CflCheck) check = sample_check (sample, BILL);
  g_autofree char *due = cfl_date_to_text (check->due_date);

  g_assert_cmpint (check->reason, ==, CFL_REASON_READY);
  g_assert_null (check->detail);
  g_assert_cmpstr (check->reference->sent, ==, "AT-88213 PO-2041");
  g_assert_cmpstr (due, ==, "2026-03-31");
}

static void
test_states (void)
{
  g_autoptr (Sample) sample = sample_new ();
  CflOrder *order = sample->order;

  order->state = CFL_ORDER_STATE_DRAFT;
  assert_reason (sample, BILL, CFL_REASON_DRAFT, NULL);
  order->state = CFL_ORDER_STATE_VOID;
  assert_reason (sample, BILL, CFL_REASON_VOID, NULL);
  order->state = CFL_ORDER_STATE_APPROVED;
  order->accounting_status = CFL_ACCOUNTING_STATUS_IMPORTED;
  assert_reason (sample, BILL, CFL_REASON_IMPORTED_ELSEWHERE, NULL);
  order->accounting_status = CFL_ACCOUNTING_STATUS_DO_NOT_IMPORT;
  assert_reason (sample, BILL, CFL_REASON_DO_NOT_IMPORT, NULL);
  order->accounting_status = CFL_ACCOUNTING_STATUS_ERROR;
  assert_reason (sample, BILL, CFL_REASON_READY, NULL);
  sample->sent_as_purchase_order = TRUE;
  assert_reason (sample, BILL, CFL_REASON_SENT_AS_PURCHASE_ORDER, NULL);
}

static void
test_window (void)
{
  g_autoptr (Sample) sample = sample_new ();

  sample->order->invoice_date = cfl_date_new (2025, 12, 1);
  assert_reason (sample, BILL, CFL_REASON_READY, NULL);
  sample->order->invoice_date = cfl_date_new (2025, 11, 30);
  assert_reason (sample, BILL, CFL_REASON_OUT_OF_WINDOW, NULL);
  sample->company->past_months = 0;
  assert_reason (sample, BILL, CFL_REASON_READY, NULL);
  sample->company->past_months = 1;
  make_unbilled (sample);
  sample->order->created_date = cfl_date_new (2026, 1, 31);
  assert_reason (sample, BILL, CFL_REASON_OUT_OF_WINDOW, NULL);
  sample->order->created_date = CFL_DATE_UNSET;
  assert_reason (sample, BILL, CFL_REASON_NO_INVOICE_DATE, NULL);
}

static void
test_missing_fields (void)
{
  g_autoptr (Sample) sample = sample_new ();
  g_autoptr (CflCheck) check = NULL;

  cfl_text_set (&sample->order->supplier_invoice_number, " ");
  assert_reason (sample, BILL, CFL_REASON_NO_SUPPLIER_INVOICE_NUMBER, NULL);
  check = sample_check (sample, BILL);
  g_assert_cmpstr (check->reference->full, ==, "PO-2041");
  sample->order->invoice_date = CFL_DATE_UNSET;
  assert_reason (sample, BILL, CFL_REASON_NO_INVOICE_DATE, NULL);
  sample->order->invoice_date = cfl_date_new (2026, 3, 1);
  cfl_text_set (&sample->order->supplier_invoice_number, "AT-88213");
  cfl_text_set (&sample->order->reference, "");
  assert_reason (sample, BILL, CFL_REASON_NO_ORDER_REFERENCE, NULL);
}

static void
test_vendor (void)
{
  g_autoptr (Sample) sample = sample_new ();

  sample->vendor->active = FALSE;
  assert_reason (sample, BILL, CFL_REASON_VENDOR_INACTIVE, NULL);
  g_clear_pointer (&sample->vendor, cfl_vendor_unref);
  assert_reason (sample, BILL, CFL_REASON_VENDOR_MISSING, NULL);
  cfl_text_set (&sample->contact->vendor_id, "");
  assert_reason (sample, BILL, CFL_REASON_NOT_LINKED, NULL);
  g_clear_pointer (&sample->contact, cfl_contact_unref);
  assert_reason (sample, BILL, CFL_REASON_NOT_LINKED, NULL);
  cfl_text_set (&sample->company->home_currency, "");
  assert_reason (sample, BILL, CFL_REASON_NOT_CONNECTED, NULL);
  /* What is missing on the order itself can be mended without QuickBooks. */
  cfl_text_set (&sample->order->supplier_invoice_number, "");
  assert_reason (sample, BILL, CFL_REASON_NO_SUPPLIER_INVOICE_NUMBER, NULL);
}

static void
test_currency (void)
{
  g_autoptr (Sample) sample = sample_new ();
  g_autoptr (CflCheck) check = NULL;
  CflAccount *payable;

  cfl_text_set (&sample->order->currency, "EUR");
  assert_reason (sample, BILL, CFL_REASON_CURRENCY_OFF, "EUR");
  sample->company->multicurrency = TRUE;
  assert_reason (sample, BILL, CFL_REASON_VENDOR_CURRENCY, "USD");
  cfl_text_set (&sample->vendor->currency, "AUD");
  assert_reason (sample, BILL, CFL_REASON_VENDOR_CURRENCY, "AUD");
  cfl_text_set (&sample->vendor->currency, "EUR");
  assert_reason (sample, BILL, CFL_REASON_NO_PAYABLE_ACCOUNT, "EUR");
  payable = sample_add_account (sample, "2001", "Accounts Payable - EUR", "Accounts Payable");
  cfl_text_set (&payable->currency, "EUR");
  sample->order->exchange_rate = cfl_decimal_from_text ("1.0842");
  check = sample_check (sample, BILL);
  g_assert_cmpint (check->reason, ==, CFL_REASON_READY);
  g_assert_cmpstr (check->document->payable_account_id, ==, "2001");
  g_assert_cmpstr (check->document->currency, ==, "EUR");
  g_assert_true (check->document->send_currency);
  assert_decimal (check->document->exchange_rate, "1.0842");
  payable->active = FALSE;
  assert_reason (sample, BILL, CFL_REASON_NO_PAYABLE_ACCOUNT, "EUR");
}

static void
test_amount (void)
{
  g_autoptr (Sample) sample = sample_new ();
  CflOrder *order = sample->order;

  order->total = cfl_decimal_from_text ("0.004");
  assert_reason (sample, BILL, CFL_REASON_NOT_POSITIVE, NULL);
  order->total = cfl_decimal_from_text ("-1920");
  assert_reason (sample, BILL, CFL_REASON_NOT_POSITIVE, NULL);
  order->total = cfl_decimal_from_text ("not a number");
  assert_reason (sample, BILL, CFL_REASON_BAD_AMOUNT, NULL);
  order->total = cfl_decimal_from_text ("1920");
  sample_add_line (sample, "999999999999999.123456789", "999999999999999.123456789");
  assert_reason (sample, BILL, CFL_REASON_BAD_AMOUNT, NULL);
  sample_clear_lines (sample);
  assert_reason (sample, BILL, CFL_REASON_NO_LINES, NULL);
}

/* Rounding alone never makes a document. */
static void
test_no_lines_but_cents (void)
{
  g_autoptr (Sample) sample = sample_new ();
  CflOrder *order = sample->order;

  sample_clear_lines (sample);
  order->product_total = order->freight = order->discount = (CflDecimal){ 0 };
  order->total = cfl_decimal_from_text ("0.5");
  assert_reason (sample, BILL, CFL_REASON_NO_LINES, NULL);
}

static void
test_closed_books (void)
{
  g_autoptr (Sample) sample = sample_new ();

  sample->company->closing_date = cfl_date_new (2026, 2, 28);
  assert_reason (sample, BILL, CFL_REASON_READY, NULL);
  sample->company->closing_date = cfl_date_new (2026, 3, 1);
  assert_reason (sample, BILL, CFL_REASON_BOOKS_CLOSED, "2026-03-01");
  make_unbilled (sample);
  sample->order->created_date = cfl_date_new (2026, 3, 2);
  assert_reason (sample, PURCHASE_ORDER, CFL_REASON_READY, NULL);
  sample->order->created_date = cfl_date_new (2026, 3, 1);
  assert_reason (sample, PURCHASE_ORDER, CFL_REASON_BOOKS_CLOSED, "2026-03-01");
}

static void
test_accounts (void)
{
  g_autoptr (Sample) sample = sample_new ();
  CflOrderLine *line = g_ptr_array_index (sample->order->lines, 0);

  sample_set_role (sample, CFL_ACCOUNT_ROLE_FREIGHT, "");
  assert_reason (sample, BILL, CFL_REASON_NO_ACCOUNT, "freight");
  sample_set_role (sample, CFL_ACCOUNT_ROLE_FREIGHT, "gone");
  assert_reason (sample, BILL, CFL_REASON_NO_ACCOUNT, "freight");
  sample_set_role (sample, CFL_ACCOUNT_ROLE_FREIGHT, "1000");
  assert_reason (sample, BILL, CFL_REASON_ACCOUNT_UNUSABLE, "Checking");
  sample_set_role (sample, CFL_ACCOUNT_ROLE_FREIGHT, "5310");
  sample_set_role (sample, CFL_ACCOUNT_ROLE_DISCOUNT, "");
  assert_reason (sample, BILL, CFL_REASON_NO_ACCOUNT, "discount");
  sample_set_role (sample, CFL_ACCOUNT_ROLE_EXPENSE, "");
  assert_reason (sample, BILL, CFL_REASON_NO_ACCOUNT, "expense");
  cfl_text_set (&line->account_code, "4711");
  assert_reason (sample, BILL, CFL_REASON_NO_ACCOUNT, "4711");
}

static void
test_number_clash (void)
{
  static const char *const taken[] = { "AT-88213 PO-2041", "INV-2026-0088213 PO-2", NULL };
  g_autoptr (Sample) sample = sample_new ();
  g_autoptr (CflCheck) check = NULL;

  sample->taken = taken;
  assert_reason (sample, BILL, CFL_REASON_NUMBER_CLASH, "AT-88213 PO-2041");
  cfl_text_set (&sample->order->supplier_invoice_number, "INV-2026-0088213");
  check = sample_check (sample, BILL);
  g_assert_cmpint (check->reason, ==, CFL_REASON_READY);
  g_assert_cmpint (check->reference->form, ==, CFL_REFERENCE_SHORTENED);
  g_assert_cmpstr (check->document->number, ==, "INV-2026-0088 PO-2041");
}

static void
test_tax_outside_the_us (void)
{
  g_autoptr (Sample) sample = sample_new ();
  g_autoptr (CflCheck) check = NULL;
  CflOrder *order = sample->order;

  cfl_text_set (&sample->company->country, "AU");
  assert_reason (sample, BILL, CFL_REASON_READY, NULL);
  order->tax_rate = cfl_decimal_from_integer (10);
  assert_reason (sample, BILL, CFL_REASON_READY, NULL);
  order->tax_status = CFL_TAX_STATUS_INCLUSIVE;
  assert_reason (sample, BILL, CFL_REASON_TAX_NOT_SUPPORTED, NULL);
  order->tax_status = CFL_TAX_STATUS_EXCLUSIVE;
  assert_reason (sample, BILL, CFL_REASON_READY, NULL);
  order->total = cfl_decimal_from_integer (2112);
  assert_reason (sample, BILL, CFL_REASON_TAX_NOT_SUPPORTED, NULL);
  cfl_text_set (&sample->company->country, "");
  assert_reason (sample, BILL, CFL_REASON_TAX_NOT_SUPPORTED, NULL);
  order->tax_status = CFL_TAX_STATUS_EXEMPT;
  order->total = cfl_decimal_from_integer (1920);
  check = sample_check (sample, BILL);
  g_assert_true (check->document->outside_us);
}

static void
test_purchase_order (void)
{
  g_autoptr (Sample) sample = sample_new ();
  g_autoptr (CflCheck) check = NULL;
  CflOrder *order = sample->order;

  assert_reason (sample, PURCHASE_ORDER, CFL_REASON_PARTLY_BILLED, NULL);
  make_unbilled (sample);
  order->received_date = cfl_date_new (2026, 3, 2);
  assert_reason (sample, PURCHASE_ORDER, CFL_REASON_PARTLY_BILLED, NULL);
  order->received_date = CFL_DATE_UNSET;
  check = sample_check (sample, PURCHASE_ORDER);
  g_assert_cmpint (check->reason, ==, CFL_REASON_READY);
  g_assert_cmpint (check->document->kind, ==, PURCHASE_ORDER);
  g_assert_cmpstr (check->document->number, ==, "PO-2041");
  g_assert_cmpint (cfl_date_compare (check->document->date, order->created_date), ==, 0);
  g_assert_false (cfl_date_is_set (check->document->due_date));

  sample->sent_as_purchase_order = TRUE;
  assert_reason (sample, PURCHASE_ORDER, CFL_REASON_SENT_AS_PURCHASE_ORDER, NULL);
  sample->sent_as_purchase_order = FALSE;
  sample->company->purchase_orders_enabled = FALSE;
  assert_reason (sample, PURCHASE_ORDER, CFL_REASON_PURCHASE_ORDERS_UNAVAILABLE, NULL);
  sample->company->purchase_orders_enabled = TRUE;
  cfl_text_set (&sample->company->edition, "QuickBooks Online Essentials");
  assert_reason (sample, PURCHASE_ORDER, CFL_REASON_PURCHASE_ORDERS_UNAVAILABLE,
                 "QuickBooks Online Essentials");
  cfl_text_set (&sample->company->edition, "QuickBooks Online Advanced");
  assert_reason (sample, PURCHASE_ORDER, CFL_REASON_READY, NULL);
  sample->company->send_purchase_orders = FALSE;
  assert_reason (sample, PURCHASE_ORDER, CFL_REASON_PURCHASE_ORDERS_OFF, NULL);
}

/* QuickBooks counts purchase orders itself unless the company has numbers of its own. Then whether
 * somebody has our number does not matter. */
static void
test_purchase_order_number (void)
{
  static const char *const taken[] = { "PO-2041", NULL };
  g_autoptr (Sample) sample = sample_new ();
  g_autoptr (CflCheck) check = NULL;

  make_unbilled (sample);
  sample->taken = taken;
  assert_reason (sample, PURCHASE_ORDER, CFL_REASON_NUMBER_CLASH, "PO-2041");
  sample->company->custom_purchase_order_numbers = FALSE;
  check = sample_check (sample, PURCHASE_ORDER);
  g_assert_cmpint (check->reason, ==, CFL_REASON_READY);
  g_assert_cmpint (check->reference->form, ==, CFL_REFERENCE_THEIRS);
  g_assert_cmpstr (check->document->number, ==, "");
  g_assert_cmpstr (check->reference->sent, ==, "");
  g_assert_cmpstr (check->reference->full, ==, "PO-2041");
  g_assert_nonnull (strstr (check->document->private_note, "PO-2041"));
}

static void
test_kind (void)
{
  g_autoptr (CflOrder) order = cfl_order_new ();

  g_assert_cmpint (cfl_order_kind (order), ==, PURCHASE_ORDER);
  order->received_date = cfl_date_new (2026, 3, 1);
  g_assert_cmpint (cfl_order_kind (order), ==, BILL);
  order->received_date = CFL_DATE_UNSET;
  cfl_text_set (&order->supplier_invoice_number, "1");
  g_assert_cmpint (cfl_order_kind (order), ==, BILL);
  g_assert_false (cfl_order_is_billed (order));
  order->invoice_date = cfl_date_new (2026, 3, 1);
  g_assert_true (cfl_order_is_billed (order));
}

static void
test_hidden (void)
{
  int hidden = 0;

  for (int reason = 0; reason < CFL_N_REASONS; reason++)
    hidden += cfl_reason_is_hidden (reason) ? 1 : 0;
  g_assert_cmpint (hidden, ==, 3);
}

static void
test_due_date (void)
{
  g_autoptr (Sample) sample = sample_new ();
  g_autoptr (CflCheck) own = NULL;
  g_autoptr (CflCheck) unknown = NULL;
  g_autoptr (CflCheck) inherited = NULL;
  g_autofree char *text = NULL;

  cfl_text_set (&sample->contact->payment_terms, "COD");
  own = sample_check (sample, BILL);
  cfl_text_set (&sample->order->payment_terms, "As agreed");
  unknown = sample_check (sample, BILL);
  cfl_text_set (&sample->order->payment_terms, "");
  inherited = sample_check (sample, BILL);
  text = cfl_date_to_text (inherited->document->due_date);
  g_assert_true (cfl_date_is_set (own->document->due_date));
  g_assert_false (cfl_date_is_set (unknown->document->due_date));
  g_assert_cmpstr (text, ==, "2026-03-01");
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);

  g_test_add_func ("/eligibility/ready", test_ready);
  g_test_add_func ("/eligibility/states", test_states);
  g_test_add_func ("/eligibility/window", test_window);
  g_test_add_func ("/eligibility/missing-fields", test_missing_fields);
  g_test_add_func ("/eligibility/vendor", test_vendor);
  g_test_add_func ("/eligibility/currency", test_currency);
  g_test_add_func ("/eligibility/amount", test_amount);
  g_test_add_func ("/eligibility/no-lines-but-cents", test_no_lines_but_cents);
  g_test_add_func ("/eligibility/closed-books", test_closed_books);
  g_test_add_func ("/eligibility/accounts", test_accounts);
  g_test_add_func ("/eligibility/number-clash", test_number_clash);
  g_test_add_func ("/eligibility/tax-outside-the-us", test_tax_outside_the_us);
  g_test_add_func ("/eligibility/purchase-order", test_purchase_order);
  g_test_add_func ("/eligibility/purchase-order-number", test_purchase_order_number);
  g_test_add_func ("/eligibility/kind", test_kind);
  g_test_add_func ("/eligibility/hidden", test_hidden);
  g_test_add_func ("/eligibility/due-date", test_due_date);

  return g_test_run ();
}
