/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-order-columns.h"
#include "cfl-order-view.h"

G_BEGIN_DECLS

struct _CflOrderView {
  GtkWidget parent_instance;

  CflSession *session;
  CflListing *listing;
  CflOrderList *list;
  CflTickSet *ticks;
  GCancellable *cancellable;

  GtkWidget *tab_stop;
  GtkColumnView *view;
  GtkSingleSelection *selection;
  GtkColumnViewColumn *columns[CFL_ORDER_COLUMNS_MAX]; /* as cfl_order_columns_for_list() has them */
  GtkCheckButton *header_check;  /* (nullable) */
  GtkWidget *fallback_bar;       /* holds the check box where the title was not found */

  gboolean loaded;
  gboolean listing_ids;
  gboolean list_again;
  gboolean stale; /* reload when it is shown */
  gint64 last_listed;
  guint reload_source;
  guint narrow_source;
  guint look_source;
  gboolean stay_at_top;
  gboolean focus_later;
  gboolean narrow;
  int height;

  gboolean sorting;
  CflSort probed;
  CflTickState tick_state;
  gboolean updating_check;
  gboolean run_ended; /* its ticks are taken away when they are no longer locked */
  gint64 cursor_id;
  gboolean moving;
};

typedef enum {
  CFL_ORDER_VIEW_OPEN,
  CFL_ORDER_VIEW_FIX,
  CFL_ORDER_VIEW_LISTED,
  CFL_ORDER_VIEW_SORTED,
  CFL_ORDER_VIEW_CURSOR,
  CFL_ORDER_VIEW_N_SIGNALS
} CflOrderViewSignal;

/* item: of "open" and "fix", NULL for the others */
void cfl_order_view_emit (CflOrderView *self, CflOrderViewSignal signal, CflOrderItem *item);

/* cfl-order-view-columns.c */
void cfl_order_view_build_columns (CflOrderView *self);
void cfl_order_view_fit_columns (CflOrderView *self);
void cfl_order_view_show_sort (CflOrderView *self);
/* cfl-order-view-keys.c */
void cfl_order_view_add_keys (CflOrderView *self);

/* cfl-order-view-cursor.c */
void cfl_order_view_watch_cursor (CflOrderView *self);
void
cfl_order_view_restore_cursor (CflOrderView *self, gint64 id, guint position, gboolean focused);
gboolean cfl_order_view_is_at_top (CflOrderView *self);
void cfl_order_view_look_again (CflOrderView *self);
/* cfl-order-view-load.c */
void cfl_order_view_load_rows (const gint64 *ids, guint n_ids, gpointer view);
/* cfl-order-view-question.c */
void cfl_order_view_take_sort (CflOrderView *self, CflSort sort, gboolean descending);
/* cfl-order-view-ticks.c */
void cfl_order_view_toggle_all (CflOrderView *self);

G_END_DECLS
