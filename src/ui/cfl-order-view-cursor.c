/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The row that the keyboard is on, and keeping it in sight when the rows change. */

#include "config.h"

#include "cfl-order-view-private.h"

#include "cfl-tab-stop.h"

static void
scroll_to (CflOrderView *self, guint position)
{
  /* GTK 4.12 has gtk_column_view_scroll_to(); before, the list inside has only this action. It also
   * moves the place where the keyboard focus will be. */
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_activate_action (child, "list.scroll-to-item", "u", position))
      return;
}

gboolean
cfl_order_view_is_at_top (CflOrderView *self)
{
  GtkAdjustment *vertical = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  return gtk_single_selection_get_selected (self->selection) == 0 &&
         gtk_adjustment_get_value (vertical) <= 0;
}

/* After rows came or went above what is seen, the list of GTK 4.8 may leave places empty until it is
 * scrolled: it keeps cells around a row that has moved. Told that its adjustment has changed, it
 * looks again which rows are seen. */
static gboolean
look_again_cb (gpointer user_data)
{
  CflOrderView *self = user_data;
  GtkAdjustment *vertical = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  self->look_source = 0;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || cfl_order_view_get_n_rows (self) == 0 ||
      gtk_adjustment_get_page_size (vertical) <= 0)
    return G_SOURCE_REMOVE;
  if (gtk_single_selection_get_selected (self->selection) == 0 && self->stay_at_top)
    {
      scroll_to (self, 0);
      gtk_adjustment_set_value (vertical, 0);
    }
  g_signal_emit_by_name (vertical, "value-changed");
  if (self->focus_later && !cfl_widget_holds_focus (GTK_WIDGET (self)))
    cfl_order_view_focus (self);
  self->focus_later = FALSE;
  return G_SOURCE_REMOVE;
}

/* Once the rows have their places. */
void
cfl_order_view_look_again (CflOrderView *self)
{
  if (self->look_source == 0)
    self->look_source = g_idle_add_full (G_PRIORITY_LOW, look_again_cb, self, NULL);
}

void
cfl_order_view_restore_cursor (CflOrderView *self, gint64 id, guint position, gboolean focused)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  if (n_items == 0)
    return;
  if (id == 0 || !cfl_order_list_find (self->list, id, &position))
    position = MIN (position, n_items - 1);
  if (gtk_single_selection_get_selected (self->selection) != position)
    {
      gtk_single_selection_set_selected (self->selection, position);
      scroll_to (self, position);
    }
  /* The focused row may have gone, and GTK has put the focus somewhere else; it comes back when the
   * new rows have their places. */
  self->focus_later = self->focus_later || focused;
}

static void
selected_cb (GtkSingleSelection *selection, GParamSpec *pspec, CflOrderView *self)
{
  if (self->moving)
    return;
  self->cursor_id =
      cfl_order_list_get_id (self->list, gtk_single_selection_get_selected (selection));
  cfl_order_view_emit (self, CFL_ORDER_VIEW_CURSOR, NULL);
}

void
cfl_order_view_watch_cursor (CflOrderView *self)
{
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, 0);
}

CflOrderItem *
cfl_order_view_get_cursor (CflOrderView *self)
{
  g_return_val_if_fail (CFL_IS_ORDER_VIEW (self), NULL);

  return gtk_single_selection_get_selected_item (self->selection);
}

guint
cfl_order_view_get_cursor_position (CflOrderView *self)
{
  g_return_val_if_fail (CFL_IS_ORDER_VIEW (self), 0);

  return gtk_single_selection_get_selected (self->selection);
}

gboolean
cfl_order_view_move_cursor (CflOrderView *self, int by)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  guint n_items = cfl_order_view_get_n_rows (self);

  if (position == GTK_INVALID_LIST_POSITION || (by < 0 && position < (guint) -by) ||
      (by > 0 && position + by >= n_items))
    return FALSE;
  position += by;
  gtk_single_selection_set_selected (self->selection, position);
  scroll_to (self, position);
  return TRUE;
}

void
cfl_order_view_focus (CflOrderView *self)
{
  g_return_if_fail (CFL_IS_ORDER_VIEW (self));

  /* Rows that were never drawn take no focus yet. */
  self->focus_later = !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
                      !gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
