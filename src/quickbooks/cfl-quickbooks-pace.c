/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-pace-private.h"

#include "cfl-outlook-private.h"

/* Intuit's limits are 10, 10, 500 and 40; other programs may need a little. */
#define IN_FLIGHT 10
#define PER_SECOND 10
#define PER_MINUTE 495
#define BATCHES_PER_MINUTE 40
/* How long what has left is on its way to the service, at most. */
#define ARRIVAL_MILLISECONDS 250
/* What is believed of answers before the first one came. */
#define USUAL_MICROSECONDS ((gint64) 300 * 1000)
/* How much one answer counts beside what was known. */
#define WEIGHT 5
/* An answer that takes longer is a slow one: the service gives up after two minutes. */
#define SLOW (30 * (gint64) G_USEC_PER_SEC)
#define SMALLEST_BATCH 2
#define GROWTH 3
/* How many of the calls at once batches may leave to single documents, and how often that is thought
 * over. */
#define MOST_RESERVED 4
#define THINK_AGAIN ((gint64) G_USEC_PER_SEC)
/* The journal writes a document down before it leaves; longer than this it never takes. */
#define LONGEST_PLAN (10 * (gint64) G_USEC_PER_SEC)

typedef struct {
  guint id;
  guint documents;
  gint64 since;
  gboolean planned; /* and not begun */
} Flight;

struct _CflQuickbooksPace {
  CflPacer *calls;
  CflPacer *batches;
  GArray *flights; /* of Flight */
  guint last_id;
  gint64 single;
  gint64 item;
  gboolean single_known;
  gboolean item_known;
  guint largest;
  guint ceiling;
  guint reserve;
  gint64 thought_at; /* 0: never */
};

static void
make_pacers (
    CflQuickbooksPace *self, guint in_flight, guint per_second, guint per_minute, guint batches)
{
  g_clear_object (&self->batches);
  g_clear_object (&self->calls);
  self->calls = cfl_pacer_new (in_flight, per_second, per_minute);
  self->batches = cfl_pacer_new (0, 0, batches);
  cfl_pacer_set_arrival (self->calls, ARRIVAL_MILLISECONDS);
  cfl_pacer_set_arrival (self->batches, ARRIVAL_MILLISECONDS);
  cfl_pacer_set_outer (self->batches, self->calls);
}

CflQuickbooksPace *
cfl_quickbooks_pace_new (void)
{
  CflQuickbooksPace *self = g_new0 (CflQuickbooksPace, 1);

  make_pacers (self, IN_FLIGHT, PER_SECOND, PER_MINUTE, BATCHES_PER_MINUTE);
  self->flights = g_array_new (FALSE, FALSE, sizeof (Flight));
  self->single = self->item = USUAL_MICROSECONDS;
  self->largest = self->ceiling = CFL_BATCH_MAX_ITEMS;
  return self;
}

void
cfl_quickbooks_pace_free (CflQuickbooksPace *self)
{
  g_clear_object (&self->batches);
  g_clear_object (&self->calls);
  g_array_unref (self->flights);
  g_free (self);
}

/* 0 turns a limit off; without a limit of a minute there is none for batches either. */
void
cfl_quickbooks_pace_set_limits (CflQuickbooksPace *self,
                                guint in_flight,
                                guint per_second,
                                guint per_minute)
{
  make_pacers (self, in_flight, per_second, per_minute, per_minute > 0 ? BATCHES_PER_MINUTE : 0);
}

void
cfl_quickbooks_pace_set_clock (CflQuickbooksPace *self, CflClock *clock)
{
  cfl_pacer_set_clock (self->calls, clock);
  cfl_pacer_set_clock (self->batches, clock);
}

/* Batches have a record of their own beside that of all calls. */
gboolean
cfl_quickbooks_pace_set_record (CflQuickbooksPace *self, const char *path, GError **error)
{
  g_autofree char *batches = g_strconcat (path, ".batches", NULL);

  return cfl_pacer_set_record (self->calls, path, error) &&
         cfl_pacer_set_record (self->batches, batches, error);
}

CflPacer *
cfl_quickbooks_pace_get_calls (CflQuickbooksPace *self)
{
  return self->calls;
}

CflPacer *
cfl_quickbooks_pace_get_batches (CflQuickbooksPace *self)
{
  return self->batches;
}

static gint64
get_time (CflQuickbooksPace *self)
{
  return cfl_clock_get_time (cfl_pacer_get_clock (self->calls));
}

/* ---- how fast answers come ---- */

static gint64
expect (CflQuickbooksPace *self, guint documents)
{
  return documents > 1 ? self->item * documents : self->single;
}

static void
learn (gint64 *known, gboolean *is_known, gint64 seen)
{
  *known = *is_known ? *known + (seen - *known) / WEIGHT : MAX (seen, 1);
  *is_known = TRUE;
}

/* As long as only one kind of call was made, it speaks for the other. */
static void
learn_duration (CflQuickbooksPace *self, guint documents, gint64 duration)
{
  if (documents > 1)
    {
      learn (&self->item, &self->item_known, duration / documents);
      if (!self->single_known)
        self->single = MAX (self->item, USUAL_MICROSECONDS);
    }
  else
    {
      learn (&self->single, &self->single_known, duration);
      if (!self->item_known)
        self->item = self->single;
    }
}

static void
shrink (CflQuickbooksPace *self, guint documents)
{
  self->largest = MAX (SMALLEST_BATCH, MIN (self->largest, documents) / 2);
}

/* Slow answers and lost ones halve the batches, quick ones let them grow back bit by bit. */
static void
adapt (CflQuickbooksPace *self, guint documents, gint64 duration, CflPaceOutcome outcome)
{
  if (outcome == CFL_PACE_TOO_LARGE)
    self->ceiling = MAX (SMALLEST_BATCH, documents - 1);
  if (outcome != CFL_PACE_ANSWERED || duration > SLOW)
    shrink (self, documents);
  else if (documents >= self->largest && duration < SLOW / 2)
    self->largest = MIN (self->largest + GROWTH, self->ceiling);
}

static Flight *
find_flight (CflQuickbooksPace *self, guint id, guint *index)
{
  for (*index = 0; *index < self->flights->len; (*index)++)
    if (g_array_index (self->flights, Flight, *index).id == id)
      return &g_array_index (self->flights, Flight, *index);
  return NULL;
}

static Flight *
find_plan (CflQuickbooksPace *self, guint documents)
{
  for (guint i = 0; i < self->flights->len; i++)
    {
      Flight *flight = &g_array_index (self->flights, Flight, i);

      if (flight->planned && flight->documents == documents)
        return flight;
    }
  return NULL;
}

static guint
add_flight (CflQuickbooksPace *self, guint documents, gboolean planned)
{
  Flight flight = { ++self->last_id, documents, get_time (self), planned };

  g_array_append_val (self->flights, flight);
  return flight.id;
}

guint
cfl_quickbooks_pace_begin (CflQuickbooksPace *self, guint documents)
{
  Flight *flight = find_plan (self, documents);

  if (flight == NULL)
    return add_flight (self, documents, FALSE);
  flight->planned = FALSE;
  flight->since = get_time (self);
  return flight->id;
}

void
cfl_quickbooks_pace_end (CflQuickbooksPace *self, guint flight_id, CflPaceOutcome outcome)
{
  guint index;
  Flight *flight = find_flight (self, flight_id, &index);
  guint documents;
  gint64 duration;

  if (flight == NULL)
    return;
  documents = flight->documents;
  duration = get_time (self) - flight->since;
  g_array_remove_index (self->flights, index);
  if (outcome == CFL_PACE_ANSWERED)
    learn_duration (self, documents, duration);
  if (documents > 1 && outcome != CFL_PACE_NOTHING)
    adapt (self, documents, duration, outcome);
}

/* ---- what follows ---- */

static void
forget_plans (CflQuickbooksPace *self, gint64 before)
{
  for (guint i = self->flights->len; i-- > 0;)
    {
      const Flight *flight = &g_array_index (self->flights, Flight, i);

      if (flight->planned && flight->since <= before)
        g_array_remove_index (self->flights, i);
    }
}

/* What was planned and will not be sent. */
void
cfl_quickbooks_pace_drop_plans (CflQuickbooksPace *self)
{
  forget_plans (self, G_MAXINT64);
}

static void
look_out (CflQuickbooksPace *self, guint waiting, CflOutlook *outlook)
{
  gint64 now = get_time (self);

  outlook->waiting = waiting;
  outlook->largest = self->largest;
  outlook->reserve = self->reserve;
  outlook->single = self->single;
  outlook->item = self->item;
  cfl_pacer_get_view (self->calls, &outlook->calls);
  cfl_pacer_get_view (self->batches, &outlook->batches);
  outlook->flights = g_array_new (FALSE, FALSE, sizeof (CflFlight));
  for (guint i = 0; i < self->flights->len; i++)
    {
      const Flight *known = &g_array_index (self->flights, Flight, i);
      CflFlight flight = { known->since + expect (self, known->documents) - now, known->documents };

      g_array_append_val (outlook->flights, flight);
    }
}

/* Where batches would take all calls at once, single documents, which are quick and have a limit of
 * their own, would wait behind them. Which share serves best is tried out on paper. */
static void
think (CflQuickbooksPace *self, CflOutlook *outlook)
{
  gint64 now = get_time (self);
  gint64 best = G_MAXINT64;

  if (self->thought_at != 0 && now - self->thought_at < THINK_AGAIN)
    return;
  self->thought_at = now;
  for (guint reserve = 0; reserve <= MOST_RESERVED; reserve++)
    {
      gint64 end;

      outlook->reserve = reserve;
      end = cfl_outlook_forecast (outlook);
      if (end < best)
        {
          best = end;
          self->reserve = reserve;
        }
    }
  outlook->reserve = self->reserve;
}

static void
count_plans (CflQuickbooksPace *self, guint *plans, guint *batch_plans)
{
  *plans = *batch_plans = 0;
  for (guint i = 0; i < self->flights->len; i++)
    {
      const Flight *flight = &g_array_index (self->flights, Flight, i);

      *plans += flight->planned;
      *batch_plans += flight->planned && flight->documents > 1;
    }
}

/**
 * cfl_quickbooks_pace_plan:
 * @waiting: documents that wait
 * @most: how many of them can leave together
 * @wait: (out): where none may leave now, after how many microseconds to ask again; 0: when the next
 *   call has ended
 *
 * A plan keeps its place within the limits until it is begun, see cfl_quickbooks_pace_begin().
 *
 * Returns: the documents that should leave with the next call, 0 when none may
 */
guint
cfl_quickbooks_pace_plan (CflQuickbooksPace *self, guint waiting, guint most, gint64 *wait)
{
  g_auto (CflOutlook) outlook = { 0 };
  guint plans, batch_plans, taken, room, batch_room, documents;

  *wait = 0;
  forget_plans (self, get_time (self) - LONGEST_PLAN);
  count_plans (self, &plans, &batch_plans);
  taken = MIN (IN_FLIGHT, cfl_pacer_get_in_flight (self->calls) + plans);
  room = cfl_pacer_get_room (self->calls);
  room = MIN (room - MIN (room, plans), IN_FLIGHT - taken);
  batch_room = cfl_pacer_get_room (self->batches);
  if (waiting == 0 || room == 0)
    {
      *wait = cfl_pacer_get_wait (self->calls);
      return 0;
    }
  look_out (self, waiting, &outlook);
  think (self, &outlook);
  documents = cfl_outlook_choose (&outlook, room, batch_room - MIN (batch_room, batch_plans));
  documents = MIN (documents, MIN (waiting, MAX (most, 1)));
  add_flight (self, documents, TRUE);
  return documents;
}

/**
 * cfl_quickbooks_pace_forecast:
 * @waiting: documents that wait
 *
 * Returns: the microseconds until they, and those that are out, have their answers
 */
gint64
cfl_quickbooks_pace_forecast (CflQuickbooksPace *self, guint waiting)
{
  g_auto (CflOutlook) outlook = { 0 };

  look_out (self, waiting, &outlook);
  think (self, &outlook);
  return cfl_outlook_forecast (&outlook);
}
