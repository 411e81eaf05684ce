/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

/**
 * CflSecretService:
 *
 * libsecret's connection to the keyring, with two differences: it can be told never to ask the user,
 * and a prompt that was dismissed is an error (%SECRET_ERROR_IS_LOCKED) instead of "nothing found".
 */
#define CFL_TYPE_SECRET_SERVICE (cfl_secret_service_get_type ())
G_DECLARE_FINAL_TYPE (CflSecretService, cfl_secret_service, CFL, SECRET_SERVICE, SecretService)

void     cfl_secret_service_set_interactive (CflSecretService *self, gboolean interactive);
gboolean cfl_secret_service_is_prompting (CflSecretService *self);

G_END_DECLS
