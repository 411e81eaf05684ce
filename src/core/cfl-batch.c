/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-batch.h"

CflBatch *
cfl_batch_new (void)
{
  CflBatch *self = g_new0 (CflBatch, 1);

  self->request_id = g_strdup ("");
  self->request_hash = g_strdup ("");
  self->attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  self->item_ids = g_ptr_array_new_with_free_func (g_free);
  g_atomic_ref_count_init (&self->references);
  return self;
}

/* The journal's own number of an attempt makes a good id: an answer to any other batch holds none of
 * ours. */
CflBatch *
cfl_batch_new_for_attempts (CflAttempt *const *attempts, guint n_attempts)
{
  CflBatch *self = cfl_batch_new ();

  g_free (self->request_id);
  self->request_id = g_uuid_string_random ();
  self->run_id = n_attempts > 0 ? attempts[0]->run_id : 0;
  for (guint i = 0; i < n_attempts; i++)
    {
      g_autofree char *item_id = g_strdup_printf ("%" G_GINT64_FORMAT, attempts[i]->id);

      cfl_batch_add (self, attempts[i], item_id);
    }
  return self;
}

CflBatch *
cfl_batch_ref (CflBatch *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cfl_batch_unref (CflBatch *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_free (self->request_id);
  g_free (self->request_hash);
  g_ptr_array_unref (self->attempts);
  g_ptr_array_unref (self->item_ids);
  g_free (self);
}

void
cfl_batch_add (CflBatch *self, CflAttempt *attempt, const char *item_id)
{
  g_ptr_array_add (self->attempts, cfl_attempt_ref (attempt));
  g_ptr_array_add (self->item_ids, g_strdup (item_id));
}

int
cfl_batch_find (const CflBatch *self, const char *item_id)
{
  for (guint i = 0; i < self->item_ids->len; i++)
    if (g_strcmp0 (self->item_ids->pdata[i], item_id) == 0)
      return (int) i;
  return -1;
}
