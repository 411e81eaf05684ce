/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-listing.h"
#include "cfl-tick-set.h"

G_BEGIN_DECLS

#define CFL_ORDER_COLUMNS_MAX 8

/* One column of a table of orders. */
typedef struct {
  CflSort sort;
  int width;        /* in pixels, 0 for the one that takes what is left */
  int narrow_width; /* the same in a narrow window; -1: hidden there */
  gboolean is_end;  /* its title stands at the right end */
} CflOrderColumn;

/* The columns of a list, without that of the check boxes. (transfer none) */
const CflOrderColumn *cfl_order_columns_for_list (CflList list, guint *n_columns);
/* Below this width of the table the narrow widths hold. */
int cfl_list_get_narrow_below (CflList list);
gboolean cfl_list_has_ticks (CflList list);
/* @fix is called with the item and @user_data when the button of a row is pressed. */
GtkListItemFactory *
cfl_order_column_make_factory (CflSort sort, GCallback fix, gpointer user_data);
GtkListItemFactory *cfl_order_column_make_tick_factory (CflTickSet *ticks);

G_END_DECLS
