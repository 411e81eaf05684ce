/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-oauth-private.h"

#include "cfl-json.h"

#include <glib/gi18n-lib.h>

#define DOCUMENT_LIMIT (256 * 1024)

/* What Intuit's documents say for both environments; used only when they cannot be read. */
#define INTUIT_AUTHORIZATION "https://appcenter.intuit.com/connect/oauth2"
#define INTUIT_TOKEN "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer"
#define INTUIT_REVOCATION "https://developer.api.intuit.com/v2/oauth2/tokens/revoke"

void
cfl_oauth_endpoints_free (CflOauthEndpoints *self)
{
  if (self == NULL)
    return;
  g_free (self->authorization);
  g_free (self->token);
  g_free (self->revocation);
  g_free (self);
}

static gboolean
take_address (JsonObject *object, const char *name, char **address, GError **error)
{
  const char *text = cfl_json_get_text (object, name);

  if (text == NULL || !cfl_web_uri_is_allowed (text, NULL))
    {
      g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_PROTOCOL,
                           _ ("The sign-in service did not say where to sign in. Check its "
                              "address, then try again."));
      return FALSE;
    }
  *address = g_strdup (text);
  return TRUE;
}

CflOauthEndpoints *
cfl_oauth_endpoints_parse (GBytes *document, GError **error)
{
  g_autoptr (JsonNode) root = cfl_json_parse (document, CFL_JSON_EXACT_NAMES, NULL);
  JsonObject *object = cfl_json_node_get_object (root);
  g_autoptr (CflOauthEndpoints) self = g_new0 (CflOauthEndpoints, 1);

  if (!take_address (object, "authorization_endpoint", &self->authorization, error) ||
      !take_address (object, "token_endpoint", &self->token, error) ||
      !take_address (object, "revocation_endpoint", &self->revocation, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * cfl_oauth_endpoints_new_built_in:
 *
 * Returns: (transfer full) (nullable): Intuit's addresses for one of Intuit's documents; NULL for
 *   any other service, whose addresses only its own document knows
 */
CflOauthEndpoints *
cfl_oauth_endpoints_new_built_in (const char *discovery_uri)
{
  CflOauthEndpoints *self;

  if (!g_str_equal (discovery_uri, CFL_OAUTH_DISCOVERY_PRODUCTION) &&
      !g_str_equal (discovery_uri, CFL_OAUTH_DISCOVERY_SANDBOX))
    return NULL;
  self = g_new0 (CflOauthEndpoints, 1);
  self->authorization = g_strdup (INTUIT_AUTHORIZATION);
  self->token = g_strdup (INTUIT_TOKEN);
  self->revocation = g_strdup (INTUIT_REVOCATION);
  return self;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *uri = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CflHttpResponse) response =
      cfl_http_client_send_finish (CFL_HTTP_CLIENT (source), result, &error);
  CflOauthEndpoints *endpoints = NULL;

  if (response != NULL && cfl_http_response_is_success (response))
    endpoints = cfl_oauth_endpoints_parse (cfl_http_response_get_body (response), &error);
  else if (response != NULL)
    g_set_error_literal (&error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SERVER,
                         _ ("The sign-in service has trouble answering. Try again later."));
  if (endpoints == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    endpoints = cfl_oauth_endpoints_new_built_in (uri);

  if (endpoints != NULL)
    {
      g_clear_error (&error);
      g_task_return_pointer (task, endpoints, (GDestroyNotify) cfl_oauth_endpoints_free);
    }
  else
    g_task_return_error (task, error);
}

void
cfl_oauth_discover_async (CflHttpClient *http,
                          const char *discovery_uri,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (http, cancellable, callback, user_data);
  g_autoptr (CflHttpRequest) request = cfl_http_request_new ("GET", discovery_uri);
  CflRetryPolicy policy = CFL_RETRY_POLICY_DEFAULT;

  policy.max_attempts = 2;
  policy.longest_retry_after_seconds = 5;
  cfl_http_request_set_header (request, "Accept", "application/json");
  cfl_http_request_set_label (request, "read where to sign in");
  cfl_http_request_set_size_limit (request, DOCUMENT_LIMIT);
  cfl_http_request_set_retry_policy (request, policy);
  g_task_set_source_tag (task, cfl_oauth_discover_async);
  g_task_set_name (task, "discover sign-in");
  g_task_set_task_data (task, g_strdup (discovery_uri), g_free);
  cfl_http_client_send_async (http, request, NULL, cancellable, read_cb, task);
}

CflOauthEndpoints *
cfl_oauth_discover_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
