/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cfl-clock.h"

G_BEGIN_DECLS

/* Windows are a little longer than their name says, because the service counts by its own clock. */
#define CFL_PACER_SECOND ((gint64) G_USEC_PER_SEC + G_USEC_PER_SEC / 50)
#define CFL_PACER_MINUTE (60 * (gint64) G_USEC_PER_SEC + G_USEC_PER_SEC / 2)

/**
 * CflPacer:
 *
 * Keeps calls below a service's limits: at most so many in flight, so many in any second and in any
 * minute, and (cfl_pacer_set_spacing()) a least distance between two. Windows slide. Whoever waits is
 * served in order of arrival. Belongs to one main context.
 *
 * A call takes its place in a window from its start until a window's length after it arrived at the
 * service, at the latest after its end: see cfl_pacer_set_arrival() and cfl_pacer_release().
 *
 * The limits are the service's, for all programs together: cfl_pacer_set_record() shares what was
 * called with the other processes of this machine.
 *
 * A narrower limit for some of the calls (batches a minute) is a pacer of its own within the other
 * one: cfl_pacer_set_outer(). cfl_http_client_send_async() acquires and releases by itself.
 */
#define CFL_TYPE_PACER (cfl_pacer_get_type ())
G_DECLARE_FINAL_TYPE (CflPacer, cfl_pacer, CFL, PACER, GObject)

CflPacer *cfl_pacer_new (guint max_in_flight, guint per_second, guint per_minute);
void      cfl_pacer_set_clock (CflPacer *self, CflClock *clock);
CflClock *cfl_pacer_get_clock (CflPacer *self);
void      cfl_pacer_set_spacing (CflPacer *self, guint milliseconds);
void      cfl_pacer_set_arrival (CflPacer *self, guint milliseconds);
void      cfl_pacer_set_outer (CflPacer *self, CflPacer *outer);
gboolean  cfl_pacer_set_record (CflPacer *self, const char *path, GError **error);

void      cfl_pacer_acquire_async (CflPacer *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
guint     cfl_pacer_acquire_finish (CflPacer *self, GAsyncResult *result, GError **error);
void      cfl_pacer_note_sent (CflPacer *self, guint place);
void      cfl_pacer_release (CflPacer *self, guint place, gint64 worked);
void      cfl_pacer_complain (CflPacer *self, gint64 microseconds);

guint     cfl_pacer_get_in_flight (CflPacer *self);
guint     cfl_pacer_get_waiting (CflPacer *self);
gint64    cfl_pacer_get_wait (CflPacer *self);
guint     cfl_pacer_get_room (CflPacer *self);

/**
 * CflPacerView:
 * @in_flight: the most at once, 0: without that limit
 * @per_second: the most in a second, 0: without that limit
 * @per_minute: the most in a minute, 0: without that limit
 * @share: per cent of these that were left after the service last complained
 * @shared_for: the microseconds since then, below 0 as long as nothing goes out
 * @pause: the microseconds for which nothing goes out
 * @second: (element-type gint64): for each place taken in the window of a second, the microseconds until
 *   it is free, in ascending order
 * @minute: the same of the window of a minute
 *
 * The limits and how far they are used, for those who want to know how long a run will take.
 */
typedef struct {
  guint in_flight;
  guint per_second;
  guint per_minute;
  guint share;
  gint64 shared_for;
  gint64 pause;
  GArray *second;
  GArray *minute;
} CflPacerView;

void      cfl_pacer_get_view (CflPacer *self, CflPacerView *view);
/* What is left of a limit after so many microseconds. */
guint     cfl_pacer_view_reduce (const CflPacerView *view, guint limit, gint64 time);
void      cfl_pacer_view_clear (CflPacerView *view);

G_END_DECLS
