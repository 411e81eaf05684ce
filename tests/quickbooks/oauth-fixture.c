/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "oauth-fixture.h"

static CflMoment played;

static CflMoment
played_now (void)
{
  return played;
}

void
oauth_fixture_set_clocks (OauthFixture *fixture,
                          gint64 wall_seconds,
                          gint64 steady_seconds,
                          gboolean booted)
{
  played = cfl_moment_now ();
  played.wall += wall_seconds * G_USEC_PER_SEC;
  played.steady += steady_seconds * G_USEC_PER_SEC;
  if (booted)
    g_strlcpy (played.boot, "another boot", sizeof played.boot);
  fixture->oauth->now = played_now;
}

void
oauth_fixture_set_up (OauthFixture *fixture, gconstpointer data)
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

void
oauth_fixture_tear_down (OauthFixture *fixture, gconstpointer data)
{
  g_assert_false (fixture->store->locked);
  g_object_unref (fixture->oauth);
  g_object_unref (fixture->store);
  g_object_unref (fixture->http);
  cfl_test_server_free (fixture->server);
}

void
oauth_fixture_expect_discovery (OauthFixture *fixture)
{
  const char *address = cfl_test_server_get_address (fixture->server);
  g_autofree char *document =
      g_strdup_printf ("{\"issuer\":\"x\",\"authorization_endpoint\":\"%s/authorize\","
                       "\"token_endpoint\":\"%s/token\",\"revocation_endpoint\":\"%s/revoke\"}",
                       address, address, address);

  cfl_test_server_expect (fixture->server, DISCOVERY, 200, NULL, document);
}

char *
oauth_fixture_get_token (OauthFixture *fixture, const char *rejected, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_oauth_get_access_token_async (fixture->oauth, rejected, NULL, cfl_test_store_cb, &result);
  return cfl_oauth_get_access_token_finish (fixture->oauth, cfl_test_wait (&result), error);
}
