/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-document.h"

#include "cfl-text-private.h"

static const gsize texts[] = {
  G_STRUCT_OFFSET (CflDocument, vendor_id),          G_STRUCT_OFFSET (CflDocument, vendor_name),
  G_STRUCT_OFFSET (CflDocument, payable_account_id), G_STRUCT_OFFSET (CflDocument, number),
  G_STRUCT_OFFSET (CflDocument, private_note),       G_STRUCT_OFFSET (CflDocument, currency),
};

G_DEFINE_BOXED_TYPE (CflDocument, cfl_document, cfl_document_ref, cfl_document_unref)

static void
document_line_free (gpointer data)
{
  CflDocumentLine *line = data;

  g_free (line->description);
  g_free (line->account_id);
  g_free (line);
}

CflDocument *
cfl_document_new (CflDocumentKind kind)
{
  CflDocument *self = g_new0 (CflDocument, 1);

  self->kind = kind;
  cfl_text_fields_init (self, texts, G_N_ELEMENTS (texts));
  self->lines = g_ptr_array_new_with_free_func (document_line_free);
  g_atomic_ref_count_init (&self->references);
  return self;
}

/* Takes over @description. */
CflDocumentLine *
cfl_document_add_line (CflDocument *self,
                       char *description,
                       CflDecimal amount,
                       const char *account_id)
{
  CflDocumentLine *line = g_new0 (CflDocumentLine, 1);

  line->description = description;
  line->amount = amount;
  line->account_id = g_strdup (account_id);
  g_ptr_array_add (self->lines, line);
  return line;
}

CflDocument *
cfl_document_ref (CflDocument *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cfl_document_unref (CflDocument *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  cfl_text_fields_clear (self, texts, G_N_ELEMENTS (texts));
  g_ptr_array_unref (self->lines);
  g_free (self);
}
