/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*CflToastAct) (gpointer user_data);

/* A sentence that appears at the bottom, with at most one thing to do, and goes by itself after six
 * seconds unless the pointer or the focus is on it. A new one takes the place of the one before. */
#define CFL_TYPE_TOAST (cfl_toast_get_type ())
G_DECLARE_FINAL_TYPE (CflToast, cfl_toast, CFL, TOAST, GtkWidget)

/* @button: (nullable); @act is called at most once; @free_data always, when the toast goes. */
void cfl_toast_show (CflToast *self,
                     const char *sentence,
                     const char *button,
                     CflToastAct act,
                     gpointer user_data,
                     GDestroyNotify free_data);
void cfl_toast_close (CflToast *self);

G_END_DECLS
