/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cfl-clock.h"
#include "cfl-http-error.h"
#include "cfl-http-log.h"
#include "cfl-http-request.h"
#include "cfl-http-response.h"
#include "cfl-pacer.h"

G_BEGIN_DECLS

/* Why a request waits before it is sent again. */
typedef enum {
  CFL_WAIT_THROTTLED,   /* the server asked us to slow down (429, or 503 with Retry-After) */
  CFL_WAIT_SERVER_ERROR, /* it answered with 5xx */
  CFL_WAIT_NO_ANSWER    /* no answer came */
} CflWaitReason;

/**
 * CflHttpClient:
 *
 * Sends requests and knows no service. One for each service keeps its connections alive (up to ten
 * a host). It belongs to the thread and main context it was created in.
 *
 * Properties: "user-agent" (string), "log" (#CflHttpLog, nullable), "clock" (#CflClock: waits
 * between attempts), "wait-scale" (double, 1.0: waits are multiplied by it, 0 does not wait),
 * "trace-header" (string, nullable: the response header whose value the log keeps as the trace id),
 * "time-header" (string, nullable: the response header that tells the milliseconds for which the
 * service worked on the call, as "total=33").
 *
 * Signals: "waiting" (#CflHttpRequest request, guint seconds, guint #CflWaitReason): the request
 * will be sent again after that time.
 */
#define CFL_TYPE_HTTP_CLIENT (cfl_http_client_get_type ())
G_DECLARE_FINAL_TYPE (CflHttpClient, cfl_http_client, CFL, HTTP_CLIENT, GObject)

CflHttpClient   *cfl_http_client_new (const char *user_agent);
CflHttpLog      *cfl_http_client_get_log (CflHttpClient *self);
void             cfl_http_client_set_log (CflHttpClient *self, CflHttpLog *log);
void             cfl_http_client_set_clock (CflHttpClient *self, CflClock *clock);
void             cfl_http_client_set_wait_scale (CflHttpClient *self, double scale);
void             cfl_http_client_set_trace_header (CflHttpClient *self, const char *name);
void             cfl_http_client_set_time_header (CflHttpClient *self, const char *name);

void             cfl_http_client_send_async (CflHttpClient *self,
                                             CflHttpRequest *request,
                                             CflPacer *pacer,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
CflHttpResponse *cfl_http_client_send_finish (CflHttpClient *self,
                                              GAsyncResult *result,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean         cfl_web_uri_is_allowed (const char *uri, GError **error);
gboolean         cfl_web_uri_is_loopback (const char *uri);

G_END_DECLS
