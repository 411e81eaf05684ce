/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store-support.h"

#include <string.h>

#define CALL(store, name, ...)                                                                     \
  g_autoptr (GAsyncResult) result = NULL;                                                          \
  cfl_store_##name##_async (store, __VA_ARGS__, NULL, cfl_test_store_cb, &result);                 \
  cfl_test_wait (&result)

char *
support_make_path (void)
{
  g_autofree char *folder = cfl_test_make_folder ();

  return g_build_filename (folder, "acme", "company.db", NULL);
}

CflStore *
support_open (const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) own = NULL;
  CflStore *store;

  cfl_store_open_async (path, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  store = cfl_store_open_finish (result, error != NULL ? error : &own);
  g_assert_no_error (own);
  return store;
}

void
support_close (CflStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cfl_store_close_async (store, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  cfl_store_close_finish (store, result, &error);
  g_assert_no_error (error);
  g_object_unref (store);
}

void
support_set (CflStore *store, const char *key, const char *value)
{
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;

  g_hash_table_insert (settings, (gpointer) key, (gpointer) value);
  CALL (store, set_settings, settings);
  cfl_store_set_settings_finish (store, result, &error);
  g_assert_no_error (error);
}

static CflAccount *
make_account (const char *id, const char *name, const char *type)
{
  CflAccount *account = cfl_account_new ();

  cfl_text_set (&account->id, id);
  cfl_text_set (&account->name, name);
  cfl_text_set (&account->type, type);
  return account;
}

static void
replace_vendors (CflStore *store)
{
  g_autoptr (GPtrArray) vendors =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_vendor_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= 5; i++)
    {
      CflVendor *vendor = cfl_vendor_new ();
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *name = g_strdup_printf ("Vendor %u", i);

      cfl_text_set (&vendor->id, id);
      cfl_text_set (&vendor->display_name, name);
      vendor->active = i != SUPPORT_VENDOR_INACTIVE;
      if (i == SUPPORT_VENDOR_EUR)
        cfl_text_set (&vendor->currency, "EUR");
      g_ptr_array_add (vendors, vendor);
    }
  CALL (store, replace_vendors, vendors);
  cfl_store_replace_vendors_finish (store, result, &error);
  g_assert_no_error (error);
}

void
support_set_up_company (CflStore *store)
{
  g_autoptr (GPtrArray) accounts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_account_free);
  g_autoptr (GError) error = NULL;

  support_set (store, "quickbooks.country", "US");
  support_set (store, "quickbooks.home-currency", "USD");
  support_set (store, "past-months", "0");
  support_set (store, "account.expense", "60");
  g_ptr_array_add (accounts, make_account ("60", "Cost of Goods", "Cost of Goods Sold"));
  g_ptr_array_add (accounts, make_account ("33", "Accounts Payable", "Accounts Payable"));
  CALL (store, replace_accounts, accounts);
  cfl_store_replace_accounts_finish (store, result, &error);
  g_assert_no_error (error);
  replace_vendors (store);
}

CflSaveCounts
support_save (CflStore *store, GPtrArray *orders)
{
  g_autoptr (GError) error = NULL;
  CflSaveCounts counts = { 0 };

  CALL (store, save_orders, orders);
  cfl_store_save_orders_finish (store, result, &counts, &error);
  g_assert_no_error (error);
  return counts;
}

gboolean
support_try_link (CflStore *store, gint64 contact_id, const char *vendor_id, GError **error)
{
  CALL (store, link_contact, contact_id, vendor_id);
  return cfl_store_link_contact_finish (store, result, error);
}

void
support_link (CflStore *store, gint64 contact_id, const char *vendor_id)
{
  g_autoptr (GError) error = NULL;

  support_try_link (store, contact_id, vendor_id, &error);
  g_assert_no_error (error);
}

void
support_recheck (CflStore *store)
{
  g_autoptr (GError) error = NULL;

  CALL (store, recheck, 0);
  cfl_store_recheck_finish (store, result, &error);
  g_assert_no_error (error);
}

GArray *
support_list (CflStore *store, const CflListing *listing)
{
  g_autoptr (GError) error = NULL;
  GArray *ids;

  CALL (store, list_ids, listing);
  ids = cfl_store_list_ids_finish (store, result, &error);
  g_assert_no_error (error);
  return ids;
}

guint
support_list_length (CflStore *store, CflList list, CflShow show, const char *search)
{
  g_autoptr (CflListing) listing = cfl_listing_new (list);
  g_autoptr (GArray) ids = NULL;

  listing->show = show;
  listing->search = g_strdup (search);
  ids = support_list (store, listing);
  return ids->len;
}

GPtrArray *
support_rows (CflStore *store, const gint64 *ids, guint n)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows;

  CALL (store, load_rows, CFL_LIST_INVOICES, ids, n);
  rows = cfl_store_load_rows_finish (store, result, &error);
  g_assert_no_error (error);
  return rows;
}

CflOrderRow *
support_row (CflStore *store, gint64 id)
{
  g_autoptr (GPtrArray) rows = support_rows (store, &id, 1);

  return cfl_order_row_ref (g_ptr_array_index (rows, 0));
}

CflCounts *
support_count (CflStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CflCounts *counts;

  cfl_store_count_async (store, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  counts = cfl_store_count_finish (store, result, &error);
  g_assert_no_error (error);
  return counts;
}

gint64
support_find (CflStore *store, const char *reference)
{
  const char *references[] = { reference, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;

  CALL (store, find_orders, references);
  ids = cfl_store_find_orders_finish (store, result, &error);
  g_assert_no_error (error);
  return g_array_index (ids, gint64, 0);
}

gboolean
support_begin (CflStore *store, CflRun *run, GPtrArray *attempts, GError **error)
{
  g_autoptr (GError) own = NULL;
  gboolean begun;

  CALL (store, begin_run, run, attempts);
  begun = cfl_store_begin_run_finish (store, result, error != NULL ? error : &own);
  g_assert_no_error (own);
  return begun;
}

gboolean
support_settle (CflStore *store, const CflAttempt *attempt, CflAttemptState state, GError **error)
{
  g_autoptr (GError) own = NULL;
  gboolean settled;

  CALL (store, settle, attempt, state);
  settled = cfl_store_settle_finish (store, result, error != NULL ? error : &own);
  g_assert_no_error (own);
  return settled;
}

gboolean
support_settle_all (CflStore *store, GPtrArray *attempts, GError **error)
{
  g_autoptr (GError) own = NULL;
  gboolean settled;

  CALL (store, settle_all, attempts);
  settled = cfl_store_settle_all_finish (store, result, error != NULL ? error : &own);
  g_assert_no_error (own);
  return settled;
}

gboolean
support_begin_batch (CflStore *store, CflBatch *batch, GError **error)
{
  g_autoptr (GError) own = NULL;
  gboolean begun;

  CALL (store, begin_batch, batch);
  begun = cfl_store_begin_batch_finish (store, result, error != NULL ? error : &own);
  g_assert_no_error (own);
  return begun;
}

CflBatch *
support_load_batch (CflStore *store, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CflBatch *batch;

  CALL (store, load_batch, id);
  batch = cfl_store_load_batch_finish (store, result, &error);
  g_assert_no_error (error);
  return batch;
}

gboolean
support_set_status (CflStore *store, gint64 id, CflAccountingStatus status, GError **error)
{
  g_autoptr (GError) own = NULL;
  gboolean set;

  CALL (store, set_accounting_status, id, status);
  set = cfl_store_set_accounting_status_finish (store, result, error != NULL ? error : &own);
  g_assert_no_error (own);
  return set;
}

GPtrArray *
support_check (CflStore *store, CflDocumentKind kind, const gint64 *ids, guint n)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *checks;

  CALL (store, check_orders, kind, ids, n);
  checks = cfl_store_check_orders_finish (store, result, &error);
  g_assert_no_error (error);
  return checks;
}

GPtrArray *
support_open_attempts (CflStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *attempts;

  cfl_store_list_open_attempts_async (store, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  attempts = cfl_store_list_open_attempts_finish (store, result, &error);
  g_assert_no_error (error);
  return attempts;
}

GPtrArray *
support_causes (CflStore *store, CflDocumentKind kind)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *causes;

  CALL (store, list_causes, kind);
  causes = cfl_store_list_causes_finish (store, result, &error);
  g_assert_no_error (error);
  return causes;
}

CflOrder *
support_make_order (guint number, const char *contact)
{
  CflOrder *order = cfl_order_new ();
  CflOrderLine *line = cfl_order_add_line (order);
  g_autofree char *source_id = g_strdup_printf ("%u", number);
  g_autofree char *reference = g_strdup_printf ("PO-%u", number);
  g_autofree char *invoice = g_strdup_printf ("INV%u", number);

  cfl_text_set (&order->source_id, source_id);
  cfl_text_set (&order->reference, reference);
  cfl_text_set (&order->contact_source_id, contact);
  cfl_text_set (&order->supplier, contact);
  cfl_text_set (&order->supplier_invoice_number, invoice);
  cfl_text_set (&order->currency, "USD");
  order->invoice_date = cfl_date_new (2026, 3, 1 + (int) (number % 28));
  order->received_date = order->invoice_date;
  order->created_date = cfl_date_new (2026, 2, 1);
  order->modified_at = 1000000 + number;
  order->product_total = cfl_decimal_from_text ("10.5");
  order->total = order->product_total;
  cfl_text_set (&line->code, "SKU");
  cfl_text_set (&line->name, "Tea towel");
  line->quantity = cfl_decimal_from_integer (3);
  line->unit_price = cfl_decimal_from_text ("3.5");
  return order;
}

GPtrArray *
support_make_orders (guint first, guint n, const char *contact)
{
  GPtrArray *orders = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_order_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (orders, support_make_order (first + i, contact));
  return orders;
}

CflAttempt *
support_make_attempt (gint64 order_id, CflDocumentKind kind)
{
  CflAttempt *attempt = cfl_attempt_new ();
  g_autofree char *body = g_strdup_printf ("{\"order\":%" G_GINT64_FORMAT "}", order_id);

  attempt->order_id = order_id;
  attempt->kind = kind;
  g_bytes_unref (attempt->request);
  attempt->request = g_bytes_new (body, strlen (body));
  g_free (attempt->request_id);
  attempt->request_id = g_uuid_string_random ();
  cfl_text_set (&attempt->number, "N-1");
  cfl_text_set (&attempt->vendor_id, "1");
  cfl_text_set (&attempt->vendor_name, "Vendor 1");
  cfl_text_set (&attempt->currency, "USD");
  attempt->total = cfl_decimal_from_text ("10.5");
  attempt->line_count = 1;
  return attempt;
}
