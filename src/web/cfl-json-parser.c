/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-json-private.h"

#include <string.h>

typedef struct {
  const char *start;
  const char *at;
  const char *end;
  CflJsonFlags flags;
  guint depth;
  GString *text; /* the string that is being read */
  GError **error;
} Parser;

G_DEFINE_QUARK (cfl_json_error_quark, cfl_json_error)

static JsonNode *parse_value (Parser *parser);

/* The message names the place and never quotes the text, which may hold a secret. */
static gboolean
refuse (Parser *parser, CflJsonError code, const char *what)
{
  g_set_error (parser->error, CFL_JSON_ERROR, code, "%s at byte %" G_GSIZE_FORMAT, what,
               (gsize) (parser->at - parser->start));
  return FALSE;
}

static void
skip_space (Parser *parser)
{
  while (parser->at < parser->end &&
         (*parser->at == ' ' || *parser->at == '\n' || *parser->at == '\r' || *parser->at == '\t'))
    parser->at++;
}

static gboolean
accept (Parser *parser, char character)
{
  if (parser->at >= parser->end || *parser->at != character)
    return FALSE;
  parser->at++;
  return TRUE;
}

/* --- text --- */

static gboolean
read_hex (Parser *parser, gunichar *unit)
{
  *unit = 0;
  if (parser->end - parser->at < 4)
    return refuse (parser, CFL_JSON_ERROR_SYNTAX, "Cut escape");
  for (int i = 0; i < 4; i++, parser->at++)
    {
      int digit = g_ascii_xdigit_value (*parser->at);

      if (digit < 0)
        return refuse (parser, CFL_JSON_ERROR_SYNTAX, "Malformed escape");
      *unit = *unit << 4 | (gunichar) digit;
    }
  return TRUE;
}

/* After "\u". Half a pair and NUL become U+FFFD: neither can stand in a C string of UTF-8. */
static gboolean
read_unicode_escape (Parser *parser)
{
  gunichar first, second;

  if (!read_hex (parser, &first))
    return FALSE;
  if (first >= 0xD800 && first < 0xDC00 && parser->end - parser->at >= 6 && parser->at[0] == '\\' &&
      parser->at[1] == 'u')
    {
      const char *before = parser->at;

      parser->at += 2;
      if (!read_hex (parser, &second))
        return FALSE;
      if (second >= 0xDC00 && second < 0xE000)
        first = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
      else
        parser->at = before;
    }
  g_string_append_unichar (parser->text,
                           first == 0 || (first >= 0xD800 && first < 0xE000) ? 0xFFFD : first);
  return TRUE;
}

static gboolean
read_escape (Parser *parser)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (parser->at >= parser->end)
    return refuse (parser, CFL_JSON_ERROR_SYNTAX, "Cut escape");
  if (accept (parser, 'u'))
    return read_unicode_escape (parser);
  found = *parser->at != '\0' ? strchr (letters, *parser->at) : NULL;
  if (found == NULL)
    return refuse (parser, CFL_JSON_ERROR_SYNTAX, "Unknown escape");
  parser->at++;
  g_string_append_c (parser->text, meanings[found - letters]);
  return TRUE;
}

/* Reads a string after its opening quote into parser->text. Line breaks and other control
 * characters within it are taken as they are: an answer is not given up for them. */
static gboolean
read_text (Parser *parser)
{
  g_string_truncate (parser->text, 0);
  while (parser->at < parser->end)
    {
      const char *run = parser->at;

      while (parser->at < parser->end && *parser->at != '"' && *parser->at != '\\')
        parser->at++;
      g_string_append_len (parser->text, run, parser->at - run);
      if (accept (parser, '"'))
        return TRUE;
      if (accept (parser, '\\') && !read_escape (parser))
        return FALSE;
    }
  return refuse (parser, CFL_JSON_ERROR_SYNTAX, "Unfinished text");
}

static JsonNode *
text_node (Parser *parser)
{
  if (parser->text->len > 0 && parser->text->str[0] == CFL_JSON_NUMBER_MARK)
    {
      g_string_erase (parser->text, 0, 1);
      g_string_prepend (parser->text, "\xEF\xBF\xBD");
    }
  return json_node_init_string (json_node_alloc (), parser->text->str);
}

/* --- numbers and words --- */

static gboolean
skip_digits (Parser *parser)
{
  const char *first = parser->at;

  while (parser->at < parser->end && g_ascii_isdigit (*parser->at))
    parser->at++;
  return parser->at > first;
}

static JsonNode *
parse_number (Parser *parser)
{
  const char *first = parser->at;
  gboolean sound;

  accept (parser, '-');
  sound = accept (parser, '0') || skip_digits (parser);
  if (sound && accept (parser, '.'))
    sound = skip_digits (parser);
  if (sound && (accept (parser, 'e') || accept (parser, 'E')))
    {
      if (!accept (parser, '+'))
        accept (parser, '-');
      sound = skip_digits (parser);
    }
  if (!sound)
    {
      refuse (parser, CFL_JSON_ERROR_SYNTAX, "Malformed number");
      return NULL;
    }
  g_string_truncate (parser->text, 0);
  g_string_append_c (parser->text, CFL_JSON_NUMBER_MARK);
  g_string_append_len (parser->text, first, parser->at - first);
  return json_node_init_string (json_node_alloc (), parser->text->str);
}

static gboolean
accept_word (Parser *parser, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (parser->end - parser->at) < length || memcmp (parser->at, word, length) != 0)
    return FALSE;
  parser->at += length;
  return TRUE;
}

/* --- containers --- */

static gboolean
parse_member (Parser *parser, JsonObject *object)
{
  g_autofree char *name = NULL;
  JsonNode *value;

  skip_space (parser);
  if (!accept (parser, '"'))
    return refuse (parser, CFL_JSON_ERROR_SYNTAX, "Name expected");
  if (!read_text (parser))
    return FALSE;
  name = (parser->flags & CFL_JSON_ANY_CASE) ? g_ascii_strdown (parser->text->str, -1)
                                             : g_strdup (parser->text->str);
  skip_space (parser);
  if (!accept (parser, ':'))
    return refuse (parser, CFL_JSON_ERROR_SYNTAX, "Colon expected");
  value = parse_value (parser);
  if (value == NULL)
    return FALSE;
  /* Of two members with one name the last counts, as with every common parser. */
  json_object_set_member (object, name, value);
  return TRUE;
}

static JsonNode *
parse_object (Parser *parser)
{
  g_autoptr (JsonObject) object = json_object_new ();

  skip_space (parser);
  if (!accept (parser, '}'))
    do
      {
        if (!parse_member (parser, object))
          return NULL;
        skip_space (parser);
        if (accept (parser, '}'))
          break;
        if (!accept (parser, ','))
          {
            refuse (parser, CFL_JSON_ERROR_SYNTAX, "Comma or } expected");
            return NULL;
          }
      }
    while (TRUE);
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
parse_array (Parser *parser)
{
  g_autoptr (JsonArray) array = json_array_new ();

  skip_space (parser);
  if (!accept (parser, ']'))
    do
      {
        JsonNode *element = parse_value (parser);

        if (element == NULL)
          return NULL;
        json_array_add_element (array, element);
        skip_space (parser);
        if (accept (parser, ']'))
          break;
        if (!accept (parser, ','))
          {
            refuse (parser, CFL_JSON_ERROR_SYNTAX, "Comma or ] expected");
            return NULL;
          }
      }
    while (TRUE);
  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
parse_container (Parser *parser)
{
  gboolean is_object = *parser->at++ == '{';
  JsonNode *node;

  if (parser->depth >= CFL_JSON_MAX_DEPTH)
    {
      refuse (parser, CFL_JSON_ERROR_DEPTH, "Nested too deeply");
      return NULL;
    }
  parser->depth++;
  node = is_object ? parse_object (parser) : parse_array (parser);
  parser->depth--;
  return node;
}

static JsonNode *
parse_value (Parser *parser)
{
  skip_space (parser);
  if (parser->at < parser->end)
    {
      if (*parser->at == '{' || *parser->at == '[')
        return parse_container (parser);
      if (accept (parser, '"'))
        return read_text (parser) ? text_node (parser) : NULL;
      if (*parser->at == '-' || g_ascii_isdigit (*parser->at))
        return parse_number (parser);
      if (accept_word (parser, "true"))
        return json_node_init_boolean (json_node_alloc (), TRUE);
      if (accept_word (parser, "false"))
        return json_node_init_boolean (json_node_alloc (), FALSE);
      if (accept_word (parser, "null"))
        return json_node_init_null (json_node_alloc ());
    }
  refuse (parser, CFL_JSON_ERROR_SYNTAX, "Value expected");
  return NULL;
}

static JsonNode *
parse_document (const char *text, gsize length, CflJsonFlags flags, GError **error)
{
  g_autoptr (GString) scratch = g_string_new (NULL);
  Parser parser = { text, text, text + length, flags, 0, scratch, error };
  JsonNode *root;

  accept_word (&parser, "\xEF\xBB\xBF"); /* a byte order mark */
  root = parse_value (&parser);
  if (root == NULL)
    return NULL;
  skip_space (&parser);
  if (parser.at < parser.end)
    {
      refuse (&parser, CFL_JSON_ERROR_SYNTAX, "End expected");
      g_clear_pointer (&root, json_node_unref);
    }
  return root;
}

/**
 * cfl_json_parse:
 * @bytes: a JSON document, with or without a byte order mark
 * @flags: how names are kept
 * @error: return location for a #CflJsonError; its message never quotes the document
 *
 * Reads what json-glib's parser reads, but keeps numbers exactly, refuses deep nesting instead of
 * running out of stack, and replaces what is not UTF-8. May be called in any thread.
 *
 * Returns: (transfer full): the document's tree
 */
JsonNode *
cfl_json_parse (GBytes *bytes, CflJsonFlags flags, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autofree char *valid = NULL;

  if (!g_utf8_validate_len (text != NULL ? text : "", length, NULL))
    {
      valid = g_utf8_make_valid (text, (gssize) length);
      text = valid;
      length = strlen (valid);
    }
  return parse_document (text != NULL ? text : "", length, flags, error);
}

JsonNode *
cfl_json_parse_text (const char *text, CflJsonFlags flags, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return cfl_json_parse (bytes, flags, error);
}
