/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-secret-store.h"

G_BEGIN_DECLS

/* The store's calls, waited for. */
char    *cfl_secret_call_lookup (CflSecretStore *store, const CflSecretKey *key, GError **error);
gboolean cfl_secret_call_store (CflSecretStore *store,
                                const CflSecretKey *key,
                                const char *value,
                                GError **error);
gboolean cfl_secret_call_clear (CflSecretStore *store, const CflSecretKey *key, GError **error);
gboolean cfl_secret_call_clear_company (CflSecretStore *store,
                                        const char *company,
                                        GError **error);

/* What every keyring must do, whichever it is. */
void     cfl_secret_check_round_trip (void);

G_END_DECLS
