/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store-support.h"

#include "cfl-database-private.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_modes (void)
{
  g_autofree char *path = support_make_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  CflStore *store = support_open (path, NULL);
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  support_close (store);
}

static void
test_settings (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = support_open (path, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CflCompany) company = NULL;
  g_autoptr (GHashTable) settings = NULL;

  support_set (store, "quickbooks.name", "Harbour & Vine");
  support_set (store, "quickbooks.multicurrency", "yes");
  support_set (store, "quickbooks.closing-date", "2026-02-28");
  support_set (store, "time-zone", "Australia/Melbourne");
  support_set (store, "account.freight", "17");
  support_set (store, "account-code.600", "12");
  support_set (store, "past-months", "twelve");
  support_set (store, "gone", "x");
  support_set (store, "gone", NULL);
  support_close (store);

  store = support_open (path, NULL);
  cfl_store_load_company_async (store, NULL, cfl_test_store_cb, &result);
  company = cfl_store_load_company_finish (store, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (company->name, ==, "Harbour & Vine");
  g_assert_true (company->multicurrency);
  g_assert_false (company->purchase_orders_enabled);
  g_assert_cmpint (cfl_date_compare (company->closing_date, cfl_date_new (2026, 2, 28)), ==, 0);
  g_assert_cmpstr (g_time_zone_get_identifier (company->zone), ==, "Australia/Melbourne");
  g_assert_cmpstr (company->role_accounts[CFL_ACCOUNT_ROLE_FREIGHT], ==, "17");
  g_assert_cmpstr (g_hash_table_lookup (company->account_codes, "600"), ==, "12");
  g_assert_cmpuint (company->past_months, ==, 3);
  cfl_store_load_settings_async (store, NULL, cfl_test_store_cb, &loaded);
  settings = cfl_store_load_settings_finish (store, cfl_test_wait (&loaded), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (settings), ==, 7);
  support_close (store);
}

static void
assert_open_fails (const char *path, CflStoreError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (support_open (path, &error));
  g_assert_error (error, CFL_STORE_ERROR, (int) code);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
execute (const char *path, const char *sql)
{
  sqlite3 *connection = NULL;

  g_assert_cmpint (sqlite3_open (path, &connection), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (connection, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (connection);
}

static void
test_too_new (void)
{
  g_autofree char *path = support_make_path ();

  support_close (support_open (path, NULL));
  execute (path, "PRAGMA user_version = 1000");
  assert_open_fails (path, CFL_STORE_ERROR_TOO_NEW);
}

static void
test_damaged (void)
{
  g_autofree char *path = support_make_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *rubbish = g_strnfill (20000, 'x');

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, rubbish, -1, NULL));
  assert_open_fails (path, CFL_STORE_ERROR_DAMAGED);
}

/* A folder where a file has to be: fails for every user, also for one whom modes do not stop. */
static void
test_no_folder (void)
{
  g_autofree char *path = support_make_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *below = g_build_filename (folder, "file", "company.db", NULL);
  g_autofree char *file = g_build_filename (folder, "file", NULL);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (file, "", -1, NULL));
  assert_open_fails (below, CFL_STORE_ERROR_OPEN);
  g_mkdir_with_parents (path, 0700);
  assert_open_fails (path, CFL_STORE_ERROR_OPEN);
}

static void
test_read_only_folder (void)
{
  g_autofree char *path = support_make_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *probe = g_build_filename (folder, "probe", NULL);

  g_mkdir_with_parents (folder, 0700);
  g_assert_cmpint (g_chmod (folder, 0500), ==, 0);
  if (g_file_set_contents (probe, "", -1, NULL))
    g_test_skip ("this user may write everywhere");
  else
    assert_open_fails (path, CFL_STORE_ERROR_OPEN);
  g_chmod (folder, 0700);
}

/* The page limit stands for a full disk: SQLite answers the same to both. */
static void
test_full (void)
{
  g_autofree char *path = support_make_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CflDatabase) database = NULL;
  gboolean written;

  support_close (support_open (path, NULL));
  database = cfl_database_open (path, &error);
  g_assert_no_error (error);
  cfl_database_execute (database, "PRAGMA max_page_count = 1", &error);
  g_assert_no_error (error);
  cfl_database_begin (database, CFL_DURABILITY_JOURNAL, &error);
  written = cfl_database_execute (
      database, "INSERT INTO settings VALUES ('a', hex (zeroblob (1000000)))", &error);
  g_assert_false (written);
  g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_FULL);
  cfl_database_roll_back (database);
  g_clear_error (&error);
  cfl_database_execute (database, "PRAGMA max_page_count = 1000000", &error);
  cfl_database_execute (database, "INSERT INTO settings VALUES ('a', 'b')", &error);
  g_assert_no_error (error);
}

static void
test_migration (void)
{
  static const char *const one[] = { "CREATE TABLE a (x); INSERT INTO a VALUES (7);", NULL };
  static const char *const two[] = { "CREATE TABLE a (x); INSERT INTO a VALUES (7);",
                                     "ALTER TABLE a ADD COLUMN y DEFAULT 3;", NULL };
  static const char *const broken[] = { "CREATE TABLE a (x); INSERT INTO a VALUES (7);",
                                        "ALTER TABLE a ADD COLUMN y DEFAULT 3;",
                                        "CREATE TABLE b (z); INSERT INTO nowhere VALUES (1);",
                                        NULL };
  g_autoptr (CflDatabase) database = g_new0 (CflDatabase, 1);
  g_autoptr (GError) error = NULL;
  gint64 value;

  database->statements =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cfl_statement_free);
  g_assert_cmpint (sqlite3_open (":memory:", &database->connection), ==, SQLITE_OK);
  g_assert_true (cfl_database_migrate (database, one, &error));
  g_assert_true (cfl_database_migrate (database, two, &error));
  cfl_database_get_integer (database, "SELECT x * 10 + y FROM a", &value, &error);
  g_assert_no_error (error);
  g_assert_cmpint (value, ==, 73);

  /* a step that fails half-way leaves nothing behind, and the version of before */
  g_assert_false (cfl_database_migrate (database, broken, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  cfl_database_get_integer (database, "SELECT count (*) FROM sqlite_schema WHERE name = 'b'",
                            &value, &error);
  g_assert_cmpint (value, ==, 0);
  cfl_database_get_integer (database, "PRAGMA user_version", &value, &error);
  g_assert_cmpint (value, ==, 2);
  g_assert_false (cfl_database_migrate (database, one, &error));
  g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_TOO_NEW);
}

static char *
dump_schema (sqlite3 *connection)
{
  GString *text = g_string_new (NULL);
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (connection,
                      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
                      " AND name NOT GLOB 'order_search_*' ORDER BY type, name",
                      -1, &statement, NULL);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (text, "%s;\n", (const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return g_string_free (text, FALSE);
}

/* Each released version has its dump; a released step that changes is found here. After a new
 * step: CFL_WRITE_SCHEMA=1 writes the dump of the new version. */
static void
test_schema (void)
{
  g_autofree char *path = support_make_path ();
  g_autofree char *name = g_strdup_printf ("schema-v%u.sql", cfl_schema_version ());
  g_autofree char *fixture = g_build_filename (g_test_get_dir (G_TEST_DIST), "storage", name, NULL);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *connection = NULL;

  support_close (support_open (path, NULL));
  g_assert_cmpint (sqlite3_open (path, &connection), ==, SQLITE_OK);
  found = dump_schema (connection);
  sqlite3_close (connection);
  if (g_getenv ("CFL_WRITE_SCHEMA") != NULL)
    g_file_set_contents (fixture, found, -1, NULL);
  g_file_get_contents (fixture, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_cancelled (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = support_open (path, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CflListing) listing = cfl_listing_new (CFL_LIST_INVOICES);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  cfl_store_list_ids_async (store, listing, cancellable, cfl_test_store_cb, &result);
  g_assert_null (cfl_store_list_ids_finish (store, cfl_test_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  support_close (store);
}

/* Dropped without closing: nothing hangs, and what was posted is there. */
static void
test_dropped (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = support_open (path, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  cfl_store_count_async (store, NULL, cfl_test_store_cb, &result);
  g_object_unref (store);
  cfl_test_wait (&result);
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/storage/open/modes", test_modes);
  g_test_add_func ("/storage/open/settings", test_settings);
  g_test_add_func ("/storage/open/too-new", test_too_new);
  g_test_add_func ("/storage/open/damaged", test_damaged);
  g_test_add_func ("/storage/open/no-folder", test_no_folder);
  g_test_add_func ("/storage/open/read-only-folder", test_read_only_folder);
  g_test_add_func ("/storage/open/full", test_full);
  g_test_add_func ("/storage/open/migration", test_migration);
  g_test_add_func ("/storage/open/schema", test_schema);
  g_test_add_func ("/storage/open/cancelled", test_cancelled);
  g_test_add_func ("/storage/open/dropped", test_dropped);
  return g_test_run ();
}
