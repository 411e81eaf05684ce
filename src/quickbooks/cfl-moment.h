/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CflMoment:
 *
 * A point in time by two clocks. That of the wall can be set by anybody, forward and back. The
 * steady one runs through suspend, is the same in every process, and begins anew with each boot.
 * A plain value.
 */
typedef struct {
  gint64 wall;   /* microseconds since 1970 UTC */
  gint64 steady; /* microseconds since the boot */
  char boot[40]; /* which boot that was; "" where the system does not tell */
} CflMoment;

CflMoment cfl_moment_now (void);

/* How old is it now, in microseconds? Only what is known not to come from a clock that was set: -1
 * when the clock of the wall is all there is, and it went back. */
gint64 cfl_moment_get_age (const CflMoment *self, const CflMoment *now);

G_END_DECLS
