/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-attempt.h"

G_BEGIN_DECLS

/* What Intuit allows: items of a batch, and characters of its request id and of an item's id. */
#define CFL_BATCH_MAX_ITEMS 30
#define CFL_BATCH_REQUEST_ID_LENGTH 36
#define CFL_BATCH_ITEM_ID_LENGTH 10

/**
 * CflBatch:
 * @attempts: (element-type CflAttempt): the members in their positions
 * @item_ids: (element-type utf8): by which each member's answer is known, in the same positions
 *
 * Several frozen attempts that leave as one call. Who belongs to it, in which order and under which
 * ids is written before the first byte leaves and never changes again: a batch is only ever repeated
 * whole, with the same bytes under the same request id. The members are settled one by one.
 */
typedef struct
{
  gint64 id;
  gint64 run_id;
  char *request_id;   /* at most 36 characters; not one of the members' own */
  char *request_hash; /* SHA-256 of the body, lower-case hexadecimal; "" until it is frozen */
  gint64 started_at;  /* microseconds since 1970 UTC */
  GPtrArray *attempts;
  GPtrArray *item_ids;

  gatomicrefcount references;
} CflBatch;

CflBatch *cfl_batch_new (void);
/* For attempts that are in the journal. It takes a reference to each. */
CflBatch *cfl_batch_new_for_attempts (CflAttempt *const *attempts, guint n_attempts);
CflBatch *cfl_batch_ref (CflBatch *self);
void cfl_batch_unref (CflBatch *self);
void cfl_batch_add (CflBatch *self, CflAttempt *attempt, const char *item_id);
/* The position of the member that is known by this id, -1 when there is none. */
int cfl_batch_find (const CflBatch *self, const char *item_id);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflBatch, cfl_batch_unref)

G_END_DECLS
