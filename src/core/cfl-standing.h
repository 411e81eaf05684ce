/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "cfl-attempt.h"

G_BEGIN_DECLS

/**
 * CflStanding:
 *
 * How an uploaded document stands in QuickBooks beside what was sent. Stored in the database: append,
 * never renumber.
 */
typedef enum {
  CFL_STANDING_UNKNOWN = 0,        /* not compared yet */
  CFL_STANDING_UNTOUCHED = 1,      /* exactly as it was made */
  CFL_STANDING_TOTAL_CHANGED = 2,
  CFL_STANDING_DATE_CHANGED = 3,
  CFL_STANDING_NUMBER_CHANGED = 4,
  CFL_STANDING_VENDOR_CHANGED = 5,
  CFL_STANDING_CHANGED = 6,        /* something that is not compared was */
  CFL_STANDING_PARTLY_PAID = 7,
  CFL_STANDING_PAID = 8,
  CFL_STANDING_LINKED = 9,         /* of a purchase order: a bill was made of it */
  CFL_STANDING_GONE = 10,          /* deleted there */
  CFL_STANDING_CLOSED = 11,        /* never stored: it may not be taken back, its books are closed */
  CFL_N_STANDINGS
} CflStanding;

/**
 * CflHeldDocument:
 * @held: FALSE: QuickBooks does not have it, and the rest is empty
 * @is_linked: to something else than payments and the purchase orders it was made of
 *
 * A document as QuickBooks holds it, as far as anybody can have changed it. Ownership as for #CflOrder.
 */
typedef struct {
  char *id;
  gboolean held;
  char *sync_token;
  char *number;
  char *vendor_id;
  CflDate date;
  CflDecimal total;
  CflDecimal balance;
  gboolean has_payment;
  gboolean is_linked;
  CflDate paid_on;   /* the day of the last payment, unset where it is not known */
  gint64 changed_at; /* microseconds since 1970 UTC */

  gatomicrefcount references;
} CflHeldDocument;

#define CFL_TYPE_HELD_DOCUMENT (cfl_held_document_get_type ())
GType cfl_held_document_get_type (void);
CflHeldDocument *cfl_held_document_new (const char *id);
CflHeldDocument *cfl_held_document_ref (CflHeldDocument *self);
void cfl_held_document_unref (CflHeldDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflHeldDocument, cfl_held_document_unref)

CflStanding cfl_standing_of (const CflAttempt *attempt, const CflHeldDocument *held);
CflStanding cfl_standing_for_undo (const CflAttempt *attempt,
                                   const CflHeldDocument *held,
                                   CflDate closing_date);
/* Whether a document that stands so may be taken back. */
gboolean cfl_standing_allows_undo (CflStanding self);
/**
 * CflUploadedDocument:
 * @attempt: what made the document
 * @held: (nullable): as QuickBooks holds it; NULL before it was asked
 * @standing: with regard to taking it back: see cfl_standing_for_undo()
 * @deletion: (nullable): the deletion, once it was tried
 *
 * A document on its way back. Ownership as for #CflOrder.
 */
typedef struct {
  CflAttempt *attempt;
  CflHeldDocument *held;
  CflStanding standing;
  CflAttempt *deletion;

  gatomicrefcount references;
} CflUploadedDocument;

#define CFL_TYPE_UPLOADED_DOCUMENT (cfl_uploaded_document_get_type ())
GType cfl_uploaded_document_get_type (void);
CflUploadedDocument *cfl_uploaded_document_new (CflAttempt *attempt);
CflUploadedDocument *cfl_uploaded_document_ref (CflUploadedDocument *self);
void cfl_uploaded_document_unref (CflUploadedDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflUploadedDocument, cfl_uploaded_document_unref)

/* Its stable name for machines: "untouched", "total_changed", "paid", … */
const char *cfl_standing_get_name (CflStanding self);

G_END_DECLS
