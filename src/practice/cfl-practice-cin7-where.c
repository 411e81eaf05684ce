/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-cin7-where.h"

#include <string.h>

/* condition {AND condition}; a condition is FIELD OPERATOR VALUE, FIELD IS [NOT] NULL,
 * FIELD [NOT] LIKE 'pattern' or FIELD IN (VALUE, ...). */
typedef enum {
  OPERATOR_EQUAL,
  OPERATOR_DIFFERENT,
  OPERATOR_LESS,
  OPERATOR_LESS_OR_EQUAL,
  OPERATOR_GREATER,
  OPERATOR_GREATER_OR_EQUAL,
  OPERATOR_NULL,
  OPERATOR_NOT_NULL,
  OPERATOR_LIKE,
  OPERATOR_NOT_LIKE,
  OPERATOR_IN
} Operator;

typedef struct {
  const char *field;
  Operator relation;
  GPtrArray *values; /* of char * */
} Condition;

struct _CflPracticeWhere {
  GPtrArray *conditions;
};

typedef struct {
  const char *at;
  const char *const *fields;
  GError **error;
} Parser;

static void
condition_free (Condition *condition)
{
  g_ptr_array_unref (condition->values);
  g_free (condition);
}

void
cfl_practice_where_free (CflPracticeWhere *where)
{
  g_ptr_array_unref (where->conditions);
  g_free (where);
}

static gboolean
refuse (Parser *parser, const char *problem)
{
  if (parser->error != NULL && *parser->error == NULL)
    g_set_error (parser->error, G_MARKUP_ERROR, G_MARKUP_ERROR_PARSE, "%s near '%.20s'.", problem,
                 parser->at);
  return FALSE;
}

static void
skip_blanks (Parser *parser)
{
  while (g_ascii_isspace (*parser->at))
    parser->at++;
}

static gboolean
take_word (Parser *parser, const char *word)
{
  gsize length = strlen (word);

  skip_blanks (parser);
  if (g_ascii_strncasecmp (parser->at, word, length) != 0 || g_ascii_isalnum (parser->at[length]))
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

static gboolean
read_field (Parser *parser, Condition *condition)
{
  g_autofree char *name = NULL;
  gsize length;

  skip_blanks (parser);
  length = strspn (parser->at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.");
  name = g_strndup (parser->at, length);
  condition->field = cfl_practice_field_find (parser->fields, name);
  if (condition->field == NULL)
    return refuse (parser, "The where argument names an unknown field");
  parser->at += length;
  return TRUE;
}

/* Quotes inside are doubled. */
static char *
read_quoted (Parser *parser)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (parser->at++; *parser->at != '\0'; parser->at++)
    {
      if (*parser->at == '\'')
        {
          if (parser->at[1] != '\'')
            {
              parser->at++;
              return g_string_free (g_steal_pointer (&out), FALSE);
            }
          parser->at++;
        }
      g_string_append_c (out, *parser->at);
    }
  return NULL;
}

static gboolean
read_value (Parser *parser, Condition *condition)
{
  char *value = NULL;
  gsize length;

  skip_blanks (parser);
  if (*parser->at == '\'')
    value = read_quoted (parser);
  else
    {
      length = strspn (parser->at, "-0123456789.truefalsTRUEFALS");
      value = length == 0 ? NULL : g_strndup (parser->at, length);
      parser->at += length;
    }
  if (value == NULL)
    return refuse (parser, "The where argument has no value");
  g_ptr_array_add (condition->values, value);
  return TRUE;
}

static gboolean
read_list (Parser *parser, Condition *condition)
{
  if (!take_symbol (parser, "("))
    return refuse (parser, "The where argument has IN without a list");
  do
    if (!read_value (parser, condition))
      return FALSE;
  while (take_symbol (parser, ","));
  return take_symbol (parser, ")") || refuse (parser, "The where argument has an open list");
}

static gboolean
read_operator (Parser *parser, Operator *relation)
{
  static const struct {
    const char *symbol;
    Operator relation;
  } symbols[] = {
    { "<>", OPERATOR_DIFFERENT },
    { "<=", OPERATOR_LESS_OR_EQUAL },
    { ">=", OPERATOR_GREATER_OR_EQUAL },
    { "=", OPERATOR_EQUAL },
    { "<", OPERATOR_LESS },
    { ">", OPERATOR_GREATER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (take_symbol (parser, symbols[i].symbol))
      {
        *relation = symbols[i].relation;
        return TRUE;
      }
  if (take_word (parser, "IS"))
    {
      *relation = take_word (parser, "NOT") ? OPERATOR_NOT_NULL : OPERATOR_NULL;
      return take_word (parser, "NULL") ||
             refuse (parser, "The where argument has IS without NULL");
    }
  if (take_word (parser, "IN"))
    *relation = OPERATOR_IN;
  else if (take_word (parser, "LIKE"))
    *relation = OPERATOR_LIKE;
  else if (take_word (parser, "NOT") && take_word (parser, "LIKE"))
    *relation = OPERATOR_NOT_LIKE;
  else
    return refuse (parser, "The where argument has an unknown operator");
  return TRUE;
}

static gboolean
read_condition (Parser *parser, CflPracticeWhere *where)
{
  Condition *condition = g_new0 (Condition, 1);

  condition->values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (where->conditions, condition);
  if (!read_field (parser, condition) || !read_operator (parser, &condition->relation))
    return FALSE;
  if (condition->relation == OPERATOR_NULL || condition->relation == OPERATOR_NOT_NULL)
    return TRUE;
  return condition->relation == OPERATOR_IN ? read_list (parser, condition)
                                            : read_value (parser, condition);
}

/**
 * cfl_practice_where_parse:
 * @text: the where argument
 * @fields: the fields that may stand in it
 *
 * Returns: (transfer full): the conditions, or %NULL with the answer's sentence in @error
 */
CflPracticeWhere *
cfl_practice_where_parse (const char *text, const char *const *fields, GError **error)
{
  g_autoptr (CflPracticeWhere) where = g_new0 (CflPracticeWhere, 1);
  g_autoptr (GError) own_error = NULL;
  Parser parser = { text, fields, &own_error };
  gboolean is_good;

  where->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) condition_free);
  do
    is_good = read_condition (&parser, where);
  while (is_good && take_word (&parser, "AND"));
  skip_blanks (&parser);
  if (is_good && *parser.at != '\0')
    is_good = refuse (&parser, "The where argument is not understood");
  if (is_good)
    return g_steal_pointer (&where);
  g_propagate_error (error, g_steal_pointer (&own_error));
  return NULL;
}

static gboolean
is_like (const char *value, const char *pattern)
{
  g_autofree char *folded = g_utf8_casefold (value, -1);
  g_autofree char *wanted = g_utf8_casefold (pattern, -1);
  g_auto (GStrv) parts = g_strsplit (wanted, "%", -1);
  guint last = g_strv_length (parts) - 1;
  const char *at = folded;

  if (last == 0)
    return strcmp (folded, wanted) == 0;
  if (!g_str_has_prefix (at, parts[0]))
    return FALSE;
  at += strlen (parts[0]);
  for (guint i = 1; i < last; i++)
    {
      at = strstr (at, parts[i]);
      if (at == NULL)
        return FALSE;
      at += strlen (parts[i]);
    }
  return g_str_has_suffix (at, parts[last]);
}

static gboolean
holds (Condition *condition, const char *row)
{
  char kind;
  g_autofree char *value = cfl_practice_row_get (row, condition->field, &kind);
  int order;

  if (condition->relation == OPERATOR_NULL || condition->relation == OPERATOR_NOT_NULL)
    return (value == NULL) == (condition->relation == OPERATOR_NULL);
  if (value == NULL)
    return FALSE; /* as in SQL: null compares with nothing */
  if (condition->relation == OPERATOR_LIKE || condition->relation == OPERATOR_NOT_LIKE)
    return is_like (value, condition->values->pdata[0]) == (condition->relation == OPERATOR_LIKE);
  if (condition->relation == OPERATOR_IN)
    {
      for (guint i = 0; i < condition->values->len; i++)
        if (cfl_practice_row_compare (kind, value, '"', condition->values->pdata[i]) == 0)
          return TRUE;
      return FALSE;
    }
  order = cfl_practice_row_compare (kind, value, '"', condition->values->pdata[0]);
  return condition->relation == OPERATOR_EQUAL           ? order == 0
         : condition->relation == OPERATOR_DIFFERENT     ? order != 0
         : condition->relation == OPERATOR_LESS          ? order < 0
         : condition->relation == OPERATOR_LESS_OR_EQUAL ? order <= 0
         : condition->relation == OPERATOR_GREATER       ? order > 0
                                                         : order >= 0;
}

gboolean
cfl_practice_where_holds (CflPracticeWhere *where, const char *row)
{
  for (guint i = 0; i < where->conditions->len; i++)
    if (!holds (where->conditions->pdata[i], row))
      return FALSE;
  return TRUE;
}
