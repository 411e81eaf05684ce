/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two programs that have one company open: what one writes, the other hears of. */

#include "config.h"

#include "cfl-sync-service.h"
#include "cfl-test.h"
#include "cfl-text.h"

static CflSyncService *
open_service (CflCompanyEntry *entry)
{
  CflSyncService *service = cfl_sync_service_new (entry);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cfl_sync_service_open_async (service, NULL, cfl_test_store_cb, &result);
  cfl_sync_service_open_finish (service, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  return service;
}

static void
close_service (CflSyncService *service)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_sync_service_close_async (service, cfl_test_store_cb, &result);
  g_assert_true (cfl_sync_service_close_finish (service, cfl_test_wait (&result), NULL));
  g_object_unref (service);
}

static void
set_months (CflSyncService *service, const char *months)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cfl_sync_service_set_setting_async (service, "past-months", months, NULL, cfl_test_store_cb,
                                      &result);
  cfl_sync_service_set_setting_finish (service, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
}

static void
changed_cb (CflSyncService *service, gboolean *changed)
{
  *changed = TRUE;
}

static void
test_other_writes (void)
{
  g_autoptr (CflCompanyEntry) entry = cfl_company_entry_new ();
  g_autoptr (GAsyncResult) added = NULL;
  CflSyncService *window;
  CflSyncService *other;
  gboolean changed = FALSE;

  cfl_text_set (&entry->name, "Acme");
  entry->environment = CFL_ENVIRONMENT_SANDBOX;
  cfl_companies_add_async (entry, NULL, cfl_test_store_cb, &added);
  g_assert_true (cfl_companies_add_finish (cfl_test_wait (&added), NULL));
  window = open_service (entry);
  other = open_service (entry);

  g_signal_connect (window, "orders-changed", G_CALLBACK (changed_cb), &changed);
  cfl_sync_service_watch (window);
  g_assert_null (cfl_sync_service_get_holder (window));
  for (guint months = 5; months <= 6; months++)
    {
      g_autofree char *text = g_strdup_printf ("%u", months);

      changed = FALSE;
      set_months (other, text);
      cfl_test_wait_for (&changed);
      g_assert_cmpuint (cfl_sync_service_get_company (window)->past_months, ==, months);
    }
  close_service (other);
  close_service (window);
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/watch/other-writes", test_other_writes);
  return g_test_run ();
}
