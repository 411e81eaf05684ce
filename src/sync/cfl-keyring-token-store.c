/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-keyring-token-store.h"

#include "cfl-upload-lock.h"

#include <glib/gi18n-lib.h>

struct _CflKeyringTokenStore {
  GObject parent_instance;

  CflSecretStore *secrets;
  CflCompanyEntry *entry;
  char *realm;
  CflUploadLock *lock; /* while this process refreshes */
};

static void cfl_keyring_token_store_iface_init (CflTokenStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CflKeyringTokenStore,
                               cfl_keyring_token_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CFL_TYPE_TOKEN_STORE,
                                                      cfl_keyring_token_store_iface_init))

static void
cfl_keyring_token_store_finalize (GObject *object)
{
  CflKeyringTokenStore *self = CFL_KEYRING_TOKEN_STORE (object);

  g_clear_object (&self->secrets);
  g_clear_pointer (&self->lock, cfl_upload_lock_release);
  g_clear_pointer (&self->entry, cfl_company_entry_unref);
  g_free (self->realm);
  G_OBJECT_CLASS (cfl_keyring_token_store_parent_class)->finalize (object);
}

static void
cfl_keyring_token_store_class_init (CflKeyringTokenStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cfl_keyring_token_store_finalize;
}

static void
cfl_keyring_token_store_init (CflKeyringTokenStore *self)
{
}

static CflSecretKey
make_key (CflKeyringTokenStore *self)
{
  return (CflSecretKey){ self->entry->id, cfl_environment_to_text (self->entry->environment),
                         self->realm, CFL_SECRET_QUICKBOOKS_TOKENS };
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  CflTokens *tokens = NULL;
  char *text = cfl_secret_store_lookup_finish (CFL_SECRET_STORE (source), result, &error);

  if (text != NULL)
    tokens = cfl_tokens_from_text (text, &error);
  else if (error == NULL)
    error = g_error_new_literal (CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SIGN_IN,
                                 _ ("QuickBooks wants you to sign in. Nothing is lost."));
  cfl_secret_free (text);
  if (tokens == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, tokens, (GDestroyNotify) cfl_tokens_free);
}

static void
load_async (CflTokenStore *store,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  CflKeyringTokenStore *self = CFL_KEYRING_TOKEN_STORE (store);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  CflSecretKey key = make_key (self);

  g_task_set_source_tag (task, load_async);
  cfl_secret_store_lookup_async (self->secrets, &key, cancellable, looked_up_cb, task);
}

static CflTokens *
load_finish (CflTokenStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cfl_secret_store_store_finish (CFL_SECRET_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
save_async (CflTokenStore *store,
            const CflTokens *tokens,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  CflKeyringTokenStore *self = CFL_KEYRING_TOKEN_STORE (store);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *label = NULL;
  char *text = cfl_tokens_to_text (tokens);
  CflSecretKey key;

  /* A sign-in tells the company only now. */
  if (tokens->realm_id != NULL && tokens->realm_id[0] != '\0')
    {
      g_free (self->realm);
      self->realm = g_strdup (tokens->realm_id);
    }
  key = make_key (self);
  /* Translators: how the keyring's own program lists it; %s is the company. */
  label = g_strdup_printf (_ ("Counterfoil: QuickBooks sign-in of %s"), self->entry->name);
  g_task_set_source_tag (task, save_async);
  cfl_secret_store_store_async (self->secrets, &key, label, text, cancellable, stored_cb, task);
  cfl_secret_free (text);
}

static gboolean
save_finish (CflTokenStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  CflUploadLock *lock = cfl_token_lock_finish (result, &error);

  if (lock == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, lock, (GDestroyNotify) cfl_upload_lock_release);
}

static void
lock_async (CflTokenStore *store,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  CflKeyringTokenStore *self = CFL_KEYRING_TOKEN_STORE (store);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *folder = cfl_company_entry_get_folder (self->entry);

  g_task_set_source_tag (task, lock_async);
  cfl_token_lock_async (folder, cancellable, locked_cb, task);
}

static gboolean
lock_finish (CflTokenStore *store, GAsyncResult *result, GError **error)
{
  CflKeyringTokenStore *self = CFL_KEYRING_TOKEN_STORE (store);

  self->lock = g_task_propagate_pointer (G_TASK (result), error);
  return self->lock != NULL;
}

static void
unlock (CflTokenStore *store)
{
  CflKeyringTokenStore *self = CFL_KEYRING_TOKEN_STORE (store);

  g_clear_pointer (&self->lock, cfl_upload_lock_release);
}

static void
cfl_keyring_token_store_iface_init (CflTokenStoreInterface *iface)
{
  iface->lock_async = lock_async;
  iface->lock_finish = lock_finish;
  iface->unlock = unlock;
  iface->load_async = load_async;
  iface->load_finish = load_finish;
  iface->save_async = save_async;
  iface->save_finish = save_finish;
}

CflTokenStore *
cfl_keyring_token_store_new (CflSecretStore *secrets, CflCompanyEntry *entry, const char *realm)
{
  CflKeyringTokenStore *self = g_object_new (CFL_TYPE_KEYRING_TOKEN_STORE, NULL);

  self->secrets = g_object_ref (secrets);
  self->entry = cfl_company_entry_ref (entry);
  self->realm = g_strdup (realm);
  return CFL_TOKEN_STORE (self);
}
