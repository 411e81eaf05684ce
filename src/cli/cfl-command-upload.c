/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-command.h"
#include "cfl-fault-codes.h"
#include "cfl-print-json.h"
#include "cfl-print-table.h"
#include "cfl-wording.h"

#include <glib/gi18n-lib.h>

static const char *
state_to_text (CflAttemptState state)
{
  switch (state)
    {
    case CFL_ATTEMPT_QUEUED:
      return "queued";
    case CFL_ATTEMPT_SENDING:
      return "sending";
    case CFL_ATTEMPT_UPLOADED:
      return "uploaded";
    case CFL_ATTEMPT_FAILED:
      return "failed";
    case CFL_ATTEMPT_UNKNOWN:
      return "unknown";
    case CFL_ATTEMPT_CANCELLED:
      break;
    }
  return "cancelled";
}

/* What QuickBooks said of an outcome that is not known explains nothing to its reader. */
static CflWords *
find_words (const CflAttempt *attempt)
{
  gint code = attempt->error_code;

  if (attempt->operation == CFL_OPERATION_DELETE)
    return cfl_words_for_undo (attempt);
  if (attempt->state == CFL_ATTEMPT_UNKNOWN && code != CFL_FAILURE_DIFFERENT)
    code = CFL_FAILURE_NO_ANSWER;
  return cfl_words_for_failure (code, attempt->error_detail, attempt->kind);
}

static char *
describe_error (const CflAttempt *attempt)
{
  g_autoptr (CflWords) words = NULL;

  if (attempt->error_code == CFL_FAILURE_NOT_ELIGIBLE)
    return g_strdup (attempt->error_message);
  words = find_words (attempt);
  return g_strdup_printf ("%s. %s", words->title, words->sentence);
}

static char *
describe_fix (const CflAttempt *attempt)
{
  g_autoptr (CflWords) words = NULL;

  if (attempt->error_code == CFL_FAILURE_NOT_ELIGIBLE)
    return g_strdup (attempt->error_detail);
  words = find_words (attempt);
  return g_strdup (words->remedy);
}

static gboolean
has_error (const CflAttempt *attempt)
{
  return attempt->state == CFL_ATTEMPT_FAILED || attempt->state == CFL_ATTEMPT_UNKNOWN ||
         (attempt->state == CFL_ATTEMPT_CANCELLED && attempt->error_code != 0);
}

/* It is in QuickBooks, but not quite as it was asked for. */
static gboolean
has_notice (const CflAttempt *attempt)
{
  return attempt->state == CFL_ATTEMPT_UPLOADED && cfl_fault_is_notice (attempt->error_code);
}

static void
print_document_json (CflPrintJson *json, const CflAttempt *attempt)
{
  cfl_print_json_begin_object (json, NULL);
  cfl_print_json_add_text (json, "reference", attempt->order_reference);
  cfl_print_json_add_text (json, "kind",
                           attempt->kind == CFL_DOCUMENT_KIND_BILL ? "bill" : "purchase_order");
  cfl_print_json_add_text (json, "state",
                           attempt->operation == CFL_OPERATION_DELETE &&
                                   attempt->state == CFL_ATTEMPT_UPLOADED
                               ? "undone"
                               : state_to_text (attempt->state));
  cfl_print_json_add_text (json, "doc_number", attempt->number);
  cfl_print_json_add_text (json, "quickbooks_id", attempt->quickbooks_id);
  cfl_print_json_add_decimal (json, "total", attempt->total);
  cfl_print_json_add_text (json, "currency", attempt->currency);
  if (has_error (attempt) || has_notice (attempt))
    {
      g_autofree char *code = cfl_fault_dup_name (attempt->error_code);
      g_autofree char *message = describe_error (attempt);
      g_autofree char *fix = describe_fix (attempt);

      cfl_print_json_begin_object (json, "error");
      cfl_print_json_add_text (json, "code", code);
      cfl_print_json_add_text (json, "message", message);
      cfl_print_json_add_text (json, "fix", fix);
      cfl_print_json_end_object (json);
    }
  else
    cfl_print_json_add_null (json, "error");
  cfl_print_json_end_object (json);
}

/* settled: (nullable) */
static void
print_json (const CflRun *run, GPtrArray *attempts, GPtrArray *settled)
{
  g_autoptr (CflPrintJson) json = cfl_print_json_new ();

  cfl_print_json_begin_object (json, NULL);
  cfl_print_json_add_text (json, "run", run->uuid);
  cfl_print_json_add_integer (json, "uploaded", run->uploaded);
  cfl_print_json_add_integer (json, "failed", run->failed);
  cfl_print_json_add_integer (json, "unknown", run->unknown);
  cfl_print_json_add_integer (json, "cancelled", run->cancelled);
  cfl_print_json_begin_array (json, "documents");
  for (guint i = 0; i < attempts->len; i++)
    print_document_json (json, attempts->pdata[i]);
  cfl_print_json_end_array (json);
  cfl_print_json_begin_array (json, "settled");
  for (guint i = 0; settled != NULL && i < settled->len; i++)
    print_document_json (json, settled->pdata[i]);
  cfl_print_json_end_array (json);
  cfl_print_json_end_object (json);
  cfl_print_json_finish (json);
}

static char *
describe_state (const CflAttempt *attempt)
{
  g_autofree char *error = NULL;
  g_autofree char *fix = NULL;

  if (has_notice (attempt))
    {
      error = describe_error (attempt);
      /* Translators: QuickBooks' id, and what is to be said about the document */
      return g_strdup_printf (_ ("In QuickBooks as %s. %s"), attempt->quickbooks_id, error);
    }
  if (attempt->operation == CFL_OPERATION_DELETE && attempt->state == CFL_ATTEMPT_UPLOADED)
    return g_strdup (_ ("Taken back"));
  if (attempt->state == CFL_ATTEMPT_UPLOADED)
    return g_strdup_printf (_ ("In QuickBooks as %s"), attempt->quickbooks_id);
  if (!has_error (attempt))
    return g_strdup (_ ("Not sent"));
  error = describe_error (attempt);
  fix = describe_fix (attempt);
  return g_strjoin (" ", error, fix, NULL);
}

static void
print_documents (GPtrArray *attempts)
{
  g_autoptr (CflPrintTable) table =
      cfl_print_table_new (_ ("Order"), _ ("Number"), _ (">Total"), "", _ ("Outcome"), NULL);

  for (guint i = 0; i < attempts->len; i++)
    {
      const CflAttempt *attempt = attempts->pdata[i];
      g_autofree char *total = cfl_amount_to_display (attempt->total, attempt->currency);
      g_autofree char *state = describe_state (attempt);

      cfl_print_table_add (table, attempt->order_reference, attempt->number, total,
                           attempt->currency, state, NULL);
    }
  cfl_print_table_print (table);
}

/* settled: (nullable) */
static void
print_table (const CflRun *run, GPtrArray *attempts, GPtrArray *settled)
{
  if (settled != NULL && settled->len > 0)
    {
      g_print ("%s\n",
               _ ("An earlier upload was interrupted. First, what became of its documents:"));
      print_documents (settled);
      g_print ("\n");
    }
  print_documents (attempts);
  if (attempts->len > 0)
    g_print ("\n");
  if (attempts->len == 0)
    g_print ("%s\n", _ ("Nothing is ready to be uploaded."));
  else
    g_print (ngettext ("%u of %u document uploaded", "%u of %u documents uploaded", run->total),
             run->uploaded, run->total);
  if (run->failed > 0)
    g_print (_ (", %u not accepted"), run->failed);
  if (run->unknown > 0)
    g_print (_ (", %u not known yet"), run->unknown);
  if (run->cancelled > 0)
    g_print (_ (", %u not sent"), run->cancelled);
  if (attempts->len > 0)
    g_print (".\n");
}

static CflExit
exit_for_run (CflCommand *command, const CflRun *run, GPtrArray *attempts)
{
  if (run->unknown > 0 || cfl_command_count_open (command) > 0)
    return CFL_EXIT_STILL_UNKNOWN;
  for (guint i = 0; i < attempts->len; i++)
    {
      const CflAttempt *attempt = attempts->pdata[i];

      if (has_error (attempt) && cfl_fault_is_about_access (attempt->error_code))
        return CFL_EXIT_NOT_CONNECTED;
    }
  return run->failed > 0 || run->cancelled > 0 ? CFL_EXIT_SOME_FAILED : CFL_EXIT_DONE;
}

static CflExit
finish (CflCommand *command, GAsyncResult *result)
{
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (CflRun) run = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *settled;

  run = cfl_sync_service_upload_finish (command->service, result, &attempts, &error);
  if (run == NULL)
    return cfl_command_fail (command, error);
  settled = cfl_sync_service_upload_get_settled (command->service, result);
  cfl_command_clear_progress (command);
  if (command->json)
    print_json (run, attempts, settled);
  else
    print_table (run, attempts, settled);
  return exit_for_run (command, run, attempts);
}

CflExit
cfl_command_upload (CflCommand *command, int argc, char **argv)
{
  gboolean all = FALSE;
  const GOptionEntry options[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (CflListing) listing = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  CflDocumentKind kind;
  CflExit exit_status;

  if (!cfl_command_parse (command, options, &argc, &argv, &exit_status))
    return exit_status;
  if (argc < 2 || !cfl_command_parse_kind (argv[1], &kind))
    return cfl_command_misused (command, "%s", _ ("upload is followed by invoices or orders."));
  if (all == (argc > 2))
    return cfl_command_misused (command, "%s",
                                _ ("upload needs either --all or the references of orders."));
  if (all)
    {
      listing =
          cfl_listing_new (kind == CFL_DOCUMENT_KIND_BILL ? CFL_LIST_INVOICES : CFL_LIST_ORDERS);
      cfl_sync_service_upload_async (command->service, listing, NULL, command->cancellable,
                                     cfl_command_done_cb, command);
    }
  else
    {
      ids = cfl_command_find_orders (command, argv + 2, &error);
      if (ids == NULL)
        return cfl_command_fail (command, error);
      cfl_sync_service_upload_orders_async (command->service, kind,
                                            (const gint64 *) (gpointer) ids->data, ids->len,
                                            command->cancellable, cfl_command_done_cb, command);
    }
  result = cfl_command_wait (command);
  return finish (command, result);
}
