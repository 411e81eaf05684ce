/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-attempt.h"

G_DEFINE_BOXED_TYPE (CflAttempt, cfl_attempt, cfl_attempt_ref, cfl_attempt_unref)
G_DEFINE_BOXED_TYPE (CflRun, cfl_run, cfl_run_ref, cfl_run_unref)

gboolean
cfl_attempt_state_may_become (CflAttemptState from, CflAttemptState to)
{
  switch (from)
    {
    case CFL_ATTEMPT_QUEUED:
      return to == CFL_ATTEMPT_SENDING || to == CFL_ATTEMPT_CANCELLED;
    case CFL_ATTEMPT_SENDING:
      return to == CFL_ATTEMPT_UPLOADED || to == CFL_ATTEMPT_FAILED || to == CFL_ATTEMPT_UNKNOWN;
    case CFL_ATTEMPT_UNKNOWN:
      return to == CFL_ATTEMPT_UPLOADED || to == CFL_ATTEMPT_FAILED || to == CFL_ATTEMPT_QUEUED;
    case CFL_ATTEMPT_UPLOADED:
    case CFL_ATTEMPT_FAILED:
    case CFL_ATTEMPT_CANCELLED:
    default:
      return FALSE;
    }
}

CflAttempt *
cfl_attempt_new (void)
{
  CflAttempt *self = g_new0 (CflAttempt, 1);

  self->request_id = g_strdup ("");
  self->request = g_bytes_new (NULL, 0);
  self->request_hash = g_strdup ("");
  self->order_reference = g_strdup ("");
  self->number = g_strdup ("");
  self->vendor_id = g_strdup ("");
  self->vendor_name = g_strdup ("");
  self->currency = g_strdup ("");
  self->quickbooks_id = g_strdup ("");
  self->sync_token = g_strdup ("");
  self->intuit_tid = g_strdup ("");
  self->error_message = g_strdup ("");
  self->error_detail = g_strdup ("");
  self->answer = g_strdup ("");
  g_atomic_ref_count_init (&self->references);
  return self;
}

static void
replace_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text != NULL ? text : "");
}

/**
 * cfl_attempt_new_for_document:
 * @document: the document as it will be sent
 * @order_reference: the order's own reference
 * @request: the exact body
 *
 * Freezes a document: takes over what the journal keeps of it, hashes the body and draws a fresh
 * request id. The run's and the attempt's own ids come from the database.
 *
 * Returns: (transfer full): a queued attempt
 */
CflAttempt *
cfl_attempt_new_for_document (const CflDocument *document,
                              const char *order_reference,
                              GBytes *request)
{
  CflAttempt *self = cfl_attempt_new ();

  self->order_id = document->order_id;
  self->kind = document->kind;
  g_free (self->request_id);
  self->request_id = g_uuid_string_random ();
  g_bytes_unref (self->request);
  self->request = g_bytes_ref (request);
  g_free (self->request_hash);
  self->request_hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, request);
  replace_text (&self->order_reference, order_reference);
  replace_text (&self->number, document->number);
  replace_text (&self->vendor_id, document->vendor_id);
  replace_text (&self->vendor_name, document->vendor_name);
  replace_text (&self->currency, document->currency);
  self->date = document->date;
  self->total = document->total;
  self->line_count = document->lines != NULL ? document->lines->len : 0;
  self->state = CFL_ATTEMPT_QUEUED;
  return self;
}

/**
 * cfl_attempt_new_for_deletion:
 * @target: an uploaded attempt
 * @request: the exact body
 *
 * Freezes the deletion of the document that @target created, under a fresh request id.
 *
 * Returns: (transfer full): a queued attempt
 */
CflAttempt *
cfl_attempt_new_for_deletion (const CflAttempt *target, GBytes *request)
{
  CflAttempt *self = cfl_attempt_new ();

  self->operation = CFL_OPERATION_DELETE;
  self->target_id = target->id;
  self->order_id = target->order_id;
  self->kind = target->kind;
  g_free (self->request_id);
  self->request_id = g_uuid_string_random ();
  g_bytes_unref (self->request);
  self->request = g_bytes_ref (request);
  g_free (self->request_hash);
  self->request_hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, request);
  replace_text (&self->order_reference, target->order_reference);
  replace_text (&self->number, target->number);
  replace_text (&self->vendor_id, target->vendor_id);
  replace_text (&self->vendor_name, target->vendor_name);
  replace_text (&self->currency, target->currency);
  self->date = target->date;
  self->total = target->total;
  self->line_count = target->line_count;
  replace_text (&self->quickbooks_id, target->quickbooks_id);
  replace_text (&self->sync_token, target->sync_token);
  self->state = CFL_ATTEMPT_QUEUED;
  return self;
}

CflAttempt *
cfl_attempt_ref (CflAttempt *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cfl_attempt_unref (CflAttempt *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_free (self->request_id);
  g_bytes_unref (self->request);
  g_free (self->request_hash);
  g_free (self->order_reference);
  g_free (self->number);
  g_free (self->vendor_id);
  g_free (self->vendor_name);
  g_free (self->currency);
  g_free (self->quickbooks_id);
  g_free (self->sync_token);
  g_free (self->intuit_tid);
  g_free (self->error_message);
  g_free (self->error_detail);
  g_free (self->answer);
  g_free (self);
}

CflAttempt *
cfl_attempt_copy (const CflAttempt *self)
{
  CflAttempt *copy = g_memdup2 (self, sizeof *self);

  copy->request_id = g_strdup (self->request_id);
  copy->request = g_bytes_ref (self->request);
  copy->request_hash = g_strdup (self->request_hash);
  copy->order_reference = g_strdup (self->order_reference);
  copy->number = g_strdup (self->number);
  copy->vendor_id = g_strdup (self->vendor_id);
  copy->vendor_name = g_strdup (self->vendor_name);
  copy->currency = g_strdup (self->currency);
  copy->quickbooks_id = g_strdup (self->quickbooks_id);
  copy->sync_token = g_strdup (self->sync_token);
  copy->intuit_tid = g_strdup (self->intuit_tid);
  copy->error_message = g_strdup (self->error_message);
  copy->error_detail = g_strdup (self->error_detail);
  copy->answer = g_strdup (self->answer);
  g_atomic_ref_count_init (&copy->references);
  return copy;
}

CflRun *
cfl_run_new (void)
{
  CflRun *self = g_new0 (CflRun, 1);

  self->uuid = g_uuid_string_random ();
  self->user_name = g_strdup ("");
  g_atomic_ref_count_init (&self->references);
  return self;
}

CflRun *
cfl_run_ref (CflRun *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cfl_run_unref (CflRun *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_free (self->uuid);
  g_free (self->user_name);
  g_free (self);
}
