/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The end of a run: what was not sent goes back to its tab. Whatever was unknown stays so. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-uploader-private.h"

/* In one transaction. */
#define TAKE_BACK_AT_ONCE 100

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflUploader *self = user_data;
  GError *error = NULL;
  guint left = TAKE_BACK_AT_ONCE;

  self->taking_back = FALSE;
  if (!cfl_store_settle_all_finish (CFL_STORE (source), result, &error))
    {
      cfl_uploader_fail (self, error);
      cfl_uploader_return (self);
      return;
    }
  for (guint i = 0; i < self->attempts->len && left > 0; i++)
    if (cfl_uploader_get_attempt (self, i)->state == CFL_ATTEMPT_QUEUED)
      {
        cfl_uploader_move_attempt (self, i, CFL_ATTEMPT_CANCELLED);
        left--;
      }
  cfl_upload_take_back (self);
}

void
cfl_upload_take_back (CflUploader *self)
{
  g_autoptr (GPtrArray) ends = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);

  for (guint i = 0; i < self->attempts->len && ends->len < TAKE_BACK_AT_ONCE; i++)
    if (cfl_uploader_get_attempt (self, i)->state == CFL_ATTEMPT_QUEUED)
      {
        CflAttempt *end = cfl_attempt_copy (cfl_uploader_get_attempt (self, i));

        end->state = CFL_ATTEMPT_CANCELLED;
        g_ptr_array_add (ends, end);
      }
  if (ends->len == 0 || self->error != NULL)
    {
      cfl_uploader_return (self);
      return;
    }
  self->taking_back = TRUE;
  cfl_store_settle_all_async (self->store, ends, NULL, taken_back_cb, self);
}
