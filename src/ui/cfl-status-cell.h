/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-order-cell.h"

G_BEGIN_DECLS

/* Icon, words and the row's own button. Emits "fix" (the item) when the button is pressed. */
#define CFL_TYPE_STATUS_CELL (cfl_status_cell_get_type ())
G_DECLARE_FINAL_TYPE (CflStatusCell, cfl_status_cell, CFL, STATUS_CELL, CflOrderCell)

GtkWidget *cfl_status_cell_new (void);

G_END_DECLS
