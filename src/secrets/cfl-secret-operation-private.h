/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-secret-store.h"

G_BEGIN_DECLS

typedef enum {
  CFL_SECRET_OPERATION_LOOKUP,
  CFL_SECRET_OPERATION_STORE,
  CFL_SECRET_OPERATION_CLEAR
} CflSecretOperationKind;

/* One operation of a store, from the connection to the keyring to its outcome. */
typedef struct _CflSecretOperation CflSecretOperation;

CflSecretOperation *cfl_secret_operation_new (CflSecretOperationKind kind,
                                              const char *company,
                                              gboolean interactive,
                                              guint timeout_seconds);
void                cfl_secret_operation_set_key (CflSecretOperation *data, const CflSecretKey *key);
void                cfl_secret_operation_set_value (CflSecretOperation *data,
                                                    const char *label,
                                                    const char *value);
void                cfl_secret_operation_run (CflSecretOperation *data, GTask *task);

G_END_DECLS
