/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cfl-clock.h"

G_BEGIN_DECLS

/**
 * CflPacer:
 *
 * Keeps calls below a service's limits: at most so many in flight, so many in any second and in any
 * minute, and (cfl_pacer_set_spacing()) a least distance between two. Windows slide, and are a
 * little longer than their name says because calls bunch up on their way. Whoever waits is served
 * in order of arrival. Belongs to one main context.
 *
 * The limits are the service's, for all programs together: cfl_pacer_set_record() shares what was
 * called with the other processes of this machine.
 *
 * cfl_http_client_send_async() acquires and releases by itself; a further limit (batches a minute)
 * is a second pacer, which its caller acquires first.
 */
#define CFL_TYPE_PACER (cfl_pacer_get_type ())
G_DECLARE_FINAL_TYPE (CflPacer, cfl_pacer, CFL, PACER, GObject)

CflPacer *cfl_pacer_new (guint max_in_flight, guint per_second, guint per_minute);
void      cfl_pacer_set_clock (CflPacer *self, CflClock *clock);
void      cfl_pacer_set_spacing (CflPacer *self, guint milliseconds);
void      cfl_pacer_set_burst (CflPacer *self, guint burst);
gboolean  cfl_pacer_set_record (CflPacer *self, const char *path, GError **error);

void      cfl_pacer_acquire_async (CflPacer *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean  cfl_pacer_acquire_finish (CflPacer *self, GAsyncResult *result, GError **error);
void      cfl_pacer_release (CflPacer *self);
void      cfl_pacer_slow_down (CflPacer *self, guint seconds);
void      cfl_pacer_pause (CflPacer *self, gint64 microseconds);

guint     cfl_pacer_get_in_flight (CflPacer *self);
guint     cfl_pacer_get_waiting (CflPacer *self);
gint64    cfl_pacer_get_wait (CflPacer *self);

G_END_DECLS
