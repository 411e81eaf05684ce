/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "cfl-attempt.h"
#include "cfl-eligibility.h"
#include "cfl-standing.h"

G_BEGIN_DECLS

/* The lists of the window and of the command line. */
typedef enum
{
  CFL_LIST_INVOICES,
  CFL_LIST_ORDERS,
  CFL_LIST_INVOICE_ERRORS,
  CFL_LIST_ORDER_ERRORS,
  CFL_LIST_UPLOADED,
  CFL_N_LISTS
} CflList;

typedef enum
{
  CFL_SHOW_ALL, /* all but what is hidden by default */
  CFL_SHOW_READY,
  CFL_SHOW_ATTENTION,
  CFL_SHOW_DO_NOT_IMPORT,
  CFL_SHOW_VOID,
  CFL_SHOW_OUT_OF_WINDOW,
  CFL_SHOW_UPLOADING,
  CFL_N_SHOWS
} CflShow;

typedef enum
{
  CFL_SORT_REFERENCE,
  CFL_SORT_SUPPLIER,
  CFL_SORT_INVOICE_DATE,
  CFL_SORT_DUE_DATE,
  CFL_SORT_TOTAL, /* by currency, then amount */
  CFL_SORT_STATUS,
  CFL_SORT_LAST_TRY, /* errors and uploaded */
  CFL_SORT_VENDOR,   /* uploaded */
  CFL_SORT_NUMBER    /* uploaded: QuickBooks id */
} CflSort;

/**
 * CflListing:
 * @search: (nullable): text looked for in reference, supplier, invoice number
 * @cause: (nullable): errors only: the key of one cause (#CflCauseRow)
 * @run_id: uploaded only: the documents of one run, whatever became of them; 0 for all orders whose
 *   documents are in QuickBooks
 *
 * What a list shows and in which order.
 */
typedef struct
{
  CflList list;
  CflShow show;
  CflSort sort;
  gboolean descending;
  char *search;
  char *cause;
  gint64 run_id;
} CflListing;

#define CFL_TYPE_LISTING (cfl_listing_get_type ())
GType cfl_listing_get_type (void);
CflListing *cfl_listing_new (CflList list);
CflListing *cfl_listing_copy (const CflListing *self);
gboolean cfl_listing_equal (const CflListing *a, const CflListing *b);
void cfl_listing_free (CflListing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflListing, cfl_listing_free)

/**
 * CflOrderRow:
 *
 * An order as a list shows it. Texts are never NULL. Ownership as for #CflOrder.
 */
typedef struct
{
  gint64 id; /* the order's */
  CflDocumentKind kind;
  char *order_reference;
  char *reference; /* full */
  char *number;    /* as QuickBooks will hold or holds it; "" while unknown */
  CflReferenceForm reference_form;
  char *supplier;
  CflDate invoice_date; /* of a purchase order: the day it was made */
  CflDate due_date;
  CflDecimal total; /* rounded to the currency's digits */
  char *currency;
  CflReason reason;
  char *detail;                   /* of the reason */
  gboolean missing_received_date; /* billed, but no received date: a warning, not a refusal */
  gint64 contact_id;

  /* of the newest attempt; attempt_id 0: there was none, and the rest is empty */
  gint64 attempt_id;
  gint64 run_id;
  CflAttemptState attempt_state;
  char *vendor_name;
  char *quickbooks_id;
  gint error_code;
  char *error_message;
  gint64 tried_at;

  /* of a document of one run (cfl_store_load_documents_async()), beside what was sent */
  CflOperation operation;
  CflStanding standing;  /* as it was found at the last comparison */
  CflHeldDocument *held; /* (nullable) */
  gint64 compared_at;    /* 0: never */
  gint64 undone_at;      /* 0: it was not taken back */
  gboolean undo_tried;   /* it was to be taken back, and that is open or failed */
  CflAttemptState undo_state;
  gint undo_error_code;

  gatomicrefcount references;
} CflOrderRow;

#define CFL_TYPE_ORDER_ROW (cfl_order_row_get_type ())
GType cfl_order_row_get_type (void);
CflOrderRow *cfl_order_row_new (void);
CflOrderRow *cfl_order_row_ref (CflOrderRow *self);
void cfl_order_row_unref (CflOrderRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflOrderRow, cfl_order_row_unref)

/**
 * CflCauseRow:
 *
 * Failed orders that share one cause: the same code and, where it matters, the same supplier. @key
 * is stable and goes into #CflListing.cause.
 */
typedef struct
{
  char *key;
  CflDocumentKind kind;
  CflAttemptState state; /* failed or unknown */
  gint error_code;
  char *error_message; /* of the newest */
  char *error_detail;
  CflReason reason; /* what a check says now; READY when the cause is gone or cannot be checked */
  char *reason_detail;
  guint count;
  guint suppliers;
  char *supplier;        /* of the first */
  char *order_reference; /* of the first */
  gint64 contact_id;     /* of the first */

  gatomicrefcount references;
} CflCauseRow;

#define CFL_TYPE_CAUSE_ROW (cfl_cause_row_get_type ())
GType cfl_cause_row_get_type (void);
CflCauseRow *cfl_cause_row_new (void);
CflCauseRow *cfl_cause_row_ref (CflCauseRow *self);
void cfl_cause_row_unref (CflCauseRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflCauseRow, cfl_cause_row_unref)

/**
 * CflContactRow:
 *
 * A supplier as Link Contacts lists it.
 */
typedef struct
{
  CflContact *contact;
  CflVendor *vendor; /* (nullable): the linked one; also NULL when it is gone from QuickBooks */
  char *currency;    /* the one its waiting orders use most, "" without orders */
  guint waiting;     /* orders that wait in the two upload tabs */
  char *waiting_references; /* the first few, comma separated */
  CflReason reason; /* NOT_LINKED, VENDOR_MISSING, VENDOR_INACTIVE, VENDOR_CURRENCY or READY */

  gatomicrefcount references;
} CflContactRow;

#define CFL_TYPE_CONTACT_ROW (cfl_contact_row_get_type ())
GType cfl_contact_row_get_type (void);
CflContactRow *cfl_contact_row_new (void);
CflContactRow *cfl_contact_row_ref (CflContactRow *self);
void cfl_contact_row_unref (CflContactRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflContactRow, cfl_contact_row_unref)

/* A number of documents and their exact sum in one currency. */
typedef struct
{
  char currency[4];
  guint count;
  CflDecimal sum;
} CflSum;

/**
 * CflTicks:
 *
 * Which orders of a listing are ticked: a set of ids, or all but a set. Ticking everything costs
 * nothing and loads nothing.
 */
typedef struct
{
  gboolean all;
  GArray *exceptions; /* (element-type gint64) sorted; with @all the unticked, else the ticked */
} CflTicks;

CflTicks *cfl_ticks_new (gboolean all);
CflTicks *cfl_ticks_copy (const CflTicks *self);
void cfl_ticks_free (CflTicks *self);
gboolean cfl_ticks_contains (const CflTicks *self, gint64 id);
void cfl_ticks_set (CflTicks *self, gint64 id, gboolean ticked);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflTicks, cfl_ticks_free)

/**
 * CflCounts:
 *
 * What the tab labels, the filter and the banner say.
 */
typedef struct
{
  guint lists[CFL_N_LISTS]; /* what each list shows by default */
  guint shows[CFL_N_LISTS][CFL_N_SHOWS];
  guint unlinked_contacts;   /* with orders waiting */
  guint waiting_for_link;    /* those orders */
  guint received_not_billed; /* received, but without Supplier Inv No or Invoice Date */
  guint open_attempts;       /* queued, sending or unknown */
} CflCounts;

/**
 * CflOrderDetails:
 *
 * Everything the order dialog shows.
 */
typedef struct
{
  CflOrder *order;
  CflOrderRow *row;
  CflContact *contact; /* (nullable) */
  CflVendor *vendor;   /* (nullable) */
  CflCheck *check;
  GPtrArray *attempts; /* (element-type CflAttempt) newest first */
} CflOrderDetails;

void cfl_order_details_free (CflOrderDetails *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflOrderDetails, cfl_order_details_free)

G_END_DECLS
