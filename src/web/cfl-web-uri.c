/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-http-client.h"

#include <glib/gi18n-lib.h>

static gboolean
host_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * cfl_web_uri_is_allowed:
 * @uri: (nullable): an address
 * @error: return location for a #CFL_HTTP_ERROR_BAD_URI
 *
 * Tokens travel with every call, so only https will do; plain http is allowed to this very machine,
 * where the practice server runs. An address with a password in it is refused, since addresses are
 * shown and logged.
 *
 * Returns: whether requests may be sent there
 */
gboolean
cfl_web_uri_is_allowed (const char *uri, GError **error)
{
  g_autoptr (GUri) parsed =
      uri != NULL ? g_uri_parse (uri, G_URI_FLAGS_ENCODED | G_URI_FLAGS_HAS_PASSWORD, NULL) : NULL;
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;
  const char *problem = NULL;

  if (host == NULL || *host == '\0')
    problem = _ ("This is not a web address. It should look like https://example.com.");
  else if (g_uri_get_userinfo (parsed) != NULL)
    problem = _ ("The web address must not hold a user name or password.");
  else if (g_str_equal (g_uri_get_scheme (parsed), "https"))
    return TRUE;
  else if (g_str_equal (g_uri_get_scheme (parsed), "http") && host_is_loopback (host))
    return TRUE;
  else
    problem =
        _ ("The web address must begin with https:// (http:// is only allowed for a server on "
           "this computer).");
  g_set_error_literal (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_BAD_URI, problem);
  return FALSE;
}

/**
 * cfl_web_uri_is_loopback:
 * @uri: (nullable): an address
 *
 * Returns: whether it names a server on this machine
 */
gboolean
cfl_web_uri_is_loopback (const char *uri)
{
  g_autoptr (GUri) parsed = uri != NULL ? g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL) : NULL;

  return parsed != NULL && host_is_loopback (g_uri_get_host (parsed));
}
