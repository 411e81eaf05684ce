/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

/* Under a new request id the same attempt goes on: it keeps its row, so that there is always exactly
 * one open attempt for the order, and the id that is proven to have created nothing goes, with what
 * was answered to it, to the replaced ones. It can never be used again. */
static gboolean
replace_request (CflDatabase *self, const CflAttempt *attempt, GError **error)
{
  CflStatement *statement = cfl_statement_get (
      self,
      "INSERT INTO replaced_requests (request_id, attempt_id, replaced_at, http_status,"
      " intuit_tid, error_code, error_message, error_detail, answer) SELECT request_id, id, ?,"
      " http_status, intuit_tid, error_code, error_message, error_detail, answer"
      " FROM attempts WHERE id = ? AND request_id <> ?");

  cfl_bind_integer (statement, 1, g_get_real_time ());
  cfl_bind_integer (statement, 2, attempt->id);
  cfl_bind_text (statement, 3, attempt->request_id);
  return cfl_statement_run (statement, error);
}

static gboolean
write_attempt (CflDatabase *self, const CflAttempt *attempt, GError **error)
{
  g_autofree char *assignments = cfl_columns_assignments (&cfl_attempt_result_columns);
  g_autofree char *sql =
      g_strdup_printf ("UPDATE attempts SET %s, request_id = ? WHERE id = ?", assignments);
  CflStatement *statement = cfl_statement_get (self, sql);
  int next = 1 + cfl_attempt_result_columns.n_columns;

  cfl_columns_bind (&cfl_attempt_result_columns, statement, 1, attempt);
  cfl_bind_text (statement, next, attempt->request_id);
  cfl_bind_integer (statement, next + 1, attempt->id);
  return cfl_statement_run (statement, error);
}

/* The number of a document that is deleted is free again. */
static gboolean
free_number (CflDatabase *self, const CflAttempt *attempt, GError **error)
{
  CflStatement *statement;

  if (attempt->state != CFL_ATTEMPT_UPLOADED || attempt->operation != CFL_OPERATION_DELETE)
    return TRUE;
  statement = cfl_statement_get (self, "DELETE FROM numbers WHERE kind = ? AND id = ?");
  cfl_bind_integer (statement, 1, attempt->kind);
  cfl_bind_text (statement, 2, attempt->quickbooks_id);
  return cfl_statement_run (statement, error);
}

/* A bill that is in QuickBooks makes its order Imported. A purchase order does not: its bill is
 * still to come. A bill that was taken back leaves its order as it was: only one that was not imported
 * can be sent. */
static gboolean
mark_status (CflDatabase *self, const CflAttempt *attempt, GError **error)
{
  CflStatement *statement;

  if (attempt->state != CFL_ATTEMPT_UPLOADED || attempt->kind != CFL_DOCUMENT_KIND_BILL)
    return TRUE;
  if (attempt->operation == CFL_OPERATION_CREATE)
    statement = cfl_statement_get (self, "UPDATE orders SET local_status = ?1 WHERE id = ?2");
  else
    statement = cfl_statement_get (self, "UPDATE orders SET local_status ="
                                         " nullif (?1, accounting_status) WHERE id = ?2");
  cfl_bind_integer (statement, 1,
                    attempt->operation == CFL_OPERATION_CREATE
                        ? CFL_ACCOUNTING_STATUS_IMPORTED
                        : CFL_ACCOUNTING_STATUS_NOT_IMPORTED);
  cfl_bind_integer (statement, 2, attempt->order_id);
  return cfl_statement_run (statement, error);
}

/* Moves one attempt on to its own state, inside the transaction of the caller. */
gboolean
cfl_database_settle (CflDatabase *database, CflAttempt *attempt, GError **error)
{
  g_autoptr (CflAttempt) known = cfl_database_load_attempt (database, attempt->id, error);
  gint64 now = g_get_real_time ();

  if (known == NULL && *error == NULL)
    cfl_store_set_not_found (error);
  else if (known != NULL && !cfl_attempt_state_may_become (known->state, attempt->state))
    cfl_database_set_error (database, SQLITE_CONSTRAINT, error);
  if (*error != NULL)
    return FALSE;

  /* What it is says the journal, not the caller. */
  attempt->order_id = known->order_id;
  attempt->kind = known->kind;
  attempt->operation = known->operation;
  if (attempt->request_id[0] == '\0')
    cfl_text_set (&attempt->request_id, known->request_id);
  if (attempt->started_at == 0)
    attempt->started_at = attempt->state == CFL_ATTEMPT_SENDING ? now : known->started_at;
  if (attempt->finished_at == 0 && attempt->state != CFL_ATTEMPT_SENDING &&
      attempt->state != CFL_ATTEMPT_QUEUED)
    attempt->finished_at = now;

  if (attempt->state == CFL_ATTEMPT_QUEUED && !replace_request (database, attempt, error))
    return FALSE;
  if (!write_attempt (database, attempt, error) || !mark_status (database, attempt, error) ||
      !free_number (database, attempt, error))
    return FALSE;
  /* From queued to sending the order stays where it is. */
  if (attempt->state != CFL_ATTEMPT_SENDING &&
      (!cfl_database_place_order (database, attempt->order_id, error) ||
       !cfl_database_place_twins_of (database, attempt->order_id, error)))
    return FALSE;
  return TRUE;
}

static CflWorkResult
settle_work (CflDatabase *database, gpointer user_data, GError **error)
{
  return cfl_database_settle (database, user_data, error) ? CFL_WORK_DONE : CFL_WORK_FAILED;
}

static const CflStoreJob settle_job = { settle_work, CFL_PRIORITY_JOURNAL, CFL_DURABILITY_JOURNAL };

/**
 * cfl_store_settle_async:
 * @attempt: its id and what is known by now: QuickBooks' id, the answer, the error. Copied; its own
 *   state is not looked at. Times that are 0 are filled in
 * @state: the state it moves to
 *
 * %CFL_STORE_ERROR_CONFLICT when the journal does not allow this transition. From unknown back to
 * queued @attempt carries a fresh request id where the old one is proven to have created nothing; the
 * attempt keeps its own id, and the old request id stays on record and cannot come back. With the old
 * request id the same request is simply sent once more.
 */
void
cfl_store_settle_async (CflStore *self,
                        const CflAttempt *attempt,
                        CflAttemptState state,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  CflAttempt *copy = cfl_attempt_copy (attempt);

  copy->state = state;
  cfl_store_post (self, &settle_job, copy, (GDestroyNotify) cfl_attempt_unref, cancellable,
                  callback, user_data);
}

gboolean
cfl_store_settle_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  return cfl_store_collect (self, &settle_job, result, error) != NULL;
}
