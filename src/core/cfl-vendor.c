/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-vendor.h"

#include "cfl-text-private.h"

static const gsize texts[] = {
  G_STRUCT_OFFSET (CflVendor, id),           G_STRUCT_OFFSET (CflVendor, sync_token),
  G_STRUCT_OFFSET (CflVendor, display_name), G_STRUCT_OFFSET (CflVendor, company_name),
  G_STRUCT_OFFSET (CflVendor, email),        G_STRUCT_OFFSET (CflVendor, currency),
  G_STRUCT_OFFSET (CflVendor, country),      G_STRUCT_OFFSET (CflVendor, tax_identifier),
};

G_DEFINE_BOXED_TYPE (CflVendor, cfl_vendor, cfl_vendor_ref, cfl_vendor_unref)

CflVendor *
cfl_vendor_new (void)
{
  CflVendor *self = g_new0 (CflVendor, 1);

  self->active = TRUE;
  cfl_text_fields_init (self, texts, G_N_ELEMENTS (texts));
  g_atomic_ref_count_init (&self->references);
  return self;
}

CflVendor *
cfl_vendor_ref (CflVendor *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cfl_vendor_unref (CflVendor *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  cfl_text_fields_clear (self, texts, G_N_ELEMENTS (texts));
  g_free (self);
}

/**
 * cfl_vendor_copy:
 *
 * Returns: (transfer full): a copy for its new owner to change
 */
CflVendor *
cfl_vendor_copy (const CflVendor *self)
{
  CflVendor *copy = cfl_vendor_new ();

  cfl_text_fields_copy (copy, self, texts, G_N_ELEMENTS (texts));
  copy->active = self->active;
  return copy;
}
