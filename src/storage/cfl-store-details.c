/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

/* orders by their own reference */

typedef struct {
  char **references;
  GArray *ids; /* (element-type gint64) */
} FindData;

static void
find_data_free (gpointer user_data)
{
  FindData *data = user_data;

  g_strfreev (data->references);
  g_array_unref (data->ids);
  g_free (data);
}

static CflWorkResult
find_work (CflDatabase *database, gpointer user_data, GError **error)
{
  FindData *data = user_data;

  for (guint i = 0; data->references[i] != NULL; i++)
    {
      CflStatement *statement = cfl_statement_get (
          database, "SELECT id FROM orders WHERE reference = ? ORDER BY state = 2, id LIMIT 1");
      gint64 id = 0;

      cfl_bind_text (statement, 1, data->references[i]);
      if (cfl_statement_next (statement, error))
        id = cfl_read_integer (statement, 0);
      cfl_statement_reset (statement);
      if (*error != NULL)
        return CFL_WORK_FAILED;
      g_array_append_val (data->ids, id);
    }
  return CFL_WORK_DONE;
}

static const CflStoreJob find_job = { find_work, CFL_PRIORITY_READ, CFL_DURABILITY_READ };

void
cfl_store_find_orders_async (CflStore *self,
                             const char *const *references,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  FindData *data = g_new0 (FindData, 1);

  data->references = g_strdupv ((char **) references);
  data->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  cfl_store_post (self, &find_job, data, find_data_free, cancellable, callback, user_data);
}

GArray *
cfl_store_find_orders_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  FindData *data = cfl_store_collect (self, &find_job, result, error);

  return data != NULL ? g_array_ref (data->ids) : NULL;
}

/* everything about one order */

typedef struct {
  gint64 order_id;
  CflOrderDetails *details;
} DetailsData;

static void
details_data_free (gpointer user_data)
{
  DetailsData *data = user_data;

  g_clear_pointer (&data->details, cfl_order_details_free);
  g_free (data);
}

static CflWorkResult
details_work (CflDatabase *database, gpointer user_data, GError **error)
{
  DetailsData *data = user_data;
  g_autoptr (CflOrderDetails) details = g_new0 (CflOrderDetails, 1);
  g_autoptr (GPtrArray) rows = NULL;
  const CflSupplier *supplier;

  details->order = cfl_database_load_order (database, data->order_id, TRUE, error);
  if (details->order == NULL && *error == NULL)
    cfl_store_set_not_found (error);
  if (*error != NULL)
    return CFL_WORK_FAILED;
  supplier = cfl_database_get_supplier (database, details->order->contact_id, error);
  rows = supplier != NULL ? cfl_database_load_rows (database, &data->order_id, 1, error) : NULL;
  if (rows == NULL)
    return CFL_WORK_FAILED;
  details->row = cfl_order_row_ref (g_ptr_array_index (rows, 0));
  /* Copies: the cached ones are the thread's. */
  if (supplier->contact != NULL)
    details->contact = cfl_contact_copy (supplier->contact);
  if (supplier->vendor != NULL)
    details->vendor = cfl_vendor_ref (supplier->vendor);
  details->check = cfl_database_check (database, details->order, details->row->kind, TRUE, error);
  details->attempts = cfl_database_load_attempts (database, "WHERE order_id = ? ORDER BY id DESC",
                                                  data->order_id, error);
  if (*error != NULL)
    return CFL_WORK_FAILED;
  data->details = g_steal_pointer (&details);
  return CFL_WORK_DONE;
}

static const CflStoreJob details_job = { details_work, CFL_PRIORITY_READ, CFL_DURABILITY_READ };

void
cfl_store_load_order_async (CflStore *self,
                            gint64 order_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  DetailsData *data = g_new0 (DetailsData, 1);

  data->order_id = order_id;
  cfl_store_post (self, &details_job, data, details_data_free, cancellable, callback, user_data);
}

CflOrderDetails *
cfl_store_load_order_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  DetailsData *data = cfl_store_collect (self, &details_job, result, error);

  return data != NULL ? g_steal_pointer (&data->details) : NULL;
}

/* the Accounting Status */

typedef struct {
  gint64 order_id;
  CflAccountingStatus status;
} StatusData;

/* Where the source says the same, nothing is kept, so that what it says later counts. An order that
 * was sent or is being sent keeps its status: resetting it would invite a second document. */
static CflWorkResult
status_work (CflDatabase *database, gpointer user_data, GError **error)
{
  StatusData *data = user_data;
  CflStatement *statement = cfl_statement_get (
      database, "UPDATE orders SET local_status = nullif (?1, accounting_status) WHERE id = ?2"
                " AND NOT EXISTS (SELECT 1 FROM attempts WHERE order_id = ?2 AND kind = orders.kind"
                " AND" CFL_ATTEMPT_STANDS ") RETURNING id");
  gboolean changed;

  cfl_bind_integer (statement, 1, data->status);
  cfl_bind_integer (statement, 2, data->order_id);
  changed = cfl_statement_next (statement, error);
  if (*error == NULL && !changed)
    cfl_database_set_error (database, SQLITE_CONSTRAINT, error);
  if (*error != NULL || !cfl_statement_run (statement, error) ||
      !cfl_database_place_order (database, data->order_id, error) ||
      !cfl_database_place_twins_of (database, data->order_id, error))
    return CFL_WORK_FAILED;
  return CFL_WORK_DONE;
}

static const CflStoreJob status_job = { status_work, CFL_PRIORITY_JOURNAL, CFL_DURABILITY_JOURNAL };

/**
 * cfl_store_set_accounting_status_async:
 *
 * %CFL_STORE_ERROR_CONFLICT for an order that was sent or is being sent.
 */
void
cfl_store_set_accounting_status_async (CflStore *self,
                                       gint64 order_id,
                                       CflAccountingStatus status,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  StatusData *data = g_new0 (StatusData, 1);

  data->order_id = order_id;
  data->status = status;
  cfl_store_post (self, &status_job, data, g_free, cancellable, callback, user_data);
}

gboolean
cfl_store_set_accounting_status_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  return cfl_store_collect (self, &status_job, result, error) != NULL;
}
