/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-fault-codes.h"
#include "cfl-sync-error-private.h"
#include "cfl-test.h"
#include "cfl-wording.h"

static void
assert_complete (const CflWords *words)
{
  g_assert_cmpstr (words->status, !=, "");
  g_assert_cmpint (g_utf8_strlen (words->status, -1), <=, CFL_WORDS_STATUS_LENGTH);
  g_assert_cmpstr (words->title, !=, "");
  g_assert_cmpstr (words->sentence, !=, "");
  g_assert_null (strchr (words->status, '{'));
  g_assert_null (strchr (words->title, '{'));
  g_assert_null (strchr (words->sentence, '{'));
  g_assert_null (strchr (words->remedy, '{'));
  /* A button that does nothing, or an act without a button, helps nobody. */
  g_assert_cmpint (words->fix == CFL_FIX_NONE, ==, words->button[0] == '\0');
}

static void
test_reasons (void)
{
  for (int reason = 0; reason < CFL_N_REASONS; reason++)
    for (int kind = 0; kind < 2; kind++)
      {
        g_autoptr (CflWords) words =
            cfl_words_for_reason ((CflReason) reason, "freight", (CflDocumentKind) kind);
        g_autoptr (CflWords) bare =
            cfl_words_for_reason ((CflReason) reason, NULL, (CflDocumentKind) kind);

        assert_complete (words);
        assert_complete (bare);
        g_assert_nonnull (cfl_reason_get_name ((CflReason) reason));
      }
}

static void
test_details (void)
{
  g_autoptr (CflWords) currency =
      cfl_words_for_reason (CFL_REASON_VENDOR_CURRENCY, "AUD", CFL_DOCUMENT_KIND_BILL);
  g_autoptr (CflWords) freight =
      cfl_words_for_reason (CFL_REASON_NO_ACCOUNT, "freight", CFL_DOCUMENT_KIND_BILL);
  g_autoptr (CflWords) code = cfl_words_for_reason (
      CFL_REASON_NO_ACCOUNT, "6000-OVERSEAS-PURCHASES-LONG", CFL_DOCUMENT_KIND_BILL);
  g_autoptr (CflWords) closed =
      cfl_words_for_reason (CFL_REASON_BOOKS_CLOSED, "2026-03-06", CFL_DOCUMENT_KIND_BILL);
  g_autoptr (CflWords) order =
      cfl_words_for_reason (CFL_REASON_VENDOR_INACTIVE, NULL, CFL_DOCUMENT_KIND_PURCHASE_ORDER);

  g_assert_cmpstr (currency->status, ==, "Vendor is in AUD");
  g_assert_cmpstr (freight->status, ==, "No account for freight");
  g_assert_cmpint (g_utf8_strlen (code->status, -1), ==, CFL_WORDS_STATUS_LENGTH);
  g_assert_true (g_str_has_suffix (code->status, "…"));
  g_assert_cmpstr (closed->title, ==, "The books are closed up to 6 March 2026");
  g_assert_nonnull (strstr (order->sentence, "purchase order"));
}

/* Every code of the table; that the table is whole is tested beside it. */
static void
test_codes (void)
{
  guint n_codes;
  const CflFaultCode *codes = cfl_fault_codes (&n_codes);

  for (guint i = 0; i < n_codes; i++)
    {
      g_autoptr (CflWords) words =
          cfl_words_for_failure (codes[i].first, "what was said", CFL_DOCUMENT_KIND_BILL);
      g_autoptr (CflWords) silent =
          cfl_words_for_failure (codes[i].last, NULL, CFL_DOCUMENT_KIND_PURCHASE_ORDER);

      g_assert_cmpint (words->fix, ==, codes[i].words.fix);
      assert_complete (words);
      assert_complete (silent);
    }
}

static void
test_unknown_codes (void)
{
  g_autoptr (CflWords) told =
      cfl_words_for_failure (6000, "Amounts do not agree", CFL_DOCUMENT_KIND_BILL);
  g_autoptr (CflWords) silent = cfl_words_for_failure (123456, "", CFL_DOCUMENT_KIND_BILL);

  assert_complete (told);
  assert_complete (silent);
  g_assert_cmpstr (told->sentence, ==, "QuickBooks says: Amounts do not agree");
  g_assert_cmpstr (silent->sentence, ==, "QuickBooks gave no reason in words.");
}

static void
test_causes (void)
{
  g_autoptr (CflCauseRow) cause = cfl_cause_row_new ();

  cause->state = CFL_ATTEMPT_FAILED;
  cause->reason = CFL_REASON_VENDOR_INACTIVE;
  cause->error_code = 6000;
  cause->count = 3;
  cause->suppliers = 1;
  cfl_text_set (&cause->supplier, "Kestrel Packaging (Shenzhen)");
  {
    g_autoptr (CflWords) words = cfl_words_for_cause (cause);

    assert_complete (words);
    g_assert_cmpstr (words->title, ==, "Kestrel Packaging (Shenzhen) is inactive in QuickBooks");
    g_assert_true (g_str_has_suffix (words->remedy, "All 3 invoices wait for this."));
  }
  cause->state = CFL_ATTEMPT_UNKNOWN;
  cause->count = 1;
  {
    g_autoptr (CflWords) words = cfl_words_for_cause (cause);

    assert_complete (words);
    g_assert_cmpstr (words->title, ==, "Not known yet whether 1 invoice arrived");
    g_assert_cmpint (words->fix, ==, CFL_FIX_LOOK_AGAIN);
  }
}

static void
test_rows (void)
{
  static const struct {
    CflAttemptState state;
    const char *status;
  } states[] = {
    { CFL_ATTEMPT_QUEUED, "Queued" },
    { CFL_ATTEMPT_SENDING, "Sending…" },
    { CFL_ATTEMPT_UPLOADED, "In QuickBooks" },
    { CFL_ATTEMPT_UNKNOWN, "No answer yet, checking with QuickBooks" },
    { CFL_ATTEMPT_FAILED, "Number is already used" },
    { CFL_ATTEMPT_CANCELLED, "Ready" },
  };
  g_autoptr (CflOrderRow) row = cfl_order_row_new ();
  g_autoptr (CflWords) fresh = cfl_words_for_row (row);

  g_assert_cmpstr (fresh->status, ==, "Ready");
  row->attempt_id = 1;
  row->error_code = 6140;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (CflWords) words = NULL;

      row->attempt_state = states[i].state;
      words = cfl_words_for_row (row);
      g_assert_cmpstr (words->status, ==, states[i].status);
    }
  /* What was uploaded, but has something to be said about it. */
  row->attempt_state = CFL_ATTEMPT_UPLOADED;
  row->error_code = CFL_FAILURE_LINK_DROPPED;
  {
    g_autoptr (CflWords) words = cfl_words_for_row (row);

    assert_complete (words);
    g_assert_cmpstr (words->status, ==, "Link missing");
  }
  /* What stands in the way now goes before what stood in the way then. */
  row->attempt_state = CFL_ATTEMPT_FAILED;
  row->reason = CFL_REASON_NOT_LINKED;
  {
    g_autoptr (CflWords) words = cfl_words_for_row (row);

    g_assert_cmpstr (words->status, ==, "Supplier is not linked");
  }
}

static void
test_values (void)
{
  static const struct {
    const char *amount;
    const char *currency;
    const char *shown;
  } amounts[] = {
    { "1920", "USD", "1,920.00" },    { "-34.5", "USD", "−34.50" },
    { "999.995", "USD", "1,000.00" }, { "1234567890.1", "EUR", "1,234,567,890.10" },
    { "6703", "JPY", "6,703" },       { "0", "USD", "0.00" },
    { "100", "USD", "100.00" },       { "1.2345", "KWD", "1.235" },
  };
  g_autofree char *date = cfl_date_to_display (cfl_date_new (2026, 3, 6));
  g_autofree char *unset = cfl_date_to_display (CFL_DATE_UNSET);

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autofree char *shown =
          cfl_amount_to_display (cfl_decimal_from_text (amounts[i].amount), amounts[i].currency);

      g_assert_cmpstr (shown, ==, amounts[i].shown);
    }
  g_assert_cmpstr (date, ==, "6 March 2026");
  g_assert_cmpstr (unset, ==, "");
}

static void
test_errors (void)
{
  for (int code = 0; code <= CFL_SYNC_ERROR_USAGE; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (CFL_SYNC_ERROR, code, "A sentence.");

      g_assert_cmpstr (cfl_sync_error_fix (error), !=, "");
      g_assert_cmpstr (cfl_sync_error_get_name (error), !=, "unexpected");
    }
  {
    g_autoptr (GError) cancelled = cfl_sync_error_translate (
        g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled"));
    g_autoptr (GError) other = cfl_sync_error_translate (
        g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOENT, "No such file"));

    g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_cmpstr (cfl_sync_error_get_name (cancelled), ==, "cancelled");
    g_assert_error (other, CFL_SYNC_ERROR, CFL_SYNC_ERROR_FILE);
  }
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/sync/wording/reasons", test_reasons);
  g_test_add_func ("/sync/wording/details", test_details);
  g_test_add_func ("/sync/wording/codes", test_codes);
  g_test_add_func ("/sync/wording/unknown-codes", test_unknown_codes);
  g_test_add_func ("/sync/wording/causes", test_causes);
  g_test_add_func ("/sync/wording/rows", test_rows);
  g_test_add_func ("/sync/wording/values", test_values);
  g_test_add_func ("/sync/wording/errors", test_errors);
  return g_test_run ();
}
