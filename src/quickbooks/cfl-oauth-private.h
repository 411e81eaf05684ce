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
  gint64 read_at; /* by the clock of the wall; 0: to be read again */
} CflOauthEndpoints;

CflOauthEndpoints *cfl_oauth_endpoints_parse (GBytes *document, GError **error);
CflOauthEndpoints *cfl_oauth_endpoints_new_built_in (const char *discovery_uri);
void cfl_oauth_endpoints_free (CflOauthEndpoints *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflOauthEndpoints, cfl_oauth_endpoints_free)

/* Makes sure that self->endpoints are known; anew: reads them again even so. */
void cfl_oauth_find_endpoints_async (CflOauth *self,
                                     gboolean anew,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean cfl_oauth_find_endpoints_finish (CflOauth *self, GAsyncResult *result, GError **error);

CflTokens *cfl_oauth_read_tokens (CflHttpResponse *response,
                                  const CflTokens *old,
                                  const CflMoment *asked,
                                  GError **error);
void cfl_tokens_set (char **field, const char *text);
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
  CflMoment (*now) (void); /* a test sets the clocks */
  CflOauthEndpoints *endpoints;

  /* a sign-in under way */
  char *state;
  char *redirect_uri;
  CflMoment exchanged_at;
  gboolean sign_in_holds_lock;

  /* the tokens in use */
  CflTokens *tokens;
  CflTokens *unsaved; /* fetched, but the store did not take them yet: never used before it does */
  char *replaces;     /* the access token that they replace in the store, NULL after a sign-in */

  /* one refresh at a time */
  GQueue waiting; /* of GTask: callers that get the result */
  gboolean refreshing;
  char *rejected; /* the access token that a 401 refused, NULL when none did */
  gboolean reloaded;
  guint unreadable;        /* answers in this refresh */
  gboolean asked_for_lock; /* in this refresh */
  gboolean holds_lock;
  CflMoment called_at;

  /* why the last refresh failed: said again, without another call, until the time is over or the
   * store holds something else */
  GError *failure;
  char *failed_token; /* the refresh token that it was about */
  CflMoment failed_at;
  gint64 failure_lasts;
};

/* A request to the sign-in service, with the client's keys. */
CflHttpRequest *cfl_oauth_request_new (CflOauth *self, const char *uri, const char *label);
void cfl_oauth_set_form (CflHttpRequest *request, const char *const *names_and_values);
/* Waits for the tokens' lock. It never fails: two at once are rare, and better than none. The result
 * says whether there is something to unlock. */
void cfl_oauth_lock_async (CflOauth *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean cfl_oauth_lock_finish (CflOauth *self, GAsyncResult *result);
void cfl_oauth_unlock (CflOauth *self);
void cfl_oauth_emit_learned (CflOauth *self);

/* cfl-oauth-access.c */
gboolean cfl_oauth_is_live (CflOauth *self, const char *rejected);
gboolean cfl_oauth_can_use_up (CflOauth *self);
gboolean cfl_oauth_is_held_back (CflOauth *self);
/* cfl-oauth-refresh.c */
void cfl_oauth_start_refresh (CflOauth *self, const char *rejected);
void cfl_oauth_forget_failure (CflOauth *self);
/* Whether it may be over in a while, and nothing is wrong with the tokens. */
gboolean cfl_oauth_failure_passes (const GError *error);

G_END_DECLS
