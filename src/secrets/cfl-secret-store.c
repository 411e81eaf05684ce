/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-secret-store.h"

#include "cfl-secret-operation-private.h"

#include <libsecret/secret.h>

#define DEFAULT_TIMEOUT_SECONDS 120

struct _CflSecretStore {
  GObject parent_instance;

  gboolean interactive;
  guint timeout_seconds;
};

G_DEFINE_QUARK (cfl_secret_error_quark, cfl_secret_error)
G_DEFINE_FINAL_TYPE (CflSecretStore, cfl_secret_store, G_TYPE_OBJECT)

typedef enum { PROP_INTERACTIVE = 1, PROP_TIMEOUT } Property;

static GParamSpec *properties[PROP_TIMEOUT + 1];

static void
cfl_secret_store_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  CflSecretStore *self = CFL_SECRET_STORE (object);

  switch ((Property) property_id)
    {
    case PROP_INTERACTIVE:
      g_value_set_boolean (value, self->interactive);
      break;
    case PROP_TIMEOUT:
      g_value_set_uint (value, self->timeout_seconds);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
cfl_secret_store_set_property (GObject *object,
                               guint property_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  CflSecretStore *self = CFL_SECRET_STORE (object);

  switch ((Property) property_id)
    {
    case PROP_INTERACTIVE:
      self->interactive = g_value_get_boolean (value);
      break;
    case PROP_TIMEOUT:
      self->timeout_seconds = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
cfl_secret_store_class_init (CflSecretStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS;

  object_class->get_property = cfl_secret_store_get_property;
  object_class->set_property = cfl_secret_store_set_property;

  properties[PROP_INTERACTIVE] = g_param_spec_boolean ("interactive", NULL, NULL, TRUE, flags);
  properties[PROP_TIMEOUT] =
      g_param_spec_uint ("timeout", NULL, NULL, 0, G_MAXUINT, DEFAULT_TIMEOUT_SECONDS, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
cfl_secret_store_init (CflSecretStore *self)
{
}

/**
 * cfl_secret_store_new:
 * @interactive: whether the keyring may ask the user to unlock it
 */
CflSecretStore *
cfl_secret_store_new (gboolean interactive)
{
  return g_object_new (CFL_TYPE_SECRET_STORE, "interactive", interactive, NULL);
}

/* 0 waits for ever. */
void
cfl_secret_store_set_timeout (CflSecretStore *self, guint seconds)
{
  g_return_if_fail (CFL_IS_SECRET_STORE (self));

  self->timeout_seconds = seconds;
}

static CflSecretOperation *
operation_new (CflSecretStore *self, CflSecretOperationKind kind, const CflSecretKey *key)
{
  CflSecretOperation *operation =
      cfl_secret_operation_new (kind, key->company, self->interactive, self->timeout_seconds);

  cfl_secret_operation_set_key (operation, key);
  return operation;
}

void
cfl_secret_store_lookup_async (CflSecretStore *self,
                               const CflSecretKey *key,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CFL_IS_SECRET_STORE (self) && key != NULL && key->company != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cfl_secret_store_lookup_async);
  g_task_set_name (task, "cfl_secret_store_lookup");
  cfl_secret_operation_run (operation_new (self, CFL_SECRET_OPERATION_LOOKUP, key), task);
}

/**
 * cfl_secret_store_lookup_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for a #CflSecretError, or G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the secret, for cfl_secret_free(); NULL without @error where
 *   there is none
 */
char *
cfl_secret_store_lookup_finish (CflSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, cfl_secret_store_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cfl_secret_store_store_async:
 * @self: a store
 * @key: what the secret belongs to
 * @label: what the desktop's keyring program shows, without anything secret
 * @value: the secret, which replaces an earlier one
 * @cancellable: (nullable): stops it
 * @callback: is called when the keyring holds the secret
 * @user_data: for @callback
 */
void
cfl_secret_store_store_async (CflSecretStore *self,
                              const CflSecretKey *key,
                              const char *label,
                              const char *value,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;
  CflSecretOperation *operation;

  g_return_if_fail (CFL_IS_SECRET_STORE (self) && key != NULL && key->company != NULL);
  g_return_if_fail (label != NULL && value != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cfl_secret_store_store_async);
  g_task_set_name (task, "cfl_secret_store_store");
  operation = operation_new (self, CFL_SECRET_OPERATION_STORE, key);
  cfl_secret_operation_set_value (operation, label, value);
  cfl_secret_operation_run (operation, task);
}

gboolean
cfl_secret_store_store_finish (CflSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, cfl_secret_store_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cfl_secret_store_clear_async:
 * @self: a store
 * @key: what the secret belongs to
 * @cancellable: (nullable): stops it
 * @callback: is called when the keyring no longer holds it
 * @user_data: for @callback
 *
 * Removes a secret; it is no error if there is none.
 */
void
cfl_secret_store_clear_async (CflSecretStore *self,
                              const CflSecretKey *key,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CFL_IS_SECRET_STORE (self) && key != NULL && key->company != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cfl_secret_store_clear_async);
  g_task_set_name (task, "cfl_secret_store_clear");
  cfl_secret_operation_run (operation_new (self, CFL_SECRET_OPERATION_CLEAR, key), task);
}

gboolean
cfl_secret_store_clear_finish (CflSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, cfl_secret_store_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cfl_secret_store_clear_company_async:
 * @self: a store
 * @company: id of a company
 * @cancellable: (nullable): stops it
 * @callback: is called when the keyring holds nothing of the company any more
 * @user_data: for @callback
 *
 * Removes every secret of a company.
 */
void
cfl_secret_store_clear_company_async (CflSecretStore *self,
                                      const char *company,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CFL_IS_SECRET_STORE (self) && company != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cfl_secret_store_clear_company_async);
  g_task_set_name (task, "cfl_secret_store_clear_company");
  cfl_secret_operation_run (cfl_secret_operation_new (CFL_SECRET_OPERATION_CLEAR, company,
                                                      self->interactive, self->timeout_seconds),
                            task);
}

gboolean
cfl_secret_store_clear_company_finish (CflSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, cfl_secret_store_clear_company_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
cfl_secret_free (char *secret)
{
  secret_password_free (secret);
}
