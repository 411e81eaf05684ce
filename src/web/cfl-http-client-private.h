/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "cfl-http-client.h"

G_BEGIN_DECLS

struct _CflHttpClient {
  GObject parent_instance;

  char *user_agent;
  char *trace_header;
  char *time_header;
  double wait_scale;
  CflHttpLog *log;
  CflClock *clock;
  SoupSession *session;
  /* For servers on this machine, past any proxy: plain http may not leave it. */
  SoupSession *loopback_session;
};

/* A call waits before it is sent again: see the signal "waiting". */
void cfl_http_client_emit_waiting (CflHttpClient *self,
                                   CflHttpRequest *request,
                                   guint seconds,
                                   CflWaitReason reason);

G_END_DECLS
