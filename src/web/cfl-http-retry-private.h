/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-http-client.h"

G_BEGIN_DECLS

/* What follows an attempt: nothing more, or another one after a wait. */
typedef struct {
  gboolean again;
  CflWaitReason reason;
  gint64 wait;          /* microseconds */
  gboolean for_everyone; /* the service asked for it, so its other calls wait as well */
} CflRetryDecision;

CflRetryDecision cfl_http_retry_decide (CflHttpRequest *request,
                                        CflHttpResponse *response,
                                        const GError *error,
                                        guint attempts,
                                        gint64 now);

G_END_DECLS
