/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "schoolbook.h"

#include <string.h>

/* Every number is written into this many places, half of them behind the point. */
#define PLACES 160
#define POINT (PLACES / 2)

/* place[POINT] is the digit of the ones, place[POINT + 1] that of the tenths. */
typedef struct {
  gboolean negative;
  int place[PLACES];
} Sheet;

static Sheet
write_down (const char *text)
{
  Sheet sheet = { .negative = text[0] == '-' };
  const char *digits = text + (sheet.negative ? 1 : 0);
  const char *point = strchr (digits, '.');
  int before = (int) (point != NULL ? (gsize) (point - digits) : strlen (digits));
  int position = POINT - before + 1;

  for (const char *p = digits; *p != '\0'; p++)
    if (*p != '.')
      {
        g_assert_cmpint (position, >=, 0);
        g_assert_cmpint (position, <, PLACES);
        sheet.place[position++] = *p - '0';
      }
  return sheet;
}

static char *
read_off (const Sheet *sheet)
{
  GString *text = g_string_new (NULL);
  int first = 0, last = PLACES - 1;

  while (first < POINT && sheet->place[first] == 0)
    first++;
  while (last > POINT && sheet->place[last] == 0)
    last--;
  for (int i = first; i <= last; i++)
    {
      if (i == POINT + 1)
        g_string_append_c (text, '.');
      g_string_append_c (text, (char) ('0' + sheet->place[i]));
    }
  if (sheet->negative && !g_str_equal (text->str, "0"))
    g_string_prepend_c (text, '-');
  return g_string_free (text, FALSE);
}

static int
compare_sizes (const Sheet *a, const Sheet *b)
{
  for (int i = 0; i < PLACES; i++)
    if (a->place[i] != b->place[i])
      return a->place[i] < b->place[i] ? -1 : 1;
  return 0;
}

static void
carry (Sheet *sheet)
{
  for (int i = PLACES - 1; i > 0; i--)
    {
      while (sheet->place[i] < 0)
        {
          sheet->place[i] += 10;
          sheet->place[i - 1]--;
        }
      sheet->place[i - 1] += sheet->place[i] / 10;
      sheet->place[i] %= 10;
    }
}

static Sheet
add_sheets (const Sheet *a, const Sheet *b)
{
  gboolean a_is_larger = compare_sizes (a, b) >= 0;
  const Sheet *large = a_is_larger ? a : b;
  const Sheet *small = a_is_larger ? b : a;
  Sheet sum = *large;

  for (int i = 0; i < PLACES; i++)
    sum.place[i] += a->negative == b->negative ? small->place[i] : -small->place[i];
  carry (&sum);
  return sum;
}

char *
schoolbook_add (const char *a, const char *b)
{
  Sheet left = write_down (a), right = write_down (b);
  Sheet sum = add_sheets (&left, &right);

  return read_off (&sum);
}

char *
schoolbook_multiply (const char *a, const char *b)
{
  Sheet left = write_down (a), right = write_down (b);
  Sheet product = { .negative = left.negative != right.negative };

  for (int i = 0; i < PLACES; i++)
    for (int k = 0; k < PLACES; k++)
      if (left.place[i] != 0 && right.place[k] != 0)
        product.place[i + k - POINT] += left.place[i] * right.place[k];
  carry (&product);
  return read_off (&product);
}

char *
schoolbook_round (const char *a, int scale)
{
  Sheet sheet = write_down (a);
  gboolean up = sheet.place[POINT + scale + 1] >= 5;

  for (int i = POINT + scale + 1; i < PLACES; i++)
    sheet.place[i] = 0;
  if (up)
    sheet.place[POINT + scale]++;
  carry (&sheet);
  return read_off (&sheet);
}

char *
schoolbook_shift (const char *a, int exponent)
{
  Sheet from = write_down (a);
  Sheet to = { .negative = from.negative };

  for (int i = 0; i < PLACES; i++)
    if (from.place[i] != 0)
      {
        g_assert_cmpint (i - exponent, >=, 0);
        g_assert_cmpint (i - exponent, <, PLACES);
        to.place[i - exponent] = from.place[i];
      }
  return read_off (&to);
}

/* Long division: for each place the divisor is taken away as often as it goes. */
char *
schoolbook_divide (const char *a, const char *b, int scale)
{
  Sheet rest = write_down (a), divisor = write_down (b);
  Sheet quotient = { .negative = rest.negative != divisor.negative };
  g_autofree char *exact = NULL;

  rest.negative = FALSE;
  for (int exponent = 40; exponent >= -(scale + 1); exponent--)
    {
      g_autofree char *shifted = schoolbook_shift (b, exponent);
      Sheet step = write_down (shifted);

      step.negative = TRUE;
      while (compare_sizes (&rest, &step) >= 0)
        {
          rest = add_sheets (&rest, &step);
          rest.negative = FALSE;
          quotient.place[POINT - exponent]++;
        }
    }
  exact = read_off (&quotient);
  return schoolbook_round (exact, scale);
}

char *
schoolbook_shortest (const char *a)
{
  Sheet sheet = write_down (a);

  return read_off (&sheet);
}

int
schoolbook_compare (const char *a, const char *b)
{
  Sheet left = write_down (a), right = write_down (b);
  Sheet nothing = { 0 };
  gboolean both_zero =
      compare_sizes (&left, &nothing) == 0 && compare_sizes (&right, &nothing) == 0;

  if (both_zero)
    return 0;
  if (left.negative != right.negative)
    return left.negative ? -1 : 1;
  return left.negative ? -compare_sizes (&left, &right) : compare_sizes (&left, &right);
}

/* A number with up to so many digits before and behind the point; often short, often a half. */
char *
schoolbook_random (GRand *random, int integer_digits, int scale)
{
  GString *text = g_string_new (g_rand_int_range (random, 0, 3) == 0 ? "-" : "");
  int before = g_rand_int_range (random, 1, integer_digits + 1);
  int behind = g_rand_int_range (random, 0, scale + 1);

  for (int i = 0; i < before; i++)
    g_string_append_c (text, (char) ('0' + g_rand_int_range (random, 0, 10)));
  if (behind > 0)
    g_string_append_c (text, '.');
  for (int i = 0; i < behind; i++)
    g_string_append_c (text, g_rand_int_range (random, 0, 4) == 0
                                 ? '5'
                                 : (char) ('0' + g_rand_int_range (random, 0, 10)));
  return g_string_free (text, FALSE);
}
