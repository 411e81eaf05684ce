/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-node.h"

#include <string.h>

/* Deeper nesting is refused instead of filling the stack. */
#define MAX_DEPTH 64

typedef struct {
  const char *start;
  const char *at;
  const char *end;
  guint depth;
} Reader;

static CflNode *read_value (Reader *reader, GError **error);

static gpointer
refuse (Reader *reader, GError **error)
{
  g_set_error (error, CFL_NODE_ERROR, 0, "Unexpected character at position %d",
               (int) (reader->at - reader->start) + 1);
  return NULL;
}

static void
skip_blanks (Reader *reader)
{
  while (reader->at < reader->end && strchr (" \t\r\n", *reader->at) != NULL && *reader->at != '\0')
    reader->at++;
}

static gboolean
take (Reader *reader, char c)
{
  skip_blanks (reader);
  if (reader->at >= reader->end || *reader->at != c)
    return FALSE;
  reader->at++;
  return TRUE;
}

static gboolean
take_word (Reader *reader, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (reader->end - reader->at) < length || strncmp (reader->at, word, length) != 0)
    return FALSE;
  reader->at += length;
  return TRUE;
}

static gboolean
read_hex (Reader *reader, gunichar *unit)
{
  *unit = 0;
  if (reader->end - reader->at < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (*reader->at))
        return FALSE;
      *unit = *unit * 16 + (gunichar) g_ascii_xdigit_value (*reader->at++);
    }
  return TRUE;
}

static gboolean
read_unicode (Reader *reader, GString *out)
{
  gunichar unit, low;

  if (!read_hex (reader, &unit))
    return FALSE;
  if (unit >= 0xd800 && unit < 0xdc00)
    {
      if (!take_word (reader, "\\u") || !read_hex (reader, &low) || low < 0xdc00 || low > 0xdfff)
        return FALSE;
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
  if (unit == 0 || !g_unichar_validate (unit))
    return FALSE;
  g_string_append_unichar (out, unit);
  return TRUE;
}

static gboolean
read_escape (Reader *reader, GString *out)
{
  static const char names[] = "\"\\/bfnrt";
  static const char values[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (reader->at >= reader->end)
    return FALSE;
  if (*reader->at == 'u')
    {
      reader->at++;
      return read_unicode (reader, out);
    }
  found = *reader->at == '\0' ? NULL : strchr (names, *reader->at);
  if (found == NULL)
    return FALSE;
  g_string_append_c (out, values[found - names]);
  reader->at++;
  return TRUE;
}

static char *
read_string (Reader *reader, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!take (reader, '"'))
    return refuse (reader, error);
  while (reader->at < reader->end && *reader->at != '"')
    {
      if ((guchar) *reader->at < 0x20)
        return refuse (reader, error);
      if (*reader->at != '\\')
        g_string_append_c (out, *reader->at++);
      else
        {
          reader->at++;
          if (!read_escape (reader, out))
            return refuse (reader, error);
        }
    }
  if (!take (reader, '"'))
    return refuse (reader, error);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
read_digits (Reader *reader)
{
  const char *first = reader->at;

  while (reader->at < reader->end && g_ascii_isdigit (*reader->at))
    reader->at++;
  return reader->at > first;
}

static CflNode *
read_number (Reader *reader, GError **error)
{
  const char *first = reader->at;
  const char *digits;
  g_autofree char *text = NULL;

  if (*reader->at == '-')
    reader->at++;
  digits = reader->at;
  if (!read_digits (reader) || (*digits == '0' && reader->at - digits > 1))
    return refuse (reader, error);
  if (reader->at < reader->end && *reader->at == '.')
    {
      reader->at++;
      if (!read_digits (reader))
        return refuse (reader, error);
    }
  if (reader->at < reader->end && (*reader->at == 'e' || *reader->at == 'E'))
    {
      reader->at++;
      if (reader->at < reader->end && (*reader->at == '+' || *reader->at == '-'))
        reader->at++;
      if (!read_digits (reader))
        return refuse (reader, error);
    }
  text = g_strndup (first, (gsize) (reader->at - first));
  return cfl_node_new_number (text);
}

static CflNode *
read_array (Reader *reader, GError **error)
{
  g_autoptr (CflNode) array = cfl_node_new_array ();

  if (take (reader, ']'))
    return g_steal_pointer (&array);
  do
    {
      CflNode *item = read_value (reader, error);

      if (item == NULL)
        return NULL;
      cfl_node_append (array, item);
    }
  while (take (reader, ','));
  return take (reader, ']') ? g_steal_pointer (&array) : refuse (reader, error);
}

static CflNode *
read_object (Reader *reader, GError **error)
{
  g_autoptr (CflNode) object = cfl_node_new_object ();

  if (take (reader, '}'))
    return g_steal_pointer (&object);
  do
    {
      g_autofree char *name = NULL;
      CflNode *value;

      skip_blanks (reader);
      name = read_string (reader, error);
      if (name == NULL)
        return NULL;
      if (!take (reader, ':'))
        return refuse (reader, error);
      value = read_value (reader, error);
      if (value == NULL)
        return NULL;
      cfl_node_set (object, name, value);
    }
  while (take (reader, ','));
  return take (reader, '}') ? g_steal_pointer (&object) : refuse (reader, error);
}

static CflNode *
read_nested (Reader *reader, GError **error)
{
  CflNode *node;

  if (++reader->depth > MAX_DEPTH)
    return refuse (reader, error);
  node = *reader->at++ == '[' ? read_array (reader, error) : read_object (reader, error);
  reader->depth--;
  return node;
}

static CflNode *
read_value (Reader *reader, GError **error)
{
  skip_blanks (reader);
  if (reader->at >= reader->end)
    return refuse (reader, error);
  if (*reader->at == '{' || *reader->at == '[')
    return read_nested (reader, error);
  if (*reader->at == '"')
    {
      g_autofree char *text = read_string (reader, error);

      return text == NULL ? NULL : cfl_node_new_string (text);
    }
  if (take_word (reader, "true"))
    return cfl_node_new_boolean (TRUE);
  if (take_word (reader, "false"))
    return cfl_node_new_boolean (FALSE);
  if (take_word (reader, "null"))
    return cfl_node_new_null ();
  return read_number (reader, error);
}

/**
 * cfl_node_parse:
 * @text: JSON in UTF-8
 * @length: its length in bytes, or -1
 *
 * Returns: (transfer full): the value, or %NULL with @error set when the text is no single JSON value
 */
CflNode *
cfl_node_parse (const char *text, gssize length, GError **error)
{
  Reader reader = { text, text, text + (length < 0 ? strlen (text) : (gsize) length), 0 };
  g_autoptr (CflNode) node = NULL;

  if (!g_utf8_validate (text, reader.end - text, NULL))
    return refuse (&reader, error);
  node = read_value (&reader, error);
  if (node == NULL)
    return NULL;
  skip_blanks (&reader);
  return reader.at == reader.end ? g_steal_pointer (&node) : refuse (&reader, error);
}
