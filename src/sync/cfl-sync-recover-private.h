/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-sync-service.h"
#include "cfl-upload-lock.h"

G_BEGIN_DECLS

/* Takes the company's upload lock in a thread and tells "busy". */
void cfl_sync_service_lock_async (CflSyncService *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
CflUploadLock *cfl_sync_service_lock_finish (CflSyncService *self,
                                             GAsyncResult *result,
                                             GError **error);

/* Resolves the open attempts of earlier runs; the lock is held and the clients are ready.
 * settled: (out) (nullable) (element-type CflAttempt): those that had to be looked up, with their ends */
void cfl_sync_service_resolve_async (CflSyncService *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean cfl_sync_service_resolve_finish (CflSyncService *self,
                                          GAsyncResult *result,
                                          GPtrArray **settled,
                                          GError **error);

G_END_DECLS
