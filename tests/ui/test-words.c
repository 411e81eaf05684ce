/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-answer-view.h"
#include "cfl-order-view.h"
#include "cfl-run-words.h"
#include "cfl-status.h"
#include "cfl-test.h"
#include "cfl-tick-set.h"
#include "cfl-upload-bar.h"

#define STRUCK(text) "<span strikethrough=\"true\" alpha=\"60%\">" text "</span>"

static void
check_markup (const char *reference, const char *number, const char *expected)
{
  g_autofree char *markup = cfl_reference_to_markup (reference, number);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (markup, ==, expected);
  g_assert_true (pango_parse_markup (markup, -1, 0, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
test_reference (void)
{
  check_markup ("AT-88213 PO-2041", "AT-88213 PO-2041", "AT-88213 PO-2041");
  check_markup ("INV-2026-0088213 PO-2044-1", "INV-2026-00 PO-2044-1",
                "INV-2026-00" STRUCK ("88213") " PO-2044-1");
  check_markup ("PACRIM-INV-000417 PO-2056", "PACRIM-INV-000417 PO-",
                "PACRIM-INV-000417 PO-" STRUCK ("2056"));
  check_markup ("A&B<1> PO-1", "", "A&amp;B&lt;1&gt; PO-1");
  check_markup ("Ærø&Søn-9999 PO-1", "Ærø&Sø PO-1", "Ærø&amp;Sø" STRUCK ("n-9999") " PO-1");
  check_markup ("short", "no such thing", "short");
  check_markup ("a long reference", "other", "a long reference");
}

static void
test_amounts (void)
{
  g_autofree char *usd = cfl_amount_to_markup (cfl_decimal_from_text ("16320.5"), "USD");
  g_autofree char *jpy = cfl_amount_to_markup (cfl_decimal_from_text ("412000"), "JPY");

  g_assert_cmpstr (usd, ==, "16,320.50");
  g_assert_cmpstr (jpy, ==, "412,000<span alpha=\"1\">.00</span>");
}

static void
test_ticks_of_rows (void)
{
  g_autoptr (CflOrderRow) row = cfl_order_row_new ();

  row->reason = CFL_REASON_READY;
  g_assert_true (cfl_row_can_be_ticked (row));
  row->reason = CFL_REASON_NOT_LINKED;
  g_assert_false (cfl_row_can_be_ticked (row));
  row->reason = CFL_REASON_READY;
  row->attempt_id = 7;
  row->attempt_state = CFL_ATTEMPT_FAILED;
  g_assert_true (cfl_row_can_be_ticked (row));
  row->attempt_state = CFL_ATTEMPT_UNKNOWN; /* may be there already */
  g_assert_false (cfl_row_can_be_ticked (row));
  row->attempt_state = CFL_ATTEMPT_UPLOADED;
  g_assert_false (cfl_row_can_be_ticked (row));
}

static void
test_status (void)
{
  g_autoptr (CflOrderRow) row = cfl_order_row_new ();
  g_auto (CflStatus) ready = { 0 };
  g_auto (CflStatus) unlinked = { 0 };
  g_auto (CflStatus) sending = { 0 };

  row->reason = CFL_REASON_READY;
  row->reference_form = CFL_REFERENCE_CUT;
  cfl_status_init (&ready, row);
  g_assert_cmpstr (ready.words, ==, "Ready");
  g_assert_cmpstr (ready.note, ==, "reference cut");
  g_assert_null (ready.button);

  row->reason = CFL_REASON_NOT_LINKED;
  cfl_status_init (&unlinked, row);
  g_assert_cmpstr (unlinked.css_class, ==, "warn");
  g_assert_cmpint (unlinked.fix, ==, CFL_FIX_LINK);
  g_assert_cmpstr (unlinked.button, ==, "Link…");

  row->attempt_id = 1;
  row->attempt_state = CFL_ATTEMPT_SENDING;
  cfl_status_init (&sending, row);
  g_assert_true (sending.spinning);
  g_assert_cmpstr (sending.words, ==, "Sending…");
}

/* It is there, but not as it was asked for: that shows, and it still cannot be sent again. */
static void
test_notice (void)
{
  g_autoptr (CflOrderRow) row = cfl_order_row_new ();
  g_auto (CflStatus) plain = { 0 };
  g_auto (CflStatus) noted = { 0 };

  row->reason = CFL_REASON_IMPORTED_ELSEWHERE;
  row->attempt_id = 1;
  row->attempt_state = CFL_ATTEMPT_UPLOADED;
  cfl_status_init (&plain, row);
  g_assert_cmpstr (plain.words, ==, "In QuickBooks");
  g_assert_cmpstr (plain.css_class, ==, "ok");
  row->error_code = CFL_FAILURE_LINK_DROPPED;
  cfl_status_init (&noted, row);
  g_assert_cmpstr (noted.words, ==, "Link missing");
  g_assert_cmpstr (noted.css_class, ==, "warn");
  g_assert_nonnull (strstr (noted.tooltip, "purchase order"));
  g_assert_false (cfl_row_can_be_ticked (row));
}

/* QuickBooks did not take it: it may be tried again, but it does not look as if nothing had been. */
static void
test_refused (void)
{
  g_autoptr (CflOrderRow) row = cfl_order_row_new ();
  g_auto (CflStatus) refused = { 0 };
  g_auto (CflStatus) cancelled = { 0 };

  row->reason = CFL_REASON_READY;
  row->attempt_id = 1;
  row->attempt_state = CFL_ATTEMPT_FAILED;
  row->error_code = 6140;
  cfl_status_init (&refused, row);
  g_assert_cmpstr (refused.words, ==, "Number is already used");
  g_assert_cmpstr (refused.css_class, ==, "err");
  g_assert_nonnull (refused.tooltip);
  g_assert_true (cfl_row_can_be_ticked (row));

  row->attempt_state = CFL_ATTEMPT_CANCELLED;
  cfl_status_init (&cancelled, row);
  g_assert_cmpstr (cancelled.words, ==, "Ready");
}

/* Every reason has words, an icon and, if it has a button, one that the program can serve. */
static void
test_all_reasons (void)
{
  for (CflReason reason = CFL_REASON_READY; reason < CFL_N_REASONS; reason++)
    {
      g_autoptr (CflOrderRow) row = cfl_order_row_new ();
      g_auto (CflStatus) status = { 0 };

      row->reason = reason;
      cfl_status_init (&status, row);
      g_assert_nonnull (status.icon);
      g_assert_nonnull (status.css_class);
      g_assert_cmpuint (strlen (status.words), >, 0);
      if (status.button != NULL)
        g_assert_cmpuint (strlen (status.button), >, 0);
    }
}

static void
check_run (CflDocumentKind kind, const guint counts[5], const char *expected)
{
  g_autoptr (CflRun) run = cfl_run_new ();
  g_autofree char *sentence = NULL;

  run->kind = kind;
  run->total = counts[0];
  run->uploaded = counts[1];
  run->failed = counts[2];
  run->unknown = counts[3];
  run->cancelled = counts[4];
  sentence = cfl_run_to_sentence (run);
  g_assert_cmpstr (sentence, ==, expected);
}

/* Whatever became of a document, the sentence at the end of a run tells of it. */
static void
test_run (void)
{
  check_run (CFL_DOCUMENT_KIND_BILL, (guint[]){ 12, 12, 0, 0, 0 }, "12 bills uploaded.");
  check_run (CFL_DOCUMENT_KIND_BILL, (guint[]){ 43, 41, 2, 0, 0 },
             "41 of 43 bills uploaded. 2 need you.");
  check_run (CFL_DOCUMENT_KIND_BILL, (guint[]){ 43, 11, 2, 1, 29 },
             "11 of 43 bills uploaded. 2 need you. It is not known yet whether 1 arrived. "
             "29 were not sent and wait in their list.");
  check_run (CFL_DOCUMENT_KIND_PURCHASE_ORDER, (guint[]){ 5, 0, 0, 0, 5 },
             "0 of 5 purchase orders uploaded. 5 were not sent and wait in their list.");
  check_run (CFL_DOCUMENT_KIND_BILL, (guint[]){ 0, 0, 0, 0, 0 }, "");
}

static void
test_progress (void)
{
  CflProgress progress = {
    .done = 210, .total = 300, .per_second = 8, .seconds_left = 12, .waiting = 0
  };
  g_autofree char *rate = cfl_progress_to_rate (&progress, FALSE);
  g_autofree char *paused = cfl_progress_to_rate (&progress, TRUE);
  g_autofree char *asked = NULL;
  g_autofree char *unknown = NULL;

  g_assert_cmpstr (rate, ==, "8.0 a second · about 12 seconds left");
  g_assert_cmpstr (paused, ==, "Paused, 90 are waiting");
  progress.waiting = 40;
  asked = cfl_progress_to_rate (&progress, FALSE);
  g_assert_cmpstr (asked, ==, "QuickBooks asks to wait 40 seconds");
  progress.waiting = 0;
  progress.seconds_left = -1;
  unknown = cfl_progress_to_rate (&progress, FALSE);
  g_assert_cmpstr (unknown, ==, "");
}

static void
test_answer (void)
{
  g_autofree char *json = cfl_answer_to_pretty ("{\"a\":[1,\"x, {y\\\"}\"],\"b\":{}}");
  g_autofree char *page = cfl_answer_to_pretty ("<html>a,b</html>");
  g_autofree char *broken = cfl_answer_to_pretty ("{\"a\":\"\\");
  g_autofree char *closed = cfl_answer_to_pretty ("[]]]}}");

  g_assert_cmpstr (json, ==,
                   "{\n  \"a\": [\n    1,\n    \"x, {y\\\"}\"\n  ],\n  \"b\": {\n    \n  }\n}");
  g_assert_cmpstr (page, ==, "<html>a,b</html>");
  g_assert_cmpstr (broken, ==, "{\n  \"a\": \"\\");
  g_assert_nonnull (closed);
}

static void
test_tick_set (void)
{
  g_autoptr (CflTickSet) ticks = cfl_tick_set_new ();
  guint changed = 0;

  g_signal_connect_swapped (ticks, "changed", G_CALLBACK (g_atomic_int_inc), &changed);
  g_assert_true (cfl_tick_set_is_empty (ticks));
  cfl_tick_set_set (ticks, 5, TRUE);
  cfl_tick_set_set (ticks, 5, TRUE);
  g_assert_cmpuint (changed, ==, 1);
  g_assert_true (cfl_tick_set_contains (ticks, 5));
  cfl_tick_set_set_all (ticks, TRUE);
  g_assert_true (cfl_tick_set_contains (ticks, 123456));
  cfl_tick_set_set (ticks, 9, FALSE);
  g_assert_false (cfl_tick_set_contains (ticks, 9));
  g_assert_true (cfl_tick_set_is_all_mode (ticks));
  cfl_tick_set_set_locked (ticks, TRUE);
  cfl_tick_set_set_all (ticks, FALSE);
  g_assert_true (cfl_tick_set_contains (ticks, 8));
  cfl_tick_set_set_locked (ticks, FALSE);
  cfl_tick_set_set_all (ticks, FALSE);
  g_assert_true (cfl_tick_set_is_empty (ticks));

  g_assert_cmpint (cfl_tick_state_of (0, 0), ==, CFL_TICK_STATE_NONE);
  g_assert_cmpint (cfl_tick_state_of (0, 33), ==, CFL_TICK_STATE_NONE);
  g_assert_cmpint (cfl_tick_state_of (5, 33), ==, CFL_TICK_STATE_SOME);
  g_assert_cmpint (cfl_tick_state_of (33, 33), ==, CFL_TICK_STATE_ALL);
}

static void
test_sorts (void)
{
  for (CflSort sort = CFL_SORT_REFERENCE; sort <= CFL_SORT_NUMBER; sort++)
    {
      CflSort back = CFL_SORT_REFERENCE;

      g_assert_true (cfl_sort_from_text (cfl_sort_to_text (sort), &back));
      g_assert_cmpint (back, ==, sort);
    }
  g_assert_false (cfl_sort_from_text ("colour", &(CflSort){ 0 }));
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/words/reference", test_reference);
  g_test_add_func ("/words/amounts", test_amounts);
  g_test_add_func ("/words/ticks-of-rows", test_ticks_of_rows);
  g_test_add_func ("/words/status", test_status);
  g_test_add_func ("/words/notice", test_notice);
  g_test_add_func ("/words/refused", test_refused);
  g_test_add_func ("/words/all-reasons", test_all_reasons);
  g_test_add_func ("/words/run", test_run);
  g_test_add_func ("/words/progress", test_progress);
  g_test_add_func ("/words/answer", test_answer);
  g_test_add_func ("/words/tick-set", test_tick_set);
  g_test_add_func ("/words/sorts", test_sorts);
  return g_test_run ();
}
