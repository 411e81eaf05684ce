/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets the program's widgets follow the desktop's light or dark preference, now and when it changes.
 * GTK 4 alone reads it on some desktops only; the settings portal tells it on all. */
void cfl_color_scheme_follow (GDBusConnection *connection);

G_END_DECLS
