/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "oauth-fixture.h"

#include <string.h>

static char *
begin (OauthFixture *fixture)
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
complete (OauthFixture *fixture, const char *redirected, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_oauth_complete_async (fixture->oauth, redirected, NULL, cfl_test_store_cb, &result);
  return cfl_oauth_complete_finish (fixture->oauth, cfl_test_wait (&result), error);
}

static void
test_sign_in (OauthFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) twice = NULL;
  g_autofree char *address = NULL;
  g_autofree char *redirected = NULL;
  g_autofree char *realm = NULL;
  const CflTestRequest *request;
  const char *state;

  oauth_fixture_expect_discovery (fixture);
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
test_refused_redirects (OauthFixture *fixture, gconstpointer data)
{
  g_autofree char *address = NULL;
  g_autofree char *denied = NULL;
  g_autofree char *foreign = NULL;
  const char *state;
  g_autoptr (GError) wrong = NULL;
  g_autoptr (GError) other = NULL;
  g_autoptr (GError) no = NULL;

  oauth_fixture_expect_discovery (fixture);
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

/* The keyring was locked when the tokens came: they are kept, and the user need not sign in again. */
static void
test_store_later (OauthFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) later = NULL;
  g_autofree char *address = NULL;
  g_autofree char *redirected = NULL;
  g_autofree char *realm = NULL;

  oauth_fixture_expect_discovery (fixture);
  address = begin (fixture);
  redirected = g_strdup_printf ("code=x&state=%s&realmId=9130",
                                strstr (address, "&state=") + strlen ("&state="));
  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, NEW_TOKENS);
  fixture->store->refuses = TRUE;
  g_assert_null (complete (fixture, redirected, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  fixture->store->refuses = FALSE;
  realm = complete (fixture, NULL, &later);
  g_assert_no_error (later);
  g_assert_cmpstr (realm, ==, "9130");
  g_assert_cmpstr (fixture->store->tokens->refresh_token, ==, "RT1-new");
}

static void
test_spent_code (OauthFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  g_autofree char *redirected = NULL;

  oauth_fixture_expect_discovery (fixture);
  address = begin (fixture);
  redirected = g_strdup_printf ("code=x&state=%s&realmId=9130",
                                strstr (address, "&state=") + strlen ("&state="));
  cfl_test_server_expect (fixture->server, TOKEN, 400, NULL, "{\"error\":\"invalid_grant\"}");
  g_assert_null (complete (fixture, redirected, &error));
  g_assert_error (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SIGN_IN);
  g_assert_nonnull (strstr (error->message, "took too long"));
}

static void
test_not_signed_in (OauthFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (oauth_fixture_get_token (fixture, NULL, &error));
  g_assert_error (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SIGN_IN);
}

static void
test_revoke (OauthFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 3600);
  oauth_fixture_expect_discovery (fixture);
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

#define INTUIT                                                                                     \
  "\"read_at\":%" G_GINT64_FORMAT ",\"authorization_endpoint\":\"https://a.intuit.com/\","         \
  "\"revocation_endpoint\":\"https://r.intuit.com/\","

/* Keys go where Intuit is, also when somebody else has written the company's file. */
static void
test_remember (void)
{
  const struct {
    const char *document;
    const char *token;
    gboolean taken;
  } cases[] = {
    { CFL_OAUTH_DISCOVERY_PRODUCTION, "https://t.intuit.com/x", TRUE },
    { CFL_OAUTH_DISCOVERY_SANDBOX, "https://t.intuit.com/x", FALSE },
    { CFL_OAUTH_DISCOVERY_PRODUCTION, "https://evil.example/x", FALSE },
    { CFL_OAUTH_DISCOVERY_PRODUCTION, "https://intuit.com.evil.example/x", FALSE },
    { CFL_OAUTH_DISCOVERY_PRODUCTION, "http://127.0.0.1/x", FALSE },
    { CFL_OAUTH_DISCOVERY_PRODUCTION, "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CflHttpClient) http = cfl_http_client_new ("Counterfoil test");
      g_autoptr (MemoryTokenStore) store = memory_token_store_new ();
      g_autoptr (CflOauth) oauth =
          cfl_oauth_new (http, CFL_OAUTH_DISCOVERY_PRODUCTION, "client", CFL_TOKEN_STORE (store));
      g_autofree char *text =
          g_strdup_printf ("{\"document\":\"%s\"," INTUIT "\"token_endpoint\":\"%s\"}",
                           cases[i].document, g_get_real_time (), cases[i].token);
      g_autofree char *known = NULL;

      cfl_oauth_remember_addresses (oauth, text);
      known = cfl_oauth_dup_addresses (oauth);
      g_assert_cmpint (known != NULL, ==, cases[i].taken);
      g_assert_true (known == NULL || strstr (known, cases[i].token) != NULL);
      cfl_oauth_remember_addresses (oauth, "");
      cfl_oauth_remember_addresses (oauth, "[1,");
    }
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
  g_assert_cmpint (tokens->issued.wall, ==, store->tokens->issued.wall);
  g_assert_cmpint (tokens->issued.steady, ==, store->tokens->issued.steady);
  g_assert_cmpstr (tokens->issued.boot, ==, store->tokens->issued.boot);
  g_assert_cmpint (tokens->access_lifetime, ==, store->tokens->access_lifetime);
  g_assert_null (cfl_tokens_from_text ("{", &error));
  g_assert_error (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SIGN_IN);
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  OAUTH_TEST ("/quickbooks/oauth/sign-in", test_sign_in);
  OAUTH_TEST ("/quickbooks/oauth/refused-redirects", test_refused_redirects);
  g_test_add_func ("/quickbooks/oauth/parse-redirects", test_parse_redirects);
  OAUTH_TEST ("/quickbooks/oauth/store-later", test_store_later);
  OAUTH_TEST ("/quickbooks/oauth/spent-code", test_spent_code);
  OAUTH_TEST ("/quickbooks/oauth/not-signed-in", test_not_signed_in);
  OAUTH_TEST ("/quickbooks/oauth/revoke", test_revoke);
  g_test_add_func ("/quickbooks/oauth/discovery", test_discovery);
  g_test_add_func ("/quickbooks/oauth/remember", test_remember);
  g_test_add_func ("/quickbooks/oauth/text", test_text);
  return g_test_run ();
}
