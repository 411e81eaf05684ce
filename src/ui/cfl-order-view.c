/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-order-view-private.h"

#include "cfl-tab-stop.h"

#include <glib/gi18n.h>

/* Changes come in bursts while a run is under way. */
#define RELOAD_PAUSE_MS 300
#define PROGRESS_PAUSE_MS 2000

G_DEFINE_FINAL_TYPE (CflOrderView, cfl_order_view, GTK_TYPE_WIDGET)

enum { SIGNAL_OPEN, SIGNAL_FIX, SIGNAL_LISTED, SIGNAL_SORTED, SIGNAL_CURSOR, N_SIGNALS };

static guint signals[N_SIGNALS];

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
  g_signal_emit (self, signals[SIGNAL_CURSOR], 0);
}

static void
load_rows (const gint64 *ids, guint n_ids, gpointer user_data)
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
scroll_to (CflOrderView *self, guint position)
{
  /* GTK 4.12 has gtk_column_view_scroll_to(); before, the list inside has only this action. It also
   * moves the place where the keyboard focus will be. */
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_activate_action (child, "list.scroll-to-item", "u", position))
      return;
}

static gboolean
is_at_top (CflOrderView *self)
{
  GtkAdjustment *vertical = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  return gtk_single_selection_get_selected (self->selection) == 0 &&
         gtk_adjustment_get_value (vertical) <= 0;
}

/* After rows came or went above what is seen, the list of GTK 4.8 may leave places empty until it is
 * scrolled: it keeps cells around a row that has moved. Told that its adjustment has changed, it
 * looks again which rows are seen. */
static gboolean
look_again_cb (gpointer user_data)
{
  CflOrderView *self = user_data;
  GtkAdjustment *vertical = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  self->look_source = 0;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || cfl_order_view_get_n_rows (self) == 0 ||
      gtk_adjustment_get_page_size (vertical) <= 0)
    return G_SOURCE_REMOVE;
  if (gtk_single_selection_get_selected (self->selection) == 0 && self->stay_at_top)
    {
      scroll_to (self, 0);
      gtk_adjustment_set_value (vertical, 0);
    }
  g_signal_emit_by_name (vertical, "value-changed");
  if (self->focus_later && !cfl_widget_holds_focus (GTK_WIDGET (self)))
    cfl_order_view_focus (self);
  self->focus_later = FALSE;
  return G_SOURCE_REMOVE;
}

static void
restore_cursor (CflOrderView *self, gint64 id, guint position, gboolean focused)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  if (n_items == 0)
    return;
  if (id == 0 || !cfl_order_list_find (self->list, id, &position))
    position = MIN (position, n_items - 1);
  if (gtk_single_selection_get_selected (self->selection) != position)
    {
      gtk_single_selection_set_selected (self->selection, position);
      scroll_to (self, position);
    }
  /* The focused row may have gone, and GTK has put the focus somewhere else; it comes back when the
   * new rows have their places. */
  self->focus_later = self->focus_later || focused;
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
  at_top = is_at_top (self);
  self->moving = TRUE;
  cfl_order_list_take_ids (self->list, ids);
  restore_cursor (self, at_top ? 0 : self->cursor_id,
                  position == GTK_INVALID_LIST_POSITION ? 0 : position, focused);
  self->stay_at_top = at_top;
  self->moving = FALSE;
  self->loaded = TRUE;
  if (self->look_source == 0) /* after the rows have their places */
    self->look_source = g_idle_add_full (G_PRIORITY_LOW, look_again_cb, self, NULL);
  g_signal_emit (self, signals[SIGNAL_LISTED], 0);
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

static void
selected_cb (GtkSingleSelection *selection, GParamSpec *pspec, CflOrderView *self)
{
  if (self->moving)
    return;
  self->cursor_id =
      cfl_order_list_get_id (self->list, gtk_single_selection_get_selected (selection));
  g_signal_emit (self, signals[SIGNAL_CURSOR], 0);
}

static void
activate_cb (GtkColumnView *view, guint position, CflOrderView *self)
{
  g_autoptr (CflOrderItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (item != NULL)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, item);
}

static gboolean
narrow_cb (gpointer user_data)
{
  CflOrderView *self = user_data;

  self->narrow_source = 0;
  cfl_order_view_fit_columns (self);
  return G_SOURCE_REMOVE;
}

static void
cfl_order_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CflOrderView *self = CFL_ORDER_VIEW (widget);
  gboolean narrow = width < cfl_list_get_narrow_below (self->listing->list);
  int bar = 0;

  if (height != self->height && self->look_source == 0 && is_at_top (self))
    {
      /* The list keeps its middle in place when its height changes, which cuts the first row off. */
      self->stay_at_top = TRUE;
      self->look_source = g_idle_add_full (G_PRIORITY_LOW, look_again_cb, self, NULL);
    }
  self->height = height;
  if (self->fallback_bar != NULL)
    {
      gtk_widget_measure (self->fallback_bar, GTK_ORIENTATION_VERTICAL, width, &bar, NULL, NULL,
                          NULL);
      gtk_widget_allocate (self->fallback_bar, width, bar, -1, NULL);
    }
  gtk_widget_allocate (self->tab_stop, width, height - bar, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (0, bar)));
  if (narrow == self->narrow)
    return;
  self->narrow = narrow;
  /* Columns cannot come and go while sizes are being given out. */
  if (self->narrow_source == 0)
    self->narrow_source = g_idle_add (narrow_cb, self);
}

static void
cfl_order_view_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  CflOrderView *self = CFL_ORDER_VIEW (widget);

  gtk_widget_measure (self->tab_stop, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
cfl_order_view_map (GtkWidget *widget)
{
  CflOrderView *self = CFL_ORDER_VIEW (widget);

  GTK_WIDGET_CLASS (cfl_order_view_parent_class)->map (widget);
  if (self->stale || !self->loaded)
    cfl_order_view_reload (self);
}

static void
cfl_order_view_dispose (GObject *object)
{
  CflOrderView *self = CFL_ORDER_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_clear_handle_id (&self->narrow_source, g_source_remove);
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_pointer (&self->tab_stop, gtk_widget_unparent);
  g_clear_pointer (&self->fallback_bar, gtk_widget_unparent);
  self->header_check = NULL;
  g_clear_object (&self->session);

  G_OBJECT_CLASS (cfl_order_view_parent_class)->dispose (object);
}

static void
cfl_order_view_finalize (GObject *object)
{
  CflOrderView *self = CFL_ORDER_VIEW (object);

  for (guint i = 0; i < CFL_ORDER_COLUMNS_MAX; i++)
    g_clear_object (&self->columns[i]);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->ticks);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->listing, cfl_listing_free);

  G_OBJECT_CLASS (cfl_order_view_parent_class)->finalize (object);
}

static void
cfl_order_view_class_init (CflOrderViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = cfl_order_view_dispose;
  object_class->finalize = cfl_order_view_finalize;
  widget_class->size_allocate = cfl_order_view_size_allocate;
  widget_class->measure = cfl_order_view_measure;
  widget_class->map = cfl_order_view_map;

  signals[SIGNAL_OPEN] = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, CFL_TYPE_ORDER_ITEM);
  signals[SIGNAL_FIX] = g_signal_new ("fix", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, CFL_TYPE_ORDER_ITEM);
  signals[SIGNAL_LISTED] =
      g_signal_new ("listed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SORTED] =
      g_signal_new ("sorted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CURSOR] =
      g_signal_new ("cursor", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cfl_order_view_init (CflOrderView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->cancellable = g_cancellable_new ();
  self->ticks = cfl_tick_set_new ();
  self->list = cfl_order_list_new (load_rows, self);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, 0);

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "orders");
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_column_view_set_reorderable (self->view, FALSE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect (self->view, "activate", G_CALLBACK (activate_cb), self);
  cfl_order_view_add_keys (self);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scrolled, TRUE);
  self->tab_stop = cfl_tab_stop_new (scrolled);
  gtk_widget_set_parent (self->tab_stop, GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

static const char *
list_label (CflList list)
{
  switch (list)
    {
    case CFL_LIST_ORDERS:
      return _ ("Purchase orders to upload");
    case CFL_LIST_INVOICE_ERRORS:
      return _ ("Supplier invoices that were not uploaded");
    case CFL_LIST_ORDER_ERRORS:
      return _ ("Purchase orders that were not uploaded");
    case CFL_LIST_UPLOADED:
      return _ ("Uploaded documents");
    case CFL_LIST_INVOICES:
    case CFL_N_LISTS:
    default:
      return _ ("Supplier invoices to upload");
    }
}

CflOrderView *
cfl_order_view_new (CflList list)
{
  CflOrderView *self = g_object_new (CFL_TYPE_ORDER_VIEW, NULL);

  self->listing = cfl_listing_new (list);
  self->listing->sort = list == CFL_LIST_INVOICES || list == CFL_LIST_ORDERS ? CFL_SORT_INVOICE_DATE
                                                                             : CFL_SORT_REFERENCE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  list_label (list), -1);
  /* The list inside does not take the name of the table. */
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_widget_get_last_child (GTK_WIDGET (self->view))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, list_label (list), -1);
  cfl_order_view_build_columns (self);
  return self;
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

const CflListing *
cfl_order_view_get_listing (CflOrderView *self)
{
  g_return_val_if_fail (CFL_IS_ORDER_VIEW (self), NULL);

  return self->listing;
}

CflTickSet *
cfl_order_view_get_ticks (CflOrderView *self)
{
  g_return_val_if_fail (CFL_IS_ORDER_VIEW (self), NULL);

  return self->ticks;
}

CflOrderList *
cfl_order_view_get_list (CflOrderView *self)
{
  g_return_val_if_fail (CFL_IS_ORDER_VIEW (self), NULL);

  return self->list;
}

/* "All" means all that was listed when it was said; a wider list would tick what nobody has seen. */
static void
question_changed (CflOrderView *self)
{
  if (cfl_tick_set_is_all_mode (self->ticks))
    cfl_tick_set_set_all (self->ticks, FALSE);
  cfl_order_view_reload (self);
}

void
cfl_order_view_set_show (CflOrderView *self, CflShow show)
{
  g_return_if_fail (CFL_IS_ORDER_VIEW (self));

  if (self->listing->show == show)
    return;
  self->listing->show = show;
  question_changed (self);
}

static void
set_text (CflOrderView *self, char **field, const char *text)
{
  if (text != NULL && text[0] == '\0')
    text = NULL;
  if (g_strcmp0 (*field, text) == 0)
    return;
  g_free (*field);
  *field = g_strdup (text);
  question_changed (self);
}

void
cfl_order_view_set_search (CflOrderView *self, const char *search)
{
  g_return_if_fail (CFL_IS_ORDER_VIEW (self));

  set_text (self, &self->listing->search, search);
}

void
cfl_order_view_set_cause (CflOrderView *self, const char *cause)
{
  g_return_if_fail (CFL_IS_ORDER_VIEW (self));

  set_text (self, &self->listing->cause, cause);
}

void
cfl_order_view_set_run (CflOrderView *self, gint64 run_id)
{
  g_return_if_fail (CFL_IS_ORDER_VIEW (self));

  if (self->listing->run_id == run_id)
    return;
  self->listing->run_id = run_id;
  question_changed (self);
}

void
cfl_order_view_take_sort (CflOrderView *self, CflSort sort, gboolean descending)
{
  if (self->listing->sort == sort && self->listing->descending == descending)
    return;
  self->listing->sort = sort;
  self->listing->descending = descending;
  g_signal_emit (self, signals[SIGNAL_SORTED], 0);
  cfl_order_view_reload (self);
}

void
cfl_order_view_set_sort (CflOrderView *self, CflSort sort, gboolean descending)
{
  g_return_if_fail (CFL_IS_ORDER_VIEW (self));

  cfl_order_view_take_sort (self, sort, descending);
  cfl_order_view_show_sort (self);
}

const CflSort *
cfl_order_view_get_sorts (CflOrderView *self, guint *n_sorts)
{
  static CflSort sorts[CFL_N_LISTS][8];
  guint n_columns;
  const CflOrderColumn *columns = cfl_order_columns_for_list (self->listing->list, &n_columns);

  for (guint i = 0; i < n_columns; i++)
    sorts[self->listing->list][i] = columns[i].sort;
  *n_sorts = n_columns;
  return sorts[self->listing->list];
}

gboolean
cfl_order_view_is_loaded (CflOrderView *self)
{
  g_return_val_if_fail (CFL_IS_ORDER_VIEW (self), FALSE);

  return self->loaded;
}

guint
cfl_order_view_get_n_rows (CflOrderView *self)
{
  g_return_val_if_fail (CFL_IS_ORDER_VIEW (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

CflOrderItem *
cfl_order_view_get_cursor (CflOrderView *self)
{
  g_return_val_if_fail (CFL_IS_ORDER_VIEW (self), NULL);

  return gtk_single_selection_get_selected_item (self->selection);
}

guint
cfl_order_view_get_cursor_position (CflOrderView *self)
{
  g_return_val_if_fail (CFL_IS_ORDER_VIEW (self), 0);

  return gtk_single_selection_get_selected (self->selection);
}

gboolean
cfl_order_view_move_cursor (CflOrderView *self, int by)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  guint n_items = cfl_order_view_get_n_rows (self);

  if (position == GTK_INVALID_LIST_POSITION || (by < 0 && position < (guint) -by) ||
      (by > 0 && position + by >= n_items))
    return FALSE;
  position += by;
  gtk_single_selection_set_selected (self->selection, position);
  scroll_to (self, position);
  return TRUE;
}

void
cfl_order_view_toggle_all (CflOrderView *self)
{
  cfl_tick_set_set_all (self->ticks, self->tick_state != CFL_TICK_STATE_ALL);
  /* The button has toggled itself; it shows what the ticks say. */
  cfl_order_view_set_tick_counts (self, G_MAXUINT, 0);
}

void
cfl_order_view_set_tick_counts (CflOrderView *self, guint ticked, guint ready)
{
  gboolean locked = cfl_tick_set_get_locked (self->ticks);

  g_return_if_fail (CFL_IS_ORDER_VIEW (self));

  if (self->header_check == NULL)
    return;
  if (ticked != G_MAXUINT)
    self->tick_state = cfl_tick_state_of (ticked, ready);
  else if (cfl_tick_set_is_empty (self->ticks))
    self->tick_state = CFL_TICK_STATE_NONE;
  else if (cfl_tick_set_is_all_mode (self->ticks))
    self->tick_state = CFL_TICK_STATE_ALL;
  self->updating_check = TRUE;
  gtk_check_button_set_active (self->header_check,
                               locked || self->tick_state == CFL_TICK_STATE_ALL);
  gtk_check_button_set_inconsistent (self->header_check,
                                     !locked && self->tick_state == CFL_TICK_STATE_SOME);
  self->updating_check = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->header_check),
                            !locked && (ready > 0 || ticked == G_MAXUINT));
}

void
cfl_order_view_emit_fix (CflOrderView *self, CflOrderItem *item)
{
  g_signal_emit (self, signals[SIGNAL_FIX], 0, item);
}

void
cfl_order_view_focus (CflOrderView *self)
{
  g_return_if_fail (CFL_IS_ORDER_VIEW (self));

  /* Rows that were never drawn take no focus yet. */
  self->focus_later = !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
                      !gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
