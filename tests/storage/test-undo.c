/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Taking back what was uploaded, as the journal sees it. */

#include "config.h"

#include "journal-support.h"

#include "cfl-database-private.h"

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
  g_test_add_func ("/storage/undo/migrated", test_migrated);
  return g_test_run ();
}
