/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-clock.h"

typedef struct {
  GSource source;
  CflManualClock *clock; /* owned; cleared when the source is destroyed */
  gint64 due;
} ManualTimer;

struct _CflManualClock {
  GObject parent_instance;

  gboolean automatic;
  gint64 now;
  GPtrArray *timers; /* of ManualTimer, not owned: a timer leaves when it is finalized */
};

static void cfl_manual_clock_clock_init (CflClockInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CflManualClock,
                               cfl_manual_clock,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CFL_TYPE_CLOCK, cfl_manual_clock_clock_init))

static gboolean
is_earliest (CflManualClock *self, ManualTimer *timer)
{
  for (guint i = 0; i < self->timers->len; i++)
    {
      ManualTimer *other = g_ptr_array_index (self->timers, i);

      if (other->due < timer->due && !g_source_is_destroyed (&other->source))
        return FALSE;
    }
  return TRUE;
}

static gboolean
manual_timer_is_ready (GSource *source)
{
  ManualTimer *timer = (ManualTimer *) source;

  return timer->due <= timer->clock->now ||
         (timer->clock->automatic && is_earliest (timer->clock, timer));
}

static gboolean
manual_timer_prepare (GSource *source, int *timeout)
{
  *timeout = -1;
  return manual_timer_is_ready (source);
}

static gboolean
manual_timer_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  ManualTimer *timer = (ManualTimer *) source;

  timer->clock->now = MAX (timer->clock->now, timer->due);
  return callback != NULL ? callback (user_data) : G_SOURCE_REMOVE;
}

static void
manual_timer_finalize (GSource *source)
{
  ManualTimer *timer = (ManualTimer *) source;

  g_ptr_array_remove_fast (timer->clock->timers, timer);
  g_clear_object (&timer->clock);
}

static GSourceFuncs manual_timer_functions = {
  .prepare = manual_timer_prepare,
  .check = manual_timer_is_ready,
  .dispatch = manual_timer_dispatch,
  .finalize = manual_timer_finalize,
};

static gint64
cfl_manual_clock_get_time (CflClock *clock)
{
  return CFL_MANUAL_CLOCK (clock)->now;
}

static GSource *
cfl_manual_clock_timer_new (CflClock *clock, gint64 microseconds)
{
  CflManualClock *self = CFL_MANUAL_CLOCK (clock);
  GSource *source = g_source_new (&manual_timer_functions, sizeof (ManualTimer));
  ManualTimer *timer = (ManualTimer *) source;

  timer->clock = g_object_ref (self);
  timer->due = self->now + microseconds;
  g_ptr_array_add (self->timers, timer);
  if (self->automatic)
    g_source_set_priority (source, G_PRIORITY_LOW);
  return source;
}

static void
cfl_manual_clock_clock_init (CflClockInterface *iface)
{
  iface->get_time = cfl_manual_clock_get_time;
  iface->timer_new = cfl_manual_clock_timer_new;
}

static void
cfl_manual_clock_finalize (GObject *object)
{
  CflManualClock *self = CFL_MANUAL_CLOCK (object);

  g_ptr_array_unref (self->timers);
  G_OBJECT_CLASS (cfl_manual_clock_parent_class)->finalize (object);
}

static void
cfl_manual_clock_class_init (CflManualClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cfl_manual_clock_finalize;
}

static void
cfl_manual_clock_init (CflManualClock *self)
{
  self->timers = g_ptr_array_new ();
}

CflManualClock *
cfl_manual_clock_new (gboolean automatic)
{
  CflManualClock *self = g_object_new (CFL_TYPE_MANUAL_CLOCK, NULL);

  self->automatic = automatic;
  return self;
}

/**
 * cfl_manual_clock_advance:
 * @self: a clock
 * @microseconds: by how much
 *
 * Moves the time on. Timers that are due then run in the next turns of the main context.
 */
void
cfl_manual_clock_advance (CflManualClock *self, gint64 microseconds)
{
  g_return_if_fail (CFL_IS_MANUAL_CLOCK (self));

  self->now += microseconds;
  g_main_context_wakeup (NULL);
}
