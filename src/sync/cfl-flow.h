/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CflFlow:
 *
 * An operation of several asynchronous steps, written as a table of named steps that reads as the
 * operation's table of contents. A step starts one asynchronous call; the call's callback ends with
 * exactly one of the functions below, after which it touches neither the flow nor its data. Errors
 * and cancellation are handled here, once: a cancelled flow stops before its next step.
 *
 * The flow is the task data of its task and lives as long as the task, so that the operation's
 * finish function still finds what the steps gathered in @data.
 */
typedef struct _CflFlow CflFlow;
typedef void (*CflStep) (CflFlow *flow);

typedef struct {
  const char *name; /* for debugging */
  CflStep run;
} CflFlowStep;

struct _CflFlow {
  GTask *task; /* owned until the flow returns */
  GCancellable *cancellable;
  const CflFlowStep *steps; /* ends with a NULL name */
  guint next;
  gpointer data;
  GDestroyNotify free_data;
  void (*ended) (gpointer source); /* (nullable): called just before the flow returns */
};

void cfl_flow_start (GTask *task,
                     const CflFlowStep *steps,
                     gpointer data,
                     GDestroyNotify free_data);
void cfl_flow_start_full (GTask *task,
                          GCancellable *cancellable,
                          const CflFlowStep *steps,
                          gpointer data,
                          GDestroyNotify free_data,
                          void (*ended) (gpointer source));
void cfl_flow_continue (CflFlow *flow);
void cfl_flow_again (CflFlow *flow);
void cfl_flow_finish (CflFlow *flow);
void cfl_flow_fail (CflFlow *flow, GError *error);
gpointer cfl_flow_get_data (GTask *task);

G_END_DECLS
