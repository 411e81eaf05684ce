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

/* cfl-order-view-columns.c */
void cfl_order_view_build_columns (CflOrderView *self);
void cfl_order_view_fit_columns (CflOrderView *self);
void cfl_order_view_show_sort (CflOrderView *self);
/* cfl-order-view-keys.c */
void cfl_order_view_add_keys (CflOrderView *self);

void cfl_order_view_emit_fix (CflOrderView *self, CflOrderItem *item);
void cfl_order_view_take_sort (CflOrderView *self, CflSort sort, gboolean descending);
void cfl_order_view_toggle_all (CflOrderView *self);

G_END_DECLS
