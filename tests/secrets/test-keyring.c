/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-secret-calls.h"
#include "cfl-test.h"

/* In a session with a real keyring, unlocked, or locked with the argument "locked". There is no
 * display, so nobody can answer a prompt. */

static const CflSecretKey key = { "acme", "sandbox", "9130", CFL_SECRET_QUICKBOOKS_TOKENS };

static void
test_locked (gconstpointer interactive)
{
  g_autoptr (CflSecretStore) store = cfl_secret_store_new (GPOINTER_TO_INT (interactive));
  g_autoptr (GError) error = NULL;

  cfl_secret_store_set_timeout (store, 5);
  g_assert_false (cfl_secret_call_store (store, &key, "value", &error));
  g_assert_error (error, CFL_SECRET_ERROR, CFL_SECRET_ERROR_LOCKED);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_locked_and_cancelled (void)
{
  g_autoptr (CflSecretStore) store = cfl_secret_store_new (TRUE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_idle_add (cancel_cb, cancellable);
  cfl_secret_store_store_async (store, &key, "Counterfoil", "value", cancellable, cfl_test_store_cb,
                                &result);
  g_assert_false (cfl_secret_store_store_finish (store, cfl_test_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A secret that is there and cannot be seen is "locked", never "not found". */
static void
lock_keyring (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr (GVariant) collection = NULL;
  g_autoptr (GVariant) locked = NULL;
  const char *path;

  g_assert_no_error (error);
  collection = g_dbus_connection_call_sync (
      bus, "org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service",
      "ReadAlias", g_variant_new ("(s)", "default"), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
      &error);
  g_assert_no_error (error);
  g_variant_get (collection, "(&o)", &path);
  locked = g_dbus_connection_call_sync (bus, "org.freedesktop.secrets", "/org/freedesktop/secrets",
                                        "org.freedesktop.Secret.Service", "Lock",
                                        g_variant_new ("(@ao)", g_variant_new_objv (&path, 1)),
                                        NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
test_locked_later (void)
{
  const CflSecretKey missing = { "nobody", "sandbox", "1", CFL_SECRET_CIN7_KEY };
  const CflSecretKey *keys[] = { &key, &missing };
  g_autoptr (CflSecretStore) store = cfl_secret_store_new (FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_true (cfl_secret_call_store (store, &key, "value", &error));
  g_assert_no_error (error);
  lock_keyring ();
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_assert_null (cfl_secret_call_lookup (store, keys[i], &error));
      g_assert_error (error, CFL_SECRET_ERROR, CFL_SECRET_ERROR_LOCKED);
      g_clear_error (&error);
      g_assert_false (cfl_secret_call_clear (store, keys[i], &error));
      g_assert_error (error, CFL_SECRET_ERROR, CFL_SECRET_ERROR_LOCKED);
      g_clear_error (&error);
    }
}

int
main (int argc, char **argv)
{
  gboolean locked = argc > 1 && g_str_equal (argv[argc - 1], "locked");

  if (locked)
    argc--;
  g_unsetenv ("SECRET_BACKEND");
  cfl_test_init (&argc, &argv);
  if (locked)
    {
      g_test_add_data_func ("/secrets/keyring/locked", GINT_TO_POINTER (FALSE), test_locked);
      g_test_add_data_func ("/secrets/keyring/locked-asking", GINT_TO_POINTER (TRUE), test_locked);
      g_test_add_func ("/secrets/keyring/locked-and-cancelled", test_locked_and_cancelled);
    }
  else
    {
      g_test_add_func ("/secrets/keyring/round-trip", cfl_secret_check_round_trip);
      g_test_add_func ("/secrets/keyring/locked-later", test_locked_later);
    }
  return g_test_run ();
}
