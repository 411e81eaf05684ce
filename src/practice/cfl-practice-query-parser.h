/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CFL_PRACTICE_OPERATOR_EQUAL,
  CFL_PRACTICE_OPERATOR_LESS,
  CFL_PRACTICE_OPERATOR_LESS_OR_EQUAL,
  CFL_PRACTICE_OPERATOR_GREATER,
  CFL_PRACTICE_OPERATOR_GREATER_OR_EQUAL,
  CFL_PRACTICE_OPERATOR_IN,
  CFL_PRACTICE_OPERATOR_LIKE
} CflPracticeOperator;

typedef struct {
  char *property;
  CflPracticeOperator relation;
  GPtrArray *values; /* of char *, one but for IN; booleans as "true" and "false" */
} CflPracticeCondition;

typedef struct {
  char *entity;
  gboolean is_count;
  GPtrArray *fields;     /* of char *, empty for "*" */
  GPtrArray *conditions; /* of CflPracticeCondition, all have to hold */
  char *order_by;
  gboolean is_descending;
  gint64 start_position;
  gint64 max_results;
} CflPracticeQuery;

CflPracticeQuery *cfl_practice_query_parse (const char *text, GError **error);
void cfl_practice_query_free (CflPracticeQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflPracticeQuery, cfl_practice_query_free)

/* The error's code is the one that QuickBooks answers with: 4000 or 4001. */
#define CFL_PRACTICE_QUERY_ERROR (cfl_practice_query_error_quark ())
GQuark cfl_practice_query_error_quark (void);

G_END_DECLS
