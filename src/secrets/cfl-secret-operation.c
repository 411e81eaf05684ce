/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-secret-operation-private.h"

#include "cfl-secret-service-private.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

/* Connect to the keyring, do it, and where nothing was found make sure that this was not because
 * everything is locked. */
struct _CflSecretOperation {
  /* input */
  CflSecretOperationKind kind;
  GHashTable *attributes;
  char *label;
  SecretValue *value;
  gboolean interactive;
  guint timeout_seconds;

  /* in progress */
  GCancellable *stop; /* stops the operation, for whichever of the next two reasons */
  GSource *timeout;
  GSource *cancelled;
  gboolean timed_out;
  gboolean unlocked; /* the keyring was unlocked on the way */
  CflSecretService *service;
};

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
operation_free (gpointer user_data)
{
  CflSecretOperation *data = user_data;

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
  CflSecretOperation *data = g_task_get_task_data (task);
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
  CflSecretOperation *data = g_task_get_task_data (task);

  if (data->kind == CFL_SECRET_OPERATION_LOOKUP)
    g_task_return_pointer (task, secret, (GDestroyNotify) cfl_secret_free);
  else
    g_task_return_boolean (task, TRUE);
}

/* --- nothing found: absent, or merely out of sight? --- */

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflSecretOperation *data = g_task_get_task_data (task);
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
  CflSecretOperation *data = g_task_get_task_data (task);
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
  CflSecretOperation *data = g_task_get_task_data (task);

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
  CflSecretOperation *data = g_task_get_task_data (task);
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
  CflSecretOperation *data = g_task_get_task_data (task);
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
  CflSecretOperation *data = g_task_get_task_data (task);
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
start_on_service (GTask *task, CflSecretOperation *data)
{
  SecretService *service = SECRET_SERVICE (data->service);

  switch (data->kind)
    {
    case CFL_SECRET_OPERATION_LOOKUP:
      secret_service_lookup (service, &schema, data->attributes, data->stop, looked_up_cb, task);
      break;
    case CFL_SECRET_OPERATION_STORE:
      secret_service_store (service, &schema, data->attributes, SECRET_COLLECTION_DEFAULT,
                            data->label, data->value, data->stop, stored_cb, task);
      break;
    case CFL_SECRET_OPERATION_CLEAR:
      secret_service_clear (service, &schema, data->attributes, data->stop, cleared_cb, task);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Takes over @task. */
static void
start_on_file (GTask *task, CflSecretOperation *data)
{
  switch (data->kind)
    {
    case CFL_SECRET_OPERATION_LOOKUP:
      secret_password_lookupv (&schema, data->attributes, data->stop, looked_up_cb, task);
      break;
    case CFL_SECRET_OPERATION_STORE:
      secret_password_storev_binary (&schema, data->attributes, SECRET_COLLECTION_DEFAULT,
                                     data->label, data->value, data->stop, stored_cb, task);
      break;
    case CFL_SECRET_OPERATION_CLEAR:
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
  CflSecretOperation *data = g_task_get_task_data (task);

  if (data->service != NULL)
    start_on_service (task, data);
  else
    start_on_file (task, data);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflSecretOperation *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  SecretService *service = secret_service_open_finish (result, &error);

  if (service == NULL && g_cancellable_is_cancelled (data->stop))
    fail (task, error);
  else if (service == NULL)
    fail_missing (task, error);
  else
    {
      data->service = CFL_SECRET_SERVICE (service);
      cfl_secret_service_set_interactive (data->service, data->interactive);
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
  CflSecretOperation *data = user_data;

  data->timed_out = TRUE;
  g_cancellable_cancel (data->stop);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  CflSecretOperation *data = user_data;

  g_cancellable_cancel (data->stop);
  return G_SOURCE_REMOVE;
}

static void
watch (GTask *task, CflSecretOperation *data)
{
  GMainContext *context = g_task_get_context (task);

  if (data->timeout_seconds > 0)
    {
      data->timeout = g_timeout_source_new_seconds (data->timeout_seconds);
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

/**
 * cfl_secret_operation_run:
 * @data: (transfer full): what to do
 * @task: (transfer full): returns a secret or NULL for a lookup, and a boolean for the others
 */
void
cfl_secret_operation_run (CflSecretOperation *data, GTask *task)
{
  data->stop = g_cancellable_new ();
  g_task_set_task_data (task, data, operation_free);
  /* What was stored or read is reported so, even to a caller who has just lost interest. */
  g_task_set_check_cancellable (task, FALSE);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      fail (task, NULL);
      g_object_unref (task);
      return;
    }
  watch (task, data);
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

/**
 * cfl_secret_operation_new:
 * @kind: what to do
 * @company: id of the company
 * @interactive: whether the user may be asked
 * @timeout_seconds: when to give up, 0 for never
 *
 * Returns: (transfer full): an operation on everything the company has
 */
CflSecretOperation *
cfl_secret_operation_new (CflSecretOperationKind kind,
                          const char *company,
                          gboolean interactive,
                          guint timeout_seconds)
{
  CflSecretOperation *data = g_new0 (CflSecretOperation, 1);

  data->kind = kind;
  data->interactive = interactive;
  data->timeout_seconds = timeout_seconds;
  data->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  add_attribute (data->attributes, "company", company);
  return data;
}

/* Narrows the operation to one secret. */
void
cfl_secret_operation_set_key (CflSecretOperation *data, const CflSecretKey *key)
{
  add_attribute (data->attributes, "environment", key->environment);
  add_attribute (data->attributes, "realm", key->realm);
  add_attribute (data->attributes, "kind", kind_to_text (key->kind));
}

/* What is to be stored: copies of both. */
void
cfl_secret_operation_set_value (CflSecretOperation *data, const char *label, const char *value)
{
  data->label = g_strdup (label);
  data->value = secret_value_new (value, -1, "text/plain");
}
