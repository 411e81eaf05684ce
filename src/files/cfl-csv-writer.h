/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-date.h"
#include "cfl-decimal.h"

G_BEGIN_DECLS

/**
 * CflCsvWriter:
 *
 * Makes a CSV file, field by field: UTF-8 with a byte order mark (Excel needs it), rows ended as
 * RFC 4180 says. Amounts have a point and no thousands separators, days are YYYY-MM-DD.
 *
 * A text that a spreadsheet would run as a formula, because a supplier's name begins with "=", gets an
 * apostrophe in front; #CflCsvTable takes it away again. Amounts stay numbers.
 */
typedef struct _CflCsvWriter CflCsvWriter;

CflCsvWriter *cfl_csv_writer_new        (char separator);
void          cfl_csv_writer_free       (CflCsvWriter *self);
void          cfl_csv_writer_add_text   (CflCsvWriter *self, const char *text);
void          cfl_csv_writer_add_amount (CflCsvWriter *self, CflDecimal amount);
void          cfl_csv_writer_add_date   (CflCsvWriter *self, CflDate date);
void          cfl_csv_writer_end_row    (CflCsvWriter *self);
/* What was written; the writer is empty afterwards. */
GBytes       *cfl_csv_writer_finish     (CflCsvWriter *self) G_GNUC_WARN_UNUSED_RESULT;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflCsvWriter, cfl_csv_writer_free)

G_END_DECLS
