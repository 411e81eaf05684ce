/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-sync-service.h"

G_BEGIN_DECLS

/**
 * CflSession:
 *
 * A company that is open in the program, with or without a window: its service, its counts, what it
 * is doing and what stands in the way. It starts the work that belongs to no single page, and keeps
 * the last error until the same work succeeds.
 *
 * Signals: "changed" (counts, state or trouble differ), "said" (char *sentence: worth a toast),
 * "run-ended" (CflRun *).
 */
#define CFL_TYPE_SESSION (cfl_session_get_type ())
G_DECLARE_FINAL_TYPE (CflSession, cfl_session, CFL, SESSION, GObject)

CflSession *cfl_session_new (CflCompanyEntry *entry);
/* All (transfer none). */
CflSyncService *cfl_session_get_service (CflSession *self);
CflCompanyEntry *cfl_session_get_entry (CflSession *self);
const char *cfl_session_get_name (CflSession *self);
gboolean cfl_session_is_practice (CflSession *self);
/* Zeros until the first count is here. */
const CflCounts *cfl_session_get_counts (CflSession *self);
/* Counts if that was not done yet. */
void cfl_session_need_counts (CflSession *self);
gboolean cfl_session_has_counts (CflSession *self);
/* (nullable): what stands in the way of the last work. */
const GError *cfl_session_get_trouble (CflSession *self);
void cfl_session_forget_trouble (CflSession *self);
CflConnection cfl_session_get_quickbooks (CflSession *self);
/* Opening, connecting or getting data. */
gboolean cfl_session_is_working (CflSession *self);
/* A run is under way, paused or being looked up. */
gboolean cfl_session_is_uploading (CflSession *self);
gboolean cfl_session_is_open (CflSession *self);
/* One line on what goes on now, "" when nothing does (transfer full). */
char *cfl_session_describe_work (CflSession *self);
/* The kind of document of the run under way. */
CflDocumentKind cfl_session_get_run_kind (CflSession *self);

/* Opens the company; a practice company that was never connected then gets everything by itself. */
void cfl_session_open (CflSession *self);
/* Signs in to the practice services and fills the company. */
void cfl_session_set_up_practice (CflSession *self);
/* New orders from Cin7, then the lists of QuickBooks. */
void cfl_session_get_new_orders (CflSession *self);
void cfl_session_look_up_open_attempts (CflSession *self);
void cfl_session_upload (CflSession *self, const CflListing *listing, const CflTicks *ticks);
void cfl_session_cancel (CflSession *self);
void cfl_session_close_async (CflSession *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean cfl_session_close_finish (CflSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
