/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-empty-page.h"
#include "cfl-link-dialog.h"
#include "cfl-toast.h"

G_BEGIN_DECLS

struct _CflLinkDialog {
  GtkWindow parent_instance;

  GtkLabel *subtitle;
  CflToast *toast;
  GtkEditable *supplier_search;
  GtkListView *suppliers_view;
  GtkStack *stack;
  CflEmptyPage *empty_page;
  GtkLabel *name;
  GtkLabel *about;
  GtkWidget *waiting_box;
  GtkLabel *waiting;
  GtkEditable *vendor_search;
  GtkListBox *candidates;
  GtkWidget *create_button;
  GtkWidget *unlink_button;
  GtkButton *accept_button;

  CflSession *session;
  GListStore *suppliers; /* owned by the selection */
  GtkSingleSelection *selection;
  GCancellable *cancellable; /* of the dialog */
  GCancellable *suppliers_cancellable;
  GCancellable *candidates_cancellable;
  gint64 wanted_id; /* the supplier to select when the list is here; 0: the first unlinked */
  gboolean updating;
};

/* (nullable) */
const CflContactRow *cfl_link_dialog_get_row (CflLinkDialog *self);
void cfl_link_dialog_reload (CflLinkDialog *self);
/* cfl-link-dialog-acts.c */
/* NULL unlinks. */
void cfl_link_dialog_link (CflLinkDialog *self, const char *vendor_id);
/* cfl-link-dialog-vendors.c */
void cfl_link_dialog_load_vendors (CflLinkDialog *self);
/* From the suppliers or the search on to the first vendor. */
void cfl_link_dialog_focus_vendors (CflLinkDialog *self);
gboolean
cfl_link_dialog_vendor_key (CflLinkDialog *self, guint keyval, guint keycode, GdkModifierType state);
void cfl_link_dialog_activate_vendor (CflLinkDialog *self, GtkListBoxRow *row);
void cfl_link_dialog_create_vendor (CflLinkDialog *self);

G_END_DECLS
