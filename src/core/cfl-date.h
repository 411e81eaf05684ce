/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CflDate:
 *
 * A plain calendar day, as documents carry it: no time, no zone. A plain value; a zero-filled one
 * means "not set". Days compare with cfl_date_compare(), which puts "not set" first.
 */
typedef struct {
  guint32 julian; /* as GDate counts, 0 when not set */
} CflDate;

#define CFL_DATE_UNSET ((CflDate){ 0 })
/* Room for YYYY-MM-DD and its final NUL. */
#define CFL_DATE_TEXT_LENGTH 11

CflDate  cfl_date_new (int year, int month, int day);
gboolean cfl_date_parse (const char *text, CflDate *date);
char    *cfl_date_to_text (CflDate date) G_GNUC_WARN_UNUSED_RESULT;
gboolean cfl_date_is_set (CflDate date);
int      cfl_date_compare (CflDate a, CflDate b);
CflDate  cfl_date_add_days (CflDate date, int days);
CflDate  cfl_date_add_months (CflDate date, int months);
CflDate  cfl_date_first_of_month (CflDate date);

gboolean cfl_instant_parse (const char *text, gint64 *instant);
char    *cfl_instant_to_text (gint64 instant) G_GNUC_WARN_UNUSED_RESULT;
CflDate  cfl_instant_to_date (gint64 instant, GTimeZone *zone);
CflDate  cfl_date_today (GTimeZone *zone);

G_END_DECLS
