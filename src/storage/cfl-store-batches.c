/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

/* ---- several attempts move on ---- */

static CflWorkResult
settle_all_work (CflDatabase *database, gpointer user_data, GError **error)
{
  GPtrArray *attempts = user_data;

  for (guint i = 0; i < attempts->len; i++)
    if (!cfl_database_settle (database, g_ptr_array_index (attempts, i), error))
      return CFL_WORK_FAILED;
  return CFL_WORK_DONE;
}

static const CflStoreJob settle_all_job = { settle_all_work, CFL_PRIORITY_JOURNAL,
                                            CFL_DURABILITY_JOURNAL };

static GPtrArray *
copy_attempts (GPtrArray *attempts)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);

  for (guint i = 0; i < attempts->len; i++)
    g_ptr_array_add (copies, cfl_attempt_copy (g_ptr_array_index (attempts, i)));
  return copies;
}

/**
 * cfl_store_settle_all_async:
 * @attempts: (element-type CflAttempt): as for cfl_store_settle_async(), but each names the state that
 *   it moves to. Copied
 *
 * The answers of one batch, or what is taken back, in one transaction. %CFL_STORE_ERROR_CONFLICT when
 * the journal does not allow one of the transitions; then none has happened.
 */
void
cfl_store_settle_all_async (CflStore *self,
                            GPtrArray *attempts,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  cfl_store_post (self, &settle_all_job, copy_attempts (attempts),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

gboolean
cfl_store_settle_all_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  return cfl_store_collect (self, &settle_all_job, result, error) != NULL;
}

/* ---- a batch begins ---- */

typedef struct {
  CflBatch *batch;     /* the caller's; the thread only reads it */
  GPtrArray *attempts; /* (element-type CflAttempt) copies that the thread works on */
  gint64 id;
  gint64 started_at;
} BeginData;

static void
begin_data_free (gpointer user_data)
{
  BeginData *data = user_data;

  cfl_batch_unref (data->batch);
  g_ptr_array_unref (data->attempts);
  g_free (data);
}

static gboolean
insert_batch (CflDatabase *self, BeginData *data, GError **error)
{
  CflStatement *statement = cfl_statement_get (
      self, "INSERT INTO batches (run_id, request_id, request_hash, started_at, n_items)"
            " VALUES (?, ?, ?, ?, ?)");

  cfl_bind_integer (statement, 1, data->batch->run_id);
  cfl_bind_text (statement, 2, data->batch->request_id);
  cfl_bind_text (statement, 3, data->batch->request_hash);
  cfl_bind_integer (statement, 4, data->started_at);
  cfl_bind_integer (statement, 5, data->attempts->len);
  if (!cfl_statement_run (statement, error))
    return FALSE;
  data->id = cfl_database_last_id (self);
  return TRUE;
}

static gboolean
insert_item (CflDatabase *self, BeginData *data, guint position, GError **error)
{
  const CflAttempt *attempt = g_ptr_array_index (data->attempts, position);
  CflStatement *statement = cfl_statement_get (
      self, "INSERT INTO batch_items (batch_id, position, item_id, attempt_id, request_id)"
            " VALUES (?, ?, ?, ?, ?)");

  cfl_bind_integer (statement, 1, data->id);
  cfl_bind_integer (statement, 2, position);
  cfl_bind_text (statement, 3, g_ptr_array_index (data->batch->item_ids, position));
  cfl_bind_integer (statement, 4, attempt->id);
  cfl_bind_text (statement, 5, attempt->request_id);
  return cfl_statement_run (statement, error);
}

static CflWorkResult
begin_work (CflDatabase *database, gpointer user_data, GError **error)
{
  BeginData *data = user_data;

  if (!insert_batch (database, data, error))
    return CFL_WORK_FAILED;
  for (guint i = 0; i < data->attempts->len; i++)
    if (!insert_item (database, data, i, error))
      return CFL_WORK_FAILED;
  for (guint i = 0; i < data->attempts->len; i++)
    {
      CflAttempt *attempt = g_ptr_array_index (data->attempts, i);

      attempt->state = CFL_ATTEMPT_SENDING;
      attempt->started_at = data->started_at;
      if (!cfl_database_settle (database, attempt, error))
        return CFL_WORK_FAILED;
    }
  return CFL_WORK_DONE;
}

static const CflStoreJob begin_job = { begin_work, CFL_PRIORITY_JOURNAL, CFL_DURABILITY_JOURNAL };

/**
 * cfl_store_begin_batch_async:
 * @batch: with its request id, hash, members and their ids; not to be changed until the call ends
 *
 * When it ends well, the batch is on the disk and may leave. %CFL_STORE_ERROR_CONFLICT when one of the
 * members is not queued any more.
 */
void
cfl_store_begin_batch_async (CflStore *self,
                             CflBatch *batch,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  BeginData *data = g_new0 (BeginData, 1);

  data->batch = cfl_batch_ref (batch);
  data->attempts = copy_attempts (batch->attempts);
  data->started_at = g_get_real_time ();
  cfl_store_post (self, &begin_job, data, begin_data_free, cancellable, callback, user_data);
}

gboolean
cfl_store_begin_batch_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  BeginData *data = cfl_store_collect (self, &begin_job, result, error);

  if (data == NULL)
    return FALSE;
  data->batch->id = data->id;
  data->batch->started_at = data->started_at;
  return TRUE;
}

/* ---- loading one ---- */

typedef struct {
  gint64 id;
  CflBatch *batch;
} LoadData;

static void
load_data_free (gpointer user_data)
{
  LoadData *data = user_data;

  g_clear_pointer (&data->batch, cfl_batch_unref);
  g_free (data);
}

static gboolean
read_head (CflDatabase *self, LoadData *data, GError **error)
{
  CflStatement *statement = cfl_statement_get (
      self, "SELECT run_id, request_id, request_hash, started_at FROM batches WHERE id = ?");

  cfl_bind_integer (statement, 1, data->id);
  while (cfl_statement_next (statement, error))
    {
      data->batch = cfl_batch_new ();
      data->batch->id = data->id;
      data->batch->run_id = cfl_read_integer (statement, 0);
      g_free (data->batch->request_id);
      data->batch->request_id = g_strdup (cfl_read_text (statement, 1));
      g_free (data->batch->request_hash);
      data->batch->request_hash = g_strdup (cfl_read_text (statement, 2));
      data->batch->started_at = cfl_read_integer (statement, 3);
    }
  if (*error == NULL && data->batch == NULL)
    cfl_store_set_not_found (error);
  return *error == NULL;
}

static gboolean
read_item_ids (CflDatabase *self, gint64 id, GPtrArray *item_ids, GError **error)
{
  CflStatement *statement = cfl_statement_get (
      self, "SELECT item_id FROM batch_items WHERE batch_id = ? ORDER BY position");

  cfl_bind_integer (statement, 1, id);
  while (cfl_statement_next (statement, error))
    g_ptr_array_add (item_ids, g_strdup (cfl_read_text (statement, 0)));
  return *error == NULL;
}

static CflWorkResult
load_work (CflDatabase *database, gpointer user_data, GError **error)
{
  LoadData *data = user_data;
  g_autoptr (GPtrArray) item_ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) attempts = NULL;

  if (!read_head (database, data, error) || !read_item_ids (database, data->id, item_ids, error))
    return CFL_WORK_FAILED;
  attempts = cfl_database_load_attempts (
      database,
      "WHERE id IN (SELECT attempt_id FROM batch_items WHERE batch_id = ?1) ORDER BY"
      " (SELECT position FROM batch_items WHERE batch_id = ?1 AND attempt_id = attempts.id)",
      data->id, error);
  if (attempts == NULL)
    return CFL_WORK_FAILED;
  for (guint i = 0; i < attempts->len; i++)
    cfl_batch_add (data->batch, g_ptr_array_index (attempts, i), g_ptr_array_index (item_ids, i));
  return CFL_WORK_DONE;
}

static const CflStoreJob load_job = { load_work, CFL_PRIORITY_JOURNAL, CFL_DURABILITY_READ };

void
cfl_store_load_batch_async (CflStore *self,
                            gint64 batch_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  LoadData *data = g_new0 (LoadData, 1);

  data->id = batch_id;
  cfl_store_post (self, &load_job, data, load_data_free, cancellable, callback, user_data);
}

CflBatch *
cfl_store_load_batch_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  LoadData *data = cfl_store_collect (self, &load_job, result, error);

  return data != NULL ? g_steal_pointer (&data->batch) : NULL;
}
