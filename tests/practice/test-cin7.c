/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-cin7-where.h"
#include "cfl-practice-harness.h"

#include <string.h>

static const char *const fields[] = { "id", "reference", "total", "isVoid", "invoiceDate", NULL };

static void
test_where (void)
{
  static const char row[] =
      "{\"id\":7,\"reference\":\"PO-7 \\\"x\\\"\",\"lineItems\":[{\"total\":1}],"
      "\"total\":12.50,\"isVoid\":false,\"invoiceDate\":\"2026-03-01T05:00:00Z\"}";
  static const struct {
    const char *text;
    gboolean holds;
  } cases[] = {
    { "id=7", TRUE },
    { "ID = '7'", TRUE },
    { "total>12.4 AND total<=12.5", TRUE },
    { "total<>12.5", FALSE },
    { "reference LIKE 'po-%'", TRUE },
    { "reference NOT LIKE '%x%'", FALSE },
    { "id IN (1, 7)", TRUE },
    { "isVoid=true", FALSE },
    { "invoiceDate>='2026-03-01'", TRUE },
    { "invoiceDate IS NULL", FALSE },
    { "invoiceDate is not null", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CflPracticeWhere) where = cfl_practice_where_parse (cases[i].text, fields, &error);

      g_assert_no_error (error);
      g_assert_cmpint (cfl_practice_where_holds (where, row), ==, cases[i].holds);
    }
}

static void
test_where_refusals (void)
{
  static const char *const texts[] = { "",
                                       "id",
                                       "id=",
                                       "id==7",
                                       "nothing=1",
                                       "lineItems.qty=1",
                                       "id=7 OR id=8",
                                       "id IN 7",
                                       "id IN (7",
                                       "reference='x",
                                       "id IS 7",
                                       "(id=7)" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (cfl_practice_where_parse (texts[i], fields, &error));
      g_assert_nonnull (error);
    }
}

static void
test_access (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autofree char *pair = g_strdup_printf ("%s:%s", cfl_harness_get (harness, "cin7_user"),
                                           cfl_harness_get (harness, "cin7_key_without_orders"));
  g_autofree char *coded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *header = g_strconcat ("Authorization: Basic ", coded, NULL);
  g_autoptr (CflHarnessAnswer) nobody =
      cfl_harness_call (harness, "GET", "/api/v1/Users", NULL, NULL);
  g_autoptr (CflHarnessAnswer) orders =
      cfl_harness_call (harness, "GET", "/api/v1/PurchaseOrders", NULL, header, NULL);
  g_autoptr (CflHarnessAnswer) contacts =
      cfl_harness_call (harness, "GET", "/api/v1/Contacts", NULL, header, NULL);
  g_autoptr (CflHarnessAnswer) nothing = cfl_harness_cin7 (harness, "Suppliers");

  g_assert_cmpuint (nobody->status, ==, 401);
  g_assert_cmpstr (nobody->text, ==, "\"Unauthorized access\"");
  g_assert_cmpuint (orders->status, ==, 403);
  g_assert_cmpuint (contacts->status, ==, 200);
  g_assert_cmpuint (nothing->status, ==, 404);
}

static void
test_pages (void)
{
  CflPracticeOptions options = { .orders = 380, .no_limits = TRUE };
  g_autoptr (CflHarness) harness = cfl_harness_new (&options);
  static const struct {
    const char *path;
    guint status;
    guint length;
  } cases[] = {
    { "PurchaseOrders", 200, 50 },
    { "PurchaseOrders?rows=250&page=2&order=id ASC", 200, 130 },
    { "PurchaseOrders?rows=250&page=3", 200, 0 },
    { "PurchaseOrders?rows=251", 400, 0 },
    { "PurchaseOrders?rows=0", 400, 0 },
    { "PurchaseOrders?page=0", 400, 0 },
    { "PurchaseOrders?where=lineItems=1", 400, 0 },
    { "PurchaseOrders?order=nothing", 400, 0 },
    { "PurchaseOrders?fields=id,nothing", 400, 0 },
    { "PurchaseOrders?where=invoiceDate IS NULL AND fullyReceivedDate IS NULL&rows=250", 200, 30 },
    { "PurchaseOrders?where=status='VOID'", 200, 2 },
    { "Contacts?where=type='Supplier'&rows=250", 200, 41 },
    { "Branches", 200, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CflHarnessAnswer) answer = cfl_harness_cin7 (harness, cases[i].path);

      g_assert_cmpuint (answer->status, ==, cases[i].status);
      if (cases[i].status == 200)
        g_assert_cmpuint (cfl_node_get_length (answer->node), ==, cases[i].length);
    }
}

static void
test_fields (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) answer = cfl_harness_cin7 (
      harness, "PurchaseOrders?fields=id,reference,lineItems(code,qty)&rows=1&order=id ASC");
  CflNode *row = cfl_node_get_item (answer->node, 0);
  CflNode *line = cfl_node_get_item (cfl_node_get (row, "lineItems"), 0);

  g_assert_cmpuint (cfl_node_get_length (row), ==, 3);
  g_assert_cmpuint (cfl_node_get_length (line), ==, 2);
}

/* An order without a direction falls. */
static void
test_order (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) answer =
      cfl_harness_cin7 (harness, "PurchaseOrders?order=total&rows=250");

  for (guint i = 1; i < cfl_node_get_length (answer->node); i++)
    g_assert_cmpint (cfl_decimal_compare (
                         cfl_node_get_decimal (cfl_node_get_item (answer->node, i - 1), "total"),
                         cfl_node_get_decimal (cfl_node_get_item (answer->node, i), "total")),
                     >=, 0);
}

static CflDecimal
add_lines (CflNode *order)
{
  CflNode *lines = cfl_node_get (order, "lineItems");
  CflDecimal sum = { 0 };

  for (guint i = 0; i < cfl_node_get_length (lines); i++)
    {
      CflNode *line = cfl_node_get_item (lines, i);

      sum = cfl_decimal_add (
          sum,
          cfl_decimal_subtract (cfl_decimal_multiply (cfl_node_get_decimal (line, "qty"),
                                                      cfl_node_get_decimal (line, "unitPrice")),
                                cfl_node_get_decimal (line, "discount")));
    }
  return sum;
}

/* Every order's lines give its product total, and all but one give its total where no tax comes on
 * top. */
static void
test_totals_agree (void)
{
  CflPracticeOptions options = { .orders = 380, .no_limits = TRUE };
  g_autoptr (CflHarness) harness = cfl_harness_new (&options);
  guint odd = 0;

  for (guint page = 1; page <= 2; page++)
    {
      g_autofree char *path =
          g_strdup_printf ("PurchaseOrders?rows=250&page=%u&order=id ASC", page);
      g_autoptr (CflHarnessAnswer) answer = cfl_harness_cin7 (harness, path);

      for (guint i = 0; i < cfl_node_get_length (answer->node); i++)
        {
          CflNode *order = cfl_node_get_item (answer->node, i);
          CflDecimal total = add_lines (order);

          g_assert_true (cfl_decimal_equal (total, cfl_node_get_decimal (order, "productTotal")));
          total = cfl_decimal_add (total, cfl_node_get_decimal (order, "freightTotal"));
          total = cfl_decimal_add (total, cfl_node_get_decimal (order, "surcharge"));
          total = cfl_decimal_subtract (total, cfl_node_get_decimal (order, "discountTotal"));
          if (g_strcmp0 (cfl_node_get_member_text (order, "taxStatus"), "Excl") != 0 &&
              !cfl_decimal_equal (total, cfl_node_get_decimal (order, "total")))
            odd++;
        }
    }
  g_assert_cmpuint (odd, ==, 1);
}

static void
test_put (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autofree char *pair = g_strdup_printf ("%s:%s", cfl_harness_get (harness, "cin7_user"),
                                           cfl_harness_get (harness, "cin7_key"));
  g_autofree char *coded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *header = g_strconcat ("Authorization: Basic ", coded, NULL);
  g_autoptr (CflHarnessAnswer) answer = cfl_harness_call (
      harness, "PUT", "/api/v1/PurchaseOrders",
      "[{\"id\":5001,\"accountingAttributes\":{\"accountingImportStatus\":\"DoNotImport\"}},"
      "{\"id\":1,\"stage\":\"x\"},"
      "{\"id\":5002,\"accountingAttributes\":{\"accountingImportStatus\":\"Imported\"}}]",
      header, NULL);
  g_autoptr (CflHarnessAnswer) read = cfl_harness_cin7 (harness, "PurchaseOrders/5001");

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_true (cfl_node_get_flag (cfl_node_get_item (answer->node, 0), "success", FALSE));
  g_assert_false (cfl_node_get_flag (cfl_node_get_item (answer->node, 1), "success", TRUE));
  g_assert_false (cfl_node_get_flag (cfl_node_get_item (answer->node, 2), "success", TRUE));
  g_assert_cmpstr (
      cfl_node_get_member_text (read->node, "accountingAttributes.accountingImportStatus"), ==,
      "DoNotImport");
}

static void
test_limit (void)
{
  CflPracticeOptions options = { .orders = 8 };
  g_autoptr (CflHarness) harness = cfl_harness_new (&options);

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (CflHarnessAnswer) answer = cfl_harness_cin7 (harness, "Branches");

      g_assert_cmpuint (answer->status, ==, i < 3 ? 200 : 429);
      if (i < 3)
        continue;
      g_assert_cmpint (*answer->text, ==, '"');
      g_assert_true ((cfl_harness_last_header (harness, "Retry-After") != NULL) == (i == 3));
    }
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/practice/cin7/where", test_where);
  g_test_add_func ("/practice/cin7/where-refusals", test_where_refusals);
  g_test_add_func ("/practice/cin7/access", test_access);
  g_test_add_func ("/practice/cin7/pages", test_pages);
  g_test_add_func ("/practice/cin7/fields", test_fields);
  g_test_add_func ("/practice/cin7/order", test_order);
  g_test_add_func ("/practice/cin7/totals-agree", test_totals_agree);
  g_test_add_func ("/practice/cin7/put", test_put);
  g_test_add_func ("/practice/cin7/limit", test_limit);
  return g_test_run ();
}
