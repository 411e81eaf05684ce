/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-sync-service.h"
#include "cfl-test.h"
#include "cfl-upload-lock.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static CflCompanyEntry *
new_entry (const char *name, CflEnvironment environment)
{
  CflCompanyEntry *entry = cfl_company_entry_new ();

  g_free (entry->name);
  entry->name = g_strdup (name);
  entry->environment = environment;
  return entry;
}

static gboolean
add (CflCompanyEntry *entry, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_companies_add_async (entry, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  return cfl_companies_add_finish (result, error);
}

static GPtrArray *
list (GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_companies_list_async (NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  return cfl_companies_list_finish (result, error);
}

static gboolean
remove_entry (CflCompanyEntry *entry, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_companies_remove_async (entry, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  return cfl_companies_remove_finish (result, error);
}

static void
test_add_and_list (void)
{
  g_autoptr (CflCompanyEntry) one = new_entry ("  Müller & Söhne Ltd. ", CFL_ENVIRONMENT_SANDBOX);
  g_autoptr (CflCompanyEntry) other = new_entry ("Acme", CFL_ENVIRONMENT_CUSTOM);
  g_autoptr (CflCompanyEntry) same_id = new_entry ("Acme!", CFL_ENVIRONMENT_PRODUCTION);
  g_autoptr (CflCompanyEntry) sign = new_entry ("株式会社", CFL_ENVIRONMENT_PRODUCTION);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  const CflCompanyEntry *first;
  struct stat status;

  none = list (&error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);

  g_free (one->time_zone);
  one->time_zone = g_strdup ("Australia/Sydney");
  g_free (other->intuit_url);
  other->intuit_url = g_strdup ("http://127.0.0.1:8080/");
  g_free (other->quickbooks_url);
  other->quickbooks_url = g_strdup ("https://books.example");
  g_assert_true (add (one, &error));
  g_assert_true (add (other, &error));
  g_assert_true (add (same_id, &error));
  g_assert_true (add (sign, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (one->id, ==, "muller-sohne-ltd");
  g_assert_cmpstr (other->id, ==, "acme");
  g_assert_cmpstr (same_id->id, ==, "acme-2");
  g_assert_cmpstr (sign->id, !=, "");

  entries = list (&error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 4);
  first = entries->pdata[0];
  g_assert_cmpstr (first->name, ==, "Acme");
  g_assert_cmpint (first->environment, ==, CFL_ENVIRONMENT_CUSTOM);
  g_assert_cmpstr (first->intuit_url, ==, "http://127.0.0.1:8080");
  g_assert_cmpstr (first->quickbooks_url, ==, "https://books.example");

  folder = cfl_company_entry_get_folder (first);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
}

static void
refuse (CflCompanyEntry *entry)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  g_assert_false (add (entry, &error));
  g_assert_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE);
  entries = list (NULL);
  for (guint i = 0; i < entries->len; i++)
    g_assert_cmpstr (((CflCompanyEntry *) entries->pdata[i])->id, !=, entry->id);
}

static void
test_refused (void)
{
  static const char *const bad_urls[] = { "http://books.example",
                                          "ftp://books.example",
                                          "https://user:secret@books.example",
                                          "https://books.example?x=1",
                                          "https://books.example#x",
                                          "books.example",
                                          "https://",
                                          "javascript:alert(1)" };
  g_autoptr (CflCompanyEntry) nameless = new_entry (" \n ", CFL_ENVIRONMENT_SANDBOX);
  g_autoptr (CflCompanyEntry) zone = new_entry ("Zone", CFL_ENVIRONMENT_SANDBOX);
  g_autoptr (CflCompanyEntry) urls = new_entry ("Urls", CFL_ENVIRONMENT_SANDBOX);
  g_autoptr (CflCompanyEntry) bare = new_entry ("Bare", CFL_ENVIRONMENT_CUSTOM);
  g_autoptr (CflCompanyEntry) first = new_entry ("Twice", CFL_ENVIRONMENT_SANDBOX);
  g_autoptr (CflCompanyEntry) second = new_entry ("TWICE", CFL_ENVIRONMENT_SANDBOX);
  g_autoptr (GError) error = NULL;

  g_free (zone->time_zone);
  zone->time_zone = g_strdup ("Mars/Olympus");
  g_free (urls->cin7_url);
  urls->cin7_url = g_strdup ("https://cin7.example");
  refuse (nameless);
  refuse (zone);
  refuse (urls); /* only a custom environment has addresses of its own */
  refuse (bare); /* and it needs them */
  for (guint i = 0; i < G_N_ELEMENTS (bad_urls); i++)
    {
      g_autoptr (CflCompanyEntry) entry = new_entry ("Bad", CFL_ENVIRONMENT_CUSTOM);

      g_free (entry->intuit_url);
      entry->intuit_url = g_strdup ("https://intuit.example");
      g_free (entry->quickbooks_url);
      entry->quickbooks_url = g_strdup (bad_urls[i]);
      refuse (entry);
    }
  g_assert_true (add (first, &error));
  g_assert_no_error (error);
  refuse (second);
}

static void
test_remove (void)
{
  g_autoptr (CflCompanyEntry) entry = new_entry ("Short lived", CFL_ENVIRONMENT_SANDBOX);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  CflUploadLock *lock;

  g_assert_true (add (entry, &error));
  folder = cfl_company_entry_get_folder (entry);
  path = g_build_filename (folder, "company.db", NULL);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));

  /* Not while somebody uploads. */
  lock = cfl_upload_lock_take (folder, &error);
  g_assert_no_error (error);
  g_assert_false (remove_entry (entry, &error));
  g_assert_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_BUSY);
  g_clear_error (&error);
  cfl_upload_lock_release (lock);

  g_assert_true (remove_entry (entry, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  entries = list (&error);
  g_assert_cmpuint (entries->len, ==, 0);
}

static void
test_unreadable (void)
{
  g_autoptr (CflCompanyEntry) bad = new_entry ("Bad", CFL_ENVIRONMENT_SANDBOX);
  g_autoptr (CflCompanyEntry) good = new_entry ("Good", CFL_ENVIRONMENT_SANDBOX);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  g_assert_true (add (bad, &error));
  folder = cfl_company_entry_get_folder (bad);
  path = g_build_filename (folder, "company.ini", NULL);
  g_assert_true (g_file_set_contents (path, "no settings", -1, NULL));
  g_assert_null (list (&error));
  g_assert_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_FILE);
  g_clear_error (&error);

  g_assert_true (add (good, &error));
  entries = list (&error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 1);
}

static void
test_practice (void)
{
  g_autoptr (CflCompanyEntry) first = NULL;
  g_autoptr (CflCompanyEntry) second = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      cfl_companies_open_practice_async (NULL, cfl_test_store_cb, &result);
      cfl_test_wait (&result);
      if (i == 0)
        first = cfl_companies_open_practice_finish (result, &error);
      else
        second = cfl_companies_open_practice_finish (result, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpstr (first->id, ==, second->id);
  g_assert_cmpint (first->environment, ==, CFL_ENVIRONMENT_PRACTICE);
}

static void
assert_busy (const char *folder, const char *who)
{
  g_autofree char *process = g_strdup_printf ("(process %d)", (int) getpid ());
  g_autoptr (GError) error = NULL;

  g_assert_null (cfl_upload_lock_take (folder, &error));
  g_assert_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_BUSY);
  g_assert_true (g_str_has_prefix (error->message, who));
  g_assert_nonnull (strstr (error->message, process));
}

static void
test_lock (void)
{
  g_autofree char *folder = cfl_test_make_folder ();
  g_autofree char *missing = g_build_filename (folder, "missing", NULL);
  g_autoptr (GError) error = NULL;
  CflUploadLock *lock = cfl_upload_lock_take (folder, &error);

  g_assert_no_error (error);
  assert_busy (folder, "A window");
  cfl_upload_lock_release (lock);
  g_set_prgname ("counterfoil-cli");
  lock = cfl_upload_lock_take (folder, &error);
  g_assert_no_error (error);
  assert_busy (folder, "The command line");
  cfl_upload_lock_release (lock);
  g_assert_null (cfl_upload_lock_take (missing, &error));
  g_assert_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_FILE);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("counterfoil-keyring-XXXXXX", NULL);
  g_autofree char *keyring = g_build_filename (folder, "keyring", NULL);

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "practice", TRUE);
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/sync/registry/add-and-list", test_add_and_list);
  g_test_add_func ("/sync/registry/refused", test_refused);
  g_test_add_func ("/sync/registry/remove", test_remove);
  g_test_add_func ("/sync/registry/unreadable", test_unreadable);
  g_test_add_func ("/sync/registry/practice", test_practice);
  g_test_add_func ("/sync/registry/lock", test_lock);
  return g_test_run ();
}
