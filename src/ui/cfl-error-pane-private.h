/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-answer-view.h"
#include "cfl-empty-page.h"
#include "cfl-error-pane.h"

G_BEGIN_DECLS

struct _CflErrorPane {
  GtkWidget parent_instance;

  GtkStack *stack;
  CflEmptyPage *empty_page;
  GtkBox *box;
  GtkListView *causes_view;
  GtkBox *right_box;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *sentence;
  GtkBox *buttons;
  CflOrderView *view;
  CflAnswerView *answer;
  GtkWidget *bar;

  CflDocumentKind kind;
  CflSession *session;
  GListStore *causes; /* owned by the selection */
  GtkSingleSelection *selection;
  GCancellable *cancellable;
  GCancellable *sum_cancellable;
  GCancellable *details_cancellable;
  GArray *sums; /* (element-type CflSum) (nullable) */
  gint64 shown_id;
  gboolean updating;
};

const GArray *cfl_error_pane_get_sums (CflErrorPane *self);

G_END_DECLS
