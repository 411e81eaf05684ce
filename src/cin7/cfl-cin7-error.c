/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-cin7"

#include "config.h"

#include "cfl-cin7-private.h"

#include "cfl-http-log.h"
#include "cfl-text.h"

#include <glib/gi18n-lib.h>

#define LONGEST_EXPLANATION 300

G_DEFINE_QUARK (cfl - cin7 - error - quark, cfl_cin7_error)

/* What Cin7 says itself: an object with a message, a bare JSON text, or nothing that is fit to show
 * (an HTML page). */
static char *
get_explanation (CflHttpResponse *response)
{
  g_autoptr (JsonNode) root =
      cfl_json_parse (cfl_http_response_get_body (response), CFL_JSON_ANY_CASE, NULL);
  const char *text = cfl_json_get_text (cfl_json_node_get_object (root), "message");
  g_autofree char *safe = NULL;
  g_autofree char *clean = NULL;

  if (text == NULL)
    text = cfl_json_node_get_text (root);
  safe = cfl_redact_text (text);
  clean = cfl_text_clean (safe);
  return cfl_text_cut (clean, LONGEST_EXPLANATION);
}

static void
set_server_error (GError **error)
{
  g_set_error_literal (error, CFL_CIN7_ERROR, CFL_CIN7_ERROR_SERVER,
                       _ ("Cin7 has trouble answering. Try again in a few minutes."));
}

/**
 * cfl_cin7_check_response:
 * @resource: what was asked for, as Cin7 names it: "PurchaseOrders"
 *
 * Returns: TRUE for a success, FALSE with a sentence for the user in @error otherwise
 */
gboolean
cfl_cin7_check_response (CflHttpResponse *response, const char *resource, GError **error)
{
  guint status = cfl_http_response_get_status (response);
  g_autofree char *explanation = NULL;

  if (cfl_http_response_is_success (response))
    return TRUE;
  explanation = get_explanation (response);
  if (status == 401)
    g_set_error_literal (error, CFL_CIN7_ERROR, CFL_CIN7_ERROR_KEY,
                         _ ("Cin7 does not take the API user name and key. Copy both again from "
                            "Cin7 Omni under Settings, Integrations & API, API v1."));
  else if (status == 403)
    /* Translators: the name of a switch in Cin7, such as PurchaseOrders */
    g_set_error (error, CFL_CIN7_ERROR, CFL_CIN7_ERROR_PERMISSION,
                 _ ("The API connection may not read %s. Turn on reading of %s for it in Cin7 Omni "
                    "under Settings, Integrations & API, API v1."),
                 resource, resource);
  else if (status == 429)
    g_set_error_literal (error, CFL_CIN7_ERROR, CFL_CIN7_ERROR_LIMIT,
                         _ ("Cin7 takes no more calls for now; its limit is 5,000 a day. Try again "
                            "later, tomorrow at the latest."));
  else if (status >= 500)
    set_server_error (error);
  else if (*explanation != '\0')
    g_set_error (error, CFL_CIN7_ERROR, CFL_CIN7_ERROR_REJECTED,
                 _ ("Cin7 refused the question for %s: %s"), resource, explanation);
  else
    g_set_error (error, CFL_CIN7_ERROR, CFL_CIN7_ERROR_PROTOCOL,
                 _ ("The answer about %s did not come from Cin7. Check the address of the service "
                    "and the network, then try again."),
                 resource);
  return FALSE;
}

void
cfl_cin7_translate_error (GError **error)
{
  const char *sentence;
  int code = CFL_CIN7_ERROR_OFFLINE;

  if (error == NULL || *error == NULL || (*error)->domain != CFL_HTTP_ERROR)
    return;
  switch ((CflHttpError) (*error)->code)
    {
    case CFL_HTTP_ERROR_OFFLINE:
      sentence = _ ("Cin7 cannot be reached. Check the internet connection, then try again.");
      break;
    case CFL_HTTP_ERROR_NOT_SENT:
      sentence =
          _ ("The connection to Cin7 was refused. Try again later; if it stays so, check the "
             "firewall and the address of the service.");
      break;
    case CFL_HTTP_ERROR_TLS:
      sentence = _ ("The server that answered could not prove that it is Cin7. Check the clock of "
                    "this computer and the network, then try again.");
      break;
    case CFL_HTTP_ERROR_BAD_URI:
      code = CFL_CIN7_ERROR_PROTOCOL;
      sentence =
          _ ("The address of Cin7 is not a secure one. Correct it in the company's settings.");
      break;
    case CFL_HTTP_ERROR_TOO_LARGE:
      code = CFL_CIN7_ERROR_PROTOCOL;
      sentence = _ ("Cin7's answer is too large to be read.");
      break;
    case CFL_HTTP_ERROR_TIMEOUT:
    case CFL_HTTP_ERROR_CUT:
    default:
      sentence = _ ("Cin7 did not answer in full. Check the internet connection, then try again.");
      break;
    }
  g_clear_error (error);
  g_set_error_literal (error, CFL_CIN7_ERROR, code, sentence);
}

JsonNode *
cfl_cin7_parse_page (CflHttpResponse *response, const char *resource, GError **error)
{
  g_autoptr (JsonNode) root =
      cfl_json_parse (cfl_http_response_get_body (response), CFL_JSON_ANY_CASE, NULL);

  if (cfl_json_node_get_array (root) != NULL)
    return g_steal_pointer (&root);
  g_set_error (
      error, CFL_CIN7_ERROR, CFL_CIN7_ERROR_PROTOCOL,
      _ ("Cin7's answer about %s could not be read. Try again later; if it stays so, check "
         "the address of the service."),
      resource);
  return NULL;
}
