/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-order-view.h"

G_BEGIN_DECLS

/* Everything that is known of the order under the cursor of a table, to read; up and down walk the
 * table without closing the dialog. */
#define CFL_TYPE_ORDER_DIALOG (cfl_order_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CflOrderDialog, cfl_order_dialog, CFL, ORDER_DIALOG, GtkWindow)

GtkWindow *cfl_order_dialog_new (GtkWindow *parent, CflSession *session, CflOrderView *view);

G_END_DECLS
