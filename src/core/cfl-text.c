/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-text-private.h"

#include <string.h>

/* Joins what stands before and after it into one drawn character. */
#define ZERO_WIDTH_JOINER 0x200d
#define FIRST_SKIN_TONE 0x1f3fb
#define LAST_SKIN_TONE 0x1f3ff

static gboolean
is_line_break (gunichar c)
{
  return c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 ||
         c == 0x2029;
}

static gboolean
is_control (gunichar c)
{
  return g_unichar_iscntrl (c) || is_line_break (c);
}

/* Copies @text (valid UTF-8): each run of characters for which @unwanted holds becomes one blank
 * if none stands beside it, outer blanks go. */
static char *
copy_without (const char *text, gboolean (*unwanted) (gunichar c))
{
  GString *copy = g_string_sized_new (strlen (text));
  gboolean gap = FALSE;
  gsize kept = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (unwanted (c))
        {
          gap = TRUE;
          continue;
        }
      if (copy->len == 0 && g_unichar_isspace (c))
        continue;
      /* After a blank, or before one, no further one is needed. */
      if (gap && copy->len > 0 && copy->len == kept && !g_unichar_isspace (c))
        g_string_append_c (copy, ' ');
      gap = FALSE;
      g_string_append_len (copy, p, g_utf8_next_char (p) - p);
      if (!g_unichar_isspace (c))
        kept = copy->len;
    }

  g_string_truncate (copy, kept);
  return g_string_free (copy, FALSE);
}

static char *
copy_valid_without (const char *text, gboolean (*unwanted) (gunichar c))
{
  g_autofree char *valid = NULL;

  if (text == NULL)
    return g_strdup ("");
  if (g_utf8_validate (text, -1, NULL))
    return copy_without (text, unwanted);
  valid = g_utf8_make_valid (text, -1);
  return copy_without (valid, unwanted);
}

void
cfl_text_set (char **field, const char *text)
{
  char *copy = copy_valid_without (text, is_line_break);

  g_free (*field);
  *field = copy;
}

char *
cfl_text_clean (const char *text)
{
  return copy_valid_without (text, is_control);
}

static gboolean
belongs_to_previous (gunichar c)
{
  return g_unichar_ismark (c) || c == ZERO_WIDTH_JOINER ||
         (c >= FIRST_SKIN_TONE && c <= LAST_SKIN_TONE);
}

char *
cfl_text_cut (const char *text, guint characters)
{
  const char *start = text;
  const char *end = text;
  const char *border;
  char *cut;

  for (guint i = 0; i < characters && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  if (*end == '\0')
    return g_strdup (text);

  border = end;
  while (border > start && (belongs_to_previous (g_utf8_get_char (border)) ||
                            g_utf8_get_char (g_utf8_prev_char (border)) == ZERO_WIDTH_JOINER))
    border = g_utf8_prev_char (border);
  /* A text that is nothing but one letter and its marks is cut all the same. */
  cut = g_strndup (start, (border > start ? border : end) - start);
  return g_strchomp (cut);
}

void
cfl_text_fields_init (gpointer record, const gsize *offsets, gsize n_offsets)
{
  for (gsize i = 0; i < n_offsets; i++)
    G_STRUCT_MEMBER (char *, record, offsets[i]) = g_strdup ("");
}

void
cfl_text_fields_clear (gpointer record, const gsize *offsets, gsize n_offsets)
{
  for (gsize i = 0; i < n_offsets; i++)
    g_clear_pointer (&G_STRUCT_MEMBER (char *, record, offsets[i]), g_free);
}

void
cfl_text_fields_copy (gpointer record, gconstpointer from, const gsize *offsets, gsize n_offsets)
{
  for (gsize i = 0; i < n_offsets; i++)
    {
      g_free (G_STRUCT_MEMBER (char *, record, offsets[i]));
      G_STRUCT_MEMBER (char *, record, offsets[i]) =
          g_strdup (G_STRUCT_MEMBER (char *, from, offsets[i]));
    }
}
