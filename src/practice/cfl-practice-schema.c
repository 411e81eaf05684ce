/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-date.h"
#include "cfl-practice-schema.h"

#include <string.h>

/* Members of each type, "Name:kind". Kinds: s text, n number, m money, b boolean, d date, and
 * otherwise the name of a type; "[]" behind a kind makes it a list of them. */
static const struct {
  const char *type;
  const char *members;
} types[] = {
  { "Ref", "value:s name:s type:s" },
  { "MetaData", "CreateTime:s LastUpdatedTime:s" },
  { "Address", "Id:s Line1:s Line2:s Line3:s Line4:s Line5:s City:s CountrySubDivisionCode:s "
               "PostalCode:s Country:s Lat:s Long:s" },
  { "Phone", "FreeFormNumber:s" },
  { "Email", "Address:s" },
  { "Web", "URI:s" },
  { "Custom", "DefinitionId:s Name:s Type:s StringValue:s" },
  { "Linked", "TxnId:s TxnType:s TxnLineId:s" },
  { "Markup", "Percent:n" },
  { "Account", "AccountRef:Ref TaxCodeRef:Ref TaxAmount:m TaxInclusiveAmt:m ClassRef:Ref "
               "CustomerRef:Ref BillableStatus:s MarkupInfo:Markup" },
  { "Item", "ItemRef:Ref Qty:n UnitPrice:n TaxCodeRef:Ref TaxInclusiveAmt:m ClassRef:Ref "
            "CustomerRef:Ref BillableStatus:s MarkupInfo:Markup PriceLevelRef:Ref UOMRef:Ref" },
  { "Line", "Id:s LineNum:n Description:s Amount:m Received:n DetailType:s LinkedTxn:Linked[] "
            "ProjectRef:Ref AccountBasedExpenseLineDetail:Account "
            "ItemBasedExpenseLineDetail:Item" },
  { "TaxLineDetail", "TaxRateRef:Ref PercentBased:b TaxPercent:n NetAmountTaxable:m "
                     "TaxInclusiveAmount:m OverrideDeltaAmount:m" },
  { "TaxLine", "Id:s LineNum:n Amount:m DetailType:s TaxLineDetail:TaxLineDetail" },
  { "Tax", "TxnTaxCodeRef:Ref TotalTax:m TaxLine:TaxLine[]" },
  { "Vendor",
    "Id:s SyncToken:s sparse:b domain:s MetaData:MetaData DisplayName:s CompanyName:s Title:s "
    "Suffix:s GivenName:s MiddleName:s FamilyName:s PrintOnCheckName:s Active:b PrimaryPhone:Phone "
    "AlternatePhone:Phone Mobile:Phone Fax:Phone PrimaryEmailAddr:Email WebAddr:Web "
    "BillAddr:Address AcctNum:s TermRef:Ref TaxIdentifier:s Vendor1099:b CurrencyRef:Ref Balance:m "
    "BillRate:n CostRate:n Notes:s APAccountRef:Ref DefaultTaxCodeRef:Ref V4IDPseudonym:s" },
  { "Bill",
    "Id:s SyncToken:s sparse:b domain:s MetaData:MetaData VendorRef:Ref Line:Line[] "
    "APAccountRef:Ref TxnDate:d DueDate:d SalesTermRef:Ref DocNumber:s PrivateNote:s "
    "CurrencyRef:Ref ExchangeRate:n DepartmentRef:Ref GlobalTaxCalculation:s TxnTaxDetail:Tax "
    "LinkedTxn:Linked[] TotalAmt:m Balance:m HomeBalance:m VendorAddr:Address ShipAddr:Address "
    "RemitToAddr:Address TransactionLocationType:s IncludeInAnnualTPAR:b" },
  { "PurchaseOrder",
    "Id:s SyncToken:s sparse:b domain:s MetaData:MetaData VendorRef:Ref Line:Line[] "
    "APAccountRef:Ref TxnDate:d DueDate:d SalesTermRef:Ref DocNumber:s PrivateNote:s Memo:s "
    "CurrencyRef:Ref ExchangeRate:n DepartmentRef:Ref ClassRef:Ref GlobalTaxCalculation:s "
    "TxnTaxDetail:Tax LinkedTxn:Linked[] TotalAmt:m POEmail:Email EmailStatus:s POStatus:s "
    "ShipTo:Ref ShipAddr:Address VendorAddr:Address ShipMethodRef:Ref CustomField:Custom[] "
    "ExpectedDate:d FOB:s ManuallyClosed:b TaxCodeRef:Ref PrintStatus:s" },
};

typedef struct {
  CflPractice *practice;
  CflPracticeFault *fault;
} Checker;

static gboolean check_object (Checker *checker, const char *type, CflNode *node);

static const char *
find_members (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].type, type) == 0)
      return types[i].members;
  return NULL;
}

static char *
find_kind (const char *members, const char *name)
{
  gsize length = strlen (name);

  for (const char *at = members; at != NULL; at = strchr (at, ' '))
    {
      if (*at == ' ')
        at++;
      if (strncmp (at, name, length) == 0 && at[length] == ':')
        return g_strndup (at + length + 1, strcspn (at + length + 1, " "));
    }
  return NULL;
}

static gboolean
refuse_member (Checker *checker, const char *members, const char *name)
{
  g_autoptr (GString) known = g_string_new (NULL);
  g_auto (GStrv) words = g_strsplit (members, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *colon = strchr (words[i], ':');

      g_string_append_printf (known, "%s\"%.*s\"", i == 0 ? "" : ", ", (int) (colon - words[i]),
                              words[i]);
    }
  return cfl_practice_fault_set (checker->fault, 2010, NULL,
                                 "Property Name:Can not deserialize, Unrecognized field \"%s\" "
                                 "(%u known properties: %s)",
                                 name, g_strv_length (words), known->str);
}

/* Numbers are refused beyond ten digits before the point and five behind it. */
static gboolean
check_number (Checker *checker, const char *name, CflNode *node, gboolean is_money)
{
  const char *text = cfl_node_get_text (node);
  gsize before, behind = 0;

  if (cfl_node_get_kind (node) != CFL_NODE_NUMBER || strpbrk (text, "eE") != NULL)
    return cfl_practice_fault_set (checker->fault, 2090, name,
                                   "Number format is not valid. Supplied value:%s",
                                   text == NULL ? "null" : text);
  if (*text == '-')
    text++;
  before = strcspn (text, ".");
  if (text[before] == '.')
    behind = strlen (text + before + 1);
  if (before > 10 || behind > 5)
    return cfl_practice_fault_set (checker->fault, 2090, name,
                                   "Number is out of range (10.5 digits). Supplied value:%s", text);
  if (is_money && behind > 2)
    checker->practice->odd_amounts++;
  return TRUE;
}

static gboolean
check_date (Checker *checker, const char *name, CflNode *node)
{
  const char *text = cfl_node_get_text (node);
  CflDate date;

  if (cfl_node_get_kind (node) != CFL_NODE_STRING || !cfl_date_parse (text, &date))
    return cfl_practice_fault_set (checker->fault, 2060, name,
                                   "Date is not valid, expected yyyy-MM-dd. Supplied value:%s",
                                   text == NULL ? "null" : text);
  return TRUE;
}

static gboolean
check_kind (Checker *checker, const char *kind, const char *name, CflNode *node)
{
  if (cfl_node_get_kind (node) == CFL_NODE_NULL)
    return TRUE;
  if (strcmp (kind, "n") == 0 || strcmp (kind, "m") == 0)
    return check_number (checker, name, node, *kind == 'm');
  if (strcmp (kind, "d") == 0)
    return check_date (checker, name, node);
  if (strcmp (kind, "s") == 0)
    return cfl_node_get_kind (node) == CFL_NODE_STRING ||
           cfl_practice_fault_set (checker->fault, 2010, name, "Property Name:%s: expected a text",
                                   name);
  if (strcmp (kind, "b") == 0)
    return cfl_node_get_kind (node) == CFL_NODE_BOOLEAN ||
           cfl_practice_fault_set (checker->fault, 2010, name,
                                   "Property Name:%s: expected true or false", name);
  return check_object (checker, kind, node);
}

static gboolean
check_list (Checker *checker, const char *kind, const char *name, CflNode *node)
{
  g_autofree char *item_kind = g_strndup (kind, strlen (kind) - 2);

  if (cfl_node_get_kind (node) != CFL_NODE_ARRAY)
    return cfl_practice_fault_set (checker->fault, 2010, name, "Property Name:%s: expected a list",
                                   name);
  for (guint i = 0; i < cfl_node_get_length (node); i++)
    if (!check_kind (checker, item_kind, name, cfl_node_get_item (node, i)))
      return FALSE;
  return TRUE;
}

static gboolean
check_object (Checker *checker, const char *type, CflNode *node)
{
  const char *members = find_members (type);

  if (cfl_node_get_kind (node) != CFL_NODE_OBJECT)
    return cfl_practice_fault_set (checker->fault, 2010, NULL,
                                   "Property Name:Can not deserialize instance of %s", type);
  for (guint i = 0; i < cfl_node_get_length (node); i++)
    {
      const char *name = cfl_node_get_name (node, i);
      g_autofree char *kind = find_kind (members, name);

      if (kind == NULL)
        return refuse_member (checker, members, name);
      if (g_str_has_suffix (kind, "[]")
              ? !check_list (checker, kind, name, cfl_node_get_item (node, i))
              : !check_kind (checker, kind, name, cfl_node_get_item (node, i)))
        return FALSE;
    }
  return TRUE;
}

gboolean
cfl_practice_schema_check (CflPractice *practice,
                           const char *entity,
                           CflNode *request,
                           CflPracticeFault *fault)
{
  Checker checker = { practice, fault };

  return check_object (&checker, entity, request);
}
