/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-order-cell.h"

G_BEGIN_DECLS

/* An amount with its points aligned and its currency, dim, in a label of its own. */
#define CFL_TYPE_TOTAL_CELL (cfl_total_cell_get_type ())
G_DECLARE_FINAL_TYPE (CflTotalCell, cfl_total_cell, CFL, TOTAL_CELL, CflOrderCell)

GtkWidget *cfl_total_cell_new (void);

G_END_DECLS
