/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The desktop's own settings of the program: (transfer none) (nullable); NULL where the schema is
 * not installed, and then everything has its default. */
GSettings *cfl_settings_get (void);
void cfl_settings_restore_window (GtkWindow *window);
void cfl_settings_keep_window (GtkWindow *window);
/* (transfer full), "" when there is none */
char *cfl_settings_get_last_company (void);
void cfl_settings_set_last_company (const char *id);
gboolean cfl_settings_get_notify_failures (void);

G_END_DECLS
