/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-command.h"
#include "cfl-print-json.h"

#include <glib/gi18n-lib.h>

CflExit
cfl_command_pull (CflCommand *command, int argc, char **argv)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint added = 0;
  guint changed = 0;

  if (argc != 1)
    return cfl_command_misused (command, "%s", _ ("pull takes nothing more."));
  cfl_sync_service_pull_async (command->service, command->cancellable, cfl_command_done_cb,
                               command);
  result = cfl_command_wait (command);
  if (!cfl_sync_service_pull_finish (command->service, result, &added, &changed, &error))
    return cfl_command_fail (command, error);
  if (command->json)
    {
      g_autoptr (CflPrintJson) json = cfl_print_json_new ();

      cfl_print_json_begin_object (json, NULL);
      cfl_print_json_add_integer (json, "added", added);
      cfl_print_json_add_integer (json, "changed", changed);
      cfl_print_json_end_object (json);
      cfl_print_json_finish (json);
      return CFL_EXIT_DONE;
    }
  /* Translators: how many orders came from Cin7 */
  g_print (_ ("Orders: %u new, %u changed.\n"), added, changed);
  return CFL_EXIT_DONE;
}

CflExit
cfl_command_refresh (CflCommand *command, int argc, char **argv)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) vendors = NULL;
  g_autoptr (GError) error = NULL;
  const CflCompany *company;

  if (argc != 1)
    return cfl_command_misused (command, "%s", _ ("refresh takes nothing more."));
  cfl_sync_service_refresh_async (command->service, command->cancellable, cfl_command_done_cb,
                                  command);
  result = cfl_command_wait (command);
  if (!cfl_sync_service_refresh_finish (command->service, result, &error))
    return cfl_command_fail (command, error);
  cfl_sync_service_list_vendors_async (command->service, NULL, command->cancellable,
                                       cfl_command_done_cb, command);
  listed = cfl_command_wait (command);
  vendors = cfl_sync_service_list_vendors_finish (command->service, listed, &error);
  if (vendors == NULL)
    return cfl_command_fail (command, error);
  company = cfl_sync_service_get_company (command->service);
  if (command->json)
    {
      g_autoptr (CflPrintJson) json = cfl_print_json_new ();

      cfl_print_json_begin_object (json, NULL);
      cfl_print_json_add_text (json, "company", company->name);
      cfl_print_json_add_text (json, "home_currency", company->home_currency);
      cfl_print_json_add_integer (json, "vendors", vendors->len);
      cfl_print_json_add_integer (json, "accounts", company->accounts->len);
      cfl_print_json_end_object (json);
      cfl_print_json_finish (json);
      return CFL_EXIT_DONE;
    }
  /* Translators: the company's name, how many vendors and how many accounts it has */
  g_print (_ ("%s: %u vendors, %u accounts.\n"), company->name, vendors->len,
           company->accounts->len);
  return CFL_EXIT_DONE;
}
