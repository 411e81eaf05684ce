/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-date.h"
#include "cfl-decimal.h"

G_BEGIN_DECLS

/**
 * CflPrintJson:
 *
 * One JSON document for standard output. Names are NULL in arrays and at the top. Amounts are
 * written as exact decimals.
 */
typedef struct _CflPrintJson CflPrintJson;

CflPrintJson *cfl_print_json_new (void);
void cfl_print_json_free (CflPrintJson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflPrintJson, cfl_print_json_free)

void cfl_print_json_begin_object (CflPrintJson *self, const char *name);
void cfl_print_json_end_object (CflPrintJson *self);
void cfl_print_json_begin_array (CflPrintJson *self, const char *name);
void cfl_print_json_end_array (CflPrintJson *self);
void cfl_print_json_add_text (CflPrintJson *self, const char *name, const char *value);
void cfl_print_json_add_integer (CflPrintJson *self, const char *name, gint64 value);
void cfl_print_json_add_boolean (CflPrintJson *self, const char *name, gboolean value);
void cfl_print_json_add_decimal (CflPrintJson *self, const char *name, CflDecimal value);
/* null when the date is not set */
void cfl_print_json_add_date (CflPrintJson *self, const char *name, CflDate value);
void cfl_print_json_add_null (CflPrintJson *self, const char *name);
void cfl_print_json_finish (CflPrintJson *self);

G_END_DECLS
