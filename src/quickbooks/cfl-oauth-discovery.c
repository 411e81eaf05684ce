/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-oauth-private.h"
#include "cfl-quickbooks-private.h"

#include "cfl-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DOCUMENT_LIMIT (256 * 1024)
#define TIMEOUT_SECONDS 20
/* Addresses change once in years; who uses old ones still gets through for a long time. */
#define REMEMBERED_FOR (G_GINT64_CONSTANT (7) * 24 * 3600 * G_USEC_PER_SEC)

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

/* ---- remembered between one program and the next ---- */

static char *
endpoints_to_text (const CflOauthEndpoints *self, const char *discovery_uri)
{
  g_autoptr (CflJsonWriter) writer = cfl_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  cfl_json_writer_begin_object (writer, NULL);
  cfl_json_writer_add_text (writer, "document", discovery_uri);
  cfl_json_writer_add_integer (writer, "read_at", self->read_at);
  cfl_json_writer_add_text (writer, "authorization_endpoint", self->authorization);
  cfl_json_writer_add_text (writer, "token_endpoint", self->token);
  cfl_json_writer_add_text (writer, "revocation_endpoint", self->revocation);
  cfl_json_writer_end_object (writer);
  bytes = cfl_json_writer_finish (writer, NULL);
  return bytes == NULL ? NULL
                       : g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static gboolean
is_at_intuit (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 &&
         g_uri_get_host (uri) != NULL && g_str_has_suffix (g_uri_get_host (uri), ".intuit.com");
}

/* Keys are sent there, and what was remembered may have come with a copy of somebody else's company:
 * it holds for Intuit's own addresses alone. */
void
cfl_oauth_remember_addresses (CflOauth *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (JsonNode) root = cfl_json_parse (bytes, CFL_JSON_EXACT_NAMES, NULL);
  JsonObject *object = cfl_json_node_get_object (root);
  CflOauthEndpoints *endpoints;

  if (g_strcmp0 (cfl_json_get_text (object, "document"), self->discovery_uri) != 0)
    return;
  endpoints = cfl_oauth_endpoints_parse (bytes, NULL);
  if (endpoints == NULL || !is_at_intuit (self->discovery_uri) ||
      !is_at_intuit (endpoints->authorization) || !is_at_intuit (endpoints->token) ||
      !is_at_intuit (endpoints->revocation))
    {
      cfl_oauth_endpoints_free (endpoints);
      return;
    }
  cfl_json_get_integer (object, "read_at", &endpoints->read_at);
  g_clear_pointer (&self->endpoints, cfl_oauth_endpoints_free);
  self->endpoints = endpoints;
}

char *
cfl_oauth_dup_addresses (CflOauth *self)
{
  return self->endpoints != NULL && self->endpoints->read_at > 0
             ? endpoints_to_text (self->endpoints, self->discovery_uri)
             : NULL;
}

/* ---- reading them ---- */

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflOauth *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (CflHttpResponse) response =
      cfl_http_client_send_finish (CFL_HTTP_CLIENT (source), result, &error);
  CflOauthEndpoints *endpoints = NULL;

  if (response != NULL && cfl_http_response_is_success (response))
    endpoints = cfl_oauth_endpoints_parse (cfl_http_response_get_body (response), &error);
  else if (response != NULL)
    g_set_error_literal (&error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SERVER,
                         _ ("The sign-in service has trouble answering. Try again later."));
  if (endpoints != NULL)
    {
      endpoints->read_at = self->now ().wall;
      g_clear_pointer (&self->endpoints, cfl_oauth_endpoints_free);
      self->endpoints = endpoints;
      cfl_oauth_emit_learned (self);
    }
  else if (self->endpoints == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->endpoints = cfl_oauth_endpoints_new_built_in (self->discovery_uri);

  if (self->endpoints != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&error);
      g_task_return_boolean (task, TRUE);
      return;
    }
  cfl_quickbooks_translate_error (&error);
  g_task_return_error (task, error);
}

static gboolean
are_fresh (CflOauth *self)
{
  gint64 age;

  if (self->endpoints == NULL)
    return FALSE;
  age = self->now ().wall - self->endpoints->read_at;
  return age >= 0 && age < REMEMBERED_FOR;
}

void
cfl_oauth_find_endpoints_async (CflOauth *self,
                                gboolean anew,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (CflHttpRequest) request = NULL;
  CflRetryPolicy policy = CFL_RETRY_POLICY_DEFAULT;

  g_task_set_source_tag (task, cfl_oauth_find_endpoints_async);
  g_task_set_name (task, "find out where to sign in");
  if (!anew && are_fresh (self))
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  policy.max_attempts = 2;
  policy.longest_retry_after_seconds = 5;
  request = cfl_http_request_new ("GET", self->discovery_uri);
  cfl_http_request_set_header (request, "Accept", "application/json");
  cfl_http_request_set_label (request, "read where to sign in");
  cfl_http_request_set_size_limit (request, DOCUMENT_LIMIT);
  cfl_http_request_set_timeout (request, TIMEOUT_SECONDS);
  cfl_http_request_set_retry_policy (request, policy);
  cfl_http_client_send_async (self->http, request, NULL, cancellable, read_cb, task);
}

gboolean
cfl_oauth_find_endpoints_finish (CflOauth *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
