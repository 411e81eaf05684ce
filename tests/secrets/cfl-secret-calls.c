/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-secret-calls.h"

#include "cfl-test.h"

char *
cfl_secret_call_lookup (CflSecretStore *store, const CflSecretKey *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_secret_store_lookup_async (store, key, NULL, cfl_test_store_cb, &result);
  return cfl_secret_store_lookup_finish (store, cfl_test_wait (&result), error);
}

gboolean
cfl_secret_call_store (CflSecretStore *store,
                       const CflSecretKey *key,
                       const char *value,
                       GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_secret_store_store_async (store, key, "Counterfoil: Acme Imports", value, NULL,
                                cfl_test_store_cb, &result);
  return cfl_secret_store_store_finish (store, cfl_test_wait (&result), error);
}

gboolean
cfl_secret_call_clear (CflSecretStore *store, const CflSecretKey *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_secret_store_clear_async (store, key, NULL, cfl_test_store_cb, &result);
  return cfl_secret_store_clear_finish (store, cfl_test_wait (&result), error);
}

gboolean
cfl_secret_call_clear_company (CflSecretStore *store, const char *company, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_secret_store_clear_company_async (store, company, NULL, cfl_test_store_cb, &result);
  return cfl_secret_store_clear_company_finish (store, cfl_test_wait (&result), error);
}

static void
assert_secret (CflSecretStore *store, const CflSecretKey *key, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *secret = cfl_secret_call_lookup (store, key, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
  cfl_secret_free (secret);
}

static void
store_secret (CflSecretStore *store, const CflSecretKey *key, const char *value)
{
  g_autoptr (GError) error = NULL;

  cfl_secret_call_store (store, key, value, &error);
  g_assert_no_error (error);
}

void
cfl_secret_check_round_trip (void)
{
  static const char tokens[] = "{\"access_token\":\"eyJ…\",\"refresh_token\":\"AB11 é\"}";
  const CflSecretKey key = { "acme", "sandbox", "9130", CFL_SECRET_QUICKBOOKS_TOKENS };
  const CflSecretKey cin7 = { "acme", "sandbox", NULL, CFL_SECRET_CIN7_KEY };
  const CflSecretKey other = { "bolt", "sandbox", "9130", CFL_SECRET_QUICKBOOKS_TOKENS };
  g_autoptr (CflSecretStore) store = cfl_secret_store_new (FALSE);
  g_autoptr (GError) error = NULL;

  assert_secret (store, &key, NULL);
  store_secret (store, &key, "first");
  store_secret (store, &key, tokens);
  store_secret (store, &cin7, "a key");
  store_secret (store, &other, "of another company");
  assert_secret (store, &key, tokens);
  assert_secret (store, &cin7, "a key");

  cfl_secret_call_clear (store, &key, &error);
  g_assert_no_error (error);
  assert_secret (store, &key, NULL);
  assert_secret (store, &cin7, "a key");
  /* To remove what is not there is no error. */
  cfl_secret_call_clear (store, &key, &error);
  g_assert_no_error (error);

  store_secret (store, &key, tokens);
  cfl_secret_call_clear_company (store, "acme", &error);
  g_assert_no_error (error);
  assert_secret (store, &key, NULL);
  assert_secret (store, &cin7, NULL);
  assert_secret (store, &other, "of another company");
}
