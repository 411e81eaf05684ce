/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-listing.h"
#include "cfl-words.h"

G_BEGIN_DECLS

/**
 * CflWords:
 *
 * One reason or failure in a bookkeeper's words, all translated: @status at most 26 characters for
 * the list, @title one line, @sentence what it means, @remedy what to do, @button the label of what
 * does it ("" for %CFL_FIX_NONE).
 */
typedef struct {
  char *status;
  char *title;
  char *sentence;
  char *remedy;
  char *button;
  CflFix fix;
} CflWords;

void cfl_words_free (CflWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflWords, cfl_words_free)

CflWords *cfl_words_for_reason (CflReason reason, const char *detail, CflDocumentKind kind);
/* Its stable name for machines: "ready", "no_invoice_date", "not_linked", ... */
const char *cfl_reason_get_name (CflReason reason);
/* From Intuit's code (or a CflFailure) only, never from its text, which is localised. */
CflWords *cfl_words_for_failure (gint error_code, const char *detail, CflDocumentKind kind);
CflWords *cfl_words_for_cause (const CflCauseRow *cause);
CflWords *cfl_words_for_row (const CflOrderRow *row);
/* uploaded documents: how one stands, what came of taking it back, and both for a row of its run */
CflWords *cfl_words_for_document (const CflUploadedDocument *document);
CflWords *cfl_words_for_undo (const CflAttempt *deletion);
CflWords *cfl_words_for_document_row (const CflOrderRow *row);

/* 1,920.00 and −34.50: thousands separated, the currency's digits, U+2212. */
char *cfl_amount_to_display (CflDecimal amount, const char *currency);
/* 6 March 2026, as sentences write it */
char *cfl_date_to_display (CflDate date);

G_END_DECLS
