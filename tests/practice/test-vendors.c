/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-harness.h"

static void
assert_fault (CflHarness *harness, const char *body, const char *code)
{
  g_autoptr (CflHarnessAnswer) answer = cfl_harness_quickbooks (harness, "POST", "/vendor", body);

  g_assert_cmpuint (answer->status, ==, 400);
  g_assert_cmpstr (cfl_harness_fault (answer), ==, code);
}

static void
test_create (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) answer = cfl_harness_quickbooks (
      harness, "POST", "/vendor",
      "{\"DisplayName\":\" Copper Kettle Metalworks \",\"TaxIdentifier\":\"12-3459875\"}");
  CflNode *vendor = cfl_node_get (answer->node, "Vendor");

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (cfl_node_get_member_text (vendor, "SyncToken"), ==, "0");
  g_assert_cmpstr (cfl_node_get_member_text (vendor, "DisplayName"), ==,
                   "Copper Kettle Metalworks");
  g_assert_cmpstr (cfl_node_get_member_text (vendor, "PrintOnCheckName"), ==,
                   "Copper Kettle Metalworks");
  g_assert_cmpstr (cfl_node_get_member_text (vendor, "TaxIdentifier"), ==, "XXXXXX9875");
}

static void
test_refusals (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);

  assert_fault (harness, "{}", "6080");
  assert_fault (harness, "{\"DisplayName\":\"a:b\"}", "2040");
  assert_fault (harness, "{\"DisplayName\":\"A\",\"Colour\":\"red\"}", "2010");
  assert_fault (harness, "{\"DisplayName\":\"A\"", "2010");
  assert_fault (harness, "{\"DisplayName\":\"A\",\"PrimaryEmailAddr\":{\"Address\":\"x\"}}",
                "2210");
  assert_fault (harness, "{\"DisplayName\":\"A\",\"CurrencyRef\":{\"value\":\"EUR\"}}", "6000");
  assert_fault (harness, "{\"DisplayName\":\"A\",\"CurrencyRef\":{\"value\":\"ZZZ\"}}", "2220");
  /* Names are taken by vendors, customers and employees alike, whatever their case. */
  assert_fault (harness, "{\"DisplayName\":\"AURORA textiles pty ltd\"}", "6240");
  assert_fault (harness, "{\"DisplayName\":\"Harbour Lane Interiors\"}", "6240");
  assert_fault (harness, "{\"DisplayName\":\"Robin Ashby\"}", "6240");
}

static void
test_deactivate (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) stale = cfl_harness_quickbooks (
      harness, "POST", "/vendor",
      "{\"Id\":\"56\",\"SyncToken\":\"7\",\"sparse\":true,\"Active\":false}");
  g_autoptr (CflHarnessAnswer) same = cfl_harness_quickbooks (
      harness, "POST", "/vendor",
      "{\"Id\":\"56\",\"SyncToken\":\"0\",\"sparse\":true,\"Active\":true}");
  g_autoptr (CflHarnessAnswer) done = cfl_harness_quickbooks (
      harness, "POST", "/vendor",
      "{\"Id\":\"56\",\"SyncToken\":\"0\",\"sparse\":true,\"Active\":false}");
  g_autofree char *bill = cfl_harness_bill (harness, "A", "1");
  g_autoptr (CflHarnessAnswer) refused = cfl_harness_quickbooks (harness, "POST", "/bill", bill);

  g_assert_cmpstr (cfl_harness_fault (stale), ==, "5010");
  g_assert_cmpstr (cfl_node_get_member_text (same->node, "Vendor.SyncToken"), ==, "0");
  g_assert_cmpstr (cfl_node_get_member_text (done->node, "Vendor.SyncToken"), ==, "1");
  g_assert_cmpstr (cfl_node_get_member_text (done->node, "Vendor.DisplayName"), ==,
                   "Aurora Textiles Pty Ltd (deleted)");
  g_assert_cmpstr (cfl_harness_fault (refused), ==, "610");
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/practice/vendors/create", test_create);
  g_test_add_func ("/practice/vendors/refusals", test_refusals);
  g_test_add_func ("/practice/vendors/deactivate", test_deactivate);
  return g_test_run ();
}
