/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-date.h"
#include "cfl-terms.h"
#include "cfl-test.h"

static CflDate
day (const char *text)
{
  CflDate date = CFL_DATE_UNSET;

  g_assert_true (cfl_date_parse (text, &date));
  return date;
}

static void
assert_date (CflDate date, const char *expected)
{
  g_autofree char *text = cfl_date_to_text (date);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_parse (void)
{
  static const char *const refused[] = {
    "",         "2026-02-29", "2026-13-01",  "2026-00-10",  "2026-04-31",  "2026-4-01",
    "26-04-01", "2026/04/01", "2026-04-01 ", " 2026-04-01", "2026-04-01T", "0000-01-01",
    "20260401", "2026-04-0x", "-026-04-01",  "01-04-2026",
  };
  CflDate date = cfl_date_new (2001, 1, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (cfl_date_parse (refused[i], &date));
  g_assert_false (cfl_date_parse (NULL, &date));
  assert_date (date, "2001-01-01");
  assert_date (day ("2024-02-29"), "2024-02-29");
  assert_date (day ("0001-01-01"), "0001-01-01");
  assert_date (day ("9999-12-31"), "9999-12-31");
  assert_date (CFL_DATE_UNSET, "");
  g_assert_false (cfl_date_is_set (cfl_date_new (2026, 2, 30)));
  g_assert_false (cfl_date_is_set (cfl_date_new (-1, 2, 3)));
}

static void
test_reckon (void)
{
  assert_date (cfl_date_add_days (day ("2026-02-28"), 1), "2026-03-01");
  assert_date (cfl_date_add_days (day ("2026-03-03"), 30), "2026-04-02");
  assert_date (cfl_date_add_days (day ("2026-01-01"), -1), "2025-12-31");
  assert_date (cfl_date_add_months (day ("2026-01-31"), 1), "2026-02-28");
  assert_date (cfl_date_add_months (day ("2026-01-15"), -1), "2025-12-15");
  assert_date (cfl_date_add_months (day ("2026-12-31"), 14), "2028-02-29");
  assert_date (cfl_date_first_of_month (day ("2026-12-31")), "2026-12-01");
  assert_date (cfl_date_add_days (CFL_DATE_UNSET, 3), "");
  assert_date (cfl_date_add_months (CFL_DATE_UNSET, 3), "");
  assert_date (cfl_date_add_days (day ("9999-12-31"), 1), "");
  assert_date (cfl_date_add_days (day ("0001-01-01"), -1), "");
  assert_date (cfl_date_add_months (day ("9999-12-31"), 1), "");
  assert_date (cfl_date_add_months (day ("2026-01-31"), G_MAXINT), "");
  g_assert_cmpint (cfl_date_compare (CFL_DATE_UNSET, day ("0001-01-01")), <, 0);
  g_assert_cmpint (cfl_date_compare (day ("2026-03-02"), day ("2026-03-01")), >, 0);
  g_assert_cmpint (cfl_date_compare (day ("2026-03-02"), day ("2026-03-02")), ==, 0);
}

static void
test_instant (void)
{
  static const char *const cases[][2] = {
    { "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z" },
    { "2026-02-28T13:00:00Z", "2026-02-28T13:00:00Z" },
    { "2026-02-28T13:00:00", "2026-02-28T13:00:00Z" },
    { "2026-02-28 13:00:00Z", "2026-02-28T13:00:00Z" },
    { "2026-02-28T13:00:00.5Z", "2026-02-28T13:00:00.500000Z" },
    { "2026-02-28T13:00:00.1234567Z", "2026-02-28T13:00:00.123456Z" },
    { "2026-03-01T00:00:00+11:00", "2026-02-28T13:00:00Z" },
    { "2026-03-01T00:00:00-0830", "2026-03-01T08:30:00Z" },
    { "2026-03-01", "2026-03-01T00:00:00Z" },
    { "1969-12-31T23:59:59.25Z", "1969-12-31T23:59:59.250000Z" },
    { "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z" },
    { "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z" },
  };
  static const char *const refused[] = {
    "",
    "2026-02-28T",
    "2026-02-28T13:00",
    "2026-02-28T24:00:00Z",
    "2026-02-28T13:60:00Z",
    "2026-02-28T13:00:00.Z",
    "2026-02-28T13:00:00Zx",
    "2026-02-30T13:00:00Z",
    "now",
    "2026-02-28T13:00:00+1:00",
    "2026-02-28T13:00:00+24:00",
    "1772283600",
  };
  gint64 instant = 5;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;

      g_assert_true (cfl_instant_parse (cases[i][0], &instant));
      text = cfl_instant_to_text (instant);
      g_assert_cmpstr (text, ==, cases[i][1]);
    }
  instant = 5;
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (cfl_instant_parse (refused[i], &instant));
  g_assert_cmpint (instant, ==, 5);
}

/* Local midnight as Cin7 sends it. Sydney leaves summer time on 5 April 2026 and enters it again on
 * 4 October: midnight is 13:00Z in summer and 14:00Z in winter. */
static void
test_zone (void)
{
  static const char *const cases[][3] = {
    { "Australia/Sydney", "2026-02-28T13:00:00Z", "2026-03-01" },
    { "Australia/Sydney", "2026-04-04T13:00:00Z", "2026-04-05" },
    { "Australia/Sydney", "2026-04-05T14:00:00Z", "2026-04-06" },
    { "Australia/Sydney", "2026-04-05T13:59:59Z", "2026-04-05" },
    { "Australia/Sydney", "2026-10-02T14:00:00Z", "2026-10-03" },
    { "Australia/Sydney", "2026-10-03T14:00:00Z", "2026-10-04" },
    { "Australia/Sydney", "2026-10-04T13:00:00Z", "2026-10-05" },
    { "America/New_York", "2026-03-01T05:00:00Z", "2026-03-01" },
    { "America/New_York", "2026-07-01T04:00:00Z", "2026-07-01" },
    { "America/New_York", "2026-07-01T03:59:59Z", "2026-06-30" },
    { "Pacific/Auckland", "2026-06-30T12:00:00Z", "2026-07-01" },
    { "UTC", "1969-12-31T23:59:59.999999Z", "1969-12-31" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i][0]);
      gint64 instant = 0;

      g_assert_nonnull (zone);
      g_assert_true (cfl_instant_parse (cases[i][1], &instant));
      assert_date (cfl_instant_to_date (instant, zone), cases[i][2]);
    }
}

static void
assert_due (const CflCompany *company,
            const char *terms,
            const char *invoice_date,
            const char *expected)
{
  CflDate due = CFL_DATE_UNSET;

  g_test_message ("%s", terms);
  g_assert_true (cfl_terms_due_date (company, terms, day (invoice_date), &due));
  assert_date (due, expected);
}

static void
test_terms (void)
{
  static const char *const cases[][3] = {
    { "30 days", "2026-03-03", "2026-04-02" },
    { "30 Days Net", "2026-03-03", "2026-04-02" },
    { "Net 30", "2026-03-03", "2026-04-02" },
    { "Nett 14 days from date of invoice", "2026-03-03", "2026-03-17" },
    { "7d", "2026-03-03", "2026-03-10" },
    { "2 weeks", "2026-03-03", "2026-03-17" },
    { "20th of following month", "2026-01-05", "2026-02-20" },
    { "20th of Next Month", "2026-12-31", "2027-01-20" },
    { "30th of Following Month", "2026-01-05", "2026-02-28" },
    { "30th of Following Month", "2026-03-05", "2026-04-30" },
    { "COD", "2026-03-03", "2026-03-03" },
    { "C.O.D.", "2026-03-03", "2026-03-03" },
    { "Due on receipt", "2026-03-03", "2026-03-03" },
    { "Payment in Advance", "2026-03-03", "2026-03-03" },
    { "EOM", "2026-02-05", "2026-02-28" },
    { "End of month", "2026-02-28", "2026-02-28" },
    { "End of following month", "2026-01-15", "2026-02-28" },
    { "30 days EOM", "2026-01-15", "2026-03-02" },
    { "2/10 net 30", "2026-03-03", "2026-04-02" },
    { "0 days", "2026-03-03", "2026-03-03" },
  };
  static const char *const unknown[] = { "",
                                         "50% deposit, balance 30 days",
                                         "30/60 days",
                                         "10 or 30 days",
                                         "As agreed",
                                         "L/C at sight",
                                         "99999 days",
                                         "following month",
                                         "32nd of following month",
                                         "Zahlbar sofort",
                                         "\xff\xfe" };
  g_autoptr (CflCompany) company = cfl_company_new ();
  CflDate due = CFL_DATE_UNSET;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)

    assert_due (company, cases[i][0], cases[i][1], cases[i][2]);
  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_test_message ("%s", unknown[i]);
      g_assert_false (cfl_terms_due_date (company, unknown[i], day ("2026-03-03"), &due));
    }
  g_assert_false (cfl_terms_due_date (company, "30 days", CFL_DATE_UNSET, &due));
}

static void
test_terms_correction (void)
{
  g_autoptr (CflCompany) company = cfl_company_new ();

  g_hash_table_insert (company->term_days, cfl_terms_fold ("20th of Following Month"),
                       g_strdup ("1 20"));
  g_hash_table_insert (company->term_days, cfl_terms_fold ("As agreed"), g_strdup ("0 45"));
  g_hash_table_insert (company->term_days, cfl_terms_fold ("30 days"), g_strdup ("nonsense"));
  assert_due (company, "20TH of following  month.", "2026-01-05", "2026-02-21");
  assert_due (company, "as agreed", "2026-01-05", "2026-02-19");
  assert_due (company, "30 days", "2026-03-03", "2026-04-02");
}

static void
test_window (void)
{
  g_autoptr (CflCompany) company = cfl_company_new ();

  assert_date (cfl_company_window_start (company, day ("2026-03-30")), "");
  company->past_months = 1;
  assert_date (cfl_company_window_start (company, day ("2026-03-30")), "2026-02-01");
  company->past_months = 12;
  assert_date (cfl_company_window_start (company, day ("2026-03-30")), "2025-03-01");
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);

  g_test_add_func ("/date/parse", test_parse);
  g_test_add_func ("/date/reckon", test_reckon);
  g_test_add_func ("/date/instant", test_instant);
  g_test_add_func ("/date/zone", test_zone);
  g_test_add_func ("/date/terms", test_terms);
  g_test_add_func ("/date/terms-correction", test_terms_correction);
  g_test_add_func ("/date/window", test_window);

  return g_test_run ();
}
