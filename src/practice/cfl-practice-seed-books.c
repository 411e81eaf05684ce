/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-ledger.h"
#include "cfl-practice-seed.h"

#include <string.h>

/* The days after the seed's books were closed. Orders that can be uploaded are younger. */
#define CLOSED_DAYS 84

static const struct {
  const char *id;
  const char *number;
  const char *name;
  const char *type;
  const char *subtype;
  const char *classification;
} accounts[] = {
  { "33", "2000", "Accounts Payable (A/P)", "Accounts Payable", "AccountsPayable", "Liability" },
  { "35", "1000", "Checking", "Bank", "Checking", "Asset" },
  { "84", "1100", "Accounts Receivable (A/R)", "Accounts Receivable", "AccountsReceivable",
    "Asset" },
  { "81", "1200", "Inventory Asset", "Other Current Asset", "Inventory", "Asset" },
  { "41", "2100", "Company Card", "Credit Card", "CreditCard", "Liability" },
  { "37", "3000", "Retained Earnings", "Equity", "RetainedEarnings", "Equity" },
  { "79", "4000", "Sales of Product Income", "Income", "SalesOfProductIncome", "Revenue" },
  { "80", "5000", "Cost of Goods Sold", "Cost of Goods Sold", "SuppliesMaterialsCogs", "Expense" },
  { "85", "5100", "Freight In", "Cost of Goods Sold", "ShippingFreightDeliveryCos", "Expense" },
  { "86", "5200", "Supplier Surcharges", "Cost of Goods Sold", "OtherCostsOfServiceCos",
    "Expense" },
  { "87", "5300", "Purchase Discounts", "Cost of Goods Sold", "OtherCostsOfServiceCos", "Expense" },
  { "88", "6900", "Rounding Differences", "Expense", "OtherMiscellaneousServiceCost", "Expense" },
  { "89", "5400", "Tax Paid on Purchases", "Cost of Goods Sold", "OtherCostsOfServiceCos",
    "Expense" },
  { "12", "6100", "Packaging and Supplies", "Expense", "SuppliesMaterials", "Expense" },
  { "13", "6200", "Rent", "Expense", "RentOrLeaseOfBuildings", "Expense" },
  { "14", "6300", "Utilities", "Expense", "Utilities", "Expense" },
};

static void
put_text (CflPractice *practice, const char *table, char *text)
{
  g_autoptr (GError) error = NULL;
  CflNode *row = cfl_node_parse (text, -1, &error);

  if (row == NULL)
    g_error ("The seed is wrong: %s in %s", error->message, text);
  cfl_practice_ledger_put (practice, table, row);
  g_free (text);
}

#define META                                                                                       \
  "\"domain\":\"QBO\",\"sparse\":false,\"SyncToken\":\"0\",\"MetaData\":{\"CreateTime\":"          \
  "\"2024-01-15T09:00:00-08:00\",\"LastUpdatedTime\":\"2024-01-15T09:00:00-08:00\"}"

static void
put_company (CflPractice *practice)
{
  const CflPracticeCompany *company = practice->company;
  CflDate today = CFL_DATE_UNSET;
  g_autofree char *closed = NULL;

  cfl_date_parse (practice->today, &today);
  closed = cfl_date_to_text (cfl_date_add_days (today, -CLOSED_DAYS));
  put_text (practice, "CompanyInfo",
            g_strdup_printf (
                "{\"CompanyName\":\"%s\",\"LegalName\":\"%s\",\"CompanyAddr\":{\"Id\":\"1\","
                "\"Line1\":\"18 Ferry Street\",\"City\":\"Portland\","
                "\"CountrySubDivisionCode\":\"ME\",\"PostalCode\":\"04101\",\"Country\":\"USA\"},"
                "\"CompanyStartDate\":\"2019-03-01\",\"FiscalYearStartMonth\":\"January\","
                "\"Country\":\"%s\",\"SupportedLanguages\":\"en\",\"NameValue\":["
                "{\"Name\":\"NeoEnabled\",\"Value\":\"true\"},"
                "{\"Name\":\"SubscriptionStatus\",\"Value\":\"PAID\"},"
                "{\"Name\":\"OfferingSku\",\"Value\":\"QuickBooks Online Plus\"},"
                "{\"Name\":\"IndustryType\",\"Value\":\"Home furnishing merchant wholesalers\"}],"
                "\"Id\":\"1\"," META "}",
                company->name, company->name, company->country));
  put_text (practice, "Preferences",
            g_strdup_printf (
                "{\"AccountingInfoPrefs\":{\"FirstMonthOfFiscalYear\":\"January\","
                "\"UseAccountNumbers\":true,\"TaxYearMonth\":\"January\","
                "\"ClassTrackingPerTxn\":false,\"ClassTrackingPerTxnLine\":true,"
                "\"TrackDepartments\":true,\"BookCloseDate\":\"%s\"},"
                "\"ProductAndServicesPrefs\":{\"ForSales\":true,\"ForPurchase\":true,"
                "\"QuantityWithPriceAndRate\":true,\"QuantityOnHand\":true},"
                "\"VendorAndPurchasesPrefs\":{\"TrackingByCustomer\":true,"
                "\"BillableExpenseTracking\":true,\"POCustomField\":[]},"
                "\"TaxPrefs\":{\"UsingSalesTax\":true,\"PartnerTaxEnabled\":%s},"
                "\"CurrencyPrefs\":{\"MultiCurrencyEnabled\":false,"
                "\"HomeCurrency\":{\"value\":\"%s\"}},"
                "\"OtherPrefs\":{\"NameValue\":["
                "{\"Name\":\"VendorAndPurchasesPrefs.PurchaseOrderEnabled\",\"Value\":\"true\"},"
                "{\"Name\":\"VendorAndPurchasesPrefs.UseCustomTxnNumbers\",\"Value\":\"true\"},"
                "{\"Name\":\"WarnDuplicateBillNumber\",\"Value\":\"true\"}]},\"Id\":\"1\"," META
                "}",
                closed, company->is_american ? "true" : "false", company->currency));
}

static void
put_accounts (CflPractice *practice)
{
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    put_text (
        practice, "Account",
        g_strdup_printf ("{\"Name\":\"%s\",\"SubAccount\":false,\"FullyQualifiedName\":\"%s\","
                         "\"AcctNum\":\"%s\",\"Active\":true,\"Classification\":\"%s\","
                         "\"AccountType\":\"%s\",\"AccountSubType\":\"%s\","
                         "\"CurrentBalance\":0,\"CurrentBalanceWithSubAccounts\":0,"
                         "\"CurrencyRef\":{\"value\":\"%s\"},\"Id\":\"%s\"," META "}",
                         accounts[i].name, accounts[i].name, accounts[i].number,
                         accounts[i].classification, accounts[i].type, accounts[i].subtype,
                         practice->company->currency, accounts[i].id));
  put_text (practice, "Account",
            g_strdup_printf (
                "{\"Name\":\"Samples (old)\",\"SubAccount\":false,\"FullyQualifiedName\":\"Samples "
                "(old)\",\"Active\":false,\"Classification\":\"Expense\",\"AccountType\":"
                "\"Expense\",\"AccountSubType\":\"OtherMiscellaneousServiceCost\","
                "\"CurrentBalance\":0,\"CurrencyRef\":{\"value\":\"%s\"},\"Id\":\"90\"," META "}",
                practice->company->currency));
}

static void
put_items (CflPractice *practice)
{
  static const char *const items[][4] = {
    { "19", "TOWEL-L-SAND", "Beach towel, sand, large", "11.95" },
    { "20", "BOWL-24-CELADON", "Serving bowl 24 cm, celadon", "18.4" },
    { "21", "LAMP-BRASS-S", "Table lamp, brass, small", "42.75" },
    { "22", "CANDLE-CEDAR", "Candle, cedar", "4.125" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    put_text (
        practice, "Item",
        g_strdup_printf (
            "{\"Name\":\"%s\",\"FullyQualifiedName\":\"%s\",\"Sku\":\"%s\",\"Active\":true,"
            "\"Type\":\"NonInventory\",\"Taxable\":false,\"UnitPrice\":0,"
            "\"PurchaseDesc\":\"%s\",\"PurchaseCost\":%s,\"ExpenseAccountRef\":{\"value\":"
            "\"80\",\"name\":\"Cost of Goods Sold\"},\"IncomeAccountRef\":{\"value\":\"79\","
            "\"name\":\"Sales of Product Income\"},\"TrackQtyOnHand\":false,\"Id\":\"%s\"," META
            "}",
            items[i][2], items[i][2], items[i][1], items[i][2], items[i][3], items[i][0]));
  put_text (
      practice, "Item",
      g_strdup ("{\"Name\":\"Gift wrapping\",\"FullyQualifiedName\":\"Gift wrapping\","
                "\"Sku\":\"WRAP\",\"Active\":true,\"Type\":\"Service\",\"UnitPrice\":3,"
                "\"IncomeAccountRef\":{\"value\":\"79\",\"name\":\"Sales of Product Income\"},"
                "\"Id\":\"23\"," META "}"));
}

static void
put_terms_and_taxes (CflPractice *practice)
{
  static const struct {
    const char *id;
    const char *name;
    guint days;
  } terms[] = { { "1", "Due on receipt", 0 },
                { "2", "Net 15", 15 },
                { "3", "Net 30", 30 },
                { "4", "Net 60", 60 } };

  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    put_text (practice, "Term",
              g_strdup_printf ("{\"Name\":\"%s\",\"Active\":true,\"Type\":\"STANDARD\","
                               "\"DiscountPercent\":0,\"DueDays\":%u,\"Id\":\"%s\"," META "}",
                               terms[i].name, terms[i].days, terms[i].id));
  if (practice->company->is_american)
    {
      /* The two pseudo codes come without a SyncToken. */
      put_text (practice, "TaxCode",
                g_strdup ("{\"Name\":\"TAX\",\"Description\":\"TAX\",\"Active\":true,"
                          "\"Taxable\":true,\"TaxGroup\":false,\"Id\":\"TAX\"}"));
      put_text (practice, "TaxCode",
                g_strdup ("{\"Name\":\"NON\",\"Description\":\"NON\",\"Active\":true,"
                          "\"Taxable\":false,\"TaxGroup\":false,\"Id\":\"NON\"}"));
      return;
    }
  put_text (
      practice, "TaxRate",
      g_strdup ("{\"Name\":\"GST paid\",\"Active\":true,\"RateValue\":10,\"Id\":\"7\"," META "}"));
  put_text (
      practice, "TaxRate",
      g_strdup ("{\"Name\":\"No GST\",\"Active\":true,\"RateValue\":0,\"Id\":\"8\"," META "}"));
  put_text (practice, "TaxCode",
            g_strdup ("{\"Name\":\"GST on purchases\",\"Active\":true,\"Taxable\":true,"
                      "\"TaxGroup\":true,\"PurchaseTaxRateList\":{\"TaxRateDetail\":["
                      "{\"TaxRateRef\":{\"value\":\"7\",\"name\":\"GST paid\"},"
                      "\"TaxTypeApplicable\":\"TaxOnAmount\",\"TaxOrder\":0}]},\"Id\":\"5\"," META
                      "}"));
  put_text (
      practice, "TaxCode",
      g_strdup ("{\"Name\":\"GST-free\",\"Active\":true,\"Taxable\":true,\"TaxGroup\":true,"
                "\"PurchaseTaxRateList\":{\"TaxRateDetail\":[{\"TaxRateRef\":{\"value\":\"8\","
                "\"name\":\"No GST\"},\"TaxTypeApplicable\":\"TaxOnAmount\",\"TaxOrder\":0}]},"
                "\"Id\":\"6\"," META "}"));
}

static void
put_class_and_department (CflPractice *practice)
{
  put_text (practice, "Class",
            g_strdup ("{\"Name\":\"Wholesale\",\"SubClass\":false,\"FullyQualifiedName\":"
                      "\"Wholesale\",\"Active\":true,\"Id\":\"5000000000000007381\"," META "}"));
  put_text (practice, "Department",
            g_strdup ("{\"Name\":\"Portland\",\"SubDepartment\":false,\"FullyQualifiedName\":"
                      "\"Portland\",\"Active\":true,\"Id\":\"1\"," META "}"));
}

static void
put_name (CflPractice *practice, const char *table, gint64 id, const char *name, const char *email)
{
  g_autoptr (CflNode) row = NULL;
  g_autofree char *id_text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  CflNode *address = cfl_node_new_object ();
  CflNode *currency = cfl_node_new_object ();
  gboolean is_vendor = strcmp (table, "Vendor") == 0;

  row = cfl_node_parse ("{\"Balance\":0,\"Vendor1099\":false," META "}", -1, NULL);
  if (!is_vendor)
    cfl_node_remove (row, "Vendor1099");
  cfl_node_set_text (currency, "value", practice->company->currency);
  cfl_node_set_text (currency, "name",
                     practice->company->is_american ? "United States Dollar" : "Australian Dollar");
  cfl_node_set (row, "CurrencyRef", currency);
  cfl_node_set_text (row, "Id", id_text);
  cfl_node_set_text (row, "DisplayName", name);
  cfl_node_set_text (row, "CompanyName", name);
  cfl_node_set_text (row, "PrintOnCheckName", name);
  cfl_node_set_boolean (row, "Active", !g_str_has_suffix (name, " (deleted)"));
  if (email != NULL)
    {
      cfl_node_set_text (address, "Address", email);
      cfl_node_set (row, "PrimaryEmailAddr", address);
    }
  else
    cfl_node_unref (address);
  cfl_practice_ledger_put (practice, table, g_steal_pointer (&row));
}

static void
put_names (CflPractice *practice)
{
  static const char *const others[] = { "Casco Bay Electric",       "Dirigo Storage Partners",
                                        "Evergreen Waste Services", "Ferry Street Properties LLC",
                                        "Kestrel Fasteners",        "Moosehead Couriers",
                                        "Pam's Office Supplies",    "PG&E" };
  guint length;
  const CflPracticeSupplier *suppliers = cfl_practice_suppliers (&length);
  gint64 id = 56;

  for (guint i = 0; i < length; i++)
    {
      const CflPracticeSupplier *supplier = &suppliers[i];
      g_autofree char *name = supplier->vendor != NULL ? g_strdup (supplier->vendor)
                                                       : cfl_practice_supplier_name (supplier);

      if (supplier->match == CFL_PRACTICE_MATCH_INACTIVE)
        {
          g_autofree char *renamed = g_strconcat (name, " (deleted)", NULL);

          put_name (practice, "Vendor", id++, renamed, supplier->email);
        }
      else if (supplier->match == CFL_PRACTICE_MATCH_CUSTOMER)
        put_name (practice, "Customer", id++, name, supplier->email);
      else if (supplier->match != CFL_PRACTICE_MATCH_NONE)
        put_name (practice, "Vendor", id++, name, supplier->email);
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    put_name (practice, "Vendor", id++, others[i], NULL);
  put_name (practice, "Employee", id++, "Robin Ashby", "robin@paperbark.example");
}

void
cfl_practice_seed_books (CflPractice *practice)
{
  put_company (practice);
  put_accounts (practice);
  put_items (practice);
  put_terms_and_taxes (practice);
  put_class_and_department (practice);
  put_names (practice);
}
