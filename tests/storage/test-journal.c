/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "journal-support.h"

#include <sqlite3.h>

#define N_ORDERS 12
#define N_OPERATIONS 1500
#define N_STATES 6

static void
test_uploaded (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 3);
  g_autoptr (CflAttempt) attempt = journal_begin (store, 2, CFL_DOCUMENT_KIND_BILL, NULL);
  g_autoptr (GPtrArray) again = support_make_orders (2, 1, "Aurora");
  g_autoptr (GError) error = NULL;
  g_autoptr (CflOrderRow) row = NULL;
  g_autoptr (GPtrArray) checks = NULL;
  gint64 id = 2;

  journal_assert_place (store, 2, CFL_LIST_INVOICES, CFL_SHOW_UPLOADING);
  support_settle (store, attempt, CFL_ATTEMPT_SENDING, NULL);
  cfl_text_set (&attempt->quickbooks_id, "145");
  cfl_text_set (&attempt->sync_token, "0");
  support_settle (store, attempt, CFL_ATTEMPT_UPLOADED, NULL);
  journal_assert_place (store, 2, CFL_LIST_UPLOADED, CFL_SHOW_ALL);
  row = support_row (store, 2);
  g_assert_cmpstr (row->quickbooks_id, ==, "145");
  g_assert_cmpstr (row->number, ==, "N-1");
  g_assert_cmpint (row->attempt_state, ==, CFL_ATTEMPT_UPLOADED);

  /* not a second time, not by resetting it, and not because the source changed it */
  g_assert_null (journal_begin (store, 2, CFL_DOCUMENT_KIND_BILL, &error));
  g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (support_set_status (store, 2, CFL_ACCOUNTING_STATUS_NOT_IMPORTED, &error));
  g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT);
  ((CflOrder *) g_ptr_array_index (again, 0))->modified_at += 7;
  support_save (store, again);
  support_recheck (store);
  journal_assert_place (store, 2, CFL_LIST_UPLOADED, CFL_SHOW_ALL);
  checks = support_check (store, CFL_DOCUMENT_KIND_BILL, &id, 1);
  g_assert_cmpint (((CflCheck *) g_ptr_array_index (checks, 0))->reason, ==,
                   CFL_REASON_IMPORTED_ELSEWHERE);
  support_close (store);
}

static void
test_failed (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 3);
  g_autoptr (CflAttempt) attempt = journal_begin (store, 1, CFL_DOCUMENT_KIND_BILL, NULL);
  g_autoptr (CflAttempt) second = NULL;
  g_autoptr (GPtrArray) causes = NULL;
  g_autoptr (CflListing) listing = cfl_listing_new (CFL_LIST_INVOICE_ERRORS);
  g_autoptr (GArray) ids = NULL;
  const CflCauseRow *cause;

  support_settle (store, attempt, CFL_ATTEMPT_SENDING, NULL);
  attempt->error_code = 610;
  cfl_text_set (&attempt->error_message, "Object Not Found");
  support_settle (store, attempt, CFL_ATTEMPT_FAILED, NULL);
  journal_assert_place (store, 1, CFL_LIST_INVOICE_ERRORS, CFL_SHOW_READY);
  causes = support_causes (store, CFL_DOCUMENT_KIND_BILL);
  g_assert_cmpuint (causes->len, ==, 1);
  cause = g_ptr_array_index (causes, 0);
  g_assert_cmpstr (cause->key, ==, "610:1");
  g_assert_cmpint (cause->error_code, ==, 610);
  g_assert_cmpstr (cause->error_message, ==, "Object Not Found");
  g_assert_cmpstr (cause->supplier, ==, "Aurora");
  g_assert_cmpint (cause->reason, ==, CFL_REASON_READY);
  listing->cause = g_strdup (cause->key);
  ids = support_list (store, listing);
  g_assert_cmpuint (ids->len, ==, 1);

  /* mended: it goes again, and when that is taken back, the failure stands as before */
  second = journal_begin (store, 1, CFL_DOCUMENT_KIND_BILL, NULL);
  journal_assert_place (store, 1, CFL_LIST_INVOICES, CFL_SHOW_UPLOADING);
  support_settle (store, second, CFL_ATTEMPT_CANCELLED, NULL);
  journal_assert_place (store, 1, CFL_LIST_INVOICE_ERRORS, CFL_SHOW_READY);
  support_close (store);
}

static void
test_unknown (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 3);
  g_autoptr (CflAttempt) attempt = journal_begin (store, 1, CFL_DOCUMENT_KIND_BILL, NULL);
  g_autoptr (CflAttempt) used = cfl_attempt_copy (attempt);
  g_autoptr (CflAttempt) other = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;

  support_settle (store, attempt, CFL_ATTEMPT_SENDING, NULL);
  attempt->error_code = CFL_FAILURE_NO_ANSWER;
  support_settle (store, attempt, CFL_ATTEMPT_UNKNOWN, NULL);
  journal_assert_place (store, 1, CFL_LIST_INVOICE_ERRORS, CFL_SHOW_UPLOADING);
  g_assert_null (journal_begin (store, 1, CFL_DOCUMENT_KIND_BILL, &error));
  g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT);
  g_clear_error (&error);

  /* proven absent: a new request id for the same frozen document */
  cfl_text_set (&attempt->request_id, "second-request");
  support_settle (store, attempt, CFL_ATTEMPT_QUEUED, NULL);
  journal_assert_place (store, 1, CFL_LIST_INVOICES, CFL_SHOW_UPLOADING);
  open = support_open_attempts (store);
  g_assert_cmpuint (open->len, ==, 1);
  other = cfl_attempt_ref (g_ptr_array_index (open, 0));
  g_assert_cmpint (other->id, ==, attempt->id);
  g_assert_cmpstr (other->request_id, ==, "second-request");
  g_assert_true (g_bytes_equal (other->request, used->request));

  /* the old one never comes back */
  support_settle (store, attempt, CFL_ATTEMPT_SENDING, NULL);
  support_settle (store, attempt, CFL_ATTEMPT_UNKNOWN, NULL);
  cfl_text_set (&attempt->request_id, used->request_id);
  g_assert_false (support_settle (store, attempt, CFL_ATTEMPT_QUEUED, &error));
  g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT);
  support_close (store);
}

static void
test_not_eligible (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 2);
  g_autoptr (CflRun) run = cfl_run_new ();
  g_autoptr (GPtrArray) attempts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  CflAttempt *refused = cfl_attempt_new ();

  support_link (store, 1, NULL);
  refused->order_id = 1;
  refused->state = CFL_ATTEMPT_FAILED;
  refused->error_code = CFL_FAILURE_NOT_ELIGIBLE;
  g_ptr_array_add (attempts, refused);
  support_begin (store, run, attempts, NULL);
  journal_assert_place (store, 1, CFL_LIST_INVOICE_ERRORS, CFL_SHOW_ATTENTION);
  support_link (store, 1, "1");
  journal_assert_place (store, 1, CFL_LIST_INVOICE_ERRORS, CFL_SHOW_READY);
  support_close (store);
}

/* Sent early as a purchase order, billed later: the bill needs attention and says why. */
static void
test_sent_early (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 1);
  g_autoptr (GPtrArray) orders = support_make_orders (30, 1, "Aurora");
  CflOrder *order = g_ptr_array_index (orders, 0);
  CflDate date = order->invoice_date;
  g_autoptr (CflAttempt) attempt = NULL;
  g_autoptr (CflOrderRow) row = NULL;
  gint64 id;

  support_set (store, "send-purchase-orders", "yes");
  support_set (store, "quickbooks.purchase-orders", "yes");
  cfl_text_set (&order->supplier_invoice_number, "");
  order->invoice_date = order->received_date = CFL_DATE_UNSET;
  support_save (store, orders);
  id = support_find (store, "PO-30");
  journal_assert_place (store, id, CFL_LIST_ORDERS, CFL_SHOW_READY);
  attempt = journal_begin (store, id, CFL_DOCUMENT_KIND_PURCHASE_ORDER, NULL);
  support_settle (store, attempt, CFL_ATTEMPT_SENDING, NULL);
  cfl_text_set (&attempt->quickbooks_id, "9");
  support_settle (store, attempt, CFL_ATTEMPT_UPLOADED, NULL);
  journal_assert_place (store, id, CFL_LIST_UPLOADED, CFL_SHOW_ALL);

  cfl_text_set (&order->supplier_invoice_number, "KP-1");
  order->invoice_date = date;
  order->modified_at++;
  support_save (store, orders);
  journal_assert_place (store, id, CFL_LIST_INVOICES, CFL_SHOW_ATTENTION);
  row = support_row (store, id);
  g_assert_cmpint (row->reason, ==, CFL_REASON_SENT_AS_PURCHASE_ORDER);
  support_close (store);
}

/* Two purchase orders without numbers of ours: one document in QuickBooks is not both of them. */
static void
test_one_document (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 2);
  g_autoptr (GError) error = NULL;

  for (gint64 id = 1; id <= 2; id++)
    {
      g_autoptr (CflRun) run = cfl_run_new ();
      g_autoptr (GPtrArray) attempts =
          g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
      CflAttempt *attempt = support_make_attempt (id, CFL_DOCUMENT_KIND_PURCHASE_ORDER);

      run->kind = attempt->kind;
      cfl_text_set (&attempt->number, "");
      g_ptr_array_add (attempts, attempt);
      g_assert_true (support_begin (store, run, attempts, NULL));
      support_settle (store, attempt, CFL_ATTEMPT_SENDING, NULL);
      cfl_text_set (&attempt->quickbooks_id, "9");
      g_assert_cmpint (support_settle (store, attempt, CFL_ATTEMPT_UPLOADED, &error), ==, id == 1);
    }
  g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT);
  support_close (store);
}

/* The bill's end is not known, and meanwhile its fields were emptied in the source. */
static void
test_bill_under_way (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 1);
  g_autoptr (GPtrArray) orders = support_make_orders (1, 1, "Aurora");
  CflOrder *order = g_ptr_array_index (orders, 0);
  g_autoptr (CflAttempt) attempt = journal_begin (store, 1, CFL_DOCUMENT_KIND_BILL, NULL);
  g_autoptr (GPtrArray) checks = NULL;
  gint64 id = 1;

  support_set (store, "send-purchase-orders", "yes");
  support_set (store, "quickbooks.purchase-orders", "yes");
  support_settle (store, attempt, CFL_ATTEMPT_SENDING, NULL);
  support_settle (store, attempt, CFL_ATTEMPT_UNKNOWN, NULL);
  cfl_text_set (&order->supplier_invoice_number, "");
  order->invoice_date = order->received_date = CFL_DATE_UNSET;
  order->modified_at++;
  support_save (store, orders);
  checks = support_check (store, CFL_DOCUMENT_KIND_PURCHASE_ORDER, &id, 1);
  g_assert_cmpint (((CflCheck *) g_ptr_array_index (checks, 0))->reason, ==,
                   CFL_REASON_IMPORTED_ELSEWHERE);
  support_close (store);
}

/* A run is begun whole or not at all. */
static void
test_atomic_run (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 3);
  g_autoptr (CflRun) run = cfl_run_new ();
  g_autoptr (GPtrArray) attempts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (attempts, support_make_attempt (1, CFL_DOCUMENT_KIND_BILL));
  g_ptr_array_add (attempts, support_make_attempt (2, CFL_DOCUMENT_KIND_BILL));
  g_ptr_array_add (attempts, support_make_attempt (1, CFL_DOCUMENT_KIND_BILL));
  g_assert_false (support_begin (store, run, attempts, &error));
  g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT);
  open = support_open_attempts (store);
  g_assert_cmpuint (open->len, ==, 0);
  journal_assert_place (store, 1, CFL_LIST_INVOICES, CFL_SHOW_READY);
  g_assert_cmpint (run->id, ==, 0);
  support_close (store);
}

/* What the journal should hold, as simply as it can be said. */
typedef struct {
  GPtrArray *attempts;                /* (element-type CflAttempt) as last settled */
  CflAttempt *engaged[N_ORDERS + 1];  /* the one that is open or uploaded */
  CflAttempt *deleting[N_ORDERS + 1]; /* the open deletion of that one */
} Model;

static void
model_begin (Model *model, CflStore *store)
{
  gint64 order = g_test_rand_int_range (1, N_ORDERS + 1);
  g_autoptr (GError) error = NULL;
  CflAttempt *attempt = journal_begin (store, order, CFL_DOCUMENT_KIND_BILL, &error);

  if (model->engaged[order] != NULL)
    {
      g_assert_null (attempt);
      g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT);
      return;
    }
  g_assert_no_error (error);
  g_ptr_array_add (model->attempts, attempt);
  model->engaged[order] = attempt;
}

static void
model_delete (Model *model, CflStore *store)
{
  gint64 order = g_test_rand_int_range (1, N_ORDERS + 1);
  CflAttempt *target = model->engaged[order];
  g_autoptr (GError) error = NULL;
  CflAttempt *attempt;

  if (target == NULL)
    return;
  attempt = journal_begin_deletion (store, target, &error);
  if (target->state != CFL_ATTEMPT_UPLOADED || model->deleting[order] != NULL)
    {
      g_assert_null (attempt);
      g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT);
      return;
    }
  g_assert_no_error (error);
  g_ptr_array_add (model->attempts, attempt);
  model->deleting[order] = attempt;
}

static void
model_end (Model *model, const CflAttempt *attempt)
{
  gboolean is_deletion = attempt->operation == CFL_OPERATION_DELETE;

  if (attempt->state == CFL_ATTEMPT_UPLOADED && is_deletion)
    model->engaged[attempt->order_id] = model->deleting[attempt->order_id] = NULL;
  else if (attempt->state != CFL_ATTEMPT_FAILED && attempt->state != CFL_ATTEMPT_CANCELLED)
    return;
  else if (is_deletion)
    model->deleting[attempt->order_id] = NULL;
  else
    model->engaged[attempt->order_id] = NULL;
}

static void
model_settle (Model *model, CflStore *store)
{
  CflAttempt *attempt;
  CflAttemptState state;
  gboolean allowed;
  g_autoptr (GError) error = NULL;

  if (model->attempts->len == 0)
    return;
  attempt =
      g_ptr_array_index (model->attempts, g_test_rand_int_range (0, (gint32) model->attempts->len));
  state = (CflAttemptState) g_test_rand_int_range (0, N_STATES);
  /* rare, so that more is tried before */
  if (state == CFL_ATTEMPT_UPLOADED && g_test_rand_int_range (0, 8) != 0)
    return;
  allowed = cfl_attempt_state_may_become (attempt->state, state);
  if (state == CFL_ATTEMPT_UPLOADED && attempt->operation == CFL_OPERATION_CREATE)
    cfl_text_set (&attempt->quickbooks_id, "77");
  if (state == CFL_ATTEMPT_QUEUED && allowed && g_test_rand_bit ())
    {
      g_free (attempt->request_id);
      attempt->request_id = g_uuid_string_random ();
    }
  if (!support_settle (store, attempt, state, &error))
    {
      g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT);
      g_assert_false (allowed);
      return;
    }
  g_assert_true (allowed);
  attempt->state = state;
  model_end (model, attempt);
}

static void
model_compare (const Model *model, CflStore *store)
{
  g_autoptr (GPtrArray) open = support_open_attempts (store);
  g_autofree CflCounts *counts = support_count (store);
  guint n_open = 0;
  guint n_uploaded = 0;

  for (guint i = 1; i <= N_ORDERS; i++)
    {
      const CflAttempt *attempt = model->engaged[i];

      n_open += model->deleting[i] != NULL;
      if (attempt != NULL && attempt->state == CFL_ATTEMPT_UPLOADED)
        n_uploaded++;
      else if (attempt != NULL)
        {
          const CflAttempt *found = n_open < open->len ? g_ptr_array_index (open, n_open) : NULL;

          g_assert_nonnull (found);
          n_open++;
        }
    }
  g_assert_cmpuint (open->len, ==, n_open);
  g_assert_cmpuint (counts->open_attempts, ==, n_open);
  g_assert_cmpuint (counts->lists[CFL_LIST_UPLOADED], ==, n_uploaded);
  g_assert_cmpuint (counts->lists[CFL_LIST_INVOICES] + counts->lists[CFL_LIST_INVOICE_ERRORS] +
                        counts->lists[CFL_LIST_UPLOADED],
                    ==, N_ORDERS);
  for (guint i = 0; i < open->len; i++)
    {
      const CflAttempt *found = g_ptr_array_index (open, i);
      const CflAttempt *expected = found->operation == CFL_OPERATION_DELETE
                                       ? model->deleting[found->order_id]
                                       : model->engaged[found->order_id];

      g_assert_nonnull (expected);
      g_assert_cmpint (found->id, ==, expected->id);
      g_assert_cmpint (found->state, ==, expected->state);
      g_assert_cmpstr (found->request_id, ==, expected->request_id);
    }
}

static void
test_random (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, N_ORDERS);
  Model model = { 0 };

  model.attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  for (guint i = 0; i < N_OPERATIONS; i++)
    {
      if (g_test_rand_int_range (0, 5) == 0)
        model_begin (&model, store);
      else if (g_test_rand_int_range (0, 8) == 0)
        model_delete (&model, store);
      else
        model_settle (&model, store);
      if (i % 50 == 0)
        model_compare (&model, store);
      if (i % 500 == 499)
        {
          support_close (store);
          store = support_open (path, NULL);
        }
    }
  model_compare (&model, store);
  g_ptr_array_unref (model.attempts);
  support_close (store);
}

static void
test_runs (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 3);
  g_autoptr (CflAttempt) attempt = journal_begin (store, 1, CFL_DOCUMENT_KIND_BILL, NULL);
  g_autoptr (GAsyncResult) finished = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) attempts_listed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  const CflRun *run;

  support_settle (store, attempt, CFL_ATTEMPT_CANCELLED, NULL);
  cfl_store_finish_run_async (store, attempt->run_id, NULL, cfl_test_store_cb, &finished);
  cfl_store_finish_run_finish (store, cfl_test_wait (&finished), &error);
  g_assert_no_error (error);
  cfl_store_list_runs_async (store, NULL, cfl_test_store_cb, &listed);
  runs = cfl_store_list_runs_finish (store, cfl_test_wait (&listed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (runs->len, ==, 1);
  run = g_ptr_array_index (runs, 0);
  g_assert_cmpuint (run->total, ==, 1);
  g_assert_cmpuint (run->cancelled, ==, 1);
  g_assert_cmpint (run->finished_at, >, 0);
  cfl_store_list_run_attempts_async (store, run->id, NULL, cfl_test_store_cb, &attempts_listed);
  attempts = cfl_store_list_run_attempts_finish (store, cfl_test_wait (&attempts_listed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (attempts->len, ==, 1);
  support_close (store);
}

static CflRun *
newest_run (CflStore *store)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;

  cfl_store_list_runs_async (store, NULL, cfl_test_store_cb, &listed);
  runs = cfl_store_list_runs_finish (store, cfl_test_wait (&listed), &error);
  g_assert_no_error (error);
  return cfl_run_ref (g_ptr_array_index (runs, 0));
}

/* A run whose program was gone between its last document and its end. */
static void
test_broken_off (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 3);
  g_autoptr (CflAttempt) attempt = journal_begin (store, 1, CFL_DOCUMENT_KIND_BILL, NULL);
  g_autoptr (GAsyncResult) finished = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CflRun) before = NULL;
  g_autoptr (CflRun) after = NULL;

  support_settle (store, attempt, CFL_ATTEMPT_CANCELLED, NULL);
  before = newest_run (store);
  g_assert_cmpint (before->finished_at, ==, 0);
  cfl_store_finish_run_async (store, 0, NULL, cfl_test_store_cb, &finished);
  cfl_store_finish_run_finish (store, cfl_test_wait (&finished), &error);
  g_assert_no_error (error);
  after = newest_run (store);
  g_assert_cmpint (after->finished_at, >=, before->started_at);
  g_assert_cmpint (after->finished_at, <=, g_get_real_time ());
  support_close (store);
}

/* What a disk made of the bytes since they were frozen is not sent. */
static void
test_changed_bytes (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 3);
  g_autoptr (CflAttempt) attempt = journal_begin (store, 1, CFL_DOCUMENT_KIND_BILL, NULL);
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *connection = NULL;

  support_close (store);
  g_assert_cmpint (sqlite3_open (path, &connection), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (connection,
                                 "DROP TRIGGER attempts_move; DROP TRIGGER attempts_frozen;"
                                 "UPDATE attempts SET request = CAST (x'00' || request AS BLOB)",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (connection);

  store = support_open (path, NULL);
  cfl_store_list_open_attempts_async (store, NULL, cfl_test_store_cb, &listed);
  g_assert_null (cfl_store_list_open_attempts_finish (store, cfl_test_wait (&listed), &error));
  g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_false (support_settle (store, attempt, CFL_ATTEMPT_SENDING, &error));
  g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_DAMAGED);
  support_close (store);
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/storage/journal/uploaded", test_uploaded);
  g_test_add_func ("/storage/journal/failed", test_failed);
  g_test_add_func ("/storage/journal/unknown", test_unknown);
  g_test_add_func ("/storage/journal/not-eligible", test_not_eligible);
  g_test_add_func ("/storage/journal/sent-early", test_sent_early);
  g_test_add_func ("/storage/journal/one-document", test_one_document);
  g_test_add_func ("/storage/journal/bill-under-way", test_bill_under_way);
  g_test_add_func ("/storage/journal/atomic-run", test_atomic_run);
  g_test_add_func ("/storage/journal/random", test_random);
  g_test_add_func ("/storage/journal/runs", test_runs);
  g_test_add_func ("/storage/journal/broken-off", test_broken_off);
  g_test_add_func ("/storage/journal/changed-bytes", test_changed_bytes);
  return g_test_run ();
}
