/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "cfl-text.h"

G_BEGIN_DECLS

/**
 * CflContact:
 *
 * The supplier as Cin7 or a CSV file knows it. Ownership as for #CflOrder: filled in once, then
 * only read. Texts are never NULL.
 */
typedef struct {
  gint64 id; /* row in the database, 0 before it is stored */
  char *source_id; /* Cin7's id as text; for CSV the name */
  gboolean active;
  char *name; /* company, or first and last name where there is no company */
  char *first_name;
  char *last_name;
  char *email;
  char *phone;
  char *website;
  char *address_line;
  char *city;
  char *state;
  char *postal_code;
  char *country;
  char *tax_number;
  char *account_number;
  char *account_code; /* alternative ledger account */
  char *payment_terms;
  char *adopted_vendor_id; /* the QuickBooks id that Cin7's own integration holds, "" when none */
  gint64 modified_at;

  /* The QuickBooks vendor it is linked to, "" when not linked. Ours, never the source's. */
  char *vendor_id;

  gatomicrefcount references;
} CflContact;

#define CFL_TYPE_CONTACT (cfl_contact_get_type ())
GType       cfl_contact_get_type (void);
CflContact *cfl_contact_new (void);
CflContact *cfl_contact_copy (const CflContact *self);
CflContact *cfl_contact_ref (CflContact *self);
void        cfl_contact_unref (CflContact *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflContact, cfl_contact_unref)

G_END_DECLS
