/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-window.h"

#include "cfl-errors-page.h"
#include "cfl-run-words.h"
#include "cfl-settings.h"
#include "cfl-uploaded-page.h"
#include "cfl-window-private.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (CflWindow, cfl_window, GTK_TYPE_APPLICATION_WINDOW)

static void
show_company_state (CflWindow *self, const char *icon, const char *icon_class, const char *state)
{
  static const char *const icon_classes[] = { "ok", "warn", "err", "dim" };

  for (guint i = 0; i < G_N_ELEMENTS (icon_classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->company_icon), icon_classes[i]);
  if (icon_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->company_icon), icon_class);
  gtk_image_set_from_icon_name (self->company_icon, icon);
  gtk_label_set_text (self->company_state, state);
}

static void
show_pill (CflWindow *self, const char *css_class)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->company_state), "pill");
  gtk_widget_remove_css_class (GTK_WIDGET (self->company_state), "practice");
  gtk_widget_remove_css_class (GTK_WIDGET (self->company_state), "caption");
  gtk_widget_remove_css_class (GTK_WIDGET (self->company_state), "dim");
  if (css_class == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->company_state), "caption");
      gtk_widget_add_css_class (GTK_WIDGET (self->company_state), "dim");
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (self->company_state), "pill");
  if (css_class[0] != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self->company_state), css_class);
}

/* The button that is inside a menu button is the one that is read out. */
static void
name_menu_button (GtkMenuButton *button, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update_company (CflWindow *self)
{
  CflCompanyEntry *entry = cfl_session_get_entry (self->session);
  const char *company = cfl_session_get_name (self->session);
  g_autofree char *name = NULL;

  gtk_label_set_text (self->company_label, company);
  show_pill (self, NULL);
  switch (cfl_session_get_quickbooks (self->session))
    {
    case CFL_CONNECTION_CONNECTED:
      show_company_state (self, "selection-mode-symbolic", "ok", _ ("Connected"));
      break;
    case CFL_CONNECTION_SIGN_IN:
      show_company_state (self, "dialog-warning-symbolic", "warn", _ ("Sign in again"));
      break;
    case CFL_CONNECTION_OFFLINE:
      show_company_state (self, "network-offline-symbolic", "warn", _ ("No network"));
      break;
    case CFL_CONNECTION_NONE:
    default:
      show_company_state (self, "content-loading-symbolic", "dim", _ ("Not connected"));
      break;
    }
  /* Translators: the button that chooses the company: its name, then how its connection stands. */
  name = g_strdup_printf (_ ("Company: %s, %s"), company, gtk_label_get_text (self->company_state));
  name_menu_button (self->company_button, name);
  if (entry->environment == CFL_ENVIRONMENT_PRACTICE)
    {
      show_company_state (self, "applications-science-symbolic", NULL, _ ("PRACTICE"));
      show_pill (self, "practice");
    }
  else if (entry->environment == CFL_ENVIRONMENT_SANDBOX)
    {
      gtk_label_set_text (self->company_state, _ ("SANDBOX"));
      show_pill (self, "");
    }
}

static void
update_counts (CflWindow *self)
{
  const CflCounts *counts = cfl_session_get_counts (self->session);
  g_autofree char *unlinked = g_strdup_printf ("%u", counts->unlinked_contacts);
  g_autofree char *name = NULL;

  cfl_tab_label_set_count (self->labels[CFL_TAB_INVOICES], counts->lists[CFL_LIST_INVOICES], FALSE);
  cfl_tab_label_set_count (self->labels[CFL_TAB_ORDERS], counts->lists[CFL_LIST_ORDERS], FALSE);
  cfl_tab_label_set_count (
      self->labels[CFL_TAB_ERRORS],
      counts->lists[CFL_LIST_INVOICE_ERRORS] + counts->lists[CFL_LIST_ORDER_ERRORS], TRUE);
  gtk_label_set_text (self->link_count, unlinked);
  gtk_widget_set_visible (GTK_WIDGET (self->link_count), counts->unlinked_contacts > 0);
  name = counts->unlinked_contacts == 0
             ? g_strdup (_ ("Link Contacts…"))
             : g_strdup_printf (ngettext ("Link Contacts…, %u supplier needs a link",
                                          "Link Contacts…, %u suppliers need a link",
                                          counts->unlinked_contacts),
                                counts->unlinked_contacts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->link_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
session_changed_cb (CflWindow *self)
{
  update_company (self);
  update_counts (self);
  cfl_window_update_banner (self);
  cfl_window_update_actions (self);
}

static void
on_search_changed (CflWindow *self)
{
  const char *text = gtk_editable_get_text (self->search_entry);
  g_autofree char *search = g_strstrip (g_strdup (text));

  cfl_order_page_set_search (self->invoices_page, search);
  cfl_order_page_set_search (self->orders_page, search);
  cfl_uploaded_page_set_search (self->uploaded_page, search);
}

static void
on_search_activated (CflWindow *self)
{
  CflOrderView *view = cfl_window_get_view (self);

  if (view != NULL)
    cfl_order_view_focus (view);
}

static void
on_switch_page (CflWindow *self)
{
  cfl_window_update_sort (self);
}

static void
page_upload_cb (CflOrderPage *page, CflWindow *self)
{
  g_autoptr (CflTicks) ticks = NULL;
  g_autoptr (CflListing) listing = cfl_order_page_get_upload (page, &ticks);

  cfl_window_upload (self, listing, ticks, cfl_order_page_get_sums (page));
}

/* The first orders are here: the keyboard is on them, unless the user is somewhere already. */
static void
first_listed_cb (CflOrderView *view, CflWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (cfl_order_view_get_n_rows (view) == 0)
    return;
  g_signal_handlers_disconnect_by_func (view, first_listed_cb, self);
  if (focus == NULL || !GTK_IS_TEXT (focus))
    cfl_order_view_focus (view);
}

static void
add_tab (CflWindow *self, CflTab tab, const char *title, GtkWidget *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label;

  self->banners[tab] = g_object_new (CFL_TYPE_BANNER, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->banners[tab]));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), page);
  self->labels[tab] = cfl_tab_label_new (title);
  label = GTK_WIDGET (self->labels[tab]);
  gtk_notebook_append_page (self->notebook, box, label);
}

static void
add_pages (CflWindow *self)
{
  self->invoices_page = cfl_order_page_new (CFL_LIST_INVOICES);
  self->orders_page = cfl_order_page_new (CFL_LIST_ORDERS);
  self->errors_page = cfl_errors_page_new ();
  self->uploaded_page = cfl_uploaded_page_new ();
  add_tab (self, CFL_TAB_INVOICES, _ ("Supplier Invoices"), GTK_WIDGET (self->invoices_page));
  add_tab (self, CFL_TAB_ORDERS, _ ("Purchase Orders"), GTK_WIDGET (self->orders_page));
  add_tab (self, CFL_TAB_ERRORS, _ ("Errors"), GTK_WIDGET (self->errors_page));
  add_tab (self, CFL_TAB_UPLOADED, _ ("Uploaded"), GTK_WIDGET (self->uploaded_page));
  g_signal_connect (self->invoices_page, "upload", G_CALLBACK (page_upload_cb), self);
  g_signal_connect (self->orders_page, "upload", G_CALLBACK (page_upload_cb), self);
  cfl_window_connect_view (self, cfl_order_page_get_view (self->invoices_page));
  cfl_window_connect_view (self, cfl_order_page_get_view (self->orders_page));
  g_signal_connect (cfl_order_page_get_view (self->invoices_page), "listed",
                    G_CALLBACK (first_listed_cb), self);
  for (guint i = 0; i < CFL_ERRORS_N_VIEWS; i++)
    cfl_window_connect_view (self, cfl_errors_page_get_view (self->errors_page, i));
  cfl_window_connect_view (self, cfl_uploaded_page_get_view (self->uploaded_page));
}

static gboolean
cfl_window_close_request (GtkWindow *window)
{
  if (cfl_window_ask_before_closing (CFL_WINDOW (window)))
    return GDK_EVENT_STOP;
  cfl_settings_keep_window (window);
  return GTK_WINDOW_CLASS (cfl_window_parent_class)->close_request (window);
}

static void
cfl_window_dispose (GObject *object)
{
  CflWindow *self = CFL_WINDOW (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  /* It shows another page for each that it loses, and those are half gone. */
  if (self->notebook != NULL)
    g_signal_handlers_disconnect_by_data (self->notebook, self);

  G_OBJECT_CLASS (cfl_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CflWindow, company_button);
  gtk_widget_class_bind_template_child (widget_class, CflWindow, company_icon);
  gtk_widget_class_bind_template_child (widget_class, CflWindow, company_label);
  gtk_widget_class_bind_template_child (widget_class, CflWindow, company_state);
  gtk_widget_class_bind_template_child (widget_class, CflWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CflWindow, sort_section);
  gtk_widget_class_bind_template_child (widget_class, CflWindow, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, CflWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, CflWindow, link_button);
  gtk_widget_class_bind_template_child (widget_class, CflWindow, link_count);
  gtk_widget_class_bind_template_child (widget_class, CflWindow, practice_strip);
  gtk_widget_class_bind_template_child (widget_class, CflWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, CflWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CflWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CflWindow, welcome_page);
  gtk_widget_class_bind_template_child (widget_class, CflWindow, notebook);
  gtk_widget_class_bind_template_child (widget_class, CflWindow, toast);
}

static void
cfl_window_class_init (CflWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cfl_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = cfl_window_close_request;

  g_type_ensure (CFL_TYPE_TOAST);
  g_type_ensure (CFL_TYPE_EMPTY_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/counterfoil/Counterfoil/cfl-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_switch_page);
}

static void
set_up_welcome (CflWindow *self)
{
  cfl_empty_page_set (
      self->welcome_page, CFL_APPLICATION_ID, _ ("Welcome to Counterfoil"),
      _ ("For every order you can see what happened to it, and nothing is ever posted twice.\n\n"
         "Look around in the practice company first: its orders are invented, and nothing reaches "
         "QuickBooks or Cin7. A company of your own is set up on the command line for now: "
         "“counterfoil-cli company add”, then “counterfoil-cli connect quickbooks” and "
         "“counterfoil-cli connect cin7”. It then appears here."));
  cfl_empty_page_add_button (self->welcome_page, _ ("Try the _Practice Company"), "app.practice");
}

static void
cfl_window_init (CflWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  name_menu_button (self->menu_button, _ ("Main menu"));
  name_menu_button (self->company_button, _ ("Company"));
  add_pages (self);
  set_up_welcome (self);
  cfl_window_add_actions (self);
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  gtk_search_bar_set_key_capture_widget (self->search_bar, GTK_WIDGET (self));
  cfl_window_set_session (self, NULL);
}

CflWindow *
cfl_window_new (GtkApplication *application)
{
  CflWindow *self = g_object_new (CFL_TYPE_WINDOW, "application", application, NULL);
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/counterfoil/Counterfoil/help-overlay.ui");

  gtk_application_window_set_help_overlay (
      GTK_APPLICATION_WINDOW (self),
      GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
  cfl_settings_restore_window (GTK_WINDOW (self));
  return self;
}

static void
show_practice (CflWindow *self, gboolean practice)
{
  gtk_widget_set_visible (self->practice_strip, practice);
  gtk_window_set_title (GTK_WINDOW (self),
                        practice ? _ ("Counterfoil – Practice") : _ ("Counterfoil"));
  if (practice)
    gtk_widget_add_css_class (GTK_WIDGET (self), "practice");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "practice");
}

void
cfl_window_set_session (CflWindow *self, CflSession *session)
{
  gboolean there = session != NULL;

  g_return_if_fail (CFL_IS_WINDOW (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  gtk_stack_set_visible_child_name (self->stack, there ? "company" : "welcome");
  gtk_widget_set_visible (self->refresh_button, there);
  gtk_widget_set_visible (self->search_button, there);
  gtk_widget_set_visible (self->link_button, there);
  gtk_widget_set_visible (GTK_WIDGET (self->company_button), there);
  show_practice (self, there && cfl_session_is_practice (session));
  cfl_order_page_set_session (self->invoices_page, session);
  cfl_order_page_set_session (self->orders_page, session);
  cfl_errors_page_set_session (self->errors_page, session);
  cfl_uploaded_page_set_session (self->uploaded_page, session);
  if (there)
    {
      g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "said", G_CALLBACK (cfl_window_say), self,
                               G_CONNECT_SWAPPED);
      session_changed_cb (self);
    }
  cfl_window_update_actions (self);
}

CflSession *
cfl_window_get_session (CflWindow *self)
{
  g_return_val_if_fail (CFL_IS_WINDOW (self), NULL);

  return self->session;
}

void
cfl_window_set_companies (CflWindow *self, GPtrArray *companies)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  g_return_if_fail (CFL_IS_WINDOW (self));

  for (guint i = 0; i < companies->len; i++)
    {
      CflCompanyEntry *entry = g_ptr_array_index (companies, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (entry->name, NULL);

      g_menu_item_set_action_and_target (item, "app.company", "s", entry->id);
      g_menu_append_item (section, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  gtk_menu_button_set_menu_model (self->company_button, G_MENU_MODEL (menu));
}

void
cfl_window_show_tab (CflWindow *self, CflTab tab)
{
  g_return_if_fail (CFL_IS_WINDOW (self));

  gtk_notebook_set_current_page (self->notebook, tab);
}

void
cfl_window_show_errors (CflWindow *self, CflDocumentKind kind)
{
  g_return_if_fail (CFL_IS_WINDOW (self));

  cfl_window_show_tab (self, CFL_TAB_ERRORS);
  cfl_errors_page_show_kind (self->errors_page, kind);
}

void
cfl_window_say (CflWindow *self, const char *sentence)
{
  g_return_if_fail (CFL_IS_WINDOW (self));

  cfl_toast_show (self->toast, sentence, NULL, NULL, NULL, NULL);
}

static void
show_bill_errors_cb (gpointer window)
{
  cfl_window_show_errors (window, CFL_DOCUMENT_KIND_BILL);
}

static void
show_order_errors_cb (gpointer window)
{
  cfl_window_show_errors (window, CFL_DOCUMENT_KIND_PURCHASE_ORDER);
}

static void
show_uploaded_cb (gpointer window)
{
  cfl_window_show_tab (window, CFL_TAB_UPLOADED);
}

void
cfl_window_say_run (CflWindow *self, const CflRun *run)
{
  g_autofree char *sentence = cfl_run_to_sentence (run);
  gboolean bills = run->kind == CFL_DOCUMENT_KIND_BILL;

  g_return_if_fail (CFL_IS_WINDOW (self));

  if (sentence[0] == '\0')
    return;
  if (run->failed > 0)
    cfl_toast_show (self->toast, sentence, _ ("_Show Errors"),
                    bills ? show_bill_errors_cb : show_order_errors_cb, self, NULL);
  else
    cfl_toast_show (self->toast, sentence, run->uploaded > 0 ? _ ("_Show") : NULL, show_uploaded_cb,
                    self, NULL);
}
