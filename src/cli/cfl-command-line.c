/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-cli"

#include "config.h"

#include "cfl-command-line.h"

#include "cfl-command.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

typedef struct {
  const char *name;
  CflCommandRun run;
  gboolean needs_company;
} CommandEntry;

static const CommandEntry commands[] = {
  { "company", cfl_command_company, FALSE },
  { "connect", cfl_command_connect, TRUE },
  { "disconnect", cfl_command_disconnect, TRUE },
  { "set", cfl_command_set, TRUE },
  { "get", cfl_command_get, TRUE },
  { "pull", cfl_command_pull, TRUE },
  { "refresh", cfl_command_refresh, TRUE },
  { "import", cfl_command_import, TRUE },
  { "list", cfl_command_list, TRUE },
  { "link", cfl_command_link, TRUE },
  { "unlink", cfl_command_unlink, TRUE },
  { "check", cfl_command_check, TRUE },
  { "upload", cfl_command_upload, TRUE },
  { "undo", cfl_command_undo, TRUE },
  { "status", cfl_command_status, TRUE },
};

/* Translators: keep the names of commands and options, and what stands in capitals, in step. */
static const char commands_help[] = N_ (
    "Commands:\n"
    "  company list\n"
    "  company add NAME --environment=practice|sandbox|production|custom [--time-zone=ZONE]\n"
    "      [--intuit-url=URL --quickbooks-url=URL --cin7-url=URL]\n"
    "  company remove NAME --yes\n"
    "  connect quickbooks --client-id=ID --redirect-uri=URI\n"
    "      the client secret is the first line of standard input; prints the address to open,\n"
    "      then takes the address that the browser ended at from standard input or by itself\n"
    "  connect cin7 --user=NAME\n"
    "      the key is the first line of standard input\n"
    "  disconnect quickbooks|cin7\n"
    "  set KEY VALUE | get [KEY]\n"
    "  pull          gets new and changed orders from Cin7\n"
    "  refresh       reads company, vendors and accounts from QuickBooks\n"
    "  import FILE.csv [--map=COLUMN=FIELD]... [--date-order=DMY|MDY|YMD]\n"
    "      [--decimal-mark=point|comma] [--dry-run]   gets orders from a file\n"
    "  list invoices|orders|errors|uploaded|contacts|vendors [--search=TEXT] [--status=STATUS]\n"
    "  list runs\n"
    "  link --auto | link CONTACT VENDOR-ID | link CONTACT --create | unlink CONTACT\n"
    "  check invoices|orders [REFERENCE...]   what would be sent or refused; sends nothing\n"
    "  upload invoices|orders --all | REFERENCE...\n"
    "  undo RUN [REFERENCE...] [--dry-run]   takes back what nobody has touched in QuickBooks\n"
    "  status\n"
    "\n"
    "Ends with 0: done, 1: some documents failed, 2: wrong use, 3: not connected or sign-in\n"
    "needed, 4: another upload is running, 5: database, file or keyring trouble, 6: outcomes\n"
    "still unknown.");

static gboolean
cancel_cb (gpointer user_data)
{
  CflCommand *command = user_data;

  if (!g_cancellable_is_cancelled (command->cancellable))
    cfl_command_say (command, "%s", _ ("Stopping. What is on its way is settled first."));
  g_cancellable_cancel (command->cancellable);
  return G_SOURCE_CONTINUE;
}

static void
notice_cb (CflSyncService *service, const char *sentence, CflCommand *command)
{
  cfl_command_clear_progress (command);
  g_printerr ("%s\n", sentence);
}

static void
progress_cb (CflSyncService *service, CflCommand *command)
{
  const CflProgress *progress = cfl_sync_service_get_progress (service);

  if (progress->waiting > 0)
    g_printerr ("\r\033[K");
  if (progress->waiting > 0)
    g_printerr (_ ("QuickBooks asks to wait %d seconds"), progress->waiting);
  else if (progress->total == 0)
    return;
  else if (progress->seconds_left >= 0)
    {
      g_printerr ("\r\033[K");
      g_printerr (_ ("%u of %u · %.0f a second · about %d seconds left"), progress->done,
                  progress->total, progress->per_second, progress->seconds_left);
    }
  else
    {
      g_printerr ("\r\033[K");
      g_printerr (_ ("%u of %u"), progress->done, progress->total);
    }
  command->shows_progress = TRUE;
}

/* By name or folder; without --company the only one there is. */
static CflCompanyEntry *
choose_company (CflCommand *command, GPtrArray *entries, GError **error)
{
  g_autofree char *wanted = NULL;

  if (entries->len == 0)
    {
      g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE, "%s",
                   _ ("There is no company yet. Add one, for example with: counterfoil-cli company "
                      "add Practice --environment=practice"));
      return NULL;
    }
  if (command->company_name == NULL)
    {
      if (entries->len == 1)
        return cfl_company_entry_ref (entries->pdata[0]);
      g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE, "%s",
                   _ ("There are several companies. Name one with --company=NAME."));
      return NULL;
    }
  wanted = g_utf8_casefold (command->company_name, -1);
  for (guint i = 0; i < entries->len; i++)
    {
      CflCompanyEntry *entry = entries->pdata[i];
      g_autofree char *name = g_utf8_casefold (entry->name, -1);

      if (g_str_equal (name, wanted) || g_str_equal (entry->id, command->company_name))
        return cfl_company_entry_ref (entry);
    }
  g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
               _ ("There is no company “%s”. See counterfoil-cli company list."),
               command->company_name);
  return NULL;
}

static gboolean
open_company (CflCommand *command, GError **error)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (CflCompanyEntry) entry = NULL;

  cfl_companies_list_async (command->cancellable, cfl_command_done_cb, command);
  listed = cfl_command_wait (command);
  entries = cfl_companies_list_finish (listed, error);
  if (entries == NULL)
    return FALSE;
  entry = choose_company (command, entries, error);
  if (entry == NULL)
    return FALSE;
  command->service = cfl_sync_service_new (entry);
  g_signal_connect (command->service, "notice", G_CALLBACK (notice_cb), command);
  if (!command->json && isatty (STDERR_FILENO))
    g_signal_connect (command->service, "progress", G_CALLBACK (progress_cb), command);
  cfl_sync_service_open_async (command->service, command->cancellable, cfl_command_done_cb,
                               command);
  opened = cfl_command_wait (command);
  return cfl_sync_service_open_finish (command->service, opened, error);
}

static void
close_company (CflCommand *command)
{
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GError) error = NULL;

  cfl_command_clear_progress (command);
  cfl_sync_service_close_async (command->service, cfl_command_done_cb, command);
  closed = cfl_command_wait (command);
  if (!cfl_sync_service_close_finish (command->service, closed, &error))
    g_printerr ("%s\n", error->message);
  g_signal_handlers_disconnect_by_data (command->service, command);
  g_clear_object (&command->service);
}

static CflExit
dispatch (CflCommand *command, int argc, char **argv)
{
  const CommandEntry *entry = NULL;
  g_autoptr (GError) error = NULL;
  CflExit exit_status;

  for (guint i = 0; i < G_N_ELEMENTS (commands) && entry == NULL; i++)
    if (g_str_equal (commands[i].name, argv[0]))
      entry = &commands[i];
  if (entry == NULL)
    return cfl_command_misused (command, _ ("There is no command “%s”."), argv[0]);
  if (!entry->needs_company)
    return entry->run (command, argc, argv);
  if (open_company (command, &error))
    exit_status = entry->run (command, argc, argv);
  else
    exit_status = cfl_command_fail (command, error);
  if (command->service != NULL)
    close_company (command);
  return exit_status;
}

static gboolean
parse_global (CflCommand *command, int *argc, char ***argv, gboolean *help, gboolean *version)
{
  const GOptionEntry entries[] = {
    { "company", 0, 0, G_OPTION_ARG_STRING, &command->company_name, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &command->json, NULL, NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, help, NULL, NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, version, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;
  cfl_command_misused (command, "%s", error->message);
  return FALSE;
}

int
cfl_command_line_run (int argc, char **argv)
{
  CflCommand command = { 0 };
  gboolean help = FALSE;
  gboolean version = FALSE;
  CflExit exit_status = CFL_EXIT_WRONG_USE;
  guint interrupt, terminate;

  command.cancellable = g_cancellable_new ();
  interrupt = g_unix_signal_add (SIGINT, cancel_cb, &command);
  terminate = g_unix_signal_add (SIGTERM, cancel_cb, &command);
  if (!parse_global (&command, &argc, &argv, &help, &version))
    exit_status = CFL_EXIT_WRONG_USE;
  else if (version)
    {
      g_print ("counterfoil-cli %s\n", PACKAGE_VERSION);
      exit_status = CFL_EXIT_DONE;
    }
  else if (help)
    {
      g_print ("%s\n\n%s\n", _ ("Usage: counterfoil-cli [--company=NAME] [--json] COMMAND"),
               _ (commands_help));
      exit_status = CFL_EXIT_DONE;
    }
  else if (argc < 2)
    exit_status = cfl_command_misused (&command, "%s", _ ("A command is missing."));
  else
    exit_status = dispatch (&command, argc - 1, argv + 1);
  fflush (stdout);

  g_source_remove (interrupt);
  g_source_remove (terminate);
  g_object_unref (command.cancellable);
  g_free (command.company_name);
  return (int) exit_status;
}
