/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The preferences on a real service with a database of its own, and without any network. */

#include "config.h"

#include "cfl-application.h"
#include "cfl-option.h"
#include "cfl-preferences-dialog.h"
#include "cfl-preferences-page.h"
#include "cfl-test.h"

typedef struct {
  CflSession *session;
  CflSyncService *service;
} Fixture;

static void
changed_cb (CflSession *session, gboolean *open)
{
  *open = cfl_session_is_open (session);
}

static void
add_account (
    CflCompany *company, const char *id, const char *number, const char *name, const char *type)
{
  CflAccount *account = cfl_account_new ();

  cfl_text_set (&account->id, id);
  cfl_text_set (&account->number, number);
  cfl_text_set (&account->name, name);
  cfl_text_set (&account->type, type);
  g_ptr_array_add (company->accounts, account);
}

/* What QuickBooks would have sent; the service has read no chart, so it is put beside it. */
static void
fill_chart (Fixture *self)
{
  CflCompany *company = (CflCompany *) cfl_sync_service_get_company (self->service);

  cfl_text_set (&company->home_currency, "USD");
  add_account (company, "1", "2000", "Accounts payable", "Accounts Payable");
  add_account (company, "2", "5310", "Freight inwards", "Cost of Goods Sold");
  add_account (company, "3", "1000", "Current account", "Bank");
  add_account (company, "4", "5000", "Cost of goods sold", "Cost of Goods Sold");
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (CflCompanyEntry) entry = cfl_company_entry_new ();
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GError) error = NULL;
  gboolean open = FALSE;

  entry->environment = CFL_ENVIRONMENT_CUSTOM;
  cfl_text_set (&entry->name, "Acme");
  cfl_text_set (&entry->time_zone, "Australia/Melbourne");
  cfl_text_set (&entry->intuit_url, "http://127.0.0.1:9");
  cfl_text_set (&entry->quickbooks_url, "http://127.0.0.1:9");
  cfl_text_set (&entry->cin7_url, "http://127.0.0.1:9");
  cfl_companies_add_async (entry, NULL, cfl_test_store_cb, &added);
  g_assert_true (cfl_companies_add_finish (cfl_test_wait (&added), &error));
  g_assert_no_error (error);
  self->session = cfl_session_new (entry);
  self->service = cfl_session_get_service (self->session);
  g_signal_connect (self->session, "changed", G_CALLBACK (changed_cb), &open);
  cfl_session_open (self->session);
  cfl_test_wait_for (&open);
  g_signal_handlers_disconnect_by_data (self->session, &open);
  fill_chart (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) closed = NULL;

  cfl_session_close_async (self->session, cfl_test_store_cb, &closed);
  g_assert_true (cfl_session_close_finish (self->session, cfl_test_wait (&closed), NULL));
  g_object_unref (self->session);
}

static void
find_all (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_all (child, type, found);
}

/* The drop-down that now says this. */
static GtkDropDown *
find_drop_down (GtkWidget *widget, guint index)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  find_all (widget, GTK_TYPE_DROP_DOWN, found);
  g_assert_cmpuint (found->len, >, index);
  return g_ptr_array_index (found, index);
}

static char *
list_labels (GtkDropDown *drop_down)
{
  GListModel *model = gtk_drop_down_get_model (drop_down);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (CflOption) option = g_list_model_get_item (model, i);

      g_ptr_array_add (labels, g_strdup (cfl_option_get_label (option)));
    }
  g_ptr_array_add (labels, NULL);
  return g_strjoinv (", ", (char **) labels->pdata);
}

static void
assert_setting (Fixture *self, const char *key, const char *value)
{
  g_autoptr (GPtrArray) settings = cfl_sync_service_list_settings (self->service);

  for (guint i = 0; i < settings->len; i++)
    {
      const CflSetting *setting = g_ptr_array_index (settings, i);

      if (g_str_equal (setting->key, key))
        {
          g_assert_cmpstr (setting->value, ==, value);
          return;
        }
    }
  g_assert_not_reached ();
}

static void
raise_cb (gpointer source, gboolean *flag)
{
  *flag = TRUE;
}

static void
test_pages (Fixture *self, gconstpointer data)
{
  static const char *const keys[] = { "account.expense", "account.payable", "past-months",
                                      "time-zone", "quickbooks.sign-in" };
  GtkWidget *pages[] = { cfl_preferences_accounts_new (), cfl_preferences_orders_new (),
                         cfl_preferences_quickbooks_new () };
  guint n_found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      CflPreferencesPage *page = CFL_PREFERENCES_PAGE (pages[i]);
      GtkWindow *window = GTK_WINDOW (gtk_window_new ());

      gtk_window_set_child (window, pages[i]);
      cfl_preferences_page_load (page, self->session);
      g_assert_false (cfl_preferences_page_is_loading (page));
      for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
        n_found += cfl_preferences_page_focus_row (page, keys[k]) ? 1 : 0;
      gtk_window_destroy (window);
    }
  g_assert_cmpuint (n_found, ==, G_N_ELEMENTS (keys));
}

/* Only what QuickBooks takes there can be chosen. */
static void
test_offers (Fixture *self, gconstpointer data)
{
  GtkWidget *page = g_object_ref_sink (cfl_preferences_accounts_new ());
  g_autofree char *goods = NULL;
  g_autofree char *stock = NULL;
  g_autofree char *payable = NULL;

  cfl_preferences_page_load (CFL_PREFERENCES_PAGE (page), self->session);
  goods = list_labels (find_drop_down (page, 0));
  stock = list_labels (find_drop_down (page, 1));
  payable = list_labels (find_drop_down (page, 7));
  g_assert_cmpstr (goods, ==, "Not chosen, 5000 Cost of goods sold, 5310 Freight inwards");
  g_assert_cmpstr (stock, ==, "Same as Goods, 5000 Cost of goods sold, 5310 Freight inwards");
  g_assert_cmpstr (payable, ==, "The first in the order’s currency, 2000 Accounts payable");
  gtk_test_accessible_assert_property (
      gtk_widget_get_first_child (GTK_WIDGET (find_drop_down (page, 0))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Goods: Not chosen");
  g_object_unref (page);
}

/* A choice is kept at once, and Undo takes it back. */
static void
test_choice (Fixture *self, gconstpointer data)
{
  GtkWindow *dialog = cfl_preferences_dialog_new (NULL, self->session, "account.freight");
  gboolean checked = FALSE;
  GPtrArray *buttons = g_ptr_array_new ();
  GtkWidget *undo = NULL;

  g_signal_connect (self->service, "orders-changed", G_CALLBACK (raise_cb), &checked);
  gtk_drop_down_set_selected (find_drop_down (GTK_WIDGET (dialog), 2), 2);
  cfl_test_wait_for (&checked);
  assert_setting (self, "account.freight", "2");

  find_all (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (g_ptr_array_index (buttons, i)), "_Undo") == 0)
      undo = g_ptr_array_index (buttons, i);
  g_assert_nonnull (undo);
  while (!gtk_widget_get_visible (undo))
    g_main_context_iteration (NULL, TRUE);
  checked = FALSE;
  g_signal_emit_by_name (undo, "clicked");
  cfl_test_wait_for (&checked);
  assert_setting (self, "account.freight", "");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (gtk_widget_get_visible (undo));
  g_signal_handlers_disconnect_by_data (self->service, &checked);
  g_ptr_array_unref (buttons);
  gtk_window_destroy (dialog);
}

/* What was typed is kept although the window closes at once. */
static void
test_closing (Fixture *self, gconstpointer data)
{
  GtkWindow *dialog = cfl_preferences_dialog_new (NULL, self->session, "past-months");
  g_autoptr (GPtrArray) spins = g_ptr_array_new ();
  gboolean checked = FALSE;

  gtk_window_present (dialog);
  g_signal_connect (self->service, "orders-changed", G_CALLBACK (raise_cb), &checked);
  find_all (GTK_WIDGET (dialog), GTK_TYPE_SPIN_BUTTON, spins);
  gtk_spin_button_set_value (g_ptr_array_index (spins, 0), 7);
  gtk_window_close (dialog);
  cfl_test_wait_for (&checked);
  assert_setting (self, "past-months", "7");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_handlers_disconnect_by_data (self->service, &checked);
}

static void
test_reasons (Fixture *self, gconstpointer data)
{
  const CflCompany *company = cfl_sync_service_get_company (self->service);

  g_assert_cmpstr (cfl_preferences_key_for_reason (company, CFL_FIX_CHOOSE_ACCOUNT,
                                                   CFL_REASON_NO_ACCOUNT, "freight"),
                   ==, "account.freight");
  g_assert_cmpstr (
      cfl_preferences_key_for_reason (company, CFL_FIX_CHOOSE_ACCOUNT, CFL_REASON_READY, NULL), ==,
      "account.expense");
  g_assert_cmpstr (
      cfl_preferences_key_for_reason (company, CFL_FIX_SETTINGS, CFL_REASON_OUT_OF_WINDOW, NULL),
      ==, "past-months");
  g_assert_cmpstr (cfl_preferences_key_for_reason (company, CFL_FIX_SETTINGS,
                                                   CFL_REASON_PURCHASE_ORDERS_OFF, NULL),
                   ==, "send-purchase-orders");
}

int
main (int argc, char *argv[])
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  cfl_test_init (&argc, &argv);
  gtk_init ();
  g_type_class_unref (g_type_class_ref (CFL_TYPE_APPLICATION)); /* registers the resources */
  g_test_add ("/preferences/pages", Fixture, NULL, set_up, test_pages, tear_down);
  g_test_add ("/preferences/offers", Fixture, NULL, set_up, test_offers, tear_down);
  g_test_add ("/preferences/choice", Fixture, NULL, set_up, test_choice, tear_down);
  g_test_add ("/preferences/closing", Fixture, NULL, set_up, test_closing, tear_down);
  g_test_add ("/preferences/reasons", Fixture, NULL, set_up, test_reasons, tear_down);
  return g_test_run ();
}
