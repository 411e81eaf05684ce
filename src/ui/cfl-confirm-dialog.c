/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-confirm-dialog.h"

#include "cfl-status.h"
#include "cfl-upload-bar.h"

#include <glib/gi18n.h>

struct _CflConfirmDialog {
  GtkWindow parent_instance;

  GtkLabel *question;
  GtkLabel *explanation;
  GtkGrid *grid;
  GtkBox *notes;
  GtkButton *upload_button;

  CflSession *session;
  CflListing *listing;
  CflTicks *ticks;
};

G_DEFINE_FINAL_TYPE (CflConfirmDialog, cfl_confirm_dialog, GTK_TYPE_WINDOW)

static gboolean
is_orders (const CflListing *listing)
{
  return listing->list == CFL_LIST_ORDERS || listing->list == CFL_LIST_ORDER_ERRORS;
}

static void
on_upload_clicked (CflConfirmDialog *self)
{
  cfl_session_upload (self->session, self->listing, self->ticks);
  gtk_window_close (GTK_WINDOW (self));
}

static void
cfl_confirm_dialog_dispose (GObject *object)
{
  CflConfirmDialog *self = CFL_CONFIRM_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->listing, cfl_listing_free);
  g_clear_pointer (&self->ticks, cfl_ticks_free);

  G_OBJECT_CLASS (cfl_confirm_dialog_parent_class)->dispose (object);
}

static void
cfl_confirm_dialog_class_init (CflConfirmDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cfl_confirm_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/counterfoil/Counterfoil/cfl-confirm-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CflConfirmDialog, question);
  gtk_widget_class_bind_template_child (widget_class, CflConfirmDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, CflConfirmDialog, grid);
  gtk_widget_class_bind_template_child (widget_class, CflConfirmDialog, notes);
  gtk_widget_class_bind_template_child (widget_class, CflConfirmDialog, upload_button);
  gtk_widget_class_bind_template_callback (widget_class, on_upload_clicked);
}

static void
cfl_confirm_dialog_init (CflConfirmDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
add_cell (CflConfirmDialog *self, int column, int row, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_xalign (GTK_LABEL (label), column == 1 ? 1 : 0);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
  return label;
}

static void
add_sum (CflConfirmDialog *self, int row, const CflSum *sum)
{
  g_autofree char *amount = cfl_amount_to_markup (sum->sum, sum->currency);
  g_autofree char *count = NULL;
  GtkWidget *label;

  count = is_orders (self->listing)
              ? g_strdup_printf (ngettext ("%u purchase order", "%u purchase orders", sum->count),
                                 sum->count)
              : g_strdup_printf (ngettext ("%u bill", "%u bills", sum->count), sum->count);
  label = add_cell (self, 0, row, NULL);
  gtk_label_set_text (GTK_LABEL (label), count);
  label = add_cell (self, 1, row, "heading");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_markup (GTK_LABEL (label), amount);
  label = add_cell (self, 2, row, "dim");
  gtk_label_set_text (GTK_LABEL (label), sum->currency);
}

static void
add_note (CflConfirmDialog *self, const char *icon, const char *css_class, const char *sentence)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *label = gtk_label_new (sentence);

  gtk_widget_add_css_class (box, "note");
  gtk_widget_add_css_class (image, css_class);
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 52);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (self->notes, box);
}

static const char *
environment_name (CflEnvironment environment)
{
  switch (environment)
    {
    case CFL_ENVIRONMENT_PRACTICE:
      return _ ("practice");
    case CFL_ENVIRONMENT_SANDBOX:
      return _ ("sandbox");
    case CFL_ENVIRONMENT_CUSTOM:
      return _ ("an address of your own");
    case CFL_ENVIRONMENT_PRODUCTION:
    default:
      return _ ("production, the real books");
    }
}

static void
explain (CflConfirmDialog *self)
{
  CflCompanyEntry *entry = cfl_session_get_entry (self->session);
  const CflCompany *company =
      cfl_sync_service_get_company (cfl_session_get_service (self->session));
  const char *name = company != NULL && company->name != NULL && company->name[0] != '\0'
                         ? company->name
                         : entry->name;
  g_autofree char *text = NULL;

  /* Translators: the company's name, then its environment: "Acme Ltd (QuickBooks, sandbox)". */
  text = is_orders (self->listing)
             ? g_strdup_printf (_ ("They become purchase orders in %s (QuickBooks, %s)."), name,
                                environment_name (entry->environment))
             : g_strdup_printf (_ ("They become bills in %s (QuickBooks, %s)."), name,
                                environment_name (entry->environment));
  gtk_label_set_text (self->explanation, text);
  if (cfl_session_is_practice (self->session))
    add_note (self, "applications-science-symbolic", "info",
              _ ("This is the practice company. Nothing reaches the real QuickBooks."));
  if (is_orders (self->listing))
    add_note (self, "help-about-symbolic", "info",
              _ ("The bill of an order that is in QuickBooks as a purchase order is not uploaded "
                 "from here: make it there, from the purchase order."));
  add_note (
      self, "help-about-symbolic", "info",
      _ ("What cannot be sent stays here or moves to Errors, with the reason. Nothing is sent "
         "twice."));
}

GtkWindow *
cfl_confirm_dialog_new (GtkWindow *parent,
                        CflSession *session,
                        const CflListing *listing,
                        const CflTicks *ticks,
                        const GArray *sums)
{
  CflConfirmDialog *self = g_object_new (CFL_TYPE_CONFIRM_DIALOG, "transient-for", parent, NULL);
  guint count = cfl_sums_count (sums);
  g_autofree char *question = NULL;
  g_autofree char *button = NULL;

  self->session = g_object_ref (session);
  self->listing = cfl_listing_copy (listing);
  self->ticks = ticks != NULL ? cfl_ticks_copy (ticks) : NULL;
  if (is_orders (listing))
    {
      question = g_strdup_printf (
          ngettext ("Upload %u purchase order?", "Upload %u purchase orders?", count), count);
      button = g_strdup_printf (
          ngettext ("_Upload %u Purchase Order", "_Upload %u Purchase Orders", count), count);
    }
  else
    {
      question = g_strdup_printf (
          ngettext ("Upload %u supplier invoice?", "Upload %u supplier invoices?", count), count);
      button = g_strdup_printf (ngettext ("_Upload %u Bill", "_Upload %u Bills", count), count);
    }
  gtk_label_set_text (self->question, question);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, question,
                                  -1);
  gtk_button_set_label (self->upload_button, button);
  explain (self);
  for (guint i = 0; sums != NULL && i < sums->len; i++)
    add_sum (self, i, &g_array_index (sums, CflSum, i));
  if (cfl_session_is_practice (session))
    gtk_widget_add_css_class (GTK_WIDGET (self), "practice");
  return GTK_WINDOW (self);
}
