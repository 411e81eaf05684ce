/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-contact.h"

#include "cfl-text-private.h"

static const gsize texts[] = {
  G_STRUCT_OFFSET (CflContact, source_id),
  G_STRUCT_OFFSET (CflContact, name),
  G_STRUCT_OFFSET (CflContact, first_name),
  G_STRUCT_OFFSET (CflContact, last_name),
  G_STRUCT_OFFSET (CflContact, email),
  G_STRUCT_OFFSET (CflContact, phone),
  G_STRUCT_OFFSET (CflContact, website),
  G_STRUCT_OFFSET (CflContact, address_line),
  G_STRUCT_OFFSET (CflContact, city),
  G_STRUCT_OFFSET (CflContact, state),
  G_STRUCT_OFFSET (CflContact, postal_code),
  G_STRUCT_OFFSET (CflContact, country),
  G_STRUCT_OFFSET (CflContact, tax_number),
  G_STRUCT_OFFSET (CflContact, account_number),
  G_STRUCT_OFFSET (CflContact, account_code),
  G_STRUCT_OFFSET (CflContact, payment_terms),
  G_STRUCT_OFFSET (CflContact, adopted_vendor_id),
  G_STRUCT_OFFSET (CflContact, vendor_id),
};

G_DEFINE_BOXED_TYPE (CflContact, cfl_contact, cfl_contact_ref, cfl_contact_unref)

CflContact *
cfl_contact_new (void)
{
  CflContact *self = g_new0 (CflContact, 1);

  self->active = TRUE;
  cfl_text_fields_init (self, texts, G_N_ELEMENTS (texts));
  g_atomic_ref_count_init (&self->references);
  return self;
}

CflContact *
cfl_contact_ref (CflContact *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cfl_contact_unref (CflContact *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  cfl_text_fields_clear (self, texts, G_N_ELEMENTS (texts));
  g_free (self);
}

/**
 * cfl_contact_copy:
 *
 * Returns: (transfer full): a copy for its new owner to change
 */
CflContact *
cfl_contact_copy (const CflContact *self)
{
  CflContact *copy = cfl_contact_new ();

  cfl_text_fields_copy (copy, self, texts, G_N_ELEMENTS (texts));
  copy->id = self->id;
  copy->active = self->active;
  copy->modified_at = self->modified_at;
  return copy;
}
