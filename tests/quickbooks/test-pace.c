/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whole runs under a clock that is moved on as soon as nothing else is to do: what leaves, what the
 * service would have counted, and whether what was told of the time left was right. */

#include "config.h"

#include "cfl-quickbooks-pace-private.h"
#include "cfl-test.h"

#include <math.h>

#define SECOND ((gint64) G_USEC_PER_SEC)
#define MILLISECOND ((gint64) 1000)
/* A call's time on the way, and its time for each document. */
#define WAY (100 * MILLISECOND)
#define ITEM (200 * MILLISECOND)

typedef struct {
  CflManualClock *clock;
  CflQuickbooksPace *pace;
  guint waiting;
  guint total;
  guint out;
  guint done;
  gint64 item; /* what a document takes */
  gint64 ended;
  gint64 paused_until;
  guint complain_at; /* when so many are done the service complains once; 0: never */
  GArray *calls;     /* (element-type gint64) when each reached the service */
  GArray *batches;
  GArray *sizes;     /* (element-type guint) */
  GArray *forecasts; /* of Forecast */
  GSource *later;
} Run;

typedef struct {
  gint64 at;
  gint64 end;
  guint done;
} Forecast;

typedef struct {
  Run *run;
  guint documents;
  guint place;
  guint flight;
  gint64 duration;
  CflPacer *pacer;
} Call;

static void pump (Run *run);

static gint64
now (Run *run)
{
  return cfl_clock_get_time (CFL_CLOCK (run->clock));
}

static void
run_init (Run *run, guint total)
{
  *run = (Run){ .total = total, .waiting = total, .item = ITEM };
  run->clock = cfl_manual_clock_new (TRUE);
  cfl_manual_clock_advance (run->clock, 1000 * SECOND);
  run->pace = cfl_quickbooks_pace_new ();
  cfl_quickbooks_pace_set_clock (run->pace, CFL_CLOCK (run->clock));
  run->calls = g_array_new (FALSE, FALSE, sizeof (gint64));
  run->batches = g_array_new (FALSE, FALSE, sizeof (gint64));
  run->sizes = g_array_new (FALSE, FALSE, sizeof (guint));
  run->forecasts = g_array_new (FALSE, FALSE, sizeof (Forecast));
}

static void
run_clear (Run *run)
{
  cfl_quickbooks_pace_free (run->pace);
  g_object_unref (run->clock);
  g_array_unref (run->calls);
  g_array_unref (run->batches);
  g_array_unref (run->sizes);
  g_array_unref (run->forecasts);
}

static GSource *
after (Run *run, gint64 delay, GSourceFunc callback, gpointer data)
{
  GSource *source = cfl_clock_timer_new (CFL_CLOCK (run->clock), delay);

  g_source_set_callback (source, callback, data, NULL);
  g_source_attach (source, NULL);
  return source;
}

static gboolean
answered_cb (gpointer user_data)
{
  Call *call = user_data;
  Run *run = call->run;

  cfl_pacer_release (call->pacer, call->place, call->duration - WAY / 2);
  cfl_quickbooks_pace_end (run->pace, call->flight, CFL_PACE_ANSWERED);
  run->out--;
  run->done += call->documents;
  run->ended = now (run);
  if (run->complain_at > 0 && run->done >= run->complain_at)
    {
      run->complain_at = 0;
      cfl_pacer_complain (call->pacer, 60 * SECOND);
    }
  g_free (call);
  pump (run);
  return G_SOURCE_REMOVE;
}

static void
granted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;
  Run *run = call->run;
  gint64 arrival = now (run) + WAY / 2;

  call->place = cfl_pacer_acquire_finish (CFL_PACER (source), result, NULL);
  g_assert_cmpuint (call->place, >, 0);
  cfl_pacer_note_sent (call->pacer, call->place);
  g_array_append_val (run->calls, arrival);
  if (call->documents > 1)
    g_array_append_val (run->batches, arrival);
  g_array_append_val (run->sizes, call->documents);
  g_source_unref (after (run, call->duration, answered_cb, call));
}

static void
start_call (Run *run, guint documents)
{
  Call *call = g_new0 (Call, 1);

  call->run = run;
  call->documents = documents;
  call->duration = WAY + documents * run->item;
  call->pacer = documents > 1 ? cfl_quickbooks_pace_get_batches (run->pace)
                              : cfl_quickbooks_pace_get_calls (run->pace);
  call->flight = cfl_quickbooks_pace_begin (run->pace, documents);
  run->out++;
  run->waiting -= documents;
  cfl_pacer_acquire_async (call->pacer, NULL, granted_cb, call);
}

static void
note_forecast (Run *run)
{
  Forecast forecast = { now (run), 0, run->done };

  forecast.end = now (run) + cfl_quickbooks_pace_forecast (run->pace, run->waiting);
  g_array_append_val (run->forecasts, forecast);
}

static void
stop_waiting (Run *run)
{
  if (run->later != NULL)
    g_source_destroy (run->later);
  g_clear_pointer (&run->later, g_source_unref);
}

static gboolean
later_cb (gpointer user_data)
{
  Run *run = user_data;

  g_clear_pointer (&run->later, g_source_unref);
  pump (run);
  return G_SOURCE_REMOVE;
}

static void
pump (Run *run)
{
  gint64 wait = 0;
  guint documents;

  note_forecast (run);
  if (now (run) < run->paused_until)
    return;
  while (run->waiting > 0 && run->out < 10 &&
         (documents = cfl_quickbooks_pace_plan (run->pace, run->waiting, run->waiting, &wait)) > 0)
    start_call (run, documents);
  stop_waiting (run);
  if (run->waiting > 0 && run->out < 10)
    run->later = after (run, MAX (wait, 10 * MILLISECOND), later_cb, run);
}

static void
finish (Run *run)
{
  while (run->done < run->total)
    g_main_context_iteration (NULL, TRUE);
  stop_waiting (run);
}

static double
get_seconds (Run *run)
{
  return (double) (run->ended - 1000 * SECOND) / (double) SECOND;
}

static void
assert_window (GArray *times, guint limit, gint64 window)
{
  for (guint i = limit; i < times->len; i++)
    g_assert_cmpint (g_array_index (times, gint64, i) - g_array_index (times, gint64, i - limit),
                     >=, window);
}

/* As the service counts: at most 10 in a second, 500 and 40 in a minute, 30 in a batch. */
static void
assert_limits (Run *run)
{
  assert_window (run->calls, 10, SECOND);
  assert_window (run->calls, 500, 60 * SECOND);
  assert_window (run->batches, 40, 60 * SECOND);
  for (guint i = 0; i < run->sizes->len; i++)
    g_assert_cmpuint (g_array_index (run->sizes, guint, i), <=, 30);
}

/* Once a tenth is done, what is told of the time left is at most a tenth wrong, or half a second. */
static void
assert_forecasts (Run *run, gint64 since)
{
  for (guint i = 0; i < run->forecasts->len; i++)
    {
      const Forecast *forecast = &g_array_index (run->forecasts, Forecast, i);
      double told = (double) (forecast->end - forecast->at);
      double left = (double) (run->ended - forecast->at);

      if (forecast->done * 10 < run->total || forecast->at < since)
        continue;
      g_assert_cmpfloat (fabs (told - left), <=, MAX (left / 10, 0.5 * SECOND));
    }
}

static guint
count_batches (Run *run)
{
  return run->batches->len;
}

/* What few documents cost: each alone, all at once. */
static void
test_few (void)
{
  Run run;

  run_init (&run, 10);
  pump (&run);
  finish (&run);
  g_assert_cmpuint (count_batches (&run), ==, 0);
  g_assert_cmpfloat (get_seconds (&run), <, 0.35);
  run_clear (&run);
}

/* One more would have to wait for the second to pass, so two leave together. */
static void
test_some (void)
{
  Run run;

  run_init (&run, 25);
  pump (&run);
  finish (&run);
  assert_limits (&run);
  g_assert_cmpuint (count_batches (&run), >, 0);
  g_assert_cmpfloat (get_seconds (&run), <, 0.85);
  run_clear (&run);
}

static void
test_many (void)
{
  Run run;

  run_init (&run, 300);
  pump (&run);
  finish (&run);
  assert_limits (&run);
  assert_forecasts (&run, 0);
  g_assert_cmpuint (count_batches (&run), ==, 10);
  g_assert_cmpfloat (get_seconds (&run), <, 6.1 * 1.02);
  run_clear (&run);
}

/* The least time: in the first minute 40 batches of 30 and 460 single ones may leave; the other 1340
 * documents take up ten calls at once for (1340 x 0.2 s + 180 x 0.1 s) / 10 = 28.6 s. */
static void
test_very_many (void)
{
  Run run;

  run_init (&run, 3000);
  pump (&run);
  finish (&run);
  assert_limits (&run);
  assert_forecasts (&run, 0);
  g_test_message ("%.2f s", get_seconds (&run));
  g_assert_cmpfloat (get_seconds (&run), <, 88.6 * 1.05);
  run_clear (&run);
}

static gboolean
resume_cb (gpointer user_data)
{
  pump (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
pause_cb (gpointer user_data)
{
  Run *run = user_data;

  run->paused_until = now (run) + 20 * SECOND;
  g_source_unref (after (run, 20 * SECOND, resume_cb, run));
  return G_SOURCE_REMOVE;
}

/* What is told after a pause knows how much room it made. */
static void
test_pause (void)
{
  Run run;
  gint64 resumed;

  run_init (&run, 2000);
  pump (&run);
  g_source_unref (after (&run, 30 * SECOND, pause_cb, &run));
  resumed = now (&run) + 50 * SECOND;
  finish (&run);
  assert_limits (&run);
  assert_forecasts (&run, resumed);
  run_clear (&run);
}

/* The service lets nothing through for a minute, and after that less than before. */
static void
test_complaint (void)
{
  Run run;
  gint64 complained = 0;

  run_init (&run, 1500);
  run.complain_at = 400;
  pump (&run);
  finish (&run);
  for (guint i = 1; i < run.calls->len && complained == 0; i++)
    if (g_array_index (run.calls, gint64, i) - g_array_index (run.calls, gint64, i - 1) >
        59 * SECOND)
      complained = g_array_index (run.calls, gint64, i - 1) + SECOND;
  g_assert_cmpint (complained, >, 0);
  assert_limits (&run);
  assert_forecasts (&run, complained);
  run_clear (&run);
}

/* ---- batches shrink and grow ---- */

static guint
plan_large (CflQuickbooksPace *pace)
{
  gint64 wait;
  guint documents = cfl_quickbooks_pace_plan (pace, 100000, 30, &wait);

  cfl_quickbooks_pace_drop_plans (pace);
  return documents;
}

static void
end_batch (Run *run, guint documents, gint64 duration, CflPaceOutcome outcome)
{
  guint flight = cfl_quickbooks_pace_begin (run->pace, documents);

  cfl_manual_clock_advance (run->clock, duration);
  cfl_quickbooks_pace_end (run->pace, flight, outcome);
}

static void
test_size (void)
{
  Run run;

  run_init (&run, 0);
  g_assert_cmpuint (plan_large (run.pace), ==, 30);
  end_batch (&run, 30, 45 * SECOND, CFL_PACE_ANSWERED);
  g_assert_cmpuint (plan_large (run.pace), ==, 15);
  end_batch (&run, 15, 130 * SECOND, CFL_PACE_TROUBLED);
  g_assert_cmpuint (plan_large (run.pace), ==, 7);
  for (guint i = 0; i < 3; i++)
    end_batch (&run, 30, 3 * SECOND, CFL_PACE_ANSWERED);
  g_assert_cmpuint (plan_large (run.pace), ==, 16);
  for (guint i = 0; i < 10; i++)
    end_batch (&run, 30, 3 * SECOND, CFL_PACE_ANSWERED);
  g_assert_cmpuint (plan_large (run.pace), ==, 30);
  /* What was too large once is not tried again. */
  end_batch (&run, 30, SECOND, CFL_PACE_TOO_LARGE);
  for (guint i = 0; i < 10; i++)
    end_batch (&run, 29, 3 * SECOND, CFL_PACE_ANSWERED);
  g_assert_cmpuint (plan_large (run.pace), ==, 29);
  run_clear (&run);
}

/* What can only leave alone is planned so, and its call takes the place that was held for it. */
static void
test_alone (void)
{
  Run run;
  gint64 wait;
  guint flight;

  run_init (&run, 0);
  cfl_quickbooks_pace_set_limits (run.pace, 1, 0, 0);
  cfl_quickbooks_pace_set_clock (run.pace, CFL_CLOCK (run.clock));
  g_assert_cmpuint (cfl_quickbooks_pace_plan (run.pace, 100, 1, &wait), ==, 1);
  g_assert_cmpuint (cfl_quickbooks_pace_plan (run.pace, 99, 1, &wait), ==, 0);
  flight = cfl_quickbooks_pace_begin (run.pace, 1);
  cfl_quickbooks_pace_end (run.pace, flight, CFL_PACE_ANSWERED);
  g_assert_cmpuint (cfl_quickbooks_pace_plan (run.pace, 99, 1, &wait), ==, 1);
  run_clear (&run);
}

/* Slow documents leave in smaller batches from the first slow answer on. */
static void
test_slow (void)
{
  Run run;
  guint last;

  run_init (&run, 400);
  run.item = 2 * SECOND;
  pump (&run);
  finish (&run);
  assert_limits (&run);
  g_assert_cmpuint (g_array_index (run.sizes, guint, 0), ==, 30);
  last = g_array_index (run.sizes, guint, run.sizes->len - 1);
  g_assert_cmpuint (last, <=, 15);
  run_clear (&run);
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/quickbooks/pace/few", test_few);
  g_test_add_func ("/quickbooks/pace/some", test_some);
  g_test_add_func ("/quickbooks/pace/many", test_many);
  g_test_add_func ("/quickbooks/pace/very-many", test_very_many);
  g_test_add_func ("/quickbooks/pace/pause", test_pause);
  g_test_add_func ("/quickbooks/pace/complaint", test_complaint);
  g_test_add_func ("/quickbooks/pace/size", test_size);
  g_test_add_func ("/quickbooks/pace/alone", test_alone);
  g_test_add_func ("/quickbooks/pace/slow", test_slow);
  return g_test_run ();
}
