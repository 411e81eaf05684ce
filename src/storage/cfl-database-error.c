/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What went wrong with the file, in one sentence for the user. SQLite's own words go to the log. */

#define G_LOG_DOMAIN "cfl-storage"

#include "config.h"

#include "cfl-database-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (cfl_store_error_quark, cfl_store_error)

/* @otherwise is for what says nothing more. */
CflStoreError
cfl_store_error_for_errno (int number, CflStoreError otherwise)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
      return CFL_STORE_ERROR_FULL;
    case EROFS:
      return CFL_STORE_ERROR_READ_ONLY;
    case EIO:
    case ENXIO:
      return CFL_STORE_ERROR_DISK;
    default:
      return otherwise;
    }
}

/* A page that the disk does not give back counts for SQLite as damaged (SQLITE_IOERR_CORRUPTFS), and
 * nobody should restore a backup for that. */
static int
last_errno (CflDatabase *self)
{
  int number = 0;

  sqlite3_file_control (self->connection, "main", SQLITE_FCNTL_LAST_ERRNO, &number);
  return number;
}

static CflStoreError
error_code_of (CflDatabase *self, int code)
{
  switch (code & 0xff)
    {
    case SQLITE_CANTOPEN:
      return cfl_store_error_for_errno (sqlite3_system_errno (self->connection),
                                        CFL_STORE_ERROR_OPEN);
    case SQLITE_IOERR:
      return cfl_store_error_for_errno (sqlite3_system_errno (self->connection),
                                        CFL_STORE_ERROR_DISK);
    case SQLITE_CORRUPT:
      return cfl_store_error_for_errno (last_errno (self), CFL_STORE_ERROR_DAMAGED);
    case SQLITE_NOTADB:
      return CFL_STORE_ERROR_DAMAGED;
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return CFL_STORE_ERROR_OPEN;
    case SQLITE_READONLY:
      return CFL_STORE_ERROR_READ_ONLY;
    case SQLITE_FULL:
      return CFL_STORE_ERROR_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return CFL_STORE_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
      return CFL_STORE_ERROR_CONFLICT;
    default:
      return CFL_STORE_ERROR_FAILED;
    }
}

static const char *
sentence_for (CflStoreError code)
{
  switch (code)
    {
    case CFL_STORE_ERROR_OPEN:
      return _ ("The company's database cannot be opened. Check that its folder exists, that you "
                "may write in it and that the disk has room.");
    case CFL_STORE_ERROR_READ_ONLY:
      return _ ("The company's database cannot be written. Check the permissions of its folder.");
    case CFL_STORE_ERROR_FULL:
      return _ ("There is no room left on the disk. Free some space and try again.");
    case CFL_STORE_ERROR_DISK:
      return _ ("The disk with the company's database reports an error. Check the disk, then try "
                "again.");
    case CFL_STORE_ERROR_DAMAGED:
      return _ (
          "The company's database is damaged or is no database of Counterfoil. Restore it from "
          "a backup.");
    case CFL_STORE_ERROR_BUSY:
      return _ ("Another program is using the company's database. Close it and try again.");
    case CFL_STORE_ERROR_CONFLICT:
      return _ ("The journal does not allow this change: the order was sent or is being sent. "
                "Refresh the list.");
    case CFL_STORE_ERROR_TOO_NEW:
      return _ ("The company's database was made by a newer version of Counterfoil. Install that "
                "version to open it.");
    case CFL_STORE_ERROR_NOT_FOUND:
      return _ ("This record does not exist any more. Refresh the list.");
    case CFL_STORE_ERROR_FAILED:
    default:
      return _ (
          "The company's database does not work as it should. Close the program and try again.");
    }
}

void
cfl_store_set_error (CflStoreError code, GError **error)
{
  g_set_error_literal (error, CFL_STORE_ERROR, (int) code, sentence_for (code));
}

/* @code is SQLite's, that of the last call on this connection. */
void
cfl_database_set_error (CflDatabase *self, int code, GError **error)
{
  if ((code & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The work was cancelled."));
      return;
    }
  g_debug ("SQLite answered %d: %s (%s)", code, sqlite3_errmsg (self->connection),
           g_strerror (sqlite3_system_errno (self->connection)));
  cfl_store_set_error (error_code_of (self, code), error);
}
