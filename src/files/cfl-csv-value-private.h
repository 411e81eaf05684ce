/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-csv-reader.h"
#include "cfl-date.h"
#include "cfl-decimal.h"

G_BEGIN_DECLS

/* The ways to write an amount: as a mask in which of them a text can be read. */
typedef enum {
  CFL_DECIMAL_MARK_POINT = 1 << 0, /* 1,234.50 */
  CFL_DECIMAL_MARK_COMMA = 1 << 1  /* 1.234,50 */
} CflDecimalMark;

/* The ways to write a day in figures. Year first with two digits of the year is taken only where
 * somebody says so. */
typedef enum {
  CFL_DATE_ORDER_DMY = 1 << 0,
  CFL_DATE_ORDER_MDY = 1 << 1,
  CFL_DATE_ORDER_YMD = 1 << 2
} CflDateOrder;

gboolean cfl_csv_parse_amount (const char *text,
                               guint mark,
                               gboolean takes_percent,
                               CflDecimal *amount);
/* @zone: for instants that name their own, "2026-02-28T13:00:00Z" */
gboolean cfl_csv_parse_date (const char *text, guint order, GTimeZone *zone, CflDate *date);

typedef enum { CFL_CSV_KIND_AMOUNT, CFL_CSV_KIND_DATE } CflCsvKind;

/* How one column of amounts or days is written. */
typedef struct {
  guint column;
  CflCsvKind kind;
  gboolean takes_percent;
  guint way;          /* the one way it is read in; 0 while it is open */
  gboolean is_proven; /* its own values leave no other way */
  guint open_row;     /* the row whose value can be read in two ways */
} CflCsvColumn;

/* Settles how each column is read: a way that the caller chose, what the values leave, or what the
 * other columns of the same file prove. One program wrote them all. */
gboolean cfl_csv_columns_settle (const CflCsvTable *table,
                                 CflCsvColumn *columns,
                                 guint n_columns,
                                 guint decimal_mark,
                                 guint date_order,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
