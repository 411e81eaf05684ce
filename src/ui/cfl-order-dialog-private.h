/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-sync-service.h"

G_BEGIN_DECLS

/* cfl-order-dialog-fields.c: fill the grids of the tabs */
void cfl_order_dialog_fill_left (GtkGrid *grid, const CflOrderDetails *details);
void cfl_order_dialog_fill_right (GtkGrid *grid,
                                  const CflOrderDetails *details,
                                  const CflCompany *company);
void cfl_order_dialog_fill_admin (GtkGrid *grid, const CflOrderDetails *details);

G_END_DECLS
