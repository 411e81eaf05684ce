/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-order-page.h"

#include "cfl-empty-page.h"
#include "cfl-order-page-private.h"
#include "cfl-status.h"
#include "cfl-upload-bar.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (CflOrderPage, cfl_order_page, GTK_TYPE_WIDGET)

enum { SIGNAL_UPLOAD, N_SIGNALS };

static guint signals[N_SIGNALS];

static const CflShow shows[] = { CFL_SHOW_ALL,           CFL_SHOW_READY, CFL_SHOW_ATTENTION,
                                 CFL_SHOW_DO_NOT_IMPORT, CFL_SHOW_VOID,  CFL_SHOW_OUT_OF_WINDOW,
                                 CFL_SHOW_UPLOADING };

static const char *
show_title (CflShow show)
{
  switch (show)
    {
    case CFL_SHOW_READY:
      return _ ("Ready");
    case CFL_SHOW_ATTENTION:
      return _ ("Needs attention");
    case CFL_SHOW_DO_NOT_IMPORT:
      return _ ("Do Not Import");
    case CFL_SHOW_VOID:
      return _ ("Void");
    case CFL_SHOW_OUT_OF_WINDOW:
      return _ ("Outside the past months");
    case CFL_SHOW_UPLOADING:
      return _ ("Being uploaded");
    case CFL_SHOW_ALL:
    case CFL_N_SHOWS:
    default:
      return _ ("All");
    }
}

/* The titles with their counts; the choice stays where it is. */
static void
update_shows (CflOrderPage *self)
{
  const CflCounts *counts = cfl_session_get_counts (self->session);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) titles = NULL;
  guint selected = gtk_drop_down_get_selected (self->show_drop_down);

  for (guint i = 0; i < G_N_ELEMENTS (shows); i++)
    {
      guint count = shows[i] == CFL_SHOW_ALL ? counts->lists[self->list]
                                             : counts->shows[self->list][shows[i]];
      /* Translators: which orders are listed, and how many there are: "Ready (33)". */
      g_autofree char *title = g_strdup_printf (_ ("%s (%u)"), show_title (shows[i]), count);

      g_strv_builder_add (builder, title);
    }
  titles = g_strv_builder_end (builder);
  self->updating = TRUE;
  gtk_string_list_splice (self->show_titles, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->show_titles)),
                          (const char *const *) titles);
  gtk_drop_down_set_selected (self->show_drop_down,
                              selected == GTK_INVALID_LIST_POSITION ? 0 : selected);
  self->updating = FALSE;
}

static void
on_show_selected (CflOrderPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->show_drop_down);

  if (!self->updating && selected < G_N_ELEMENTS (shows))
    cfl_order_view_set_show (self->view, shows[selected]);
}

static void
update_note (CflOrderPage *self)
{
  g_autofree char *work = cfl_session_describe_work (self->session);
  const CflCompany *company =
      cfl_sync_service_get_company (cfl_session_get_service (self->session));
  gboolean working = cfl_session_is_working (self->session) && work[0] != '\0';
  guint months = company != NULL ? company->past_months : 0;
  gint64 last_pull = 0;
  g_autofree char *time = NULL;
  g_autofree char *range = NULL;
  g_autofree char *note = NULL;

  gtk_widget_set_visible (self->work_spinner, working);
  gtk_spinner_set_spinning (GTK_SPINNER (self->work_spinner), working);
  gtk_widget_set_hexpand (GTK_WIDGET (self->note_label), !working);
  if (working)
    {
      gtk_label_set_text (self->note_label, work);
      return;
    }
  if (cfl_session_is_uploading (self->session))
    {
      gtk_label_set_text (self->note_label, _ ("The list can be used while the upload goes on"));
      return;
    }

  g_object_get (cfl_session_get_service (self->session), "last-pull", &last_pull, NULL);
  range = months == 0 ? g_strdup (_ ("All orders"))
                      : g_strdup_printf (ngettext ("Orders of the past %u month",
                                                   "Orders of the past %u months", months),
                                         months);
  if (last_pull != 0)
    {
      time = cfl_instant_to_display (last_pull);
      /* Translators: "Orders of the past 3 months", then a time. */
      note = g_strdup_printf (_ ("%s, refreshed at %s"), range, time);
    }
  gtk_label_set_text (self->note_label, note != NULL ? note : range);
}

static void
sums_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflOrderPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) sums = cfl_sync_service_sum_finish (CFL_SYNC_SERVICE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->summing = FALSE;
  if (sums != NULL)
    {
      g_clear_pointer (&self->sums, g_array_unref);
      self->sums = g_array_ref (sums);
      cfl_order_page_show_sums (self);
    }
  if (self->sum_again)
    cfl_order_page_sum (self);
}

CflListing *
cfl_order_page_get_upload (CflOrderPage *self, CflTicks **ticks)
{
  CflTickSet *set = cfl_order_view_get_ticks (self->view);
  CflListing *listing = cfl_listing_copy (cfl_order_view_get_listing (self->view));

  *ticks = NULL;
  if (cfl_tick_set_is_empty (set))
    {
      if (listing->show != CFL_SHOW_ALL)
        listing->show = CFL_SHOW_READY;
      return listing;
    }
  *ticks = cfl_ticks_copy (cfl_tick_set_get_ticks (set));
  if (!cfl_tick_set_is_all_mode (set))
    {
      /* Ticked one by one: they count even when the search or the filter now hides them. */
      listing->show = CFL_SHOW_ALL;
      g_clear_pointer (&listing->search, g_free);
    }
  return listing;
}

void
cfl_order_page_sum (CflOrderPage *self)
{
  g_autoptr (CflListing) listing = NULL;
  g_autoptr (CflTicks) ticks = NULL;

  self->sum_again = self->summing;
  if (self->summing || self->session == NULL || !cfl_session_is_open (self->session))
    return;
  self->summing = TRUE;
  listing = cfl_order_page_get_upload (self, &ticks);
  cfl_sync_service_sum_async (cfl_session_get_service (self->session), listing, ticks,
                              self->cancellable, sums_cb, g_object_ref (self));
}

void
cfl_order_page_show_sums (CflOrderPage *self)
{
  CflTickSet *ticks = cfl_order_view_get_ticks (self->view);
  gboolean none = cfl_tick_set_is_empty (ticks);
  guint count = cfl_sums_count (self->sums);
  guint ready = cfl_session_get_counts (self->session)->shows[self->list][CFL_SHOW_READY];

  cfl_upload_bar_set_sums (CFL_UPLOAD_BAR (self->bar), self->sums, none);
  if (cfl_tick_set_is_all_mode (ticks) && cfl_tick_set_get_ticks (ticks)->exceptions->len == 0)
    ready = count;
  cfl_order_view_set_tick_counts (self->view, none ? 0 : count, none ? count : MAX (ready, count));
}

static void
session_changed_cb (CflOrderPage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return; /* the tab in front comes first; this one follows when it is shown */
  update_shows (self);
  update_note (self);
  cfl_order_page_show_empty (self);
  if (cfl_order_view_is_loaded (self->view)) /* the rows come first */
    cfl_order_page_sum (self);
}

static void
listed_cb (CflOrderPage *self)
{
  cfl_order_page_show_empty (self);
  cfl_session_need_counts (self->session);
  cfl_order_page_sum (self);
}

static void
cfl_order_page_map (GtkWidget *widget)
{
  CflOrderPage *self = CFL_ORDER_PAGE (widget);

  GTK_WIDGET_CLASS (cfl_order_page_parent_class)->map (widget);
  if (self->session == NULL)
    return;
  session_changed_cb (self);
  cfl_order_view_reload (self->view);
}

static void
upload_cb (CflUploadBar *bar, CflOrderPage *self)
{
  g_signal_emit (self, signals[SIGNAL_UPLOAD], 0);
}

static void
cfl_order_page_dispose (GObject *object)
{
  CflOrderPage *self = CFL_ORDER_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  g_clear_object (&self->show_titles);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->sums, g_array_unref);

  G_OBJECT_CLASS (cfl_order_page_parent_class)->dispose (object);
}

static void
cfl_order_page_class_init (CflOrderPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cfl_order_page_dispose;
  widget_class->map = cfl_order_page_map;
  signals[SIGNAL_UPLOAD] = g_signal_new ("upload", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CFL_TYPE_EMPTY_PAGE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/counterfoil/Counterfoil/cfl-order-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CflOrderPage, box);
  gtk_widget_class_bind_template_child (widget_class, CflOrderPage, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, CflOrderPage, show_drop_down);
  gtk_widget_class_bind_template_child (widget_class, CflOrderPage, work_spinner);
  gtk_widget_class_bind_template_child (widget_class, CflOrderPage, note_label);
  gtk_widget_class_bind_template_child (widget_class, CflOrderPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CflOrderPage, empty_page);
  gtk_widget_class_bind_template_callback (widget_class, on_show_selected);
}

static void
cfl_order_page_init (CflOrderPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->show_titles = gtk_string_list_new (NULL);
  gtk_drop_down_set_model (self->show_drop_down, G_LIST_MODEL (self->show_titles));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->show_drop_down))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Show"), -1);
  self->updating = FALSE;
}

CflOrderPage *
cfl_order_page_new (CflList list)
{
  CflOrderPage *self = g_object_new (CFL_TYPE_ORDER_PAGE, NULL);

  self->list = list;
  self->view = cfl_order_view_new (list);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->view), "list");
  g_signal_connect_swapped (cfl_order_view_get_ticks (self->view), "changed",
                            G_CALLBACK (cfl_order_page_sum), self);
  g_signal_connect_swapped (self->view, "listed", G_CALLBACK (listed_cb), self);
  self->bar = cfl_upload_bar_new (list);
  g_signal_connect (self->bar, "upload", G_CALLBACK (upload_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->bar);
  return self;
}

void
cfl_order_page_set_session (CflOrderPage *self, CflSession *session)
{
  g_return_if_fail (CFL_IS_ORDER_PAGE (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->summing = FALSE;
  g_set_object (&self->session, session);
  cfl_upload_bar_set_session (CFL_UPLOAD_BAR (self->bar), session);
  cfl_order_view_set_session (self->view, session);
  if (session == NULL)
    return;
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  session_changed_cb (self);
}

void
cfl_order_page_set_search (CflOrderPage *self, const char *search)
{
  g_return_if_fail (CFL_IS_ORDER_PAGE (self));

  cfl_order_view_set_search (self->view, search);
}

void
cfl_order_page_set_show (CflOrderPage *self, CflShow show)
{
  g_return_if_fail (CFL_IS_ORDER_PAGE (self));

  for (guint i = 0; i < G_N_ELEMENTS (shows); i++)
    if (shows[i] == show)
      gtk_drop_down_set_selected (self->show_drop_down, i);
}

CflOrderView *
cfl_order_page_get_view (CflOrderPage *self)
{
  g_return_val_if_fail (CFL_IS_ORDER_PAGE (self), NULL);

  return self->view;
}

const GArray *
cfl_order_page_get_sums (CflOrderPage *self)
{
  g_return_val_if_fail (CFL_IS_ORDER_PAGE (self), NULL);

  return self->sums;
}
