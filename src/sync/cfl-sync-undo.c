/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One press of Undo: lock, resolve what is open, compare, freeze, send. What is sent is a deletion of
 * each document that nobody has touched; it is journalled, repeated and settled as an upload is. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-undo-private.h"

static void
undo_data_free (UndoData *data)
{
  cfl_upload_data_clear (&data->upload);
  g_clear_pointer (&data->wanted, g_hash_table_unref);
  g_ptr_array_unref (data->documents);
  g_free (data);
}

static UndoData *
undo_data_new (CflSyncService *self, gint64 run_id, const gint64 *ids, guint n_ids)
{
  UndoData *data = g_new0 (UndoData, 1);

  cfl_upload_data_init (&data->upload, self);
  data->upload.operation = CFL_OPERATION_DELETE;
  data->run_id = run_id;
  data->closing_date = CFL_DATE_UNSET;
  data->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_uploaded_document_unref);
  if (n_ids > 0)
    data->wanted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < n_ids; i++)
    g_hash_table_add (data->wanted, g_memdup2 (&ids[i], sizeof ids[i]));
  return data;
}

/* ---- comparing ---- */

static const CflFlowStep compare_steps[] = {
  { "prepare", cfl_upload_step_prepare },
  { "sign in", cfl_upload_step_sign_in },
  { "list", cfl_undo_step_list },
  { "read closing date", cfl_undo_step_read_closing_date },
  { "read", cfl_undo_step_read },
  { "keep", cfl_undo_step_keep },
  { NULL, NULL },
};

void
cfl_sync_service_compare_async (CflSyncService *self,
                                gint64 run_id,
                                const gint64 *ids,
                                guint n_ids,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_compare_async, "compare");

  cfl_sync_service_run (self, task, CFL_SYNC_STATE_CHECKING, compare_steps,
                        undo_data_new (self, run_id, ids, n_ids), (GDestroyNotify) undo_data_free);
}

GPtrArray *
cfl_sync_service_compare_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  UndoData *data = cfl_flow_get_data (G_TASK (result));

  if (!cfl_sync_service_finish_boolean (self, result, cfl_sync_service_compare_async, error))
    return NULL;
  return g_ptr_array_ref (data->documents);
}

/* ---- taking back ---- */

static void
step_choose (CflFlow *flow)
{
  UndoData *data = flow->data;

  for (guint i = 0; i < data->documents->len; i++)
    {
      CflUploadedDocument *document = data->documents->pdata[i];
      g_autoptr (GBytes) request = NULL;
      CflAttempt *deletion;

      if (!cfl_standing_allows_undo (document->standing))
        continue;
      request = cfl_quickbooks_encode_deletion (document->attempt);
      deletion = cfl_attempt_new_for_deletion (document->attempt, request);
      document->deletion = cfl_attempt_ref (deletion);
      g_ptr_array_add (data->upload.queued, cfl_attempt_ref (deletion));
      g_ptr_array_add (data->upload.ends, deletion);
    }
  cfl_flow_continue (flow);
}

/* The ends stand in the order of the documents that were tried. */
static void
step_take_ends (CflFlow *flow)
{
  UndoData *data = flow->data;
  guint next = 0;

  for (guint i = 0; i < data->documents->len; i++)
    {
      CflUploadedDocument *document = data->documents->pdata[i];

      if (document->deletion == NULL)
        continue;
      cfl_attempt_unref (document->deletion);
      document->deletion = cfl_attempt_ref (data->upload.ends->pdata[next++]);
    }
  cfl_flow_continue (flow);
}

static const CflFlowStep undo_steps[] = {
  { "lock", cfl_upload_step_lock },
  { "prepare", cfl_upload_step_prepare },
  { "sign in", cfl_upload_step_sign_in },
  { "resolve", cfl_upload_step_resolve },
  { "list", cfl_undo_step_list },
  { "read closing date", cfl_undo_step_read_closing_date },
  { "read", cfl_undo_step_read },
  { "keep", cfl_undo_step_keep },
  { "choose", step_choose },
  { "freeze", cfl_upload_step_freeze },
  { "send", cfl_upload_step_send },
  { "take ends", step_take_ends },
  { "finish", cfl_upload_step_finish },
  { "tell", cfl_upload_step_tell },
  { NULL, NULL },
};

void
cfl_sync_service_undo_async (CflSyncService *self,
                             gint64 run_id,
                             const gint64 *ids,
                             guint n_ids,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_undo_async, "undo");

  cfl_sync_service_run (self, task, CFL_SYNC_STATE_RECOVERING, undo_steps,
                        undo_data_new (self, run_id, ids, n_ids), (GDestroyNotify) undo_data_free);
}

CflRun *
cfl_sync_service_undo_finish (CflSyncService *self,
                              GAsyncResult *result,
                              GPtrArray **documents,
                              GError **error)
{
  UndoData *data = cfl_flow_get_data (G_TASK (result));

  if (!cfl_sync_service_finish_boolean (self, result, cfl_sync_service_undo_async, error))
    return NULL;
  if (documents != NULL)
    *documents = g_ptr_array_ref (data->documents);
  return cfl_run_ref (data->upload.run);
}
