/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-secret-calls.h"
#include "cfl-test.h"

#include <string.h>

/* Without a bus: libsecret's encrypted file stands in for the keyring. */

static void
test_round_trip_in_file (void)
{
  g_autofree char *folder = cfl_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "keyring", NULL);
  g_autofree char *contents = NULL;
  gsize length;

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "password", TRUE);
  cfl_secret_check_round_trip ();

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_null (g_strstr_len (contents, (gssize) length, "of another company"));
}

static void
test_cancelled (void)
{
  const CflSecretKey key = { "acme", "sandbox", "9130", CFL_SECRET_QUICKBOOKS_TOKENS };
  g_autoptr (CflSecretStore) store = cfl_secret_store_new (FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  cfl_secret_store_lookup_async (store, &key, cancellable, cfl_test_store_cb, &result);
  g_assert_null (cfl_secret_store_lookup_finish (store, cfl_test_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_no_keyring (void)
{
  const CflSecretKey key = { "acme", "sandbox", "9130", CFL_SECRET_QUICKBOOKS_TOKENS };
  g_autoptr (CflSecretStore) store = cfl_secret_store_new (FALSE);
  g_autoptr (GError) error = NULL;

  g_unsetenv ("SECRET_BACKEND");
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus", TRUE);
  g_assert_null (cfl_secret_call_lookup (store, &key, &error));
  g_assert_error (error, CFL_SECRET_ERROR, CFL_SECRET_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_false (cfl_secret_call_store (store, &key, "VALUE", &error));
  g_assert_error (error, CFL_SECRET_ERROR, CFL_SECRET_ERROR_MISSING);
  g_assert_null (strstr (error->message, "VALUE"));
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/secrets/store/round-trip", test_round_trip_in_file);
  g_test_add_func ("/secrets/store/cancelled", test_cancelled);
  g_test_add_func ("/secrets/store/no-keyring", test_no_keyring);
  return g_test_run ();
}
