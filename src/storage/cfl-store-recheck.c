/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

#define BATCH 64

void
cfl_recheck_init (CflRecheck *self)
{
  self->contacts = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->cursor = 0;
}

void
cfl_recheck_clear (CflRecheck *self)
{
  g_clear_pointer (&self->contacts, g_array_unref);
}

/* 0 stands for every order. */
void
cfl_recheck_add (CflRecheck *self, gint64 contact_id)
{
  g_array_append_val (self->contacts, contact_id);
}

/* The next orders of a contact after the cursor. What is uploaded stays as it was sent. */
static guint
find_batch (CflDatabase *self, gint64 contact_id, gint64 cursor, gint64 *ids, GError **error)
{
  CflStatement *statement = cfl_statement_get (
      self, contact_id == 0
                ? "SELECT id FROM orders WHERE id > ?1 AND list <> 4 ORDER BY id LIMIT ?2"
                : "SELECT id FROM orders WHERE contact_id = ?3 AND id > ?1 AND list <> 4"
                  " ORDER BY id LIMIT ?2");
  guint n = 0;

  cfl_bind_integer (statement, 1, cursor);
  cfl_bind_integer (statement, 2, BATCH);
  if (contact_id != 0)
    cfl_bind_integer (statement, 3, contact_id);
  while (cfl_statement_next (statement, error))
    if (n < BATCH)
      ids[n++] = cfl_read_integer (statement, 0);
  return n;
}

/**
 * cfl_recheck_work:
 * @deadline: on the monotonic clock
 *
 * Checks orders again until the deadline; %CFL_WORK_AGAIN while some are left.
 */
CflWorkResult
cfl_recheck_work (CflDatabase *database, CflRecheck *recheck, gint64 deadline, GError **error)
{
  while (recheck->contacts->len > 0)
    {
      gint64 contact = g_array_index (recheck->contacts, gint64, recheck->contacts->len - 1);
      gint64 ids[BATCH];
      guint n = find_batch (database, contact, recheck->cursor, ids, error);

      for (guint i = 0; i < n && *error == NULL; i++)
        {
          if (!cfl_database_place_order (database, ids[i], error))
            break;
          recheck->cursor = ids[i];
          if (g_get_monotonic_time () > deadline)
            return CFL_WORK_AGAIN;
        }
      if (*error != NULL)
        return CFL_WORK_FAILED;
      if (n == 0)
        {
          g_array_set_size (recheck->contacts, recheck->contacts->len - 1);
          recheck->cursor = 0;
        }
    }
  return CFL_WORK_DONE;
}

static CflWorkResult
recheck_work (CflDatabase *database, gpointer data, GError **error)
{
  return cfl_recheck_work (database, data, g_get_monotonic_time () + CFL_STORE_CHUNK_MICROSECONDS,
                           error);
}

static void
recheck_free (gpointer data)
{
  cfl_recheck_clear (data);
  g_free (data);
}

static const CflStoreJob recheck_job = { recheck_work, CFL_PRIORITY_WRITE, CFL_DURABILITY_PULL };

/**
 * cfl_store_recheck_async:
 * @contact_id: 0 for every order
 */
void
cfl_store_recheck_async (CflStore *self,
                         gint64 contact_id,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  CflRecheck *recheck = g_new0 (CflRecheck, 1);

  cfl_recheck_init (recheck);
  cfl_recheck_add (recheck, contact_id);
  cfl_store_post (self, &recheck_job, recheck, recheck_free, cancellable, callback, user_data);
}

gboolean
cfl_store_recheck_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  return cfl_store_collect (self, &recheck_job, result, error) != NULL;
}
