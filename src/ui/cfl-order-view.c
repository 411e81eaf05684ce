/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-order-view-private.h"

#include "cfl-tab-stop.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (CflOrderView, cfl_order_view, GTK_TYPE_WIDGET)

static guint signals[CFL_ORDER_VIEW_N_SIGNALS];

void
cfl_order_view_emit (CflOrderView *self, CflOrderViewSignal signal, CflOrderItem *item)
{
  if (signal == CFL_ORDER_VIEW_OPEN || signal == CFL_ORDER_VIEW_FIX)
    g_signal_emit (self, signals[signal], 0, item);
  else
    g_signal_emit (self, signals[signal], 0);
}

static void
activate_cb (GtkColumnView *view, guint position, CflOrderView *self)
{
  g_autoptr (CflOrderItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (item != NULL)
    cfl_order_view_emit (self, CFL_ORDER_VIEW_OPEN, item);
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

  if (height != self->height && self->look_source == 0 && cfl_order_view_is_at_top (self))
    {
      /* The list keeps its middle in place when its height changes, which cuts the first row off. */
      self->stay_at_top = TRUE;
      cfl_order_view_look_again (self);
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

  signals[CFL_ORDER_VIEW_OPEN] = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 1, CFL_TYPE_ORDER_ITEM);
  signals[CFL_ORDER_VIEW_FIX] = g_signal_new ("fix", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, CFL_TYPE_ORDER_ITEM);
  signals[CFL_ORDER_VIEW_LISTED] =
      g_signal_new ("listed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CFL_ORDER_VIEW_SORTED] =
      g_signal_new ("sorted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CFL_ORDER_VIEW_CURSOR] =
      g_signal_new ("cursor", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cfl_order_view_init (CflOrderView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->cancellable = g_cancellable_new ();
  self->ticks = cfl_tick_set_new ();
  self->list = cfl_order_list_new (cfl_order_view_load_rows, self);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  cfl_order_view_watch_cursor (self);

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

guint
cfl_order_view_get_n_rows (CflOrderView *self)
{
  g_return_val_if_fail (CFL_IS_ORDER_VIEW (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}
