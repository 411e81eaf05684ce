/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-command.h"
#include "cfl-print-json.h"
#include "cfl-print-table.h"
#include "cfl-wording.h"

#include <glib/gi18n-lib.h>

static void
print_json (CflPrintJson *json, const CflOrderRow *row, const CflCheck *check, CflDocumentKind kind)
{
  g_autoptr (CflWords) words = cfl_words_for_reason (check->reason, check->detail, kind);
  const CflDocument *document = check->document;

  cfl_print_json_begin_object (json, NULL);
  cfl_print_json_add_text (json, "reference", row->order_reference);
  cfl_print_json_add_text (json, "kind",
                           kind == CFL_DOCUMENT_KIND_BILL ? "bill" : "purchase_order");
  cfl_print_json_add_boolean (json, "ready", document != NULL);
  cfl_print_json_add_text (json, "doc_number",
                           document != NULL           ? document->number
                           : check->reference != NULL ? check->reference->sent
                                                      : "");
  cfl_print_json_add_text (json, "vendor", document != NULL ? document->vendor_name : "");
  cfl_print_json_add_date (json, "date", document != NULL ? document->date : row->invoice_date);
  cfl_print_json_add_date (json, "due_date", check->due_date);
  cfl_print_json_add_decimal (json, "total", document != NULL ? document->total : row->total);
  cfl_print_json_add_text (json, "currency", document != NULL ? document->currency : row->currency);
  if (document != NULL)
    cfl_print_json_add_null (json, "error");
  else
    {
      g_autofree char *message = g_strdup_printf ("%s. %s", words->title, words->sentence);

      cfl_print_json_begin_object (json, "error");
      cfl_print_json_add_text (json, "code", cfl_reason_get_name (check->reason));
      cfl_print_json_add_text (json, "message", message);
      cfl_print_json_add_text (json, "fix", words->remedy);
      cfl_print_json_end_object (json);
    }
  cfl_print_json_end_object (json);
}

static void
print_row (CflPrintTable *table,
           const CflOrderRow *row,
           const CflCheck *check,
           CflDocumentKind kind)
{
  g_autoptr (CflWords) words = cfl_words_for_reason (check->reason, check->detail, kind);
  g_autofree char *total = cfl_amount_to_display (row->total, row->currency);
  g_autofree char *verdict = check->document != NULL
                                 ? g_strdup (words->status)
                                 : g_strdup_printf ("%s. %s", words->title, words->remedy);

  cfl_print_table_add (table, row->order_reference,
                       check->reference != NULL ? check->reference->sent : "", row->supplier, total,
                       row->currency, verdict, NULL);
}

static GPtrArray *
check_orders (CflCommand *command, CflDocumentKind kind, GArray *ids, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_sync_service_check_async (command->service, kind, (const gint64 *) (gpointer) ids->data,
                                ids->len, command->cancellable, cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  return cfl_sync_service_check_finish (command->service, result, error);
}

CflExit
cfl_command_check (CflCommand *command, int argc, char **argv)
{
  CflDocumentKind kind;
  CflList list;
  g_autoptr (CflListing) listing = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) checks = NULL;
  g_autoptr (CflPrintJson) json = cfl_print_json_new ();
  g_autoptr (CflPrintTable) table = NULL;
  g_autoptr (GError) error = NULL;
  CflExit exit_status;

  if (!cfl_command_parse (command, NULL, &argc, &argv, &exit_status))
    return exit_status;
  if (argc < 2 || !cfl_command_parse_kind (argv[1], &kind))
    return cfl_command_misused (command, "%s", _ ("check is followed by invoices or orders."));
  list = kind == CFL_DOCUMENT_KIND_BILL ? CFL_LIST_INVOICES : CFL_LIST_ORDERS;
  listing = cfl_listing_new (list);
  ids = argc > 2 ? cfl_command_find_orders (command, argv + 2, &error)
                 : cfl_command_list_ids (command, listing, &error);
  if (ids != NULL)
    rows = cfl_command_load_rows (command, list, ids, &error);
  if (rows != NULL)
    checks = check_orders (command, kind, ids, &error);
  if (checks == NULL)
    return cfl_command_fail (command, error);

  table = cfl_print_table_new (_ ("Order"), _ ("Number"), _ ("Supplier"), _ (">Total"), "",
                               _ ("Status"), NULL);
  cfl_print_json_begin_object (json, NULL);
  cfl_print_json_begin_array (json, "documents");
  for (guint i = 0; i < checks->len && i < rows->len; i++)
    {
      print_json (json, rows->pdata[i], checks->pdata[i], kind);
      print_row (table, rows->pdata[i], checks->pdata[i], kind);
    }
  cfl_print_json_end_array (json);
  cfl_print_json_end_object (json);
  if (command->json)
    cfl_print_json_finish (json);
  else
    cfl_print_table_print (table);
  return CFL_EXIT_DONE;
}
