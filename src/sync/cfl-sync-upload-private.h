/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-sync-service-private.h"
#include "cfl-upload-lock.h"
#include "cfl-upload-progress.h"

G_BEGIN_DECLS

/* One press of Upload, or of Undo: what their steps share. The steps themselves stand in files by concern; the table
 * of them in cfl-sync-upload.c. */
typedef struct {
  CflSyncService *self;
  /* input */
  CflListing *listing; /* or NULL, and ids are given */
  CflTicks *ticks;
  CflDocumentKind kind;
  CflOperation operation;
  GArray *ids; /* (element-type gint64) */
  /* in progress */
  CflUploadLock *lock;
  guint next;          /* of the ids, to be checked */
  GPtrArray *ends;     /* (element-type CflAttempt) one for each id, in their order */
  GPtrArray *queued;   /* (element-type CflAttempt) those of them that are sent */
  GHashTable *indices; /* attempt id → index in ends, plus one */
  CflUploadProgress *progress;
  gint64 reckoned_at; /* 0: never */
  GSource *tick;
  /* output */
  GPtrArray *settled; /* (nullable) (element-type CflAttempt) of earlier runs */
  CflRun *run;
} UploadData;

void cfl_upload_data_init (UploadData *data, CflSyncService *self);
void cfl_upload_data_clear (UploadData *data);

/* cfl-sync-upload.c: before anything is sent */
void cfl_upload_step_lock (CflFlow *flow);
void cfl_upload_step_prepare (CflFlow *flow);
void cfl_upload_step_sign_in (CflFlow *flow);
void cfl_upload_step_resolve (CflFlow *flow);

/* cfl-sync-upload-check.c: which documents, and on the disk before the first byte leaves */
void cfl_upload_step_check (CflFlow *flow);
void cfl_upload_step_freeze (CflFlow *flow);

/* cfl-sync-upload-send.c: sending them, and how far that is */
void cfl_upload_step_send (CflFlow *flow);

/* cfl-sync-upload-tell.c: the end of the run, and what to say of it */
void cfl_upload_step_finish (CflFlow *flow);
void cfl_upload_step_learn (CflFlow *flow);
void cfl_upload_step_tell (CflFlow *flow);

G_END_DECLS
