/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-order-view-private.h"

#include "cfl-column-header.h"

#include <glib/gi18n.h>

/* Rows are sorted by the database. A column's sorter exists so that its title can be clicked; it
 * never sorts anything, but notes that it was asked. */
typedef struct {
  CflOrderView *view;
  CflSort sort;
} Probe;

static int
probe_compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  Probe *probe = user_data;

  probe->view->probed = probe->sort;
  return GTK_ORDERING_LARGER;
}

/* Which column a view is sorted by can be asked from GTK 4.10 only. Before that: compare any two
 * items. The first column is asked first, and its answer comes back turned when it is descending. */
static void
sorter_changed_cb (GtkSorter *sorter, GtkSorterChange change, CflOrderView *self)
{
  g_autoptr (CflOrderItem) a = NULL;
  g_autoptr (CflOrderItem) b = NULL;
  GtkOrdering ordering;

  if (self->sorting)
    return;
  a = cfl_order_item_new (1);
  b = cfl_order_item_new (2);
  ordering = gtk_sorter_compare (sorter, a, b);
  if (ordering != GTK_ORDERING_EQUAL)
    cfl_order_view_take_sort (self, self->probed, ordering == GTK_ORDERING_SMALLER);
}

static GtkColumnViewColumn *
find_column (CflOrderView *self, CflSort sort)
{
  guint n_columns;
  const CflOrderColumn *columns = cfl_order_columns_for_list (self->listing->list, &n_columns);

  for (guint i = 0; i < n_columns; i++)
    if (columns[i].sort == sort)
      return self->columns[i];
  return NULL;
}

static gboolean
is_there (CflOrderView *self, GtkColumnViewColumn *column)
{
  return gtk_column_view_column_get_column_view (column) == self->view;
}

/* Shows what fits into a narrow window, or everything. Columns are taken out and put back instead of
 * being hidden: with a hidden column GTK 4.8 gives the widest one none of the room that is left. */
void
cfl_order_view_fit_columns (CflOrderView *self)
{
  guint n_columns;
  const CflOrderColumn *columns = cfl_order_columns_for_list (self->listing->list, &n_columns);
  guint position = 0;

  self->sorting = TRUE;
  for (guint i = 0; i < n_columns; i++)
    {
      GtkColumnViewColumn *column = self->columns[i];
      int width = self->narrow ? columns[i].narrow_width : columns[i].width;

      if (width < 0)
        {
          if (is_there (self, column))
            gtk_column_view_remove_column (self->view, column);
          continue;
        }
      if (width > 0)
        gtk_column_view_column_set_fixed_width (column, width);
      if (!is_there (self, column))
        {
          gtk_column_view_insert_column (self->view, position, column);
          if (columns[i].is_end)
            cfl_column_header_align_end (self->view, position);
        }
      position++;
    }
  self->sorting = FALSE;
  cfl_order_view_show_sort (self);
}

/* Draws the arrow where the listing says. */
void
cfl_order_view_show_sort (CflOrderView *self)
{
  GtkColumnViewColumn *column = find_column (self, self->listing->sort);

  if (column == NULL || !is_there (self, column))
    return;
  self->sorting = TRUE;
  /* Without this the arrow of the column before stays (GTK #4696). */
  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
  gtk_column_view_sort_by_column (
      self->view, column, self->listing->descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->sorting = FALSE;
}

static void
fix_cb (GtkWidget *cell, CflOrderItem *item, CflOrderView *self)
{
  cfl_order_view_emit (self, CFL_ORDER_VIEW_FIX, item);
}

static GtkColumnViewColumn *
add_column (CflOrderView *self, const CflOrderColumn *column)
{
  GtkColumnViewColumn *added;
  g_autoptr (GtkSorter) sorter = NULL;
  Probe *probe = g_new0 (Probe, 1);

  probe->view = self;
  probe->sort = column->sort;
  sorter = GTK_SORTER (gtk_custom_sorter_new (probe_compare, probe, g_free));
  added = gtk_column_view_column_new (
      cfl_sort_to_title (column->sort, self->listing->list),
      cfl_order_column_make_factory (column->sort, G_CALLBACK (fix_cb), self));
  gtk_column_view_column_set_sorter (added, sorter);
  gtk_column_view_column_set_resizable (added, TRUE);
  if (column->width > 0)
    gtk_column_view_column_set_fixed_width (added, column->width);
  else
    gtk_column_view_column_set_expand (added, TRUE);
  gtk_column_view_append_column (self->view, added);
  return added;
}

static void
header_toggled_cb (GtkCheckButton *check, CflOrderView *self)
{
  if (!self->updating_check)
    cfl_order_view_toggle_all (self);
}

static void
add_tick_column (CflOrderView *self, guint index)
{
  g_autoptr (GtkColumnViewColumn) column =
      gtk_column_view_column_new (NULL, cfl_order_column_make_tick_factory (self->ticks));

  gtk_column_view_column_set_fixed_width (column, 44);
  gtk_column_view_append_column (self->view, column);

  self->header_check = cfl_column_header_add_check (self->view, index);
  if (self->header_check == NULL)
    {
      self->header_check =
          GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (_ ("Tick all _ready")));
      gtk_widget_set_halign (GTK_WIDGET (self->header_check), GTK_ALIGN_END);
      gtk_widget_insert_after (GTK_WIDGET (self->header_check), GTK_WIDGET (self), NULL);
      self->fallback_bar = GTK_WIDGET (self->header_check);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->header_check),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Tick all ready"), -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->header_check),
                               _ ("Tick all that is ready (Ctrl+A), or none (Ctrl+Shift+A)"));
  g_signal_connect (self->header_check, "toggled", G_CALLBACK (header_toggled_cb), self);
}

void
cfl_order_view_build_columns (CflOrderView *self)
{
  guint n_columns;
  const CflOrderColumn *columns = cfl_order_columns_for_list (self->listing->list, &n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      self->columns[i] = add_column (self, &columns[i]);
      if (columns[i].is_end)
        cfl_column_header_align_end (self->view, i);
    }
  if (cfl_list_has_ticks (self->listing->list))
    add_tick_column (self, n_columns);
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->view), "plain");
  g_signal_connect (gtk_column_view_get_sorter (self->view), "changed",
                    G_CALLBACK (sorter_changed_cb), self);
  cfl_order_view_show_sort (self);
}
