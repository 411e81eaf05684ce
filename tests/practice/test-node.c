/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-node.h"
#include "cfl-test.h"

static void
test_round_trip (void)
{
  static const char *const texts[] = {
    "{\"a\":639.00,\"b\":[1,-0.5,1e3],\"c\":\"q\\\"\\\\ü\\n\",\"d\":null,\"e\":true,\"f\":{}}",
    "[]",
    "\"\"",
    "19.989999999999998",
    "{\"big\":123456789012345678901234567890.10}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CflNode) node = cfl_node_parse (texts[i], -1, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = cfl_node_to_text (node);
      g_assert_cmpstr (text, ==, texts[i]);
    }
}

static void
test_refusals (void)
{
  static const char *const texts[] = { "",         "{",     "[1,]",        "{\"a\":1,}",
                                       "01",       "1.",    "\"\t\"",      "\"\\x\"",
                                       "nul",      "[1] 2", "\"\\ud800\"", "{'a':1}",
                                       "\"\xff\"", "-",     "{\"a\"}",     "\"abc",
                                       "[1,2",     "+1",    "\"\\u00\"",   "\"\\u0000\"" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CflNode) node = cfl_node_parse (texts[i], -1, &error);

      g_assert_null (node);
      g_assert_nonnull (error);
    }
}

static void
test_depth (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');

  g_assert_null (cfl_node_parse (deep, -1, NULL));
}

static void
test_paths (void)
{
  g_autoptr (CflNode) node =
      cfl_node_parse ("{\"a\":{\"b\":{\"value\":\"7\"}},\"n\":12.50}", -1, NULL);

  g_assert_cmpstr (cfl_node_get_member_text (node, "a.b.value"), ==, "7");
  g_assert_null (cfl_node_get_path (node, "a.x.value"));
  g_assert_true (
      cfl_decimal_equal (cfl_node_get_decimal (node, "n"), cfl_decimal_from_text ("12.5")));
  g_assert_true (cfl_node_remove (node, "a"));
  g_assert_false (cfl_node_remove (node, "a"));
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/practice/node/round-trip", test_round_trip);
  g_test_add_func ("/practice/node/refusals", test_refusals);
  g_test_add_func ("/practice/node/depth", test_depth);
  g_test_add_func ("/practice/node/paths", test_paths);
  return g_test_run ();
}
