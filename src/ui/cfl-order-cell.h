/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-order-item.h"

G_BEGIN_DECLS

/**
 * CflOrderCell:
 *
 * What stands in one cell of a list of orders. It follows one item at a time and draws it anew
 * whenever the item's row arrives or changes; @update is called with NULL while the row is still
 * being read.
 */
#define CFL_TYPE_ORDER_CELL (cfl_order_cell_get_type ())
G_DECLARE_DERIVABLE_TYPE (CflOrderCell, cfl_order_cell, CFL, ORDER_CELL, GtkWidget)

struct _CflOrderCellClass {
  GtkWidgetClass parent_class;

  void (*update) (CflOrderCell *self, const CflOrderRow *row);
};

void cfl_order_cell_set_item (CflOrderCell *self, CflOrderItem *item);
/* (transfer none) (nullable) */
CflOrderItem *cfl_order_cell_get_item (CflOrderCell *self);
void cfl_order_cell_refresh (CflOrderCell *self);
/* Makes this cell the accessible name of its row; the cell calls it once it stands in a row. */
void cfl_order_cell_name_row (CflOrderCell *self, GtkWidget *label);

G_END_DECLS
