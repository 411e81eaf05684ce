/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-command.h"
#include "cfl-fault-codes.h"
#include "cfl-print-json.h"
#include "cfl-print-table.h"
#include "cfl-wording.h"

#include <glib/gi18n-lib.h>

/* How many of which end. */
typedef struct {
  guint undone;
  guint kept; /* not tried */
  guint failed;
  guint unknown;
  guint cancelled;
} Ends;

static Ends
count_ends (GPtrArray *documents)
{
  Ends ends = { 0 };

  for (guint i = 0; i < documents->len; i++)
    {
      const CflUploadedDocument *document = documents->pdata[i];
      const CflAttempt *deletion = document->deletion;

      if (deletion == NULL)
        ends.kept += !cfl_standing_allows_undo (document->standing);
      else if (deletion->state == CFL_ATTEMPT_UPLOADED)
        ends.undone++;
      else if (deletion->state == CFL_ATTEMPT_FAILED)
        ends.failed++;
      else if (deletion->state == CFL_ATTEMPT_CANCELLED)
        ends.cancelled++;
      else
        ends.unknown++;
    }
  return ends;
}

static const char *
state_to_text (const CflUploadedDocument *document)
{
  if (document->deletion == NULL)
    return cfl_standing_allows_undo (document->standing) ? "ready" : "kept";
  switch (document->deletion->state)
    {
    case CFL_ATTEMPT_UPLOADED:
      return "undone";
    case CFL_ATTEMPT_FAILED:
      return "failed";
    case CFL_ATTEMPT_CANCELLED:
      return "cancelled";
    case CFL_ATTEMPT_QUEUED:
    case CFL_ATTEMPT_SENDING:
    case CFL_ATTEMPT_UNKNOWN:
    default:
      return "unknown";
    }
}

static CflWords *
find_words (const CflUploadedDocument *document)
{
  return document->deletion != NULL ? cfl_words_for_undo (document->deletion)
                                    : cfl_words_for_document (document);
}

static gboolean
is_good (const CflUploadedDocument *document)
{
  return document->deletion != NULL ? document->deletion->state == CFL_ATTEMPT_UPLOADED
                                    : cfl_standing_allows_undo (document->standing);
}

static void
print_document_json (CflPrintJson *json, const CflUploadedDocument *document)
{
  const CflAttempt *attempt = document->attempt;

  cfl_print_json_begin_object (json, NULL);
  cfl_print_json_add_text (json, "reference", attempt->order_reference);
  cfl_print_json_add_text (json, "kind",
                           attempt->kind == CFL_DOCUMENT_KIND_BILL ? "bill" : "purchase_order");
  cfl_print_json_add_text (json, "state", state_to_text (document));
  cfl_print_json_add_text (json, "standing", cfl_standing_get_name (document->standing));
  cfl_print_json_add_text (json, "doc_number", attempt->number);
  cfl_print_json_add_text (json, "quickbooks_id", attempt->quickbooks_id);
  cfl_print_json_add_decimal (json, "total", attempt->total);
  cfl_print_json_add_text (json, "currency", attempt->currency);
  if (is_good (document))
    cfl_print_json_add_null (json, "error");
  else
    {
      g_autoptr (CflWords) words = find_words (document);
      g_autofree char *code = document->deletion != NULL
                                  ? cfl_fault_dup_name (document->deletion->error_code)
                                  : g_strdup (cfl_standing_get_name (document->standing));
      g_autofree char *message = g_strdup_printf ("%s. %s", words->title, words->sentence);

      cfl_print_json_begin_object (json, "error");
      cfl_print_json_add_text (json, "code", code);
      cfl_print_json_add_text (json, "message", message);
      cfl_print_json_add_text (json, "fix", words->remedy);
      cfl_print_json_end_object (json);
    }
  cfl_print_json_end_object (json);
}

/* @run: (nullable): the run of deletions; its id is 0 where nothing was deleted */
static void
print_json (const CflRun *undone, const CflRun *run, GPtrArray *documents)
{
  g_autoptr (CflPrintJson) json = cfl_print_json_new ();
  Ends ends = count_ends (documents);

  cfl_print_json_begin_object (json, NULL);
  if (run != NULL && run->id != 0)
    cfl_print_json_add_text (json, "run", run->uuid);
  else
    cfl_print_json_add_null (json, "run");
  cfl_print_json_add_text (json, "of_run", undone->uuid);
  cfl_print_json_add_integer (json, "undone", ends.undone);
  cfl_print_json_add_integer (json, "kept", ends.kept);
  cfl_print_json_add_integer (json, "failed", ends.failed);
  cfl_print_json_add_integer (json, "unknown", ends.unknown);
  cfl_print_json_add_integer (json, "cancelled", ends.cancelled);
  cfl_print_json_begin_array (json, "documents");
  for (guint i = 0; i < documents->len; i++)
    print_document_json (json, documents->pdata[i]);
  cfl_print_json_end_array (json);
  cfl_print_json_end_object (json);
  cfl_print_json_finish (json);
}

static char *
describe_document (const CflUploadedDocument *document)
{
  g_autoptr (CflWords) words = find_words (document);

  if (document->deletion == NULL && cfl_standing_allows_undo (document->standing))
    return g_strdup_printf (_ ("Can be taken back. %s"), words->sentence);
  if (document->deletion != NULL && document->deletion->state == CFL_ATTEMPT_CANCELLED &&
      document->deletion->error_code == 0)
    return g_strdup (_ ("Not sent"));
  return g_strdup_printf ("%s. %s %s", words->title, words->sentence, words->remedy);
}

static void
print_sums (const CflRun *run, GPtrArray *documents)
{
  Ends ends = count_ends (documents);

  if (documents->len == 0)
    {
      g_print ("%s\n", _ ("Nothing of this run is left that could be taken back."));
      return;
    }
  g_print ("\n");
  if (run == NULL)
    g_print (ngettext ("%u of %u document can be taken back.",
                       "%u of %u documents can be taken back.", documents->len),
             documents->len - ends.kept, documents->len);
  else
    {
      g_print (ngettext ("%u of %u document taken back", "%u of %u documents taken back",
                         documents->len),
               ends.undone, documents->len);
      if (ends.kept + ends.failed > 0)
        g_print (_ (", %u left as they are"), ends.kept + ends.failed);
      if (ends.unknown > 0)
        g_print (_ (", %u not known yet"), ends.unknown);
      if (ends.cancelled > 0)
        g_print (_ (", %u not sent"), ends.cancelled);
      g_print (".");
    }
  g_print ("\n");
}

static void
print_table (const CflRun *run, GPtrArray *documents)
{
  g_autoptr (CflPrintTable) table = cfl_print_table_new (_ ("Order"), _ ("Number"), _ (">Total"),
                                                         "", _ (">Id"), _ ("Outcome"), NULL);

  for (guint i = 0; i < documents->len; i++)
    {
      const CflUploadedDocument *document = documents->pdata[i];
      const CflAttempt *attempt = document->attempt;
      g_autofree char *total = cfl_amount_to_display (attempt->total, attempt->currency);
      g_autofree char *state = describe_document (document);

      cfl_print_table_add (table, attempt->order_reference, attempt->number, total,
                           attempt->currency, attempt->quickbooks_id, state, NULL);
    }
  cfl_print_table_print (table);
  print_sums (run, documents);
}

static CflExit
exit_for (CflCommand *command, const CflRun *run, GPtrArray *documents)
{
  Ends ends = count_ends (documents);

  if (run == NULL)
    return CFL_EXIT_DONE;
  if (ends.unknown > 0 || cfl_command_count_open (command) > 0)
    return CFL_EXIT_STILL_UNKNOWN;
  for (guint i = 0; i < documents->len; i++)
    {
      const CflUploadedDocument *document = documents->pdata[i];

      if (document->deletion != NULL && !is_good (document) &&
          cfl_fault_is_about_access (document->deletion->error_code))
        return CFL_EXIT_NOT_CONNECTED;
    }
  return ends.kept + ends.failed + ends.cancelled > 0 ? CFL_EXIT_SOME_FAILED : CFL_EXIT_DONE;
}

/* The orders of the run that were named; NULL with an error for a name that is not in it. */
static GArray *
find_in_run (CflCommand *command, const CflRun *run, char **references, GError **error)
{
  g_autoptr (CflListing) listing = cfl_listing_new (CFL_LIST_UPLOADED);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  listing->run_id = run->id;
  ids = cfl_command_list_ids (command, listing, error);
  if (ids == NULL)
    return NULL;
  cfl_sync_service_load_documents_async (command->service, run->id,
                                         (const gint64 *) (gpointer) ids->data, ids->len,
                                         command->cancellable, cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  rows = cfl_sync_service_load_documents_finish (command->service, result, error);
  for (guint i = 0; rows != NULL && references[i] != NULL; i++)
    {
      guint before = found->len;

      for (guint n = 0; n < rows->len; n++)
        {
          const CflOrderRow *row = rows->pdata[n];

          if (g_str_equal (row->order_reference, references[i]))
            g_array_append_val (found, row->id);
        }
      if (found->len > before)
        continue;
      g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                   _ ("There is no document of the order “%s” in this run."), references[i]);
      return NULL;
    }
  return rows != NULL ? g_steal_pointer (&found) : NULL;
}

static GPtrArray *
compare (CflCommand *command, const CflRun *run, GArray *ids, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_sync_service_compare_async (command->service, run->id, (const gint64 *) (gpointer) ids->data,
                                  ids->len, command->cancellable, cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  return cfl_sync_service_compare_finish (command->service, result, error);
}

static CflRun *
undo (CflCommand *command, const CflRun *run, GArray *ids, GPtrArray **documents, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_sync_service_undo_async (command->service, run->id, (const gint64 *) (gpointer) ids->data,
                               ids->len, command->cancellable, cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  return cfl_sync_service_undo_finish (command->service, result, documents, error);
}

static CflExit
run_undo (CflCommand *command, const CflRun *of_run, GArray *ids, gboolean dry_run)
{
  g_autoptr (GPtrArray) documents = NULL;
  g_autoptr (CflRun) run = NULL;
  g_autoptr (GError) error = NULL;

  if (dry_run)
    documents = compare (command, of_run, ids, &error);
  else
    run = undo (command, of_run, ids, &documents, &error);
  if (documents == NULL)
    return cfl_command_fail (command, error);
  cfl_command_clear_progress (command);
  if (command->json)
    print_json (of_run, run, documents);
  else
    print_table (run, documents);
  return exit_for (command, run, documents);
}

CflExit
cfl_command_undo (CflCommand *command, int argc, char **argv)
{
  gboolean dry_run = FALSE;
  const GOptionEntry options[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (CflRun) of_run = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  CflExit exit_status;

  if (!cfl_command_parse (command, options, &argc, &argv, &exit_status))
    return exit_status;
  if (argc < 2)
    return cfl_command_misused (command, "%s",
                                _ ("undo is followed by a run. See counterfoil-cli list runs."));
  of_run = cfl_command_find_run (command, argv[1], &error);
  if (of_run == NULL)
    return cfl_command_fail (command, error);
  if (of_run->operation == CFL_OPERATION_DELETE)
    return cfl_command_misused (
        command, "%s",
        _ ("In this run documents were taken back. To send them again, upload their orders."));
  ids = argc > 2 ? find_in_run (command, of_run, argv + 2, &error)
                 : g_array_new (FALSE, FALSE, sizeof (gint64));
  if (ids == NULL)
    return cfl_command_fail (command, error);
  return run_undo (command, of_run, ids, dry_run);
}
