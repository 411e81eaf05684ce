/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-ledger.h"
#include "cfl-practice-state.h"

#include <string.h>

#define REPLAY_SECONDS (24 * 60 * 60)

static const struct {
  const char *name;
  const char *path;
} kinds[] = {
  { "CompanyInfo", "companyinfo" },
  { "Preferences", "preferences" },
  { "Vendor", "vendor" },
  { "Customer", "customer" },
  { "Employee", "employee" },
  { "Account", "account" },
  { "Item", "item" },
  { "Term", "term" },
  { "TaxCode", "taxcode" },
  { "TaxRate", "taxrate" },
  { "Class", "class" },
  { "Department", "department" },
  { "CompanyCurrency", "companycurrency" },
  { "Bill", "bill" },
  { "PurchaseOrder", "purchaseorder" },
  { "BillPayment", "billpayment" },
};

static void
table_free (CflPracticeTable *table)
{
  g_ptr_array_unref (table->rows);
  g_hash_table_unref (table->by_id);
  g_hash_table_unref (table->touched);
  g_free (table);
}

static void
deletion_free (CflPracticeDeletion *deletion)
{
  g_free (deletion->id);
  g_free (deletion);
}

static void
replay_free (CflPracticeReplay *replay)
{
  g_free (replay->id);
  g_free (replay->body);
  g_free (replay);
}

CflPracticeLedger *
cfl_practice_ledger_new (void)
{
  CflPracticeLedger *ledger = g_new0 (CflPracticeLedger, 1);

  ledger->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) table_free);
  ledger->deletions = g_ptr_array_new_with_free_func ((GDestroyNotify) deletion_free);
  ledger->replays =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) replay_free);
  ledger->last_transaction_id = 1000;
  ledger->last_name_id = 50;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      CflPracticeTable *table = g_new0 (CflPracticeTable, 1);

      table->name = kinds[i].name;
      table->path = kinds[i].path;
      table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_node_unref);
      table->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      table->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_ptr_array_add (ledger->tables, table);
    }
  return ledger;
}

void
cfl_practice_ledger_free (CflPracticeLedger *ledger)
{
  if (ledger == NULL)
    return;
  g_ptr_array_unref (ledger->tables);
  g_ptr_array_unref (ledger->deletions);
  g_hash_table_unref (ledger->replays);
  g_free (ledger);
}

CflPracticeTable *
cfl_practice_ledger_get_table (CflPractice *practice, const char *name)
{
  for (guint i = 0; i < practice->ledger->tables->len; i++)
    {
      CflPracticeTable *table = practice->ledger->tables->pdata[i];

      if (strcmp (table->name, name) == 0)
        return table;
    }
  return NULL;
}

CflPracticeTable *
cfl_practice_ledger_get_table_by_path (CflPractice *practice, const char *path)
{
  for (guint i = 0; i < practice->ledger->tables->len; i++)
    {
      CflPracticeTable *table = practice->ledger->tables->pdata[i];

      if (strcmp (table->path, path) == 0)
        return table;
    }
  return NULL;
}

gboolean
cfl_practice_table_is_transaction (CflPracticeTable *table)
{
  static const char *const names[] = { "Bill", "PurchaseOrder", "BillPayment", NULL };

  return g_strv_contains (names, table->name);
}

CflNode *
cfl_practice_ledger_find (CflPractice *practice, const char *name, const char *id)
{
  CflPracticeTable *table = cfl_practice_ledger_get_table (practice, name);

  return table == NULL || id == NULL ? NULL : g_hash_table_lookup (table->by_id, id);
}

/* Transactions share one counter and names another, as in QuickBooks. */
char *
cfl_practice_ledger_next_id (CflPractice *practice, const char *name)
{
  CflPracticeTable *table = cfl_practice_ledger_get_table (practice, name);
  gint64 *last = cfl_practice_table_is_transaction (table) ? &practice->ledger->last_transaction_id
                                                           : &practice->ledger->last_name_id;

  return g_strdup_printf ("%" G_GINT64_FORMAT, ++*last);
}

static void
note_id (CflPractice *practice, CflPracticeTable *table, const char *id)
{
  gint64 *last = cfl_practice_table_is_transaction (table) ? &practice->ledger->last_transaction_id
                                                           : &practice->ledger->last_name_id;
  gint64 number = g_ascii_strtoll (id, NULL, 10);

  /* Ids of nineteen digits exist for classes; they do not move the counter. */
  if (strlen (id) < 15 && number > *last)
    *last = number;
}

void
cfl_practice_ledger_put (CflPractice *practice, const char *name, CflNode *row)
{
  CflPracticeTable *table = cfl_practice_ledger_get_table (practice, name);
  const char *id = cfl_node_get_member_text (row, "Id");
  CflNode *old = g_hash_table_lookup (table->by_id, id);
  guint index;

  note_id (practice, table, id);
  if (old == row)
    cfl_node_unref (row); /* changed where it stands */
  else
    {
      g_hash_table_replace (table->by_id, g_strdup (id), row);
      if (old != NULL && g_ptr_array_find (table->rows, old, &index))
        {
          table->rows->pdata[index] = row;
          cfl_node_unref (old);
        }
      else
        g_ptr_array_add (table->rows, row);
    }
  if (practice->ledger->is_seeding)
    return;
  g_hash_table_add (table->touched, g_strdup (id));
  cfl_practice_state_put (practice, name, row);
}

void
cfl_practice_ledger_delete (CflPractice *practice, const char *name, const char *id)
{
  CflPracticeTable *table = cfl_practice_ledger_get_table (practice, name);
  CflNode *row = g_hash_table_lookup (table->by_id, id);
  g_autofree char *own_id = g_strdup (id);
  CflPracticeDeletion *deletion;

  if (row == NULL)
    return;
  deletion = g_new0 (CflPracticeDeletion, 1);
  deletion->table = table->name;
  deletion->id = g_strdup (id);
  deletion->at = cfl_practice_now (practice);
  g_ptr_array_add (practice->ledger->deletions, deletion);
  note_id (practice, table, own_id);
  g_hash_table_remove (table->by_id, own_id);
  g_ptr_array_remove (table->rows, row);
  g_hash_table_add (table->touched, g_strdup (own_id));
  cfl_practice_state_delete (practice, name, own_id);
}

void
cfl_practice_ledger_remember (CflPractice *practice, const char *request_id, const char *body)
{
  CflPracticeReplay *replay = g_new0 (CflPracticeReplay, 1);

  replay->id = g_strdup (request_id);
  replay->at = cfl_practice_now (practice);
  replay->body = g_strdup (body);
  g_hash_table_replace (practice->ledger->replays, replay->id, replay);
  cfl_practice_state_remember (practice, replay->id, replay->at, body);
}

/* The bytes of the first answer, or NULL when the id is new or its time is over. */
const char *
cfl_practice_ledger_replay (CflPractice *practice, const char *request_id)
{
  CflPracticeReplay *replay = g_hash_table_lookup (practice->ledger->replays, request_id);

  if (replay == NULL || cfl_practice_now (practice) - replay->at >= REPLAY_SECONDS)
    return NULL;
  return replay->body;
}
