/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-entity.h"
#include "cfl-practice-ledger.h"
#include "cfl-practice-schema.h"

#include <string.h>

/* A sparse update keeps what it does not name; a full one loses it. Lists are replaced whole. */
static CflNode *
merge (CflNode *row, CflNode *request)
{
  static const char *const derived[] = { "PurchaseEx", "Balance",   "HomeBalance",
                                         "TotalAmt",   "LinkedTxn", NULL };
  CflNode *merged = cfl_node_new_object ();

  for (guint i = 0; i < cfl_node_get_length (row); i++)
    {
      const char *name = cfl_node_get_name (row, i);

      if (!g_strv_contains (derived, name))
        cfl_node_set (merged, name, cfl_node_copy (cfl_node_get_item (row, i)));
    }
  for (guint i = 0; i < cfl_node_get_length (request); i++)
    cfl_node_set (merged, cfl_node_get_name (request, i),
                  cfl_node_copy (cfl_node_get_item (request, i)));
  return merged;
}

/* What was paid stays paid. */
static void
keep_payments (CflNode *updated, CflNode *row, guint digits)
{
  CflDecimal paid = cfl_decimal_subtract (cfl_node_get_decimal (row, "TotalAmt"),
                                          cfl_node_get_decimal (row, "Balance"));
  CflDecimal open = cfl_decimal_subtract (cfl_node_get_decimal (updated, "TotalAmt"), paid);

  cfl_node_set (updated, "Balance", cfl_node_new_fixed (open, digits));
}

/* What the update leaves of the old object: its identity, its links and when it was made. */
static void
keep_identity (CflNode *updated, CflNode *row, guint digits)
{
  static const char *const kept[] = { "Id", "SyncToken", "MetaData", "LinkedTxn", "PurchaseEx" };

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (cfl_node_get (row, kept[i]) != NULL)
      cfl_node_set (updated, kept[i], cfl_node_copy (cfl_node_get (row, kept[i])));
    else
      cfl_node_remove (updated, kept[i]);
  if (cfl_node_get (row, "Balance") != NULL)
    keep_payments (updated, row, digits);
  if (cfl_node_get (row, "POStatus") != NULL)
    cfl_node_set (updated, "POStatus", cfl_node_copy (cfl_node_get (row, "POStatus")));
}

CflNode *
cfl_practice_transaction_update (CflPractice *practice,
                                 const char *name,
                                 CflNode *request,
                                 const char *include,
                                 CflPracticeFault *fault)
{
  const char *id = cfl_node_get_member_text (request, "Id");
  CflNode *row = cfl_practice_ledger_find (practice, name, id);
  gint64 last_id = practice->ledger->last_transaction_id;
  g_autoptr (CflNode) wanted = NULL;
  g_autoptr (CflNode) updated = NULL;

  if (!cfl_practice_schema_check (practice, name, request, fault))
    return NULL;
  if (row == NULL)
    cfl_practice_fault_set (fault, 610, NULL,
                            "Object Not Found : Something you're trying to use has been made "
                            "inactive.");
  else if (g_strcmp0 (cfl_node_get_member_text (request, "SyncToken"),
                      cfl_node_get_member_text (row, "SyncToken")) != 0)
    cfl_practice_fault_set (fault, 5010, NULL,
                            "Stale Object Error : You and someone else were working on this at the "
                            "same time.");
  else
    cfl_practice_transaction_check_period (practice, row, fault);
  if (fault->code != 0)
    return NULL;
  wanted =
      cfl_node_get_flag (request, "sparse", FALSE) ? merge (row, request) : cfl_node_copy (request);
  cfl_node_remove (wanted, "sparse");
  if (!cfl_practice_transaction_check (practice, name, wanted, include, fault))
    return NULL;
  updated = cfl_practice_transaction_begin (practice, name, wanted);
  practice->ledger->last_transaction_id = last_id; /* an update takes no number */
  keep_identity (updated, row, cfl_practice_amount_digits (practice, updated));
  if (cfl_node_equal (updated, row))
    return row;
  cfl_practice_touch_row (practice, updated);
  cfl_practice_ledger_put (practice, name, cfl_node_ref (updated));
  return updated;
}
