/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CflPracticeWhere CflPracticeWhere;

CflPracticeWhere *cfl_practice_where_parse (const char *text,
                                            const char *const *fields,
                                            GError **error);
void cfl_practice_where_free (CflPracticeWhere *where);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflPracticeWhere, cfl_practice_where_free)
gboolean cfl_practice_where_holds (CflPracticeWhere *where, const char *row);

/* The member's raw value in the text of a row: `kind` is its first character, or 'n' for null and
 * when it is missing. Names count without regard to case. */
char *cfl_practice_row_get (const char *row, const char *name, char *kind);
int cfl_practice_row_compare (char kind_a, const char *a, char kind_b, const char *b);
/* The name as the field list writes it, or NULL. */
const char *cfl_practice_field_find (const char *const *fields, const char *name);

G_END_DECLS
