/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-order-cell.h"
#include "cfl-tick-set.h"

G_BEGIN_DECLS

/* The check box of a row. */
#define CFL_TYPE_TICK_CELL (cfl_tick_cell_get_type ())
G_DECLARE_FINAL_TYPE (CflTickCell, cfl_tick_cell, CFL, TICK_CELL, CflOrderCell)

GtkWidget *cfl_tick_cell_new (CflTickSet *ticks);

G_END_DECLS
