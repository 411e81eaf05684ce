/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Orders out of a CSV file: the rows are gathered by order reference, and an order with anything wrong
 * in it is left out and reported. */

#include "config.h"

#include "cfl-order-csv-private.h"

#include <glib/gi18n-lib.h>

#define ROWS_PER_LOOK 4096
/* Nobody reads more. */
#define MAX_PROBLEMS 1000

static void
problem_free (gpointer data)
{
  CflCsvProblem *problem = data;

  g_free (problem->column);
  g_free (problem->message);
  g_free (problem);
}

void
cfl_order_csv_free (CflOrderCsv *self)
{
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_clear_pointer (&self->first_rows, g_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->unused_columns, g_ptr_array_unref);
  g_free (self);
}

static void
draft_free (gpointer data)
{
  CflCsvDraft *draft = data;

  cfl_order_unref (draft->order);
  g_free (draft->status);
  g_free (draft->tax_status);
  g_free (draft->first_name);
  g_free (draft->last_name);
  g_free (draft);
}

static void
reader_clear (CflOrderCsvReader *self)
{
  g_clear_pointer (&self->by_reference, g_hash_table_unref);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CflOrderCsvReader, reader_clear)

gboolean
cfl_csv_draft_has (const CflCsvDraft *self, CflCsvField field)
{
  return (self->given & (G_GUINT64_CONSTANT (1) << field)) != 0;
}

static void
add_problem (CflOrderCsvReader *self, guint row, const char *column, const char *message)
{
  CflCsvProblem *problem = g_new0 (CflCsvProblem, 1);

  problem->row = row;
  problem->column = g_strdup (column);
  problem->message = g_strdup (message);
  g_ptr_array_add (self->problems, problem);
}

void
cfl_order_csv_reader_report (CflOrderCsvReader *self,
                             CflCsvDraft *draft,
                             guint row_number,
                             CflCsvField field,
                             const char *format,
                             ...)
{
  const char *column = "";
  g_autofree char *sentence = NULL;
  g_autofree char *message = NULL;
  va_list arguments;

  if (draft != NULL)
    draft->is_bad = TRUE;
  if (self->problems->len > MAX_PROBLEMS)
    return;
  if (self->problems->len == MAX_PROBLEMS)
    {
      add_problem (self, 0, "",
                   _ ("There are more problems than are listed here. Correct these "
                      "first, then import the file again."));
      return;
    }
  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (field < CFL_N_CSV_FIELDS && self->mapping.columns[field] >= 0)
    column = cfl_csv_table_get_name (self->table, (guint) self->mapping.columns[field]);
  if (draft != NULL)
    /* Translators: an order's reference and a sentence on what is wrong in it */
    message = g_strdup_printf (_ ("Order %s was left out: %s"), draft->order->reference, sentence);
  add_problem (self, row_number, column, message == NULL ? sentence : message);
}

const char *
cfl_order_csv_reader_get_text (CflOrderCsvReader *self, guint row, CflCsvField field)
{
  int column = self->mapping.columns[field];

  return column < 0 ? "" : cfl_csv_table_get (self->table, row, (guint) column);
}

/* What a file of orders has to have. */
static gboolean
check_columns (const CflOrderCsvReader *self, GError **error)
{
  const CflCsvMapping *mapping = &self->mapping;

  if (!cfl_csv_mapping_has (mapping, CFL_CSV_FIELD_REFERENCE))
    g_set_error_literal (error, CFL_CSV_ERROR, CFL_CSV_ERROR_COLUMNS,
                         _ ("No column holds the order's reference. The first row has to name the "
                            "columns; name it “Order Ref”, or say which it is with "
                            "--map=COLUMN=reference."));
  else if (!cfl_csv_mapping_has (mapping, CFL_CSV_FIELD_SUPPLIER) &&
           !cfl_csv_mapping_has (mapping, CFL_CSV_FIELD_FIRST_NAME) &&
           !cfl_csv_mapping_has (mapping, CFL_CSV_FIELD_LAST_NAME))
    g_set_error_literal (
        error, CFL_CSV_ERROR, CFL_CSV_ERROR_COLUMNS,
        _ ("No column holds the supplier. Name it “Supplier” or “Company Name”, or "
           "say which it is with --map=COLUMN=supplier."));
  else if (!cfl_csv_mapping_has (mapping, CFL_CSV_FIELD_UNIT_PRICE) &&
           !cfl_csv_mapping_has (mapping, CFL_CSV_FIELD_LINE_TOTAL) &&
           !cfl_csv_mapping_has (mapping, CFL_CSV_FIELD_PRODUCT_TOTAL) &&
           !cfl_csv_mapping_has (mapping, CFL_CSV_FIELD_TOTAL))
    g_set_error_literal (error, CFL_CSV_ERROR, CFL_CSV_ERROR_COLUMNS,
                         _ ("No column holds a price or a total. Name it “Item Price” or “Total "
                            "(Incl)”, or say which it is with --map=COLUMN=unit_price or "
                            "--map=COLUMN=total."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_choice (const char *text,
             const char *const *names,
             const guint *ways,
             gsize n_ways,
             guint *way,
             GError **error)
{
  g_autofree char *all = NULL;

  *way = 0;
  if (text == NULL)
    return TRUE;
  for (gsize i = 0; i < n_ways; i++)
    if (g_ascii_strcasecmp (text, names[i]) == 0)
      {
        *way = ways[i];
        return TRUE;
      }
  all = g_strjoinv (", ", (char **) names);
  g_set_error (error, CFL_CSV_ERROR, CFL_CSV_ERROR_OPTION,
               _ ("“%s” is not understood here. The choices are: %s."), text, all);
  return FALSE;
}

static gboolean
settle_columns (CflOrderCsvReader *self,
                const CflOrderCsvOptions *options,
                GCancellable *cancellable,
                GError **error)
{
  static const char *const order_names[] = { "DMY", "MDY", "YMD", NULL };
  static const guint orders[] = { CFL_DATE_ORDER_DMY, CFL_DATE_ORDER_MDY, CFL_DATE_ORDER_YMD };
  static const char *const mark_names[] = { "point", "comma", NULL };
  static const guint marks[] = { CFL_DECIMAL_MARK_POINT, CFL_DECIMAL_MARK_COMMA };
  CflCsvColumn columns[CFL_N_CSV_FIELDS];
  CflCsvField fields[CFL_N_CSV_FIELDS];
  guint n_columns = 0, date_order = 0, decimal_mark = 0;

  if (!read_choice (options->date_order, order_names, orders, G_N_ELEMENTS (orders), &date_order,
                    error) ||
      !read_choice (options->decimal_mark, mark_names, marks, G_N_ELEMENTS (marks), &decimal_mark,
                    error))
    return FALSE;
  for (int i = 0; i < CFL_N_CSV_FIELDS; i++)
    {
      if (self->mapping.columns[i] < 0 || cfl_csv_fields[i].value == CFL_CSV_VALUE_TEXT)
        continue;
      columns[n_columns] = (CflCsvColumn){
        .column = (guint) self->mapping.columns[i],
        .kind =
            cfl_csv_fields[i].value == CFL_CSV_VALUE_DATE ? CFL_CSV_KIND_DATE : CFL_CSV_KIND_AMOUNT,
        .takes_percent = i == CFL_CSV_FIELD_TAX_RATE,
      };
      fields[n_columns++] = (CflCsvField) i;
    }
  if (!cfl_csv_columns_settle (self->table, columns, n_columns, decimal_mark, date_order,
                               cancellable, error))
    return FALSE;
  for (guint i = 0; i < n_columns; i++)
    self->ways[fields[i]] = columns[i].way;
  return TRUE;
}

static CflCsvDraft *
get_draft (CflOrderCsvReader *self, const char *reference, guint row_number)
{
  CflCsvDraft *draft = g_hash_table_lookup (self->by_reference, reference);

  if (draft != NULL)
    return draft;
  draft = g_new0 (CflCsvDraft, 1);
  draft->first_row = row_number;
  draft->order = cfl_order_new ();
  draft->order->source = CFL_ORDER_SOURCE_CSV;
  cfl_text_set (&draft->order->reference, reference);
  cfl_text_set (&draft->order->source_id, reference);
  g_ptr_array_add (self->drafts, draft);
  g_hash_table_insert (self->by_reference, draft->order->reference, draft);
  return draft;
}

/* A row without a reference but with goods may be a line of the order above; without it that order
 * would be too small, so it is left out too. */
static void
report_stray_row (CflOrderCsvReader *self, guint row, guint row_number)
{
  static const CflCsvField of_lines[] = { CFL_CSV_FIELD_ITEM_CODE, CFL_CSV_FIELD_ITEM_NAME,
                                          CFL_CSV_FIELD_UNIT_PRICE, CFL_CSV_FIELD_LINE_TOTAL };
  gboolean is_line = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (of_lines); i++)
    is_line = is_line || cfl_order_csv_reader_get_text (self, row, of_lines[i])[0] != '\0';
  if (is_line && self->last != NULL &&
      cfl_order_csv_reader_get_text (self, row, CFL_CSV_FIELD_SUPPLIER)[0] == '\0')
    cfl_order_csv_reader_report (self, self->last, row_number, CFL_CSV_FIELD_REFERENCE,
                                 _ ("the row has no order reference and may be one of its lines. "
                                    "Write the reference into every row."));
  else
    cfl_order_csv_reader_report (self, NULL, row_number, CFL_CSV_FIELD_REFERENCE,
                                 _ ("The row has no order reference and was left out."));
}

static void
read_row (CflOrderCsvReader *self, guint row)
{
  guint row_number = cfl_csv_table_get_row_number (self->table, row);
  g_autofree char *reference =
      cfl_text_clean (cfl_order_csv_reader_get_text (self, row, CFL_CSV_FIELD_REFERENCE));
  CflCsvDraft *draft;

  if (reference[0] == '\0')
    {
      report_stray_row (self, row, row_number);
      return;
    }
  draft = get_draft (self, reference, row_number);
  self->last = draft;
  if (cfl_csv_table_row_is_torn (self->table, row))
    cfl_order_csv_reader_report (self, draft, row_number, CFL_CSV_FIELD_IGNORE,
                                 _ ("a quotation mark stands within a text of the row, so it "
                                    "cannot be told where its fields end. Double the mark, or "
                                    "take it out."));
  else if (cfl_csv_table_row_is_long (self->table, row))
    cfl_order_csv_reader_report (self, draft, row_number, CFL_CSV_FIELD_IGNORE,
                                 _ ("the row has more fields than the first row has names. Put "
                                    "quotation marks around a text that holds the separator."));
  else
    cfl_order_csv_reader_take_row (self, draft, row);
}

static gboolean
read_rows (CflOrderCsvReader *self, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < cfl_csv_table_get_n_rows (self->table); i++)
    {
      if (i % ROWS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      read_row (self, i);
    }
  for (guint i = 0; i < self->drafts->len; i++)
    cfl_order_csv_reader_complete (self, g_ptr_array_index (self->drafts, i));
  return TRUE;
}

static int
compare_problems (gconstpointer a, gconstpointer b)
{
  const CflCsvProblem *first = *(const CflCsvProblem *const *) a;
  const CflCsvProblem *second = *(const CflCsvProblem *const *) b;

  /* What concerns the whole file stands at the end. */
  if (first->row == 0 || second->row == 0)
    return (first->row == 0) - (second->row == 0);
  return (first->row > second->row) - (first->row < second->row);
}

/**
 * cfl_order_csv_read:
 * @bytes: the content of a file
 *
 * Reads orders, one row a line or one row an order, gathered by their reference. What cannot be read
 * without a guess is not read: a column whose amounts or days could be read in two ways is an error
 * (CFL_CSV_ERROR_AMBIGUOUS), and a row that makes no sense costs its order, which is reported. Can be
 * called in any thread.
 *
 * Returns: (transfer full) (nullable): the orders and the problems
 */
CflOrderCsv *
cfl_order_csv_read (GBytes *bytes,
                    const CflOrderCsvOptions *options,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (CflCsvTable) table = cfl_csv_table_read (bytes, cancellable, error);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GPtrArray) unused = g_ptr_array_new_with_free_func (g_free);
  g_auto (CflOrderCsvReader) reader = { .table = table };
  CflOrderCsv *self;

  reader.zone = options->zone == NULL ? utc : options->zone;
  reader.drafts = g_ptr_array_new_with_free_func (draft_free);
  reader.by_reference = g_hash_table_new (g_str_hash, g_str_equal);
  reader.problems = g_ptr_array_new_with_free_func (problem_free);
  if (table == NULL ||
      !cfl_csv_mapping_make (&reader.mapping, table, options->maps, unused, error) ||
      !check_columns (&reader, error) || !settle_columns (&reader, options, cancellable, error) ||
      !read_rows (&reader, cancellable, error))
    return NULL;

  self = g_new0 (CflOrderCsv, 1);
  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_order_unref);
  self->first_rows = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < reader.drafts->len; i++)
    {
      CflCsvDraft *draft = g_ptr_array_index (reader.drafts, i);

      if (draft->is_bad)
        continue;
      g_ptr_array_add (self->orders, cfl_order_ref (draft->order));
      g_array_append_val (self->first_rows, draft->first_row);
    }
  g_ptr_array_sort (reader.problems, compare_problems);
  self->problems = g_steal_pointer (&reader.problems);
  self->unused_columns = g_steal_pointer (&unused);
  return self;
}
