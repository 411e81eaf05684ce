/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers of bills and purchase orders that QuickBooks holds, whoever made them. A list is read as a
 * whole once; from then on only what has changed is asked for, in one call. */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-private.h"

#include "cfl-text.h"

#include <glib/gi18n-lib.h>

/* QuickBooks cuts its answer at so many objects and does not say so. */
#define MAX_CHANGES 1000

static const char *
member_text (JsonObject *object, const char *name)
{
  const char *text = cfl_json_get_text (object, name);

  return text != NULL ? text : "";
}

static CflTakenNumber *
decode_number (CflDocumentKind kind, JsonObject *entity)
{
  CflTakenNumber *number = cfl_taken_number_new (kind, member_text (entity, "Id"));

  number->gone = g_str_equal (member_text (entity, "status"), "Deleted");
  cfl_text_set (&number->number, member_text (entity, "DocNumber"));
  cfl_text_set (&number->vendor_id,
                member_text (cfl_json_get_object (entity, "VendorRef"), "value"));
  cfl_json_get_date (entity, "TxnDate", &number->date);
  cfl_json_get_decimal (entity, "TotalAmt", &number->total);
  return number;
}

/* ---- all since a day ---- */

/* What has no number is in nobody's way. */
static gpointer
decode_numbered (CflDocumentKind kind, JsonObject *entity)
{
  return *member_text (entity, "DocNumber") == '\0' ? NULL : decode_number (kind, entity);
}

static gpointer
decode_bill (JsonObject *entity)
{
  return decode_numbered (CFL_DOCUMENT_KIND_BILL, entity);
}

static gpointer
decode_purchase_order (JsonObject *entity)
{
  return decode_numbered (CFL_DOCUMENT_KIND_PURCHASE_ORDER, entity);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *numbers =
      cfl_quickbooks_client_query_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);

  if (numbers != NULL)
    g_task_return_pointer (task, numbers, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
cfl_quickbooks_client_list_numbers_async (CflQuickbooksClient *self,
                                          CflDocumentKind kind,
                                          CflDate since,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *day = cfl_date_to_text (since);
  g_autofree char *condition =
      cfl_date_is_set (since) ? g_strdup_printf ("TxnDate >= '%s'", day) : NULL;

  g_task_set_source_tag (task, cfl_quickbooks_client_list_numbers_async);
  g_task_set_name (task, "list numbers");
  cfl_quickbooks_client_query_async (
      self, cfl_quickbooks_document_entity (kind), condition,
      kind == CFL_DOCUMENT_KIND_BILL ? decode_bill : decode_purchase_order,
      (GDestroyNotify) cfl_taken_number_free, cancellable, listed_cb, task);
}

GPtrArray *
cfl_quickbooks_client_list_numbers_finish (CflQuickbooksClient *self,
                                           GAsyncResult *result,
                                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- what changed ---- */

static guint
read_entity (JsonObject *part, CflDocumentKind kind, GPtrArray *numbers)
{
  JsonArray *rows = cfl_json_get_array (part, cfl_quickbooks_document_entity (kind));
  guint n_rows = cfl_json_array_get_length (rows);

  for (guint i = 0; i < n_rows; i++)
    {
      JsonObject *row = cfl_json_array_get_object (rows, i);

      if (*member_text (row, "Id") != '\0')
        g_ptr_array_add (numbers, decode_number (kind, row));
    }
  return n_rows;
}

static GPtrArray *
read_changes (const CflAnswer *answer, gboolean *complete, GError **error)
{
  JsonArray *responses =
      cfl_json_get_array (cfl_json_node_get_object (answer->root), "CDCResponse");
  JsonObject *response = cfl_json_array_get_object (responses, 0);
  JsonArray *parts = cfl_json_get_array (response, "QueryResponse");
  g_autoptr (GPtrArray) numbers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_taken_number_free);
  guint n_rows = 0;

  if (parts == NULL)
    {
      g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_PROTOCOL,
                           _ ("QuickBooks' answer does not tell what has changed. Try again "
                              "later."));
      return NULL;
    }
  for (guint i = 0; i < cfl_json_array_get_length (parts); i++)
    {
      JsonObject *part = cfl_json_array_get_object (parts, i);

      n_rows += read_entity (part, CFL_DOCUMENT_KIND_BILL, numbers);
      n_rows += read_entity (part, CFL_DOCUMENT_KIND_PURCHASE_ORDER, numbers);
    }
  *complete = n_rows < MAX_CHANGES;
  return g_steal_pointer (&numbers);
}

typedef struct {
  GPtrArray *numbers;
  gboolean complete;
} Changes;

static void
changes_free (gpointer data)
{
  Changes *changes = data;

  g_clear_pointer (&changes->numbers, g_ptr_array_unref);
  g_free (changes);
}

static void
changes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (CflAnswer) answer =
      cfl_quickbooks_client_call_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);
  Changes *changes;

  if (answer == NULL || !cfl_answer_set_error (answer, &error))
    {
      cfl_quickbooks_translate_error (&error);
      g_task_return_error (task, error);
      return;
    }
  changes = g_new0 (Changes, 1);
  changes->numbers = read_changes (answer, &changes->complete, &error);
  if (changes->numbers != NULL)
    g_task_return_pointer (task, changes, changes_free);
  else
    {
      changes_free (changes);
      g_task_return_error (task, error);
    }
}

void
cfl_quickbooks_client_read_number_changes_async (CflQuickbooksClient *self,
                                                 gboolean purchase_orders,
                                                 gint64 since,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (since / G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *parameters = g_strdup_printf ("entities=Bill%s&changedSince=%s",
                                                 purchase_orders ? ",PurchaseOrder" : "", stamp);
  g_autoptr (CflHttpRequest) request =
      cfl_quickbooks_client_request_new (self, "GET", "/cdc", parameters);

  g_task_set_source_tag (task, cfl_quickbooks_client_read_number_changes_async);
  g_task_set_name (task, "read number changes");
  cfl_http_request_set_label (request, "read changes");
  cfl_quickbooks_client_call_async (self, request, cancellable, changes_cb, task);
}

GPtrArray *
cfl_quickbooks_client_read_number_changes_finish (CflQuickbooksClient *self,
                                                  GAsyncResult *result,
                                                  gboolean *complete,
                                                  GError **error)
{
  Changes *changes;
  GPtrArray *numbers;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  changes = g_task_propagate_pointer (G_TASK (result), error);
  if (changes == NULL)
    return NULL;
  *complete = changes->complete;
  numbers = g_steal_pointer (&changes->numbers);
  changes_free (changes);
  return numbers;
}
