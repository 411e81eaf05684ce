/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-database-private.h"

/**
 * cfl_statement_find:
 *
 * Returns: (transfer none) (nullable): the statement that got its name by cfl_statement_name(),
 *   without values; for statements whose text is put together and that run often
 */
CflStatement *
cfl_statement_find (CflDatabase *self, const char *name)
{
  CflStatement *statement = g_hash_table_lookup (self->statements, name);

  if (statement == NULL || statement->handle == NULL)
    return NULL;
  cfl_statement_reset (statement);
  return statement;
}

/* Returns: (transfer none): as cfl_statement_get(), to be found by name from now on */
CflStatement *
cfl_statement_name (CflDatabase *self, const char *name, const char *sql)
{
  CflStatement *statement = g_hash_table_lookup (self->statements, name);

  if (statement == NULL)
    {
      statement = g_new0 (CflStatement, 1);
      statement->database = self;
      g_hash_table_insert (self->statements, g_strdup (name), statement);
    }
  if (statement->handle == NULL)
    statement->code = sqlite3_prepare_v3 (self->connection, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                          &statement->handle, NULL);
  return statement;
}

/**
 * cfl_statement_get:
 *
 * Returns: (transfer none): the statement, prepared once a connection, without values. Where the
 *   preparing failed, running it gives the error.
 */
CflStatement *
cfl_statement_get (CflDatabase *self, const char *sql)
{
  CflStatement *statement = cfl_statement_find (self, sql);

  return statement != NULL ? statement : cfl_statement_name (self, sql, sql);
}

void
cfl_statement_free (CflStatement *self)
{
  sqlite3_finalize (self->handle);
  g_free (self);
}

static void
note (CflStatement *self, int code)
{
  if (self->code == SQLITE_OK)
    self->code = code;
}

void
cfl_bind_integer (CflStatement *self, int index, gint64 value)
{
  note (self, sqlite3_bind_int64 (self->handle, index, value));
}

/* NULL is bound as the empty text: no text column of ours is NULL. */
void
cfl_bind_text (CflStatement *self, int index, const char *text)
{
  note (self,
        sqlite3_bind_text (self->handle, index, text != NULL ? text : "", -1, SQLITE_TRANSIENT));
}

/* A date that is not set is the empty text, which sorts first. */
void
cfl_bind_date (CflStatement *self, int index, CflDate date)
{
  g_autofree char *text = cfl_date_is_set (date) ? cfl_date_to_text (date) : NULL;

  cfl_bind_text (self, index, text);
}

void
cfl_bind_decimal (CflStatement *self, int index, CflDecimal decimal)
{
  g_autofree char *text = cfl_decimal_to_text (decimal);

  cfl_bind_text (self, index, text);
}

void
cfl_bind_bytes (CflStatement *self, int index, gconstpointer data, gsize length)
{
  note (self, sqlite3_bind_blob64 (self->handle, index, length > 0 ? data : "", length,
                                   SQLITE_TRANSIENT));
}

void
cfl_bind_null (CflStatement *self, int index)
{
  note (self, sqlite3_bind_null (self->handle, index));
}

/**
 * cfl_statement_next:
 *
 * Returns: whether there is a row to read. At the end, and at an error, which sets @error, the
 *   statement is reset.
 */
gboolean
cfl_statement_next (CflStatement *self, GError **error)
{
  int code = self->code;

  if (code == SQLITE_OK)
    code = sqlite3_step (self->handle);
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    cfl_database_set_error (self->database, code, error);
  cfl_statement_reset (self);
  return FALSE;
}

/* Runs a statement whose rows, if any, do not matter. */
gboolean
cfl_statement_run (CflStatement *self, GError **error)
{
  while (cfl_statement_next (self, error))
    continue;
  return *error == NULL;
}

void
cfl_statement_reset (CflStatement *self)
{
  if (self->handle == NULL)
    return; /* it could not be prepared; sqlite3_clear_bindings() does not take NULL */
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  self->code = SQLITE_OK;
}

gint64
cfl_read_integer (CflStatement *self, int index)
{
  return sqlite3_column_int64 (self->handle, index);
}

/* Returns: (transfer none): valid until the next row */
const char *
cfl_read_text (CflStatement *self, int index)
{
  const char *text = (const char *) sqlite3_column_text (self->handle, index);

  return text != NULL ? text : "";
}

CflDate
cfl_read_date (CflStatement *self, int index)
{
  CflDate date = CFL_DATE_UNSET;

  return cfl_date_parse (cfl_read_text (self, index), &date) ? date : CFL_DATE_UNSET;
}

CflDecimal
cfl_read_decimal (CflStatement *self, int index)
{
  return cfl_decimal_from_text (cfl_read_text (self, index));
}

GBytes *
cfl_read_bytes (CflStatement *self, int index)
{
  gconstpointer data = sqlite3_column_blob (self->handle, index);

  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->handle, index));
}
