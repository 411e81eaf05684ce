/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-call-record-private.h"
#include "cfl-pacer.h"

G_BEGIN_DECLS

/* Nothing but news of a call makes room. */
#define CFL_PACER_NOT_BEFORE_NEWS G_MAXINT64

struct _CflPacer {
  GObject parent_instance;

  guint max_in_flight;
  guint per_second;
  guint per_minute;
  gint64 spacing; /* the least time between two calls */
  gint64 arrival; /* after so long what has left has arrived; 0: not before its answer */
  CflPacer *outer;
  CflClock *clock;
  CflCallRecord *record;

  GQueue waiting;      /* of GTask, first come first */
  GHashTable *places;  /* place → place in the outer pacer; those under way here */
  gint64 paused_until; /* 0 when not paused */
  guint share;         /* per cent of the limits that were left when the service last complained */
  gint64 shared_since; /* from which time on they grow back */
  GSource *timer;      /* when the first in line may be served, owned */
};

/* cfl-pacer-line.c: who waits for them */
void cfl_pacer_stop_timer (CflPacer *self);

/* cfl-pacer-limits.c: when the limits let the next call out, and how many at once */
gint64 cfl_pacer_next_grant_at (CflPacer *self);
void cfl_pacer_note_start (CflPacer *self, gint64 now);
void cfl_pacer_note_complaint (CflPacer *self, gint64 until);

G_END_DECLS
