/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-listing.h"

G_BEGIN_DECLS

/**
 * CflOrderItem:
 *
 * One row of a #CflOrderList. It exists before its content does: "row" is NULL until the page it
 * stands on has been read, and notifies whenever newer content arrives.
 */
#define CFL_TYPE_ORDER_ITEM (cfl_order_item_get_type ())
G_DECLARE_FINAL_TYPE (CflOrderItem, cfl_order_item, CFL, ORDER_ITEM, GObject)

CflOrderItem *cfl_order_item_new (gint64 id);
gint64 cfl_order_item_get_id (CflOrderItem *self);
/* (transfer none) (nullable) */
const CflOrderRow *cfl_order_item_get_row (CflOrderItem *self);
void cfl_order_item_set_row (CflOrderItem *self, CflOrderRow *row);

G_END_DECLS
