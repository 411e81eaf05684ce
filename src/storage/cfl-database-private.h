/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "cfl-company.h"
#include "cfl-date.h"
#include "cfl-decimal.h"
#include "cfl-store.h"

G_BEGIN_DECLS

/**
 * CflDatabase:
 *
 * The connection to one file and its prepared statements. It is used on one thread at a time: the
 * store's own. In this room an error location is never NULL: a loop over rows ends both at the last
 * row and at an error, and *error tells which.
 */
typedef struct {
  sqlite3 *connection;
  GHashTable *statements; /* (element-type utf8 CflStatement) by SQL text or name */
  GCancellable *cancellable; /* (nullable): of the running job; a long statement stops for it */
  gboolean durable;          /* synchronous=FULL is set */

  /* what checks look at again and again; dropped when it may be stale */
  CflCompany *company;
  CflDate today;
  GHashTable *suppliers; /* (element-type gint64 CflSupplier) by contact id */
  gint64 data_version;   /* differs when another program has written */
} CflDatabase;

/**
 * CflStatement:
 *
 * A prepared statement. The binds remember the first error, so that only running it has to be checked.
 */
typedef struct {
  CflDatabase *database;
  sqlite3_stmt *handle;
  int code;
} CflStatement;

typedef enum {
  CFL_DURABILITY_READ,  /* a snapshot, nothing is written */
  CFL_DURABILITY_PULL,  /* can be fetched again: not synchronised at each commit */
  CFL_DURABILITY_JOURNAL /* on the disk when the transaction ends */
} CflDurability;

/* cfl-database.c */
CflDatabase *cfl_database_open (const char *path, GError **error);
void         cfl_database_close (CflDatabase *self);
gboolean     cfl_database_execute (CflDatabase *self, const char *sql, GError **error);
gboolean     cfl_database_begin (CflDatabase *self, CflDurability durability, GError **error);
gboolean     cfl_database_commit (CflDatabase *self, gboolean wrote, GError **error);
void         cfl_database_roll_back (CflDatabase *self);
void         cfl_database_forget_company (CflDatabase *self);
gboolean     cfl_database_get_integer (CflDatabase *self, const char *sql, gint64 *value, GError **error);
gint64       cfl_database_last_id (CflDatabase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflDatabase, cfl_database_close)

/* cfl-database-error.c */
CflStoreError cfl_store_error_for_errno (int number, CflStoreError otherwise);
void          cfl_store_set_error (CflStoreError code, GError **error);
void          cfl_database_set_error (CflDatabase *self, int code, GError **error);

/* cfl-schema.c */
extern const char *const cfl_schema_steps[];
guint        cfl_schema_version (void);
gboolean     cfl_database_migrate (CflDatabase *self, const char *const *steps, GError **error);

/* cfl-statement.c: indexes count from 1 when binding and from 0 when reading, as SQLite does */
CflStatement *cfl_statement_get (CflDatabase *self, const char *sql);
CflStatement *cfl_statement_find (CflDatabase *self, const char *name);
CflStatement *cfl_statement_name (CflDatabase *self, const char *name, const char *sql);
void          cfl_statement_free (CflStatement *self);
void          cfl_bind_integer (CflStatement *self, int index, gint64 value);
void          cfl_bind_text (CflStatement *self, int index, const char *text);
void          cfl_bind_date (CflStatement *self, int index, CflDate date);
void          cfl_bind_decimal (CflStatement *self, int index, CflDecimal decimal);
void          cfl_bind_bytes (CflStatement *self, int index, gconstpointer data, gsize length);
void          cfl_bind_null (CflStatement *self, int index);
gboolean      cfl_statement_next (CflStatement *self, GError **error);
gboolean      cfl_statement_run (CflStatement *self, GError **error);
void          cfl_statement_reset (CflStatement *self);
gint64        cfl_read_integer (CflStatement *self, int index);
const char   *cfl_read_text (CflStatement *self, int index);
CflDate       cfl_read_date (CflStatement *self, int index);
CflDecimal    cfl_read_decimal (CflStatement *self, int index);
GBytes       *cfl_read_bytes (CflStatement *self, int index);

G_END_DECLS
