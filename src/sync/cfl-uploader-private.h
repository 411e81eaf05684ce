/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-uploader.h"

G_BEGIN_DECLS

struct _CflUploader {
  GObject parent_instance;

  CflStore *store;
  CflQuickbooksClient *client;

  GTask *task;         /* while running */
  GPtrArray *attempts; /* (element-type CflAttempt) replaced by their verdicts */
  guint next;          /* the first that was not started */
  guint in_flight;
  guint in_line; /* of these, being written to the journal before they are sent */
  guint unknown_in_a_row;
  gboolean paused;
  gboolean stopped;     /* starts nothing more */
  gboolean taking_back; /* what was not started goes back to its tab */
  GError *error;        /* the journal could not be written */
  GCancellable *calls;  /* of what is on its way */
  GSource *asked;       /* watches the task's cancellable */
  guint grace;
  guint later; /* pumps again when the limits may have room */
};

/* cfl-uploader.c: the run */
CflAttempt *cfl_uploader_get_attempt (CflUploader *self, guint index);
/* attempt: (transfer full): the same one in its new state */
void cfl_uploader_take_attempt (CflUploader *self, guint index, CflAttempt *attempt);
void cfl_uploader_move_attempt (CflUploader *self, guint index, CflAttemptState state);
/* Starts nothing more. */
void cfl_uploader_stop (CflUploader *self);
/* One attempt has ended, whatever its end. */
void cfl_uploader_item_ended (CflUploader *self);

/* cfl-upload-item.c: the way of one attempt */
void cfl_upload_item_start (CflUploader *self, guint index);

G_END_DECLS
