/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One entry of a side list (causes, suppliers, runs): an icon, a heading, a dim line, and a count or
 * a few words at the end. */
#define CFL_TYPE_SIDE_ROW (cfl_side_row_get_type ())
G_DECLARE_FINAL_TYPE (CflSideRow, cfl_side_row, CFL, SIDE_ROW, GtkBox)

GtkWidget *cfl_side_row_new (void);
void cfl_side_row_set_icon (CflSideRow *self, const char *icon, const char *css_class);
void cfl_side_row_set_text (CflSideRow *self, const char *heading, const char *caption);
/* 0 hides the pill. */
void cfl_side_row_set_count (CflSideRow *self, guint count, gboolean is_warning);
void cfl_side_row_set_end (CflSideRow *self, const char *words);

/**
 * CflSideRowFill:
 *
 * Shows a record in a row.
 */
typedef void (*CflSideRowFill) (CflSideRow *row, gconstpointer record);

/* The factory of a side list whose model holds #CflRecord. */
GtkListItemFactory *cfl_side_row_make_factory (CflSideRowFill fill);

G_END_DECLS
