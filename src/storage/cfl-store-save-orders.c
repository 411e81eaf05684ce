/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

typedef struct {
  GPtrArray *orders; /* (element-type CflOrder) */
  guint next;
  CflSaveCounts counts;
  char *insert; /* texts of the two long statements */
  char *update;
  char *insert_line;
} SaveData;

/* What is stored of an order that comes again. */
typedef struct {
  gint64 id; /* 0: it is new */
  gint64 modified_at;
  char *content_hash;
  gint64 contact_id;
  CflDocumentKind order_kind;
  char *number_plain;
  char *reference;
  int local_status; /* -1: none */
} Known;

static void
known_clear (Known *self)
{
  g_free (self->content_hash);
  g_free (self->number_plain);
  g_free (self->reference);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Known, known_clear)

static void
save_data_free (gpointer user_data)
{
  SaveData *data = user_data;

  g_ptr_array_unref (data->orders);
  g_free (data->insert);
  g_free (data->update);
  g_free (data->insert_line);
  g_free (data);
}

static SaveData *
save_data_new (GPtrArray *orders)
{
  SaveData *data = g_new0 (SaveData, 1);
  g_autofree char *names = cfl_columns_names (&cfl_order_columns, "");
  g_autofree char *place_names = cfl_columns_names (&cfl_place_columns, "");
  g_autofree char *line_names = cfl_columns_names (&cfl_line_columns, "");
  g_autofree char *assignments = cfl_columns_assignments (&cfl_order_columns);
  g_autofree char *place_assignments = cfl_columns_assignments (&cfl_place_columns);
  g_autofree char *places =
      cfl_columns_places (cfl_order_columns.n_columns + cfl_place_columns.n_columns + 2);
  g_autofree char *line_places = cfl_columns_places (cfl_line_columns.n_columns + 2);

  data->orders = g_ptr_array_ref (orders);
  data->insert =
      g_strdup_printf ("INSERT INTO orders (%s, %s, contact_id, content_hash) VALUES (%s)", names,
                       place_names, places);
  data->update =
      g_strdup_printf ("UPDATE orders SET %s, %s, contact_id = ?, content_hash = ? WHERE id = ?",
                       assignments, place_assignments);
  data->insert_line = g_strdup_printf (
      "INSERT INTO order_lines (%s, order_id, position) VALUES (%s)", line_names, line_places);
  return data;
}

char *
cfl_store_hash_order (const CflOrder *order)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);

  cfl_columns_hash (&cfl_order_columns, checksum, order);
  for (guint i = 0; i < order->lines->len; i++)
    cfl_columns_hash (&cfl_line_columns, checksum, g_ptr_array_index (order->lines, i));
  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
find_known (CflDatabase *self, const CflOrder *order, Known *known, GError **error)
{
  CflStatement *statement = cfl_statement_get (
      self,
      "SELECT id, modified_at, content_hash, contact_id, order_kind, number_plain,"
      " coalesce (local_status, -1), reference FROM orders WHERE source = ? AND source_id = ?");

  cfl_bind_integer (statement, 1, order->source);
  cfl_bind_text (statement, 2, order->source_id);
  if (cfl_statement_next (statement, error))
    {
      known->id = cfl_read_integer (statement, 0);
      known->modified_at = cfl_read_integer (statement, 1);
      known->content_hash = g_strdup (cfl_read_text (statement, 2));
      known->contact_id = cfl_read_integer (statement, 3);
      known->order_kind = (CflDocumentKind) cfl_read_integer (statement, 4);
      known->number_plain = g_strdup (cfl_read_text (statement, 5));
      known->local_status = (int) cfl_read_integer (statement, 6);
      known->reference = g_strdup (cfl_read_text (statement, 7));
    }
  else
    known->local_status = -1;
  cfl_statement_reset (statement);
  return *error == NULL;
}

/* The contact that an order names, made from what the order knows where it was never fetched, so that
 * it can be linked at once. */
static gboolean
find_contact (CflDatabase *self, CflOrder *order, GError **error)
{
  CflStatement *statement;
  g_autofree char *folded = NULL;

  order->contact_id = 0;
  if (order->contact_source_id[0] == '\0')
    return TRUE;
  statement = cfl_statement_get (self, "SELECT row_id FROM contacts WHERE source_id = ?");
  cfl_bind_text (statement, 1, order->contact_source_id);
  if (cfl_statement_next (statement, error))
    order->contact_id = cfl_read_integer (statement, 0);
  cfl_statement_reset (statement);
  if (order->contact_id != 0 || *error != NULL)
    return *error == NULL;

  folded = cfl_search_fold (order->supplier);
  statement = cfl_statement_get (
      self, "INSERT INTO contacts (source_id, name, email, search_text) VALUES (?, ?, ?, ?)");
  cfl_bind_text (statement, 1, order->contact_source_id);
  cfl_bind_text (statement, 2, order->supplier);
  cfl_bind_text (statement, 3, order->supplier_email);
  cfl_bind_text (statement, 4, folded);
  if (!cfl_statement_run (statement, error))
    return FALSE;
  order->contact_id = cfl_database_last_id (self);
  return TRUE;
}

static gboolean
write_lines (CflDatabase *self, const SaveData *data, const CflOrder *order, GError **error)
{
  int n = cfl_line_columns.n_columns;

  for (guint i = 0; i < order->lines->len; i++)
    {
      CflStatement *statement = cfl_statement_get (self, data->insert_line);

      cfl_columns_bind (&cfl_line_columns, statement, 1, g_ptr_array_index (order->lines, i));
      cfl_bind_integer (statement, n + 1, order->id);
      cfl_bind_integer (statement, n + 2, i);
      if (!cfl_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_order (CflDatabase *self,
             const SaveData *data,
             CflOrder *order,
             const CflOrder *original,
             const CflPlace *place,
             const char *hash,
             GError **error)
{
  gboolean is_new = order->id == 0;
  CflStatement *statement = cfl_statement_get (self, is_new ? data->insert : data->update);
  int next = 1;

  /* The source's own status; the local one stands in a column of its own. */
  cfl_columns_bind (&cfl_order_columns, statement, next, original);
  next += cfl_order_columns.n_columns;
  cfl_columns_bind (&cfl_place_columns, statement, next, place);
  next += cfl_place_columns.n_columns;
  if (order->contact_id != 0)
    cfl_bind_integer (statement, next, order->contact_id);
  cfl_bind_text (statement, next + 1, hash);
  if (!is_new)
    cfl_bind_integer (statement, next + 2, order->id);
  if (!cfl_statement_run (statement, error))
    return FALSE;
  if (is_new)
    {
      order->id = cfl_database_last_id (self);
      return write_lines (self, data, order, error);
    }

  statement = cfl_statement_get (self, "DELETE FROM order_lines WHERE order_id = ?");
  cfl_bind_integer (statement, 1, order->id);
  return cfl_statement_run (statement, error) && write_lines (self, data, order, error);
}

/* A number that appears or goes away concerns the orders that share it. */
static gboolean
place_sharers (CflDatabase *self,
               const Known *known,
               gint64 id,
               const CflPlace *place,
               gboolean is_void,
               GError **error)
{
  gboolean same = known->id != 0 && known->order_kind == place->order_kind &&
                  g_str_equal (known->number_plain, place->number_plain) && !is_void;

  if (same)
    return TRUE;
  return (known->id == 0 ||
          cfl_database_place_sharers (self, id, known->order_kind, known->number_plain, error)) &&
         cfl_database_place_sharers (self, id, place->order_kind, place->number_plain, error);
}

/* The same order from another source: which of the two can go may have changed. */
static gboolean
place_twins (CflDatabase *self, const Known *known, const CflOrder *order, GError **error)
{
  return (known->id == 0 || g_str_equal (known->reference, order->reference) ||
          cfl_database_place_twins (self, order->id, known->reference, error)) &&
         cfl_database_place_twins (self, order->id, order->reference, error);
}

static gboolean
save_order (CflDatabase *self, SaveData *data, const CflOrder *original, GError **error)
{
  CflOrder order = *original; /* its texts and lines stay those of the original */
  g_autoptr (CflPlace) place = NULL;
  g_auto (Known) known = { 0 };
  g_autofree char *hash = cfl_store_hash_order (original);

  if (!find_known (self, original, &known, error))
    return FALSE;
  if (known.id != 0 && known.modified_at == original->modified_at &&
      g_str_equal (known.content_hash, hash))
    {
      data->counts.unchanged++;
      return TRUE;
    }
  order.id = known.id;
  if (known.local_status >= 0)
    order.accounting_status = (CflAccountingStatus) known.local_status;
  if (!find_contact (self, &order, error))
    return FALSE;
  place = cfl_database_find_place (self, &order, TRUE, error);
  if (place == NULL || !write_order (self, data, &order, original, place, hash, error) ||
      !place_sharers (self, &known, order.id, place, order.state == CFL_ORDER_STATE_VOID, error) ||
      !place_twins (self, &known, &order, error))
    return FALSE;
  if (known.id == 0)
    data->counts.added++;
  else
    data->counts.changed++;
  return TRUE;
}

static CflWorkResult
save_work (CflDatabase *database, gpointer user_data, GError **error)
{
  SaveData *data = user_data;
  gint64 deadline = g_get_monotonic_time () + CFL_STORE_CHUNK_MICROSECONDS;

  while (data->next < data->orders->len)
    {
      if (!save_order (database, data, g_ptr_array_index (data->orders, data->next), error))
        return CFL_WORK_FAILED;
      data->next++;
      if (g_get_monotonic_time () > deadline && data->next < data->orders->len)
        return CFL_WORK_AGAIN;
    }
  return CFL_WORK_DONE;
}

static const CflStoreJob save_job = { save_work, CFL_PRIORITY_WRITE, CFL_DURABILITY_PULL };

/**
 * cfl_store_save_orders_async:
 * @orders: (element-type CflOrder): with contact_source_id; their ids need not be known. Not changed
 *
 * Adds and changes orders by source and source id, in chunks; each order is in the lists when its
 * chunk ends. An order that comes unchanged costs a look. What was set locally stays, and so does the
 * place of what was uploaded.
 */
void
cfl_store_save_orders_async (CflStore *self,
                             GPtrArray *orders,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  cfl_store_post (self, &save_job, save_data_new (orders), save_data_free, cancellable, callback,
                  user_data);
}

gboolean
cfl_store_save_orders_finish (CflStore *self,
                              GAsyncResult *result,
                              CflSaveCounts *counts,
                              GError **error)
{
  SaveData *data = cfl_store_collect (self, &save_job, result, error);

  if (data != NULL && counts != NULL)
    *counts = data->counts;
  return data != NULL;
}
