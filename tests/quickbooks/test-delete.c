/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Taking back a document: what each answer proves, and how documents stand by now. */

#include "config.h"

#include "cfl-quickbooks-private.h"
#include "cfl-test-server.h"
#include "cfl-test.h"
#include "cfl-text.h"
#include "memory-token-store.h"

#include <string.h>

#define COMPANY "/v3/company/9130"
#define POST_DELETE "POST " COMPANY "/bill?minorversion=75&operation=delete&requestid=d-1"
#define READ "GET " COMPANY "/bill/311?minorversion=75"
#define QUERY "GET " COMPANY "/query?minorversion=75&query=SELECT * FROM "
#define FAULT(code)                                                                                \
  "{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"Detail\":\"d\",\"code\":\"" code                    \
  "\"}],\"type\":\"ValidationFault\"}}"
#define DELETED(id) "{\"Bill\":{\"domain\":\"QBO\",\"status\":\"Deleted\",\"Id\":\"" id "\"}}"
#define STANDS(token) "{\"Bill\":{\"Id\":\"311\",\"SyncToken\":\"" token "\"}}"
#define TRIES 6

typedef struct {
  CflTestServer *server;
  CflHttpClient *http;
  MemoryTokenStore *store;
  CflOauth *oauth;
  CflQuickbooksClient *client;
  CflAttempt *target;
  CflAttempt *attempt;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) request = NULL;
  const char *address;

  fixture->server = cfl_test_server_new ();
  address = cfl_test_server_get_address (fixture->server);
  fixture->http = cfl_http_client_new ("Counterfoil test");
  cfl_http_client_set_wait_scale (fixture->http, 0);
  fixture->store = memory_token_store_new ();
  memory_token_store_put (fixture->store, "access", "RT1-old", 3600);
  fixture->oauth =
      cfl_oauth_new (fixture->http, address, "client", CFL_TOKEN_STORE (fixture->store));
  fixture->client = cfl_quickbooks_client_new (fixture->http, address, "9130", fixture->oauth);
  cfl_quickbooks_client_set_limits (fixture->client, 10, 0, 0);
  fixture->target = cfl_attempt_new ();
  cfl_text_set (&fixture->target->quickbooks_id, "311");
  cfl_text_set (&fixture->target->sync_token, "0");
  request = cfl_quickbooks_encode_deletion (fixture->target);
  fixture->attempt = cfl_attempt_new_for_deletion (fixture->target, request);
  cfl_text_set (&fixture->attempt->request_id, "d-1");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  cfl_attempt_unref (fixture->attempt);
  cfl_attempt_unref (fixture->target);
  g_object_unref (fixture->client);
  g_object_unref (fixture->oauth);
  g_object_unref (fixture->store);
  g_object_unref (fixture->http);
  cfl_test_server_free (fixture->server);
}

static void
expect (Fixture *fixture, const char *line, guint status, const char *body)
{
  cfl_test_server_expect (fixture->server, line, status, NULL, body);
}

static void
send_and_assert (Fixture *fixture, CflAttemptState state, int code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CflAttempt) verdict = NULL;
  g_autoptr (GError) error = NULL;

  cfl_quickbooks_client_send_async (fixture->client, fixture->attempt, NULL, cfl_test_store_cb,
                                    &result);
  verdict = cfl_quickbooks_client_send_finish (fixture->client, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (verdict->state, ==, state);
  g_assert_cmpint (verdict->error_code, ==, code);
  /* frozen, whatever the end */
  g_assert_cmpstr (verdict->quickbooks_id, ==, "311");
  g_assert_cmpstr (verdict->sync_token, ==, "0");
}

static void
test_done (Fixture *fixture, gconstpointer data)
{
  expect (fixture, POST_DELETE, 200, DELETED ("311"));
  send_and_assert (fixture, CFL_ATTEMPT_UPLOADED, 0);
  g_assert_cmpstr (cfl_test_server_get_request (fixture->server, 0)->body, ==,
                   "{\"Id\":\"311\",\"SyncToken\":\"0\"}");
}

/* Another document, an unchanged one and nothing at all prove nothing. */
static void
test_not_proven (Fixture *fixture, gconstpointer data)
{
  expect (fixture, POST_DELETE, 200, DELETED ("312"));
  send_and_assert (fixture, CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE);
  expect (fixture, POST_DELETE, 200, STANDS ("0"));
  send_and_assert (fixture, CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE);
  expect (fixture, POST_DELETE, 200, "");
  send_and_assert (fixture, CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  expect (fixture, POST_DELETE, 400, FAULT ("5010"));
  send_and_assert (fixture, CFL_ATTEMPT_FAILED, 5010);
  expect (fixture, POST_DELETE, 400, FAULT ("6210"));
  send_and_assert (fixture, CFL_ATTEMPT_FAILED, 6210);
}

/* "Not found" is only believed of a document that is not there when it is read. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  expect (fixture, POST_DELETE, 400, FAULT ("610"));
  expect (fixture, READ, 400, FAULT ("610"));
  send_and_assert (fixture, CFL_ATTEMPT_UPLOADED, 0);
  expect (fixture, POST_DELETE, 400, FAULT ("610"));
  expect (fixture, READ, 200, STANDS ("0"));
  send_and_assert (fixture, CFL_ATTEMPT_FAILED, 610);
  expect (fixture, POST_DELETE, 400, FAULT ("610"));
  expect (fixture, READ, 200, STANDS ("1"));
  send_and_assert (fixture, CFL_ATTEMPT_FAILED, 5010);
}

/* The first answer was lost; the repeat has the same id and gets what the first one got. */
static void
test_lost (Fixture *fixture, gconstpointer data)
{
  cfl_test_server_expect (fixture->server, POST_DELETE, CFL_TEST_CUT_BEFORE, NULL, "");
  expect (fixture, POST_DELETE, 200, DELETED ("311"));
  send_and_assert (fixture, CFL_ATTEMPT_UPLOADED, 0);
}

/* Behind a gateway's 504 it was done, and the last refusal is that of the repeat. */
static void
test_uncertain (Fixture *fixture, gconstpointer data)
{
  expect (fixture, POST_DELETE, 504, "<html>");
  expect (fixture, POST_DELETE, 400, FAULT ("5010"));
  expect (fixture, READ, 400, FAULT ("610"));
  send_and_assert (fixture, CFL_ATTEMPT_UPLOADED, 0);
  for (guint i = 0; i < TRIES; i++)
    expect (fixture, POST_DELETE, 504, "<html>");
  send_and_assert (fixture, CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE);
}

static void
assert_look_up (Fixture *fixture, guint status, const char *body, CflAttemptState state)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CflAttempt) verdict = NULL;
  g_autoptr (GError) error = NULL;

  expect (fixture, READ, status, body);
  cfl_quickbooks_client_look_up_async (fixture->client, fixture->attempt, NULL, cfl_test_store_cb,
                                       &result);
  verdict = cfl_quickbooks_client_look_up_finish (fixture->client, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (verdict->state, ==, state);
}

static void
test_look_up (Fixture *fixture, gconstpointer data)
{
  assert_look_up (fixture, 400, FAULT ("610"), CFL_ATTEMPT_UPLOADED);
  assert_look_up (fixture, 200, DELETED ("311"), CFL_ATTEMPT_UPLOADED);
  assert_look_up (fixture, 200, STANDS ("0"), CFL_ATTEMPT_QUEUED);
  assert_look_up (fixture, 200, STANDS ("1"), CFL_ATTEMPT_FAILED);
  assert_look_up (fixture, 200, "{}", CFL_ATTEMPT_UNKNOWN);
  assert_look_up (fixture, 400, FAULT ("2030"), CFL_ATTEMPT_UNKNOWN);
  assert_look_up (fixture, 403, "{\"fault\":{\"error\":[{\"code\":\"3100\"}]}}",
                  CFL_ATTEMPT_UNKNOWN);
}

static CflHeldDocument *
find (GPtrArray *held, const char *id)
{
  for (guint i = 0; i < held->len; i++)
    if (g_str_equal (((CflHeldDocument *) held->pdata[i])->id, id))
      return held->pdata[i];
  g_assert_not_reached ();
}

#define ROW(id, more)                                                                              \
  "{\"Id\":\"" id "\",\"SyncToken\":\"2\",\"DocNumber\":\"N\",\"VendorRef\":{\"value\":\"56\"},"   \
  "\"TxnDate\":\"2026-03-01\",\"TotalAmt\":61.50,\"MetaData\":{\"LastUpdatedTime\":"               \
  "\"2026-03-05T10:00:00-08:00\"}," more "}"
#define PAYMENT(id, date) "{\"Id\":\"" id "\",\"TxnDate\":\"" date "\"}"

static void
test_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) held = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const CflHeldDocument *paid;

  g_ptr_array_add (ids, (gpointer) "311");
  g_ptr_array_add (ids, (gpointer) "312");
  g_ptr_array_add (ids, (gpointer) "313");
  g_ptr_array_add (ids, (gpointer) "314");
  expect (
      fixture, QUERY "Bill WHERE Id IN ('311', '312', '313', '314')", 200,
      "{\"QueryResponse\":{\"Bill\":[" ROW (
          "311",
          "\"Balance\":0,\"LinkedTxn\":[{\"TxnId\":\"8\",\"TxnType\":"
          "\"BillPaymentCheck\"},{\"TxnId\":\"9\",\"TxnType\":"
          "\"BillPaymentCreditCard\"}]") "," ROW ("312",
                                                  "\"Balance\":61.50,\"LinkedTxn\":[{\"TxnId\":\"7\",\"TxnType\":"
                                                  "\"PurchaseOrder\"}]") "," ROW ("313",
                                                                                  "\"LinkedTxn\":[{\"TxnId\":\"7\",\"TxnType\":\"ReimburseCharge\"}]") "]}}");
  expect (fixture, QUERY "BillPayment WHERE Id IN ('8', '9')", 200,
          "{\"QueryResponse\":{\"BillPayment\":[" PAYMENT ("8", "2026-03-05") "," PAYMENT (
              "9", "2026-03-04") "]}}");
  cfl_quickbooks_client_read_documents_async (fixture->client, CFL_DOCUMENT_KIND_BILL, ids, NULL,
                                              cfl_test_store_cb, &result);
  held = cfl_quickbooks_client_read_documents_finish (fixture->client, cfl_test_wait (&result),
                                                      &error);
  g_assert_no_error (error);
  g_assert_cmpuint (held->len, ==, 3);
  paid = find (held, "311");
  g_assert_true (paid->held);
  g_assert_true (paid->has_payment);
  g_assert_true (cfl_decimal_is_zero (paid->balance));
  g_assert_cmpint (cfl_date_compare (paid->paid_on, cfl_date_new (2026, 3, 5)), ==, 0);
  g_assert_cmpint (paid->changed_at / G_USEC_PER_SEC, ==, 1772733600);
  g_assert_false (find (held, "312")->is_linked);
  g_assert_true (find (held, "313")->is_linked);
  g_assert_true (cfl_decimal_equal (find (held, "313")->balance, find (held, "313")->total));
}

static void
test_closing_date (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *body;
    gboolean is_set;
  } cases[] = {
    { "{\"Preferences\":{\"AccountingInfoPrefs\":{\"BookCloseDate\":\"2026-02-28\"}}}", TRUE },
    { "{\"Preferences\":{}}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      CflDate date = { 0 };

      expect (fixture, "GET " COMPANY "/preferences", 200, cases[i].body);
      cfl_quickbooks_client_read_closing_date_async (fixture->client, NULL, cfl_test_store_cb,
                                                     &result);
      cfl_quickbooks_client_read_closing_date_finish (fixture->client, cfl_test_wait (&result),
                                                      &date, &error);
      g_assert_no_error (error);
      g_assert_true (cfl_date_is_set (date) == cases[i].is_set);
    }
}

#define ADD(path, function)                                                                        \
  g_test_add ("/quickbooks/delete/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  ADD ("done", test_done);
  ADD ("not-proven", test_not_proven);
  ADD ("refused", test_refused);
  ADD ("gone", test_gone);
  ADD ("lost", test_lost);
  ADD ("uncertain", test_uncertain);
  ADD ("look-up", test_look_up);
  ADD ("read", test_read);
  ADD ("closing-date", test_closing_date);
  return g_test_run ();
}
