/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-terms.h"

#include <stdlib.h>
#include <string.h>

#define MAX_MONTHS 24
#define MAX_DAYS 730

/* What the words of a name say, before they are put together. */
typedef struct {
  int days;         /* "30", -1 when there is none */
  int day_of_month; /* "20th", 0 when there is none */
  int weeks_factor; /* 7 for weeks, else 1 */
  gboolean now;     /* cash on delivery, on receipt, prepaid */
  gboolean end;     /* end of month */
  gboolean following;
  gboolean month;
} Words;

/* Words that change nothing. */
static const char *const fillers[] = {
  "net",     "nett",     "days",  "day",     "d",    "from", "of",     "the",     "date",
  "invoice", "after",    "term",  "on",      "in",   "due",  "by",     "at",      "payment",
  "payable", "strictly", "terms", "account", "plus", "paid", "within", "balance", NULL,
};

static const char *const at_once[] = {
  "cod",    "cash",       "delivery", "receipt", "immediate", "immediately",  "prepaid",
  "prepay", "prepayment", "advance",  "upfront", "now",       "presentation", NULL,
};

/**
 * cfl_terms_fold:
 *
 * Returns: (transfer full): the name as it compares, in small letters, with one blank between its words
 *   and without punctuation; the key into #CflCompany.term_days
 */
char *
cfl_terms_fold (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *folded = g_utf8_casefold (valid, -1);
  GString *result = g_string_new (NULL);
  gboolean gap = FALSE;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      /* "2/10" and "50%" mean more than their numbers, so their signs stay. */
      if (!g_unichar_isalnum (c) && !g_unichar_ismark (c) && c != '/' && c != '%')
        {
          gap = gap || c != '.';
          continue;
        }
      if (gap && result->len > 0)
        g_string_append_c (result, ' ');
      gap = FALSE;
      g_string_append_unichar (result, c);
    }
  return g_string_free (result, FALSE);
}

/* Reads "30", "30d", "30days" or "20th" out of one word. */
static gboolean
read_number (const char *word, Words *words)
{
  char *end;
  long value;

  if (!g_ascii_isdigit (word[0]) || strlen (word) > 8)
    return FALSE;
  value = strtol (word, &end, 10);
  if (value > MAX_DAYS)
    return FALSE;

  if (g_str_equal (end, "st") || g_str_equal (end, "nd") || g_str_equal (end, "rd") ||
      g_str_equal (end, "th"))
    {
      if (words->day_of_month != 0 || value < 1 || value > 31)
        return FALSE;
      words->day_of_month = (int) value;
      return TRUE;
    }
  if (end[0] != '\0' && !g_str_equal (end, "d") && !g_str_equal (end, "day") &&
      !g_str_equal (end, "days"))
    return FALSE;
  if (words->days >= 0)
    return FALSE;
  words->days = (int) value;
  return TRUE;
}

static gboolean
read_word (const char *word, Words *words)
{
  if (g_str_equal (word, "eom"))
    words->end = words->month = TRUE;
  else if (g_str_equal (word, "end"))
    words->end = TRUE;
  else if (g_str_equal (word, "following") || g_str_equal (word, "next"))
    words->following = TRUE;
  else if (g_str_equal (word, "month"))
    words->month = TRUE;
  else if (g_str_equal (word, "week") || g_str_equal (word, "weeks"))
    words->weeks_factor = 7;
  else if (g_strv_contains (at_once, word))
    words->now = TRUE;
  else
    return g_strv_contains (fillers, word) || read_number (word, words);
  return TRUE;
}

/* A cash discount changes no due date: of "2/10 net 30" only what follows it counts. */
static const char *
skip_cash_discount (const char *folded)
{
  const char *net = strstr (folded, "net");
  const char *slash = strchr (folded, '/');

  return slash != NULL && net != NULL && slash < net ? net : folded;
}

static gboolean
put_together (const Words *words, CflTerms *terms)
{
  gboolean has_days = words->days >= 0;

  if (words->now)
    {
      if (has_days || words->end || words->day_of_month != 0 || words->month)
        return FALSE;
      *terms = (CflTerms){ 0 };
    }
  else if (words->day_of_month != 0)
    {
      if (has_days || words->end || words->weeks_factor != 1)
        return FALSE;
      *terms = (CflTerms){ .months = 1, .days = words->day_of_month - 1, .within_month = TRUE };
    }
  else if (words->end && words->month)
    {
      int days = has_days ? words->days * words->weeks_factor : 0;

      *terms = (CflTerms){ .months = words->following ? 2 : 1, .days = days - 1 };
    }
  else
    {
      if (!has_days || words->end || words->month || words->following)
        return FALSE;
      *terms = (CflTerms){ .days = words->days * words->weeks_factor };
    }
  return TRUE;
}

/**
 * cfl_terms_guess:
 * @terms: (out): written only on success
 *
 * Reads the usual English names: "30 days", "Net 30", "20th of following month", "COD", "30 days EOM"
 * (30 days after the end of the month), "2/10 net 30". A word it does not know makes the whole name
 * unknown: no due date is better than a wrong one.
 */
gboolean
cfl_terms_guess (const char *name, CflTerms *terms)
{
  g_autofree char *folded = cfl_terms_fold (name);
  g_auto (GStrv) parts = g_strsplit (skip_cash_discount (folded), " ", -1);
  Words words = { .days = -1, .weeks_factor = 1 };

  for (guint i = 0; parts[i] != NULL; i++)
    if (!read_word (parts[i], &words))
      return FALSE;
  return put_together (&words, terms);
}

/**
 * cfl_terms_apply:
 *
 * Returns: the due date of an invoice of @invoice_date
 */
CflDate
cfl_terms_apply (CflTerms terms, CflDate invoice_date)
{
  CflDate start, due;

  if (terms.months == 0)
    return cfl_date_add_days (invoice_date, terms.days);

  start = cfl_date_add_months (cfl_date_first_of_month (invoice_date), terms.months);
  due = cfl_date_add_days (start, terms.days);
  if (terms.within_month)
    {
      CflDate last = cfl_date_add_days (cfl_date_add_months (start, 1), -1);

      if (cfl_date_compare (due, last) > 0)
        due = last;
    }
  return due;
}

/* Reads the user's correction, "months days". */
static gboolean
read_correction (const char *text, CflTerms *terms)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);
  gint64 months, days;

  if (g_strv_length (parts) != 2 ||
      !g_ascii_string_to_signed (parts[0], 10, 0, MAX_MONTHS, &months, NULL) ||
      !g_ascii_string_to_signed (parts[1], 10, -MAX_DAYS, MAX_DAYS, &days, NULL))
    return FALSE;
  *terms = (CflTerms){ .months = (int) months, .days = (int) days };
  return TRUE;
}

/**
 * cfl_terms_due_date:
 * @name: the name of the payment terms, may be empty
 * @due_date: (out): written only on success
 *
 * The user's own correction wins over the guess.
 *
 * Returns: FALSE when the terms are not understood or the invoice has no date; the due date is then
 *   left to QuickBooks
 */
gboolean
cfl_terms_due_date (const CflCompany *company,
                    const char *name,
                    CflDate invoice_date,
                    CflDate *due_date)
{
  g_autofree char *folded = cfl_terms_fold (name);
  const char *correction = g_hash_table_lookup (company->term_days, folded);
  CflTerms terms;
  CflDate due;

  if (folded[0] == '\0' || !cfl_date_is_set (invoice_date))
    return FALSE;
  if ((correction == NULL || !read_correction (correction, &terms)) &&
      !cfl_terms_guess (folded, &terms))
    return FALSE;

  due = cfl_terms_apply (terms, invoice_date);
  if (!cfl_date_is_set (due))
    return FALSE;
  *due_date = due;
  return TRUE;
}
