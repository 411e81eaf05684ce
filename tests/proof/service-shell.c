/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sync service as the window uses it, told what to do by lines on standard input:
 *
 *   tick REFERENCE...   upload invoices|orders   pause   resume   cancel   quit
 *
 * and saying in lines what becomes of it: "ready", "progress", "ended UPLOADED FAILED UNKNOWN CANCELLED",
 * "error NAME", and after pause "resting" when nothing is on its way any more, or "running" where there
 * is nothing to pause. It opens the first company there is and resolves what is open. */

#include "config.h"

#include "cfl-company-registry.h"
#include "cfl-sync-service.h"

#include <gio/gunixinputstream.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define REST_MILLISECONDS 10

typedef struct {
  GMainLoop *loop;
  CflSyncService *service;
  GDataInputStream *input;
  CflTicks *ticks;
  GCancellable *cancellable; /* of the upload that is under way */
  guint rest;
} Shell;

static void read_command (Shell *shell);

static void say (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
say (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  vprintf (format, arguments);
  va_end (arguments);
  putchar ('\n');
  fflush (stdout);
}

static void
say_error (GError *error)
{
  say ("error %s", cfl_sync_error_get_name (error));
  g_printerr ("%s\n", error->message);
  g_error_free (error);
}

/* ---- calls that are waited for ---- */

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
progress_cb (void)
{
  say ("progress");
}

static gboolean
open_company (Shell *shell, GError **error)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) recovered = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  cfl_companies_list_async (NULL, done_cb, &listed);
  entries = cfl_companies_list_finish (wait_for (&listed), error);
  if (entries == NULL)
    return FALSE;
  g_assert_cmpuint (entries->len, >, 0);
  shell->service = cfl_sync_service_new (entries->pdata[0]);
  g_signal_connect (shell->service, "progress", G_CALLBACK (progress_cb), NULL);
  cfl_sync_service_open_async (shell->service, NULL, done_cb, &opened);
  if (!cfl_sync_service_open_finish (shell->service, wait_for (&opened), error))
    return FALSE;
  cfl_sync_service_recover_async (shell->service, NULL, done_cb, &recovered);
  return cfl_sync_service_recover_finish (shell->service, wait_for (&recovered), NULL, error);
}

static void
close_company (Shell *shell)
{
  g_autoptr (GAsyncResult) closed = NULL;
  GError *error = NULL;

  cfl_sync_service_close_async (shell->service, done_cb, &closed);
  if (!cfl_sync_service_close_finish (shell->service, wait_for (&closed), &error))
    say_error (error);
}

static void
tick (Shell *shell, const char *const *references)
{
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GArray) ids = NULL;
  GError *error = NULL;

  cfl_sync_service_find_orders_async (shell->service, references, NULL, done_cb, &found);
  ids = cfl_sync_service_find_orders_finish (shell->service, wait_for (&found), &error);
  if (ids == NULL)
    {
      say_error (error);
      return;
    }
  for (guint i = 0; i < ids->len; i++)
    cfl_ticks_set (shell->ticks, g_array_index (ids, gint64, i), TRUE);
}

/* ---- the upload, which goes on while commands come ---- */

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (CflRun) run =
      cfl_sync_service_upload_finish (CFL_SYNC_SERVICE (source), result, &attempts, &error);

  if (run == NULL)
    say_error (error);
  else
    say ("ended %u %u %u %u", run->uploaded, run->failed, run->unknown, run->cancelled);
}

static void
upload (Shell *shell, const char *kind)
{
  g_autoptr (CflListing) listing =
      cfl_listing_new (g_str_equal (kind, "invoices") ? CFL_LIST_INVOICES : CFL_LIST_ORDERS);

  g_clear_object (&shell->cancellable);
  shell->cancellable = g_cancellable_new ();
  cfl_sync_service_upload_async (shell->service, listing, shell->ticks, shell->cancellable,
                                 uploaded_cb, NULL);
  cfl_ticks_free (shell->ticks);
  shell->ticks = cfl_ticks_new (FALSE);
}

static gboolean
is_paused (Shell *shell)
{
  return cfl_sync_service_get_state (shell->service) == CFL_SYNC_STATE_PAUSED;
}

/* No signal tells when the last one has arrived. */
static gboolean
look_for_rest_cb (gpointer user_data)
{
  Shell *shell = user_data;

  if (is_paused (shell) && cfl_sync_service_get_progress (shell->service)->in_flight > 0)
    return G_SOURCE_CONTINUE;
  if (is_paused (shell))
    say ("resting");
  shell->rest = 0;
  return G_SOURCE_REMOVE;
}

static void
pause_upload (Shell *shell)
{
  cfl_sync_service_pause (shell->service);
  if (is_paused (shell))
    shell->rest = g_timeout_add (REST_MILLISECONDS, look_for_rest_cb, shell);
  else
    say ("running");
}

/* ---- commands ---- */

static void
obey (Shell *shell, char **words)
{
  if (g_str_equal (words[0], "tick"))
    tick (shell, (const char *const *) words + 1);
  else if (g_str_equal (words[0], "upload"))
    upload (shell, words[1]);
  else if (g_str_equal (words[0], "pause"))
    pause_upload (shell);
  else if (g_str_equal (words[0], "resume"))
    cfl_sync_service_resume (shell->service);
  else if (g_str_equal (words[0], "cancel"))
    g_cancellable_cancel (shell->cancellable);
  else
    g_error ("There is no command %s", words[0]);
}

static void
command_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Shell *shell = user_data;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);
  g_auto (GStrv) words = line != NULL ? g_strsplit (line, " ", -1) : NULL;

  if (words == NULL || g_strcmp0 (words[0], "quit") == 0)
    {
      g_main_loop_quit (shell->loop);
      return;
    }
  obey (shell, words);
  read_command (shell);
}

static void
read_command (Shell *shell)
{
  g_data_input_stream_read_line_async (shell->input, G_PRIORITY_DEFAULT, NULL, command_cb, shell);
}

int
main (int argc, char *argv[])
{
  Shell shell = { 0 };
  g_autoptr (GInputStream) standard_input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  GError *error = NULL;

  setlocale (LC_ALL, "");
  g_set_prgname ("counterfoil");
  shell.loop = g_main_loop_new (NULL, FALSE);
  shell.input = g_data_input_stream_new (standard_input);
  shell.ticks = cfl_ticks_new (FALSE);
  if (open_company (&shell, &error))
    {
      say ("ready");
      read_command (&shell);
      g_main_loop_run (shell.loop);
    }
  else
    say_error (error);
  g_clear_handle_id (&shell.rest, g_source_remove);
  if (shell.service != NULL)
    close_company (&shell);
  g_clear_object (&shell.service);
  g_clear_object (&shell.cancellable);
  g_clear_object (&shell.input);
  cfl_ticks_free (shell.ticks);
  g_main_loop_unref (shell.loop);
  return 0;
}
