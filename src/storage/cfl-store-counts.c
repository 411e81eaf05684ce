/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

static gboolean
is_listed_by_default (CflShow show)
{
  return show != CFL_SHOW_VOID && show != CFL_SHOW_DO_NOT_IMPORT && show != CFL_SHOW_OUT_OF_WINDOW;
}

/* Triggers keep a number for each list and filter; CFL_SHOW_ALL adds up what is not hidden. */
static gboolean
count_lists (CflDatabase *self, CflCounts *counts, GError **error)
{
  CflStatement *statement = cfl_statement_get (self, "SELECT list, show, count FROM counts");

  while (cfl_statement_next (statement, error))
    {
      int list = (int) cfl_read_integer (statement, 0);
      int show = (int) cfl_read_integer (statement, 1);
      guint count = (guint) cfl_read_integer (statement, 2);

      if (list < 0 || list >= CFL_N_LISTS || show < 0 || show >= CFL_N_SHOWS)
        continue;
      if (show != CFL_SHOW_ALL)
        counts->shows[list][show] = count;
      if (is_listed_by_default ((CflShow) show))
        {
          counts->lists[list] += count;
          counts->shows[list][CFL_SHOW_ALL] += count;
        }
    }
  return *error == NULL;
}

static gboolean
count_unlinked (CflDatabase *self, CflCounts *counts, GError **error)
{
  CflStatement *statement = cfl_statement_get (
      self, "SELECT count (*), coalesce (sum (n), 0) FROM (SELECT (SELECT count (*) FROM orders o"
            " WHERE o.contact_id = c.row_id AND o.list IN (0, 1) AND o.hidden = 0) AS n"
            " FROM contacts c WHERE c.vendor_id = '') WHERE n > 0");

  if (cfl_statement_next (statement, error))
    {
      counts->unlinked_contacts = (guint) cfl_read_integer (statement, 0);
      counts->waiting_for_link = (guint) cfl_read_integer (statement, 1);
    }
  cfl_statement_reset (statement);
  return *error == NULL;
}

static gboolean
count_rest (CflDatabase *self, CflCounts *counts, GError **error)
{
  gint64 received, open;

  if (!cfl_database_get_integer (
          self,
          "SELECT count (*) FROM orders WHERE list = 0 AND hidden = 0 AND received_date <> ''"
          " AND (invoice_date = '' OR supplier_invoice_number = '')",
          &received, error) ||
      !cfl_database_get_integer (self, "SELECT count (*) FROM attempts WHERE state IN (0, 1, 4)",
                                 &open, error))
    return FALSE;
  counts->received_not_billed = (guint) received;
  counts->open_attempts = (guint) open;
  return TRUE;
}

static CflWorkResult
count_work (CflDatabase *database, gpointer data, GError **error)
{
  return count_lists (database, data, error) && count_unlinked (database, data, error) &&
                 count_rest (database, data, error)
             ? CFL_WORK_DONE
             : CFL_WORK_FAILED;
}

static const CflStoreJob count_job = { count_work, CFL_PRIORITY_READ, CFL_DURABILITY_READ };

void
cfl_store_count_async (CflStore *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  cfl_store_post (self, &count_job, g_new0 (CflCounts, 1), g_free, cancellable, callback,
                  user_data);
}

/* Returns: (transfer full): to be freed with g_free() */
CflCounts *
cfl_store_count_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  CflCounts *counts = cfl_store_collect (self, &count_job, result, error);

  return counts != NULL ? g_memdup2 (counts, sizeof *counts) : NULL;
}

/* ---- other programs ---- */

static CflWorkResult
look_work (CflDatabase *database, gpointer data, GError **error)
{
  gint64 *version = data;

  *version = database->data_version; /* asked for as each job begins */
  return CFL_WORK_DONE;
}

static const CflStoreJob look_job = { look_work, CFL_PRIORITY_READ, CFL_DURABILITY_READ };

void
cfl_store_look_async (CflStore *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  cfl_store_post (self, &look_job, g_new0 (gint64, 1), g_free, cancellable, callback, user_data);
}

gboolean
cfl_store_look_finish (CflStore *self, GAsyncResult *result, gint64 *version, GError **error)
{
  gint64 *found = cfl_store_collect (self, &look_job, result, error);

  if (found == NULL)
    return FALSE;
  *version = *found;
  return TRUE;
}
