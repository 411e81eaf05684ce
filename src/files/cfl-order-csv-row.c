/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What one row says of its order, and the line that it is. */

#include "config.h"

#include "cfl-order-csv-private.h"

#include <glib/gi18n-lib.h>

/* Money has at most this many digits in what a quantity times a price is compared with. */
#define CENT cfl_decimal_from_scaled (1, 2)
/* Digits of a price that is worked out from an amount and a quantity. */
#define PRICE_SCALE 4

typedef struct {
  CflOrderCsvReader *reader;
  CflCsvDraft *draft;
  guint row;
  guint row_number;
  guint64 given; /* a bit for each field of the line that is not empty */
  CflOrderLine *line;
  CflDecimal line_total;
} RowReader;

static gboolean
gives (const RowReader *self, CflCsvField field)
{
  return (self->given & (G_GUINT64_CONSTANT (1) << field)) != 0;
}

static gboolean
has_column (const RowReader *self, CflCsvField field)
{
  return cfl_csv_mapping_has (&self->reader->mapping, field);
}

static void
report_difference (RowReader *self, CflCsvField field, const char *text)
{
  cfl_order_csv_reader_report (self->reader, self->draft, self->row_number, field,
                               _ ("the row says “%s”, but an earlier row of the same order says "
                                  "something else. All rows of an order have to agree here."),
                               text);
}

/* The place of an order's field; all rows of the order have to say the same or nothing. */
static gpointer
find_place (RowReader *self, const CflCsvFieldInfo *info)
{
  gpointer record =
      info->target == CFL_CSV_TARGET_ORDER ? (gpointer) self->draft->order : (gpointer) self->draft;

  return (char *) record + info->offset;
}

static void
take_order_text (RowReader *self, CflCsvField field, const char *text)
{
  char **place = find_place (self, &cfl_csv_fields[field]);
  g_autofree char *clean = cfl_text_clean (text);

  if (!cfl_csv_draft_has (self->draft, field))
    {
      g_free (*place);
      *place = g_steal_pointer (&clean);
    }
  else if (!g_str_equal (*place, clean))
    report_difference (self, field, clean);
}

static void
take_order_amount (RowReader *self, CflCsvField field, const char *text, CflDecimal amount)
{
  CflDecimal *place = find_place (self, &cfl_csv_fields[field]);

  if (field == CFL_CSV_FIELD_DISCOUNT)
    amount = cfl_decimal_absolute (amount);
  if (!cfl_csv_draft_has (self->draft, field))
    *place = amount;
  else if (!cfl_decimal_equal (*place, amount))
    report_difference (self, field, text);
}

static void
take_order_date (RowReader *self, CflCsvField field, const char *text, CflDate date)
{
  CflDate *place = find_place (self, &cfl_csv_fields[field]);

  if (!cfl_csv_draft_has (self->draft, field))
    *place = date;
  else if (cfl_date_compare (*place, date) != 0)
    report_difference (self, field, text);
}

static void
take_text (RowReader *self, CflCsvField field, const char *text)
{
  const CflCsvFieldInfo *info = &cfl_csv_fields[field];

  if (info->target == CFL_CSV_TARGET_LINE)
    cfl_text_set (&G_STRUCT_MEMBER (char *, self->line, info->offset), text);
  else
    take_order_text (self, field, text);
}

static void
take_amount (RowReader *self, CflCsvField field, const char *text)
{
  const CflCsvFieldInfo *info = &cfl_csv_fields[field];
  CflDecimal amount;

  if (!cfl_csv_parse_amount (text, self->reader->ways[field], field == CFL_CSV_FIELD_TAX_RATE,
                             &amount))
    cfl_order_csv_reader_report (self->reader, self->draft, self->row_number, field,
                                 _ ("“%s” is not an amount as the rest of the column has it."),
                                 text);
  else if (field == CFL_CSV_FIELD_LINE_TOTAL)
    self->line_total = amount;
  else if (info->target == CFL_CSV_TARGET_LINE)
    G_STRUCT_MEMBER (CflDecimal, self->line, info->offset) = amount;
  else
    take_order_amount (self, field, text, amount);
}

static void
take_date (RowReader *self, CflCsvField field, const char *text)
{
  CflDate date;

  if (cfl_csv_parse_date (text, self->reader->ways[field], self->reader->zone, &date))
    take_order_date (self, field, text, date);
  else
    cfl_order_csv_reader_report (self->reader, self->draft, self->row_number, field,
                                 _ ("“%s” is not a day as the rest of the column has it."), text);
}

/* Without columns for a line's own amount, a row's product total is one. */
static gboolean
product_total_is_of_line (const RowReader *self)
{
  return !has_column (self, CFL_CSV_FIELD_UNIT_PRICE) &&
         !has_column (self, CFL_CSV_FIELD_LINE_TOTAL) &&
         has_column (self, CFL_CSV_FIELD_PRODUCT_TOTAL);
}

static void
take_product_total (RowReader *self, const char *text)
{
  if (cfl_csv_parse_amount (text, self->reader->ways[CFL_CSV_FIELD_PRODUCT_TOTAL], FALSE,
                            &self->line_total))
    self->given |= G_GUINT64_CONSTANT (1) << CFL_CSV_FIELD_LINE_TOTAL;
  else
    take_amount (self, CFL_CSV_FIELD_PRODUCT_TOTAL, text);
}

static gboolean
is_charge (CflCsvField field)
{
  return field == CFL_CSV_FIELD_TAX || field == CFL_CSV_FIELD_FREIGHT ||
         field == CFL_CSV_FIELD_SURCHARGE || field == CFL_CSV_FIELD_DISCOUNT;
}

static void
take_field (RowReader *self, CflCsvField field)
{
  const CflCsvFieldInfo *info = &cfl_csv_fields[field];
  g_autofree char *text =
      cfl_text_clean (cfl_order_csv_reader_get_text (self->reader, self->row, field));

  if (text[0] == '\0' || field == CFL_CSV_FIELD_REFERENCE)
    return;
  if (field == CFL_CSV_FIELD_PRODUCT_TOTAL && product_total_is_of_line (self))
    {
      take_product_total (self, text);
      return;
    }
  if (info->value == CFL_CSV_VALUE_TEXT)
    take_text (self, field, text);
  else if (info->value == CFL_CSV_VALUE_AMOUNT)
    take_amount (self, field, text);
  else
    take_date (self, field, text);

  if (info->target == CFL_CSV_TARGET_LINE || field == CFL_CSV_FIELD_LINE_TOTAL)
    self->given |= G_GUINT64_CONSTANT (1) << field;
  else
    self->draft->given |= G_GUINT64_CONSTANT (1) << field;
}

/* A price of four digits may not give the amount exactly; what is left goes into the discount of the
 * line, so that the line is exact. */
void
cfl_order_csv_set_line_amount (CflOrderLine *line, CflDecimal amount)
{
  if (cfl_decimal_is_zero (line->quantity))
    line->quantity = cfl_decimal_from_integer (1);
  line->unit_price = cfl_decimal_divide (amount, line->quantity, PRICE_SCALE);
  line->discount =
      cfl_decimal_subtract (cfl_decimal_multiply (line->quantity, line->unit_price), amount);
}

static void
report_line (RowReader *self, CflCsvField field, const char *sentence)
{
  cfl_order_csv_reader_report (self->reader, self->draft, self->row_number, field, "%s", sentence);
}

/* The line's amount and its price have to tell the same story. */
static void
compare_line_total (RowReader *self)
{
  CflDecimal amount = cfl_order_line_amount (self->line);
  CflDecimal off = cfl_decimal_absolute (cfl_decimal_subtract (amount, self->line_total));
  g_autofree char *reckoned = cfl_decimal_to_text (amount);
  g_autofree char *written = cfl_decimal_to_text (self->line_total);

  if (cfl_decimal_is_valid (off) && cfl_decimal_compare (off, CENT) <= 0)
    return;
  cfl_order_csv_reader_report (
      self->reader, self->draft, self->row_number, CFL_CSV_FIELD_LINE_TOTAL,
      _ ("quantity, price and discount come to %s, but the row says %s."), reckoned, written);
}

static void
complete_line (RowReader *self)
{
  gboolean has_quantity = gives (self, CFL_CSV_FIELD_QUANTITY);
  gboolean has_price = gives (self, CFL_CSV_FIELD_UNIT_PRICE);
  gboolean has_amount = gives (self, CFL_CSV_FIELD_LINE_TOTAL);
  gboolean wants_price =
      has_column (self, CFL_CSV_FIELD_UNIT_PRICE) || has_column (self, CFL_CSV_FIELD_LINE_TOTAL);

  if (!has_quantity && has_price && has_column (self, CFL_CSV_FIELD_QUANTITY) && !has_amount)
    report_line (self, CFL_CSV_FIELD_QUANTITY, _ ("the row has a price but no quantity."));
  else if (!has_quantity && has_price)
    self->line->quantity = cfl_decimal_from_integer (1);
  if (has_price && has_amount)
    compare_line_total (self);
  else if (has_amount)
    cfl_order_csv_set_line_amount (self->line, self->line_total);
  else if (!has_price && wants_price && !cfl_decimal_is_zero (self->line->quantity))
    report_line (self, CFL_CSV_FIELD_UNIT_PRICE, _ ("the row has a quantity but no price."));
}

void
cfl_order_csv_reader_take_row (CflOrderCsvReader *self, CflCsvDraft *draft, guint row)
{
  RowReader reader = { .reader = self, .draft = draft, .row = row };
  gboolean has_charge = FALSE;

  reader.row_number = cfl_csv_table_get_row_number (self->table, row);
  reader.line = cfl_order_add_line (draft->order);
  for (int i = 0; i < CFL_N_CSV_FIELDS; i++)
    {
      if (self->mapping.columns[i] < 0)
        continue;
      take_field (&reader, (CflCsvField) i);
      has_charge = has_charge || (is_charge ((CflCsvField) i) &&
                                  cfl_order_csv_reader_get_text (self, row, (CflCsvField) i)[0]);
    }
  draft->charge_rows += has_charge;

  /* The account alone makes no line: it belongs to the one that the totals make. */
  if ((reader.given & ~(G_GUINT64_CONSTANT (1) << CFL_CSV_FIELD_ACCOUNT)) != 0)
    complete_line (&reader);
  else
    {
      if (draft->order->account_code[0] == '\0')
        cfl_text_set (&draft->order->account_code, reader.line->account_code);
      g_ptr_array_set_size (draft->order->lines, (int) draft->order->lines->len - 1);
    }
}
