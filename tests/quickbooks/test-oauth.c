/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-oauth-private.h"
#include "cfl-test-server.h"
#include "cfl-test.h"
#include "memory-token-store.h"

#include <string.h>

#define DISCOVERY "GET /.well-known/openid_configuration"
#define TOKEN "POST /token"
#define NEW_TOKENS                                                                                 \
  "{\"token_type\":\"bearer\",\"expires_in\":3600,\"access_token\":\"new-access\","                \
  "\"refresh_token\":\"RT1-new\",\"x_refresh_token_expires_in\":8726400,"                          \
  "\"x_refresh_token_hard_expires_in\":156032154}"

typedef struct {
  CflTestServer *server;
  CflHttpClient *http;
  MemoryTokenStore *store;
  CflOauth *oauth;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *discovery = NULL;

  fixture->server = cfl_test_server_new ();
  fixture->http = cfl_http_client_new ("Counterfoil test");
  cfl_http_client_set_wait_scale (fixture->http, 0);
  fixture->store = memory_token_store_new ();
  discovery = g_strconcat (cfl_test_server_get_address (fixture->server),
                           "/.well-known/openid_configuration", NULL);
  fixture->oauth =
      cfl_oauth_new (fixture->http, discovery, "client", CFL_TOKEN_STORE (fixture->store));
  cfl_oauth_set_client_secret (fixture->oauth, "hush");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->oauth);
  g_object_unref (fixture->store);
  g_object_unref (fixture->http);
  cfl_test_server_free (fixture->server);
}

static void
expect_discovery (Fixture *fixture)
{
  const char *address = cfl_test_server_get_address (fixture->server);
  g_autofree char *document =
      g_strdup_printf ("{\"issuer\":\"x\",\"authorization_endpoint\":\"%s/authorize\","
                       "\"token_endpoint\":\"%s/token\",\"revocation_endpoint\":\"%s/revoke\"}",
                       address, address, address);

  cfl_test_server_expect (fixture->server, DISCOVERY, 200, NULL, document);
}

static char *
begin (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *address;

  cfl_oauth_begin_async (fixture->oauth, "http://localhost:8123/callback", NULL, cfl_test_store_cb,
                         &result);
  address = cfl_oauth_begin_finish (fixture->oauth, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  return address;
}

static char *
complete (Fixture *fixture, const char *redirected, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_oauth_complete_async (fixture->oauth, redirected, NULL, cfl_test_store_cb, &result);
  return cfl_oauth_complete_finish (fixture->oauth, cfl_test_wait (&result), error);
}

static char *
get_token (Fixture *fixture, const char *rejected, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_oauth_get_access_token_async (fixture->oauth, rejected, NULL, cfl_test_store_cb, &result);
  return cfl_oauth_get_access_token_finish (fixture->oauth, cfl_test_wait (&result), error);
}

static void
test_sign_in (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) twice = NULL;
  g_autofree char *address = NULL;
  g_autofree char *redirected = NULL;
  g_autofree char *realm = NULL;
  const CflTestRequest *request;
  const char *state;

  expect_discovery (fixture);
  address = begin (fixture);
  g_assert_nonnull (strstr (address, "/authorize?client_id=client&response_type=code&scope=com."
                                     "intuit.quickbooks.accounting&redirect_uri=http%3A%2F%2F"
                                     "localhost%3A8123%2Fcallback&state="));
  state = strstr (address, "&state=") + strlen ("&state=");
  g_assert_cmpuint (strlen (state), ==, 64);

  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, NEW_TOKENS);
  redirected =
      g_strdup_printf ("http://localhost:8123/callback?code=AB%%2B1&state=%s&realmId=9130", state);
  realm = complete (fixture, redirected, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (realm, ==, "9130");
  request = cfl_test_server_get_request (fixture->server, 1);
  g_assert_cmpstr (request->authorization, ==, "Basic Y2xpZW50Omh1c2g=");
  g_assert_cmpstr (request->body, ==,
                   "grant_type=authorization_code&code=AB%2B1&redirect_uri=http%3A%2F%2Flocalhost"
                   "%3A8123%2Fcallback");
  g_assert_cmpstr (fixture->store->tokens->refresh_token, ==, "RT1-new");
  g_assert_cmpstr (fixture->store->tokens->realm_id, ==, "9130");
  g_assert_cmpint (fixture->store->tokens->refresh_hard_expires_at, >, g_get_real_time ());

  /* The code is spent: the same address never reaches Intuit again. */
  g_assert_null (complete (fixture, redirected, &twice));
  g_assert_error (twice, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_REDIRECT);
}

static void
test_refused_redirects (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = NULL;
  g_autofree char *denied = NULL;
  g_autofree char *foreign = NULL;
  const char *state;
  g_autoptr (GError) wrong = NULL;
  g_autoptr (GError) other = NULL;
  g_autoptr (GError) no = NULL;

  expect_discovery (fixture);
  address = begin (fixture);
  state = strstr (address, "&state=") + strlen ("&state=");

  g_assert_null (complete (fixture, "code=x&state=0123&realmId=9130", &wrong));
  g_assert_error (wrong, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_REDIRECT);

  cfl_oauth_set_expected_realm (fixture->oauth, "77");
  foreign = g_strdup_printf ("code=x&state=%s&realmId=9130", state);
  g_assert_null (complete (fixture, foreign, &other));
  g_assert_error (other, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_OTHER_COMPANY);

  denied = g_strdup_printf ("?error=access_denied&state=%s", state);
  g_assert_null (complete (fixture, denied, &no));
  g_assert_error (no, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_DENIED);
  g_assert_null (fixture->store->tokens);
}

static void
test_parse_redirects (void)
{
  const struct {
    const char *text;
    const char *code; /* NULL: refused */
  } cases[] = {
    { "https://x.example/cb?code=a&state=s&realmId=1", "a" },
    { "https://x.example/cb?code=a&state=s&realmId=1#_=_", "a" },
    { "  code=a&state=s&realmId=1\n", "a" },
    { "?state=s&realmId=1&code=a%20b&more=x", "a b" },
    { "http://[::1]:80/?code=a&state=s&realmId=12345678901234567890", "a" },
    { "code=a&code=b&state=s&realmId=1", NULL },
    { "code=a&state=s&state=s&realmId=1", NULL },
    { "code=a&state=s&realmId=1&realmId=1", NULL },
    { "code=a&realmId=1", NULL },
    { "code=a&state=s", NULL },
    { "state=s&realmId=1", NULL },
    { "code=&state=s&realmId=1", NULL },
    { "code=a&state=s&realmId=1a", NULL },
    { "code=a&state=s&realmId=-1", NULL },
    { "code=a&state=s&realmId=123456789012345678901", NULL },
    { "code=a%0d%0ab&state=s&realmId=1", NULL },
    { "code=a%00b&state=s&realmId=1", NULL },
    { "code=%ff&state=s&realmId=1", NULL },
    { "code=%zz&state=s&realmId=1", NULL },
    { "code=a&error=x&state=s&realmId=1", NULL },
    { "https://x.example/cb", NULL },
    { "", NULL },
    { "\xff", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CflOauthRedirect) redirect = cfl_oauth_redirect_parse (cases[i].text, &error);

      g_test_message ("case %u", i);
      if (cases[i].code != NULL)
        {
          g_assert_no_error (error);
          g_assert_cmpstr (redirect->code, ==, cases[i].code);
          g_assert_cmpstr (redirect->state, ==, "s");
        }
      else
        g_assert_error (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_REDIRECT);
    }
  {
    g_autofree char *digits = g_strnfill (513, 'a');
    g_autofree char *text = g_strdup_printf ("code=%s&state=s&realmId=1", digits);
    g_autoptr (GError) error = NULL;

    g_assert_null (cfl_oauth_redirect_parse (text, &error));
    g_assert_error (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_REDIRECT);
  }
}

static void
test_live_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 3600);
  first = get_token (fixture, NULL, &error);
  g_assert_no_error (error);
  second = get_token (fixture, NULL, &error);
  g_assert_cmpstr (first, ==, "old-access");
  g_assert_cmpstr (second, ==, "old-access");
  g_assert_cmpuint (fixture->store->loads, ==, 1);
}

static void
test_refresh (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *results[3] = { NULL, NULL, NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 299);
  expect_discovery (fixture);
  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, NEW_TOKENS);
  for (guint i = 0; i < 3; i++)
    cfl_oauth_get_access_token_async (fixture->oauth, NULL, i == 1 ? cancellable : NULL,
                                      cfl_test_store_cb, &results[i]);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *token =
          cfl_oauth_get_access_token_finish (fixture->oauth, cfl_test_wait (&results[i]), &error);

      if (i == 1)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else
        g_assert_cmpstr (token, ==, "new-access");
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (fixture->store->saves, ==, 1);
  g_assert_cmpstr (fixture->store->tokens->refresh_token, ==, "RT1-new");
  g_assert_cmpstr (fixture->store->tokens->realm_id, ==, "9130");
  g_assert_cmpstr (cfl_test_server_get_request (fixture->server, 1)->body, ==,
                   "grant_type=refresh_token&refresh_token=RT1-old");
}

static void
test_rejected (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 3600);
  first = get_token (fixture, NULL, &error);
  expect_discovery (fixture);
  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, NEW_TOKENS);
  second = get_token (fixture, "old-access", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second, ==, "new-access");
  /* Whoever comes late with the old token's refusal gets the new one without another refresh. */
  third = get_token (fixture, "old-access", &error);
  g_assert_cmpstr (third, ==, "new-access");
}

static void
test_other_process (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 3600);
  first = get_token (fixture, NULL, &error);
  memory_token_store_put (fixture->store, "theirs", "RT1-theirs", 3600);
  second = get_token (fixture, "old-access", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second, ==, "theirs");
}

/* Another process refreshes while we wait for the lock: its tokens are taken, ours are not sent. */
static void
test_lock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  g_autofree char *second = NULL;

  memory_token_store_put (fixture->store, "theirs", "RT1-theirs", 3600);
  fixture->store->theirs = g_steal_pointer (&fixture->store->tokens);
  memory_token_store_put (fixture->store, "old-access", "RT1-old", 0);
  token = get_token (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "theirs");
  g_assert_false (fixture->store->locked);

  /* Without the lock it goes on all the same. */
  fixture->store->unlockable = TRUE;
  expect_discovery (fixture);
  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, NEW_TOKENS);
  second = get_token (fixture, "theirs", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second, ==, "new-access");
}

/* A rotated token that the keyring would not take is not used, nor forgotten. */
static void
test_save_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) later = NULL;
  g_autofree char *token = NULL;

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 0);
  fixture->store->refuses = TRUE;
  expect_discovery (fixture);
  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, NEW_TOKENS);
  g_assert_null (get_token (fixture, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  fixture->store->refuses = FALSE;
  token = get_token (fixture, NULL, &later);
  g_assert_no_error (later);
  g_assert_cmpstr (token, ==, "new-access");
  g_assert_cmpstr (fixture->store->tokens->refresh_token, ==, "RT1-new");
  g_assert_false (fixture->store->locked);
}

typedef struct {
  guint status;
  const char *body;
  CflQuickbooksError code;
  guint calls;
} Refusal;

static const Refusal refusals[] = {
  { 400, "{\"error\":\"invalid_grant\"}", CFL_QUICKBOOKS_ERROR_SIGN_IN, 1 },
  { 400, "{\"error\":\"invalid_grant\",\"error_description\":\"Incorrect Token type or clientID\"}",
    CFL_QUICKBOOKS_ERROR_KEYS, 1 },
  { 401, "{\"error\":\"invalid_client\"}", CFL_QUICKBOOKS_ERROR_KEYS, 1 },
  { 400, "{\"error\":\"invalid_request\"}", CFL_QUICKBOOKS_ERROR_PROTOCOL, 1 },
  { 200, "<html>", CFL_QUICKBOOKS_ERROR_PROTOCOL, 1 },
  { 200, "{\"access_token\":\"a\\r\\nb\",\"refresh_token\":\"r\"}", CFL_QUICKBOOKS_ERROR_PROTOCOL,
    1 },
  { 503, "", CFL_QUICKBOOKS_ERROR_SERVER, 3 },
  { 429, "", CFL_QUICKBOOKS_ERROR_THROTTLED, 3 },
  { CFL_TEST_CUT_BEFORE, "", CFL_QUICKBOOKS_ERROR_OFFLINE, 3 },
};

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  expect_discovery (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", refusals[i].body);
      memory_token_store_put (fixture->store, "old-access", "RT1-old", 0);
      for (guint j = 0; j < refusals[i].calls; j++)
        cfl_test_server_expect (fixture->server, TOKEN, refusals[i].status, NULL, refusals[i].body);
      g_assert_null (get_token (fixture, NULL, &error));
      g_assert_error (error, CFL_QUICKBOOKS_ERROR, (int) refusals[i].code);
      g_assert_null (strstr (error->message, "RT1"));
      /* Whatever it was, the old token is kept. */
      g_assert_cmpstr (fixture->store->tokens->refresh_token, ==, "RT1-old");
      g_assert_cmpuint (fixture->store->saves, ==, 0);
    }
}

static void
test_not_signed_in (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (get_token (fixture, NULL, &error));
  g_assert_error (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SIGN_IN);
}

static void
test_revoke (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 3600);
  expect_discovery (fixture);
  cfl_test_server_expect (fixture->server, "POST /revoke", 200, NULL, "");
  cfl_oauth_revoke_async (fixture->oauth, NULL, cfl_test_store_cb, &result);
  g_assert_true (cfl_oauth_revoke_finish (fixture->oauth, cfl_test_wait (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (cfl_test_server_get_request (fixture->server, 1)->body, ==,
                   "{\"token\":\"RT1-old\"}");
}

static void
test_discovery (void)
{
  g_autoptr (CflOauthEndpoints) built_in =
      cfl_oauth_endpoints_new_built_in (CFL_OAUTH_DISCOVERY_SANDBOX);
  g_autoptr (GBytes) plain = g_bytes_new_static (
      "{\"authorization_endpoint\":\"http://evil.example/\",\"token_endpoint\":\"https://x.example"
      "/\",\"revocation_endpoint\":\"https://x.example/\"}",
      133);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (built_in->token, ==,
                   "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer");
  g_assert_null (cfl_oauth_endpoints_new_built_in ("http://127.0.0.1/x"));
  g_assert_null (cfl_oauth_endpoints_parse (plain, &error));
  g_assert_error (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_PROTOCOL);
}

static void
test_text (void)
{
  g_autoptr (MemoryTokenStore) store = memory_token_store_new ();
  g_autofree char *text = NULL;
  g_autoptr (CflTokens) tokens = NULL;
  g_autoptr (GError) error = NULL;

  memory_token_store_put (store, "a\"b", "RT1", 3600);
  text = cfl_tokens_to_text (store->tokens);
  tokens = cfl_tokens_from_text (text, NULL);
  g_assert_cmpstr (tokens->access_token, ==, "a\"b");
  g_assert_cmpstr (tokens->refresh_token, ==, "RT1");
  g_assert_cmpstr (tokens->realm_id, ==, "9130");
  g_assert_cmpint (tokens->access_expires_at, ==, store->tokens->access_expires_at);
  g_assert_null (cfl_tokens_from_text ("{", &error));
  g_assert_error (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SIGN_IN);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  ADD ("/quickbooks/oauth/sign-in", test_sign_in);
  ADD ("/quickbooks/oauth/refused-redirects", test_refused_redirects);
  g_test_add_func ("/quickbooks/oauth/parse-redirects", test_parse_redirects);
  ADD ("/quickbooks/oauth/live-token", test_live_token);
  ADD ("/quickbooks/oauth/refresh", test_refresh);
  ADD ("/quickbooks/oauth/rejected", test_rejected);
  ADD ("/quickbooks/oauth/other-process", test_other_process);
  ADD ("/quickbooks/oauth/lock", test_lock);
  ADD ("/quickbooks/oauth/save-first", test_save_first);
  ADD ("/quickbooks/oauth/refusals", test_refusals);
  ADD ("/quickbooks/oauth/not-signed-in", test_not_signed_in);
  ADD ("/quickbooks/oauth/revoke", test_revoke);
  g_test_add_func ("/quickbooks/oauth/discovery", test_discovery);
  g_test_add_func ("/quickbooks/oauth/text", test_text);
  return g_test_run ();
}
