/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The folders of the companies. Everything here blocks and runs in a thread. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-company-registry-private.h"
#include "cfl-sync-error-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define GROUP "company"
#define FILE_NAME "company.ini"
/* Room for "-999" is kept besides. */
#define MAX_ID_LENGTH 40
#define MAX_ID_NUMBER 999

static char *
get_text (GKeyFile *file, const char *key)
{
  char *text = g_key_file_get_string (file, GROUP, key, NULL);

  return text == NULL ? g_strdup ("") : text;
}

static gboolean
read_environment (GKeyFile *file, CflEnvironment *environment)
{
  g_autofree char *text = get_text (file, "environment");

  return cfl_environment_from_text (text, environment);
}

CflCompanyEntry *
cfl_company_files_read (const char *id, GError **error)
{
  g_autoptr (CflCompanyEntry) entry = g_new0 (CflCompanyEntry, 1);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  g_atomic_ref_count_init (&entry->references);
  entry->id = g_strdup (id);
  folder = cfl_company_entry_get_folder (entry);
  path = g_build_filename (folder, FILE_NAME, NULL);
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local) ||
      !read_environment (file, &entry->environment))
    {
      g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_FILE,
                   _ ("The file %s cannot be read as the settings of a company. Put a backup of it "
                      "in its place."),
                   path);
      return NULL;
    }
  entry->name = get_text (file, "name");
  entry->intuit_url = get_text (file, "intuit-url");
  entry->quickbooks_url = get_text (file, "quickbooks-url");
  entry->cin7_url = get_text (file, "cin7-url");
  entry->time_zone = get_text (file, "time-zone");
  return g_steal_pointer (&entry);
}

gboolean
cfl_company_files_write (const CflCompanyEntry *entry, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local = NULL;
  g_autofree char *folder = cfl_company_entry_get_folder (entry);
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autofree char *text = NULL;
  gsize length;

  g_key_file_set_string (file, GROUP, "name", entry->name);
  g_key_file_set_string (file, GROUP, "environment", cfl_environment_to_text (entry->environment));
  g_key_file_set_string (file, GROUP, "time-zone", entry->time_zone);
  if (entry->environment == CFL_ENVIRONMENT_CUSTOM)
    {
      g_key_file_set_string (file, GROUP, "intuit-url", entry->intuit_url);
      g_key_file_set_string (file, GROUP, "quickbooks-url", entry->quickbooks_url);
      g_key_file_set_string (file, GROUP, "cin7-url", entry->cin7_url);
    }
  text = g_key_file_to_data (file, &length, NULL);
  if (g_file_set_contents_full (path, text, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &local))
    return TRUE;
  g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_FILE,
               _ ("The file %s cannot be written (%s). Check the rights of its folder and the room "
                  "on the disk."),
               path, local->message);
  return FALSE;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const CflCompanyEntry *one = *(CflCompanyEntry *const *) a;
  const CflCompanyEntry *other = *(CflCompanyEntry *const *) b;
  int order = g_utf8_collate (one->name, other->name);

  return order != 0 ? order : strcmp (one->id, other->id);
}

/* A company whose file cannot be read is left out, and the others stay usable. A strict list makes
 * it an error where no other is there. */
GPtrArray *
cfl_company_files_list (gboolean strict, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_company_entry_unref);
  g_autoptr (GError) local = NULL;
  g_autoptr (GError) unreadable = NULL;
  g_autofree char *folder = cfl_companies_get_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &local);
  const char *id;

  if (dir == NULL)
    {
      if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return g_steal_pointer (&entries);
      g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_FILE,
                   _ ("The folder %s cannot be read. Check its rights."), folder);
      return NULL;
    }
  while ((id = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, id, FILE_NAME, NULL);
      CflCompanyEntry *entry;

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      entry = cfl_company_files_read (id, unreadable == NULL ? &unreadable : NULL);
      if (entry == NULL)
        g_debug ("%s is left out", path);
      else
        g_ptr_array_add (entries, entry);
    }
  if (strict && entries->len == 0 && unreadable != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&unreadable));
      return NULL;
    }
  g_ptr_array_sort (entries, compare_entries);
  return g_steal_pointer (&entries);
}

/* "Müller & Söhne Ltd." becomes "muller-sohne-ltd". */
static char *
make_id (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  g_autoptr (GString) id = g_string_new (NULL);

  for (const char *c = ascii; *c != '\0' && id->len < MAX_ID_LENGTH; c++)
    {
      if (g_ascii_isalnum (*c))
        g_string_append_c (id, g_ascii_tolower (*c));
      else if (id->len > 0 && id->str[id->len - 1] != '-')
        g_string_append_c (id, '-');
    }
  while (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);
  return id->len == 0 ? g_strdup ("company") : g_strdup (id->str);
}

/* Making the folder claims the id, also against another program. */
static gboolean
claim_folder (CflCompanyEntry *entry, GError **error)
{
  g_autofree char *companies = cfl_companies_get_folder ();
  g_autofree char *base = make_id (entry->name);
  g_autofree char *folder = NULL;
  int code = 0;

  if (g_mkdir_with_parents (companies, 0700) != 0)
    code = errno;
  for (guint i = 1; i <= MAX_ID_NUMBER && code == 0; i++)
    {
      g_free (entry->id);
      entry->id = i == 1 ? g_strdup (base) : g_strdup_printf ("%s-%u", base, i);
      g_free (folder);
      folder = cfl_company_entry_get_folder (entry);
      if (g_mkdir (folder, 0700) == 0)
        return TRUE;
      if (errno != EEXIST)
        code = errno;
    }
  g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_FILE,
               _ ("The folder %s cannot be made (%s). Check the rights of the folder around it and "
                  "the room on the disk."),
               folder != NULL ? folder : companies, g_strerror (code == 0 ? EEXIST : code));
  return FALSE;
}

/* Gives the entry its id. */
gboolean
cfl_company_files_create (CflCompanyEntry *entry, GError **error)
{
  g_autoptr (GPtrArray) entries = cfl_company_files_list (FALSE, error);
  g_autofree char *folded = g_utf8_casefold (entry->name, -1);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const CflCompanyEntry *other = entries->pdata[i];
      g_autofree char *taken = g_utf8_casefold (other->name, -1);

      if (g_str_equal (folded, taken))
        {
          g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                       _ ("There is a company “%s” already. Choose another name."), other->name);
          return FALSE;
        }
    }
  if (!claim_folder (entry, error))
    return FALSE;
  if (cfl_company_files_write (entry, error))
    return TRUE;
  cfl_company_files_delete (entry, NULL);
  return FALSE;
}

/* The settings go first, so that a removal that breaks off leaves no half company in the list. */
gboolean
cfl_company_files_delete (const CflCompanyEntry *entry, GError **error)
{
  g_autofree char *folder = cfl_company_entry_get_folder (entry);
  g_autofree char *settings = g_build_filename (folder, FILE_NAME, NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (g_unlink (settings) == 0 || errno == ENOENT)
    {
      dir = g_dir_open (folder, 0, NULL);
      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);

          g_unlink (path);
        }
      if (g_rmdir (folder) == 0 || errno == ENOENT)
        return TRUE;
    }
  g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_FILE,
               _ ("The folder %s cannot be removed (%s). Check its rights and remove it by hand."),
               folder, g_strerror (errno));
  return FALSE;
}
