/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-order-view.h"

G_BEGIN_DECLS

/* One upload tab: a filter, the orders, and the bar that uploads them. Emits "upload" when the user
 * wants to upload what is ticked, or all when nothing is. */
#define CFL_TYPE_ORDER_PAGE (cfl_order_page_get_type ())
G_DECLARE_FINAL_TYPE (CflOrderPage, cfl_order_page, CFL, ORDER_PAGE, GtkWidget)

CflOrderPage *cfl_order_page_new (CflList list);
void cfl_order_page_set_session (CflOrderPage *self, CflSession *session);
void cfl_order_page_set_search (CflOrderPage *self, const char *search);
void cfl_order_page_set_show (CflOrderPage *self, CflShow show);
/* (transfer none) */
CflOrderView *cfl_order_page_get_view (CflOrderPage *self);
/* What pressing Upload would send. (transfer full); @ticks is NULL for all that is ready. */
CflListing *cfl_order_page_get_upload (CflOrderPage *self, CflTicks **ticks);
/* (element-type CflSum) (transfer none) of the same. */
const GArray *cfl_order_page_get_sums (CflOrderPage *self);

G_END_DECLS
