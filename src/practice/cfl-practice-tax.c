/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-entity.h"
#include "cfl-practice-ledger.h"
#include "cfl-practice-tax.h"

#include <string.h>

/* Purchases of an American company know no tax of their own. Elsewhere each line has a code, and
 * its rates give the tax, rounded half up line by line, unless the request brings tax lines. */

static gboolean
check_tax_lines (CflPractice *practice, CflNode *detail, CflPracticeFault *fault)
{
  CflNode *lines = cfl_node_get (detail, "TaxLine");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < cfl_node_get_length (lines); i++)
    {
      CflNode *line = cfl_node_get_item (lines, i);
      CflNode *rate = cfl_node_get (line, "TaxLineDetail");
      const char *id = cfl_node_get_member_text (rate, "TaxRateRef.value");

      if (cfl_node_get (line, "Amount") == NULL)
        return cfl_practice_fault_set (
            fault, 2020, "TaxLine", "Required parameter TaxLine.Amount is missing in the request");
      if (cfl_practice_find_reference (practice, rate, "TaxRateRef", "TaxRate", fault) == NULL)
        return FALSE;
      if (!g_hash_table_add (seen, (gpointer) id))
        return cfl_practice_fault_set (fault, 6170, "TaxLine",
                                       "Invalid tax detail : tax rate %s is given twice", id);
    }
  return TRUE;
}

gboolean
cfl_practice_tax_check (CflPractice *practice, CflNode *request, CflPracticeFault *fault)
{
  static const char *const modes[] = { "TaxExcluded", "TaxInclusive", "NotApplicable", NULL };
  const char *mode = cfl_node_get_member_text (request, "GlobalTaxCalculation");
  CflNode *lines = cfl_node_get (request, "Line");
  CflNode *detail = cfl_node_get (request, "TxnTaxDetail");

  if (practice->company->is_american)
    return TRUE;
  if (mode != NULL && !g_strv_contains (modes, mode))
    return cfl_practice_fault_set (fault, 2170, "GlobalTaxCalculation", "Invalid Enumeration : %s",
                                   mode);
  if (g_strcmp0 (mode, "NotApplicable") == 0)
    return cfl_node_get_length (cfl_node_get (detail, "TaxLine")) == 0 ||
           cfl_practice_fault_set (fault, 6170, "TxnTaxDetail",
                                   "Invalid tax detail : tax lines are given, but "
                                   "GlobalTaxCalculation is NotApplicable");
  for (guint i = 0; i < cfl_node_get_length (lines); i++)
    {
      CflNode *line = cfl_node_get_item (lines, i);
      CflNode *line_detail = cfl_node_get (line, cfl_node_get_member_text (line, "DetailType"));

      if (cfl_node_get (line_detail, "TaxCodeRef") == NULL)
        return cfl_practice_fault_set (fault, 6000, "TaxCodeRef",
                                       "Business Validation Error: Make sure all your transactions "
                                       "have a GST/VAT rate before you save.");
    }
  return check_tax_lines (practice, detail, fault);
}

static CflNode *
find_tax_line (CflNode *lines, const char *rate_id)
{
  for (guint i = 0; i < cfl_node_get_length (lines); i++)
    {
      CflNode *line = cfl_node_get_item (lines, i);

      if (g_strcmp0 (cfl_node_get_member_text (line, "TaxLineDetail.TaxRateRef.value"), rate_id) ==
          0)
        return line;
    }
  return NULL;
}

static void
add_tax (CflPractice *practice, CflNode *lines, const char *rate_id, CflDecimal net, guint digits)
{
  CflNode *rate = cfl_practice_ledger_find (practice, "TaxRate", rate_id);
  CflDecimal percent = cfl_node_get_decimal (rate, "RateValue");
  CflDecimal tax = cfl_decimal_round (
      cfl_decimal_multiply (cfl_decimal_multiply (net, percent), cfl_decimal_from_scaled (1, 2)),
      digits);
  CflNode *line = find_tax_line (lines, rate_id);
  CflNode *detail;

  if (line == NULL)
    {
      line = cfl_node_new_object ();
      detail = cfl_node_new_object ();
      cfl_node_set (line, "Amount", cfl_node_new_integer (0));
      cfl_node_set_text (line, "DetailType", "TaxLineDetail");
      cfl_node_set (detail, "TaxRateRef", cfl_practice_new_reference (rate_id, NULL));
      cfl_node_set_boolean (detail, "PercentBased", TRUE);
      cfl_node_set (detail, "TaxPercent", cfl_node_new_decimal (percent));
      cfl_node_set (detail, "NetAmountTaxable", cfl_node_new_integer (0));
      cfl_node_set (line, "TaxLineDetail", detail);
      cfl_node_append (lines, line);
    }
  detail = cfl_node_get (line, "TaxLineDetail");
  cfl_node_set (
      line, "Amount",
      cfl_node_new_fixed (cfl_decimal_add (cfl_node_get_decimal (line, "Amount"), tax), digits));
  cfl_node_set (
      detail, "NetAmountTaxable",
      cfl_node_new_fixed (cfl_decimal_add (cfl_node_get_decimal (detail, "NetAmountTaxable"), net),
                          digits));
}

static CflNode *
calculate_tax_lines (CflPractice *practice, CflNode *row, guint digits)
{
  CflNode *tax_lines = cfl_node_new_array ();
  CflNode *lines = cfl_node_get (row, "Line");

  for (guint i = 0; i < cfl_node_get_length (lines); i++)
    {
      CflNode *line = cfl_node_get_item (lines, i);
      CflNode *detail = cfl_node_get (line, cfl_node_get_member_text (line, "DetailType"));
      CflNode *code = cfl_practice_ledger_find (
          practice, "TaxCode", cfl_node_get_member_text (detail, "TaxCodeRef.value"));
      CflNode *rates = cfl_node_get_path (code, "PurchaseTaxRateList.TaxRateDetail");

      for (guint n = 0; n < cfl_node_get_length (rates); n++)
        add_tax (practice, tax_lines,
                 cfl_node_get_member_text (cfl_node_get_item (rates, n), "TaxRateRef.value"),
                 cfl_node_get_decimal (line, "Amount"), digits);
    }
  return tax_lines;
}

/* The caller's tax lines, with the amounts as QuickBooks writes them. */
static CflNode *
store_tax_lines (CflNode *lines, guint digits)
{
  CflNode *stored = cfl_node_copy (lines);

  for (guint i = 0; i < cfl_node_get_length (stored); i++)
    {
      CflNode *line = cfl_node_get_item (stored, i);
      CflNode *detail = cfl_node_get (line, "TaxLineDetail");

      cfl_node_set (line, "Amount",
                    cfl_node_new_fixed (
                        cfl_decimal_round (cfl_node_get_decimal (line, "Amount"), digits), digits));
      if (cfl_node_get (detail, "NetAmountTaxable") != NULL)
        cfl_node_set (
            detail, "NetAmountTaxable",
            cfl_node_new_fixed (
                cfl_decimal_round (cfl_node_get_decimal (detail, "NetAmountTaxable"), digits),
                digits));
    }
  return stored;
}

CflDecimal
cfl_practice_tax_store (CflPractice *practice, CflNode *row, CflNode *request)
{
  const char *mode = cfl_node_get_member_text (request, "GlobalTaxCalculation");
  CflNode *given = cfl_node_get_path (request, "TxnTaxDetail.TaxLine");
  guint digits = cfl_practice_amount_digits (practice, request);
  CflDecimal total = { 0 };
  CflNode *detail;
  CflNode *lines;

  if (practice->company->is_american)
    return total;
  cfl_node_set_text (row, "GlobalTaxCalculation", mode == NULL ? "TaxExcluded" : mode);
  if (g_strcmp0 (mode, "NotApplicable") == 0)
    return total;
  lines = cfl_node_get_length (given) > 0 ? store_tax_lines (given, digits)
                                          : calculate_tax_lines (practice, row, digits);
  total = cfl_practice_lines_sum (lines);
  detail = cfl_node_new_object ();
  cfl_node_set (detail, "TotalTax", cfl_node_new_fixed (total, digits));
  cfl_node_set (detail, "TaxLine", lines);
  cfl_node_set (row, "TxnTaxDetail", detail);
  return total;
}
