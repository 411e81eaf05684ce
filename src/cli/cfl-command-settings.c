/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-command.h"
#include "cfl-print-json.h"
#include "cfl-print-table.h"

#include <glib/gi18n-lib.h>

CflExit
cfl_command_set (CflCommand *command, int argc, char **argv)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 3)
    return cfl_command_misused (command, "%s", _ ("set is followed by a key and a value."));
  cfl_sync_service_set_setting_async (command->service, argv[1], argv[2], command->cancellable,
                                      cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  if (!cfl_sync_service_set_setting_finish (command->service, result, &error))
    return cfl_command_fail (command, error);
  return command->json ? cfl_command_get (command, 2, argv) : CFL_EXIT_DONE;
}

static CflExit
print_one (CflCommand *command, const CflSetting *setting)
{
  g_autoptr (CflPrintJson) json = NULL;

  if (!command->json)
    {
      g_print ("%s\n", setting->value);
      return CFL_EXIT_DONE;
    }
  json = cfl_print_json_new ();
  cfl_print_json_begin_object (json, NULL);
  cfl_print_json_add_text (json, setting->key, setting->value);
  cfl_print_json_end_object (json);
  cfl_print_json_finish (json);
  return CFL_EXIT_DONE;
}

/* An account is kept by its id and read by its name. */
static const char *
describe_value (CflCommand *command, const CflSetting *setting)
{
  const CflAccount *account = NULL;

  if (g_str_has_prefix (setting->key, "account.") ||
      g_str_has_prefix (setting->key, "account-code."))
    account =
        cfl_company_find_account (cfl_sync_service_get_company (command->service), setting->value);
  return account == NULL ? setting->value : account->name;
}

static CflExit
print_all (CflCommand *command, GPtrArray *settings)
{
  g_autoptr (CflPrintJson) json = cfl_print_json_new ();
  g_autoptr (CflPrintTable) table =
      cfl_print_table_new (_ ("Key"), _ ("Value"), _ ("Meaning"), NULL);

  cfl_print_json_begin_object (json, NULL);
  for (guint i = 0; i < settings->len; i++)
    {
      const CflSetting *setting = settings->pdata[i];

      cfl_print_json_add_text (json, setting->key, setting->value);
      cfl_print_table_add (table, setting->key, describe_value (command, setting),
                           setting->description, NULL);
    }
  cfl_print_json_end_object (json);
  if (command->json)
    cfl_print_json_finish (json);
  else
    cfl_print_table_print (table);
  return CFL_EXIT_DONE;
}

CflExit
cfl_command_get (CflCommand *command, int argc, char **argv)
{
  g_autoptr (GPtrArray) settings = NULL;

  if (argc > 2)
    return cfl_command_misused (command, "%s", _ ("get is followed by one key, or by nothing."));
  settings = cfl_sync_service_list_settings (command->service);
  if (argc == 1)
    return print_all (command, settings);
  for (guint i = 0; i < settings->len; i++)
    {
      const CflSetting *setting = settings->pdata[i];

      if (g_str_equal (setting->key, argv[1]))
        return print_one (command, setting);
    }
  return cfl_command_misused (command, _ ("There is no setting “%s”."), argv[1]);
}
