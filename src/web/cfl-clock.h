/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CflClock:
 *
 * Where pacing and retries get their time from, so that tests need not wait. Times are microseconds
 * that never run backwards; they are not times of day.
 */
#define CFL_TYPE_CLOCK (cfl_clock_get_type ())
G_DECLARE_INTERFACE (CflClock, cfl_clock, CFL, CLOCK, GObject)

struct _CflClockInterface {
  GTypeInterface parent_interface;

  gint64 (*get_time) (CflClock *self);
  GSource *(*timer_new) (CflClock *self, gint64 microseconds);
};

gint64    cfl_clock_get_time (CflClock *self);
GSource  *cfl_clock_timer_new (CflClock *self, gint64 microseconds) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer none): the machine's own clock. */
CflClock *cfl_clock_get_system (void);

/**
 * CflManualClock:
 *
 * A clock for tests: it stands still until cfl_manual_clock_advance() moves it. An automatic one
 * moves itself on to the next timer whenever the main context has nothing else to do, so that a
 * wait of a minute takes no time and happens in the right order.
 */
#define CFL_TYPE_MANUAL_CLOCK (cfl_manual_clock_get_type ())
G_DECLARE_FINAL_TYPE (CflManualClock, cfl_manual_clock, CFL, MANUAL_CLOCK, GObject)

CflManualClock *cfl_manual_clock_new (gboolean automatic);
void            cfl_manual_clock_advance (CflManualClock *self, gint64 microseconds);

G_END_DECLS
