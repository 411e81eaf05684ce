/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-harness.h"

#include <string.h>

static CflHarnessAnswer *
post_bill (CflHarness *harness, const char *parameters, const char *number, const char *amount)
{
  g_autofree char *path = g_strconcat ("/bill", parameters, NULL);
  g_autofree char *body = cfl_harness_bill (harness, number, amount);

  return cfl_harness_quickbooks (harness, "POST", path, body);
}

static void
test_create (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) answer = post_bill (harness, "", "A-1", "639");
  CflNode *bill = cfl_node_get (answer->node, "Bill");

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_nonnull (cfl_harness_last_header (harness, "intuit_tid"));
  g_assert_cmpstr (cfl_node_get_member_text (bill, "SyncToken"), ==, "0");
  g_assert_cmpstr (cfl_node_get_member_text (bill, "TotalAmt"), ==, "639.00");
  g_assert_cmpstr (cfl_node_get_member_text (bill, "VendorRef.name"), ==,
                   "Aurora Textiles Pty Ltd");
  g_assert_cmpstr (cfl_node_get_member_text (cfl_node_get_item (cfl_node_get (bill, "Line"), 0),
                                             "AccountBasedExpenseLineDetail.TaxCodeRef.value"),
                   ==, "NON");
}

static void
test_replay (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) first = post_bill (harness, "?requestid=r1", "A-1", "10.25");
  g_autoptr (CflHarnessAnswer) second = post_bill (harness, "?requestid=r1", "A-1", "10.25");
  g_autoptr (CflHarnessAnswer) fresh = post_bill (harness, "?requestid=r2", "A-1", "10.25");
  g_autoptr (CflHarnessAnswer) refused = post_bill (harness, "?requestid=r3", "A-1", "10.25");
  g_autoptr (CflHarnessAnswer) forced =
      post_bill (harness, "?requestid=r4&include=allowduplicatedocnum", "A-1", "10.25");
  g_autofree char *long_id = g_strnfill (51, 'x');
  g_autofree char *parameters = g_strconcat ("?requestid=", long_id, NULL);
  g_autoptr (CflHarnessAnswer) too_long = post_bill (harness, parameters, "A-2", "1");
  g_autoptr (CflHarnessAnswer) ledger = cfl_harness_control (harness, "GET", "ledger", NULL);

  g_assert_cmpstr (first->text, ==, second->text);
  g_assert_cmpstr (cfl_harness_fault (fresh), ==, "6140");
  g_assert_nonnull (strstr (fresh->text, "TxnId="));
  g_assert_cmpstr (cfl_harness_fault (refused), ==, "6140");
  g_assert_cmpuint (forced->status, ==, 200);
  g_assert_cmpstr (cfl_harness_fault (too_long), ==, "2130");
  g_assert_cmpuint (cfl_node_get_length (cfl_node_get (ledger->node, "Bill")), ==, 2);
}

/* After a day the same id is a new request. */
static void
test_replay_ends (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) first = post_bill (harness, "?requestid=r1", "A-1", "1");
  g_autoptr (CflHarnessAnswer) done =
      cfl_harness_control (harness, "POST", "clock", "{\"seconds\":86400}");
  g_autoptr (CflHarnessAnswer) second = NULL;

  cfl_harness_sign_in (harness);
  second = post_bill (harness, "?requestid=r1", "A-1", "1");
  g_assert_cmpstr (cfl_harness_fault (second), ==, "6140");
}

static void
assert_amount (CflHarness *harness, const char *amount, const char *outcome)
{
  g_autoptr (CflHarnessAnswer) answer =
      post_bill (harness, "?include=allowduplicatedocnum", "A", amount);

  if (answer->status == 200)
    g_assert_cmpstr (cfl_node_get_member_text (answer->node, "Bill.TotalAmt"), ==, outcome);
  else
    g_assert_cmpstr (cfl_harness_fault (answer), ==, outcome);
}

static void
test_amounts (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) calls = NULL;

  assert_amount (harness, "0.1", "0.10");
  assert_amount (harness, "9999999999.99", "9999999999.99");
  assert_amount (harness, "1861.075", "1861.08");
  assert_amount (harness, "0", "0.00");
  assert_amount (harness, "19.989999999999998", "2090");
  assert_amount (harness, "10000000000", "2090");
  assert_amount (harness, "1e2", "2090");
  assert_amount (harness, "\"5\"", "2090");
  assert_amount (harness, "-5", "6000");
  calls = cfl_harness_control (harness, "GET", "calls", NULL);
  g_assert_cmpint (cfl_node_get_integer (calls->node, "odd_amounts", 0), ==, 1);
}

static void
assert_refused (CflHarness *harness, const char *from, const char *to, const char *code)
{
  g_autofree char *body = cfl_harness_bill (harness, "A", "5");
  g_auto (GStrv) parts = g_strsplit (body, from, 2);
  g_autofree char *changed = g_strjoinv (to, parts);
  g_autoptr (CflHarnessAnswer) answer = cfl_harness_quickbooks (harness, "POST", "/bill", changed);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  g_assert_cmpuint (answer->status, ==, 400);
  g_assert_cmpstr (cfl_harness_fault (answer), ==, code);
}

static void
test_refusals (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);

  assert_refused (harness, "\"DocNumber\":\"A\"", "\"DocNumbr\":\"A\"", "2010");
  assert_refused (harness, "\"VendorRef\":{\"value\":\"56\"},", "", "2020");
  assert_refused (harness, "\"value\":\"56\"", "\"value\":\"9999\"", "2500");
  assert_refused (harness, "\"DocNumber\":\"A\"", "\"DocNumber\":\"1234567890123456789012\"",
                  "2050");
  assert_refused (harness, "\"value\":\"80\"", "\"value\":\"33\"", "6430");
  assert_refused (harness, "\"value\":\"80\"", "\"value\":\"90\"", "610");
  assert_refused (harness, "\"value\":\"33\"", "\"value\":\"80\"", "6430");
  assert_refused (harness, "\"AccountRef\":{", "\"TaxCodeRef\":{\"value\":\"5\"},\"AccountRef\":{",
                  "6100");
  assert_refused (harness, "\"DocNumber\"", "\"CurrencyRef\":{\"value\":\"EUR\"},\"DocNumber\"",
                  "6000");
  assert_refused (harness, "\"DocNumber\"", "\"DueDate\":\"2026-02-30\",\"DocNumber\"", "2060");
  assert_refused (harness, cfl_harness_get (harness, "today"), "2020-01-31", "6210");
}

/* 21 characters, not bytes. */
static void
test_number_length (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) answer = post_bill (harness, "", "Příšerně žluťoučký 21", "1");

  g_assert_cmpuint (answer->status, ==, 200);
}

static void
test_item_lines (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  const char *format =
      "{\"VendorRef\":{\"value\":\"56\"},\"Line\":[{\"Amount\":%s,\"DetailType\":"
      "\"ItemBasedExpenseLineDetail\",\"ItemBasedExpenseLineDetail\":{\"ItemRef\":{\"value\":"
      "\"%s\"},\"Qty\":14.5,\"UnitPrice\":128.35}}]}";
  static const struct {
    const char *amount;
    const char *item;
    const char *code;
  } cases[] = { { "1861.08", "19", NULL },
                { "1861.07", "19", "6070" },
                { "1861.08", "23", "6430" },
                { "1861.08", "99", "2500" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) parts = g_strsplit (format, "%s", 3);
      g_autofree char *body =
          g_strconcat (parts[0], cases[i].amount, parts[1], cases[i].item, parts[2], NULL);
      g_autoptr (CflHarnessAnswer) answer = cfl_harness_quickbooks (harness, "POST", "/bill", body);

      g_assert_cmpstr (cfl_harness_fault (answer), ==, cases[i].code);
    }
}

#define ORDER                                                                                      \
  "{\"VendorRef\":{\"value\":\"56\"},\"APAccountRef\":{\"value\":\"33\"},\"DocNumber\":\"P\","     \
  "\"Line\":[{\"Amount\":5,\"DetailType\":\"AccountBasedExpenseLineDetail\","                      \
  "\"AccountBasedExpenseLineDetail\":{\"AccountRef\":{\"value\":\"80\"}}}]}"

/* A good link closes the order; a bad one is dropped in silence, and on the dial a good one as well. */
static void
test_links (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) order =
      cfl_harness_quickbooks (harness, "POST", "/purchaseorder", ORDER);
  const char *id = cfl_node_get_member_text (order->node, "PurchaseOrder.Id");
  g_autofree char *read_path = g_strconcat ("/purchaseorder/", id, NULL);
  g_autofree char *body = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *link = NULL;
  g_autoptr (CflHarnessAnswer) set = NULL;

  g_assert_cmpuint (order->status, ==, 200);
  body = cfl_harness_bill (harness, "B", "5");
  parts = g_strsplit (body, "\"Amount\"", 2);
  link = g_strdup_printf ("%s\"LinkedTxn\":[{\"TxnId\":\"%s\",\"TxnType\":\"PurchaseOrder\","
                          "\"TxnLineId\":\"1\"}],\"Amount\"%s",
                          parts[0], id, parts[1]);
  set = cfl_harness_control (harness, "PUT", "faults", "{\"faults\":[\"drop-links:bill:nth=1\"]}");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (CflHarnessAnswer) bill =
          cfl_harness_quickbooks (harness, "POST", "/bill?include=allowduplicatedocnum", link);
      g_autoptr (CflHarnessAnswer) after = cfl_harness_quickbooks (harness, "GET", read_path, NULL);
      CflNode *line = cfl_node_get_item (cfl_node_get_path (bill->node, "Bill.Line"), 0);

      g_assert_cmpuint (bill->status, ==, 200);
      g_assert_true ((cfl_node_get (line, "LinkedTxn") != NULL) == (i == 1));
      g_assert_cmpstr (cfl_node_get_member_text (after->node, "PurchaseOrder.POStatus"), ==,
                       i == 0 ? "Open" : "Closed");
    }
}

static void
test_update_and_delete (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) bill = post_bill (harness, "", "A", "5");
  const char *id = cfl_node_get_member_text (bill->node, "Bill.Id");
  g_autofree char *path = g_strconcat ("/bill/", id, NULL);
  g_autofree char *change = g_strdup_printf ("{\"Id\":\"%s\",\"SyncToken\":\"0\",\"sparse\":true,"
                                             "\"PrivateNote\":\"n\"}",
                                             id);
  g_autofree char *stale = g_strdup_printf ("{\"Id\":\"%s\",\"SyncToken\":\"0\"}", id);
  g_autofree char *good = g_strdup_printf ("{\"Id\":\"%s\",\"SyncToken\":\"1\"}", id);
  g_autoptr (CflHarnessAnswer) changed = cfl_harness_quickbooks (harness, "POST", "/bill", change);
  g_autoptr (CflHarnessAnswer) refused =
      cfl_harness_quickbooks (harness, "POST", "/bill?operation=delete", stale);
  g_autoptr (CflHarnessAnswer) deleted =
      cfl_harness_quickbooks (harness, "POST", "/bill?operation=delete", good);
  g_autoptr (CflHarnessAnswer) gone = cfl_harness_quickbooks (harness, "GET", path, NULL);
  g_autoptr (CflHarnessAnswer) voided =
      cfl_harness_quickbooks (harness, "POST", "/bill?operation=void", good);
  g_autoptr (CflHarnessAnswer) odd = cfl_harness_quickbooks (harness, "GET", "/bill/x", NULL);

  g_assert_cmpstr (cfl_node_get_member_text (changed->node, "Bill.SyncToken"), ==, "1");
  g_assert_cmpstr (cfl_node_get_member_text (changed->node, "Bill.DocNumber"), ==, "A");
  g_assert_cmpstr (cfl_harness_fault (refused), ==, "5010");
  g_assert_cmpstr (cfl_node_get_member_text (deleted->node, "Bill.status"), ==, "Deleted");
  g_assert_cmpstr (cfl_harness_fault (gone), ==, "610");
  g_assert_cmpstr (cfl_harness_fault (voided), ==, "500");
  g_assert_cmpstr (cfl_harness_fault (odd), ==, "2030");
}

static void
test_batch (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autofree char *bill = cfl_harness_bill (harness, "A", "5");
  g_autofree char *body = g_strdup_printf (
      "{\"BatchItemRequest\":[{\"bId\":\"1\",\"operation\":\"create\",\"Bill\":%s},"
      "{\"bId\":\"2\",\"operation\":\"create\",\"Bill\":%s},"
      "{\"bId\":\"3\",\"Query\":\"SELECT * FROM Term\"}]}",
      bill, bill);
  g_autoptr (CflHarnessAnswer) first =
      cfl_harness_quickbooks (harness, "POST", "/batch?requestid=b", body);
  g_autoptr (CflHarnessAnswer) second =
      cfl_harness_quickbooks (harness, "POST", "/batch?requestid=b", body);
  CflNode *items = cfl_node_get (first->node, "BatchItemResponse");

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpstr (first->text, ==, second->text);
  g_assert_nonnull (cfl_node_get (cfl_node_get_item (items, 0), "Bill"));
  g_assert_nonnull (strstr (first->text, "6140"));
  g_assert_nonnull (cfl_node_get (cfl_node_get_item (items, 2), "QueryResponse"));
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/practice/bills/create", test_create);
  g_test_add_func ("/practice/bills/replay", test_replay);
  g_test_add_func ("/practice/bills/replay-ends", test_replay_ends);
  g_test_add_func ("/practice/bills/amounts", test_amounts);
  g_test_add_func ("/practice/bills/refusals", test_refusals);
  g_test_add_func ("/practice/bills/number-length", test_number_length);
  g_test_add_func ("/practice/bills/item-lines", test_item_lines);
  g_test_add_func ("/practice/bills/links", test_links);
  g_test_add_func ("/practice/bills/update-and-delete", test_update_and_delete);
  g_test_add_func ("/practice/bills/batch", test_batch);
  return g_test_run ();
}
