/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-harness.h"
#include "cfl-practice-query-parser.h"

static void
test_grammar (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CflPracticeQuery) query = cfl_practice_query_parse (
      "select * from Vendor where DisplayName = 'Amy\\'s \\\\ Bakery' and Active in (true, false) "
      "ORDERBY Id DESC MAXRESULTS 5 STARTPOSITION 6",
      &error);
  CflPracticeCondition *condition;

  g_assert_no_error (error);
  g_assert_cmpstr (query->entity, ==, "Vendor");
  g_assert_cmpuint (query->conditions->len, ==, 2);
  condition = query->conditions->pdata[0];
  g_assert_cmpstr (condition->values->pdata[0], ==, "Amy's \\ Bakery");
  condition = query->conditions->pdata[1];
  g_assert_cmpuint (condition->values->len, ==, 2);
  g_assert_true (query->is_descending);
  g_assert_cmpint (query->start_position, ==, 6);
  g_assert_cmpint (query->max_results, ==, 5);
}

static void
test_refusals (void)
{
  static const struct {
    const char *text;
    int code;
  } cases[] = {
    { "", 4000 },
    { "DELETE FROM Vendor", 4000 },
    { "SELECT FROM Vendor", 4000 },
    { "SELECT * FROM", 4000 },
    { "SELECT * FROM Vendor WHERE", 4000 },
    { "SELECT * FROM Vendor WHERE Id = 5", 4000 },
    { "SELECT * FROM Vendor WHERE Id = '5", 4000 },
    { "SELECT * FROM Vendor WHERE Id = '5' OR Id = '6'", 4000 },
    { "SELECT * FROM Vendor WHERE NOT Id = '5'", 4000 },
    { "SELECT * FROM Vendor WHERE Id != '5'", 4000 },
    { "SELECT * FROM Vendor WHERE Id IN '5'", 4000 },
    { "SELECT * FROM Vendor GROUP BY Id", 4000 },
    { "SELECT * FROM Vendor ORDER BY Id", 4000 },
    { "SELECT * FROM Vendor WHERE DisplayName = 'O'Neil'", 4000 },
    { "SELECT * FROM Vendor STARTPOSITION 0", 4001 },
    { "SELECT * FROM Vendor MAXRESULTS 1001", 4001 },
    { "SELECT * FROM Vendor MAXRESULTS 5 MAXRESULTS 5", 4000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (cfl_practice_query_parse (cases[i].text, &error));
      g_assert_cmpint (error->code, ==, cases[i].code);
    }
}

static void
assert_count (CflHarness *harness, const char *statement, gint64 expected)
{
  g_autoptr (CflHarnessAnswer) answer = cfl_harness_query (harness, statement);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpint (cfl_node_get_integer (answer->node, "QueryResponse.totalCount", -1), ==,
                   expected);
}

static void
test_where (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);

  assert_count (harness,
                "SELECT count(*) FROM Vendor WHERE DisplayName = 'O\\'Neil Timber & Joinery'", 1);
  assert_count (harness,
                "SELECT count(*) FROM Vendor WHERE DisplayName = 'o\\'neil timber & joinery'", 1);
  assert_count (harness, "SELECT count(*) FROM Vendor WHERE DisplayName LIKE 'Kestrel%'", 1);
  assert_count (
      harness,
      "SELECT count(*) FROM Vendor WHERE DisplayName LIKE '%(deleted)' AND Active IN (true, false)",
      1);
  assert_count (harness, "SELECT count(*) FROM Vendor WHERE Active = false", 1);
  assert_count (harness, "SELECT count(*) FROM Vendor WHERE Id IN ('56', '57')", 2);
  assert_count (harness, "SELECT count(*) FROM Vendor WHERE GivenName = ' ' AND Id = '56'", 1);
  assert_count (harness, "SELECT count(*) FROM Account WHERE AccountType = 'Accounts Payable'", 1);
  assert_count (harness, "SELECT count(*) FROM Term WHERE DueDays >= '30'", 2);
  assert_count (
      harness,
      "SELECT count(*) FROM Vendor WHERE MetaData.CreateTime < '2024-01-15T17:00:00+00:00'", 0);
  assert_count (harness,
                "SELECT count(*) FROM Term WHERE MetaData.CreateTime = '2024-01-15T17:00:00+00:00'",
                4);
}

static void
test_pages (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) first =
      cfl_harness_query (harness, "SELECT * FROM Vendor ORDERBY Id STARTPOSITION 2 MAXRESULTS 3");
  g_autoptr (CflHarnessAnswer) beyond =
      cfl_harness_query (harness, "SELECT * FROM Vendor STARTPOSITION 900");
  g_autoptr (CflHarnessAnswer) usual = cfl_harness_query (harness, "SELECT * FROM Vendor");
  CflNode *rows = cfl_node_get_path (first->node, "QueryResponse.Vendor");

  g_assert_cmpuint (cfl_node_get_length (rows), ==, 3);
  g_assert_cmpstr (cfl_node_get_member_text (cfl_node_get_item (rows, 0), "Id"), ==, "57");
  g_assert_cmpint (cfl_node_get_integer (first->node, "QueryResponse.maxResults", 0), ==, 3);
  g_assert_cmpuint (cfl_node_get_length (cfl_node_get (beyond->node, "QueryResponse")), ==, 0);
  /* Bytes decide the usual order. */
  rows = cfl_node_get_path (usual->node, "QueryResponse.Vendor");
  for (guint i = 1; i < cfl_node_get_length (rows); i++)
    g_assert_cmpstr (cfl_node_get_member_text (cfl_node_get_item (rows, i - 1), "DisplayName"), <,
                     cfl_node_get_member_text (cfl_node_get_item (rows, i), "DisplayName"));
}

static void
test_properties (void)
{
  static const char *const statements[] = { "SELECT * FROM Bill WHERE PrivateNote = 'x'",
                                            "SELECT * FROM Bill WHERE Nonsense = 'x'",
                                            "SELECT * FROM PurchaseOrder WHERE VendorRef = '56'",
                                            "SELECT * FROM Vendor WHERE displayname = 'x'",
                                            "SELECT * FROM Nonsense",
                                            "SELECT * FROM Bill ORDERBY Line" };
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr (CflHarnessAnswer) answer = cfl_harness_query (harness, statements[i]);

      g_assert_cmpuint (answer->status, ==, 400);
      g_assert_cmpstr (cfl_harness_fault (answer), ==, "4001");
    }
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/practice/query/grammar", test_grammar);
  g_test_add_func ("/practice/query/refusals", test_refusals);
  g_test_add_func ("/practice/query/where", test_where);
  g_test_add_func ("/practice/query/pages", test_pages);
  g_test_add_func ("/practice/query/properties", test_properties);
  return g_test_run ();
}
