/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-ledger.h"
#include "cfl-practice-query-parser.h"
#include "cfl-practice-query.h"

#include <string.h>

typedef enum {
  PROPERTY_TEXT,
  PROPERTY_ID,
  PROPERTY_REFERENCE,
  PROPERTY_NUMBER,
  PROPERTY_DATE,
  PROPERTY_TIME,
  PROPERTY_BOOLEAN
} PropertyKind;

/* What may stand in WHERE and ORDERBY. Each text begins with the letter of its kind, in the order
 * of PropertyKind: t, i, r, n, d, s, b. Times of MetaData go for every entity. */
static const struct {
  const char *entity;
  const char *properties;
} queryable[] = {
  { "Vendor", "iId tDisplayName tCompanyName tGivenName tMiddleName tFamilyName tSuffix "
              "tPrintOnCheckName bActive nBalance" },
  { "Customer", "iId tDisplayName tCompanyName tGivenName tFamilyName bActive" },
  { "Employee", "iId tDisplayName tGivenName tFamilyName bActive" },
  { "Account",
    "iId tName tFullyQualifiedName tAcctNum tAccountType tAccountSubType tClassification "
    "bActive nCurrentBalance bSubAccount rParentRef" },
  { "Item", "iId tName tFullyQualifiedName tSku tType bActive nUnitPrice nPurchaseCost" },
  { "Term", "iId tName tType bActive nDueDays" },
  { "TaxCode", "iId tName tDescription bActive" },
  { "TaxRate", "iId tName bActive" },
  { "Class", "iId tName tFullyQualifiedName bActive" },
  { "Department", "iId tName tFullyQualifiedName bActive" },
  { "CompanyCurrency", "iId tName tCode bActive" },
  { "CompanyInfo", "iId" },
  { "Preferences", "iId" },
  { "Bill", "iId tDocNumber rVendorRef dTxnDate dDueDate rAPAccountRef rSalesTermRef nTotalAmt "
            "nBalance" },
  { "PurchaseOrder", "iId tDocNumber dTxnDate dDueDate" },
  { "BillPayment", "iId tDocNumber rVendorRef dTxnDate nTotalAmt" },
};

static gboolean
find_property (const char *properties, const char *name, PropertyKind *kind)
{
  static const char letters[] = "tirndsb";
  g_auto (GStrv) words = g_strsplit (properties, " ", -1);

  if (strcmp (name, "MetaData.CreateTime") == 0 || strcmp (name, "MetaData.LastUpdatedTime") == 0)
    {
      *kind = PROPERTY_TIME;
      return TRUE;
    }
  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0' && strcmp (words[i] + 1, name) == 0)
      {
        *kind = (PropertyKind) (strchr (letters, words[i][0]) - letters);
        return TRUE;
      }
  return FALSE;
}

/* Properties that exist but cannot be asked for get a sentence of their own. */
static gboolean
refuse_property (CflPracticeFault *fault, const char *entity, const char *name)
{
  static const char *const existing[] = { "PrivateNote", "DepartmentRef", "Line",
                                          "AccountRef",  "CustomerRef",   "Memo",
                                          "POStatus",    "VendorRef",     "TotalAmt",
                                          "LinkedTxn",   "CurrencyRef",   "ExchangeRate",
                                          "AcctNum",     "BillAddr",      "PrimaryEmailAddr",
                                          NULL };

  if (g_strv_contains (existing, name))
    return cfl_practice_fault_set (fault, 4001, NULL,
                                   "QueryValidationError: property '%s' is not queryable", name);
  return cfl_practice_fault_set (
      fault, 4001, NULL, "QueryValidationError: Property %s not found for Entity %s", name, entity);
}

static const char *
get_value (CflNode *row, const char *property, PropertyKind kind)
{
  CflNode *member = cfl_node_get_path (row, property);

  if (kind == PROPERTY_REFERENCE)
    return cfl_node_get_member_text (member, "value");
  if (kind == PROPERTY_BOOLEAN)
    return cfl_node_get_boolean (member) ? "true" : "false";
  return cfl_node_get_text (member);
}

static int
compare_times (const char *a, const char *b)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) first = g_date_time_new_from_iso8601 (a, utc);
  g_autoptr (GDateTime) second = g_date_time_new_from_iso8601 (b, utc);

  if (first == NULL || second == NULL)
    return strcmp (a, b);
  return g_date_time_compare (first, second);
}

static int
compare_values (PropertyKind kind, const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return (a != NULL) - (b != NULL);
  switch (kind)
    {
    case PROPERTY_TIME:
      return compare_times (a, b);
    case PROPERTY_ID:
    case PROPERTY_REFERENCE:
    case PROPERTY_NUMBER:
      {
        CflDecimal first, second;

        if (cfl_decimal_parse (a, &first, NULL) && cfl_decimal_parse (b, &second, NULL))
          return cfl_decimal_compare (first, second);
        return strcmp (a, b);
      }
    case PROPERTY_TEXT:
    case PROPERTY_DATE:
    case PROPERTY_BOOLEAN:
    default:
      return strcmp (a, b);
    }
}

/* Texts are equal without regard to case, as its database compares them. */
static gboolean
is_equal (PropertyKind kind, const char *value, const char *wanted)
{
  if (value == NULL)
    return strcmp (wanted, " ") == 0; /* how the language writes null */
  if (kind == PROPERTY_TEXT)
    {
      g_autofree char *a = g_utf8_casefold (value, -1);
      g_autofree char *b = g_utf8_casefold (wanted, -1);

      return strcmp (a, b) == 0;
    }
  return compare_values (kind, value, wanted) == 0;
}

static gboolean
is_like (const char *value, const char *pattern)
{
  g_autofree char *folded = g_utf8_casefold (value, -1);
  g_autofree char *folded_pattern = g_utf8_casefold (pattern, -1);
  g_auto (GStrv) parts = g_strsplit (folded_pattern, "%", -1);
  guint last = g_strv_length (parts) - 1;
  const char *at = folded;

  if (last == 0)
    return strcmp (folded, folded_pattern) == 0;
  if (!g_str_has_prefix (at, parts[0]))
    return FALSE;
  at += strlen (parts[0]);
  for (guint i = 1; i < last; i++)
    {
      const char *found = strstr (at, parts[i]);

      if (found == NULL)
        return FALSE;
      at = found + strlen (parts[i]);
    }
  return g_str_has_suffix (at, parts[last]);
}

static gboolean
holds (CflPracticeCondition *condition, PropertyKind kind, CflNode *row)
{
  const char *value = get_value (row, condition->property, kind);
  const char *wanted = condition->values->pdata[0];

  switch (condition->relation)
    {
    case CFL_PRACTICE_OPERATOR_IN:
      for (guint i = 0; i < condition->values->len; i++)
        if (is_equal (kind, value, condition->values->pdata[i]))
          return TRUE;
      return FALSE;
    case CFL_PRACTICE_OPERATOR_LIKE:
      return value != NULL && is_like (value, wanted);
    case CFL_PRACTICE_OPERATOR_LESS:
      return value != NULL && compare_values (kind, value, wanted) < 0;
    case CFL_PRACTICE_OPERATOR_LESS_OR_EQUAL:
      return value != NULL && compare_values (kind, value, wanted) <= 0;
    case CFL_PRACTICE_OPERATOR_GREATER:
      return value != NULL && compare_values (kind, value, wanted) > 0;
    case CFL_PRACTICE_OPERATOR_GREATER_OR_EQUAL:
      return value != NULL && compare_values (kind, value, wanted) >= 0;
    case CFL_PRACTICE_OPERATOR_EQUAL:
    default:
      return is_equal (kind, value, wanted);
    }
}

static gboolean
check_properties (CflPracticeQuery *query, const char *properties, CflPracticeFault *fault)
{
  PropertyKind kind;

  for (guint i = 0; i < query->conditions->len; i++)
    {
      CflPracticeCondition *condition = query->conditions->pdata[i];

      if (!find_property (properties, condition->property, &kind))
        return refuse_property (fault, query->entity, condition->property);
      if (kind == PROPERTY_DATE || kind == PROPERTY_TIME)
        for (guint n = 0; n < condition->values->len; n++)
          if (!g_ascii_isdigit (*(const char *) condition->values->pdata[n]))
            return cfl_practice_fault_set (fault, 4001, NULL,
                                           "QueryValidationError: value %s is not a date",
                                           (const char *) condition->values->pdata[n]);
    }
  if (query->order_by != NULL && !find_property (properties, query->order_by, &kind))
    return refuse_property (fault, query->entity, query->order_by);
  return TRUE;
}

static GPtrArray *
select_rows (CflPractice *practice, CflPracticeQuery *query, const char *properties)
{
  CflPracticeTable *table = cfl_practice_ledger_get_table (practice, query->entity);
  GPtrArray *rows = g_ptr_array_new ();
  gboolean asks_for_active = FALSE;

  for (guint i = 0; i < query->conditions->len; i++)
    {
      CflPracticeCondition *condition = query->conditions->pdata[i];

      if (strcmp (condition->property, "Active") == 0)
        asks_for_active = TRUE;
    }
  for (guint i = 0; i < table->rows->len; i++)
    {
      CflNode *row = table->rows->pdata[i];
      gboolean fits = asks_for_active || cfl_node_get_flag (row, "Active", TRUE);

      for (guint n = 0; fits && n < query->conditions->len; n++)
        {
          CflPracticeCondition *condition = query->conditions->pdata[n];
          PropertyKind kind = PROPERTY_TEXT;

          find_property (properties, condition->property, &kind);
          fits = holds (condition, kind, row);
        }
      if (fits)
        g_ptr_array_add (rows, row);
    }
  return rows;
}

typedef struct {
  const char *property;
  PropertyKind kind;
  int direction;
} Sort;

static gint
compare_rows (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Sort *sort = user_data;
  CflNode *first = *(CflNode *const *) a;
  CflNode *second = *(CflNode *const *) b;

  return sort->direction * compare_values (sort->kind,
                                           get_value (first, sort->property, sort->kind),
                                           get_value (second, sort->property, sort->kind));
}

/* Without ORDERBY: names by their bytes, transactions by their last change, the latest first. */
static void
sort_rows (CflPractice *practice, CflPracticeQuery *query, const char *properties, GPtrArray *rows)
{
  CflPracticeTable *table = cfl_practice_ledger_get_table (practice, query->entity);
  Sort sort = { query->order_by, PROPERTY_TEXT, query->is_descending ? -1 : 1 };

  if (sort.property != NULL)
    find_property (properties, sort.property, &sort.kind);
  else if (cfl_practice_table_is_transaction (table))
    sort = (Sort){ "MetaData.LastUpdatedTime", PROPERTY_TIME, -1 };
  else
    {
      PropertyKind kind;
      gboolean has_display_name = find_property (properties, "DisplayName", &kind);

      sort.property = has_display_name ? "DisplayName" : "Name";
    }
  g_ptr_array_sort_with_data (rows, compare_rows, &sort);
}

CflNode *
cfl_practice_query_run (CflPractice *practice, const char *text, CflPracticeFault *fault)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CflPracticeQuery) query = cfl_practice_query_parse (text, &error);
  g_autoptr (GPtrArray) rows = NULL;
  const char *properties = NULL;
  CflNode *answer;
  CflNode *items;

  if (query == NULL)
    {
      cfl_practice_fault_set (fault, (guint) error->code, NULL, "%s", error->message);
      return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (queryable); i++)
    if (strcmp (queryable[i].entity, query->entity) == 0)
      properties = queryable[i].properties;
  if (properties == NULL)
    {
      cfl_practice_fault_set (fault, 4001, NULL,
                              "QueryValidationError: Metadata not found for Entity %s",
                              query->entity);
      return NULL;
    }
  if (!check_properties (query, properties, fault))
    return NULL;
  rows = select_rows (practice, query, properties);
  answer = cfl_node_new_object ();
  if (query->is_count)
    {
      cfl_node_set_integer (answer, "totalCount", rows->len);
      return answer;
    }
  sort_rows (practice, query, properties, rows);
  items = cfl_node_new_array ();
  for (gint64 i = query->start_position - 1;
       i < (gint64) rows->len && cfl_node_get_length (items) < query->max_results; i++)
    cfl_node_append (items, cfl_node_ref (rows->pdata[i]));
  if (cfl_node_get_length (items) == 0)
    {
      cfl_node_unref (items);
      return answer;
    }
  cfl_node_set_integer (answer, "startPosition", query->start_position);
  cfl_node_set_integer (answer, "maxResults", cfl_node_get_length (items));
  cfl_node_set (answer, query->entity, items);
  return answer;
}
