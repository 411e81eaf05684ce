/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the limits say at this moment; who waits for them stands in cfl-pacer.c. */

#include "config.h"

#include "cfl-pacer-private.h"

#include <stdlib.h>

/* What a service that complained gets less of, and how fast that grows back: per cent. */
#define LESS 75
#define LEAST 20
#define MORE_EACH_MINUTE 10

/* ---- a service that complained ---- */

static guint
grow (guint share, gint64 time)
{
  gint64 minutes = time > 0 ? time / (60 * (gint64) G_USEC_PER_SEC) : 0;

  return (guint) MIN (100, share + MORE_EACH_MINUTE * minutes);
}

static guint
get_share (CflPacer *self)
{
  return grow (self->share, cfl_clock_get_time (self->clock) - self->shared_since);
}

static guint
reduce (CflPacer *self, guint limit)
{
  return limit > 0 ? MAX (1, limit * get_share (self) / 100) : 0;
}

/* Calls that were out together are refused together: that is one complaint. */
void
cfl_pacer_note_complaint (CflPacer *self, gint64 until)
{
  if (self->paused_until <= cfl_clock_get_time (self->clock))
    self->share = MAX (LEAST, get_share (self) * LESS / 100);
  self->paused_until = MAX (self->paused_until, until);
  self->shared_since = self->paused_until;
}

/* ---- the next call ---- */

static int
compare_latest_first (const void *a, const void *b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return one < other ? 1 : one > other ? -1 : 0;
}

/* The time at which a window of @limit calls has room again. */
static gint64
window_free_at (CflPacer *self, guint limit, gint64 window)
{
  gint64 arrivals[CFL_CALL_RECORD_CALLS];
  gint64 since = cfl_clock_get_time (self->clock) - window;
  guint taken = limit > 0 ? cfl_call_record_list (self->record, since, arrivals) : 0;

  if (taken < limit || limit == 0)
    return 0;
  qsort (arrivals, taken, sizeof *arrivals, compare_latest_first);
  if (arrivals[limit - 1] == G_MAXINT64)
    return CFL_PACER_NOT_BEFORE_NEWS;
  return arrivals[limit - 1] + window;
}

/* When the spacing lets the next call out. A time that no call of ours can have left behind comes from
 * a clock that jumped. */
static gint64
spacing_free_at (CflPacer *self)
{
  gint64 due = cfl_call_record_get_due (self->record);

  return due > cfl_clock_get_time (self->clock) + self->spacing ? 0 : due;
}

gint64
cfl_pacer_next_grant_at (CflPacer *self)
{
  gint64 at = self->paused_until;

  if (self->max_in_flight > 0 &&
      cfl_call_record_get_under_way (self->record) >= self->max_in_flight)
    return CFL_PACER_NOT_BEFORE_NEWS;
  at = MAX (at, window_free_at (self, reduce (self, self->per_second), CFL_PACER_SECOND));
  at = MAX (at, window_free_at (self, reduce (self, self->per_minute), CFL_PACER_MINUTE));
  return MAX (at, spacing_free_at (self));
}

void
cfl_pacer_note_start (CflPacer *self, gint64 now)
{
  if (self->spacing > 0)
    cfl_call_record_set_due (self->record, now + self->spacing);
}

/**
 * cfl_pacer_get_wait:
 * @self: a pacer
 *
 * Returns: the microseconds until the limits let the next call out, 0 if they do now or as soon as
 *   there is news of a call
 */
gint64
cfl_pacer_get_wait (CflPacer *self)
{
  gint64 at, wait;

  g_return_val_if_fail (CFL_IS_PACER (self), 0);

  at = cfl_pacer_next_grant_at (self);
  wait = at == CFL_PACER_NOT_BEFORE_NEWS ? 0 : MAX (at - cfl_clock_get_time (self->clock), 0);
  return self->outer != NULL ? MAX (wait, cfl_pacer_get_wait (self->outer)) : wait;
}

static guint
window_room (CflPacer *self, guint limit, gint64 window)
{
  gint64 arrivals[CFL_CALL_RECORD_CALLS];
  gint64 since = cfl_clock_get_time (self->clock) - window;
  guint taken;

  if (limit == 0)
    return G_MAXUINT;
  taken = cfl_call_record_list (self->record, since, arrivals);
  return limit - MIN (limit, taken);
}

/**
 * cfl_pacer_get_room:
 * @self: a pacer
 *
 * Returns: how many calls could go out at this moment, G_MAXUINT when there is no limit
 */
guint
cfl_pacer_get_room (CflPacer *self)
{
  guint under_way, room;
  gint64 now;

  g_return_val_if_fail (CFL_IS_PACER (self), 0);

  now = cfl_clock_get_time (self->clock);
  under_way = cfl_call_record_get_under_way (self->record);
  if (self->paused_until > now || spacing_free_at (self) > now)
    return 0;
  room = self->max_in_flight > 0 ? self->max_in_flight - MIN (self->max_in_flight, under_way)
                                 : G_MAXUINT;
  room = MIN (room, window_room (self, reduce (self, self->per_second), CFL_PACER_SECOND));
  room = MIN (room, window_room (self, reduce (self, self->per_minute), CFL_PACER_MINUTE));
  if (self->spacing > 0)
    room = MIN (room, 1);
  return self->outer != NULL ? MIN (room, cfl_pacer_get_room (self->outer)) : room;
}

/* ---- the whole view ---- */

static int
compare_earliest_first (const void *a, const void *b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return one < other ? -1 : one > other ? 1 : 0;
}

static GArray *
list_places (CflPacer *self, gint64 window)
{
  gint64 arrivals[CFL_CALL_RECORD_CALLS];
  gint64 now = cfl_clock_get_time (self->clock);
  guint count = cfl_call_record_list (self->record, now - window, arrivals);
  GArray *places = g_array_sized_new (FALSE, FALSE, sizeof (gint64), count);

  for (guint i = 0; i < count; i++)
    {
      gint64 arrival = arrivals[i] == G_MAXINT64 ? now + self->arrival : arrivals[i];
      gint64 left = arrival + window - now;

      g_array_append_val (places, left);
    }
  g_array_sort (places, compare_earliest_first);
  return places;
}

void
cfl_pacer_get_view (CflPacer *self, CflPacerView *view)
{
  gint64 now;

  g_return_if_fail (CFL_IS_PACER (self));

  now = cfl_clock_get_time (self->clock);
  view->in_flight = self->max_in_flight;
  view->per_second = self->per_second;
  view->per_minute = self->per_minute;
  view->share = self->share;
  view->shared_for = now - self->shared_since;
  view->pause = MAX (self->paused_until - now, 0);
  view->second = list_places (self, CFL_PACER_SECOND);
  view->minute = list_places (self, CFL_PACER_MINUTE);
}

guint
cfl_pacer_view_reduce (const CflPacerView *view, guint limit, gint64 time)
{
  return limit > 0 ? MAX (1, limit * grow (view->share, view->shared_for + time) / 100) : 0;
}

void
cfl_pacer_view_clear (CflPacerView *view)
{
  g_clear_pointer (&view->second, g_array_unref);
  g_clear_pointer (&view->minute, g_array_unref);
}
