/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which orders a table shows, and in which order. */

#include "config.h"

#include "cfl-order-view-private.h"

/* "All" means all that was listed when it was said; a wider list would tick what nobody has seen. */
static void
question_changed (CflOrderView *self)
{
  if (cfl_tick_set_is_all_mode (self->ticks))
    cfl_tick_set_set_all (self->ticks, FALSE);
  cfl_order_view_reload (self);
}

void
cfl_order_view_set_show (CflOrderView *self, CflShow show)
{
  g_return_if_fail (CFL_IS_ORDER_VIEW (self));

  if (self->listing->show == show)
    return;
  self->listing->show = show;
  question_changed (self);
}

static void
set_text (CflOrderView *self, char **field, const char *text)
{
  if (text != NULL && text[0] == '\0')
    text = NULL;
  if (g_strcmp0 (*field, text) == 0)
    return;
  g_free (*field);
  *field = g_strdup (text);
  question_changed (self);
}

void
cfl_order_view_set_search (CflOrderView *self, const char *search)
{
  g_return_if_fail (CFL_IS_ORDER_VIEW (self));

  set_text (self, &self->listing->search, search);
}

void
cfl_order_view_set_cause (CflOrderView *self, const char *cause)
{
  g_return_if_fail (CFL_IS_ORDER_VIEW (self));

  set_text (self, &self->listing->cause, cause);
}

void
cfl_order_view_set_run (CflOrderView *self, gint64 run_id)
{
  g_return_if_fail (CFL_IS_ORDER_VIEW (self));

  if (self->listing->run_id == run_id)
    return;
  self->listing->run_id = run_id;
  question_changed (self);
}

void
cfl_order_view_take_sort (CflOrderView *self, CflSort sort, gboolean descending)
{
  if (self->listing->sort == sort && self->listing->descending == descending)
    return;
  self->listing->sort = sort;
  self->listing->descending = descending;
  cfl_order_view_emit (self, CFL_ORDER_VIEW_SORTED, NULL);
  cfl_order_view_reload (self);
}

void
cfl_order_view_set_sort (CflOrderView *self, CflSort sort, gboolean descending)
{
  g_return_if_fail (CFL_IS_ORDER_VIEW (self));

  cfl_order_view_take_sort (self, sort, descending);
  cfl_order_view_show_sort (self);
}

const CflSort *
cfl_order_view_get_sorts (CflOrderView *self, guint *n_sorts)
{
  static CflSort sorts[CFL_N_LISTS][8];
  guint n_columns;
  const CflOrderColumn *columns = cfl_order_columns_for_list (self->listing->list, &n_columns);

  for (guint i = 0; i < n_columns; i++)
    sorts[self->listing->list][i] = columns[i].sort;
  *n_sorts = n_columns;
  return sorts[self->listing->list];
}
