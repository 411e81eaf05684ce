/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-query-parser.h"

#include <string.h>

#define DEFAULT_RESULTS 100
#define MAX_RESULTS 1000

/* SELECT (* | count(*) | field {, field}) FROM entity [WHERE condition {AND condition}]
 * [ORDERBY property [ASC | DESC]] [STARTPOSITION n] [MAXRESULTS n], the last two in either order. */
typedef struct {
  const char *text;
  const char *at;
  GError **error;
} Parser;

G_DEFINE_QUARK (cfl - practice - query - error, cfl_practice_query_error)

static void
condition_free (CflPracticeCondition *condition)
{
  g_free (condition->property);
  g_ptr_array_unref (condition->values);
  g_free (condition);
}

void
cfl_practice_query_free (CflPracticeQuery *query)
{
  g_free (query->entity);
  g_ptr_array_unref (query->fields);
  g_ptr_array_unref (query->conditions);
  g_free (query->order_by);
  g_free (query);
}

static gboolean
refuse (Parser *parser, const char *expected)
{
  if (parser->error != NULL && *parser->error == NULL)
    g_set_error (parser->error, CFL_PRACTICE_QUERY_ERROR, 4000,
                 "QueryParserError: Encountered \"%.20s\" at line 1, column %d. Was expecting: %s",
                 *parser->at == '\0' ? "<EOF>" : parser->at, (int) (parser->at - parser->text) + 1,
                 expected);
  return FALSE;
}

static gboolean
refuse_value (Parser *parser, const char *message)
{
  g_set_error (parser->error, CFL_PRACTICE_QUERY_ERROR, 4001, "QueryValidationError: %s", message);
  return FALSE;
}

static void
skip_blanks (Parser *parser)
{
  while (g_ascii_isspace (*parser->at))
    parser->at++;
}

static gboolean
is_word_character (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '.';
}

static gboolean
take_word (Parser *parser, const char *word)
{
  gsize length = strlen (word);

  skip_blanks (parser);
  if (g_ascii_strncasecmp (parser->at, word, length) != 0 || is_word_character (parser->at[length]))
    return FALSE;
  parser->at += length;
  return TRUE;
}

static gboolean
take_symbol (Parser *parser, const char *symbol)
{
  skip_blanks (parser);
  if (!g_str_has_prefix (parser->at, symbol))
    return FALSE;
  parser->at += strlen (symbol);
  return TRUE;
}

static char *
read_name (Parser *parser, const char *expected)
{
  const char *first;

  skip_blanks (parser);
  first = parser->at;
  if (!g_ascii_isalpha (*first))
    {
      refuse (parser, expected);
      return NULL;
    }
  while (is_word_character (*parser->at))
    parser->at++;
  return g_strndup (first, (gsize) (parser->at - first));
}

static char *
read_quoted (Parser *parser)
{
  g_autoptr (GString) out = g_string_new (NULL);

  parser->at++;
  while (*parser->at != '\'')
    {
      if (*parser->at == '\\' && (parser->at[1] == '\'' || parser->at[1] == '\\'))
        parser->at++;
      if (*parser->at == '\0')
        {
          refuse (parser, "\"'\"");
          return NULL;
        }
      g_string_append_c (out, *parser->at++);
    }
  parser->at++;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* A quoted text, or true or false bare. */
static char *
read_value (Parser *parser)
{
  skip_blanks (parser);
  if (*parser->at == '\'')
    return read_quoted (parser);
  if (take_word (parser, "true"))
    return g_strdup ("true");
  if (take_word (parser, "false"))
    return g_strdup ("false");
  refuse (parser, "a value in single quotes, true or false");
  return NULL;
}

static gboolean
read_values (Parser *parser, GPtrArray *values)
{
  if (!take_symbol (parser, "("))
    return refuse (parser, "\"(\"");
  do
    {
      char *value = read_value (parser);

      if (value == NULL)
        return FALSE;
      g_ptr_array_add (values, value);
    }
  while (take_symbol (parser, ","));
  return take_symbol (parser, ")") || refuse (parser, "\")\"");
}

static gboolean
read_operator (Parser *parser, CflPracticeOperator *relation)
{
  /* The longer of two that begin alike comes first. */
  static const struct {
    const char *symbol;
    CflPracticeOperator relation;
  } symbols[] = {
    { "<=", CFL_PRACTICE_OPERATOR_LESS_OR_EQUAL }, { ">=", CFL_PRACTICE_OPERATOR_GREATER_OR_EQUAL },
    { "<", CFL_PRACTICE_OPERATOR_LESS },           { ">", CFL_PRACTICE_OPERATOR_GREATER },
    { "=", CFL_PRACTICE_OPERATOR_EQUAL },
  };

  if (take_word (parser, "IN"))
    *relation = CFL_PRACTICE_OPERATOR_IN;
  else if (take_word (parser, "LIKE"))
    *relation = CFL_PRACTICE_OPERATOR_LIKE;
  else
    {
      for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
        if (take_symbol (parser, symbols[i].symbol))
          {
            *relation = symbols[i].relation;
            return TRUE;
          }
      return refuse (parser, "\"=\", \"<\", \">\", \"<=\", \">=\", \"IN\" or \"LIKE\"");
    }
  return TRUE;
}

static gboolean
read_condition (Parser *parser, CflPracticeQuery *query)
{
  CflPracticeCondition *condition = g_new0 (CflPracticeCondition, 1);
  char *value;

  condition->values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (query->conditions, condition);
  condition->property = read_name (parser, "a property");
  if (condition->property == NULL || !read_operator (parser, &condition->relation))
    return FALSE;
  if (condition->relation == CFL_PRACTICE_OPERATOR_IN)
    return read_values (parser, condition->values);
  value = read_value (parser);
  if (value == NULL)
    return FALSE;
  g_ptr_array_add (condition->values, value);
  return TRUE;
}

static gboolean
read_conditions (Parser *parser, CflPracticeQuery *query)
{
  do
    if (!read_condition (parser, query))
      return FALSE;
  while (take_word (parser, "AND"));
  return TRUE;
}

static gboolean
read_selection (Parser *parser, CflPracticeQuery *query)
{
  if (take_symbol (parser, "*"))
    return TRUE;
  if (take_word (parser, "count"))
    {
      query->is_count = TRUE;
      return (take_symbol (parser, "(") && take_symbol (parser, "*") &&
              take_symbol (parser, ")")) ||
             refuse (parser, "\"(*)\"");
    }
  do
    {
      char *name = read_name (parser, "\"*\", \"count\" or a property");

      if (name == NULL)
        return FALSE;
      g_ptr_array_add (query->fields, name);
      /* Line.* and the like */
      if (g_str_has_suffix (name, ".") && !take_symbol (parser, "*"))
        return refuse (parser, "\"*\"");
    }
  while (take_symbol (parser, ","));
  return TRUE;
}

static gboolean
read_order (Parser *parser, CflPracticeQuery *query)
{
  query->order_by = read_name (parser, "a property");
  if (query->order_by == NULL)
    return FALSE;
  if (take_word (parser, "DESC"))
    query->is_descending = TRUE;
  else
    take_word (parser, "ASC");
  return TRUE;
}

static gboolean
read_count (Parser *parser, gint64 max, gint64 *value)
{
  g_autofree char *message = NULL;

  skip_blanks (parser);
  if (!g_ascii_isdigit (*parser->at))
    return refuse (parser, "a number");
  *value = 0;
  for (; g_ascii_isdigit (*parser->at); parser->at++)
    *value = MIN (*value * 10 + (*parser->at - '0'), G_MAXINT32);
  if (*value < 1)
    {
      message = g_strdup_printf ("value %" G_GINT64_FORMAT " is too small. Min allowed value is 1",
                                 *value);
      return refuse_value (parser, message);
    }
  if (*value > max)
    {
      message = g_strdup_printf ("value %" G_GINT64_FORMAT
                                 " is too large. Max allowed value is %" G_GINT64_FORMAT,
                                 *value, max);
      return refuse_value (parser, message);
    }
  return TRUE;
}

static gboolean
read_paging (Parser *parser, CflPracticeQuery *query)
{
  gboolean has_start = FALSE;
  gboolean has_max = FALSE;

  while (TRUE)
    if (!has_start && take_word (parser, "STARTPOSITION"))
      {
        has_start = TRUE;
        if (!read_count (parser, G_MAXINT32, &query->start_position))
          return FALSE;
      }
    else if (!has_max && take_word (parser, "MAXRESULTS"))
      {
        has_max = TRUE;
        if (!read_count (parser, MAX_RESULTS, &query->max_results))
          return FALSE;
      }
    else
      return TRUE;
}

static gboolean
read_query (Parser *parser, CflPracticeQuery *query)
{
  if (!take_word (parser, "SELECT"))
    return refuse (parser, "\"SELECT\"");
  if (!read_selection (parser, query))
    return FALSE;
  if (!take_word (parser, "FROM"))
    return refuse (parser, "\"FROM\"");
  query->entity = read_name (parser, "an entity");
  if (query->entity == NULL)
    return FALSE;
  if (take_word (parser, "WHERE") && !read_conditions (parser, query))
    return FALSE;
  if (take_word (parser, "ORDERBY") && !read_order (parser, query))
    return FALSE;
  if (!read_paging (parser, query))
    return FALSE;
  take_symbol (parser, ";");
  skip_blanks (parser);
  return *parser->at == '\0' || refuse (parser, "<EOF>");
}

/**
 * cfl_practice_query_parse:
 * @text: a statement in the query language of QuickBooks
 *
 * Returns: (transfer full): the statement's parts, or %NULL with the code of the refusal in @error
 */
CflPracticeQuery *
cfl_practice_query_parse (const char *text, GError **error)
{
  g_autoptr (CflPracticeQuery) query = g_new0 (CflPracticeQuery, 1);
  g_autoptr (GError) own_error = NULL;
  Parser parser = { text, text, &own_error };

  query->fields = g_ptr_array_new_with_free_func (g_free);
  query->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) condition_free);
  query->start_position = 1;
  query->max_results = DEFAULT_RESULTS;
  if (read_query (&parser, query))
    return g_steal_pointer (&query);
  g_propagate_error (error, g_steal_pointer (&own_error));
  return NULL;
}
