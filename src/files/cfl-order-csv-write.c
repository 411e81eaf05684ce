/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Orders as a file that the reader of this room takes back unchanged. */

#include "config.h"

#include "cfl-csv-writer.h"
#include "cfl-order-csv-private.h"

static const char *
status_word (const CflOrder *order)
{
  switch (order->state)
    {
    case CFL_ORDER_STATE_DRAFT:
      return "Draft";
    case CFL_ORDER_STATE_VOID:
      return "Void";
    case CFL_ORDER_STATE_APPROVED:
      break;
    }
  return order->stage[0] == '\0' ? "Approved" : order->stage;
}

static const char *
tax_status_word (const CflOrder *order)
{
  switch (order->tax_status)
    {
    case CFL_TAX_STATUS_INCLUSIVE:
      return "Incl";
    case CFL_TAX_STATUS_EXCLUSIVE:
      return "Excl";
    case CFL_TAX_STATUS_EXEMPT:
      return "Exempt";
    case CFL_TAX_STATUS_UNDEFINED:
      break;
    }
  return "";
}

static void
add_text (CflCsvWriter *writer, const CflOrder *order, CflCsvField field, gconstpointer record)
{
  if (field == CFL_CSV_FIELD_REFERENCE)
    cfl_csv_writer_add_text (writer, order->reference);
  else if (field == CFL_CSV_FIELD_STATUS)
    cfl_csv_writer_add_text (writer, status_word (order));
  else if (field == CFL_CSV_FIELD_TAX_STATUS)
    cfl_csv_writer_add_text (writer, tax_status_word (order));
  else
    cfl_csv_writer_add_text (
        writer, G_STRUCT_MEMBER (char *, (gpointer) record, cfl_csv_fields[field].offset));
}

static void
add_field (CflCsvWriter *writer, const CflOrder *order, const CflOrderLine *line, CflCsvField field)
{
  const CflCsvFieldInfo *info = &cfl_csv_fields[field];
  gconstpointer record = info->target == CFL_CSV_TARGET_LINE ? (gconstpointer) line : order;

  switch (info->value)
    {
    case CFL_CSV_VALUE_TEXT:
      add_text (writer, order, field, record);
      break;
    case CFL_CSV_VALUE_AMOUNT:
      cfl_csv_writer_add_amount (writer,
                                 G_STRUCT_MEMBER (CflDecimal, (gpointer) record, info->offset));
      break;
    case CFL_CSV_VALUE_DATE:
      cfl_csv_writer_add_date (writer, G_STRUCT_MEMBER (CflDate, (gpointer) record, info->offset));
      break;
    }
}

/**
 * cfl_order_csv_write:
 * @orders: (element-type CflOrder)
 * @separator: a comma, a semicolon or a tab
 *
 * Returns: (transfer full): a CSV file with one row for each line
 */
GBytes *
cfl_order_csv_write (GPtrArray *orders, char separator)
{
  g_autoptr (CflCsvWriter) writer = cfl_csv_writer_new (separator);

  for (int field = 0; field < CFL_N_CSV_FIELDS; field++)
    if (cfl_csv_fields[field].heading != NULL)
      cfl_csv_writer_add_text (writer, cfl_csv_fields[field].heading);
  cfl_csv_writer_end_row (writer);

  for (guint i = 0; i < orders->len; i++)
    {
      const CflOrder *order = g_ptr_array_index (orders, i);

      for (guint j = 0; j < order->lines->len; j++)
        {
          for (int field = 0; field < CFL_N_CSV_FIELDS; field++)
            if (cfl_csv_fields[field].heading != NULL)
              add_field (writer, order, g_ptr_array_index (order->lines, j), (CflCsvField) field);
          cfl_csv_writer_end_row (writer);
        }
    }
  return cfl_csv_writer_finish (writer);
}
