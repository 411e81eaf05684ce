/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Orders from a CSV file. The file is read and understood in a thread; what it says is then compared
 * with the database before anything is written. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-service-private.h"

#include "cfl-order-csv.h"

#include <glib/gi18n-lib.h>

/* Nobody reads more. */
#define MAX_LEFT_OUT_TOLD 1000

typedef struct {
  CflSyncService *self;
  char *path;
  char **maps;
  char *date_order;
  char *decimal_mark;
  gboolean dry_run;
  GTimeZone *zone;

  GPtrArray *orders;   /* (element-type CflOrder) */
  GArray *first_rows;  /* (element-type guint) of each order that the file has */
  GPtrArray *contacts; /* (element-type CflContact) suppliers that are not known yet */
  CflImportResult *result;
} ImportData;

static void
import_problem_free (gpointer data)
{
  CflImportProblem *problem = data;

  g_free (problem->column);
  g_free (problem->message);
  g_free (problem);
}

static CflImportResult *
import_result_new (void)
{
  CflImportResult *result = g_new0 (CflImportResult, 1);

  result->problems = g_ptr_array_new_with_free_func (import_problem_free);
  result->unused_columns = g_ptr_array_new_with_free_func (g_free);
  return result;
}

void
cfl_import_result_free (CflImportResult *self)
{
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->unused_columns);
  g_free (self);
}

static void
import_data_free (ImportData *data)
{
  g_free (data->path);
  g_strfreev (data->maps);
  g_free (data->date_order);
  g_free (data->decimal_mark);
  g_time_zone_unref (data->zone);
  g_clear_pointer (&data->orders, g_ptr_array_unref);
  g_clear_pointer (&data->first_rows, g_array_unref);
  g_clear_pointer (&data->contacts, g_ptr_array_unref);
  g_clear_pointer (&data->result, cfl_import_result_free);
  g_free (data);
}

static void
add_problem (CflImportResult *result, guint row, const char *column, const char *message)
{
  CflImportProblem *problem = g_new0 (CflImportProblem, 1);

  problem->row = row;
  problem->column = g_strdup (column);
  problem->message = g_strdup (message);
  g_ptr_array_add (result->problems, problem);
}

/* ---- the file, in a thread ---- */

static GBytes *
load_file (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                         G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return NULL;
  /* A device or a pipe may never end. */
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                           _ ("it is not an ordinary file"));
      return NULL;
    }
  /* Not even read: the reader would refuse it. */
  if (g_file_info_get_size (info) > CFL_CSV_MAX_BYTES)
    {
      g_set_error (error, CFL_CSV_ERROR, CFL_CSV_ERROR_TOO_LARGE,
                   _ ("The file is larger than %u MB. Split it into smaller ones."),
                   CFL_CSV_MAX_BYTES / 1024 / 1024);
      return NULL;
    }
  return g_file_load_bytes (file, cancellable, NULL, error);
}

/* The messages of files are whole sentences already. */
static GError *
translate_file_error (const char *path, GError *error)
{
  g_autoptr (GError) given = error;
  g_autofree char *name = g_filename_display_name (path);

  if (g_error_matches (given, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&given);
  if (given->domain == CFL_CSV_ERROR)
    return g_error_new_literal (CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE, given->message);
  if (g_error_matches (given, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_FILE,
                        _ ("There is no file “%s”. Check its name and folder."), name);
  if (g_error_matches (given, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_FILE,
                        _ ("The file “%s” may not be read by you. Change its rights, or copy it."),
                        name);
  return g_error_new (CFL_SYNC_ERROR, CFL_SYNC_ERROR_FILE,
                      /* Translators: the path of a file and what the system says of it */
                      _ ("The file “%s” cannot be read (%s). Check its name and rights and try "
                         "again."),
                      name, given->message);
}

static void
read_file_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const ImportData *data = task_data;
  const CflOrderCsvOptions options = { (const char *const *) data->maps, data->date_order,
                                       data->decimal_mark, data->zone };
  GError *error = NULL;
  g_autoptr (GBytes) bytes = load_file (data->path, cancellable, &error);
  CflOrderCsv *csv =
      bytes == NULL ? NULL : cfl_order_csv_read (bytes, &options, cancellable, &error);

  if (csv == NULL)
    g_task_return_error (task, translate_file_error (data->path, error));
  else
    g_task_return_pointer (task, csv, (GDestroyNotify) cfl_order_csv_free);
}

static void
file_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  ImportData *data = flow->data;
  GError *error = NULL;
  g_autoptr (CflOrderCsv) csv = g_task_propagate_pointer (G_TASK (result), &error);

  if (csv == NULL)
    {
      cfl_flow_fail (flow, error);
      return;
    }
  data->orders = g_ptr_array_ref (csv->orders);
  data->first_rows = g_array_ref (csv->first_rows);
  for (guint i = 0; i < csv->problems->len; i++)
    {
      const CflCsvProblem *problem = csv->problems->pdata[i];

      add_problem (data->result, problem->row, problem->column, problem->message);
    }
  for (guint i = 0; i < csv->unused_columns->len; i++)
    g_ptr_array_add (data->result->unused_columns, g_strdup (csv->unused_columns->pdata[i]));
  data->self->progress.total = data->orders->len;
  cfl_flow_continue (flow);
}

static void
step_read_file (CflFlow *flow)
{
  ImportData *data = flow->data;
  g_autoptr (GTask) task = g_task_new (data->self, flow->cancellable, file_read_cb, flow);

  /* The flow's data outlives the thread: the flow waits for it. */
  g_task_set_source_tag (task, step_read_file);
  g_task_set_name (task, "read CSV file");
  g_task_set_task_data (task, data, NULL);
  g_task_run_in_thread (task, read_file_thread);
}

/* ---- suppliers ---- */

/* A supplier that is known by name is the same one, wherever the name came from, so that it is linked
 * only once. A name that several share tells nothing. */
static GHashTable *
index_contacts (GPtrArray *rows)
{
  GHashTable *by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) shared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer name;

  for (guint i = 0; i < rows->len; i++)
    {
      CflContact *contact = ((CflContactRow *) rows->pdata[i])->contact;
      g_autofree char *folded = g_utf8_casefold (contact->name, -1);

      if (g_hash_table_contains (by_name, folded))
        g_hash_table_add (shared, g_strdup (folded));
      g_hash_table_insert (by_name, g_strdup (folded), contact);
    }
  g_hash_table_iter_init (&iter, shared);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_remove (by_name, name);
  return by_name;
}

static GHashTable *
index_source_ids (GPtrArray *rows)
{
  GHashTable *by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->len; i++)
    {
      CflContact *contact = ((CflContactRow *) rows->pdata[i])->contact;

      g_hash_table_insert (by_id, contact->source_id, contact);
    }
  return by_id;
}

static void
add_contact (ImportData *data, const CflOrder *order)
{
  CflContact *contact = cfl_contact_new ();

  cfl_text_set (&contact->source_id, order->contact_source_id);
  cfl_text_set (&contact->name, order->supplier);
  cfl_text_set (&contact->email, order->supplier_email);
  g_ptr_array_add (data->contacts, contact);
}

static void
assign_contacts (ImportData *data, GPtrArray *rows)
{
  g_autoptr (GHashTable) by_name = index_contacts (rows);
  g_autoptr (GHashTable) by_id = index_source_ids (rows);

  for (guint i = 0; i < data->orders->len; i++)
    {
      CflOrder *order = data->orders->pdata[i];
      g_autofree char *folded = g_utf8_casefold (order->supplier, -1);
      const CflContact *known = g_hash_table_lookup (by_name, folded);

      if (g_hash_table_contains (by_id, order->contact_source_id))
        continue;
      if (known != NULL)
        {
          cfl_text_set (&order->contact_source_id, known->source_id);
          continue;
        }
      add_contact (data, order);
      known = data->contacts->pdata[data->contacts->len - 1];
      g_hash_table_insert (by_name, g_steal_pointer (&folded), (gpointer) known);
      g_hash_table_add (by_id, known->source_id);
    }
}

static void
contacts_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) rows = cfl_store_list_contacts_finish (CFL_STORE (source), result, &error);

  if (rows == NULL)
    {
      cfl_flow_fail (flow, error);
      return;
    }
  assign_contacts (flow->data, rows);
  cfl_flow_continue (flow);
}

static void
step_find_contacts (CflFlow *flow)
{
  ImportData *data = flow->data;

  cfl_store_list_contacts_async (data->self->store, NULL, flow->cancellable, contacts_listed_cb,
                                 flow);
}

/* ---- comparing ---- */

static void
leave_out (ImportData *data, guint index, guint n_left_out)
{
  const CflOrder *order = data->orders->pdata[index];
  guint row = g_array_index (data->first_rows, guint, index);
  g_autofree char *message = NULL;

  if (n_left_out > MAX_LEFT_OUT_TOLD)
    return;
  message = g_strdup_printf (_ ("Order %s was left out: it is here already and did not come from a "
                                "file, and no order may be posted twice."),
                             order->reference);
  add_problem (data->result, row, "", message);
}

static void
tell_rest (ImportData *data, guint n_left_out)
{
  guint rest = n_left_out - MAX_LEFT_OUT_TOLD;
  g_autofree char *message = NULL;

  if (n_left_out <= MAX_LEFT_OUT_TOLD)
    return;
  message = g_strdup_printf (
      ngettext ("%u more order was left out because it is here already.",
                "%u more orders were left out because they are here already.", rest),
      rest);
  add_problem (data->result, 0, "", message);
}

static void
take_comparisons (ImportData *data, const GArray *comparisons)
{
  CflImportResult *result = data->result;
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_order_unref);
  guint n_left_out = 0;

  for (guint i = 0; i < data->orders->len; i++)
    {
      CflComparison comparison = g_array_index (comparisons, CflComparison, i);

      if (comparison == CFL_COMPARISON_ELSEWHERE)
        {
          leave_out (data, i, ++n_left_out);
          continue;
        }
      result->added += comparison == CFL_COMPARISON_ADDED;
      result->changed += comparison == CFL_COMPARISON_CHANGED;
      result->unchanged += comparison == CFL_COMPARISON_UNCHANGED;
      g_ptr_array_add (kept, cfl_order_ref (data->orders->pdata[i]));
    }
  tell_rest (data, n_left_out);
  g_ptr_array_unref (data->orders);
  data->orders = g_steal_pointer (&kept);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  ImportData *data = flow->data;
  GError *error = NULL;
  g_autoptr (GArray) comparisons =
      cfl_store_compare_orders_finish (CFL_STORE (source), result, &error);

  if (comparisons == NULL)
    {
      cfl_flow_fail (flow, error);
      return;
    }
  take_comparisons (data, comparisons);
  if (data->dry_run)
    cfl_flow_finish (flow);
  else
    cfl_flow_continue (flow);
}

static void
step_compare (CflFlow *flow)
{
  ImportData *data = flow->data;

  cfl_store_compare_orders_async (data->self->store, data->orders, flow->cancellable, compared_cb,
                                  flow);
}

/* ---- saving ---- */

/* Of the new suppliers only those whose orders are kept. */
static GPtrArray *
contacts_of_orders (const ImportData *data)
{
  GPtrArray *wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_contact_unref);
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < data->orders->len; i++)
    g_hash_table_add (named, ((CflOrder *) data->orders->pdata[i])->contact_source_id);
  for (guint i = 0; i < data->contacts->len; i++)
    {
      CflContact *contact = data->contacts->pdata[i];

      if (g_hash_table_contains (named, contact->source_id))
        g_ptr_array_add (wanted, cfl_contact_ref (contact));
    }
  return wanted;
}

static void
contacts_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  ImportData *data = flow->data;
  GError *error = NULL;

  if (!cfl_store_save_contacts_finish (CFL_STORE (source), result, NULL, &error))
    {
      cfl_flow_fail (flow, error);
      return;
    }
  cfl_sync_service_emit_contacts_changed (data->self);
  cfl_flow_continue (flow);
}

static void
step_save_contacts (CflFlow *flow)
{
  ImportData *data = flow->data;
  g_autoptr (GPtrArray) contacts = contacts_of_orders (data);

  if (contacts->len == 0)
    cfl_flow_continue (flow);
  else
    cfl_store_save_contacts_async (data->self->store, contacts, flow->cancellable,
                                   contacts_saved_cb, flow);
}

static void
orders_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  ImportData *data = flow->data;
  CflSaveCounts counts = { 0 };
  GError *error = NULL;
  gboolean saved = cfl_store_save_orders_finish (CFL_STORE (source), result, &counts, &error);

  /* Chunks that were saved before an error or a cancellation stay. */
  cfl_sync_service_emit_orders_changed (data->self);
  if (!saved)
    {
      cfl_flow_fail (flow, error);
      return;
    }
  data->result->added = counts.added;
  data->result->changed = counts.changed;
  data->result->unchanged = counts.unchanged;
  data->self->progress.done = data->orders->len;
  cfl_flow_continue (flow);
}

static void
step_save_orders (CflFlow *flow)
{
  ImportData *data = flow->data;

  cfl_store_save_orders_async (data->self->store, data->orders, flow->cancellable, orders_saved_cb,
                               flow);
}

static const CflFlowStep import_steps[] = {
  { "read file", step_read_file },     { "find contacts", step_find_contacts },
  { "compare", step_compare },         { "save contacts", step_save_contacts },
  { "save orders", step_save_orders }, { NULL, NULL },
};

void
cfl_sync_service_import_async (CflSyncService *self,
                               const char *path,
                               const CflImportOptions *options,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_import_async, "import");
  ImportData *data = g_new0 (ImportData, 1);

  data->self = self;
  data->path = g_strdup (path);
  data->maps = g_strdupv ((char **) options->maps);
  data->date_order = g_strdup (options->date_order);
  data->decimal_mark = g_strdup (options->decimal_mark);
  data->dry_run = options->dry_run;
  data->zone = g_time_zone_ref (self->company->zone);
  data->contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_contact_unref);
  data->result = import_result_new ();
  cfl_sync_service_run (self, task, CFL_SYNC_STATE_IMPORTING, import_steps, data,
                        (GDestroyNotify) import_data_free);
}

/**
 * cfl_sync_service_import_finish:
 *
 * Returns: (transfer full) (nullable): what came of it
 */
CflImportResult *
cfl_sync_service_import_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  ImportData *data;

  if (!cfl_sync_service_finish_boolean (self, result, cfl_sync_service_import_async, error))
    return NULL;
  data = cfl_flow_get_data (G_TASK (result));
  return g_steal_pointer (&data->result);
}
