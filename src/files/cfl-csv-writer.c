/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-csv-writer.h"

#include "cfl-csv-text-private.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define LINE_BREAK "\r\n"

struct _CflCsvWriter {
  GString *text;
  char separator;
  gboolean in_row; /* a field of this row was written */
};

/**
 * cfl_csv_writer_new:
 * @separator: a comma, a semicolon or a tab
 */
CflCsvWriter *
cfl_csv_writer_new (char separator)
{
  CflCsvWriter *self;

  g_return_val_if_fail (separator == ',' || separator == ';' || separator == '\t', NULL);

  self = g_new0 (CflCsvWriter, 1);
  self->separator = separator;
  self->text = g_string_new (BYTE_ORDER_MARK);
  return self;
}

void
cfl_csv_writer_free (CflCsvWriter *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
begin_field (CflCsvWriter *self)
{
  if (self->in_row)
    g_string_append_c (self->text, self->separator);
  self->in_row = TRUE;
}

/* Outer blanks are kept by quotation marks, and a first empty field by being visible. */
static gboolean
needs_quotes (const CflCsvWriter *self, const char *text)
{
  gsize length = strlen (text);

  return strpbrk (text, "\",;\t\r\n") != NULL || length == 0 || text[0] == ' ' ||
         text[length - 1] == ' ' || g_ascii_strncasecmp (text, "sep=", 4) == 0;
}

/**
 * cfl_csv_writer_add_text:
 * @text: (nullable): as UTF-8; what is not becomes U+FFFD
 */
void
cfl_csv_writer_add_text (CflCsvWriter *self, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text == NULL ? "" : text, -1);

  begin_field (self);
  if (!needs_quotes (self, valid))
    {
      if (cfl_csv_text_needs_guard (valid))
        g_string_append_c (self->text, '\'');
      g_string_append (self->text, valid);
      return;
    }
  g_string_append_c (self->text, '"');
  if (cfl_csv_text_needs_guard (valid))
    g_string_append_c (self->text, '\'');
  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (self->text, '"');
      g_string_append_c (self->text, *p);
    }
  g_string_append_c (self->text, '"');
}

/**
 * cfl_csv_writer_add_amount:
 * @amount: exact; an amount that is not valid gives an empty field
 */
void
cfl_csv_writer_add_amount (CflCsvWriter *self, CflDecimal amount)
{
  g_autofree char *text = cfl_decimal_is_valid (amount) ? cfl_decimal_to_text (amount) : NULL;

  begin_field (self);
  g_string_append (self->text, text == NULL ? "" : text);
}

void
cfl_csv_writer_add_date (CflCsvWriter *self, CflDate date)
{
  g_autofree char *text = cfl_date_to_text (date);

  begin_field (self);
  g_string_append (self->text, text);
}

void
cfl_csv_writer_end_row (CflCsvWriter *self)
{
  g_string_append (self->text, LINE_BREAK);
  self->in_row = FALSE;
}

GBytes *
cfl_csv_writer_finish (CflCsvWriter *self)
{
  GString *text = g_steal_pointer (&self->text);

  self->text = g_string_new (BYTE_ORDER_MARK);
  self->in_row = FALSE;
  return g_string_free_to_bytes (text);
}
