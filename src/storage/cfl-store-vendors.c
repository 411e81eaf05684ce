/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

typedef struct {
  GPtrArray *vendors; /* (element-type CflVendor) */
  gboolean whole;     /* a vendor that is not among them is gone */
  gboolean written;
  CflRecheck recheck;
  char *insert;
} SaveData;

static void
save_data_free (gpointer user_data)
{
  SaveData *data = user_data;

  g_ptr_array_unref (data->vendors);
  cfl_recheck_clear (&data->recheck);
  g_free (data->insert);
  g_free (data);
}

static char *
make_insert (void)
{
  const CflColumns *columns = &cfl_vendor_columns;
  g_autofree char *names = cfl_columns_names (columns, "");
  g_autofree char *places = cfl_columns_places (columns->n_columns + 1);
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql,
                          "INSERT INTO vendors (%s, search_text) VALUES (%s)"
                          " ON CONFLICT (id) DO UPDATE SET missing = 0,"
                          " search_text = excluded.search_text",
                          names, places);
  for (int i = 1; i < columns->n_columns; i++)
    g_string_append_printf (sql, ", %s = excluded.%s", columns->columns[i].name,
                            columns->columns[i].name);
  return g_string_free (sql, FALSE);
}

static gboolean
matters_to_checks (const CflVendor *before, const CflVendor *now)
{
  return before == NULL || !before->active != !now->active ||
         !g_str_equal (before->currency, now->currency) ||
         !g_str_equal (before->display_name, now->display_name);
}

/* Notes the contacts that are linked to a vendor, for checking their orders again. */
static gboolean
recheck_linked (CflDatabase *self, SaveData *data, const char *vendor_id, GError **error)
{
  CflStatement *statement =
      cfl_statement_get (self, "SELECT row_id FROM contacts WHERE vendor_id = ?");

  cfl_bind_text (statement, 1, vendor_id);
  while (cfl_statement_next (statement, error))
    cfl_recheck_add (&data->recheck, cfl_read_integer (statement, 0));
  return *error == NULL;
}

static gboolean
write_vendor (CflDatabase *self, SaveData *data, const CflVendor *vendor, GError **error)
{
  g_autoptr (CflVendor) before = cfl_database_load_vendor (self, vendor->id, error);
  g_autofree char *text =
      g_strjoin ("\n", vendor->display_name, vendor->company_name, vendor->email, NULL);
  g_autofree char *folded = cfl_search_fold (text);
  CflStatement *statement;

  if (*error != NULL)
    return FALSE;
  statement = cfl_statement_get (self, data->insert);
  cfl_columns_bind (&cfl_vendor_columns, statement, 1, vendor);
  cfl_bind_text (statement, cfl_vendor_columns.n_columns + 1, folded);
  return cfl_statement_run (statement, error) &&
         (!matters_to_checks (before, vendor) || recheck_linked (self, data, vendor->id, error));
}

static gboolean
mark_missing (CflDatabase *self, SaveData *data, GError **error)
{
  g_autoptr (GHashTable) present = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  CflStatement *statement;

  for (guint i = 0; i < data->vendors->len; i++)
    g_hash_table_add (present, ((CflVendor *) g_ptr_array_index (data->vendors, i))->id);
  statement = cfl_statement_get (self, "SELECT id FROM vendors WHERE missing = 0");
  while (cfl_statement_next (statement, error))
    if (!g_hash_table_contains (present, cfl_read_text (statement, 0)))
      g_ptr_array_add (gone, g_strdup (cfl_read_text (statement, 0)));

  for (guint i = 0; *error == NULL && i < gone->len; i++)
    {
      statement = cfl_statement_get (self, "UPDATE vendors SET missing = 1 WHERE id = ?");
      cfl_bind_text (statement, 1, g_ptr_array_index (gone, i));
      if (cfl_statement_run (statement, error))
        recheck_linked (self, data, g_ptr_array_index (gone, i), error);
    }
  return *error == NULL;
}

/* The list itself is one transaction, as half a list would call vendors missing; the orders that it
 * concerns follow in chunks. */
static CflWorkResult
save_work (CflDatabase *database, gpointer user_data, GError **error)
{
  SaveData *data = user_data;
  gint64 deadline = g_get_monotonic_time () + CFL_STORE_CHUNK_MICROSECONDS;

  if (!data->written)
    {
      for (guint i = 0; i < data->vendors->len; i++)
        if (!write_vendor (database, data, g_ptr_array_index (data->vendors, i), error))
          return CFL_WORK_FAILED;
      if (data->whole && !mark_missing (database, data, error))
        return CFL_WORK_FAILED;
      data->written = TRUE;
      cfl_database_forget_company (database);
    }
  return cfl_recheck_work (database, &data->recheck, deadline, error);
}

static const CflStoreJob replace_job = { save_work, CFL_PRIORITY_WRITE, CFL_DURABILITY_PULL };
static const CflStoreJob save_job = { save_work, CFL_PRIORITY_WRITE, CFL_DURABILITY_JOURNAL };

static SaveData *
save_data_new (GPtrArray *vendors, gboolean whole)
{
  SaveData *data = g_new0 (SaveData, 1);

  data->vendors = vendors;
  data->whole = whole;
  data->insert = make_insert ();
  cfl_recheck_init (&data->recheck);
  return data;
}

void
cfl_store_replace_vendors_async (CflStore *self,
                                 GPtrArray *vendors,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  cfl_store_post (self, &replace_job, save_data_new (g_ptr_array_ref (vendors), TRUE),
                  save_data_free, cancellable, callback, user_data);
}

gboolean
cfl_store_replace_vendors_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  return cfl_store_collect (self, &replace_job, result, error) != NULL;
}

void
cfl_store_save_vendor_async (CflStore *self,
                             CflVendor *vendor,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GPtrArray *vendors = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_vendor_unref);

  g_ptr_array_add (vendors, cfl_vendor_ref (vendor));
  cfl_store_post (self, &save_job, save_data_new (vendors, FALSE), save_data_free, cancellable,
                  callback, user_data);
}

gboolean
cfl_store_save_vendor_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  return cfl_store_collect (self, &save_job, result, error) != NULL;
}

typedef struct {
  char *search;
  GPtrArray *vendors;
} ListData;

static void
list_data_free (gpointer user_data)
{
  ListData *data = user_data;

  g_free (data->search);
  g_ptr_array_unref (data->vendors);
  g_free (data);
}

static CflWorkResult
list_work (CflDatabase *database, gpointer user_data, GError **error)
{
  ListData *data = user_data;
  g_autofree char *names = cfl_columns_names (&cfl_vendor_columns, "");
  g_autofree char *sql =
      g_strdup_printf ("SELECT %s FROM vendors WHERE missing = 0 AND instr (search_text, ?) > 0"
                       " ORDER BY display_name COLLATE NOCASE, id",
                       names);
  CflStatement *statement = cfl_statement_get (database, sql);

  cfl_bind_text (statement, 1, data->search);
  while (cfl_statement_next (statement, error))
    {
      CflVendor *vendor = cfl_vendor_new ();

      cfl_columns_read (&cfl_vendor_columns, statement, 0, vendor);
      g_ptr_array_add (data->vendors, vendor);
    }
  return *error == NULL ? CFL_WORK_DONE : CFL_WORK_FAILED;
}

static const CflStoreJob list_job = { list_work, CFL_PRIORITY_READ, CFL_DURABILITY_READ };

/**
 * cfl_store_list_vendors_async:
 * @search: (nullable): a part of name, company or e-mail address
 */
void
cfl_store_list_vendors_async (CflStore *self,
                              const char *search,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  ListData *data = g_new0 (ListData, 1);

  data->search = cfl_search_fold (search != NULL ? search : "");
  g_strstrip (data->search);
  data->vendors = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_vendor_unref);
  cfl_store_post (self, &list_job, data, list_data_free, cancellable, callback, user_data);
}

GPtrArray *
cfl_store_list_vendors_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  ListData *data = cfl_store_collect (self, &list_job, result, error);

  return data != NULL ? g_ptr_array_ref (data->vendors) : NULL;
}
