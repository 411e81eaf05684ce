/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person does in QuickBooks' own pages, where no program looks on: pay, change and delete. */

#include "config.h"

#include "cfl-practice-hand.h"

#include "cfl-practice-entity.h"
#include "cfl-practice-ledger.h"

#include <string.h>

static void
add_link (CflNode *links, const char *id, const char *type)
{
  CflNode *link = cfl_node_new_object ();

  cfl_node_set_text (link, "TxnId", id);
  cfl_node_set_text (link, "TxnType", type);
  cfl_node_append (links, link);
}

static CflNode *
make_payment (CflPractice *practice, CflNode *bill, CflDecimal amount, const char *date)
{
  guint digits = cfl_practice_amount_digits (practice, bill);
  CflNode *payment = cfl_practice_new_row (practice, "BillPayment");
  CflNode *lines = cfl_node_new_array ();
  CflNode *line = cfl_node_new_object ();
  CflNode *links = cfl_node_new_array ();

  add_link (links, cfl_node_get_member_text (bill, "Id"), "Bill");
  cfl_node_set (line, "Amount", cfl_node_new_fixed (amount, digits));
  cfl_node_set (line, "LinkedTxn", links);
  cfl_node_append (lines, line);
  cfl_node_set (payment, "VendorRef", cfl_node_copy (cfl_node_get (bill, "VendorRef")));
  cfl_node_set_text (payment, "PayType", "Check");
  cfl_node_set_text (payment, "TxnDate", date);
  cfl_node_set (payment, "TotalAmt", cfl_node_new_fixed (amount, digits));
  cfl_node_set (payment, "Line", lines);
  return payment;
}

/* {"id":"1001","date":"2026-03-05","amount":"10.00"}; without an amount all that is open. */
gboolean
cfl_practice_hand_pay (CflPractice *practice, CflNode *act)
{
  CflNode *bill = cfl_practice_ledger_find (practice, "Bill", cfl_node_get_member_text (act, "id"));
  const char *date = cfl_node_get_member_text (act, "date");
  const char *amount_text = cfl_node_get_member_text (act, "amount");
  CflDecimal balance = cfl_node_get_decimal (bill, "Balance");
  CflDecimal amount = balance;
  CflNode *payment;

  if (bill == NULL || cfl_decimal_sign (balance) <= 0 ||
      (amount_text != NULL && !cfl_decimal_parse (amount_text, &amount, NULL)))
    return FALSE;
  payment = make_payment (practice, bill, amount, date != NULL ? date : practice->today);
  add_link (cfl_node_get (bill, "LinkedTxn"), cfl_node_get_member_text (payment, "Id"),
            "BillPaymentCheck");
  cfl_node_set (bill, "Balance",
                cfl_node_new_fixed (cfl_decimal_subtract (balance, amount),
                                    cfl_practice_amount_digits (practice, bill)));
  cfl_practice_touch_row (practice, bill);
  cfl_practice_ledger_put (practice, "BillPayment", payment);
  cfl_practice_ledger_put (practice, "Bill", cfl_node_ref (bill));
  return TRUE;
}

static const char *
entity_of (CflNode *act)
{
  const char *entity = cfl_node_get_member_text (act, "entity");

  return g_strcmp0 (entity, "PurchaseOrder") == 0 ? "PurchaseOrder" : "Bill";
}

/* {"entity":"Bill","id":"1001", members}: a sparse update with the token of now. */
gboolean
cfl_practice_hand_change (CflPractice *practice, CflNode *act)
{
  const char *entity = entity_of (act);
  CflNode *row = cfl_practice_ledger_find (practice, entity, cfl_node_get_member_text (act, "id"));
  g_autoptr (CflNode) request = cfl_node_copy (act);
  g_auto (CflPracticeFault) fault = { 0 };

  if (row == NULL)
    return FALSE;
  cfl_node_remove (request, "entity");
  cfl_node_remove (request, "id");
  cfl_node_set_text (request, "Id", cfl_node_get_member_text (row, "Id"));
  cfl_node_set_text (request, "SyncToken", cfl_node_get_member_text (row, "SyncToken"));
  cfl_node_set_boolean (request, "sparse", TRUE);
  return cfl_practice_transaction_update (practice, entity, request, "allowduplicatedocnum",
                                          &fault) != NULL;
}

/* {"entity":"Bill","id":"1001"} */
gboolean
cfl_practice_hand_delete (CflPractice *practice, CflNode *act)
{
  const char *entity = entity_of (act);
  CflNode *row = cfl_practice_ledger_find (practice, entity, cfl_node_get_member_text (act, "id"));
  g_autoptr (CflNode) request = cfl_node_new_object ();
  g_auto (CflPracticeFault) fault = { 0 };

  if (row == NULL)
    return FALSE;
  cfl_node_set_text (request, "Id", cfl_node_get_member_text (row, "Id"));
  cfl_node_set_text (request, "SyncToken", cfl_node_get_member_text (row, "SyncToken"));
  return cfl_practice_transaction_delete (practice, entity, request, &fault);
}
