/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

typedef struct {
  GPtrArray *documents; /* (element-type CflUploadedDocument) */
  guint next;
} SaveData;

static void
save_data_free (gpointer user_data)
{
  SaveData *data = user_data;

  g_ptr_array_unref (data->documents);
  g_free (data);
}

static gboolean
save_comparison (CflDatabase *self, const CflUploadedDocument *document, GError **error)
{
  g_autofree char *names = cfl_columns_names (&cfl_held_columns, "");
  g_autofree char *places = cfl_columns_places (3 + cfl_held_columns.n_columns);
  g_autofree char *sql = g_strdup_printf ("INSERT OR REPLACE INTO comparisons (attempt_id,"
                                          " compared_at, standing, %s) VALUES (%s)",
                                          names, places);
  CflStatement *statement = cfl_statement_get (self, sql);

  cfl_bind_integer (statement, 1, document->attempt->id);
  cfl_bind_integer (statement, 2, g_get_real_time ());
  cfl_bind_integer (statement, 3, cfl_standing_of (document->attempt, document->held));
  cfl_columns_bind (&cfl_held_columns, statement, 4, document->held);
  return cfl_statement_run (statement, error);
}

static CflWorkResult
save_work (CflDatabase *database, gpointer user_data, GError **error)
{
  SaveData *data = user_data;
  gint64 deadline = g_get_monotonic_time () + CFL_STORE_CHUNK_MICROSECONDS;

  for (; data->next < data->documents->len; data->next++)
    {
      const CflUploadedDocument *document = g_ptr_array_index (data->documents, data->next);

      if (g_get_monotonic_time () > deadline)
        return CFL_WORK_AGAIN;
      if (document->held != NULL && !save_comparison (database, document, error))
        return CFL_WORK_FAILED;
    }
  return CFL_WORK_DONE;
}

static const CflStoreJob save_job = { save_work, CFL_PRIORITY_WRITE, CFL_DURABILITY_PULL };

void
cfl_store_save_comparisons_async (CflStore *self,
                                  GPtrArray *documents,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  SaveData *data = g_new0 (SaveData, 1);

  data->documents = g_ptr_array_ref (documents);
  cfl_store_post (self, &save_job, data, save_data_free, cancellable, callback, user_data);
}

gboolean
cfl_store_save_comparisons_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  return cfl_store_collect (self, &save_job, result, error) != NULL;
}
