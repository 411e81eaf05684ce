/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-quickbooks-private.h"
#include "cfl-test.h"

#include <string.h>

#define GATEWAY(error)                                                                             \
  "{\"warnings\":null,\"intuitObject\":null,\"fault\":{\"error\":[" error                          \
  "],\"type\":\"AUTHENTICATION\"},\"report\":null,\"queryResponse\":null,\"batchItemResponse\":[]" \
  ",\"requestId\":null,\"time\":1601391072830,\"status\":null,\"cdcresponse\":[]}"
#define FRENCH                                                                                     \
  "{\"Fault\":{\"Error\":[{\"Message\":\"Erreur de num\u00e9ro de document en double\","           \
  "\"Detail\":\"Erreur de num\u00e9ro de document en double : Vous devez indiquer un autre "       \
  "num\u00e9ro. "                                                                                  \
  "DocNumber=N-1 est attribu\u00e9 \u00e0 TxnType=Facture avec "                                   \
  "TxnId=77\",\"code\":\"6140\",\"element\":\"\"}],\"type\":\"ValidationFault\"},\"time\":\"x\"}"
#define ITEMS                                                                                      \
  "{\"BatchItemResponse\":[{\"Bill\":{\"Id\":\"1\"},\"bId\":\"a\"},{\"Fault\":{\"Error\":[{"       \
  "\"Message\":\"Gone\",\"code\":\"610\"}],\"type\":\"ValidationFault\"},\"bId\":\"b\"},{"         \
  "\"Fault\":{\"Error\":[{\"Message\":\"Closed\",\"code\":\"6210\"}],\"type\":"                    \
  "\"ValidationFault\"},\"bId\":\"c\"}],\"time\":\"x\"}"
#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"

typedef struct {
  const char *name;
  guint status;
  const char *body;
  CflAnswerForm form;
  CflAnswerClass kind;
  int code;
  const char *message;
  const char *detail;
} Case;

static const Case cases[] = {
  { "accounting service", 400,
    "{\"Fault\":{\"Error\":[{\"Message\":\"Duplicate Name Exists Error\",\"Detail\":\"The name "
    "supplied already exists. : null\",\"code\":\"6240\",\"element\":\"\"}],\"type\":"
    "\"ValidationFault\"},\"time\":\"2026-03-01T09:20:00.262-08:00\"}",
    CFL_ANSWER_JSON, CFL_ANSWER_REFUSED, 6240, "Duplicate Name Exists Error",
    "The name supplied already exists. : null" },
  { "without time and element", 400,
    "{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"Detail\":\"d\",\"code\":\"6000\"}],\"type\":"
    "\"ValidationFault\"}}",
    CFL_ANSWER_JSON, CFL_ANSWER_REFUSED, 6000, "m", "d" },
  { "without a type", 400, "{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"code\":\"6000\"}]}}",
    CFL_ANSWER_JSON, CFL_ANSWER_REFUSED, 6000, "m", "" },
  { "gateway, element null", 401,
    GATEWAY ("{\"message\":\"message=AuthenticationFailed; errorCode=003200; statusCode=401\","
             "\"detail\":\"Token expired\",\"code\":\"3200\",\"element\":null}"),
    CFL_ANSWER_JSON, CFL_ANSWER_SIGN_IN, 3200,
    "message=AuthenticationFailed; errorCode=003200; statusCode=401", "Token expired" },
  { "gateway throttles with a 429", 429,
    GATEWAY ("{\"message\":\"m\",\"detail\":\"d\",\"code\":\"003001\"}"), CFL_ANSWER_JSON,
    CFL_ANSWER_THROTTLED, 3001, "m", "d" },
  { "gateway throttles with a 403", 403,
    GATEWAY ("{\"message\":\"m\",\"detail\":\"d\",\"code\":\"003001\"}"), CFL_ANSWER_JSON,
    CFL_ANSWER_THROTTLED, 3001, "m", "d" },
  { "a code that is a number", 400,
    "{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"code\":6140}],\"type\":\"ValidationFault\"}}",
    CFL_ANSWER_JSON, CFL_ANSWER_REFUSED, 6140, "m", "" },
  { "zeros and blanks before a code", 400,
    "{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"code\":\" 000006140\"}],\"type\":"
    "\"ValidationFault\"}}",
    CFL_ANSWER_JSON, CFL_ANSWER_REFUSED, 6140, "m", "" },
  { "a code that is none", 400,
    "{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"code\":\"QBO-6140\"}],\"type\":"
    "\"ValidationFault\"}}",
    CFL_ANSWER_JSON, CFL_ANSWER_UNCLEAR, 0, "m", "" },
  { "a code like one of ours", 400,
    "{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"code\":\"-4\"}],\"type\":\"ValidationFault\"}}",
    CFL_ANSWER_JSON, CFL_ANSWER_UNCLEAR, 0, "m", "" },
  { "a code without end", 400,
    "{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"code\":\"61406140614061406140\"}],\"type\":"
    "\"ValidationFault\"}}",
    CFL_ANSWER_JSON, CFL_ANSWER_UNCLEAR, G_MAXINT, "m", "" },
  { "localised", 400, FRENCH, CFL_ANSWER_JSON, CFL_ANSWER_REFUSED, 6140,
    "Erreur de num\u00e9ro de document en double",
    "Erreur de num\u00e9ro de document en double : Vous devez indiquer un autre num\u00e9ro. "
    "DocNumber=N-1 est attribu\u00e9 \u00e0 TxnType=Facture avec TxnId=77" },
  { "several errors", 400,
    "{\"Fault\":{\"Error\":[{\"Message\":\"Required\",\"Detail\":\"A is missing\",\"code\":"
    "\"2020\"},{\"Message\":\"Too long\",\"Detail\":\"B is too long.\",\"code\":\"2050\"},"
    "{\"Message\":\"Required\",\"Detail\":\"A is missing\",\"code\":\"2020\"},"
    "{\"Message\":\"Nothing but a message\",\"code\":\"6000\"}],\"type\":\"ValidationFault\"}}",
    CFL_ANSWER_JSON, CFL_ANSWER_REFUSED, 2020, "Required; Too long; Nothing but a message",
    "A is missing; B is too long. Nothing but a message" },
  { "several errors, one of them open", 400,
    "{\"Fault\":{\"Error\":[{\"Detail\":\"a\",\"code\":\"2020\"},{\"Detail\":\"b\",\"code\":"
    "\"600\"}],\"type\":\"ValidationFault\"}}",
    CFL_ANSWER_JSON, CFL_ANSWER_UNCLEAR, 600, "", "a; b" },
  { "several errors, one of them a number that is taken", 400,
    "{\"Fault\":{\"Error\":[{\"Detail\":\"a\",\"code\":\"6000\"},{\"Detail\":\"b\",\"code\":"
    "\"6140\"}],\"type\":\"ValidationFault\"}}",
    CFL_ANSWER_JSON, CFL_ANSWER_REFUSED, 6140, "", "a; b" },
  { "several errors, one of them without a code", 400,
    "{\"Fault\":{\"Error\":[{\"Detail\":\"a\"},{\"Detail\":\"b\",\"code\":\"6000\"}],\"type\":"
    "\"ValidationFault\"}}",
    CFL_ANSWER_JSON, CFL_ANSWER_REFUSED, 6000, "", "a; b" },
  { "one error without a list", 400,
    "{\"Fault\":{\"Error\":{\"Message\":\"m\",\"Detail\":\"d\",\"code\":\"610\"},\"type\":"
    "\"ValidationFault\"}}",
    CFL_ANSWER_JSON, CFL_ANSWER_REFUSED, 610, "m", "d" },
  { "no error at all", 400, "{\"Fault\":{\"Error\":null,\"type\":\"ValidationFault\"}}",
    CFL_ANSWER_JSON, CFL_ANSWER_UNCLEAR, 0, "", "" },
  { "errors of another type", 400, "{\"Fault\":{\"Error\":[7,\"x\",null,[]],\"type\":1}}",
    CFL_ANSWER_JSON, CFL_ANSWER_UNCLEAR, 0, "", "" },
  { "fault in a 200", 200,
    "{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"code\":\"2500\"}],\"type\":\"ValidationFault\"}}",
    CFL_ANSWER_JSON, CFL_ANSWER_CONTRADICTORY, 2500, "m", "" },
  { "faults in the items of a 200", 200, ITEMS, CFL_ANSWER_JSON, CFL_ANSWER_CONTRADICTORY, 610,
    "Gone; Closed", "" },
  { "byte order mark", 400,
    "\xef\xbb\xbf{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"code\":\"610\"}],\"type\":"
    "\"ValidationFault\"}}",
    CFL_ANSWER_JSON, CFL_ANSWER_REFUSED, 610, "m", "" },
  { "line breaks in words", 400,
    "{\"Fault\":{\"Error\":[{\"Message\":\" a\\r\\nb \",\"code\":\"610\"}],\"type\":"
    "\"ValidationFault\"}}",
    CFL_ANSWER_JSON, CFL_ANSWER_REFUSED, 610, "a b", "" },
  { "XML", 400,
    XML_HEAD "<IntuitResponse xmlns=\"http://schema.intuit.com/finance/v3\" time=\"x\"><Fault "
             "type=\"ValidationFault\"><Error code=\"002020\" element=\"Line\"><Message>Required "
             "&amp; missing</Message><Detail>Line is missing</Detail></Error></Fault>"
             "</IntuitResponse>",
    CFL_ANSWER_XML, CFL_ANSWER_REFUSED, 2020, "Required & missing", "Line is missing" },
  { "XML with several errors", 400,
    XML_HEAD "<n:IntuitResponse xmlns:n=\"u\"><n:Fault type=\"ValidationFault\"><n:Error "
             "code=\"2050\"><n:Message>a</n:Message></n:Error><n:Error code=\"6140\"><n:Message>b"
             "</n:Message><n:Detail>c</n:Detail></n:Error></n:Fault></n:IntuitResponse>",
    CFL_ANSWER_XML, CFL_ANSWER_REFUSED, 6140, "a; b", "a; c" },
  { "XML that is cut", 400,
    XML_HEAD "<IntuitResponse><Fault type=\"ValidationFault\"><Error code=\"2020\"><Message>Requi",
    CFL_ANSWER_UNREADABLE, CFL_ANSWER_UNCLEAR, 0, "", "" },
  { "XML that says done", 200, XML_HEAD "<IntuitResponse><Bill><Id>1</Id></Bill></IntuitResponse>",
    CFL_ANSWER_XML, CFL_ANSWER_SUCCESS, 0, "", "" },
  { "page in XML", 200, XML_HEAD "<html><body><Error code=\"2020\"/></body></html>", CFL_ANSWER_XML,
    CFL_ANSWER_SUCCESS, 0, "", "" },
  { "HTML with a 502", 502,
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway"
    "</h1></center><hr></body>\r\n</html>\r\n",
    CFL_ANSWER_UNREADABLE, CFL_ANSWER_UNCLEAR, 0, "", "" },
  { "text", 200, "upstream connect error", CFL_ANSWER_UNREADABLE, CFL_ANSWER_SUCCESS, 0, "", "" },
  { "cut JSON", 200, "{\"Bill\":{\"Id\":\"31", CFL_ANSWER_UNREADABLE, CFL_ANSWER_SUCCESS, 0, "",
    "" },
  { "cut fault", 400, "{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"code\":\"6000\"",
    CFL_ANSWER_UNREADABLE, CFL_ANSWER_UNCLEAR, 0, "", "" },
  { "JSON that is no object", 200, "[{\"Fault\":{}}]", CFL_ANSWER_UNREADABLE, CFL_ANSWER_SUCCESS, 0,
    "", "" },
  { "nothing but a mark", 200, "\xef\xbb\xbf", CFL_ANSWER_EMPTY, CFL_ANSWER_SUCCESS, 0, "", "" },
  { "empty", 200, "", CFL_ANSWER_EMPTY, CFL_ANSWER_SUCCESS, 0, "", "" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new (cases[i].body, strlen (cases[i].body));
      g_autoptr (CflAnswer) answer = cfl_answer_new (cases[i].status, body, NULL);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (answer->form, ==, cases[i].form);
      g_assert_cmpint (answer->kind, ==, cases[i].kind);
      g_assert_cmpint (answer->code, ==, cases[i].code);
      g_assert_cmpstr (answer->message, ==, cases[i].message);
      g_assert_cmpstr (answer->detail, ==, cases[i].detail);
    }
}

/* Whatever is cut off, nothing is read that is not there, and a fault is not half believed. */
static void
test_cuts (void)
{
  static const char *const whole[] = { FRENCH, ITEMS };

  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    for (gsize length = 0; length < strlen (whole[i]); length++)
      {
        g_autoptr (GBytes) body = g_bytes_new (whole[i], length);
        g_autoptr (CflAnswer) answer = cfl_answer_new (400, body, NULL);

        g_assert_cmpint (answer->kind, ==, CFL_ANSWER_UNCLEAR);
        g_assert_cmpint (answer->code, ==, 0);
      }
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/quickbooks/envelope/cases", test_cases);
  g_test_add_func ("/quickbooks/envelope/cuts", test_cuts);
  return g_test_run ();
}
