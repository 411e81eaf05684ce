/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-storage"

#include "config.h"

#include "cfl-store-private.h"

/* Under a request id of its own an attempt has left its batch. */
#define BATCH_ID                                                                                   \
  "ifnull ((SELECT i.batch_id FROM batch_items i WHERE i.request_id = attempts.request_id), 0)"

/* What was frozen is what is sent again: bytes that the disk has changed since never leave. */
static gboolean
check_request (const CflAttempt *attempt, GError **error)
{
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, attempt->request);

  if (g_str_equal (hash, attempt->request_hash))
    return TRUE;
  g_debug ("The request of attempt %" G_GINT64_FORMAT " does not have its hash", attempt->id);
  cfl_store_set_error (CFL_STORE_ERROR_DAMAGED, error);
  return FALSE;
}

/* @clause is what follows FROM attempts, with one place for @value. */
GPtrArray *
cfl_database_load_attempts (CflDatabase *self, const char *clause, gint64 value, GError **error)
{
  g_autofree char *frozen = cfl_columns_names (&cfl_attempt_columns, "");
  g_autofree char *results = cfl_columns_names (&cfl_attempt_result_columns, "");
  g_autofree char *sql =
      g_strdup_printf ("SELECT id, %s, %s, " BATCH_ID " FROM attempts %s", frozen, results, clause);
  CflStatement *statement = cfl_statement_get (self, sql);
  g_autoptr (GPtrArray) attempts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);

  int n_columns = 1 + cfl_attempt_columns.n_columns + cfl_attempt_result_columns.n_columns;

  cfl_bind_integer (statement, 1, value);
  while (cfl_statement_next (statement, error))
    {
      CflAttempt *attempt = cfl_attempt_new ();

      attempt->id = cfl_read_integer (statement, 0);
      cfl_columns_read (&cfl_attempt_columns, statement, 1, attempt);
      cfl_columns_read (&cfl_attempt_result_columns, statement, 1 + cfl_attempt_columns.n_columns,
                        attempt);
      attempt->batch_id = cfl_read_integer (statement, n_columns);
      g_ptr_array_add (attempts, attempt);
      if (!check_request (attempt, error))
        break;
    }
  cfl_statement_reset (statement);
  return *error == NULL ? g_steal_pointer (&attempts) : NULL;
}

/* NULL without an error when there is no such attempt. */
CflAttempt *
cfl_database_load_attempt (CflDatabase *self, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) attempts = cfl_database_load_attempts (self, "WHERE id = ?", id, error);

  if (attempts == NULL || attempts->len == 0)
    return NULL;
  return cfl_attempt_ref (g_ptr_array_index (attempts, 0));
}

typedef struct {
  gint64 run_id;
  GPtrArray *records;
} ListData;

static void
list_data_free (gpointer user_data)
{
  ListData *data = user_data;

  g_clear_pointer (&data->records, g_ptr_array_unref);
  g_free (data);
}

static CflWorkResult
open_work (CflDatabase *database, gpointer user_data, GError **error)
{
  ListData *data = user_data;

  data->records = cfl_database_load_attempts (
      database, "WHERE state IN (0, 1, 4) AND id > ? ORDER BY id", 0, error);
  return data->records != NULL ? CFL_WORK_DONE : CFL_WORK_FAILED;
}

static CflWorkResult
run_work (CflDatabase *database, gpointer user_data, GError **error)
{
  ListData *data = user_data;

  data->records =
      cfl_database_load_attempts (database, "WHERE run_id = ? ORDER BY id", data->run_id, error);
  return data->records != NULL ? CFL_WORK_DONE : CFL_WORK_FAILED;
}

static CflWorkResult
standing_work (CflDatabase *database, gpointer user_data, GError **error)
{
  ListData *data = user_data;

  data->records = cfl_database_load_attempts (
      database,
      "WHERE run_id = ? AND operation = 0 AND state = 2 AND undone_by = 0"
      " AND NOT EXISTS (SELECT 1 FROM attempts d WHERE d.target_id = attempts.id AND d.operation = 1"
      "   AND d.state IN (0, 1, 2, 4)) ORDER BY id",
      data->run_id, error);
  return data->records != NULL ? CFL_WORK_DONE : CFL_WORK_FAILED;
}

static CflWorkResult
runs_work (CflDatabase *database, gpointer user_data, GError **error)
{
  ListData *data = user_data;
  CflStatement *statement = cfl_statement_get (
      database, "SELECT r.id, r.kind, r.uuid, r.user_name, r.started_at, r.finished_at,"
                " count (a.id), sum (a.state = 2), sum (a.state = 3), sum (a.state = 4),"
                " sum (a.state = 5), r.operation,"
                " (SELECT count (*) FROM attempts u WHERE u.run_id = r.id AND u.undone_by <> 0),"
                " (SELECT coalesce (max (d.finished_at), 0) FROM attempts u JOIN attempts d"
                "   ON d.id = u.undone_by WHERE u.run_id = r.id AND u.undone_by <> 0)"
                " FROM runs r LEFT JOIN attempts a ON a.run_id = r.id"
                " GROUP BY r.id ORDER BY r.id DESC");

  data->records = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_run_unref);
  while (cfl_statement_next (statement, error))
    {
      CflRun *run = cfl_run_new ();

      run->id = cfl_read_integer (statement, 0);
      run->kind = (CflDocumentKind) cfl_read_integer (statement, 1);
      cfl_text_set (&run->uuid, cfl_read_text (statement, 2));
      cfl_text_set (&run->user_name, cfl_read_text (statement, 3));
      run->started_at = cfl_read_integer (statement, 4);
      run->finished_at = cfl_read_integer (statement, 5);
      run->total = (guint) cfl_read_integer (statement, 6);
      run->uploaded = (guint) cfl_read_integer (statement, 7);
      run->failed = (guint) cfl_read_integer (statement, 8);
      run->unknown = (guint) cfl_read_integer (statement, 9);
      run->cancelled = (guint) cfl_read_integer (statement, 10);
      run->operation = (CflOperation) cfl_read_integer (statement, 11);
      run->undone = (guint) cfl_read_integer (statement, 12);
      run->undone_at = cfl_read_integer (statement, 13);
      g_ptr_array_add (data->records, run);
    }
  return *error == NULL ? CFL_WORK_DONE : CFL_WORK_FAILED;
}

static const CflStoreJob open_job = { open_work, CFL_PRIORITY_JOURNAL, CFL_DURABILITY_READ };
static const CflStoreJob run_job = { run_work, CFL_PRIORITY_JOURNAL, CFL_DURABILITY_READ };
static const CflStoreJob standing_job = { standing_work, CFL_PRIORITY_JOURNAL,
                                          CFL_DURABILITY_READ };
static const CflStoreJob runs_job = { runs_work, CFL_PRIORITY_JOURNAL, CFL_DURABILITY_READ };

static void
post_list (CflStore *self,
           const CflStoreJob *job,
           gint64 run_id,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  ListData *data = g_new0 (ListData, 1);

  data->run_id = run_id;
  cfl_store_post (self, job, data, list_data_free, cancellable, callback, user_data);
}

static GPtrArray *
collect_list (CflStore *self, const CflStoreJob *job, GAsyncResult *result, GError **error)
{
  ListData *data = cfl_store_collect (self, job, result, error);

  return data != NULL ? g_ptr_array_ref (data->records) : NULL;
}

void
cfl_store_list_open_attempts_async (CflStore *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  post_list (self, &open_job, 0, cancellable, callback, user_data);
}

GPtrArray *
cfl_store_list_open_attempts_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  return collect_list (self, &open_job, result, error);
}

void
cfl_store_list_runs_async (CflStore *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  post_list (self, &runs_job, 0, cancellable, callback, user_data);
}

/* Returns: (transfer full) (element-type CflRun): the newest first */
GPtrArray *
cfl_store_list_runs_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  return collect_list (self, &runs_job, result, error);
}

void
cfl_store_list_run_attempts_async (CflStore *self,
                                   gint64 run_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  post_list (self, &run_job, run_id, cancellable, callback, user_data);
}

GPtrArray *
cfl_store_list_run_attempts_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  return collect_list (self, &run_job, result, error);
}

void
cfl_store_list_standing_attempts_async (CflStore *self,
                                        gint64 run_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  post_list (self, &standing_job, run_id, cancellable, callback, user_data);
}

GPtrArray *
cfl_store_list_standing_attempts_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  return collect_list (self, &standing_job, result, error);
}
