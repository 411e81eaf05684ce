/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading what a table of orders shows, and reading it again when it may differ. */

#include "config.h"

#include "cfl-order-view-private.h"

#include "cfl-tab-stop.h"

/* Changes come in bursts while a run is under way. */
#define RELOAD_PAUSE_MS 300
#define PROGRESS_PAUSE_MS 2000

typedef struct {
  CflOrderView *view;
  GArray *ids;
} RowsRequest;

static void
rows_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RowsRequest *request = user_data;
  g_autoptr (CflOrderView) self = request->view;
  g_autoptr (GArray) ids = request->ids;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      cfl_sync_service_load_rows_finish (CFL_SYNC_SERVICE (source), result, &error);

  g_free (request);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows != NULL)
    cfl_order_list_take_rows (self->list, rows);
  else
    cfl_order_list_load_failed (self->list, &g_array_index (ids, gint64, 0), ids->len);
  cfl_order_view_emit (self, CFL_ORDER_VIEW_CURSOR, NULL);
}

void
cfl_order_view_load_rows (const gint64 *ids, guint n_ids, gpointer user_data)
{
  CflOrderView *self = user_data;
  RowsRequest *request;

  if (self->session == NULL)
    return;
  request = g_new0 (RowsRequest, 1);
  request->view = g_object_ref (self);
  request->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_ids);
  g_array_append_vals (request->ids, ids, n_ids);
  cfl_sync_service_load_rows_async (cfl_session_get_service (self->session), self->listing->list,
                                    ids, n_ids, self->cancellable, rows_loaded_cb, request);
}

static void
ids_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflOrderView) self = user_data;
  g_autoptr (GError) error = NULL;
  GArray *ids = cfl_sync_service_list_ids_finish (CFL_SYNC_SERVICE (source), result, &error);
  gboolean focused;
  gboolean at_top;
  guint position;

  if (ids == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->listing_ids = FALSE;
  self->last_listed = g_get_monotonic_time ();
  if (self->list_again && ids != NULL && self->session != NULL)
    {
      /* The question has changed while it was being answered. */
      g_array_unref (ids);
      self->list_again = FALSE;
      cfl_order_view_reload (self);
      return;
    }
  if (ids == NULL)
    {
      g_message ("The orders could not be listed: %s", error->message);
      return;
    }

  focused = cfl_widget_holds_focus (GTK_WIDGET (self));
  position = gtk_single_selection_get_selected (self->selection);
  /* Who has not moved yet wants to see the beginning, whatever comes before it. */
  at_top = cfl_order_view_is_at_top (self);
  self->moving = TRUE;
  cfl_order_list_take_ids (self->list, ids);
  cfl_order_view_restore_cursor (self, at_top ? 0 : self->cursor_id,
                                 position == GTK_INVALID_LIST_POSITION ? 0 : position, focused);
  self->stay_at_top = at_top;
  self->moving = FALSE;
  self->loaded = TRUE;
  cfl_order_view_look_again (self);
  cfl_order_view_emit (self, CFL_ORDER_VIEW_LISTED, NULL);
  g_object_notify (G_OBJECT (self->selection), "selected");
}

/* On the tab that is shown; an empty list is not drawn itself, but stands where it could be. */
static gboolean
is_in_front (CflOrderView *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  return gtk_widget_get_mapped (GTK_WIDGET (self)) ||
         (GTK_IS_STACK (parent) && gtk_widget_get_mapped (parent));
}

void
cfl_order_view_reload (CflOrderView *self)
{
  g_return_if_fail (CFL_IS_ORDER_VIEW (self));

  g_clear_handle_id (&self->reload_source, g_source_remove);
  if (self->session == NULL || !cfl_session_is_open (self->session))
    return;
  if (!is_in_front (self))
    {
      self->stale = TRUE;
      return;
    }
  self->stale = FALSE;
  self->list_again = self->listing_ids;
  if (self->listing_ids)
    return;
  self->listing_ids = TRUE;
  cfl_sync_service_list_ids_async (cfl_session_get_service (self->session), self->listing,
                                   self->cancellable, ids_listed_cb, g_object_ref (self));
}

static gboolean
reload_timeout_cb (gpointer user_data)
{
  CflOrderView *self = user_data;

  self->reload_source = 0;
  cfl_order_view_reload (self);
  return G_SOURCE_REMOVE;
}

static void
orders_changed_cb (CflSyncService *service, CflOrderView *self)
{
  gint64 since = g_get_monotonic_time () - self->last_listed;

  if (self->reload_source != 0)
    return;
  if (since > RELOAD_PAUSE_MS * 1000)
    cfl_order_view_reload (self);
  else
    self->reload_source = g_timeout_add (RELOAD_PAUSE_MS, reload_timeout_cb, self);
}

/* While a run is under way rows leave one by one; the list is read again now and then. */
static void
progress_cb (CflSyncService *service, CflOrderView *self)
{
  if (cfl_session_is_uploading (self->session) && self->reload_source == 0 &&
      g_get_monotonic_time () - self->last_listed > PROGRESS_PAUSE_MS * 1000)
    cfl_order_view_reload (self);
}

static void
row_changed_cb (CflSyncService *service, gint64 id, CflOrderView *self)
{
  cfl_order_list_refresh_row (self->list, id);
}

/* What was ticked for a run has been sent; what is left says why under Errors. */
static void
run_ended_cb (CflSession *session, CflRun *run, CflOrderView *self)
{
  CflList list = self->listing->list;
  gboolean is_orders = list == CFL_LIST_ORDERS || list == CFL_LIST_ORDER_ERRORS;

  if (is_orders == (run->kind == CFL_DOCUMENT_KIND_PURCHASE_ORDER))
    self->run_ended = TRUE;
}

static void
session_changed_cb (CflSession *session, CflOrderView *self)
{
  gboolean uploading = cfl_session_is_uploading (session);

  cfl_tick_set_set_locked (self->ticks, uploading);
  if (self->run_ended && !uploading)
    {
      self->run_ended = FALSE;
      cfl_tick_set_set_all (self->ticks, FALSE);
    }
  if (!self->loaded && !self->listing_ids)
    cfl_order_view_reload (self);
}

void
cfl_order_view_set_session (CflOrderView *self, CflSession *session)
{
  CflSyncService *service;

  g_return_if_fail (CFL_IS_ORDER_VIEW (self));

  if (self->session == session)
    return;
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (cfl_session_get_service (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->listing_ids = FALSE;
  self->loaded = FALSE;
  self->run_ended = FALSE;
  cfl_tick_set_set_locked (self->ticks, FALSE);
  cfl_tick_set_set_all (self->ticks, FALSE);
  cfl_order_list_take_ids (self->list, g_array_new (FALSE, FALSE, sizeof (gint64)));
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  service = cfl_session_get_service (session);
  g_signal_connect_object (service, "orders-changed", G_CALLBACK (orders_changed_cb), self, 0);
  g_signal_connect_object (service, "progress", G_CALLBACK (progress_cb), self, 0);
  g_signal_connect_object (service, "row-changed", G_CALLBACK (row_changed_cb), self, 0);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, 0);
  g_signal_connect_object (session, "run-ended", G_CALLBACK (run_ended_cb), self, 0);
  cfl_order_view_reload (self);
}

gboolean
cfl_order_view_is_loaded (CflOrderView *self)
{
  g_return_val_if_fail (CFL_IS_ORDER_VIEW (self), FALSE);

  return self->loaded;
}
