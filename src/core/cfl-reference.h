/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* QuickBooks holds this many Unicode characters of a document number (code 2050 beyond; QuickBooks
 * reference 6.3). */
#define CFL_REFERENCE_MAX 21

typedef enum {
  CFL_REFERENCE_WHOLE = 0,
  CFL_REFERENCE_CUT = 1,       /* the tail of the full text is missing */
  CFL_REFERENCE_SHORTENED = 2, /* of the invoice number, so that the order's stays whole */
  CFL_REFERENCE_CLASH = 3,     /* both readings are taken by another document */
  CFL_REFERENCE_THEIRS = 4     /* nothing is sent: QuickBooks gives the number itself */
} CflReferenceForm;

/**
 * CflReference:
 * @full: the whole text, as the user sees it and as the private note keeps it
 * @sent: what QuickBooks will hold, at most %CFL_REFERENCE_MAX characters
 *
 * The number of a document.
 */
typedef struct {
  char *full;
  char *sent;
  CflReferenceForm form;
} CflReference;

typedef gboolean (*CflReferenceTaken) (const char *sent, gpointer user_data);

CflReference *cfl_reference_new (const char *supplier_invoice_number, const char *order_reference,
                                 CflReferenceTaken taken, gpointer user_data);
CflReference *cfl_reference_new_theirs (const char *order_reference);
void          cfl_reference_free (CflReference *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflReference, cfl_reference_free)

G_END_DECLS
