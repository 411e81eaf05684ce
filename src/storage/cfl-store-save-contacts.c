/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

typedef struct {
  GPtrArray *contacts; /* (element-type CflContact) */
  guint next;
  CflSaveCounts counts;
  CflRecheck recheck;
  char *insert;
} SaveData;

static void
save_data_free (gpointer user_data)
{
  SaveData *data = user_data;

  g_ptr_array_unref (data->contacts);
  cfl_recheck_clear (&data->recheck);
  g_free (data->insert);
  g_free (data);
}

static char *
hash_contact (const CflContact *contact)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);

  cfl_columns_hash (&cfl_contact_columns, checksum, contact);
  return g_strdup (g_checksum_get_string (checksum));
}

static gint64
find_contact (CflDatabase *self, const char *source_id, gboolean *fetched, GError **error)
{
  CflStatement *statement =
      cfl_statement_get (self, "SELECT row_id, fetched FROM contacts WHERE source_id = ?");
  gint64 id = 0;

  cfl_bind_text (statement, 1, source_id);
  if (cfl_statement_next (statement, error))
    {
      id = cfl_read_integer (statement, 0);
      *fetched = cfl_read_integer (statement, 1) != 0;
    }
  cfl_statement_reset (statement);
  return id;
}

static gboolean
is_same (CflDatabase *self, gint64 id, const CflContact *contact, GError **error)
{
  g_autoptr (CflContact) known = cfl_database_load_contact (self, id, error);
  g_autofree char *known_hash = known != NULL ? hash_contact (known) : NULL;
  g_autofree char *hash = hash_contact (contact);

  return g_strcmp0 (known_hash, hash) == 0;
}

/* The link is ours and is not touched. */
static gboolean
save_contact (CflDatabase *self, SaveData *data, const CflContact *contact, GError **error)
{
  gboolean fetched = FALSE;
  gint64 id = find_contact (self, contact->source_id, &fetched, error);
  g_autofree char *text = g_strjoin ("\n", contact->name, contact->email, contact->first_name,
                                     contact->last_name, NULL);
  g_autofree char *folded = cfl_search_fold (text);
  CflStatement *statement;
  gboolean same;

  if (*error != NULL)
    return FALSE;
  same = id != 0 && fetched && is_same (self, id, contact, error);
  if (*error != NULL)
    return FALSE;
  if (same)
    {
      data->counts.unchanged++;
      return TRUE;
    }
  statement = cfl_statement_get (self, data->insert);
  cfl_columns_bind (&cfl_contact_columns, statement, 1, contact);
  cfl_bind_text (statement, cfl_contact_columns.n_columns + 1, folded);
  if (!cfl_statement_run (statement, error))
    return FALSE;
  if (id == 0)
    data->counts.added++;
  else
    {
      data->counts.changed++;
      cfl_recheck_add (&data->recheck, id);
    }
  return TRUE;
}

static CflWorkResult
save_work (CflDatabase *database, gpointer user_data, GError **error)
{
  SaveData *data = user_data;
  gint64 deadline = g_get_monotonic_time () + CFL_STORE_CHUNK_MICROSECONDS;

  for (; data->next < data->contacts->len; data->next++)
    {
      if (g_get_monotonic_time () > deadline)
        {
          cfl_database_forget_company (database);
          return CFL_WORK_AGAIN;
        }
      if (!save_contact (database, data, g_ptr_array_index (data->contacts, data->next), error))
        return CFL_WORK_FAILED;
    }
  if (data->recheck.cursor == 0)
    cfl_database_forget_company (database);
  return cfl_recheck_work (database, &data->recheck, deadline, error);
}

static const CflStoreJob save_job = { save_work, CFL_PRIORITY_WRITE, CFL_DURABILITY_PULL };

static char *
make_insert (void)
{
  const CflColumns *columns = &cfl_contact_columns;
  g_autofree char *names = cfl_columns_names (columns, "");
  g_autofree char *places = cfl_columns_places (columns->n_columns + 1);
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql,
                          "INSERT INTO contacts (%s, search_text, fetched) VALUES (%s, 1)"
                          " ON CONFLICT (source_id) DO UPDATE SET fetched = 1,"
                          " search_text = excluded.search_text",
                          names, places);
  for (int i = 0; i < columns->n_columns; i++)
    g_string_append_printf (sql, ", %s = excluded.%s", columns->columns[i].name,
                            columns->columns[i].name);
  return g_string_free (sql, FALSE);
}

void
cfl_store_save_contacts_async (CflStore *self,
                               GPtrArray *contacts,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  SaveData *data = g_new0 (SaveData, 1);

  data->contacts = g_ptr_array_ref (contacts);
  data->insert = make_insert ();
  cfl_recheck_init (&data->recheck);
  cfl_store_post (self, &save_job, data, save_data_free, cancellable, callback, user_data);
}

gboolean
cfl_store_save_contacts_finish (CflStore *self,
                                GAsyncResult *result,
                                CflSaveCounts *counts,
                                GError **error)
{
  SaveData *data = cfl_store_collect (self, &save_job, result, error);

  if (data != NULL && counts != NULL)
    *counts = data->counts;
  return data != NULL;
}

static CflWorkResult
missing_work (CflDatabase *database, gpointer data, GError **error)
{
  CflStatement *statement = cfl_statement_get (
      database, "SELECT source_id FROM contacts WHERE fetched = 0 ORDER BY row_id");

  while (cfl_statement_next (statement, error))
    g_ptr_array_add (data, g_strdup (cfl_read_text (statement, 0)));
  return *error == NULL ? CFL_WORK_DONE : CFL_WORK_FAILED;
}

static const CflStoreJob missing_job = { missing_work, CFL_PRIORITY_READ, CFL_DURABILITY_READ };

void
cfl_store_list_missing_contacts_async (CflStore *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  cfl_store_post (self, &missing_job, g_ptr_array_new_with_free_func (g_free),
                  (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
cfl_store_list_missing_contacts_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  GPtrArray *ids = cfl_store_collect (self, &missing_job, result, error);

  return ids != NULL ? g_ptr_array_ref (ids) : NULL;
}
