/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-decimal.h"
#include "cfl-test.h"
#include "schoolbook.h"

#include <locale.h>
#include <string.h>

#define CASES 4000
#define SEED 20260301

static CflDecimal
number (const char *text)
{
  CflDecimal decimal;
  g_autoptr (GError) error = NULL;

  cfl_decimal_parse (text, &decimal, &error);
  g_assert_no_error (error);
  return decimal;
}

static void
assert_text (CflDecimal decimal, const char *expected)
{
  g_autofree char *text = cfl_decimal_to_text (decimal);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_fixed (const char *text, guint scale, const char *expected)
{
  g_autofree char *fixed = cfl_decimal_to_fixed (number (text), scale);

  g_assert_cmpstr (fixed, ==, expected);
}

static void
test_parse (void)
{
  static const char *const cases[][2] = {
    { "0", "0" },
    { "-0", "0" },
    { "-0.000", "0" },
    { "0e999999999999999999999", "0" },
    { "19.99", "19.99" },
    { "1920.00", "1920" },
    { "-0.5", "-0.5" },
    { "+7", "7" },
    { "007.50", "7.5" },
    { ".5", "0.5" },
    { "1e3", "1000" },
    { "1.5E-2", "0.015" },
    { "1.5e+2", "150" },
    { "120e-1", "12" },
    { "0.00001e5", "1" },
    { "999999999999999", "999999999999999" },
    { "-999999999999999.999999999999", "-999999999999999.999999999999" },
    { "0.000000000001", "0.000000000001" },
    { "0.0000000000005", "0.000000000001" },
    { "0.0000000000004999", "0" },
    { "-0.0000000000005", "-0.000000000001" },
    { "1.0000000000015", "1.000000000002" },
    { "1e-999999999999999999999", "0" },
    { "000000000000000000000000000000000000000000000000000000001", "1" },
    { "0.1000000000000000055511151231257827021181583404541015625", "0.1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_text (number (cases[i][0]), cases[i][1]);
}

static void
test_parse_refuses (void)
{
  static const char *const cases[] = {
    "",
    "-",
    "+",
    ".",
    "5.",
    "-.",
    "e3",
    "1e",
    "1e+",
    "1e3.5",
    " 1",
    "1 ",
    "1 000",
    "1,5",
    "1,000",
    "0x10",
    "NaN",
    "nan",
    "Infinity",
    "inf",
    "--1",
    "+-1",
    "1-",
    "1.2.3",
    "1_000",
    "1e3e3",
    "true",
    "\"1\"",
    "\xc2\xa0"
    "1",
    "1\n",
    "\xe2\x88\x92"
    "1",
    "\xd9\xa1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CflDecimal decimal = cfl_decimal_from_integer (7);
      g_autoptr (GError) error = NULL;

      g_assert_false (cfl_decimal_parse (cases[i], &decimal, &error));
      g_assert_error (error, CFL_DECIMAL_ERROR, CFL_DECIMAL_ERROR_SYNTAX);
      assert_text (decimal, "7");
      g_assert_false (cfl_decimal_is_valid (cfl_decimal_from_text (cases[i])));
    }
  g_assert_false (cfl_decimal_is_valid (cfl_decimal_from_text (NULL)));
}

static void
test_parse_range (void)
{
  static const char *const cases[] = { "1000000000000000", "1e15", "-1e15", "1e999999999999999999",
                                       "999999999999999.9999999999995" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CflDecimal decimal;
      g_autoptr (GError) error = NULL;

      g_assert_false (cfl_decimal_parse (cases[i], &decimal, &error));
      g_assert_error (error, CFL_DECIMAL_ERROR, CFL_DECIMAL_ERROR_RANGE);
    }
}

/* A desktop that writes 1,5 must neither read nor write amounts so. */
static void
test_language (void)
{
  const char *set = setlocale (LC_NUMERIC, "de_DE.UTF-8");

  assert_text (number ("1.5"), "1.5");
  g_assert_false (cfl_decimal_is_valid (cfl_decimal_from_text ("1,5")));
  setlocale (LC_NUMERIC, "C");
  if (set == NULL)
    g_test_message ("No German locale here; only the plain one was tried");
}

static void
test_fixed (void)
{
  assert_fixed ("833.325", 2, "833.33");
  assert_fixed ("-833.325", 2, "-833.33");
  assert_fixed ("833.3249999", 2, "833.32");
  assert_fixed ("19.9", 2, "19.90");
  assert_fixed ("5", 0, "5");
  assert_fixed ("4.5", 0, "5");
  assert_fixed ("-0.004", 2, "0.00");
  assert_fixed ("0", 3, "0.000");
  assert_fixed ("1", 12, "1.000000000000");
  assert_fixed ("0.995", 2, "1.00");
}

static void
test_scaled (void)
{
  gint64 value = 0;

  assert_text (cfl_decimal_from_scaled (199950, 4), "19.995");
  assert_text (cfl_decimal_from_scaled (-5, 1), "-0.5");
  assert_text (cfl_decimal_from_integer (G_MININT64), "-9223372036854775808");
  g_assert_true (cfl_decimal_to_scaled (number ("19.995"), 4, &value));
  g_assert_cmpint (value, ==, 199950);
  g_assert_false (cfl_decimal_to_scaled (number ("19.995"), 2, &value));
  g_assert_false (cfl_decimal_to_scaled (number ("999999999999999"), 6, &value));
  g_assert_cmpint (value, ==, 199950);
  g_assert_false (cfl_decimal_is_valid (cfl_decimal_from_scaled (1, 25)));
}

static void
test_overflow (void)
{
  CflDecimal large = number ("999999999999999.999999999999");
  CflDecimal product = cfl_decimal_multiply (large, large);
  g_autofree char *text = cfl_decimal_to_text (product);

  g_assert_false (cfl_decimal_is_valid (product));
  g_assert_cmpstr (text, ==, "");
  g_assert_false (cfl_decimal_is_valid (cfl_decimal_add (product, large)));
  g_assert_false (cfl_decimal_is_valid (cfl_decimal_subtract (large, product)));
  g_assert_false (cfl_decimal_is_valid (cfl_decimal_round (product, 2)));
  g_assert_false (cfl_decimal_is_valid (cfl_decimal_negate (product)));
  g_assert_false (cfl_decimal_is_valid (cfl_decimal_multiply (product, (CflDecimal){ 0 })));
  g_assert_false (cfl_decimal_equal (product, product));
  g_assert_false (cfl_decimal_is_zero (product));
  g_assert_cmpint (cfl_decimal_compare (product, (CflDecimal){ 0 }), <, 0);
  g_assert_false (cfl_decimal_is_valid (cfl_decimal_divide (large, (CflDecimal){ 0 }, 2)));
}

static void
test_currencies (void)
{
  static const char *const none[] = { "JPY", "KRW", "VND", "CLP", "ISK", "XPF" };
  static const char *const three[] = { "BHD", "KWD", "OMR", "TND", "JOD", "IQD", "LYD" };
  static const char *const two[] = { "USD", "AUD", "EUR", "HUF", "", "JP", "jpy", " JP", "JPYX" };

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_cmpuint (cfl_currency_digits (none[i]), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (three); i++)
    g_assert_cmpuint (cfl_currency_digits (three[i]), ==, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (two); i++)
    g_assert_cmpuint (cfl_currency_digits (two[i]), ==, 2);
  g_assert_cmpuint (cfl_currency_digits (NULL), ==, 2);
}

static void
test_against_schoolbook_text (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (int i = 0; i < CASES; i++)
    {
      int exponent = g_rand_int_range (random, -14, 5);
      guint scale = (guint) g_rand_int_range (random, 0, 13);
      g_autofree char *text = schoolbook_random (random, 10, 20);
      g_autofree char *with_exponent = g_strdup_printf ("%se%d", text, exponent);
      g_autofree char *shifted = schoolbook_shift (text, exponent);
      g_autofree char *expected = schoolbook_round (shifted, CFL_DECIMAL_MAX_SCALE);
      g_autofree char *rounded = schoolbook_round (expected, (int) scale);
      CflDecimal decimal = number (with_exponent);
      g_autofree char *fixed = cfl_decimal_to_fixed (decimal, scale);
      g_autofree char *trimmed = schoolbook_shortest (fixed);
      const char *point = strchr (fixed, '.');

      assert_text (decimal, expected);
      assert_text (number (expected), expected);
      assert_text (cfl_decimal_round (decimal, scale), rounded);
      g_assert_cmpstr (trimmed, ==, rounded);
      g_assert_cmpuint (point != NULL ? strlen (point + 1) : 0, ==, scale);
    }
}

static void
test_against_schoolbook_sums (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 1);

  for (int i = 0; i < CASES; i++)
    {
      g_autofree char *a = schoolbook_random (random, 15, 12);
      g_autofree char *b = schoolbook_random (random, i % 2 == 0 ? 15 : 2, 12);
      g_autofree char *sum = schoolbook_add (a, b);
      g_autofree char *back = schoolbook_shortest (a);
      CflDecimal total = cfl_decimal_add (number (a), number (b));

      assert_text (total, sum);
      assert_text (cfl_decimal_subtract (total, number (b)), back);
      g_assert_cmpint (cfl_decimal_compare (number (a), number (b)), ==, schoolbook_compare (a, b));
      g_assert_cmpint (cfl_decimal_sign (number (a)), ==, schoolbook_compare (a, "0"));
      g_assert_true (cfl_decimal_equal (number (a), number (back)));
    }
}

static void
test_against_schoolbook_products (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 2);

  for (int i = 0; i < CASES; i++)
    {
      g_autofree char *a = schoolbook_random (random, 9, 9);
      g_autofree char *b = schoolbook_random (random, 8, 9);
      g_autofree char *product = schoolbook_multiply (a, b);
      CflDecimal divisor = number (b);

      assert_text (cfl_decimal_multiply (number (a), number (b)), product);
      if (!cfl_decimal_is_zero (divisor))
        {
          int scale = g_rand_int_range (random, 0, 13);
          g_autofree char *quotient = schoolbook_divide (a, b, scale);

          assert_text (cfl_decimal_divide (number (a), divisor, (guint) scale), quotient);
        }
    }
}

/* Products at the edge of the range are exact or not valid, never wrong. */
static void
test_against_schoolbook_edge (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 3);
  int valid = 0;

  for (int i = 0; i < CASES; i++)
    {
      g_autofree char *a = schoolbook_random (random, 15, 12);
      g_autofree char *b = schoolbook_random (random, 15, 12);
      g_autofree char *expected = schoolbook_multiply (a, b);
      CflDecimal product = cfl_decimal_multiply (number (a), number (b));

      if (!cfl_decimal_is_valid (product))
        continue;
      valid++;
      assert_text (product, expected);
    }
  g_assert_cmpint (valid, >, CASES / 10);
  g_assert_cmpint (valid, <, CASES);
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);

  g_test_add_func ("/decimal/parse", test_parse);
  g_test_add_func ("/decimal/parse-refuses", test_parse_refuses);
  g_test_add_func ("/decimal/parse-range", test_parse_range);
  g_test_add_func ("/decimal/language", test_language);
  g_test_add_func ("/decimal/fixed", test_fixed);
  g_test_add_func ("/decimal/scaled", test_scaled);
  g_test_add_func ("/decimal/overflow", test_overflow);
  g_test_add_func ("/decimal/currencies", test_currencies);
  g_test_add_func ("/decimal/schoolbook/text", test_against_schoolbook_text);
  g_test_add_func ("/decimal/schoolbook/sums", test_against_schoolbook_sums);
  g_test_add_func ("/decimal/schoolbook/products", test_against_schoolbook_products);
  g_test_add_func ("/decimal/schoolbook/edge", test_against_schoolbook_edge);

  return g_test_run ();
}
