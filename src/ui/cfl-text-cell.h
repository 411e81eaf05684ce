/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-order-cell.h"

G_BEGIN_DECLS

typedef enum {
  CFL_TEXT_CELL_SUPPLIER,
  CFL_TEXT_CELL_VENDOR,
  CFL_TEXT_CELL_INVOICE_DATE,
  CFL_TEXT_CELL_DUE_DATE,
  CFL_TEXT_CELL_LAST_TRY,
  CFL_TEXT_CELL_NUMBER
} CflTextCellField;

/* One plain field of a row. */
#define CFL_TYPE_TEXT_CELL (cfl_text_cell_get_type ())
G_DECLARE_FINAL_TYPE (CflTextCell, cfl_text_cell, CFL, TEXT_CELL, CflOrderCell)

GtkWidget *cfl_text_cell_new (CflTextCellField field);
/* The field as the cell shows it. */
char *cfl_text_cell_format (CflTextCellField field, const CflOrderRow *row) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
