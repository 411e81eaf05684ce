/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-fault-codes.h"
#include "cfl-quickbooks-private.h"
#include "cfl-test-server.h"
#include "cfl-test.h"
#include "cfl-text.h"
#include "memory-token-store.h"

#include <string.h>

#define COMPANY "/v3/company/9130"
#define REQUEST_ID "a5b7dc8c-2f0e-4b5f-9d3c-9a5f3e2b1c00"
#define POST_BATCH "POST " COMPANY "/batch?minorversion=75&requestid=" REQUEST_ID
#define BILL(number, total)                                                                        \
  "\"Bill\":{\"Id\":\"31" number "\",\"SyncToken\":\"0\",\"VendorRef\":{\"value\":\"142\"},"       \
  "\"DocNumber\":\"N-" number "\",\"TotalAmt\":" total ",\"TxnDate\":\"2026-03-01\",\"Line\":[{"   \
  "\"DetailType\":\"AccountBasedExpenseLineDetail\"}]}"
#define FAULT(code)                                                                                \
  "\"Fault\":{\"Error\":[{\"Message\":\"m\",\"Detail\":\"d\",\"code\":\"" code                     \
  "\"}],\"type\":\"ValidationFault\"}"
#define MADE(number) "{" BILL (number, "61.50") ",\"bId\":\"" number "\"}"
#define REFUSED(number, code) "{" FAULT (code) ",\"bId\":\"" number "\"}"
#define ANSWER(items) "{\"BatchItemResponse\":[" items "],\"time\":\"x\"}"

static CflBatch *
make_batch (void)
{
  CflBatch *batch = cfl_batch_new ();

  cfl_text_set (&batch->request_id, REQUEST_ID);
  for (guint i = 1; i <= 3; i++)
    {
      g_autoptr (CflAttempt) attempt = cfl_attempt_new ();
      g_autofree char *body = g_strdup_printf ("{\"exact\":%u.50}", i);
      g_autofree char *id = g_strdup_printf ("%u", i);

      attempt->id = i;
      g_bytes_unref (attempt->request);
      attempt->request = g_bytes_new (body, strlen (body));
      attempt->state = CFL_ATTEMPT_SENDING;
      g_free (attempt->number);
      attempt->number = g_strdup_printf ("N-%u", i);
      cfl_text_set (&attempt->vendor_id, "142");
      attempt->date = cfl_date_new (2026, 3, 1);
      cfl_text_set (&attempt->currency, "USD");
      attempt->total = cfl_decimal_from_text ("61.5");
      attempt->line_count = 1;
      cfl_batch_add (batch, attempt, id);
    }
  cfl_quickbooks_freeze_batch (batch);
  return batch;
}

static void
test_bytes (void)
{
  g_autoptr (CflBatch) batch = make_batch ();
  g_autoptr (GBytes) body = NULL;
  CflAttempt *second = batch->attempts->pdata[1];
  CflAttempt *third = batch->attempts->pdata[2];
  const char *expected =
      "{\"BatchItemRequest\":[{\"bId\":\"1\",\"operation\":\"create\",\"Bill\":{\"exact\":1.50}},"
      "{\"bId\":\"2\",\"operation\":\"create\",\"PurchaseOrder\":{\"exact\":2.50}},"
      "{\"bId\":\"3\",\"operation\":\"delete\",\"Bill\":{\"exact\":3.50}}]}";

  second->kind = CFL_DOCUMENT_KIND_PURCHASE_ORDER;
  third->operation = CFL_OPERATION_DELETE;
  body = cfl_quickbooks_encode_batch (batch);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), expected,
                   strlen (expected));
}

/* Of each member: U uploaded, F failed, ? unknown, Q to be sent on its own. */
typedef struct {
  const char *name;
  guint status;
  const char *body;
  const char *states;
  int codes[3];
} Case;

#define ALL(code)                                                                                  \
  {                                                                                                \
    code, code, code                                                                               \
  }
#define UNREADABLE CFL_FAILURE_UNREADABLE

static const Case cases[] = {
  { "all made", 200, ANSWER (MADE ("1") "," MADE ("2") "," MADE ("3")), "UUU", ALL (0) },
  { "in another order", 200, ANSWER (MADE ("3") "," MADE ("1") "," MADE ("2")), "UUU", ALL (0) },
  { "one refused",
    200,
    ANSWER (MADE ("1") "," REFUSED ("2", "610") "," MADE ("3")),
    "UFU",
    { 0, 610, 0 } },
  { "number taken, seen before, closed",
    200,
    ANSWER (REFUSED ("1", "6140") "," REFUSED ("2", "0600") "," REFUSED ("3", "006210")),
    "??F",
    { 6140, 600, 6210 } },
  { "their trouble",
    200,
    ANSWER (MADE ("1") "," REFUSED ("2", "10000") "," REFUSED ("3", "77777")),
    "U??",
    { 0, 10000, 77777 } },
  { "turned away",
    200,
    ANSWER (MADE ("1") "," REFUSED ("2", "3001") "," REFUSED ("3", "6190")),
    "UQQ",
    { 0, 3001, 6190 } },
  { "made and refused",
    200,
    ANSWER (
        MADE ("1") "," MADE ("2") ",{" BILL ("3", "61.50") "," FAULT ("2500") ",\"bId\":\"3\"}"),
    "UU?",
    { 0, 0, 2500 } },
  { "another total",
    200,
    ANSWER (MADE ("1") ",{" BILL ("2", "61.40") ",\"bId\":\"2\"}," MADE ("3")),
    "U?U",
    { 0, CFL_FAILURE_DIFFERENT, 0 } },
  { "two mixed up",
    200,
    ANSWER ("{" BILL ("2", "61.50") ",\"bId\":\"1\"},{" BILL (
        "1", "61.50") ",\"bId\":\"2\"}," MADE ("3")),
    "??U",
    { CFL_FAILURE_DIFFERENT, CFL_FAILURE_DIFFERENT, 0 } },
  { "one missing", 200, ANSWER (MADE ("1") "," MADE ("3")), "U?U", { 0, UNREADABLE, 0 } },
  { "one twice",
    200,
    ANSWER (MADE ("1") "," MADE ("2") "," MADE ("3") "," MADE ("1")),
    "?UU",
    { UNREADABLE, 0, 0 } },
  { "one of somebody else",
    200,
    ANSWER (
        MADE ("1") "," REFUSED ("2", "2500") "," MADE ("3") ",{" FAULT ("610") ",\"bId\":\"9\"}"),
    "U?U",
    { 0, 2500, 0 } },
  { "no entity",
    200,
    ANSWER (MADE ("1") ",{\"bId\":\"2\"},{\"Bill\":7,\"bId\":\"3\"}"),
    "U??",
    { 0, UNREADABLE, UNREADABLE } },
  { "ids as numbers", 200,
    ANSWER ("{" BILL ("1", "61.50") ",\"bId\":1}," MADE ("2") "," MADE ("3")), "UUU", ALL (0) },
  { "no items", 200, ANSWER (""), "???", ALL (UNREADABLE) },
  { "items of another type", 200, ANSWER ("1,null,\"x\""), "???", ALL (UNREADABLE) },
  { "no answers at all", 200, "{\"time\":\"x\"}", "???", ALL (UNREADABLE) },
  { "empty", 200, "", "???", ALL (UNREADABLE) },
  { "cut", 200, "{\"BatchItemResponse\":[" MADE ("1") ",{\"Bill\":{\"Id\":\"312\"", "???",
    ALL (UNREADABLE) },
  { "HTML", 200, "<html><body>Sign in to the network</body></html>", "???", ALL (UNREADABLE) },
  { "a fault for all in a 200", 200, "{" FAULT ("2500") "}", "???", ALL (2500) },
  { "a fault for all beside items", 200,
    "{" FAULT ("2500") ",\"BatchItemResponse\":[" MADE ("1") "]}", "???", ALL (2500) },
  { "too many items", 400, "{" FAULT ("1040") "}", "QQQ", ALL (1040) },
  { "not understood", 400, "{" FAULT ("2010") "}", "QQQ", ALL (2010) },
  { "seen before", 400, "{" FAULT ("600") "}", "???", ALL (600) },
  { "throttled", 429, "", "QQQ", ALL (3001) },
  { "sign-in", 401, "", "QQQ", ALL (CFL_FAILURE_SIGN_IN) },
  { "not let in", 403, "{" FAULT ("3100") "}", "QQQ", ALL (3100) },
  { "subscription", 400, "{" FAULT ("6190") "}", "QQQ", ALL (6190) },
  { "server trouble", 500, "{" FAULT ("10000") "}", "???", ALL (10000) },
  { "gateway", 504, "<html>", "???", ALL (UNREADABLE) },
};

static char
letter_of (const CflAttempt *verdict)
{
  switch (verdict->state)
    {
    case CFL_ATTEMPT_UPLOADED:
      return 'U';
    case CFL_ATTEMPT_FAILED:
      return 'F';
    case CFL_ATTEMPT_UNKNOWN:
      return '?';
    case CFL_ATTEMPT_QUEUED:
      return 'Q';
    case CFL_ATTEMPT_SENDING:
    case CFL_ATTEMPT_CANCELLED:
    default:
      return '!';
    }
}

static void
assert_verdicts (GPtrArray *verdicts, const char *states, const int *codes)
{
  for (guint i = 0; i < 3; i++)
    {
      const CflAttempt *verdict = verdicts->pdata[i];

      g_assert_cmpint (verdict->id, ==, i + 1);
      g_assert_cmpint (letter_of (verdict), ==, states[i]);
      g_assert_cmpint (verdict->error_code, ==, codes[i]);
    }
}

static void
test_judge (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CflBatch) batch = make_batch ();
      g_autoptr (GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
      g_autoptr (CflAnswer) answer = cfl_answer_new (cases[i].status, body, "tid-1");
      g_autoptr (GPtrArray) verdicts = cfl_quickbooks_judge_batch (batch, answer, FALSE);

      g_test_message ("%s", cases[i].name);
      assert_verdicts (verdicts, cases[i].states, cases[i].codes);
      g_assert_cmpstr (((CflAttempt *) verdicts->pdata[0])->intuit_tid, ==, "tid-1");
    }
}

/* What each member's answer was goes to its own place in the journal. */
static void
test_own_answer (void)
{
  g_autoptr (CflBatch) batch = make_batch ();
  const char *text = ANSWER (MADE ("1") "," REFUSED ("2", "610") "," MADE ("3"));
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autoptr (CflAnswer) answer = cfl_answer_new (200, body, "tid-1");
  g_autoptr (GPtrArray) verdicts = cfl_quickbooks_judge_batch (batch, answer, FALSE);
  const CflAttempt *first = verdicts->pdata[0];
  const CflAttempt *second = verdicts->pdata[1];

  g_assert_cmpstr (first->quickbooks_id, ==, "311");
  g_assert_cmpuint (first->http_status, ==, 200);
  g_assert_nonnull (strstr (first->answer, "61.50"));
  g_assert_null (strstr (first->answer, "N-3"));
  g_assert_cmpstr (second->error_detail, ==, "d");
  g_assert_nonnull (strstr (second->answer, "610"));
}

/* After a try whose end nobody knows, a refusal proves nothing: that try may have made the document. */
static void
test_uncertain (void)
{
  static const char *const texts[] = {
    ANSWER (MADE ("1") "," REFUSED ("2", "2500") "," REFUSED ("3", "3001")),
    "{" FAULT ("1040") "}",
  };
  static const guint statuses[] = { 200, 400 };
  static const char *const states[] = { "U??", "???" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (CflBatch) batch = make_batch ();
      g_autoptr (GBytes) body = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (CflAnswer) answer = cfl_answer_new (statuses[i], body, NULL);
      g_autoptr (GPtrArray) verdicts = cfl_quickbooks_judge_batch (batch, answer, TRUE);

      for (guint j = 0; j < 3; j++)
        g_assert_cmpint (letter_of (verdicts->pdata[j]), ==, states[i][j]);
    }
}

/* ---- over HTTP ---- */

typedef struct {
  CflTestServer *server;
  CflHttpClient *http;
  MemoryTokenStore *store;
  CflOauth *oauth;
  CflQuickbooksClient *client;
  CflBatch *batch;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
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
  fixture->batch = make_batch ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  cfl_batch_unref (fixture->batch);
  g_object_unref (fixture->client);
  g_object_unref (fixture->oauth);
  g_object_unref (fixture->store);
  g_object_unref (fixture->http);
  cfl_test_server_free (fixture->server);
}

static GPtrArray *
send (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *verdicts;

  cfl_quickbooks_client_send_batch_async (fixture->client, fixture->batch, NULL, cfl_test_store_cb,
                                          &result);
  verdicts =
      cfl_quickbooks_client_send_batch_finish (fixture->client, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  return verdicts;
}

/* Lost answers are asked for again with the same bytes under the same id. */
static void
test_repeated (Fixture *fixture, gconstpointer data)
{
  static const int codes[] = { 0, 610, 0 };
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (GBytes) body = cfl_quickbooks_encode_batch (fixture->batch);
  const char *all = ANSWER (MADE ("1") "," REFUSED ("2", "610") "," MADE ("3"));

  cfl_test_server_expect (fixture->server, POST_BATCH, 503, NULL, "");
  cfl_test_server_expect (fixture->server, POST_BATCH, CFL_TEST_CUT_BODY, NULL, "{");
  cfl_test_server_expect (fixture->server, POST_BATCH, 200, NULL, all);
  verdicts = send (fixture);
  /* The refusal came after tries of which nobody knows the end. */
  assert_verdicts (verdicts, "U?U", codes);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpmem (cfl_test_server_get_request (fixture->server, i)->body,
                     strlen (cfl_test_server_get_request (fixture->server, i)->body),
                     g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

/* Bytes that are not those that were sent do not leave. */
static void
test_other_bytes (Fixture *fixture, gconstpointer data)
{
  static const int codes[] = ALL (CFL_FAILURE_NO_ANSWER);
  g_autoptr (GPtrArray) verdicts = NULL;

  fixture->batch->request_hash[0] = fixture->batch->request_hash[0] == 'f' ? 'e' : 'f';
  verdicts = send (fixture);
  assert_verdicts (verdicts, "???", codes);
  g_assert_cmpuint (cfl_test_server_get_count (fixture->server), ==, 0);
}

static void
test_offline (Fixture *fixture, gconstpointer data)
{
  static const int codes[] = ALL (CFL_FAILURE_OFFLINE);
  g_autoptr (GPtrArray) verdicts = NULL;

  g_object_unref (fixture->client);
  fixture->client =
      cfl_quickbooks_client_new (fixture->http, "http://127.0.0.1:9", "9130", fixture->oauth);
  verdicts = send (fixture);
  assert_verdicts (verdicts, "QQQ", codes);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  cfl_quickbooks_client_send_batch_async (fixture->client, fixture->batch, cancellable,
                                          cfl_test_store_cb, &result);
  g_assert_null (
      cfl_quickbooks_client_send_batch_finish (fixture->client, cfl_test_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/quickbooks/batch/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/quickbooks/batch/bytes", test_bytes);
  g_test_add_func ("/quickbooks/batch/judge", test_judge);
  g_test_add_func ("/quickbooks/batch/own-answer", test_own_answer);
  g_test_add_func ("/quickbooks/batch/uncertain", test_uncertain);
  ADD ("repeated", test_repeated);
  ADD ("other-bytes", test_other_bytes);
  ADD ("offline", test_offline);
  ADD ("cancelled", test_cancelled);
  return g_test_run ();
}
