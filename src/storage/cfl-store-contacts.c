/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-private.h"

#include <glib/gi18n-lib.h>

/* How many references of waiting orders a contact's row names. */
#define NAMED_ORDERS 3

typedef struct {
  gint64 contact_id;
  char *vendor_id;
  gboolean written;
  CflRecheck recheck;
} LinkData;

static void
link_data_free (gpointer user_data)
{
  LinkData *data = user_data;

  g_free (data->vendor_id);
  cfl_recheck_clear (&data->recheck);
  g_free (data);
}

/* The one that the contact's waiting orders use most. */
static gboolean
take_currency (CflDatabase *self, CflContactRow *row, GError **error)
{
  CflStatement *statement = cfl_statement_get (
      self, "SELECT currency FROM orders WHERE contact_id = ? AND list IN (0, 1) AND hidden = 0"
            " GROUP BY currency ORDER BY count (*) DESC, currency LIMIT 1");

  cfl_bind_integer (statement, 1, row->contact->id);
  if (cfl_statement_next (statement, error))
    {
      g_free (row->currency);
      row->currency = g_strdup (cfl_read_text (statement, 0));
      row->waiting = MAX (row->waiting, 1);
    }
  cfl_statement_reset (statement);
  return *error == NULL;
}

static const char *
currency_or_home (const char *currency, const CflCompany *company)
{
  return currency[0] != '\0' ? currency : company->home_currency;
}

static CflReason
find_reason (const CflContactRow *row, const CflCompany *company)
{
  const char *order_currency = currency_or_home (row->currency, company);

  if (row->contact->vendor_id[0] == '\0')
    return CFL_REASON_NOT_LINKED;
  if (row->vendor == NULL)
    return CFL_REASON_VENDOR_MISSING;
  if (!row->vendor->active)
    return CFL_REASON_VENDOR_INACTIVE;
  if (row->waiting > 0 &&
      !g_str_equal (currency_or_home (row->vendor->currency, company), order_currency))
    return CFL_REASON_VENDOR_CURRENCY;
  return CFL_REASON_READY;
}

static void
set_refused (const CflContactRow *row, CflReason reason, const CflCompany *company, GError **error)
{
  const CflVendor *vendor = row->vendor;

  if (reason == CFL_REASON_VENDOR_MISSING)
    g_set_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_NOT_FOUND,
                 _ ("There is no vendor %s in QuickBooks. Refresh, and choose another."),
                 row->contact->vendor_id);
  else if (reason == CFL_REASON_VENDOR_INACTIVE)
    g_set_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT,
                 _ ("%s is inactive in QuickBooks, which takes no bills for it. Make it active "
                    "there and refresh, or link another vendor."),
                 vendor->display_name);
  else
    {
      const char *wanted = currency_or_home (row->currency, company);

      /* Translators: the vendor's name, its currency, that of the orders twice. */
      g_set_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT,
                   _ ("%s is in %s, and the orders of this supplier are in %s. Link a vendor that "
                      "is in %s."),
                   vendor->display_name, vendor->currency, wanted, wanted);
    }
}

/* Whoever asks: a vendor to which nothing could be sent is not linked. */
static gboolean
check_link (CflDatabase *self, const LinkData *data, GError **error)
{
  g_autoptr (CflContactRow) row = cfl_contact_row_new ();
  const CflCompany *company = cfl_database_get_company (self, error);
  CflReason reason;

  if (company == NULL)
    return FALSE;
  if (data->vendor_id[0] == '\0')
    return TRUE;
  row->contact = cfl_contact_new ();
  row->contact->id = data->contact_id;
  cfl_text_set (&row->contact->vendor_id, data->vendor_id);
  row->vendor = cfl_database_load_vendor (self, data->vendor_id, error);
  if (*error != NULL || !take_currency (self, row, error))
    return FALSE;
  reason = find_reason (row, company);
  /* Where there is one currency only, vendors name none, and it is not the vendor that is wrong. */
  if (reason == CFL_REASON_VENDOR_CURRENCY && row->vendor->currency[0] == '\0')
    reason = CFL_REASON_READY;
  if (reason != CFL_REASON_READY)
    set_refused (row, reason, company, error);
  return *error == NULL;
}

static gboolean
write_link (CflDatabase *self, const LinkData *data, GError **error)
{
  CflStatement *statement = cfl_statement_get (
      self, "UPDATE contacts SET vendor_id = ? WHERE row_id = ? RETURNING row_id");
  gboolean found;

  cfl_bind_text (statement, 1, data->vendor_id);
  cfl_bind_integer (statement, 2, data->contact_id);
  found = cfl_statement_next (statement, error);
  if (*error == NULL && found)
    cfl_statement_run (statement, error);
  else if (*error == NULL)
    cfl_store_set_not_found (error);
  return *error == NULL;
}

static CflWorkResult
link_work (CflDatabase *database, gpointer user_data, GError **error)
{
  LinkData *data = user_data;
  gint64 deadline = g_get_monotonic_time () + CFL_STORE_CHUNK_MICROSECONDS;

  if (!data->written)
    {
      if (!check_link (database, data, error) || !write_link (database, data, error))
        return CFL_WORK_FAILED;
      data->written = TRUE;
      cfl_database_forget_company (database);
      cfl_recheck_add (&data->recheck, data->contact_id);
    }
  return cfl_recheck_work (database, &data->recheck, deadline, error);
}

static const CflStoreJob link_job = { link_work, CFL_PRIORITY_WRITE, CFL_DURABILITY_JOURNAL };

/**
 * cfl_store_link_contact_async:
 * @vendor_id: (nullable): NULL or "" unlinks
 *
 * Links a contact and checks its orders again. CFL_STORE_ERROR_CONFLICT: nothing could be sent to that
 * vendor, because it is inactive or in another currency than the orders.
 */
void
cfl_store_link_contact_async (CflStore *self,
                              gint64 contact_id,
                              const char *vendor_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  LinkData *data = g_new0 (LinkData, 1);

  data->contact_id = contact_id;
  data->vendor_id = g_strdup (vendor_id != NULL ? vendor_id : "");
  cfl_recheck_init (&data->recheck);
  cfl_store_post (self, &link_job, data, link_data_free, cancellable, callback, user_data);
}

gboolean
cfl_store_link_contact_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  return cfl_store_collect (self, &link_job, result, error) != NULL;
}

/* listing */

typedef struct {
  char *search;
  GPtrArray *rows;
} ListData;

static void
list_data_free (gpointer user_data)
{
  ListData *data = user_data;

  g_free (data->search);
  g_ptr_array_unref (data->rows);
  g_free (data);
}

static gboolean
take_references (CflDatabase *self, CflContactRow *row, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  CflStatement *statement = cfl_statement_get (
      self, "SELECT reference FROM orders WHERE contact_id = ? AND list IN (0, 1) AND hidden = 0"
            " LIMIT ?");

  cfl_bind_integer (statement, 1, row->contact->id);
  cfl_bind_integer (statement, 2, NAMED_ORDERS);
  while (cfl_statement_next (statement, error))
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", cfl_read_text (statement, 0));
  g_free (row->waiting_references);
  row->waiting_references = g_strdup (text->str);
  return *error == NULL;
}

static gboolean
complete_row (CflDatabase *self, CflContactRow *row, const CflCompany *company, GError **error)
{
  if (row->contact->vendor_id[0] != '\0')
    row->vendor = cfl_database_load_vendor (self, row->contact->vendor_id, error);
  if (*error != NULL)
    return FALSE;
  if (row->waiting > 0 &&
      (!take_currency (self, row, error) || !take_references (self, row, error)))
    return FALSE;
  row->reason = find_reason (row, company);
  return TRUE;
}

static CflWorkResult
list_work (CflDatabase *database, gpointer user_data, GError **error)
{
  ListData *data = user_data;
  const CflCompany *company = cfl_database_get_company (database, error);
  g_autofree char *names = cfl_columns_names (&cfl_contact_columns, "c.");
  g_autofree char *sql = g_strdup_printf (
      "SELECT c.row_id, c.vendor_id, coalesce (w.waiting, 0) AS n, %s FROM contacts c"
      " LEFT JOIN (SELECT contact_id, count (*) AS waiting FROM orders WHERE list IN (0, 1)"
      " AND hidden = 0 AND contact_id IS NOT NULL GROUP BY contact_id) w ON w.contact_id = c.row_id"
      " WHERE instr (c.search_text, ?) > 0"
      " ORDER BY c.vendor_id <> '', n DESC, c.name COLLATE NOCASE, c.row_id",
      names);
  CflStatement *statement;

  if (company == NULL)
    return CFL_WORK_FAILED;
  statement = cfl_statement_get (database, sql);
  cfl_bind_text (statement, 1, data->search);
  while (cfl_statement_next (statement, error))
    {
      CflContactRow *row = cfl_contact_row_new ();

      row->contact = cfl_contact_new ();
      row->contact->id = cfl_read_integer (statement, 0);
      cfl_text_set (&row->contact->vendor_id, cfl_read_text (statement, 1));
      row->waiting = (guint) cfl_read_integer (statement, 2);
      cfl_columns_read (&cfl_contact_columns, statement, 3, row->contact);
      g_ptr_array_add (data->rows, row);
    }
  for (guint i = 0; *error == NULL && i < data->rows->len; i++)
    complete_row (database, g_ptr_array_index (data->rows, i), company, error);
  return *error == NULL ? CFL_WORK_DONE : CFL_WORK_FAILED;
}

static const CflStoreJob list_job = { list_work, CFL_PRIORITY_READ, CFL_DURABILITY_READ };

/**
 * cfl_store_list_contacts_async:
 * @search: (nullable): a part of a name or e-mail address
 *
 * Lists the contacts (element-type CflContactRow), unlinked ones first, then by waiting orders.
 */
void
cfl_store_list_contacts_async (CflStore *self,
                               const char *search,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  ListData *data = g_new0 (ListData, 1);

  data->search = cfl_search_fold (search != NULL ? search : "");
  g_strstrip (data->search);
  data->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_contact_row_unref);
  cfl_store_post (self, &list_job, data, list_data_free, cancellable, callback, user_data);
}

GPtrArray *
cfl_store_list_contacts_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  ListData *data = cfl_store_collect (self, &list_job, result, error);

  return data != NULL ? g_ptr_array_ref (data->rows) : NULL;
}
