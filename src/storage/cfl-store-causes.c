/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

typedef struct {
  CflDocumentKind kind;
  GPtrArray *causes; /* (element-type CflCauseRow) */
} CausesData;

/* What has to be looked up for each cause. */
typedef struct {
  gint64 newest_attempt;
  gint64 first_order;
} Samples;

static void
causes_data_free (gpointer user_data)
{
  CausesData *data = user_data;

  g_ptr_array_unref (data->causes);
  g_free (data);
}

static gboolean
group_causes (CflDatabase *self, CausesData *data, GArray *samples, GError **error)
{
  CflStatement *statement = cfl_statement_get (
      self, "SELECT cause, count (*), count (DISTINCT contact_id), max (attempt_id), min (id)"
            " FROM orders WHERE list = ? AND hidden = 0 AND list >= 2 GROUP BY cause"
            " ORDER BY count (*) DESC, cause");

  cfl_bind_integer (statement, 1,
                    data->kind == CFL_DOCUMENT_KIND_BILL ? CFL_LIST_INVOICE_ERRORS
                                                         : CFL_LIST_ORDER_ERRORS);
  while (cfl_statement_next (statement, error))
    {
      CflCauseRow *cause = cfl_cause_row_new ();
      Samples sample = { cfl_read_integer (statement, 3), cfl_read_integer (statement, 4) };

      g_free (cause->key);
      cause->key = g_strdup (cfl_read_text (statement, 0));
      cause->kind = data->kind;
      cause->count = (guint) cfl_read_integer (statement, 1);
      cause->suppliers = (guint) cfl_read_integer (statement, 2);
      g_ptr_array_add (data->causes, cause);
      g_array_append_val (samples, sample);
    }
  return *error == NULL;
}

static gboolean
complete_cause (CflDatabase *self, CflCauseRow *cause, const Samples *sample, GError **error)
{
  g_autoptr (CflAttempt) attempt = cfl_database_load_attempt (self, sample->newest_attempt, error);
  CflStatement *statement;

  if (*error != NULL)
    return FALSE;
  if (attempt != NULL)
    {
      cause->state = attempt->state;
      cause->error_code = attempt->error_code;
      cfl_text_set (&cause->error_message, attempt->error_message);
      cfl_text_set (&cause->error_detail, attempt->error_detail);
    }
  statement = cfl_statement_get (
      self, "SELECT reason, detail, supplier, reference, contact_id FROM orders WHERE id = ?");
  cfl_bind_integer (statement, 1, sample->first_order);
  if (cfl_statement_next (statement, error))
    {
      cause->reason = (CflReason) cfl_read_integer (statement, 0);
      cfl_text_set (&cause->reason_detail, cfl_read_text (statement, 1));
      cfl_text_set (&cause->supplier, cfl_read_text (statement, 2));
      cfl_text_set (&cause->order_reference, cfl_read_text (statement, 3));
      cause->contact_id = cfl_read_integer (statement, 4);
    }
  cfl_statement_reset (statement);
  return *error == NULL;
}

static CflWorkResult
causes_work (CflDatabase *database, gpointer user_data, GError **error)
{
  CausesData *data = user_data;
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (Samples));

  group_causes (database, data, samples, error);
  for (guint i = 0; *error == NULL && i < data->causes->len; i++)
    complete_cause (database, g_ptr_array_index (data->causes, i),
                    &g_array_index (samples, Samples, i), error);
  return *error == NULL ? CFL_WORK_DONE : CFL_WORK_FAILED;
}

static const CflStoreJob causes_job = { causes_work, CFL_PRIORITY_READ, CFL_DURABILITY_READ };

void
cfl_store_list_causes_async (CflStore *self,
                             CflDocumentKind kind,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  CausesData *data = g_new0 (CausesData, 1);

  data->kind = kind;
  data->causes = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_cause_row_unref);
  cfl_store_post (self, &causes_job, data, causes_data_free, cancellable, callback, user_data);
}

GPtrArray *
cfl_store_list_causes_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  CausesData *data = cfl_store_collect (self, &causes_job, result, error);

  return data != NULL ? g_ptr_array_ref (data->causes) : NULL;
}
