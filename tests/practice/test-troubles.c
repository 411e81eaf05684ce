/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-harness.h"
#include "cfl-practice-throttle.h"

#include <string.h>

/* A cut line shows whether the bill was stored; the same request id then tells the truth. */
static void
assert_trouble (const char *fault, guint status, guint stored)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autofree char *setting = g_strdup_printf ("{\"faults\":[\"%s:bill:nth=1\"]}", fault);
  g_autoptr (CflHarnessAnswer) set = cfl_harness_control (harness, "PUT", "faults", setting);
  g_autofree char *body = cfl_harness_bill (harness, "A", "5");
  g_autoptr (CflHarnessAnswer) first =
      cfl_harness_quickbooks (harness, "POST", "/bill?requestid=1", body);
  g_autoptr (CflHarnessAnswer) ledger = cfl_harness_control (harness, "GET", "ledger", NULL);
  g_autoptr (CflHarnessAnswer) again =
      cfl_harness_quickbooks (harness, "POST", "/bill?requestid=1", body);
  g_autoptr (CflHarnessAnswer) after = cfl_harness_control (harness, "GET", "ledger", NULL);

  g_assert_cmpuint (first->status, ==, status);
  g_assert_cmpuint (cfl_node_get_length (cfl_node_get (ledger->node, "Bill")), ==, stored);
  g_assert_cmpuint (again->status, ==, 200);
  g_assert_cmpuint (cfl_node_get_length (cfl_node_get (after->node, "Bill")), ==, 1);
}

static void
test_troubles (void)
{
  assert_trouble ("cut-before-commit", 0, 0);
  assert_trouble ("cut-after-commit", 0, 1);
  assert_trouble ("cut-body", 0, 1);
  assert_trouble ("truncated", 200, 1);
  assert_trouble ("empty", 200, 1);
  assert_trouble ("fault-in-200", 200, 0);
  assert_trouble ("html", 200, 0);
  assert_trouble ("500", 500, 0);
  assert_trouble ("502", 502, 0);
  assert_trouble ("503", 503, 0);
  assert_trouble ("504", 504, 0);
  assert_trouble ("429", 429, 0);
  assert_trouble ("retry-after=1", 429, 0);
  assert_trouble ("expired", 401, 0);
  assert_trouble ("duplicate-id", 400, 0);
  assert_trouble ("delay=20", 200, 1);
  assert_trouble ("slow=20", 200, 1);
  assert_trouble ("html=403", 403, 0);
  assert_trouble ("fault", 400, 0);
  assert_trouble ("fault=120", 403, 0);
  assert_trouble ("fault=3001", 403, 0);
  assert_trouble ("fault=3200", 401, 0);
  assert_trouble ("fault=10000", 500, 0);
  assert_trouble ("status-after-commit=502", 502, 1);
  assert_trouble ("fault-after-commit", 400, 1);
  assert_trouble ("fault-in-200-after-commit", 200, 1);
  assert_trouble ("forget-ids", 200, 1);
  assert_trouble ("drop-links", 200, 1);
}

static CflHarnessAnswer *
post_with (CflHarness *harness, const char *faults, const char *number)
{
  g_autofree char *setting = g_strdup_printf ("{\"faults\":[%s]}", faults);
  g_autoptr (CflHarnessAnswer) set = cfl_harness_control (harness, "PUT", "faults", setting);
  g_autofree char *body = cfl_harness_bill (harness, number, "5");

  return cfl_harness_quickbooks (harness, "POST", "/bill", body);
}

/* The same refusal, a number that is taken, in every form. */
static void
test_forms (void)
{
  static const struct {
    const char *faults;
    const char *found;
    const char *missing; /* nullable */
  } forms[] = {
    { "\"localised:bill\"", "TxnType=Facture", "TxnType=Bill" },
    { "\"no-time:bill\"", "\"code\":\"6140\"", "\"time\"" },
    { "\"no-element:bill\"", "\"code\":\"6140\"", "\"element\"" },
    { "\"null-element:bill\"", "\"element\":null", NULL },
    { "\"leading-zeros:bill\"", "\"code\":\"006140\"", NULL },
    { "\"several-errors:bill\"", "\"code\":\"2020\"", NULL },
    { "\"extra-members:bill\"", "\"PractisedMember\"", NULL },
    { "\"xml:bill\"", "<Fault type=\"ValidationFault\"><Error code=\"6140\">", "\"code\"" },
    { "\"xml:bill\",\"leading-zeros:bill\"", "<Error code=\"006140\">", NULL },
    { "\"leading-zeros:bill\",\"fault=3001:bill\"", "\"code\":\"003001\"", NULL },
    { "\"xml:bill\",\"fault=3001:bill\"", "<Fault type=\"SERVICE\"><Error code=\"3001\">", NULL },
  };
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) first = post_with (harness, "", "A");

  g_assert_cmpuint (first->status, ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (CflHarnessAnswer) answer = post_with (harness, forms[i].faults, "A");

      g_test_message ("%s: %s", forms[i].faults, answer->text);
      g_assert_cmpuint (answer->status, ==, strstr (forms[i].faults, "3001") != NULL ? 403 : 400);
      g_assert_nonnull (strstr (answer->text, forms[i].found));
      if (forms[i].missing != NULL)
        g_assert_null (strstr (answer->text, forms[i].missing));
    }
}

/* What is in the books does not change with the form in which it is told. */
static void
test_forms_of_bills (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) xml = post_with (harness, "\"xml:bill\"", "A");
  g_autoptr (CflHarnessAnswer) more = post_with (harness, "\"extra-members:bill\"", "B");
  g_autoptr (CflHarnessAnswer) ledger = cfl_harness_control (harness, "GET", "ledger", NULL);

  g_assert_nonnull (strstr (xml->text, "<DocNumber>A</DocNumber>"));
  g_assert_nonnull (strstr (more->text, "\"PractisedMember\""));
  g_assert_cmpuint (cfl_node_get_length (cfl_node_get (ledger->node, "Bill")), ==, 2);
  g_assert_null (strstr (ledger->text, "PractisedMember"));
}

/* A number that QuickBooks does not mind having twice, and a request id that it has forgotten. */
static void
test_forgotten_id (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autofree char *body = cfl_harness_bill (harness, "A", "5");
  g_autoptr (CflHarnessAnswer) careless = cfl_harness_control (
      harness, "POST", "set", "{\"preferences\":{\"WarnDuplicateBillNumber\":\"false\"}}");
  g_autoptr (CflHarnessAnswer) set =
      cfl_harness_control (harness, "PUT", "faults", "{\"faults\":[\"forget-ids:bill:nth=3\"]}");

  for (guint i = 1; i <= 3; i++)
    {
      g_autoptr (CflHarnessAnswer) answer =
          cfl_harness_quickbooks (harness, "POST", "/bill?requestid=1", body);
      g_autoptr (CflHarnessAnswer) ledger = cfl_harness_control (harness, "GET", "ledger", NULL);

      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_cmpuint (cfl_node_get_length (cfl_node_get (ledger->node, "Bill")), ==,
                        i < 3 ? 1 : 2);
    }
}

static void
test_specifications (void)
{
  static const char *const wrong[] = {
    "boom:bill",   "500:nobody", "500:bill:often", "500:bill:nth=0", "500:bill:chance=2",
    "delay=x:any", "500:a:b:c",  "xml=1:bill",     "localised=:any", NULL
  };

  for (guint i = 0; wrong[i] != NULL; i++)
    {
      const char *const faults[] = { wrong[i], NULL };
      CflPracticeOptions options = { .orders = 8, .faults = faults };
      g_autoptr (GError) error = NULL;

      g_assert_null (cfl_practice_new (&options, &error));
      g_assert_nonnull (error);
    }
}

static void
test_throttle (void)
{
  CflPracticeThrottle *throttle = cfl_practice_throttle_new (3, 5);
  gint64 second = G_USEC_PER_SEC;

  for (guint i = 0; i < 3; i++)
    g_assert_true (cfl_practice_throttle_admit (throttle, i, TRUE));
  g_assert_false (cfl_practice_throttle_admit (throttle, second - 1, TRUE));
  g_assert_true (cfl_practice_throttle_admit (throttle, second, TRUE));
  g_assert_true (cfl_practice_throttle_admit (throttle, 3 * second, TRUE));
  g_assert_false (cfl_practice_throttle_admit (throttle, 5 * second, TRUE));
  g_assert_true (cfl_practice_throttle_admit (throttle, 60 * second, TRUE));
  g_assert_cmpuint (cfl_practice_throttle_get_max_per_second (throttle), ==, 3);
  g_assert_cmpuint (cfl_practice_throttle_get_max_per_minute (throttle), ==, 5);
  g_assert_cmpuint (cfl_practice_throttle_get_refused (throttle), ==, 2);
  cfl_practice_throttle_free (throttle);
}

static void
test_limit (void)
{
  CflPracticeOptions options = { .orders = 8 };
  g_autoptr (CflHarness) harness = cfl_harness_new (&options);
  g_autoptr (CflHarnessAnswer) later = NULL;
  g_autoptr (CflHarnessAnswer) done = NULL;
  guint refused = 0;

  for (guint i = 0; i < 11; i++)
    {
      g_autoptr (CflHarnessAnswer) answer =
          cfl_harness_quickbooks (harness, "GET", "/preferences", NULL);

      refused += answer->status == 429;
    }
  g_assert_cmpuint (refused, ==, 1);
  done = cfl_harness_control (harness, "POST", "clock", "{\"seconds\":2}");
  later = cfl_harness_quickbooks (harness, "GET", "/preferences", NULL);
  g_assert_cmpuint (later->status, ==, 200);
}

static void
test_xml (void)
{
  g_autoptr (CflHarness) harness = cfl_harness_new (NULL);
  g_autoptr (CflHarnessAnswer) answer =
      cfl_harness_call (harness, "GET", "/v3/company/1/preferences", NULL, NULL);

  g_assert_cmpuint (answer->status, ==, 401);
  g_assert_true (g_str_has_prefix (answer->text, "<?xml"));
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/practice/troubles/all", test_troubles);
  g_test_add_func ("/practice/troubles/forms", test_forms);
  g_test_add_func ("/practice/troubles/forms-of-bills", test_forms_of_bills);
  g_test_add_func ("/practice/troubles/forgotten-id", test_forgotten_id);
  g_test_add_func ("/practice/troubles/specifications", test_specifications);
  g_test_add_func ("/practice/troubles/throttle", test_throttle);
  g_test_add_func ("/practice/troubles/limit", test_limit);
  g_test_add_func ("/practice/troubles/xml", test_xml);
  return g_test_run ();
}
