/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers of documents in QuickBooks, whoever made them: what keeps a number from being sent twice
 * without asking QuickBooks about each. */

#include "config.h"

#include "cfl-store-private.h"

/* How many are written before others get their turn. */
#define BATCH 500

typedef struct {
  GPtrArray *numbers; /* (element-type CflTakenNumber) */
  gboolean replaces;
  guint next;
} SaveData;

static void
save_data_free (gpointer user_data)
{
  SaveData *data = user_data;

  g_ptr_array_unref (data->numbers);
  g_free (data);
}

static gboolean
save_number (CflDatabase *self, const CflTakenNumber *number, GError **error)
{
  gboolean keeps = !number->gone && number->number[0] != '\0';
  CflStatement *statement = cfl_statement_get (
      self, keeps ? "INSERT OR REPLACE INTO numbers (kind, id, number, vendor_id, date, total)"
                    " VALUES (?, ?, ?, ?, ?, ?)"
                  : "DELETE FROM numbers WHERE kind = ? AND id = ?");

  cfl_bind_integer (statement, 1, number->kind);
  cfl_bind_text (statement, 2, number->id);
  if (keeps)
    {
      cfl_bind_text (statement, 3, number->number);
      cfl_bind_text (statement, 4, number->vendor_id);
      cfl_bind_date (statement, 5, number->date);
      cfl_bind_decimal (statement, 6, number->total);
    }
  return cfl_statement_run (statement, error);
}

static CflWorkResult
save_work (CflDatabase *database, gpointer user_data, GError **error)
{
  SaveData *data = user_data;
  guint end = MIN (data->next + BATCH, data->numbers->len);

  if (data->replaces && !cfl_database_execute (database, "DELETE FROM numbers", error))
    return CFL_WORK_FAILED;
  data->replaces = FALSE;
  for (; data->next < end; data->next++)
    if (!save_number (database, data->numbers->pdata[data->next], error))
      return CFL_WORK_FAILED;
  return data->next < data->numbers->len ? CFL_WORK_AGAIN : CFL_WORK_DONE;
}

static const CflStoreJob save_job = { save_work, CFL_PRIORITY_WRITE, CFL_DURABILITY_PULL };

/**
 * cfl_store_save_numbers_async:
 * @numbers: (element-type CflTakenNumber): not changed until the call ends
 * @replaces: whether they are all there are; otherwise what has changed
 *
 * Orders are not checked again: cfl_store_recheck_async() follows a refresh anyway.
 */
void
cfl_store_save_numbers_async (CflStore *self,
                              GPtrArray *numbers,
                              gboolean replaces,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  SaveData *data = g_new0 (SaveData, 1);

  data->numbers = g_ptr_array_ref (numbers);
  data->replaces = replaces;
  cfl_store_post (self, &save_job, data, save_data_free, cancellable, callback, user_data);
}

gboolean
cfl_store_save_numbers_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  return cfl_store_collect (self, &save_job, result, error) != NULL;
}

/* Whether it is the very document that the order would become: then QuickBooks is asked, and it is
 * recognised instead of being made twice. */
static gboolean
is_same (CflStatement *statement, const CflDocumentFace *face)
{
  return g_str_equal (cfl_read_text (statement, 0), face->vendor_id) &&
         cfl_date_compare (cfl_read_date (statement, 1), face->date) == 0 &&
         cfl_decimal_equal (cfl_read_decimal (statement, 2), face->total);
}

/**
 * cfl_database_is_number_held:
 * @face: what the order's document would look like
 *
 * Whether a document in QuickBooks keeps @number from being used for the order. Documents that this
 * order has made do not count. Purchase orders never share a number, bills only where the company's
 * preference allows it; then not two of one vendor, since that would be the same invoice twice.
 */
gboolean
cfl_database_is_number_held (CflDatabase *self,
                             const char *number,
                             const CflDocumentFace *face,
                             gboolean *is_held,
                             GError **error)
{
  const CflCompany *company = cfl_database_get_company (self, error);
  gboolean refuses = company != NULL && (face->kind == CFL_DOCUMENT_KIND_PURCHASE_ORDER ||
                                         company->refuses_duplicate_numbers);
  CflStatement *statement;

  *is_held = FALSE;
  if (company == NULL)
    return FALSE;
  statement = cfl_statement_get (
      self, "SELECT vendor_id, date, total FROM numbers n WHERE kind = ?1 AND number = ?2"
            " AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.order_id = ?3 AND a.kind = ?1"
            " AND a.quickbooks_id = n.id)");
  cfl_bind_integer (statement, 1, face->kind);
  cfl_bind_text (statement, 2, number);
  cfl_bind_integer (statement, 3, face->order_id);
  while (cfl_statement_next (statement, error))
    {
      if (refuses ? !is_same (statement, face)
                  : g_str_equal (cfl_read_text (statement, 0), face->vendor_id))
        *is_held = TRUE;
    }
  return *error == NULL;
}
