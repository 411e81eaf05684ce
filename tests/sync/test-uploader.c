/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "../quickbooks/memory-token-store.h"
#include "../storage/store-support.h"
#include "cfl-test-server.h"
#include "cfl-text.h"
#include "cfl-uploader.h"

#include <string.h>

#define TRIES 6
#define POST "POST /v3/company/9130/bill?minorversion=75&requestid="
#define QUERY "GET /v3/company/9130/query?minorversion=75&query=SELECT * FROM Bill WHERE "
#define FAULT(code)                                                                                \
  "{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"Detail\":\"d\",\"code\":\"" code                    \
  "\"}],\"type\":\"ValidationFault\"}}"
#define BILL(total)                                                                                \
  "{\"Id\":\"311\",\"SyncToken\":\"0\",\"VendorRef\":{\"value\":\"1\"},\"DocNumber\":\"N-1\","     \
  "\"TotalAmt\":" total ",\"TxnDate\":\"2026-03-01\",\"Line\":[{\"DetailType\":"                   \
  "\"AccountBasedExpenseLineDetail\"}]}"
#define MADE "{\"Bill\":" BILL ("10.50") "}"
#define FOUND(bill) "{\"QueryResponse\":{\"Bill\":[" bill "]}}"
#define FOUND_NONE "{\"QueryResponse\":{}}"
#define POST_DELETE "POST /v3/company/9130/bill?minorversion=75&operation=delete&requestid="
#define READ "GET /v3/company/9130/bill/311"
#define DELETED "{\"Bill\":{\"status\":\"Deleted\",\"Id\":\"311\"}}"

typedef struct {
  CflTestServer *server;
  CflHttpClient *http;
  MemoryTokenStore *tokens;
  CflOauth *oauth;
  CflQuickbooksClient *client;
  CflStore *store;
  CflAttempt *attempt; /* of order 1, in the journal */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = support_make_path ();
  g_autoptr (GPtrArray) orders = support_make_orders (1, 1, "Aurora");
  g_autoptr (GPtrArray) attempts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  g_autoptr (CflRun) run = cfl_run_new ();
  const char *address;

  fixture->server = cfl_test_server_new ();
  address = cfl_test_server_get_address (fixture->server);
  fixture->http = cfl_http_client_new ("Counterfoil test");
  cfl_http_client_set_wait_scale (fixture->http, 0);
  fixture->tokens = memory_token_store_new ();
  memory_token_store_put (fixture->tokens, "access", "RT1-old", 3600);
  fixture->oauth =
      cfl_oauth_new (fixture->http, address, "client", CFL_TOKEN_STORE (fixture->tokens));
  fixture->client = cfl_quickbooks_client_new (fixture->http, address, "9130", fixture->oauth);
  cfl_quickbooks_client_set_limits (fixture->client, 10, 0, 0);

  fixture->store = support_open (path, NULL);
  support_set_up_company (fixture->store);
  support_save (fixture->store, orders);
  support_link (fixture->store, 1, "1");
  fixture->attempt = support_make_attempt (1, CFL_DOCUMENT_KIND_BILL);
  fixture->attempt->date = cfl_date_new (2026, 3, 1);
  g_ptr_array_add (attempts, cfl_attempt_ref (fixture->attempt));
  support_begin (fixture->store, run, attempts, NULL);
}

/* Order 1 is in QuickBooks, and its deletion stands in the journal. */
static void
set_up_deletion (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) attempts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  g_autoptr (CflRun) undo = cfl_run_new ();
  g_autoptr (GBytes) request = NULL;
  CflAttempt *deletion;

  set_up (fixture, data);
  support_settle (fixture->store, fixture->attempt, CFL_ATTEMPT_SENDING, NULL);
  cfl_text_set (&fixture->attempt->quickbooks_id, "311");
  cfl_text_set (&fixture->attempt->sync_token, "0");
  support_settle (fixture->store, fixture->attempt, CFL_ATTEMPT_UPLOADED, NULL);
  request = cfl_quickbooks_encode_deletion (fixture->attempt);
  deletion = cfl_attempt_new_for_deletion (fixture->attempt, request);
  undo->operation = CFL_OPERATION_DELETE;
  g_ptr_array_add (attempts, cfl_attempt_ref (deletion));
  support_begin (fixture->store, undo, attempts, NULL);
  cfl_attempt_unref (fixture->attempt);
  fixture->attempt = deletion;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  cfl_attempt_unref (fixture->attempt);
  support_close (fixture->store);
  g_object_unref (fixture->client);
  g_object_unref (fixture->oauth);
  g_object_unref (fixture->tokens);
  g_object_unref (fixture->http);
  cfl_test_server_free (fixture->server);
}

static void
expect (Fixture *fixture, const char *line, guint status, const char *body)
{
  cfl_test_server_expect (fixture->server, line, status, NULL, body);
}

static void
expect_post (Fixture *fixture, guint status, const char *body)
{
  g_autofree char *line = g_strconcat (POST, fixture->attempt->request_id, NULL);

  expect (fixture, line, status, body);
}

/* Settles what the journal holds, as an earlier run would have left it. */
static void
leave (Fixture *fixture, gint64 minutes_ago, CflAttemptState state)
{
  fixture->attempt->started_at = g_get_real_time () - minutes_ago * 60 * G_USEC_PER_SEC;
  support_settle (fixture->store, fixture->attempt, CFL_ATTEMPT_SENDING, NULL);
  if (state == CFL_ATTEMPT_UNKNOWN)
    support_settle (fixture->store, fixture->attempt, state, NULL);
}

/* Returns: how the journal sees it afterwards */
static CflAttempt *
run (Fixture *fixture)
{
  g_autoptr (CflUploader) uploader = cfl_uploader_new (fixture->store, fixture->client);
  g_autoptr (GPtrArray) open = support_open_attempts (fixture->store);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CflAttempt *attempt;

  cfl_uploader_run_async (uploader, open, NULL, cfl_test_store_cb, &result);
  cfl_uploader_run_finish (uploader, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  attempt = cfl_attempt_ref (g_ptr_array_index (cfl_uploader_get_attempts (uploader), 0));
  return attempt;
}

static void
test_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) end = NULL;
  g_autoptr (GPtrArray) open = NULL;

  expect_post (fixture, 200, MADE);
  end = run (fixture);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_UPLOADED);
  open = support_open_attempts (fixture->store);
  g_assert_cmpuint (open->len, ==, 0);
}

/* Behind a gateway's 504 the first request may still be under way; under another id both would
 * make a bill. */
static void
test_gateway (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) end = NULL;

  for (guint i = 0; i < TRIES; i++)
    expect_post (fixture, 504, "<html>");
  expect (fixture, QUERY, 200, FOUND_NONE);
  expect_post (fixture, 200, MADE);
  end = run (fixture);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_UPLOADED);
  g_assert_cmpstr (end->request_id, ==, fixture->attempt->request_id);
}

static void
test_seen_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) end = NULL;
  g_autoptr (GPtrArray) open = NULL;

  for (guint i = 0; i < 2; i++)
    {
      expect_post (fixture, 400, FAULT ("600"));
      expect (fixture, QUERY, 200, FOUND_NONE);
    }
  end = run (fixture);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_UNKNOWN);
  open = support_open_attempts (fixture->store);
  g_assert_cmpuint (open->len, ==, 1);
}

/* A refusal inside a success is believed once nothing of ours is found; it is not sent again. */
static void
test_fault_in_success (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) end = NULL;

  expect_post (fixture, 200, FAULT ("2500"));
  expect (fixture, QUERY, 200, FOUND_NONE);
  end = run (fixture);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_FAILED);
  g_assert_cmpint (end->error_code, ==, 2500);
  g_assert_cmpstr (end->request_id, ==, fixture->attempt->request_id);
}

/* Whose document has the number is looked up; the id in QuickBooks' words, in whatever language, is
 * at most a hint. */
static void
test_number_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) end = NULL;

  expect_post (
      fixture, 400,
      "{\"Fault\":{\"Error\":[{\"Message\":\"Erreur de num\u00e9ro de document en double\","
      "\"Detail\":\"DocNumber=N-1 est attribu\u00e9 \u00e0 TxnType=Facture avec TxnId=77\","
      "\"code\":\"006140\",\"element\":\"\"}],\"type\":\"ValidationFault\"}}");
  expect (fixture, QUERY "DocNumber = 'N-1'", 200, FOUND (BILL ("10.50")));
  end = run (fixture);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_UPLOADED);
  g_assert_cmpstr (end->quickbooks_id, ==, "311");
}

static void
test_repeated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) end = NULL;

  leave (fixture, 1, CFL_ATTEMPT_SENDING);
  expect_post (fixture, 200, MADE);
  end = run (fixture);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_UPLOADED);
}

/* That a repeat is not let in tells nothing of the first time. */
static void
test_repeat_throttled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) end = NULL;

  leave (fixture, 1, CFL_ATTEMPT_UNKNOWN);
  for (guint i = 0; i < TRIES; i++)
    expect_post (fixture, 429, "");
  end = run (fixture);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_UNKNOWN);
}

/* Nor does that the company has lost the feature since: the books are asked. */
static void
test_repeat_without_feature (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) end = NULL;

  leave (fixture, 1, CFL_ATTEMPT_UNKNOWN);
  expect_post (fixture, 400, FAULT ("5030"));
  expect (fixture, QUERY "VendorRef = '1' AND DocNumber = 'N-1'", 200, FOUND (BILL ("10.50")));
  end = run (fixture);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_UPLOADED);
}

/* Weeks later QuickBooks may have forgotten the request id. */
static void
test_old (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) end = NULL;

  leave (fixture, 24 * 60, GPOINTER_TO_INT (data));
  expect (fixture, QUERY "VendorRef = '1' AND DocNumber = 'N-1'", 200, FOUND (BILL ("10.50")));
  end = run (fixture);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_UPLOADED);
  g_assert_cmpstr (end->quickbooks_id, ==, "311");
}

static void
test_old_and_absent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) end = NULL;

  leave (fixture, 24 * 60, GPOINTER_TO_INT (data));
  expect (fixture, QUERY, 200, FOUND_NONE);
  expect (fixture, POST, 200, MADE);
  end = run (fixture);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_UPLOADED);
  g_assert_cmpstr (end->request_id, !=, fixture->attempt->request_id);
}

/* QuickBooks made a document that differs; sending again could only make another one. */
static void
test_different (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) end = NULL;

  fixture->attempt->error_code = CFL_FAILURE_DIFFERENT;
  cfl_text_set (&fixture->attempt->quickbooks_id, "311");
  leave (fixture, 1, CFL_ATTEMPT_UNKNOWN);
  expect (fixture, QUERY "Id = '311'", 200, FOUND (BILL ("10.40")));
  end = run (fixture);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_UNKNOWN);
}

/* Where order 1 stands, as its deletion has ended. */
static void
assert_list (Fixture *fixture, CflList list)
{
  g_assert_cmpuint (support_list_length (fixture->store, list, CFL_SHOW_ALL, NULL), ==, 1);
}

static void
expect_delete (Fixture *fixture, guint status, const char *body)
{
  g_autofree char *line = g_strconcat (POST_DELETE, fixture->attempt->request_id, NULL);

  expect (fixture, line, status, body);
}

static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) end = NULL;

  assert_list (fixture, CFL_LIST_UPLOADED);
  expect_delete (fixture, 200, DELETED);
  end = run (fixture);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_UPLOADED);
  assert_list (fixture, CFL_LIST_INVOICES);
}

/* Somebody was faster. */
static void
test_delete_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) end = NULL;

  expect_delete (fixture, 400, FAULT ("5010"));
  end = run (fixture);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_FAILED);
  assert_list (fixture, CFL_LIST_UPLOADED);
}

/* Not let in: nothing was deleted, and the next try is free. */
static void
test_delete_not_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) end = NULL;

  for (guint i = 0; i < TRIES; i++)
    expect_delete (fixture, 429, "");
  end = run (fixture);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_FAILED);
  g_assert_cmpint (end->error_code, ==, 3001);
  assert_list (fixture, CFL_LIST_UPLOADED);
}

/* Left open by a program that was killed: the same request again, however old it is. */
static void
test_delete_repeated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) end = NULL;

  leave (fixture, 24 * 60, GPOINTER_TO_INT (data));
  expect_delete (fixture, 200, DELETED);
  end = run (fixture);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_UPLOADED);
  assert_list (fixture, CFL_LIST_INVOICES);
}

/* It was done the first time, and QuickBooks has forgotten the request since. */
static void
test_delete_forgotten (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) end = NULL;

  leave (fixture, 24 * 60, CFL_ATTEMPT_UNKNOWN);
  expect_delete (fixture, 400, FAULT ("610"));
  expect (fixture, READ, 400, FAULT ("610"));
  end = run (fixture);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_UPLOADED);
  assert_list (fixture, CFL_LIST_INVOICES);
}

/* No answer at all, and the document still stands: the same request again, until one side is sure. */
static void
test_delete_lost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) end = NULL;

  for (guint i = 0; i < TRIES; i++)
    expect_delete (fixture, 504, "<html>");
  expect (fixture, READ, 200, "{\"Bill\":{\"Id\":\"311\",\"SyncToken\":\"0\"}}");
  expect_delete (fixture, 200, DELETED);
  end = run (fixture);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_UPLOADED);
  assert_list (fixture, CFL_LIST_INVOICES);
}

static void
test_delete_unknown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) end = NULL;

  for (guint i = 0; i < TRIES; i++)
    expect_delete (fixture, 504, "<html>");
  expect (fixture, READ, 400, FAULT ("2030"));
  end = run (fixture);
  g_assert_cmpint (end->state, ==, CFL_ATTEMPT_UNKNOWN);
  assert_list (fixture, CFL_LIST_UPLOADED);
}

#define ADD_DELETE(path, data, function)                                                           \
  g_test_add ("/sync/uploader/delete/" path, Fixture, GINT_TO_POINTER (data), set_up_deletion,     \
              function, tear_down)
#define ADD(path, data, function)                                                                  \
  g_test_add ("/sync/uploader/" path, Fixture, GINT_TO_POINTER (data), set_up, function, tear_down)

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  ADD ("sent", 0, test_sent);
  ADD ("gateway", 0, test_gateway);
  ADD ("seen-before", 0, test_seen_before);
  ADD ("fault-in-success", 0, test_fault_in_success);
  ADD ("number-taken", 0, test_number_taken);
  ADD ("repeated", 0, test_repeated);
  ADD ("repeat-throttled", 0, test_repeat_throttled);
  ADD ("repeat-without-feature", 0, test_repeat_without_feature);
  ADD ("old-sending", CFL_ATTEMPT_SENDING, test_old);
  ADD ("old-unknown", CFL_ATTEMPT_UNKNOWN, test_old);
  ADD ("old-and-absent", CFL_ATTEMPT_UNKNOWN, test_old_and_absent);
  ADD ("different", 0, test_different);
  ADD_DELETE ("deleted", 0, test_deleted);
  ADD_DELETE ("refused", 0, test_delete_refused);
  ADD_DELETE ("not-sent", 0, test_delete_not_sent);
  ADD_DELETE ("repeated-sending", CFL_ATTEMPT_SENDING, test_delete_repeated);
  ADD_DELETE ("repeated-unknown", CFL_ATTEMPT_UNKNOWN, test_delete_repeated);
  ADD_DELETE ("forgotten", 0, test_delete_forgotten);
  ADD_DELETE ("lost", 0, test_delete_lost);
  ADD_DELETE ("unknown", 0, test_delete_unknown);
  return g_test_run ();
}
