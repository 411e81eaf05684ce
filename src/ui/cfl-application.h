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

/* Whether documents of any company are on their way. */
gboolean cfl_application_is_uploading (CflApplication *self);
/* What is queued is taken back; what is on its way is settled. */
void cfl_application_cancel_runs (CflApplication *self);
/* Those that are paused go on. */
void cfl_application_resume_runs (CflApplication *self);

G_END_DECLS
