/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-matches-dialog.h"

#include "cfl-record.h"
#include "cfl-side-row.h"

#include <glib/gi18n.h>

struct _CflMatchesDialog {
  GtkWindow parent_instance;

  GtkListView *matches_view;
  GtkLabel *problem;
  GtkButton *link_button;

  CflSession *session;
  GListStore *matches;
  guint next; /* the match to be linked next */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CflMatchesDialog, cfl_matches_dialog, GTK_TYPE_WINDOW)

enum { SIGNAL_LINKED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
fill_match (CflSideRow *side, gconstpointer record)
{
  const CflContactRow *row = record;
  /* Translators: a vendor in QuickBooks, and its currency. */
  g_autofree char *caption = g_strdup_printf (
      _ ("to vendor %s, %s"), row->vendor != NULL ? row->vendor->display_name : "–",
      row->vendor != NULL && row->vendor->currency[0] != '\0' ? row->vendor->currency
                                                              : row->currency);

  cfl_side_row_set_icon (side, "object-select-symbolic", "ok");
  cfl_side_row_set_text (side, row->contact->name, caption);
  cfl_side_row_set_count (side, row->waiting, FALSE);
}

static void link_next (CflMatchesDialog *self);

static void
linked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflMatchesDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!cfl_sync_service_link_finish (CFL_SYNC_SERVICE (source), result, &error))
    {
      g_signal_emit (self, signals[SIGNAL_LINKED], 0);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_label_set_text (self->problem, error->message);
      return;
    }
  self->next++;
  link_next (self);
}

static void
link_next (CflMatchesDialog *self)
{
  g_autoptr (CflRecord) record = g_list_model_get_item (G_LIST_MODEL (self->matches), self->next);
  const CflContactRow *row = record != NULL ? cfl_record_get (record) : NULL;

  if (row == NULL || row->vendor == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_LINKED], 0);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  cfl_sync_service_link_async (cfl_session_get_service (self->session), row->contact->id,
                               row->vendor->id, self->cancellable, linked_cb, g_object_ref (self));
}

static void
on_link_clicked (CflMatchesDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->link_button), FALSE);
  link_next (self);
}

static void
matches_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflMatchesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) matches =
      cfl_sync_service_list_exact_matches_finish (CFL_SYNC_SERVICE (source), result, &error);
  g_autofree char *label = NULL;

  if (matches == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_label_set_text (self->problem, error->message);
      return;
    }
  for (guint i = 0; i < matches->len; i++)
    {
      g_autoptr (CflRecord) record =
          cfl_record_new (CFL_TYPE_CONTACT_ROW, g_ptr_array_index (matches, i));

      g_list_store_append (self->matches, record);
    }
  label = g_strdup_printf (ngettext ("_Link %u Supplier", "_Link %u Suppliers", matches->len),
                           matches->len);
  gtk_button_set_label (self->link_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->link_button), matches->len > 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->link_button));
}

static void
cfl_matches_dialog_dispose (GObject *object)
{
  g_cancellable_cancel (CFL_MATCHES_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (cfl_matches_dialog_parent_class)->dispose (object);
}

static void
cfl_matches_dialog_finalize (GObject *object)
{
  CflMatchesDialog *self = CFL_MATCHES_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->matches);

  G_OBJECT_CLASS (cfl_matches_dialog_parent_class)->finalize (object);
}

static void
cfl_matches_dialog_class_init (CflMatchesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cfl_matches_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = cfl_matches_dialog_finalize;
  signals[SIGNAL_LINKED] = g_signal_new ("linked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/counterfoil/Counterfoil/cfl-matches-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CflMatchesDialog, matches_view);
  gtk_widget_class_bind_template_child (widget_class, CflMatchesDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CflMatchesDialog, link_button);
  gtk_widget_class_bind_template_callback (widget_class, on_link_clicked);
}

static void
cfl_matches_dialog_init (CflMatchesDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = cfl_side_row_make_factory (fill_match);
  g_autoptr (GtkNoSelection) selection = NULL;

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->matches = g_list_store_new (CFL_TYPE_RECORD);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->matches)));
  gtk_list_view_set_factory (self->matches_view, factory);
  gtk_list_view_set_model (self->matches_view, GTK_SELECTION_MODEL (selection));
  gtk_widget_set_sensitive (GTK_WIDGET (self->link_button), FALSE);
}

GtkWindow *
cfl_matches_dialog_new (GtkWindow *parent, CflSession *session)
{
  CflMatchesDialog *self = g_object_new (CFL_TYPE_MATCHES_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  if (cfl_session_is_practice (session))
    gtk_widget_add_css_class (GTK_WIDGET (self), "practice");
  cfl_sync_service_list_exact_matches_async (cfl_session_get_service (session), self->cancellable,
                                             matches_cb, g_object_ref (self));
  return GTK_WINDOW (self);
}
