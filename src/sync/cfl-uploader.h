/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cfl-attempt.h"
#include "cfl-quickbooks-client.h"
#include "cfl-store.h"

G_BEGIN_DECLS

/**
 * CflUploader:
 *
 * Sends the frozen attempts of one run and settles each in the journal: design section 4 in code.
 * The state of an attempt is committed before its first byte leaves and again when its end is
 * known. Up to ten calls are in flight; many documents leave in batches, few on their own. An end
 * that is not known is looked up; proven absent, the document is sent once more under a new request
 * id. A batch whose answer is not clear is repeated whole first.
 *
 * Signals: "attempt-moved" (#CflAttempt): it was committed in a new state.
 */
#define CFL_TYPE_UPLOADER (cfl_uploader_get_type ())
G_DECLARE_FINAL_TYPE (CflUploader, cfl_uploader, CFL, UPLOADER, GObject)

CflUploader *cfl_uploader_new (CflStore *store, CflQuickbooksClient *client);
/* attempts: (element-type CflAttempt), already in the journal; each is queued, sending or unknown.
 * Resolves to the attempts with their ends, in the same order. Cancelling takes back what is queued
 * and settles what is on its way; it is no error. A refusal that concerns every document (sign in,
 * offline, ...) takes back the rest as well. An error means that the journal could not be written. */
void cfl_uploader_run_async (CflUploader *self,
                             GPtrArray *attempts,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean cfl_uploader_run_finish (CflUploader *self, GAsyncResult *result, GError **error);
/* (transfer none) (element-type CflAttempt): as far as they got */
GPtrArray *cfl_uploader_get_attempts (CflUploader *self);
/* Documents that have not left. */
guint cfl_uploader_count_waiting (CflUploader *self);
/* Calls that are out. */
guint cfl_uploader_get_in_flight (CflUploader *self);
void cfl_uploader_set_paused (CflUploader *self, gboolean paused);

G_END_DECLS
