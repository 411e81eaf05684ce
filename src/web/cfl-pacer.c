/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-pacer-private.h"

G_DEFINE_FINAL_TYPE (CflPacer, cfl_pacer, G_TYPE_OBJECT)

static void
cfl_pacer_dispose (GObject *object)
{
  CflPacer *self = CFL_PACER (object);

  /* Nobody waits here any more: a task in line keeps its source object alive. */
  cfl_pacer_stop_timer (self);
  g_clear_object (&self->clock);
  g_clear_object (&self->outer);
  G_OBJECT_CLASS (cfl_pacer_parent_class)->dispose (object);
}

static void
cfl_pacer_finalize (GObject *object)
{
  CflPacer *self = CFL_PACER (object);

  cfl_call_record_free (self->record);
  g_hash_table_unref (self->places);
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
  self->places = g_hash_table_new (NULL, NULL);
  self->share = 100;
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

CflClock *
cfl_pacer_get_clock (CflPacer *self)
{
  g_return_val_if_fail (CFL_IS_PACER (self), NULL);

  return self->clock;
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

  self->spacing = milliseconds * (gint64) 1000;
}

/**
 * cfl_pacer_set_arrival:
 * @self: a pacer
 * @milliseconds: how long what has left is on its way, at most
 *
 * Without it a call may arrive until its answer is there, and slow answers keep others waiting.
 */
void
cfl_pacer_set_arrival (CflPacer *self, guint milliseconds)
{
  g_return_if_fail (CFL_IS_PACER (self));

  self->arrival = milliseconds * (gint64) 1000;
}

/**
 * cfl_pacer_set_outer:
 * @self: a pacer
 * @outer: a wider one, whose calls those of @self are as well
 *
 * Whoever acquires a place here has one in @outer, too, and gives both back.
 */
void
cfl_pacer_set_outer (CflPacer *self, CflPacer *outer)
{
  g_return_if_fail (CFL_IS_PACER (self) && CFL_IS_PACER (outer));

  g_set_object (&self->outer, outer);
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

  g_return_val_if_fail (CFL_IS_PACER (self) && g_hash_table_size (self->places) == 0, FALSE);

  record = cfl_call_record_open (path, error);
  if (record == NULL)
    return FALSE;
  cfl_call_record_free (self->record);
  self->record = record;
  return TRUE;
}

/**
 * cfl_pacer_complain:
 * @self: a pacer
 * @microseconds: for how long the service wants to be left alone
 *
 * Lets no call out for that time, and fewer than before after it: the service counts otherwise than
 * we do, or there is somebody else. What was taken away grows back minute by minute. Does not shorten
 * a longer pause.
 */
void
cfl_pacer_complain (CflPacer *self, gint64 microseconds)
{
  g_return_if_fail (CFL_IS_PACER (self));

  cfl_pacer_note_complaint (self, cfl_clock_get_time (self->clock) + MAX (microseconds, 0));
  if (self->outer != NULL)
    cfl_pacer_complain (self->outer, microseconds);
}

guint
cfl_pacer_get_in_flight (CflPacer *self)
{
  g_return_val_if_fail (CFL_IS_PACER (self), 0);

  return g_hash_table_size (self->places);
}

guint
cfl_pacer_get_waiting (CflPacer *self)
{
  g_return_val_if_fail (CFL_IS_PACER (self), 0);

  return self->waiting.length;
}
