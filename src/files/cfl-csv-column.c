/* SPDX-License-Identifier: GPL-3.0-or-later */

/* In which way a whole column is written. A single "1,250" or "03/04/2026" does not tell; the column
 * does, or the other columns of the file, or the user has to. Nothing is guessed. */

#include "config.h"

#include "cfl-csv-value-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ROWS_PER_LOOK 8192
#define BOTH_MARKS (CFL_DECIMAL_MARK_POINT | CFL_DECIMAL_MARK_COMMA)
#define BOTH_ORDERS (CFL_DATE_ORDER_DMY | CFL_DATE_ORDER_MDY)

static gboolean
is_one_way (guint ways)
{
  return ways != 0 && (ways & (ways - 1)) == 0;
}

static guint
first_way (guint ways)
{
  return ways & ~(ways - 1);
}

/* The ways in which an amount can be read; *differs when they do not give the same. */
static guint
amount_ways (const char *text, gboolean takes_percent, gboolean *differs)
{
  CflDecimal point, comma;
  guint ways = 0;

  if (cfl_csv_parse_amount (text, CFL_DECIMAL_MARK_POINT, takes_percent, &point))
    ways |= CFL_DECIMAL_MARK_POINT;
  if (cfl_csv_parse_amount (text, CFL_DECIMAL_MARK_COMMA, takes_percent, &comma))
    ways |= CFL_DECIMAL_MARK_COMMA;
  *differs = ways == BOTH_MARKS && !cfl_decimal_equal (point, comma);
  return ways;
}

/* The same for a day. Nobody puts points between month, day and year in this order. */
static guint
date_ways (const char *text, gboolean *differs)
{
  CflDate day_first, month_first;
  guint ways = 0;

  if (cfl_csv_parse_date (text, CFL_DATE_ORDER_DMY, NULL, &day_first))
    ways |= CFL_DATE_ORDER_DMY;
  if (cfl_csv_parse_date (text, CFL_DATE_ORDER_MDY, NULL, &month_first))
    ways |= CFL_DATE_ORDER_MDY;
  *differs = ways == BOTH_ORDERS && cfl_date_compare (day_first, month_first) != 0;
  if (*differs && strchr (text, '.') != NULL)
    {
      *differs = FALSE;
      ways = CFL_DATE_ORDER_DMY;
    }
  return ways;
}

static guint
find_ways (const CflCsvColumn *column, const char *text, gboolean *differs)
{
  if (column->kind == CFL_CSV_KIND_AMOUNT)
    return amount_ways (text, column->takes_percent, differs);
  return date_ways (text, differs);
}

static const char *
advise (const CflCsvColumn *column)
{
  return column->kind == CFL_CSV_KIND_AMOUNT
             ? _ ("Say which with --decimal-mark=point or --decimal-mark=comma.")
             : _ ("Say which with --date-order=DMY, --date-order=MDY or --date-order=YMD.");
}

static gboolean
refuse_contradiction (
    const CflCsvTable *table, const CflCsvColumn *column, guint row, guint other, GError **error)
{
  g_set_error (
      error, CFL_CSV_ERROR, CFL_CSV_ERROR_AMBIGUOUS,
      column->kind == CFL_CSV_KIND_AMOUNT
          /* Translators: names of a column, number of a row and what stands there, twice */
          ? _ ("The column “%s” is not written in one way: row %u has “%s”, row %u has "
               "“%s”. Use the same decimal mark in the whole column.")
          : _ ("The column “%s” is not written in one way: row %u has “%s”, row %u has "
               "“%s”. Use the same order of day and month in the whole column."),
      cfl_csv_table_get_name (table, column->column), cfl_csv_table_get_row_number (table, other),
      cfl_csv_table_get (table, other, column->column), cfl_csv_table_get_row_number (table, row),
      cfl_csv_table_get (table, row, column->column));
  return FALSE;
}

static gboolean
refuse_open (const CflCsvTable *table, const CflCsvColumn *column, GError **error)
{
  g_set_error (error, CFL_CSV_ERROR, CFL_CSV_ERROR_AMBIGUOUS,
               /* Translators: name of a column, number of a row, what stands there, what to do */
               _ ("The column “%s” can be read in two ways, in row %u for instance: “%s”. %s"),
               cfl_csv_table_get_name (table, column->column),
               cfl_csv_table_get_row_number (table, column->open_row),
               cfl_csv_table_get (table, column->open_row, column->column), advise (column));
  return FALSE;
}

/* What the column's own values leave. A value that can be read in no way is the reader's affair. */
static gboolean
look_at_values (const CflCsvTable *table,
                CflCsvColumn *column,
                GCancellable *cancellable,
                GError **error)
{
  guint common = column->kind == CFL_CSV_KIND_AMOUNT ? BOTH_MARKS : BOTH_ORDERS;
  guint proving_row = 0;
  gboolean is_open = FALSE;

  for (guint i = 0; i < cfl_csv_table_get_n_rows (table); i++)
    {
      const char *text = cfl_csv_table_get (table, i, column->column);
      gboolean differs = FALSE;
      guint ways;

      if (i % ROWS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (text[strspn (text, " ")] == '\0')
        continue;
      ways = find_ways (column, text, &differs);
      if (ways == 0)
        continue;
      if ((common & ways) == 0)
        return refuse_contradiction (table, column, i, proving_row, error);
      if (common != (common & ways))
        proving_row = i;
      if (differs && !is_open)
        {
          is_open = TRUE;
          column->open_row = i;
        }
      common &= ways;
    }
  column->is_proven = is_one_way (common);
  column->way = column->is_proven || !is_open ? first_way (common) : 0;
  return TRUE;
}

/* What the columns of one kind prove together; 0 when they disagree or prove nothing. */
static guint
find_proof (const CflCsvColumn *columns, guint n_columns, CflCsvKind kind)
{
  guint ways = 0;

  for (guint i = 0; i < n_columns; i++)
    if (columns[i].kind == kind && columns[i].is_proven)
      ways |= columns[i].way;
  return is_one_way (ways) ? ways : 0;
}

gboolean
cfl_csv_columns_settle (const CflCsvTable *table,
                        CflCsvColumn *columns,
                        guint n_columns,
                        guint decimal_mark,
                        guint date_order,
                        GCancellable *cancellable,
                        GError **error)
{
  for (guint i = 0; i < n_columns; i++)
    {
      columns[i].way = columns[i].kind == CFL_CSV_KIND_AMOUNT ? decimal_mark : date_order;
      if (columns[i].way == 0 && !look_at_values (table, &columns[i], cancellable, error))
        return FALSE;
    }
  for (guint i = 0; i < n_columns; i++)
    {
      if (columns[i].way == 0)
        columns[i].way = find_proof (columns, n_columns, columns[i].kind);
      if (columns[i].way == 0)
        return refuse_open (table, &columns[i], error);
    }
  return TRUE;
}
