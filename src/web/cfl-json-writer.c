/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-json-private.h"

struct _CflJsonWriter {
  GString *text;
  GString *open; /* the containers that are open, a '{' or '[' each */
  gboolean needs_comma;
  const char *mistake; /* the first one, NULL while there is none */
};

/**
 * cfl_json_writer_new:
 *
 * Returns: (transfer full): a writer of one document
 */
CflJsonWriter *
cfl_json_writer_new (void)
{
  CflJsonWriter *self = g_new0 (CflJsonWriter, 1);

  self->text = g_string_new (NULL);
  self->open = g_string_new (NULL);
  return self;
}

void
cfl_json_writer_free (CflJsonWriter *self)
{
  g_string_free (self->text, TRUE);
  g_string_free (self->open, TRUE);
  g_free (self);
}

static void
note_mistake (CflJsonWriter *self, const char *mistake)
{
  if (self->mistake == NULL)
    self->mistake = mistake;
}

static char
innermost (CflJsonWriter *self)
{
  return self->open->len > 0 ? self->open->str[self->open->len - 1] : '\0';
}

static void
append_text (CflJsonWriter *self, const char *value)
{
  g_autofree char *valid = g_utf8_validate (value, -1, NULL) ? NULL : g_utf8_make_valid (value, -1);

  g_string_append_c (self->text, '"');
  for (const char *at = valid != NULL ? valid : value; *at != '\0'; at++)
    switch (*at)
      {
      case '"':
        g_string_append (self->text, "\\\"");
        break;
      case '\\':
        g_string_append (self->text, "\\\\");
        break;
      case '\n':
        g_string_append (self->text, "\\n");
        break;
      case '\r':
        g_string_append (self->text, "\\r");
        break;
      case '\t':
        g_string_append (self->text, "\\t");
        break;
      default:
        if ((guchar) *at < 0x20 || *at == 0x7F)
          g_string_append_printf (self->text, "\\u%04x", (guint) (guchar) *at);
        else
          g_string_append_c (self->text, *at);
      }
  g_string_append_c (self->text, '"');
}

/* What stands before every value: a comma, and in an object the name. */
static void
begin_value (CflJsonWriter *self, const char *name)
{
  if (self->needs_comma && self->open->len == 0)
    note_mistake (self, "A document has one outermost value");
  if ((name != NULL) != (innermost (self) == '{'))
    note_mistake (self, "Values have names in objects and nowhere else");
  if (self->needs_comma)
    g_string_append_c (self->text, ',');
  if (name != NULL)
    {
      append_text (self, name);
      g_string_append_c (self->text, ':');
    }
  self->needs_comma = TRUE;
}

static void
begin_container (CflJsonWriter *self, const char *name, char bracket)
{
  begin_value (self, name);
  g_string_append_c (self->text, bracket);
  g_string_append_c (self->open, bracket);
  self->needs_comma = FALSE;
}

static void
end_container (CflJsonWriter *self, char opening, char closing)
{
  if (innermost (self) != opening)
    {
      note_mistake (self, "An end without its beginning");
      return;
    }
  g_string_truncate (self->open, self->open->len - 1);
  g_string_append_c (self->text, closing);
  self->needs_comma = TRUE;
}

void
cfl_json_writer_begin_object (CflJsonWriter *self, const char *name)
{
  begin_container (self, name, '{');
}

void
cfl_json_writer_end_object (CflJsonWriter *self)
{
  end_container (self, '{', '}');
}

void
cfl_json_writer_begin_array (CflJsonWriter *self, const char *name)
{
  begin_container (self, name, '[');
}

void
cfl_json_writer_end_array (CflJsonWriter *self)
{
  end_container (self, '[', ']');
}

/**
 * cfl_json_writer_add_text:
 * @self: a writer
 * @name: (nullable): name of the member
 * @value: (nullable): the text; NULL writes null, and what is not UTF-8 is replaced
 */
void
cfl_json_writer_add_text (CflJsonWriter *self, const char *name, const char *value)
{
  begin_value (self, name);
  if (value != NULL)
    append_text (self, value);
  else
    g_string_append (self->text, "null");
}

/**
 * cfl_json_writer_add_decimal:
 * @self: a writer
 * @name: (nullable): name of the member
 * @value: the number; one that is not valid makes cfl_json_writer_finish() fail
 *
 * Writes the shortest text of exactly that number: 19.99, 1920, 0.5.
 */
void
cfl_json_writer_add_decimal (CflJsonWriter *self, const char *name, CflDecimal value)
{
  g_autofree char *text = cfl_decimal_to_text (value);

  begin_value (self, name);
  if (cfl_decimal_is_valid (value))
    g_string_append (self->text, text);
  else
    note_mistake (self, "An amount is out of range");
}

void
cfl_json_writer_add_integer (CflJsonWriter *self, const char *name, gint64 value)
{
  begin_value (self, name);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

void
cfl_json_writer_add_boolean (CflJsonWriter *self, const char *name, gboolean value)
{
  begin_value (self, name);
  g_string_append (self->text, value ? "true" : "false");
}

/* Writes null for a day that is not set. */
void
cfl_json_writer_add_date (CflJsonWriter *self, const char *name, CflDate value)
{
  g_autofree char *text = cfl_date_is_set (value) ? cfl_date_to_text (value) : NULL;

  cfl_json_writer_add_text (self, name, text);
}

void
cfl_json_writer_add_null (CflJsonWriter *self, const char *name)
{
  begin_value (self, name);
  g_string_append (self->text, "null");
}

static void
add_object (CflJsonWriter *self, const char *name, JsonObject *object)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  cfl_json_writer_begin_object (self, name);
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &member, &value))
    cfl_json_writer_add_node (self, member, value);
  cfl_json_writer_end_object (self);
}

static void
add_array (CflJsonWriter *self, const char *name, JsonArray *array)
{
  cfl_json_writer_begin_array (self, name);
  for (guint i = 0; i < json_array_get_length (array); i++)
    cfl_json_writer_add_node (self, NULL, json_array_get_element (array, i));
  cfl_json_writer_end_array (self);
}

static void
add_number (CflJsonWriter *self, const char *name, JsonNode *node)
{
  const char *kept = cfl_json_node_peek_number (node);
  CflDecimal decimal;

  if (kept != NULL)
    {
      begin_value (self, name);
      g_string_append (self->text, kept);
    }
  else if (json_node_get_value_type (node) == G_TYPE_INT64)
    cfl_json_writer_add_integer (self, name, json_node_get_int (node));
  else if (cfl_json_node_get_decimal (node, &decimal))
    cfl_json_writer_add_decimal (self, name, decimal);
  else
    {
      cfl_json_writer_add_null (self, name);
      note_mistake (self, "A number is out of range");
    }
}

/**
 * cfl_json_writer_add_node:
 * @self: a writer
 * @name: (nullable): name of the member
 * @node: (nullable): a tree from cfl_json_parse(); NULL writes null
 *
 * Writes a value that was read, its numbers with the digits in which they were written.
 */
void
cfl_json_writer_add_node (CflJsonWriter *self, const char *name, JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    cfl_json_writer_add_null (self, name);
  else if (JSON_NODE_HOLDS_OBJECT (node))
    add_object (self, name, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    add_array (self, name, json_node_get_array (node));
  else if (cfl_json_node_is_number (node))
    add_number (self, name, node);
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    cfl_json_writer_add_boolean (self, name, json_node_get_boolean (node));
  else
    cfl_json_writer_add_text (self, name, cfl_json_node_get_text (node));
}

/**
 * cfl_json_writer_finish:
 * @self: a writer, which can only be freed afterwards
 * @error: return location for a %CFL_JSON_ERROR_VALUE
 *
 * Returns: (transfer full): the document; NULL if any value could not be written exactly
 */
GBytes *
cfl_json_writer_finish (CflJsonWriter *self, GError **error)
{
  GString *text;

  if (self->open->len > 0 || self->text->len == 0)
    note_mistake (self, "The document is not finished");
  if (self->mistake != NULL)
    {
      g_set_error_literal (error, CFL_JSON_ERROR, CFL_JSON_ERROR_VALUE, self->mistake);
      return NULL;
    }
  text = self->text;
  self->text = g_string_new (NULL);
  return g_string_free_to_bytes (text);
}
