/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-entity.h"
#include "cfl-practice-ledger.h"

#include <string.h>

#define MAX_LINES 750

static gboolean
check_tax_code (CflPractice *practice, CflNode *detail, CflPracticeFault *fault)
{
  const char *code = cfl_node_get_member_text (detail, "TaxCodeRef.value");

  if (code == NULL)
    return TRUE;
  if (practice->company->is_american)
    return strcmp (code, "TAX") == 0 || strcmp (code, "NON") == 0 ||
           cfl_practice_fault_set (fault, 6100, "TaxCodeRef",
                                   "Invalid tax code : Line tax code has to be TAX or NON, "
                                   "supplied value: %s",
                                   code);
  return cfl_practice_find_reference (practice, detail, "TaxCodeRef", "TaxCode", fault) != NULL;
}

static gboolean
check_billing (CflNode *detail, CflPracticeFault *fault)
{
  const char *status = cfl_node_get_member_text (detail, "BillableStatus");

  if (status == NULL || strcmp (status, "NotBillable") == 0)
    return TRUE;
  if (strcmp (status, "Billable") != 0)
    return cfl_practice_fault_set (fault, 2170, "BillableStatus", "Invalid Enumeration : %s",
                                   status);
  return cfl_node_get (detail, "CustomerRef") != NULL ||
         cfl_practice_fault_set (fault, 6310, "CustomerRef",
                                 "When the line is billable, a customer has to be supplied");
}

static gboolean
check_account_line (CflPractice *practice, CflNode *detail, CflPracticeFault *fault)
{
  static const char *const refused[] = { "Accounts Payable", "Accounts Receivable", "Bank",
                                         "Credit Card", NULL };
  CflNode *account;
  const char *type;

  if (cfl_node_get (detail, "AccountRef") == NULL)
    return cfl_practice_fault_set (fault, 6440, "AccountRef",
                                   "A business validation error has occurred: You must select an "
                                   "account for each split line with an amount.");
  account = cfl_practice_find_reference (practice, detail, "AccountRef", "Account", fault);
  if (account == NULL)
    return FALSE;
  type = cfl_node_get_member_text (account, "AccountType");
  return !g_strv_contains (refused, type) ||
         cfl_practice_fault_set (fault, 6430, "AccountRef",
                                 "Invalid account type used : accounts of type %s cannot be used "
                                 "in the detail of this transaction",
                                 type);
}

/* QuickBooks rounds half up to the digits of the currency. */
static gboolean
check_product (
    CflPractice *practice, CflNode *line, CflNode *detail, guint digits, CflPracticeFault *fault)
{
  CflNode *item = cfl_practice_find_reference (practice, detail, "ItemRef", "Item", fault);
  CflDecimal amount = cfl_decimal_round (cfl_node_get_decimal (line, "Amount"), digits);
  CflDecimal product;

  if (item == NULL)
    return FALSE;
  if (cfl_node_get (item, "ExpenseAccountRef") == NULL)
    return cfl_practice_fault_set (fault, 6430, "ItemRef",
                                   "The item has no expense account and cannot be purchased");
  if (!practice->switches.check_purchase_amounts || cfl_node_get (detail, "Qty") == NULL ||
      cfl_node_get (detail, "UnitPrice") == NULL)
    return TRUE;
  product = cfl_decimal_round (cfl_decimal_multiply (cfl_node_get_decimal (detail, "Qty"),
                                                     cfl_node_get_decimal (detail, "UnitPrice")),
                               digits);
  return cfl_decimal_equal (product, amount) ||
         cfl_practice_fault_set (fault, 6070, "Amount",
                                 "Amount is not equal to UnitPrice * Qty. Supplied value:%s",
                                 cfl_node_get_member_text (line, "Amount"));
}

static gboolean
check_line (CflPractice *practice, CflNode *line, guint digits, CflPracticeFault *fault)
{
  const char *type = cfl_node_get_member_text (line, "DetailType");
  CflNode *detail = type == NULL ? NULL : cfl_node_get (line, type);
  static const char *const references[][2] = { { "ClassRef", "Class" },
                                               { "CustomerRef", "Customer" } };

  if (cfl_node_get (line, "Amount") == NULL)
    return cfl_practice_fault_set (fault, 2020, "Amount",
                                   "Required parameter Line.Amount is missing in the request");
  if (type == NULL)
    return cfl_practice_fault_set (fault, 2020, "DetailType",
                                   "Required parameter Line.DetailType is missing in the request");
  if (strcmp (type, "AccountBasedExpenseLineDetail") != 0 &&
      strcmp (type, "ItemBasedExpenseLineDetail") != 0)
    return cfl_practice_fault_set (fault, 2170, "DetailType", "Invalid Enumeration : %s", type);
  if (!cfl_practice_check_length (line, "Description", 4000, fault))
    return FALSE;
  if (detail == NULL)
    return cfl_practice_fault_set (fault, 2020, type,
                                   "Required parameter Line.%s is missing in the request", type);
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    if (cfl_node_get (detail, references[i][0]) != NULL &&
        cfl_practice_find_reference (practice, detail, references[i][0], references[i][1], fault) ==
            NULL)
      return FALSE;
  if (!check_tax_code (practice, detail, fault) || !check_billing (detail, fault))
    return FALSE;
  return *type == 'A' ? check_account_line (practice, detail, fault)
                      : check_product (practice, line, detail, digits, fault);
}

gboolean
cfl_practice_lines_check (CflPractice *practice, CflNode *request, CflPracticeFault *fault)
{
  CflNode *lines = cfl_node_get (request, "Line");
  guint digits = cfl_practice_amount_digits (practice, request);

  if (cfl_node_get_length (lines) == 0)
    return cfl_practice_fault_set (fault, 2020, "Line",
                                   "Required parameter Line is missing in the request");
  if (cfl_node_get_length (lines) > MAX_LINES)
    return cfl_practice_fault_set (fault, 6000, "Line",
                                   "Business Validation Error: a transaction has at most %u lines",
                                   MAX_LINES);
  for (guint i = 0; i < cfl_node_get_length (lines); i++)
    if (!check_line (practice, cfl_node_get_item (lines, i), digits, fault))
      return FALSE;
  return TRUE;
}

static void
fill_name (CflPractice *practice, CflNode *detail, const char *member, const char *table)
{
  CflNode *reference = cfl_node_get (detail, member);
  CflNode *row =
      cfl_practice_ledger_find (practice, table, cfl_node_get_member_text (reference, "value"));
  const char *name = cfl_node_get_member_text (row, "FullyQualifiedName");

  if (name == NULL)
    name = cfl_node_get_member_text (row, "Name");
  if (name != NULL)
    cfl_node_set_text (reference, "name", name);
}

static CflNode *
store_line (CflPractice *practice, CflNode *line, guint number, guint digits)
{
  CflNode *stored = cfl_node_new_object ();
  const char *type = cfl_node_get_member_text (line, "DetailType");
  CflNode *detail = cfl_node_copy (cfl_node_get (line, type));
  g_autofree char *id = g_strdup_printf ("%u", number);

  cfl_node_set_text (stored, "Id", id);
  cfl_node_set_integer (stored, "LineNum", number);
  if (cfl_node_get_member_text (line, "Description") != NULL)
    cfl_node_set_text (stored, "Description", cfl_node_get_member_text (line, "Description"));
  cfl_node_set (stored, "Amount",
                cfl_node_new_fixed (
                    cfl_decimal_round (cfl_node_get_decimal (line, "Amount"), digits), digits));
  if (cfl_node_get_length (cfl_node_get (line, "LinkedTxn")) > 0)
    cfl_node_set (stored, "LinkedTxn", cfl_node_copy (cfl_node_get (line, "LinkedTxn")));
  cfl_node_set_text (stored, "DetailType", type);
  if (cfl_node_get (detail, "BillableStatus") == NULL)
    cfl_node_set_text (detail, "BillableStatus", "NotBillable");
  if (practice->company->is_american && cfl_node_get (detail, "TaxCodeRef") == NULL)
    cfl_node_set (detail, "TaxCodeRef", cfl_practice_new_reference ("NON", NULL));
  fill_name (practice, detail, "AccountRef", "Account");
  fill_name (practice, detail, "ItemRef", "Item");
  fill_name (practice, detail, "ClassRef", "Class");
  cfl_node_set (stored, type, detail);
  return stored;
}

/* The lines as QuickBooks keeps them: numbered from 1, amounts rounded, names filled in. */
CflNode *
cfl_practice_lines_store (CflPractice *practice, CflNode *request)
{
  CflNode *lines = cfl_node_get (request, "Line");
  CflNode *stored = cfl_node_new_array ();
  guint digits = cfl_practice_amount_digits (practice, request);

  for (guint i = 0; i < cfl_node_get_length (lines); i++)
    cfl_node_append (stored, store_line (practice, cfl_node_get_item (lines, i), i + 1, digits));
  return stored;
}

CflDecimal
cfl_practice_lines_sum (CflNode *lines)
{
  CflDecimal sum = { 0 };

  for (guint i = 0; i < cfl_node_get_length (lines); i++)
    sum = cfl_decimal_add (sum, cfl_node_get_decimal (cfl_node_get_item (lines, i), "Amount"));
  return sum;
}
