/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "memory-token-store.h"

#define LIFETIME 3600

static void
load_async (CflTokenStore *store,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  MemoryTokenStore *self = MEMORY_TOKEN_STORE (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->loads++;
  if (self->unreadable)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "Locked.");
      return;
    }
  g_task_return_pointer (task, self->tokens != NULL ? cfl_tokens_copy (self->tokens) : NULL,
                         (GDestroyNotify) cfl_tokens_free);
}

static CflTokens *
load_finish (CflTokenStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
save_async (CflTokenStore *store,
            const CflTokens *tokens,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  MemoryTokenStore *self = MEMORY_TOKEN_STORE (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->saves++;
  if (self->refuses)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "Locked.");
      return;
    }
  g_clear_pointer (&self->tokens, cfl_tokens_free);
  self->tokens = cfl_tokens_copy (tokens);
  g_task_return_boolean (task, TRUE);
}

static gboolean
save_finish (CflTokenStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
lock_async (CflTokenStore *store,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  MemoryTokenStore *self = MEMORY_TOKEN_STORE (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_assert_false (self->locked);
  if (self->theirs != NULL)
    {
      g_clear_pointer (&self->tokens, cfl_tokens_free);
      self->tokens = g_steal_pointer (&self->theirs);
    }
  self->locked = !self->unlockable;
  if (self->locked)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_READ_ONLY, "Read only.");
}

static gboolean
lock_finish (CflTokenStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
unlock (CflTokenStore *store)
{
  MemoryTokenStore *self = MEMORY_TOKEN_STORE (store);

  g_assert_true (self->locked);
  self->locked = FALSE;
}

static void
token_store_init (CflTokenStoreInterface *iface)
{
  iface->load_async = load_async;
  iface->load_finish = load_finish;
  iface->save_async = save_async;
  iface->save_finish = save_finish;
  iface->lock_async = lock_async;
  iface->lock_finish = lock_finish;
  iface->unlock = unlock;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MemoryTokenStore,
                               memory_token_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CFL_TYPE_TOKEN_STORE, token_store_init))

static void
memory_token_store_finalize (GObject *object)
{
  cfl_tokens_free (MEMORY_TOKEN_STORE (object)->tokens);
  cfl_tokens_free (MEMORY_TOKEN_STORE (object)->theirs);
  G_OBJECT_CLASS (memory_token_store_parent_class)->finalize (object);
}

static void
memory_token_store_class_init (MemoryTokenStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = memory_token_store_finalize;
}

static void
memory_token_store_init (MemoryTokenStore *self)
{
}

MemoryTokenStore *
memory_token_store_new (void)
{
  return g_object_new (MEMORY_TYPE_TOKEN_STORE, NULL);
}

void
memory_token_store_put (MemoryTokenStore *self,
                        const char *access_token,
                        const char *refresh_token,
                        int seconds)
{
  CflTokens *tokens = cfl_tokens_new ();

  g_free (tokens->access_token);
  tokens->access_token = g_strdup (access_token);
  g_free (tokens->refresh_token);
  tokens->refresh_token = g_strdup (refresh_token);
  g_free (tokens->realm_id);
  tokens->realm_id = g_strdup ("9130");
  tokens->issued = cfl_moment_now ();
  tokens->issued.wall -= (LIFETIME - seconds) * (gint64) G_USEC_PER_SEC;
  tokens->issued.steady -= (LIFETIME - seconds) * (gint64) G_USEC_PER_SEC;
  tokens->access_lifetime = LIFETIME * (gint64) G_USEC_PER_SEC;
  g_clear_pointer (&self->tokens, cfl_tokens_free);
  self->tokens = tokens;
}
