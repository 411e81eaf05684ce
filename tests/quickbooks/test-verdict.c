/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-fault-codes.h"
#include "cfl-quickbooks-private.h"
#include "cfl-test.h"
#include "cfl-text.h"

#include <string.h>

#define FAULT(code, type)                                                                          \
  "{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"Detail\":\"d\",\"code\":\"" code                    \
  "\",\"element\":null}],\"type\":\"" type "\"},\"time\":\"2026-03-01T09:20:00.262-08:00\"}"
#define GATEWAY(code)                                                                              \
  "{\"warnings\":null,\"fault\":{\"error\":[{\"message\":\"message=x; errorCode=00" code           \
  "\",\"detail\":\"Token expired: AB01600000000000000000000000000\",\"code\":\"00" code            \
  "\",\"element\":null}],\"type\":\"AUTHENTICATION\"},\"batchItemResponse\":[],\"time\":16013910}"
#define BILL(id, vendor, number, total, date, more)                                                \
  "{\"Id\":\"" id "\",\"SyncToken\":\"0\",\"VendorRef\":{\"value\":\"" vendor                      \
  "\",\"name\":\"Aurora\"},\"DocNumber\":\"" number "\",\"TotalAmt\":" total                       \
  ",\"TxnDate\":\"" date "\"" more                                                                 \
  ",\"Line\":[{\"Id\":\"1\",\"Amount\":1,\"DetailType\":\"AccountBasedExpenseLineDetail\"},"       \
  "{\"Id\":\"2\",\"Amount\":2,\"DetailType\":\"AccountBasedExpenseLineDetail\"}]}"
#define OURS BILL ("311", "142", "AT-88213 PO-2041", "1920.00", "2026-03-01", "")
#define NOTED                                                                                      \
  BILL ("312", "142", "AT-88213 PO-2041", "1920.00", "2026-03-01", ",\"PrivateNote\":\"note\"")

static CflAttempt *
make_attempt (void)
{
  CflAttempt *attempt = cfl_attempt_new ();
  const char *body = "{\"PrivateNote\":\"note\"}";

  attempt->request = g_bytes_new_static (body, strlen (body));
  cfl_text_set (&attempt->request_id, "r-1");
  cfl_text_set (&attempt->number, "AT-88213 PO-2041");
  cfl_text_set (&attempt->vendor_id, "142");
  attempt->date = cfl_date_new (2026, 3, 1);
  cfl_text_set (&attempt->currency, "USD");
  attempt->total = cfl_decimal_from_text ("1920");
  attempt->line_count = 2;
  return attempt;
}

static GBytes *
make_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

typedef struct {
  const char *name;
  guint status;
  const char *body;
  CflAttemptState state;
  int code;
} Case;

static const Case cases[] = {
  { "bill", 200, "{\"Bill\":" OURS ",\"time\":\"x\"}", CFL_ATTEMPT_UPLOADED, 0 },
  { "bill in its currency", 200,
    "{\"Bill\":" BILL ("311",
                       "142",
                       "AT-88213 PO-2041",
                       "1920",
                       "2026-03-01",
                       ",\"CurrencyRef\":{\"value\":\"USD\"}") "}",
    CFL_ATTEMPT_UPLOADED, 0 },
  { "other vendor", 200,
    "{\"Bill\":" BILL ("311", "143", "AT-88213 PO-2041", "1920", "2026-03-01", "") "}",
    CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_DIFFERENT },
  { "other number", 200, "{\"Bill\":" BILL ("311", "142", "1001", "1920", "2026-03-01", "") "}",
    CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_DIFFERENT },
  { "a cent off", 200,
    "{\"Bill\":" BILL ("311", "142", "AT-88213 PO-2041", "1920.01", "2026-03-01", "") "}",
    CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_DIFFERENT },
  { "other day", 200,
    "{\"Bill\":" BILL ("311", "142", "AT-88213 PO-2041", "1920", "2026-03-02", "") "}",
    CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_DIFFERENT },
  { "other currency", 200,
    "{\"Bill\":" BILL ("311",
                       "142",
                       "AT-88213 PO-2041",
                       "1920",
                       "2026-03-01",
                       ",\"CurrencyRef\":{\"value\":\"EUR\"}") "}",
    CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_DIFFERENT },
  { "a line lost", 200,
    "{\"Bill\":{\"Id\":\"311\",\"SyncToken\":\"0\",\"VendorRef\":{\"value\":\"142\"},\"DocNumber\":"
    "\"AT-88213 PO-2041\",\"TotalAmt\":1920,\"TxnDate\":\"2026-03-01\",\"Line\":[]}}",
    CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_DIFFERENT },
  { "no sync token", 200,
    "{\"Bill\":{\"Id\":\"311\",\"VendorRef\":{\"value\":\"142\"},\"DocNumber\":\"AT-88213 "
    "PO-2041\",\"TotalAmt\":1920,\"TxnDate\":\"2026-03-01\"}}",
    CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE },
  { "no id", 200, "{\"Bill\":" BILL ("", "142", "AT-88213 PO-2041", "1920", "2026-03-01", "") "}",
    CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE },
  { "other entity", 200, "{\"Vendor\":{\"Id\":\"1\"}}", CFL_ATTEMPT_UNKNOWN,
    CFL_FAILURE_UNREADABLE },
  { "entity of another type", 200, "{\"Bill\":\"311\"}", CFL_ATTEMPT_UNKNOWN,
    CFL_FAILURE_UNREADABLE },
  { "array", 200, "[1]", CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE },
  { "cut JSON", 200, "{\"Bill\":{\"Id\":\"311\",", CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE },
  { "empty", 200, "", CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE },
  { "blank", 200, " \r\n", CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE },
  { "HTML", 200, "<html><body>Sign in to the network</body></html>", CFL_ATTEMPT_UNKNOWN,
    CFL_FAILURE_UNREADABLE },
  /* The caller looks these up before it believes them. */
  { "refusal in a 200", 200, FAULT ("2500", "ValidationFault"), CFL_ATTEMPT_FAILED, 2500 },
  { "refusal in a 201", 201, FAULT ("6210", "ValidationFault"), CFL_ATTEMPT_FAILED, 6210 },
  { "system fault in a 200", 200, FAULT ("6000", "SystemFault"), CFL_ATTEMPT_UNKNOWN, 6000 },
  { "request id seen in a 200", 200, FAULT ("600", "ValidationFault"), CFL_ATTEMPT_UNKNOWN, 600 },
  { "unheard-of code in a 200", 200, FAULT ("77777", "ValidationFault"), CFL_ATTEMPT_UNKNOWN,
    77777 },
  { "throttled in a 200", 200, FAULT ("3001", "SERVICE"), CFL_ATTEMPT_UNKNOWN, 3001 },
  { "sign-in in a 200", 200, FAULT ("3200", "AuthenticationFault"), CFL_ATTEMPT_UNKNOWN, 3200 },
  { "refusal beside our bill", 200,
    "{\"Bill\":" OURS ",\"Fault\":{\"Error\":[{\"Message\":\"m\",\"code\":\"2500\"}],"
    "\"type\":\"ValidationFault\"}}",
    CFL_ATTEMPT_UNKNOWN, 2500 },
  { "batch fault in a 200", 200,
    "{\"BatchItemResponse\":[{\"bId\":\"a\"},{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"code\":"
    "\"610\"}],\"type\":\"ValidationFault\"},\"bId\":\"b\"}]}",
    CFL_ATTEMPT_FAILED, 610 },
  { "inactive account", 400, FAULT ("2500", "ValidationFault"), CFL_ATTEMPT_FAILED, 2500 },
  { "leading zeros", 400, FAULT ("006000", "validationfault"), CFL_ATTEMPT_FAILED, 6000 },
  { "closed books", 400, FAULT ("6210", "ValidationFault"), CFL_ATTEMPT_FAILED, 6210 },
  { "number taken", 400, FAULT ("6140", "ValidationFault"), CFL_ATTEMPT_FAILED, 6140 },
  { "unknown member", 400, FAULT ("2010", "ValidationFault"), CFL_ATTEMPT_FAILED, 2010 },
  { "request id seen", 400, FAULT ("600", "ValidationFault"), CFL_ATTEMPT_UNKNOWN, 600 },
  { "application error", 400, FAULT ("10000", "SystemFault"), CFL_ATTEMPT_UNKNOWN, 10000 },
  { "system fault", 400, FAULT ("6000", "SystemFault"), CFL_ATTEMPT_UNKNOWN, 6000 },
  { "maintenance", 400, FAULT ("150", "SystemFault"), CFL_ATTEMPT_UNKNOWN, 150 },
  { "unheard-of code", 400, FAULT ("77777", "ValidationFault"), CFL_ATTEMPT_UNKNOWN, 77777 },
  { "fault without a code", 400, "{\"Fault\":{\"Error\":[],\"type\":\"ValidationFault\"}}",
    CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE },
  { "400 in HTML", 400, "<html>Bad request</html>", CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE },
  { "404 in HTML", 404, "<!DOCTYPE html><p>404", CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE },
  { "404 empty", 404, "", CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE },
  { "token refused", 401, GATEWAY ("3200"), CFL_ATTEMPT_FAILED, CFL_FAILURE_SIGN_IN },
  { "401 without words", 401, "", CFL_ATTEMPT_FAILED, CFL_FAILURE_SIGN_IN },
  { "not granted", 403, GATEWAY ("3100"), CFL_ATTEMPT_FAILED, 3100 },
  { "right lost", 403, FAULT ("120", "AuthorizationFault"), CFL_ATTEMPT_FAILED, 120 },
  { "403 by a proxy", 403, "<html>Forbidden</html>", CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE },
  { "lapsed", 400, FAULT ("6190", "ValidationFault"), CFL_ATTEMPT_FAILED, 6190 },
  { "throttled", 429, GATEWAY ("3001"), CFL_ATTEMPT_FAILED, 3001 },
  { "throttled of old", 403, GATEWAY ("3001"), CFL_ATTEMPT_FAILED, 3001 },
  { "throttled in XML", 429,
    "<?xml version=\"1.0\"?><IntuitResponse time=\"x\"><Fault type=\"SERVICE\"><Error "
    "code=\"003001\"><Message>message=ThrottleExceeded</Message><Detail>The request limit was "
    "reached</Detail></Error></Fault></IntuitResponse>",
    CFL_ATTEMPT_FAILED, 3001 },
  { "refused in XML", 400,
    "<IntuitResponse><Fault type=\"ValidationFault\"><Error code=\"2020\"><Message>Required "
    "parameter</Message></Error></Fault></IntuitResponse>",
    CFL_ATTEMPT_FAILED, 2020 },
  { "500", 500, FAULT ("10000", "SystemFault"), CFL_ATTEMPT_UNKNOWN, 10000 },
  { "500 with a refusal's code", 500, FAULT ("2500", "ValidationFault"), CFL_ATTEMPT_UNKNOWN,
    2500 },
  { "502 in HTML", 502, "<html>Bad gateway</html>", CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE },
  { "503", 503, "", CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE },
  { "504", 504, "", CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE },
  { "redirect", 302, "", CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE },
};

static void
test_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CflAttempt) verdict = make_attempt ();
      g_autoptr (GBytes) body = make_bytes (cases[i].body);
      g_autoptr (CflAnswer) answer = cfl_answer_new (cases[i].status, body, "1-tid");

      g_test_message ("%s", cases[i].name);
      cfl_quickbooks_judge_answer (verdict, answer);
      g_assert_cmpint (verdict->state, ==, cases[i].state);
      g_assert_cmpint (verdict->error_code, ==, cases[i].code);
      g_assert_cmpuint (verdict->http_status, ==, cases[i].status);
      g_assert_cmpstr (verdict->intuit_tid, ==, "1-tid");
      g_assert_cmpint (verdict->finished_at, >, 0);
      g_assert_null (strstr (verdict->error_detail, "AB0160"));
      g_assert_null (strstr (verdict->answer, "AB0160"));
      if (verdict->state == CFL_ATTEMPT_UPLOADED)
        {
          g_assert_cmpstr (verdict->quickbooks_id, ==, "311");
          g_assert_cmpstr (verdict->sync_token, ==, "0");
          g_assert_cmpstr (verdict->error_message, ==, "");
        }
      else
        g_assert_cmpstr (verdict->error_message, !=, "");
      if (verdict->state == CFL_ATTEMPT_FAILED)
        g_assert_cmpstr (verdict->quickbooks_id, ==, "");
      if (verdict->error_code == CFL_FAILURE_DIFFERENT)
        g_assert_cmpstr (verdict->quickbooks_id, ==, "311");
    }
}

static void
expect_verdict (CflFaultClass kind, CflAttemptState *state, int *code)
{
  *state = CFL_ATTEMPT_FAILED;
  if (kind == CFL_FAULT_SIGN_IN)
    *code = CFL_FAILURE_SIGN_IN;
  else if (kind == CFL_FAULT_THROTTLED)
    *code = 3001;
  else if (kind == CFL_FAULT_UNKNOWN || kind == CFL_FAULT_SERVER)
    *state = CFL_ATTEMPT_UNKNOWN;
}

static char *
make_fault (int code, gboolean gateway)
{
  if (gateway)
    return g_strdup_printf (
        "{\"fault\":{\"error\":[{\"message\":\"m\",\"code\":\"%06d\"}],\"type\":"
        "\"SERVICE\"},\"time\":1}",
        code);
  return g_strdup_printf ("{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"code\":\"%d\"}],\"type\":"
                          "\"ValidationFault\"}}",
                          code);
}

/* Every code of the table, in both envelopes, with and without leading zeros. */
static void
test_codes (void)
{
  guint n_codes;
  const CflFaultCode *codes = cfl_fault_codes (&n_codes);

  for (guint i = 0; i < n_codes; i++)
    for (int gateway = 0; codes[i].first > 0 && gateway < 2; gateway++)
      {
        g_autoptr (CflAttempt) verdict = make_attempt ();
        g_autofree char *text = make_fault (codes[i].first, gateway != 0);
        g_autoptr (GBytes) body = make_bytes (text);
        g_autoptr (CflAnswer) answer = cfl_answer_new (400, body, NULL);
        CflAttemptState state;
        int code = codes[i].first;

        g_test_message ("%s", text);
        expect_verdict (codes[i].kind, &state, &code);
        cfl_quickbooks_judge_answer (verdict, answer);
        g_assert_cmpint (verdict->state, ==, state);
        g_assert_cmpint (verdict->error_code, ==, code);
      }
}

static void
test_own_numbering (void)
{
  g_autoptr (CflAttempt) verdict = make_attempt ();
  g_autoptr (GBytes) body =
      make_bytes ("{\"PurchaseOrder\":" BILL ("311", "142", "1001", "1920", "2026-03-01", "") "}");
  g_autoptr (CflAnswer) answer = cfl_answer_new (200, body, NULL);

  verdict->kind = CFL_DOCUMENT_KIND_PURCHASE_ORDER;
  cfl_text_set (&verdict->number, "");
  cfl_quickbooks_judge_answer (verdict, answer);
  g_assert_cmpint (verdict->state, ==, CFL_ATTEMPT_UPLOADED);
}

typedef struct {
  GQuark domain;
  int error;
  gboolean executed;
  CflAttemptState state;
  int code;
} ErrorCase;

static void
test_errors (void)
{
  const ErrorCase errors[] = {
    { CFL_HTTP_ERROR, CFL_HTTP_ERROR_OFFLINE, FALSE, CFL_ATTEMPT_FAILED, CFL_FAILURE_OFFLINE },
    { CFL_HTTP_ERROR, CFL_HTTP_ERROR_NOT_SENT, FALSE, CFL_ATTEMPT_FAILED, CFL_FAILURE_OFFLINE },
    { CFL_HTTP_ERROR, CFL_HTTP_ERROR_OFFLINE, TRUE, CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_NO_ANSWER },
    { CFL_HTTP_ERROR, CFL_HTTP_ERROR_TIMEOUT, TRUE, CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_NO_ANSWER },
    { CFL_HTTP_ERROR, CFL_HTTP_ERROR_CUT, TRUE, CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_NO_ANSWER },
    { CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SIGN_IN, FALSE, CFL_ATTEMPT_FAILED,
      CFL_FAILURE_SIGN_IN },
    { CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_KEYS, FALSE, CFL_ATTEMPT_FAILED,
      CFL_FAILURE_SIGN_IN },
    { CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SIGN_IN, TRUE, CFL_ATTEMPT_UNKNOWN,
      CFL_FAILURE_NO_ANSWER },
    { CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_OFFLINE, FALSE, CFL_ATTEMPT_FAILED,
      CFL_FAILURE_OFFLINE },
    { CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SERVER, FALSE, CFL_ATTEMPT_FAILED,
      CFL_FAILURE_OFFLINE },
    { g_quark_from_static_string ("a-keyring"), 0, FALSE, CFL_ATTEMPT_FAILED, CFL_FAILURE_SIGN_IN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (CflAttempt) verdict = make_attempt ();
      g_autoptr (GError) error =
          g_error_new_literal (errors[i].domain, errors[i].error, "A sentence.");

      cfl_quickbooks_judge_error (verdict, error, errors[i].executed);
      g_assert_cmpint (verdict->state, ==, errors[i].state);
      g_assert_cmpint (verdict->error_code, ==, errors[i].code);
      g_assert_cmpuint (verdict->http_status, ==, 0);
    }
}

typedef struct {
  const char *name;
  int before;       /* the code that the attempt carries */
  const char *held; /* what QuickBooks holds */
  CflAttemptState state;
  int code;
  const char *id;
} LookUpCase;

static const LookUpCase look_ups[] = {
  { "ours", CFL_FAILURE_NO_ANSWER, "[" OURS "]", CFL_ATTEMPT_UPLOADED, 0, "311" },
  { "absent", CFL_FAILURE_NO_ANSWER, "[]", CFL_ATTEMPT_QUEUED, 0, "" },
  { "seen before, absent", 600, "[]", CFL_ATTEMPT_QUEUED, 0, "" },
  { "other total", CFL_FAILURE_NO_ANSWER,
    "[" BILL ("9", "142", "AT-88213 PO-2041", "1919.99", "2026-03-01", "") "]", CFL_ATTEMPT_FAILED,
    6140, "" },
  { "other day", CFL_FAILURE_NO_ANSWER,
    "[" BILL ("9", "142", "AT-88213 PO-2041", "1920", "2026-02-28", "") "]", CFL_ATTEMPT_FAILED,
    6140, "" },
  { "other vendor", CFL_FAILURE_NO_ANSWER,
    "[" BILL ("9", "7", "AT-88213 PO-2041", "1920", "2026-03-01", "") "]", CFL_ATTEMPT_QUEUED, 0,
    "" },
  { "taken by another vendor", 6140,
    "[" BILL ("9", "7", "AT-88213 PO-2041", "1920", "2026-03-01", "") "]", CFL_ATTEMPT_FAILED, 6140,
    "" },
  { "taken by us", 6140, "[" OURS "]", CFL_ATTEMPT_UPLOADED, 0, "311" },
  { "taken by nobody to be seen", 6140, "[]", CFL_ATTEMPT_FAILED, 6140, "" },
  { "two alike", CFL_FAILURE_NO_ANSWER, "[" OURS "," OURS "]", CFL_ATTEMPT_UNKNOWN,
    CFL_FAILURE_NO_ANSWER, "" },
  { "two alike, one with our note", CFL_FAILURE_NO_ANSWER, "[" OURS "," NOTED "]",
    CFL_ATTEMPT_UPLOADED, 0, "312" },
  { "different, agrees now", CFL_FAILURE_DIFFERENT, "[" OURS "]", CFL_ATTEMPT_UPLOADED, 0, "311" },
  { "different, not found", CFL_FAILURE_DIFFERENT, "[]", CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_DIFFERENT,
    "" },
  { "changed since, with our note", CFL_FAILURE_NO_ANSWER,
    "[" BILL (
        "313", "142", "AT-88213 PO-2041", "1900", "2026-03-01", ",\"PrivateNote\":\"note\"") "]",
    CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_DIFFERENT, "313" },
  { "taken by ours, changed since", 6140,
    "[" BILL (
        "313", "142", "AT-88213 PO-2041", "1920", "2026-03-09", ",\"PrivateNote\":\"note\"") "]",
    CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_DIFFERENT, "313" },
  { "different still", CFL_FAILURE_DIFFERENT,
    "[" BILL ("9", "142", "AT-88213 PO-2041", "1919.99", "2026-03-01", "") "]", CFL_ATTEMPT_UNKNOWN,
    CFL_FAILURE_DIFFERENT, "" },
};

static GPtrArray *
parse_entities (const char *text)
{
  g_autoptr (JsonNode) root = cfl_json_parse_text (text, CFL_JSON_EXACT_NAMES, NULL);
  JsonArray *array = cfl_json_node_get_array (root);
  GPtrArray *entities = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  g_assert_nonnull (array);
  for (guint i = 0; i < cfl_json_array_get_length (array); i++)
    g_ptr_array_add (entities, json_object_ref (cfl_json_array_get_object (array, i)));
  return entities;
}

static void
test_look_ups (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (look_ups); i++)
    {
      g_autoptr (CflAttempt) attempt = make_attempt ();
      g_autoptr (CflAttempt) verdict = NULL;
      g_autoptr (GPtrArray) entities = parse_entities (look_ups[i].held);

      g_test_message ("%s", look_ups[i].name);
      attempt->error_code = look_ups[i].before;
      verdict = cfl_attempt_copy (attempt);
      cfl_quickbooks_judge_look_up (verdict, attempt, entities);
      g_assert_cmpint (verdict->state, ==, look_ups[i].state);
      g_assert_cmpint (verdict->error_code, ==, look_ups[i].code);
      if (*look_ups[i].id != '\0')
        g_assert_cmpstr (verdict->quickbooks_id, ==, look_ups[i].id);
      if (verdict->error_code == 6140 && entities->len > 0)
        g_assert_nonnull (strstr (verdict->error_detail, "Bill 9 of Aurora"));
    }
}

/* The way out for a document that differs: it is deleted in QuickBooks, and then its order is free. */
static void
test_deleted (void)
{
  for (gint64 minutes = 1; minutes <= 60; minutes += 59)
    {
      g_autoptr (CflAttempt) attempt = make_attempt ();
      g_autoptr (CflAttempt) verdict = NULL;
      g_autoptr (GPtrArray) none = parse_entities ("[]");

      attempt->error_code = CFL_FAILURE_DIFFERENT;
      cfl_text_set (&attempt->quickbooks_id, "311");
      attempt->finished_at = g_get_real_time () - minutes * 60 * G_USEC_PER_SEC;
      verdict = cfl_attempt_copy (attempt);
      cfl_quickbooks_judge_look_up (verdict, attempt, none);
      g_assert_cmpint (verdict->state, ==, minutes == 1 ? CFL_ATTEMPT_UNKNOWN : CFL_ATTEMPT_FAILED);
      g_assert_cmpint (verdict->error_code, ==,
                       minutes == 1 ? CFL_FAILURE_DIFFERENT : CFL_FAILURE_DELETED);
    }
}

static void
test_conditions (void)
{
  g_autoptr (CflAttempt) attempt = make_attempt ();
  g_autofree char *bill = NULL;
  g_autofree char *taken = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *unnumbered = NULL;

  cfl_text_set (&attempt->number, "O'N\\1");
  bill = cfl_quickbooks_look_up_condition (attempt);
  g_assert_cmpstr (bill, ==, "VendorRef = '142' AND DocNumber = 'O\\'N\\\\1'");
  attempt->error_code = 6140;
  taken = cfl_quickbooks_look_up_condition (attempt);
  g_assert_cmpstr (taken, ==, "DocNumber = 'O\\'N\\\\1'");
  cfl_text_set (&attempt->quickbooks_id, "311");
  shown = cfl_quickbooks_look_up_condition (attempt);
  g_assert_cmpstr (shown, ==, "Id = '311'");
  *attempt->quickbooks_id = '\0';
  *attempt->number = '\0';
  unnumbered = cfl_quickbooks_look_up_condition (attempt);
  g_assert_cmpstr (unnumbered, ==, "TxnDate = '2026-03-01'");
}

static void
add_line (CflDocument *document, const char *description, const char *amount)
{
  cfl_document_add_line (document, g_strdup (description), cfl_decimal_from_text (amount), "82");
}

static char *
encode (const CflDocument *document)
{
  g_autoptr (GBytes) bytes = cfl_quickbooks_encode_document (document);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
set (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

/* QuickBooks elsewhere refuses the code of US lines, and asks how tax is meant. */
static void
test_encode_outside_us (void)
{
  g_autoptr (CflDocument) document = cfl_document_new (CFL_DOCUMENT_KIND_BILL);
  g_autofree char *text = NULL;

  document->date = cfl_date_new (2026, 3, 1);
  document->outside_us = TRUE;
  add_line (document, "Towel", "19.99");
  text = encode (document);
  g_assert_null (strstr (text, "TaxCodeRef"));
  g_assert_nonnull (strstr (text, "\"GlobalTaxCalculation\":\"NotApplicable\""));
}

static void
test_encode (void)
{
  g_autoptr (CflDocument) document = cfl_document_new (CFL_DOCUMENT_KIND_BILL);
  g_autofree char *plain = NULL;
  g_autofree char *again = NULL;
  g_autofree char *foreign = NULL;

  set (&document->vendor_id, "142");
  set (&document->payable_account_id, "33");
  set (&document->number, "AT-88213 PO-2041");
  set (&document->private_note, "„Möbel“ \"x\"\n2");
  set (&document->currency, "EUR");
  document->date = cfl_date_new (2026, 3, 1);
  document->due_date = cfl_date_new (2026, 3, 31);
  add_line (document, "Towel", "19.990");
  add_line (document, "", "-0.10");
  plain = encode (document);
  again = encode (document);
  g_assert_cmpstr (plain, ==, again);
  g_assert_cmpstr (
      plain, ==,
      "{\"VendorRef\":{\"value\":\"142\"},\"APAccountRef\":{\"value\":\"33\"},\"TxnDate\":"
      "\"2026-03-01\",\"DueDate\":\"2026-03-31\",\"DocNumber\":\"AT-88213 PO-2041\","
      "\"PrivateNote\":\"„Möbel“ \\\"x\\\"\\n2\",\"Line\":[{\"Description\":\"Towel\",\"Amount\":"
      "19.99,\"DetailType\":\"AccountBasedExpenseLineDetail\",\"AccountBasedExpenseLineDetail\":{"
      "\"AccountRef\":{\"value\":\"82\"},\"TaxCodeRef\":{\"value\":\"NON\"}}},{\"Amount\":-0.1,"
      "\"DetailType\":\"AccountBasedExpenseLineDetail\",\"AccountBasedExpenseLineDetail\":{"
      "\"AccountRef\":{\"value\":\"82\"},\"TaxCodeRef\":{\"value\":\"NON\"}}}]}");
  document->send_currency = TRUE;
  document->exchange_rate = cfl_decimal_from_text ("1.5384");
  document->due_date = CFL_DATE_UNSET;
  foreign = encode (document);
  g_assert_nonnull (
      strstr (foreign, ",\"CurrencyRef\":{\"value\":\"EUR\"},\"ExchangeRate\":1.5384,\"Line\":"));
  g_assert_null (strstr (foreign, "DueDate"));
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/quickbooks/verdict/answers", test_answers);
  g_test_add_func ("/quickbooks/verdict/codes", test_codes);
  g_test_add_func ("/quickbooks/verdict/own-numbering", test_own_numbering);
  g_test_add_func ("/quickbooks/verdict/errors", test_errors);
  g_test_add_func ("/quickbooks/verdict/look-ups", test_look_ups);
  g_test_add_func ("/quickbooks/verdict/deleted", test_deleted);
  g_test_add_func ("/quickbooks/verdict/conditions", test_conditions);
  g_test_add_func ("/quickbooks/document/encode", test_encode);
  g_test_add_func ("/quickbooks/document/outside-us", test_encode_outside_us);
  return g_test_run ();
}
