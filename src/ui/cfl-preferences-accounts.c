/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page that chooses the accounts for what names none of its own. */

#include "config.h"

#include "cfl-preferences-page.h"

#include "cfl-option.h"

#include <glib/gi18n.h>
#include <string.h>

#define CONTROL_WIDTH 270

typedef struct {
  const char *key;
  CflAccountRole role;
  const char *title;
  const char *caption;
  const char *none; /* what holds without an account; NULL where one is needed */
} RoleRow;

static const RoleRow line_rows[] = {
  { "account.expense", CFL_ACCOUNT_ROLE_EXPENSE, N_ ("_Goods"),
    N_ ("Every line that names no account"), NULL },
  { "account.inventory", CFL_ACCOUNT_ROLE_INVENTORY, N_ ("_Stock"),
    N_ ("Lines with a product code"), N_ ("Same as Goods") },
  { "account.freight", CFL_ACCOUNT_ROLE_FREIGHT, N_ ("_Freight"), NULL, NULL },
  { "account.surcharge", CFL_ACCOUNT_ROLE_SURCHARGE, N_ ("Surc_harge"), NULL, NULL },
  { "account.discount", CFL_ACCOUNT_ROLE_DISCOUNT, N_ ("_Discount"),
    N_ ("Posted as a negative line"), NULL },
  { "account.rounding", CFL_ACCOUNT_ROLE_ROUNDING, N_ ("_Rounding"),
    N_ ("At most 1.00 in a document; more is never sent"), N_ ("Same as Goods") },
  { "account.tax", CFL_ACCOUNT_ROLE_TAX, N_ ("_Tax"),
    N_ ("Only in the United States, where it is part of the cost"), N_ ("Same as Goods") },
};

static const RoleRow payable_row = { "account.payable", CFL_ACCOUNT_ROLE_PAYABLE,
                                     N_ ("_Accounts payable"),
                                     N_ ("Wherever its currency is the order’s"),
                                     N_ ("The first in the order’s currency") };

static const RoleRow *
find_row (GtkWidget *control)
{
  return g_object_get_data (G_OBJECT (control), "row");
}

static char *
describe_account (const CflCompany *company, const CflAccount *account)
{
  g_autofree char *name = account->number[0] == '\0'
                              ? g_strdup (account->name)
                              : g_strdup_printf ("%s %s", account->number, account->name);

  if (account->currency[0] == '\0' || g_str_equal (account->currency, company->home_currency) ||
      strstr (account->name, account->currency) != NULL)
    return g_steal_pointer (&name);
  return g_strdup_printf ("%s (%s)", name, account->currency);
}

/* A choice that no longer holds stays visible until there is a better one. */
static void
add_unusable (GListStore *options, const CflCompany *company, const char *id, char **warning)
{
  const CflAccount *account = cfl_company_find_account (company, id);
  g_autofree char *label = NULL;

  if (account == NULL)
    {
      cfl_options_add (options, id, _ ("No longer in QuickBooks"));
      *warning = g_strdup (_ ("This account is no longer in QuickBooks. Choose another."));
      return;
    }
  label = describe_account (company, account);
  cfl_options_add (options, id, label);
  *warning =
      g_strdup (account->active ? _ ("QuickBooks does not take this account here. Choose another.")
                                : _ ("This account is inactive in QuickBooks. Choose another."));
}

static int
compare_accounts (gconstpointer a, gconstpointer b)
{
  const CflAccount *first = *(CflAccount *const *) a;
  const CflAccount *second = *(CflAccount *const *) b;
  int order = strcmp (first->number, second->number);

  return order != 0 ? order : g_utf8_collate (first->name, second->name);
}

static GListStore *
list_options (const CflCompany *company, const RoleRow *row, const char *value, char **warning)
{
  GListStore *options = g_list_store_new (CFL_TYPE_OPTION);
  g_autoptr (GPtrArray) accounts = g_ptr_array_new ();
  gboolean found = FALSE;

  for (guint i = 0; i < company->accounts->len; i++)
    if (cfl_company_may_stand (company, row->role, g_ptr_array_index (company->accounts, i)))
      g_ptr_array_add (accounts, g_ptr_array_index (company->accounts, i));
  g_ptr_array_sort (accounts, compare_accounts);

  if (row->none != NULL)
    cfl_options_add (options, "", _ (row->none));
  else if (value[0] == '\0')
    {
      cfl_options_add (options, "", _ ("Not chosen"));
      *warning = g_strdup (_ ("Orders that need this account wait until it is chosen."));
    }
  for (guint i = 0; i < accounts->len; i++)
    {
      const CflAccount *account = g_ptr_array_index (accounts, i);
      g_autofree char *label = describe_account (company, account);

      cfl_options_add (options, account->id, label);
      found = found || g_str_equal (account->id, value);
    }
  if (value[0] != '\0' && !found)
    add_unusable (options, company, value, warning);
  return options;
}

static void
load_account (GtkWidget *control, CflSession *session, const char *value, char **warning)
{
  const RoleRow *row = find_row (control);
  const CflCompany *company = cfl_sync_service_get_company (cfl_session_get_service (session));
  g_autoptr (GListStore) options = list_options (company, row, value, warning);

  cfl_option_drop_down_show (GTK_DROP_DOWN (control), options, value);
  cfl_preferences_page_name_choice (GTK_DROP_DOWN (control), _ (row->title));
}

/* "Freight: 5310 Freight inwards." */
static char *
describe_choice (const RoleRow *row, CflOption *option)
{
  g_auto (GStrv) parts = g_strsplit (_ (row->title), "_", -1);
  g_autofree char *title = g_strjoinv ("", parts);

  /* Translators: what an account is for, and the account. */
  return g_strdup_printf (_ ("%s: %s."), title, cfl_option_get_label (option));
}

static void
chosen_cb (GtkWidget *control)
{
  const RoleRow *row = find_row (control);
  CflOption *option = cfl_option_drop_down_get_chosen (GTK_DROP_DOWN (control));
  CflPreferencesPage *page = cfl_preferences_page_of (control);
  g_autofree char *sentence = NULL;

  if (option == NULL || page == NULL)
    return;
  sentence = describe_choice (row, option);
  cfl_preferences_page_name_choice (GTK_DROP_DOWN (control), _ (row->title));
  cfl_preferences_page_change (page, row->key, cfl_option_get_id (option), sentence);
}

static void
add_role (CflPreferencesPage *page, const RoleRow *row)
{
  GtkWidget *control = cfl_option_drop_down_new ();

  gtk_widget_set_size_request (control, CONTROL_WIDTH, -1);
  g_object_set_data (G_OBJECT (control), "row", (gpointer) row);
  g_signal_connect (control, "notify::selected", G_CALLBACK (chosen_cb), NULL);
  cfl_preferences_page_add_row (page, row->key, _ (row->title),
                                row->caption != NULL ? _ (row->caption) : NULL, control,
                                load_account);
}

GtkWidget *
cfl_preferences_accounts_new (void)
{
  CflPreferencesPage *page = CFL_PREFERENCES_PAGE (cfl_preferences_page_new ());

  cfl_preferences_page_add_group (
      page, _ ("Lines without an account of their own"),
      _ ("The account of a line comes first from the line, then from the order, then from the "
         "supplier, and at last from here."));
  for (guint i = 0; i < G_N_ELEMENTS (line_rows); i++)
    add_role (page, &line_rows[i]);
  cfl_preferences_page_add_group (page, _ ("Accounts payable"),
                                  _ ("QuickBooks wants one in the currency of the document."));
  add_role (page, &payable_row);
  return GTK_WIDGET (page);
}
