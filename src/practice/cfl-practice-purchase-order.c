/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-entity.h"
#include "cfl-practice-ledger.h"

#include <string.h>

static gboolean
check_status (CflNode *request, CflPracticeFault *fault)
{
  const char *status = cfl_node_get_member_text (request, "POStatus");

  return status == NULL || strcmp (status, "Open") == 0 || strcmp (status, "Closed") == 0 ||
         cfl_practice_fault_set (fault, 2170, "POStatus", "Invalid Enumeration : %s", status);
}

/* Essentials and the smaller editions have no purchase orders, whatever the preference says. */
static gboolean
check_edition (CflPractice *practice, CflPracticeFault *fault)
{
  CflNode *company = cfl_practice_ledger_find (practice, "CompanyInfo", "1");
  CflNode *pairs = cfl_node_get (company, "NameValue");

  for (guint i = 0; i < cfl_node_get_length (pairs); i++)
    {
      CflNode *pair = cfl_node_get_item (pairs, i);
      const char *value = cfl_node_get_member_text (pair, "Value");

      if (g_strcmp0 (cfl_node_get_member_text (pair, "Name"), "OfferingSku") == 0 &&
          value != NULL && strstr (value, "Plus") == NULL && strstr (value, "Advanced") == NULL)
        return cfl_practice_fault_set (
            fault, 5030, NULL, "Feature Not Supported Error : %s does not support purchase orders.",
            value);
    }
  return TRUE;
}

/* Without custom numbers the company counts by itself and ignores what it is given. */
static void
set_number (CflPractice *practice, CflNode *row)
{
  g_autofree char *number = NULL;

  if (cfl_practice_transaction_preference (practice, "VendorAndPurchasesPrefs.UseCustomTxnNumbers"))
    return;
  number = g_strdup_printf (
      "%u", 1000 + cfl_practice_ledger_get_table (practice, "PurchaseOrder")->rows->len);
  cfl_node_set_text (row, "DocNumber", number);
}

CflNode *
cfl_practice_purchase_order_create (CflPractice *practice,
                                    CflNode *request,
                                    const char *include,
                                    CflPracticeFault *fault)
{
  CflNode *row;
  CflNode *lines;
  const char *status = cfl_node_get_member_text (request, "POStatus");

  if (!cfl_practice_transaction_preference (practice,
                                            "VendorAndPurchasesPrefs.PurchaseOrderEnabled"))
    {
      cfl_practice_fault_set (fault, 5020, NULL,
                              "Permission Denied Error : You need permission to do this. Purchase "
                              "orders are not part of this company.");
      return NULL;
    }
  if (!check_edition (practice, fault))
    return NULL;
  if (!cfl_practice_transaction_check (practice, "PurchaseOrder", request, include, fault) ||
      !check_status (request, fault))
    return NULL;
  if (cfl_node_get (request, "APAccountRef") == NULL)
    {
      cfl_practice_fault_set (fault, 2020, "APAccountRef",
                              "Required parameter APAccountRef is missing in the request");
      return NULL;
    }
  row = cfl_practice_transaction_begin (practice, "PurchaseOrder", request);
  set_number (practice, row);
  cfl_node_set_text (row, "EmailStatus", "NotSet");
  cfl_node_set_text (row, "POStatus", status == NULL ? "Open" : status);
  lines = cfl_node_get (row, "Line");
  for (guint i = 0; i < cfl_node_get_length (lines); i++)
    cfl_node_set (cfl_node_get_item (lines, i), "Received", cfl_node_new_integer (0));
  cfl_practice_ledger_put (practice, "PurchaseOrder", row);
  return row;
}
