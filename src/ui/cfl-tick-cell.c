/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-tick-cell.h"

#include "cfl-status.h"

#include <glib/gi18n.h>

struct _CflTickCell {
  CflOrderCell parent_instance;

  CflTickSet *ticks;
  GtkWidget *check;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (CflTickCell, cfl_tick_cell, CFL_TYPE_ORDER_CELL)

static void
toggled_cb (GtkCheckButton *check, CflTickCell *self)
{
  CflOrderItem *item = cfl_order_cell_get_item (CFL_ORDER_CELL (self));

  if (!self->updating && item != NULL)
    cfl_tick_set_set (self->ticks, cfl_order_item_get_id (item),
                      gtk_check_button_get_active (check));
}

static void
cfl_tick_cell_update (CflOrderCell *cell, const CflOrderRow *row)
{
  CflTickCell *self = CFL_TICK_CELL (cell);
  gboolean can = row != NULL && cfl_row_can_be_ticked (row);
  gboolean sent =
      row != NULL && (cfl_row_is_under_way (row) ||
                      (row->attempt_id != 0 && row->attempt_state == CFL_ATTEMPT_UPLOADED));
  gboolean ticked = sent || (can && cfl_tick_set_contains (self->ticks, row->id));
  g_autofree char *name = NULL;

  self->updating = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), ticked);
  self->updating = FALSE;
  gtk_widget_set_sensitive (self->check, can && !cfl_tick_set_get_locked (self->ticks));
  if (row == NULL)
    return;
  /* Translators: %s is the order's reference. */
  name = g_strdup_printf (_ ("Upload %s"), row->order_reference);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
cfl_tick_cell_dispose (GObject *object)
{
  g_clear_object (&CFL_TICK_CELL (object)->ticks);

  G_OBJECT_CLASS (cfl_tick_cell_parent_class)->dispose (object);
}

static void
cfl_tick_cell_class_init (CflTickCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cfl_tick_cell_dispose;
  CFL_ORDER_CELL_CLASS (klass)->update = cfl_tick_cell_update;
}

static void
cfl_tick_cell_init (CflTickCell *self)
{
  self->check = gtk_check_button_new ();
  gtk_widget_set_focusable (self->check, FALSE);
  gtk_widget_set_hexpand (self->check, TRUE);
  gtk_widget_set_halign (self->check, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->check, GTK_ALIGN_CENTER);
  g_signal_connect (self->check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_widget_set_parent (self->check, GTK_WIDGET (self));
}

GtkWidget *
cfl_tick_cell_new (CflTickSet *ticks)
{
  CflTickCell *self = g_object_new (CFL_TYPE_TICK_CELL, NULL);

  self->ticks = g_object_ref (ticks);
  g_signal_connect_object (ticks, "changed", G_CALLBACK (cfl_order_cell_refresh), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
