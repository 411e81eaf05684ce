/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CflApplication:
 *
 * The program: the companies that are open, with or without a window, the window, and what it tells
 * the desktop. Work goes on when the window is closed and ends the program when it is done.
 */
#define CFL_TYPE_APPLICATION (cfl_application_get_type ())
G_DECLARE_FINAL_TYPE (CflApplication, cfl_application, CFL, APPLICATION, GtkApplication)

CflApplication *cfl_application_new (void);

G_END_DECLS
