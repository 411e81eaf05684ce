/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-harness.h"

#include <libsoup/soup.h>
#include <string.h>

#define REDIRECT "http://127.0.0.1:9/callback"

struct _CflHarness {
  CflPractice *practice;
  SoupSession *session;
  CflNode *line;
  char *access;
  char *refresh;
  SoupMessage *last;
};

void
cfl_harness_answer_free (CflHarnessAnswer *answer)
{
  g_free (answer->text);
  cfl_node_unref (answer->node);
  g_free (answer);
}

CflHarness *
cfl_harness_new (const CflPracticeOptions *options)
{
  CflHarness *harness = g_new0 (CflHarness, 1);
  CflPracticeOptions usual = { .orders = 60, .no_limits = TRUE };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  harness->practice = cfl_practice_new (options == NULL ? &usual : options, &error);
  g_assert_no_error (error);
  text = cfl_practice_describe (harness->practice);
  harness->line = cfl_node_parse (text, -1, &error);
  g_assert_no_error (error);
  /* No proxy: the desktop's resolver wants settings that an isolated test does not have. */
  harness->session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  return harness;
}

void
cfl_harness_free (CflHarness *harness)
{
  soup_session_abort (harness->session);
  g_clear_object (&harness->last);
  g_object_unref (harness->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  cfl_practice_free (harness->practice);
  cfl_node_unref (harness->line);
  g_free (harness->access);
  g_free (harness->refresh);
  g_free (harness);
}

const char *
cfl_harness_get (CflHarness *harness, const char *name)
{
  return cfl_node_get_member_text (harness->line, name);
}

static CflHarnessAnswer *
send_message (CflHarness *harness, SoupMessage *message)
{
  CflHarnessAnswer *answer = g_new0 (CflHarnessAnswer, 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_session_send_and_read_async (harness->session, message, G_PRIORITY_DEFAULT, NULL,
                                    cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  bytes = soup_session_send_and_read_finish (harness->session, result, NULL);
  g_set_object (&harness->last, message);
  if (bytes == NULL)
    return answer;
  answer->status = soup_message_get_status (message);
  answer->text = g_strndup (g_bytes_get_size (bytes) == 0 ? "" : g_bytes_get_data (bytes, NULL),
                            g_bytes_get_size (bytes));
  answer->node = cfl_node_parse (answer->text, -1, NULL);
  return answer;
}

static SoupMessage *
new_message (CflHarness *harness, const char *method, const char *path, const char *body)
{
  g_autofree char *url = g_strconcat (cfl_harness_get (harness, "quickbooks_url"), path, NULL);
  SoupMessage *message = soup_message_new (method, url);
  g_autoptr (GBytes) bytes = body == NULL ? NULL : g_bytes_new (body, strlen (body));

  if (bytes != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  return message;
}

static void
add_header (SoupMessage *message, const char *header)
{
  g_auto (GStrv) parts = g_strsplit (header, ": ", 2);

  soup_message_headers_replace (soup_message_get_request_headers (message), parts[0], parts[1]);
}

CflHarnessAnswer *
cfl_harness_call (CflHarness *harness, const char *method, const char *path, const char *body, ...)
{
  g_autoptr (SoupMessage) message = new_message (harness, method, path, body);
  const char *header;
  va_list headers;

  va_start (headers, body);
  while ((header = va_arg (headers, const char *)) != NULL)
    add_header (message, header);
  va_end (headers);
  return send_message (harness, message);
}

const char *
cfl_harness_last_header (CflHarness *harness, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (harness->last), name);
}

/* A fresh code, as the browser's redirect brings it. */
char *
cfl_harness_get_code (CflHarness *harness)
{
  g_autofree char *path = g_strconcat (
      "/connect/oauth2?response_type=code&scope=com.intuit.quickbooks.accounting&state=s"
      "&practice_approve=1&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcallback&client_id=",
      cfl_harness_get (harness, "client_id"), NULL);
  g_autoptr (CflHarnessAnswer) answer = cfl_harness_call (harness, "GET", path, NULL, NULL);
  const char *location = cfl_harness_last_header (harness, "Location");
  const char *code;

  g_assert_cmpuint (answer->status, ==, 302);
  g_assert_true (g_str_has_prefix (location, REDIRECT "?code="));
  code = strchr (location, '=') + 1;
  return g_strndup (code, strcspn (code, "&"));
}

CflHarnessAnswer *
cfl_harness_token (CflHarness *harness, const char *secret, const char *form)
{
  g_autofree char *pair =
      g_strdup_printf ("%s:%s", cfl_harness_get (harness, "client_id"),
                       secret == NULL ? cfl_harness_get (harness, "client_secret") : secret);
  g_autofree char *coded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *header = g_strconcat ("Authorization: Basic ", coded, NULL);

  return cfl_harness_call (harness, "POST", "/oauth2/v1/tokens/bearer", form, header,
                           "Accept: application/json",
                           "Content-Type: application/x-www-form-urlencoded", NULL);
}

void
cfl_harness_sign_in (CflHarness *harness)
{
  g_autofree char *code = cfl_harness_get_code (harness);
  g_autofree char *form =
      g_strconcat ("grant_type=authorization_code&redirect_uri=" REDIRECT "&code=", code, NULL);
  g_autoptr (CflHarnessAnswer) answer = cfl_harness_token (harness, NULL, form);

  g_assert_cmpuint (answer->status, ==, 200);
  g_free (harness->access);
  harness->access = g_strdup (cfl_node_get_member_text (answer->node, "access_token"));
  g_free (harness->refresh);
  harness->refresh = g_strdup (cfl_node_get_member_text (answer->node, "refresh_token"));
}

const char *
cfl_harness_get_refresh_token (CflHarness *harness)
{
  return harness->refresh;
}

/* The path stands behind the company: "/bill?requestid=1". Signs in on the first call. */
CflHarnessAnswer *
cfl_harness_quickbooks (CflHarness *harness, const char *method, const char *path, const char *body)
{
  g_autofree char *whole =
      g_strconcat ("/v3/company/", cfl_harness_get (harness, "realm_id"), path, NULL);
  g_autofree char *header = NULL;

  if (harness->access == NULL)
    cfl_harness_sign_in (harness);
  header = g_strconcat ("Authorization: Bearer ", harness->access, NULL);
  return cfl_harness_call (harness, method, whole, body, header, "Accept: application/json", NULL);
}

CflHarnessAnswer *
cfl_harness_query (CflHarness *harness, const char *statement)
{
  g_autofree char *escaped = g_uri_escape_string (statement, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/query?query=", escaped, NULL);

  return cfl_harness_quickbooks (harness, "GET", path, NULL);
}

/* The path stands behind "/api/v1/"; blanks and quotes in it are escaped here. */
CflHarnessAnswer *
cfl_harness_cin7 (CflHarness *harness, const char *path)
{
  g_autofree char *pair = g_strdup_printf ("%s:%s", cfl_harness_get (harness, "cin7_user"),
                                           cfl_harness_get (harness, "cin7_key"));
  g_autofree char *coded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *header = g_strconcat ("Authorization: Basic ", coded, NULL);
  g_autofree char *escaped = g_uri_escape_string (path, "/?=&,():;", FALSE);
  g_autofree char *whole = g_strconcat ("/api/v1/", escaped, NULL);

  return cfl_harness_call (harness, "GET", whole, NULL, header, NULL);
}

CflHarnessAnswer *
cfl_harness_control (CflHarness *harness, const char *method, const char *name, const char *body)
{
  g_autofree char *path = g_strconcat ("/practice/", name, NULL);
  g_autofree char *header =
      g_strconcat ("X-Practice-Token: ", cfl_harness_get (harness, "control_token"), NULL);
  CflHarnessAnswer *answer = cfl_harness_call (harness, method, path, body, header, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  return answer;
}

const char *
cfl_harness_fault (CflHarnessAnswer *answer)
{
  CflNode *errors = cfl_node_get_path (answer->node, "Fault.Error");

  return cfl_node_get_member_text (cfl_node_get_item (errors, 0), "code");
}

char *
cfl_harness_bill (CflHarness *harness, const char *number, const char *amount)
{
  return g_strdup_printf (
      "{\"VendorRef\":{\"value\":\"56\"},\"APAccountRef\":{\"value\":\"33\"},"
      "\"TxnDate\":\"%s\",\"DocNumber\":\"%s\",\"Line\":[{\"Amount\":%s,"
      "\"DetailType\":\"AccountBasedExpenseLineDetail\","
      "\"AccountBasedExpenseLineDetail\":{\"AccountRef\":{\"value\":\"80\"}}}]}",
      cfl_harness_get (harness, "today"), number, amount);
}
