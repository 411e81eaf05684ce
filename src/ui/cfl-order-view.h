/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-order-list.h"
#include "cfl-session.h"
#include "cfl-tick-set.h"

G_BEGIN_DECLS

/**
 * CflOrderView:
 *
 * A table of orders: one listing, its columns, its cursor, its ticks and its order. The upload tabs,
 * the documents of a cause and those of a run are all shown by it.
 *
 * Signals: "open" (CflOrderItem *: Enter or a double click), "fix" (CflOrderItem *: the row's own
 * button), "listed" (the ids are here), "sorted" (the order differs), "cursor" (it moved).
 */
#define CFL_TYPE_ORDER_VIEW (cfl_order_view_get_type ())
G_DECLARE_FINAL_TYPE (CflOrderView, cfl_order_view, CFL, ORDER_VIEW, GtkWidget)

CflOrderView *cfl_order_view_new (CflList list);
void cfl_order_view_set_session (CflOrderView *self, CflSession *session);
/* (transfer none) */
const CflListing *cfl_order_view_get_listing (CflOrderView *self);
CflTickSet *cfl_order_view_get_ticks (CflOrderView *self);
CflOrderList *cfl_order_view_get_list (CflOrderView *self);
void cfl_order_view_set_show (CflOrderView *self, CflShow show);
void cfl_order_view_set_search (CflOrderView *self, const char *search);
void cfl_order_view_set_cause (CflOrderView *self, const char *cause);
void cfl_order_view_set_run (CflOrderView *self, gint64 run_id);
void cfl_order_view_set_sort (CflOrderView *self, CflSort sort, gboolean descending);
/* The columns that can be sorted by, in the order in which they stand. */
const CflSort *cfl_order_view_get_sorts (CflOrderView *self, guint *n_sorts);
void cfl_order_view_reload (CflOrderView *self);
/* FALSE while the first ids are being read. */
gboolean cfl_order_view_is_loaded (CflOrderView *self);
guint cfl_order_view_get_n_rows (CflOrderView *self);
/* (transfer none) (nullable) */
CflOrderItem *cfl_order_view_get_cursor (CflOrderView *self);
gboolean cfl_order_view_move_cursor (CflOrderView *self, int by);
guint cfl_order_view_get_cursor_position (CflOrderView *self);
/* How many of how many ready rows are ticked: what the box in the header shows. */
void cfl_order_view_set_tick_counts (CflOrderView *self, guint ticked, guint ready);
void cfl_order_view_focus (CflOrderView *self);

/* "reference", "total", ...: the name of a sort in actions and settings. */
const char *cfl_sort_to_text (CflSort sort);
gboolean cfl_sort_from_text (const char *text, CflSort *sort);
/* The title of its column, for the menu. */
const char *cfl_sort_to_title (CflSort sort, CflList list);

G_END_DECLS
