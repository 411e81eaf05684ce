/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-practice-private.h"

G_BEGIN_DECLS

#define CFL_PRACTICE_CIN7_USER "PaperbarkTradingUS"
#define CFL_PRACTICE_CIN7_KEY "0000practice0cin7key0000000000000"
/* A second connection of the account, whose switch for purchase orders is off. */
#define CFL_PRACTICE_CIN7_KEY_WITHOUT_ORDERS "0000practice0cin7key0without0orders"

/* One row of a resource: its JSON as one text, and its id. */
typedef struct {
  gint64 id;
  char *text;
  gboolean is_changed; /* since the seed */
} CflPracticeCin7Row;

typedef struct {
  const char *name;       /* "PurchaseOrders" */
  GArray *rows;           /* of CflPracticeCin7Row, by rising id */
  GHashTable *selections; /* "where|order" -> GArray of guint */
} CflPracticeCin7Table;

/* What the practice account of Cin7 holds. */
struct _CflPracticeOrders {
  CflPracticeCin7Table tables[5];
  guint wanted;
};

CflPracticeOrders *cfl_practice_orders_new (guint wanted);
void cfl_practice_orders_free (CflPracticeOrders *orders);
guint cfl_practice_orders_get_wanted (CflPractice *practice);
CflPracticeCin7Table *cfl_practice_orders_get_table (CflPractice *practice, const char *name);
/* Takes the text. Ids have to rise. */
void cfl_practice_orders_add (CflPractice *practice, const char *table, gint64 id, char *text);
CflPracticeCin7Row *cfl_practice_orders_find (CflPractice *practice, const char *table, gint64 id);
/* Replaces an order's text, in the state file too. */
void cfl_practice_orders_change (CflPractice *practice, gint64 id, const char *text);
void cfl_practice_orders_restore (CflPractice *practice, gint64 id, const char *text);
void cfl_practice_orders_save (CflPractice *practice);

const char *const *cfl_practice_cin7_fields (CflPracticeCin7Table *table);
CflNode *cfl_practice_cin7_read_fields (const char *text, CflPracticeCin7Table *table);
CflNode *cfl_practice_cin7_project (CflNode *row, CflNode *wanted);

void cfl_practice_cin7_handle (CflPracticeCall *call);
void cfl_practice_cin7_put (CflPracticeCall *call);

G_END_DECLS
