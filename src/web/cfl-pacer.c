/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-pacer.h"

#include "cfl-call-record-private.h"

/* A service counts a call when it arrives, which is some time between its start and its answer: a
 * first one waits for its connection, and a busy server takes a pile of them up at once. So a call
 * takes its place in the windows from its start until a window's length after its end; then no
 * window of the service's, wherever it begins, can hold more. The windows are a little longer than
 * their name says, because the service counts by its own clock. */
#define SECOND_WINDOW (G_USEC_PER_SEC + G_USEC_PER_SEC / 50)
#define MINUTE_WINDOW (61 * (gint64) G_USEC_PER_SEC)
/* Nothing but the end of a call makes room. */
#define NOT_BEFORE_AN_END G_MAXINT64
/* Nobody tells us when another process's call ends, or when it lets the record go. */
#define LOOK_AGAIN ((gint64) 20 * 1000)
#define TRY_LOCK_AGAIN ((gint64) 2 * 1000)

struct _CflPacer {
  GObject parent_instance;

  guint max_in_flight;
  guint per_second;
  guint per_minute;
  gint64 interval; /* between calls that are spread evenly; 0: they are not */
  guint burst;     /* so many need not be spread */
  CflClock *clock;
  CflCallRecord *record;

  GQueue waiting; /* of GTask, first come first */
  guint in_flight;
  gint64 paused_until; /* 0 when not paused */
  GSource *timer;      /* when the first in line may be served, owned */
};

/* What a task in line needs to leave it when it is cancelled. */
typedef struct {
  CflPacer *pacer;
  GSource *cancelled;
  gboolean was_held; /* by the limits, when it was the first in line */
} Waiter;

G_DEFINE_FINAL_TYPE (CflPacer, cfl_pacer, G_TYPE_OBJECT)

static void serve (CflPacer *self);

static void
waiter_stop_listening (Waiter *waiter)
{
  if (waiter->cancelled != NULL)
    g_source_destroy (waiter->cancelled);
  g_clear_pointer (&waiter->cancelled, g_source_unref);
}

static void
waiter_free (gpointer data)
{
  waiter_stop_listening (data);
  g_free (data);
}

static void
clear_timer (CflPacer *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

/* The time at which a window of @count calls has room again. */
static gint64
window_free_at (CflPacer *self, guint under_way, guint count, gint64 window)
{
  gint64 since = cfl_clock_get_time (self->clock) - window;
  gint64 end;

  if (count == 0)
    return 0;
  if (under_way >= count)
    return NOT_BEFORE_AN_END;
  end = cfl_call_record_get_end (self->record, count - under_way - 1, since);
  return end != 0 ? end + window : 0;
}

/* When an even spread lets the next call out. A time that no call of ours can have left behind comes
 * from a clock that jumped. */
static gint64
spread_free_at (CflPacer *self)
{
  gint64 due = cfl_call_record_get_due (self->record);
  gint64 latest = cfl_clock_get_time (self->clock) + self->burst * self->interval;

  if (self->interval == 0 || due > latest)
    return 0;
  return due - (self->burst - 1) * self->interval;
}

static gint64
next_grant_at (CflPacer *self)
{
  guint under_way = cfl_call_record_get_under_way (self->record);
  gint64 at = self->paused_until;

  if (self->max_in_flight > 0 && under_way >= self->max_in_flight)
    return NOT_BEFORE_AN_END;
  at = MAX (at, window_free_at (self, under_way, self->per_second, SECOND_WINDOW));
  at = MAX (at, window_free_at (self, under_way, self->per_minute, MINUTE_WINDOW));
  return MAX (at, spread_free_at (self));
}

/* Only a rest earns a burst: time spent in line does not, or a run would go on in bursts. */
static void
note_start (CflPacer *self, gint64 now, gboolean was_held)
{
  gint64 due = cfl_call_record_get_due (self->record);

  if (due < now || due > now + self->burst * self->interval)
    due = now;
  if (was_held)
    due = MAX (due, now + (self->burst - 1) * self->interval);
  if (self->interval > 0)
    cfl_call_record_set_due (self->record, due + self->interval);
  cfl_call_record_start (self->record);
  self->in_flight++;
}

static gboolean
timer_cb (gpointer user_data)
{
  CflPacer *self = g_object_ref (user_data);

  clear_timer (self);
  serve (self);
  g_object_unref (self);
  return G_SOURCE_REMOVE;
}

static void
start_timer (CflPacer *self, gint64 delay)
{
  clear_timer (self);
  self->timer = cfl_clock_timer_new (self->clock, delay);
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

/* Moves those whom the limits let out from the line to @granted; the record is locked. Returns how long
 * the next in line waits, 0 when there is none or the end of a call of ours wakes it. */
static gint64
grant (CflPacer *self, GQueue *granted)
{
  while (!g_queue_is_empty (&self->waiting))
    {
      gint64 now = cfl_clock_get_time (self->clock);
      gint64 at = next_grant_at (self);
      GTask *task = g_queue_peek_head (&self->waiting);
      Waiter *waiter = g_task_get_task_data (task);

      if (at > now)
        {
          waiter->was_held = TRUE;
          if (at != NOT_BEFORE_AN_END)
            return at - now;
          return cfl_call_record_get_under_way (self->record) > self->in_flight ? LOOK_AGAIN : 0;
        }
      g_queue_pop_head (&self->waiting);
      waiter_stop_listening (waiter);
      note_start (self, now, waiter->was_held);
      g_queue_push_tail (granted, task);
    }
  return 0;
}

static void
serve (CflPacer *self)
{
  GQueue granted = G_QUEUE_INIT;
  gint64 delay = TRY_LOCK_AGAIN;
  GTask *task;

  if (g_queue_is_empty (&self->waiting) && !cfl_call_record_has_news (self->record))
    return;
  if (cfl_call_record_begin (self->record, self->clock))
    {
      delay = grant (self, &granted);
      cfl_call_record_end (self->record);
    }
  if (delay > 0)
    start_timer (self, delay);
  /* Their callbacks may run at once, so the record is not locked any more. */
  while ((task = g_queue_pop_head (&granted)) != NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
}

static gboolean
waiter_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  Waiter *waiter = g_task_get_task_data (task);

  if (g_queue_remove (&waiter->pacer->waiting, task))
    {
      g_autoptr (GTask) owned = task;

      g_task_return_new_error (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Operation was cancelled");
    }
  return G_SOURCE_REMOVE;
}

static void
cfl_pacer_dispose (GObject *object)
{
  CflPacer *self = CFL_PACER (object);

  /* Nobody waits here any more: a task in line keeps its source object alive. */
  clear_timer (self);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (cfl_pacer_parent_class)->dispose (object);
}

static void
cfl_pacer_finalize (GObject *object)
{
  CflPacer *self = CFL_PACER (object);

  cfl_call_record_free (self->record);
  G_OBJECT_CLASS (cfl_pacer_parent_class)->finalize (object);
}

static void
cfl_pacer_class_init (CflPacerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cfl_pacer_dispose;
  G_OBJECT_CLASS (klass)->finalize = cfl_pacer_finalize;
}

static void
cfl_pacer_init (CflPacer *self)
{
  self->clock = g_object_ref (cfl_clock_get_system ());
  self->record = cfl_call_record_new ();
  g_queue_init (&self->waiting);
}

/**
 * cfl_pacer_new:
 * @max_in_flight: calls under way at once
 * @per_second: calls in any second
 * @per_minute: calls in any minute
 *
 * 0 means without that limit.
 *
 * Returns: (transfer full): a pacer
 */
CflPacer *
cfl_pacer_new (guint max_in_flight, guint per_second, guint per_minute)
{
  CflPacer *self = g_object_new (CFL_TYPE_PACER, NULL);

  self->max_in_flight = max_in_flight;
  self->per_second = per_second;
  self->per_minute = per_minute;
  return self;
}

void
cfl_pacer_set_clock (CflPacer *self, CflClock *clock)
{
  g_return_if_fail (CFL_IS_PACER (self) && CFL_IS_CLOCK (clock));

  g_set_object (&self->clock, clock);
}

/**
 * cfl_pacer_set_spacing:
 * @self: a pacer
 * @milliseconds: the least time between two calls; 0 lets them bunch up within the other limits
 */
void
cfl_pacer_set_spacing (CflPacer *self, guint milliseconds)
{
  g_return_if_fail (CFL_IS_PACER (self));

  self->interval = milliseconds * (gint64) 1000;
  self->burst = 1;
}

/**
 * cfl_pacer_set_burst:
 * @self: a pacer with a limit of a minute
 * @burst: at least 1
 *
 * Lets @burst calls out as fast as the limit of a second allows, and spreads what comes after them
 * evenly over the minute, so that a long run does not hurry and then stand still. Takes the place of
 * a spacing.
 */
void
cfl_pacer_set_burst (CflPacer *self, guint burst)
{
  g_return_if_fail (CFL_IS_PACER (self));
  g_return_if_fail (burst > 0 && self->per_minute > 0);

  self->interval = MINUTE_WINDOW / self->per_minute;
  self->burst = burst;
}

/**
 * cfl_pacer_set_record:
 * @self: a pacer without a call under way
 * @path: a file on a disk of this machine, made where there is none
 *
 * Keeps the limits together with all pacers that use the same file, in this process or another, and
 * with those that used it before, however they ended. On failure, for example on a full disk, the
 * pacer counts for itself as before.
 */
gboolean
cfl_pacer_set_record (CflPacer *self, const char *path, GError **error)
{
  CflCallRecord *record;

  g_return_val_if_fail (CFL_IS_PACER (self) && self->in_flight == 0, FALSE);

  record = cfl_call_record_open (path, error);
  if (record == NULL)
    return FALSE;
  cfl_call_record_free (self->record);
  self->record = record;
  return TRUE;
}

/**
 * cfl_pacer_acquire_async:
 * @self: a pacer
 * @cancellable: (nullable): leaves the line
 * @callback: is called when a call may be sent
 * @user_data: for @callback
 *
 * Stands in line for one call. When it succeeds, cfl_pacer_release() must follow exactly once, even
 * if @cancellable was cancelled in the meantime.
 */
void
cfl_pacer_acquire_async (CflPacer *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;
  Waiter *waiter;

  g_return_if_fail (CFL_IS_PACER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cfl_pacer_acquire_async);
  g_task_set_name (task, "cfl_pacer_acquire");
  /* A place that was granted must be released, so a later cancel may not hide it. */
  g_task_set_check_cancellable (task, FALSE);
  if (g_cancellable_is_cancelled (cancellable))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Operation was cancelled");
      g_object_unref (task);
      return;
    }

  waiter = g_new0 (Waiter, 1);
  waiter->pacer = self;
  g_task_set_task_data (task, waiter, waiter_free);
  if (cancellable != NULL)
    {
      waiter->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (waiter_cancelled_cb), task, NULL);
      g_source_attach (waiter->cancelled, g_main_context_get_thread_default ());
    }
  g_queue_push_tail (&self->waiting, task);
  serve (self);
}

gboolean
cfl_pacer_acquire_finish (CflPacer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, cfl_pacer_acquire_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cfl_pacer_release:
 * @self: a pacer
 *
 * Ends a call that cfl_pacer_acquire_async() began.
 */
void
cfl_pacer_release (CflPacer *self)
{
  g_return_if_fail (CFL_IS_PACER (self));
  g_return_if_fail (self->in_flight > 0);

  self->in_flight--;
  cfl_call_record_finish (self->record, cfl_clock_get_time (self->clock));
  serve (self);
}

/**
 * cfl_pacer_slow_down:
 * @self: a pacer
 * @seconds: how long
 *
 * Lets no call out for that time, because the service asked for it. Does not shorten a longer
 * pause.
 */
void
cfl_pacer_slow_down (CflPacer *self, guint seconds)
{
  cfl_pacer_pause (self, seconds * (gint64) G_USEC_PER_SEC);
}

/* The same in microseconds. */
void
cfl_pacer_pause (CflPacer *self, gint64 microseconds)
{
  g_return_if_fail (CFL_IS_PACER (self));

  self->paused_until =
      MAX (self->paused_until, cfl_clock_get_time (self->clock) + MAX (microseconds, 0));
}

guint
cfl_pacer_get_in_flight (CflPacer *self)
{
  g_return_val_if_fail (CFL_IS_PACER (self), 0);

  return self->in_flight;
}

guint
cfl_pacer_get_waiting (CflPacer *self)
{
  g_return_val_if_fail (CFL_IS_PACER (self), 0);

  return self->waiting.length;
}

/**
 * cfl_pacer_get_wait:
 * @self: a pacer
 *
 * Returns: the microseconds until the windows let the next call out, 0 if they do now or as soon as
 *   a call ends
 */
gint64
cfl_pacer_get_wait (CflPacer *self)
{
  gint64 at;

  g_return_val_if_fail (CFL_IS_PACER (self), 0);

  at = next_grant_at (self);
  return at == NOT_BEFORE_AN_END ? 0 : MAX (at - cfl_clock_get_time (self->clock), 0);
}
