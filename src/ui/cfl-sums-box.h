/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-listing.h"

G_BEGIN_DECLS

/* Sums per currency, side by side; beyond a few, "and 2 more" opens the rest. Sums of different
 * currencies are never added. */
#define CFL_TYPE_SUMS_BOX (cfl_sums_box_get_type ())
G_DECLARE_FINAL_TYPE (CflSumsBox, cfl_sums_box, CFL, SUMS_BOX, GtkBox)

/* @sums: (element-type CflSum) (nullable) */
void cfl_sums_box_set_sums (CflSumsBox *self, const GArray *sums);
/* How many currencies stand side by side; four unless told otherwise. */
void cfl_sums_box_set_room (CflSumsBox *self, guint room);

G_END_DECLS
