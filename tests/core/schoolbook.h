/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Decimal arithmetic on strings of digits, as it is taught at school: slow, without any binary number,
 * and sharing nothing with CflDecimal, which it judges. All numbers are plain texts, "-12.340". */
char *schoolbook_add (const char *a, const char *b);
char *schoolbook_multiply (const char *a, const char *b);
char *schoolbook_divide (const char *a, const char *b, int scale);
char *schoolbook_round (const char *a, int scale);
char *schoolbook_shift (const char *a, int exponent);
char *schoolbook_shortest (const char *a);
int   schoolbook_compare (const char *a, const char *b);
char *schoolbook_random (GRand *random, int integer_digits, int scale);

G_END_DECLS
