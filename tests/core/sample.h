/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-eligibility.h"

G_BEGIN_DECLS

/* An American company with its chart, one vendor, one linked contact and an order that can go: what
 * a test changes one thing in. */
typedef struct {
  CflCompany *company;
  CflVendor *vendor;
  CflContact *contact;
  CflOrder *order;
  gboolean sent_as_purchase_order;
  const char *const *taken; /* (nullable): numbers in use */
} Sample;

Sample       *sample_new (void);
void          sample_free (Sample *self);
CflCheck     *sample_check (Sample *self, CflDocumentKind kind);
CflAccount   *sample_add_account (Sample *self, const char *id, const char *name, const char *type);
void          sample_set_role (Sample *self, CflAccountRole role, const char *id);
CflOrderLine *sample_add_line (Sample *self, const char *quantity, const char *unit_price);
void          sample_clear_lines (Sample *self);
CflDecimal    sample_sum (const CflDocument *document);

#define assert_decimal(decimal, expected) \
  G_STMT_START \
    { \
      g_autofree char *decimal_text_ = cfl_decimal_to_text (decimal); \
      g_assert_cmpstr (decimal_text_, ==, expected); \
    } \
  G_STMT_END

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sample, sample_free)

G_END_DECLS
