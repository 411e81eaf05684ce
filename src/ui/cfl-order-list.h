/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cfl-order-item.h"

G_BEGIN_DECLS

/* The number of rows that are read at once. */
#define CFL_ORDER_LIST_PAGE 256

/**
 * CflOrderListLoad:
 * @ids: the rows wanted, at most CFL_ORDER_LIST_PAGE
 *
 * Asks for the content of rows; the answer comes, sooner or later, through
 * cfl_order_list_take_rows() or cfl_order_list_load_failed().
 */
typedef void (*CflOrderListLoad) (const gint64 *ids, guint n_ids, gpointer user_data);

/**
 * CflOrderList:
 *
 * A list of any length that holds ids only. Rows are read page by page when somebody looks at them,
 * and the pages least looked at are forgotten. An item stays the same object while it is alive.
 */
#define CFL_TYPE_ORDER_LIST (cfl_order_list_get_type ())
G_DECLARE_FINAL_TYPE (CflOrderList, cfl_order_list, CFL, ORDER_LIST, GObject)

CflOrderList *cfl_order_list_new (CflOrderListLoad load, gpointer user_data);
/* @ids: (transfer full) (element-type gint64). Rows that stay keep their place on the screen; the
 * content of all is read again. */
void cfl_order_list_take_ids (CflOrderList *self, GArray *ids);
/* (element-type CflOrderRow) in any order; rows that are no longer listed are ignored. */
void cfl_order_list_take_rows (CflOrderList *self, GPtrArray *rows);
void cfl_order_list_load_failed (CflOrderList *self, const gint64 *ids, guint n_ids);
/* Reads one row again if anybody looks at it. */
void cfl_order_list_refresh_row (CflOrderList *self, gint64 id);
gint64 cfl_order_list_get_id (CflOrderList *self, guint position);
gboolean cfl_order_list_find (CflOrderList *self, gint64 id, guint *position);
/* How many rows have been asked for since the list was made. */
guint cfl_order_list_get_loads (CflOrderList *self);

G_END_DECLS
