/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-csv-reader.h"

#include "cfl-csv-text-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How many rows are read between two looks at the cancellable. */
#define ROWS_PER_LOOK 8192

G_DEFINE_QUARK (cfl_csv_error_quark, cfl_csv_error)

typedef struct {
  guint32 number; /* as a spreadsheet shows it */
  guint32 first;  /* index of the first field */
  guint16 n_fields;
  guint16 is_torn;
} Row;

/* The text is cut into its fields where it stands: quotation marks are taken out, and each field ends
 * in a NUL in place of its separator. */
struct _CflCsvTable {
  char *text;
  char separator;
  GArray *fields; /* (element-type guint32) where each field starts in the text */
  GArray *rows;   /* (element-type Row) the first one holds the names */
};

typedef struct {
  CflCsvTable *table;
  char *next;    /* the first character that was not read yet */
  guint number;  /* of the row that is being read */
  gboolean done; /* the text is at its end */
} Parser;

void
cfl_csv_table_free (CflCsvTable *self)
{
  g_free (self->text);
  g_clear_pointer (&self->fields, g_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_free (self);
}

/* The separator that stands most often in the first row that holds anything, outside quotation
 * marks. */
static char
detect_separator (const char *text)
{
  static const char separators[] = { ',', ';', '\t' };
  guint counts[G_N_ELEMENTS (separators)] = { 0 };
  gboolean quoted = FALSE, holds_anything = FALSE;
  gsize best = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        quoted = !quoted;
      if (!quoted && (*p == '\n' || *p == '\r') && holds_anything)
        break;
      for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
        if (!quoted && *p == separators[i])
          counts[i]++;
      holds_anything = holds_anything || !strchr (",; \t\r\n", *p);
    }
  for (gsize i = 1; i < G_N_ELEMENTS (separators); i++)
    if (counts[i] > counts[best])
      best = i;
  return separators[best];
}

/* Excel's own way of naming the separator: a first line "sep=;". */
static gboolean
read_separator_line (Parser *parser)
{
  const char *p = parser->next;

  if (g_ascii_strncasecmp (p, "sep=", 4) != 0 || p[4] == '\0' || !strchr (",;\t", p[4]) ||
      (p[5] != '\r' && p[5] != '\n'))
    return FALSE;
  parser->table->separator = p[4];
  parser->next += p[5] == '\r' && p[6] == '\n' ? 7 : 6;
  parser->number++;
  return TRUE;
}

/* Reads what stands between quotation marks, a doubled one being one of the text. FALSE: the closing
 * one is missing. */
static gboolean
read_quoted (Parser *parser, char **write)
{
  char *p = parser->next + 1;

  for (; *p != '\0'; p++)
    {
      if (*p == '"' && p[1] != '"')
        {
          parser->next = p + 1;
          return TRUE;
        }
      if (*p == '"')
        p++;
      *(*write)++ = *p;
    }
  return FALSE;
}

static gboolean
refuse_quotes (const Parser *parser, GError **error)
{
  g_set_error (error, CFL_CSV_ERROR, CFL_CSV_ERROR_QUOTES,
               _ ("Row %u: a quotation mark opens a text that never ends. Close it, or take the "
                  "quotation mark out."),
               parser->number);
  return FALSE;
}

/* Reads one field and what ends it. *ends_row tells whether that was the end of the row. */
static gboolean
read_field (Parser *parser, Row *row, gboolean *ends_row, GError **error)
{
  const char separator = parser->table->separator;
  char *start = parser->next;
  char *write = start;
  guint32 offset = (guint32) (start - parser->table->text);
  char end;

  /* Blanks around the quotation marks are nobody's text. */
  if (parser->next[strspn (parser->next, " ")] == '"')
    {
      parser->next += strspn (parser->next, " ");
      if (!read_quoted (parser, &write))
        return refuse_quotes (parser, error);
      parser->next += strspn (parser->next, " ");
      end = *parser->next;
      row->is_torn =
          row->is_torn || !(end == separator || end == '\r' || end == '\n' || end == '\0');
    }
  while (*parser->next != separator && *parser->next != '\r' && *parser->next != '\n' &&
         *parser->next != '\0')
    *write++ = *parser->next++;

  end = *parser->next;
  if (end == '\r' && parser->next[1] == '\n')
    parser->next++;
  parser->done = end == '\0';
  if (!parser->done)
    parser->next++;
  *ends_row = end != separator;
  *write = '\0';
  g_array_append_val (parser->table->fields, offset);

  if ((gsize) (write - start) <= CFL_CSV_MAX_FIELD_BYTES)
    return TRUE;
  g_set_error (error, CFL_CSV_ERROR, CFL_CSV_ERROR_TOO_LARGE,
               _ ("Row %u: a field is longer than any can be. Look for a quotation mark that is "
                  "not closed."),
               parser->number);
  return FALSE;
}

static gboolean
row_holds_anything (const CflCsvTable *self, const Row *row)
{
  for (guint i = 0; i < row->n_fields; i++)
    {
      const char *p = self->text + g_array_index (self->fields, guint32, row->first + i);

      for (; *p != '\0'; p = g_utf8_next_char (p))
        if (!g_unichar_isspace (g_utf8_get_char (p)))
          return TRUE;
    }
  return FALSE;
}

static gboolean
read_row (Parser *parser, GError **error)
{
  CflCsvTable *table = parser->table;
  Row row = { .number = ++parser->number, .first = table->fields->len };
  gboolean ends_row = FALSE;

  while (!ends_row)
    {
      if (row.n_fields == CFL_CSV_MAX_COLUMNS)
        {
          g_set_error (error, CFL_CSV_ERROR, CFL_CSV_ERROR_TOO_LARGE,
                       _ ("Row %u has more than %u columns. This does not look like a list of "
                          "orders."),
                       row.number, CFL_CSV_MAX_COLUMNS);
          return FALSE;
        }
      if (!read_field (parser, &row, &ends_row, error))
        return FALSE;
      row.n_fields++;
    }
  if (!row_holds_anything (table, &row))
    g_array_set_size (table->fields, row.first);
  else if (table->rows->len <= CFL_CSV_MAX_ROWS)
    g_array_append_val (table->rows, row);
  else
    {
      g_set_error (error, CFL_CSV_ERROR, CFL_CSV_ERROR_TOO_LARGE,
                   _ ("The file has more than %u rows. Split it into smaller ones."),
                   CFL_CSV_MAX_ROWS);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_rows (CflCsvTable *table, GCancellable *cancellable, GError **error)
{
  Parser parser = { .table = table, .next = table->text };

  if (!read_separator_line (&parser))
    table->separator = detect_separator (table->text);
  while (!parser.done && *parser.next != '\0')
    {
      if (parser.number % ROWS_PER_LOOK == 0 &&
          g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!read_row (&parser, error))
        return FALSE;
    }
  if (table->rows->len > 0)
    return TRUE;
  g_set_error_literal (error, CFL_CSV_ERROR, CFL_CSV_ERROR_EMPTY, _ ("The file is empty."));
  return FALSE;
}

/**
 * cfl_csv_table_read:
 * @bytes: the content of a file, in UTF-8, UTF-16 with its mark, or Windows-1252
 *
 * Reads RFC 4180 and what programs make of it: separated by commas, semicolons or tabs, rows ended by
 * any line break, line breaks within quotation marks. Any bytes give a table or an error. Can be
 * called in any thread.
 *
 * Returns: (transfer full) (nullable): the table, or %NULL with an error of CFL_CSV_ERROR
 */
CflCsvTable *
cfl_csv_table_read (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (CflCsvTable) self = g_new0 (CflCsvTable, 1);

  self->fields = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->text = cfl_csv_text_decode (bytes, error);
  if (self->text == NULL || !read_rows (self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

char
cfl_csv_table_get_separator (const CflCsvTable *self)
{
  return self->separator;
}

static const Row *
get_row (const CflCsvTable *self, guint index)
{
  return &g_array_index (self->rows, Row, index);
}

static const char *
get_field (const CflCsvTable *self, guint row, guint column)
{
  const Row *found = get_row (self, row);

  if (column >= found->n_fields)
    return "";
  return cfl_csv_text_unguard (self->text +
                               g_array_index (self->fields, guint32, found->first + column));
}

guint
cfl_csv_table_get_n_columns (const CflCsvTable *self)
{
  return get_row (self, 0)->n_fields;
}

const char *
cfl_csv_table_get_name (const CflCsvTable *self, guint column)
{
  return get_field (self, 0, column);
}

guint
cfl_csv_table_get_n_rows (const CflCsvTable *self)
{
  return self->rows->len - 1;
}

/**
 * cfl_csv_table_get:
 *
 * Returns: (transfer none): the field as it stands in the file; "" where the row ends before it
 */
const char *
cfl_csv_table_get (const CflCsvTable *self, guint row, guint column)
{
  return get_field (self, row + 1, column);
}

guint
cfl_csv_table_get_row_number (const CflCsvTable *self, guint row)
{
  return get_row (self, row + 1)->number;
}

gboolean
cfl_csv_table_row_is_long (const CflCsvTable *self, guint row)
{
  const Row *found = get_row (self, row + 1);

  for (guint i = cfl_csv_table_get_n_columns (self); i < found->n_fields; i++)
    if (self->text[g_array_index (self->fields, guint32, found->first + i)] != '\0')
      return TRUE;
  return FALSE;
}

gboolean
cfl_csv_table_row_is_torn (const CflCsvTable *self, guint row)
{
  return get_row (self, row + 1)->is_torn != 0;
}
