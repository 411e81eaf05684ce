/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-create-vendor-dialog.h"

#include <glib/gi18n.h>

struct _CflCreateVendorDialog {
  GtkWindow parent_instance;

  GtkLabel *explanation;
  GtkEditable *entry;
  GtkWidget *problem_box;
  GtkLabel *problem;
  GtkSpinner *spinner;
  GtkButton *link_button;
  GtkWidget *create_button;

  CflSession *session;
  CflContactRow *contact;
  char *near_id; /* (nullable): a vendor that is most likely the same firm */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CflCreateVendorDialog, cfl_create_vendor_dialog, GTK_TYPE_WINDOW)

enum { SIGNAL_CREATED, SIGNAL_LINK, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
on_changed (CflCreateVendorDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  gtk_widget_set_sensitive (self->create_button, name[0] != '\0');
}

static void
set_busy (CflCreateVendorDialog *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), !busy);
  gtk_widget_set_sensitive (self->create_button, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->link_button), !busy);
}

/* Vendors, customers and employees share their names in QuickBooks. */
static void
offer_other_name (CflCreateVendorDialog *self)
{
  const char *suffix =
      self->contact->currency[0] != '\0' ? self->contact->currency : _ ("Supplier");
  g_autofree char *tail = g_strdup_printf (" (%s)", suffix);
  g_autofree char *name = NULL;

  if (g_str_has_suffix (gtk_editable_get_text (self->entry), tail))
    return;
  name = g_strconcat (gtk_editable_get_text (self->entry), tail, NULL);
  gtk_editable_set_text (self->entry, name);
}

static void
show_problem (CflCreateVendorDialog *self, const char *sentence)
{
  gtk_label_set_text (self->problem, sentence);
  gtk_widget_set_visible (self->problem_box, TRUE);
}

/* A second vendor for one firm is hard to get rid of in QuickBooks, so the one that is there is
 * offered first. */
static void
offer_near (CflCreateVendorDialog *self, const CflVendor *vendor)
{
  /* Translators: a vendor's name, then its id in QuickBooks. */
  g_autofree char *sentence = g_strdup_printf (
      _ ("QuickBooks has “%s” already (vendor %s). Link this supplier to it, unless "
         "it is another firm."),
      vendor->display_name, vendor->id);

  self->near_id = g_strdup (vendor->id);
  show_problem (self, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->link_button), TRUE);
  gtk_widget_remove_css_class (self->create_button, "suggested-action");
  gtk_button_set_label (GTK_BUTTON (self->create_button), _ ("C_reate Another"));
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->link_button));
  gtk_widget_grab_focus (GTK_WIDGET (self->link_button));
}

static void
candidates_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflCreateVendorDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) candidates =
      cfl_sync_service_list_candidates_finish (CFL_SYNC_SERVICE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  on_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  for (guint i = 0; candidates != NULL && i < candidates->len && self->near_id == NULL; i++)
    {
      const CflCandidate *candidate = g_ptr_array_index (candidates, i);

      if (cfl_match_is_near (candidate->match))
        offer_near (self, candidate->vendor);
    }
}

static void
on_link_clicked (CflCreateVendorDialog *self)
{
  g_signal_emit (self, signals[SIGNAL_LINK], 0, self->near_id);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflCreateVendorDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (cfl_sync_service_create_vendor_finish (CFL_SYNC_SERVICE (source), result, &error))
    {
      g_signal_emit (self, signals[SIGNAL_CREATED], 0);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  show_problem (self, error->message);
  if (g_error_matches (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_NAME_TAKEN))
    offer_other_name (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_create_clicked (CflCreateVendorDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  set_busy (self, TRUE);
  gtk_widget_set_visible (self->problem_box, FALSE);
  cfl_sync_service_create_vendor_async (cfl_session_get_service (self->session),
                                        self->contact->contact->id, name, self->cancellable,
                                        created_cb, g_object_ref (self));
}

static void
cfl_create_vendor_dialog_dispose (GObject *object)
{
  CflCreateVendorDialog *self = CFL_CREATE_VENDOR_DIALOG (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (cfl_create_vendor_dialog_parent_class)->dispose (object);
}

static void
cfl_create_vendor_dialog_finalize (GObject *object)
{
  CflCreateVendorDialog *self = CFL_CREATE_VENDOR_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->contact, cfl_contact_row_unref);
  g_clear_pointer (&self->near_id, g_free);

  G_OBJECT_CLASS (cfl_create_vendor_dialog_parent_class)->finalize (object);
}

static void
cfl_create_vendor_dialog_class_init (CflCreateVendorDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cfl_create_vendor_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = cfl_create_vendor_dialog_finalize;
  signals[SIGNAL_CREATED] = g_signal_new ("created", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LINK] = g_signal_new ("link", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/counterfoil/Counterfoil/cfl-create-vendor-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CflCreateVendorDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, CflCreateVendorDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, CflCreateVendorDialog, problem_box);
  gtk_widget_class_bind_template_child (widget_class, CflCreateVendorDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CflCreateVendorDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, CflCreateVendorDialog, link_button);
  gtk_widget_class_bind_template_child (widget_class, CflCreateVendorDialog, create_button);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_create_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_link_clicked);
}

static void
cfl_create_vendor_dialog_init (CflCreateVendorDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
cfl_create_vendor_dialog_new (GtkWindow *parent, CflSession *session, const CflContactRow *contact)
{
  CflCreateVendorDialog *self =
      g_object_new (CFL_TYPE_CREATE_VENDOR_DIALOG, "transient-for", parent, NULL);
  g_autofree char *text = NULL;

  self->session = g_object_ref (session);
  self->contact = cfl_contact_row_ref ((CflContactRow *) contact);
  /* Translators: the currency of the new vendor. */
  text = contact->currency[0] != '\0'
             ? g_strdup_printf (_ ("A new vendor in %s is created in QuickBooks and linked to this "
                                   "supplier. QuickBooks cannot change a vendor’s currency later."),
                                contact->currency)
             : g_strdup (_ ("A new vendor is created in QuickBooks and linked to this supplier."));
  gtk_label_set_text (self->explanation, text);
  gtk_editable_set_text (self->entry, contact->contact->name);
  set_busy (self, TRUE);
  cfl_sync_service_list_candidates_async (cfl_session_get_service (session), contact->contact->id,
                                          NULL, self->cancellable, candidates_cb,
                                          g_object_ref (self));
  if (cfl_session_is_practice (session))
    gtk_widget_add_css_class (GTK_WIDGET (self), "practice");
  return GTK_WINDOW (self);
}
