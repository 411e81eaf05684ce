/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "cfl-http-client.h"

G_BEGIN_DECLS

/* The last byte of a request was handed to the network. */
typedef void (*CflHttpLeftFunc) (gpointer user_data);

void             cfl_http_attempt_async (SoupSession *session,
                                         CflHttpRequest *request,
                                         CflHttpLeftFunc left,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
CflHttpResponse *cfl_http_attempt_finish (SoupSession *session,
                                          GAsyncResult *result,
                                          GError **error);

G_END_DECLS
