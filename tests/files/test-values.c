/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Amounts and days as people write them, alone and as columns. */

#include "config.h"

#include "cfl-csv-value-private.h"
#include "cfl-test.h"

#include <string.h>

static char *
amount_text (const char *text, guint mark)
{
  CflDecimal amount;

  return cfl_csv_parse_amount (text, mark, FALSE, &amount) ? cfl_decimal_to_text (amount)
                                                           : g_strdup ("no");
}

static void
test_amounts (void)
{
  static const struct {
    const char *text;
    const char *point;
    const char *comma;
  } cases[] = {
    { "12", "12", "12" },
    { "12.5", "12.5", "no" },
    { "12,5", "no", "12.5" },
    { "1,234.50", "1234.5", "no" },
    { "1.234,50", "no", "1234.5" },
    { "1,234", "1234", "1.234" },
    { "1.234", "1.234", "1234" },
    { "0.125", "0.125", "no" },
    { "1,234,567", "1234567", "no" },
    { "1 234,50", "no", "1234.5" },
    { "1\xc2\xa0"
      "234.50",
      "1234.5", "no" },
    { "1\xe2\x80\xaf"
      "234,50 €",
      "no", "1234.5" },
    { "1'234.50", "1234.5", "no" },
    { "1’234.50", "1234.5", "no" },
    { "$1,234.50", "1234.5", "no" },
    { "-$5.00", "-5", "no" },
    { "$-5.00", "-5", "no" },
    { "(5.25)", "-5.25", "no" },
    { "($5.25)", "-5.25", "no" },
    { "(5.25 €)", "-5.25", "no" },
    { "5.25-", "-5.25", "no" },
    { "−5.25", "-5.25", "no" },
    { "+5.25", "5.25", "no" },
    { ".5", "0.5", "no" },
    { " 7 ", "7", "7" },
    { "0.1234567890123", "0.123456789012", "no" },
    { "", "no", "no" },
    { "5.", "no", "no" },
    { "1,23", "no", "1.23" },
    { "12,34,567.00", "no", "no" },
    { "1234,567.00", "no", "no" },
    { "1,234.567.890", "no", "no" },
    { "1.5E3", "no", "no" },
    { "0x10", "no", "no" },
    { "1-2", "no", "no" },
    { "1−2", "no", "no" },
    { "(5", "no", "no" },
    { "5)", "no", "no" },
    { "-(5)", "no", "no" },
    { "--5", "no", "no" },
    { "5 USD", "no", "no" },
    { "5%", "no", "no" },
    { "12$50", "no", "no" },
    { "n/a", "no", "no" },
    { "1234567890123456", "no", "no" },
    { "111111111111111111111111111111111111111111111111111111111111111111111", "no", "no" },
  };
  CflDecimal rate;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *point = amount_text (cases[i].text, CFL_DECIMAL_MARK_POINT);
      g_autofree char *comma = amount_text (cases[i].text, CFL_DECIMAL_MARK_COMMA);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpstr (point, ==, cases[i].point);
      g_assert_cmpstr (comma, ==, cases[i].comma);
    }
  g_assert_true (cfl_csv_parse_amount ("12.5 %", CFL_DECIMAL_MARK_POINT, TRUE, &rate));
  g_assert_true (cfl_decimal_equal (rate, cfl_decimal_from_scaled (125, 1)));
}

static void
test_dates (void)
{
  static const struct {
    const char *text;
    guint order;
    const char *expected;
  } cases[] = {
    { "2026-03-01", CFL_DATE_ORDER_MDY, "2026-03-01" },
    { "2026/3/1", CFL_DATE_ORDER_DMY, "2026-03-01" },
    { "01.03.2026", CFL_DATE_ORDER_DMY, "2026-03-01" },
    { "1. 3. 2026", CFL_DATE_ORDER_DMY, "2026-03-01" },
    { "03/01/2026", CFL_DATE_ORDER_MDY, "2026-03-01" },
    { "3/1/26", CFL_DATE_ORDER_MDY, "2026-03-01" },
    { "1-Mar-26", CFL_DATE_ORDER_MDY, "2026-03-01" },
    { "Mar 1, 2026", CFL_DATE_ORDER_DMY, "2026-03-01" },
    { "1 September 2026", CFL_DATE_ORDER_DMY, "2026-09-01" },
    { "1 Sept 2026", CFL_DATE_ORDER_DMY, "2026-09-01" },
    { "26/03/01", CFL_DATE_ORDER_YMD, "2026-03-01" },
    { "2026-03-01 00:00", CFL_DATE_ORDER_DMY, "2026-03-01" },
    { "2026-03-01T00:00:00", CFL_DATE_ORDER_DMY, "2026-03-01" },
    { "1/03/2026 12:00:00 AM", CFL_DATE_ORDER_DMY, "2026-03-01" },
    { "2026-02-28T13:00:00Z", CFL_DATE_ORDER_DMY, "2026-03-01" }, /* midnight in Melbourne */
    { "31/02/2026", CFL_DATE_ORDER_DMY, "" },
    { "2026-03", CFL_DATE_ORDER_DMY, "" },
    { "46082", CFL_DATE_ORDER_DMY, "" },
    { "1/3/026", CFL_DATE_ORDER_DMY, "" },
    { "1 Foo 2026", CFL_DATE_ORDER_DMY, "" },
    { "Mar Mar 2026", CFL_DATE_ORDER_DMY, "" },
    { "1/3/2026x", CFL_DATE_ORDER_DMY, "" },
    { "2026-03-01 noon:", CFL_DATE_ORDER_DMY, "" },
    { "", CFL_DATE_ORDER_DMY, "" },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Australia/Melbourne");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CflDate date = CFL_DATE_UNSET;
      g_autofree char *text = NULL;

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (cfl_csv_parse_date (cases[i].text, cases[i].order, zone, &date), ==,
                       cases[i].expected[0] != '\0');
      text = cfl_date_to_text (date);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* One column of amounts and one of days beside it: the two ways found, or the words of the refusal. */
static void
test_columns (void)
{
  static const struct {
    const char *file;
    guint mark;
    guint order;
    const char *message;
  } cases[] = {
    { "A;D\n1,5;13/01/2026\n1,250;01/02/2026\n", CFL_DECIMAL_MARK_COMMA, CFL_DATE_ORDER_DMY, NULL },
    { "A;D\n1,250.00;01/13/2026\n1,250;01/02/2026\n", CFL_DECIMAL_MARK_POINT, CFL_DATE_ORDER_MDY,
      NULL },
    { "A;D\n5;01.02.2026\n\n6;02.03.2026\n", CFL_DECIMAL_MARK_POINT, CFL_DATE_ORDER_DMY, NULL },
    { "A;D\n5;2026-02-01\n6;02/02/2026\n", CFL_DECIMAL_MARK_POINT, CFL_DATE_ORDER_DMY, NULL },
    { "A;D\n1,250;2026-02-01\n", 0, 0, "“A” can be read in two ways, in row 2" },
    { "A;D\n5;2026-02-01\n6;03/04/2026\n", 0, 0, "“D” can be read in two ways, in row 3" },
    { "A;D\n1,5;\n1.5;\n", 0, 0, "“A” is not written in one way: row 2 has “1,5”, row 3" },
    { "A;D\n5;13/01/2026\n6;2026-01-01\n7;01/13/2026\n", 0, 0,
      "“D” is not written in one way: row 2 has “13/01/2026”, row 4" },
    { "A;D\nabc;def\n", CFL_DECIMAL_MARK_POINT, CFL_DATE_ORDER_DMY, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].file, strlen (cases[i].file));
      g_autoptr (GError) error = NULL;
      g_autoptr (CflCsvTable) table = cfl_csv_table_read (bytes, NULL, &error);
      CflCsvColumn columns[] = { { .column = 0, .kind = CFL_CSV_KIND_AMOUNT },
                                 { .column = 1, .kind = CFL_CSV_KIND_DATE } };
      gboolean settled;

      g_assert_no_error (error);
      settled = cfl_csv_columns_settle (table, columns, 2, 0, 0, NULL, &error);
      if (cases[i].message != NULL)
        {
          g_assert_false (settled);
          g_assert_error (error, CFL_CSV_ERROR, CFL_CSV_ERROR_AMBIGUOUS);
          if (strstr (error->message, cases[i].message) == NULL)
            g_error ("“%s” does not say “%s”", error->message, cases[i].message);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (columns[0].way, ==, cases[i].mark);
      g_assert_cmpuint (columns[1].way, ==, cases[i].order);
    }
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/files/values/amounts", test_amounts);
  g_test_add_func ("/files/values/dates", test_dates);
  g_test_add_func ("/files/values/columns", test_columns);
  return g_test_run ();
}
