/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CflRecord:
 *
 * One boxed record (a run, a cause, a supplier) as an object, so that a #GListModel can hold it.
 */
#define CFL_TYPE_RECORD (cfl_record_get_type ())
G_DECLARE_FINAL_TYPE (CflRecord, cfl_record, CFL, RECORD, GObject)

CflRecord *cfl_record_new (GType type, gconstpointer boxed);
/* (transfer none) */
gconstpointer cfl_record_get (CflRecord *self);

G_END_DECLS
