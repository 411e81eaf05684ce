/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-batch.h"
#include "cfl-pacer.h"

G_BEGIN_DECLS

/**
 * CflQuickbooksPace:
 *
 * What Intuit lets an app do for one company, how fast its answers come, and what follows from both:
 * how many documents leave with the next call, and how long a run will take.
 */
typedef struct _CflQuickbooksPace CflQuickbooksPace;

CflQuickbooksPace *cfl_quickbooks_pace_new (void);
void cfl_quickbooks_pace_free (CflQuickbooksPace *self);

void cfl_quickbooks_pace_set_limits (CflQuickbooksPace *self,
                                     guint in_flight,
                                     guint per_second,
                                     guint per_minute);
void cfl_quickbooks_pace_set_clock (CflQuickbooksPace *self, CflClock *clock);
gboolean
cfl_quickbooks_pace_set_record (CflQuickbooksPace *self, const char *path, GError **error);
/* (transfer none): for all calls, and the one within it for batches */
CflPacer *cfl_quickbooks_pace_get_calls (CflQuickbooksPace *self);
CflPacer *cfl_quickbooks_pace_get_batches (CflQuickbooksPace *self);

guint
cfl_quickbooks_pace_plan (CflQuickbooksPace *self, guint waiting, guint most, gint64 *wait);
void cfl_quickbooks_pace_drop_plans (CflQuickbooksPace *self);
gint64 cfl_quickbooks_pace_forecast (CflQuickbooksPace *self, guint waiting);

/* What became of a call. */
typedef enum {
  CFL_PACE_ANSWERED,  /* at the first try */
  CFL_PACE_TROUBLED,  /* late, after several tries or not at all */
  CFL_PACE_TOO_LARGE, /* the batch had too many items */
  CFL_PACE_NOTHING    /* nothing that says how fast answers come */
} CflPaceOutcome;

/* A call with documents begins; returns by which it is known. */
guint cfl_quickbooks_pace_begin (CflQuickbooksPace *self, guint documents);
void cfl_quickbooks_pace_end (CflQuickbooksPace *self, guint flight, CflPaceOutcome outcome);

G_END_DECLS
