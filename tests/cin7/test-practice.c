/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-cin7-client.h"
#include "cfl-test-practice.h"
#include "cfl-test.h"

#include <string.h>

/* The client against the practice program: its limits, its permissions, its odd orders. */

static void
page_cb (CflCin7Client *client, GPtrArray *orders, gpointer user_data)
{
  GPtrArray *all = user_data;

  for (guint i = 0; i < orders->len; i++)
    g_ptr_array_add (all, cfl_order_ref (g_ptr_array_index (orders, i)));
}

static CflCin7Client *
make_client (CflTestPractice *practice, CflHttpClient *http, const char *key)
{
  return cfl_cin7_client_new (http, cfl_test_practice_get (practice, "cin7_url"),
                              cfl_test_practice_get (practice, "cin7_user"),
                              cfl_test_practice_get (practice, key));
}

static void
probe (CflCin7Client *client, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_cin7_client_probe_async (client, NULL, cfl_test_store_cb, &result);
  g_assert_true (cfl_cin7_client_probe_finish (client, cfl_test_wait (&result), error) ==
                 (*error == NULL));
}

static void
test_pull (void)
{
  g_autoptr (CflTestPractice) practice = cfl_test_practice_new (
      (const char *const[]){ "--company=au", "--orders=600", "--no-limits", NULL });
  g_autoptr (CflHttpClient) http = cfl_http_client_new ("Counterfoil test");
  g_autoptr (CflCin7Client) client = make_client (practice, http, "cin7_key");
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_order_unref);
  g_autoptr (GHashTable) contacts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GTimeZone) zone =
      g_time_zone_new_identifier (cfl_test_practice_get (practice, "time_zone"));
  g_autoptr (GAsyncResult) pulled = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  gint64 newest = 0;
  guint billed = 0;
  GHashTableIter iter;
  gpointer id;

  cfl_cin7_client_set_limits (client, 0, 0);
  probe (client, &error);
  g_assert_no_error (error);
  cfl_cin7_client_pull_orders_async (client, 0, zone, page_cb, orders, NULL, cfl_test_store_cb,
                                     &pulled);
  cfl_cin7_client_pull_orders_finish (client, cfl_test_wait (&pulled), &newest, &problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (orders->len, >=, 600);
  g_assert_cmpint (newest, >, 0);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
  for (guint i = 0; i < orders->len; i++)
    {
      CflOrder *order = g_ptr_array_index (orders, i);

      billed += cfl_order_is_billed (order) ? 1 : 0;
      if (*order->contact_source_id != '\0')
        g_hash_table_add (contacts, order->contact_source_id);
    }
  g_assert_cmpuint (billed, >, 0);

  g_hash_table_iter_init (&iter, contacts);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, id);
  cfl_cin7_client_read_contacts_async (client, ids, NULL, cfl_test_store_cb, &read);
  found = cfl_cin7_client_read_contacts_finish (client, cfl_test_wait (&read), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, ids->len);
}

static void
test_permission (void)
{
  g_autoptr (CflTestPractice) practice =
      cfl_test_practice_new ((const char *const[]){ "--orders=5", NULL });
  g_autoptr (CflHttpClient) http = cfl_http_client_new ("Counterfoil test");
  g_autoptr (CflCin7Client) client = make_client (practice, http, "cin7_key_without_orders");
  g_autoptr (CflCin7Client) stranger = make_client (practice, http, "realm_id");
  g_autoptr (GError) off = NULL;
  g_autoptr (GError) wrong = NULL;

  probe (client, &off);
  g_assert_error (off, CFL_CIN7_ERROR, CFL_CIN7_ERROR_PERMISSION);
  g_assert_nonnull (strstr (off->message, "PurchaseOrders"));
  probe (stranger, &wrong);
  g_assert_error (wrong, CFL_CIN7_ERROR, CFL_CIN7_ERROR_KEY);
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/cin7/practice/pull", test_pull);
  g_test_add_func ("/cin7/practice/permission", test_permission);
  return g_test_run ();
}
