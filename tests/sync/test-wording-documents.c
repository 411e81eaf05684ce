/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-test.h"
#include "cfl-text.h"
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

static CflHeldDocument *
make_held (void)
{
  CflHeldDocument *held = cfl_held_document_new ("311");

  held->held = TRUE;
  held->total = cfl_decimal_from_text ("4069.1");
  held->balance = cfl_decimal_from_text ("1.5");
  held->date = cfl_date_new (2026, 3, 2);
  held->paid_on = cfl_date_new (2026, 3, 5);
  held->changed_at = G_GINT64_CONSTANT (1772733600) * G_USEC_PER_SEC;
  cfl_text_set (&held->number, "N-2");
  return held;
}

static CflUploadedDocument *
make_document (CflStanding standing, CflDocumentKind kind)
{
  g_autoptr (CflAttempt) attempt = cfl_attempt_new ();
  CflUploadedDocument *document;

  attempt->kind = kind;
  attempt->total = cfl_decimal_from_text ("4096.1");
  attempt->date = cfl_date_new (2026, 3, 1);
  cfl_text_set (&attempt->currency, "GBP");
  cfl_text_set (&attempt->number, "N-1");
  document = cfl_uploaded_document_new (attempt);
  document->standing = standing;
  document->held = make_held ();
  return document;
}

static void
test_standings (void)
{
  for (int standing = 0; standing < CFL_N_STANDINGS; standing++)
    for (int kind = 0; kind < 2; kind++)
      {
        g_autoptr (CflUploadedDocument) document =
            make_document ((CflStanding) standing, (CflDocumentKind) kind);
        g_autoptr (CflWords) words = cfl_words_for_document (document);

        assert_complete (words);
        /* what is kept says what to do */
        if (standing != CFL_STANDING_UNKNOWN && standing != CFL_STANDING_UNTOUCHED)
          g_assert_cmpstr (words->remedy, !=, "");
      }
}

static void
assert_standing (CflStanding standing, const char *status, const char *sentence)
{
  g_autoptr (CflUploadedDocument) document = make_document (standing, CFL_DOCUMENT_KIND_BILL);
  g_autoptr (CflWords) words = cfl_words_for_document (document);

  g_assert_cmpstr (words->status, ==, status);
  g_assert_cmpstr (words->sentence, ==, sentence);
}

static void
test_standing_details (void)
{
  assert_standing (CFL_STANDING_TOTAL_CHANGED, "Total changed there",
                   "Sent 4,096.10 GBP; somebody changed it in QuickBooks on 5 March 2026 to "
                   "4,069.10 GBP.");
  assert_standing (CFL_STANDING_DATE_CHANGED, "Date changed there",
                   "Sent 1 March 2026; somebody changed it in QuickBooks on 5 March 2026 to "
                   "2 March 2026.");
  assert_standing (CFL_STANDING_NUMBER_CHANGED, "Number changed there",
                   "Sent N-1; somebody changed it in QuickBooks on 5 March 2026 to N-2.");
  assert_standing (CFL_STANDING_PAID, "Paid 2026-03-05", "It was paid on 5 March 2026.");
  assert_standing (CFL_STANDING_PARTLY_PAID, "Partly paid",
                   "1.50 GBP of 4,096.10 GBP are still open.");
}

static void
assert_undo (CflAttemptState state, int code, const char *status)
{
  g_autoptr (CflAttempt) deletion = cfl_attempt_new ();
  g_autoptr (CflWords) words = NULL;

  deletion->operation = CFL_OPERATION_DELETE;
  deletion->state = state;
  deletion->error_code = code;
  cfl_text_set (&deletion->error_detail, "Linked transactions have to be unlinked.");
  words = cfl_words_for_undo (deletion);
  assert_complete (words);
  g_assert_cmpstr (words->status, ==, status);
}

static void
test_undone (void)
{
  g_autoptr (CflOrderRow) row = cfl_order_row_new ();
  g_autoptr (CflWords) words = NULL;

  assert_undo (CFL_ATTEMPT_UPLOADED, 0, "Undone");
  assert_undo (CFL_ATTEMPT_FAILED, 5010, "Changed there meanwhile");
  assert_undo (CFL_ATTEMPT_FAILED, 6210, "Books are closed");
  assert_undo (CFL_ATTEMPT_FAILED, 6000, "QuickBooks keeps it");
  assert_undo (CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_NO_ANSWER, "Not known if deleted");

  row->attempt_state = CFL_ATTEMPT_UPLOADED;
  row->undone_at = G_GINT64_CONSTANT (1772733600) * G_USEC_PER_SEC;
  words = cfl_words_for_document_row (row);
  assert_complete (words);
  g_assert_cmpstr (words->status, ==, "Undone 2026-03-05");
}

/* A row says what its last try to be taken back came to, unless a comparison knows better. */
static void
test_rows (void)
{
  g_autoptr (CflOrderRow) row = cfl_order_row_new ();
  g_autoptr (CflWords) refused = NULL;
  g_autoptr (CflWords) compared = NULL;

  row->attempt_state = CFL_ATTEMPT_UPLOADED;
  row->undo_tried = TRUE;
  row->undo_state = CFL_ATTEMPT_FAILED;
  row->undo_error_code = 5010;
  refused = cfl_words_for_document_row (row);
  g_assert_cmpstr (refused->status, ==, "Changed there meanwhile");
  row->standing = CFL_STANDING_PAID;
  row->held = make_held ();
  compared = cfl_words_for_document_row (row);
  g_assert_cmpstr (compared->status, ==, "Paid 2026-03-05");
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/sync/wording-documents/standings", test_standings);
  g_test_add_func ("/sync/wording-documents/standing-details", test_standing_details);
  g_test_add_func ("/sync/wording-documents/undone", test_undone);
  g_test_add_func ("/sync/wording-documents/rows", test_rows);
  return g_test_run ();
}
