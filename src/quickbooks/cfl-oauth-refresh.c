/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One refresh, from what the store has to what it has then. It belongs to nobody and is not cancelled
 * with a caller, because a rotated token that is lost signs the user out. */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-oauth-private.h"
#include "cfl-quickbooks-private.h"

#include <glib/gi18n-lib.h>

/* How often a refresh is repeated whose answer came cut or garbled. */
#define MAX_UNREADABLE 2
/* After a failure the same is said without asking again for so long. */
#define HOLD_TROUBLE (15 * G_USEC_PER_SEC)
#define HOLD_THROTTLED (60 * G_USEC_PER_SEC)
#define HOLD_KEYS (60 * G_USEC_PER_SEC)
#define LONGEST_HOLD_SECONDS 600

static void refresh_load (CflOauth *self);
static void refresh_call (CflOauth *self);

/* @error: (nullable) */
static void
refresh_end (CflOauth *self, const GError *error)
{
  GQueue waiting = self->waiting;

  g_queue_init (&self->waiting);
  if (self->holds_lock)
    cfl_oauth_unlock (self);
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

void
cfl_oauth_forget_failure (CflOauth *self)
{
  g_clear_error (&self->failure);
  cfl_oauth_wipe (&self->failed_token);
}

static void
drop_unsaved (CflOauth *self)
{
  g_clear_pointer (&self->unsaved, cfl_tokens_free);
  cfl_oauth_wipe (&self->replaces);
}

/* ---- the new token is stored before it is used ---- */

static void
refresh_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflOauth *self = user_data;
  g_autoptr (GError) error = NULL;

  if (cfl_token_store_save_finish (CFL_TOKEN_STORE (source), result, &error))
    {
      g_clear_pointer (&self->tokens, cfl_tokens_free);
      self->tokens = g_steal_pointer (&self->unsaved);
      drop_unsaved (self);
      cfl_oauth_forget_failure (self);
      cfl_oauth_emit_learned (self);
    }
  refresh_end (self, error);
}

static void
refresh_save (CflOauth *self)
{
  cfl_token_store_save_async (self->store, self->unsaved, NULL, refresh_saved_cb, self);
}

/* ---- what the service answers ---- */

gboolean
cfl_oauth_failure_passes (const GError *error)
{
  return error->domain == CFL_QUICKBOOKS_ERROR && (error->code == CFL_QUICKBOOKS_ERROR_OFFLINE ||
                                                   error->code == CFL_QUICKBOOKS_ERROR_SERVER ||
                                                   error->code == CFL_QUICKBOOKS_ERROR_THROTTLED ||
                                                   error->code == CFL_QUICKBOOKS_ERROR_PROTOCOL);
}

/* Nobody is asked again for what cannot have changed, nor hammered while in trouble. A line that was
 * down may be up again at once. */
static gint64
find_hold (const GError *error, CflHttpResponse *response, gint64 wall)
{
  int asked_for = response != NULL ? cfl_http_response_get_retry_after (response, wall) : -1;

  if (error->domain != CFL_QUICKBOOKS_ERROR)
    return 0;
  switch ((CflQuickbooksError) error->code)
    {
    case CFL_QUICKBOOKS_ERROR_SIGN_IN:
      return G_MAXINT64;
    case CFL_QUICKBOOKS_ERROR_KEYS:
      return HOLD_KEYS;
    case CFL_QUICKBOOKS_ERROR_THROTTLED:
      return asked_for < 0 ? HOLD_THROTTLED
                           : MIN (asked_for, LONGEST_HOLD_SECONDS) * G_USEC_PER_SEC;
    case CFL_QUICKBOOKS_ERROR_SERVER:
    case CFL_QUICKBOOKS_ERROR_PROTOCOL:
      return HOLD_TROUBLE;
    case CFL_QUICKBOOKS_ERROR_OFFLINE:
    case CFL_QUICKBOOKS_ERROR_FORBIDDEN:
    case CFL_QUICKBOOKS_ERROR_LAPSED:
    case CFL_QUICKBOOKS_ERROR_REJECTED:
    case CFL_QUICKBOOKS_ERROR_NAME_TAKEN:
    case CFL_QUICKBOOKS_ERROR_REDIRECT:
    case CFL_QUICKBOOKS_ERROR_DENIED:
    case CFL_QUICKBOOKS_ERROR_OTHER_COMPANY:
      break;
    }
  return 0;
}

static void
remember_failure (CflOauth *self, const GError *error, gint64 lasts)
{
  cfl_oauth_forget_failure (self);
  if (lasts == 0)
    return;
  self->failure = g_error_copy (error);
  self->failed_token = g_strdup (self->tokens->refresh_token);
  self->failed_at = self->now ();
  self->failure_lasts = lasts;
}

static void
refresh_fail (CflOauth *self, const GError *error, CflHttpResponse *response)
{
  gint64 hold = find_hold (error, response, self->now ().wall);

  /* Perhaps the service has moved. */
  if (cfl_oauth_failure_passes (error) && self->endpoints != NULL)
    self->endpoints->read_at = 0;
  if (cfl_oauth_failure_passes (error) && cfl_oauth_can_use_up (self))
    {
      g_debug ("The old token is used up while there is trouble: %s", error->message);
      remember_failure (self, error, MAX (hold, HOLD_TROUBLE));
      refresh_end (self, NULL);
      return;
    }
  remember_failure (self, error, hold);
  refresh_end (self, error);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflOauth *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CflHttpResponse) response =
      cfl_http_client_send_finish (CFL_HTTP_CLIENT (source), result, &error);
  CflTokens *tokens = response != NULL
                          ? cfl_oauth_read_tokens (response, self->tokens, &self->called_at, &error)
                          : NULL;

  cfl_quickbooks_translate_error (&error);
  if (tokens != NULL)
    {
      drop_unsaved (self);
      self->unsaved = tokens;
      self->replaces = g_strdup (self->tokens->access_token);
      refresh_save (self);
    }
  else if (!self->reloaded &&
           g_error_matches (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SIGN_IN))
    {
      /* Another process may have refreshed between our look into the store and our call. */
      self->reloaded = TRUE;
      refresh_load (self);
    }
  else if (response != NULL && cfl_http_response_is_success (response) &&
           self->unreadable++ < MAX_UNREADABLE)
    refresh_call (self); /* as good as a lost answer: the old token gives the same once more */
  else
    refresh_fail (self, error, response);
}

/* Also after a lost answer, and after a crash before the answer was stored, the old token is what
 * there is. Within a day of the last new one it gives the same again; whether it does beyond that is
 * for Intuit to say, and only its "invalid grant" means that the user has to sign in. */
static void
refresh_call (CflOauth *self)
{
  g_autoptr (CflHttpRequest) request =
      cfl_oauth_request_new (self, self->endpoints->token, "refresh the sign-in");
  CflRetryPolicy policy = CFL_RETRY_POLICY_DEFAULT;

  /* With a token left that can be used meanwhile nobody has to wait for the service to recover. */
  policy.max_attempts = cfl_oauth_can_use_up (self) ? 1 : 3;
  policy.longest_retry_after_seconds = 60;
  self->called_at = self->now ();
  cfl_oauth_set_form (request,
                      (const char *const[]){ "grant_type", "refresh_token", "refresh_token",
                                             self->tokens->refresh_token, NULL });
  cfl_http_request_set_idempotent (request, TRUE);
  cfl_http_request_set_retry_policy (request, policy);
  cfl_http_client_send_async (self->http, request, NULL, NULL, refreshed_cb, self);
}

static void
refresh_located_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflOauth *self = user_data;
  g_autoptr (GError) error = NULL;

  if (cfl_oauth_find_endpoints_finish (self, result, &error))
    refresh_call (self);
  else
    refresh_fail (self, error, NULL);
}

/* ---- what the store has ---- */

static void
refresh_locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflOauth *self = user_data;

  self->holds_lock = cfl_oauth_lock_finish (self, result);
  refresh_load (self);
}

/* Whoever held the lock before us has refreshed most likely: what is stored is looked at once
 * more. */
static gboolean
wait_for_lock (CflOauth *self)
{
  if (self->asked_for_lock)
    return FALSE;
  self->asked_for_lock = TRUE;
  cfl_oauth_lock_async (self, refresh_locked_cb, self);
  return TRUE;
}

/* Tokens that the store did not take are stored now, unless another process has stored some since:
 * those come from a later refresh or sign-in. */
static gboolean
save_what_is_left (CflOauth *self)
{
  if (self->unsaved == NULL)
    return FALSE;
  if (wait_for_lock (self))
    return TRUE;
  if (self->replaces != NULL && !g_str_equal (self->replaces, self->tokens->access_token))
    {
      drop_unsaved (self);
      return FALSE;
    }
  refresh_save (self);
  return TRUE;
}

static void
refresh_with_stored (CflOauth *self, gboolean tried_before)
{
  gboolean failed_before =
      self->failed_token != NULL && g_str_equal (self->failed_token, self->tokens->refresh_token);

  if (!failed_before)
    cfl_oauth_forget_failure (self);
  if (save_what_is_left (self))
    return;
  if (cfl_oauth_is_live (self, self->rejected))
    refresh_end (self, NULL);
  else if (self->reloaded && tried_before)
    {
      g_autoptr (GError) error = NULL;

      g_set_error_literal (&error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SIGN_IN,
                           _ ("The sign-in to QuickBooks is no longer valid. Sign in again."));
      refresh_fail (self, error, NULL);
    }
  else if (cfl_oauth_is_held_back (self))
    refresh_end (self, self->failure);
  else if (!wait_for_lock (self))
    cfl_oauth_find_endpoints_async (self, FALSE, NULL, refresh_located_cb, self);
}

static void
refresh_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflOauth *self = user_data;
  g_autoptr (GError) error = NULL;
  CflTokens *stored = cfl_token_store_load_finish (CFL_TOKEN_STORE (source), result, &error);
  gboolean tried_before;

  if (stored == NULL && error == NULL)
    g_set_error_literal (&error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SIGN_IN,
                         _ ("Counterfoil is not signed in to QuickBooks. Sign in first."));
  if (stored == NULL)
    {
      /* Disconnected elsewhere: what is left of the connection is void. */
      if (g_error_matches (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SIGN_IN) &&
          self->replaces != NULL)
        drop_unsaved (self);
      refresh_end (self, error);
      return;
    }
  tried_before =
      self->tokens != NULL && g_str_equal (self->tokens->refresh_token, stored->refresh_token);
  g_clear_pointer (&self->tokens, cfl_tokens_free);
  self->tokens = stored;
  refresh_with_stored (self, tried_before);
}

static void
refresh_load (CflOauth *self)
{
  cfl_token_store_load_async (self->store, NULL, refresh_loaded_cb, self);
}

void
cfl_oauth_start_refresh (CflOauth *self, const char *rejected)
{
  g_object_ref (self); /* until refresh_end() */
  self->refreshing = TRUE;
  self->reloaded = FALSE;
  self->unreadable = 0;
  self->asked_for_lock = FALSE;
  self->rejected = g_strdup (rejected);
  refresh_load (self);
}
