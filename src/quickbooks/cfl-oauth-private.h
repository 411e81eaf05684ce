/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-oauth.h"

G_BEGIN_DECLS

/**
 * CflOauthRedirect:
 *
 * What an address holds that ends a sign-in: either @error, or @code and @realm_id. @state is always
 * set.
 */
typedef struct {
  char *code; /* secret */
  char *state;
  char *realm_id;
  char *error;
} CflOauthRedirect;

CflOauthRedirect *cfl_oauth_redirect_parse (const char *redirected, GError **error);
void cfl_oauth_redirect_free (CflOauthRedirect *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflOauthRedirect, cfl_oauth_redirect_free)

gboolean cfl_oauth_state_equal (const char *a, const char *b);
char *cfl_oauth_state_new (GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * CflOauthEndpoints:
 *
 * The addresses of the sign-in service.
 */
typedef struct {
  char *authorization;
  char *token;
  char *revocation;
} CflOauthEndpoints;

CflOauthEndpoints *cfl_oauth_endpoints_parse (GBytes *document, GError **error);
CflOauthEndpoints *cfl_oauth_endpoints_new_built_in (const char *discovery_uri);
void cfl_oauth_endpoints_free (CflOauthEndpoints *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflOauthEndpoints, cfl_oauth_endpoints_free)

void cfl_oauth_discover_async (CflHttpClient *http,
                               const char *discovery_uri,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
CflOauthEndpoints *cfl_oauth_discover_finish (GAsyncResult *result, GError **error);

/* Reads the token endpoint's answer. @old: what a refresh started from, NULL for a code. */
CflTokens *cfl_oauth_read_tokens (CflHttpResponse *response,
                                  const CflTokens *old,
                                  gint64 now,
                                  GError **error);
void cfl_oauth_wipe (char **secret);
void cfl_oauth_wipe_free (gpointer secret);

struct _CflOauth {
  GObject parent_instance;

  CflHttpClient *http;
  char *discovery_uri;
  char *client_id;
  char *client_secret;
  char *expected_realm;
  CflTokenStore *store;
  CflOauthEndpoints *endpoints; /* once discovered */

  /* a sign-in under way */
  char *state;
  char *redirect_uri;

  /* the tokens in use */
  CflTokens *tokens;
  CflTokens *unsaved; /* fetched, but the store did not take them yet: never used before it does */

  /* one refresh at a time */
  GQueue waiting; /* of GTask: callers that get the result */
  gboolean refreshing;
  char *rejected; /* the access token that a 401 refused, NULL when none did */
  gboolean reloaded;
  gboolean asked_for_lock; /* in this refresh */
  gboolean holds_lock;
};

/* A request to the sign-in service, with the client's keys. */
CflHttpRequest *cfl_oauth_request_new (CflOauth *self, const char *uri, const char *label);
void cfl_oauth_set_form (CflHttpRequest *request, const char *const *names_and_values);

G_END_DECLS
