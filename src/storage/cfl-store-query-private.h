/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-store-private.h"

G_BEGIN_DECLS

/**
 * CflQuery:
 *
 * The SQL of a listing. Numbers stand in the text, texts of the user are bound.
 */
typedef struct {
  const char *table; /* behind FROM */
  const char *id;    /* its column with the order's id */
  GString *where;    /* behind WHERE */
  GString *order_by; /* behind ORDER BY */
  GPtrArray *texts;  /* (element-type utf8) in the order of the question marks in @where */
} CflQuery;

CflQuery     *cfl_query_new (const CflListing *listing, gboolean only_ready);
void          cfl_query_free (CflQuery *self);
CflStatement *cfl_query_prepare (const CflQuery *self, CflDatabase *database, const char *before,
                                 const char *after, int *next);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflQuery, cfl_query_free)

G_END_DECLS
