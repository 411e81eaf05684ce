/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

typedef struct {
  GPtrArray *orders;   /* (element-type CflOrder) */
  GArray *comparisons; /* (element-type CflComparison) */
} CompareData;

static void
compare_data_free (gpointer user_data)
{
  CompareData *data = user_data;

  g_ptr_array_unref (data->orders);
  g_array_unref (data->comparisons);
  g_free (data);
}

static gboolean
is_elsewhere (CflDatabase *self, const CflOrder *order, GError **error)
{
  CflStatement *statement =
      cfl_statement_get (self, "SELECT 1 FROM orders WHERE reference = ? AND source <> ? LIMIT 1");
  gboolean found;

  cfl_bind_text (statement, 1, order->reference);
  cfl_bind_integer (statement, 2, order->source);
  found = cfl_statement_next (statement, error);
  cfl_statement_reset (statement);
  return found;
}

static CflComparison
compare_order (CflDatabase *self, const CflOrder *order, GError **error)
{
  g_autofree char *hash = cfl_store_hash_order (order);
  CflComparison comparison = CFL_COMPARISON_ADDED;
  CflStatement *statement;

  if (is_elsewhere (self, order, error))
    return CFL_COMPARISON_ELSEWHERE;
  if (*error != NULL)
    return CFL_COMPARISON_ADDED;
  statement = cfl_statement_get (
      self, "SELECT content_hash, modified_at FROM orders WHERE source = ? AND source_id = ?");
  cfl_bind_integer (statement, 1, order->source);
  cfl_bind_text (statement, 2, order->source_id);
  if (cfl_statement_next (statement, error))
    comparison = g_str_equal (cfl_read_text (statement, 0), hash) &&
                         cfl_read_integer (statement, 1) == order->modified_at
                     ? CFL_COMPARISON_UNCHANGED
                     : CFL_COMPARISON_CHANGED;
  cfl_statement_reset (statement);
  return comparison;
}

static CflWorkResult
compare_work (CflDatabase *database, gpointer user_data, GError **error)
{
  CompareData *data = user_data;
  gint64 deadline = g_get_monotonic_time () + CFL_STORE_CHUNK_MICROSECONDS;

  while (data->comparisons->len < data->orders->len)
    {
      const CflOrder *order = g_ptr_array_index (data->orders, data->comparisons->len);
      CflComparison comparison = compare_order (database, order, error);

      if (*error != NULL)
        return CFL_WORK_FAILED;
      g_array_append_val (data->comparisons, comparison);
      if (g_get_monotonic_time () > deadline)
        return CFL_WORK_AGAIN;
    }
  return CFL_WORK_DONE;
}

static const CflStoreJob compare_job = { compare_work, CFL_PRIORITY_READ, CFL_DURABILITY_READ };

/**
 * cfl_store_compare_orders_async:
 * @orders: (element-type CflOrder): as for cfl_store_save_orders_async()
 *
 * Tells what saving the orders would do.
 */
void
cfl_store_compare_orders_async (CflStore *self,
                                GPtrArray *orders,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  CompareData *data = g_new0 (CompareData, 1);

  data->orders = g_ptr_array_ref (orders);
  data->comparisons = g_array_new (FALSE, FALSE, sizeof (CflComparison));
  cfl_store_post (self, &compare_job, data, compare_data_free, cancellable, callback, user_data);
}

GArray *
cfl_store_compare_orders_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  CompareData *data = cfl_store_collect (self, &compare_job, result, error);

  return data != NULL ? g_array_ref (data->comparisons) : NULL;
}
