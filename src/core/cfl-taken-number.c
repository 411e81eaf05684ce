/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-taken-number.h"

CflTakenNumber *
cfl_taken_number_new (CflDocumentKind kind, const char *id)
{
  CflTakenNumber *self = g_new0 (CflTakenNumber, 1);

  self->kind = kind;
  self->id = g_strdup (id);
  self->number = g_strdup ("");
  self->vendor_id = g_strdup ("");
  return self;
}

void
cfl_taken_number_free (CflTakenNumber *self)
{
  g_free (self->id);
  g_free (self->number);
  g_free (self->vendor_id);
  g_free (self);
}
