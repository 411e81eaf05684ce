/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cfl-csv-reader.h"
#include "cfl-order.h"

G_BEGIN_DECLS

/**
 * CflCsvProblem:
 *
 * Why something of a file was not taken. @row is the number that a spreadsheet shows, 0 for the file
 * as a whole; @column is the name of the column, "" for the whole row. @message is a translated
 * sentence that names the order.
 */
typedef struct {
  guint row;
  char *column;
  char *message;
} CflCsvProblem;

/* What the user can say about a file; all of it may be absent. */
typedef struct {
  const char *const *maps;  /* "COLUMN=FIELD", FIELD as cfl_order_csv_list_fields() names them */
  const char *date_order;   /* "DMY", "MDY" or "YMD"; NULL: found out */
  const char *decimal_mark; /* "point" or "comma"; NULL: found out */
  GTimeZone *zone;          /* of instants that name their own zone; NULL: UTC */
} CflOrderCsvOptions;

/**
 * CflOrderCsv:
 *
 * The orders of a file. An order with a problem in any of its rows is not among @orders.
 */
typedef struct {
  GPtrArray *orders;         /* (element-type CflOrder) in the order of the file */
  GArray *first_rows;        /* (element-type guint) the number of each order's first row */
  GPtrArray *problems;       /* (element-type CflCsvProblem) by row */
  GPtrArray *unused_columns; /* (element-type utf8) names of columns that mean nothing here */
} CflOrderCsv;

CflOrderCsv       *cfl_order_csv_read        (GBytes *bytes,
                                              const CflOrderCsvOptions *options,
                                              GCancellable *cancellable,
                                              GError **error);
void               cfl_order_csv_free        (CflOrderCsv *self);
/* The names of the fields that a column can be mapped to, ended by NULL. */
const char *const *cfl_order_csv_list_fields (void);
/* (element-type CflOrder): one row a line, with headings that cfl_order_csv_read() knows. */
GBytes            *cfl_order_csv_write       (GPtrArray *orders, char separator);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflOrderCsv, cfl_order_csv_free)

G_END_DECLS
