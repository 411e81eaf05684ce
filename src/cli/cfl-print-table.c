/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-print-table.h"

#include <stdarg.h>

#define GAP "  "

struct _CflPrintTable {
  GPtrArray *rows; /* (element-type GStrv) the first one holds the titles */
  guint n_columns;
};

static char **
collect (const char *first, va_list arguments)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  for (const char *cell = first; cell != NULL; cell = va_arg (arguments, const char *))
    g_ptr_array_add (cells, g_strdup (cell));
  g_ptr_array_add (cells, NULL);
  return (char **) g_ptr_array_steal (cells, NULL);
}

CflPrintTable *
cfl_print_table_new (const char *title, ...)
{
  CflPrintTable *self = g_new0 (CflPrintTable, 1);
  va_list arguments;
  char **titles;

  va_start (arguments, title);
  titles = collect (title, arguments);
  va_end (arguments);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->n_columns = g_strv_length (titles);
  g_ptr_array_add (self->rows, titles);
  return self;
}

void
cfl_print_table_free (CflPrintTable *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

void
cfl_print_table_add (CflPrintTable *self, const char *cell, ...)
{
  va_list arguments;
  char **cells;

  va_start (arguments, cell);
  cells = collect (cell, arguments);
  va_end (arguments);
  g_return_if_fail (g_strv_length (cells) == self->n_columns);
  g_ptr_array_add (self->rows, cells);
}

/* Columns on the screen: Chinese signs take two, marks that join take none. */
static guint
measure (const char *text)
{
  guint width = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar sign = g_utf8_get_char (c);

      if (!g_unichar_iszerowidth (sign))
        width += g_unichar_iswide (sign) ? 2 : 1;
    }
  return width;
}

static gboolean
is_number (const CflPrintTable *self, guint column)
{
  char **titles = self->rows->pdata[0];

  return titles[column][0] == '>';
}

static const char *
get_cell (const CflPrintTable *self, guint row, guint column)
{
  char **cells = self->rows->pdata[row];

  return row == 0 && is_number (self, column) ? cells[column] + 1 : cells[column];
}

static void
print_row (const CflPrintTable *self, guint row, const guint *widths)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint column = 0; column < self->n_columns; column++)
    {
      const char *cell = get_cell (self, row, column);
      int padding = (int) (widths[column] - measure (cell));

      if (column > 0)
        g_string_append (line, GAP);
      if (is_number (self, column))
        g_string_append_printf (line, "%*s%s", padding, "", cell);
      else
        g_string_append_printf (line, "%s%*s", cell, padding, "");
    }
  while (line->len > 0 && line->str[line->len - 1] == ' ')
    g_string_truncate (line, line->len - 1);
  g_print ("%s\n", line->str);
}

void
cfl_print_table_print (CflPrintTable *self)
{
  g_autofree guint *widths = g_new0 (guint, self->n_columns);

  if (self->rows->len < 2)
    return;
  for (guint row = 0; row < self->rows->len; row++)
    for (guint column = 0; column < self->n_columns; column++)
      widths[column] = MAX (widths[column], measure (get_cell (self, row, column)));
  for (guint row = 0; row < self->rows->len; row++)
    print_row (self, row, widths);
}
