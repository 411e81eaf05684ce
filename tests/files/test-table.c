/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The CSV format itself: what is read, what is refused, and that any bytes end in one of the two. */

#include "config.h"

#include "cfl-csv-reader.h"
#include "cfl-csv-writer.h"
#include "cfl-order-csv.h"
#include "cfl-test.h"

#include <string.h>

static CflCsvTable *
read_bytes (const char *data, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);

  return cfl_csv_table_read (bytes, NULL, error);
}

/* The whole table as one text: fields between bars, rows with their numbers. */
static char *
describe (const CflCsvTable *table)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < cfl_csv_table_get_n_columns (table); i++)
    g_string_append_printf (text, "|%s", cfl_csv_table_get_name (table, i));
  for (guint row = 0; row < cfl_csv_table_get_n_rows (table); row++)
    {
      g_string_append_printf (text, "\n%u", cfl_csv_table_get_row_number (table, row));
      for (guint i = 0; i < cfl_csv_table_get_n_columns (table); i++)
        g_string_append_printf (text, "|%s", cfl_csv_table_get (table, row, i));
      if (cfl_csv_table_row_is_long (table, row))
        g_string_append (text, " long");
      if (cfl_csv_table_row_is_torn (table, row))
        g_string_append (text, " torn");
    }
  return g_string_free (text, FALSE);
}

static void
assert_reads (const char *data, gsize length, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CflCsvTable) table = read_bytes (data, length, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = describe (table);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_reads (void)
{
  static const char *const cases[][2] = {
    { "a,b\n1,2\n", "|a|b\n2|1|2" },
    { "a,b\r\n1,2\r\n", "|a|b\n2|1|2" },
    { "a,b\r1,2", "|a|b\n2|1|2" },
    { "a;b\n1,5;2\n", "|a|b\n2|1,5|2" },
    { "a\tb\n1,5\t2;3\n", "|a|b\n2|1,5|2;3" },
    { "\"a;x\",b\n1,2\n", "|a;x|b\n2|1|2" },
    { "sep=;\r\na;b\r\n1;2\r\n", "|a|b\n3|1|2" },
    { "\xef\xbb\xbf"
      "a,b\n1,2",
      "|a|b\n2|1|2" },
    { "a,b\n\"x\ny\",\"say \"\"yes\"\"\"\n3,4\n", "|a|b\n2|x\ny|say \"yes\"\n3|3|4" },
    { "a,b\n\n,\n1,2\n", "|a|b\n4|1|2" },
    { "\n\na,b\n1,2\n", "|a|b\n4|1|2" },
    { "a,b\n1\n", "|a|b\n2|1|" },
    { "a,b\n1,2,\n", "|a|b\n2|1|2" },
    { "a,b\n1,2,3\n", "|a|b\n2|1|2 long" },
    { "a,b\n \"1,5\" ,2\n", "|a|b\n2|1,5|2" },
    { "a,b\n\"1\"x,2\n", "|a|b\n2|1x|2 torn" },
    { "a,b\n5\" pipe,2\n", "|a|b\n2|5\" pipe|2" },
    { "a,b\n\"\",2\n", "|a|b\n2||2" },
    { "a\n", "|a" },
    { "caf\xe9,\x80\n\x93x\x94,2\n", "|café|€\n2|“x”|2" },
    { "a\n'=1+1\n'abc\n''-5\n", "|a\n2|=1+1\n3|'abc\n4|'-5" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_reads (cases[i][0], strlen (cases[i][0]), cases[i][1]);
  assert_reads ("\xff\xfe"
                "a\0,\0b\0\n\0\xac\x20,\0"
                "2\0",
                16, "|a|b\n2|€|2");
}

static void
test_refuses (void)
{
  static const struct {
    const char *data;
    gsize length;
    CflCsvError code;
  } cases[] = {
    { "", 0, CFL_CSV_ERROR_EMPTY },
    { " \n , \n", 6, CFL_CSV_ERROR_EMPTY },
    { "\xef\xbb\xbf", 3, CFL_CSV_ERROR_EMPTY },
    { "PK\3\4\0\0", 6, CFL_CSV_ERROR_NOT_TEXT },
    { "\xff\xfe"
      "a",
      3, CFL_CSV_ERROR_NOT_TEXT },
    { "\xff\xfe\0\xd8", 4, CFL_CSV_ERROR_NOT_TEXT },
    { "a,b\n\"x,2\n3,4\n", 13, CFL_CSV_ERROR_QUOTES },
    { "a,b\n1,\"", 7, CFL_CSV_ERROR_QUOTES },
  };
  g_autofree char *wide = g_strnfill (CFL_CSV_MAX_COLUMNS, ',');
  g_autofree char *deep = g_strnfill (CFL_CSV_MAX_FIELD_BYTES + 1, 'x');
  g_autoptr (GError) too_wide = NULL;
  g_autoptr (GError) too_deep = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_bytes (cases[i].data, cases[i].length, &error));
      g_assert_error (error, CFL_CSV_ERROR, (int) cases[i].code);
    }
  g_assert_null (read_bytes (wide, strlen (wide), &too_wide));
  g_assert_error (too_wide, CFL_CSV_ERROR, CFL_CSV_ERROR_TOO_LARGE);
  g_assert_null (read_bytes (deep, strlen (deep), &too_deep));
  g_assert_error (too_deep, CFL_CSV_ERROR, CFL_CSV_ERROR_TOO_LARGE);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a,b\n1,2\n", 8);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (cfl_csv_table_read (bytes, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Whatever a text holds, it comes back as it was. */
static char *
random_text (void)
{
  static const char *const pieces[] = {
    "a", "\"", ",", ";", "\t", "\n", "\r\n", "\r",           "'",    "=", "+", "-", "@", " ",
    "é", "汉", "€", "1", ".",  "0",  "sep=", "\xe2\x80\xa8", "\"\"", "x",
  };
  GString *text = g_string_new (NULL);
  int length = g_test_rand_int_range (0, 12);

  for (int i = 0; i < length; i++)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static void
check_round_trip (char separator)
{
  enum { ROWS = 20, COLUMNS = 5 };
  g_autoptr (CflCsvWriter) writer = cfl_csv_writer_new (separator);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CflCsvTable) table = NULL;
  g_autoptr (GError) error = NULL;

  for (int column = 0; column < COLUMNS; column++)
    cfl_csv_writer_add_text (writer, "name");
  cfl_csv_writer_end_row (writer);
  for (int row = 0; row < ROWS; row++)
    {
      for (int column = 0; column < COLUMNS - 1; column++)
        {
          char *text = random_text ();

          g_ptr_array_add (texts, text);
          cfl_csv_writer_add_text (writer, text);
        }
      cfl_csv_writer_add_amount (writer, cfl_decimal_from_integer (-row));
      cfl_csv_writer_end_row (writer);
    }
  bytes = cfl_csv_writer_finish (writer);
  table = cfl_csv_table_read (bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cfl_csv_table_get_n_rows (table), ==, ROWS);
  g_assert_cmpint (cfl_csv_table_get_separator (table), ==, separator);
  for (guint row = 0; row < ROWS; row++)
    {
      g_autofree char *amount = g_strdup_printf ("%d", -(int) row);

      g_assert_false (cfl_csv_table_row_is_torn (table, row));
      g_assert_false (cfl_csv_table_row_is_long (table, row));
      for (guint column = 0; column < COLUMNS - 1; column++)
        g_assert_cmpstr (cfl_csv_table_get (table, row, column), ==,
                         g_ptr_array_index (texts, row * (COLUMNS - 1) + column));
      g_assert_cmpstr (cfl_csv_table_get (table, row, COLUMNS - 1), ==, amount);
    }
}

static void
test_round_trip (void)
{
  for (int i = 0; i < 300; i++)
    check_round_trip (",;\t"[i % 3]);
}

static void
test_guard (void)
{
  static const char *const cases[][2] = {
    { "=HYPERLINK(1)", "'=HYPERLINK(1)" },
    { "@SUM", "'@SUM" },
    { "+61 3 9000", "'+61 3 9000" },
    { "-1,5", "\"'-1,5\"" },
    { "\tx", "\"'\tx\"" },
    { "'=x", "''=x" },
    { "x=1", "x=1" },
    { "O'Brien", "O'Brien" },
    { "'quoted'", "'quoted'" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CflCsvWriter) writer = cfl_csv_writer_new (',');
      g_autofree char *expected =
          g_strdup_printf ("\xef\xbb\xbf%s,-1.5,2026-03-01\r\n", cases[i][1]);
      g_autoptr (GBytes) bytes = NULL;

      cfl_csv_writer_add_text (writer, cases[i][0]);
      cfl_csv_writer_add_amount (writer, cfl_decimal_from_scaled (-15, 1));
      cfl_csv_writer_add_date (writer, cfl_date_new (2026, 3, 1));
      cfl_csv_writer_end_row (writer);
      bytes = cfl_csv_writer_finish (writer);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected,
                       strlen (expected));
    }
}

/* Bytes by chance, and a good file with some of its bytes changed: an answer or an error, never
 * anything else. */
static void
test_any_bytes (void)
{
  static const char good[] =
      "Order Ref,Supplier,Item Name,Item Qty,Item Price,Invoice Date,Total\r\n"
      "PO-1,\"Aurora, Ltd\",Towel,2,\"1,250.50\",2026-03-01,2501\r\n"
      "PO-2,Kestrel,\"A \"\"B\"\"\",1,-3.5,2026-03-02,(3.50)\r\n";
  static const char bytes_of_interest[] = "\",;\t\r\n'=-.()0x1 \xe2\x80\xaf\xc3\x80\xff";
  const CflOrderCsvOptions options = { 0 };

  for (int round = 0; round < 20000; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CflOrderCsv) orders = NULL;
      g_autoptr (GBytes) bytes = NULL;
      char data[sizeof good];
      int length = (int) sizeof good - 1;

      memcpy (data, good, sizeof good);
      if (round % 4 == 0)
        length = g_test_rand_int_range (0, (int) sizeof data);
      for (int i = 0; i < 1 + round % 12; i++)
        data[g_test_rand_int_range (0, (int) sizeof data)] =
            round % 3 == 0
                ? (char) g_test_rand_int_range (0, 256)
                : bytes_of_interest[g_test_rand_int_range (0, (int) sizeof bytes_of_interest - 1)];
      bytes = g_bytes_new (data, (gsize) length);
      orders = cfl_order_csv_read (bytes, &options, NULL, &error);
      g_assert_true ((orders == NULL) == (error != NULL));
      if (error != NULL)
        g_assert_true (error->domain == CFL_CSV_ERROR &&
                       g_utf8_validate (error->message, -1, NULL));
    }
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/files/table/reads", test_reads);
  g_test_add_func ("/files/table/refuses", test_refuses);
  g_test_add_func ("/files/table/cancelled", test_cancelled);
  g_test_add_func ("/files/table/round-trip", test_round_trip);
  g_test_add_func ("/files/table/guard", test_guard);
  g_test_add_func ("/files/table/any-bytes", test_any_bytes);
  return g_test_run ();
}
