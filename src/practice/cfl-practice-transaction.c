/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-date.h"
#include "cfl-practice-entity.h"
#include "cfl-practice-ledger.h"
#include "cfl-practice-schema.h"
#include "cfl-practice-tax.h"

#include <string.h>

/* A switch of the company: of CurrencyPrefs, or a text in OtherPrefs. */
gboolean
cfl_practice_transaction_preference (CflPractice *practice, const char *name)
{
  CflNode *preferences = cfl_practice_ledger_find (practice, "Preferences", "1");
  CflNode *others = cfl_node_get_path (preferences, "OtherPrefs.NameValue");

  if (strcmp (name, "MultiCurrencyEnabled") == 0)
    return cfl_node_get_flag (preferences, "CurrencyPrefs.MultiCurrencyEnabled", FALSE);
  for (guint i = 0; i < cfl_node_get_length (others); i++)
    {
      CflNode *pair = cfl_node_get_item (others, i);

      if (g_strcmp0 (cfl_node_get_member_text (pair, "Name"), name) == 0)
        return g_strcmp0 (cfl_node_get_member_text (pair, "Value"), "true") == 0;
    }
  return FALSE;
}

/* Of what is asked for, and of what stands: nothing enters closed books, and nothing leaves them. */
gboolean
cfl_practice_transaction_check_period (CflPractice *practice,
                                       CflNode *request,
                                       CflPracticeFault *fault)
{
  CflNode *preferences = cfl_practice_ledger_find (practice, "Preferences", "1");
  const char *closed = cfl_node_get_member_text (preferences, "AccountingInfoPrefs.BookCloseDate");
  const char *date = cfl_node_get_member_text (request, "TxnDate");

  return closed == NULL || date == NULL || strcmp (date, closed) > 0 ||
         cfl_practice_fault_set (
             fault, 6210, "TxnDate",
             "Account Period Closed, Cannot Update Through Services API : The account period has "
             "closed and the account books cannot be updated through the QBO Services API. Please "
             "use the QBO website to make these changes.");
}

static gboolean
check_currency (CflPractice *practice, CflNode *vendor, CflNode *request, CflPracticeFault *fault)
{
  const char *home = practice->company->currency;
  const char *own = cfl_node_get_member_text (vendor, "CurrencyRef.value");
  const char *code = cfl_node_get_member_text (request, "CurrencyRef.value");

  if (!cfl_practice_transaction_preference (practice, "MultiCurrencyEnabled"))
    return (code == NULL || strcmp (code, home) == 0) ||
           cfl_practice_fault_set (fault, 6000, "CurrencyRef",
                                   "Business Validation Error: Multi Currency should be enabled "
                                   "to perform this operation.");
  if (code == NULL)
    return cfl_practice_fault_set (fault, 2020, "CurrencyRef",
                                   "Required parameter CurrencyRef is missing in the request");
  return g_strcmp0 (code, own == NULL ? home : own) == 0 ||
         cfl_practice_fault_set (
             fault, 6000, "CurrencyRef",
             "Business Validation Error: The currency of the transaction is invalid for customer / "
             "vendor / account.");
}

static gboolean
check_payables_account (CflPractice *practice, CflNode *request, CflPracticeFault *fault)
{
  const char *code = cfl_node_get_member_text (request, "CurrencyRef.value");
  CflNode *account;

  if (cfl_node_get (request, "APAccountRef") == NULL)
    return TRUE;
  account = cfl_practice_find_reference (practice, request, "APAccountRef", "Account", fault);
  if (account == NULL)
    return FALSE;
  if (g_strcmp0 (cfl_node_get_member_text (account, "AccountType"), "Accounts Payable") != 0)
    return cfl_practice_fault_set (fault, 6430, "APAccountRef",
                                   "Invalid account type used : the account has to be of type "
                                   "Accounts Payable");
  return code == NULL ||
         g_strcmp0 (cfl_node_get_member_text (account, "CurrencyRef.value"), code) == 0 ||
         cfl_practice_fault_set (
             fault, 6000, "APAccountRef",
             "Business Validation Error: The currency of the transaction is invalid for customer / "
             "vendor / account.");
}

static gboolean
check_number (CflPractice *practice,
              const char *name,
              CflNode *request,
              const char *include,
              CflPracticeFault *fault)
{
  CflPracticeTable *table = cfl_practice_ledger_get_table (practice, name);
  const char *number = cfl_node_get_member_text (request, "DocNumber");
  gboolean is_bill = strcmp (name, "Bill") == 0;

  if (!cfl_practice_check_length (request, "DocNumber", 21, fault))
    return FALSE;
  if (number == NULL || *number == '\0' ||
      (include != NULL && strstr (include, "allowduplicatedocnum") != NULL) ||
      (is_bill && !cfl_practice_transaction_preference (practice, "WarnDuplicateBillNumber")))
    return TRUE;
  for (guint i = 0; i < table->rows->len; i++)
    {
      CflNode *row = table->rows->pdata[i];

      if (g_strcmp0 (cfl_node_get_member_text (row, "DocNumber"), number) == 0 &&
          g_strcmp0 (cfl_node_get_member_text (row, "Id"),
                     cfl_node_get_member_text (request, "Id")) != 0)
        return cfl_practice_fault_set (
            fault, 6140, "",
            "Duplicate Document Number Error : You must specify a different number. This number "
            "has already been used. DocNumber=%s is assigned to TxnType=%s with TxnId=%s",
            number, name, cfl_node_get_member_text (row, "Id"));
    }
  return TRUE;
}

gboolean
cfl_practice_transaction_check (CflPractice *practice,
                                const char *name,
                                CflNode *request,
                                const char *include,
                                CflPracticeFault *fault)
{
  static const char *const references[][2] = { { "SalesTermRef", "Term" },
                                               { "DepartmentRef", "Department" },
                                               { "ClassRef", "Class" } };
  CflNode *vendor;

  if (!cfl_practice_schema_check (practice, name, request, fault))
    return FALSE;
  if (cfl_node_get (request, "VendorRef") == NULL)
    return cfl_practice_fault_set (fault, 2020, "VendorRef",
                                   "Required parameter VendorRef is missing in the request");
  if (cfl_node_get_length (cfl_node_get (request, "Line")) == 0)
    return cfl_practice_fault_set (fault, 2020, "Line",
                                   "Required parameter Line is missing in the request");
  vendor = cfl_practice_find_reference (practice, request, "VendorRef", "Vendor", fault);
  if (vendor == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    if (cfl_node_get (request, references[i][0]) != NULL &&
        cfl_practice_find_reference (practice, request, references[i][0], references[i][1],
                                     fault) == NULL)
      return FALSE;
  return cfl_practice_check_length (request, "PrivateNote", 4000, fault) &&
         cfl_practice_transaction_check_period (practice, request, fault) &&
         check_currency (practice, vendor, request, fault) &&
         check_payables_account (practice, request, fault) &&
         cfl_practice_lines_check (practice, request, fault) &&
         cfl_practice_tax_check (practice, request, fault) &&
         check_number (practice, name, request, include, fault);
}

static CflNode *
find_payables_account (CflPractice *practice, const char *currency)
{
  CflPracticeTable *table = cfl_practice_ledger_get_table (practice, "Account");

  for (guint i = 0; i < table->rows->len; i++)
    {
      CflNode *row = table->rows->pdata[i];

      if (g_strcmp0 (cfl_node_get_member_text (row, "AccountType"), "Accounts Payable") == 0 &&
          g_strcmp0 (cfl_node_get_member_text (row, "CurrencyRef.value"), currency) == 0)
        return row;
    }
  return NULL;
}

static void
set_dates (CflPractice *practice, CflNode *row, CflNode *request)
{
  const char *given = cfl_node_get_member_text (request, "TxnDate");
  const char *due = cfl_node_get_member_text (request, "DueDate");
  CflNode *term = cfl_practice_ledger_find (
      practice, "Term", cfl_node_get_member_text (request, "SalesTermRef.value"));
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (cfl_practice_now (practice));
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  CflDate date;

  cfl_node_set_text (row, "TxnDate", given == NULL ? today : given);
  if (due == NULL && cfl_date_parse (given == NULL ? today : given, &date))
    {
      g_autofree char *text = cfl_date_to_text (
          cfl_date_add_days (date, (int) cfl_node_get_integer (term, "DueDays", 0)));

      cfl_node_set_text (row, "DueDate", text);
    }
  else
    cfl_node_set_text (row, "DueDate", due);
}

static void
set_references (CflPractice *practice, CflNode *row, CflNode *request)
{
  const char *vendor_id = cfl_node_get_member_text (request, "VendorRef.value");
  CflNode *vendor = cfl_practice_ledger_find (practice, "Vendor", vendor_id);
  CflNode *account = cfl_practice_ledger_find (
      practice, "Account", cfl_node_get_member_text (request, "APAccountRef.value"));

  if (account == NULL)
    account = find_payables_account (practice, cfl_node_get_member_text (row, "CurrencyRef.value"));
  cfl_node_set (
      row, "VendorRef",
      cfl_practice_new_reference (vendor_id, cfl_node_get_member_text (vendor, "DisplayName")));
  if (account != NULL)
    cfl_node_set (row, "APAccountRef",
                  cfl_practice_new_reference (cfl_node_get_member_text (account, "Id"),
                                              cfl_node_get_member_text (account, "Name")));
}

/* Members that answers carry though nobody asked for them, in one of seven transactions. */
static void
add_extra_members (CflNode *row)
{
  g_autoptr (CflNode) extra = NULL;

  if (cfl_node_get_integer (row, "Id", 1) % 7 != 0)
    return;
  extra = cfl_node_parse ("{\"any\":[{\"name\":\"{http://schema.intuit.com/finance/v3}NameValue\","
                          "\"declaredType\":\"com.intuit.schema.finance.v3.NameValue\","
                          "\"value\":{\"Name\":\"TxnType\",\"Value\":\"3\"},\"nil\":false}]}",
                          -1, NULL);
  cfl_node_set (row, "PurchaseEx", g_steal_pointer (&extra));
}

/* The stored form of the request up to its lines, tax and total; not yet in the ledger. */
CflNode *
cfl_practice_transaction_begin (CflPractice *practice, const char *name, CflNode *request)
{
  static const char *const copied[] = { "DocNumber",    "PrivateNote",   "Memo",
                                        "SalesTermRef", "DepartmentRef", "ClassRef",
                                        "POEmail",      "ShipTo",        "ShipMethodRef",
                                        "ShipAddr",     "VendorAddr",    "CustomField" };
  CflNode *row = cfl_practice_new_row (practice, name);
  CflNode *vendor = cfl_practice_ledger_find (
      practice, "Vendor", cfl_node_get_member_text (request, "VendorRef.value"));
  const char *currency = cfl_node_get_member_text (vendor, "CurrencyRef.value");
  guint digits = cfl_practice_amount_digits (practice, request);
  CflDecimal total;

  add_extra_members (row);
  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    {
      CflNode *value = cfl_node_get (request, copied[i]);

      if (cfl_node_get_kind (value) != CFL_NODE_NULL)
        cfl_node_set (row, copied[i], cfl_node_copy (value));
    }
  set_dates (practice, row, request);
  cfl_node_set (
      row, "CurrencyRef",
      cfl_practice_new_reference (currency == NULL ? practice->company->currency : currency,
                                  cfl_node_get_member_text (vendor, "CurrencyRef.name")));
  if (cfl_practice_transaction_preference (practice, "MultiCurrencyEnabled"))
    cfl_node_set (row, "ExchangeRate",
                  cfl_node_get (request, "ExchangeRate") == NULL
                      ? cfl_node_new_integer (1)
                      : cfl_node_copy (cfl_node_get (request, "ExchangeRate")));
  cfl_node_set (row, "LinkedTxn", cfl_node_new_array ());
  cfl_node_set (row, "Line", cfl_practice_lines_store (practice, request));
  set_references (practice, row, request);
  total = cfl_decimal_add (cfl_practice_lines_sum (cfl_node_get (row, "Line")),
                           cfl_practice_tax_store (practice, row, request));
  cfl_node_set (row, "TotalAmt", cfl_node_new_fixed (total, digits));
  return row;
}

/* A payment of a bill, or a bill made of a purchase order. A bill that was made of a purchase order
 * sets it free when it goes. */
static gboolean
is_linked (const char *name, CflNode *row)
{
  CflNode *links = cfl_node_get (row, "LinkedTxn");

  for (guint i = 0; i < cfl_node_get_length (links); i++)
    if (strcmp (name, "PurchaseOrder") == 0 ||
        g_strcmp0 (cfl_node_get_member_text (cfl_node_get_item (links, i), "TxnType"),
                   "PurchaseOrder") != 0)
      return TRUE;
  return FALSE;
}

gboolean
cfl_practice_transaction_delete (CflPractice *practice,
                                 const char *name,
                                 CflNode *request,
                                 CflPracticeFault *fault)
{
  const char *id = cfl_node_get_member_text (request, "Id");
  CflNode *row = cfl_practice_ledger_find (practice, name, id);

  if (row == NULL)
    return cfl_practice_fault_set (
        fault, 610, NULL,
        "Object Not Found : Something you're trying to use has been made "
        "inactive. Check the fields with accounts, customers, items, "
        "vendors or employees.");
  if (g_strcmp0 (cfl_node_get_member_text (request, "SyncToken"),
                 cfl_node_get_member_text (row, "SyncToken")) != 0)
    return cfl_practice_fault_set (fault, 5010, NULL,
                                   "Stale Object Error : You and someone else were working on this "
                                   "at the same time.");
  if (!cfl_practice_transaction_check_period (practice, row, fault))
    return FALSE;
  if (is_linked (name, row))
    return cfl_practice_fault_set (fault, 6000, NULL,
                                   "Business Validation Error: Linked transactions have to be "
                                   "unlinked before this one can be deleted.");
  if (strcmp (name, "Bill") == 0)
    cfl_practice_links_release (practice, row);
  cfl_practice_ledger_delete (practice, name, id);
  return TRUE;
}
