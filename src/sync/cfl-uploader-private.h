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
  GArray *again;       /* (element-type guint) members of batches that go on alone: their indices */
  GHashTable *batches; /* (element-type gint64) earlier ones that were taken up again: their ids */
  guint in_flight;     /* calls, and what is written to the journal for them */
  guint unknown_in_a_row;
  gboolean paused;
  gboolean stopped;     /* sends nothing more */
  gboolean gave_up;     /* and looks nothing up, because that would fare no better */
  gboolean taking_back; /* what was not sent goes back to its tab */
  GError *error;        /* the journal could not be written */
  GCancellable *calls;  /* of what is on its way */
  GSource *asked;       /* watches the task's cancellable */
  GSource *grace;
  GSource *later; /* pumps again when the limits may have room */
};

/* cfl-uploader.c: the run */
CflAttempt *cfl_uploader_get_attempt (CflUploader *self, guint index);
/* attempt: (transfer full): the same one in its new state */
void cfl_uploader_take_attempt (CflUploader *self, guint index, CflAttempt *attempt);
void cfl_uploader_move_attempt (CflUploader *self, guint index, CflAttemptState state);
/* It has to be looked up, or to be sent on its own. */
void cfl_uploader_add_again (CflUploader *self, guint index);
/* Sends nothing more: the next document would fare no better. */
void cfl_uploader_give_up (CflUploader *self);
/* The journal does not take what happened: nothing more is sent, and what is on its way is resolved at
 * the next start from what the journal says. error: (transfer full) */
void cfl_uploader_fail (CflUploader *self, GError *error);
/* So many ends in a row that are not known: the service is down, and more would only add to them. */
void cfl_uploader_count_end (CflUploader *self, gboolean unknown);
/* One attempt or batch has ended, whatever its end. */
void cfl_uploader_item_ended (CflUploader *self);

void cfl_uploader_return (CflUploader *self);

/* cfl-upload-rules.c: what may be done with a request once more */
gboolean cfl_upload_is_recent (gint64 started_at);
gboolean cfl_upload_may_be_repeated (const CflAttempt *attempt);
/* sent: in this run */
gboolean cfl_upload_has_ended (const CflAttempt *verdict, gboolean sent);

/* cfl-upload-take-back.c: the end of the run */
void cfl_upload_take_back (CflUploader *self);

/* cfl-upload-item.c: the way of one attempt */
void cfl_upload_item_start (CflUploader *self, guint index);
/* Commits an end that is known already. verdict: (transfer full) */
void cfl_upload_item_end (CflUploader *self, guint index, CflAttempt *verdict);

/* cfl-upload-batch.c: the way of several at once */
void cfl_upload_batch_start (CflUploader *self, guint first, guint n_attempts);
/* Takes up the batch in which the attempt was sent, with all its members that are open. */
void cfl_upload_batch_resume (CflUploader *self, guint index);

G_END_DECLS
