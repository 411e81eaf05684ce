/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files as bookkeepers have them: which orders come out, and what is said of those that do not. */

#include "config.h"

#include "cfl-order-csv.h"
#include "cfl-test.h"

#include <string.h>

static CflOrderCsv *
read_text (const char *text, const CflOrderCsvOptions *options, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return cfl_order_csv_read (bytes, options, NULL, error);
}

/* "PO-1 Aurora AT-1 2026-03-01 USD 12.5 = 2 x 5 Towel, 1 x 2.5 Soap" */
static char *
describe_order (const CflOrder *order)
{
  GString *text = g_string_new (NULL);
  g_autofree char *date = cfl_date_to_text (order->invoice_date);
  g_autofree char *total = cfl_decimal_to_text (order->total);

  g_string_append_printf (text, "%s %s %s %s %s %s =", order->reference, order->supplier,
                          order->supplier_invoice_number, date, order->currency, total);
  for (guint i = 0; i < order->lines->len; i++)
    {
      const CflOrderLine *line = g_ptr_array_index (order->lines, i);
      g_autofree char *quantity = cfl_decimal_to_text (line->quantity);
      g_autofree char *price = cfl_decimal_to_text (line->unit_price);

      g_string_append_printf (text, "%s %s x %s %s", i > 0 ? "," : "", quantity, price, line->name);
    }
  g_assert_cmpint (order->source, ==, CFL_ORDER_SOURCE_CSV);
  g_assert_cmpstr (order->source_id, ==, order->reference);
  g_assert_cmpstr (order->contact_source_id, ==, order->supplier);
  return g_string_free (text, FALSE);
}

static char *
describe (const CflOrderCsv *csv)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < csv->orders->len; i++)
    {
      g_autofree char *order = describe_order (g_ptr_array_index (csv->orders, i));

      g_string_append_printf (text, "%s\n", order);
    }
  for (guint i = 0; i < csv->problems->len; i++)
    {
      const CflCsvProblem *problem = g_ptr_array_index (csv->problems, i);

      g_string_append_printf (text, "%u %s: %s\n", problem->row, problem->column, problem->message);
    }
  return g_string_free (text, FALSE);
}

static void
assert_reads (const char *file, const CflOrderCsvOptions *options, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CflOrderCsv) csv = read_text (file, options, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = describe (csv);
  g_assert_cmpstr (text, ==, expected);
}

static const CflOrderCsvOptions no_options = { 0 };

/* Excel in Germany: semicolons, decimal commas, days with points, Windows-1252. */
static void
test_german (void)
{
  assert_reads ("Order Ref;Company Name;Supplier Inv No;Invoice Date;Currency;Item Name;Item Qty;"
                "Item Price\r\n"
                "PO-1;M\xfcller GmbH;RE-9;01.03.2026;eur;Handtuch;2;1.250,50\r\n"
                "PO-1;M\xfcller GmbH;RE-9;01.03.2026;eur;Seife;10;0,1234\r\n"
                "PO-2;\xd6l AG;;;eur;\"Kanne; 5 l\";1;1.250\r\n",
                &no_options,
                "PO-1 Müller GmbH RE-9 2026-03-01 EUR 2502.234 = 2 x 1250.5 Handtuch,"
                " 10 x 0.1234 Seife\n"
                "PO-2 Öl AG   EUR 1250 = 1 x 1250 Kanne; 5 l\n");
}

static void
test_american (void)
{
  assert_reads ("PO Number,Vendor,Invoice No,Invoice Date,SKU,Description,Qty,Unit Cost,Account\n"
                "PO-1,\"Aurora, Inc.\",A-1,03/14/2026,T1,Towel,3,\"$1,000.00\",5000\n"
                "PO-2,Kestrel,,,S1,\"6\"\" soap\",1,$2.50,\n",
                &no_options,
                "PO-1 Aurora, Inc. A-1 2026-03-14  3000 = 3 x 1000 Towel\n"
                "PO-2 Kestrel    2.5 = 1 x 2.5 6\" soap\n");
}

/* Cin7's reconciliation report of an Australian company: one row an order. */
static void
test_report (void)
{
  const char *file =
      "Created Date,Order Ref,Supplier,Supplier Inv No,Full Received / Completed Date,"
      "Invoice / Supplier Credit Note Date,PO Status,Qty Ordered,Qty Received,Purchases Total,"
      "Landing Costs,Product Total,Total Tax,Total (Incl)\n"
      "28/02/2026,PO-1,Aurora,A-1,3/03/2026,1/03/2026,Approved,3,3,100.00,5.00,100.00,10.00,"
      "110.00\n"
      "2/03/2026,PO-2,Kestrel,K-1,,2/03/2026,Void,1,0,50.00,0.00,50.00,0.00,50.00\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (CflOrderCsv) csv = read_text (file, &no_options, &error);
  const CflOrder *first, *second;
  g_autofree char *received = NULL;
  g_autofree char *rate = NULL;
  CflDecimal sum;

  g_assert_no_error (error);
  g_assert_cmpuint (csv->orders->len, ==, 2);
  g_assert_cmpuint (csv->problems->len, ==, 0);
  g_assert_cmpuint (csv->unused_columns->len, ==, 3);
  first = g_ptr_array_index (csv->orders, 0);
  second = g_ptr_array_index (csv->orders, 1);
  received = cfl_date_to_text (first->received_date);
  rate = cfl_decimal_to_text (first->tax_rate);
  sum = cfl_order_line_amount (g_ptr_array_index (first->lines, 0));
  g_assert_cmpstr (received, ==, "2026-03-03");
  g_assert_cmpstr (rate, ==, "10");
  g_assert_cmpint (first->tax_status, ==, CFL_TAX_STATUS_EXCLUSIVE);
  g_assert_true (cfl_decimal_equal (sum, cfl_decimal_from_integer (100)));
  g_assert_true (cfl_decimal_equal (first->total, cfl_decimal_from_integer (110)));
  g_assert_cmpint (second->state, ==, CFL_ORDER_STATE_VOID);
  g_assert_cmpint (second->tax_status, ==, CFL_TAX_STATUS_UNDEFINED);
}

static void
test_maps (void)
{
  const char *const maps[] = { "Nr=reference", "Wer=supplier", "A=B=line_total", "Price=ignore",
                               NULL };
  const CflOrderCsvOptions options = { .maps = maps, .decimal_mark = "comma" };

  assert_reads ("Nr;Wer;A=B;Price\n1;X;1.250;7\n", &options, "1 X    1250 = 1 x 1250 Goods\n");
}

static void
test_choices (void)
{
  const char *file = "Order Ref,Supplier,Invoice Date,Total\nPO-1,X,03/04/2026,\"1,250\"\n";
  const CflOrderCsvOptions american = { .date_order = "mdy", .decimal_mark = "point" };
  const CflOrderCsvOptions european = { .date_order = "DMY", .decimal_mark = "comma" };

  assert_reads (file, &american, "PO-1 X  2026-03-04  1250 = 1 x 1250 Goods\n");
  assert_reads (file, &european, "PO-1 X  2026-04-03  1.25 = 1 x 1.25 Goods\n");
}

#define HEAD "Order Ref,Supplier,Item Name,Item Qty,Item Price,Currency\n"

static void
test_problems (void)
{
  static const char *const cases[][2] = {
    /* One bad row costs its order and no other. */
    { HEAD "PO-1,X,a,1,2,USD\nPO-2,X,b,one,2,USD\nPO-2,X,c,1,2,USD\nPO-3,X,d,1,2,USD\n",
      "PO-1 X   USD 2 = 1 x 2 a\nPO-3 X   USD 2 = 1 x 2 d\n"
      "3 Item Qty: Order PO-2 was left out: “one” is not an amount as the rest of the column has "
      "it.\n" },
    { HEAD "PO-1,X,a,1,2,USD\nPO-1,Y,b,1,2,USD\n",
      "3 Supplier: Order PO-1 was left out: the row says “Y”, but an earlier row of the same order "
      "says something else. All rows of an order have to agree here.\n" },
    { HEAD "PO-1,,a,1,2,USD\n", "2 Supplier: Order PO-1 was left out: the supplier is missing.\n" },
    { HEAD "PO-1,X,a,1,2,Dollars\n",
      "2 Currency: Order PO-1 was left out: “Dollars” is not a currency of three letters, such as "
      "USD.\n" },
    { HEAD "PO-1,X,a,1,,USD\n",
      "2 Item Price: Order PO-1 was left out: the row has a quantity but no price.\n" },
    { HEAD "PO-1,X,a,,5,USD\n",
      "2 Item Qty: Order PO-1 was left out: the row has a price but no quantity.\n" },
    { HEAD "PO-1,X,a,1,2,USD\n,,b,1,2,\n",
      "3 Order Ref: Order PO-1 was left out: the row has no order reference and may be one of its "
      "lines. Write the reference into every row.\n" },
    { HEAD "PO-1,X,a,1,2,USD\n,Total,,1,,\n",
      "PO-1 X   USD 2 = 1 x 2 a\n3 Order Ref: The row has no order reference and was left out.\n" },
    { HEAD "PO-1,X,a,1,2,USD,more\n",
      "2 : Order PO-1 was left out: the row has more fields than the first row has names. Put "
      "quotation marks around a text that holds the separator.\n" },
    { HEAD "PO-1,X,\"a\"b,1,2,USD\n",
      "2 : Order PO-1 was left out: a quotation mark stands within a text of the row, so it cannot "
      "be told where its fields end. Double the mark, or take it out.\n" },
    { HEAD "PO-1,X,,,,USD\n", "2 : Order PO-1 was left out: it has no lines and no total.\n" },
    { HEAD "PO-1,X,a,999999999999999,999999999999999,\n",
      "2 : Order PO-1 was left out: its amounts are too large to be true.\n" },
    { "Order Ref,Supplier,Qty,Price,Line Total\nPO-1,X,3,4,12.00\nPO-2,X,3,4,11\nPO-3,X,3,,10\n",
      "PO-1 X    12 = 3 x 4 Goods\nPO-3 X    10 = 3 x 3.3333 Goods\n"
      "3 Line Total: Order PO-2 was left out: quantity, price and discount come to 12, but the row "
      "says 11.\n" },
    { "Order Ref,Supplier,Qty,Price,Freight\nPO-1,X,1,4,5\nPO-1,X,1,4,5\nPO-2,X,1,4,5\nPO-2,X,1,4,\n",
      "PO-2 X    13 = 1 x 4 Goods, 1 x 4 Goods\n"
      "2 : Order PO-1 was left out: tax, freight, surcharge or discount stands in several of its "
      "rows, and without a total it cannot be told whether it counts once or for each line. Add a "
      "column with the order's total.\n" },
    { "Order Ref,Supplier,Qty,Price,Product Total\nPO-1,X,1,4,40\n",
      "2 Product Total: Order PO-1 was left out: its lines do not come to the product total. Look "
      "for missing rows.\n" },
    { "Order Ref,Supplier,Invoice Date,Total\nPO-1,X,31/02/2026,5\nPO-2,X,28/02/2026,5\n",
      "PO-2 X  2026-02-28  5 = 1 x 5 Goods\n"
      "2 Invoice Date: Order PO-1 was left out: “31/02/2026” is not a day as the rest of the "
      "column has it.\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CflOrderCsv) csv = read_text (cases[i][0], &no_options, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = describe (csv);
      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

static void
test_refuses (void)
{
  static const char *const bad_map[] = { "Nothing=reference", NULL };
  static const char *const bad_field[] = { "Supplier=colour", NULL };
  static const char *const no_sign[] = { "Supplier", NULL };
  static const char *const twice[] = { "Supplier=total", "Total=total", NULL };
  const struct {
    const char *file;
    CflOrderCsvOptions options;
    CflCsvError code;
    const char *says;
  } cases[] = {
    { "Hello\nworld\n", { 0 }, CFL_CSV_ERROR_COLUMNS, "--map=COLUMN=reference" },
    { "Order Ref,Total\n1,2\n", { 0 }, CFL_CSV_ERROR_COLUMNS, "--map=COLUMN=supplier" },
    { "Order Ref,Supplier\n1,2\n", { 0 }, CFL_CSV_ERROR_COLUMNS, "Item Price" },
    { "Order Ref,PO Number,Supplier,Total\n1,1,2,3\n",
      { 0 },
      CFL_CSV_ERROR_COLUMNS,
      "“Order Ref” and “PO Number”" },
    { "Order Ref,Supplier,Discount,Total\n1,1,2,3\n",
      { 0 },
      CFL_CSV_ERROR_COLUMNS,
      "--map=\"Discount=line_discount\"" },
    { "Order Ref,Supplier,Invoice Date,Total\n1,X,03/04/2026,3\n",
      { 0 },
      CFL_CSV_ERROR_AMBIGUOUS,
      "--date-order=MDY" },
    { "Order Ref,Supplier,Total\n1,X,1.250\n",
      { 0 },
      CFL_CSV_ERROR_AMBIGUOUS,
      "--decimal-mark=comma" },
    { "Order Ref,Supplier,Total\n1,X,3\n", { .maps = bad_map }, CFL_CSV_ERROR_OPTION, "“Nothing”" },
    { "Order Ref,Supplier,Total\n1,X,3\n",
      { .maps = bad_field },
      CFL_CSV_ERROR_OPTION,
      "“colour”" },
    { "Order Ref,Supplier,Total\n1,X,3\n",
      { .maps = no_sign },
      CFL_CSV_ERROR_OPTION,
      "COLUMN=FIELD" },
    { "Order Ref,Supplier,Total\n1,X,3\n",
      { .maps = twice },
      CFL_CSV_ERROR_COLUMNS,
      "“Supplier” and “Total”" },
    { "Order Ref,Supplier,Total\n1,X,3\n",
      { .date_order = "DYM" },
      CFL_CSV_ERROR_OPTION,
      "DMY, MDY, YMD" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (cases[i].file, &cases[i].options, &error));
      g_assert_error (error, CFL_CSV_ERROR, (int) cases[i].code);
      if (strstr (error->message, cases[i].says) == NULL)
        g_error ("“%s” does not say “%s”", error->message, cases[i].says);
    }
}

/* More problems than anyone reads end in one that says so, at the end. */
static void
test_many_problems (void)
{
  g_autoptr (GString) file = g_string_new (HEAD);
  g_autoptr (GError) error = NULL;
  g_autoptr (CflOrderCsv) csv = NULL;
  const CflCsvProblem *last;

  for (int i = 0; i < 5000; i++)
    g_string_append_printf (file, "PO-%d,X,a,bad,2,USD\n", i);
  g_string_append (file, "PO-good,X,a,1,2,USD\n");
  csv = read_text (file->str, &no_options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (csv->orders->len, ==, 1);
  g_assert_cmpuint (csv->problems->len, ==, 1001);
  last = g_ptr_array_index (csv->problems, 1000);
  g_assert_cmpuint (last->row, ==, 0);
}

static CflOrder *
make_order (void)
{
  CflOrder *order = cfl_order_new ();

  order->source = CFL_ORDER_SOURCE_CSV;
  cfl_text_set (&order->reference, "PO-9");
  cfl_text_set (&order->source_id, "PO-9");
  cfl_text_set (&order->supplier, "=Müller; \"Söhne\"");
  cfl_text_set (&order->contact_source_id, order->supplier);
  cfl_text_set (&order->supplier_invoice_number, "-17");
  cfl_text_set (&order->currency, "EUR");
  cfl_text_set (&order->note, "@home");
  order->invoice_date = cfl_date_new (2026, 3, 4);
  order->freight = cfl_decimal_from_scaled (1250, 0);
  order->discount = cfl_decimal_from_scaled (5, 1);
  order->product_total = cfl_decimal_from_scaled (24690, 4);
  order->total = cfl_decimal_from_scaled (12519690, 4);
  for (int i = 1; i <= 2; i++)
    {
      CflOrderLine *line = cfl_order_add_line (order);

      cfl_text_set (&line->name, i == 1 ? "Towel" : "Soap");
      cfl_text_set (&line->account_code, "5000");
      line->quantity = cfl_decimal_from_integer (i);
      line->unit_price = cfl_decimal_from_scaled (8230, 4);
    }
  return order;
}

/* What is written comes back as it was, to the last digit. */
static void
test_round_trip (void)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_order_unref);
  CflOrder *order = make_order ();

  g_ptr_array_add (orders, order);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GBytes) bytes = cfl_order_csv_write (orders, ",;\t"[i]);
      const CflOrderCsvOptions options = { .decimal_mark = "point" };
      g_autoptr (GError) error = NULL;
      g_autoptr (CflOrderCsv) csv = cfl_order_csv_read (bytes, &options, NULL, &error);
      g_autofree char *expected = describe_order (order);
      g_autofree char *text = NULL;
      const CflOrder *read;

      g_assert_no_error (error);
      text = describe (csv);
      g_assert_cmpuint (csv->orders->len, ==, 1);
      g_assert_true (g_str_has_prefix (text, expected));
      g_assert_cmpuint (strlen (text), ==, strlen (expected) + 1);
      read = g_ptr_array_index (csv->orders, 0);
      g_assert_cmpstr (read->note, ==, "@home");
      g_assert_true (cfl_decimal_equal (read->freight, order->freight));
      g_assert_true (cfl_decimal_equal (read->discount, order->discount));
      g_assert_true (cfl_decimal_equal (read->product_total, order->product_total));
      g_assert_cmpint (read->tax_status, ==, order->tax_status);
    }
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/files/orders/german", test_german);
  g_test_add_func ("/files/orders/american", test_american);
  g_test_add_func ("/files/orders/report", test_report);
  g_test_add_func ("/files/orders/maps", test_maps);
  g_test_add_func ("/files/orders/choices", test_choices);
  g_test_add_func ("/files/orders/problems", test_problems);
  g_test_add_func ("/files/orders/refuses", test_refuses);
  g_test_add_func ("/files/orders/many-problems", test_many_problems);
  g_test_add_func ("/files/orders/round-trip", test_round_trip);
  return g_test_run ();
}
