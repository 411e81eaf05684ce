/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  CFL_SECRET_QUICKBOOKS_TOKENS,     /* JSON: access and refresh token */
  CFL_SECRET_INTUIT_CLIENT_SECRET,
  CFL_SECRET_CIN7_KEY
} CflSecretKind;

/**
 * CflSecretKey:
 * @company: id of the company, never empty
 * @environment: "practice", "sandbox", "production" or "custom"
 * @realm: the service's id of the account, "" where the kind needs none
 *
 * What a secret belongs to. A plain value that only borrows its texts; NULL stands for "".
 */
typedef struct {
  const char *company;
  const char *environment;
  const char *realm;
  CflSecretKind kind;
} CflSecretKey;

typedef enum {
  CFL_SECRET_ERROR_LOCKED,  /* the keyring is locked, or its prompt was dismissed or not answered */
  CFL_SECRET_ERROR_MISSING, /* no keyring (Secret Service) runs in this session */
  CFL_SECRET_ERROR_REFUSED  /* the keyring would not do it */
} CflSecretError;
#define CFL_SECRET_ERROR (cfl_secret_error_quark ())
GQuark          cfl_secret_error_quark (void);

/**
 * CflSecretStore:
 *
 * Tokens and keys in the desktop's keyring, nowhere else: there is no plain-text fallback.
 *
 * Properties: "interactive" (boolean, TRUE): may the keyring ask the user to unlock it; when FALSE
 * a locked keyring is CFL_SECRET_ERROR_LOCKED at once. "timeout" (guint seconds, 120): how long to
 * wait for the keyring and for its prompt; 0 means for ever.
 */
#define CFL_TYPE_SECRET_STORE (cfl_secret_store_get_type ())
G_DECLARE_FINAL_TYPE (CflSecretStore, cfl_secret_store, CFL, SECRET_STORE, GObject)

CflSecretStore *cfl_secret_store_new (gboolean interactive);
void            cfl_secret_store_set_timeout (CflSecretStore *self, guint seconds);

void            cfl_secret_store_lookup_async (CflSecretStore *self,
                                               const CflSecretKey *key,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
char           *cfl_secret_store_lookup_finish (CflSecretStore *self,
                                                GAsyncResult *result,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

void            cfl_secret_store_store_async (CflSecretStore *self,
                                              const CflSecretKey *key,
                                              const char *label,
                                              const char *value,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean        cfl_secret_store_store_finish (CflSecretStore *self,
                                               GAsyncResult *result,
                                               GError **error);

void            cfl_secret_store_clear_async (CflSecretStore *self,
                                              const CflSecretKey *key,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean        cfl_secret_store_clear_finish (CflSecretStore *self,
                                               GAsyncResult *result,
                                               GError **error);

void            cfl_secret_store_clear_company_async (CflSecretStore *self,
                                                      const char *company,
                                                      GCancellable *cancellable,
                                                      GAsyncReadyCallback callback,
                                                      gpointer user_data);
gboolean        cfl_secret_store_clear_company_finish (CflSecretStore *self,
                                                       GAsyncResult *result,
                                                       GError **error);

/* Wipes the memory before it is freed. NULL is allowed. */
void            cfl_secret_free (char *secret);

G_END_DECLS
