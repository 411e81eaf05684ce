/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One order that came in two ways: from Cin7, and from a file or by hand. Its reference is the same,
 * the number of the supplier's invoice need not be, so nothing else would keep both from being posted.
 * What is in QuickBooks goes first, then Cin7, then the file, then what was typed. */

#include "config.h"

#include "cfl-store-private.h"

#define MAX_TWINS 9

/* Whether the order has a twin that goes before it. A void one and one that is not to be imported
 * stand in nobody's way, unless they were sent. */
gboolean
cfl_database_has_twin (CflDatabase *self, const CflOrder *order, gboolean *has_twin, GError **error)
{
  CflStatement *statement;

  *has_twin = FALSE;
  if (order->reference[0] == '\0')
    return TRUE;
  statement = cfl_statement_get (
      self, "SELECT EXISTS (SELECT 1 FROM orders o WHERE o.reference = ?1 AND o.source <> ?2"
            " AND o.id <> ?3 AND (EXISTS (SELECT 1 FROM attempts WHERE order_id = o.id"
            "   AND" CFL_ATTEMPT_STANDS ")"
            " OR (o.state <> 2 AND coalesce (o.local_status, o.accounting_status) = 1)"
            " OR (o.source < ?2 AND o.state <> 2"
            "   AND coalesce (o.local_status, o.accounting_status) <> 2)))");
  cfl_bind_text (statement, 1, order->reference);
  cfl_bind_integer (statement, 2, order->source);
  cfl_bind_integer (statement, 3, order->id);
  if (cfl_statement_next (statement, error))
    *has_twin = cfl_read_integer (statement, 0) != 0;
  cfl_statement_reset (statement);
  return *error == NULL;
}

/* What happens to an order may decide whether its twins can go. */
gboolean
cfl_database_place_twins (CflDatabase *self, gint64 order_id, const char *reference, GError **error)
{
  gint64 ids[MAX_TWINS];
  guint n = 0;
  CflStatement *statement;

  if (reference[0] == '\0')
    return TRUE;
  statement = cfl_statement_get (
      self, "SELECT id FROM orders WHERE reference = ?1 AND id <> ?2 AND list <> 4"
            " AND source <> (SELECT source FROM orders WHERE id = ?2)"
            " LIMIT " G_STRINGIFY (MAX_TWINS));
  cfl_bind_text (statement, 1, reference);
  cfl_bind_integer (statement, 2, order_id);
  while (cfl_statement_next (statement, error))
    if (n < MAX_TWINS)
      ids[n++] = cfl_read_integer (statement, 0);
  for (guint i = 0; i < n && *error == NULL; i++)
    cfl_database_place_order (self, ids[i], error);
  return *error == NULL;
}

gboolean
cfl_database_place_twins_of (CflDatabase *self, gint64 order_id, GError **error)
{
  CflStatement *statement = cfl_statement_get (self, "SELECT reference FROM orders WHERE id = ?");
  g_autofree char *reference = NULL;

  cfl_bind_integer (statement, 1, order_id);
  if (cfl_statement_next (statement, error))
    reference = g_strdup (cfl_read_text (statement, 0));
  cfl_statement_reset (statement);
  if (reference == NULL)
    return *error == NULL;
  return cfl_database_place_twins (self, order_id, reference, error);
}
