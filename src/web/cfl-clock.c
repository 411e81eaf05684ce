/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-clock.h"

G_DEFINE_INTERFACE (CflClock, cfl_clock, G_TYPE_OBJECT)

static void
cfl_clock_default_init (CflClockInterface *iface)
{
}

gint64
cfl_clock_get_time (CflClock *self)
{
  g_return_val_if_fail (CFL_IS_CLOCK (self), 0);

  return CFL_CLOCK_GET_IFACE (self)->get_time (self);
}

/**
 * cfl_clock_timer_new:
 * @self: a clock
 * @microseconds: how long to wait; nothing below zero
 *
 * Returns: (transfer full): a source, not yet attached, that is dispatched as a #GSourceFunc once
 * that time is over. Destroy it to give up waiting.
 */
GSource *
cfl_clock_timer_new (CflClock *self, gint64 microseconds)
{
  g_return_val_if_fail (CFL_IS_CLOCK (self), NULL);

  return CFL_CLOCK_GET_IFACE (self)->timer_new (self, MAX (microseconds, 0));
}

static gboolean
timer_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback != NULL ? callback (user_data) : G_SOURCE_REMOVE;
}

/* A source that waits for its ready time and nothing else. */
static GSourceFuncs timer_functions = { .dispatch = timer_dispatch };

#define CFL_TYPE_SYSTEM_CLOCK (cfl_system_clock_get_type ())
G_DECLARE_FINAL_TYPE (CflSystemClock, cfl_system_clock, CFL, SYSTEM_CLOCK, GObject)

struct _CflSystemClock {
  GObject parent_instance;
};

static gint64
cfl_system_clock_get_time (CflClock *clock)
{
  return g_get_monotonic_time ();
}

static GSource *
cfl_system_clock_timer_new (CflClock *clock, gint64 microseconds)
{
  GSource *source = g_source_new (&timer_functions, sizeof (GSource));

  g_source_set_ready_time (source, g_get_monotonic_time () + microseconds);
  return source;
}

static void
cfl_system_clock_clock_init (CflClockInterface *iface)
{
  iface->get_time = cfl_system_clock_get_time;
  iface->timer_new = cfl_system_clock_timer_new;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CflSystemClock,
                               cfl_system_clock,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CFL_TYPE_CLOCK, cfl_system_clock_clock_init))

static void
cfl_system_clock_class_init (CflSystemClockClass *klass)
{
}

static void
cfl_system_clock_init (CflSystemClock *self)
{
}

CflClock *
cfl_clock_get_system (void)
{
  static CflClock *system_clock = NULL;

  if (g_once_init_enter (&system_clock))
    g_once_init_leave (&system_clock, g_object_new (CFL_TYPE_SYSTEM_CLOCK, NULL));
  return system_clock;
}
