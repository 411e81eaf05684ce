/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-test.h"
#include "sample.h"

#include <string.h>

#define BILL CFL_DOCUMENT_KIND_BILL
#define SEED 20260303
#define CASES 5000

static const CflDocumentLine *
get_line (const CflCheck *check, guint i)
{
  g_assert_cmpint (check->reason, ==, CFL_REASON_READY);
  g_assert_cmpuint (i, <, check->document->lines->len);
  return g_ptr_array_index (check->document->lines, i);
}

static void
assert_line (const CflCheck *check,
             guint i,
             const char *description,
             const char *amount,
             const char *account_id)
{
  const CflDocumentLine *line = get_line (check, i);

  g_assert_cmpstr (line->description, ==, description);
  assert_decimal (line->amount, amount);
  g_assert_cmpstr (line->account_id, ==, account_id);
}

static void
set_total (Sample *sample, const char *total)
{
  sample->order->total = cfl_decimal_from_text (total);
}

/* Only goods, one line a price, no freight and no discount. */
static Sample *
sample_of_prices (const char *const *prices, const char *total)
{
  Sample *sample = sample_new ();

  sample_clear_lines (sample);
  sample->order->freight = sample->order->discount = (CflDecimal){ 0 };
  for (gsize i = 0; prices[i] != NULL; i++)
    cfl_text_set (&sample_add_line (sample, "1", prices[i])->name, "Goods");
  set_total (sample, total);
  return sample;
}

static void
test_bill (void)
{
  g_autoptr (Sample) sample = sample_new ();
  g_autoptr (CflCheck) check = sample_check (sample, BILL);
  const CflDocument *bill = check->document;

  assert_line (check, 0, "Beach towel, Sand, Large (TOWEL-L-SAND)", "1792.5", "5000");
  assert_line (check, 1, "Tooling share, mould B", "42", "5000");
  assert_line (check, 2, "Freight: Sea freight", "120", "5310");
  assert_line (check, 3, "Discount", "-34.5", "5900");
  g_assert_cmpuint (bill->lines->len, ==, 4);
  assert_decimal (bill->total, "1920");
  g_assert_cmpint (bill->order_id, ==, 12);
  g_assert_cmpstr (bill->vendor_id, ==, "142");
  g_assert_cmpstr (bill->vendor_name, ==, "Aurora Textiles");
  g_assert_cmpstr (bill->payable_account_id, ==, "2000");
  g_assert_cmpstr (bill->number, ==, "AT-88213 PO-2041");
  g_assert_cmpstr (bill->currency, ==, "USD");
  g_assert_false (bill->send_currency);
  g_assert_true (cfl_decimal_is_zero (bill->exchange_rate));
  g_assert_cmpint (cfl_date_compare (bill->date, sample->order->invoice_date), ==, 0);
  g_assert_cmpstr (bill->private_note, ==,
                   "AT-88213 PO-2041 (order PO-2041 from Cin7 Omni, sent by Counterfoil)");
}

/* Whoever puts the document beside the order has to know which line is which. */
static void
test_origins (void)
{
  static const CflLineOrigin expected[] = { CFL_LINE_GOODS,     CFL_LINE_GOODS,    CFL_LINE_FREIGHT,
                                            CFL_LINE_SURCHARGE, CFL_LINE_DISCOUNT, CFL_LINE_TAX,
                                            CFL_LINE_ROUNDING };
  g_autoptr (Sample) sample = sample_new ();
  g_autoptr (CflCheck) check = NULL;
  CflOrder *order = sample->order;

  /* A line that says nothing is left out, and the next one keeps its place. */
  cfl_text_set (&((CflOrderLine *) g_ptr_array_index (order->lines, 0))->name, "");
  cfl_text_set (&((CflOrderLine *) g_ptr_array_index (order->lines, 0))->code, "");
  ((CflOrderLine *) g_ptr_array_index (order->lines, 0))->unit_price = (CflDecimal){ 0 };
  ((CflOrderLine *) g_ptr_array_index (order->lines, 1))->unit_price =
      cfl_decimal_from_text ("47.0049");
  cfl_text_set (&sample_add_line (sample, "1", "1792.5049")->name, "Towels");
  order->surcharge = cfl_decimal_from_integer (10);
  order->tax_status = CFL_TAX_STATUS_EXCLUSIVE;
  order->tax_rate = cfl_decimal_from_integer (10);
  set_total (sample, "2123.02"); /* 1930.0098, and 193.0102 of tax */
  sample_set_role (sample, CFL_ACCOUNT_ROLE_TAX, "6000");
  check = sample_check (sample, BILL);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (get_line (check, i)->origin, ==, expected[i]);
  g_assert_cmpuint (get_line (check, 0)->order_line, ==, 1);
  g_assert_cmpuint (get_line (check, 1)->order_line, ==, 2);
  g_assert_cmpuint (check->document->lines->len, ==, G_N_ELEMENTS (expected));
}

/* The picture of the preview: four decimals in the prices, and a cent too much after rounding. */
static void
test_rounding_line (void)
{
  static const char *const prices[] = { "975", "1029", "1759.92", "833.325", NULL };
  g_autoptr (Sample) sample = sample_of_prices (prices, "4597.245");
  g_autoptr (CflCheck) even = sample_check (sample, BILL);
  g_autoptr (CflCheck) up = NULL;
  g_autoptr (CflCheck) down = NULL;

  assert_line (even, 3, "Goods", "833.33", "5000");
  g_assert_cmpuint (even->document->lines->len, ==, 4);
  assert_decimal (even->document->total, "4597.25");

  set_total (sample, "4597.26");
  sample_set_role (sample, CFL_ACCOUNT_ROLE_ROUNDING, "6000");
  up = sample_check (sample, BILL);
  assert_line (up, 4, "Rounding", "0.01", "6000");
  set_total (sample, "4596.25");
  sample_set_role (sample, CFL_ACCOUNT_ROLE_ROUNDING, "");
  down = sample_check (sample, BILL);
  assert_line (down, 4, "Rounding", "-1", "5000");
}

static void
test_rounding_gap (void)
{
  static const char *const prices[] = { "100", NULL };
  static const char *const totals[] = { "101.01", "98.99" };
  g_autoptr (Sample) sample = sample_of_prices (prices, "100");

  for (gsize i = 0; i < G_N_ELEMENTS (totals); i++)
    {
      g_autoptr (CflCheck) check = NULL;

      set_total (sample, totals[i]);
      check = sample_check (sample, BILL);
      g_assert_cmpint (check->reason, ==, CFL_REASON_ROUNDING_GAP);
      g_assert_cmpstr (check->detail, ==, "1.01");
    }
}

static void
test_rounding_account (void)
{
  static const char *const prices[] = { "100", NULL };
  g_autoptr (Sample) sample = sample_of_prices (prices, "100.5");
  CflOrderLine *line = g_ptr_array_index (sample->order->lines, 0);
  g_autoptr (CflCheck) check = NULL;
  g_autoptr (CflCheck) gone = NULL;

  cfl_text_set (&line->account_code, "6000");
  sample_set_role (sample, CFL_ACCOUNT_ROLE_EXPENSE, "");
  check = sample_check (sample, BILL);
  g_assert_cmpint (check->reason, ==, CFL_REASON_NO_ACCOUNT);
  g_assert_cmpstr (check->detail, ==, "rounding");
  /* A chosen account that is gone is a question, even where a default could step in. */
  sample_set_role (sample, CFL_ACCOUNT_ROLE_EXPENSE, "5000");
  sample_set_role (sample, CFL_ACCOUNT_ROLE_ROUNDING, "gone");
  gone = sample_check (sample, BILL);
  g_assert_cmpint (gone->reason, ==, CFL_REASON_NO_ACCOUNT);
}

static void
test_currency_digits (void)
{
  static const char *const yen[] = { "100.4", "100.5", NULL };
  static const char *const dinars[] = { "1.0005", NULL };
  g_autoptr (Sample) japan = sample_of_prices (yen, "200.9");
  g_autoptr (Sample) kuwait = sample_of_prices (dinars, "1.001");
  g_autoptr (CflCheck) in_yen = NULL;
  g_autoptr (CflCheck) in_dinars = NULL;

  cfl_text_set (&japan->company->home_currency, "JPY");
  cfl_text_set (&japan->order->currency, "JPY");
  in_yen = sample_check (japan, BILL);
  assert_line (in_yen, 0, "Goods", "100", "5000");
  assert_line (in_yen, 1, "Goods", "101", "5000");
  assert_decimal (in_yen->document->total, "201");

  cfl_text_set (&kuwait->company->home_currency, "KWD");
  cfl_text_set (&kuwait->order->currency, "");
  in_dinars = sample_check (kuwait, BILL);
  assert_line (in_dinars, 0, "Goods", "1.001", "5000");
  g_assert_cmpstr (in_dinars->document->currency, ==, "KWD");
}

/* Goods 1,834.50, freight 120.00, discount 34.50; the total tells what the tax was reckoned on. */
static void
test_tax_exclusive (void)
{
  static const struct {
    const char *rate;
    const char *total;
    const char *tax; /* NULL: no tax line */
  } cases[] = {
    { "8.75", "2088", "168" },       /* on everything */
    { "8.75", "2077.5", "157.5" },   /* not on freight */
    { "0.0875", "2088", "168" },     /* the rate as a fraction */
    { "8.75", "2088.01", "168.01" }, /* rounded line by line */
    { "8.75", "1920", NULL },        /* none was charged */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Sample) sample = sample_new ();
      g_autoptr (CflCheck) check = NULL;

      sample->order->tax_status = CFL_TAX_STATUS_EXCLUSIVE;
      sample->order->tax_rate = cfl_decimal_from_text (cases[i].rate);
      cfl_text_set (&sample->order->tax_name, "NY Sales Tax");
      sample_set_role (sample, CFL_ACCOUNT_ROLE_TAX, "6000");
      set_total (sample, cases[i].total);
      check = sample_check (sample, BILL);
      g_assert_cmpint (check->reason, ==, CFL_REASON_READY);
      g_assert_cmpuint (check->document->lines->len, ==, cases[i].tax != NULL ? 5 : 4);
      if (cases[i].tax != NULL)
        assert_line (check, 4, "Tax: NY Sales Tax", cases[i].tax, "6000");
    }
}

/* A difference that is not the tax is not passed off as tax. */
static void
test_tax_that_disagrees (void)
{
  g_autoptr (Sample) sample = sample_new ();
  g_autoptr (CflCheck) check = NULL;

  sample->order->tax_status = CFL_TAX_STATUS_EXCLUSIVE;
  sample->order->tax_rate = cfl_decimal_from_text ("8.75");
  set_total (sample, "2000");
  check = sample_check (sample, BILL);
  g_assert_cmpint (check->reason, ==, CFL_REASON_ROUNDING_GAP);
  g_assert_cmpstr (check->detail, ==, "80.00");
}

static void
test_tax_inclusive_and_exempt (void)
{
  static const CflTaxStatus states[] = { CFL_TAX_STATUS_INCLUSIVE, CFL_TAX_STATUS_EXEMPT };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (Sample) sample = sample_new ();
      g_autoptr (CflCheck) check = NULL;
      g_autoptr (CflCheck) more = NULL;

      sample->order->tax_status = states[i];
      sample->order->tax_rate = cfl_decimal_from_text ("8.75");
      check = sample_check (sample, BILL);
      g_assert_cmpuint (check->document->lines->len, ==, 4);
      set_total (sample, "2088");
      more = sample_check (sample, BILL);
      g_assert_cmpint (more->reason, ==, CFL_REASON_ROUNDING_GAP);
    }
}

static void
test_line_accounts (void)
{
  g_autoptr (Sample) sample = sample_new ();
  g_autoptr (CflCheck) by_contact = NULL;
  g_autoptr (CflCheck) by_order = NULL;
  g_autoptr (CflCheck) by_line = NULL;
  g_autoptr (CflCheck) by_table = NULL;
  g_autoptr (CflCheck) by_item = NULL;
  CflOrderLine *line = g_ptr_array_index (sample->order->lines, 0);

  sample_add_account (sample, "1500", "Inventory Asset", "Other Current Asset");
  sample_set_role (sample, CFL_ACCOUNT_ROLE_INVENTORY, "1500");
  by_item = sample_check (sample, BILL);
  g_assert_cmpstr (get_line (by_item, 0)->account_id, ==, "1500");
  g_assert_cmpstr (get_line (by_item, 1)->account_id, ==, "5000");

  cfl_text_set (&sample->contact->account_code, "office");
  by_contact = sample_check (sample, BILL);
  g_assert_cmpstr (get_line (by_contact, 0)->account_id, ==, "6000");
  cfl_text_set (&sample->order->account_code, "5320");
  by_order = sample_check (sample, BILL);
  g_assert_cmpstr (get_line (by_order, 0)->account_id, ==, "5320");
  cfl_text_set (&line->account_code, "5000");
  by_line = sample_check (sample, BILL);
  g_assert_cmpstr (get_line (by_line, 0)->account_id, ==, "5000");
  g_assert_cmpstr (get_line (by_line, 1)->account_id, ==, "5320");
  g_hash_table_insert (sample->company->account_codes, g_strdup ("5000"), g_strdup ("5310"));
  by_table = sample_check (sample, BILL);
  g_assert_cmpstr (get_line (by_table, 0)->account_id, ==, "5310");
}

/* Cin7 has the name of a sub account alone, QuickBooks the full one. */
static void
test_sub_account (void)
{
  g_autoptr (Sample) sample = sample_new ();
  CflCompany *company = sample->company;
  CflAccount *other;

  sample_add_account (sample, "7100", "Inbound:Freight & Cartage", "Expense");
  sample_add_account (sample, "7200", "Petty cash:Tolls", "Bank");
  g_assert_cmpstr (cfl_company_find_account_by_code (company, "freight & cartage")->id, ==, "7100");
  g_assert_null (cfl_company_find_account_by_code (company, "Cartage"));
  g_assert_null (cfl_company_find_account_by_code (company, "Tolls"));

  /* Of two it is not known which is meant, unless one can no longer be used. */
  other = sample_add_account (sample, "7300", "Outbound:Freight & Cartage", "Expense");
  g_assert_null (cfl_company_find_account_by_code (company, "Freight & Cartage"));
  other->active = FALSE;
  g_assert_cmpstr (cfl_company_find_account_by_code (company, "Freight & Cartage")->id, ==, "7100");

  /* The full name and the number go before. */
  sample_add_account (sample, "7400", "Freight & Cartage", "Expense");
  g_assert_cmpstr (cfl_company_find_account_by_code (company, "Freight & Cartage")->id, ==, "7400");
}

static void
test_text (void)
{
  static const char *const prices[] = { "1", "1", "1", "0", "0", NULL };
  g_autoptr (Sample) sample = sample_of_prices (prices, "3");
  g_autofree char *long_name = g_strnfill (4100, 'x');
  g_autoptr (CflCheck) check = NULL;
  CflOrderLine **lines = (CflOrderLine **) sample->order->lines->pdata;

  cfl_text_set (&lines[0]->name, "Caf\xc3\xa9\x01\x02 table\tround");
  cfl_text_set (&lines[0]->code, "CT");
  cfl_text_set (&lines[1]->name, "");
  cfl_text_set (&lines[1]->code, "SKU-9");
  cfl_text_set (&lines[2]->name, long_name);
  cfl_text_set (&lines[2]->comment, "\xc3\xa9");
  cfl_text_set (&lines[3]->name, "Sample, free of charge");
  cfl_text_set (&lines[4]->name, "");
  check = sample_check (sample, BILL);

  assert_line (check, 0, "Café table round (CT)", "1", "5000");
  assert_line (check, 1, "SKU-9", "1", "5000");
  g_assert_cmpint (g_utf8_strlen (get_line (check, 2)->description, -1), ==, 4000);
  assert_line (check, 3, "Sample, free of charge", "0", "5000");
  g_assert_cmpuint (check->document->lines->len, ==, 4);
}

static void
test_copy (void)
{
  g_autoptr (Sample) sample = sample_new ();
  g_autoptr (CflOrder) copy = cfl_order_copy (sample->order);
  CflOrderLine *line = g_ptr_array_index (copy->lines, 0);

  cfl_text_set (&copy->reference, "PO-1");
  cfl_text_set (&line->name, "Other");
  cfl_order_add_line (copy);
  line = g_ptr_array_index (sample->order->lines, 0);
  g_assert_cmpstr (sample->order->reference, ==, "PO-2041");
  g_assert_cmpstr (line->name, ==, "Beach towel, Sand, Large");
  g_assert_cmpuint (sample->order->lines->len, ==, 2);
  g_assert_cmpstr (copy->supplier_invoice_number, ==, "AT-88213");
  assert_decimal (copy->total, "1920");
}

static CflDecimal
random_amount (GRand *random, int below, guint scale)
{
  gint64 unit = 1;

  for (guint i = 0; i < scale; i++)
    unit *= 10;
  return cfl_decimal_from_scaled (g_rand_int_range (random, 0, below) * unit +
                                      g_rand_int_range (random, 0, (gint32) unit),
                                  scale);
}

/* An order as a source might send it: many decimals, charges, tax on this or on that, and totals that
 * are right, nearly right or wrong. */
static void
shuffle_order (GRand *random, Sample *sample)
{
  static const char *const currencies[] = { "USD", "JPY", "KWD" };
  CflOrder *order = sample->order;
  const char *currency = currencies[g_rand_int_range (random, 0, 3)];
  CflDecimal before_tax = { 0 };
  CflDecimal base, off;

  sample_clear_lines (sample);
  cfl_text_set (&order->currency, currency);
  cfl_text_set (&sample->company->home_currency, currency);
  for (int i = g_rand_int_range (random, 0, 40); i > 0; i--)
    {
      CflOrderLine *line = cfl_order_add_line (order);

      cfl_text_set (&line->name, g_rand_boolean (random) ? "Goods" : "");
      line->quantity = random_amount (random, 50, 2);
      line->unit_price = random_amount (random, 90, 4);
      line->discount = random_amount (random, 2, (guint) g_rand_int_range (random, 0, 5));
      before_tax = cfl_decimal_add (before_tax, cfl_order_line_amount (line));
    }
  order->product_total = before_tax;
  order->freight = random_amount (random, 200, 3);
  order->surcharge = g_rand_boolean (random) ? random_amount (random, 9, 2) : (CflDecimal){ 0 };
  order->discount = random_amount (random, 20, 3);
  base = cfl_decimal_subtract (before_tax, order->discount);
  before_tax = cfl_decimal_add (base, cfl_decimal_add (order->freight, order->surcharge));

  order->tax_status = (CflTaxStatus) g_rand_int_range (random, 0, 4);
  order->tax_rate = random_amount (random, 20, 2);
  order->total = before_tax;
  if (order->tax_status == CFL_TAX_STATUS_EXCLUSIVE)
    {
      CflDecimal taxed = g_rand_boolean (random) ? base : before_tax;
      CflDecimal tax = cfl_decimal_multiply (taxed, order->tax_rate);

      order->total =
          cfl_decimal_add (before_tax, cfl_decimal_divide (tax, cfl_decimal_from_integer (100), 4));
    }
  off = random_amount (random, g_rand_int_range (random, 1, 3), 2);
  if (g_rand_int_range (random, 0, 3) == 0)
    order->total = cfl_decimal_subtract (order->total, off);
  order->total = cfl_decimal_round (order->total, 4);
}

/* Whatever comes: the lines sum up exactly to the order's rounded total, every amount has the
 * currency's digits, and otherwise there is a reason. */
static void
test_generated (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  int ready = 0, refused = 0, balanced = 0, taxed = 0;

  for (int i = 0; i < CASES; i++)
    {
      g_autoptr (Sample) sample = sample_new ();
      g_autoptr (CflCheck) check = NULL;
      guint digits;

      shuffle_order (random, sample);
      check = sample_check (sample, BILL);
      if (check->reason != CFL_REASON_READY)
        {
          g_assert_true (check->reason == CFL_REASON_ROUNDING_GAP ||
                         check->reason == CFL_REASON_NOT_POSITIVE ||
                         check->reason == CFL_REASON_NO_LINES);
          refused++;
          continue;
        }
      ready++;
      digits = cfl_currency_digits (sample->order->currency);
      g_assert_true (cfl_decimal_equal (sample_sum (check->document), check->document->total));
      g_assert_true (
          cfl_decimal_equal (check->document->total, cfl_order_rounded_total (sample->order)));
      for (guint k = 0; k < check->document->lines->len; k++)
        {
          const CflDocumentLine *line = get_line (check, k);

          g_assert_true (
              cfl_decimal_equal (line->amount, cfl_decimal_round (line->amount, digits)));
          g_assert_true (g_utf8_validate (line->description, -1, NULL));
          g_assert_cmpstr (line->account_id, !=, "");
          if (g_str_equal (line->description, "Rounding"))
            {
              balanced++;
              g_assert_cmpint (cfl_decimal_compare (cfl_decimal_absolute (line->amount),
                                                    cfl_decimal_from_integer (1)),
                               <=, 0);
            }
          taxed += g_str_equal (line->description, "Tax") ? 1 : 0;
        }
    }
  g_test_message ("%d ready, %d refused, %d with rounding, %d with tax", ready, refused, balanced,
                  taxed);
  g_assert_cmpint (ready, >, CASES / 2);
  g_assert_cmpint (refused, >, CASES / 100);
  g_assert_cmpint (balanced, >, CASES / 100);
  g_assert_cmpint (taxed, >, CASES / 100);
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);

  g_test_add_func ("/document/bill", test_bill);
  g_test_add_func ("/document/origins", test_origins);
  g_test_add_func ("/document/rounding-line", test_rounding_line);
  g_test_add_func ("/document/rounding-gap", test_rounding_gap);
  g_test_add_func ("/document/rounding-account", test_rounding_account);
  g_test_add_func ("/document/currency-digits", test_currency_digits);
  g_test_add_func ("/document/tax-exclusive", test_tax_exclusive);
  g_test_add_func ("/document/tax-that-disagrees", test_tax_that_disagrees);
  g_test_add_func ("/document/tax-inclusive-and-exempt", test_tax_inclusive_and_exempt);
  g_test_add_func ("/document/line-accounts", test_line_accounts);
  g_test_add_func ("/document/sub-account", test_sub_account);
  g_test_add_func ("/document/text", test_text);
  g_test_add_func ("/document/copy", test_copy);
  g_test_add_func ("/document/generated", test_generated);

  return g_test_run ();
}
