/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-harness.h"

#include <string.h>

#define ID "0b5ff3b6-8b5c-4c5e-9a9e-6a1b2c3d4e5f"

/* {"BatchItemRequest":[...]} with bills of these numbers; one without a number is not valid. */
static char *
make_batch (CflHarness *harness, guint count)
{
  GString *body = g_string_new ("{\"BatchItemRequest\":[");

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *number = g_strdup_printf ("N-%u", i);
      g_autofree char *bill = cfl_harness_bill (harness, number, "5");

      g_string_append_printf (body, "%s{\"bId\":\"%u\",\"operation\":\"create\",\"Bill\":%s}",
                              i > 0 ? "," : "", i, bill);
    }
  g_string_append (body, "]}");
  return g_string_free (body, FALSE);
}

static guint
count_bills (CflHarness *harness)
{
  g_autoptr (CflHarnessAnswer) ledger = cfl_harness_control (harness, "GET", "ledger", NULL);

  return cfl_node_get_length (cfl_node_get (ledger->node, "Bill"));
}

static CflHarnessAnswer *
post (CflHarness *harness, const char *id, const char *body)
{
  g_autofree char *path = g_strconcat ("/batch?requestid=", id, NULL);

  return cfl_harness_quickbooks (harness, "POST", path, body);
}

static void
set_fault (CflHarness *harness, const char *fault)
{
  g_autofree char *setting = g_strdup_printf ("{\"faults\":[\"%s:batch:nth=1\"]}", fault);
  g_autoptr (CflHarnessAnswer) set = cfl_harness_control (harness, "PUT", "faults", setting);

  g_assert_cmpuint (set->status, ==, 200);
}

static guint
count_items (CflHarnessAnswer *answer)
{
  return cfl_node_get_length (cfl_node_get (answer->node, "BatchItemResponse"));
}

/* Byte for byte, and nothing is done twice. */
static void
test_replay (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  guint before = count_bills (harness);
  g_autofree char *body = make_batch (harness, 30);
  g_autoptr (CflHarnessAnswer) first = post (harness, ID, body);
  g_autoptr (CflHarnessAnswer) again = post (harness, ID, body);

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpuint (count_items (first), ==, 30);
  g_assert_cmpstr (again->text, ==, first->text);
  g_assert_cmpuint (count_bills (harness), ==, before + 30);
}

static void
test_limits (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  guint before = count_bills (harness);
  g_autofree char *many = make_batch (harness, 31);
  g_autofree char *few = make_batch (harness, 1);
  g_autoptr (CflHarnessAnswer) too_many = post (harness, ID, many);
  g_autoptr (CflHarnessAnswer) long_id = post (harness, ID "-", few);
  g_autoptr (CflHarnessAnswer) long_item_id = NULL;
  GString *text = g_string_new (few);

  g_assert_cmpstr (cfl_harness_fault (too_many), ==, "1040");
  g_assert_cmpstr (cfl_harness_fault (long_id), ==, "2130");
  g_string_replace (text, "\"bId\":\"0\"", "\"bId\":\"12345678901\"", 1);
  long_item_id = post (harness, ID, text->str);
  g_string_free (text, TRUE);
  g_assert_cmpstr (cfl_harness_fault (long_item_id), ==, "2130");
  g_assert_cmpuint (count_bills (harness), ==, before);
}

/* The line is cut when half of it is done: the repeat does the other half, and the first not again. */
static void
test_cut_in_the_middle (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  guint before = count_bills (harness);
  g_autofree char *body = make_batch (harness, 10);
  g_autoptr (CflHarnessAnswer) first = NULL;
  g_autoptr (CflHarnessAnswer) again = NULL;
  g_autoptr (CflHarnessAnswer) third = NULL;

  set_fault (harness, "cut-in-batch");
  first = post (harness, ID, body);
  g_assert_cmpuint (first->status, ==, 0);
  g_assert_cmpuint (count_bills (harness), ==, before + 5);
  set_fault (harness, "cut-in-batch=8");
  third = post (harness, ID, body);
  g_assert_cmpuint (count_bills (harness), ==, before + 8);
  again = post (harness, ID, body);
  g_assert_cmpuint (again->status, ==, 200);
  g_assert_cmpuint (count_items (again), ==, 10);
  g_assert_cmpuint (count_bills (harness), ==, before + 10);
}

static void
test_cut_afterwards (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  guint before = count_bills (harness);
  g_autofree char *body = make_batch (harness, 4);
  g_autoptr (CflHarnessAnswer) first = NULL;
  g_autoptr (CflHarnessAnswer) again = NULL;

  set_fault (harness, "cut-after-commit");
  first = post (harness, ID, body);
  g_assert_cmpuint (first->status, ==, 0);
  g_assert_cmpuint (count_bills (harness), ==, before + 4);
  again = post (harness, ID, body);
  g_assert_cmpuint (count_items (again), ==, 4);
  g_assert_cmpuint (count_bills (harness), ==, before + 4);
}

/* Only what is on its way is spoilt: the repeat has it whole. */
static void
test_spoilt_items (void)
{
  static const struct {
    const char *fault;
    guint items;
  } cases[] = { { "item-missing", 2 }, { "item-doubled", 4 }, { "item-foreign", 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
      g_autofree char *body = make_batch (harness, 3);
      g_autoptr (CflHarnessAnswer) first = NULL;
      g_autoptr (CflHarnessAnswer) again = NULL;

      set_fault (harness, cases[i].fault);
      first = post (harness, ID, body);
      g_assert_cmpuint (first->status, ==, 200);
      g_assert_cmpuint (count_items (first), ==, cases[i].items);
      again = post (harness, ID, body);
      g_assert_cmpuint (count_items (again), ==, 3);
    }
}

/* A deletion as an item of a batch, with the SyncToken of the document. */
static void
test_delete (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  guint before = count_bills (harness);
  g_autofree char *bill = cfl_harness_bill (harness, "N-1", "5");
  g_autoptr (CflHarnessAnswer) made = cfl_harness_quickbooks (harness, "POST", "/bill", bill);
  const char *id = cfl_node_get_member_text (made->node, "Bill.Id");
  g_autofree char *body =
      g_strdup_printf ("{\"BatchItemRequest\":[{\"bId\":\"1\",\"operation\":\"delete\",\"Bill\":"
                       "{\"Id\":\"%s\",\"SyncToken\":\"0\"}},{\"bId\":\"2\",\"operation\":"
                       "\"delete\",\"Bill\":{\"Id\":\"%s\",\"SyncToken\":\"0\"}}]}",
                       id, id);
  g_autoptr (CflHarnessAnswer) answer = post (harness, ID, body);
  CflNode *items = cfl_node_get (answer->node, "BatchItemResponse");

  g_assert_cmpstr (cfl_node_get_member_text (cfl_node_get_item (items, 0), "Bill.status"), ==,
                   "Deleted");
  g_assert_nonnull (cfl_node_get (cfl_node_get_item (items, 1), "Fault"));
  g_assert_cmpuint (count_bills (harness), ==, before);
}

/* 40 a minute, whatever else the limits allow; the refusal comes in either form. */
static void
test_throttle (void)
{
  CflPracticeOptions options = { .orders = 8 };
  g_autoptr (CflHarness) harness = cfl_harness_new (&options);
  g_autofree char *body = make_batch (harness, 1);
  guint refused = 0;
  guint xml = 0;

  for (guint i = 0; i < 44; i++)
    {
      g_autoptr (CflHarnessAnswer) answer = post (harness, ID, body);
      g_autoptr (CflHarnessAnswer) moved =
          cfl_harness_control (harness, "POST", "clock", "{\"seconds\":1}");

      refused += answer->status == 429;
      xml += answer->status == 429 && g_str_has_prefix (answer->text, "<?xml");
      g_assert_true (answer->status != 429 || strstr (answer->text, "3001") != NULL);
    }
  g_assert_cmpuint (refused, ==, 4);
  g_assert_cmpuint (xml, ==, 2);
}

/* A call takes its time for each document, and the answer says how long that was. */
static void
test_latency (void)
{
  CflPracticeOptions options = {
    .orders = 8, .no_limits = TRUE, .latency = 20, .item_latency = 30, .latency_spread = 40
  };
  g_autoptr (CflHarness) harness = cfl_harness_new (&options);
  g_autofree char *body = make_batch (harness, 5);
  g_autoptr (CflHarnessAnswer) answer = post (harness, ID, body);
  const char *times = cfl_harness_last_header (harness, "Service-Time");

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_true (g_str_has_prefix (times, "total="));
  g_assert_cmpint (g_ascii_strtoll (times + strlen ("total="), NULL, 10), >=, 5 * 30);
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/practice/batches/replay", test_replay);
  g_test_add_func ("/practice/batches/limits", test_limits);
  g_test_add_func ("/practice/batches/cut-in-the-middle", test_cut_in_the_middle);
  g_test_add_func ("/practice/batches/cut-afterwards", test_cut_afterwards);
  g_test_add_func ("/practice/batches/spoilt-items", test_spoilt_items);
  g_test_add_func ("/practice/batches/delete", test_delete);
  g_test_add_func ("/practice/batches/throttle", test_throttle);
  g_test_add_func ("/practice/batches/latency", test_latency);
  return g_test_run ();
}
