/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

#include <string.h>

/* Reads one vendor that QuickBooks still has; NULL without an error when it has not. */
CflVendor *
cfl_database_load_vendor (CflDatabase *self, const char *id, GError **error)
{
  g_autofree char *names = cfl_columns_names (&cfl_vendor_columns, "");
  g_autofree char *sql =
      g_strdup_printf ("SELECT %s FROM vendors WHERE id = ? AND missing = 0", names);
  CflStatement *statement = cfl_statement_get (self, sql);
  CflVendor *vendor = NULL;

  cfl_bind_text (statement, 1, id);
  if (cfl_statement_next (statement, error))
    {
      vendor = cfl_vendor_new ();
      cfl_columns_read (&cfl_vendor_columns, statement, 0, vendor);
    }
  cfl_statement_reset (statement);
  return vendor;
}

/* NULL without an error when there is no such contact. */
CflContact *
cfl_database_load_contact (CflDatabase *self, gint64 id, GError **error)
{
  g_autofree char *names = cfl_columns_names (&cfl_contact_columns, "");
  g_autofree char *sql =
      g_strdup_printf ("SELECT row_id, vendor_id, %s FROM contacts WHERE row_id = ?", names);
  CflStatement *statement = cfl_statement_get (self, sql);
  CflContact *contact = NULL;

  cfl_bind_integer (statement, 1, id);
  if (cfl_statement_next (statement, error))
    {
      contact = cfl_contact_new ();
      contact->id = cfl_read_integer (statement, 0);
      g_free (contact->vendor_id);
      contact->vendor_id = g_strdup (cfl_read_text (statement, 1));
      cfl_columns_read (&cfl_contact_columns, statement, 2, contact);
    }
  cfl_statement_reset (statement);
  return contact;
}

static void
supplier_free (gpointer data)
{
  CflSupplier *supplier = data;

  g_clear_pointer (&supplier->contact, cfl_contact_unref);
  g_clear_pointer (&supplier->vendor, cfl_vendor_unref);
  g_free (supplier);
}

/* Returns: (transfer none): kept until a contact or a vendor changes; without an error also for a
 * contact that does not exist */
const CflSupplier *
cfl_database_get_supplier (CflDatabase *self, gint64 contact_id, GError **error)
{
  CflSupplier *supplier;

  if (self->suppliers == NULL)
    self->suppliers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, supplier_free);
  supplier = g_hash_table_lookup (self->suppliers, &contact_id);
  if (supplier != NULL)
    return supplier;

  supplier = g_new0 (CflSupplier, 1);
  supplier->contact = cfl_database_load_contact (self, contact_id, error);
  if (*error == NULL && supplier->contact != NULL && supplier->contact->vendor_id[0] != '\0')
    supplier->vendor = cfl_database_load_vendor (self, supplier->contact->vendor_id, error);
  if (*error != NULL)
    {
      supplier_free (supplier);
      return NULL;
    }
  g_hash_table_insert (self->suppliers, g_memdup2 (&contact_id, sizeof contact_id), supplier);
  return supplier;
}

/* Without case and without the marks on letters: "Müller" is found by "muller". */
char *
cfl_search_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *apart = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = g_utf8_casefold (apart, -1);
  GString *plain = g_string_sized_new (strlen (folded));

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (!g_unichar_ismark (character))
        g_string_append_unichar (plain, character);
    }
  return g_string_free (plain, FALSE);
}
