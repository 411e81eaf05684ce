/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-order-view.h"

G_BEGIN_DECLS

/* What was uploaded: the runs, and the documents of one or of all. */
#define CFL_TYPE_UPLOADED_PAGE (cfl_uploaded_page_get_type ())
G_DECLARE_FINAL_TYPE (CflUploadedPage, cfl_uploaded_page, CFL, UPLOADED_PAGE, GtkWidget)

CflUploadedPage *cfl_uploaded_page_new (void);
void cfl_uploaded_page_set_session (CflUploadedPage *self, CflSession *session);
void cfl_uploaded_page_set_search (CflUploadedPage *self, const char *search);
/* (transfer none) */
CflOrderView *cfl_uploaded_page_get_view (CflUploadedPage *self);

G_END_DECLS
