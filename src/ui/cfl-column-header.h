/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* GTK has no interface for the title of a column. These walk the children of the view, which is
 * known to work from 4.8 to 4.18; where it does not, they return NULL or FALSE and the caller puts
 * its widget somewhere else. */

/* Puts a check box into the title of the column at @index (of those visible); NULL when the title
 * was not found. (transfer none) */
GtkCheckButton *cfl_column_header_add_check (GtkColumnView *view, guint index);
/* Moves the title of a column of numbers to its right end. */
gboolean cfl_column_header_align_end (GtkColumnView *view, guint index);

G_END_DECLS
