/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-clock.h"
#include "cfl-sync-service.h"

G_BEGIN_DECLS

/**
 * CflUploadProgress:
 *
 * How fast a run goes: how many documents a second had their end in the last minute. The limits are
 * those of a minute, so a shorter time would tell of their ups and downs only. A pause does not count.
 */
typedef struct _CflUploadProgress CflUploadProgress;

CflUploadProgress *cfl_upload_progress_new (CflClock *clock);
void cfl_upload_progress_free (CflUploadProgress *self);
void cfl_upload_progress_set_paused (CflUploadProgress *self, gboolean paused);
/* A document had its end; or it goes on after all, and has none. */
void cfl_upload_progress_add_end (CflUploadProgress *self);
void cfl_upload_progress_remove_end (CflUploadProgress *self);
/* forecast: microseconds until the last document will have its end. */
void cfl_upload_progress_tell (CflUploadProgress *self, gint64 forecast, CflProgress *progress);

G_END_DECLS
