/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-node.h"

#include <string.h>

struct _CflNode {
  guint references;
  CflNodeKind kind;
  gboolean flag;
  char *text;       /* of a number or a string */
  GPtrArray *names; /* of an object, one for each of items */
  GPtrArray *items; /* of an array or an object */
};

G_DEFINE_QUARK (cfl - node - error, cfl_node_error)

static CflNode *
node_new (CflNodeKind kind)
{
  CflNode *node = g_new0 (CflNode, 1);

  node->references = 1;
  node->kind = kind;
  if (kind == CFL_NODE_ARRAY || kind == CFL_NODE_OBJECT)
    node->items = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_node_unref);
  if (kind == CFL_NODE_OBJECT)
    node->names = g_ptr_array_new_with_free_func (g_free);
  return node;
}

CflNode *
cfl_node_new_null (void)
{
  return node_new (CFL_NODE_NULL);
}

CflNode *
cfl_node_new_boolean (gboolean value)
{
  CflNode *node = node_new (CFL_NODE_BOOLEAN);

  node->flag = value;
  return node;
}

/* The text has to be a number as JSON writes it. */
CflNode *
cfl_node_new_number (const char *text)
{
  CflNode *node = node_new (CFL_NODE_NUMBER);

  node->text = g_strdup (text);
  return node;
}

CflNode *
cfl_node_new_integer (gint64 value)
{
  CflNode *node = node_new (CFL_NODE_NUMBER);

  node->text = g_strdup_printf ("%" G_GINT64_FORMAT, value);
  return node;
}

/* With exactly this many digits behind the point, as QuickBooks writes amounts: 639.00. */
CflNode *
cfl_node_new_fixed (CflDecimal value, guint digits)
{
  CflNode *node = node_new (CFL_NODE_NUMBER);

  node->text = cfl_decimal_to_fixed (value, digits);
  return node;
}

CflNode *
cfl_node_new_decimal (CflDecimal value)
{
  CflNode *node = node_new (CFL_NODE_NUMBER);

  node->text = cfl_decimal_to_text (value);
  return node;
}

/* NULL gives the JSON value null. */
CflNode *
cfl_node_new_string (const char *text)
{
  CflNode *node = node_new (text == NULL ? CFL_NODE_NULL : CFL_NODE_STRING);

  node->text = g_strdup (text);
  return node;
}

CflNode *
cfl_node_new_array (void)
{
  return node_new (CFL_NODE_ARRAY);
}

CflNode *
cfl_node_new_object (void)
{
  return node_new (CFL_NODE_OBJECT);
}

CflNode *
cfl_node_ref (CflNode *node)
{
  node->references++;
  return node;
}

void
cfl_node_unref (CflNode *node)
{
  if (node == NULL || --node->references > 0)
    return;
  g_free (node->text);
  g_clear_pointer (&node->names, g_ptr_array_unref);
  g_clear_pointer (&node->items, g_ptr_array_unref);
  g_free (node);
}

/* A copy that shares nothing with the node. */
CflNode *
cfl_node_copy (CflNode *node)
{
  CflNode *copy = node_new (node->kind);

  copy->flag = node->flag;
  copy->text = g_strdup (node->text);
  for (guint i = 0; node->items != NULL && i < node->items->len; i++)
    g_ptr_array_add (copy->items, cfl_node_copy (node->items->pdata[i]));
  for (guint i = 0; node->names != NULL && i < node->names->len; i++)
    g_ptr_array_add (copy->names, g_strdup (node->names->pdata[i]));
  return copy;
}

CflNodeKind
cfl_node_get_kind (CflNode *node)
{
  return node == NULL ? CFL_NODE_NULL : node->kind;
}

/* Of a string or a number; NULL for all else, and for no node. */
const char *
cfl_node_get_text (CflNode *node)
{
  return node == NULL ? NULL : node->text;
}

gboolean
cfl_node_get_boolean (CflNode *node)
{
  return node != NULL && node->kind == CFL_NODE_BOOLEAN && node->flag;
}

guint
cfl_node_get_length (CflNode *node)
{
  return node == NULL || node->items == NULL ? 0 : node->items->len;
}

CflNode *
cfl_node_get_item (CflNode *node, guint index)
{
  return index < cfl_node_get_length (node) ? node->items->pdata[index] : NULL;
}

const char *
cfl_node_get_name (CflNode *node, guint index)
{
  return node->names != NULL && index < node->names->len ? node->names->pdata[index] : NULL;
}

/* Takes the item. */
void
cfl_node_append (CflNode *node, CflNode *item)
{
  g_ptr_array_add (node->items, item);
}

gboolean
cfl_node_remove_item (CflNode *node, CflNode *item)
{
  return g_ptr_array_remove (node->items, item);
}

static gboolean
find_member (CflNode *node, const char *name, guint *index)
{
  if (node == NULL || node->kind != CFL_NODE_OBJECT)
    return FALSE;
  for (guint i = 0; i < node->names->len; i++)
    if (strcmp (node->names->pdata[i], name) == 0)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

CflNode *
cfl_node_get (CflNode *node, const char *name)
{
  guint index;

  return find_member (node, name, &index) ? node->items->pdata[index] : NULL;
}

/* Walks objects by a dotted path, such as "VendorRef.value". */
CflNode *
cfl_node_get_path (CflNode *node, const char *path)
{
  g_auto (GStrv) names = NULL;

  if (strchr (path, '.') == NULL)
    return cfl_node_get (node, path);
  names = g_strsplit (path, ".", -1);
  for (guint i = 0; names[i] != NULL && node != NULL; i++)
    node = cfl_node_get (node, names[i]);
  return node;
}

const char *
cfl_node_get_member_text (CflNode *node, const char *path)
{
  return cfl_node_get_text (cfl_node_get_path (node, path));
}

gint64
cfl_node_get_integer (CflNode *node, const char *path, gint64 fallback)
{
  const char *text = cfl_node_get_member_text (node, path);

  return text == NULL ? fallback : g_ascii_strtoll (text, NULL, 10);
}

gboolean
cfl_node_get_flag (CflNode *node, const char *path, gboolean fallback)
{
  CflNode *member = cfl_node_get_path (node, path);

  return cfl_node_get_kind (member) == CFL_NODE_BOOLEAN ? member->flag : fallback;
}

/* Zero when there is no such number. */
CflDecimal
cfl_node_get_decimal (CflNode *node, const char *path)
{
  const char *text = cfl_node_get_member_text (node, path);
  CflDecimal value = { 0 };

  if (text != NULL && !cfl_decimal_parse (text, &value, NULL))
    value = (CflDecimal){ 0 };
  return value;
}

/* Takes the value; a member of this name is replaced where it stands. */
void
cfl_node_set (CflNode *node, const char *name, CflNode *value)
{
  guint index;

  if (find_member (node, name, &index))
    {
      cfl_node_unref (node->items->pdata[index]);
      node->items->pdata[index] = value;
      return;
    }
  g_ptr_array_add (node->names, g_strdup (name));
  g_ptr_array_add (node->items, value);
}

void
cfl_node_set_text (CflNode *node, const char *name, const char *text)
{
  cfl_node_set (node, name, cfl_node_new_string (text));
}

void
cfl_node_set_integer (CflNode *node, const char *name, gint64 value)
{
  cfl_node_set (node, name, cfl_node_new_integer (value));
}

void
cfl_node_set_boolean (CflNode *node, const char *name, gboolean value)
{
  cfl_node_set (node, name, cfl_node_new_boolean (value));
}

gboolean
cfl_node_remove (CflNode *node, const char *name)
{
  guint index;

  if (!find_member (node, name, &index))
    return FALSE;
  g_ptr_array_remove_index (node->names, index);
  g_ptr_array_remove_index (node->items, index);
  return TRUE;
}

/* Members of objects may stand in another order; numbers compare as text. */
gboolean
cfl_node_equal (CflNode *a, CflNode *b)
{
  if (cfl_node_get_kind (a) != cfl_node_get_kind (b) ||
      cfl_node_get_length (a) != cfl_node_get_length (b))
    return FALSE;
  if (a == NULL || b == NULL)
    return TRUE;
  if (a->flag != b->flag || g_strcmp0 (a->text, b->text) != 0)
    return FALSE;
  for (guint i = 0; i < cfl_node_get_length (a); i++)
    {
      CflNode *other =
          a->kind == CFL_NODE_OBJECT ? cfl_node_get (b, a->names->pdata[i]) : b->items->pdata[i];

      if (other == NULL || !cfl_node_equal (a->items->pdata[i], other))
        return FALSE;
    }
  return TRUE;
}

void
cfl_node_write_string (const char *text, GString *out)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    switch (*p)
      {
      case '"':
        g_string_append (out, "\\\"");
        break;
      case '\\':
        g_string_append (out, "\\\\");
        break;
      case '\n':
        g_string_append (out, "\\n");
        break;
      case '\t':
        g_string_append (out, "\\t");
        break;
      default:
        if ((guchar) *p < 0x20)
          g_string_append_printf (out, "\\u%04x", (guchar) *p);
        else
          g_string_append_c (out, *p);
      }
  g_string_append_c (out, '"');
}

static void
write_items (CflNode *node, GString *out)
{
  g_string_append_c (out, node->kind == CFL_NODE_ARRAY ? '[' : '{');
  for (guint i = 0; i < node->items->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      if (node->kind == CFL_NODE_OBJECT)
        {
          cfl_node_write_string (node->names->pdata[i], out);
          g_string_append_c (out, ':');
        }
      cfl_node_write (node->items->pdata[i], out);
    }
  g_string_append_c (out, node->kind == CFL_NODE_ARRAY ? ']' : '}');
}

void
cfl_node_write (CflNode *node, GString *out)
{
  switch (cfl_node_get_kind (node))
    {
    case CFL_NODE_BOOLEAN:
      g_string_append (out, node->flag ? "true" : "false");
      break;
    case CFL_NODE_NUMBER:
      g_string_append (out, node->text);
      break;
    case CFL_NODE_STRING:
      cfl_node_write_string (node->text, out);
      break;
    case CFL_NODE_ARRAY:
    case CFL_NODE_OBJECT:
      write_items (node, out);
      break;
    case CFL_NODE_NULL:
    default:
      g_string_append (out, "null");
    }
}

char *
cfl_node_to_text (CflNode *node)
{
  GString *out = g_string_new (NULL);

  cfl_node_write (node, out);
  return g_string_free (out, FALSE);
}
