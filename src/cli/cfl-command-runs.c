/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs: what list runs shows, and how undo finds one. */

#include "config.h"

#include "cfl-command.h"
#include "cfl-print-json.h"
#include "cfl-print-table.h"

#include <glib/gi18n-lib.h>

static GPtrArray *
list_runs (CflCommand *command, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_sync_service_list_runs_async (command->service, command->cancellable, cfl_command_done_cb,
                                    command);
  result = cfl_command_wait (command);
  return cfl_sync_service_list_runs_finish (command->service, result, error);
}

/* By its number or its long id. */
CflRun *
cfl_command_find_run (CflCommand *command, const char *name, GError **error)
{
  g_autoptr (GPtrArray) runs = list_runs (command, error);
  gint64 number = 0;

  if (runs == NULL)
    return NULL;
  g_ascii_string_to_signed (name, 10, 1, G_MAXINT64, &number, NULL);
  for (guint i = 0; i < runs->len; i++)
    {
      CflRun *run = runs->pdata[i];

      if (run->id == number || g_str_equal (run->uuid, name))
        return cfl_run_ref (run);
    }
  g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
               _ ("There is no run “%s”. See counterfoil-cli list runs."), name);
  return NULL;
}

static char *
format_instant (gint64 instant, const char *format, gboolean utc)
{
  g_autoptr (GDateTime) time = utc ? g_date_time_new_from_unix_utc (instant / G_USEC_PER_SEC)
                                   : g_date_time_new_from_unix_local (instant / G_USEC_PER_SEC);

  return instant == 0 || time == NULL ? g_strdup ("") : g_date_time_format (time, format);
}

static void
add_instant (CflPrintJson *json, const char *name, gint64 instant)
{
  g_autofree char *text = format_instant (instant, "%Y-%m-%dT%H:%M:%SZ", TRUE);

  if (instant == 0)
    cfl_print_json_add_null (json, name);
  else
    cfl_print_json_add_text (json, name, text);
}

static void
print_json (CflPrintJson *json, const CflRun *run)
{
  cfl_print_json_begin_object (json, NULL);
  cfl_print_json_add_integer (json, "number", run->id);
  cfl_print_json_add_text (json, "run", run->uuid);
  cfl_print_json_add_text (json, "operation",
                           run->operation == CFL_OPERATION_DELETE ? "undo" : "upload");
  cfl_print_json_add_text (json, "kind",
                           run->kind == CFL_DOCUMENT_KIND_BILL ? "bill" : "purchase_order");
  add_instant (json, "started", run->started_at);
  add_instant (json, "finished", run->finished_at);
  cfl_print_json_add_text (json, "user", run->user_name);
  cfl_print_json_add_integer (json, "documents", run->total);
  cfl_print_json_add_integer (json, "done", run->uploaded);
  cfl_print_json_add_integer (json, "failed", run->failed);
  cfl_print_json_add_integer (json, "unknown", run->unknown);
  cfl_print_json_add_integer (json, "cancelled", run->cancelled);
  cfl_print_json_add_integer (json, "undone", run->undone);
  cfl_print_json_end_object (json);
}

static const char *
describe_run (const CflRun *run)
{
  gboolean is_bill = run->kind == CFL_DOCUMENT_KIND_BILL;

  if (run->operation == CFL_OPERATION_DELETE)
    return is_bill ? _ ("Supplier invoices taken back") : _ ("Purchase orders taken back");
  return is_bill ? _ ("Supplier invoices") : _ ("Purchase orders");
}

static void
print_row (CflPrintTable *table, const CflRun *run)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, run->id);
  g_autofree char *started = format_instant (run->started_at, "%Y-%m-%d %H:%M", FALSE);
  g_autofree char *done = g_strdup_printf (_ ("%u of %u"), run->uploaded, run->total);
  g_autofree char *undone = run->undone > 0 ? g_strdup_printf ("%u", run->undone) : g_strdup ("");

  cfl_print_table_add (table, number, started, describe_run (run), done, undone, run->user_name,
                       NULL);
}

/**
 * cfl_command_print_runs:
 * @json: gets an object for each run
 * @table: (out): a new table with a row for each run
 */
gboolean
cfl_command_print_runs (CflCommand *command,
                        CflPrintJson *json,
                        CflPrintTable **table,
                        GError **error)
{
  g_autoptr (GPtrArray) runs = list_runs (command, error);

  if (runs == NULL)
    return FALSE;
  *table = cfl_print_table_new (_ (">Run"), _ ("Started"), _ ("Documents"), _ (">Done"),
                                _ (">Undone"), _ ("By"), NULL);
  for (guint i = 0; i < runs->len; i++)
    {
      print_json (json, runs->pdata[i]);
      print_row (*table, runs->pdata[i]);
    }
  return TRUE;
}
