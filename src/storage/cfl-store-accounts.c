/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

static CflWorkResult
replace_work (CflDatabase *database, gpointer user_data, GError **error)
{
  GPtrArray *accounts = user_data;
  g_autofree char *names = cfl_columns_names (&cfl_account_columns, "");
  g_autofree char *places = cfl_columns_places (cfl_account_columns.n_columns);
  g_autofree char *sql =
      g_strdup_printf ("INSERT OR REPLACE INTO accounts (%s) VALUES (%s)", names, places);

  if (!cfl_database_execute (database, "DELETE FROM accounts", error))
    return CFL_WORK_FAILED;
  for (guint i = 0; i < accounts->len; i++)
    {
      CflStatement *statement = cfl_statement_get (database, sql);

      cfl_columns_bind (&cfl_account_columns, statement, 1, g_ptr_array_index (accounts, i));
      if (!cfl_statement_run (statement, error))
        return CFL_WORK_FAILED;
    }
  cfl_database_forget_company (database);
  return CFL_WORK_DONE;
}

static const CflStoreJob replace_job = { replace_work, CFL_PRIORITY_WRITE, CFL_DURABILITY_PULL };

/**
 * cfl_store_replace_accounts_async:
 * @accounts: (element-type CflAccount): not changed until the call ends
 *
 * Orders are not checked again: an account may concern all of them, and
 * cfl_store_recheck_async() follows a refresh anyway.
 */
void
cfl_store_replace_accounts_async (CflStore *self,
                                  GPtrArray *accounts,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  cfl_store_post (self, &replace_job, g_ptr_array_ref (accounts),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

gboolean
cfl_store_replace_accounts_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  return cfl_store_collect (self, &replace_job, result, error) != NULL;
}
