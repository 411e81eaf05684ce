/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-document.h"

G_BEGIN_DECLS

/**
 * CflReason:
 *
 * Why an order cannot go. Of several the one that a user mends first is shown (the order of the
 * questions in cfl_check_order(), not of these numbers). Stored in the database: append, never
 * renumber. The words for each stand in sync/cfl-wording.c.
 */
typedef enum {
  CFL_REASON_READY = 0,
  CFL_REASON_VOID = 1,
  CFL_REASON_DO_NOT_IMPORT = 2,
  CFL_REASON_OUT_OF_WINDOW = 3,
  CFL_REASON_DRAFT = 4,
  CFL_REASON_IMPORTED_ELSEWHERE = 5, /* Cin7's own integration has uploaded it */
  CFL_REASON_NO_INVOICE_DATE = 6,
  CFL_REASON_NO_SUPPLIER_INVOICE_NUMBER = 7,
  CFL_REASON_NO_ORDER_REFERENCE = 8,
  CFL_REASON_NOT_LINKED = 9,
  CFL_REASON_VENDOR_MISSING = 10,  /* the linked vendor is gone or was merged */
  CFL_REASON_VENDOR_INACTIVE = 11,
  CFL_REASON_VENDOR_CURRENCY = 12, /* detail: the vendor's currency */
  CFL_REASON_CURRENCY_OFF = 13,    /* company with one currency; detail: the order's currency */
  CFL_REASON_NOT_POSITIVE = 14,
  CFL_REASON_NO_LINES = 15,
  CFL_REASON_BOOKS_CLOSED = 16,    /* detail: the closing date */
  /* detail: "expense", "freight", ... or the account code that matches none, which is refused: the
   * money would otherwise land silently in another account */
  CFL_REASON_NO_ACCOUNT = 17,
  CFL_REASON_NO_PAYABLE_ACCOUNT = 18, /* detail: the currency */
  CFL_REASON_ROUNDING_GAP = 19,    /* detail: the difference, without a sign */
  CFL_REASON_NUMBER_CLASH = 20,    /* detail: the number */
  CFL_REASON_SENT_AS_PURCHASE_ORDER = 21,
  CFL_REASON_PURCHASE_ORDERS_OFF = 22, /* the setting */
  /* detail: the edition that has none; empty when the preference in QuickBooks says so */
  CFL_REASON_PURCHASE_ORDERS_UNAVAILABLE = 23,
  CFL_REASON_PARTLY_BILLED = 24,   /* as a purchase order: an invoice field is set, but not all */
  CFL_REASON_TAX_NOT_SUPPORTED = 25, /* a company outside the US whose order carries tax */
  CFL_REASON_ACCOUNT_UNUSABLE = 26, /* inactive or of a type without lines; detail: its name */
  CFL_REASON_BAD_AMOUNT = 27,      /* an amount is too large to be exact */
  CFL_REASON_NOT_CONNECTED = 28,   /* the company's lists were never read */
  CFL_REASON_HERE_TWICE = 29,      /* another source has the order, and that one goes first */
  CFL_N_REASONS
} CflReason;

/**
 * CflCheck:
 * @reason: the first reason that holds, %CFL_REASON_READY when none does
 * @detail: (nullable): the one word or number that the sentence needs, as the enumeration says
 * @document: (nullable): what would be sent; set if and only if @reason is %CFL_REASON_READY
 * @reference: (nullable): the number in its full and its sent form; NULL while there is none
 * @due_date: the due date as far as known, for the list
 */
typedef struct {
  CflReason reason;
  char *detail;
  CflDocument *document;
  CflReference *reference;
  CflDate due_date;
} CflCheck;

/**
 * CflCheckInput:
 *
 * Everything a check looks at. @vendor is the vendor that the contact is linked to, NULL when there
 * is no link or no such vendor. @taken may be NULL and is described at cfl_reference_new().
 */
typedef struct {
  const CflOrder *order;
  const CflContact *contact; /* (nullable) */
  const CflVendor *vendor;   /* (nullable) */
  const CflCompany *company;
  CflDate today;
  gboolean sent_as_purchase_order;
  CflReferenceTaken taken;
  gpointer taken_data;
} CflCheckInput;

CflCheck       *cfl_check_order (const CflCheckInput *input, CflDocumentKind kind);
void            cfl_check_free (CflCheck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflCheck, cfl_check_free)

/* The tab an order stands in: a bill as soon as an invoice field or the received date is set. */
CflDocumentKind cfl_order_kind (const CflOrder *order);
/* Void, Do Not Import and out of the window: not listed by default. */
gboolean        cfl_reason_is_hidden (CflReason reason);

G_END_DECLS
