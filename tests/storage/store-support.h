/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-store.h"
#include "cfl-test.h"

G_BEGIN_DECLS

/* The vendors of the company are 1 to 5. */
#define SUPPORT_VENDOR_INACTIVE 4
#define SUPPORT_VENDOR_EUR 5

/* The calls of CflStore as plain functions that wait; an error ends the test unless @error is given. */
char      *support_make_path (void) G_GNUC_WARN_UNUSED_RESULT;
CflStore  *support_open (const char *path, GError **error);
void       support_close (CflStore *store);
void       support_set (CflStore *store, const char *key, const char *value);
/* A company in US dollars with an expense and a payables account. */
void       support_set_up_company (CflStore *store);
CflSaveCounts support_save (CflStore *store, GPtrArray *orders);
/* FALSE with the error where it is refused */
gboolean   support_try_link (CflStore *store, gint64 contact_id, const char *vendor_id, GError **error);
void       support_link (CflStore *store, gint64 contact_id, const char *vendor_id);
void       support_recheck (CflStore *store);
GArray    *support_list (CflStore *store, const CflListing *listing);
GPtrArray *support_rows (CflStore *store, const gint64 *ids, guint n);
CflOrderRow *support_row (CflStore *store, gint64 id);
CflCounts *support_count (CflStore *store);
gint64     support_find (CflStore *store, const char *reference);
gboolean   support_begin (CflStore *store, CflRun *run, GPtrArray *attempts, GError **error);
gboolean   support_settle (CflStore *store, const CflAttempt *attempt, CflAttemptState state, GError **error);
gboolean   support_settle_all (CflStore *store, GPtrArray *attempts, GError **error);
gboolean   support_begin_batch (CflStore *store, CflBatch *batch, GError **error);
CflBatch  *support_load_batch (CflStore *store, gint64 id);
gboolean   support_set_status (CflStore *store, gint64 id, CflAccountingStatus status, GError **error);
GPtrArray *support_check (CflStore *store, CflDocumentKind kind, const gint64 *ids, guint n);
GPtrArray *support_open_attempts (CflStore *store);
GPtrArray *support_causes (CflStore *store, CflDocumentKind kind);

/* Order @number of contact "supplier": billed, ready once the contact is linked, 10.50 and one line. */
CflOrder  *support_make_order (guint number, const char *contact);
GPtrArray *support_make_orders (guint first, guint n, const char *contact);
CflAttempt *support_make_attempt (gint64 order_id, CflDocumentKind kind);
guint      support_list_length (CflStore *store, CflList list, CflShow show, const char *search);

G_END_DECLS
