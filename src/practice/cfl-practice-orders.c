/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-cin7.h"
#include "cfl-practice-state.h"

#include <string.h>

static const char *const table_names[] = { "PurchaseOrders", "Contacts", "Branches", "Users",
                                           "Products" };

static void
row_clear (CflPracticeCin7Row *row)
{
  g_free (row->text);
}

CflPracticeOrders *
cfl_practice_orders_new (guint wanted)
{
  CflPracticeOrders *orders = g_new0 (CflPracticeOrders, 1);

  orders->wanted = wanted;
  for (guint i = 0; i < G_N_ELEMENTS (table_names); i++)
    {
      CflPracticeCin7Table *table = &orders->tables[i];

      table->name = table_names[i];
      table->rows = g_array_new (FALSE, TRUE, sizeof (CflPracticeCin7Row));
      g_array_set_clear_func (table->rows, (GDestroyNotify) row_clear);
      table->selections =
          g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
    }
  return orders;
}

void
cfl_practice_orders_free (CflPracticeOrders *orders)
{
  if (orders == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (table_names); i++)
    {
      g_array_unref (orders->tables[i].rows);
      g_hash_table_unref (orders->tables[i].selections);
    }
  g_free (orders);
}

guint
cfl_practice_orders_get_wanted (CflPractice *practice)
{
  return practice->orders->wanted;
}

CflPracticeCin7Table *
cfl_practice_orders_get_table (CflPractice *practice, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (table_names); i++)
    if (strcmp (table_names[i], name) == 0)
      return &practice->orders->tables[i];
  return NULL;
}

void
cfl_practice_orders_add (CflPractice *practice, const char *table_name, gint64 id, char *text)
{
  CflPracticeCin7Table *table = cfl_practice_orders_get_table (practice, table_name);
  CflPracticeCin7Row row = { id, text, FALSE };

  g_array_append_val (table->rows, row);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 first = ((const CflPracticeCin7Row *) a)->id;
  gint64 second = ((const CflPracticeCin7Row *) b)->id;

  return (first > second) - (first < second);
}

CflPracticeCin7Row *
cfl_practice_orders_find (CflPractice *practice, const char *table_name, gint64 id)
{
  CflPracticeCin7Table *table = cfl_practice_orders_get_table (practice, table_name);
  CflPracticeCin7Row wanted = { id, NULL, FALSE };
  guint index;

  return g_array_binary_search (table->rows, &wanted, compare_ids, &index)
             ? &g_array_index (table->rows, CflPracticeCin7Row, index)
             : NULL;
}

void
cfl_practice_orders_restore (CflPractice *practice, gint64 id, const char *text)
{
  CflPracticeCin7Row *row = cfl_practice_orders_find (practice, "PurchaseOrders", id);

  if (row == NULL || text == NULL)
    return;
  g_free (row->text);
  row->text = g_strdup (text);
  row->is_changed = TRUE;
  g_hash_table_remove_all (cfl_practice_orders_get_table (practice, "PurchaseOrders")->selections);
}

void
cfl_practice_orders_change (CflPractice *practice, gint64 id, const char *text)
{
  cfl_practice_orders_restore (practice, id, text);
  cfl_practice_state_put_order (practice, id, text);
}

void
cfl_practice_orders_save (CflPractice *practice)
{
  CflPracticeCin7Table *table = cfl_practice_orders_get_table (practice, "PurchaseOrders");

  for (guint i = 0; i < table->rows->len; i++)
    {
      CflPracticeCin7Row *row = &g_array_index (table->rows, CflPracticeCin7Row, i);

      if (row->is_changed)
        cfl_practice_state_put_order (practice, row->id, row->text);
    }
}
