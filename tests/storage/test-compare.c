/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What saving would do, told beforehand: it has to be what saving then does. */

#include "config.h"

#include "store-support.h"

static GArray *
compare (CflStore *store, GPtrArray *orders)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *comparisons;

  cfl_store_compare_orders_async (store, orders, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  comparisons = cfl_store_compare_orders_finish (store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (comparisons->len, ==, orders->len);
  return comparisons;
}

static guint
count (const GArray *comparisons, CflComparison comparison)
{
  guint n = 0;

  for (guint i = 0; i < comparisons->len; i++)
    n += g_array_index (comparisons, CflComparison, i) == comparison;
  return n;
}

static void
test_agrees_with_saving (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = support_open (path, NULL);
  g_autoptr (GPtrArray) first = support_make_orders (1, 30, "Aurora");
  g_autoptr (GPtrArray) second = support_make_orders (11, 30, "Aurora");
  g_autoptr (GArray) before = compare (store, first);
  g_autoptr (GArray) after = NULL;
  CflOrderLine *line = g_ptr_array_index (((CflOrder *) second->pdata[3])->lines, 0);
  CflSaveCounts saved;

  g_assert_cmpuint (count (before, CFL_COMPARISON_ADDED), ==, 30);
  g_assert_cmpuint (support_save (store, first).added, ==, 30);

  cfl_text_set (&((CflOrder *) second->pdata[0])->note, "new");
  line->quantity = cfl_decimal_from_integer (7);
  ((CflOrder *) second->pdata[5])->modified_at++;
  after = compare (store, second);
  saved = support_save (store, second);
  g_assert_cmpuint (count (after, CFL_COMPARISON_ADDED), ==, 10);
  g_assert_cmpuint (count (after, CFL_COMPARISON_CHANGED), ==, 3);
  g_assert_cmpuint (count (after, CFL_COMPARISON_UNCHANGED), ==, 17);
  g_assert_cmpuint (saved.added, ==, 10);
  g_assert_cmpuint (saved.changed, ==, 3);
  g_assert_cmpuint (saved.unchanged, ==, 17);
  support_close (store);
}

/* The same reference from another source is the same order twice. */
static void
test_elsewhere (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = support_open (path, NULL);
  g_autoptr (GPtrArray) orders = support_make_orders (1, 2, "Aurora");
  g_autoptr (GPtrArray) imported = support_make_orders (2, 2, "Aurora");
  g_autoptr (GArray) comparisons = NULL;

  support_save (store, orders);
  for (guint i = 0; i < imported->len; i++)
    ((CflOrder *) imported->pdata[i])->source = CFL_ORDER_SOURCE_CSV;
  comparisons = compare (store, imported);
  g_assert_cmpint (g_array_index (comparisons, CflComparison, 0), ==, CFL_COMPARISON_ELSEWHERE);
  g_assert_cmpint (g_array_index (comparisons, CflComparison, 1), ==, CFL_COMPARISON_ADDED);
  support_close (store);
}

/* More than one chunk, and nothing is written. */
static void
test_many (void)
{
  g_autofree char *path = support_make_path ();
  CflStore *store = support_open (path, NULL);
  g_autoptr (GPtrArray) orders = support_make_orders (1, 5000, "Aurora");
  g_autoptr (GArray) comparisons = compare (store, orders);

  g_assert_cmpuint (count (comparisons, CFL_COMPARISON_ADDED), ==, 5000);
  g_assert_cmpint (support_find (store, "PO-1"), ==, 0);
  support_close (store);
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/storage/compare/agrees-with-saving", test_agrees_with_saving);
  g_test_add_func ("/storage/compare/elsewhere", test_elsewhere);
  g_test_add_func ("/storage/compare/many", test_many);
  return g_test_run ();
}
