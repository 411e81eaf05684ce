/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-quickbooks-private.h"
#include "cfl-test-server.h"
#include "cfl-test.h"
#include "cfl-text.h"
#include "memory-token-store.h"

#include <string.h>

#define COMPANY "/v3/company/9130"
#define POST_BILL "POST " COMPANY "/bill?minorversion=75&requestid=r-1"
#define QUERY "GET " COMPANY "/query?minorversion=75&query="
#define TOKEN_ANSWER                                                                               \
  "{\"expires_in\":3600,\"access_token\":\"new-access\",\"refresh_token\":\"RT1-new\"}"
#define FAULT(code)                                                                                \
  "{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"Detail\":\"d\",\"code\":\"" code                    \
  "\"}],\"type\":\"ValidationFault\"}}"
#define BILL                                                                                       \
  "{\"Id\":\"311\",\"SyncToken\":\"0\",\"VendorRef\":{\"value\":\"142\"},\"DocNumber\":\"N-1\","   \
  "\"TotalAmt\":61.50,\"TxnDate\":\"2026-03-01\",\"Line\":[{\"DetailType\":"                       \
  "\"AccountBasedExpenseLineDetail\"}]}"
#define MADE "{\"Bill\":" BILL "}"
#define FOUND "{\"QueryResponse\":{\"Bill\":[" BILL "],\"startPosition\":1,\"maxResults\":1}}"
#define FOUND_NONE "{\"QueryResponse\":{},\"time\":\"x\"}"

typedef struct {
  CflTestServer *server;
  CflHttpClient *http;
  MemoryTokenStore *store;
  CflOauth *oauth;
  CflQuickbooksClient *client;
  CflAttempt *attempt;
  guint waits;
} Fixture;

static void
waiting_cb (CflQuickbooksClient *client, guint seconds, const char *sentence, Fixture *fixture)
{
  g_assert_nonnull (strstr (sentence, "QuickBooks"));
  fixture->waits++;
}

static CflAttempt *
make_attempt (void)
{
  CflAttempt *attempt = cfl_attempt_new ();

  attempt->request = g_bytes_new_static ("{\"exact\":1.50}", 14);
  cfl_text_set (&attempt->request_id, "r-1");
  cfl_text_set (&attempt->number, "N-1");
  cfl_text_set (&attempt->vendor_id, "142");
  attempt->date = cfl_date_new (2026, 3, 1);
  cfl_text_set (&attempt->currency, "USD");
  attempt->total = cfl_decimal_from_text ("61.5");
  attempt->line_count = 1;
  return attempt;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const char *address;
  g_autofree char *discovery = NULL;

  fixture->server = cfl_test_server_new ();
  address = cfl_test_server_get_address (fixture->server);
  fixture->http = cfl_http_client_new ("Counterfoil test");
  cfl_http_client_set_wait_scale (fixture->http, 0);
  fixture->store = memory_token_store_new ();
  memory_token_store_put (fixture->store, "old-access", "RT1-old", 3600);
  discovery = g_strconcat (address, "/discovery", NULL);
  fixture->oauth =
      cfl_oauth_new (fixture->http, discovery, "client", CFL_TOKEN_STORE (fixture->store));
  fixture->client = cfl_quickbooks_client_new (fixture->http, address, "9130", fixture->oauth);
  cfl_quickbooks_client_set_limits (fixture->client, 10, 0, 0);
  g_signal_connect (fixture->client, "waiting", G_CALLBACK (waiting_cb), fixture);
  fixture->attempt = make_attempt ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  cfl_attempt_unref (fixture->attempt);
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
expect_refresh (Fixture *fixture, guint status, const char *body)
{
  const char *address = cfl_test_server_get_address (fixture->server);
  g_autofree char *document =
      g_strdup_printf ("{\"authorization_endpoint\":\"%s/a\",\"token_endpoint\":\"%s/token\","
                       "\"revocation_endpoint\":\"%s/r\"}",
                       address, address, address);

  expect (fixture, "GET /discovery", 200, document);
  expect (fixture, "POST /token", status, body);
}

static CflAttempt *
send_attempt (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CflAttempt *verdict;

  cfl_quickbooks_client_send_async (fixture->client, fixture->attempt, NULL, cfl_test_store_cb,
                                    &result);
  verdict = cfl_quickbooks_client_send_finish (fixture->client, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  return verdict;
}

static void
assert_same_requests (Fixture *fixture, guint first, guint count)
{
  for (guint i = first; i < first + count; i++)
    {
      const CflTestRequest *request = cfl_test_server_get_request (fixture->server, i);

      g_assert_cmpstr (request->line, ==, POST_BILL);
      g_assert_cmpstr (request->body, ==, "{\"exact\":1.50}");
    }
}

static void
test_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) verdict = NULL;

  cfl_test_server_expect (fixture->server, POST_BILL, 200, "intuit_tid: 1-abc", MADE);
  verdict = send_attempt (fixture);
  g_assert_cmpint (verdict->state, ==, CFL_ATTEMPT_UPLOADED);
  g_assert_cmpstr (verdict->quickbooks_id, ==, "311");
  g_assert_cmpstr (verdict->intuit_tid, ==, "1-abc");
  g_assert_cmpint (verdict->started_at, >, 0);
  assert_same_requests (fixture, 0, 1);
  g_assert_cmpstr (cfl_test_server_get_request (fixture->server, 0)->authorization, ==,
                   "Bearer old-access");
}

/* 5xx, a lost answer and a throttle: the same id and bytes each time. */
static void
test_retried (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) verdict = NULL;

  expect (fixture, POST_BILL, 503, "");
  expect (fixture, POST_BILL, CFL_TEST_CUT_BEFORE, "");
  expect (fixture, POST_BILL, CFL_TEST_CUT_BODY, "{\"Bill\":");
  expect (fixture, POST_BILL, 429, "");
  expect (fixture, POST_BILL, 200, MADE);
  verdict = send_attempt (fixture);
  g_assert_cmpint (verdict->state, ==, CFL_ATTEMPT_UPLOADED);
  assert_same_requests (fixture, 0, 5);
  g_assert_cmpuint (fixture->waits, ==, 4);
}

#define THROTTLED                                                                                  \
  "{\"fault\":{\"error\":[{\"message\":\"m\",\"code\":\"003001\"}],\"type\":\"SERVICE\"},\"time\":1}"
#define MAINTENANCE                                                                                \
  "{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"code\":\"150\"}],\"type\":\"SystemFault\"}}"

/* What the code says to wait for is waited for, whatever the status. */
static void
test_code_says_wait (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) verdict = NULL;

  expect (fixture, POST_BILL, 403, THROTTLED);
  expect (fixture, POST_BILL, 400, THROTTLED);
  expect (fixture, POST_BILL, 400, MAINTENANCE);
  expect (fixture, POST_BILL, 200, MADE);
  verdict = send_attempt (fixture);
  g_assert_cmpint (verdict->state, ==, CFL_ATTEMPT_UPLOADED);
  assert_same_requests (fixture, 0, 4);
  g_assert_cmpuint (fixture->waits, ==, 3);
}

static void
test_never_answered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) verdict = NULL;

  for (guint i = 0; i < 6; i++)
    expect (fixture, POST_BILL, CFL_TEST_CUT_BEFORE, "");
  verdict = send_attempt (fixture);
  g_assert_cmpint (verdict->state, ==, CFL_ATTEMPT_UNKNOWN);
  g_assert_cmpint (verdict->error_code, ==, CFL_FAILURE_NO_ANSWER);
}

static void
test_always_throttled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) verdict = NULL;

  for (guint i = 0; i < 6; i++)
    expect (fixture, POST_BILL, 429, "");
  verdict = send_attempt (fixture);
  g_assert_cmpint (verdict->state, ==, CFL_ATTEMPT_FAILED);
  g_assert_cmpint (verdict->error_code, ==, 3001);
}

/* A throttle at the end does not undo that the first try may have been executed. */
static void
test_throttled_at_last (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) verdict = NULL;

  expect (fixture, POST_BILL, CFL_TEST_CUT_BEFORE, "");
  for (guint i = 0; i < 5; i++)
    expect (fixture, POST_BILL, 429, "");
  expect (fixture, QUERY, 200, FOUND);
  verdict = send_attempt (fixture);
  g_assert_cmpint (verdict->state, ==, CFL_ATTEMPT_UPLOADED);
}

/* Nor does a look-up prove that it never will be: it may still be under way. */
static void
test_throttled_and_absent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) verdict = NULL;

  expect (fixture, POST_BILL, CFL_TEST_CUT_BEFORE, "");
  for (guint i = 0; i < 5; i++)
    expect (fixture, POST_BILL, 429, "");
  expect (fixture, QUERY, 200, FOUND_NONE);
  verdict = send_attempt (fixture);
  g_assert_cmpint (verdict->state, ==, CFL_ATTEMPT_UNKNOWN);
  g_assert_cmpint (verdict->error_code, ==, 3001);
}

/* A 503 that names a time to wait says no more of the outcome than one that does not. */
static void
test_refused_after_waiting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) verdict = NULL;

  cfl_test_server_expect (fixture->server, POST_BILL, 503, "Retry-After: 1", "");
  expect (fixture, POST_BILL, 400, FAULT ("2500"));
  expect (fixture, QUERY, 200, FOUND);
  verdict = send_attempt (fixture);
  g_assert_cmpint (verdict->state, ==, CFL_ATTEMPT_UPLOADED);
}

static void
test_not_reached (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflQuickbooksClient) client =
      cfl_quickbooks_client_new (fixture->http, "http://127.0.0.1:1", "9130", fixture->oauth);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CflAttempt) verdict = NULL;

  cfl_quickbooks_client_send_async (client, fixture->attempt, NULL, cfl_test_store_cb, &result);
  verdict = cfl_quickbooks_client_send_finish (client, cfl_test_wait (&result), NULL);
  g_assert_cmpint (verdict->state, ==, CFL_ATTEMPT_FAILED);
  g_assert_cmpint (verdict->error_code, ==, CFL_FAILURE_OFFLINE);
}

static void
test_expired_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) verdict = NULL;

  expect (fixture, POST_BILL, 401, "{\"fault\":{\"error\":[{\"code\":\"3200\"}]}}");
  expect_refresh (fixture, 200, TOKEN_ANSWER);
  expect (fixture, POST_BILL, 200, MADE);
  verdict = send_attempt (fixture);
  g_assert_cmpint (verdict->state, ==, CFL_ATTEMPT_UPLOADED);
  assert_same_requests (fixture, 0, 1);
  assert_same_requests (fixture, 3, 1);
  g_assert_cmpstr (cfl_test_server_get_request (fixture->server, 3)->authorization, ==,
                   "Bearer new-access");
}

static void
test_signed_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) verdict = NULL;

  expect (fixture, POST_BILL, 401, "");
  expect_refresh (fixture, 400, "{\"error\":\"invalid_grant\"}");
  verdict = send_attempt (fixture);
  g_assert_cmpint (verdict->state, ==, CFL_ATTEMPT_FAILED);
  g_assert_cmpint (verdict->error_code, ==, CFL_FAILURE_SIGN_IN);
}

static void
test_refused_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) verdict = NULL;

  expect (fixture, POST_BILL, 401, "");
  expect_refresh (fixture, 200, TOKEN_ANSWER);
  expect (fixture, POST_BILL, 401, "");
  verdict = send_attempt (fixture);
  g_assert_cmpint (verdict->state, ==, CFL_ATTEMPT_FAILED);
  g_assert_cmpint (verdict->error_code, ==, CFL_FAILURE_SIGN_IN);
}

static void
test_number_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) ours = NULL;
  g_autoptr (CflAttempt) other = NULL;
  g_autoptr (CflAttempt) unasked = NULL;

  expect (fixture, POST_BILL, 400, FAULT ("6140"));
  expect (fixture, QUERY "SELECT * FROM Bill WHERE DocNumber = 'N-1' ORDERBY Id", 200, FOUND);
  ours = send_attempt (fixture);
  g_assert_cmpint (ours->state, ==, CFL_ATTEMPT_UPLOADED);
  g_assert_cmpstr (ours->quickbooks_id, ==, "311");

  expect (fixture, POST_BILL, 400, FAULT ("6140"));
  expect (fixture, QUERY, 200, FOUND_NONE);
  other = send_attempt (fixture);
  g_assert_cmpint (other->state, ==, CFL_ATTEMPT_FAILED);
  g_assert_cmpint (other->error_code, ==, 6140);

  expect (fixture, POST_BILL, 400, FAULT ("6140"));
  expect (fixture, QUERY, 400, FAULT ("4000"));
  unasked = send_attempt (fixture);
  g_assert_cmpint (unasked->state, ==, CFL_ATTEMPT_UNKNOWN);
  g_assert_cmpint (unasked->error_code, ==, 6140);
}

/* A refusal after a try that may have been executed is looked up before it is believed. */
static void
test_refused_after_doubt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) there = NULL;
  g_autoptr (CflAttempt) absent = NULL;

  expect (fixture, POST_BILL, 500, "");
  expect (fixture, POST_BILL, 400, FAULT ("2500"));
  expect (fixture, QUERY "SELECT * FROM Bill WHERE VendorRef = '142' AND DocNumber = 'N-1'", 200,
          FOUND);
  there = send_attempt (fixture);
  g_assert_cmpint (there->state, ==, CFL_ATTEMPT_UPLOADED);

  expect (fixture, POST_BILL, 500, "");
  expect (fixture, POST_BILL, 400, FAULT ("2500"));
  expect (fixture, QUERY, 200, FOUND_NONE);
  absent = send_attempt (fixture);
  g_assert_cmpint (absent->state, ==, CFL_ATTEMPT_FAILED);
  g_assert_cmpint (absent->error_code, ==, 2500);
}

/* An answer that says both done and refused is looked up before either is believed. */
static void
test_refused_in_success (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflAttempt) there = NULL;
  g_autoptr (CflAttempt) absent = NULL;
  g_autoptr (CflAttempt) unasked = NULL;

  expect (fixture, POST_BILL, 200, FAULT ("2500"));
  expect (fixture, QUERY "SELECT * FROM Bill WHERE VendorRef = '142' AND DocNumber = 'N-1'", 200,
          FOUND);
  there = send_attempt (fixture);
  g_assert_cmpint (there->state, ==, CFL_ATTEMPT_UPLOADED);
  g_assert_cmpstr (there->quickbooks_id, ==, "311");

  expect (fixture, POST_BILL, 200, FAULT ("2500"));
  expect (fixture, QUERY, 200, FOUND_NONE);
  absent = send_attempt (fixture);
  g_assert_cmpint (absent->state, ==, CFL_ATTEMPT_FAILED);
  g_assert_cmpint (absent->error_code, ==, 2500);

  expect (fixture, POST_BILL, 200, FAULT ("2500"));
  expect (fixture, QUERY, 400, FAULT ("4000"));
  unasked = send_attempt (fixture);
  g_assert_cmpint (unasked->state, ==, CFL_ATTEMPT_UNKNOWN);
  g_assert_cmpint (unasked->error_code, ==, 2500);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  cfl_quickbooks_client_send_async (fixture->client, fixture->attempt, cancellable,
                                    cfl_test_store_cb, &result);
  g_assert_null (
      cfl_quickbooks_client_send_finish (fixture->client, cfl_test_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_look_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (CflAttempt) absent = NULL;
  g_autoptr (CflAttempt) unasked = NULL;

  fixture->attempt->state = CFL_ATTEMPT_UNKNOWN;
  fixture->attempt->error_code = 600;
  expect (fixture, QUERY, 200, FOUND_NONE);
  cfl_quickbooks_client_look_up_async (fixture->client, fixture->attempt, NULL, cfl_test_store_cb,
                                       &first);
  absent = cfl_quickbooks_client_look_up_finish (fixture->client, cfl_test_wait (&first), NULL);
  g_assert_cmpint (absent->state, ==, CFL_ATTEMPT_QUEUED);

  /* An answer without a list proves nothing. */
  expect (fixture, QUERY, 200, "{}");
  cfl_quickbooks_client_look_up_async (fixture->client, fixture->attempt, NULL, cfl_test_store_cb,
                                       &second);
  unasked = cfl_quickbooks_client_look_up_finish (fixture->client, cfl_test_wait (&second), NULL);
  g_assert_cmpint (unasked->state, ==, CFL_ATTEMPT_UNKNOWN);
  g_assert_cmpint (unasked->error_code, ==, 600);
}

static char *
make_page (const char *entity, guint first, guint count)
{
  GString *page = g_string_new ("{\"QueryResponse\":{");

  g_string_append_printf (page, "\"%s\":[", entity);
  for (guint i = 0; i < count; i++)
    g_string_append_printf (page,
                            "%s{\"Id\":\"%u\",\"SyncToken\":\"0\",\"DisplayName\":\"V %u\","
                            "\"Active\":%s}",
                            i > 0 ? "," : "", first + i, first + i, i == 0 ? "false" : "true");
  g_string_append (page, "]}}");
  return g_string_free (page, FALSE);
}

static GPtrArray *
list_vendors (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_quickbooks_client_list_vendors_async (fixture->client, NULL, cfl_test_store_cb, &result);
  return cfl_quickbooks_client_list_vendors_finish (fixture->client, cfl_test_wait (&result),
                                                    error);
}

#define VENDORS(position)                                                                          \
  QUERY "SELECT * FROM Vendor WHERE Active IN (true, false) ORDERBY Id STARTPOSITION " position    \
        " MAXRESULTS 1000"
#define COUNT QUERY "SELECT count(*) FROM Vendor WHERE Active IN (true, false)"

static void
test_vendors (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = make_page ("Vendor", 1, 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) vendors = NULL;
  CflVendor *vendor;

  expect (fixture, VENDORS ("1"), 200, page);
  vendors = list_vendors (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (vendors->len, ==, 3);
  vendor = g_ptr_array_index (vendors, 0);
  g_assert_cmpstr (vendor->id, ==, "1");
  g_assert_cmpstr (vendor->display_name, ==, "V 1");
  g_assert_false (vendor->active);
}

/* What was cut on its way is read once more, but not for ever. */
static void
test_cut_page (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = make_page ("Vendor", 1, 3);
  g_autofree char *cut = g_strndup (page, strlen (page) / 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) vendors = NULL;

  expect (fixture, VENDORS ("1"), 200, cut);
  expect (fixture, VENDORS ("1"), 200, page);
  vendors = list_vendors (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (vendors->len, ==, 3);

  for (guint i = 0; i < 3; i++)
    expect (fixture, VENDORS ("1"), 200, cut);
  g_assert_null (list_vendors (fixture, &error));
  g_assert_error (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_PROTOCOL);
}

/* Two pages that overlap, because somebody worked in QuickBooks between them. */
static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = make_page ("Vendor", 1, 1000);
  g_autofree char *second = make_page ("Vendor", 1000, 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) vendors = NULL;

  expect (fixture, VENDORS ("1"), 200, first);
  expect (fixture, VENDORS ("1001"), 200, second);
  expect (fixture, COUNT, 200, "{\"QueryResponse\":{\"totalCount\":1004}}");
  vendors = list_vendors (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (vendors->len, ==, 1004);
}

/* A server that gives 100 rows whatever it is asked for must not pass for a short list. */
static void
test_short_list (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = make_page ("Vendor", 1, 100);
  g_autoptr (GError) error = NULL;

  for (guint round = 0; round < 2; round++)
    {
      expect (fixture, VENDORS ("1"), 200, page);
      expect (fixture, COUNT, 200, "{\"QueryResponse\":{\"totalCount\":250}}");
    }
  g_assert_null (list_vendors (fixture, &error));
  g_assert_error (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_PROTOCOL);
}

static void
test_accounts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  CflAccount *account;

  expect (fixture, QUERY "SELECT * FROM Account WHERE Active IN (true, false) ORDERBY Id", 200,
          "{\"QueryResponse\":{\"Account\":[{\"Id\":\"33\",\"Name\":\"A/P\",\"FullyQualifiedName\":"
          "\"Liabilities:A/P\",\"AcctNum\":\"2000\",\"AccountType\":\"Accounts Payable\","
          "\"CurrencyRef\":{\"value\":\"USD\"},\"Active\":true},{\"Name\":\"no id\"}]}}");
  cfl_quickbooks_client_list_accounts_async (fixture->client, NULL, cfl_test_store_cb, &result);
  accounts =
      cfl_quickbooks_client_list_accounts_finish (fixture->client, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (accounts->len, ==, 1);
  account = g_ptr_array_index (accounts, 0);
  g_assert_cmpstr (account->name, ==, "Liabilities:A/P");
  g_assert_cmpstr (account->number, ==, "2000");
  g_assert_cmpstr (account->type, ==, "Accounts Payable");
  g_assert_cmpstr (account->currency, ==, "USD");
}

static void
test_company (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CflCompany) company = NULL;
  g_autoptr (CflCompany) bare = NULL;

  expect (fixture, "GET " COMPANY "/companyinfo/9130?minorversion=75", 200,
          "{\"CompanyInfo\":{\"CompanyName\":\"Acme Imports\",\"CompanyAddr\":{\"Country\":\"AUS\"}"
          "}}");
  expect (fixture, "GET " COMPANY "/preferences?minorversion=75", 200,
          "{\"Preferences\":{\"CurrencyPrefs\":{\"MultiCurrencyEnabled\":true,\"HomeCurrency\":{"
          "\"value\":\"AUD\"}},\"AccountingInfoPrefs\":{\"BookCloseDate\":\"2025-12-31\"},"
          "\"OtherPrefs\":{\"NameValue\":[{\"Name\":\"VendorAndPurchasesPrefs.PurchaseOrderEnabled"
          "\",\"Value\":\"true\"},{\"Name\":\"WarnDuplicateBillNumber\",\"Value\":\"false\"}]}}}");
  cfl_quickbooks_client_read_company_async (fixture->client, NULL, cfl_test_store_cb, &result);
  company =
      cfl_quickbooks_client_read_company_finish (fixture->client, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (company->name, ==, "Acme Imports");
  g_assert_cmpstr (company->country, ==, "AU");
  g_assert_cmpstr (company->home_currency, ==, "AUD");
  g_assert_true (company->multicurrency);
  g_assert_cmpint (cfl_date_compare (company->closing_date, cfl_date_new (2025, 12, 31)), ==, 0);
  g_assert_true (company->purchase_orders_enabled);
  g_assert_false (company->custom_purchase_order_numbers);
  g_assert_false (company->refuses_duplicate_numbers);

  bare = cfl_quickbooks_decode_company (NULL, NULL);
  g_assert_false (bare->purchase_orders_enabled);
  g_assert_true (bare->refuses_duplicate_numbers);
}

static void
test_countries (void)
{
  const char *const cases[][2] = { { "USA", "US" }, { "us", "US" },
                                   { "gbr", "GB" }, { "United Kingdom", "GB" },
                                   { "ZWE", "ZW" }, { "QQQ", "" },
                                   { "", "" },      { "Ruritania", "" },
                                   { "AFG", "AF" }, { "australia", "AU" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = cfl_quickbooks_country_code (cases[i][0]);

      g_assert_cmpstr (code, ==, cases[i][1]);
    }
}

static CflVendor *
create_vendor (Fixture *fixture, const CflContact *contact, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_quickbooks_client_create_vendor_async (fixture->client, contact, name, "EUR", "v-1", NULL,
                                             cfl_test_store_cb, &result);
  return cfl_quickbooks_client_create_vendor_finish (fixture->client, cfl_test_wait (&result),
                                                     error);
}

#define POST_VENDOR "POST " COMPANY "/vendor?minorversion=75&requestid=v-1"

static void
test_create_vendor (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflContact) contact = cfl_contact_new ();
  g_autoptr (CflVendor) vendor = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) taken = NULL;
  g_autoptr (GError) nameless = NULL;

  g_free (contact->name);
  contact->name = g_strdup ("Müller: Söhne");
  g_free (contact->email);
  contact->email = g_strdup ("no address");
  expect (fixture, POST_VENDOR, 200,
          "{\"Vendor\":{\"Id\":\"143\",\"SyncToken\":\"0\",\"DisplayName\":\"Müller Söhne\"}}");
  vendor = create_vendor (fixture, contact, " Müller:\tSöhne\n", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (vendor->id, ==, "143");
  g_assert_true (vendor->active);
  g_assert_cmpstr (cfl_test_server_get_request (fixture->server, 0)->body, ==,
                   "{\"DisplayName\":\"Müller Söhne\",\"CompanyName\":\"Müller Söhne\","
                   "\"CurrencyRef\":{\"value\":\"EUR\"}}");

  expect (fixture, POST_VENDOR, 400, FAULT ("6240"));
  g_assert_null (create_vendor (fixture, contact, "Müller", &taken));
  g_assert_error (taken, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_NAME_TAKEN);

  g_assert_null (create_vendor (fixture, contact, " :\n", &nameless));
  g_assert_error (nameless, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_REJECTED);
}

typedef struct {
  guint status;
  const char *body;
  CflQuickbooksError code;
  guint times;
} Trouble;

static const Trouble troubles[] = {
  { 403, "{\"fault\":{\"error\":[{\"code\":\"003100\"}],\"type\":\"AUTHORIZATION\"}}",
    CFL_QUICKBOOKS_ERROR_FORBIDDEN, 1 },
  { 400, FAULT ("6190"), CFL_QUICKBOOKS_ERROR_LAPSED, 1 },
  { 400, FAULT ("4000"), CFL_QUICKBOOKS_ERROR_REJECTED, 1 },
  { 404, "<html>", CFL_QUICKBOOKS_ERROR_PROTOCOL, 1 },
  { 200, "<html>", CFL_QUICKBOOKS_ERROR_PROTOCOL, 3 },
  { 200, "", CFL_QUICKBOOKS_ERROR_PROTOCOL, 3 },
  { 200, "<?xml version=\"1.0\"?><IntuitResponse/>", CFL_QUICKBOOKS_ERROR_PROTOCOL, 3 },
  { 200, "{}", CFL_QUICKBOOKS_ERROR_PROTOCOL, 1 },
  { 500, "", CFL_QUICKBOOKS_ERROR_SERVER, 6 },
  { 429, "", CFL_QUICKBOOKS_ERROR_THROTTLED, 6 },
  { CFL_TEST_CUT_BODY, "{", CFL_QUICKBOOKS_ERROR_OFFLINE, 6 },
};

static void
test_troubles (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("trouble %u", i);
      for (guint j = 0; j < troubles[i].times; j++)
        expect (fixture, VENDORS ("1"), troubles[i].status, troubles[i].body);
      g_assert_null (list_vendors (fixture, &error));
      g_assert_error (error, CFL_QUICKBOOKS_ERROR, (int) troubles[i].code);
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  ADD ("/quickbooks/send/sent", test_sent);
  ADD ("/quickbooks/send/retried", test_retried);
  ADD ("/quickbooks/send/never-answered", test_never_answered);
  ADD ("/quickbooks/send/code-says-wait", test_code_says_wait);
  ADD ("/quickbooks/send/always-throttled", test_always_throttled);
  ADD ("/quickbooks/send/throttled-at-last", test_throttled_at_last);
  ADD ("/quickbooks/send/throttled-and-absent", test_throttled_and_absent);
  ADD ("/quickbooks/send/refused-after-waiting", test_refused_after_waiting);
  ADD ("/quickbooks/send/not-reached", test_not_reached);
  ADD ("/quickbooks/send/expired-token", test_expired_token);
  ADD ("/quickbooks/send/signed-out", test_signed_out);
  ADD ("/quickbooks/send/refused-twice", test_refused_twice);
  ADD ("/quickbooks/send/number-taken", test_number_taken);
  ADD ("/quickbooks/send/refused-after-doubt", test_refused_after_doubt);
  ADD ("/quickbooks/send/refused-in-success", test_refused_in_success);
  ADD ("/quickbooks/send/cancelled", test_cancelled);
  ADD ("/quickbooks/look-up", test_look_up);
  ADD ("/quickbooks/query/vendors", test_vendors);
  ADD ("/quickbooks/query/cut-page", test_cut_page);
  ADD ("/quickbooks/query/pages", test_pages);
  ADD ("/quickbooks/query/short-list", test_short_list);
  ADD ("/quickbooks/query/accounts", test_accounts);
  ADD ("/quickbooks/company", test_company);
  g_test_add_func ("/quickbooks/countries", test_countries);
  ADD ("/quickbooks/create-vendor", test_create_vendor);
  ADD ("/quickbooks/troubles", test_troubles);
  return g_test_run ();
}
