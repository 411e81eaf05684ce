/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-pacer.h"

G_BEGIN_DECLS

/* A call that is out. */
typedef struct {
  gint64 left; /* microseconds until its answer */
  guint documents;
} CflFlight;

/**
 * CflOutlook:
 * @waiting: documents that have not left
 * @largest: documents in a batch, at most; 1: no batches
 * @reserve: how many of the calls at once batches leave to documents of their own
 * @single: the microseconds that a call of one document takes
 * @item: the microseconds that a batch takes for each of its documents
 * @calls: the limits of all calls
 * @batches: those of batches
 * @flights: (element-type CflFlight): the calls that are out
 *
 * How a run stands: enough to play through how it will go on.
 */
typedef struct {
  guint waiting;
  guint largest;
  guint reserve;
  gint64 single;
  gint64 item;
  CflPacerView calls;
  CflPacerView batches;
  GArray *flights;
} CflOutlook;

guint cfl_outlook_choose (const CflOutlook *self, guint room, guint batch_room);
gint64 cfl_outlook_forecast (const CflOutlook *self);
void cfl_outlook_clear (CflOutlook *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CflOutlook, cfl_outlook_clear)

G_END_DECLS
