/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-harness.h"

#include <string.h>

#define QUERY                                                                                      \
  "/connect/oauth2?response_type=code&scope=com.intuit.quickbooks.accounting&practice_approve=1"   \
  "&client_id=ABpracticeCounterfoilClient0000000000000000000000"

static void
test_discovery (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) answer =
      cfl_harness_call (harness, "GET", "/.well-known/openid_configuration", NULL, NULL);

  g_assert_true (g_str_has_suffix (cfl_node_get_member_text (answer->node, "token_endpoint"),
                                   "/oauth2/v1/tokens/bearer"));
  g_assert_nonnull (cfl_node_get (answer->node, "revocation_endpoint"));
}

static void
assert_redirect (CflHarness *harness, const char *path, guint status, const char *prefix)
{
  g_autoptr (CflHarnessAnswer) answer = cfl_harness_call (harness, "GET", path, NULL, NULL);
  const char *location = cfl_harness_last_header (harness, "Location");

  g_assert_cmpuint (answer->status, ==, status);
  if (prefix == NULL)
    g_assert_null (location);
  else
    g_assert_true (g_str_has_prefix (location, prefix));
}

static void
test_authorize (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);

  assert_redirect (harness, QUERY "&state=1&redirect_uri=http%3A%2F%2Flocalhost%3A123%2Fx", 302,
                   "http://localhost:123/x?code=");
  assert_redirect (harness, QUERY "&state=1&redirect_uri=http%3A%2F%2F%5B%3A%3A1%5D%3A5%2F", 302,
                   "http://[::1]:5/?code=");
  assert_redirect (
      harness, QUERY "&state=1&redirect_uri=https%3A%2F%2Fpractice.counterfoil.example%2Fcallback",
      302, "https://practice.counterfoil.example/callback?code=");
  assert_redirect (harness,
                   QUERY "&state=1&practice_cancel=1&redirect_uri=http%3A%2F%2Flocalhost%2F", 302,
                   "http://localhost/?error=access_denied&state=1");
  assert_redirect (harness, QUERY "&state=1&redirect_uri=https%3A%2F%2Fother.example%2F", 400,
                   NULL);
  assert_redirect (harness, QUERY "&redirect_uri=http%3A%2F%2Flocalhost%2F", 400, NULL);
  assert_redirect (harness, "/connect/oauth2?client_id=nobody", 400, NULL);
}

static void
assert_token_error (
    CflHarness *harness, const char *secret, const char *form, guint status, const char *error)
{
  g_autoptr (CflHarnessAnswer) answer = cfl_harness_token (harness, secret, form);

  g_assert_cmpuint (answer->status, ==, status);
  g_assert_cmpstr (cfl_node_get_member_text (answer->node, "error"), ==, error);
}

static void
test_token_errors (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);

  assert_token_error (harness, "wrong", "grant_type=refresh_token&refresh_token=x", 401,
                      "invalid_client");
  assert_token_error (harness, NULL, "grant_type=refresh_token&refresh_token=x", 400,
                      "invalid_grant");
  assert_token_error (harness, NULL, "grant_type=password", 400, "unsupported_grant_type");
  assert_token_error (harness, NULL, "", 400, "invalid_request");
}

/* Who exchanges a code twice loses what the first exchange gave. */
static void
test_code_is_single_use (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autofree char *code = cfl_harness_get_code (harness);
  g_autofree char *form = g_strconcat ("grant_type=authorization_code&redirect_uri="
                                       "http%3A%2F%2F127.0.0.1%3A9%2Fcallback&code=",
                                       code, NULL);
  g_autoptr (CflHarnessAnswer) first = cfl_harness_token (harness, NULL, form);
  g_autofree char *refresh =
      g_strconcat ("grant_type=refresh_token&refresh_token=",
                   cfl_node_get_member_text (first->node, "refresh_token"), NULL);

  g_assert_cmpuint (first->status, ==, 200);
  assert_token_error (harness, NULL, form, 400, "invalid_grant");
  assert_token_error (harness, NULL, refresh, 400, "invalid_grant");
}

static void
test_rotation (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autofree char *form = NULL;
  g_autoptr (CflHarnessAnswer) same = NULL;
  g_autoptr (CflHarnessAnswer) other = NULL;
  g_autoptr (CflHarnessAnswer) done = NULL;

  cfl_harness_sign_in (harness);
  form = g_strconcat (
      "grant_type=refresh_token&refresh_token=", cfl_harness_get_refresh_token (harness), NULL);
  same = cfl_harness_token (harness, NULL, form);
  g_assert_cmpstr (cfl_node_get_member_text (same->node, "refresh_token"), ==,
                   cfl_harness_get_refresh_token (harness));
  done = cfl_harness_control (harness, "POST", "clock", "{\"seconds\":90000}");
  other = cfl_harness_token (harness, NULL, form);
  g_assert_cmpuint (other->status, ==, 200);
  g_assert_cmpstr (cfl_node_get_member_text (other->node, "refresh_token"), !=,
                   cfl_harness_get_refresh_token (harness));
  assert_token_error (harness, NULL, form, 400, "invalid_grant");
}

static void
test_expiry (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) good = cfl_harness_quickbooks (harness, "GET", "/preferences", NULL);
  g_autoptr (CflHarnessAnswer) done =
      cfl_harness_control (harness, "POST", "clock", "{\"seconds\":3600}");
  g_autoptr (CflHarnessAnswer) expired =
      cfl_harness_quickbooks (harness, "GET", "/preferences", NULL);
  CflNode *errors = cfl_node_get_path (expired->node, "fault.error");

  g_assert_cmpuint (good->status, ==, 200);
  g_assert_cmpuint (expired->status, ==, 401);
  g_assert_nonnull (cfl_harness_last_header (harness, "WWW-Authenticate"));
  g_assert_cmpstr (cfl_node_get_member_text (cfl_node_get_item (errors, 0), "code"), ==, "3200");
}

static void
test_wrong_company (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) answer =
      cfl_harness_quickbooks (harness, "GET", "/../../company/1/preferences", NULL);
  g_autoptr (CflHarnessAnswer) control =
      cfl_harness_call (harness, "GET", "/practice/ledger", NULL, NULL);

  g_assert_cmpuint (answer->status, !=, 200);
  g_assert_cmpuint (control->status, ==, 403);
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/practice/oauth/discovery", test_discovery);
  g_test_add_func ("/practice/oauth/authorize", test_authorize);
  g_test_add_func ("/practice/oauth/token-errors", test_token_errors);
  g_test_add_func ("/practice/oauth/code-is-single-use", test_code_is_single_use);
  g_test_add_func ("/practice/oauth/rotation", test_rotation);
  g_test_add_func ("/practice/oauth/expiry", test_expiry);
  g_test_add_func ("/practice/oauth/wrong-company", test_wrong_company);
  return g_test_run ();
}
