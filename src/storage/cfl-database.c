/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-storage"

#include "config.h"

#include "cfl-database-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MILLISECONDS 5000
/* How many instructions of SQLite's machine run between two looks at the cancellable: about a
 * tenth of a millisecond. */
#define PROGRESS_INSTRUCTIONS 10000

static int
progress_cb (void *user_data)
{
  CflDatabase *self = user_data;

  return g_cancellable_is_cancelled (self->cancellable);
}

gboolean
cfl_database_execute (CflDatabase *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->connection, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  cfl_database_set_error (self, sqlite3_extended_errcode (self->connection), error);
  return FALSE;
}

/* The first column of the first row; 0 without a row. */
gboolean
cfl_database_get_integer (CflDatabase *self, const char *sql, gint64 *value, GError **error)
{
  CflStatement *statement = cfl_statement_get (self, sql);

  *value = cfl_statement_next (statement, error) ? cfl_read_integer (statement, 0) : 0;
  cfl_statement_reset (statement);
  return *error == NULL;
}

/* The file is made by us, so that it is never readable for others, not even for a moment; SQLite
 * gives the files beside it the same mode. */
static gboolean
prepare_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int descriptor;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    g_mkdir_with_parents (folder, 0700);
  descriptor = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    {
      g_debug ("open: %s", g_strerror (errno));
      cfl_store_set_error (cfl_store_error_for_errno (errno, CFL_STORE_ERROR_OPEN), error);
      return FALSE;
    }
  if (fchmod (descriptor, 0600) < 0)
    g_debug ("fchmod: %s", g_strerror (errno));
  close (descriptor);
  return TRUE;
}

static gboolean
set_up (CflDatabase *self, GError **error)
{
  gint64 foreign_keys;

  if (!cfl_database_execute (self,
                             "PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL;"
                             "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;"
                             "PRAGMA cache_size = -12288; PRAGMA wal_autocheckpoint = 4000;",
                             error) ||
      !cfl_database_get_integer (self, "PRAGMA foreign_keys", &foreign_keys, error))
    return FALSE;
  self->durable = TRUE;
  if (foreign_keys == 1)
    return TRUE;
  cfl_database_set_error (self, SQLITE_ERROR, error);
  return FALSE;
}

/**
 * cfl_database_open:
 *
 * Opens or creates the file (mode 0600, its folder 0700) and brings it to our schema.
 *
 * Returns: (transfer full): the connection, for one thread
 */
CflDatabase *
cfl_database_open (const char *path, GError **error)
{
  g_autoptr (CflDatabase) self = g_new0 (CflDatabase, 1);
  int code;

  self->statements =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cfl_statement_free);
  if (!prepare_file (path, error))
    return NULL;
  code = sqlite3_open_v2 (path, &self->connection,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  if (code != SQLITE_OK)
    {
      cfl_database_set_error (self, code, error);
      return NULL;
    }
  sqlite3_extended_result_codes (self->connection, 1);
  sqlite3_busy_timeout (self->connection, BUSY_TIMEOUT_MILLISECONDS);
  sqlite3_progress_handler (self->connection, PROGRESS_INSTRUCTIONS, progress_cb, self);
  if (!set_up (self, error) || !cfl_database_migrate (self, cfl_schema_steps, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
cfl_database_close (CflDatabase *self)
{
  cfl_database_forget_company (self);
  g_hash_table_unref (self->statements);
  if (self->connection != NULL)
    sqlite3_close_v2 (self->connection);
  g_free (self);
}

/* What checks look at is read again by the next check. */
void
cfl_database_forget_company (CflDatabase *self)
{
  g_clear_pointer (&self->company, cfl_company_unref);
  g_clear_pointer (&self->suppliers, g_hash_table_unref);
}

static gboolean
notice_other_programs (CflDatabase *self, GError **error)
{
  gint64 version;

  if (!cfl_database_get_integer (self, "PRAGMA data_version", &version, error))
    return FALSE;
  if (version != self->data_version)
    cfl_database_forget_company (self);
  self->data_version = version;
  return TRUE;
}

gboolean
cfl_database_begin (CflDatabase *self, CflDurability durability, GError **error)
{
  gboolean durable = durability == CFL_DURABILITY_JOURNAL;

  if (durability != CFL_DURABILITY_READ && durable != self->durable)
    {
      if (!cfl_database_execute (
              self, durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", error))
        return FALSE;
      self->durable = durable;
    }
  if (!cfl_database_execute (self, durability == CFL_DURABILITY_READ ? "BEGIN" : "BEGIN IMMEDIATE",
                             error))
    return FALSE;
  if (notice_other_programs (self, error))
    return TRUE;
  cfl_database_roll_back (self);
  return FALSE;
}

/* Brings the full-text index up to what was written. */
static gboolean
index_search (CflDatabase *self, GError **error)
{
  static const char *const steps[] = {
    "INSERT INTO order_search (order_search, rowid, search_text)"
    " SELECT 'delete', order_id, old_text FROM search_pending WHERE old_text IS NOT NULL",
    "INSERT INTO order_search (rowid, search_text)"
    " SELECT order_id, search_text FROM search_pending JOIN orders ON orders.id = order_id",
    "DELETE FROM search_pending",
  };
  gint64 pending;

  if (!cfl_database_get_integer (self, "SELECT EXISTS (SELECT 1 FROM search_pending)", &pending,
                                 error))
    return FALSE;
  for (gsize i = 0; pending != 0 && i < G_N_ELEMENTS (steps); i++)
    if (!cfl_statement_run (cfl_statement_get (self, steps[i]), error))
      return FALSE;
  return TRUE;
}

/* @wrote: something may have been written */
gboolean
cfl_database_commit (CflDatabase *self, gboolean wrote, GError **error)
{
  if ((!wrote || index_search (self, error)) && cfl_database_execute (self, "COMMIT", error))
    return TRUE;
  cfl_database_roll_back (self);
  return FALSE;
}

void
cfl_database_roll_back (CflDatabase *self)
{
  /* A full disk has rolled back by itself already. */
  if (!sqlite3_get_autocommit (self->connection))
    sqlite3_exec (self->connection, "ROLLBACK", NULL, NULL, NULL);
  cfl_database_forget_company (self);
}

gint64
cfl_database_last_id (CflDatabase *self)
{
  return sqlite3_last_insert_rowid (self->connection);
}

static gint64
read_version (CflDatabase *self, GError **error)
{
  gint64 version;

  return cfl_database_get_integer (self, "PRAGMA user_version", &version, error) ? version : -1;
}

/**
 * cfl_database_migrate:
 * @steps: NULL-terminated: the step at index n leads from version n to version n + 1
 *
 * Each step is one transaction that also sets the version, so a step that fails leaves the file as it
 * was before that step. The version is read again inside: another process may have just migrated.
 */
gboolean
cfl_database_migrate (CflDatabase *self, const char *const *steps, GError **error)
{
  gint64 last = (gint64) g_strv_length ((char **) steps);
  gint64 version = read_version (self, error);

  while (version >= 0 && version < last)
    {
      g_autofree char *finish = NULL;

      if (!cfl_database_execute (self, "BEGIN IMMEDIATE", error))
        return FALSE;
      version = read_version (self, error);
      if (version < 0 || version >= last)
        {
          cfl_database_roll_back (self);
          break;
        }
      finish = g_strdup_printf ("PRAGMA user_version = %d", (int) version + 1);
      if (!cfl_database_execute (self, steps[version], error) ||
          !cfl_database_execute (self, finish, error) || !cfl_database_commit (self, FALSE, error))
        {
          cfl_database_roll_back (self);
          return FALSE;
        }
      version++;
    }
  if (version > last)
    cfl_store_set_error (CFL_STORE_ERROR_TOO_NEW, error);
  return *error == NULL;
}
