/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-entity.h"
#include "cfl-practice-ledger.h"

#include <string.h>

gboolean
cfl_practice_check_length (CflNode *request, const char *name, guint max, CflPracticeFault *fault)
{
  const char *text = cfl_node_get_member_text (request, name);
  glong length = text == NULL ? 0 : g_utf8_strlen (text, -1);

  if (length <= (glong) max)
    return TRUE;
  return cfl_practice_fault_set (fault, 2050, name, "Min:0 Max:%u supported. Supplied length:%ld",
                                 max, length);
}

/* QuickBooks names the kinds of a broken reference by the tables of its own database. */
static const char *
element_name (const char *table)
{
  if (strcmp (table, "Account") == 0)
    return "Accounts";
  if (strcmp (table, "Class") == 0)
    return "Klasses";
  if (strcmp (table, "Department") == 0)
    return "Depts";
  if (strcmp (table, "Vendor") == 0 || strcmp (table, "Customer") == 0)
    return "Names";
  return table;
}

/* The live row that the reference names; NULL with a fault if there is none. */
CflNode *
cfl_practice_find_reference (CflPractice *practice,
                             CflNode *node,
                             const char *member,
                             const char *table,
                             CflPracticeFault *fault)
{
  const char *id = cfl_node_get_member_text (cfl_node_get (node, member), "value");
  CflNode *row = cfl_practice_ledger_find (practice, table, id);

  if (row != NULL && cfl_node_get_flag (row, "Active", TRUE))
    return row;
  if (row != NULL)
    cfl_practice_fault_set (
        fault, 610, member,
        "Object Not Found : Something you're trying to use has been made inactive. Check the fields "
        "with accounts, customers, items, vendors or employees.");
  else
    cfl_practice_fault_set (fault, 2500, member,
                            "Invalid Reference Id : %s element id %s not found",
                            element_name (table), id == NULL ? "null" : id);
  return NULL;
}

CflNode *
cfl_practice_new_reference (const char *value, const char *name)
{
  CflNode *reference = cfl_node_new_object ();

  cfl_node_set_text (reference, "value", value);
  if (name != NULL)
    cfl_node_set_text (reference, "name", name);
  return reference;
}

/* A row with the members that every stored object begins with. */
CflNode *
cfl_practice_new_row (CflPractice *practice, const char *table)
{
  CflNode *row = cfl_node_new_object ();
  CflNode *meta = cfl_node_new_object ();
  g_autofree char *id = cfl_practice_ledger_next_id (practice, table);
  g_autofree char *time = cfl_practice_time_text (cfl_practice_now (practice), FALSE);

  cfl_node_set_text (row, "domain", "QBO");
  cfl_node_set_boolean (row, "sparse", FALSE);
  cfl_node_set_text (row, "Id", id);
  cfl_node_set_text (row, "SyncToken", "0");
  cfl_node_set_text (meta, "CreateTime", time);
  cfl_node_set_text (meta, "LastUpdatedTime", time);
  cfl_node_set (row, "MetaData", meta);
  return row;
}

/* The next SyncToken and the time of the change. */
void
cfl_practice_touch_row (CflPractice *practice, CflNode *row)
{
  gint64 token = cfl_node_get_integer (row, "SyncToken", 0);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, token + 1);
  g_autofree char *time = cfl_practice_time_text (cfl_practice_now (practice), FALSE);

  cfl_node_set_text (row, "SyncToken", text);
  cfl_node_set_text (cfl_node_get (row, "MetaData"), "LastUpdatedTime", time);
}

/* Digits behind the point in the currency of the request. */
guint
cfl_practice_amount_digits (CflPractice *practice, CflNode *request)
{
  const char *currency = cfl_node_get_member_text (request, "CurrencyRef.value");

  return cfl_currency_digits (currency == NULL ? practice->company->currency : currency);
}
