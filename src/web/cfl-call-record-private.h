/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cfl-clock.h"

G_BEGIN_DECLS

/* So many calls are remembered: more than any limit of a minute and what is under way. */
#define CFL_CALL_RECORD_CALLS 1024
/* The byte of the file, behind its end, that is locked while its contents are read or written. */
#define CFL_CALL_RECORD_GUARD ((goffset) 1 << 30)

/**
 * CflCallRecord:
 *
 * The calls that are under way, and when the last ones reached the service: in memory, or in a file
 * that all processes share which call the same service. Nothing else is known of a call. Whatever a
 * killed process left under way counts as ended when somebody notices.
 *
 * Everything but cfl_call_record_note() stands between cfl_call_record_begin() and
 * cfl_call_record_end(), which are to follow each other within microseconds.
 */
typedef struct _CflCallRecord CflCallRecord;

CflCallRecord *cfl_call_record_new (void);
CflCallRecord *cfl_call_record_open (const char *path, GError **error);
void cfl_call_record_free (CflCallRecord *self);

gboolean cfl_call_record_begin (CflCallRecord *self, CflClock *clock);
void cfl_call_record_end (CflCallRecord *self);

guint cfl_call_record_start (CflCallRecord *self);
void cfl_call_record_note (CflCallRecord *self, guint place, gint64 arrived, gboolean ended);
gboolean cfl_call_record_has_news (CflCallRecord *self);
guint cfl_call_record_get_under_way (CflCallRecord *self);
guint cfl_call_record_list (CflCallRecord *self, gint64 since, gint64 *arrivals);
gint64 cfl_call_record_get_due (CflCallRecord *self);
void cfl_call_record_set_due (CflCallRecord *self, gint64 due);

G_END_DECLS
