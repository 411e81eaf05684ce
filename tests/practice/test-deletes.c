/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Deleting documents, and what a person does by hand that stands in the way. */

#include "config.h"

#include "cfl-practice-harness.h"

#include <string.h>

#define DELETE_BILL "/bill?operation=delete"
#define ORDER                                                                                      \
  "{\"VendorRef\":{\"value\":\"56\"},\"APAccountRef\":{\"value\":\"33\"},\"DocNumber\":\"P\","     \
  "\"Line\":[{\"Amount\":5,\"DetailType\":\"AccountBasedExpenseLineDetail\","                      \
  "\"AccountBasedExpenseLineDetail\":{\"AccountRef\":{\"value\":\"80\"}}}]}"

/* Returns: (transfer full): the id of a new bill over 5.00 */
static char *
make_bill (CflHarness *harness, const char *number)
{
  g_autofree char *body = cfl_harness_bill (harness, number, "5");
  g_autoptr (CflHarnessAnswer) answer = cfl_harness_quickbooks (harness, "POST", "/bill", body);

  g_assert_cmpuint (answer->status, ==, 200);
  return g_strdup (cfl_node_get_member_text (answer->node, "Bill.Id"));
}

static CflHarnessAnswer *delete (CflHarness *harness,
                                 const char *path,
                                 const char *id,
                                 const char *token)
{
  g_autofree char *body = g_strdup_printf ("{\"Id\":\"%s\",\"SyncToken\":\"%s\"}", id, token);

  return cfl_harness_quickbooks (harness, "POST", path, body);
}

static void
act (CflHarness *harness, const char *name, const char *id, const char *more)
{
  g_autofree char *body = g_strdup_printf ("{\"id\":\"%s\"%s}", id, more);
  g_autoptr (CflHarnessAnswer) answer = cfl_harness_control (harness, "POST", name, body);

  g_assert_cmpuint (answer->status, ==, 200);
}

static void
test_replay (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autofree char *id = make_bill (harness, "A");
  g_autoptr (CflHarnessAnswer) first = delete (harness, DELETE_BILL "&requestid=d1", id, "0");
  g_autoptr (CflHarnessAnswer) second = delete (harness, DELETE_BILL "&requestid=d1", id, "0");
  g_autoptr (CflHarnessAnswer) other = delete (harness, DELETE_BILL "&requestid=d2", id, "0");

  g_assert_cmpstr (cfl_node_get_member_text (first->node, "Bill.status"), ==, "Deleted");
  g_assert_cmpstr (cfl_node_get_member_text (first->node, "Bill.Id"), ==, id);
  g_assert_cmpstr (first->text, ==, second->text);
  g_assert_cmpstr (cfl_harness_fault (other), ==, "610");
}

static void
test_changed (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autofree char *id = make_bill (harness, "A");
  g_autofree char *path = g_strconcat ("/bill/", id, NULL);
  g_autoptr (CflHarnessAnswer) refused = NULL;
  g_autoptr (CflHarnessAnswer) read = NULL;

  act (harness, "change", id, ",\"PrivateNote\":\"by hand\"");
  refused = delete (harness, DELETE_BILL, id, "0");
  g_assert_cmpstr (cfl_harness_fault (refused), ==, "5010");
  read = cfl_harness_quickbooks (harness, "GET", path, NULL);
  g_assert_cmpstr (cfl_node_get_member_text (read->node, "Bill.PrivateNote"), ==, "by hand");
  g_assert_cmpstr (cfl_node_get_member_text (read->node, "Bill.SyncToken"), ==, "1");
}

/* A payment lowers the balance, links itself to the bill, and keeps it from being deleted. */
static void
test_paid (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autofree char *id = make_bill (harness, "A");
  g_autofree char *path = g_strconcat ("/bill/", id, NULL);
  g_autoptr (CflHarnessAnswer) read = NULL;
  g_autoptr (CflHarnessAnswer) changed = NULL;
  g_autoptr (CflHarnessAnswer) payments = NULL;
  g_autoptr (CflHarnessAnswer) refused = NULL;
  CflNode *link;

  act (harness, "pay", id, ",\"amount\":\"2\",\"date\":\"2026-03-05\"");
  read = cfl_harness_quickbooks (harness, "GET", path, NULL);
  g_assert_cmpstr (cfl_node_get_member_text (read->node, "Bill.Balance"), ==, "3.00");
  link = cfl_node_get_item (cfl_node_get_path (read->node, "Bill.LinkedTxn"), 0);
  g_assert_cmpstr (cfl_node_get_member_text (link, "TxnType"), ==, "BillPaymentCheck");
  payments = cfl_harness_query (harness, "SELECT * FROM BillPayment WHERE TxnDate = '2026-03-05'");
  g_assert_cmpuint (
      cfl_node_get_length (cfl_node_get_path (payments->node, "QueryResponse.BillPayment")), ==, 1);
  refused = delete (harness, DELETE_BILL, id, "1");
  g_assert_cmpstr (cfl_harness_fault (refused), ==, "6000");
  /* what was paid stays paid when somebody changes the rest */
  act (harness, "change", id, ",\"PrivateNote\":\"x\"");
  changed = cfl_harness_quickbooks (harness, "GET", path, NULL);
  g_assert_cmpstr (cfl_node_get_member_text (changed->node, "Bill.Balance"), ==, "3.00");
}

static void
test_closed (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autofree char *id = make_bill (harness, "A");
  g_autofree char *close =
      g_strdup_printf ("{\"closing_date\":\"%s\"}", cfl_harness_get (harness, "today"));
  g_autoptr (CflHarnessAnswer) closed = cfl_harness_control (harness, "POST", "set", close);
  g_autoptr (CflHarnessAnswer) refused = delete (harness, DELETE_BILL, id, "0");
  g_autoptr (CflHarnessAnswer) open = NULL;
  g_autoptr (CflHarnessAnswer) done = NULL;

  g_assert_cmpuint (closed->status, ==, 200);
  g_assert_cmpstr (cfl_harness_fault (refused), ==, "6210");
  open = cfl_harness_control (harness, "POST", "set", "{\"closing_date\":\"\"}");
  done = delete (harness, DELETE_BILL, id, "0");
  g_assert_cmpuint (done->status, ==, 200);
}

/* A bill that was made of an order keeps the order, and sets it free when it goes. */
static void
test_linked (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) order =
      cfl_harness_quickbooks (harness, "POST", "/purchaseorder", ORDER);
  const char *order_id = cfl_node_get_member_text (order->node, "PurchaseOrder.Id");
  g_autofree char *plain = cfl_harness_bill (harness, "B", "5");
  g_auto (GStrv) parts = g_strsplit (plain, "\"Amount\"", 2);
  g_autofree char *linked =
      g_strdup_printf ("%s\"LinkedTxn\":[{\"TxnId\":\"%s\",\"TxnType\":\"PurchaseOrder\","
                       "\"TxnLineId\":\"1\"}],\"Amount\"%s",
                       parts[0], order_id, parts[1]);
  g_autoptr (CflHarnessAnswer) bill = cfl_harness_quickbooks (harness, "POST", "/bill", linked);
  g_autoptr (CflHarnessAnswer) refused =
      delete (harness, "/purchaseorder?operation=delete", order_id, "1");
  g_autoptr (CflHarnessAnswer) deleted =
      delete (harness, DELETE_BILL, cfl_node_get_member_text (bill->node, "Bill.Id"), "0");
  g_autofree char *path = g_strconcat ("/purchaseorder/", order_id, NULL);
  g_autoptr (CflHarnessAnswer) after = cfl_harness_quickbooks (harness, "GET", path, NULL);

  g_assert_cmpstr (cfl_harness_fault (refused), ==, "6000");
  g_assert_cmpuint (deleted->status, ==, 200);
  g_assert_cmpstr (cfl_node_get_member_text (after->node, "PurchaseOrder.POStatus"), ==, "Open");
}

/* Each item of a batch has its own end. */
static void
test_batch (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autofree char *first = make_bill (harness, "A");
  g_autofree char *second = make_bill (harness, "B");
  g_autofree char *body = g_strdup_printf (
      "{\"BatchItemRequest\":["
      "{\"bId\":\"1\",\"operation\":\"delete\",\"Bill\":{\"Id\":\"%s\",\"SyncToken\":\"0\"}},"
      "{\"bId\":\"2\",\"operation\":\"delete\",\"Bill\":{\"Id\":\"%s\",\"SyncToken\":\"7\"}}]}",
      first, second);
  g_autoptr (CflHarnessAnswer) answer =
      cfl_harness_quickbooks (harness, "POST", "/batch?requestid=b", body);
  CflNode *items = cfl_node_get (answer->node, "BatchItemResponse");
  CflNode *refused = cfl_node_get_item (items, 1);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (cfl_node_get_member_text (cfl_node_get_item (items, 0), "Bill.status"), ==,
                   "Deleted");
  g_assert_cmpstr (cfl_node_get_member_text (
                       cfl_node_get_item (cfl_node_get_path (refused, "Fault.Error"), 0), "code"),
                   ==, "5010");
}

/* Deletions have a dial of their own, and their answers are lost like any other. */
static void
test_lost (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autofree char *id = make_bill (harness, "A");
  g_autoptr (CflHarnessAnswer) set =
      cfl_harness_control (harness, "PUT", "faults", "{\"faults\":[\"cut-after-commit:delete\"]}");
  g_autoptr (CflHarnessAnswer) lost = delete (harness, DELETE_BILL "&requestid=d1", id, "0");
  g_autofree char *other = make_bill (harness, "B");
  g_autofree char *path = g_strconcat ("/bill/", id, NULL);
  g_autoptr (CflHarnessAnswer) gone = cfl_harness_quickbooks (harness, "GET", path, NULL);

  g_assert_cmpuint (set->status, ==, 200);
  g_assert_cmpuint (lost->status, ==, 0);
  g_assert_cmpstr (other, !=, id);
  g_assert_cmpstr (cfl_harness_fault (gone), ==, "610");
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/practice/deletes/replay", test_replay);
  g_test_add_func ("/practice/deletes/changed", test_changed);
  g_test_add_func ("/practice/deletes/paid", test_paid);
  g_test_add_func ("/practice/deletes/closed", test_closed);
  g_test_add_func ("/practice/deletes/linked", test_linked);
  g_test_add_func ("/practice/deletes/batch", test_batch);
  g_test_add_func ("/practice/deletes/lost", test_lost);
  return g_test_run ();
}
