/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "../quickbooks/practice-fixture.h"
#include "../storage/store-support.h"

G_BEGIN_DECLS

/* What becomes of a document. */
typedef enum {
  DONE,     /* uploaded */
  REFUSED,  /* failed: somebody has to change something */
  OPEN,     /* unknown: the next start finds out by itself */
  BACK,     /* not sent, and in its list again */
  NOT_THERE /* this trouble does not come at this place */
} End;

typedef struct {
  End end;
  gint code; /* of what is not done */
} Outcome;

/* A place where trouble may strike. */
typedef struct {
  const char *name;
  const char *target;     /* on the dial */
  const char *before;     /* (nullable): the trouble that leads there */
  gboolean expires_token; /* so that one has to be fetched */
  CflDocumentKind kind;
} Column;

/* One practice server, one journal, and an order for each document that goes through trouble. */
void matrix_set_up (void);
void matrix_tear_down (void);
/* Empty books are read faster. */
void matrix_reset (void);
JsonNode *matrix_control (const char *method, const char *name);

/* One document through these troubles (as on the dial, NULL-terminated), and what happens when they
 * are over. */
void matrix_go_through (const Column *column, const char *const *faults, Outcome outcome);

/* The steps of it. A document over @amount US dollars, for an order that was not used yet. */
CflAttempt *matrix_make_attempt (CflDocumentKind kind, const char *number, const char *amount);
void matrix_begin (CflAttempt *attempt);
void matrix_run (const char *const *faults);
/* The attempt as the journal has it. */
CflAttempt *matrix_read_journal (const CflAttempt *attempt);
/* How many documents of this number are in the books; the id of one of them is kept. */
guint matrix_count_documents (CflDocumentKind kind, const char *number, char **id);

G_END_DECLS
