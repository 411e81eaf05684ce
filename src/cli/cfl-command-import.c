/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-command.h"
#include "cfl-print-json.h"

#include <glib/gi18n-lib.h>

static void
print_json (const CflImportResult *result)
{
  g_autoptr (CflPrintJson) json = cfl_print_json_new ();

  cfl_print_json_begin_object (json, NULL);
  cfl_print_json_add_integer (json, "added", result->added);
  cfl_print_json_add_integer (json, "changed", result->changed);
  cfl_print_json_add_integer (json, "unchanged", result->unchanged);
  cfl_print_json_begin_array (json, "problems");
  for (guint i = 0; i < result->problems->len; i++)
    {
      const CflImportProblem *problem = result->problems->pdata[i];

      cfl_print_json_begin_object (json, NULL);
      cfl_print_json_add_integer (json, "row", problem->row);
      cfl_print_json_add_text (json, "column", problem->column);
      cfl_print_json_add_text (json, "message", problem->message);
      cfl_print_json_end_object (json);
    }
  cfl_print_json_end_array (json);
  cfl_print_json_end_object (json);
  cfl_print_json_finish (json);
}

/* "Row 7, Item Qty: Order PO-2 was left out: …" */
static void
print_problem (const CflImportProblem *problem)
{
  if (problem->row == 0)
    g_printerr ("%s\n", problem->message);
  else if (problem->column[0] == '\0')
    /* Translators: number of a row and what is wrong with it */
    g_printerr (_ ("Row %u: %s\n"), problem->row, problem->message);
  else
    /* Translators: number of a row, name of a column and what is wrong there */
    g_printerr (_ ("Row %u, %s: %s\n"), problem->row, problem->column, problem->message);
}

static void
print_text (const CflImportResult *result, gboolean dry_run)
{
  g_autofree char *unused = NULL;

  for (guint i = 0; i < result->problems->len; i++)
    print_problem (result->problems->pdata[i]);
  if (result->unused_columns->len > 0)
    {
      g_ptr_array_add (result->unused_columns, NULL);
      unused = g_strjoinv (", ", (char **) result->unused_columns->pdata);
      g_printerr (_ ("Columns that were not needed: %s\n"), unused);
    }
  g_print (_ ("Orders: %u new, %u changed, %u unchanged.\n"), result->added, result->changed,
           result->unchanged);
  if (dry_run)
    g_print ("%s\n", _ ("Nothing was saved (--dry-run)."));
}

CflExit
cfl_command_import (CflCommand *command, int argc, char **argv)
{
  g_auto (GStrv) maps = NULL;
  g_autofree char *date_order = NULL;
  g_autofree char *decimal_mark = NULL;
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &maps, NULL, NULL },
    { "date-order", 0, 0, G_OPTION_ARG_STRING, &date_order, NULL, NULL },
    { "decimal-mark", 0, 0, G_OPTION_ARG_STRING, &decimal_mark, NULL, NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  CflImportOptions options = { 0 };
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (CflImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CflExit exit_status;

  if (!cfl_command_parse (command, entries, &argc, &argv, &exit_status))
    return exit_status;
  if (argc != 2)
    return cfl_command_misused (command, "%s", _ ("import takes the name of one CSV file."));
  options.maps = (const char *const *) maps;
  options.date_order = date_order;
  options.decimal_mark = decimal_mark;
  options.dry_run = dry_run;
  cfl_sync_service_import_async (command->service, argv[1], &options, command->cancellable,
                                 cfl_command_done_cb, command);
  done = cfl_command_wait (command);
  result = cfl_sync_service_import_finish (command->service, done, &error);
  if (result == NULL)
    return cfl_command_fail (command, error);
  if (command->json)
    print_json (result);
  else
    print_text (result, dry_run);
  return result->problems->len > 0 ? CFL_EXIT_SOME_FAILED : CFL_EXIT_DONE;
}
