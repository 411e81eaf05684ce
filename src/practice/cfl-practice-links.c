/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-entity.h"
#include "cfl-practice-ledger.h"

#include <string.h>

static CflNode *
find_line (CflNode *order, const char *line_id)
{
  CflNode *lines = cfl_node_get (order, "Line");

  for (guint i = 0; line_id != NULL && i < cfl_node_get_length (lines); i++)
    {
      CflNode *line = cfl_node_get_item (lines, i);

      if (g_strcmp0 (cfl_node_get_member_text (line, "Id"), line_id) == 0)
        return line;
    }
  return NULL;
}

/* Same vendor, open, a line that exists and has not been billed. */
static gboolean
is_good_link (CflPractice *practice, CflNode *link, const char *vendor_id)
{
  CflNode *order = cfl_practice_ledger_find (practice, "PurchaseOrder",
                                             cfl_node_get_member_text (link, "TxnId"));
  CflNode *line = find_line (order, cfl_node_get_member_text (link, "TxnLineId"));

  return g_strcmp0 (cfl_node_get_member_text (link, "TxnType"), "PurchaseOrder") == 0 &&
         line != NULL &&
         g_strcmp0 (cfl_node_get_member_text (order, "VendorRef.value"), vendor_id) == 0 &&
         g_strcmp0 (cfl_node_get_member_text (order, "POStatus"), "Open") == 0 &&
         cfl_decimal_is_zero (cfl_node_get_decimal (line, "Received"));
}

/* Usually QuickBooks drops a link that it does not like in silence; behind a switch it refuses. */
gboolean
cfl_practice_links_check (CflPractice *practice, CflNode *request, CflPracticeFault *fault)
{
  CflNode *lines = cfl_node_get (request, "Line");
  const char *vendor_id = cfl_node_get_member_text (request, "VendorRef.value");

  for (guint i = 0; practice->switches.refuse_links && i < cfl_node_get_length (lines); i++)
    {
      CflNode *links = cfl_node_get (cfl_node_get_item (lines, i), "LinkedTxn");

      for (guint n = 0; n < cfl_node_get_length (links); n++)
        if (!is_good_link (practice, cfl_node_get_item (links, n), vendor_id))
          return cfl_practice_fault_set (
              fault, 620, "LinkedTxn", "Transaction cannot be linked : %s",
              cfl_node_get_member_text (cfl_node_get_item (links, n), "TxnId"));
    }
  return TRUE;
}

static gboolean
has_link (CflNode *links, const char *id)
{
  for (guint i = 0; i < cfl_node_get_length (links); i++)
    if (g_strcmp0 (cfl_node_get_member_text (cfl_node_get_item (links, i), "TxnId"), id) == 0)
      return TRUE;
  return FALSE;
}

static void
add_link (CflNode *row, const char *id, const char *type)
{
  CflNode *links = cfl_node_get (row, "LinkedTxn");
  CflNode *link;

  if (has_link (links, id))
    return;
  link = cfl_node_new_object ();
  cfl_node_set_text (link, "TxnId", id);
  cfl_node_set_text (link, "TxnType", type);
  cfl_node_append (links, link);
}

static void
update_status (CflPractice *practice, CflNode *order)
{
  CflNode *lines = cfl_node_get (order, "Line");
  gboolean is_open = FALSE;

  for (guint i = 0; i < cfl_node_get_length (lines); i++)
    if (cfl_decimal_is_zero (cfl_node_get_decimal (cfl_node_get_item (lines, i), "Received")))
      is_open = TRUE;
  cfl_node_set_text (order, "POStatus", is_open ? "Open" : "Closed");
  cfl_practice_touch_row (practice, order);
  cfl_practice_ledger_put (practice, "PurchaseOrder", cfl_node_ref (order));
}

static void
apply_link (CflPractice *practice, CflNode *bill, CflNode *link)
{
  const char *order_id = cfl_node_get_member_text (link, "TxnId");
  CflNode *order = cfl_practice_ledger_find (practice, "PurchaseOrder", order_id);
  CflNode *line = find_line (order, cfl_node_get_member_text (link, "TxnLineId"));
  CflNode *quantity = cfl_node_get_path (line, "ItemBasedExpenseLineDetail.Qty");

  cfl_node_set (line, "Received",
                cfl_node_copy (quantity != NULL ? quantity : cfl_node_get (line, "Amount")));
  add_link (order, cfl_node_get_member_text (bill, "Id"), "Bill");
  add_link (bill, order_id, "PurchaseOrder");
  update_status (practice, order);
}

/* Keeps the good links of the bill's lines, drops the others, and marks the orders. */
void
cfl_practice_links_apply (CflPractice *practice, CflNode *bill)
{
  CflNode *lines = cfl_node_get (bill, "Line");
  const char *vendor_id = cfl_node_get_member_text (bill, "VendorRef.value");

  for (guint i = 0; i < cfl_node_get_length (lines); i++)
    {
      CflNode *line = cfl_node_get_item (lines, i);
      CflNode *links = cfl_node_get (line, "LinkedTxn");

      for (guint n = cfl_node_get_length (links); n > 0; n--)
        {
          CflNode *link = cfl_node_get_item (links, n - 1);

          if (!practice->drops_links && is_good_link (practice, link, vendor_id))
            apply_link (practice, bill, link);
          else
            cfl_node_remove_item (links, link);
        }
      if (links != NULL && cfl_node_get_length (links) == 0)
        cfl_node_remove (line, "LinkedTxn");
    }
}

/* Before a bill is deleted: its orders are open again. */
void
cfl_practice_links_release (CflPractice *practice, CflNode *bill)
{
  CflNode *lines = cfl_node_get (bill, "Line");
  CflNode *links = cfl_node_get (bill, "LinkedTxn");

  for (guint i = 0; i < cfl_node_get_length (lines); i++)
    {
      CflNode *line_links = cfl_node_get (cfl_node_get_item (lines, i), "LinkedTxn");

      for (guint n = 0; n < cfl_node_get_length (line_links); n++)
        {
          CflNode *link = cfl_node_get_item (line_links, n);
          CflNode *order = cfl_practice_ledger_find (practice, "PurchaseOrder",
                                                     cfl_node_get_member_text (link, "TxnId"));
          CflNode *line = find_line (order, cfl_node_get_member_text (link, "TxnLineId"));

          if (line != NULL)
            cfl_node_set (line, "Received", cfl_node_new_integer (0));
        }
    }
  for (guint i = 0; i < cfl_node_get_length (links); i++)
    {
      CflNode *order = cfl_practice_ledger_find (
          practice, "PurchaseOrder",
          cfl_node_get_member_text (cfl_node_get_item (links, i), "TxnId"));
      CflNode *back = order == NULL ? NULL : cfl_node_get (order, "LinkedTxn");

      for (guint n = cfl_node_get_length (back); n > 0; n--)
        if (g_strcmp0 (cfl_node_get_member_text (cfl_node_get_item (back, n - 1), "TxnId"),
                       cfl_node_get_member_text (bill, "Id")) == 0)
          cfl_node_remove_item (back, cfl_node_get_item (back, n - 1));
      if (order != NULL)
        update_status (practice, order);
    }
}
