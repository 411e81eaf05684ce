/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CflHttpResponse:
 *
 * A complete HTTP answer, reference counted and never changed once it was given out.
 */
typedef struct _CflHttpResponse CflHttpResponse;

#define CFL_TYPE_HTTP_RESPONSE (cfl_http_response_get_type ())
GType            cfl_http_response_get_type (void);
CflHttpResponse *cfl_http_response_new (guint status, GBytes *body);
CflHttpResponse *cfl_http_response_ref (CflHttpResponse *self);
void             cfl_http_response_unref (CflHttpResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflHttpResponse, cfl_http_response_unref)

void             cfl_http_response_add_header (CflHttpResponse *self,
                                               const char *name,
                                               const char *value);

guint            cfl_http_response_get_status (CflHttpResponse *self);
gboolean         cfl_http_response_is_success (CflHttpResponse *self);
const char      *cfl_http_response_get_header (CflHttpResponse *self, const char *name);
const char      *cfl_http_response_get_content_type (CflHttpResponse *self);
GBytes          *cfl_http_response_get_body (CflHttpResponse *self);
gint64           cfl_http_response_get_duration (CflHttpResponse *self);
guint            cfl_http_response_get_attempts (CflHttpResponse *self);
gint64           cfl_http_response_get_work (CflHttpResponse *self, const char *header);
int              cfl_http_response_get_retry_after (CflHttpResponse *self, gint64 now);

G_END_DECLS
