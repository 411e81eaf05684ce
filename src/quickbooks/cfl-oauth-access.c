/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Access tokens for those who call QuickBooks. Whoever comes while a refresh runs waits for its
 * end. */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-oauth-private.h"

/* A token with less left than this is refreshed before it is used. */
#define MARGIN (5 * 60 * G_USEC_PER_SEC)
/* While Intuit has trouble refreshing, what is left of the old token is used up to here. */
#define LAST_MOMENT (15 * G_USEC_PER_SEC)

/* Whether the last refresh failed, and it is too early for another one. */
gboolean
cfl_oauth_is_held_back (CflOauth *self)
{
  CflMoment now = self->now ();
  gint64 age;

  if (self->failure == NULL)
    return FALSE;
  age = cfl_moment_get_age (&self->failed_at, &now);
  return age >= 0 && age < self->failure_lasts;
}

static gboolean
lives_for (CflOauth *self, const char *rejected, gint64 margin)
{
  const CflTokens *tokens = self->tokens;
  CflMoment now = self->now ();

  return tokens != NULL && cfl_tokens_get_remaining (tokens, &now) > margin &&
         (rejected == NULL || !g_str_equal (rejected, tokens->access_token));
}

/* Whether there is a token that one may go on with while it cannot be refreshed. */
gboolean
cfl_oauth_can_use_up (CflOauth *self)
{
  return lives_for (self, self->rejected, LAST_MOMENT);
}

/* Whether there is a token that need not be refreshed. A service whose tokens live for minutes only
 * must not be asked before each call. @rejected: (nullable): one that a 401 refused */
gboolean
cfl_oauth_is_live (CflOauth *self, const char *rejected)
{
  gint64 margin = 0;

  if (self->tokens != NULL)
    margin = cfl_oauth_is_held_back (self) && cfl_oauth_failure_passes (self->failure)
                 ? LAST_MOMENT
                 : MIN (MARGIN, self->tokens->access_lifetime / 2);
  return lives_for (self, rejected, margin);
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
  if (!self->refreshing && cfl_oauth_is_live (self, rejected_token))
    {
      g_task_return_pointer (task, g_strdup (self->tokens->access_token), cfl_oauth_wipe_free);
      return;
    }
  wait_for_refresh (self, g_steal_pointer (&task));
  if (!self->refreshing)
    cfl_oauth_start_refresh (self, rejected_token);
  else if (self->rejected == NULL)
    self->rejected = g_strdup (rejected_token);
}

char *
cfl_oauth_get_access_token_finish (CflOauth *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
