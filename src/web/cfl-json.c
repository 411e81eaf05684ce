/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-json-private.h"

#include <math.h>
#include <string.h>

/* --- nodes --- */

const char *
cfl_json_node_peek_number (JsonNode *node)
{
  const char *text;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  text = json_node_get_string (node);
  return text != NULL && text[0] == CFL_JSON_NUMBER_MARK ? text + 1 : NULL;
}

gboolean
cfl_json_node_is_number (JsonNode *node)
{
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                                            : G_TYPE_INVALID;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE || cfl_json_node_peek_number (node) != NULL;
}

JsonObject *
cfl_json_node_get_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
cfl_json_node_get_array (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

const char *
cfl_json_node_get_text (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING || cfl_json_node_is_number (node))
    return NULL;
  return json_node_get_string (node);
}

/* The text of a number, however the tree holds it. */
static char *
dup_number (JsonNode *node)
{
  const char *kept = cfl_json_node_peek_number (node);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (kept != NULL)
    return g_strdup (kept);
  if (!cfl_json_node_is_number (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (!isfinite (json_node_get_double (node)))
    return NULL;
  /* json-glib's own parser has already lost the text; 15 digits give back what was written. */
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", json_node_get_double (node)));
}

/**
 * cfl_json_node_get_decimal:
 * @node: (nullable): a node
 * @value: return location for the exact number
 *
 * A number in quotes will do as well: some services write amounts so.
 *
 * Returns: whether @node holds a number that an amount can have
 */
gboolean
cfl_json_node_get_decimal (JsonNode *node, CflDecimal *value)
{
  g_autofree char *number = dup_number (node);
  const char *text = number != NULL ? number : cfl_json_node_get_text (node);
  CflDecimal decimal;

  if (text == NULL || !cfl_decimal_parse (text, &decimal, NULL))
    return FALSE;
  *value = decimal;
  return TRUE;
}

/**
 * cfl_json_node_get_integer:
 * @node: (nullable): a node
 * @value: return location for the number
 *
 * Returns: whether @node holds a whole number of 64 bits (12 and 12.0 are the same)
 */
gboolean
cfl_json_node_get_integer (JsonNode *node, gint64 *value)
{
  g_autofree char *number = dup_number (node);
  CflDecimal decimal;
  gint64 integer;

  if (number == NULL)
    return FALSE;
  if (!g_ascii_string_to_signed (number, 10, G_MININT64, G_MAXINT64, &integer, NULL) &&
      !(cfl_decimal_parse (number, &decimal, NULL) &&
        cfl_decimal_to_scaled (cfl_decimal_round (decimal, CFL_DECIMAL_MAX_SCALE), 0, &integer)))
    return FALSE;
  *value = integer;
  return TRUE;
}

/* --- members --- */

/**
 * cfl_json_get_node:
 * @object: (nullable): an object
 * @name: name of a member, as the service documents it
 *
 * Returns: (transfer none) (nullable): the member, NULL where it is missing; in a tree parsed with
 *   %CFL_JSON_ANY_CASE whatever the case of its name
 */
JsonNode *
cfl_json_get_node (JsonObject *object, const char *name)
{
  g_autofree char *lower = NULL;
  JsonNode *node;

  if (object == NULL)
    return NULL;
  node = json_object_get_member (object, name);
  if (node != NULL)
    return node;
  lower = g_ascii_strdown (name, -1);
  return json_object_get_member (object, lower);
}

JsonObject *
cfl_json_get_object (JsonObject *object, const char *name)
{
  return cfl_json_node_get_object (cfl_json_get_node (object, name));
}

JsonArray *
cfl_json_get_array (JsonObject *object, const char *name)
{
  return cfl_json_node_get_array (cfl_json_get_node (object, name));
}

const char *
cfl_json_get_text (JsonObject *object, const char *name)
{
  return cfl_json_node_get_text (cfl_json_get_node (object, name));
}

gboolean
cfl_json_get_decimal (JsonObject *object, const char *name, CflDecimal *value)
{
  return cfl_json_node_get_decimal (cfl_json_get_node (object, name), value);
}

gboolean
cfl_json_get_integer (JsonObject *object, const char *name, gint64 *value)
{
  return cfl_json_node_get_integer (cfl_json_get_node (object, name), value);
}

gboolean
cfl_json_get_boolean (JsonObject *object, const char *name, gboolean *value)
{
  JsonNode *node = cfl_json_get_node (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return FALSE;
  *value = json_node_get_boolean (node);
  return TRUE;
}

gboolean
cfl_json_get_date (JsonObject *object, const char *name, CflDate *value)
{
  const char *text = cfl_json_get_text (object, name);
  CflDate date;

  if (text == NULL || !cfl_date_parse (text, &date) || !cfl_date_is_set (date))
    return FALSE;
  *value = date;
  return TRUE;
}

/**
 * cfl_json_dup_scalar:
 * @object: (nullable): an object
 * @name: name of a member
 *
 * For members that services write now as text and now as a number, such as ids.
 *
 * Returns: (transfer full) (nullable): the text, number or boolean as text
 */
char *
cfl_json_dup_scalar (JsonObject *object, const char *name)
{
  JsonNode *node = cfl_json_get_node (object, name);
  gboolean boolean;
  char *number = dup_number (node);

  if (number != NULL)
    return number;
  if (cfl_json_get_boolean (object, name, &boolean))
    return g_strdup (boolean ? "true" : "false");
  return g_strdup (cfl_json_node_get_text (node));
}

/* The number of elements, 0 for NULL. */
guint
cfl_json_array_get_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

/* NULL where @array is NULL or too short, or the element is no object. */
JsonObject *
cfl_json_array_get_object (JsonArray *array, guint index)
{
  return index < cfl_json_array_get_length (array)
             ? cfl_json_node_get_object (json_array_get_element (array, index))
             : NULL;
}
