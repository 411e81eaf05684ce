/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes whatever it holds one stop for the Tab key: without it, Tab walks every row of a list. */
#define CFL_TYPE_TAB_STOP (cfl_tab_stop_get_type ())
G_DECLARE_FINAL_TYPE (CflTabStop, cfl_tab_stop, CFL, TAB_STOP, GtkWidget)

GtkWidget *cfl_tab_stop_new (GtkWidget *child);
void cfl_tab_stop_set_child (CflTabStop *self, GtkWidget *child);
/* Whether the keyboard is somewhere inside; gtk_widget_get_focus_child() also tells where it was. */
gboolean cfl_widget_holds_focus (GtkWidget *widget);

G_END_DECLS
