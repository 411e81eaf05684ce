/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many documents should go into the next call, and how long will the rest take? Both answers come
 * from one rule, which is followed for the next call and played through for all that remain. */

#include "config.h"

#include "cfl-outlook-private.h"

/* So many calls at once where the limits do not say it. */
#define USUAL_IN_FLIGHT 10
/* A run that takes longer is played through so far; the rest goes on like the last part of it. */
#define HORIZON (5 * 60 * (gint64) G_USEC_PER_SEC)
#define LAST_PART (3 * 60 * (gint64) G_USEC_PER_SEC)

static guint
max_in_flight (const CflOutlook *self)
{
  return self->calls.in_flight > 0 ? self->calls.in_flight : USUAL_IN_FLIGHT;
}

/* ---- the next call ---- */

static int
compare_times (const void *a, const void *b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return one < other ? -1 : one > other ? 1 : 0;
}

/* The documents that a batch leaving now should take so that it and all that can leave when another
 * call ends are done at the same time: as water stands equally high over an uneven ground. */
static double
even_share (const CflOutlook *self, const GArray *flights)
{
  guint n = MAX (max_in_flight (self), flights->len + 1);
  g_autofree gint64 *ends = g_new0 (gint64, n);
  double left = self->waiting;

  for (guint i = 0; i < flights->len; i++)
    ends[i] = MAX (g_array_index (flights, CflFlight, i).left, 0);
  qsort (ends, n, sizeof *ends, compare_times);
  for (guint i = 0; i < n; i++)
    {
      double room = i + 1 < n ? (double) (ends[i + 1] - ends[i]) * (i + 1) / (double) self->item
                              : G_MAXDOUBLE;

      if (left <= room)
        return (double) ends[i] / (double) self->item + left / (i + 1);
      left -= room;
    }
  return left; /* not reached: the last room is without end */
}

static guint
choose (const CflOutlook *self, const GArray *flights, guint room, guint batch_room)
{
  guint batches = 0;
  double share;

  if (self->largest < 2 || self->waiting <= room || batch_room == 0)
    return 1;
  for (guint i = 0; i < flights->len; i++)
    batches += g_array_index (flights, CflFlight, i).documents > 1;
  if (batches + self->reserve >= max_in_flight (self))
    return 1;
  share = even_share (self, flights);
  return share >= self->largest ? self->largest : MAX (1, (guint) (share + 0.999));
}

/**
 * cfl_outlook_choose:
 * @room: calls that may leave now, at least 1
 * @batch_room: batches of them
 *
 * What can leave at once leaves in calls of its own: nothing is quicker. More goes into batches, which
 * are as large as they may be, or so large that all are done at the same time.
 *
 * Returns: the documents of the next call
 */
guint
cfl_outlook_choose (const CflOutlook *self, guint room, guint batch_room)
{
  return choose (self, self->flights, room, batch_room);
}

/* ---- all that remain ---- */

/* Places that are taken, by the time at which they are free; the earliest first. */
typedef struct {
  GArray *times; /* (element-type gint64) */
  guint first;
  const CflPacerView *view;
  guint limit; /* 0: none */
} Window;

static void
window_init (Window *window, const CflPacerView *view, const GArray *places, guint limit)
{
  window->view = view;
  window->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  window->first = 0;
  window->limit = limit;
  if (places != NULL && places->len > 0)
    g_array_append_vals (window->times, places->data, places->len);
}

static void
window_take (Window *window, gint64 until)
{
  gint64 last = window->times->len > window->first
                    ? g_array_index (window->times, gint64, window->times->len - 1)
                    : 0;

  until = MAX (until, last);
  g_array_append_val (window->times, until);
}

static guint
window_room (Window *window, gint64 now)
{
  guint limit = cfl_pacer_view_reduce (window->view, window->limit, now);
  guint taken;

  while (window->first < window->times->len &&
         g_array_index (window->times, gint64, window->first) <= now)
    window->first++;
  taken = window->times->len - window->first;
  return limit == 0 ? G_MAXUINT : limit - MIN (limit, taken);
}

static gint64
window_next (const Window *window)
{
  return window->limit > 0 && window->first < window->times->len
             ? g_array_index (window->times, gint64, window->first)
             : G_MAXINT64;
}

typedef struct {
  CflOutlook outlook; /* its flights are those of @start, as seen from @now */
  gint64 now;
  gint64 last; /* the latest answer so far */
  GArray *flights;
  Window second;
  Window minute;
  Window batches;
} Play;

static void
play_init (Play *play, const CflOutlook *start)
{
  play->outlook = *start;
  play->now = MAX (start->calls.pause, 0);
  play->last = 0;
  play->flights = g_array_new (FALSE, FALSE, sizeof (CflFlight));
  for (guint i = 0; i < start->flights->len; i++)
    {
      CflFlight flight = g_array_index (start->flights, CflFlight, i);

      flight.left = MAX (flight.left, 0);
      play->last = MAX (play->last, flight.left);
      g_array_append_val (play->flights, flight);
    }
  window_init (&play->second, &start->calls, start->calls.second, start->calls.per_second);
  window_init (&play->minute, &start->calls, start->calls.minute, start->calls.per_minute);
  window_init (&play->batches, &start->batches, start->batches.minute, start->batches.per_minute);
}

static void
play_clear (Play *play)
{
  g_array_unref (play->flights);
  g_array_unref (play->second.times);
  g_array_unref (play->minute.times);
  g_array_unref (play->batches.times);
}

/* Moves the clock on; what is left of each flight counts from the new time. */
static void
advance (Play *play, gint64 time)
{
  gint64 step = time - play->now;

  play->now = time;
  for (guint i = play->flights->len; i-- > 0;)
    {
      CflFlight *flight = &g_array_index (play->flights, CflFlight, i);

      flight->left -= step;
      if (flight->left <= 0)
        g_array_remove_index_fast (play->flights, i);
    }
}

static void
send_next (Play *play, guint room)
{
  guint documents =
      choose (&play->outlook, play->flights, room, window_room (&play->batches, play->now));
  CflFlight flight = { .documents = MIN (documents, play->outlook.waiting) };

  flight.left = documents > 1 ? play->outlook.item * flight.documents : play->outlook.single;
  g_array_append_val (play->flights, flight);
  window_take (&play->second, play->now + CFL_PACER_SECOND);
  window_take (&play->minute, play->now + CFL_PACER_MINUTE);
  if (documents > 1)
    window_take (&play->batches, play->now + CFL_PACER_MINUTE);
  play->outlook.waiting -= flight.documents;
  play->last = MAX (play->last, play->now + flight.left);
}

static guint
play_room (Play *play)
{
  guint most = max_in_flight (&play->outlook);
  guint room = most - MIN (most, play->flights->len);

  room = MIN (room, window_room (&play->second, play->now));
  return MIN (room, window_room (&play->minute, play->now));
}

static gint64
play_next (const Play *play)
{
  gint64 next = MIN (window_next (&play->second), window_next (&play->minute));

  for (guint i = 0; i < play->flights->len; i++)
    next = MIN (next, play->now + g_array_index (play->flights, CflFlight, i).left);
  return next;
}

/**
 * cfl_outlook_forecast:
 *
 * Returns: the microseconds until the last document has its answer, as far as can be told
 */
gint64
cfl_outlook_forecast (const CflOutlook *self)
{
  Play play;
  guint mark = 0; /* what waited when the last part began */
  gint64 end;

  g_return_val_if_fail (self->single > 0 && self->item > 0, 0);

  play_init (&play, self);
  while (play.outlook.waiting > 0 && play.now < HORIZON)
    {
      guint room = play_room (&play);

      if (mark == 0 && play.now >= HORIZON - LAST_PART)
        mark = play.outlook.waiting;
      if (room > 0)
        send_next (&play, room);
      else
        advance (&play, play_next (&play));
    }
  end = play.last;
  if (play.outlook.waiting > 0 && mark > play.outlook.waiting)
    end = play.now +
          (gint64) ((double) LAST_PART * play.outlook.waiting / (mark - play.outlook.waiting));
  play_clear (&play);
  return end;
}

void
cfl_outlook_clear (CflOutlook *self)
{
  cfl_pacer_view_clear (&self->calls);
  cfl_pacer_view_clear (&self->batches);
  g_clear_pointer (&self->flights, g_array_unref);
}
