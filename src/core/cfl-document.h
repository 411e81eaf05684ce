/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "cfl-company.h"
#include "cfl-contact.h"
#include "cfl-order.h"
#include "cfl-reference.h"
#include "cfl-vendor.h"

G_BEGIN_DECLS

/* Stored in the database: append, never renumber. */
typedef enum {
  CFL_DOCUMENT_KIND_BILL = 0,
  CFL_DOCUMENT_KIND_PURCHASE_ORDER = 1
} CflDocumentKind;

/* What of the order a line stands for. Stored in the database: append, never renumber. */
typedef enum {
  CFL_LINE_GOODS = 0,
  CFL_LINE_FREIGHT = 1,
  CFL_LINE_SURCHARGE = 2,
  CFL_LINE_DISCOUNT = 3,
  CFL_LINE_TAX = 4,
  CFL_LINE_ROUNDING = 5
} CflLineOrigin;

/**
 * CflDocumentLine:
 * @order_line: for %CFL_LINE_GOODS the index of the order's line, otherwise 0
 *
 * One account line. @amount has exactly the currency's digits and may be negative.
 */
typedef struct {
  char *description;
  CflDecimal amount;
  char *account_id;
  CflLineOrigin origin;
  guint order_line;
} CflDocumentLine;

/**
 * CflDocument:
 *
 * A bill or a QuickBooks purchase order as it will be sent: every decision has been made, only the
 * wire form is missing. The sum of its lines equals @total, which equals the order's rounded total.
 */
typedef struct {
  CflDocumentKind kind;
  gint64 order_id;
  char *vendor_id;
  char *vendor_name;
  char *payable_account_id;
  char *number;      /* at most CFL_REFERENCE_MAX characters; "": not sent, QuickBooks numbers it */
  char *private_note;
  CflDate date;
  CflDate due_date;  /* unset: left to QuickBooks */
  char *currency;    /* ISO 4217 */
  gboolean send_currency; /* the company keeps several currencies */
  CflDecimal exchange_rate; /* 0: not sent */
  gboolean outside_us;      /* says that tax does not apply, where US lines carry NON */
  CflDecimal total;
  GPtrArray *lines;  /* (element-type CflDocumentLine) */

  gatomicrefcount references;
} CflDocument;

#define CFL_TYPE_DOCUMENT (cfl_document_get_type ())
GType        cfl_document_get_type (void);
CflDocument *cfl_document_new (CflDocumentKind kind);
/* Takes over @description. (transfer none): the line, to be filled in further */
CflDocumentLine *cfl_document_add_line (CflDocument *self, char *description, CflDecimal amount,
                                        const char *account_id);
CflDocument *cfl_document_ref (CflDocument *self);
void         cfl_document_unref (CflDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflDocument, cfl_document_unref)

G_END_DECLS
