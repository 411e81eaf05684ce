/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "practice-fixture.h"

#include "cfl-json.h"

#include <string.h>

#define REDIRECT "http://127.0.0.1:9/callback"

static void
connect_client (PracticeFixture *fixture)
{
  g_autofree char *discovery = g_strconcat (cfl_test_practice_get (fixture->practice, "intuit_url"),
                                            "/.well-known/openid_configuration", NULL);

  fixture->oauth = cfl_oauth_new (fixture->http, discovery,
                                  cfl_test_practice_get (fixture->practice, "client_id"),
                                  CFL_TOKEN_STORE (fixture->store));
  cfl_oauth_set_client_secret (fixture->oauth,
                               cfl_test_practice_get (fixture->practice, "client_secret"));
  fixture->client = cfl_quickbooks_client_new (
      fixture->http, cfl_test_practice_get (fixture->practice, "quickbooks_url"),
      cfl_test_practice_get (fixture->practice, "realm_id"), fixture->oauth);
}

void
practice_fixture_start (PracticeFixture *fixture, const char *const *arguments)
{
  fixture->practice = cfl_test_practice_new (arguments);
  fixture->http = cfl_http_client_new ("Counterfoil test");
  cfl_http_client_set_wait_scale (fixture->http, 0);
  fixture->store = memory_token_store_new ();
  connect_client (fixture);
}

void
practice_fixture_stop (PracticeFixture *fixture)
{
  g_object_unref (fixture->client);
  g_object_unref (fixture->oauth);
  g_object_unref (fixture->store);
  g_object_unref (fixture->http);
  cfl_test_practice_free (fixture->practice);
}

void
practice_fixture_forget (PracticeFixture *fixture)
{
  g_object_unref (fixture->client);
  g_object_unref (fixture->oauth);
  connect_client (fixture);
}

static CflHttpResponse *
send_request (PracticeFixture *fixture, CflHttpRequest *request, guint status)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CflHttpResponse *response;

  cfl_http_client_send_async (fixture->http, request, NULL, NULL, cfl_test_store_cb, &result);
  response = cfl_http_client_send_finish (fixture->http, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cfl_http_response_get_status (response), ==, status);
  return response;
}

/* What a browser does after the user said yes. */
static char *
follow (PracticeFixture *fixture, const char *address)
{
  g_autofree char *approved = g_strconcat (address, "&practice_approve=1", NULL);
  g_autoptr (CflHttpRequest) request = cfl_http_request_new ("GET", approved);
  g_autoptr (CflHttpResponse) response = send_request (fixture, request, 302);

  return g_strdup (cfl_http_response_get_header (response, "Location"));
}

void
practice_fixture_sign_in (PracticeFixture *fixture)
{
  g_autoptr (GAsyncResult) begun = NULL;
  g_autoptr (GAsyncResult) completed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  g_autofree char *redirected = NULL;
  g_autofree char *realm = NULL;

  cfl_oauth_begin_async (fixture->oauth, REDIRECT, NULL, cfl_test_store_cb, &begun);
  address = cfl_oauth_begin_finish (fixture->oauth, cfl_test_wait (&begun), &error);
  g_assert_no_error (error);
  redirected = follow (fixture, address);
  cfl_oauth_complete_async (fixture->oauth, redirected, NULL, cfl_test_store_cb, &completed);
  realm = cfl_oauth_complete_finish (fixture->oauth, cfl_test_wait (&completed), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (realm, ==, cfl_test_practice_get (fixture->practice, "realm_id"));
}

JsonNode *
practice_fixture_control (PracticeFixture *fixture,
                          const char *method,
                          const char *name,
                          const char *body)
{
  g_autofree char *address = g_strconcat (
      cfl_test_practice_get (fixture->practice, "quickbooks_url"), "/practice/", name, NULL);
  g_autoptr (CflHttpRequest) request = cfl_http_request_new (method, address);
  g_autoptr (CflHttpResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *answer;

  cfl_http_request_set_header (request, "X-Practice-Token",
                               cfl_test_practice_get (fixture->practice, "control_token"));
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      cfl_http_request_set_body (request, bytes, "application/json");
    }
  response = send_request (fixture, request, 200);
  answer = cfl_json_parse (cfl_http_response_get_body (response), CFL_JSON_EXACT_NAMES, &error);
  g_assert_no_error (error);
  return answer;
}

void
practice_fixture_set_faults (PracticeFixture *fixture, const char *const *faults)
{
  g_autofree char *list = g_strjoinv ("\",\"", (char **) faults);
  g_autofree char *body = *list == '\0' ? g_strdup ("{\"faults\":[]}")
                                        : g_strdup_printf ("{\"faults\":[\"%s\"]}", list);
  g_autoptr (JsonNode) answer = practice_fixture_control (fixture, "PUT", "faults", body);

  g_assert_nonnull (answer);
}
