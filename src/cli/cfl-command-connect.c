/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-command.h"
#include "cfl-print-json.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* ---- lines of standard input ---- */

static GDataInputStream *
open_input (void)
{
  g_autoptr (GInputStream) raw = g_unix_input_stream_new (STDIN_FILENO, FALSE);

  return g_data_input_stream_new (raw);
}

static gboolean
set_echo (gboolean on)
{
  struct termios settings;

  if (!isatty (STDIN_FILENO) || tcgetattr (STDIN_FILENO, &settings) != 0)
    return FALSE;
  settings.c_lflag = on ? settings.c_lflag | ECHO : settings.c_lflag & ~(tcflag_t) ECHO;
  return tcsetattr (STDIN_FILENO, TCSAFLUSH, &settings) == 0;
}

/* A secret is typed unseen and never stands among the arguments. */
static char *
read_secret (CflCommand *command, GDataInputStream *input, const char *prompt, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean hidden = set_echo (FALSE);
  char *line;

  if (isatty (STDIN_FILENO))
    g_printerr ("%s ", prompt);
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, command->cancellable,
                                       cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  line = g_data_input_stream_read_line_finish_utf8 (input, result, NULL, error);
  if (hidden)
    {
      set_echo (TRUE);
      g_printerr ("\n");
    }
  if (line == NULL && (error == NULL || *error == NULL))
    g_set_error_literal (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                         _ ("The first line of standard input has to be the secret."));
  return line == NULL ? NULL : g_strstrip (line);
}

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static CflExit
report (CflCommand *command, const char *service)
{
  if (command->json)
    {
      g_autoptr (CflPrintJson) json = cfl_print_json_new ();

      cfl_print_json_begin_object (json, NULL);
      cfl_print_json_add_text (json, "connected", service);
      cfl_print_json_add_text (json, "company",
                               cfl_sync_service_get_company (command->service)->name);
      cfl_print_json_end_object (json);
      cfl_print_json_finish (json);
    }
  else if (g_str_equal (service, "cin7"))
    cfl_command_say (command, "%s", _ ("Cin7 is connected."));
  else
    cfl_command_say (command, _ ("QuickBooks is connected: %s."),
                     cfl_sync_service_get_company (command->service)->name);
  return CFL_EXIT_DONE;
}

/* ---- QuickBooks ---- */

/* The redirected address comes by one of two ways: pasted into standard input, or through the
 * listener on this machine. */
typedef struct {
  CflCommand *command;
  GCancellable *waiting; /* stops the way that was not taken */
  GAsyncResult *listened;
  GAsyncResult *pasted;
} TwoWays;

static void
listened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TwoWays *ways = user_data;

  ways->listened = g_object_ref (result);
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TwoWays *ways = user_data;

  ways->pasted = g_object_ref (result);
}

static void
stop_cb (GCancellable *cancellable, GCancellable *waiting)
{
  g_cancellable_cancel (waiting);
}

static char *
take_pasted (TwoWays *ways, GDataInputStream *input, GError **error)
{
  g_autoptr (GAsyncResult) result = g_steal_pointer (&ways->pasted);
  char *line = g_data_input_stream_read_line_finish_utf8 (input, result, NULL, error);

  return line == NULL ? NULL : g_strstrip (line);
}

/* Standard input may end without a line; then only the listener is left. */
static gboolean
complete (CflCommand *command, GDataInputStream *input, GError **error)
{
  g_autoptr (GCancellable) waiting = g_cancellable_new ();
  TwoWays ways = { command, waiting, NULL, NULL };
  gulong handler =
      g_signal_connect (command->cancellable, "cancelled", G_CALLBACK (stop_cb), waiting);
  g_autofree char *line = NULL;
  g_autoptr (GError) listening = NULL;
  gboolean done = FALSE;

  cfl_sync_service_complete_sign_in_async (command->service, NULL, waiting, listened_cb, &ways);
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, waiting, pasted_cb, &ways);
  while (ways.listened == NULL || ways.pasted == NULL)
    {
      g_main_context_iteration (NULL, TRUE);
      if (ways.listened != NULL && listening == NULL && !done)
        {
          done = cfl_sync_service_complete_sign_in_finish (command->service, ways.listened,
                                                           &listening);
          /* Without a listener the line is still to come. */
          if (done || !g_error_matches (listening, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE))
            g_cancellable_cancel (waiting);
        }
      if (ways.pasted != NULL && line == NULL)
        {
          g_autoptr (GAsyncResult) kept = g_object_ref (ways.pasted);

          line = take_pasted (&ways, input, NULL);
          ways.pasted = g_steal_pointer (&kept);
          if (line != NULL)
            g_cancellable_cancel (waiting);
          else if (ways.listened == NULL)
            line = g_strdup ("");
        }
    }
  g_signal_handler_disconnect (command->cancellable, handler);
  g_clear_object (&ways.listened);
  g_clear_object (&ways.pasted);
  if (done)
    return TRUE;
  if (line == NULL || line[0] == '\0' || g_cancellable_is_cancelled (command->cancellable))
    {
      g_propagate_error (error, g_steal_pointer (&listening));
      return FALSE;
    }
  cfl_sync_service_complete_sign_in_async (command->service, line, command->cancellable,
                                           listened_cb, &ways);
  while (ways.listened == NULL)
    g_main_context_iteration (NULL, TRUE);
  done = cfl_sync_service_complete_sign_in_finish (command->service, ways.listened, error);
  g_clear_object (&ways.listened);
  return done;
}

static void
print_address (CflCommand *command, const char *address)
{
  cfl_command_say (command, "%s",
                   _ ("Open this address in a browser and sign in. If the browser does not come "
                      "back by itself, paste the address it ended at here."));
  /* With --json standard output holds the one document at the end and nothing else. */
  if (command->json)
    g_printerr ("%s\n", address);
  else
    {
      g_print ("%s\n", address);
      fflush (stdout);
    }
}

static CflExit
connect_quickbooks (CflCommand *command, const char *client_id, const char *redirect_uri)
{
  g_autoptr (GDataInputStream) input = open_input ();
  g_autoptr (GAsyncResult) begun = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  char *secret = read_secret (command, input, _ ("Client secret:"), &error);

  if (secret == NULL)
    return cfl_command_fail (command, error);
  cfl_sync_service_begin_sign_in_async (command->service, client_id, secret, redirect_uri,
                                        command->cancellable, cfl_command_done_cb, command);
  wipe (secret);
  begun = cfl_command_wait (command);
  address = cfl_sync_service_begin_sign_in_finish (command->service, begun, &error);
  if (address == NULL)
    return cfl_command_fail (command, error);
  print_address (command, address);
  if (!complete (command, input, &error))
    return cfl_command_fail (command, error);
  return report (command, "quickbooks");
}

static CflExit
connect_practice (CflCommand *command, const char *service)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cfl_sync_service_connect_practice_async (command->service, command->cancellable,
                                           cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  if (!cfl_sync_service_connect_practice_finish (command->service, result, &error))
    return cfl_command_fail (command, error);
  return report (command, service);
}

static gboolean
is_practice (CflCommand *command)
{
  return cfl_sync_service_get_entry (command->service)->environment == CFL_ENVIRONMENT_PRACTICE;
}

static CflExit
run_quickbooks (CflCommand *command, int argc, char **argv)
{
  g_autofree char *client_id = NULL;
  g_autofree char *redirect_uri = NULL;
  const GOptionEntry options[] = {
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &client_id, NULL, NULL },
    { "redirect-uri", 0, 0, G_OPTION_ARG_STRING, &redirect_uri, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  CflExit exit_status;

  if (!cfl_command_parse (command, options, &argc, &argv, &exit_status))
    return exit_status;
  if (argc == 1 && client_id == NULL && redirect_uri == NULL && is_practice (command))
    return connect_practice (command, "quickbooks");
  if (argc != 1 || client_id == NULL || redirect_uri == NULL)
    return cfl_command_misused (
        command, "%s", _ ("connect quickbooks needs --client-id=ID and --redirect-uri=URI."));
  return connect_quickbooks (command, client_id, redirect_uri);
}

/* ---- Cin7 ---- */

static CflExit
connect_cin7 (CflCommand *command, const char *user)
{
  g_autoptr (GDataInputStream) input = open_input ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *key = read_secret (command, input, _ ("Cin7 API key:"), &error);

  if (key == NULL)
    return cfl_command_fail (command, error);
  cfl_sync_service_connect_cin7_async (command->service, user, key, command->cancellable,
                                       cfl_command_done_cb, command);
  wipe (key);
  result = cfl_command_wait (command);
  if (!cfl_sync_service_connect_cin7_finish (command->service, result, &error))
    return cfl_command_fail (command, error);
  return report (command, "cin7");
}

static CflExit
run_cin7 (CflCommand *command, int argc, char **argv)
{
  g_autofree char *user = NULL;
  const GOptionEntry options[] = {
    { "user", 0, 0, G_OPTION_ARG_STRING, &user, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  CflExit exit_status;

  if (!cfl_command_parse (command, options, &argc, &argv, &exit_status))
    return exit_status;
  if (argc == 1 && user == NULL && is_practice (command))
    return connect_practice (command, "cin7");
  if (argc != 1 || user == NULL)
    return cfl_command_misused (command, "%s", _ ("connect cin7 needs --user=NAME."));
  return connect_cin7 (command, user);
}

CflExit
cfl_command_connect (CflCommand *command, int argc, char **argv)
{
  const char *service = argc > 1 ? argv[1] : "";

  if (g_str_equal (service, "quickbooks"))
    return run_quickbooks (command, argc - 1, argv + 1);
  if (g_str_equal (service, "cin7"))
    return run_cin7 (command, argc - 1, argv + 1);
  return cfl_command_misused (command, "%s", _ ("connect is followed by quickbooks or cin7."));
}

CflExit
cfl_command_disconnect (CflCommand *command, int argc, char **argv)
{
  const char *service = argc == 2 ? argv[1] : "";
  gboolean quickbooks = g_str_equal (service, "quickbooks");
  gboolean cin7 = g_str_equal (service, "cin7");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (!quickbooks && !cin7)
    return cfl_command_misused (command, "%s", _ ("disconnect is followed by quickbooks or cin7."));
  cfl_sync_service_disconnect_async (command->service, quickbooks, cin7, command->cancellable,
                                     cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  if (!cfl_sync_service_disconnect_finish (command->service, result, &error))
    return cfl_command_fail (command, error);
  if (command->json)
    {
      g_autoptr (CflPrintJson) json = cfl_print_json_new ();

      cfl_print_json_begin_object (json, NULL);
      cfl_print_json_add_text (json, "disconnected", service);
      cfl_print_json_end_object (json);
      cfl_print_json_finish (json);
    }
  cfl_command_say (command, "%s",
                   quickbooks ? _ ("QuickBooks is disconnected.") : _ ("Cin7 is disconnected."));
  return CFL_EXIT_DONE;
}
