/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-command.h"
#include "cfl-print-json.h"
#include "cfl-print-table.h"

#include <glib/gi18n-lib.h>

static const char *
connection_to_text (CflConnection connection)
{
  switch (connection)
    {
    case CFL_CONNECTION_NONE:
      return "not_connected";
    case CFL_CONNECTION_CONNECTED:
      return "connected";
    case CFL_CONNECTION_SIGN_IN:
      return "sign_in";
    case CFL_CONNECTION_OFFLINE:
      break;
    }
  return "offline";
}

static const char *
describe_connection (CflConnection connection)
{
  switch (connection)
    {
    case CFL_CONNECTION_NONE:
      return _ ("not connected");
    case CFL_CONNECTION_CONNECTED:
      return _ ("connected");
    case CFL_CONNECTION_SIGN_IN:
      return _ ("sign in again");
    case CFL_CONNECTION_OFFLINE:
      break;
    }
  return _ ("offline");
}

static char *
describe_last_pull (gint64 last_pull)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (last_pull / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);

  return last_pull == 0 ? g_strdup (_ ("never")) : g_date_time_format (local, "%Y-%m-%d %H:%M");
}

static void
print_list_json (CflPrintJson *json, const char *name, const CflCounts *counts, CflList list)
{
  const guint *shows = counts->shows[list];

  cfl_print_json_begin_object (json, name);
  cfl_print_json_add_integer (json, "listed", counts->lists[list]);
  cfl_print_json_add_integer (json, "ready", shows[CFL_SHOW_READY]);
  cfl_print_json_add_integer (json, "attention", shows[CFL_SHOW_ATTENTION]);
  cfl_print_json_add_integer (json, "do_not_import", shows[CFL_SHOW_DO_NOT_IMPORT]);
  cfl_print_json_add_integer (json, "void", shows[CFL_SHOW_VOID]);
  cfl_print_json_add_integer (json, "outside", shows[CFL_SHOW_OUT_OF_WINDOW]);
  cfl_print_json_end_object (json);
}

static void
print_json (CflCommand *command,
            CflConnection quickbooks,
            CflConnection cin7,
            gint64 last_pull,
            const CflCounts *counts,
            const char *holder)
{
  const CflCompanyEntry *entry = cfl_sync_service_get_entry (command->service);
  const CflCompany *company = cfl_sync_service_get_company (command->service);
  g_autoptr (CflPrintJson) json = cfl_print_json_new ();
  g_autofree char *pulled = last_pull == 0 ? NULL : cfl_instant_to_text (last_pull);

  cfl_print_json_begin_object (json, NULL);
  cfl_print_json_add_text (json, "company", entry->name);
  cfl_print_json_add_text (json, "environment", cfl_environment_to_text (entry->environment));
  cfl_print_json_add_text (json, "quickbooks", connection_to_text (quickbooks));
  cfl_print_json_add_text (json, "quickbooks_company", company->name);
  cfl_print_json_add_text (json, "home_currency", company->home_currency);
  cfl_print_json_add_text (json, "cin7", connection_to_text (cin7));
  if (pulled != NULL)
    cfl_print_json_add_text (json, "last_pull", pulled);
  else
    cfl_print_json_add_null (json, "last_pull");
  print_list_json (json, "invoices", counts, CFL_LIST_INVOICES);
  print_list_json (json, "orders", counts, CFL_LIST_ORDERS);
  cfl_print_json_add_integer (json, "errors",
                              counts->lists[CFL_LIST_INVOICE_ERRORS] +
                                  counts->lists[CFL_LIST_ORDER_ERRORS]);
  cfl_print_json_add_integer (json, "uploaded", counts->lists[CFL_LIST_UPLOADED]);
  cfl_print_json_add_integer (json, "unlinked_contacts", counts->unlinked_contacts);
  cfl_print_json_add_integer (json, "open_attempts", counts->open_attempts);
  cfl_print_json_add_boolean (json, "uploading", holder != NULL);
  cfl_print_json_end_object (json);
  cfl_print_json_finish (json);
}

static void
add_count (CflPrintTable *table, const char *name, guint count)
{
  g_autofree char *text = g_strdup_printf ("%u", count);

  cfl_print_table_add (table, name, text, NULL);
}

static void
print_table (CflCommand *command,
             CflConnection quickbooks,
             CflConnection cin7,
             gint64 last_pull,
             const CflCounts *counts,
             const char *holder)
{
  const CflCompanyEntry *entry = cfl_sync_service_get_entry (command->service);
  g_autofree char *pulled = describe_last_pull (last_pull);
  g_autoptr (CflPrintTable) table = cfl_print_table_new (_ ("Company"), entry->name, NULL);

  cfl_print_table_add (table, _ ("Environment"), cfl_environment_to_text (entry->environment),
                       NULL);
  cfl_print_table_add (table, "QuickBooks", describe_connection (quickbooks), NULL);
  cfl_print_table_add (table, "Cin7", describe_connection (cin7), NULL);
  cfl_print_table_add (table, _ ("Last orders"), pulled, NULL);
  add_count (table, _ ("Supplier invoices ready"),
             counts->shows[CFL_LIST_INVOICES][CFL_SHOW_READY]);
  add_count (table, _ ("Supplier invoices that need attention"),
             counts->shows[CFL_LIST_INVOICES][CFL_SHOW_ATTENTION]);
  add_count (table, _ ("Purchase orders ready"), counts->shows[CFL_LIST_ORDERS][CFL_SHOW_READY]);
  add_count (table, _ ("Errors"),
             counts->lists[CFL_LIST_INVOICE_ERRORS] + counts->lists[CFL_LIST_ORDER_ERRORS]);
  add_count (table, _ ("Uploaded"), counts->lists[CFL_LIST_UPLOADED]);
  add_count (table, _ ("Suppliers without a link"), counts->unlinked_contacts);
  add_count (table, holder != NULL ? _ ("Being uploaded now") : _ ("Outcomes not known yet"),
             counts->open_attempts);
  cfl_print_table_print (table);
  if (holder != NULL)
    g_print ("%s\n", holder);
}

/* What is under way is no open question while somebody is at it. */
static char *
find_holder (CflCommand *command)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_sync_service_find_holder_async (command->service, command->cancellable, cfl_command_done_cb,
                                      command);
  result = cfl_command_wait (command);
  return cfl_sync_service_find_holder_finish (command->service, result, NULL);
}

CflExit
cfl_command_status (CflCommand *command, int argc, char **argv)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree CflCounts *counts = NULL;
  g_autofree char *holder = NULL;
  g_autoptr (GError) error = NULL;
  int quickbooks, cin7;
  gint64 last_pull;

  if (argc != 1)
    return cfl_command_misused (command, "%s", _ ("status takes nothing more."));
  cfl_sync_service_count_async (command->service, command->cancellable, cfl_command_done_cb,
                                command);
  result = cfl_command_wait (command);
  counts = cfl_sync_service_count_finish (command->service, result, &error);
  if (counts == NULL)
    return cfl_command_fail (command, error);
  holder = find_holder (command);
  g_object_get (command->service, "quickbooks-connection", &quickbooks, "cin7-connection", &cin7,
                "last-pull", &last_pull, NULL);
  if (command->json)
    print_json (command, (CflConnection) quickbooks, (CflConnection) cin7, last_pull, counts,
                holder);
  else
    print_table (command, (CflConnection) quickbooks, (CflConnection) cin7, last_pull, counts,
                 holder);
  return CFL_EXIT_DONE;
}
