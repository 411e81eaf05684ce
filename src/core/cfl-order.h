/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "cfl-date.h"
#include "cfl-decimal.h"
#include "cfl-text.h"

G_BEGIN_DECLS

/* The numbers of these enumerations are stored in the database: append, never renumber. */

typedef enum {
  CFL_ORDER_SOURCE_CIN7 = 0,
  CFL_ORDER_SOURCE_CSV = 1,
  CFL_ORDER_SOURCE_TYPED = 2
} CflOrderSource;

typedef enum {
  CFL_ORDER_STATE_APPROVED = 0,
  CFL_ORDER_STATE_DRAFT = 1,
  CFL_ORDER_STATE_VOID = 2
} CflOrderState;

typedef enum {
  CFL_ACCOUNTING_STATUS_NOT_IMPORTED = 0, /* "Not Imported Yet Or Reset For Re-import" */
  CFL_ACCOUNTING_STATUS_IMPORTED = 1,
  CFL_ACCOUNTING_STATUS_DO_NOT_IMPORT = 2,
  CFL_ACCOUNTING_STATUS_ERROR = 3 /* Cin7's own integration failed with it */
} CflAccountingStatus;

typedef enum {
  CFL_TAX_STATUS_UNDEFINED = 0,
  CFL_TAX_STATUS_INCLUSIVE = 1,
  CFL_TAX_STATUS_EXCLUSIVE = 2,
  CFL_TAX_STATUS_EXEMPT = 3
} CflTaxStatus;

/**
 * CflOrderLine:
 *
 * One line of an order, amounts in the order's currency. Owned by its order.
 * Texts are never NULL in an order made by cfl_order_add_line(): an absent one is "".
 */
typedef struct {
  gint64 source_line_id;
  char *code;         /* SKU */
  char *name;         /* with its options behind it: "Beach towel, Sand, Large" */
  char *comment;
  char *account_code; /* alternative ledger account, "" when none */
  CflDecimal quantity;
  CflDecimal unit_price;
  CflDecimal discount; /* one amount for the whole line, not a percentage */
} CflOrderLine;

/**
 * CflOrder:
 *
 * A purchase order with its lines. A reference-counted record with open fields: it is filled in by
 * one owner (a codec, the database, a form) and from then on only read; to change one, work on a
 * cfl_order_copy(). Texts are never NULL: an absent one is "".
 */
typedef struct {
  gint64 id; /* the row in this company's database, 0 before it is stored */
  CflOrderSource source;
  char *source_id;  /* the source's own stable key; Cin7: its numeric id as text */
  char *reference;  /* the order's own reference, PO-2041A */
  gint64 contact_id; /* the row of the contact, 0 before it is stored */
  char *contact_source_id;
  char *supplier;   /* display name of the supplier as the order has it */
  char *supplier_email;
  char *supplier_invoice_number; /* "" while not billed */
  CflDate invoice_date;
  CflDate received_date; /* Fully Received, also called Dispatch Date */
  CflDate created_date;
  gint64 modified_at; /* microseconds since 1970 UTC, from the source */
  CflOrderState state;
  CflAccountingStatus accounting_status;
  char *stage;
  char *branch;
  char *project;
  char *payment_terms;
  char *account_code;  /* the order's alternative ledger account */
  char *currency;      /* ISO 4217, upper case */
  CflDecimal exchange_rate; /* home units for one foreign unit, 0 when unknown */
  CflTaxStatus tax_status;
  CflDecimal tax_rate; /* percent */
  char *tax_name;
  CflDecimal product_total;
  CflDecimal freight;
  CflDecimal surcharge;
  CflDecimal discount; /* as a positive amount */
  CflDecimal total;
  char *freight_description;
  char *surcharge_description;
  char *discount_description;
  char *note; /* internal comments */
  GPtrArray *lines; /* (element-type CflOrderLine) */

  gatomicrefcount references;
} CflOrder;

#define CFL_TYPE_ORDER (cfl_order_get_type ())
GType         cfl_order_get_type (void);
CflOrder     *cfl_order_new (void);
CflOrder     *cfl_order_ref (CflOrder *self);
void          cfl_order_unref (CflOrder *self);
CflOrder     *cfl_order_copy (const CflOrder *self);
CflOrderLine *cfl_order_add_line (CflOrder *self);
CflDecimal    cfl_order_line_amount (const CflOrderLine *line);
gboolean      cfl_order_is_billed (const CflOrder *self);
CflDecimal    cfl_order_rounded_total (const CflOrder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflOrder, cfl_order_unref)

G_END_DECLS
