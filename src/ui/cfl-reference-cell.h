/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-order-cell.h"

G_BEGIN_DECLS

/* The whole reference, what QuickBooks will not hold struck through, with scissors behind it. Gives
 * its row its accessible name. */
#define CFL_TYPE_REFERENCE_CELL (cfl_reference_cell_get_type ())
G_DECLARE_FINAL_TYPE (CflReferenceCell, cfl_reference_cell, CFL, REFERENCE_CELL, CflOrderCell)

GtkWidget *cfl_reference_cell_new (void);

G_END_DECLS
