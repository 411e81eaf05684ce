/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-print-json.h"

#include <stdio.h>

struct _CflPrintJson {
  GString *text;
  gboolean needs_comma;
};

CflPrintJson *
cfl_print_json_new (void)
{
  CflPrintJson *self = g_new0 (CflPrintJson, 1);

  self->text = g_string_new (NULL);
  return self;
}

void
cfl_print_json_free (CflPrintJson *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
append_quoted (GString *text, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);

  g_string_append_c (text, '"');
  for (const char *c = valid; *c != '\0'; c++)
    {
      guchar byte = (guchar) *c;

      if (byte == '"' || byte == '\\')
        g_string_append_printf (text, "\\%c", byte);
      else if (byte == '\n')
        g_string_append (text, "\\n");
      else if (byte < 0x20 || byte == 0x7f)
        g_string_append_printf (text, "\\u%04x", byte);
      else
        g_string_append_c (text, (char) byte);
    }
  g_string_append_c (text, '"');
}

static void
begin_value (CflPrintJson *self, const char *name)
{
  if (self->needs_comma)
    g_string_append_c (self->text, ',');
  if (name != NULL)
    {
      append_quoted (self->text, name);
      g_string_append_c (self->text, ':');
    }
  self->needs_comma = TRUE;
}

static void
begin (CflPrintJson *self, const char *name, char bracket)
{
  begin_value (self, name);
  g_string_append_c (self->text, bracket);
  self->needs_comma = FALSE;
}

static void
end (CflPrintJson *self, char bracket)
{
  g_string_append_c (self->text, bracket);
  self->needs_comma = TRUE;
}

void
cfl_print_json_begin_object (CflPrintJson *self, const char *name)
{
  begin (self, name, '{');
}

void
cfl_print_json_end_object (CflPrintJson *self)
{
  end (self, '}');
}

void
cfl_print_json_begin_array (CflPrintJson *self, const char *name)
{
  begin (self, name, '[');
}

void
cfl_print_json_end_array (CflPrintJson *self)
{
  end (self, ']');
}

void
cfl_print_json_add_text (CflPrintJson *self, const char *name, const char *value)
{
  begin_value (self, name);
  append_quoted (self->text, value == NULL ? "" : value);
}

void
cfl_print_json_add_integer (CflPrintJson *self, const char *name, gint64 value)
{
  begin_value (self, name);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

void
cfl_print_json_add_boolean (CflPrintJson *self, const char *name, gboolean value)
{
  begin_value (self, name);
  g_string_append (self->text, value ? "true" : "false");
}

void
cfl_print_json_add_decimal (CflPrintJson *self, const char *name, CflDecimal value)
{
  g_autofree char *text = cfl_decimal_to_text (value);

  begin_value (self, name);
  g_string_append (self->text, text[0] == '\0' ? "null" : text);
}

void
cfl_print_json_add_date (CflPrintJson *self, const char *name, CflDate value)
{
  g_autofree char *text = NULL;

  if (!cfl_date_is_set (value))
    {
      cfl_print_json_add_null (self, name);
      return;
    }
  text = cfl_date_to_text (value);
  cfl_print_json_add_text (self, name, text);
}

void
cfl_print_json_add_null (CflPrintJson *self, const char *name)
{
  begin_value (self, name);
  g_string_append (self->text, "null");
}

/* Prints the document, with a line end. */
void
cfl_print_json_finish (CflPrintJson *self)
{
  fwrite (self->text->str, 1, self->text->len, stdout);
  fputc ('\n', stdout);
}
