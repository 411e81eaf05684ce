/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-listing.h"

G_BEGIN_DECLS

typedef enum {
  CFL_TICK_STATE_NONE,
  CFL_TICK_STATE_SOME,
  CFL_TICK_STATE_ALL
} CflTickState;

/**
 * CflTickSet:
 *
 * The ticks of one list, apart from its cursor. Ticking all costs nothing at any length. Emits
 * "changed" whenever a box may have to be drawn anew. While it is locked nothing can be ticked and
 * every box that can be is drawn ticked: a run is under way.
 */
#define CFL_TYPE_TICK_SET (cfl_tick_set_get_type ())
G_DECLARE_FINAL_TYPE (CflTickSet, cfl_tick_set, CFL, TICK_SET, GObject)

CflTickSet *cfl_tick_set_new (void);
/* (transfer none) */
const CflTicks *cfl_tick_set_get_ticks (CflTickSet *self);
gboolean cfl_tick_set_contains (CflTickSet *self, gint64 id);
void cfl_tick_set_set (CflTickSet *self, gint64 id, gboolean ticked);
void cfl_tick_set_set_all (CflTickSet *self, gboolean all);
gboolean cfl_tick_set_is_empty (CflTickSet *self);
gboolean cfl_tick_set_is_all_mode (CflTickSet *self);
void cfl_tick_set_set_locked (CflTickSet *self, gboolean locked);
gboolean cfl_tick_set_get_locked (CflTickSet *self);
/* @ticked of @ready rows are ticked: what a box in the header shows. */
CflTickState cfl_tick_state_of (guint ticked, guint ready);

G_END_DECLS
