/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-window-private.h"

#include "cfl-errors-page.h"
#include "cfl-tab-stop.h"
#include "cfl-uploaded-page.h"

#include <glib/gi18n.h>

CflOrderView *
cfl_window_get_view (CflWindow *self)
{
  switch ((CflTab) gtk_notebook_get_current_page (self->notebook))
    {
    case CFL_TAB_INVOICES:
      return cfl_order_page_get_view (self->invoices_page);
    case CFL_TAB_ORDERS:
      return cfl_order_page_get_view (self->orders_page);
    case CFL_TAB_ERRORS:
      return cfl_errors_page_get_current_view (self->errors_page);
    case CFL_TAB_UPLOADED:
      return cfl_uploaded_page_get_view (self->uploaded_page);
    case CFL_N_TABS:
    default:
      return NULL;
    }
}

static GSimpleAction *
find_action (CflWindow *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name));
}

/* Fills the menu with the columns of the table in front and marks the one it is sorted by. */
void
cfl_window_update_sort (CflWindow *self)
{
  CflOrderView *view = cfl_window_get_view (self);
  const CflListing *listing;
  const CflSort *sorts;
  guint n_sorts;

  if (view == NULL || find_action (self, "sort") == NULL)
    return; /* the pages are still being added */
  g_menu_remove_all (self->sort_section);
  listing = cfl_order_view_get_listing (view);
  sorts = cfl_order_view_get_sorts (view, &n_sorts);
  for (guint i = 0; i < n_sorts; i++)
    {
      g_autoptr (GMenuItem) item =
          g_menu_item_new (cfl_sort_to_title (sorts[i], listing->list), NULL);

      g_menu_item_set_action_and_target (item, "win.sort", "s", cfl_sort_to_text (sorts[i]));
      g_menu_append_item (self->sort_section, item);
    }
  self->updating_sort = TRUE;
  g_simple_action_set_state (find_action (self, "sort"),
                             g_variant_new_string (cfl_sort_to_text (listing->sort)));
  g_simple_action_set_state (find_action (self, "sort-descending"),
                             g_variant_new_boolean (listing->descending));
  self->updating_sort = FALSE;
}

static void
change_sort_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  CflWindow *self = user_data;
  CflOrderView *view = cfl_window_get_view (self);
  CflSort sort;

  if (view != NULL && cfl_sort_from_text (g_variant_get_string (value, NULL), &sort))
    cfl_order_view_set_sort (view, sort, cfl_order_view_get_listing (view)->descending);
  cfl_window_update_sort (self);
}

static void
change_descending_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  CflWindow *self = user_data;
  CflOrderView *view = cfl_window_get_view (self);

  if (view != NULL)
    cfl_order_view_set_sort (view, cfl_order_view_get_listing (view)->sort,
                             g_variant_get_boolean (value));
  cfl_window_update_sort (self);
}

static void
refresh_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CflWindow *self = user_data;

  if (cfl_session_is_practice (self->session) &&
      cfl_session_get_quickbooks (self->session) == CFL_CONNECTION_NONE)
    cfl_session_set_up_practice (self->session);
  else
    cfl_session_get_new_orders (self->session);
}

/* The practice company signs in by itself; for any other the page of preferences says how. */
static void
connect_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CflWindow *self = user_data;

  if (cfl_session_is_practice (self->session))
    cfl_session_set_up_practice (self->session);
  else
    cfl_window_show_preferences (self, "quickbooks.sign-in");
}

static void
look_again_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cfl_session_look_up_open_attempts (CFL_WINDOW (user_data)->session);
}

static void
search_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CflWindow *self = user_data;

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
show_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CflWindow *self = user_data;

  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  gtk_editable_set_text (self->search_entry, "");
  cfl_order_page_set_show (self->invoices_page, CFL_SHOW_ALL);
  cfl_order_page_set_show (self->orders_page, CFL_SHOW_ALL);
}

static void
tab_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CflWindow *self = user_data;
  gboolean searching = cfl_widget_holds_focus (GTK_WIDGET (self->search_entry));
  CflOrderView *view;

  cfl_window_show_tab (self, g_variant_get_int32 (parameter));
  view = cfl_window_get_view (self);
  /* Where there are no rows, or soon none, the focus would go to what comes first in the window. */
  if (searching)
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  else if (view == NULL || cfl_order_view_get_n_rows (view) == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->notebook));
  if (view != NULL && !searching &&
      (cfl_order_view_get_n_rows (view) > 0 || !cfl_order_view_is_loaded (view)))
    cfl_order_view_focus (view);
}

static void
link_contacts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cfl_window_link_contacts (CFL_WINDOW (user_data), 0);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cfl_window_show_preferences (CFL_WINDOW (user_data), "");
}

static void
preferences_at_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cfl_window_show_preferences (CFL_WINDOW (user_data), g_variant_get_string (parameter, NULL));
}

static void
link_contact_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cfl_window_link_contacts (CFL_WINDOW (user_data), g_variant_get_int64 (parameter));
}

static void
upload_again_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CflWindow *self = user_data;
  const GArray *sums = NULL;
  g_autoptr (CflTicks) ticks = NULL;
  g_autoptr (CflListing) listing = cfl_errors_page_get_upload (self->errors_page, &ticks, &sums);

  cfl_window_upload (self, listing, ticks, sums);
}

static void
said_copied_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cfl_window_say (CFL_WINDOW (user_data), _ ("Copied for support, without keys and tokens."));
}

static void
upload_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CflWindow *self = user_data;
  int page = gtk_notebook_get_current_page (self->notebook);

  if (page == CFL_TAB_INVOICES)
    g_signal_emit_by_name (self->invoices_page, "upload");
  else if (page == CFL_TAB_ORDERS)
    g_signal_emit_by_name (self->orders_page, "upload");
  else if (page == CFL_TAB_ERRORS)
    cfl_errors_page_upload_again (self->errors_page);
}

static void
choose_company_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_menu_button_popup (CFL_WINDOW (user_data)->company_button);
}

static void
send_purchase_orders_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cfl_window_switch_purchase_orders_on (CFL_WINDOW (user_data));
}

static const GActionEntry entries[] = {
  { .name = "refresh", .activate = refresh_cb },
  { .name = "try-again", .activate = refresh_cb },
  { .name = "connect", .activate = connect_cb },
  { .name = "look-again", .activate = look_again_cb },
  { .name = "search", .activate = search_cb },
  { .name = "show-all", .activate = show_all_cb },
  { .name = "tab", .activate = tab_cb, .parameter_type = "i" },
  { .name = "link-contacts", .activate = link_contacts_cb },
  { .name = "link-contact", .activate = link_contact_cb, .parameter_type = "x" },
  { .name = "preferences", .activate = preferences_cb },
  { .name = "preferences-at", .activate = preferences_at_cb, .parameter_type = "s" },
  { .name = "send-purchase-orders", .activate = send_purchase_orders_cb },
  { .name = "upload", .activate = upload_cb },
  { .name = "upload-again", .activate = upload_again_cb },
  { .name = "said-copied", .activate = said_copied_cb },
  { .name = "choose-company", .activate = choose_company_cb },
  { .name = "sort", .parameter_type = "s", .state = "'reference'", .change_state = change_sort_cb },
  { .name = "sort-descending", .state = "false", .change_state = change_descending_cb },
};

/* A notebook inside a tab takes Alt+1 for itself, so the window asks for these keys first. */
static void
add_tab_keys (CflWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < CFL_N_TABS; i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new_with_arguments (gtk_keyval_trigger_new (GDK_KEY_1 + i, GDK_ALT_MASK),
                                         gtk_named_action_new ("win.tab"), "i", (int) i));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
cfl_window_add_actions (CflWindow *self)
{
  add_tab_keys (self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  cfl_window_update_sort (self);
}

void
cfl_window_update_actions (CflWindow *self)
{
  gboolean there = self->session != NULL;
  gboolean open = there && cfl_session_is_open (self->session);
  gboolean idle =
      there && !cfl_session_is_working (self->session) && !cfl_session_is_uploading (self->session);

  g_simple_action_set_enabled (find_action (self, "refresh"), idle);
  g_simple_action_set_enabled (find_action (self, "try-again"), idle);
  g_simple_action_set_enabled (find_action (self, "connect"),
                               open && (idle || !cfl_session_is_practice (self->session)));
  g_simple_action_set_enabled (find_action (self, "look-again"), idle && open);
  g_simple_action_set_enabled (find_action (self, "upload"), idle && open);
  g_simple_action_set_enabled (find_action (self, "link-contacts"), open);
  g_simple_action_set_enabled (find_action (self, "preferences"), open);
  g_simple_action_set_enabled (find_action (self, "preferences-at"), open);
  g_simple_action_set_enabled (find_action (self, "send-purchase-orders"), open);
  g_simple_action_set_enabled (find_action (self, "search"), there);
  g_simple_action_set_enabled (find_action (self, "choose-company"), there);
}
