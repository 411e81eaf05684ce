/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-empty-page.h"
#include "cfl-order-page.h"

G_BEGIN_DECLS

struct _CflOrderPage {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *filter_bar;
  GtkDropDown *show_drop_down;
  GtkWidget *work_spinner;
  GtkLabel *note_label;
  GtkStack *stack;
  CflEmptyPage *empty_page;
  CflOrderView *view;
  GtkWidget *bar;

  CflList list;
  CflSession *session;
  GtkStringList *show_titles;
  GCancellable *cancellable;
  GArray *sums; /* (element-type CflSum) (nullable) */
  gboolean summing;
  gboolean sum_again;
  gboolean updating;
};

void cfl_order_page_sum (CflOrderPage *self);
void cfl_order_page_show_sums (CflOrderPage *self);
/* cfl-order-page-empty.c */
void cfl_order_page_show_empty (CflOrderPage *self);

G_END_DECLS
