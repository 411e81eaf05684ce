/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Importing a file into a company, on a real database and without any network. */

#include "config.h"

#include "cfl-sync-service.h"
#include "cfl-test.h"

#include <string.h>

#define HEAD "Order Ref,Supplier,Supplier Inv No,Invoice Date,Item Name,Item Qty,Item Price\n"

typedef struct {
  CflSyncService *service;
  char *folder;
  guint orders_changed;
  guint contacts_changed;
} Fixture;

static void
count_cb (CflSyncService *service, guint *count)
{
  (*count)++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (CflCompanyEntry) entry = cfl_company_entry_new ();
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = cfl_test_make_folder ();
  entry->environment = CFL_ENVIRONMENT_CUSTOM;
  cfl_text_set (&entry->name, "Acme");
  cfl_text_set (&entry->time_zone, "Australia/Melbourne");
  cfl_text_set (&entry->intuit_url, "http://127.0.0.1:9");
  cfl_text_set (&entry->quickbooks_url, "http://127.0.0.1:9");
  cfl_text_set (&entry->cin7_url, "http://127.0.0.1:9");
  cfl_companies_add_async (entry, NULL, cfl_test_store_cb, &added);
  g_assert_true (cfl_companies_add_finish (cfl_test_wait (&added), &error));
  g_assert_no_error (error);

  self->service = cfl_sync_service_new (entry);
  cfl_sync_service_open_async (self->service, NULL, cfl_test_store_cb, &opened);
  g_assert_true (cfl_sync_service_open_finish (self->service, cfl_test_wait (&opened), &error));
  g_assert_no_error (error);
  g_signal_connect (self->service, "orders-changed", G_CALLBACK (count_cb), &self->orders_changed);
  g_signal_connect (self->service, "contacts-changed", G_CALLBACK (count_cb),
                    &self->contacts_changed);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) closed = NULL;

  cfl_sync_service_close_async (self->service, cfl_test_store_cb, &closed);
  g_assert_true (cfl_sync_service_close_finish (self->service, cfl_test_wait (&closed), NULL));
  g_object_unref (self->service);
  g_free (self->folder);
}

static char *
write_file (Fixture *self, const char *text)
{
  char *path = g_build_filename (self->folder, "orders.csv", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static CflImportResult *
import_path (Fixture *self,
             const char *path,
             const CflImportOptions *options,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_sync_service_import_async (self->service, path, options, cancellable, cfl_test_store_cb,
                                 &result);
  cfl_test_wait (&result);
  g_assert_cmpint (cfl_sync_service_get_state (self->service), ==, CFL_SYNC_STATE_IDLE);
  return cfl_sync_service_import_finish (self->service, result, error);
}

static CflImportResult *
import_text (Fixture *self, const char *text, gboolean dry_run)
{
  const CflImportOptions options = { .dry_run = dry_run };
  g_autofree char *path = write_file (self, text);
  g_autoptr (GError) error = NULL;
  CflImportResult *result = import_path (self, path, &options, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static GPtrArray *
list_contacts (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_sync_service_list_contacts_async (self->service, NULL, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  return cfl_sync_service_list_contacts_finish (self->service, result, NULL);
}

static CflOrderDetails *
load_order (Fixture *self, const char *reference)
{
  const char *const references[] = { reference, NULL };
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GArray) ids = NULL;

  cfl_sync_service_find_orders_async (self->service, references, NULL, cfl_test_store_cb, &found);
  ids = cfl_sync_service_find_orders_finish (self->service, cfl_test_wait (&found), NULL);
  if (g_array_index (ids, gint64, 0) == 0)
    return NULL;
  cfl_sync_service_load_order_async (self->service, g_array_index (ids, gint64, 0), NULL,
                                     cfl_test_store_cb, &loaded);
  return cfl_sync_service_load_order_finish (self->service, cfl_test_wait (&loaded), NULL);
}

static void
assert_counts (
    const CflImportResult *result, guint added, guint changed, guint unchanged, guint problems)
{
  g_assert_cmpuint (result->added, ==, added);
  g_assert_cmpuint (result->changed, ==, changed);
  g_assert_cmpuint (result->unchanged, ==, unchanged);
  g_assert_cmpuint (result->problems->len, ==, problems);
}

static const char two_orders[] = HEAD "PO-1,Aurora,A-1,2026-11-01,Towel,2,1.5\n"
                                      "PO-1,Aurora,A-1,2026-11-01,Soap,1,0.125\n"
                                      "PO-2,Kestrel,,,Jug,1,7\n";

static void
test_import (Fixture *self, gconstpointer data)
{
  g_autoptr (CflImportResult) tried = import_text (self, two_orders, TRUE);
  g_autoptr (CflImportResult) first = NULL;
  g_autoptr (CflImportResult) again = NULL;
  g_autoptr (CflImportResult) changed = NULL;
  g_autoptr (GPtrArray) contacts = list_contacts (self);
  g_autoptr (CflOrderDetails) details = NULL;
  g_autofree char *total = NULL;

  assert_counts (tried, 2, 0, 0, 0);
  g_assert_cmpuint (contacts->len, ==, 0);
  g_assert_cmpuint (self->orders_changed + self->contacts_changed, ==, 0);
  g_assert_null (load_order (self, "PO-1"));

  first = import_text (self, two_orders, FALSE);
  assert_counts (first, 2, 0, 0, 0);
  g_assert_cmpuint (self->orders_changed, ==, 1);
  g_assert_cmpuint (self->contacts_changed, ==, 1);
  details = load_order (self, "PO-1");
  total = cfl_decimal_to_text (details->order->total);
  g_assert_cmpstr (total, ==, "3.125");
  g_assert_cmpint (details->order->source, ==, CFL_ORDER_SOURCE_CSV);
  g_assert_cmpstr (details->order->contact_source_id, ==, "Aurora");
  g_assert_cmpuint (details->order->lines->len, ==, 2);
  g_ptr_array_unref (g_steal_pointer (&contacts));
  contacts = list_contacts (self);
  g_assert_cmpuint (contacts->len, ==, 2);

  again = import_text (self, two_orders, FALSE);
  assert_counts (again, 0, 0, 2, 0);
  /* The supplier is the same one, however it is written. */
  changed = import_text (self, HEAD "PO-2,KESTREL,,,Jug,1,8\n", FALSE);
  assert_counts (changed, 0, 1, 0, 0);
  g_ptr_array_unref (g_steal_pointer (&contacts));
  contacts = list_contacts (self);
  g_assert_cmpuint (contacts->len, ==, 2);
}

static void
test_problems (Fixture *self, gconstpointer data)
{
  g_autoptr (CflImportResult) result = import_text (
      self, HEAD "PO-1,Aurora,A-1,2026-11-01,Towel,bad,1.5\nPO-2,Kestrel,,,Jug,1,7\n", FALSE);
  const CflImportProblem *problem = result->problems->pdata[0];
  g_autoptr (GPtrArray) contacts = list_contacts (self);

  assert_counts (result, 1, 0, 0, 1);
  g_assert_cmpuint (problem->row, ==, 2);
  g_assert_cmpstr (problem->column, ==, "Item Qty");
  g_assert_nonnull (strstr (problem->message, "PO-1"));
  g_assert_null (load_order (self, "PO-1"));
  /* A supplier whose only order was left out is not made. */
  g_assert_cmpuint (contacts->len, ==, 1);
}

static void
test_errors (Fixture *self, gconstpointer data)
{
  const CflImportOptions options = { 0 };
  g_autofree char *missing = g_build_filename (self->folder, "missing.csv", NULL);
  g_autofree char *ambiguous = write_file (self, HEAD "PO-1,Aurora,A-1,03/04/2026,Towel,1,1.5\n");
  const struct {
    const char *path;
    CflSyncError code;
  } cases[] = {
    { missing, CFL_SYNC_ERROR_FILE },
    { self->folder, CFL_SYNC_ERROR_FILE },
    { "/dev/zero", CFL_SYNC_ERROR_FILE },
    { ambiguous, CFL_SYNC_ERROR_USAGE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (import_path (self, cases[i].path, &options, NULL, &error));
      g_assert_error (error, CFL_SYNC_ERROR, (int) cases[i].code);
    }
  g_assert_cmpuint (self->orders_changed, ==, 0);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  const CflImportOptions options = { 0 };
  g_autofree char *path = write_file (self, two_orders);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (import_path (self, path, &options, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (load_order (self, "PO-1"));
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add ("/sync/import/import", Fixture, NULL, set_up, test_import, tear_down);
  g_test_add ("/sync/import/problems", Fixture, NULL, set_up, test_problems, tear_down);
  g_test_add ("/sync/import/errors", Fixture, NULL, set_up, test_errors, tear_down);
  g_test_add ("/sync/import/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  return g_test_run ();
}
