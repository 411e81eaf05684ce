/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-cin7.h"

#include <string.h>

#define MAX_BATCH 250

/* Status words that the API lets a caller write; it can neither set Imported nor Error. */
static gboolean
is_writable_status (CflNode *status)
{
  const char *text = cfl_node_get_text (status);

  return text != NULL &&
         (g_ascii_strcasecmp (text, "DoNotImport") == 0 || strcmp (text, "-2") == 0 ||
          g_ascii_strcasecmp (text, "NotImported") == 0 || strcmp (text, "0") == 0);
}

static const char *
find_refusal (CflPracticeCin7Row *row, CflNode *change, CflNode *order)
{
  CflNode *status = cfl_node_get_path (change, "accountingAttributes.accountingImportStatus");

  if (row == NULL)
    return "Purchase order was not found.";
  if (status != NULL && !is_writable_status (status))
    return "Accounting import status cannot be set to this value.";
  if (cfl_node_get_flag (order, "isVoid", FALSE) &&
      cfl_node_get_kind (cfl_node_get (change, "isVoid")) == CFL_NODE_BOOLEAN &&
      !cfl_node_get_flag (change, "isVoid", TRUE))
    return "A voided purchase order cannot be changed back.";
  return NULL;
}

/* Missing and null leave a member alone; an empty text clears it. */
static void
merge (CflNode *order, CflNode *change)
{
  for (guint i = 0; i < cfl_node_get_length (change); i++)
    {
      const char *name = cfl_node_get_name (change, i);
      CflNode *value = cfl_node_get_item (change, i);

      if (cfl_node_get_kind (value) == CFL_NODE_NULL || strcmp (name, "id") == 0)
        continue;
      if (cfl_node_get_kind (value) == CFL_NODE_OBJECT && cfl_node_get (order, name) != NULL)
        merge (cfl_node_get (order, name), value);
      else
        cfl_node_set (order, name, cfl_node_copy (value));
    }
}

static CflNode *
put_one (CflPractice *practice, guint index, CflNode *change)
{
  gint64 id = cfl_node_get_integer (change, "id", 0);
  CflPracticeCin7Row *row = cfl_practice_orders_find (practice, "PurchaseOrders", id);
  g_autoptr (CflNode) order = row == NULL ? NULL : cfl_node_parse (row->text, -1, NULL);
  const char *refusal = find_refusal (row, change, order);
  CflNode *result = cfl_node_new_object ();
  CflNode *errors = cfl_node_new_array ();

  cfl_node_set_integer (result, "index", index);
  cfl_node_set_boolean (result, "success", refusal == NULL);
  cfl_node_set_integer (result, "id", refusal == NULL ? id : 0);
  cfl_node_set_text (result, "code",
                     refusal == NULL ? cfl_node_get_member_text (order, "reference") : "");
  if (refusal != NULL)
    cfl_node_append (errors, cfl_node_new_string (refusal));
  else
    {
      g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (cfl_practice_now (practice));
      g_autofree char *stamp = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
      g_autofree char *text = NULL;

      merge (order, change);
      cfl_node_set_text (order, "modifiedDate", stamp);
      text = cfl_node_to_text (order);
      cfl_practice_orders_change (practice, id, text);
    }
  cfl_node_set (result, "errors", errors);
  return result;
}

void
cfl_practice_cin7_put (CflPracticeCall *call)
{
  g_autoptr (CflNode) changes = cfl_node_parse (call->body, (gssize) call->length, NULL);
  g_autoptr (CflNode) results = cfl_node_new_array ();
  g_autofree char *text = NULL;

  if (cfl_node_get_kind (changes) != CFL_NODE_ARRAY)
    {
      cfl_practice_call_answer (call, 400, "application/json; charset=utf-8",
                                "{\"message\":\"The request is invalid.\"}");
      return;
    }
  if (cfl_node_get_length (changes) > MAX_BATCH)
    {
      cfl_practice_call_answer (call, 400, "application/json; charset=utf-8",
                                "\"Batch limit is 250.\"");
      return;
    }
  for (guint i = 0; i < cfl_node_get_length (changes); i++)
    cfl_node_append (results, put_one (call->practice, i, cfl_node_get_item (changes, i)));
  text = cfl_node_to_text (results);
  cfl_practice_call_answer (call, 200, "application/json; charset=utf-8", text);
}
