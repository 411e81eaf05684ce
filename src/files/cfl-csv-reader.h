/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Messages are whole, translated sentences for the user. */
typedef enum {
  CFL_CSV_ERROR_EMPTY,     /* nothing but blanks */
  CFL_CSV_ERROR_NOT_TEXT,  /* a workbook, a picture, ... */
  CFL_CSV_ERROR_TOO_LARGE, /* the file, a row or a field */
  CFL_CSV_ERROR_QUOTES,    /* a quotation mark opens and never closes */
  CFL_CSV_ERROR_COLUMNS,   /* a column is missing, or stands there twice */
  CFL_CSV_ERROR_AMBIGUOUS, /* a column of dates or amounts can be read in two ways */
  CFL_CSV_ERROR_OPTION     /* a --map or another choice that cannot be followed */
} CflCsvError;
#define CFL_CSV_ERROR (cfl_csv_error_quark ())
GQuark cfl_csv_error_quark (void);

/* More than any bookkeeper's file; a spreadsheet ends at the million rows. */
#define CFL_CSV_MAX_BYTES (256u * 1024 * 1024)
#define CFL_CSV_MAX_ROWS 4000000u
#define CFL_CSV_MAX_COLUMNS 500u
/* What a cell of a spreadsheet can hold. A longer field is a quotation mark that was forgotten. */
#define CFL_CSV_MAX_FIELD_BYTES 131072u

/**
 * CflCsvTable:
 *
 * A CSV file in memory: the names of its columns from the first row that holds anything, then its
 * rows; rows without any content are left out. Only read after cfl_csv_table_read(), so that it can
 * move between threads. All texts belong to the table.
 */
typedef struct _CflCsvTable CflCsvTable;

CflCsvTable *cfl_csv_table_read           (GBytes *bytes, GCancellable *cancellable, GError **error);
void         cfl_csv_table_free           (CflCsvTable *self);
char         cfl_csv_table_get_separator  (const CflCsvTable *self);
guint        cfl_csv_table_get_n_columns  (const CflCsvTable *self);
const char  *cfl_csv_table_get_name       (const CflCsvTable *self, guint column);
guint        cfl_csv_table_get_n_rows     (const CflCsvTable *self);
const char  *cfl_csv_table_get            (const CflCsvTable *self, guint row, guint column);
/* The number of the row as a spreadsheet shows it, the names being row 1. */
guint        cfl_csv_table_get_row_number (const CflCsvTable *self, guint row);
/* TRUE when the row has more fields than there are names: a separator stands within a text. */
gboolean     cfl_csv_table_row_is_long    (const CflCsvTable *self, guint row);
/* TRUE when text follows a closing quotation mark, so that its fields may be cut in the wrong place. */
gboolean     cfl_csv_table_row_is_torn    (const CflCsvTable *self, guint row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflCsvTable, cfl_csv_table_free)

G_END_DECLS
