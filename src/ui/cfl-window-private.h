/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-banner.h"
#include "cfl-empty-page.h"
#include "cfl-order-page.h"
#include "cfl-tab-label.h"
#include "cfl-toast.h"
#include "cfl-window.h"

G_BEGIN_DECLS

struct _CflWindow {
  GtkApplicationWindow parent_instance;

  GtkMenuButton *company_button;
  GtkImage *company_icon;
  GtkLabel *company_label;
  GtkLabel *company_state;
  GtkMenuButton *menu_button;
  GMenu *sort_section;
  GtkWidget *refresh_button;
  GtkWidget *search_button;
  GtkWidget *link_button;
  GtkLabel *link_count;
  GtkWidget *practice_strip;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  GtkStack *stack;
  CflEmptyPage *welcome_page;
  GtkNotebook *notebook;
  CflToast *toast;

  CflOrderPage *invoices_page;
  CflOrderPage *orders_page;
  struct _CflErrorsPage *errors_page;
  struct _CflUploadedPage *uploaded_page;
  CflTabLabel *labels[CFL_N_TABS];
  CflBanner *banners[CFL_N_TABS];

  CflSession *session;
  gboolean updating_sort;
  gboolean close_answered; /* what becomes of the run is decided */
};

/* cfl-window-actions.c */
void cfl_window_add_actions (CflWindow *self);
void cfl_window_update_actions (CflWindow *self);
void cfl_window_update_sort (CflWindow *self);
/* (transfer none) (nullable): the table of the tab in front */
CflOrderView *cfl_window_get_view (CflWindow *self);
/* cfl-window-banner.c */
void cfl_window_update_banner (CflWindow *self);
/* cfl-window-purchase-orders.c */
char *cfl_window_describe_purchase_orders (CflWindow *self,
                                           const char **button,
                                           const char **action) G_GNUC_WARN_UNUSED_RESULT;
void cfl_window_switch_purchase_orders_on (CflWindow *self);
/* cfl-window-close.c */
/* TRUE when the user is asked, and the window stays until the answer. */
gboolean cfl_window_ask_before_closing (CflWindow *self);
/* cfl-window-orders.c */
void cfl_window_connect_view (CflWindow *self, CflOrderView *view);
void cfl_window_upload (CflWindow *self, CflListing *listing, CflTicks *ticks, const GArray *sums);
void cfl_window_link_contacts (CflWindow *self, gint64 contact_id);
/* key: of the row to open at, "" for the first */
void cfl_window_show_preferences (CflWindow *self, const char *key);

G_END_DECLS
