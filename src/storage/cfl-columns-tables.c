/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-columns-private.h"

#define COLUMN(record, member, type)                                                               \
  {                                                                                                \
#member, CFL_COLUMN_##type, G_STRUCT_OFFSET(record, member)                                    \
  }
#define TABLE(array)                                                                               \
  {                                                                                                \
    array, G_N_ELEMENTS (array)                                                                    \
  }

static const CflColumn order_columns[] = {
  COLUMN (CflOrder, source, INTEGER),
  COLUMN (CflOrder, source_id, TEXT),
  COLUMN (CflOrder, reference, TEXT),
  COLUMN (CflOrder, contact_source_id, TEXT),
  COLUMN (CflOrder, supplier, TEXT),
  COLUMN (CflOrder, supplier_email, TEXT),
  COLUMN (CflOrder, supplier_invoice_number, TEXT),
  COLUMN (CflOrder, invoice_date, DATE),
  COLUMN (CflOrder, received_date, DATE),
  COLUMN (CflOrder, created_date, DATE),
  COLUMN (CflOrder, modified_at, INTEGER64),
  COLUMN (CflOrder, state, INTEGER),
  COLUMN (CflOrder, accounting_status, INTEGER),
  COLUMN (CflOrder, stage, TEXT),
  COLUMN (CflOrder, branch, TEXT),
  COLUMN (CflOrder, project, TEXT),
  COLUMN (CflOrder, payment_terms, TEXT),
  COLUMN (CflOrder, account_code, TEXT),
  COLUMN (CflOrder, currency, TEXT),
  COLUMN (CflOrder, exchange_rate, DECIMAL),
  COLUMN (CflOrder, tax_status, INTEGER),
  COLUMN (CflOrder, tax_rate, DECIMAL),
  COLUMN (CflOrder, tax_name, TEXT),
  COLUMN (CflOrder, product_total, DECIMAL),
  COLUMN (CflOrder, freight, DECIMAL),
  COLUMN (CflOrder, surcharge, DECIMAL),
  COLUMN (CflOrder, discount, DECIMAL),
  COLUMN (CflOrder, total, DECIMAL),
  COLUMN (CflOrder, freight_description, TEXT),
  COLUMN (CflOrder, surcharge_description, TEXT),
  COLUMN (CflOrder, discount_description, TEXT),
  COLUMN (CflOrder, note, TEXT),
};

static const CflColumn line_columns[] = {
  COLUMN (CflOrderLine, source_line_id, INTEGER64),
  COLUMN (CflOrderLine, code, TEXT),
  COLUMN (CflOrderLine, name, TEXT),
  COLUMN (CflOrderLine, comment, TEXT),
  COLUMN (CflOrderLine, account_code, TEXT),
  COLUMN (CflOrderLine, quantity, DECIMAL),
  COLUMN (CflOrderLine, unit_price, DECIMAL),
  COLUMN (CflOrderLine, discount, DECIMAL),
};

static const CflColumn contact_columns[] = {
  COLUMN (CflContact, source_id, TEXT),
  COLUMN (CflContact, active, INTEGER),
  COLUMN (CflContact, name, TEXT),
  COLUMN (CflContact, first_name, TEXT),
  COLUMN (CflContact, last_name, TEXT),
  COLUMN (CflContact, email, TEXT),
  COLUMN (CflContact, phone, TEXT),
  COLUMN (CflContact, website, TEXT),
  COLUMN (CflContact, address_line, TEXT),
  COLUMN (CflContact, city, TEXT),
  COLUMN (CflContact, state, TEXT),
  COLUMN (CflContact, postal_code, TEXT),
  COLUMN (CflContact, country, TEXT),
  COLUMN (CflContact, tax_number, TEXT),
  COLUMN (CflContact, account_number, TEXT),
  COLUMN (CflContact, account_code, TEXT),
  COLUMN (CflContact, payment_terms, TEXT),
  COLUMN (CflContact, adopted_vendor_id, TEXT),
  COLUMN (CflContact, modified_at, INTEGER64),
};

static const CflColumn vendor_columns[] = {
  COLUMN (CflVendor, id, TEXT),           COLUMN (CflVendor, sync_token, TEXT),
  COLUMN (CflVendor, display_name, TEXT), COLUMN (CflVendor, company_name, TEXT),
  COLUMN (CflVendor, email, TEXT),        COLUMN (CflVendor, currency, TEXT),
  COLUMN (CflVendor, country, TEXT),      COLUMN (CflVendor, tax_identifier, TEXT),
  COLUMN (CflVendor, active, INTEGER),
};

static const CflColumn account_columns[] = {
  COLUMN (CflAccount, id, TEXT),       COLUMN (CflAccount, number, TEXT),
  COLUMN (CflAccount, name, TEXT),     COLUMN (CflAccount, type, TEXT),
  COLUMN (CflAccount, currency, TEXT), COLUMN (CflAccount, active, INTEGER),
};

static const CflColumn attempt_columns[] = {
  COLUMN (CflAttempt, run_id, INTEGER64),
  COLUMN (CflAttempt, order_id, INTEGER64),
  COLUMN (CflAttempt, kind, INTEGER),
  COLUMN (CflAttempt, operation, INTEGER),
  COLUMN (CflAttempt, target_id, INTEGER64),
  COLUMN (CflAttempt, request_id, TEXT),
  COLUMN (CflAttempt, request, BYTES),
  COLUMN (CflAttempt, request_hash, TEXT),
  COLUMN (CflAttempt, order_reference, TEXT),
  COLUMN (CflAttempt, number, TEXT),
  COLUMN (CflAttempt, vendor_id, TEXT),
  COLUMN (CflAttempt, vendor_name, TEXT),
  COLUMN (CflAttempt, date, DATE),
  COLUMN (CflAttempt, currency, TEXT),
  COLUMN (CflAttempt, total, DECIMAL),
  COLUMN (CflAttempt, line_count, INTEGER),
};

static const CflColumn attempt_result_columns[] = {
  COLUMN (CflAttempt, state, INTEGER),        COLUMN (CflAttempt, quickbooks_id, TEXT),
  COLUMN (CflAttempt, sync_token, TEXT),      COLUMN (CflAttempt, intuit_tid, TEXT),
  COLUMN (CflAttempt, started_at, INTEGER64), COLUMN (CflAttempt, finished_at, INTEGER64),
  COLUMN (CflAttempt, http_status, INTEGER),  COLUMN (CflAttempt, error_code, INTEGER),
  COLUMN (CflAttempt, error_message, TEXT),   COLUMN (CflAttempt, error_detail, TEXT),
  COLUMN (CflAttempt, answer, TEXT),          COLUMN (CflAttempt, undone_by, INTEGER64),
};

static const CflColumn held_columns[] = {
  COLUMN (CflHeldDocument, held, INTEGER),        COLUMN (CflHeldDocument, sync_token, TEXT),
  COLUMN (CflHeldDocument, number, TEXT),         COLUMN (CflHeldDocument, vendor_id, TEXT),
  COLUMN (CflHeldDocument, date, DATE),           COLUMN (CflHeldDocument, total, DECIMAL),
  COLUMN (CflHeldDocument, balance, DECIMAL),     COLUMN (CflHeldDocument, has_payment, INTEGER),
  COLUMN (CflHeldDocument, is_linked, INTEGER),   COLUMN (CflHeldDocument, paid_on, DATE),
  COLUMN (CflHeldDocument, changed_at, INTEGER64)
};

const CflColumns cfl_order_columns = TABLE (order_columns);
const CflColumns cfl_line_columns = TABLE (line_columns);
const CflColumns cfl_contact_columns = TABLE (contact_columns);
const CflColumns cfl_vendor_columns = TABLE (vendor_columns);
const CflColumns cfl_account_columns = TABLE (account_columns);
const CflColumns cfl_held_columns = TABLE (held_columns);
const CflColumns cfl_attempt_columns = TABLE (attempt_columns);
const CflColumns cfl_attempt_result_columns = TABLE (attempt_result_columns);
