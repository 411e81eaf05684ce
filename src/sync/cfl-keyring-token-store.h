/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-company-registry.h"
#include "cfl-oauth.h"
#include "cfl-secret-store.h"

G_BEGIN_DECLS

/**
 * CflKeyringTokenStore:
 *
 * The tokens of one company, in the keyring.
 */
#define CFL_TYPE_KEYRING_TOKEN_STORE (cfl_keyring_token_store_get_type ())
G_DECLARE_FINAL_TYPE (
    CflKeyringTokenStore, cfl_keyring_token_store, CFL, KEYRING_TOKEN_STORE, GObject)

/* realm: of the tokens to load; "" while the company was never connected */
CflTokenStore *cfl_keyring_token_store_new (CflSecretStore *secrets,
                                            CflCompanyEntry *entry,
                                            const char *realm);

G_END_DECLS
