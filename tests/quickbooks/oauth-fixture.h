/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-oauth-private.h"
#include "cfl-test-server.h"
#include "cfl-test.h"
#include "memory-token-store.h"

G_BEGIN_DECLS

#define DISCOVERY "GET /.well-known/openid_configuration"
#define TOKEN "POST /token"
#define NEW_TOKENS                                                                                 \
  "{\"token_type\":\"bearer\",\"expires_in\":3600,\"access_token\":\"new-access\","                \
  "\"refresh_token\":\"RT1-new\",\"x_refresh_token_expires_in\":8726400,"                          \
  "\"x_refresh_token_hard_expires_in\":156032154}"

/* A CflOauth between a service played from a script and a store in memory. */
typedef struct {
  CflTestServer *server;
  CflHttpClient *http;
  MemoryTokenStore *store;
  CflOauth *oauth;
} OauthFixture;

void oauth_fixture_set_up (OauthFixture *fixture, gconstpointer data);
void oauth_fixture_tear_down (OauthFixture *fixture, gconstpointer data);
void oauth_fixture_expect_discovery (OauthFixture *fixture);
char *oauth_fixture_get_token (OauthFixture *fixture, const char *rejected, GError **error);

/* The clocks of CflOauth, which stand still: how far they are from those of the machine, and whether
 * it was started anew in between. */
void oauth_fixture_set_clocks (OauthFixture *fixture,
                               gint64 wall_seconds,
                               gint64 steady_seconds,
                               gboolean booted);

#define OAUTH_TEST(path, function)                                                                 \
  g_test_add (path, OauthFixture, NULL, oauth_fixture_set_up, function, oauth_fixture_tear_down)

G_END_DECLS
