/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-flow.h"

#include "cfl-sync-error-private.h"

static void
cfl_flow_free (CflFlow *flow)
{
  g_clear_object (&flow->cancellable);
  if (flow->free_data != NULL)
    g_clear_pointer (&flow->data, flow->free_data);
  g_free (flow);
}

/**
 * cfl_flow_start:
 * @task: (transfer full): the task that the flow returns, with TRUE or an error
 * @data: (transfer full): what the steps share
 *
 * Runs the first step.
 */
void
cfl_flow_start (GTask *task, const CflFlowStep *steps, gpointer data, GDestroyNotify free_data)
{
  cfl_flow_start_full (task, g_task_get_cancellable (task), steps, data, free_data, NULL);
}

/**
 * cfl_flow_start_full:
 * @cancellable: (nullable): what stops the flow, where that is not only the task's own
 * @ended: (nullable): called with the task's source object just before the flow returns, so that
 *   the callback finds the operation ended and may start the next one
 */
void
cfl_flow_start_full (GTask *task,
                     GCancellable *cancellable,
                     const CflFlowStep *steps,
                     gpointer data,
                     GDestroyNotify free_data,
                     void (*ended) (gpointer source))
{
  CflFlow *flow = g_new0 (CflFlow, 1);

  flow->task = task;
  flow->steps = steps;
  flow->data = data;
  flow->free_data = free_data;
  flow->ended = ended;
  if (cancellable != NULL)
    flow->cancellable = g_object_ref (cancellable);
  g_task_set_task_data (task, flow, (GDestroyNotify) cfl_flow_free);
  /* What was done before the cancellation is told all the same. */
  g_task_set_check_cancellable (task, FALSE);
  cfl_flow_continue (flow);
}

/**
 * cfl_flow_continue:
 *
 * Runs the next step, or returns TRUE after the last.
 */
void
cfl_flow_continue (CflFlow *flow)
{
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (flow->cancellable, &error))
    cfl_flow_fail (flow, error);
  else if (flow->steps[flow->next].name == NULL)
    cfl_flow_finish (flow);
  else
    {
      const CflFlowStep *step = &flow->steps[flow->next++];

      g_debug ("%s: %s", g_task_get_name (flow->task), step->name);
      step->run (flow);
    }
}

/**
 * cfl_flow_again:
 *
 * Runs the same step once more: a loop.
 */
void
cfl_flow_again (CflFlow *flow)
{
  flow->next--;
  cfl_flow_continue (flow);
}

/**
 * cfl_flow_finish:
 *
 * Returns TRUE now and leaves out the remaining steps.
 */
void
cfl_flow_finish (CflFlow *flow)
{
  g_autoptr (GTask) task = g_steal_pointer (&flow->task);

  if (flow->ended != NULL)
    flow->ended (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

/**
 * cfl_flow_fail:
 * @error: (transfer full): of any room below; the caller gets it as an error of CFL_SYNC_ERROR
 */
void
cfl_flow_fail (CflFlow *flow, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&flow->task);

  g_debug ("%s: %s", g_task_get_name (task), error->message);
  if (flow->ended != NULL)
    flow->ended (g_task_get_source_object (task));
  g_task_return_error (task, cfl_sync_error_translate (error));
}

/**
 * cfl_flow_get_data:
 *
 * Returns: (transfer none): the data of the flow that runs or ran under @task
 */
gpointer
cfl_flow_get_data (GTask *task)
{
  CflFlow *flow = g_task_get_task_data (task);

  return flow == NULL ? NULL : flow->data;
}
