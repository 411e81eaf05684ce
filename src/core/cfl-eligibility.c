/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-document-builder.h"
#include "cfl-terms.h"

/* One question: READY when nothing is in the way, otherwise the reason and perhaps its detail. */
typedef CflReason (*Question) (const CflCheckInput *input, char **detail);

static gboolean
is_empty (const char *text)
{
  return text == NULL || text[0] == '\0';
}

/* An order without a currency is in the company's own. */
static const char *
document_currency (const CflCheckInput *input)
{
  return is_empty (input->order->currency) ? input->company->home_currency : input->order->currency;
}

static CflDecimal
document_total (const CflCheckInput *input)
{
  return cfl_decimal_round (input->order->total, cfl_currency_digits (document_currency (input)));
}

static CflReason
ask_void (const CflCheckInput *input, char **detail)
{
  return input->order->state == CFL_ORDER_STATE_VOID ? CFL_REASON_VOID : CFL_REASON_READY;
}

static CflReason
ask_do_not_import (const CflCheckInput *input, char **detail)
{
  return input->order->accounting_status == CFL_ACCOUNTING_STATUS_DO_NOT_IMPORT
             ? CFL_REASON_DO_NOT_IMPORT
             : CFL_REASON_READY;
}

static CflReason
ask_window (const CflCheckInput *input, char **detail)
{
  const CflOrder *order = input->order;
  CflDate start = cfl_company_window_start (input->company, input->today);
  CflDate date = cfl_date_is_set (order->invoice_date) ? order->invoice_date : order->created_date;

  return cfl_date_is_set (date) && cfl_date_compare (date, start) < 0 ? CFL_REASON_OUT_OF_WINDOW
                                                                      : CFL_REASON_READY;
}

static CflReason
ask_draft (const CflCheckInput *input, char **detail)
{
  return input->order->state == CFL_ORDER_STATE_DRAFT ? CFL_REASON_DRAFT : CFL_REASON_READY;
}

static CflReason
ask_imported (const CflCheckInput *input, char **detail)
{
  return input->order->accounting_status == CFL_ACCOUNTING_STATUS_IMPORTED
             ? CFL_REASON_IMPORTED_ELSEWHERE
             : CFL_REASON_READY;
}

/* A bill beside the purchase order would have to be linked to it line by line, and what is built here
 * carries no such links. */
static CflReason
ask_sent_as_purchase_order (const CflCheckInput *input, char **detail)
{
  return input->sent_as_purchase_order ? CFL_REASON_SENT_AS_PURCHASE_ORDER : CFL_REASON_READY;
}

static CflReason
ask_purchase_order_setting (const CflCheckInput *input, char **detail)
{
  return input->company->send_purchase_orders ? CFL_REASON_READY : CFL_REASON_PURCHASE_ORDERS_OFF;
}

static CflReason
ask_purchase_order_edition (const CflCheckInput *input, char **detail)
{
  const CflCompany *company = input->company;

  if (!cfl_company_edition_has_purchase_orders (company))
    {
      *detail = g_strdup (company->edition);
      return CFL_REASON_PURCHASE_ORDERS_UNAVAILABLE;
    }
  return company->purchase_orders_enabled ? CFL_REASON_READY
                                          : CFL_REASON_PURCHASE_ORDERS_UNAVAILABLE;
}

static CflReason
ask_not_billed (const CflCheckInput *input, char **detail)
{
  return cfl_order_kind (input->order) == CFL_DOCUMENT_KIND_BILL ? CFL_REASON_PARTLY_BILLED
                                                                 : CFL_REASON_READY;
}

static CflReason
ask_invoice_date (const CflCheckInput *input, char **detail)
{
  return cfl_date_is_set (input->order->invoice_date) ? CFL_REASON_READY
                                                      : CFL_REASON_NO_INVOICE_DATE;
}

static CflReason
ask_supplier_invoice_number (const CflCheckInput *input, char **detail)
{
  return is_empty (input->order->supplier_invoice_number) ? CFL_REASON_NO_SUPPLIER_INVOICE_NUMBER
                                                          : CFL_REASON_READY;
}

static CflReason
ask_order_reference (const CflCheckInput *input, char **detail)
{
  return is_empty (input->order->reference) ? CFL_REASON_NO_ORDER_REFERENCE : CFL_REASON_READY;
}

static CflReason
ask_connected (const CflCheckInput *input, char **detail)
{
  return is_empty (input->company->home_currency) ? CFL_REASON_NOT_CONNECTED : CFL_REASON_READY;
}

static CflReason
ask_vendor (const CflCheckInput *input, char **detail)
{
  if (input->contact == NULL || is_empty (input->contact->vendor_id))
    return CFL_REASON_NOT_LINKED;
  if (input->vendor == NULL)
    return CFL_REASON_VENDOR_MISSING;
  return input->vendor->active ? CFL_REASON_READY : CFL_REASON_VENDOR_INACTIVE;
}

static CflReason
ask_currency (const CflCheckInput *input, char **detail)
{
  const CflCompany *company = input->company;
  const char *currency = document_currency (input);
  const char *vendor_currency =
      is_empty (input->vendor->currency) ? company->home_currency : input->vendor->currency;

  if (!company->multicurrency && !g_str_equal (currency, company->home_currency))
    {
      *detail = g_strdup (currency);
      return CFL_REASON_CURRENCY_OFF;
    }
  if (!g_str_equal (vendor_currency, currency))
    {
      *detail = g_strdup (vendor_currency);
      return CFL_REASON_VENDOR_CURRENCY;
    }
  return CFL_REASON_READY;
}

static CflReason
ask_amount (const CflCheckInput *input, char **detail)
{
  CflDecimal total = document_total (input);

  if (!cfl_decimal_is_valid (total))
    return CFL_REASON_BAD_AMOUNT;
  return cfl_decimal_sign (total) > 0 ? CFL_REASON_READY : CFL_REASON_NOT_POSITIVE;
}

/* An order for samples may cost nothing; QuickBooks takes no total below zero. */
static CflReason
ask_purchase_order_amount (const CflCheckInput *input, char **detail)
{
  CflDecimal total = document_total (input);

  if (!cfl_decimal_is_valid (total))
    return CFL_REASON_BAD_AMOUNT;
  return cfl_decimal_sign (total) >= 0 ? CFL_REASON_READY : CFL_REASON_NOT_POSITIVE;
}

/* Goods without lines: the lines were never read, and a difference in the sum would mislead. */
static CflReason
ask_lines (const CflCheckInput *input, char **detail)
{
  const CflOrder *order = input->order;

  return order->lines->len == 0 && !cfl_decimal_is_zero (order->product_total) ? CFL_REASON_NO_LINES
                                                                               : CFL_REASON_READY;
}

/* A purchase order is dated on the day it was made. */
static CflDate
purchase_order_date (const CflCheckInput *input)
{
  return cfl_date_is_set (input->order->created_date) ? input->order->created_date : input->today;
}

static CflReason
ask_closed_books_on (const CflCheckInput *input, CflDate date, char **detail)
{
  CflDate closing = input->company->closing_date;

  if (!cfl_date_is_set (closing) || cfl_date_compare (date, closing) > 0)
    return CFL_REASON_READY;
  *detail = cfl_date_to_text (closing);
  return CFL_REASON_BOOKS_CLOSED;
}

static CflReason
ask_closed_books (const CflCheckInput *input, char **detail)
{
  return ask_closed_books_on (input, input->order->invoice_date, detail);
}

/* It posts nothing, and yet QuickBooks refuses it as it does a bill (QuickBooks reference 12.15). */
static CflReason
ask_purchase_order_closed_books (const CflCheckInput *input, char **detail)
{
  return ask_closed_books_on (input, purchase_order_date (input), detail);
}

/* In the order in which a user mends them. Those after ask_vendor() may rely on a vendor. */
static const Question bill_questions[] = {
  ask_void,
  ask_do_not_import,
  ask_window,
  ask_draft,
  ask_imported,
  ask_sent_as_purchase_order,
  ask_invoice_date,
  ask_supplier_invoice_number,
  ask_order_reference,
  ask_connected,
  ask_vendor,
  ask_currency,
  ask_amount,
  ask_lines,
  ask_closed_books,
};

static const Question purchase_order_questions[] = {
  ask_void,
  ask_do_not_import,
  ask_window,
  ask_draft,
  ask_imported,
  ask_sent_as_purchase_order,
  ask_purchase_order_setting,
  ask_not_billed,
  ask_order_reference,
  ask_connected,
  ask_purchase_order_edition,
  ask_vendor,
  ask_currency,
  ask_purchase_order_amount,
  ask_lines,
  ask_purchase_order_closed_books,
};

static CflReason
ask_all (const CflCheckInput *input, const Question *questions, gsize n_questions, char **detail)
{
  for (gsize i = 0; i < n_questions; i++)
    {
      CflReason reason = questions[i](input, detail);

      if (reason != CFL_REASON_READY)
        return reason;
    }
  return CFL_REASON_READY;
}

/* Without numbers of one's own QuickBooks ignores the number of a purchase order and counts up. */
static gboolean
number_is_theirs (const CflCheckInput *input, CflDocumentKind kind)
{
  return kind == CFL_DOCUMENT_KIND_PURCHASE_ORDER && !input->company->custom_purchase_order_numbers;
}

/* Whether the number is taken is asked only of a number that could be sent. */
static CflReference *
make_reference (const CflCheckInput *input, CflDocumentKind kind, gboolean may_go)
{
  const CflOrder *order = input->order;
  const char *invoice_number =
      kind == CFL_DOCUMENT_KIND_BILL ? order->supplier_invoice_number : NULL;

  if (is_empty (invoice_number) && is_empty (order->reference))
    return NULL;
  if (number_is_theirs (input, kind))
    return cfl_reference_new_theirs (order->reference);
  return cfl_reference_new (invoice_number, order->reference, may_go ? input->taken : NULL,
                            input->taken_data);
}

static CflDate
find_due_date (const CflCheckInput *input)
{
  const CflOrder *order = input->order;
  CflDate due = CFL_DATE_UNSET;

  if (!cfl_terms_due_date (input->company, order->payment_terms, order->invoice_date, &due) &&
      is_empty (order->payment_terms) && input->contact != NULL)
    cfl_terms_due_date (input->company, input->contact->payment_terms, order->invoice_date, &due);
  return due;
}

static void
fill_in_head (CflDocument *document, const CflCheckInput *input, const CflCheck *check)
{
  const CflOrder *order = input->order;
  const CflCompany *company = input->company;
  gboolean is_bill = document->kind == CFL_DOCUMENT_KIND_BILL;
  gboolean is_foreign;

  document->order_id = order->id;
  cfl_text_set (&document->vendor_id, input->vendor->id);
  cfl_text_set (&document->vendor_name, input->vendor->display_name);
  cfl_text_set (&document->currency, document_currency (input));
  is_foreign = !g_str_equal (document->currency, company->home_currency);
  document->send_currency = company->multicurrency;
  if (is_foreign && cfl_decimal_sign (order->exchange_rate) > 0)
    document->exchange_rate = order->exchange_rate;
  document->outside_us = !cfl_company_is_us (company);
  document->total = document_total (input);

  if (is_bill)
    document->date = order->invoice_date;
  else
    document->date = purchase_order_date (input);
  if (is_bill)
    document->due_date = check->due_date;
  cfl_text_set (&document->number, check->reference->sent);
  g_free (document->private_note);
  document->private_note = cfl_document_private_note (order, check->reference);
}

/**
 * cfl_check_order:
 *
 * Looks whether the order can go as a document of @kind and builds that document. It reads only what
 * @input holds, so it may run on any thread.
 *
 * Returns: (transfer full): the answer, with the first reason that a user would mend
 */
CflCheck *
cfl_check_order (const CflCheckInput *input, CflDocumentKind kind)
{
  CflCheck *check = g_new0 (CflCheck, 1);
  g_autoptr (CflDocument) document = NULL;

  if (kind == CFL_DOCUMENT_KIND_BILL)
    {
      check->reason =
          ask_all (input, bill_questions, G_N_ELEMENTS (bill_questions), &check->detail);
      check->due_date = find_due_date (input);
    }
  else
    check->reason = ask_all (input, purchase_order_questions,
                             G_N_ELEMENTS (purchase_order_questions), &check->detail);
  check->reference = make_reference (input, kind, check->reason == CFL_REASON_READY);
  if (check->reason != CFL_REASON_READY)
    return check;

  document = cfl_document_new (kind);
  fill_in_head (document, input, check);
  check->reason = cfl_document_build_lines (document, input, &check->detail);
  if (check->reason == CFL_REASON_READY && check->reference->form == CFL_REFERENCE_CLASH)
    {
      check->reason = CFL_REASON_NUMBER_CLASH;
      check->detail = g_strdup (check->reference->sent);
    }
  if (check->reason == CFL_REASON_READY)
    check->document = g_steal_pointer (&document);
  return check;
}

void
cfl_check_free (CflCheck *self)
{
  g_clear_pointer (&self->document, cfl_document_unref);
  g_clear_pointer (&self->reference, cfl_reference_free);
  g_free (self->detail);
  g_free (self);
}

CflDocumentKind
cfl_order_kind (const CflOrder *order)
{
  gboolean has_bill_field = cfl_date_is_set (order->invoice_date) ||
                            cfl_date_is_set (order->received_date) ||
                            !is_empty (order->supplier_invoice_number);

  return has_bill_field ? CFL_DOCUMENT_KIND_BILL : CFL_DOCUMENT_KIND_PURCHASE_ORDER;
}

gboolean
cfl_reason_is_hidden (CflReason reason)
{
  return reason == CFL_REASON_VOID || reason == CFL_REASON_DO_NOT_IMPORT ||
         reason == CFL_REASON_OUT_OF_WINDOW;
}
