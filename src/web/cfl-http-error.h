/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CflHttpError:
 * @CFL_HTTP_ERROR_OFFLINE: no network, or the host's name cannot be resolved; nothing was sent
 * @CFL_HTTP_ERROR_NOT_SENT: the connection was refused or not made; nothing was sent
 * @CFL_HTTP_ERROR_TLS: the server's identity could not be verified; nothing was sent
 * @CFL_HTTP_ERROR_BAD_URI: the address is no https address (nor http on this machine); nothing was
 *   sent
 * @CFL_HTTP_ERROR_TIMEOUT: no complete answer in time; the request may have been executed
 * @CFL_HTTP_ERROR_CUT: the connection was lost or the answer unreadable; it may have been executed
 * @CFL_HTTP_ERROR_TOO_LARGE: the answer is larger than allowed; the request may have been executed
 *
 * Why no complete answer came. cfl_http_error_is_not_sent() tells the two groups apart. Where
 * several attempts were made, the code speaks for all of them: if any may have been executed, it is
 * one of the last three. A cancelled call has G_IO_ERROR_CANCELLED; ask
 * cfl_http_request_may_have_been_executed() then.
 */
typedef enum {
  CFL_HTTP_ERROR_OFFLINE,
  CFL_HTTP_ERROR_NOT_SENT,
  CFL_HTTP_ERROR_TLS,
  CFL_HTTP_ERROR_BAD_URI,
  CFL_HTTP_ERROR_TIMEOUT,
  CFL_HTTP_ERROR_CUT,
  CFL_HTTP_ERROR_TOO_LARGE
} CflHttpError;

#define CFL_HTTP_ERROR (cfl_http_error_quark ())
GQuark   cfl_http_error_quark (void);

gboolean cfl_http_error_is_not_sent (const GError *error);

G_END_DECLS
