/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How documents stand in QuickBooks by now: what a person may have done to them there. */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-private.h"

#include "cfl-text.h"

/* An address stays under 2 kB. */
#define CHUNK 50

typedef struct {
  /* input */
  CflDocumentKind kind;
  GPtrArray *ids; /* (element-type utf8) */
  /* in progress */
  guint next;             /* of the ids */
  GHashTable *by_payment; /* (element-type utf8 GPtrArray of CflHeldDocument) payment id → bills */
  GPtrArray *payments;    /* (element-type utf8) their ids */
  guint next_payment;
  /* output */
  GPtrArray *held; /* (element-type CflHeldDocument) */
} ReadData;

/* A row as it was read; only the main context touches the flow's data. */
typedef struct {
  CflHeldDocument *document;
  GPtrArray *payments; /* (element-type utf8) */
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  cfl_held_document_unref (row->document);
  g_ptr_array_unref (row->payments);
  g_free (row);
}

static void
read_data_free (gpointer user_data)
{
  ReadData *data = user_data;

  g_ptr_array_unref (data->ids);
  g_hash_table_unref (data->by_payment);
  g_ptr_array_unref (data->payments);
  g_clear_pointer (&data->held, g_ptr_array_unref);
  g_free (data);
}

static const char *
member_text (JsonObject *object, const char *name)
{
  const char *text = cfl_json_get_text (object, name);

  return text != NULL ? text : "";
}

static void
read_links (Row *row, JsonObject *entity)
{
  JsonArray *links = cfl_json_get_array (entity, "LinkedTxn");

  for (guint i = 0; i < cfl_json_array_get_length (links); i++)
    {
      JsonObject *link = cfl_json_array_get_object (links, i);
      const char *type = member_text (link, "TxnType");

      if (g_str_has_prefix (type, "BillPayment"))
        {
          row->document->has_payment = TRUE;
          g_ptr_array_add (row->payments, g_strdup (member_text (link, "TxnId")));
        }
      else if (!g_str_equal (type, "PurchaseOrder"))
        row->document->is_linked = TRUE;
    }
}

static gint64
read_instant (JsonObject *entity, const char *name)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (member_text (entity, name), NULL);

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

static gpointer
decode_row (JsonObject *entity)
{
  CflHeldDocument *document = cfl_held_document_new (member_text (entity, "Id"));
  Row *row = g_new0 (Row, 1);

  row->document = document;
  row->payments = g_ptr_array_new_with_free_func (g_free);
  document->held = TRUE;
  cfl_text_set (&document->sync_token, member_text (entity, "SyncToken"));
  cfl_text_set (&document->number, member_text (entity, "DocNumber"));
  cfl_text_set (&document->vendor_id,
                member_text (cfl_json_get_object (entity, "VendorRef"), "value"));
  cfl_json_get_date (entity, "TxnDate", &document->date);
  cfl_json_get_decimal (entity, "TotalAmt", &document->total);
  document->balance = document->total;
  cfl_json_get_decimal (entity, "Balance", &document->balance);
  document->changed_at = read_instant (cfl_json_get_object (entity, "MetaData"), "LastUpdatedTime");
  read_links (row, entity);
  return row;
}

/* ---- the days of payments ---- */

typedef struct {
  char *id;
  CflDate date;
} Payment;

static gpointer
decode_payment (JsonObject *entity)
{
  Payment *payment = g_new0 (Payment, 1);

  payment->id = g_strdup (member_text (entity, "Id"));
  cfl_json_get_date (entity, "TxnDate", &payment->date);
  return payment;
}

static void
payment_free (gpointer data)
{
  Payment *payment = data;

  g_free (payment->id);
  g_free (payment);
}

static char *
condition_for (GPtrArray *ids, guint *next)
{
  g_autoptr (GString) condition = g_string_new ("Id IN (");
  guint end = MIN (*next + CHUNK, ids->len);

  for (guint i = *next; i < end; i++)
    {
      g_autofree char *id = cfl_quickbooks_quote (ids->pdata[i]);

      g_string_append_printf (condition, "%s%s", i > *next ? ", " : "", id);
    }
  *next = end;
  g_string_append_c (condition, ')');
  return g_strdup (condition->str);
}

static void ask_payments (GTask *task);

static void
take_payment (ReadData *data, const Payment *payment)
{
  GPtrArray *bills = g_hash_table_lookup (data->by_payment, payment->id);

  for (guint i = 0; bills != NULL && i < bills->len; i++)
    {
      CflHeldDocument *bill = bills->pdata[i];

      if (!cfl_date_is_set (bill->paid_on) || cfl_date_compare (bill->paid_on, payment->date) < 0)
        bill->paid_on = payment->date;
    }
}

static void
payments_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ReadData *data = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) payments =
      cfl_quickbooks_client_query_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);

  if (payments == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < payments->len; i++)
    take_payment (data, payments->pdata[i]);
  ask_payments (g_steal_pointer (&task));
}

/* Takes over @task. */
static void
ask_payments (GTask *task)
{
  CflQuickbooksClient *self = g_task_get_source_object (task);
  ReadData *data = g_task_get_task_data (task);
  g_autofree char *condition = NULL;

  if (data->next_payment == data->payments->len)
    {
      g_task_return_pointer (task, g_steal_pointer (&data->held),
                             (GDestroyNotify) g_ptr_array_unref);
      g_object_unref (task);
      return;
    }
  condition = condition_for (data->payments, &data->next_payment);
  cfl_quickbooks_client_query_async (self, "BillPayment", condition, decode_payment, payment_free,
                                     g_task_get_cancellable (task), payments_cb, task);
}

/* ---- the documents ---- */

static void ask_documents (GTask *task);

static void
note_payments (ReadData *data, const Row *row)
{
  for (guint i = 0; i < row->payments->len; i++)
    {
      const char *id = row->payments->pdata[i];
      GPtrArray *bills = g_hash_table_lookup (data->by_payment, id);

      if (bills == NULL)
        {
          bills = g_ptr_array_new ();
          g_hash_table_insert (data->by_payment, g_strdup (id), bills);
          g_ptr_array_add (data->payments, g_strdup (id));
        }
      g_ptr_array_add (bills, row->document);
    }
}

static void
documents_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ReadData *data = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) rows =
      cfl_quickbooks_client_query_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);

  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = rows->pdata[i];

      g_ptr_array_add (data->held, cfl_held_document_ref (row->document));
      note_payments (data, row);
    }
  ask_documents (g_steal_pointer (&task));
}

/* Takes over @task. */
static void
ask_documents (GTask *task)
{
  CflQuickbooksClient *self = g_task_get_source_object (task);
  ReadData *data = g_task_get_task_data (task);
  g_autofree char *condition = NULL;

  if (data->next == data->ids->len)
    {
      ask_payments (task);
      return;
    }
  condition = condition_for (data->ids, &data->next);
  cfl_quickbooks_client_query_async (self, cfl_quickbooks_document_entity (data->kind), condition,
                                     decode_row, row_free, g_task_get_cancellable (task),
                                     documents_cb, task);
}

void
cfl_quickbooks_client_read_documents_async (CflQuickbooksClient *self,
                                            CflDocumentKind kind,
                                            GPtrArray *ids,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  ReadData *data = g_new0 (ReadData, 1);

  data->kind = kind;
  data->ids = g_ptr_array_ref (ids);
  data->held = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_held_document_unref);
  data->payments = g_ptr_array_new_with_free_func (g_free);
  data->by_payment =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_task_set_source_tag (task, cfl_quickbooks_client_read_documents_async);
  g_task_set_name (task, "read documents");
  g_task_set_task_data (task, data, read_data_free);
  ask_documents (task);
}

GPtrArray *
cfl_quickbooks_client_read_documents_finish (CflQuickbooksClient *self,
                                             GAsyncResult *result,
                                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
