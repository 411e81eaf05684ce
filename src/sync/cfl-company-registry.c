/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-company-registry-private.h"

#include "cfl-http-client.h"
#include "cfl-order.h"
#include "cfl-secret-store.h"
#include "cfl-sync-error-private.h"
#include "cfl-upload-lock.h"

#include <glib/gi18n-lib.h>

static gboolean
check_url (char **url, const char *what, gboolean required, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GUri) uri = NULL;

  g_strstrip (*url);
  while (g_str_has_suffix (*url, "/"))
    (*url)[strlen (*url) - 1] = '\0';
  if ((*url)[0] == '\0')
    {
      if (!required)
        return TRUE;
      g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                   _ ("A custom environment needs the address of %s. Give it too."), what);
      return FALSE;
    }
  uri = g_uri_parse (*url, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || !cfl_web_uri_is_allowed (*url, &local) || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL || g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                   _ ("The address of %s must begin with https:// (http:// only for this machine) "
                      "and hold no name, password, question mark or hash."),
                   what);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_urls (CflCompanyEntry *entry, GError **error)
{
  if (entry->environment == CFL_ENVIRONMENT_CUSTOM)
    return check_url (&entry->intuit_url, _ ("Intuit's sign-in"), TRUE, error) &&
           check_url (&entry->quickbooks_url, "QuickBooks", TRUE, error) &&
           check_url (&entry->cin7_url, "Cin7", FALSE, error);
  if (entry->intuit_url[0] == '\0' && entry->quickbooks_url[0] == '\0' &&
      entry->cin7_url[0] == '\0')
    return TRUE;
  g_set_error_literal (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                       _ ("Addresses can only be given for the environment “custom”."));
  return FALSE;
}

static gboolean
check_zone (CflCompanyEntry *entry, GError **error)
{
  g_autoptr (GTimeZone) zone = NULL;

  /* The practice server tells its own. */
  if (entry->time_zone[0] == '\0' && entry->environment == CFL_ENVIRONMENT_PRACTICE)
    return TRUE;
  if (entry->time_zone[0] == '\0')
    {
      zone = g_time_zone_new_local ();
      g_free (entry->time_zone);
      entry->time_zone = g_strdup (g_time_zone_get_identifier (zone));
      return TRUE;
    }
  zone = g_time_zone_new_identifier (entry->time_zone);
  if (zone != NULL)
    return TRUE;
  g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
               _ ("“%s” is no time zone. Write it like Australia/Sydney."), entry->time_zone);
  return FALSE;
}

static gboolean
check_entry (CflCompanyEntry *entry, GError **error)
{
  cfl_text_set (&entry->name, entry->name);
  if (entry->name[0] == '\0')
    {
      g_set_error_literal (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                           _ ("A company needs a name."));
      return FALSE;
    }
  return check_urls (entry, error) && check_zone (entry, error);
}

static void
list_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *entries = cfl_company_files_list (TRUE, &error);

  if (entries == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
}

void
cfl_companies_list_async (GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, cfl_companies_list_async);
  g_task_run_in_thread (task, list_thread);
}

GPtrArray *
cfl_companies_list_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
add_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (cfl_company_files_create (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
cfl_companies_add_async (CflCompanyEntry *entry,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, cfl_companies_add_async);
  g_task_set_task_data (task, cfl_company_entry_ref (entry),
                        (GDestroyNotify) cfl_company_entry_unref);
  if (check_entry (entry, &error))
    g_task_run_in_thread (task, add_thread);
  else
    g_task_return_error (task, error);
}

gboolean
cfl_companies_add_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
remove_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const CflCompanyEntry *entry = data;
  g_autofree char *folder = cfl_company_entry_get_folder (entry);
  g_autoptr (GError) lock_error = NULL;
  g_autoptr (CflUploadLock) lock = cfl_upload_lock_take (folder, &lock_error);
  GError *error = NULL;

  /* A folder without rights cannot be locked, but its removal then says why. */
  if (lock == NULL && g_error_matches (lock_error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_BUSY))
    g_task_return_error (task, g_steal_pointer (&lock_error));
  else if (cfl_company_files_delete (entry, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
secrets_cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  /* Where no keyring runs there is nothing that could be cleared. */
  if (!cfl_secret_store_clear_company_finish (CFL_SECRET_STORE (source), result, &error) &&
      !g_error_matches (error, CFL_SECRET_ERROR, CFL_SECRET_ERROR_MISSING))
    {
      g_task_return_error (task, cfl_sync_error_translate (error));
      return;
    }
  g_clear_error (&error);
  g_task_run_in_thread (task, remove_thread);
}

void
cfl_companies_remove_async (CflCompanyEntry *entry,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (CflSecretStore) secrets = cfl_secret_store_new (TRUE);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, cfl_companies_remove_async);
  g_task_set_task_data (task, cfl_company_entry_ref (entry),
                        (GDestroyNotify) cfl_company_entry_unref);
  cfl_secret_store_clear_company_async (secrets, entry->id, cancellable, secrets_cleared_cb, task);
}

gboolean
cfl_companies_remove_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
open_practice_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (CflCompanyEntry) entry = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  GError *error = NULL;

  entries = cfl_company_files_list (FALSE, &error);
  if (entries == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < entries->len && entry == NULL; i++)
    if (((CflCompanyEntry *) entries->pdata[i])->environment == CFL_ENVIRONMENT_PRACTICE)
      entry = cfl_company_entry_ref (entries->pdata[i]);
  if (entry == NULL)
    {
      entry = cfl_company_entry_new ();
      cfl_text_set (&entry->name, _ ("Practice"));
      if (!check_zone (entry, &error) || !cfl_company_files_create (entry, &error))
        {
          g_task_return_error (task, error);
          return;
        }
    }
  g_task_return_pointer (task, g_steal_pointer (&entry), (GDestroyNotify) cfl_company_entry_unref);
}

void
cfl_companies_open_practice_async (GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, cfl_companies_open_practice_async);
  g_task_run_in_thread (task, open_practice_thread);
}

CflCompanyEntry *
cfl_companies_open_practice_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
