/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sample.h"

CflAccount *
sample_add_account (Sample *self, const char *id, const char *name, const char *type)
{
  CflAccount *account = cfl_account_new ();

  cfl_text_set (&account->id, id);
  cfl_text_set (&account->number, id);
  cfl_text_set (&account->name, name);
  cfl_text_set (&account->type, type);
  g_ptr_array_add (self->company->accounts, account);
  return account;
}

void
sample_set_role (Sample *self, CflAccountRole role, const char *id)
{
  cfl_text_set (&self->company->role_accounts[role], id);
}

static void
fill_in_company (Sample *self)
{
  CflCompany *company = self->company;

  cfl_text_set (&company->name, "Acme Imports");
  cfl_text_set (&company->country, "US");
  cfl_text_set (&company->home_currency, "USD");
  company->purchase_orders_enabled = TRUE;
  company->custom_purchase_order_numbers = TRUE;
  company->send_purchase_orders = TRUE;
  company->past_months = 3;

  sample_add_account (self, "2000", "Accounts Payable (A/P)", "Accounts Payable");
  sample_add_account (self, "1000", "Checking", "Bank");
  sample_add_account (self, "5000", "Cost of goods", "Cost of Goods Sold");
  sample_add_account (self, "5310", "Freight inwards", "Cost of Goods Sold");
  sample_add_account (self, "5320", "Surcharges", "Expense");
  sample_add_account (self, "5900", "Discounts received", "Other Income");
  sample_add_account (self, "6000", "Office", "Expense");
  sample_set_role (self, CFL_ACCOUNT_ROLE_EXPENSE, "5000");
  sample_set_role (self, CFL_ACCOUNT_ROLE_FREIGHT, "5310");
  sample_set_role (self, CFL_ACCOUNT_ROLE_SURCHARGE, "5320");
  sample_set_role (self, CFL_ACCOUNT_ROLE_DISCOUNT, "5900");
}

CflOrderLine *
sample_add_line (Sample *self, const char *quantity, const char *unit_price)
{
  CflOrderLine *line = cfl_order_add_line (self->order);

  line->quantity = cfl_decimal_from_text (quantity);
  line->unit_price = cfl_decimal_from_text (unit_price);
  return line;
}

void
sample_clear_lines (Sample *self)
{
  g_ptr_array_set_size (self->order->lines, 0);
}

/* The order of the Cin7 reference's sample: 1,834.50 of goods, freight, a discount, 1,920.00. */
static void
fill_in_order (Sample *self)
{
  CflOrder *order = self->order;
  CflOrderLine *line;

  order->id = 12;
  cfl_text_set (&order->source_id, "5120");
  cfl_text_set (&order->reference, "PO-2041");
  cfl_text_set (&order->supplier, "Aurora Textiles Ltd");
  cfl_text_set (&order->supplier_invoice_number, "AT-88213");
  cfl_text_set (&order->payment_terms, "30 days");
  cfl_text_set (&order->currency, "USD");
  cfl_text_set (&order->freight_description, "Sea freight");
  order->invoice_date = cfl_date_new (2026, 3, 1);
  order->created_date = cfl_date_new (2026, 2, 11);
  order->tax_status = CFL_TAX_STATUS_EXEMPT;
  order->product_total = cfl_decimal_from_text ("1834.5");
  order->freight = cfl_decimal_from_text ("120");
  order->discount = cfl_decimal_from_text ("34.5");
  order->total = cfl_decimal_from_text ("1920");

  line = sample_add_line (self, "150", "11.95");
  cfl_text_set (&line->code, "TOWEL-L-SAND");
  cfl_text_set (&line->name, "Beach towel, Sand, Large");
  line = sample_add_line (self, "1", "47");
  cfl_text_set (&line->name, "Tooling share");
  cfl_text_set (&line->comment, "mould B");
  line->discount = cfl_decimal_from_text ("5");
}

Sample *
sample_new (void)
{
  Sample *self = g_new0 (Sample, 1);

  self->company = cfl_company_new ();
  fill_in_company (self);
  self->vendor = cfl_vendor_new ();
  cfl_text_set (&self->vendor->id, "142");
  cfl_text_set (&self->vendor->display_name, "Aurora Textiles");
  self->contact = cfl_contact_new ();
  cfl_text_set (&self->contact->name, "Aurora Textiles Ltd");
  cfl_text_set (&self->contact->vendor_id, "142");
  self->order = cfl_order_new ();
  fill_in_order (self);
  return self;
}

void
sample_free (Sample *self)
{
  cfl_company_unref (self->company);
  g_clear_pointer (&self->vendor, cfl_vendor_unref);
  g_clear_pointer (&self->contact, cfl_contact_unref);
  cfl_order_unref (self->order);
  g_free (self);
}

static gboolean
is_taken (const char *sent, gpointer user_data)
{
  return g_strv_contains (user_data, sent);
}

CflCheck *
sample_check (Sample *self, CflDocumentKind kind)
{
  CflCheckInput input = {
    .order = self->order,
    .contact = self->contact,
    .vendor = self->vendor,
    .company = self->company,
    .today = cfl_date_new (2026, 3, 6),
    .sent_as_purchase_order = self->sent_as_purchase_order,
    .taken = self->taken != NULL ? is_taken : NULL,
    .taken_data = (gpointer) self->taken,
  };
  CflCheck *check = cfl_check_order (&input, kind);

  g_assert_true ((check->document != NULL) == (check->reason == CFL_REASON_READY));
  return check;
}

CflDecimal
sample_sum (const CflDocument *document)
{
  CflDecimal sum = { 0 };

  for (guint i = 0; i < document->lines->len; i++)
    {
      const CflDocumentLine *line = g_ptr_array_index (document->lines, i);

      sum = cfl_decimal_add (sum, line->amount);
    }
  return sum;
}
