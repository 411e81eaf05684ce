/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-http-error.h"

G_DEFINE_QUARK (cfl_http_error_quark, cfl_http_error)

/**
 * cfl_http_error_is_not_sent:
 * @error: (nullable): an error of cfl_http_client_send_finish()
 *
 * Returns: TRUE only where the server surely has not executed the request, so that sending it again
 *   (or giving it up) is safe
 */
gboolean
cfl_http_error_is_not_sent (const GError *error)
{
  return g_error_matches (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_OFFLINE) ||
         g_error_matches (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_NOT_SENT) ||
         g_error_matches (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_TLS) ||
         g_error_matches (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_BAD_URI);
}
