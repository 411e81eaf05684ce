/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-secret-store.h"

#include "cfl-secret-service-private.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#define DEFAULT_TIMEOUT_SECONDS 120

struct _CflSecretStore {
  GObject parent_instance;

  gboolean interactive;
  guint timeout_seconds;
};

typedef enum { OPERATION_LOOKUP, OPERATION_STORE, OPERATION_CLEAR } Operation;

/* One operation: connect to the keyring, do it, and where nothing was found make sure that this was
 * not because everything is locked. */
typedef struct {
  /* input */
  Operation operation;
  GHashTable *attributes;
  char *label;
  SecretValue *value;

  /* in progress */
  GCancellable *stop; /* stops the operation, for whichever of the next two reasons */
  GSource *timeout;
  GSource *cancelled;
  gboolean timed_out;
  gboolean unlocked; /* the keyring was unlocked on the way */
  CflSecretService *service;
} OperationData;

G_DEFINE_QUARK (cfl_secret_error_quark, cfl_secret_error)
G_DEFINE_FINAL_TYPE (CflSecretStore, cfl_secret_store, G_TYPE_OBJECT)

typedef enum { PROP_INTERACTIVE = 1, PROP_TIMEOUT } Property;

static GParamSpec *properties[PROP_TIMEOUT + 1];

static const SecretSchema schema = {
  CFL_APPLICATION_ID,
  SECRET_SCHEMA_NONE,
  {
      { "company", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "environment", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "realm", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

static void start_operation (GTask *task);

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
operation_data_free (gpointer user_data)
{
  OperationData *data = user_data;

  clear_source (&data->timeout);
  clear_source (&data->cancelled);
  g_clear_object (&data->stop);
  g_clear_object (&data->service);
  g_clear_pointer (&data->attributes, g_hash_table_unref);
  g_clear_pointer (&data->value, secret_value_unref);
  g_free (data->label);
  g_free (data);
}

/* --- the end of an operation --- */

static void
fail_locked (GTask *task)
{
  g_task_return_new_error (task, CFL_SECRET_ERROR, CFL_SECRET_ERROR_LOCKED,
                           _ ("The keyring is locked. Unlock it, for example by signing in to the "
                              "desktop with your password, and try again."));
}

static void
fail_missing (GTask *task, const GError *cause)
{
  g_task_return_new_error (task, CFL_SECRET_ERROR, CFL_SECRET_ERROR_MISSING,
                           _ ("There is no keyring in which keys could be kept. Install and start "
                              "GNOME Keyring, KWallet or KeePassXC, and try again. (%s)"),
                           cause->message);
}

static void
fail (GTask *task, const GError *cause)
{
  OperationData *data = g_task_get_task_data (task);
  gboolean prompting = data->service != NULL && cfl_secret_service_is_prompting (data->service);

  if (!data->timed_out && g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Operation was cancelled");
  else if (g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) ||
           (data->timed_out && prompting))
    fail_locked (task);
  else if (data->timed_out)
    g_task_return_new_error (task, CFL_SECRET_ERROR, CFL_SECRET_ERROR_REFUSED,
                             _ ("The keyring does not answer."));
  else
    g_task_return_new_error (task, CFL_SECRET_ERROR, CFL_SECRET_ERROR_REFUSED,
                             _ ("The keyring refused. (%s)"), cause->message);
}

static void
succeed (GTask *task, char *secret)
{
  OperationData *data = g_task_get_task_data (task);

  if (data->operation == OPERATION_LOOKUP)
    g_task_return_pointer (task, secret, (GDestroyNotify) cfl_secret_free);
  else
    g_task_return_boolean (task, TRUE);
}

/* --- nothing found: absent, or merely out of sight? --- */

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OperationData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  int n_unlocked =
      secret_service_unlock_finish (SECRET_SERVICE (data->service), result, NULL, &error);

  if (error != NULL)
    {
      fail (task, error);
      return;
    }
  if (n_unlocked < 1)
    {
      fail_locked (task);
      return;
    }
  data->unlocked = TRUE;
  start_operation (g_steal_pointer (&task));
}

static void
collection_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OperationData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);
  g_autoptr (GList) objects = NULL;

  if (error != NULL)
    fail (task, error);
  else if (collection == NULL || !secret_collection_get_locked (collection))
    succeed (task, NULL);
  else
    {
      objects = g_list_append (NULL, collection);
      secret_service_unlock (SECRET_SERVICE (data->service), objects, data->stop, unlocked_cb,
                             g_steal_pointer (&task));
    }
}

/* Some keyrings show nothing at all while they are locked; "not found" would then be untrue and would
 * ask the user to connect again. Takes over @task. */
static void
succeed_with_nothing (GTask *task)
{
  OperationData *data = g_task_get_task_data (task);

  if (data->service != NULL && !data->unlocked)
    {
      secret_collection_for_alias (SECRET_SERVICE (data->service), SECRET_COLLECTION_DEFAULT,
                                   SECRET_COLLECTION_NONE, data->stop, collection_found_cb, task);
      return;
    }
  succeed (task, NULL);
  g_object_unref (task);
}

/* --- the operation; each callback serves both libsecret's service and its file backend --- */

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OperationData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  char *secret = NULL;

  if (data->service != NULL)
    {
      SecretValue *value =
          secret_service_lookup_finish (SECRET_SERVICE (data->service), result, &error);

      if (value != NULL)
        secret = secret_value_unref_to_password (value, NULL);
    }
  else
    secret = secret_password_lookup_nonpageable_finish (result, &error);

  if (error != NULL)
    fail (task, error);
  else if (secret != NULL)
    succeed (task, secret);
  else
    succeed_with_nothing (g_steal_pointer (&task));
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OperationData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean stored =
      data->service != NULL
          ? secret_service_store_finish (SECRET_SERVICE (data->service), result, &error)
          : secret_password_store_finish (result, &error);

  if (stored)
    succeed (task, NULL);
  else if (error != NULL)
    fail (task, error);
  else
    fail_locked (task);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OperationData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean cleared =
      data->service != NULL
          ? secret_service_clear_finish (SECRET_SERVICE (data->service), result, &error)
          : secret_password_clear_finish (result, &error);

  if (error != NULL)
    fail (task, error);
  else if (cleared)
    succeed (task, NULL);
  else
    succeed_with_nothing (g_steal_pointer (&task));
}

/* Takes over @task. */
static void
start_on_service (GTask *task, OperationData *data)
{
  SecretService *service = SECRET_SERVICE (data->service);

  switch (data->operation)
    {
    case OPERATION_LOOKUP:
      secret_service_lookup (service, &schema, data->attributes, data->stop, looked_up_cb, task);
      break;
    case OPERATION_STORE:
      secret_service_store (service, &schema, data->attributes, SECRET_COLLECTION_DEFAULT,
                            data->label, data->value, data->stop, stored_cb, task);
      break;
    case OPERATION_CLEAR:
      secret_service_clear (service, &schema, data->attributes, data->stop, cleared_cb, task);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Takes over @task. */
static void
start_on_file (GTask *task, OperationData *data)
{
  switch (data->operation)
    {
    case OPERATION_LOOKUP:
      secret_password_lookupv (&schema, data->attributes, data->stop, looked_up_cb, task);
      break;
    case OPERATION_STORE:
      secret_password_storev_binary (&schema, data->attributes, SECRET_COLLECTION_DEFAULT,
                                     data->label, data->value, data->stop, stored_cb, task);
      break;
    case OPERATION_CLEAR:
      secret_password_clearv (&schema, data->attributes, data->stop, cleared_cb, task);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Takes over @task. */
static void
start_operation (GTask *task)
{
  OperationData *data = g_task_get_task_data (task);

  if (data->service != NULL)
    start_on_service (task, data);
  else
    start_on_file (task, data);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflSecretStore *self = g_task_get_source_object (task);
  OperationData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  SecretService *service = secret_service_open_finish (result, &error);

  if (service == NULL && g_cancellable_is_cancelled (data->stop))
    fail (task, error);
  else if (service == NULL)
    fail_missing (task, error);
  else
    {
      data->service = CFL_SECRET_SERVICE (service);
      cfl_secret_service_set_interactive (data->service, self->interactive);
      start_operation (g_steal_pointer (&task));
    }
}

/* libsecret's encrypted file: chosen by hand for tests, and in a sandbox that has a key of its own. */
static gboolean
uses_file_backend (void)
{
  return g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") == 0 ||
         (g_getenv ("SECRET_BACKEND") == NULL &&
          g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS));
}

static gboolean
timeout_cb (gpointer user_data)
{
  OperationData *data = user_data;

  data->timed_out = TRUE;
  g_cancellable_cancel (data->stop);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  OperationData *data = user_data;

  g_cancellable_cancel (data->stop);
  return G_SOURCE_REMOVE;
}

static void
watch (CflSecretStore *self, GTask *task, OperationData *data)
{
  GMainContext *context = g_task_get_context (task);

  if (self->timeout_seconds > 0)
    {
      data->timeout = g_timeout_source_new_seconds (self->timeout_seconds);
      g_source_set_callback (data->timeout, timeout_cb, data, NULL);
      g_source_attach (data->timeout, context);
    }
  if (g_task_get_cancellable (task) != NULL)
    {
      data->cancelled = g_cancellable_source_new (g_task_get_cancellable (task));
      g_source_set_callback (data->cancelled, G_SOURCE_FUNC (cancelled_cb), data, NULL);
      g_source_attach (data->cancelled, context);
    }
}

/* Takes over @task and @data. */
static void
run (CflSecretStore *self, GTask *task, OperationData *data)
{
  data->stop = g_cancellable_new ();
  g_task_set_task_data (task, data, operation_data_free);
  /* What was stored or read is reported so, even to a caller who has just lost interest. */
  g_task_set_check_cancellable (task, FALSE);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      fail (task, NULL);
      g_object_unref (task);
      return;
    }
  watch (self, task, data);
  if (uses_file_backend ())
    start_operation (task);
  else
    /* A connection for each operation: a keyring that was restarted in between does no harm. */
    secret_service_open (CFL_TYPE_SECRET_SERVICE, NULL, SECRET_SERVICE_OPEN_SESSION, data->stop,
                         opened_cb, task);
}

static const char *
kind_to_text (CflSecretKind kind)
{
  switch (kind)
    {
    case CFL_SECRET_QUICKBOOKS_TOKENS:
      return "quickbooks-tokens";
    case CFL_SECRET_INTUIT_CLIENT_SECRET:
      return "intuit-client-secret";
    case CFL_SECRET_CIN7_KEY:
      return "cin7-key";
    default:
      g_return_val_if_reached ("");
    }
}

static void
add_attribute (GHashTable *attributes, const char *name, const char *value)
{
  g_hash_table_insert (attributes, g_strdup (name), g_strdup (value != NULL ? value : ""));
}

static OperationData *
operation_data_new (Operation operation, const char *company)
{
  OperationData *data = g_new0 (OperationData, 1);

  data->operation = operation;
  data->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  add_attribute (data->attributes, "company", company);
  return data;
}

static OperationData *
operation_data_new_for_key (Operation operation, const CflSecretKey *key)
{
  OperationData *data = operation_data_new (operation, key->company);

  add_attribute (data->attributes, "environment", key->environment);
  add_attribute (data->attributes, "realm", key->realm);
  add_attribute (data->attributes, "kind", kind_to_text (key->kind));
  return data;
}

/* --- the object --- */

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
  run (self, task, operation_data_new_for_key (OPERATION_LOOKUP, key));
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
  OperationData *data;

  g_return_if_fail (CFL_IS_SECRET_STORE (self) && key != NULL && key->company != NULL);
  g_return_if_fail (label != NULL && value != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cfl_secret_store_store_async);
  g_task_set_name (task, "cfl_secret_store_store");
  data = operation_data_new_for_key (OPERATION_STORE, key);
  data->label = g_strdup (label);
  data->value = secret_value_new (value, -1, "text/plain");
  run (self, task, data);
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
  run (self, task, operation_data_new_for_key (OPERATION_CLEAR, key));
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
  run (self, task, operation_data_new (OPERATION_CLEAR, company));
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
