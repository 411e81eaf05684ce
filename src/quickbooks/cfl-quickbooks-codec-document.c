/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-private.h"

#include "cfl-json.h"

#define ACCOUNT_LINE "AccountBasedExpenseLineDetail"

void
cfl_quickbooks_write_reference (CflJsonWriter *writer, const char *name, const char *id)
{
  cfl_json_writer_begin_object (writer, name);
  cfl_json_writer_add_text (writer, "value", id);
  cfl_json_writer_end_object (writer);
}

void
cfl_quickbooks_write_text (CflJsonWriter *writer, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    cfl_json_writer_add_text (writer, name, text);
}

/* NON is the code of a US line without tax. Companies elsewhere do not know it; their documents, which
 * carry no tax as long as core builds no other, say so as a whole. */
static void
write_line (CflJsonWriter *writer, const CflDocumentLine *line, gboolean outside_us)
{
  cfl_json_writer_begin_object (writer, NULL);
  cfl_quickbooks_write_text (writer, "Description", line->description);
  cfl_json_writer_add_decimal (writer, "Amount", line->amount);
  cfl_json_writer_add_text (writer, "DetailType", ACCOUNT_LINE);
  cfl_json_writer_begin_object (writer, ACCOUNT_LINE);
  cfl_quickbooks_write_reference (writer, "AccountRef", line->account_id);
  if (!outside_us)
    cfl_quickbooks_write_reference (writer, "TaxCodeRef", "NON");
  cfl_json_writer_end_object (writer);
  cfl_json_writer_end_object (writer);
}

static void
write_currency (CflJsonWriter *writer, const CflDocument *document)
{
  if (!document->send_currency)
    return;
  cfl_quickbooks_write_reference (writer, "CurrencyRef", document->currency);
  if (!cfl_decimal_is_zero (document->exchange_rate))
    cfl_json_writer_add_decimal (writer, "ExchangeRate", document->exchange_rate);
}

/**
 * cfl_quickbooks_encode_document:
 * @document: a document that core built
 *
 * The members stand in a fixed order and decimals in their shortest exact form, so the same
 * document gives the same bytes, and with them the same hash, at any time.
 *
 * Returns: (transfer full): the body of the request that creates it
 */
GBytes *
cfl_quickbooks_encode_document (const CflDocument *document)
{
  g_autoptr (CflJsonWriter) writer = cfl_json_writer_new ();
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  cfl_json_writer_begin_object (writer, NULL);
  cfl_quickbooks_write_reference (writer, "VendorRef", document->vendor_id);
  if (*document->payable_account_id != '\0')
    cfl_quickbooks_write_reference (writer, "APAccountRef", document->payable_account_id);
  cfl_json_writer_add_date (writer, "TxnDate", document->date);
  if (cfl_date_is_set (document->due_date))
    cfl_json_writer_add_date (writer, "DueDate", document->due_date);
  cfl_quickbooks_write_text (writer, "DocNumber", document->number);
  cfl_quickbooks_write_text (writer, "PrivateNote", document->private_note);
  write_currency (writer, document);
  if (document->outside_us)
    cfl_json_writer_add_text (writer, "GlobalTaxCalculation", "NotApplicable");
  cfl_json_writer_begin_array (writer, "Line");
  for (guint i = 0; i < document->lines->len; i++)
    write_line (writer, g_ptr_array_index (document->lines, i), document->outside_us);
  cfl_json_writer_end_array (writer);
  cfl_json_writer_end_object (writer);

  bytes = cfl_json_writer_finish (writer, &error);
  /* Only an amount that is not valid can do this, and core lets none into a document. */
  if (bytes == NULL)
    g_error ("A document cannot be written: %s", error->message);
  return bytes;
}

const char *
cfl_quickbooks_document_entity (CflDocumentKind kind)
{
  return kind == CFL_DOCUMENT_KIND_BILL ? "Bill" : "PurchaseOrder";
}

const char *
cfl_quickbooks_document_path (CflDocumentKind kind)
{
  return kind == CFL_DOCUMENT_KIND_BILL ? "bill" : "purchaseorder";
}
