/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-http-log.h"
#include "cfl-test.h"

#include <string.h>

/* Each text holds the word SECRET wherever something must not be shown. */
static const char *const leaks[] = {
  "Authorization: Bearer SECRETSECRET",
  "authorization: Basic SECRETSECRET==\r\nAccept: */*",
  "sent bearer eyJSECRETSECRETSECRETSECRET.SECRET.SECRET",
  "Token expired: AB01600SECRETSECRETSECRET",
  "{\"detail\":\"Token expired: AB0160SECRETSECRET\",\"code\":\"3200\"}",
  "{\"access_token\":\"SECRET\",\"refresh_token\" : \"SECRET\\\"SECRET\"}",
  "{\"refresh_token\":\"SECRET cut off",
  "\"{\\\"access_token\\\":\\\"SECRET\\\"}\"",
  "grant_type=refresh_token&refresh_token=SECRET&x=1",
  "code=SECRET&state=SECRET&realmId=9130",
  "https://localhost:8080/callback?code=SECRET&state=SECRET",
  "client_secret=SECRET",
  "Client_Secret=SECRET",
  "https://user:SECRET@example.com/x",
  "password=SECRET, then more",
  "Cookie: session=SECRET; other=SECRET",
  "Proxy-Authorization: Digest SECRET",
  "the token RT1-123-H0-17SECRETSECRETSECRETSECRET was kept",
};

static void
test_removes_secrets (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (leaks); i++)
    {
      g_autofree char *redacted = cfl_redact_text (leaks[i]);

      if (strstr (redacted, "SECRET") != NULL)
        g_error ("%s became %s", leaks[i], redacted);
      g_assert_nonnull (strstr (redacted, "***"));
    }
}

static void
test_keeps_the_rest (void)
{
  static const char *const harmless[] = {
    "",
    "message=ThrottleExceeded; errorCode=003001; statusCode=429",
    "{\"code\":\"6140\",\"Message\":\"Duplicate Document Number Error\",\"element\":\"\"}",
    "Duplicate Document Number Error : You must specify a different number.",
    "The basic plan, barcode=12 and an abstract: fine",
    "AT-88213 PO-2041 äöü €",
  };

  for (guint i = 0; i < G_N_ELEMENTS (harmless); i++)
    {
      g_autofree char *redacted = cfl_redact_text (harmless[i]);

      g_assert_cmpstr (redacted, ==, harmless[i]);
    }
}

static void
test_takes_any_text (void)
{
  g_autofree char *none = cfl_redact_text (NULL);
  g_autofree char *binary = cfl_redact_text ("\xff\xfe code=SECRET \x80");
  g_autofree char *quotes = g_strnfill (200000, '"');
  g_autofree char *backslashes = g_strnfill (200000, '\\');
  g_autofree char *unfinished = g_strconcat ("\"access_token\":\"", backslashes, NULL);
  g_autofree char *first = cfl_redact_text (quotes);
  g_autofree char *second = cfl_redact_text (unfinished);

  g_assert_cmpstr (none, ==, "");
  g_assert_true (g_utf8_validate (binary, -1, NULL));
  g_assert_null (strstr (binary, "SECRET"));
  g_assert_nonnull (first);
  g_assert_nonnull (second);
}

static void
test_uri (void)
{
  static const struct {
    const char *uri;
    const char *shown;
  } cases[] = {
    { "https://quickbooks.api.intuit.com/v3/company/91/bill?minorversion=75&requestid=ab-1",
      "quickbooks.api.intuit.com/v3/company/91/bill?minorversion=75&requestid=ab-1" },
    { "https://x.example/v3/company/91/query?query=select%20%2A%20from%20Vendor",
      "x.example/v3/company/91/query?query=***" },
    { "http://127.0.0.1:8080/callback?code=SECRET&state=SECRET&page=2",
      "127.0.0.1:8080/callback?code=***&state=***&page=2" },
    { "https://user:SECRET@x.example/y#SECRET", "x.example/y" },
    { "no address SECRET", "***" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = cfl_redact_uri (cases[i].uri);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

static void
collect_line_cb (const char *line, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strdup (line));
}

static void
test_log (void)
{
  g_autoptr (CflHttpLog) log = cfl_http_log_new (2);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) entries = NULL;

  cfl_http_log_set_writer (log, collect_line_cb, lines, NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (CflHttpLogEntry) entry = cfl_http_log_entry_new ();

      entry->time = G_GINT64_CONSTANT (1700000000123456);
      entry->label = g_strdup ("create bill");
      entry->method = g_strdup ("POST");
      entry->address = g_strdup ("example.com/bill");
      entry->status = 200 + i;
      entry->attempt = 1 + i;
      entry->duration = 42000;
      entry->sent = 10;
      entry->received = 20;
      entry->trace = g_strdup ("1-abc");
      cfl_http_log_add (log, entry);
    }
  entries = cfl_http_log_get_entries (log);
  g_assert_cmpuint (entries->len, ==, 2);
  g_assert_cmpuint (((CflHttpLogEntry *) entries->pdata[0])->status, ==, 201);
  g_assert_cmpuint (lines->len, ==, 3);
  g_assert_cmpstr (lines->pdata[0], ==,
                   "2023-11-14T22:13:20.123Z create bill: POST example.com/bill → 200, 42 ms, "
                   "10 bytes sent, 20 received, trace 1-abc");
  g_assert_true (g_str_has_suffix (lines->pdata[2], "20 received, attempt 3, trace 1-abc"));
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/web/redact/removes-secrets", test_removes_secrets);
  g_test_add_func ("/web/redact/keeps-the-rest", test_keeps_the_rest);
  g_test_add_func ("/web/redact/takes-any-text", test_takes_any_text);
  g_test_add_func ("/web/redact/uri", test_uri);
  g_test_add_func ("/web/redact/log", test_log);
  return g_test_run ();
}
