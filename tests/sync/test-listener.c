/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-http-client.h"
#include "cfl-loopback-listener.h"
#include "cfl-sync-service.h"
#include "cfl-test.h"

/* A port that nobody has at this moment. */
static guint
find_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);
  return port;
}

static guint
visit (const char *method, const char *address)
{
  g_autoptr (CflHttpClient) client = cfl_http_client_new ("test");
  g_autoptr (CflHttpRequest) request = cfl_http_request_new (method, address);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CflHttpResponse) response = NULL;

  cfl_http_client_send_async (client, request, NULL, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  response = cfl_http_client_send_finish (client, result, NULL);
  return response == NULL ? 0 : cfl_http_response_get_status (response);
}

static void
test_one_redirect (void)
{
  guint port = find_port ();
  g_autofree char *base = g_strdup_printf ("http://localhost:%u/callback", port);
  g_autofree char *other = g_strdup_printf ("http://127.0.0.1:%u/other?code=1", port);
  g_autofree char *bare = g_strdup_printf ("http://127.0.0.1:%u/callback", port);
  g_autofree char *right =
      g_strdup_printf ("http://127.0.0.1:%u/callback?code=a%%20b&state=s&realmId=1", port);
  g_autofree char *expected = g_strconcat (base, "?code=a%20b&state=s&realmId=1", NULL);
  g_autofree char *redirected = NULL;
  g_autoptr (CflLoopbackListener) listener = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  listener = cfl_loopback_listener_new (base, &error);
  g_assert_no_error (error);
  cfl_loopback_listener_wait_async (listener, NULL, cfl_test_store_cb, &result);
  g_assert_cmpuint (visit ("GET", other), ==, 404);
  g_assert_cmpuint (visit ("GET", bare), ==, 404);
  g_assert_cmpuint (visit ("POST", right), ==, 404);
  g_assert_null (result);
  g_assert_cmpuint (visit ("GET", right), ==, 200);
  cfl_test_wait (&result);
  redirected = cfl_loopback_listener_wait_finish (listener, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (redirected, ==, expected);
  /* One shot: nobody listens any more. */
  g_assert_cmpuint (visit ("GET", right), ==, 0);
}

static void
test_before_waiting_and_cancelled (void)
{
  guint port = find_port ();
  g_autofree char *base = g_strdup_printf ("http://127.0.0.1:%u/", port);
  g_autofree char *right = g_strdup_printf ("http://127.0.0.1:%u/?state=s", port);
  g_autofree char *redirected = NULL;
  g_autoptr (CflLoopbackListener) listener = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  listener = cfl_loopback_listener_new (base, &error);
  g_assert_no_error (error);
  cfl_loopback_listener_wait_async (listener, cancellable, cfl_test_store_cb, &cancelled);
  g_cancellable_cancel (cancellable);
  cfl_test_wait (&cancelled);
  g_assert_null (cfl_loopback_listener_wait_finish (listener, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_cmpuint (visit ("GET", right), ==, 200);
  cfl_loopback_listener_wait_async (listener, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  redirected = cfl_loopback_listener_wait_finish (listener, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (redirected, ==, right);
}

static void
test_port_taken (void)
{
  guint port = find_port ();
  g_autofree char *base = g_strdup_printf ("http://localhost:%u/callback", port);
  g_autoptr (CflLoopbackListener) first = NULL;
  g_autoptr (GError) error = NULL;

  first = cfl_loopback_listener_new (base, &error);
  g_assert_no_error (error);
  g_assert_null (cfl_loopback_listener_new (base, &error));
  g_assert_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_FILE);
}

static void
test_can_serve (void)
{
  g_assert_true (cfl_loopback_listener_can_serve ("http://localhost:53682/callback"));
  g_assert_true (cfl_loopback_listener_can_serve ("http://127.0.0.1:53682/"));
  g_assert_false (cfl_loopback_listener_can_serve ("https://localhost:53682/callback"));
  g_assert_false (cfl_loopback_listener_can_serve ("https://relay.example/callback"));
  g_assert_false (cfl_loopback_listener_can_serve ("http://relay.example/callback"));
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/sync/listener/one-redirect", test_one_redirect);
  g_test_add_func ("/sync/listener/before-waiting", test_before_waiting_and_cancelled);
  g_test_add_func ("/sync/listener/port-taken", test_port_taken);
  g_test_add_func ("/sync/listener/can-serve", test_can_serve);
  return g_test_run ();
}
