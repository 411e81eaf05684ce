/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the database takes for a company of many orders: benchmark-storage [ORDERS [LINES]] */

#include "config.h"

#include "store-support.h"

#include <sqlite3.h>

#define BATCH 10000
#define PAGE 256

static gint64 started;

static void
start (void)
{
  started = g_get_monotonic_time ();
}

static void
print_time (const char *what)
{
  g_print ("%-44s %9.1f ms\n", what, (g_get_monotonic_time () - started) / 1000.0);
}

static GPtrArray *
make_orders (guint first, guint n, guint n_lines)
{
  GPtrArray *orders = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_order_unref);

  for (guint i = first; i < first + n; i++)
    {
      g_autofree char *contact = g_strdup_printf ("Supplier %u Pty Ltd", i % 200);
      CflOrder *order = support_make_order (i, contact);

      for (guint j = 1; j < n_lines; j++)
        {
          CflOrderLine *line = cfl_order_add_line (order);

          cfl_text_set (&line->code, "BT-104-SAND-L");
          cfl_text_set (&line->name, "Beach towel, Sand, Large");
          line->quantity = cfl_decimal_from_integer (j);
          line->unit_price = cfl_decimal_from_text ("12.3456");
        }
      g_ptr_array_add (orders, order);
    }
  return orders;
}

/* The same numbers of rows and columns through plain SQLite: the least that storing can cost. */
static void
measure_plain (const char *path, guint n_orders, guint n_lines)
{
  sqlite3 *plain = NULL;
  sqlite3_stmt *order = NULL;
  sqlite3_stmt *line = NULL;

  if (sqlite3_open (path, &plain) != SQLITE_OK)
    return;
  sqlite3_exec (plain,
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                "CREATE TABLE o (id INTEGER PRIMARY KEY, a, b, c, d, e, f, g, h, i, j);"
                "CREATE TABLE l (o, p, a, b, c, d, e, f, PRIMARY KEY (o, p)) WITHOUT ROWID;",
                NULL, NULL, NULL);
  sqlite3_prepare_v2 (plain,
                      "INSERT INTO o VALUES (?, 'PO-2041', 'Supplier', 'INV-1', '2026-03-01',"
                      " '2026-03-01', '2026-03-01', 'USD', '10.5', '10.5', 'Not Imported Yet')",
                      -1, &order, NULL);
  sqlite3_prepare_v2 (plain,
                      "INSERT INTO l VALUES (?, ?, 'BT-104-SAND-L', 'Beach towel, Sand, Large', '',"
                      " '', '3', '12.3456')",
                      -1, &line, NULL);
  start ();
  sqlite3_exec (plain, "BEGIN", NULL, NULL, NULL);
  for (guint i = 1; i <= n_orders; i++)
    {
      sqlite3_bind_int64 (order, 1, i);
      sqlite3_step (order);
      sqlite3_reset (order);
      for (guint j = 0; j < n_lines; j++)
        {
          sqlite3_bind_int64 (line, 1, i);
          sqlite3_bind_int64 (line, 2, j);
          sqlite3_step (line);
          sqlite3_reset (line);
        }
    }
  sqlite3_exec (plain, "COMMIT", NULL, NULL, NULL);
  print_time ("plain sqlite: insert a batch");
  sqlite3_finalize (order);
  sqlite3_finalize (line);
  sqlite3_close (plain);
}

static void
measure_sorts (CflStore *store)
{
  static const char *const names[] = { "reference", "supplier", "date",
                                       "due date",  "total",    "status" };

  for (guint sort = 0; sort < G_N_ELEMENTS (names); sort++)
    {
      g_autoptr (CflListing) listing = cfl_listing_new (CFL_LIST_INVOICES);
      g_autoptr (GArray) ids = NULL;
      g_autofree char *what = g_strdup_printf ("ids in order of %s", names[sort]);

      listing->sort = (CflSort) sort;
      start ();
      ids = support_list (store, listing);
      print_time (what);
    }
}

static void
measure_search (CflStore *store, const char *text)
{
  g_autofree char *what = g_strdup_printf ("search \"%s\"", text);

  start ();
  support_list_length (store, CFL_LIST_INVOICES, CFL_SHOW_ALL, text);
  print_time (what);
}

static void
measure_sum (CflStore *store)
{
  g_autoptr (CflListing) listing = cfl_listing_new (CFL_LIST_INVOICES);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) sums = NULL;

  start ();
  cfl_store_sum_async (store, listing, NULL, NULL, cfl_test_store_cb, &result);
  sums = cfl_store_sum_finish (store, cfl_test_wait (&result), NULL);
  print_time ("sum of all that is ready");
}

static CflStore *
measure_opening (const char *path)
{
  CflStore *store;
  g_autofree CflCounts *counts = NULL;
  g_autoptr (CflListing) listing = cfl_listing_new (CFL_LIST_INVOICES);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  start ();
  store = support_open (path, NULL);
  counts = support_count (store);
  ids = support_list (store, listing);
  rows = support_rows (store, (const gint64 *) ids->data, MIN (ids->len, PAGE));
  print_time ("open, count, list, first rows");
  return store;
}

int
main (int argc, char *argv[])
{
  guint n_orders = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100000;
  guint n_lines = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 3;
  g_autofree char *path = support_make_path ();
  g_autofree char *plain = support_make_path ();
  g_autofree char *plain_folder = g_path_get_dirname (plain);
  CflStore *store = support_open (path, NULL);

  g_print ("%u orders of %u lines\n", n_orders, n_lines);
  support_set_up_company (store);
  for (guint done = 0; done < n_orders; done += BATCH)
    {
      guint n = MIN (BATCH, n_orders - done);
      g_autoptr (GPtrArray) orders = make_orders (done + 1, n, n_lines);

      start ();
      support_save (store, orders);
      if (done == 0 || done + n == n_orders)
        print_time (done == 0 ? "save the first batch" : "save the last batch");
      if (done + n == n_orders)
        {
          start ();
          support_save (store, orders);
          print_time ("save the same batch unchanged");
        }
    }
  g_mkdir_with_parents (plain_folder, 0700);
  measure_plain (plain, MIN (BATCH, n_orders), n_lines);
  for (gint64 contact = 1; contact <= 200; contact++)
    support_link (store, contact, "1");
  start ();
  support_recheck (store);
  print_time ("check every order again");
  support_close (store);

  store = measure_opening (path);
  measure_sorts (store);
  measure_search (store, "PO-777");
  measure_search (store, "supplier");
  measure_search (store, "77");
  measure_sum (store);
  support_close (store);
  return 0;
}
