/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-command.h"
#include "cfl-print-json.h"
#include "cfl-print-table.h"

#include <glib/gi18n-lib.h>

static GPtrArray *
list_companies (CflCommand *command, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_companies_list_async (command->cancellable, cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  return cfl_companies_list_finish (result, error);
}

static void
print_entry_json (CflPrintJson *json, const CflCompanyEntry *entry)
{
  cfl_print_json_add_text (json, "id", entry->id);
  cfl_print_json_add_text (json, "name", entry->name);
  cfl_print_json_add_text (json, "environment", cfl_environment_to_text (entry->environment));
  cfl_print_json_add_text (json, "time_zone", entry->time_zone);
  if (entry->environment != CFL_ENVIRONMENT_CUSTOM)
    return;
  cfl_print_json_add_text (json, "intuit_url", entry->intuit_url);
  cfl_print_json_add_text (json, "quickbooks_url", entry->quickbooks_url);
  cfl_print_json_add_text (json, "cin7_url", entry->cin7_url);
}

static CflExit
run_list (CflCommand *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = list_companies (command, &error);
  g_autoptr (CflPrintJson) json = NULL;
  g_autoptr (CflPrintTable) table = NULL;

  if (entries == NULL)
    return cfl_command_fail (command, error);
  json = cfl_print_json_new ();
  table = cfl_print_table_new (_ ("Company"), _ ("Environment"), _ ("Time zone"), NULL);
  cfl_print_json_begin_object (json, NULL);
  cfl_print_json_begin_array (json, "companies");
  for (guint i = 0; i < entries->len; i++)
    {
      const CflCompanyEntry *entry = entries->pdata[i];

      cfl_print_json_begin_object (json, NULL);
      print_entry_json (json, entry);
      cfl_print_json_end_object (json);
      cfl_print_table_add (table, entry->name, cfl_environment_to_text (entry->environment),
                           entry->time_zone, NULL);
    }
  cfl_print_json_end_array (json);
  cfl_print_json_end_object (json);
  if (command->json)
    cfl_print_json_finish (json);
  else
    cfl_print_table_print (table);
  if (entries->len == 0)
    cfl_command_say (command, "%s",
                     _ ("There is no company yet. Add one, for example with: counterfoil-cli "
                        "company add Practice --environment=practice"));
  return CFL_EXIT_DONE;
}

static void
take (char **field, char *text)
{
  if (text == NULL)
    return;
  g_free (*field);
  *field = text;
}

static CflExit
run_add (CflCommand *command, int argc, char **argv)
{
  g_autofree char *environment = NULL;
  g_autoptr (CflCompanyEntry) entry = cfl_company_entry_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *time_zone = NULL;
  char *intuit_url = NULL;
  char *quickbooks_url = NULL;
  char *cin7_url = NULL;
  const GOptionEntry options[] = {
    { "environment", 0, 0, G_OPTION_ARG_STRING, &environment, NULL, NULL },
    { "time-zone", 0, 0, G_OPTION_ARG_STRING, &time_zone, NULL, NULL },
    { "intuit-url", 0, 0, G_OPTION_ARG_STRING, &intuit_url, NULL, NULL },
    { "quickbooks-url", 0, 0, G_OPTION_ARG_STRING, &quickbooks_url, NULL, NULL },
    { "cin7-url", 0, 0, G_OPTION_ARG_STRING, &cin7_url, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  CflExit exit_status;
  gboolean parsed = cfl_command_parse (command, options, &argc, &argv, &exit_status);

  take (&entry->time_zone, time_zone);
  take (&entry->intuit_url, intuit_url);
  take (&entry->quickbooks_url, quickbooks_url);
  take (&entry->cin7_url, cin7_url);
  if (!parsed)
    return exit_status;
  if (argc != 2)
    return cfl_command_misused (command, "%s", _ ("company add takes one name."));
  if (!cfl_environment_from_text (environment, &entry->environment))
    return cfl_command_misused (
        command, "%s",
        _ ("company add needs --environment=practice, sandbox, production or custom."));
  take (&entry->name, g_strdup (argv[1]));

  cfl_companies_add_async (entry, command->cancellable, cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  if (!cfl_companies_add_finish (result, &error))
    return cfl_command_fail (command, error);
  if (command->json)
    {
      g_autoptr (CflPrintJson) json = cfl_print_json_new ();

      cfl_print_json_begin_object (json, NULL);
      print_entry_json (json, entry);
      cfl_print_json_end_object (json);
      cfl_print_json_finish (json);
    }
  cfl_command_say (command, _ ("The company “%s” was added."), entry->name);
  return CFL_EXIT_DONE;
}

static CflCompanyEntry *
find_company (GPtrArray *entries, const char *name)
{
  g_autofree char *wanted = g_utf8_casefold (name, -1);

  for (guint i = 0; i < entries->len; i++)
    {
      CflCompanyEntry *entry = entries->pdata[i];
      g_autofree char *folded = g_utf8_casefold (entry->name, -1);

      if (g_str_equal (folded, wanted) || g_str_equal (entry->id, name))
        return entry;
    }
  return NULL;
}

static CflExit
run_remove (CflCommand *command, int argc, char **argv)
{
  gboolean yes = FALSE;
  const GOptionEntry options[] = {
    { "yes", 0, 0, G_OPTION_ARG_NONE, &yes, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CflCompanyEntry *entry;
  CflExit exit_status;

  if (!cfl_command_parse (command, options, &argc, &argv, &exit_status))
    return exit_status;
  if (argc != 2)
    return cfl_command_misused (command, "%s", _ ("company remove takes one name."));
  if (!yes)
    return cfl_command_misused (
        command, "%s",
        _ ("This removes the company's orders, links and journal for good. Add --yes to do it."));
  entries = list_companies (command, &error);
  if (entries == NULL)
    return cfl_command_fail (command, error);
  entry = find_company (entries, argv[1]);
  if (entry == NULL)
    return cfl_command_misused (command, _ ("There is no company “%s”."), argv[1]);
  cfl_companies_remove_async (entry, command->cancellable, cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  if (!cfl_companies_remove_finish (result, &error))
    return cfl_command_fail (command, error);
  if (command->json)
    {
      g_autoptr (CflPrintJson) json = cfl_print_json_new ();

      cfl_print_json_begin_object (json, NULL);
      cfl_print_json_add_text (json, "removed", entry->name);
      cfl_print_json_end_object (json);
      cfl_print_json_finish (json);
    }
  cfl_command_say (command, _ ("The company “%s” was removed."), entry->name);
  return CFL_EXIT_DONE;
}

CflExit
cfl_command_company (CflCommand *command, int argc, char **argv)
{
  const char *act = argc > 1 ? argv[1] : "";

  if (g_str_equal (act, "list") && argc == 2)
    return run_list (command);
  if (g_str_equal (act, "add"))
    return run_add (command, argc - 1, argv + 1);
  if (g_str_equal (act, "remove"))
    return run_remove (command, argc - 1, argv + 1);
  return cfl_command_misused (command, "%s", _ ("company is followed by list, add or remove."));
}
