/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-cin7-client.h"
#include "cfl-test-server.h"
#include "cfl-test.h"

#include <string.h>

#define ORDERS(page) "GET /api/v1/PurchaseOrders?page=" page "&rows=250"

typedef struct {
  CflTestServer *server;
  CflHttpClient *http;
  CflCin7Client *client;
  GString *pulled; /* references, comma separated */
  guint pages;
  guint waits;
} Fixture;

static void
waiting_cb (CflCin7Client *client, guint seconds, const char *sentence, Fixture *fixture)
{
  g_assert_nonnull (strstr (sentence, "Cin7"));
  fixture->waits++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = cfl_test_server_new ();
  fixture->http = cfl_http_client_new ("Counterfoil test");
  cfl_http_client_set_wait_scale (fixture->http, 0);
  fixture->client = cfl_cin7_client_new (
      fixture->http, cfl_test_server_get_address (fixture->server), "Acme", "s3cret");
  cfl_cin7_client_set_limits (fixture->client, 0, 0);
  g_signal_connect (fixture->client, "waiting", G_CALLBACK (waiting_cb), fixture);
  fixture->pulled = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->client);
  g_object_unref (fixture->http);
  g_string_free (fixture->pulled, TRUE);
  cfl_test_server_free (fixture->server);
}

static void
expect (Fixture *fixture, const char *line, guint status, const char *body)
{
  cfl_test_server_expect (fixture->server, line, status, NULL, body);
}

static void
page_cb (CflCin7Client *client, GPtrArray *orders, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->pages++;
  for (guint i = 0; i < orders->len; i++)
    {
      CflOrder *order = g_ptr_array_index (orders, i);

      g_string_append_printf (fixture->pulled, "%s%s", fixture->pulled->len > 0 ? "," : "",
                              order->reference);
    }
}

static gboolean
pull (Fixture *fixture, gint64 since, gint64 *newest, GPtrArray **problems, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  cfl_cin7_client_pull_orders_async (fixture->client, since, zone, page_cb, fixture, NULL,
                                     cfl_test_store_cb, &result);
  return cfl_cin7_client_pull_orders_finish (fixture->client, cfl_test_wait (&result), newest,
                                             problems, error);
}

/* Short pages are no end, a row that comes twice is taken once, a damaged one is named. */
static void
test_pull (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  gint64 newest = 0;
  gboolean done;

  expect (fixture, ORDERS ("1") "&order=id ASC", 200,
          "[{\"id\":1,\"reference\":\"A\",\"modifiedDate\":\"2026-03-02T00:00:00Z\"},"
          "{\"id\":2,\"reference\":\"B\"},{\"id\":3,\"reference\":\"BAD\",\"total\":\"x\"}]");
  expect (fixture, ORDERS ("2"), 200, "[{\"id\":2,\"reference\":\"B\"},null,7]");
  expect (fixture, ORDERS ("3"), 200, "[{\"id\":4,\"reference\":\"C\"}]");
  expect (fixture, ORDERS ("4"), 200, "[]");
  done = pull (fixture, 0, &newest, &problems, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpstr (fixture->pulled->str, ==, "A,B,C");
  g_assert_cmpuint (fixture->pages, ==, 2);
  g_assert_cmpint (newest, ==, G_GINT64_CONSTANT (1772409600000000));
  g_assert_cmpuint (problems->len, ==, 3);
  g_assert_nonnull (strstr (g_ptr_array_index (problems, 0), "BAD"));
  g_assert_cmpuint (cfl_cin7_client_get_calls (fixture->client), ==, 4);
  g_assert_cmpstr (cfl_test_server_get_request (fixture->server, 0)->authorization, ==,
                   "Basic QWNtZTpzM2NyZXQ=");
}

static void
test_watermark (Fixture *fixture, gconstpointer data)
{
  gint64 newest = 0;
  gint64 since = G_GINT64_CONSTANT (1772409600000000); /* 2026-03-02T00:00:00Z */

  expect (fixture, ORDERS ("1") "&where=modifiedDate>='2026-03-01T23:55:00Z'&order=id ASC", 200,
          "[{\"id\":1,\"reference\":\"A\",\"modifiedDate\":\"2999-01-01T00:00:00Z\"}]");
  expect (fixture, ORDERS ("2"), 200, "[]");
  g_assert_true (pull (fixture, since, &newest, NULL, NULL));
  /* Nothing later than the start of the pull is ever skipped the next time. */
  g_assert_cmpint (newest, <=, g_get_real_time ());
  g_assert_cmpint (newest, >, since);

  expect (fixture, ORDERS ("1"), 200, "[]");
  g_assert_true (pull (fixture, since, &newest, NULL, NULL));
  g_assert_cmpint (newest, ==, since);
}

/* A page that breaks off, a throttle and a server in trouble are asked again. */
static void
test_repeated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  expect (fixture, ORDERS ("1"), CFL_TEST_CUT_BODY, "[{\"id\":1,");
  cfl_test_server_expect (fixture->server, ORDERS ("1"), 429, "Retry-After: 7",
                          "\"Rate limit exceeded. Retry after some time.\"");
  expect (fixture, ORDERS ("1"), 429, "");
  expect (fixture, ORDERS ("1"), 503, "");
  expect (fixture, ORDERS ("1"), 200, "[]");
  g_assert_true (pull (fixture, 0, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->waits, ==, 4);
  g_assert_cmpuint (cfl_cin7_client_get_calls (fixture->client), ==, 5);
}

typedef struct {
  guint status;
  const char *body;
  CflCin7Error code;
  const char *says;
  guint times;
} Trouble;

static const Trouble troubles[] = {
  { 401, "\"Unauthorized access\"", CFL_CIN7_ERROR_KEY, "API user name and key", 1 },
  { 403, "\"Access is forbidden\"", CFL_CIN7_ERROR_PERMISSION, "PurchaseOrders", 1 },
  { 400, "{\"message\":\"No such field.\"}", CFL_CIN7_ERROR_REJECTED, "No such field.", 1 },
  { 400, "\"No such field.\"", CFL_CIN7_ERROR_REJECTED, "No such field.", 1 },
  { 404, "<html>", CFL_CIN7_ERROR_PROTOCOL, "did not come from Cin7", 1 },
  { 200, "<html>", CFL_CIN7_ERROR_PROTOCOL, "could not be read", 1 },
  { 200, "{\"items\":[]}", CFL_CIN7_ERROR_PROTOCOL, "could not be read", 1 },
  { 200, "", CFL_CIN7_ERROR_PROTOCOL, "could not be read", 1 },
  { 200, "[{\"id\":1}", CFL_CIN7_ERROR_PROTOCOL, "could not be read", 1 },
  { 429, "", CFL_CIN7_ERROR_LIMIT, "5,000 a day", 5 },
  { 500, "", CFL_CIN7_ERROR_SERVER, "trouble", 5 },
  { CFL_TEST_CUT_BODY, "[", CFL_CIN7_ERROR_OFFLINE, "did not answer", 5 },
};

static void
test_troubles (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("trouble %u", i);
      for (guint j = 0; j < troubles[i].times; j++)
        expect (fixture, ORDERS ("1"), troubles[i].status, troubles[i].body);
      g_assert_false (pull (fixture, 0, NULL, NULL, &error));
      g_assert_error (error, CFL_CIN7_ERROR, (int) troubles[i].code);
      g_assert_nonnull (strstr (error->message, troubles[i].says));
      g_assert_null (strstr (error->message, "s3cret"));
    }
}

static void
test_unreachable (void)
{
  g_autoptr (CflHttpClient) http = cfl_http_client_new ("Counterfoil test");
  g_autoptr (CflCin7Client) client = cfl_cin7_client_new (http, "http://127.0.0.1:1", "a", "b");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cfl_http_client_set_wait_scale (http, 0);
  cfl_cin7_client_set_limits (client, 0, 0);
  cfl_cin7_client_probe_async (client, NULL, cfl_test_store_cb, &result);
  g_assert_false (cfl_cin7_client_probe_finish (client, cfl_test_wait (&result), &error));
  g_assert_error (error, CFL_CIN7_ERROR, CFL_CIN7_ERROR_OFFLINE);
}

static void
test_probe (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;

  expect (fixture, "GET /api/v1/PurchaseOrders?page=1&rows=1&fields=id", 200, "[{\"id\":1}]");
  expect (fixture, "GET /api/v1/Contacts?page=1&rows=1&fields=id", 200, "[]");
  cfl_cin7_client_probe_async (fixture->client, NULL, cfl_test_store_cb, &first);
  g_assert_true (cfl_cin7_client_probe_finish (fixture->client, cfl_test_wait (&first), NULL));

  expect (fixture, "GET /api/v1/PurchaseOrders", 200, "[]");
  expect (fixture, "GET /api/v1/Contacts", 403, "\"Access is forbidden\"");
  cfl_cin7_client_probe_async (fixture->client, NULL, cfl_test_store_cb, &second);
  g_assert_false (cfl_cin7_client_probe_finish (fixture->client, cfl_test_wait (&second), &error));
  g_assert_error (error, CFL_CIN7_ERROR, CFL_CIN7_ERROR_PERMISSION);
  g_assert_nonnull (strstr (error->message, "Contacts"));
}

static void
test_contacts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) contacts = NULL;
  CflContact *contact;

  for (guint i = 1; i <= 151; i++)
    g_ptr_array_add (ids, g_strdup_printf ("%u", i));
  g_ptr_array_add (ids, g_strdup ("1) OR (1=1"));
  expect (fixture, "GET /api/v1/Contacts?page=1&rows=250&where=id IN (1,2,3,", 200,
          "[{\"id\":1,\"company\":\"Aurora\"},{\"id\":2,\"company\":\"Boreas\"}]");
  expect (fixture, "GET /api/v1/Contacts?page=1&rows=250&where=id IN (151)&order=id ASC", 200,
          "[{\"id\":151,\"company\":\"Corus\"},{\"company\":\"nobody\"}]");
  cfl_cin7_client_read_contacts_async (fixture->client, ids, NULL, cfl_test_store_cb, &result);
  contacts =
      cfl_cin7_client_read_contacts_finish (fixture->client, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (contacts->len, ==, 3);
  contact = g_ptr_array_index (contacts, 2);
  g_assert_cmpstr (contact->name, ==, "Corus");
}

static void
cancel_page_cb (CflCin7Client *client, GPtrArray *orders, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GError) error = NULL;

  expect (fixture, ORDERS ("1"), 200, "[{\"id\":1}]");
  cfl_cin7_client_pull_orders_async (fixture->client, 0, zone, cancel_page_cb, cancellable,
                                     cancellable, cfl_test_store_cb, &result);
  g_assert_false (cfl_cin7_client_pull_orders_finish (fixture->client, cfl_test_wait (&result),
                                                      NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
hold_page_cb (CflCin7Client *client, GPtrArray *orders, gpointer user_data)
{
  gboolean *came = user_data;

  cfl_cin7_client_set_held (client, TRUE);
  *came = TRUE;
}

/* Nothing is asked for while the caller cannot take more. */
static void
test_held (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GError) error = NULL;
  gboolean came = FALSE;

  expect (fixture, ORDERS ("1") "&order=id ASC", 200, "[{\"id\":1}]");
  cfl_cin7_client_pull_orders_async (fixture->client, 0, zone, hold_page_cb, &came, NULL,
                                     cfl_test_store_cb, &result);
  /* The server of the test fails on a call that nobody has announced. */
  for (guint page = 2; page <= 3; page++)
    {
      g_autofree char *number = g_strdup_printf ("%u", page);
      g_autofree char *next = g_strdup_printf (ORDERS ("%s"), number);

      cfl_test_wait_for (&came);
      came = FALSE;
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_null (result);
      g_assert_cmpuint (cfl_cin7_client_get_calls (fixture->client), ==, page - 1);
      expect (fixture, next, 200, page == 2 ? "[{\"id\":2}]" : "[]");
      cfl_cin7_client_set_held (fixture->client, FALSE);
    }
  g_assert_true (cfl_cin7_client_pull_orders_finish (fixture->client, cfl_test_wait (&result), NULL,
                                                     NULL, &error));
  g_assert_no_error (error);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  ADD ("/cin7/client/pull", test_pull);
  ADD ("/cin7/client/watermark", test_watermark);
  ADD ("/cin7/client/repeated", test_repeated);
  ADD ("/cin7/client/troubles", test_troubles);
  g_test_add_func ("/cin7/client/unreachable", test_unreachable);
  ADD ("/cin7/client/probe", test_probe);
  ADD ("/cin7/client/contacts", test_contacts);
  ADD ("/cin7/client/cancelled", test_cancelled);
  ADD ("/cin7/client/held", test_held);
  return g_test_run ();
}
