/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-order-cell.h"

typedef struct {
  CflOrderItem *item;
  gulong row_handler;
} CflOrderCellPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CflOrderCell, cfl_order_cell, GTK_TYPE_WIDGET)

static void
row_changed_cb (CflOrderItem *item, GParamSpec *pspec, CflOrderCell *self)
{
  cfl_order_cell_refresh (self);
}

static void
cfl_order_cell_dispose (GObject *object)
{
  CflOrderCell *self = CFL_ORDER_CELL (object);
  CflOrderCellPrivate *priv = cfl_order_cell_get_instance_private (self);
  GtkWidget *child;

  if (priv->item != NULL)
    g_clear_signal_handler (&priv->row_handler, priv->item);
  g_clear_object (&priv->item);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (cfl_order_cell_parent_class)->dispose (object);
}

static void
cfl_order_cell_class_init (CflOrderCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cfl_order_cell_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
cfl_order_cell_init (CflOrderCell *self)
{
}

void
cfl_order_cell_set_item (CflOrderCell *self, CflOrderItem *item)
{
  CflOrderCellPrivate *priv = cfl_order_cell_get_instance_private (self);

  if (priv->item != NULL)
    g_clear_signal_handler (&priv->row_handler, priv->item);
  g_set_object (&priv->item, item);
  if (item != NULL)
    {
      priv->row_handler = g_signal_connect (item, "notify::row", G_CALLBACK (row_changed_cb), self);
      cfl_order_cell_refresh (self);
    }
}

CflOrderItem *
cfl_order_cell_get_item (CflOrderCell *self)
{
  CflOrderCellPrivate *priv = cfl_order_cell_get_instance_private (self);

  return priv->item;
}

void
cfl_order_cell_refresh (CflOrderCell *self)
{
  CflOrderCellPrivate *priv = cfl_order_cell_get_instance_private (self);

  if (priv->item != NULL)
    CFL_ORDER_CELL_GET_CLASS (self)->update (self, cfl_order_item_get_row (priv->item));
}

void
cfl_order_cell_name_row (CflOrderCell *self, GtkWidget *label)
{
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkWidget *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;

  if (row != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                    label, NULL, -1);
}
