/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CflDecimal:
 *
 * An exact decimal number: a 128-bit coefficient and the number of digits behind the point. It is a
 * plain value, copied by assignment, and a zero-filled one is the number 0.
 *
 * A calculation that leaves the range gives a value that is not valid, and every calculation with
 * such a value is not valid either; so a sum needs one check at its end (cfl_decimal_is_valid())
 * and an overflow can never pass for an amount. No binary floating point is involved anywhere.
 * A product is exact or not valid; only division and cfl_decimal_round() round.
 */
typedef struct {
  __extension__ __int128 coefficient;
  guint8 scale;
  guint8 invalid;
} CflDecimal;

/* The most digits before and behind the point that text may have. */
#define CFL_DECIMAL_MAX_INTEGER_DIGITS 15
#define CFL_DECIMAL_MAX_SCALE 12
/* Room for any decimal as text, with its sign, point and final NUL. */
#define CFL_DECIMAL_TEXT_LENGTH 48

typedef enum {
  CFL_DECIMAL_ERROR_SYNTAX, /* the text is no decimal number */
  CFL_DECIMAL_ERROR_RANGE   /* it has more digits before the point than any amount can have */
} CflDecimalError;
#define CFL_DECIMAL_ERROR (cfl_decimal_error_quark ())
GQuark cfl_decimal_error_quark (void);

gboolean   cfl_decimal_parse (const char *text, CflDecimal *decimal, GError **error);
CflDecimal cfl_decimal_from_text (const char *text);
CflDecimal cfl_decimal_from_integer (gint64 value);
CflDecimal cfl_decimal_from_scaled (gint64 value, guint scale);
gboolean   cfl_decimal_to_scaled (CflDecimal decimal, guint scale, gint64 *value);

CflDecimal cfl_decimal_add (CflDecimal a, CflDecimal b);
CflDecimal cfl_decimal_subtract (CflDecimal a, CflDecimal b);
CflDecimal cfl_decimal_multiply (CflDecimal a, CflDecimal b);
CflDecimal cfl_decimal_divide (CflDecimal a, CflDecimal b, guint scale);
CflDecimal cfl_decimal_negate (CflDecimal a);
CflDecimal cfl_decimal_absolute (CflDecimal a);
CflDecimal cfl_decimal_round (CflDecimal a, guint scale);

gboolean   cfl_decimal_is_valid (CflDecimal a);
gboolean   cfl_decimal_is_zero (CflDecimal a);
int        cfl_decimal_sign (CflDecimal a);
int        cfl_decimal_compare (CflDecimal a, CflDecimal b);
gboolean   cfl_decimal_equal (CflDecimal a, CflDecimal b);

char      *cfl_decimal_to_text (CflDecimal a) G_GNUC_WARN_UNUSED_RESULT;
char      *cfl_decimal_to_fixed (CflDecimal a, guint scale) G_GNUC_WARN_UNUSED_RESULT;

guint      cfl_currency_digits (const char *currency);

G_END_DECLS
