/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-oauth-private.h"
#include "cfl-quickbooks-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SCOPE "com.intuit.quickbooks.accounting"
#define ANSWER_LIMIT (256 * 1024)

G_DEFINE_FINAL_TYPE (CflOauth, cfl_oauth, G_TYPE_OBJECT)

static void
cfl_oauth_dispose (GObject *object)
{
  CflOauth *self = CFL_OAUTH (object);

  g_clear_object (&self->http);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cfl_oauth_parent_class)->dispose (object);
}

static void
cfl_oauth_finalize (GObject *object)
{
  CflOauth *self = CFL_OAUTH (object);

  g_free (self->discovery_uri);
  g_free (self->client_id);
  cfl_oauth_wipe (&self->client_secret);
  g_free (self->expected_realm);
  g_clear_pointer (&self->endpoints, cfl_oauth_endpoints_free);
  cfl_oauth_wipe (&self->state);
  g_free (self->redirect_uri);
  cfl_tokens_free (self->tokens);
  cfl_tokens_free (self->unsaved);
  g_queue_clear (&self->waiting);
  cfl_oauth_wipe (&self->rejected);
  G_OBJECT_CLASS (cfl_oauth_parent_class)->finalize (object);
}

static void
cfl_oauth_class_init (CflOauthClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cfl_oauth_dispose;
  G_OBJECT_CLASS (klass)->finalize = cfl_oauth_finalize;
}

static void
cfl_oauth_init (CflOauth *self)
{
  g_queue_init (&self->waiting);
}

CflOauth *
cfl_oauth_new (CflHttpClient *http,
               const char *discovery_uri,
               const char *client_id,
               CflTokenStore *tokens)
{
  CflOauth *self = g_object_new (CFL_TYPE_OAUTH, NULL);

  self->http = g_object_ref (http);
  self->discovery_uri = g_strdup (discovery_uri);
  self->client_id = g_strdup (client_id);
  self->store = g_object_ref (tokens);
  return self;
}

void
cfl_oauth_set_client_secret (CflOauth *self, const char *secret)
{
  cfl_oauth_wipe (&self->client_secret);
  self->client_secret = g_strdup (secret);
}

void
cfl_oauth_set_expected_realm (CflOauth *self, const char *realm_id)
{
  g_free (self->expected_realm);
  self->expected_realm = g_strdup (realm_id);
}

/* Discovery, shared by everything below: @next runs with the endpoints known, or @task fails. */
typedef void (*Next) (CflOauth *self, GTask *task);

static void
discovered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflOauth *self = g_task_get_source_object (task);
  Next next = (Next) g_object_get_data (G_OBJECT (task), "next");
  GError *error = NULL;
  CflOauthEndpoints *endpoints = cfl_oauth_discover_finish (result, &error);

  if (endpoints == NULL)
    {
      cfl_quickbooks_translate_error (&error);
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&self->endpoints, cfl_oauth_endpoints_free);
  self->endpoints = endpoints;
  next (self, g_steal_pointer (&task));
}

/* Takes over @task. */
static void
with_endpoints (CflOauth *self, GTask *task, Next next)
{
  if (self->endpoints != NULL)
    {
      next (self, task);
      return;
    }
  g_object_set_data (G_OBJECT (task), "next", (gpointer) next);
  cfl_oauth_discover_async (self->http, self->discovery_uri, g_task_get_cancellable (task),
                            discovered_cb, task);
}

CflHttpRequest *
cfl_oauth_request_new (CflOauth *self, const char *uri, const char *label)
{
  CflHttpRequest *request = cfl_http_request_new ("POST", uri);
  const char *secret = self->client_secret != NULL ? self->client_secret : "";
  g_autofree char *pair = g_strconcat (self->client_id, ":", secret, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *header = g_strconcat ("Basic ", encoded, NULL);

  cfl_http_request_set_secret_header (request, "Authorization", header);
  cfl_http_request_set_header (request, "Accept", "application/json");
  cfl_http_request_set_header (request, "x-include-refresh-token-hard-expires-in", "true");
  cfl_http_request_set_size_limit (request, ANSWER_LIMIT);
  cfl_http_request_set_label (request, label);
  explicit_bzero (pair, strlen (pair));
  explicit_bzero (encoded, strlen (encoded));
  explicit_bzero (header, strlen (header));
  return request;
}

void
cfl_oauth_wipe_free (gpointer secret)
{
  char *text = secret;

  cfl_oauth_wipe (&text);
}

static void
set_secret_body (CflHttpRequest *request, char *text, const char *type)
{
  g_autoptr (GBytes) body =
      g_bytes_new_with_free_func (text, strlen (text), cfl_oauth_wipe_free, text);

  cfl_http_request_set_body (request, body, type);
}

void
cfl_oauth_set_form (CflHttpRequest *request, const char *const *names_and_values)
{
  GString *form = g_string_new (NULL);

  for (guint i = 0; names_and_values[i] != NULL; i += 2)
    {
      g_autofree char *value = g_uri_escape_string (names_and_values[i + 1], NULL, FALSE);

      g_string_append_printf (form, "%s%s=%s", i > 0 ? "&" : "", names_and_values[i], value);
      explicit_bzero (value, strlen (value));
    }
  set_secret_body (request, g_string_free (form, FALSE), "application/x-www-form-urlencoded");
}

/* Begin. */

static void
return_address (CflOauth *self, GTask *task)
{
  g_autofree char *client = g_uri_escape_string (self->client_id, NULL, FALSE);
  g_autofree char *scope = g_uri_escape_string (SCOPE, NULL, FALSE);
  g_autofree char *redirect = g_uri_escape_string (self->redirect_uri, NULL, FALSE);

  g_task_return_pointer (
      task,
      g_strdup_printf ("%s%cclient_id=%s&response_type=code&scope=%s&redirect_uri=%s&state=%s",
                       self->endpoints->authorization,
                       strchr (self->endpoints->authorization, '?') != NULL ? '&' : '?', client,
                       scope, redirect, self->state),
      g_free);
  g_object_unref (task);
}

void
cfl_oauth_begin_async (CflOauth *self,
                       const char *redirect_uri,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  char *state = cfl_oauth_state_new (&error);

  g_task_set_source_tag (task, cfl_oauth_begin_async);
  g_task_set_name (task, "begin sign-in");
  if (state == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  cfl_oauth_wipe (&self->state);
  self->state = state;
  g_free (self->redirect_uri);
  self->redirect_uri = g_strdup (redirect_uri);
  with_endpoints (self, g_steal_pointer (&task), return_address);
}

char *
cfl_oauth_begin_finish (CflOauth *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Complete. */

static void
first_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflOauth *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!cfl_token_store_save_finish (CFL_TOKEN_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&self->tokens, cfl_tokens_free);
  self->tokens = g_steal_pointer (&self->unsaved);
  g_task_return_pointer (task, g_strdup (self->tokens->realm_id), g_free);
}

static void
exchanged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflOauth *self = g_task_get_source_object (task);
  CflOauthRedirect *redirect = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CflHttpResponse) response =
      cfl_http_client_send_finish (CFL_HTTP_CLIENT (source), result, &error);
  CflTokens *tokens =
      response != NULL ? cfl_oauth_read_tokens (response, NULL, g_get_real_time (), &error) : NULL;

  if (tokens == NULL)
    {
      cfl_quickbooks_translate_error (&error);
      g_task_return_error (task, error);
      return;
    }
  g_free (tokens->realm_id);
  tokens->realm_id = g_strdup (redirect->realm_id);
  g_clear_pointer (&self->unsaved, cfl_tokens_free);
  self->unsaved = tokens;
  /* Not cancellable from here: the code is spent, and these tokens are all there is of it. */
  cfl_token_store_save_async (self->store, self->unsaved, NULL, first_saved_cb,
                              g_steal_pointer (&task));
}

static void
exchange (CflOauth *self, GTask *task)
{
  CflOauthRedirect *redirect = g_task_get_task_data (task);
  g_autoptr (CflHttpRequest) request =
      cfl_oauth_request_new (self, self->endpoints->token, "exchange the sign-in code");

  /* Not idempotent: a code that is exchanged twice takes back what the first time gave. */
  cfl_oauth_set_form (request, (const char *const[]){ "grant_type", "authorization_code", "code",
                                                      redirect->code, "redirect_uri",
                                                      self->redirect_uri, NULL });
  cfl_http_client_send_async (self->http, request, NULL, g_task_get_cancellable (task),
                              exchanged_cb, task);
}

static gboolean
check_redirect (CflOauth *self, const CflOauthRedirect *redirect, GError **error)
{
  if (self->state == NULL || !cfl_oauth_state_equal (self->state, redirect->state))
    g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_REDIRECT,
                         _ ("This address belongs to another sign-in. Begin again, and use the "
                            "address that the browser shows at the end."));
  else if (redirect->error != NULL)
    {
      gboolean denied = g_str_equal (redirect->error, "access_denied");

      cfl_oauth_wipe (&self->state);
      g_set_error_literal (error, CFL_QUICKBOOKS_ERROR,
                           denied ? CFL_QUICKBOOKS_ERROR_DENIED : CFL_QUICKBOOKS_ERROR_REDIRECT,
                           denied ? _ ("QuickBooks was not allowed to be connected. Sign in again "
                                       "and choose Connect.")
                                  : _ ("Intuit ended the sign-in with an error. Sign in again."));
    }
  else if (self->expected_realm != NULL && *self->expected_realm != '\0' &&
           !g_str_equal (self->expected_realm, redirect->realm_id))
    g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_OTHER_COMPANY,
                         _ ("You signed in to another QuickBooks company than before. Sign in "
                            "again and choose the same company, or add the other one as a company "
                            "of its own."));
  else
    return TRUE;
  return FALSE;
}

static void
redirect_free (gpointer redirect)
{
  cfl_oauth_redirect_free (redirect);
}

void
cfl_oauth_complete_async (CflOauth *self,
                          const char *redirected,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  CflOauthRedirect *redirect = cfl_oauth_redirect_parse (redirected, &error);

  g_task_set_source_tag (task, cfl_oauth_complete_async);
  g_task_set_name (task, "complete sign-in");
  if (redirect != NULL)
    g_task_set_task_data (task, redirect, redirect_free);
  if (redirect == NULL || !check_redirect (self, redirect, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  /* Used up: the same address a second time is refused before it reaches Intuit. */
  cfl_oauth_wipe (&self->state);
  with_endpoints (self, g_steal_pointer (&task), exchange);
}

char *
cfl_oauth_complete_finish (CflOauth *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Revoke. */

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflOauth *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (CflHttpResponse) response =
      cfl_http_client_send_finish (CFL_HTTP_CLIENT (source), result, &error);

  /* 400: Intuit does not know the token, so it is gone already. */
  if (response != NULL &&
      (cfl_http_response_is_success (response) || cfl_http_response_get_status (response) == 400))
    {
      g_clear_pointer (&self->tokens, cfl_tokens_free);
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (response != NULL)
    g_set_error_literal (&error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SERVER,
                         _ ("Intuit did not confirm that the connection ended. You can end it in "
                            "QuickBooks under Apps."));
  cfl_quickbooks_translate_error (&error);
  g_task_return_error (task, error);
}

static void
call_revocation (CflOauth *self, GTask *task)
{
  const CflTokens *tokens = g_task_get_task_data (task);
  g_autoptr (CflHttpRequest) request =
      cfl_oauth_request_new (self, self->endpoints->revocation, "end the sign-in");
  g_autoptr (CflJsonWriter) writer = cfl_json_writer_new ();
  g_autoptr (GBytes) body = NULL;

  cfl_json_writer_begin_object (writer, NULL);
  cfl_json_writer_add_text (writer, "token", tokens->refresh_token);
  cfl_json_writer_end_object (writer);
  body = cfl_json_writer_finish (writer, NULL);
  cfl_http_request_set_body (request, body, "application/json");
  cfl_http_request_set_idempotent (request, TRUE);
  cfl_http_client_send_async (self->http, request, NULL, g_task_get_cancellable (task), revoked_cb,
                              task);
}

static void
revoke_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflOauth *self = g_task_get_source_object (task);
  GError *error = NULL;
  CflTokens *tokens = cfl_token_store_load_finish (CFL_TOKEN_STORE (source), result, &error);

  if (tokens != NULL)
    {
      g_task_set_task_data (task, tokens, (GDestroyNotify) cfl_tokens_free);
      with_endpoints (self, g_steal_pointer (&task), call_revocation);
    }
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE); /* there is nothing to end */
}

void
cfl_oauth_revoke_async (CflOauth *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cfl_oauth_revoke_async);
  g_task_set_name (task, "revoke the sign-in");
  cfl_token_store_load_async (self->store, cancellable, revoke_loaded_cb, task);
}

gboolean
cfl_oauth_revoke_finish (CflOauth *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
