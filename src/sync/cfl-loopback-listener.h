/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CflLoopbackListener:
 *
 * Waits on this machine's own address for the one redirect that ends a sign-in. It listens from
 * the moment it is made until the redirect came, and answers nothing else but with "not found".
 * Whether the redirect is the right one is CflOauth's to judge.
 */
#define CFL_TYPE_LOOPBACK_LISTENER (cfl_loopback_listener_get_type ())
G_DECLARE_FINAL_TYPE (CflLoopbackListener, cfl_loopback_listener, CFL, LOOPBACK_LISTENER, GObject)

/* Whether the redirect address is one that can be listened on: http on a loopback address. */
gboolean cfl_loopback_listener_can_serve (const char *redirect_uri);
CflLoopbackListener *cfl_loopback_listener_new (const char *redirect_uri, GError **error);
/* Resolves to the redirected address, as the browser was sent to it. */
void cfl_loopback_listener_wait_async (CflLoopbackListener *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
char *cfl_loopback_listener_wait_finish (CflLoopbackListener *self,
                                         GAsyncResult *result,
                                         GError **error);

G_END_DECLS
