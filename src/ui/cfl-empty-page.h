/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands where there is nothing to list: what is true, and what can be done. */
#define CFL_TYPE_EMPTY_PAGE (cfl_empty_page_get_type ())
G_DECLARE_FINAL_TYPE (CflEmptyPage, cfl_empty_page, CFL, EMPTY_PAGE, GtkWidget)

/* @icon NULL shows a spinner: work is under way. Removes all buttons. */
void cfl_empty_page_set (CflEmptyPage *self, const char *icon, const char *title, const char *text);
/* The first button is the likeliest and gets the accent. */
void cfl_empty_page_add_button (CflEmptyPage *self, const char *label, const char *action);

G_END_DECLS
