/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-link-dialog.h"

#include "cfl-link-dialog-private.h"
#include "cfl-matches-dialog.h"
#include "cfl-record.h"
#include "cfl-side-row.h"
#include "cfl-tab-stop.h"
#include "cfl-wording.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (CflLinkDialog, cfl_link_dialog, GTK_TYPE_WINDOW)

const CflContactRow *
cfl_link_dialog_get_row (CflLinkDialog *self)
{
  CflRecord *record = gtk_single_selection_get_selected_item (self->selection);

  return record != NULL ? cfl_record_get (record) : NULL;
}

static void
fill_supplier (CflSideRow *side, gconstpointer record)
{
  const CflContactRow *row = record;
  gboolean linked = row->reason == CFL_REASON_READY;
  g_autofree char *caption = NULL;

  if (linked && row->vendor != NULL)
    caption = g_strdup (row->vendor->display_name);
  else
    {
      g_autoptr (CflWords) words = cfl_words_for_reason (
          row->reason, row->vendor != NULL ? row->vendor->currency : NULL, CFL_DOCUMENT_KIND_BILL);

      caption = g_strdup (words->status);
    }
  if (row->currency[0] != '\0')
    {
      char *with_currency = g_strdup_printf ("%s, %s", caption, row->currency);

      g_free (caption);
      caption = with_currency;
    }
  cfl_side_row_set_icon (side, linked ? "object-select-symbolic" : "dialog-warning-symbolic",
                         linked ? "ok" : "warn");
  cfl_side_row_set_text (side, row->contact->name, caption);
  cfl_side_row_set_count (side, row->waiting, !linked);
}

static char *
describe_contact (const CflContactRow *row)
{
  const CflContact *contact = row->contact;
  const char *const parts[] = { contact->city, contact->country, contact->email,
                                contact->tax_number, row->currency };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && parts[i][0] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_string_free (text, FALSE);
}

static void
show_supplier (CflLinkDialog *self)
{
  const CflContactRow *row = cfl_link_dialog_get_row (self);
  g_autofree char *about = NULL;
  g_autofree char *waiting = NULL;

  if (row == NULL)
    return;
  gtk_label_set_text (self->name, row->contact->name);
  about = describe_contact (row);
  gtk_label_set_text (self->about, about);
  gtk_widget_set_visible (GTK_WIDGET (self->about), about[0] != '\0');
  if (row->waiting > 0)
    {
      g_autofree char *count = g_strdup_printf (
          row->reason == CFL_REASON_READY ? ngettext ("%u order waits to be uploaded",
                                                      "%u orders wait to be uploaded", row->waiting)
                                          : ngettext ("%u order waits for this link",
                                                      "%u orders wait for this link", row->waiting),
          row->waiting);

      waiting = g_strdup_printf ("%s: %s", count, row->waiting_references);
      gtk_label_set_text (self->waiting, waiting);
    }
  gtk_widget_set_visible (self->waiting_box, row->waiting > 0);
  gtk_widget_set_sensitive (self->unlink_button, row->contact->vendor_id[0] != '\0');
  gtk_stack_set_visible_child_name (self->stack, "supplier");
  cfl_link_dialog_load_vendors (self);
}

static void
selected_cb (CflLinkDialog *self)
{
  if (self->updating)
    return;
  gtk_editable_set_text (self->vendor_search, "");
  show_supplier (self);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const CflContactRow *first = *(CflContactRow *const *) a;
  const CflContactRow *second = *(CflContactRow *const *) b;
  gboolean first_linked = first->reason == CFL_REASON_READY;
  gboolean second_linked = second->reason == CFL_REASON_READY;

  if (first_linked != second_linked)
    return first_linked ? 1 : -1;
  if (first->waiting != second->waiting)
    return first->waiting < second->waiting ? 1 : -1;
  return g_utf8_collate (first->contact->name, second->contact->name);
}

static guint
find_wanted (CflLinkDialog *self, GPtrArray *rows)
{
  for (guint i = 0; self->wanted_id != 0 && i < rows->len; i++)
    if (((CflContactRow *) g_ptr_array_index (rows, i))->contact->id == self->wanted_id)
      return i;
  return 0; /* what needs a link stands first */
}

static void
show_summary (CflLinkDialog *self, GPtrArray *rows)
{
  guint unlinked = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < rows->len; i++)
    unlinked += ((CflContactRow *) g_ptr_array_index (rows, i))->reason != CFL_REASON_READY;
  text =
      unlinked == 0
          ? g_strdup_printf (
                ngettext ("%u supplier, linked", "%u suppliers, all linked", rows->len), rows->len)
          : g_strdup_printf (_ ("%u of %u suppliers need a link"), unlinked, rows->len);
  gtk_label_set_text (self->subtitle, text);
}

/* Once the rows have their places. */
static gboolean
scroll_cb (gpointer user_data)
{
  CflLinkDialog *self = user_data;
  guint position;

  if (self->selection == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self->suppliers_view)))
    return G_SOURCE_REMOVE;
  position = gtk_single_selection_get_selected (self->selection);
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->suppliers_view), "list.scroll-to-item", "u",
                                position);
  return G_SOURCE_REMOVE;
}

static void
suppliers_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflLinkDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      cfl_sync_service_list_contacts_finish (CFL_SYNC_SERVICE (source), result, &error);
  g_autoptr (GPtrArray) records = NULL;

  if (rows == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cfl_empty_page_set (self->empty_page, "dialog-warning-symbolic", _ ("There is a problem"),
                            error->message);
      return;
    }
  g_ptr_array_sort (rows, compare_rows);
  records = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (records, cfl_record_new (CFL_TYPE_CONTACT_ROW, g_ptr_array_index (rows, i)));
  self->updating = TRUE;
  g_list_store_remove_all (self->suppliers);
  g_list_store_splice (self->suppliers, 0, 0, records->pdata, records->len);
  if (rows->len > 0)
    {
      guint position = find_wanted (self, rows);

      gtk_single_selection_set_selected (self->selection, position);
      g_idle_add_full (G_PRIORITY_LOW, scroll_cb, g_object_ref (self), g_object_unref);
    }
  self->updating = FALSE;
  if (gtk_editable_get_text (self->supplier_search)[0] == '\0')
    show_summary (self, rows);
  if (rows->len > 0)
    {
      show_supplier (self);
      return;
    }
  cfl_empty_page_set (self->empty_page, "system-search-symbolic", _ ("No supplier"),
                      _ ("Suppliers come with the orders. Get new orders, or search for another "
                         "name."));
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
exact_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflLinkDialog) self = user_data;
  g_autoptr (GPtrArray) matches =
      cfl_sync_service_list_exact_matches_finish (CFL_SYNC_SERVICE (source), result, NULL);
  g_autofree char *label = NULL;

  if (matches == NULL)
    return;
  label = g_strdup_printf (_ ("_Accept All Exact Matches (%u)…"), matches->len);
  gtk_button_set_label (self->accept_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept_button), matches->len > 0);
}

void
cfl_link_dialog_reload (CflLinkDialog *self)
{
  CflSyncService *service = cfl_session_get_service (self->session);

  g_cancellable_cancel (self->suppliers_cancellable);
  g_object_unref (self->suppliers_cancellable);
  self->suppliers_cancellable = g_cancellable_new ();
  cfl_sync_service_list_contacts_async (service, gtk_editable_get_text (self->supplier_search),
                                        self->suppliers_cancellable, suppliers_cb,
                                        g_object_ref (self));
  cfl_sync_service_list_exact_matches_async (service, self->suppliers_cancellable, exact_cb,
                                             g_object_ref (self));
}

static void
on_unlink_clicked (CflLinkDialog *self)
{
  cfl_link_dialog_link (self, NULL);
}

static void
on_accept_clicked (CflLinkDialog *self)
{
  GtkWindow *dialog = cfl_matches_dialog_new (GTK_WINDOW (self), self->session);

  self->wanted_id = 0;
  g_signal_connect_object (dialog, "linked", G_CALLBACK (cfl_link_dialog_reload), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
cfl_link_dialog_dispose (GObject *object)
{
  CflLinkDialog *self = CFL_LINK_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->suppliers_cancellable);
  g_cancellable_cancel (self->candidates_cancellable);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (cfl_link_dialog_parent_class)->dispose (object);
}

static void
cfl_link_dialog_finalize (GObject *object)
{
  CflLinkDialog *self = CFL_LINK_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->suppliers_cancellable);
  g_clear_object (&self->candidates_cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (cfl_link_dialog_parent_class)->finalize (object);
}

static void
cfl_link_dialog_class_init (CflLinkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cfl_link_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = cfl_link_dialog_finalize;

  g_type_ensure (CFL_TYPE_TOAST);
  g_type_ensure (CFL_TYPE_TAB_STOP);
  g_type_ensure (CFL_TYPE_EMPTY_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/counterfoil/Counterfoil/cfl-link-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CflLinkDialog, subtitle);
  gtk_widget_class_bind_template_child (widget_class, CflLinkDialog, toast);
  gtk_widget_class_bind_template_child (widget_class, CflLinkDialog, supplier_search);
  gtk_widget_class_bind_template_child (widget_class, CflLinkDialog, suppliers_view);
  gtk_widget_class_bind_template_child (widget_class, CflLinkDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CflLinkDialog, empty_page);
  gtk_widget_class_bind_template_child (widget_class, CflLinkDialog, name);
  gtk_widget_class_bind_template_child (widget_class, CflLinkDialog, about);
  gtk_widget_class_bind_template_child (widget_class, CflLinkDialog, waiting_box);
  gtk_widget_class_bind_template_child (widget_class, CflLinkDialog, waiting);
  gtk_widget_class_bind_template_child (widget_class, CflLinkDialog, vendor_search);
  gtk_widget_class_bind_template_child (widget_class, CflLinkDialog, candidates);
  gtk_widget_class_bind_template_child (widget_class, CflLinkDialog, create_button);
  gtk_widget_class_bind_template_child (widget_class, CflLinkDialog, unlink_button);
  gtk_widget_class_bind_template_child (widget_class, CflLinkDialog, accept_button);
  gtk_widget_class_bind_template_callback (widget_class, cfl_link_dialog_reload);
  gtk_widget_class_bind_template_callback (widget_class, cfl_link_dialog_load_vendors);
  gtk_widget_class_bind_template_callback (widget_class, cfl_link_dialog_focus_vendors);
  gtk_widget_class_bind_template_callback (widget_class, cfl_link_dialog_activate_vendor);
  gtk_widget_class_bind_template_callback (widget_class, cfl_link_dialog_vendor_key);
  gtk_widget_class_bind_template_callback (widget_class, cfl_link_dialog_create_vendor);
  gtk_widget_class_bind_template_callback (widget_class, on_unlink_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_accept_clicked);
}

static void
cfl_link_dialog_init (CflLinkDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = cfl_side_row_make_factory (fill_supplier);

  self->cancellable = g_cancellable_new ();
  self->suppliers_cancellable = g_cancellable_new ();
  self->candidates_cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->suppliers = g_list_store_new (CFL_TYPE_RECORD);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->suppliers));
  gtk_list_view_set_factory (self->suppliers_view, factory);
  gtk_list_view_set_model (self->suppliers_view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                            self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept_button), FALSE);
  gtk_button_set_label (self->accept_button, _ ("_Accept All Exact Matches…"));
  cfl_empty_page_set (self->empty_page, NULL, _ ("Reading suppliers…"), "");
}

GtkWindow *
cfl_link_dialog_new (GtkWindow *parent, CflSession *session, gint64 contact_id)
{
  CflLinkDialog *self = g_object_new (CFL_TYPE_LINK_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->wanted_id = contact_id;
  if (cfl_session_is_practice (session))
    gtk_widget_add_css_class (GTK_WIDGET (self), "practice");
  cfl_link_dialog_reload (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->suppliers_view));
  return GTK_WINDOW (self);
}
