/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-order-view.h"

G_BEGIN_DECLS

/* The documents of one kind that were not uploaded, by cause: what happened, what to do, a button
 * that does it, the documents, and what QuickBooks answered. */
#define CFL_TYPE_ERROR_PANE (cfl_error_pane_get_type ())
G_DECLARE_FINAL_TYPE (CflErrorPane, cfl_error_pane, CFL, ERROR_PANE, GtkWidget)

CflErrorPane *cfl_error_pane_new (CflDocumentKind kind);
void cfl_error_pane_set_session (CflErrorPane *self, CflSession *session);
/* (transfer none) */
CflOrderView *cfl_error_pane_get_view (CflErrorPane *self);
void cfl_error_pane_upload_again (CflErrorPane *self);

G_END_DECLS
