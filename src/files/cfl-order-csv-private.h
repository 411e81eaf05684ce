/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-csv-value-private.h"
#include "cfl-order-csv.h"

G_BEGIN_DECLS

/* What a column can mean. */
typedef enum {
  CFL_CSV_FIELD_REFERENCE,
  CFL_CSV_FIELD_SUPPLIER,
  CFL_CSV_FIELD_FIRST_NAME,
  CFL_CSV_FIELD_LAST_NAME,
  CFL_CSV_FIELD_SUPPLIER_EMAIL,
  CFL_CSV_FIELD_INVOICE_NUMBER,
  CFL_CSV_FIELD_INVOICE_DATE,
  CFL_CSV_FIELD_RECEIVED_DATE,
  CFL_CSV_FIELD_CREATED_DATE,
  CFL_CSV_FIELD_STATUS,
  CFL_CSV_FIELD_BRANCH,
  CFL_CSV_FIELD_PROJECT,
  CFL_CSV_FIELD_PAYMENT_TERMS,
  CFL_CSV_FIELD_CURRENCY,
  CFL_CSV_FIELD_EXCHANGE_RATE,
  CFL_CSV_FIELD_TAX_STATUS,
  CFL_CSV_FIELD_TAX_RATE,
  CFL_CSV_FIELD_TAX_NAME,
  CFL_CSV_FIELD_TAX,
  CFL_CSV_FIELD_PRODUCT_TOTAL,
  CFL_CSV_FIELD_FREIGHT,
  CFL_CSV_FIELD_SURCHARGE,
  CFL_CSV_FIELD_DISCOUNT,
  CFL_CSV_FIELD_TOTAL,
  CFL_CSV_FIELD_NOTE,
  CFL_CSV_FIELD_ITEM_CODE,
  CFL_CSV_FIELD_ITEM_NAME,
  CFL_CSV_FIELD_ITEM_COMMENT,
  CFL_CSV_FIELD_QUANTITY,
  CFL_CSV_FIELD_UNIT_PRICE,
  CFL_CSV_FIELD_LINE_DISCOUNT,
  CFL_CSV_FIELD_LINE_TOTAL,
  CFL_CSV_FIELD_ACCOUNT,
  CFL_N_CSV_FIELDS,
  CFL_CSV_FIELD_IGNORE = CFL_N_CSV_FIELDS
} CflCsvField;

typedef enum { CFL_CSV_VALUE_TEXT, CFL_CSV_VALUE_AMOUNT, CFL_CSV_VALUE_DATE } CflCsvValue;

/* Where the value of a field goes. */
typedef enum {
  CFL_CSV_TARGET_ORDER, /* to an offset in CflOrder */
  CFL_CSV_TARGET_LINE,  /* to an offset in CflOrderLine */
  CFL_CSV_TARGET_DRAFT  /* to the reader, which makes something of it */
} CflCsvTarget;

typedef struct {
  const char *name;    /* for --map */
  const char *heading; /* for files that we write; NULL: not written */
  CflCsvValue value;
  CflCsvTarget target;
  gsize offset;
  const char *aliases; /* folded names of columns, each between blanks */
} CflCsvFieldInfo;

extern const CflCsvFieldInfo cfl_csv_fields[CFL_N_CSV_FIELDS];

/* The column of each field, or -1. */
typedef struct {
  int columns[CFL_N_CSV_FIELDS];
} CflCsvMapping;

/* Fills in the mapping from the names of the columns and the user's choices; adds to @unused the names
 * of columns that mean nothing. */
gboolean cfl_csv_mapping_make (CflCsvMapping *mapping,
                               const CflCsvTable *table,
                               const char *const *maps,
                               GPtrArray *unused,
                               GError **error);
gboolean cfl_csv_mapping_has (const CflCsvMapping *mapping, CflCsvField field);

/* One order while its rows are being read. */
typedef struct {
  CflOrder *order;
  guint first_row; /* as a spreadsheet shows it */
  gboolean is_bad;
  guint64 given; /* a bit for each field of the order that some row gave */
  guint charge_rows; /* rows that gave tax, freight, surcharge or discount of the order */
  CflDecimal tax;
  CflDecimal product_total;
  char *status;
  char *tax_status;
  char *first_name;
  char *last_name;
} CflCsvDraft;

/* The reader of one file. */
typedef struct {
  const CflCsvTable *table;
  CflCsvMapping mapping;
  guint ways[CFL_N_CSV_FIELDS];
  GTimeZone *zone;
  GPtrArray *drafts;    /* (element-type CflCsvDraft) */
  GHashTable *by_reference;
  CflCsvDraft *last;    /* of the row before */
  GPtrArray *problems;  /* (element-type CflCsvProblem) */
} CflOrderCsvReader;

/* Keeps a problem and leaves the order out. @draft: (nullable); @field: CFL_CSV_FIELD_IGNORE for the
 * whole row. */
void cfl_order_csv_reader_report (CflOrderCsvReader *self,
                                  CflCsvDraft *draft,
                                  guint row_number,
                                  CflCsvField field,
                                  const char *format,
                                  ...) G_GNUC_PRINTF (5, 6);
gboolean cfl_csv_draft_has (const CflCsvDraft *self, CflCsvField field);
const char *cfl_order_csv_reader_get_text (CflOrderCsvReader *self, guint row, CflCsvField field);
/* What one row says, once its order is known: cfl-order-csv-row.c */
void cfl_order_csv_reader_take_row (CflOrderCsvReader *self, CflCsvDraft *draft, guint row);
/* What follows from all rows of an order: cfl-order-csv-totals.c */
void cfl_order_csv_reader_complete (CflOrderCsvReader *self, CflCsvDraft *draft);
/* Gives a line its price where only its amount is known. */
void cfl_order_csv_set_line_amount (CflOrderLine *line, CflDecimal amount);

G_END_DECLS
