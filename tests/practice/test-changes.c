/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Change data: what was made, changed or deleted since a moment. */

#include "config.h"

#include "cfl-practice-harness.h"

static CflNode *
get_part (CflHarnessAnswer *answer, guint index)
{
  CflNode *response = cfl_node_get_item (cfl_node_get (answer->node, "CDCResponse"), 0);

  return cfl_node_get_item (cfl_node_get (response, "QueryResponse"), index);
}

static CflHarnessAnswer *
ask (CflHarness *harness, const char *entities, gint64 seconds_ago)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) since = g_date_time_add_seconds (now, -(double) seconds_ago);
  g_autofree char *stamp = g_date_time_format (since, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *path = g_strdup_printf ("/cdc?entities=%s&changedSince=%s", entities, stamp);

  return cfl_harness_quickbooks (harness, "GET", path, NULL);
}

static void
test_changes (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autofree char *first = cfl_harness_bill (harness, "A-1", "5");
  g_autofree char *second = cfl_harness_bill (harness, "A-2", "6");
  g_autoptr (CflHarnessAnswer) kept = cfl_harness_quickbooks (harness, "POST", "/bill", first);
  g_autoptr (CflHarnessAnswer) lost = cfl_harness_quickbooks (harness, "POST", "/bill", second);
  g_autofree char *body = g_strdup_printf ("{\"Id\":\"%s\",\"SyncToken\":\"0\"}",
                                           cfl_node_get_member_text (lost->node, "Bill.Id"));
  g_autoptr (CflHarnessAnswer) deleted =
      cfl_harness_quickbooks (harness, "POST", "/bill?operation=delete", body);
  g_autoptr (CflHarnessAnswer) changes = ask (harness, "PurchaseOrder,Bill", 60);
  g_autoptr (CflHarnessAnswer) none = ask (harness, "Bill", -60);
  CflNode *bills = cfl_node_get (get_part (changes, 1), "Bill");

  g_assert_cmpuint (deleted->status, ==, 200);
  g_assert_null (cfl_node_get (get_part (changes, 0), "PurchaseOrder"));
  g_assert_cmpuint (cfl_node_get_length (bills), ==, 2);
  g_assert_cmpstr (cfl_node_get_member_text (cfl_node_get_item (bills, 0), "Id"), ==,
                   cfl_node_get_member_text (kept->node, "Bill.Id"));
  g_assert_cmpstr (cfl_node_get_member_text (cfl_node_get_item (bills, 1), "status"), ==,
                   "Deleted");
  g_assert_null (cfl_node_get (get_part (none, 0), "Bill"));
}

static void
test_refusals (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) old = ask (harness, "Bill", 40 * 24 * 60 * 60);
  g_autoptr (CflHarnessAnswer) odd = ask (harness, "Sculpture", 60);
  g_autoptr (CflHarnessAnswer) bare =
      cfl_harness_quickbooks (harness, "GET", "/cdc?entities=Bill", NULL);

  g_assert_cmpstr (cfl_harness_fault (old), ==, "2060");
  g_assert_cmpstr (cfl_harness_fault (odd), ==, "2000");
  g_assert_cmpstr (cfl_harness_fault (bare), ==, "2060");
}

/* The rest is cut off without a word. */
static void
test_limit (void)
{
  const CflPracticeOptions options = { .orders = 20, .no_limits = TRUE };
  g_autoptr (CflHarness) harness = cfl_harness_new (&options);
  g_autoptr (CflHarnessAnswer) changes = NULL;

  for (guint i = 0; i < 1001; i++)
    {
      g_autofree char *number = g_strdup_printf ("L-%u", i);
      g_autofree char *bill = cfl_harness_bill (harness, number, "5");
      g_autoptr (CflHarnessAnswer) answer =
          cfl_harness_quickbooks (harness, "POST", "/bill?include=allowduplicatedocnum", bill);

      g_assert_cmpuint (answer->status, ==, 200);
    }
  changes = ask (harness, "Bill", 600);
  g_assert_cmpuint (cfl_node_get_length (cfl_node_get (get_part (changes, 0), "Bill")), ==, 1000);
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/practice/changes/changes", test_changes);
  g_test_add_func ("/practice/changes/refusals", test_refusals);
  g_test_add_func ("/practice/changes/limit", test_limit);
  return g_test_run ();
}
