/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What follows from all rows of an order: who it is from, how it stands, what it comes to. */

#include "config.h"

#include "cfl-order-csv-private.h"

#include <glib/gi18n-lib.h>

/* Digits of a tax rate that is worked out from an amount of tax. */
#define RATE_SCALE 2
#define EXACT_RATE_SCALE 6
/* An amount that does not fit into 63 bits with these digits was never paid. */
#define LARGEST_SCALE 4

static void
report (CflOrderCsvReader *reader, CflCsvDraft *draft, CflCsvField field, const char *sentence)
{
  cfl_order_csv_reader_report (reader, draft, draft->first_row, field, "%s", sentence);
}

static void
complete_supplier (CflOrderCsvReader *reader, CflCsvDraft *draft)
{
  CflOrder *order = draft->order;

  if (order->supplier[0] == '\0')
    {
      g_autofree char *name =
          g_strdup_printf ("%s %s", draft->first_name == NULL ? "" : draft->first_name,
                           draft->last_name == NULL ? "" : draft->last_name);

      cfl_text_set (&order->supplier, name);
    }
  if (order->supplier[0] == '\0')
    report (reader, draft, CFL_CSV_FIELD_SUPPLIER, _ ("the supplier is missing."));
  cfl_text_set (&order->contact_source_id, order->supplier);
}

static gboolean
is_one_of (const char *text, const char *const *words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Any word that is neither a draft's nor a void order's is a stage of an order that stands. */
static void
complete_status (CflCsvDraft *draft)
{
  static const char *const drafts[] = { "draft", "saved draft", NULL };
  static const char *const voids[] = { "void",      "voided",   "void - reverse stock",
                                       "cancelled", "canceled", "deleted",
                                       NULL };

  if (draft->status == NULL)
    return;
  if (g_ascii_strcasecmp (draft->status, "approved") != 0)
    cfl_text_set (&draft->order->stage, draft->status);
  if (is_one_of (draft->status, drafts))
    draft->order->state = CFL_ORDER_STATE_DRAFT;
  else if (is_one_of (draft->status, voids))
    draft->order->state = CFL_ORDER_STATE_VOID;
}

static void
complete_currency (CflOrderCsvReader *reader, CflCsvDraft *draft)
{
  g_autofree char *upper = g_ascii_strup (draft->order->currency, -1);
  gsize letters = 0;

  while (g_ascii_isupper (upper[letters]))
    letters++;
  if (upper[0] != '\0' && (letters != 3 || upper[3] != '\0'))
    cfl_order_csv_reader_report (reader, draft, draft->first_row, CFL_CSV_FIELD_CURRENCY,
                                 _ ("“%s” is not a currency of three letters, such as USD."),
                                 draft->order->currency);
  else
    cfl_text_set (&draft->order->currency, upper);
}

static CflDecimal
sum_lines (const CflOrder *order)
{
  CflDecimal sum = { 0 };

  for (guint i = 0; i < order->lines->len; i++)
    sum = cfl_decimal_add (sum, cfl_order_line_amount (g_ptr_array_index (order->lines, i)));
  return sum;
}

/* Freight and surcharge less discount. */
static CflDecimal
sum_charges (const CflOrder *order)
{
  return cfl_decimal_subtract (cfl_decimal_add (order->freight, order->surcharge), order->discount);
}

/* Where no line has an amount of its own, one line carries the order's. */
static void
carry_total_in_a_line (const CflOrderCsvReader *reader, CflCsvDraft *draft)
{
  CflOrder *order = draft->order;
  const CflCsvMapping *mapping = &reader->mapping;
  CflDecimal goods;
  CflOrderLine *line;

  if (cfl_csv_mapping_has (mapping, CFL_CSV_FIELD_UNIT_PRICE) ||
      cfl_csv_mapping_has (mapping, CFL_CSV_FIELD_LINE_TOTAL) ||
      !cfl_csv_draft_has (draft, CFL_CSV_FIELD_TOTAL) || !cfl_decimal_is_zero (sum_lines (order)))
    return;
  goods =
      cfl_decimal_subtract (cfl_decimal_subtract (order->total, draft->tax), sum_charges (order));
  line = order->lines->len == 1 ? g_ptr_array_index (order->lines, 0) : cfl_order_add_line (order);
  cfl_order_csv_set_line_amount (line, goods);
}

static void
name_lines (CflOrder *order)
{
  for (guint i = 0; i < order->lines->len; i++)
    {
      CflOrderLine *line = g_ptr_array_index (order->lines, i);

      if (line->name[0] == '\0' && line->code[0] == '\0' && line->comment[0] == '\0')
        cfl_text_set (&line->name, _ ("Goods"));
    }
}

/* A charge of the order that stands in several rows could also be one of each line; the total tells, and
 * where there is none nobody can. */
static void
complete_total (CflOrderCsvReader *reader, CflCsvDraft *draft)
{
  CflOrder *order = draft->order;
  CflDecimal off;

  if (!cfl_csv_draft_has (draft, CFL_CSV_FIELD_TOTAL))
    {
      order->total =
          cfl_decimal_add (cfl_decimal_add (order->product_total, sum_charges (order)), draft->tax);
      if (draft->charge_rows > 1)
        report (reader, draft, CFL_CSV_FIELD_TOTAL,
                _ ("tax, freight, surcharge or discount stands in several of its rows, and without "
                   "a total it cannot be told whether it counts once or for each line. Add a "
                   "column with the order's total."));
    }
  if (!cfl_csv_draft_has (draft, CFL_CSV_FIELD_PRODUCT_TOTAL))
    return;
  off = cfl_decimal_absolute (cfl_decimal_subtract (order->product_total, draft->product_total));
  if (!cfl_decimal_is_valid (off) || cfl_decimal_compare (off, cfl_decimal_from_integer (1)) > 0)
    report (reader, draft, CFL_CSV_FIELD_PRODUCT_TOTAL,
            _ ("its lines do not come to the product total. Look for missing rows."));
}

/* The rate that gives this tax: a round one if it does so to the cent. */
static CflDecimal
work_out_rate (CflDecimal tax, CflDecimal base)
{
  CflDecimal hundred = cfl_decimal_from_integer (100);
  CflDecimal percent = cfl_decimal_multiply (tax, hundred);
  CflDecimal rate = cfl_decimal_divide (percent, base, RATE_SCALE);
  CflDecimal given = cfl_decimal_divide (cfl_decimal_multiply (base, rate), hundred, 2);

  if (cfl_decimal_equal (given, cfl_decimal_round (tax, 2)))
    return rate;
  return cfl_decimal_divide (percent, base, EXACT_RATE_SCALE);
}

static void
complete_tax (CflOrderCsvReader *reader, CflCsvDraft *draft)
{
  CflOrder *order = draft->order;
  CflDecimal base = cfl_decimal_add (order->product_total, sum_charges (order));
  const char *status = draft->tax_status == NULL ? "" : draft->tax_status;

  if (g_ascii_strncasecmp (status, "incl", 4) == 0)
    order->tax_status = CFL_TAX_STATUS_INCLUSIVE;
  else if (g_ascii_strncasecmp (status, "excl", 4) == 0)
    order->tax_status = CFL_TAX_STATUS_EXCLUSIVE;
  else if (g_ascii_strncasecmp (status, "exempt", 6) == 0)
    order->tax_status = CFL_TAX_STATUS_EXEMPT;
  else if (status[0] != '\0')
    cfl_order_csv_reader_report (reader, draft, draft->first_row, CFL_CSV_FIELD_TAX_STATUS,
                                 _ ("“%s” is no tax status. It can be Incl, Excl or Exempt."),
                                 status);
  else if (!cfl_decimal_is_zero (draft->tax))
    order->tax_status = cfl_decimal_equal (base, order->total) ? CFL_TAX_STATUS_INCLUSIVE
                                                               : CFL_TAX_STATUS_EXCLUSIVE;

  if (order->tax_status == CFL_TAX_STATUS_INCLUSIVE)
    base = cfl_decimal_subtract (base, draft->tax);
  if (!cfl_decimal_is_zero (draft->tax) && cfl_decimal_is_zero (order->tax_rate) &&
      cfl_decimal_sign (base) > 0)
    order->tax_rate = work_out_rate (draft->tax, base);
}

static gboolean
is_too_large (CflDecimal amount)
{
  gint64 scaled;

  return !cfl_decimal_to_scaled (cfl_decimal_round (amount, LARGEST_SCALE), LARGEST_SCALE, &scaled);
}

void
cfl_order_csv_reader_complete (CflOrderCsvReader *self, CflCsvDraft *draft)
{
  CflOrder *order = draft->order;

  /* What is wrong in a row may be why the rest looks wrong too. */
  if (draft->is_bad)
    return;
  complete_supplier (self, draft);
  complete_status (draft);
  complete_currency (self, draft);
  if (draft->is_bad)
    return;

  carry_total_in_a_line (self, draft);
  name_lines (order);
  order->product_total = sum_lines (order);
  complete_total (self, draft);
  complete_tax (self, draft);
  if (order->lines->len == 0)
    report (self, draft, CFL_CSV_FIELD_IGNORE, _ ("it has no lines and no total."));
  else if (is_too_large (order->total) || is_too_large (order->product_total) ||
           is_too_large (order->tax_rate))
    report (self, draft, CFL_CSV_FIELD_TOTAL, _ ("its amounts are too large to be true."));
}
