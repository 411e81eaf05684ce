/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-http-request.h"

G_BEGIN_DECLS

typedef struct {
  char *name;
  char *value;
  gboolean secret;
} CflHttpHeader;

struct _CflHttpRequest {
  char *method;
  char *uri;
  char *label;
  GArray *headers; /* of CflHttpHeader */
  GBytes *body;
  char *content_type;
  guint timeout_seconds;
  gsize size_limit;
  gboolean idempotent;
  CflRetryPolicy retry;
  CflHttpReader reader; /* (nullable) */
  gboolean may_have_been_executed; /* kept by the client */

  gatomicrefcount references;
};

CflHttpMeaning cfl_http_request_read (CflHttpRequest *self, CflHttpResponse *response);

G_END_DECLS
