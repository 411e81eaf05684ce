/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-oauth-private.h"
#include "cfl-quickbooks-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A token with less left than this is refreshed before it is used. */
#define MARGIN (5 * 60 * G_USEC_PER_SEC)

static void refresh_load (CflOauth *self);

/* Access tokens. Whoever comes while a refresh runs waits for its end; the refresh itself belongs to
 * nobody and is not cancelled with a caller, because a rotated token that is lost signs the user
 * out. */

static gboolean
is_live (const CflOauth *self, const CflTokens *tokens, const char *rejected)
{
  return tokens != NULL && *tokens->access_token != '\0' &&
         tokens->access_expires_at - g_get_real_time () > MARGIN &&
         (rejected == NULL || !g_str_equal (rejected, tokens->access_token));
}

static void
refresh_end (CflOauth *self, const GError *error)
{
  GQueue waiting = self->waiting;

  g_queue_init (&self->waiting);
  if (self->holds_lock)
    CFL_TOKEN_STORE_GET_IFACE (self->store)->unlock (self->store);
  self->holds_lock = FALSE;
  self->refreshing = FALSE;
  cfl_oauth_wipe (&self->rejected);
  for (GTask *task; (task = g_queue_pop_head (&waiting)) != NULL; g_object_unref (task))
    {
      if (g_task_return_error_if_cancelled (task))
        continue;
      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_pointer (task, g_strdup (self->tokens->access_token), cfl_oauth_wipe_free);
    }
  g_object_unref (self);
}

static void
refresh_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflOauth *self = user_data;
  g_autoptr (GError) error = NULL;

  if (cfl_token_store_save_finish (CFL_TOKEN_STORE (source), result, &error))
    {
      g_clear_pointer (&self->tokens, cfl_tokens_free);
      self->tokens = g_steal_pointer (&self->unsaved);
    }
  refresh_end (self, error);
}

static void
refresh_save (CflOauth *self)
{
  cfl_token_store_save_async (self->store, self->unsaved, NULL, refresh_saved_cb, self);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflOauth *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CflHttpResponse) response =
      cfl_http_client_send_finish (CFL_HTTP_CLIENT (source), result, &error);
  CflTokens *tokens;

  tokens = response != NULL
               ? cfl_oauth_read_tokens (response, self->tokens, g_get_real_time (), &error)
               : NULL;
  if (tokens != NULL)
    {
      g_clear_pointer (&self->unsaved, cfl_tokens_free);
      self->unsaved = tokens;
      refresh_save (self);
    }
  else if (!self->reloaded &&
           g_error_matches (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SIGN_IN))
    {
      /* Another process may have refreshed between our look into the store and our call. */
      self->reloaded = TRUE;
      refresh_load (self);
    }
  else
    {
      cfl_quickbooks_translate_error (&error);
      refresh_end (self, error);
    }
}

static void
refresh_call (CflOauth *self)
{
  g_autoptr (CflHttpRequest) request =
      cfl_oauth_request_new (self, self->endpoints->token, "refresh the sign-in");
  CflRetryPolicy policy = CFL_RETRY_POLICY_DEFAULT;

  policy.max_attempts = 3;
  policy.longest_retry_after_seconds = 60;
  cfl_oauth_set_form (request,
                      (const char *const[]){ "grant_type", "refresh_token", "refresh_token",
                                             self->tokens->refresh_token, NULL });
  cfl_http_request_set_idempotent (request, TRUE);
  cfl_http_request_set_retry_policy (request, policy);
  cfl_http_client_send_async (self->http, request, NULL, NULL, refreshed_cb, self);
}

static void
refresh_discovered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflOauth *self = user_data;
  g_autoptr (GError) error = NULL;
  CflOauthEndpoints *endpoints = cfl_oauth_discover_finish (result, &error);

  if (endpoints == NULL)
    {
      cfl_quickbooks_translate_error (&error);
      refresh_end (self, error);
      return;
    }
  g_clear_pointer (&self->endpoints, cfl_oauth_endpoints_free);
  self->endpoints = endpoints;
  refresh_call (self);
}

static void
refresh_locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflOauth *self = user_data;
  g_autoptr (GError) error = NULL;

  self->holds_lock = CFL_TOKEN_STORE_GET_IFACE (source)->lock_finish (self->store, result, &error);
  /* Two refreshes at once are rare, and better than none. */
  if (!self->holds_lock)
    g_debug ("No lock for the refresh: %s", error->message);
  refresh_load (self);
}

/* Whoever held the lock before us has refreshed most likely: what is stored is looked at once
 * more. */
static gboolean
wait_for_lock (CflOauth *self)
{
  CflTokenStoreInterface *iface = CFL_TOKEN_STORE_GET_IFACE (self->store);

  if (self->asked_for_lock || iface->lock_async == NULL)
    return FALSE;
  self->asked_for_lock = TRUE;
  iface->lock_async (self->store, NULL, refresh_locked_cb, self);
  return TRUE;
}

static void
refresh_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflOauth *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *tried = self->tokens != NULL ? g_strdup (self->tokens->refresh_token) : NULL;
  CflTokens *stored = cfl_token_store_load_finish (CFL_TOKEN_STORE (source), result, &error);

  if (stored == NULL)
    {
      if (error == NULL)
        g_set_error_literal (&error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SIGN_IN,
                             _ ("Counterfoil is not signed in to QuickBooks. Sign in first."));
      refresh_end (self, error);
      return;
    }
  g_clear_pointer (&self->tokens, cfl_tokens_free);
  self->tokens = stored;
  if (is_live (self, stored, self->rejected))
    refresh_end (self, NULL);
  else if (self->reloaded && g_strcmp0 (tried, stored->refresh_token) == 0)
    {
      g_set_error_literal (&error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SIGN_IN,
                           _ ("The sign-in to QuickBooks is no longer valid. Sign in again."));
      refresh_end (self, error);
    }
  else if (wait_for_lock (self))
    ; /* and come back here */
  else if (self->endpoints != NULL)
    refresh_call (self);
  else
    cfl_oauth_discover_async (self->http, self->discovery_uri, NULL, refresh_discovered_cb, self);
  if (tried != NULL)
    explicit_bzero (tried, strlen (tried));
}

static void
refresh_load (CflOauth *self)
{
  cfl_token_store_load_async (self->store, NULL, refresh_loaded_cb, self);
}

static void
start_refresh (CflOauth *self, const char *rejected)
{
  g_object_ref (self); /* until refresh_end() */
  self->refreshing = TRUE;
  self->reloaded = FALSE;
  self->asked_for_lock = FALSE;
  self->rejected = g_strdup (rejected);
  if (self->unsaved != NULL)
    refresh_save (self);
  else
    refresh_load (self);
}

typedef struct {
  CflOauth *oauth;
  GTask *task; /* not owned */
} Waiter;

static gboolean
waiter_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Waiter *waiter = user_data;
  GTask *task = waiter->task;

  if (g_queue_remove (&waiter->oauth->waiting, task))
    {
      g_task_return_error_if_cancelled (task);
      g_object_unref (task);
    }
  return G_SOURCE_REMOVE;
}

static void
waiter_gone (gpointer source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static void
wait_for_refresh (CflOauth *self, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL)
    {
      GSource *source = g_cancellable_source_new (cancellable);
      Waiter *waiter = g_new0 (Waiter, 1);

      waiter->oauth = self;
      waiter->task = task;
      g_source_set_callback (source, G_SOURCE_FUNC (waiter_cancelled_cb), waiter, g_free);
      g_source_attach (source, g_main_context_get_thread_default ());
      g_task_set_task_data (task, source, waiter_gone);
    }
  g_queue_push_tail (&self->waiting, task);
}

void
cfl_oauth_get_access_token_async (CflOauth *self,
                                  const char *rejected_token,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cfl_oauth_get_access_token_async);
  g_task_set_name (task, "get an access token");
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!self->refreshing && is_live (self, self->tokens, rejected_token))
    {
      g_task_return_pointer (task, g_strdup (self->tokens->access_token), cfl_oauth_wipe_free);
      return;
    }
  wait_for_refresh (self, g_steal_pointer (&task));
  if (!self->refreshing)
    start_refresh (self, rejected_token);
}

char *
cfl_oauth_get_access_token_finish (CflOauth *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
