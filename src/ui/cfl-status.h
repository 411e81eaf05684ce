/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-wording.h"

G_BEGIN_DECLS

/**
 * CflStatus:
 * @note: (nullable): secondary words behind the first
 * @button: (nullable): the label of the row's own button
 * @tooltip: (nullable): the whole sentence
 *
 * How a row says where it stands: always an icon and words, never a colour alone.
 */
typedef struct {
  const char *icon;
  const char *css_class;
  gboolean spinning;
  char *words;
  char *note;
  char *button;
  char *tooltip;
  CflFix fix;
} CflStatus;

void cfl_status_init (CflStatus *self, const CflOrderRow *row);
void cfl_status_clear (CflStatus *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CflStatus, cfl_status_clear)

/* On its way to QuickBooks, or not known whether it arrived. */
gboolean cfl_row_is_under_way (const CflOrderRow *row);
/* Nothing that a check finds stands in its way, but QuickBooks did not take it. */
gboolean cfl_row_was_refused (const CflOrderRow *row);
/* Whether its box can be ticked. */
gboolean cfl_row_can_be_ticked (const CflOrderRow *row);
/* The button that the program can do something with today, "" for none (transfer full). */
char *cfl_fix_label (CflFix fix);

/* Pango markup of a reference in which the part that QuickBooks will not hold is struck through and
 * dim. */
char *cfl_reference_to_markup (const char *reference, const char *number) G_GNUC_WARN_UNUSED_RESULT;
/* Pango markup of an amount; invisible digits keep the points of one column aligned. */
char *cfl_amount_to_markup (CflDecimal amount, const char *currency) G_GNUC_WARN_UNUSED_RESULT;
/* "09:42" of a day that is today, otherwise "6 March 2026, 09:42"; local time. */
char *cfl_instant_to_display (gint64 instant) G_GNUC_WARN_UNUSED_RESULT;
/* "6 March 2026, 09:42", whatever the day; local time. */
char *cfl_instant_to_long (gint64 instant) G_GNUC_WARN_UNUSED_RESULT;
/* "2026-03-06 09:42", for tables; local time. */
char *cfl_instant_to_table (gint64 instant) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
