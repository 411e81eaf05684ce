/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-order.h"

#include "cfl-text-private.h"

static const gsize line_texts[] = {
  G_STRUCT_OFFSET (CflOrderLine, code),
  G_STRUCT_OFFSET (CflOrderLine, name),
  G_STRUCT_OFFSET (CflOrderLine, comment),
  G_STRUCT_OFFSET (CflOrderLine, account_code),
};

static const gsize order_texts[] = {
  G_STRUCT_OFFSET (CflOrder, source_id),
  G_STRUCT_OFFSET (CflOrder, reference),
  G_STRUCT_OFFSET (CflOrder, contact_source_id),
  G_STRUCT_OFFSET (CflOrder, supplier),
  G_STRUCT_OFFSET (CflOrder, supplier_email),
  G_STRUCT_OFFSET (CflOrder, supplier_invoice_number),
  G_STRUCT_OFFSET (CflOrder, stage),
  G_STRUCT_OFFSET (CflOrder, branch),
  G_STRUCT_OFFSET (CflOrder, project),
  G_STRUCT_OFFSET (CflOrder, payment_terms),
  G_STRUCT_OFFSET (CflOrder, account_code),
  G_STRUCT_OFFSET (CflOrder, currency),
  G_STRUCT_OFFSET (CflOrder, tax_name),
  G_STRUCT_OFFSET (CflOrder, freight_description),
  G_STRUCT_OFFSET (CflOrder, surcharge_description),
  G_STRUCT_OFFSET (CflOrder, discount_description),
  G_STRUCT_OFFSET (CflOrder, note),
};

G_DEFINE_BOXED_TYPE (CflOrder, cfl_order, cfl_order_ref, cfl_order_unref)

static void
order_line_free (gpointer data)
{
  cfl_text_fields_clear (data, line_texts, G_N_ELEMENTS (line_texts));
  g_free (data);
}

CflOrder *
cfl_order_new (void)
{
  CflOrder *self = g_new0 (CflOrder, 1);

  cfl_text_fields_init (self, order_texts, G_N_ELEMENTS (order_texts));
  self->lines = g_ptr_array_new_with_free_func (order_line_free);
  g_atomic_ref_count_init (&self->references);
  return self;
}

CflOrder *
cfl_order_ref (CflOrder *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cfl_order_unref (CflOrder *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  cfl_text_fields_clear (self, order_texts, G_N_ELEMENTS (order_texts));
  g_ptr_array_unref (self->lines);
  g_free (self);
}

/**
 * cfl_order_copy:
 *
 * Returns: (transfer full): a deep copy of the order and its lines, for its new owner to change
 */
CflOrder *
cfl_order_copy (const CflOrder *self)
{
  CflOrder *copy = g_new (CflOrder, 1);

  *copy = *self;
  for (gsize i = 0; i < G_N_ELEMENTS (order_texts); i++)
    G_STRUCT_MEMBER (char *, copy, order_texts[i]) = NULL;
  cfl_text_fields_copy (copy, self, order_texts, G_N_ELEMENTS (order_texts));
  copy->lines = g_ptr_array_new_full (self->lines->len, order_line_free);
  g_atomic_ref_count_init (&copy->references);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const CflOrderLine *from = g_ptr_array_index (self->lines, i);
      CflOrderLine *line = cfl_order_add_line (copy);

      cfl_text_fields_copy (line, from, line_texts, G_N_ELEMENTS (line_texts));
      line->source_line_id = from->source_line_id;
      line->quantity = from->quantity;
      line->unit_price = from->unit_price;
      line->discount = from->discount;
    }
  return copy;
}

/**
 * cfl_order_add_line:
 *
 * Returns: (transfer none): an empty line at the end of the order, for the caller to fill in
 */
CflOrderLine *
cfl_order_add_line (CflOrder *self)
{
  CflOrderLine *line = g_new0 (CflOrderLine, 1);

  cfl_text_fields_init (line, line_texts, G_N_ELEMENTS (line_texts));
  g_ptr_array_add (self->lines, line);
  return line;
}

/**
 * cfl_order_line_amount:
 *
 * Returns: quantity times unit price minus the discount of the line, exact and not rounded
 */
CflDecimal
cfl_order_line_amount (const CflOrderLine *line)
{
  return cfl_decimal_subtract (cfl_decimal_multiply (line->quantity, line->unit_price),
                               line->discount);
}

gboolean
cfl_order_is_billed (const CflOrder *self)
{
  return cfl_date_is_set (self->invoice_date) && self->supplier_invoice_number[0] != '\0';
}

/**
 * cfl_order_rounded_total:
 *
 * Returns: the total with the digits of the order's currency, rounded half away from zero: what the
 *   document in QuickBooks has to come to
 */
CflDecimal
cfl_order_rounded_total (const CflOrder *self)
{
  return cfl_decimal_round (self->total, cfl_currency_digits (self->currency));
}
