/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-sync-upload-private.h"

G_BEGIN_DECLS

/* What comparing and taking back share. It begins as an upload does, so that the steps of an upload
 * work on it. */
typedef struct {
  UploadData upload;
  /* input */
  gint64 run_id;
  GHashTable *wanted; /* (element-type gint64) (nullable) orders; NULL: all of the run */
  /* in progress */
  CflDate closing_date;
  /* output */
  GPtrArray *documents; /* (element-type CflUploadedDocument) */
} UndoData;

/* cfl-sync-undo-compare.c: which documents of the run there are, and how they stand by now */
void cfl_undo_step_list (CflFlow *flow);
void cfl_undo_step_read_closing_date (CflFlow *flow);
void cfl_undo_step_read (CflFlow *flow);
void cfl_undo_step_keep (CflFlow *flow);

G_END_DECLS
