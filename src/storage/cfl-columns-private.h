/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-database-private.h"
#include "cfl-listing.h"

G_BEGIN_DECLS

typedef enum {
  CFL_COLUMN_TEXT,
  CFL_COLUMN_INTEGER64,
  CFL_COLUMN_INTEGER, /* int, guint, gboolean and enumerations */
  CFL_COLUMN_DATE,
  CFL_COLUMN_DECIMAL,
  CFL_COLUMN_BYTES
} CflColumnType;

/* Which member of a record a column holds. */
typedef struct {
  const char *name;
  CflColumnType type;
  gsize offset;
} CflColumn;

/* A table's columns, in one order for all statements. */
typedef struct {
  const CflColumn *columns;
  int n_columns;
} CflColumns;

extern const CflColumns cfl_order_columns;
extern const CflColumns cfl_line_columns;
extern const CflColumns cfl_contact_columns;
extern const CflColumns cfl_vendor_columns;
extern const CflColumns cfl_account_columns;
extern const CflColumns cfl_held_columns;
extern const CflColumns cfl_attempt_columns;        /* what is frozen */
extern const CflColumns cfl_attempt_result_columns; /* what becomes known */

char *cfl_columns_names (const CflColumns *self, const char *prefix) G_GNUC_WARN_UNUSED_RESULT;
char *cfl_columns_assignments (const CflColumns *self) G_GNUC_WARN_UNUSED_RESULT;
char *cfl_columns_places (int n) G_GNUC_WARN_UNUSED_RESULT;
void  cfl_columns_bind (const CflColumns *self, CflStatement *statement, int first, gconstpointer record);
void  cfl_columns_read (const CflColumns *self, CflStatement *statement, int first, gpointer record);
void  cfl_columns_hash (const CflColumns *self, GChecksum *checksum, gconstpointer record);

G_END_DECLS
