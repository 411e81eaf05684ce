/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The answer to a batch, taken apart: each member is judged like a document that left alone. What
 * concerns the batch as a whole is no fault of its members. */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-private.h"

#include "cfl-fault-codes.h"

#include <glib/gi18n-lib.h>

static void
change_state (CflAttempt *verdict, CflAttemptState state)
{
  cfl_quickbooks_verdict_set (verdict, state, verdict->error_code, verdict->error_message,
                              verdict->error_detail);
}

static GPtrArray *
copy_members (const CflBatch *batch)
{
  GPtrArray *verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);

  for (guint i = 0; i < batch->attempts->len; i++)
    g_ptr_array_add (verdicts, cfl_attempt_copy (g_ptr_array_index (batch->attempts, i)));
  return verdicts;
}

/* ---- the batch as a whole ---- */

/* Nobody looked at the members: each goes back to where it came from, to be sent alone. The code stays
 * with it, for those who have to know whether that makes sense. */
static void
judge_whole (CflAttempt *verdict, const CflAnswer *answer, gboolean uncertain)
{
  cfl_quickbooks_judge_answer (verdict, answer);
  if (verdict->state != CFL_ATTEMPT_FAILED)
    return;
  if (uncertain || answer->kind == CFL_ANSWER_CONTRADICTORY)
    change_state (verdict, CFL_ATTEMPT_UNKNOWN);
  else
    change_state (verdict, CFL_ATTEMPT_QUEUED);
}

/**
 * cfl_quickbooks_judge_batch_error:
 * @batch: what was sent
 * @error: why there is no answer
 * @executed: whether any try may have been executed
 *
 * Returns: (transfer full) (element-type CflAttempt): a verdict for each member: unknown or queued
 */
GPtrArray *
cfl_quickbooks_judge_batch_error (const CflBatch *batch, const GError *error, gboolean executed)
{
  GPtrArray *verdicts = copy_members (batch);

  for (guint i = 0; i < verdicts->len; i++)
    {
      CflAttempt *verdict = g_ptr_array_index (verdicts, i);

      cfl_quickbooks_judge_error (verdict, error, executed);
      if (verdict->state == CFL_ATTEMPT_FAILED)
        change_state (verdict, CFL_ATTEMPT_QUEUED);
    }
  return verdicts;
}

/* ---- item by item ---- */

typedef struct {
  JsonObject **items; /* of each member, NULL where there is none */
  gboolean *doubled;
  gboolean foreign; /* something is answered that nobody asked */
} Items;

static void
sort_items (Items *items, const CflBatch *batch, JsonArray *answers)
{
  for (guint i = 0; i < cfl_json_array_get_length (answers); i++)
    {
      JsonObject *item = cfl_json_array_get_object (answers, i);
      g_autofree char *id = cfl_json_dup_scalar (item, "bId");
      int position = cfl_batch_find (batch, id);

      if (position < 0)
        items->foreign = TRUE;
      else if (items->items[position] != NULL)
        items->doubled[position] = TRUE;
      else
        items->items[position] = item;
    }
}

/* A refusal counts only where nothing of the answer, and no earlier try, says otherwise. A number that
 * is taken may be taken by this very document, and what is not there to be deleted may be deleted
 * already. All of these are looked up. */
static void
judge_item (CflAttempt *verdict, const CflAnswer *answer, gboolean doubtful)
{
  cfl_quickbooks_judge_answer (verdict, answer);
  if (verdict->state != CFL_ATTEMPT_FAILED)
    return;
  if (doubtful || answer->kind == CFL_ANSWER_CONTRADICTORY ||
      verdict->error_code == CFL_FAULT_NUMBER_TAKEN ||
      cfl_quickbooks_deletion_needs_look_up (verdict))
    change_state (verdict, CFL_ATTEMPT_UNKNOWN);
  else if (answer->kind != CFL_ANSWER_REFUSED)
    change_state (verdict, CFL_ATTEMPT_QUEUED); /* turned away at the door */
}

static void
judge_without_item (CflAttempt *verdict, const CflAnswer *answer, const char *why)
{
  cfl_quickbooks_judge_answer (verdict, answer);
  cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE, why, "");
}

static void
judge_items (GPtrArray *verdicts,
             const CflBatch *batch,
             const CflAnswer *answer,
             JsonArray *answers,
             gboolean uncertain)
{
  g_autofree JsonObject **objects = g_new0 (JsonObject *, verdicts->len);
  g_autofree gboolean *doubled = g_new0 (gboolean, verdicts->len);
  Items items = { objects, doubled, FALSE };

  sort_items (&items, batch, answers);
  for (guint i = 0; i < verdicts->len; i++)
    {
      CflAttempt *verdict = g_ptr_array_index (verdicts, i);
      g_autoptr (CflAnswer) own =
          objects[i] != NULL ? cfl_answer_new_for_item (answer, objects[i]) : NULL;

      if (own == NULL)
        judge_without_item (verdict, answer,
                            _ ("QuickBooks' answer to several documents left this one out."));
      else if (doubled[i])
        judge_without_item (verdict, own,
                            _ ("QuickBooks' answer to several documents named this one twice."));
      else
        judge_item (verdict, own, uncertain || items.foreign);
    }
}

/**
 * cfl_quickbooks_judge_batch:
 * @batch: what was sent
 * @answer: the last answer
 * @uncertain: whether an earlier try may have been executed
 *
 * Returns: (transfer full) (element-type CflAttempt): a verdict for each member, in their positions:
 *   uploaded, failed, unknown, or queued where nobody looked at it
 */
GPtrArray *
cfl_quickbooks_judge_batch (const CflBatch *batch, const CflAnswer *answer, gboolean uncertain)
{
  GPtrArray *verdicts = copy_members (batch);
  JsonObject *root = cfl_json_node_get_object (answer->root);
  JsonArray *answers = cfl_json_get_array (root, "BatchItemResponse");

  if (answer->status >= 200 && answer->status <= 299 && answers != NULL &&
      cfl_json_get_object (root, "Fault") == NULL)
    judge_items (verdicts, batch, answer, answers, uncertain);
  else
    for (guint i = 0; i < verdicts->len; i++)
      judge_whole (g_ptr_array_index (verdicts, i), answer, uncertain);
  return verdicts;
}
