/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cfl-http-client.h"
#include "cfl-moment.h"
#include "cfl-quickbooks-error.h"

G_BEGIN_DECLS

/**
 * CflTokens:
 *
 * The tokens of one grant. Ends of life are microseconds since 1970 UTC. The memory of the tokens is
 * wiped when freed.
 */
typedef struct {
  char *access_token;
  char *refresh_token;
  char *realm_id;
  CflMoment issued;               /* the access token */
  gint64 access_lifetime;         /* microseconds from then on */
  gint64 refresh_expires_at;      /* idle end of life, 0 when not told */
  gint64 refresh_hard_expires_at; /* absolute end of life, 0 when not told */
} CflTokens;

CflTokens *cfl_tokens_new (void);
CflTokens *cfl_tokens_copy (const CflTokens *self);
void cfl_tokens_free (CflTokens *self);
char *cfl_tokens_to_text (const CflTokens *self); /* for the keyring; wipe after use */
CflTokens *cfl_tokens_from_text (const char *text, GError **error);
/* How long the access token still lives, in microseconds; 0 when that is over or cannot be known. */
gint64 cfl_tokens_get_remaining (const CflTokens *self, const CflMoment *now);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflTokens, cfl_tokens_free)

/**
 * CflTokenStore:
 *
 * Where tokens live; implemented over the keyring by the room that knows it (sync), in tests in
 * memory.
 */
#define CFL_TYPE_TOKEN_STORE (cfl_token_store_get_type ())
G_DECLARE_INTERFACE (CflTokenStore, cfl_token_store, CFL, TOKEN_STORE, GObject)

struct _CflTokenStoreInterface {
  GTypeInterface parent;

  void (*load_async) (CflTokenStore *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  CflTokens *(*load_finish) (CflTokenStore *self, GAsyncResult *result, GError **error);
  void (*save_async) (CflTokenStore *self,
                      const CflTokens *tokens,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  gboolean (*save_finish) (CflTokenStore *self, GAsyncResult *result, GError **error);

  /* May be NULL where no other process has these tokens. Waits until nobody else holds the lock;
   * only the one that holds it fetches or ends tokens. */
  void (*lock_async) (CflTokenStore *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  gboolean (*lock_finish) (CflTokenStore *self, GAsyncResult *result, GError **error);
  void (*unlock) (CflTokenStore *self);
};

void cfl_token_store_load_async (CflTokenStore *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
CflTokens *cfl_token_store_load_finish (CflTokenStore *self, GAsyncResult *result, GError **error);
void cfl_token_store_save_async (CflTokenStore *self,
                                 const CflTokens *tokens,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean cfl_token_store_save_finish (CflTokenStore *self, GAsyncResult *result, GError **error);

/**
 * CflOauth:
 *
 * The OAuth 2.0 side of one company: discovery, the sign-in address, exchanging the code,
 * refreshing and revoking. Errors are of CFL_QUICKBOOKS_ERROR, or those of the token store as they
 * came. Only one refresh runs at a time, across processes where the token store can lock: callers
 * that find one running get its result.
 *
 * Signals: "learned": the addresses of the service or the end of the sign-in may be others than
 * before (cfl_oauth_dup_addresses(), cfl_oauth_get_sign_in_end()).
 */
#define CFL_TYPE_OAUTH (cfl_oauth_get_type ())
G_DECLARE_FINAL_TYPE (CflOauth, cfl_oauth, CFL, OAUTH, GObject)

/* The discovery documents of Intuit's two environments. */
#define CFL_OAUTH_DISCOVERY_PRODUCTION                                                             \
  "https://developer.api.intuit.com/.well-known/openid_configuration"
#define CFL_OAUTH_DISCOVERY_SANDBOX                                                                \
  "https://developer.api.intuit.com/.well-known/openid_sandbox_configuration"

/* discovery_uri: the whole address of the discovery document. */
CflOauth *cfl_oauth_new (CflHttpClient *http,
                         const char *discovery_uri,
                         const char *client_id,
                         CflTokenStore *tokens);
void cfl_oauth_set_client_secret (CflOauth *self, const char *secret);
/* The company that a new sign-in must be for; another one is refused before its tokens are fetched.
 * NULL or "" (the default) takes any. */
void cfl_oauth_set_expected_realm (CflOauth *self, const char *realm_id);
/* What an earlier object's cfl_oauth_dup_addresses() gave, so that the document that names them need
 * not be read each time. Anything else is ignored. Nothing in it is secret. */
void cfl_oauth_remember_addresses (CflOauth *self, const char *text);
char *cfl_oauth_dup_addresses (CflOauth *self); /* (nullable) (transfer full) */
/* When the user has to sign in again whatever happens, microseconds since 1970 UTC; 0 when that is
 * not known. */
gint64 cfl_oauth_get_sign_in_end (CflOauth *self);

/* The address to open in a browser; draws a new state from the system's random source. */
void cfl_oauth_begin_async (CflOauth *self,
                            const char *redirect_uri,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
char *cfl_oauth_begin_finish (CflOauth *self, GAsyncResult *result, GError **error);
/* The redirected address as the browser shows it, or only its query: checked strictly against the
 * state that was begun, then exchanged and stored. Gives the realm id. */
void cfl_oauth_complete_async (CflOauth *self,
                               const char *redirected,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
char *cfl_oauth_complete_finish (CflOauth *self, GAsyncResult *result, GError **error);

/* A token that lives for at least five more minutes; refreshes when it must. rejected_token: the
 * one that a 401 refused, or NULL. */
void cfl_oauth_get_access_token_async (CflOauth *self,
                                       const char *rejected_token,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
char *cfl_oauth_get_access_token_finish (CflOauth *self, GAsyncResult *result, GError **error);
void cfl_oauth_revoke_async (CflOauth *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean cfl_oauth_revoke_finish (CflOauth *self, GAsyncResult *result, GError **error);

G_END_DECLS
