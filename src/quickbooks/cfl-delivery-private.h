/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-quickbooks-private.h"

G_BEGIN_DECLS

/**
 * CflDelivery:
 * @uncertain: a try before the last one went out and had no answer that says it was not executed
 *
 * What is common to all calls that deliver documents: what is known of their tries, and the time that
 * they take.
 */
typedef struct {
  CflQuickbooksClient *client;
  CflHttpRequest *request;
  guint flight;
  gulong waiting;
  gboolean uncertain;
  gboolean troubled;
  gboolean throttled;
} CflDelivery;

/* request: (transfer full) */
void cfl_delivery_begin (CflDelivery *self,
                         CflQuickbooksClient *client,
                         CflHttpRequest *request,
                         guint documents);
/* answer: (nullable): the last one. */
void cfl_delivery_end (CflDelivery *self, const CflAnswer *answer, const GError *error);
/* Whether any try may have been executed, when the call ended with an error. */
gboolean cfl_delivery_may_be_executed (const CflDelivery *self, const GError *error);
void cfl_delivery_clear (CflDelivery *self);

G_END_DECLS
