/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-upload-progress.h"

#define WINDOW (60 * (gint64) G_USEC_PER_SEC)

struct _CflUploadProgress {
  CflClock *clock;
  gint64 started_at;
  gint64 paused_at;  /* 0: goes on */
  gint64 paused_for; /* without the pause that lasts */
  GArray *ends;      /* (element-type gint64) times without pauses, of the last minute */
};

CflUploadProgress *
cfl_upload_progress_new (CflClock *clock)
{
  CflUploadProgress *self = g_new0 (CflUploadProgress, 1);

  self->clock = g_object_ref (clock);
  self->started_at = cfl_clock_get_time (clock);
  self->ends = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
cfl_upload_progress_free (CflUploadProgress *self)
{
  g_object_unref (self->clock);
  g_array_unref (self->ends);
  g_free (self);
}

/* Microseconds since the start, pauses left out. */
static gint64
get_elapsed (CflUploadProgress *self)
{
  gint64 now = self->paused_at != 0 ? self->paused_at : cfl_clock_get_time (self->clock);

  return now - self->started_at - self->paused_for;
}

void
cfl_upload_progress_set_paused (CflUploadProgress *self, gboolean paused)
{
  gint64 now = cfl_clock_get_time (self->clock);

  if (paused && self->paused_at == 0)
    self->paused_at = now;
  else if (!paused && self->paused_at != 0)
    {
      self->paused_for += now - self->paused_at;
      self->paused_at = 0;
    }
}

void
cfl_upload_progress_add_end (CflUploadProgress *self)
{
  gint64 time = get_elapsed (self);

  g_array_append_val (self->ends, time);
}

void
cfl_upload_progress_remove_end (CflUploadProgress *self)
{
  if (self->ends->len > 0)
    g_array_set_size (self->ends, self->ends->len - 1);
}

static void
forget_old (CflUploadProgress *self, gint64 elapsed)
{
  guint old = 0;

  while (old < self->ends->len && g_array_index (self->ends, gint64, old) < elapsed - WINDOW)
    old++;
  if (old > 0)
    g_array_remove_range (self->ends, 0, old);
}

/* Time left is told as soon as the first answers say how fast they come. */
void
cfl_upload_progress_tell (CflUploadProgress *self, gint64 forecast, CflProgress *progress)
{
  gint64 elapsed = get_elapsed (self);
  gint64 span = MIN (elapsed, WINDOW);

  forget_old (self, elapsed);
  progress->per_second = span > 0 ? (double) self->ends->len * G_USEC_PER_SEC / (double) span : 0;
  progress->seconds_left =
      progress->done > 0 ? (int) ((forecast + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC) : -1;
}
