/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The day up to which the books are closed, as it is now and not as it was when the lists were read. */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-private.h"

#include <glib/gi18n-lib.h>

static void
preferences_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (CflAnswer) answer =
      cfl_quickbooks_client_call_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);
  JsonObject *preferences;
  JsonObject *books;
  CflDate *date;

  if (answer == NULL || !cfl_answer_set_error (answer, &error))
    {
      cfl_quickbooks_translate_error (&error);
      g_task_return_error (task, error);
      return;
    }
  preferences = cfl_json_get_object (cfl_json_node_get_object (answer->root), "Preferences");
  books = cfl_json_get_object (preferences, "AccountingInfoPrefs");
  if (preferences == NULL)
    {
      g_task_return_new_error (task, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_PROTOCOL, "%s",
                               _ ("QuickBooks did not describe the company. Try again later."));
      return;
    }
  date = g_new0 (CflDate, 1);
  *date = CFL_DATE_UNSET;
  cfl_json_get_date (books, "BookCloseDate", date);
  g_task_return_pointer (task, date, g_free);
}

void
cfl_quickbooks_client_read_closing_date_async (CflQuickbooksClient *self,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (CflHttpRequest) request =
      cfl_quickbooks_client_request_new (self, "GET", "/preferences", NULL);

  g_task_set_source_tag (task, cfl_quickbooks_client_read_closing_date_async);
  g_task_set_name (task, "read the closing date");
  cfl_http_request_set_label (request, "read preferences");
  cfl_quickbooks_client_call_async (self, request, cancellable, preferences_cb, task);
}

gboolean
cfl_quickbooks_client_read_closing_date_finish (CflQuickbooksClient *self,
                                                GAsyncResult *result,
                                                CflDate *date,
                                                GError **error)
{
  g_autofree CflDate *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;
  *date = *found;
  return TRUE;
}
