/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Taking back what was uploaded, as the journal sees it. */

#include "config.h"

#include "journal-support.h"

#include "cfl-database-private.h"
#include "cfl-text.h"

static void
assert_no_deletion (CflStore *store, const CflAttempt *target)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (journal_begin_deletion (store, target, &error));
  g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT);
}

static void
assert_no_bill (CflStore *store, gint64 order_id)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (journal_begin (store, order_id, CFL_DOCUMENT_KIND_BILL, &error));
  g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT);
}

static void
assert_undone (CflStore *store, const CflAttempt *target, const CflAttempt *deletion)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  const CflAttempt *found;

  cfl_store_list_run_attempts_async (store, target->run_id, NULL, cfl_test_store_cb, &result);
  attempts = cfl_store_list_run_attempts_finish (store, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (attempts->len, ==, 1);
  found = g_ptr_array_index (attempts, 0);
  g_assert_cmpint (found->state, ==, CFL_ATTEMPT_UPLOADED);
  g_assert_cmpint (found->undone_by, ==, deletion != NULL ? deletion->id : 0);
}

/* What was taken back is where it was before, and can go again; the failure of before the upload is
 * no longer of interest. */
static void
test_undone (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 2);
  g_autoptr (CflAttempt) refused = journal_begin (store, 1, CFL_DOCUMENT_KIND_BILL, NULL);
  g_autoptr (CflAttempt) attempt = NULL;
  g_autoptr (CflAttempt) deletion = NULL;
  g_autoptr (CflAttempt) again = NULL;
  g_autoptr (CflOrderRow) row = NULL;
  g_autoptr (GPtrArray) open = NULL;

  support_settle (store, refused, CFL_ATTEMPT_SENDING, NULL);
  support_settle (store, refused, CFL_ATTEMPT_FAILED, NULL);
  attempt = journal_upload (store, 1, CFL_DOCUMENT_KIND_BILL, "145");
  deletion = journal_begin_deletion (store, attempt, NULL);
  g_assert_cmpstr (deletion->quickbooks_id, ==, "145");
  journal_assert_place (store, 1, CFL_LIST_UPLOADED, CFL_SHOW_ALL);
  assert_undone (store, attempt, NULL);

  /* once, and the order has no second document meanwhile */
  assert_no_deletion (store, attempt);
  assert_no_bill (store, 1);
  open = support_open_attempts (store);
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_cmpint (((CflAttempt *) g_ptr_array_index (open, 0))->operation, ==,
                   CFL_OPERATION_DELETE);

  support_settle (store, deletion, CFL_ATTEMPT_SENDING, NULL);
  support_settle (store, deletion, CFL_ATTEMPT_UNKNOWN, NULL);
  journal_assert_place (store, 1, CFL_LIST_UPLOADED, CFL_SHOW_ALL);
  support_settle (store, deletion, CFL_ATTEMPT_UPLOADED, NULL);
  journal_assert_place (store, 1, CFL_LIST_INVOICES, CFL_SHOW_READY);
  assert_undone (store, attempt, deletion);
  row = support_row (store, 1);
  g_assert_cmpint (row->reason, ==, CFL_REASON_READY);
  g_assert_cmpint (row->attempt_id, ==, 0);
  assert_no_deletion (store, attempt);

  again = journal_upload (store, 1, CFL_DOCUMENT_KIND_BILL, "146");
  journal_assert_place (store, 1, CFL_LIST_UPLOADED, CFL_SHOW_ALL);
  assert_undone (store, again, NULL);
  assert_undone (store, attempt, deletion);
  support_close (store);
}

/* Refused, or taken back before it was sent: the document stands, and another try is free. */
static void
test_not_undone (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 2);
  g_autoptr (CflAttempt) attempt = journal_upload (store, 1, CFL_DOCUMENT_KIND_BILL, "145");
  g_autoptr (CflAttempt) first = journal_begin_deletion (store, attempt, NULL);
  g_autoptr (CflAttempt) second = NULL;
  g_autoptr (CflAttempt) unsent = journal_begin (store, 2, CFL_DOCUMENT_KIND_BILL, NULL);
  g_autoptr (GPtrArray) checks = NULL;
  gint64 id = 1;

  support_settle (store, first, CFL_ATTEMPT_SENDING, NULL);
  support_settle (store, first, CFL_ATTEMPT_FAILED, NULL);
  journal_assert_place (store, 1, CFL_LIST_UPLOADED, CFL_SHOW_ALL);
  second = journal_begin_deletion (store, attempt, NULL);
  support_settle (store, second, CFL_ATTEMPT_CANCELLED, NULL);
  journal_assert_place (store, 1, CFL_LIST_UPLOADED, CFL_SHOW_ALL);
  assert_undone (store, attempt, NULL);
  checks = support_check (store, CFL_DOCUMENT_KIND_BILL, &id, 1);
  g_assert_cmpint (((CflCheck *) g_ptr_array_index (checks, 0))->reason, ==,
                   CFL_REASON_IMPORTED_ELSEWHERE);

  /* only what was uploaded, and only what it made */
  assert_no_deletion (store, unsent);
  assert_no_deletion (store, first);
  cfl_text_set (&attempt->quickbooks_id, "999");
  assert_no_deletion (store, attempt);
  support_close (store);
}

/* A purchase order that was taken back no longer keeps its bill from being sent. */
static void
test_undone_order (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 1);
  g_autoptr (CflAttempt) attempt = NULL;
  g_autoptr (CflAttempt) deletion = NULL;
  g_autoptr (CflOrderRow) row = NULL;
  g_autoptr (CflOrderRow) after = NULL;

  support_set (store, "send-purchase-orders", "yes");
  support_set (store, "quickbooks.purchase-orders", "yes");
  attempt = journal_upload (store, 1, CFL_DOCUMENT_KIND_PURCHASE_ORDER, "9");
  row = support_row (store, 1);
  g_assert_cmpint (row->reason, ==, CFL_REASON_SENT_AS_PURCHASE_ORDER);
  deletion = journal_begin_deletion (store, attempt, NULL);
  support_settle (store, deletion, CFL_ATTEMPT_SENDING, NULL);
  support_settle (store, deletion, CFL_ATTEMPT_UPLOADED, NULL);
  after = support_row (store, 1);
  g_assert_cmpint (after->reason, ==, CFL_REASON_READY);
  journal_assert_place (store, 1, CFL_LIST_INVOICES, CFL_SHOW_READY);
  support_close (store);
}

static void
assert_refused (CflDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (cfl_database_execute (database, sql, &error));
  g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT);
}

/* The schema guards what the program would never do. Attempts 1 and 2 made documents, 3 deletes the
 * first. */
static void
test_guarded (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 2);
  g_autoptr (CflAttempt) attempt = journal_upload (store, 1, CFL_DOCUMENT_KIND_BILL, "145");
  g_autoptr (CflAttempt) other = journal_upload (store, 2, CFL_DOCUMENT_KIND_BILL, "146");
  g_autoptr (CflAttempt) deletion = journal_begin_deletion (store, attempt, NULL);
  g_autoptr (CflDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (deletion->id, ==, 3);
  support_close (store);
  database = cfl_database_open (path, &error);
  g_assert_no_error (error);
  assert_refused (database, "UPDATE attempts SET undone_by = 3 WHERE id = 1");
  assert_refused (database, "UPDATE attempts SET state = 1, quickbooks_id = '9' WHERE id = 3");
  assert_refused (database, "UPDATE attempts SET state = 1, target_id = 2 WHERE id = 3");
  assert_refused (database, "UPDATE attempts SET state = 1, undone_by = 3 WHERE id = 3");
  cfl_database_execute (database, "UPDATE attempts SET state = 1 WHERE id = 3", &error);
  cfl_database_execute (database, "UPDATE attempts SET state = 2 WHERE id = 3", &error);
  g_assert_no_error (error);
  assert_refused (database, "UPDATE attempts SET undone_by = 0 WHERE id = 1");
  assert_refused (database, "UPDATE attempts SET undone_by = 3 WHERE id = 2");
  assert_refused (database, "UPDATE attempts SET answer = 'x' WHERE id = 1");
}

/* ---- the documents of a run, as its list shows them ---- */

/* Three uploaded bills, 1 to 3, of one run. */
static gint64
upload_run (CflStore *store)
{
  g_autoptr (CflRun) run = cfl_run_new ();
  g_autoptr (GPtrArray) attempts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);

  for (gint64 id = 1; id <= 3; id++)
    {
      CflAttempt *attempt = support_make_attempt (id, CFL_DOCUMENT_KIND_BILL);
      g_autofree char *number = g_strdup_printf ("N-%d", (int) id);

      cfl_text_set (&attempt->number, number);
      attempt->total = cfl_decimal_from_integer (id == 2 ? 100 : id);
      g_ptr_array_add (attempts, attempt);
    }
  g_assert_true (support_begin (store, run, attempts, NULL));
  for (guint i = 0; i < attempts->len; i++)
    {
      CflAttempt *attempt = g_ptr_array_index (attempts, i);
      g_autofree char *id = g_strdup_printf ("%u", 145 - i);

      support_settle (store, attempt, CFL_ATTEMPT_SENDING, NULL);
      cfl_text_set (&attempt->quickbooks_id, id);
      cfl_text_set (&attempt->sync_token, "0");
      support_settle (store, attempt, CFL_ATTEMPT_UPLOADED, NULL);
    }
  return run->id;
}

static GPtrArray *
list_standing (CflStore *store, gint64 run_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *attempts;

  cfl_store_list_standing_attempts_async (store, run_id, NULL, cfl_test_store_cb, &result);
  attempts = cfl_store_list_standing_attempts_finish (store, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  return attempts;
}

static GPtrArray *
load_documents (CflStore *store, gint64 run_id)
{
  static const gint64 ids[] = { 1, 2, 3 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows;

  cfl_store_load_documents_async (store, run_id, ids, 3, NULL, cfl_test_store_cb, &result);
  rows = cfl_store_load_documents_finish (store, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 3);
  return rows;
}

static void
assert_order (
    CflStore *store, gint64 run_id, CflSort sort, const char *search, const char *expected)
{
  g_autoptr (CflListing) listing = cfl_listing_new (CFL_LIST_UPLOADED);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GString) found = g_string_new (NULL);

  listing->run_id = run_id;
  listing->sort = sort;
  listing->search = g_strdup (search);
  ids = support_list (store, listing);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (found, "%d", (int) g_array_index (ids, gint64, i));
  g_assert_cmpstr (found->str, ==, expected);
}

/* A run shows all its documents, wherever their orders are by now. */
static void
test_listed (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 3);
  gint64 run_id = upload_run (store);
  g_autoptr (GPtrArray) standing = list_standing (store, run_id);
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (CflAttempt) done = NULL;
  g_autoptr (CflAttempt) refused = NULL;
  const CflOrderRow *row;

  g_assert_cmpuint (standing->len, ==, 3);
  assert_order (store, run_id, CFL_SORT_REFERENCE, NULL, "123");
  assert_order (store, run_id, CFL_SORT_NUMBER, NULL, "321");
  assert_order (store, run_id, CFL_SORT_TOTAL, NULL, "132");
  done = journal_begin_deletion (store, g_ptr_array_index (standing, 0), NULL);
  support_settle (store, done, CFL_ATTEMPT_SENDING, NULL);
  support_settle (store, done, CFL_ATTEMPT_UPLOADED, NULL);
  refused = journal_begin_deletion (store, g_ptr_array_index (standing, 1), NULL);
  support_settle (store, refused, CFL_ATTEMPT_SENDING, NULL);
  refused->error_code = 5010;
  support_settle (store, refused, CFL_ATTEMPT_FAILED, NULL);

  journal_assert_place (store, 1, CFL_LIST_INVOICES, CFL_SHOW_READY);
  assert_order (store, run_id, CFL_SORT_REFERENCE, NULL, "123");
  assert_order (store, run_id, CFL_SORT_STATUS, NULL, "231");
  assert_order (store, run_id, CFL_SORT_REFERENCE, "PO-2", "2");
  assert_order (store, done->run_id, CFL_SORT_REFERENCE, NULL, "1");
  left = list_standing (store, run_id);
  g_assert_cmpuint (left->len, ==, 2);

  rows = load_documents (store, run_id);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpint (row->undone_at, >, 0);
  g_assert_false (row->undo_tried);
  g_assert_cmpstr (row->quickbooks_id, ==, "145");
  row = g_ptr_array_index (rows, 1);
  g_assert_cmpint (row->undone_at, ==, 0);
  g_assert_true (row->undo_tried);
  g_assert_cmpint (row->undo_state, ==, CFL_ATTEMPT_FAILED);
  g_assert_cmpint (row->undo_error_code, ==, 5010);
  row = g_ptr_array_index (rows, 2);
  g_assert_false (row->undo_tried);
  g_assert_cmpint (row->compared_at, ==, 0);
  support_close (store);
}

/* One that is being taken back is not taken back a second time. */
static void
test_standing (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 3);
  gint64 run_id = upload_run (store);
  g_autoptr (GPtrArray) standing = list_standing (store, run_id);
  g_autoptr (CflAttempt) open =
      journal_begin_deletion (store, g_ptr_array_index (standing, 2), NULL);
  g_autoptr (GPtrArray) left = NULL;

  support_settle (store, open, CFL_ATTEMPT_SENDING, NULL);
  support_settle (store, open, CFL_ATTEMPT_UNKNOWN, NULL);
  left = list_standing (store, run_id);
  g_assert_cmpuint (left->len, ==, 2);
  support_close (store);
}

static void
save_comparison (CflStore *store, CflAttempt *attempt, CflHeldDocument *held)
{
  g_autoptr (GPtrArray) documents =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_uploaded_document_unref);
  CflUploadedDocument *document = cfl_uploaded_document_new (attempt);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  document->held = cfl_held_document_ref (held);
  g_ptr_array_add (documents, document);
  cfl_store_save_comparisons_async (store, documents, NULL, cfl_test_store_cb, &result);
  cfl_store_save_comparisons_finish (store, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
}

/* The newest comparison is kept. */
static void
test_compared (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = journal_open (path, 3);
  gint64 run_id = upload_run (store);
  g_autoptr (GPtrArray) standing = list_standing (store, run_id);
  CflAttempt *attempt = g_ptr_array_index (standing, 1);
  g_autoptr (CflHeldDocument) held = cfl_held_document_new (attempt->quickbooks_id);
  g_autoptr (CflHeldDocument) gone = cfl_held_document_new (attempt->quickbooks_id);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) later = NULL;
  const CflOrderRow *row;

  held->held = held->has_payment = TRUE;
  held->total = attempt->total;
  held->paid_on = cfl_date_new (2026, 3, 5);
  cfl_text_set (&held->sync_token, "1");
  save_comparison (store, attempt, held);
  rows = load_documents (store, run_id);
  row = g_ptr_array_index (rows, 1);
  g_assert_cmpint (row->standing, ==, CFL_STANDING_PAID);
  g_assert_cmpint (row->compared_at, >, 0);
  g_assert_cmpint (cfl_date_compare (row->held->paid_on, held->paid_on), ==, 0);
  g_assert_true (cfl_decimal_equal (row->held->total, held->total));
  g_assert_cmpstr (row->held->sync_token, ==, "1");
  g_assert_null (((CflOrderRow *) g_ptr_array_index (rows, 0))->held);

  save_comparison (store, attempt, gone);
  later = load_documents (store, run_id);
  row = g_ptr_array_index (later, 1);
  g_assert_cmpint (row->standing, ==, CFL_STANDING_GONE);
  g_assert_false (row->held->held);
  support_close (store);
}

/* What an older version of the program journalled stands as it was. */
static void
test_migrated (void)
{
  const char *const old[] = { cfl_schema_steps[0], cfl_schema_steps[1], NULL };
  g_autoptr (CflDatabase) database = g_new0 (CflDatabase, 1);
  g_autoptr (GError) error = NULL;
  gint64 value;

  database->statements =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cfl_statement_free);
  g_assert_cmpint (sqlite3_open (":memory:", &database->connection), ==, SQLITE_OK);
  g_assert_true (cfl_database_migrate (database, old, &error));
  cfl_database_execute (
      database,
      "INSERT INTO attempts VALUES (1, 1, 1, 0, 'r-1', x'7b7d', printf ('%064d', 0), 'PO-1', 'N-1',"
      " '56', 'Aurora', '2026-03-01', 'USD', '10.50', 1, 0, '', '', '', 0, 0, 0, 0, '', '', '')",
      &error);
  cfl_database_execute (database, "UPDATE attempts SET state = 1", &error);
  cfl_database_execute (database, "UPDATE attempts SET state = 2, quickbooks_id = '77'", &error);
  g_assert_no_error (error);
  g_assert_true (cfl_database_migrate (database, cfl_schema_steps, &error));
  cfl_database_get_integer (database,
                            "SELECT operation + target_id + undone_by FROM attempts"
                            " WHERE state = 2 AND quickbooks_id = '77'",
                            &value, &error);
  g_assert_no_error (error);
  g_assert_cmpint (value, ==, 0);
  /* and only once, as ever */
  assert_refused (database, "INSERT INTO attempts SELECT 2, 1, 1, 0, 'r-2', request, request_hash,"
                            " '', '', '', '', '', '', '', 1, 0, '', '', '', 0, 0, 0, 0, '', '', '',"
                            " 0, 0, 0 FROM attempts");
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/storage/undo/undone", test_undone);
  g_test_add_func ("/storage/undo/not-undone", test_not_undone);
  g_test_add_func ("/storage/undo/undone-order", test_undone_order);
  g_test_add_func ("/storage/undo/guarded", test_guarded);
  g_test_add_func ("/storage/undo/listed", test_listed);
  g_test_add_func ("/storage/undo/standing", test_standing);
  g_test_add_func ("/storage/undo/compared", test_compared);
  g_test_add_func ("/storage/undo/migrated", test_migrated);
  return g_test_run ();
}
