/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The end of a run: summed up, and told. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-upload-private.h"

#include "cfl-fault-codes.h"
#include "cfl-wording.h"

#include <glib/gi18n-lib.h>

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_store_finish_run_finish (CFL_STORE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

void
cfl_upload_step_finish (CflFlow *flow)
{
  UploadData *data = flow->data;

  if (data->run->id == 0)
    cfl_flow_continue (flow);
  else
    cfl_store_finish_run_async (data->self->store, data->run->id, NULL, finished_cb, flow);
}

static void
sum_up (UploadData *data)
{
  CflRun *run = data->run;

  run->total = data->ends->len;
  run->finished_at = g_get_real_time ();
  for (guint i = 0; i < data->ends->len; i++)
    {
      const CflAttempt *attempt = data->ends->pdata[i];

      run->uploaded += attempt->state == CFL_ATTEMPT_UPLOADED;
      run->failed += attempt->state == CFL_ATTEMPT_FAILED;
      run->unknown += attempt->state == CFL_ATTEMPT_UNKNOWN;
      run->cancelled += attempt->state == CFL_ATTEMPT_CANCELLED;
    }
}

static const CflAttempt *
find_what_stopped (UploadData *data)
{
  for (guint i = 0; i < data->ends->len; i++)
    {
      const CflAttempt *attempt = data->ends->pdata[i];

      if (attempt->id != 0 && cfl_fault_stops_run (attempt->error_code))
        return attempt;
    }
  return NULL;
}

static void
feature_lost_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_sync_service_lose_purchase_orders_finish (CFL_SYNC_SERVICE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

/* The others need not be refused one by one. */
void
cfl_upload_step_learn (CflFlow *flow)
{
  UploadData *data = flow->data;
  const CflAttempt *stopped = find_what_stopped (data);

  if (stopped != NULL && stopped->kind == CFL_DOCUMENT_KIND_PURCHASE_ORDER &&
      cfl_failure_is_about_feature (stopped->error_code))
    cfl_sync_service_lose_purchase_orders_async (data->self, NULL, feature_lost_cb, flow);
  else
    cfl_flow_continue (flow);
}

/* One sentence where something concerned all of them. */
static void
tell_what_stopped (UploadData *data)
{
  const CflAttempt *attempt = find_what_stopped (data);
  g_autoptr (CflWords) words = NULL;

  if (attempt == NULL)
    return;
  cfl_sync_service_learn_from_failure (data->self, attempt->error_code);
  if (data->run->cancelled == 0)
    return;
  words = cfl_words_for_failure (attempt->error_code, attempt->error_detail, attempt->kind);
  if (data->operation == CFL_OPERATION_DELETE)
    cfl_sync_service_notice (
        data->self,
        /* Translators: what happened, how many documents were not deleted, what to do */
        ngettext ("%s. %u document was not taken back. %s",
                  "%s. %u documents were not taken back. %s", data->run->cancelled),
        words->title, data->run->cancelled, words->remedy);
  else
    cfl_sync_service_notice (
        data->self,
        /* Translators: what happened, how many documents were not sent, what to do */
        ngettext ("%s. %u document was not sent and waits in its list. %s",
                  "%s. %u documents were not sent and wait in their list. %s",
                  data->run->cancelled),
        words->title, data->run->cancelled, words->remedy);
}

/* What was uploaded, but not quite as it was asked for. */
static void
tell_notices (UploadData *data)
{
  guint n_dropped = 0;

  for (guint i = 0; i < data->ends->len; i++)
    {
      const CflAttempt *attempt = data->ends->pdata[i];

      n_dropped +=
          attempt->state == CFL_ATTEMPT_UPLOADED && attempt->error_code == CFL_FAILURE_LINK_DROPPED;
    }
  if (n_dropped > 0)
    cfl_sync_service_notice (
        data->self,
        ngettext ("%u bill is in QuickBooks without a link to its purchase order. It is marked "
                  "under Uploaded.",
                  "%u bills are in QuickBooks without a link to their purchase orders. They are "
                  "marked under Uploaded.",
                  n_dropped),
        n_dropped);
}

void
cfl_upload_step_tell (CflFlow *flow)
{
  UploadData *data = flow->data;

  sum_up (data);
  tell_what_stopped (data);
  tell_notices (data);
  g_clear_pointer (&data->lock, cfl_upload_lock_release);
  cfl_sync_service_emit_orders_changed (data->self);
  cfl_sync_service_emit_run_finished (data->self, data->run);
  cfl_flow_continue (flow);
}
