/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CflPrintTable:
 *
 * A table for people: columns as wide as their widest cell, numbers at the right.
 */
typedef struct _CflPrintTable CflPrintTable;

/* Titles, ended by NULL; one that begins with ">" is a column of numbers. */
CflPrintTable *cfl_print_table_new (const char *title, ...) G_GNUC_NULL_TERMINATED;
void cfl_print_table_free (CflPrintTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflPrintTable, cfl_print_table_free)

/* As many cells as there are titles. */
void cfl_print_table_add (CflPrintTable *self, const char *cell, ...) G_GNUC_NULL_TERMINATED;
/* Nothing for a table without rows. */
void cfl_print_table_print (CflPrintTable *self);

G_END_DECLS
