/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-entity.h"
#include "cfl-practice-ledger.h"

CflNode *
cfl_practice_bill_create (CflPractice *practice,
                          CflNode *request,
                          const char *include,
                          CflPracticeFault *fault)
{
  g_autoptr (CflNode) row = NULL;
  CflNode *stored;

  if (!cfl_practice_transaction_check (practice, "Bill", request, include, fault) ||
      !cfl_practice_links_check (practice, request, fault))
    return NULL;
  if (cfl_decimal_sign (cfl_practice_lines_sum (cfl_node_get (request, "Line"))) < 0)
    {
      cfl_practice_fault_set (fault, 6000, "TotalAmt",
                              "Business Validation Error: The amount of the transaction must be 0 "
                              "or greater.");
      return NULL;
    }
  row = cfl_practice_transaction_begin (practice, "Bill", request);
  cfl_practice_links_apply (practice, row);
  cfl_node_set (row, "Balance", cfl_node_copy (cfl_node_get (row, "TotalAmt")));
  if (cfl_practice_transaction_preference (practice, "MultiCurrencyEnabled"))
    {
      CflDecimal home = cfl_decimal_multiply (cfl_node_get_decimal (row, "TotalAmt"),
                                              cfl_node_get_decimal (row, "ExchangeRate"));
      guint digits = cfl_currency_digits (practice->company->currency);

      cfl_node_set (row, "HomeBalance",
                    cfl_node_new_fixed (cfl_decimal_round (home, digits), digits));
    }
  stored = cfl_node_ref (row);
  cfl_practice_ledger_put (practice, "Bill", stored);
  return stored;
}
