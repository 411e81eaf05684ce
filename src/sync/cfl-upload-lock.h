/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CflUploadLock:
 *
 * The right to upload for a company: held by at most one process at a time, and let go by the
 * kernel when its holder dies. Taking it does not wait.
 */
typedef struct _CflUploadLock CflUploadLock;

#define CFL_UPLOAD_LOCK_NAME "upload.lock"

CflUploadLock *cfl_upload_lock_take (const char *folder, GError **error);
char *cfl_upload_lock_describe_holder (const char *folder);
/* Another lock of the same company, held for the moment of a token refresh: taking it waits. */
void cfl_token_lock_async (const char *folder,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
CflUploadLock *cfl_token_lock_finish (GAsyncResult *result, GError **error);
void cfl_upload_lock_release (CflUploadLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflUploadLock, cfl_upload_lock_release)

G_END_DECLS
