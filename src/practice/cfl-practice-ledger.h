/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-practice-private.h"

G_BEGIN_DECLS

/* The rows of one kind of entity, in the order in which they were made. */
typedef struct {
  const char *name; /* "Vendor" */
  const char *path; /* "vendor" */
  GPtrArray *rows;  /* of CflNode */
  GHashTable *by_id;
  GHashTable *touched; /* ids changed or deleted since the seed */
} CflPracticeTable;

/* An answer that is given again when its request id comes back. */
typedef struct {
  char *id;
  gint64 at;
  char *body;
} CflPracticeReplay;

/* What was there once. */
typedef struct {
  const char *table;
  char *id;
  gint64 at;
} CflPracticeDeletion;

struct _CflPracticeLedger {
  GPtrArray *tables;
  GPtrArray *deletions; /* of CflPracticeDeletion */
  GHashTable *replays; /* request id -> CflPracticeReplay */
  gint64 last_transaction_id;
  gint64 last_name_id;
  gboolean is_seeding; /* rows belong to the seed: nothing is journaled */
};

CflPracticeLedger *cfl_practice_ledger_new (void);
void cfl_practice_ledger_free (CflPracticeLedger *ledger);
CflPracticeTable *cfl_practice_ledger_get_table (CflPractice *practice, const char *name);
CflPracticeTable *cfl_practice_ledger_get_table_by_path (CflPractice *practice, const char *path);
gboolean cfl_practice_table_is_transaction (CflPracticeTable *table);

CflNode *cfl_practice_ledger_find (CflPractice *practice, const char *name, const char *id);
char *cfl_practice_ledger_next_id (CflPractice *practice, const char *name);
/* Takes the row. Rows of the same id are replaced where they stand. */
void cfl_practice_ledger_put (CflPractice *practice, const char *name, CflNode *row);
void cfl_practice_ledger_delete (CflPractice *practice, const char *name, const char *id);
void cfl_practice_ledger_remember (CflPractice *practice, const char *request_id, const char *body);
const char *cfl_practice_ledger_replay (CflPractice *practice, const char *request_id);

G_END_DECLS
