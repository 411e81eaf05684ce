/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-text.h"

G_BEGIN_DECLS

/* The text members of a record, named once by their offsets: made, freed and copied together, so
 * that a new member cannot be forgotten in one of the three. */
void cfl_text_fields_init (gpointer record, const gsize *offsets, gsize n_offsets);
void cfl_text_fields_clear (gpointer record, const gsize *offsets, gsize n_offsets);
void cfl_text_fields_copy (gpointer record,
                           gconstpointer from,
                           const gsize *offsets,
                           gsize n_offsets);

G_END_DECLS
