/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-command.h"
#include "cfl-print-json.h"
#include "cfl-print-table.h"
#include "cfl-wording.h"

#include <glib/gi18n-lib.h>

typedef struct {
  char *search;
  char *status;
  CflPrintJson *json;
  CflPrintTable *table;
} ListRun;

/* ---- orders ---- */

static gboolean
parse_show (const char *text, CflShow *show)
{
  static const char *const names[CFL_N_SHOWS] = {
    [CFL_SHOW_ALL] = "all",
    [CFL_SHOW_READY] = "ready",
    [CFL_SHOW_ATTENTION] = "attention",
    [CFL_SHOW_DO_NOT_IMPORT] = "do-not-import",
    [CFL_SHOW_VOID] = "void",
    [CFL_SHOW_OUT_OF_WINDOW] = "outside",
    [CFL_SHOW_UPLOADING] = "uploading",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (text == NULL || g_str_equal (names[i], text))
      {
        *show = (CflShow) i;
        return TRUE;
      }
  return FALSE;
}

static void
print_order (ListRun *run, const CflOrderRow *row)
{
  g_autoptr (CflWords) words = cfl_words_for_row (row);
  g_autofree char *total = cfl_amount_to_display (row->total, row->currency);
  g_autofree char *date =
      cfl_date_is_set (row->invoice_date) ? cfl_date_to_text (row->invoice_date) : g_strdup ("");

  cfl_print_json_begin_object (run->json, NULL);
  cfl_print_json_add_text (run->json, "reference", row->order_reference);
  cfl_print_json_add_text (run->json, "kind",
                           row->kind == CFL_DOCUMENT_KIND_BILL ? "bill" : "purchase_order");
  cfl_print_json_add_text (run->json, "full_reference", row->reference);
  cfl_print_json_add_text (run->json, "doc_number", row->number);
  cfl_print_json_add_text (run->json, "supplier", row->supplier);
  cfl_print_json_add_date (run->json, "date", row->invoice_date);
  cfl_print_json_add_date (run->json, "due_date", row->due_date);
  cfl_print_json_add_decimal (run->json, "total", row->total);
  cfl_print_json_add_text (run->json, "currency", row->currency);
  cfl_print_json_add_text (run->json, "status", words->status);
  cfl_print_json_add_text (run->json, "reason", cfl_reason_get_name (row->reason));
  cfl_print_json_add_text (run->json, "vendor", row->vendor_name);
  cfl_print_json_add_text (run->json, "quickbooks_id", row->quickbooks_id);
  cfl_print_json_add_integer (run->json, "error_code", row->error_code);
  cfl_print_json_end_object (run->json);
  cfl_print_table_add (run->table, row->order_reference, row->reference, row->supplier, date, total,
                       row->currency, words->status, row->quickbooks_id, NULL);
}

static gboolean
list_orders (CflCommand *command, ListRun *run, CflList list, CflShow show, GError **error)
{
  g_autoptr (CflListing) listing = cfl_listing_new (list);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  listing->show = show;
  listing->search = g_strdup (run->search);
  ids = cfl_command_list_ids (command, listing, error);
  if (ids == NULL)
    return FALSE;
  rows = cfl_command_load_rows (command, list, ids, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    print_order (run, rows->pdata[i]);
  return rows != NULL;
}

static gboolean
run_orders (CflCommand *command, ListRun *run, const char *what, GError **error)
{
  CflShow show;

  if (!parse_show (run->status, &show))
    {
      g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE, "%s",
                   _ ("--status takes all, ready, attention, do-not-import, void, outside or "
                      "uploading."));
      return FALSE;
    }
  run->table = cfl_print_table_new (_ ("Order"), _ ("Reference"), _ ("Supplier"), _ ("Date"),
                                    _ (">Total"), "", _ ("Status"), _ ("Id"), NULL);
  if (g_str_equal (what, "errors"))
    return list_orders (command, run, CFL_LIST_INVOICE_ERRORS, show, error) &&
           list_orders (command, run, CFL_LIST_ORDER_ERRORS, show, error);
  return list_orders (command, run,
                      g_str_equal (what, "invoices") ? CFL_LIST_INVOICES
                      : g_str_equal (what, "orders") ? CFL_LIST_ORDERS
                                                     : CFL_LIST_UPLOADED,
                      show, error);
}

/* ---- contacts ---- */

static void
print_contact (ListRun *run, const CflContactRow *row)
{
  g_autofree char *waiting = g_strdup_printf ("%u", row->waiting);
  g_autoptr (CflWords) words =
      cfl_words_for_reason (row->reason, row->currency, CFL_DOCUMENT_KIND_BILL);

  cfl_print_json_begin_object (run->json, NULL);
  cfl_print_json_add_text (run->json, "id", row->contact->source_id);
  cfl_print_json_add_text (run->json, "name", row->contact->name);
  cfl_print_json_add_text (run->json, "currency", row->currency);
  cfl_print_json_add_integer (run->json, "waiting", row->waiting);
  cfl_print_json_add_text (run->json, "vendor_id", row->contact->vendor_id);
  cfl_print_json_add_text (run->json, "vendor",
                           row->vendor == NULL ? "" : row->vendor->display_name);
  cfl_print_json_add_text (run->json, "status",
                           row->reason == CFL_REASON_READY ? "linked"
                                                           : cfl_reason_get_name (row->reason));
  cfl_print_json_end_object (run->json);
  cfl_print_table_add (run->table, row->contact->source_id, row->contact->name, row->currency,
                       waiting, row->vendor == NULL ? "" : row->vendor->display_name,
                       row->reason == CFL_REASON_READY ? _ ("Linked") : words->status, NULL);
}

static gboolean
run_contacts (CflCommand *command, ListRun *run, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  gboolean linked = g_strcmp0 (run->status, "linked") == 0;
  gboolean unlinked = g_strcmp0 (run->status, "unlinked") == 0;

  if (run->status != NULL && !linked && !unlinked)
    {
      g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE, "%s",
                   _ ("--status takes linked or unlinked for contacts."));
      return FALSE;
    }
  run->table = cfl_print_table_new (_ ("Id"), _ ("Contact"), _ ("Currency"), _ (">Waiting"),
                                    _ ("Vendor"), _ ("Status"), NULL);
  cfl_sync_service_list_contacts_async (command->service, run->search, command->cancellable,
                                        cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  rows = cfl_sync_service_list_contacts_finish (command->service, result, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const CflContactRow *row = rows->pdata[i];
      gboolean has_link = row->contact->vendor_id[0] != '\0';

      if (!(linked && !has_link) && !(unlinked && has_link))
        print_contact (run, row);
    }
  return rows != NULL;
}

/* ---- vendors ---- */

static void
print_vendor (ListRun *run, const CflVendor *vendor)
{
  cfl_print_json_begin_object (run->json, NULL);
  cfl_print_json_add_text (run->json, "id", vendor->id);
  cfl_print_json_add_text (run->json, "name", vendor->display_name);
  cfl_print_json_add_text (run->json, "currency", vendor->currency);
  cfl_print_json_add_boolean (run->json, "active", vendor->active);
  cfl_print_json_end_object (run->json);
  cfl_print_table_add (run->table, vendor->id, vendor->display_name, vendor->currency,
                       vendor->active ? _ ("Active") : _ ("Inactive"), NULL);
}

static gboolean
run_vendors (CflCommand *command, ListRun *run, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) vendors = NULL;
  gboolean active = g_strcmp0 (run->status, "active") == 0;
  gboolean inactive = g_strcmp0 (run->status, "inactive") == 0;

  if (run->status != NULL && !active && !inactive)
    {
      g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE, "%s",
                   _ ("--status takes active or inactive for vendors."));
      return FALSE;
    }
  run->table = cfl_print_table_new (_ (">Id"), _ ("Vendor"), _ ("Currency"), _ ("Status"), NULL);
  cfl_sync_service_list_vendors_async (command->service, run->search, command->cancellable,
                                       cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  vendors = cfl_sync_service_list_vendors_finish (command->service, result, error);
  for (guint i = 0; vendors != NULL && i < vendors->len; i++)
    {
      const CflVendor *vendor = vendors->pdata[i];

      if (!(active && !vendor->active) && !(inactive && vendor->active))
        print_vendor (run, vendor);
    }
  return vendors != NULL;
}

static gboolean
run_list (CflCommand *command, ListRun *run, const char *what, GError **error)
{
  if (g_str_equal (what, "contacts"))
    return run_contacts (command, run, error);
  if (g_str_equal (what, "vendors"))
    return run_vendors (command, run, error);
  if (g_str_equal (what, "runs"))
    return cfl_command_print_runs (command, run->json, &run->table, error);
  return run_orders (command, run, what, error);
}

CflExit
cfl_command_list (CflCommand *command, int argc, char **argv)
{
  static const char *const lists[] = { "invoices", "orders",  "errors", "uploaded",
                                       "contacts", "vendors", "runs",   NULL };
  ListRun run = { 0 };
  const GOptionEntry options[] = {
    { "search", 0, 0, G_OPTION_ARG_STRING, &run.search, NULL, NULL },
    { "status", 0, 0, G_OPTION_ARG_STRING, &run.status, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  CflExit exit_status = CFL_EXIT_DONE;

  run.json = cfl_print_json_new ();
  if (!cfl_command_parse (command, options, &argc, &argv, &exit_status))
    exit_status = CFL_EXIT_WRONG_USE;
  else if (argc != 2 || !g_strv_contains (lists, argv[1]))
    exit_status = cfl_command_misused (
        command, "%s",
        _ ("list is followed by invoices, orders, errors, uploaded, contacts, vendors or runs."));
  else
    {
      cfl_print_json_begin_object (run.json, NULL);
      cfl_print_json_begin_array (run.json, argv[1]);
      if (!run_list (command, &run, argv[1], &error))
        exit_status = cfl_command_fail (command, error);
      else if (command->json)
        {
          cfl_print_json_end_array (run.json);
          cfl_print_json_end_object (run.json);
          cfl_print_json_finish (run.json);
        }
      else
        cfl_print_table_print (run.table);
    }
  g_clear_pointer (&run.table, cfl_print_table_free);
  cfl_print_json_free (run.json);
  g_free (run.search);
  g_free (run.status);
  return exit_status;
}
