/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "cfl-http-response.h"

G_BEGIN_DECLS

/* The largest answer that is read, decompressed, unless the request says otherwise. */
#define CFL_HTTP_DEFAULT_SIZE_LIMIT (64 * 1024 * 1024)
#define CFL_HTTP_DEFAULT_TIMEOUT_SECONDS 60

#define CFL_RETRY_THROTTLE_WAITS 4

/**
 * CflRetryPolicy:
 * @max_attempts: how often the request is sent at most, the first time included; 1: never again
 * @throttle_waits: the seconds to wait after a 429 that does not say how long: after the first
 *   attempt, the second and so on; the last one that is not 0 holds for all further ones
 * @first_wait_seconds: the wait before the second attempt after a 5xx or a lost answer; it doubles
 * @max_wait_seconds: no wait of ours grows beyond this
 * @longest_retry_after_seconds: a server that asks for a longer wait is not waited for; its answer
 *   is handed to the caller instead
 *
 * When and how often a request is sent again, always with the same bytes. A plain value.
 */
typedef struct {
  guint max_attempts;
  guint throttle_waits[CFL_RETRY_THROTTLE_WAITS];
  guint first_wait_seconds;
  guint max_wait_seconds;
  guint longest_retry_after_seconds;
} CflRetryPolicy;

/* 60 s after a bare 429; 1, 2, 4 … 60 s after a 5xx; Retry-After honoured up to 5 minutes. */
#define CFL_RETRY_POLICY_DEFAULT ((CflRetryPolicy){ 6, { 60 }, 1, 60, 300 })
/* One attempt: the caller decides what to do next. */
#define CFL_RETRY_POLICY_ONCE ((CflRetryPolicy){ 1, { 60 }, 1, 60, 300 })

/* What an answer means that its status alone does not tell. */
typedef enum {
  CFL_HTTP_MEANS_ITS_STATUS,
  CFL_HTTP_MEANS_LATER,  /* as with a 429: not looked at, too much was asked */
  CFL_HTTP_MEANS_TROUBLE /* as with a 500: it passes, and whether it was executed is not known */
} CflHttpMeaning;

/* Asked about answers from 400 to 499, for services that put into the body what belongs into the
 * status. */
typedef CflHttpMeaning (*CflHttpReader) (CflHttpResponse *response);

/**
 * CflHttpRequest:
 *
 * One HTTP request as it will be sent, reference counted. Set it up, then hand it to
 * cfl_http_client_send_async(); do not change it while it is under way. The same request may be
 * sent again, for example with a new Authorization header after a 401.
 */
typedef struct _CflHttpRequest CflHttpRequest;

#define CFL_TYPE_HTTP_REQUEST (cfl_http_request_get_type ())
GType           cfl_http_request_get_type (void);
CflHttpRequest *cfl_http_request_new (const char *method, const char *uri);
CflHttpRequest *cfl_http_request_ref (CflHttpRequest *self);
void            cfl_http_request_unref (CflHttpRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflHttpRequest, cfl_http_request_unref)

void            cfl_http_request_set_header (CflHttpRequest *self,
                                             const char *name,
                                             const char *value);
void            cfl_http_request_set_secret_header (CflHttpRequest *self,
                                                    const char *name,
                                                    const char *value);
void            cfl_http_request_set_body (CflHttpRequest *self,
                                           GBytes *body,
                                           const char *content_type);
void            cfl_http_request_set_timeout (CflHttpRequest *self, guint seconds);
void            cfl_http_request_set_idempotent (CflHttpRequest *self, gboolean idempotent);
void            cfl_http_request_set_size_limit (CflHttpRequest *self, gsize bytes);
void            cfl_http_request_set_label (CflHttpRequest *self, const char *label);
void            cfl_http_request_set_retry_policy (CflHttpRequest *self, CflRetryPolicy policy);
void            cfl_http_request_set_reader (CflHttpRequest *self, CflHttpReader reader);

const char     *cfl_http_request_get_method (CflHttpRequest *self);
const char     *cfl_http_request_get_uri (CflHttpRequest *self);
const char     *cfl_http_request_get_label (CflHttpRequest *self);
const char     *cfl_http_request_get_header (CflHttpRequest *self, const char *name);
GBytes         *cfl_http_request_get_body (CflHttpRequest *self);
const char     *cfl_http_request_get_content_type (CflHttpRequest *self);
guint           cfl_http_request_get_timeout (CflHttpRequest *self);
gboolean        cfl_http_request_get_idempotent (CflHttpRequest *self);
gsize           cfl_http_request_get_size_limit (CflHttpRequest *self);
CflRetryPolicy  cfl_http_request_get_retry_policy (CflHttpRequest *self);
gboolean        cfl_http_request_may_have_been_executed (CflHttpRequest *self);

G_END_DECLS
