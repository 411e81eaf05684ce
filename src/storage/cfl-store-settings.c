/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

static GHashTable *
new_settings (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static CflWorkResult
set_work (CflDatabase *database, gpointer data, GError **error)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, data);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      CflStatement *statement = cfl_statement_get (
          database, value != NULL ? "INSERT INTO settings (key, value) VALUES (?, ?)"
                                    " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
                                  : "DELETE FROM settings WHERE key = ?");

      cfl_bind_text (statement, 1, key);
      if (value != NULL)
        cfl_bind_text (statement, 2, value);
      if (!cfl_statement_run (statement, error))
        return CFL_WORK_FAILED;
    }
  cfl_database_forget_company (database);
  return CFL_WORK_DONE;
}

static const CflStoreJob set_job = { set_work, CFL_PRIORITY_WRITE, CFL_DURABILITY_JOURNAL };

/**
 * cfl_store_set_settings_async:
 * @settings: (element-type utf8 utf8): a NULL value removes the key; copied
 *
 * Writes all of them or none. Orders are not checked again: cfl_store_recheck_async() does that.
 */
void
cfl_store_set_settings_async (CflStore *self,
                              GHashTable *settings,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GHashTable *copy = new_settings ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, settings);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy, g_strdup (key), g_strdup (value));
  cfl_store_post (self, &set_job, copy, (GDestroyNotify) g_hash_table_unref, cancellable, callback,
                  user_data);
}

gboolean
cfl_store_set_settings_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  return cfl_store_collect (self, &set_job, result, error) != NULL;
}

static CflWorkResult
load_work (CflDatabase *database, gpointer data, GError **error)
{
  CflStatement *statement = cfl_statement_get (database, "SELECT key, value FROM settings");

  while (cfl_statement_next (statement, error))
    g_hash_table_insert (data, g_strdup (cfl_read_text (statement, 0)),
                         g_strdup (cfl_read_text (statement, 1)));
  return *error == NULL ? CFL_WORK_DONE : CFL_WORK_FAILED;
}

static const CflStoreJob load_job = { load_work, CFL_PRIORITY_READ, CFL_DURABILITY_READ };

void
cfl_store_load_settings_async (CflStore *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  cfl_store_post (self, &load_job, new_settings (), (GDestroyNotify) g_hash_table_unref,
                  cancellable, callback, user_data);
}

/* Returns: (transfer full): keys and values */
GHashTable *
cfl_store_load_settings_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  GHashTable *settings = cfl_store_collect (self, &load_job, result, error);

  return settings != NULL ? g_hash_table_ref (settings) : NULL;
}
