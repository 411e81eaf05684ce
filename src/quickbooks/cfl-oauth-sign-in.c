/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The user signs in: the address for the browser, and what the browser brings back. */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-oauth-private.h"
#include "cfl-quickbooks-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SCOPE "com.intuit.quickbooks.accounting"

/* ---- begin ---- */

static void
begin_located_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflOauth *self = CFL_OAUTH (source);
  g_autofree char *client = g_uri_escape_string (self->client_id, NULL, FALSE);
  g_autofree char *scope = g_uri_escape_string (SCOPE, NULL, FALSE);
  g_autofree char *redirect = g_uri_escape_string (self->redirect_uri, NULL, FALSE);
  GError *error = NULL;

  if (!cfl_oauth_find_endpoints_finish (self, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (
      task,
      g_strdup_printf ("%s%cclient_id=%s&response_type=code&scope=%s&redirect_uri=%s&state=%s",
                       self->endpoints->authorization,
                       strchr (self->endpoints->authorization, '?') != NULL ? '&' : '?', client,
                       scope, redirect, self->state),
      g_free);
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
  g_clear_pointer (&self->unsaved, cfl_tokens_free);
  cfl_oauth_wipe (&self->replaces);
  g_free (self->redirect_uri);
  self->redirect_uri = g_strdup (redirect_uri);
  cfl_oauth_find_endpoints_async (self, TRUE, cancellable, begin_located_cb,
                                  g_steal_pointer (&task));
}

char *
cfl_oauth_begin_finish (CflOauth *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- complete ---- */

static void
first_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflOauth *self = g_task_get_source_object (task);
  GError *error = NULL;
  gboolean saved = cfl_token_store_save_finish (CFL_TOKEN_STORE (source), result, &error);

  if (self->sign_in_holds_lock)
    cfl_oauth_unlock (self);
  self->sign_in_holds_lock = FALSE;
  if (!saved)
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&self->tokens, cfl_tokens_free);
  self->tokens = g_steal_pointer (&self->unsaved);
  cfl_oauth_forget_failure (self);
  cfl_oauth_emit_learned (self);
  g_task_return_pointer (task, g_strdup (self->tokens->realm_id), g_free);
}

/* Another process may just be refreshing the sign-in that this one replaces; what it stores must not
 * come last. */
static void
first_locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflOauth *self = CFL_OAUTH (source);

  self->sign_in_holds_lock = cfl_oauth_lock_finish (self, result);
  cfl_token_store_save_async (self->store, self->unsaved, NULL, first_saved_cb, user_data);
}

/* Not cancellable from here: the code is spent, and these tokens are all there is of it. Takes over
 * @task. */
static void
save_first (CflOauth *self, GTask *task)
{
  cfl_oauth_lock_async (self, first_locked_cb, task);
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
      response != NULL ? cfl_oauth_read_tokens (response, NULL, &self->exchanged_at, &error) : NULL;

  if (tokens == NULL)
    {
      cfl_quickbooks_translate_error (&error);
      g_task_return_error (task, error);
      return;
    }
  cfl_tokens_set (&tokens->realm_id, redirect->realm_id);
  g_clear_pointer (&self->unsaved, cfl_tokens_free);
  cfl_oauth_wipe (&self->replaces);
  self->unsaved = tokens;
  save_first (self, g_steal_pointer (&task));
}

static void
exchange_located_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflOauth *self = CFL_OAUTH (source);
  CflOauthRedirect *redirect = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (CflHttpRequest) request = NULL;
  GError *error = NULL;

  if (!cfl_oauth_find_endpoints_finish (self, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  /* Not idempotent: a code that is exchanged twice takes back what the first time gave. */
  request = cfl_oauth_request_new (self, self->endpoints->token, "exchange the sign-in code");
  cfl_oauth_set_form (request, (const char *const[]){ "grant_type", "authorization_code", "code",
                                                      redirect->code, "redirect_uri",
                                                      self->redirect_uri, NULL });
  self->exchanged_at = self->now ();
  cfl_http_client_send_async (self->http, request, NULL, cancellable, exchanged_cb,
                              g_steal_pointer (&task));
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

/**
 * cfl_oauth_complete_async:
 * @redirected: the address that the browser was sent to, or its query
 *
 * When the store would not take the tokens, a further call stores them and looks at no address: the
 * user need not sign in twice because the keyring was locked.
 */
void
cfl_oauth_complete_async (CflOauth *self,
                          const char *redirected,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CflOauthRedirect *redirect;
  GError *error = NULL;

  g_task_set_source_tag (task, cfl_oauth_complete_async);
  g_task_set_name (task, "complete sign-in");
  if (self->unsaved != NULL && self->replaces == NULL)
    {
      save_first (self, g_steal_pointer (&task));
      return;
    }
  redirect = cfl_oauth_redirect_parse (redirected, &error);
  if (redirect != NULL)
    g_task_set_task_data (task, redirect, redirect_free);
  if (redirect == NULL || !check_redirect (self, redirect, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  /* Used up: the same address a second time is refused before it reaches Intuit. */
  cfl_oauth_wipe (&self->state);
  cfl_oauth_find_endpoints_async (self, FALSE, cancellable, exchange_located_cb,
                                  g_steal_pointer (&task));
}

char *
cfl_oauth_complete_finish (CflOauth *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
