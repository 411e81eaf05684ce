/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes a company with many billed orders below XDG_DATA_HOME, ready to be uploaded, without any
 * service. Arguments: the company's name and the number of orders. */

#include "config.h"

#include "cfl-company-registry.h"
#include "cfl-store.h"
#include "cfl-text.h"

#include <stdlib.h>

#define CHUNK 1000
#define SUPPLIERS 200
#define PAYABLE_ACCOUNT "33"
#define EXPENSE_ACCOUNT "7"

typedef struct {
  GMainLoop *loop;
  CflStore *store;
  CflCompanyEntry *entry;
} Maker;

static void
stop_on (const GError *error)
{
  if (error != NULL)
    {
      g_printerr ("%s\n", error->message);
      exit (1);
    }
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  cfl_companies_add_finish (result, &error);
  stop_on (error);
  g_main_loop_quit (((Maker *) user_data)->loop);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Maker *maker = user_data;
  g_autoptr (GError) error = NULL;

  maker->store = cfl_store_open_finish (result, &error);
  stop_on (error);
  g_main_loop_quit (maker->loop);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_main_loop_quit (((Maker *) user_data)->loop);
}

/* The finish functions of what is written here look alike but for what they count. */
static void
settings_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Maker *maker = user_data;
  g_autoptr (GError) error = NULL;

  cfl_store_set_settings_finish (maker->store, result, &error);
  stop_on (error);
  g_main_loop_quit (maker->loop);
}

static void
accounts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Maker *maker = user_data;
  g_autoptr (GError) error = NULL;

  cfl_store_replace_accounts_finish (maker->store, result, &error);
  stop_on (error);
  g_main_loop_quit (maker->loop);
}

static void
vendors_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Maker *maker = user_data;
  g_autoptr (GError) error = NULL;

  cfl_store_replace_vendors_finish (maker->store, result, &error);
  stop_on (error);
  g_main_loop_quit (maker->loop);
}

static void
contacts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Maker *maker = user_data;
  CflSaveCounts counts;
  g_autoptr (GError) error = NULL;

  cfl_store_save_contacts_finish (maker->store, result, &counts, &error);
  stop_on (error);
  g_main_loop_quit (maker->loop);
}

static void
linked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Maker *maker = user_data;
  g_autoptr (GError) error = NULL;

  cfl_store_link_contact_finish (maker->store, result, &error);
  stop_on (error);
  g_main_loop_quit (maker->loop);
}

static void
orders_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Maker *maker = user_data;
  CflSaveCounts counts;
  g_autoptr (GError) error = NULL;

  cfl_store_save_orders_finish (maker->store, result, &counts, &error);
  stop_on (error);
  g_main_loop_quit (maker->loop);
}

static void
make_books (Maker *maker)
{
  static const char *const values[][2] = {
    { "quickbooks.name", "Measured Company" },
    { "quickbooks.country", "US" },
    { "quickbooks.home-currency", "USD" },
    { "time-zone", "America/New_York" },
    { "past-months", "0" },
    { "account.expense", EXPENSE_ACCOUNT },
    { "account.payable", PAYABLE_ACCOUNT },
    { "account.rounding", EXPENSE_ACCOUNT },
  };
  static const char *const chart[][3] = {
    { PAYABLE_ACCOUNT, "Accounts Payable (A/P)", "Accounts Payable" },
    { EXPENSE_ACCOUNT, "Cost of Goods Sold", "Cost of Goods Sold" },
  };
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) accounts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_account_free);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_hash_table_insert (settings, (gpointer) values[i][0], (gpointer) values[i][1]);
  cfl_store_set_settings_async (maker->store, settings, NULL, settings_cb, maker);
  g_main_loop_run (maker->loop);

  for (guint i = 0; i < G_N_ELEMENTS (chart); i++)
    {
      CflAccount *account = cfl_account_new ();

      cfl_text_set (&account->id, chart[i][0]);
      cfl_text_set (&account->name, chart[i][1]);
      cfl_text_set (&account->type, chart[i][2]);
      account->active = TRUE;
      g_ptr_array_add (accounts, account);
    }
  cfl_store_replace_accounts_async (maker->store, accounts, NULL, accounts_cb, maker);
  g_main_loop_run (maker->loop);
}

static char *
supplier_name (guint number)
{
  return g_strdup_printf ("Supplier %03u Pty Ltd", number);
}

static void
make_suppliers (Maker *maker)
{
  g_autoptr (GPtrArray) vendors =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_vendor_unref);
  g_autoptr (GPtrArray) contacts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_contact_unref);

  for (guint i = 1; i <= SUPPLIERS; i++)
    {
      g_autofree char *name = supplier_name (i);
      g_autofree char *id = g_strdup_printf ("%u", i);
      CflVendor *vendor = cfl_vendor_new ();
      CflContact *contact = cfl_contact_new ();

      cfl_text_set (&vendor->id, id);
      cfl_text_set (&vendor->display_name, name);
      vendor->active = TRUE;
      g_ptr_array_add (vendors, vendor);
      cfl_text_set (&contact->source_id, id);
      cfl_text_set (&contact->name, name);
      contact->active = TRUE;
      g_ptr_array_add (contacts, contact);
    }
  cfl_store_replace_vendors_async (maker->store, vendors, NULL, vendors_cb, maker);
  g_main_loop_run (maker->loop);
  cfl_store_save_contacts_async (maker->store, contacts, NULL, contacts_cb, maker);
  g_main_loop_run (maker->loop);
  /* The rows of a new database are numbered from 1. */
  for (guint i = 1; i <= SUPPLIERS; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      cfl_store_link_contact_async (maker->store, i, id, NULL, linked_cb, maker);
      g_main_loop_run (maker->loop);
    }
}

static CflOrder *
make_order (guint number, CflDate today)
{
  CflOrder *order = cfl_order_new ();
  CflOrderLine *line = cfl_order_add_line (order);
  guint supplier = number % SUPPLIERS + 1;
  g_autofree char *id = g_strdup_printf ("%u", 500000 + number);
  g_autofree char *reference = g_strdup_printf ("PO-%06u", number);
  g_autofree char *invoice = g_strdup_printf ("INV-%u", 10000 + number);
  g_autofree char *contact = g_strdup_printf ("%u", supplier);
  g_autofree char *name = supplier_name (supplier);

  order->source = CFL_ORDER_SOURCE_CIN7;
  cfl_text_set (&order->source_id, id);
  cfl_text_set (&order->reference, reference);
  cfl_text_set (&order->contact_source_id, contact);
  cfl_text_set (&order->supplier, name);
  cfl_text_set (&order->supplier_invoice_number, invoice);
  cfl_text_set (&order->currency, "USD");
  order->invoice_date = cfl_date_add_days (today, -(int) (number % 60));
  order->created_date = cfl_date_add_days (order->invoice_date, -7);
  order->state = CFL_ORDER_STATE_APPROVED;
  order->tax_status = CFL_TAX_STATUS_EXEMPT;
  cfl_text_set (&line->name, "Beach towel");
  line->quantity = cfl_decimal_from_scaled (1, 0);
  line->unit_price = cfl_decimal_from_scaled (1000 + (number * 37) % 900000, 2);
  order->product_total = line->unit_price;
  order->total = line->unit_price;
  return order;
}

static void
make_orders (Maker *maker, guint wanted)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  CflDate today = cfl_date_today (zone);

  for (guint made = 0; made < wanted;)
    {
      g_autoptr (GPtrArray) orders =
          g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_order_unref);

      while (orders->len < CHUNK && made < wanted)
        g_ptr_array_add (orders, make_order (made++, today));
      cfl_store_save_orders_async (maker->store, orders, NULL, orders_cb, maker);
      g_main_loop_run (maker->loop);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (CflCompanyEntry) entry = cfl_company_entry_new ();
  g_autofree char *folder = NULL;
  g_autofree char *database = NULL;
  Maker maker = { .loop = loop, .entry = entry };
  guint64 wanted;

  if (argc != 3 || !g_ascii_string_to_unsigned (argv[2], 10, 1, 10000000, &wanted, NULL))
    {
      g_printerr ("Usage: make-company NAME ORDERS\n");
      return 2;
    }
  cfl_text_set (&entry->name, argv[1]);
  cfl_text_set (&entry->time_zone, "America/New_York");
  entry->environment = CFL_ENVIRONMENT_SANDBOX;
  cfl_companies_add_async (entry, NULL, added_cb, &maker);
  g_main_loop_run (loop);

  folder = cfl_company_entry_get_folder (entry);
  database = g_build_filename (folder, "company.db", NULL);
  cfl_store_open_async (database, NULL, opened_cb, &maker);
  g_main_loop_run (loop);
  make_books (&maker);
  make_suppliers (&maker);
  make_orders (&maker, (guint) wanted);
  cfl_store_close_async (maker.store, closed_cb, &maker);
  g_main_loop_run (loop);
  g_object_unref (maker.store);
  return 0;
}
