/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-decimal.h"

#include <string.h>

__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 WideUnsigned;

/* A valid coefficient has at most this many digits: then twice a remainder and ten times a
 * remainder still fit into 128 bits. */
#define MAX_DIGITS 37
/* Two factors with CFL_DECIMAL_MAX_SCALE digits each have an exact product. */
#define MAX_RESULT_SCALE (2 * CFL_DECIMAL_MAX_SCALE)
/* An exponent further away than any text is long. */
#define EXPONENT_LIMIT G_GINT64_CONSTANT (1000000000000)

G_DEFINE_QUARK (cfl_decimal_error_quark, cfl_decimal_error)

static Wide
power_of_ten (guint exponent)
{
  Wide power = 1;

  while (exponent-- > 0)
    power *= 10;
  return power;
}

static CflDecimal
not_valid (void)
{
  return (CflDecimal){ .invalid = TRUE };
}

/* Trailing zeros behind the point go, so that equal numbers have one form; what is out of range
 * becomes a value that is not valid. */
static CflDecimal
make (Wide coefficient, guint scale)
{
  const Wide limit = power_of_ten (MAX_DIGITS);

  while (scale > 0 && coefficient % 10 == 0)
    {
      coefficient /= 10;
      scale--;
    }
  if (coefficient <= -limit || coefficient >= limit || scale > MAX_RESULT_SCALE)
    return not_valid ();
  return (CflDecimal){ .coefficient = coefficient, .scale = scale };
}

/* What the text says, before it is turned into a number. */
typedef struct {
  gboolean negative;
  const char *digits; /* the first digit or the point */
  const char *end;    /* behind the last digit */
  gint64 exponent;
} Scanned;

static gboolean
scan_exponent (const char *p, gint64 *exponent)
{
  gboolean negative = *p == '-';
  gint64 value = 0;

  if (*p == '-' || *p == '+')
    p++;
  if (!g_ascii_isdigit (*p))
    return FALSE;
  for (; g_ascii_isdigit (*p); p++)
    value = MIN (value * 10 + (*p - '0'), EXPONENT_LIMIT);
  *exponent = negative ? -value : value;
  return *p == '\0';
}

static gboolean
scan (const char *text, Scanned *scanned)
{
  const char *p = text;

  scanned->negative = *p == '-';
  if (*p == '-' || *p == '+')
    p++;
  scanned->digits = p;
  scanned->exponent = 0;
  while (g_ascii_isdigit (*p))
    p++;
  if (*p == '.')
    {
      p++;
      if (!g_ascii_isdigit (*p))
        return FALSE;
      while (g_ascii_isdigit (*p))
        p++;
    }
  if (p == scanned->digits)
    return FALSE;
  scanned->end = p;
  if (*p == 'e' || *p == 'E')
    return scan_exponent (p + 1, &scanned->exponent);
  return *p == '\0';
}

/* Turns the digits into 0.ddd × 10^magnitude with d ≠ 0 at first, keeps what stands before the last
 * place an amount can have, and rounds there. FALSE: too many digits before the point. */
static gboolean
evaluate (const Scanned *scanned, CflDecimal *decimal)
{
  gint64 magnitude = scanned->exponent;
  gint64 kept = 0, keep = 0;
  gboolean behind_point = FALSE, significant = FALSE, done = FALSE;
  Wide coefficient = 0;

  for (const char *p = scanned->digits; p < scanned->end; p++)
    {
      int digit;

      if (*p == '.')
        {
          behind_point = TRUE;
          continue;
        }
      digit = *p - '0';
      significant = significant || digit != 0;
      if (!behind_point && significant)
        magnitude++;
      else if (behind_point && !significant)
        magnitude--;
    }
  if (!significant)
    {
      *decimal = (CflDecimal){ 0 };
      return TRUE;
    }
  if (magnitude > CFL_DECIMAL_MAX_INTEGER_DIGITS)
    return FALSE;

  keep = magnitude + CFL_DECIMAL_MAX_SCALE;
  significant = FALSE;
  for (const char *p = scanned->digits; p < scanned->end && !done; p++)
    {
      if (*p == '.' || (*p == '0' && !significant))
        continue;
      significant = TRUE;
      if (kept < keep)
        {
          coefficient = coefficient * 10 + (*p - '0');
          kept++;
        }
      else
        {
          if (kept == keep && *p >= '5')
            coefficient++;
          done = TRUE;
        }
    }
  for (; kept < keep; kept++)
    coefficient *= 10;

  if (coefficient >= power_of_ten (CFL_DECIMAL_MAX_INTEGER_DIGITS + CFL_DECIMAL_MAX_SCALE))
    return FALSE;
  *decimal = make (scanned->negative ? -coefficient : coefficient, CFL_DECIMAL_MAX_SCALE);
  return TRUE;
}

/**
 * cfl_decimal_parse:
 * @text: a number as JSON writes it, "19.99", "-0.5", "1.5E-2"; a leading plus, leading zeros and a
 *   missing zero before the point are taken too
 * @decimal: (out): written only on success
 * @error: a #CflDecimalError
 *
 * The point is always ".", whatever the language of the desktop. Everything else is refused: an
 * empty text, blanks, separators of thousands, hexadecimal numbers, NaN. Digits beyond the first
 * %CFL_DECIMAL_MAX_SCALE behind the point are rounded half away from zero.
 */
gboolean
cfl_decimal_parse (const char *text, CflDecimal *decimal, GError **error)
{
  Scanned scanned;

  if (text == NULL || !scan (text, &scanned))
    {
      g_set_error_literal (error, CFL_DECIMAL_ERROR, CFL_DECIMAL_ERROR_SYNTAX,
                           "The text is not a decimal number");
      return FALSE;
    }
  if (!evaluate (&scanned, decimal))
    {
      g_set_error (error, CFL_DECIMAL_ERROR, CFL_DECIMAL_ERROR_RANGE,
                   "The number has more than %d digits before the point",
                   CFL_DECIMAL_MAX_INTEGER_DIGITS);
      return FALSE;
    }
  return TRUE;
}

/**
 * cfl_decimal_from_text:
 * @text: (nullable): as for cfl_decimal_parse()
 *
 * Returns: the number, or a value that is not valid where cfl_decimal_parse() would fail
 */
CflDecimal
cfl_decimal_from_text (const char *text)
{
  CflDecimal decimal;

  return cfl_decimal_parse (text, &decimal, NULL) ? decimal : not_valid ();
}

CflDecimal
cfl_decimal_from_integer (gint64 value)
{
  return make (value, 0);
}

/**
 * cfl_decimal_from_scaled:
 *
 * Returns: @value divided by 10^@scale; not valid for a @scale above 24
 */
CflDecimal
cfl_decimal_from_scaled (gint64 value, guint scale)
{
  return scale <= MAX_RESULT_SCALE ? make (value, scale) : not_valid ();
}

/* The coefficient at a scale that is not smaller than the number's own; FALSE when it does not fit.
 */
static gboolean
coefficient_at (CflDecimal a, guint scale, Wide *coefficient)
{
  Wide value = a.coefficient;

  for (guint i = a.scale; i < scale; i++)
    if (__builtin_mul_overflow (value, (Wide) 10, &value))
      return FALSE;
  *coefficient = value;
  return TRUE;
}

/**
 * cfl_decimal_to_scaled:
 * @value: (out): the number times 10^@scale; written only on success
 *
 * Returns: FALSE when digits would be lost, the result needs more than 64 bits, or the number is
 * not valid; round first where that is meant
 */
gboolean
cfl_decimal_to_scaled (CflDecimal decimal, guint scale, gint64 *value)
{
  Wide coefficient;

  if (decimal.invalid || decimal.scale > scale || !coefficient_at (decimal, scale, &coefficient) ||
      coefficient > G_MAXINT64 || coefficient < G_MININT64)
    return FALSE;
  *value = (gint64) coefficient;
  return TRUE;
}

CflDecimal
cfl_decimal_add (CflDecimal a, CflDecimal b)
{
  guint scale = MAX (a.scale, b.scale);
  Wide left, right, sum;

  if (a.invalid || b.invalid || !coefficient_at (a, scale, &left) ||
      !coefficient_at (b, scale, &right) || __builtin_add_overflow (left, right, &sum))
    return not_valid ();
  return make (sum, scale);
}

CflDecimal
cfl_decimal_subtract (CflDecimal a, CflDecimal b)
{
  return cfl_decimal_add (a, cfl_decimal_negate (b));
}

CflDecimal
cfl_decimal_multiply (CflDecimal a, CflDecimal b)
{
  Wide product;

  if (a.invalid || b.invalid || __builtin_mul_overflow (a.coefficient, b.coefficient, &product))
    return not_valid ();
  return make (product, a.scale + b.scale);
}

static WideUnsigned
magnitude_of (CflDecimal a)
{
  return a.coefficient < 0 ? -(WideUnsigned) a.coefficient : (WideUnsigned) a.coefficient;
}

/**
 * cfl_decimal_divide:
 * @scale: digits behind the point of the quotient, at most 24
 *
 * Returns: the quotient, rounded half away from zero; not valid when @b is zero
 */
CflDecimal
cfl_decimal_divide (CflDecimal a, CflDecimal b, guint scale)
{
  WideUnsigned dividend = magnitude_of (a), divisor = magnitude_of (b);
  WideUnsigned quotient, rest;
  int places = (int) scale - a.scale + b.scale;

  if (a.invalid || b.invalid || divisor == 0 || scale > MAX_RESULT_SCALE)
    return not_valid ();

  /* Fewer places than the dividend has: enlarge the divisor. Beyond twice the dividend nothing is
   * left even after rounding, so there is no need to go on. */
  for (; places < 0 && divisor <= dividend * 2; places++)
    divisor *= 10;
  if (places < 0)
    return (CflDecimal){ 0 };

  quotient = dividend / divisor;
  rest = dividend % divisor;
  for (; places > 0; places--)
    {
      rest *= 10;
      quotient = quotient * 10 + rest / divisor;
      rest %= divisor;
      if (quotient >= (WideUnsigned) power_of_ten (MAX_DIGITS))
        return not_valid ();
    }
  if (rest >= divisor - rest)
    quotient++;
  return make ((a.coefficient < 0) == (b.coefficient < 0) ? (Wide) quotient : -(Wide) quotient,
               scale);
}

CflDecimal
cfl_decimal_negate (CflDecimal a)
{
  a.coefficient = -a.coefficient;
  return a;
}

CflDecimal
cfl_decimal_absolute (CflDecimal a)
{
  return a.coefficient < 0 ? cfl_decimal_negate (a) : a;
}

/**
 * cfl_decimal_round:
 *
 * Returns: @a with at most @scale digits behind the point, halves rounded away from zero
 */
CflDecimal
cfl_decimal_round (CflDecimal a, guint scale)
{
  Wide unit, rest;

  if (a.invalid || a.scale <= scale)
    return a;

  unit = power_of_ten (a.scale - scale);
  rest = a.coefficient % unit;
  a.coefficient /= unit;
  if (2 * rest >= unit)
    a.coefficient++;
  else if (2 * rest <= -unit)
    a.coefficient--;
  return make (a.coefficient, scale);
}

gboolean
cfl_decimal_is_valid (CflDecimal a)
{
  return !a.invalid;
}

/* A value that is not valid is not zero either. */
gboolean
cfl_decimal_is_zero (CflDecimal a)
{
  return !a.invalid && a.coefficient == 0;
}

/**
 * cfl_decimal_sign:
 *
 * Returns: -1, 0 or 1; 0 for a value that is not valid
 */
int
cfl_decimal_sign (CflDecimal a)
{
  if (a.invalid)
    return 0;
  return (a.coefficient > 0) - (a.coefficient < 0);
}

/**
 * cfl_decimal_compare:
 *
 * Returns: below, equal to or above 0. For sorting a value that is not valid stands before every
 *   number; whether two amounts agree is a question for cfl_decimal_equal().
 */
int
cfl_decimal_compare (CflDecimal a, CflDecimal b)
{
  guint scale = MAX (a.scale, b.scale);
  Wide left, right;

  if (a.invalid || b.invalid)
    return (b.invalid != 0) - (a.invalid != 0);
  /* Only one of the two is enlarged, and one that no longer fits is the larger. */
  if (!coefficient_at (a, scale, &left))
    return a.coefficient > 0 ? 1 : -1;
  if (!coefficient_at (b, scale, &right))
    return b.coefficient > 0 ? -1 : 1;
  return (left > right) - (left < right);
}

/* A value that is not valid equals nothing, not even itself. */
gboolean
cfl_decimal_equal (CflDecimal a, CflDecimal b)
{
  return !a.invalid && !b.invalid && cfl_decimal_compare (a, b) == 0;
}

/* Writes the digits of @coefficient with @scale of them behind the point, then @padding zeros. */
static char *
format (Wide coefficient, guint scale, guint padding)
{
  WideUnsigned rest = coefficient < 0 ? -(WideUnsigned) coefficient : (WideUnsigned) coefficient;
  char buffer[CFL_DECIMAL_TEXT_LENGTH];
  char *p = buffer + sizeof buffer;
  g_autofree char *zeros = g_strnfill (padding, '0');
  guint written = 0;

  *--p = '\0';
  while (rest > 0 || written <= scale)
    {
      if (written == scale && scale > 0)
        *--p = '.';
      *--p = '0' + (char) (rest % 10);
      rest /= 10;
      written++;
    }
  if (coefficient < 0)
    *--p = '-';
  return g_strconcat (p, scale == 0 && padding > 0 ? "." : "", zeros, NULL);
}

/**
 * cfl_decimal_to_text:
 *
 * Returns: (transfer full): the shortest exact text, "19.99", "1920", "-0.5", which is also a JSON
 *   number; "" for a value that is not valid, which nothing takes for a number
 */
char *
cfl_decimal_to_text (CflDecimal a)
{
  CflDecimal shortest = a.invalid ? a : make (a.coefficient, a.scale);

  return shortest.invalid ? g_strdup ("") : format (shortest.coefficient, shortest.scale, 0);
}

/**
 * cfl_decimal_to_fixed:
 * @scale: digits behind the point
 *
 * Returns: (transfer full): the number with exactly @scale digits behind the point, halves rounded
 *   away from zero; "" for a value that is not valid
 */
char *
cfl_decimal_to_fixed (CflDecimal a, guint scale)
{
  CflDecimal rounded = a.invalid ? a : cfl_decimal_round (make (a.coefficient, a.scale), scale);

  if (rounded.invalid)
    return g_strdup ("");
  return format (rounded.coefficient, rounded.scale, scale - rounded.scale);
}

/**
 * cfl_currency_digits:
 * @currency: (nullable): an ISO 4217 code in capitals
 *
 * Returns: the digits behind the point of amounts in @currency, 2 for a currency it does not know
 */
guint
cfl_currency_digits (const char *currency)
{
  static const char none[] =
      " BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ";
  static const char three[] = " BHD IQD JOD KWD LYD OMR TND ";
  static const char four[] = " CLF UYW ";
  char word[6];

  if (currency == NULL || strlen (currency) != 3)
    return 2;
  g_snprintf (word, sizeof word, " %s ", currency);
  if (strstr (none, word) != NULL)
    return 0;
  if (strstr (three, word) != NULL)
    return 3;
  return strstr (four, word) != NULL ? 4 : 2;
}
