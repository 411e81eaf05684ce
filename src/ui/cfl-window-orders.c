/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-window-private.h"

#include "cfl-confirm-dialog.h"
#include "cfl-link-dialog.h"
#include "cfl-order-dialog.h"
#include "cfl-preferences-dialog.h"
#include "cfl-status.h"

#include <glib/gi18n.h>

static void
open_order (CflWindow *self, CflOrderView *view)
{
  GtkWindow *dialog;

  if (self->session == NULL)
    return;
  dialog = cfl_order_dialog_new (GTK_WINDOW (self), self->session, view);
  /* It may have walked on: the keyboard follows the cursor. */
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (cfl_order_view_focus), view,
                           G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
open_cb (CflOrderView *view, CflOrderItem *item, CflWindow *self)
{
  open_order (self, view);
}

void
cfl_window_link_contacts (CflWindow *self, gint64 contact_id)
{
  if (self->session != NULL)
    gtk_window_present (cfl_link_dialog_new (GTK_WINDOW (self), self->session, contact_id));
}

void
cfl_window_show_preferences (CflWindow *self, const char *key)
{
  if (self->session != NULL && cfl_session_is_open (self->session))
    gtk_window_present (cfl_preferences_dialog_new (GTK_WINDOW (self), self->session, key));
}

static void
show_preferences_for (CflWindow *self, const CflOrderRow *row, CflFix fix)
{
  const CflCompany *company =
      cfl_sync_service_get_company (cfl_session_get_service (self->session));

  cfl_window_show_preferences (
      self, cfl_preferences_key_for_reason (company, fix, row->reason, row->detail));
}

/* The row's own button. */
static void
fix_cb (CflOrderView *view, CflOrderItem *item, CflWindow *self)
{
  const CflOrderRow *row = cfl_order_item_get_row (item);
  g_auto (CflStatus) status = { 0 };

  if (row == NULL || self->session == NULL)
    return;
  cfl_status_init (&status, row);
  switch (status.fix)
    {
    case CFL_FIX_LINK:
      cfl_window_link_contacts (self, row->contact_id);
      break;
    case CFL_FIX_SIGN_IN:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.connect", NULL);
      break;
    case CFL_FIX_LOOK_AGAIN:
      cfl_session_look_up_open_attempts (self->session);
      break;
    case CFL_FIX_OPEN:
    case CFL_FIX_ADD_NUMBER:
    case CFL_FIX_ADD_DATE:
      open_order (self, view);
      break;
    case CFL_FIX_CHOOSE_ACCOUNT:
    case CFL_FIX_SETTINGS:
      show_preferences_for (self, row, status.fix);
      break;
    case CFL_FIX_NONE:
    case CFL_FIX_RETRY:
    default:
      gtk_widget_error_bell (GTK_WIDGET (view));
      break;
    }
}

void
cfl_window_connect_view (CflWindow *self, CflOrderView *view)
{
  g_signal_connect_object (view, "open", G_CALLBACK (open_cb), self, 0);
  g_signal_connect_object (view, "fix", G_CALLBACK (fix_cb), self, 0);
  g_signal_connect_object (view, "sorted", G_CALLBACK (cfl_window_update_sort), self,
                           G_CONNECT_SWAPPED);
}

void
cfl_window_upload (CflWindow *self, CflListing *listing, CflTicks *ticks, const GArray *sums)
{
  if (self->session == NULL || cfl_session_is_uploading (self->session) || sums == NULL ||
      sums->len == 0)
    return;
  if (cfl_sync_service_get_holder (cfl_session_get_service (self->session)) != NULL)
    {
      cfl_window_say (self, cfl_sync_service_get_holder (cfl_session_get_service (self->session)));
      return;
    }
  if (cfl_session_is_working (self->session))
    {
      cfl_window_say (self, _ ("Wait until the orders are here, then upload."));
      return;
    }
  gtk_window_present (
      cfl_confirm_dialog_new (GTK_WINDOW (self), self->session, listing, ticks, sums));
}
