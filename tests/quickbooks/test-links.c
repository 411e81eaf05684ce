/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-quickbooks-private.h"
#include "cfl-test.h"
#include "cfl-text.h"

#include <string.h>

#define LINK(id, line)                                                                             \
  "{\"LinkedTxn\":[{\"TxnId\":\"" id "\",\"TxnType\":\"PurchaseOrder\",\"TxnLineId\":\"" line      \
  "\"}],\"Amount\":1,\"DetailType\":\"AccountBasedExpenseLineDetail\"}"
#define NO_LINK "{\"Amount\":1,\"DetailType\":\"AccountBasedExpenseLineDetail\"}"
#define LINKED_BILL(lines)                                                                         \
  "{\"Id\":\"311\",\"SyncToken\":\"0\",\"VendorRef\":{\"value\":\"142\"},\"DocNumber\":"           \
  "\"AT-88213 PO-2041\",\"TotalAmt\":1920,\"TxnDate\":\"2026-03-01\",\"Line\":[" lines             \
  "],\"LinkedTxn\":[{\"TxnId\":\"77\",\"TxnType\":\"PurchaseOrder\"}]}"

/* Two lines each; that the document is ours is settled by everything else. */
static const struct {
  const char *name;
  const char *sent;
  const char *held;
  const char *detail; /* NULL: nothing is missing */
} links[] = {
  { "none asked for", NO_LINK "," NO_LINK, NO_LINK "," NO_LINK, NULL },
  { "all kept", LINK ("77", "1") "," LINK ("77", "2"), LINK ("77", "1") "," LINK ("77", "2"),
    NULL },
  { "kept in another order", LINK ("77", "1") "," LINK ("77", "2"),
    LINK ("77", "2") "," LINK ("77", "1"), NULL },
  { "one more than asked for", LINK ("77", "1") "," NO_LINK, LINK ("77", "1") "," LINK ("77", "2"),
    NULL },
  { "one dropped", LINK ("77", "1") "," LINK ("77", "2"), LINK ("77", "1") "," NO_LINK,
    "1 of 2 links to lines of a purchase order are missing." },
  { "the only one dropped", LINK ("77", "1") "," NO_LINK, NO_LINK "," NO_LINK,
    "1 of 1 link to a line of a purchase order is missing." },
  { "all dropped, the document's own kept", LINK ("77", "1") "," LINK ("77", "2"),
    NO_LINK "," NO_LINK, "2 of 2 links to lines of a purchase order are missing." },
  { "another line", LINK ("77", "1") "," NO_LINK, LINK ("77", "2") "," NO_LINK,
    "1 of 1 link to a line of a purchase order is missing." },
  { "another order", LINK ("77", "1") "," NO_LINK, LINK ("78", "1") "," NO_LINK,
    "1 of 1 link to a line of a purchase order is missing." },
  { "the same one twice, kept once", LINK ("77", "1") "," LINK ("77", "1"),
    LINK ("77", "1") "," NO_LINK, "1 of 2 links to lines of a purchase order are missing." },
};

static GBytes *
make_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static CflAttempt *
make_attempt (const char *lines)
{
  CflAttempt *attempt = cfl_attempt_new ();
  g_autofree char *body = g_strdup_printf ("{\"Line\":[%s]}", lines);

  g_bytes_unref (attempt->request);
  attempt->request = make_bytes (body);
  cfl_text_set (&attempt->number, "AT-88213 PO-2041");
  cfl_text_set (&attempt->vendor_id, "142");
  attempt->date = cfl_date_new (2026, 3, 1);
  attempt->total = cfl_decimal_from_text ("1920");
  attempt->line_count = 2;
  return attempt;
}

static void
judge_answer (CflAttempt *verdict, const char *bill)
{
  g_autofree char *text = g_strdup_printf ("{\"Bill\":%s}", bill);
  g_autoptr (GBytes) body = make_bytes (text);
  g_autoptr (CflAnswer) answer = cfl_answer_new (200, body, NULL);

  cfl_quickbooks_judge_answer (verdict, answer);
}

static void
judge_look_up (CflAttempt *verdict, const char *bill)
{
  g_autoptr (CflAttempt) sent = cfl_attempt_copy (verdict);
  g_autoptr (JsonNode) node = cfl_json_parse_text (bill, CFL_JSON_EXACT_NAMES, NULL);
  g_autoptr (GPtrArray) entities = g_ptr_array_new ();

  g_ptr_array_add (entities, cfl_json_node_get_object (node));
  cfl_quickbooks_judge_look_up (verdict, sent, entities);
}

/* By the answer to the request, and by a look-up when that answer was lost. */
static void
test_links (void (*judge) (CflAttempt *verdict, const char *bill))
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autoptr (CflAttempt) verdict = make_attempt (links[i].sent);
      g_autofree char *bill = g_strdup_printf (LINKED_BILL ("%s"), links[i].held);

      g_test_message ("%s", links[i].name);
      judge (verdict, bill);
      /* It is there, and ours, and never sent again. */
      g_assert_cmpint (verdict->state, ==, CFL_ATTEMPT_UPLOADED);
      g_assert_cmpstr (verdict->quickbooks_id, ==, "311");
      g_assert_cmpint (verdict->error_code, ==,
                       links[i].detail != NULL ? CFL_FAILURE_LINK_DROPPED : 0);
      g_assert_cmpstr (verdict->error_detail, ==, links[i].detail != NULL ? links[i].detail : "");
    }
}

static void
test_links_answered (void)
{
  test_links (judge_answer);
}

static void
test_links_looked_up (void)
{
  test_links (judge_look_up);
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/quickbooks/links/answered", test_links_answered);
  g_test_add_func ("/quickbooks/links/looked-up", test_links_looked_up);
  return g_test_run ();
}
