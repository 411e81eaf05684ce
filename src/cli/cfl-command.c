/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-command.h"

#include "cfl-print-json.h"

#include <glib/gi18n-lib.h>

void
cfl_command_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflCommand *command = user_data;

  command->result = g_object_ref (result);
}

GAsyncResult *
cfl_command_wait (CflCommand *command)
{
  while (command->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (&command->result);
}

CflExit
cfl_command_exit_for_error (const GError *error)
{
  if (error->domain == G_OPTION_ERROR)
    return CFL_EXIT_WRONG_USE;
  if (error->domain != CFL_SYNC_ERROR)
    return CFL_EXIT_SOME_FAILED;
  switch ((CflSyncError) error->code)
    {
    case CFL_SYNC_ERROR_NOT_CONNECTED:
    case CFL_SYNC_ERROR_SIGN_IN:
    case CFL_SYNC_ERROR_KEY:
    case CFL_SYNC_ERROR_PERMISSION:
      return CFL_EXIT_NOT_CONNECTED;
    case CFL_SYNC_ERROR_BUSY:
      return CFL_EXIT_BUSY;
    case CFL_SYNC_ERROR_DATABASE:
    case CFL_SYNC_ERROR_FILE:
    case CFL_SYNC_ERROR_KEYRING:
      return CFL_EXIT_TROUBLE;
    case CFL_SYNC_ERROR_USAGE:
      return CFL_EXIT_WRONG_USE;
    case CFL_SYNC_ERROR_OFFLINE:
    case CFL_SYNC_ERROR_SERVER:
    case CFL_SYNC_ERROR_REFUSED:
    case CFL_SYNC_ERROR_NAME_TAKEN:
      break;
    }
  return CFL_EXIT_SOME_FAILED;
}

static void
print_error (CflCommand *command, const char *code, const char *message, const char *fix)
{
  g_autoptr (CflPrintJson) json = NULL;

  if (!command->json)
    {
      g_printerr ("%s\n", message);
      return;
    }
  json = cfl_print_json_new ();
  cfl_print_json_begin_object (json, NULL);
  cfl_print_json_begin_object (json, "error");
  cfl_print_json_add_text (json, "code", code);
  cfl_print_json_add_text (json, "message", message);
  cfl_print_json_add_text (json, "fix", fix);
  cfl_print_json_end_object (json);
  cfl_print_json_end_object (json);
  cfl_print_json_finish (json);
}

CflExit
cfl_command_fail (CflCommand *command, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    print_error (command, cfl_sync_error_get_name (error), _ ("Cancelled. Nothing is lost."), "");
  else
    print_error (command, cfl_sync_error_get_name (error), error->message,
                 cfl_sync_error_fix (error));
  return cfl_command_exit_for_error (error);
}

CflExit
cfl_command_misused (CflCommand *command, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  print_error (command, "usage", message, _ ("See counterfoil-cli --help."));
  return CFL_EXIT_WRONG_USE;
}

void
cfl_command_clear_progress (CflCommand *command)
{
  if (command->shows_progress)
    g_printerr ("\r\033[K");
  command->shows_progress = FALSE;
}

void
cfl_command_say (CflCommand *command, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  if (command->json)
    return;
  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("%s\n", sentence);
}

gboolean
cfl_command_parse (
    CflCommand *command, const GOptionEntry *entries, int *argc, char ***argv, CflExit *exit_status)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_help_enabled (context, FALSE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, argc, argv, &error))
    {
      /* What follows the options may begin with a dash. */
      if (*argc > 1 && g_str_equal ((*argv)[1], "--"))
        {
          (*argv)[1] = (*argv)[0];
          (*argv)++;
          (*argc)--;
        }
      return TRUE;
    }
  *exit_status = cfl_command_misused (command, "%s", error->message);
  return FALSE;
}
