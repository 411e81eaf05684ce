/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

typedef struct {
  CflRun *run;
  GPtrArray *attempts; /* (element-type CflAttempt) the caller's */
  GPtrArray *frozen;   /* (element-type CflAttempt) copies that the thread works on */
  gint64 run_id;
  gint64 started_at;
} BeginData;

static void
begin_data_free (gpointer user_data)
{
  BeginData *data = user_data;

  cfl_run_unref (data->run);
  g_ptr_array_unref (data->attempts);
  g_ptr_array_unref (data->frozen);
  g_free (data);
}

static gboolean
insert_run (CflDatabase *self, BeginData *data, GError **error)
{
  CflStatement *statement = cfl_statement_get (
      self,
      "INSERT INTO runs (kind, operation, uuid, user_name, started_at) VALUES (?, ?, ?, ?, ?)");

  cfl_bind_integer (statement, 1, data->run->kind);
  cfl_bind_integer (statement, 2, data->run->operation);
  cfl_bind_text (statement, 3, data->run->uuid);
  cfl_bind_text (statement, 4, data->run->user_name);
  cfl_bind_integer (statement, 5, data->started_at);
  if (!cfl_statement_run (statement, error))
    return FALSE;
  data->run_id = cfl_database_last_id (self);
  return TRUE;
}

/* Whatever the order says, it stands in its tab as being uploaded; no check is needed for that. */
static gboolean
show_uploading (CflDatabase *self, const CflAttempt *attempt, GError **error)
{
  CflStatement *statement = cfl_statement_get (
      self,
      "UPDATE orders SET kind = ?, list = ?, show = ?, hidden = 0, number = ?, attempt_id = ?,"
      " run_id = ?, tried_at = 0, vendor_name = ?, quickbooks_id = '', cause = ''"
      " WHERE id = ?");

  cfl_bind_integer (statement, 1, attempt->kind);
  cfl_bind_integer (statement, 2,
                    attempt->kind == CFL_DOCUMENT_KIND_BILL ? CFL_LIST_INVOICES : CFL_LIST_ORDERS);
  cfl_bind_integer (statement, 3, CFL_SHOW_UPLOADING);
  cfl_bind_text (statement, 4, attempt->number);
  cfl_bind_integer (statement, 5, attempt->id);
  cfl_bind_integer (statement, 6, attempt->run_id);
  cfl_bind_text (statement, 7, attempt->vendor_name);
  cfl_bind_integer (statement, 8, attempt->order_id);
  return cfl_statement_run (statement, error);
}

static gboolean
insert_attempt (CflDatabase *self, CflAttempt *attempt, GError **error)
{
  g_autofree char *frozen = cfl_columns_names (&cfl_attempt_columns, "");
  g_autofree char *results = cfl_columns_names (&cfl_attempt_result_columns, "");
  int n_frozen = cfl_attempt_columns.n_columns;
  g_autofree char *places = cfl_columns_places (n_frozen + cfl_attempt_result_columns.n_columns);
  g_autofree char *sql =
      g_strdup_printf ("INSERT INTO attempts (%s, %s) VALUES (%s)", frozen, results, places);
  CflStatement *statement = cfl_statement_get (self, sql);

  cfl_columns_bind (&cfl_attempt_columns, statement, 1, attempt);
  cfl_columns_bind (&cfl_attempt_result_columns, statement, 1 + n_frozen, attempt);
  if (!cfl_statement_run (statement, error))
    return FALSE;
  attempt->id = cfl_database_last_id (self);
  /* An order stays under Uploaded until its document is proven gone. */
  if (attempt->operation == CFL_OPERATION_DELETE)
    return TRUE;
  return attempt->state == CFL_ATTEMPT_QUEUED
             ? show_uploading (self, attempt, error)
             : cfl_database_place_order (self, attempt->order_id, error);
}

static CflWorkResult
begin_work (CflDatabase *database, gpointer user_data, GError **error)
{
  BeginData *data = user_data;

  if (!insert_run (database, data, error))
    return CFL_WORK_FAILED;
  for (guint i = 0; i < data->frozen->len; i++)
    {
      CflAttempt *attempt = g_ptr_array_index (data->frozen, i);

      attempt->run_id = data->run_id;
      if (!insert_attempt (database, attempt, error))
        return CFL_WORK_FAILED;
    }
  return CFL_WORK_DONE;
}

static const CflStoreJob begin_job = { begin_work, CFL_PRIORITY_JOURNAL, CFL_DURABILITY_JOURNAL };

/* What was refused before sending has no body; it still gets an id and the hash of nothing. */
static CflAttempt *
freeze (const CflAttempt *attempt)
{
  CflAttempt *frozen = cfl_attempt_copy (attempt);

  if (frozen->request_id[0] == '\0')
    {
      g_free (frozen->request_id);
      frozen->request_id = g_uuid_string_random ();
    }
  if (frozen->request_hash[0] == '\0')
    {
      g_free (frozen->request_hash);
      frozen->request_hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, frozen->request);
    }
  frozen->started_at = 0;
  if (frozen->state == CFL_ATTEMPT_FAILED && frozen->finished_at == 0)
    frozen->finished_at = g_get_real_time ();
  return frozen;
}

/**
 * cfl_store_begin_run_async:
 * @run: its kind, uuid and user name are stored
 * @attempts: (element-type CflAttempt): queued; or failed, for what was refused before sending
 *   (%CFL_FAILURE_NOT_ELIGIBLE), so that the refusal stands in Errors. Not to be changed until the
 *   call ends
 *
 * Writes the run and everything that will be sent to the disk, all of it or nothing, before the first
 * byte leaves.
 */
void
cfl_store_begin_run_async (CflStore *self,
                           CflRun *run,
                           GPtrArray *attempts,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  BeginData *data = g_new0 (BeginData, 1);

  data->run = cfl_run_ref (run);
  data->started_at = run->started_at != 0 ? run->started_at : g_get_real_time ();
  data->attempts = g_ptr_array_ref (attempts);
  data->frozen = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  for (guint i = 0; i < attempts->len; i++)
    g_ptr_array_add (data->frozen, freeze (g_ptr_array_index (attempts, i)));
  cfl_store_post (self, &begin_job, data, begin_data_free, cancellable, callback, user_data);
}

gboolean
cfl_store_begin_run_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  BeginData *data = cfl_store_collect (self, &begin_job, result, error);

  if (data == NULL)
    return FALSE;
  data->run->id = data->run_id;
  data->run->started_at = data->started_at;
  data->run->total = data->frozen->len;
  for (guint i = 0; i < data->frozen->len; i++)
    {
      const CflAttempt *frozen = g_ptr_array_index (data->frozen, i);
      CflAttempt *attempt = g_ptr_array_index (data->attempts, i);

      attempt->id = frozen->id;
      attempt->run_id = frozen->run_id;
      attempt->started_at = frozen->started_at;
      attempt->finished_at = frozen->finished_at;
      cfl_text_set (&attempt->request_id, frozen->request_id);
      cfl_text_set (&attempt->request_hash, frozen->request_hash);
    }
  return TRUE;
}

/* A run that broke off ended with the last of its attempts. */
static CflWorkResult
finish_work (CflDatabase *database, gpointer user_data, GError **error)
{
  gint64 run_id = *(gint64 *) user_data;
  CflStatement *statement;

  if (run_id == 0)
    statement = cfl_statement_get (
        database, "UPDATE runs SET finished_at = max (started_at, coalesce ((SELECT"
                  " max (finished_at) FROM attempts WHERE run_id = runs.id), 0))"
                  " WHERE finished_at = 0");
  else
    {
      statement = cfl_statement_get (
          database, "UPDATE runs SET finished_at = ? WHERE id = ? AND finished_at = 0");
      cfl_bind_integer (statement, 1, g_get_real_time ());
      cfl_bind_integer (statement, 2, run_id);
    }
  return cfl_statement_run (statement, error) ? CFL_WORK_DONE : CFL_WORK_FAILED;
}

static const CflStoreJob finish_job = { finish_work, CFL_PRIORITY_JOURNAL, CFL_DURABILITY_JOURNAL };

/**
 * cfl_store_finish_run_async:
 * @run_id: the run that is over; 0: every run without an end, for whoever knows that none goes on
 */
void
cfl_store_finish_run_async (CflStore *self,
                            gint64 run_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  cfl_store_post (self, &finish_job, g_memdup2 (&run_id, sizeof run_id), g_free, cancellable,
                  callback, user_data);
}

gboolean
cfl_store_finish_run_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  return cfl_store_collect (self, &finish_job, result, error) != NULL;
}
