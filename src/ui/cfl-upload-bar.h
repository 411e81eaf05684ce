/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-session.h"

G_BEGIN_DECLS

/* The bar below a list of documents: what is ticked and what it sums up to, with the button that
 * uploads it; during a run its progress, in the same height. Emits "upload". */
#define CFL_TYPE_UPLOAD_BAR (cfl_upload_bar_get_type ())
G_DECLARE_FINAL_TYPE (CflUploadBar, cfl_upload_bar, CFL, UPLOAD_BAR, GtkWidget)

GtkWidget *cfl_upload_bar_new (CflList list);
void cfl_upload_bar_set_session (CflUploadBar *self, CflSession *session);
/* @sums: (element-type CflSum): of what is ticked, or with @all of everything ready. */
void cfl_upload_bar_set_sums (CflUploadBar *self, const GArray *sums, gboolean all);
void cfl_upload_bar_set_hint (CflUploadBar *self, const char *hint);
/* "8 a second · about 12 seconds left"; what is known of it. */
char *cfl_progress_to_rate (const CflProgress *progress, gboolean paused) G_GNUC_WARN_UNUSED_RESULT;
guint cfl_sums_count (const GArray *sums);

G_END_DECLS
