/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers of documents, and how they change, as the practice server tells them. */

#include "config.h"

#include "cfl-quickbooks-private.h"
#include "cfl-text.h"
#include "practice-fixture.h"

#include <string.h>

static void
set_up (PracticeFixture *fixture, gconstpointer data)
{
  static const char *const arguments[] = { "--orders=40", NULL };

  practice_fixture_start (fixture, arguments);
  practice_fixture_sign_in (fixture);
}

static void
tear_down (PracticeFixture *fixture, gconstpointer data)
{
  practice_fixture_stop (fixture);
}

static GPtrArray *
list (PracticeFixture *fixture, CflDate since)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *numbers;

  cfl_quickbooks_client_list_numbers_async (fixture->client, CFL_DOCUMENT_KIND_BILL, since, NULL,
                                            cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  numbers = cfl_quickbooks_client_list_numbers_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  return numbers;
}

static GPtrArray *
read_changes (PracticeFixture *fixture, gint64 since, gboolean *complete, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_quickbooks_client_read_number_changes_async (fixture->client, TRUE, since, NULL,
                                                   cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  return cfl_quickbooks_client_read_number_changes_finish (fixture->client, result, complete,
                                                           error);
}

static char *
make_bill (PracticeFixture *fixture, const char *number)
{
  CflDocument *document = cfl_document_new (CFL_DOCUMENT_KIND_BILL);
  CflDecimal amount = cfl_decimal_from_text ("12.50");
  g_autoptr (GBytes) request = NULL;
  g_autoptr (CflAttempt) attempt = NULL;
  g_autoptr (CflAttempt) end = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cfl_text_set (&document->vendor_id, "56");
  cfl_text_set (&document->payable_account_id, "33");
  cfl_text_set (&document->number, number);
  cfl_text_set (&document->currency, "USD");
  cfl_date_parse (cfl_test_practice_get (fixture->practice, "today"), &document->date);
  document->total = amount;
  cfl_document_add_line (document, g_strdup ("Goods"), amount, "80");
  request = cfl_quickbooks_encode_document (document);
  attempt = cfl_attempt_new_for_document (document, "PO-1", request);
  cfl_text_set (&attempt->request_id, number);
  cfl_quickbooks_client_send_async (fixture->client, attempt, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  end = cfl_quickbooks_client_send_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_UPLOADED);
  cfl_document_unref (document);
  return g_strdup (end->quickbooks_id);
}

static const CflTakenNumber *
find (GPtrArray *numbers, const char *id)
{
  for (guint i = 0; i < numbers->len; i++)
    {
      const CflTakenNumber *number = numbers->pdata[i];

      if (g_str_equal (number->id, id))
        return number;
    }
  g_error ("There is no %s", id);
}

static void
test_list (PracticeFixture *fixture, gconstpointer data)
{
  g_autofree char *id = make_bill (fixture, "N-1");
  g_autoptr (GPtrArray) all = list (fixture, CFL_DATE_UNSET);
  g_autoptr (GPtrArray) none = NULL;
  const CflTakenNumber *number = find (all, id);
  CflDate today;

  cfl_date_parse (cfl_test_practice_get (fixture->practice, "today"), &today);
  g_assert_cmpstr (number->number, ==, "N-1");
  g_assert_cmpstr (number->vendor_id, ==, "56");
  g_assert_cmpint (cfl_date_compare (number->date, today), ==, 0);
  g_assert_true (cfl_decimal_equal (number->total, cfl_decimal_from_text ("12.5")));
  g_assert_false (number->gone);
  none = list (fixture, cfl_date_add_days (today, 1));
  g_assert_cmpuint (none->len, ==, 0);
}

static void
delete_bill (PracticeFixture *fixture, const char *id)
{
  g_autofree char *body = g_strdup_printf ("{\"Id\":\"%s\",\"SyncToken\":\"0\"}", id);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (CflHttpRequest) request =
      cfl_quickbooks_client_request_new (fixture->client, "POST", "/bill", "operation=delete");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CflAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  cfl_http_request_set_body (request, bytes, "application/json");
  cfl_quickbooks_client_call_async (fixture->client, request, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  answer = cfl_quickbooks_client_call_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->kind, ==, CFL_ANSWER_SUCCESS);
}

static void
test_changes (PracticeFixture *fixture, gconstpointer data)
{
  gint64 before = g_get_real_time () - G_TIME_SPAN_HOUR;
  g_autofree char *kept = make_bill (fixture, "N-1");
  g_autofree char *deleted = make_bill (fixture, "N-2");
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) later = NULL;
  g_autoptr (GError) error = NULL;
  gboolean complete = FALSE;

  delete_bill (fixture, deleted);
  changes = read_changes (fixture, before, &complete, &error);
  g_assert_no_error (error);
  g_assert_true (complete);
  g_assert_cmpstr (find (changes, kept)->number, ==, "N-1");
  g_assert_true (find (changes, deleted)->gone);
  later = read_changes (fixture, g_get_real_time () + G_TIME_SPAN_DAY, &complete, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (later->len, ==, 0);
  g_assert_true (complete);
}

/* QuickBooks looks back 30 days. */
static void
test_too_long_ago (PracticeFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  gboolean complete = FALSE;

  changes = read_changes (fixture, g_get_real_time () - 40 * G_TIME_SPAN_DAY, &complete, &error);
  g_assert_null (changes);
  g_assert_error (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_REJECTED);
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/numbers/" name, PracticeFixture, NULL, set_up, function, tear_down)
  ADD ("list", test_list);
  ADD ("changes", test_changes);
  ADD ("too-long-ago", test_too_long_ago);
  return g_test_run ();
}
