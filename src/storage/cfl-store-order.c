/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

static CflStatement *
select_lines (CflDatabase *self)
{
  CflStatement *statement = cfl_statement_find (self, "select-lines");
  g_autofree char *names = NULL;
  g_autofree char *sql = NULL;

  if (statement != NULL)
    return statement;
  names = cfl_columns_names (&cfl_line_columns, "");
  sql = g_strdup_printf ("SELECT %s FROM order_lines WHERE order_id = ? ORDER BY position", names);
  return cfl_statement_name (self, "select-lines", sql);
}

static CflStatement *
select_order (CflDatabase *self)
{
  CflStatement *statement = cfl_statement_find (self, "select-order");
  g_autofree char *names = NULL;
  g_autofree char *sql = NULL;

  if (statement != NULL)
    return statement;
  names = cfl_columns_names (&cfl_order_columns, "");
  sql = g_strdup_printf ("SELECT contact_id, coalesce (local_status, accounting_status), %s"
                         " FROM orders WHERE id = ?",
                         names);
  return cfl_statement_name (self, "select-order", sql);
}

gboolean
cfl_database_load_lines (CflDatabase *self, CflOrder *order, GError **error)
{
  CflStatement *statement = select_lines (self);

  g_ptr_array_set_size (order->lines, 0);
  cfl_bind_integer (statement, 1, order->id);
  while (cfl_statement_next (statement, error))
    cfl_columns_read (&cfl_line_columns, statement, 0, cfl_order_add_line (order));
  return *error == NULL;
}

/* The Accounting Status is the local one where there is one. NULL without an error: no such order. */
CflOrder *
cfl_database_load_order (CflDatabase *self, gint64 id, gboolean with_lines, GError **error)
{
  CflStatement *statement = select_order (self);
  g_autoptr (CflOrder) order = NULL;

  cfl_bind_integer (statement, 1, id);
  if (!cfl_statement_next (statement, error))
    return NULL;
  order = cfl_order_new ();
  cfl_columns_read (&cfl_order_columns, statement, 2, order);
  order->id = id;
  order->contact_id = cfl_read_integer (statement, 0);
  order->accounting_status = (CflAccountingStatus) cfl_read_integer (statement, 1);
  cfl_statement_reset (statement);
  if (with_lines && !cfl_database_load_lines (self, order, error))
    return NULL;
  return g_steal_pointer (&order);
}
