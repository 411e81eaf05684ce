/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-errors-page.h"

#include "cfl-error-pane-private.h"
#include "cfl-tab-label.h"

#include <glib/gi18n.h>

struct _CflErrorsPage {
  GtkWidget parent_instance;

  GtkNotebook *notebook;
  CflErrorPane *panes[CFL_ERRORS_N_VIEWS];
  CflTabLabel *labels[CFL_ERRORS_N_VIEWS];
  CflSession *session;
};

G_DEFINE_FINAL_TYPE (CflErrorsPage, cfl_errors_page, GTK_TYPE_WIDGET)

static void
session_changed_cb (CflErrorsPage *self)
{
  const CflCounts *counts = cfl_session_get_counts (self->session);

  cfl_tab_label_set_count (self->labels[CFL_DOCUMENT_KIND_BILL],
                           counts->lists[CFL_LIST_INVOICE_ERRORS], FALSE);
  cfl_tab_label_set_count (self->labels[CFL_DOCUMENT_KIND_PURCHASE_ORDER],
                           counts->lists[CFL_LIST_ORDER_ERRORS], FALSE);
}

static void
cfl_errors_page_dispose (GObject *object)
{
  CflErrorsPage *self = CFL_ERRORS_PAGE (object);

  if (self->notebook != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->notebook));
  self->notebook = NULL;
  g_clear_object (&self->session);

  G_OBJECT_CLASS (cfl_errors_page_parent_class)->dispose (object);
}

static void
cfl_errors_page_class_init (CflErrorsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cfl_errors_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
cfl_errors_page_init (CflErrorsPage *self)
{
  const char *const titles[] = { _ ("Supplier Invoices"), _ ("Purchase Orders") };

  self->notebook = GTK_NOTEBOOK (gtk_notebook_new ());
  gtk_notebook_set_show_border (self->notebook, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->notebook), "tabs");
  for (guint i = 0; i < CFL_ERRORS_N_VIEWS; i++)
    {
      self->panes[i] = cfl_error_pane_new (i);
      self->labels[i] = cfl_tab_label_new (titles[i]);
      gtk_notebook_append_page (self->notebook, GTK_WIDGET (self->panes[i]),
                                GTK_WIDGET (self->labels[i]));
    }
  gtk_widget_set_parent (GTK_WIDGET (self->notebook), GTK_WIDGET (self));
}

CflErrorsPage *
cfl_errors_page_new (void)
{
  return g_object_new (CFL_TYPE_ERRORS_PAGE, NULL);
}

void
cfl_errors_page_set_session (CflErrorsPage *self, CflSession *session)
{
  g_return_if_fail (CFL_IS_ERRORS_PAGE (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  for (guint i = 0; i < CFL_ERRORS_N_VIEWS; i++)
    cfl_error_pane_set_session (self->panes[i], session);
  if (session == NULL)
    return;
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  session_changed_cb (self);
}

CflOrderView *
cfl_errors_page_get_view (CflErrorsPage *self, guint kind)
{
  g_return_val_if_fail (CFL_IS_ERRORS_PAGE (self), NULL);

  return cfl_error_pane_get_view (self->panes[kind]);
}

CflOrderView *
cfl_errors_page_get_current_view (CflErrorsPage *self)
{
  g_return_val_if_fail (CFL_IS_ERRORS_PAGE (self), NULL);

  return cfl_errors_page_get_view (self, gtk_notebook_get_current_page (self->notebook));
}

void
cfl_errors_page_show_kind (CflErrorsPage *self, CflDocumentKind kind)
{
  g_return_if_fail (CFL_IS_ERRORS_PAGE (self));

  gtk_notebook_set_current_page (self->notebook, kind);
}

void
cfl_errors_page_upload_again (CflErrorsPage *self)
{
  g_return_if_fail (CFL_IS_ERRORS_PAGE (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.upload-again", NULL);
}

CflListing *
cfl_errors_page_get_upload (CflErrorsPage *self, CflTicks **ticks, const GArray **sums)
{
  CflErrorPane *pane;
  CflOrderView *view;
  CflTickSet *set;

  g_return_val_if_fail (CFL_IS_ERRORS_PAGE (self), NULL);

  pane = self->panes[gtk_notebook_get_current_page (self->notebook)];
  view = cfl_error_pane_get_view (pane);
  set = cfl_order_view_get_ticks (view);
  *ticks = cfl_tick_set_is_empty (set) ? NULL : cfl_ticks_copy (cfl_tick_set_get_ticks (set));
  *sums = cfl_error_pane_get_sums (pane);
  return cfl_listing_copy (cfl_order_view_get_listing (view));
}
