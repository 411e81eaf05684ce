/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One amount or one day out of a text, in one given way. */

#include "config.h"

#include "cfl-csv-value-private.h"

#include <stdlib.h>
#include <string.h>

/* Longer than any amount with its separators. */
#define AMOUNT_LENGTH 64
/* Longer than any day or instant. */
#define DATE_LENGTH 48
/* What separates thousands in any country: a blank of any width, an apostrophe. */
#define BLANK ' '
#define APOSTROPHE '\''
#define MINUS_SIGN 0x2212
#define RIGHT_QUOTATION_MARK 0x2019

typedef struct {
  char text[AMOUNT_LENGTH]; /* digits, points, commas, and BLANK or APOSTROPHE between them */
  gsize length;
  gboolean negative;
  gboolean has_sign;
  gboolean is_bracketed;
  gboolean is_ended; /* a sign, a bracket or a currency sign stood behind the digits */
} Amount;

/* A minus or plus before or behind the digits, or the brackets of bookkeepers around them; one of the
 * two. */
static gboolean
take_sign (Amount *amount, gunichar c)
{
  gboolean is_first = !amount->has_sign && amount->length == 0;

  if (c == ')' && amount->is_bracketed && !amount->is_ended)
    {
      amount->is_ended = TRUE;
      return TRUE;
    }
  if (amount->has_sign || c == ')' || (c == '(' && !is_first))
    return FALSE;
  amount->has_sign = TRUE;
  amount->negative = c != '+';
  amount->is_bracketed = c == '(';
  amount->is_ended = amount->length > 0;
  return TRUE;
}

static gboolean
take_character (Amount *amount, gunichar c)
{
  if (g_unichar_isspace (c))
    c = BLANK;
  else if (c == RIGHT_QUOTATION_MARK)
    c = APOSTROPHE;
  else if (c != '.' && c != ',' && c != APOSTROPHE && !(c >= '0' && c <= '9'))
    return FALSE;
  if (c == BLANK && (amount->length == 0 || amount->is_ended))
    return TRUE;
  if (amount->is_ended || amount->length + 1 >= sizeof amount->text)
    return FALSE;
  amount->text[amount->length++] = (char) c;
  return TRUE;
}

/* Brings signs, blanks and apostrophes into one form and takes currency signs away. */
static gboolean
normalize (const char *text, gboolean takes_percent, Amount *amount)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_type (c) == G_UNICODE_CURRENCY_SYMBOL || (c == '%' && takes_percent))
        {
          /* A bracket may still follow: "(5 €)". */
          if (amount->length > 0 && !amount->is_bracketed)
            amount->is_ended = TRUE;
        }
      else if (c == '-' || c == '+' || c == MINUS_SIGN || c == '(' || c == ')')
        {
          if (!take_sign (amount, c))
            return FALSE;
        }
      else if (!take_character (amount, c))
        return FALSE;
    }
  g_strchomp (amount->text);
  return !amount->is_bracketed || amount->is_ended;
}

/* Groups of three digits behind a first one of one to three that does not begin with 0. */
static gboolean
take_groups (const char **p, char mark, GString *plain)
{
  const char other = mark == '.' ? ',' : '.';
  gsize digits = strspn (*p, "0123456789");
  char separator = (*p)[digits];

  g_string_append_len (plain, *p, (gssize) digits);
  *p += digits;
  if (separator != other && separator != BLANK && separator != APOSTROPHE)
    return TRUE;
  if (digits < 1 || digits > 3 || plain->str[0] == '0')
    return FALSE;
  while (**p == separator)
    {
      if (strspn (*p + 1, "0123456789") != 3)
        return FALSE;
      g_string_append_len (plain, *p + 1, 3);
      *p += 4;
    }
  return TRUE;
}

/* An amount as people write it: with thousands separators, a currency sign, a sign before or behind it
 * or in the brackets of bookkeepers; a rate also with its percent sign. */
gboolean
cfl_csv_parse_amount (const char *text, guint mark, gboolean takes_percent, CflDecimal *amount)
{
  const char decimal_mark = mark == CFL_DECIMAL_MARK_COMMA ? ',' : '.';
  g_autoptr (GString) plain = g_string_sized_new (AMOUNT_LENGTH);
  Amount written = { { 0 } };
  const char *p = written.text;
  CflDecimal parsed;

  if (!normalize (text, takes_percent, &written) || !take_groups (&p, decimal_mark, plain))
    return FALSE;
  if (*p == decimal_mark)
    {
      gsize digits = strspn (p + 1, "0123456789");

      if (digits == 0)
        return FALSE;
      g_string_append_c (plain, '.');
      g_string_append_len (plain, p + 1, (gssize) digits);
      p += digits + 1;
    }
  if (*p != '\0' || !cfl_decimal_parse (plain->str, &parsed, NULL))
    return FALSE;
  *amount = written.negative ? cfl_decimal_negate (parsed) : parsed;
  return TRUE;
}

/* The number of an English month's name or its first three letters; 0 for none. */
static int
month_from_name (const char *name, gsize length)
{
  static const char *const months[] = { "january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december" };

  if (length < 3)
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    if (length <= strlen (months[i]) && g_ascii_strncasecmp (months[i], name, length) == 0)
      return (int) i + 1;
  return length == 4 && g_ascii_strncasecmp (name, "sept", 4) == 0 ? 9 : 0;
}

/* The three parts of a day. */
typedef struct {
  int value[3];
  gsize digits[3]; /* 0 for a name of a month */
} DateParts;

static gboolean
split_date (const char *text, DateParts *parts)
{
  const char *p = text;

  for (int i = 0; i < 3; i++)
    {
      gsize digits = strspn (p, "0123456789");
      gsize letters = 0;

      while (digits == 0 && g_ascii_isalpha (p[letters]))
        letters++;
      if (digits > 4 || (digits == 0 && letters == 0))
        return FALSE;
      parts->digits[i] = digits;
      parts->value[i] = digits > 0 ? atoi (p) : month_from_name (p, letters);
      if (parts->value[i] == 0)
        return FALSE;
      p += digits + letters;
      if (i < 2)
        {
          if (*p == '\0' || strchr ("/.-, ", *p) == NULL)
            return FALSE;
          p += strspn (p, "/.-, ");
        }
    }
  return *p == '\0';
}

/* A year of two digits is one of this century: orders are young. */
static CflDate
make_date (const DateParts *parts, int year, int month, int day)
{
  int full = parts->digits[year] == 2 ? 2000 + parts->value[year] : parts->value[year];

  if ((parts->digits[year] != 2 && parts->digits[year] != 4) || parts->digits[month] > 2 ||
      parts->digits[day] > 2 || parts->digits[day] == 0)
    return CFL_DATE_UNSET;
  return cfl_date_new (full, parts->value[month], parts->value[day]);
}

static CflDate
date_from_parts (const DateParts *parts, guint order)
{
  if (parts->digits[0] == 4)
    return make_date (parts, 0, 1, 2);
  if (parts->digits[0] == 0)
    return make_date (parts, 2, 0, 1);
  if (parts->digits[1] == 0)
    return make_date (parts, 2, 1, 0);
  switch (order)
    {
    case CFL_DATE_ORDER_MDY:
      return make_date (parts, 2, 0, 1);
    case CFL_DATE_ORDER_YMD:
      return make_date (parts, 0, 1, 2);
    default:
      return make_date (parts, 2, 1, 0);
    }
}

/* Where the time of day begins, "2026-03-01 00:00", or the end of the text. */
static gsize
day_length (const char *text)
{
  const char *colon = strchr (text, ':');
  const char *p = colon;

  if (colon == NULL)
    return strlen (text);
  while (p > text && g_ascii_isdigit (p[-1]))
    p--;
  if (p == colon || p == text || (p[-1] != ' ' && p[-1] != 'T'))
    return strlen (text);
  return (gsize) (p - text) - 1;
}

/* "13:05", "1:05:00 PM", "00:00:00.000" */
static gboolean
is_time_of_day (const char *text)
{
  gsize length = strspn (text, "0123456789:.");
  const char *rest = text + length;

  rest += strspn (rest, " ");
  return length > 0 && (*rest == '\0' || g_ascii_strcasecmp (rest, "am") == 0 ||
                        g_ascii_strcasecmp (rest, "pm") == 0);
}

/* A day in figures, or with an English month's name. A time of day behind it counts only where it names
 * its own zone. */
gboolean
cfl_csv_parse_date (const char *text, guint order, GTimeZone *zone, CflDate *date)
{
  char copy[DATE_LENGTH] = { 0 };
  DateParts parts = { { 0 }, { 0 } };
  CflDate parsed;
  gint64 instant;
  gsize day;

  if (g_strlcpy (copy, text, sizeof copy) >= sizeof copy)
    return FALSE;
  g_strstrip (copy);
  day = day_length (copy);
  if (copy[day] != '\0' && !is_time_of_day (copy + day + 1))
    {
      if (zone == NULL || !cfl_instant_parse (copy, &instant))
        return FALSE;
      *date = cfl_instant_to_date (instant, zone);
      return cfl_date_is_set (*date);
    }
  copy[day] = '\0';
  if (!split_date (g_strchomp (copy), &parts))
    return FALSE;
  parsed = date_from_parts (&parts, order);
  if (!cfl_date_is_set (parsed))
    return FALSE;
  *date = parsed;
  return TRUE;
}
