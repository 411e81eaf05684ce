/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store-support.h"

G_BEGIN_DECLS

/* A store with n orders that are ready to be sent as bills. */
CflStore   *journal_open (const char *path, guint n);
/* One queued attempt, in a run of its own; NULL with an error where the journal refuses it. */
CflAttempt *journal_begin (CflStore *store, gint64 order_id, CflDocumentKind kind, GError **error);
/* The same for the deletion of what @target created. */
CflAttempt *journal_begin_deletion (CflStore *store, const CflAttempt *target, GError **error);
/* An uploaded document of the order. */
CflAttempt *journal_upload (CflStore *store, gint64 order_id, CflDocumentKind kind,
                            const char *quickbooks_id);
void        journal_assert_place (CflStore *store, gint64 id, CflList list, CflShow show);

G_END_DECLS
