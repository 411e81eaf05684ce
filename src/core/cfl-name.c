/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-name-private.h"
#include "cfl-vendor.h"

#include <string.h>

/* Legal forms as they stand after folding. */
static const char *const legal_forms[] = {
  "ab",           "ag",          "as",  "asa",  "bhd",     "bv",     "bvba", "co",  "company",
  "corp",         "corporation", "doo", "eirl", "eurl",    "gesmbh", "gmbh", "hf",  "inc",
  "incorporated", "kft",         "kg",  "kk",   "limited", "llc",    "llp",  "lp",  "ltd",
  "ltda",         "mbh",         "nv",  "ohg",  "oo",      "oy",     "oyj",  "plc", "private",
  "pte",          "pty",         "pvt", "sa",   "sarl",    "sas",    "sdn",  "sl",  "slu",
  "snc",          "spa",         "srl", "sro",  "ug",      "zrt",    NULL,
};

/* What stands before a legal form and belongs to it: "GmbH & Co. KG", "sp. z o.o.". */
static const char *const before_legal_forms[] = { "and", "sp", "z", NULL };

/* Letters that have no decomposition into a plain letter and a mark. */
static const char *
plain_letters (gunichar c)
{
  switch (c)
    {
    case 0xe6: /* æ */
      return "ae";
    case 0xf0:  /* ð */
    case 0x111: /* đ */
      return "d";
    case 0xf8: /* ø */
      return "o";
    case 0xfe: /* þ */
      return "th";
    case 0x127: /* ħ */
      return "h";
    case 0x131: /* ı */
      return "i";
    case 0x142: /* ł */
      return "l";
    case 0x153: /* œ */
      return "oe";
    default:
      return NULL;
    }
}

/* Points and apostrophes join what they separate ("s.r.o.", "O'Brien"); other signs part words. */
static gboolean
is_joining (gunichar c)
{
  return c == '.' || c == '\'' || c == 0x2019 || c == '`';
}

static void
append_folded (GString *text, gunichar c, gboolean *gap)
{
  const char *plain = plain_letters (c);

  if (g_unichar_ismark (c) || is_joining (c))
    return;
  if (!g_unichar_isalnum (c) && c != '&' && c != '+')
    {
      *gap = TRUE;
      return;
    }
  if ((*gap || c == '&' || c == '+') && text->len > 0)
    g_string_append_c (text, ' ');
  *gap = c == '&' || c == '+';
  if (*gap)
    g_string_append (text, "and");
  else if (plain != NULL)
    g_string_append (text, plain);
  else
    g_string_append_unichar (text, c);
}

static gboolean
is_single_letter (const char *word)
{
  return word[0] != '\0' && *g_utf8_next_char (word) == '\0';
}

/* "s r o" and "A B C" were meant as one word. */
static GPtrArray *
join_single_letters (char **words)
{
  GPtrArray *joined = g_ptr_array_new_with_free_func (g_free);
  GString *run = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (is_single_letter (words[i]))
        {
          g_string_append (run, words[i]);
          if (words[i + 1] != NULL && is_single_letter (words[i + 1]))
            continue;
          g_ptr_array_add (joined, g_strdup (run->str));
          g_string_truncate (run, 0);
        }
      else if (words[i][0] != '\0')
        g_ptr_array_add (joined, g_strdup (words[i]));
    }
  g_string_free (run, TRUE);
  return joined;
}

static gboolean
ends_with_one_of (GPtrArray *words, const char *const *list)
{
  return words->len > 1 && g_strv_contains (list, g_ptr_array_index (words, words->len - 1));
}

/* Legal forms stand at the end. A name that is nothing else keeps its first word. */
static void
drop_legal_forms (GPtrArray *words)
{
  while (ends_with_one_of (words, legal_forms))
    {
      g_ptr_array_set_size (words, (int) words->len - 1);
      while (ends_with_one_of (words, before_legal_forms))
        g_ptr_array_set_size (words, (int) words->len - 1);
    }
}

char *
cfl_name_fold (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = g_utf8_casefold (decomposed, -1);
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) parts = NULL;
  g_autoptr (GPtrArray) words = NULL;
  gboolean gap = FALSE;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    append_folded (text, g_utf8_get_char (p), &gap);

  parts = g_strsplit (text->str, " ", -1);
  words = join_single_letters (parts);
  drop_legal_forms (words);
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" ", (char **) words->pdata);
}

/* The pairs of neighbouring letters in each word, a word of one letter as itself; sorted. */
static GArray *
letter_pairs (const char *folded)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (guint64));
  gunichar previous = ' ';

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar next = g_utf8_get_char (g_utf8_next_char (p));
      guint64 pair = ((guint64) previous << 32) | c;

      if (c != ' ' && (previous != ' ' || next == ' ' || next == 0))
        g_array_append_val (pairs, pair);
      previous = c;
    }
  return pairs;
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  guint64 left = *(const guint64 *) a, right = *(const guint64 *) b;

  return (left > right) - (left < right);
}

/**
 * cfl_name_likeness:
 *
 * Dice's measure over pairs of letters: twice the pairs that both names have, divided by all pairs.
 * The order of words does not matter, and neither does a word too much matter a lot.
 *
 * Returns: 0 to 100 for two folded names; 100 only for equal ones
 */
guint
cfl_name_likeness (const char *a, const char *b)
{
  g_autoptr (GArray) left = letter_pairs (a);
  g_autoptr (GArray) right = letter_pairs (b);
  guint common = 0;

  if (a[0] == '\0' || b[0] == '\0')
    return 0;
  if (g_str_equal (a, b))
    return 100;
  g_array_sort (left, compare_pairs);
  g_array_sort (right, compare_pairs);
  for (guint i = 0, k = 0; i < left->len && k < right->len;)
    {
      int order =
          compare_pairs (&g_array_index (left, guint64, i), &g_array_index (right, guint64, k));

      common += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      k += order >= 0 ? 1 : 0;
    }
  return MIN (99, (200 * common + (left->len + right->len) / 2) / (left->len + right->len));
}
