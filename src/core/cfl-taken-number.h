/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-document.h"

G_BEGIN_DECLS

/**
 * CflTakenNumber:
 *
 * A bill or purchase order in QuickBooks, whoever made it, as far as its number may be in another's way.
 */
typedef struct {
  CflDocumentKind kind;
  char *id;
  gboolean gone; /* QuickBooks has deleted it, and the rest is empty */
  char *number;
  char *vendor_id;
  CflDate date;
  CflDecimal total;
} CflTakenNumber;

CflTakenNumber *cfl_taken_number_new (CflDocumentKind kind, const char *id);
void            cfl_taken_number_free (CflTakenNumber *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflTakenNumber, cfl_taken_number_free)

G_END_DECLS
