/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-wording.h"

#include <glib/gi18n-lib.h>

/* U+2212: as wide as a plus, so that columns align */
#define MINUS "\xe2\x88\x92"

/**
 * cfl_amount_to_display:
 *
 * Returns: (transfer full): 1,920.00 and −34.50: the currency's digits, thousands separated
 */
char *
cfl_amount_to_display (CflDecimal amount, const char *currency)
{
  guint digits = cfl_currency_digits (currency);
  g_autofree char *plain = NULL;
  const char *number;
  const char *point;
  gsize length;
  GString *shown;

  if (!cfl_decimal_is_valid (amount))
    return g_strdup ("?");
  plain = cfl_decimal_to_fixed (cfl_decimal_round (amount, digits), digits);
  number = plain[0] == '-' ? plain + 1 : plain;
  point = strchr (number, '.');
  length = point == NULL ? strlen (number) : (gsize) (point - number);
  shown = g_string_new (plain[0] == '-' ? MINUS : "");
  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (shown, ',');
      g_string_append_c (shown, number[i]);
    }
  if (point != NULL)
    g_string_append (shown, point);
  return g_string_free (shown, FALSE);
}

/**
 * cfl_date_to_display:
 *
 * Returns: (transfer full): 6 March 2026, or "" when the date is not set
 */
char *
cfl_date_to_display (CflDate date)
{
  GDate day;
  g_autoptr (GDateTime) time = NULL;

  if (!cfl_date_is_set (date))
    return g_strdup ("");
  g_date_clear (&day, 1);
  g_date_set_julian (&day, date.julian);
  time = g_date_time_new_utc (g_date_get_year (&day), (int) g_date_get_month (&day),
                              g_date_get_day (&day), 0, 0, 0);
  /* Translators: a date in a sentence, 6 March 2026; see the manual of GDateTime for the letters. */
  return g_date_time_format (time, _ ("%-d %B %Y"));
}

const char *
cfl_reason_get_name (CflReason reason)
{
  static const char *const names[CFL_N_REASONS] = {
    [CFL_REASON_READY] = "ready",
    [CFL_REASON_VOID] = "void",
    [CFL_REASON_DO_NOT_IMPORT] = "do_not_import",
    [CFL_REASON_OUT_OF_WINDOW] = "out_of_window",
    [CFL_REASON_DRAFT] = "draft",
    [CFL_REASON_IMPORTED_ELSEWHERE] = "imported_elsewhere",
    [CFL_REASON_NO_INVOICE_DATE] = "no_invoice_date",
    [CFL_REASON_NO_SUPPLIER_INVOICE_NUMBER] = "no_supplier_invoice_number",
    [CFL_REASON_NO_ORDER_REFERENCE] = "no_order_reference",
    [CFL_REASON_NOT_LINKED] = "not_linked",
    [CFL_REASON_VENDOR_MISSING] = "vendor_missing",
    [CFL_REASON_VENDOR_INACTIVE] = "vendor_inactive",
    [CFL_REASON_VENDOR_CURRENCY] = "vendor_currency",
    [CFL_REASON_CURRENCY_OFF] = "currency_off",
    [CFL_REASON_NOT_POSITIVE] = "not_positive",
    [CFL_REASON_NO_LINES] = "no_lines",
    [CFL_REASON_BOOKS_CLOSED] = "books_closed",
    [CFL_REASON_NO_ACCOUNT] = "no_account",
    [CFL_REASON_NO_PAYABLE_ACCOUNT] = "no_payable_account",
    [CFL_REASON_ROUNDING_GAP] = "rounding_gap",
    [CFL_REASON_NUMBER_CLASH] = "number_clash",
    [CFL_REASON_SENT_AS_PURCHASE_ORDER] = "sent_as_purchase_order",
    [CFL_REASON_PURCHASE_ORDERS_OFF] = "purchase_orders_off",
    [CFL_REASON_PURCHASE_ORDERS_UNAVAILABLE] = "purchase_orders_unavailable",
    [CFL_REASON_PARTLY_BILLED] = "partly_billed",
    [CFL_REASON_TAX_NOT_SUPPORTED] = "tax_not_supported",
    [CFL_REASON_ACCOUNT_UNUSABLE] = "account_unusable",
    [CFL_REASON_BAD_AMOUNT] = "bad_amount",
    [CFL_REASON_NOT_CONNECTED] = "not_connected",
    [CFL_REASON_HERE_TWICE] = "here_twice",
  };

  return (guint) reason < CFL_N_REASONS ? names[reason] : "unexpected";
}
