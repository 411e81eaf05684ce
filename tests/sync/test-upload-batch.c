/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Documents that leave together, each answer of QuickBooks played by hand. One call at a time makes the
 * uploader put all that wait into one batch. */

#include "config.h"

#include "../quickbooks/memory-token-store.h"
#include "../storage/store-support.h"
#include "cfl-test-server.h"
#include "cfl-text.h"
#include "cfl-uploader.h"

#include <string.h>

#define N_ORDERS 3
#define TRIES 6
#define BATCH "POST /v3/company/9130/batch?minorversion=75&requestid="
#define POST "POST /v3/company/9130/bill?minorversion=75&requestid="
#define QUERY "GET /v3/company/9130/query?minorversion=75&query=SELECT * FROM Bill WHERE "
#define FAULT(code)                                                                                \
  "\"Fault\":{\"Error\":[{\"Message\":\"m\",\"Detail\":\"d\",\"code\":\"" code                     \
  "\"}],\"type\":\"ValidationFault\"}"
#define BILL(number)                                                                               \
  "{\"Id\":\"31" number "\",\"SyncToken\":\"0\",\"VendorRef\":{\"value\":\"1\"},\"DocNumber\":"    \
  "\"N-" number "\",\"TotalAmt\":10.50,\"TxnDate\":\"2026-03-01\",\"Line\":[{\"DetailType\":"      \
  "\"AccountBasedExpenseLineDetail\"}]}"
#define MADE(number) "{\"Bill\":" BILL (number) ",\"bId\":\"" number "\"}"
#define REFUSED(number, code) "{" FAULT (code) ",\"bId\":\"" number "\"}"
#define ANSWER(items) "{\"BatchItemResponse\":[" items "]}"
#define MADE_ALONE(number) "{\"Bill\":" BILL (number) "}"
#define FOUND(number) "{\"QueryResponse\":{\"Bill\":[" BILL (number) "]}}"
#define FOUND_NONE "{\"QueryResponse\":{}}"

typedef struct {
  CflTestServer *server;
  CflHttpClient *http;
  MemoryTokenStore *tokens;
  CflOauth *oauth;
  CflQuickbooksClient *client;
  CflStore *store;
  GPtrArray
      *attempts;   /* (element-type CflAttempt) of orders 1, 2 and 3, in the journal, ids 1 to 3 */
  GPtrArray *ends; /* (element-type CflAttempt) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = support_make_path ();
  g_autoptr (GPtrArray) orders = support_make_orders (1, N_ORDERS, "Aurora");
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
  cfl_quickbooks_client_set_limits (fixture->client, 1, 0, 0);

  fixture->store = support_open (path, NULL);
  support_set_up_company (fixture->store);
  support_save (fixture->store, orders);
  support_link (fixture->store, 1, "1");
  fixture->attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  for (gint64 id = 1; id <= N_ORDERS; id++)
    {
      CflAttempt *attempt = support_make_attempt (id, CFL_DOCUMENT_KIND_BILL);

      g_free (attempt->number);
      attempt->number = g_strdup_printf ("N-%d", (int) id);
      attempt->date = cfl_date_new (2026, 3, 1);
      g_ptr_array_add (fixture->attempts, attempt);
    }
  support_begin (fixture->store, run, fixture->attempts, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->ends, g_ptr_array_unref);
  g_ptr_array_unref (fixture->attempts);
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

/* All that are open, as a run or a start would take them up. */
static void
run (Fixture *fixture)
{
  g_autoptr (CflUploader) uploader = cfl_uploader_new (fixture->store, fixture->client);
  g_autoptr (GPtrArray) open = support_open_attempts (fixture->store);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cfl_uploader_run_async (uploader, open, NULL, cfl_test_store_cb, &result);
  cfl_uploader_run_finish (uploader, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  g_clear_pointer (&fixture->ends, g_ptr_array_unref);
  fixture->ends = g_ptr_array_ref (cfl_uploader_get_attempts (uploader));
}

/* U uploaded, F failed, ? unknown, C cancelled. */
static void
assert_ends (Fixture *fixture, const char *ends)
{
  g_assert_cmpuint (fixture->ends->len, ==, strlen (ends));
  for (guint i = 0; i < fixture->ends->len; i++)
    {
      static const char letters[] = "QSUF?C";
      const CflAttempt *end = fixture->ends->pdata[i];

      g_assert_cmpint (letters[end->state], ==, ends[i]);
    }
}

static void
assert_open (Fixture *fixture, guint count)
{
  g_autoptr (GPtrArray) open = support_open_attempts (fixture->store);

  g_assert_cmpuint (open->len, ==, count);
}

/* All repeats of one batch are the same bytes under the same request id. */
static void
assert_same_batches (Fixture *fixture, guint first, guint count)
{
  const CflTestRequest *one = cfl_test_server_get_request (fixture->server, first);

  for (guint i = first; i < first + count; i++)
    {
      const CflTestRequest *other = cfl_test_server_get_request (fixture->server, i);

      g_assert_cmpstr (other->line, ==, one->line);
      g_assert_cmpstr (other->body, ==, one->body);
    }
}

static void
test_made (Fixture *fixture, gconstpointer data)
{
  expect (fixture, BATCH, 200, ANSWER (MADE ("2") "," MADE ("1") "," MADE ("3")));
  run (fixture);
  assert_ends (fixture, "UUU");
  assert_open (fixture, 0);
  g_assert_cmpstr (((CflAttempt *) fixture->ends->pdata[1])->quickbooks_id, ==, "312");
}

/* A refusal is one document's own. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  expect (fixture, BATCH, 200, ANSWER (MADE ("1") "," REFUSED ("2", "6210") "," MADE ("3")));
  run (fixture);
  assert_ends (fixture, "UFU");
  g_assert_cmpint (((CflAttempt *) fixture->ends->pdata[1])->error_code, ==, 6210);
  assert_open (fixture, 0);
}

/* A number that is taken may be taken by the very document that was sent. */
static void
test_number_taken (Fixture *fixture, gconstpointer data)
{
  expect (fixture, BATCH, 200,
          ANSWER (REFUSED ("1", "6140") "," REFUSED ("2", "6140") "," MADE ("3")));
  expect (fixture, QUERY "DocNumber = 'N-1'", 200, FOUND ("1"));
  expect (fixture, QUERY "DocNumber = 'N-2'", 200, FOUND_NONE);
  run (fixture);
  assert_ends (fixture, "UFU");
  g_assert_cmpint (((CflAttempt *) fixture->ends->pdata[1])->error_code, ==, 6140);
}

/* What the answer leaves out is asked for by repeating the batch as it was. */
static void
test_missing (Fixture *fixture, gconstpointer data)
{
  expect (fixture, BATCH, 200, ANSWER (MADE ("1") "," MADE ("3")));
  expect (fixture, BATCH, 200, ANSWER (MADE ("1") "," MADE ("2") "," MADE ("3")));
  run (fixture);
  assert_ends (fixture, "UUU");
  assert_same_batches (fixture, 0, 2);
}

/* When the repeat tells no more, each is looked up; what is absent leaves alone, under a new id. */
static void
test_absent (Fixture *fixture, gconstpointer data)
{
  const char *first;

  expect (fixture, BATCH, 200, "");
  expect (fixture, BATCH, 200, ANSWER (MADE ("1")));
  expect (fixture, QUERY "VendorRef = '1' AND DocNumber = 'N-2'", 200, FOUND ("2"));
  expect (fixture, QUERY "VendorRef = '1' AND DocNumber = 'N-3'", 200, FOUND_NONE);
  expect (fixture, POST, 200, MADE_ALONE ("3"));
  run (fixture);
  assert_ends (fixture, "UUU");
  assert_same_batches (fixture, 0, 2);
  first = ((CflAttempt *) fixture->attempts->pdata[2])->request_id;
  g_assert_cmpstr (((CflAttempt *) fixture->ends->pdata[2])->request_id, !=, first);
  assert_open (fixture, 0);
}

/* As long as QuickBooks may still be at it, absence proves nothing, and no member leaves alone. */
static void
test_under_way (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2 * TRIES; i++)
    expect (fixture, BATCH, 504, "<html>");
  expect (fixture, QUERY, 200, FOUND ("1"));
  expect (fixture, QUERY, 200, FOUND_NONE);
  expect (fixture, QUERY, 200, FOUND_NONE);
  run (fixture);
  assert_ends (fixture, "U??");
  assert_same_batches (fixture, 0, 2 * TRIES);
  assert_open (fixture, 2);
}

/* Too large for QuickBooks, or not understood: whose fault that is shows when each leaves alone. */
static void
test_refused_as_a_whole (Fixture *fixture, gconstpointer data)
{
  expect (fixture, BATCH, 400, data != NULL ? "{" FAULT ("1040") "}" : "{" FAULT ("2010") "}");
  expect (fixture, POST, 200, MADE_ALONE ("1"));
  expect (fixture, POST, 400, "{" FAULT ("2010") "}");
  expect (fixture, POST, 200, MADE_ALONE ("3"));
  run (fixture);
  assert_ends (fixture, "UFU");
}

/* Nobody was let in: all go back to their tab, and no document is blamed. */
static void
test_not_let_in (Fixture *fixture, gconstpointer data)
{
  expect (fixture, BATCH, 403, "{" FAULT ("3100") "}");
  run (fixture);
  assert_ends (fixture, "CCC");
  g_assert_cmpint (((CflAttempt *) fixture->ends->pdata[0])->error_code, ==, 3100);
  assert_open (fixture, 0);
}

static void
leave_batch (Fixture *fixture, CflAttemptState state)
{
  g_autoptr (CflBatch) batch = cfl_batch_new_for_attempts (
      (CflAttempt *const *) (gpointer) fixture->attempts->pdata, N_ORDERS);
  g_autoptr (GPtrArray) ends = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);

  cfl_quickbooks_freeze_batch (batch);
  support_begin_batch (fixture->store, batch, NULL);
  if (state != CFL_ATTEMPT_UNKNOWN)
    return;
  for (guint i = 0; i < N_ORDERS; i++)
    {
      CflAttempt *end = cfl_attempt_copy (fixture->attempts->pdata[i]);

      end->state = i == 0 ? CFL_ATTEMPT_FAILED : CFL_ATTEMPT_UNKNOWN;
      end->error_code = i == 0 ? 610 : CFL_FAILURE_NO_ANSWER;
      g_ptr_array_add (ends, end);
    }
  support_settle_all (fixture->store, ends, NULL);
}

/* A crash while the batch was on its way: the next start repeats it whole. */
static void
test_resumed (Fixture *fixture, gconstpointer data)
{
  leave_batch (fixture, CFL_ATTEMPT_SENDING);
  expect (fixture, BATCH, 200, ANSWER (MADE ("1") "," REFUSED ("2", "610") "," MADE ("3")));
  run (fixture);
  assert_ends (fixture, "UFU");
  assert_open (fixture, 0);
}

/* Of one whose members have their ends in part all members are repeated, and only the open ones are
 * judged. */
static void
test_resumed_in_part (Fixture *fixture, gconstpointer data)
{
  leave_batch (fixture, CFL_ATTEMPT_UNKNOWN);
  expect (fixture, BATCH, 200, ANSWER (REFUSED ("1", "610") "," MADE ("2") "," MADE ("3")));
  run (fixture);
  assert_ends (fixture, "UU");
  g_assert_nonnull (
      strstr (cfl_test_server_get_request (fixture->server, 0)->body, "\"bId\":\"1\""));
}

/* A member has gone on alone; if QuickBooks has forgotten the batch, a repeat would make it again. */
static void
test_not_resumed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) third = cfl_attempt_copy (fixture->attempts->pdata[2]);

  leave_batch (fixture, CFL_ATTEMPT_UNKNOWN);
  cfl_text_set (&third->request_id, "on-its-own");
  third->error_code = 0;
  support_settle (fixture->store, third, CFL_ATTEMPT_QUEUED, NULL);
  support_settle (fixture->store, third, CFL_ATTEMPT_SENDING, NULL);
  cfl_text_set (&third->quickbooks_id, "313");
  support_settle (fixture->store, third, CFL_ATTEMPT_UPLOADED, NULL);
  expect (fixture, QUERY "VendorRef = '1' AND DocNumber = 'N-2'", 200, FOUND ("2"));
  run (fixture);
  assert_ends (fixture, "U");
  assert_open (fixture, 0);
}

/* That the repeat was not let in tells nothing of the first time. */
static void
test_resumed_and_turned_away (Fixture *fixture, gconstpointer data)
{
  leave_batch (fixture, CFL_ATTEMPT_SENDING);
  expect (fixture, BATCH, 400, "{" FAULT ("6190") "}");
  run (fixture);
  assert_ends (fixture, "???");
  assert_open (fixture, 3);
}

static void
cancel_cb (CflUploader *uploader, CflAttempt *attempt, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* What is on its way settles; nothing that waits leaves any more. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflUploader) uploader = cfl_uploader_new (fixture->store, fixture->client);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) open = support_open_attempts (fixture->store);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  expect (fixture, BATCH, 200, ANSWER (MADE ("1") "," REFUSED ("2", "6140") "," MADE ("3")));
  expect (fixture, QUERY, 200, FOUND ("2"));
  g_signal_connect (uploader, "attempt-moved", G_CALLBACK (cancel_cb), cancellable);
  cfl_uploader_run_async (uploader, open, cancellable, cfl_test_store_cb, &result);
  cfl_uploader_run_finish (uploader, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  fixture->ends = g_ptr_array_ref (cfl_uploader_get_attempts (uploader));
  assert_ends (fixture, "UUU");
}

static void
test_cancelled_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflUploader) uploader = cfl_uploader_new (fixture->store, fixture->client);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) open = support_open_attempts (fixture->store);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cfl_uploader_set_paused (uploader, TRUE);
  cfl_uploader_run_async (uploader, open, cancellable, cfl_test_store_cb, &result);
  g_cancellable_cancel (cancellable);
  cfl_uploader_run_finish (uploader, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  fixture->ends = g_ptr_array_ref (cfl_uploader_get_attempts (uploader));
  assert_ends (fixture, "CCC");
  assert_open (fixture, 0);
}

#define ADD(path, data, function)                                                                  \
  g_test_add ("/sync/upload-batch/" path, Fixture, GINT_TO_POINTER (data), set_up, function,       \
              tear_down)

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  ADD ("made", 0, test_made);
  ADD ("refused", 0, test_refused);
  ADD ("number-taken", 0, test_number_taken);
  ADD ("missing", 0, test_missing);
  ADD ("absent", 0, test_absent);
  ADD ("under-way", 0, test_under_way);
  ADD ("too-large", 1, test_refused_as_a_whole);
  ADD ("not-understood", 0, test_refused_as_a_whole);
  ADD ("not-let-in", 0, test_not_let_in);
  ADD ("resumed", 0, test_resumed);
  ADD ("resumed-in-part", 0, test_resumed_in_part);
  ADD ("not-resumed", 0, test_not_resumed);
  ADD ("resumed-and-turned-away", 0, test_resumed_and_turned_away);
  ADD ("cancel", 0, test_cancel);
  ADD ("cancelled-first", 0, test_cancelled_first);
  return g_test_run ();
}
