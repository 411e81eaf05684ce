/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The label of a tab: an icon when something is wrong, the words, and a pill with a count. */
#define CFL_TYPE_TAB_LABEL (cfl_tab_label_get_type ())
G_DECLARE_FINAL_TYPE (CflTabLabel, cfl_tab_label, CFL, TAB_LABEL, GtkBox)

CflTabLabel *cfl_tab_label_new (const char *words);
/* 0 hides the pill; with @is_error an icon stands before the words while there is a count. */
void cfl_tab_label_set_count (CflTabLabel *self, guint count, gboolean is_error);

G_END_DECLS
