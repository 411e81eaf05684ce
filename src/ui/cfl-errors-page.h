/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-order-view.h"

G_BEGIN_DECLS

#define CFL_ERRORS_N_VIEWS 2

/* The tab of what was not uploaded, with a sub-tab for each kind of document. */
#define CFL_TYPE_ERRORS_PAGE (cfl_errors_page_get_type ())
G_DECLARE_FINAL_TYPE (CflErrorsPage, cfl_errors_page, CFL, ERRORS_PAGE, GtkWidget)

CflErrorsPage *cfl_errors_page_new (void);
void cfl_errors_page_set_session (CflErrorsPage *self, CflSession *session);
/* @kind is a CflDocumentKind. (transfer none) */
CflOrderView *cfl_errors_page_get_view (CflErrorsPage *self, guint kind);
CflOrderView *cfl_errors_page_get_current_view (CflErrorsPage *self);
void cfl_errors_page_show_kind (CflErrorsPage *self, CflDocumentKind kind);
void cfl_errors_page_upload_again (CflErrorsPage *self);
/* (transfer full) and sums (transfer none) (nullable) of what Upload Again would send; @ticks NULL
 * for all that is ready */
CflListing *
cfl_errors_page_get_upload (CflErrorsPage *self, CflTicks **ticks, const GArray **sums);

G_END_DECLS
