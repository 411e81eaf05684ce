/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers that documents in QuickBooks have already, so that a number that is taken is known before
 * anything is sent. They are listed once; later only what has changed is read, in one call. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-service-private.h"

#include <string.h>

/* QuickBooks tells changes of 30 days. Clocks may differ, and what is read twice does no harm. */
#define REMEMBERED (25 * G_TIME_SPAN_DAY)
#define OVERLAP G_TIME_SPAN_DAY
/* A document may have been entered before the first day that is uploaded. */
#define EARLIER_MONTHS 1
/* Behind the day in CFL_SYNC_KEY_NUMBERS_SCOPE where purchase orders are listed too. */
#define WITH_ORDERS "+orders"

typedef struct {
  CflSyncService *self;
  gint64 started_at;
  CflDate since; /* the first day whose documents are listed */
  gboolean with_orders;
  GPtrArray *numbers; /* (element-type CflTakenNumber) */
  gboolean is_whole;
} NumbersData;

static void
numbers_data_free (NumbersData *data)
{
  g_clear_pointer (&data->numbers, g_ptr_array_unref);
  g_free (data);
}

/* What QuickBooks does not tell is left to its answer when the document is sent. */
static gboolean
may_go_without (const GError *error)
{
  return g_error_matches (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_REJECTED) ||
         g_error_matches (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_PROTOCOL);
}

/* ---- what changed ---- */

static void
changes_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  NumbersData *data = flow->data;
  gboolean complete = FALSE;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) numbers = cfl_quickbooks_client_read_number_changes_finish (
      CFL_QUICKBOOKS_CLIENT (source), result, &complete, &error);

  if (numbers == NULL && !may_go_without (error))
    {
      cfl_flow_fail (flow, g_steal_pointer (&error));
      return;
    }
  if (numbers != NULL && complete)
    data->numbers = g_steal_pointer (&numbers);
  cfl_flow_continue (flow);
}

/* Whether what is here goes back far enough and holds all kinds. */
static gboolean
covers (const char *scope, const NumbersData *data)
{
  g_autofree char *day = g_strdup (scope);
  char *plus = strchr (day, '+');
  CflDate since = CFL_DATE_UNSET;

  if (data->with_orders && plus == NULL)
    return FALSE;
  if (plus != NULL)
    *plus = '\0';
  if (day[0] != '\0' && !cfl_date_parse (day, &since))
    return FALSE;
  return !cfl_date_is_set (since) ||
         (cfl_date_is_set (data->since) && cfl_date_compare (since, data->since) <= 0);
}

static void
step_read_changes (CflFlow *flow)
{
  NumbersData *data = flow->data;
  CflSyncService *self = data->self;
  const char *scope = cfl_sync_service_get_setting (self, CFL_SYNC_KEY_NUMBERS_SCOPE);
  gint64 read_at =
      g_ascii_strtoll (cfl_sync_service_get_setting (self, CFL_SYNC_KEY_NUMBERS_READ_AT), NULL, 10);

  if (read_at == 0 || data->started_at - read_at > REMEMBERED || read_at > data->started_at ||
      !covers (scope, data))
    cfl_flow_continue (flow);
  else
    cfl_quickbooks_client_read_number_changes_async (self->quickbooks, data->with_orders,
                                                     read_at - OVERLAP, flow->cancellable,
                                                     changes_read_cb, flow);
}

/* ---- all of them ---- */

static void
numbers_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  NumbersData *data = flow->data;
  g_autoptr (GError) error = NULL;
  GPtrArray *numbers =
      cfl_quickbooks_client_list_numbers_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);

  if (numbers == NULL && !may_go_without (error))
    {
      cfl_flow_fail (flow, g_steal_pointer (&error));
      return;
    }
  if (numbers == NULL)
    {
      g_debug ("QuickBooks does not list its documents: %s", error->message);
      data->with_orders = FALSE; /* they were it, or there is no list at all */
    }
  else if (data->numbers == NULL)
    data->numbers = numbers;
  else
    g_ptr_array_extend_and_steal (data->numbers, numbers);
  cfl_flow_continue (flow);
}

static void
step_list_bills (CflFlow *flow)
{
  NumbersData *data = flow->data;

  if (data->numbers != NULL)
    {
      cfl_flow_continue (flow);
      return;
    }
  data->is_whole = TRUE;
  cfl_quickbooks_client_list_numbers_async (data->self->quickbooks, CFL_DOCUMENT_KIND_BILL,
                                            data->since, flow->cancellable, numbers_listed_cb,
                                            flow);
}

static void
step_list_orders (CflFlow *flow)
{
  NumbersData *data = flow->data;

  if (!data->is_whole || !data->with_orders)
    cfl_flow_continue (flow);
  else
    cfl_quickbooks_client_list_numbers_async (data->self->quickbooks,
                                              CFL_DOCUMENT_KIND_PURCHASE_ORDER, data->since,
                                              flow->cancellable, numbers_listed_cb, flow);
}

/* ---- kept ---- */

static void
numbers_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_store_save_numbers_finish (CFL_STORE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_save (CflFlow *flow)
{
  NumbersData *data = flow->data;

  if (data->numbers == NULL)
    cfl_flow_continue (flow);
  else
    cfl_store_save_numbers_async (data->self->store, data->numbers, data->is_whole,
                                  flow->cancellable, numbers_saved_cb, flow);
}

static void
settings_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_sync_service_write_settings_finish (CFL_SYNC_SERVICE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_remember (CflFlow *flow)
{
  NumbersData *data = flow->data;
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *read_at = g_strdup_printf ("%" G_GINT64_FORMAT, data->started_at);
  g_autofree char *day =
      cfl_date_is_set (data->since) ? cfl_date_to_text (data->since) : g_strdup ("");
  g_autofree char *scope = g_strconcat (day, data->with_orders ? WITH_ORDERS : "", NULL);

  if (data->numbers == NULL)
    {
      cfl_flow_continue (flow);
      return;
    }
  g_hash_table_insert (settings, (char *) CFL_SYNC_KEY_NUMBERS_READ_AT, read_at);
  if (data->is_whole)
    g_hash_table_insert (settings, (char *) CFL_SYNC_KEY_NUMBERS_SCOPE, scope);
  cfl_sync_service_write_settings_async (data->self, settings, flow->cancellable,
                                         settings_written_cb, flow);
}

static const CflFlowStep numbers_steps[] = {
  { "read changes", step_read_changes },
  { "list bills", step_list_bills },
  { "list purchase orders", step_list_orders },
  { "save", step_save },
  { "remember", step_remember },
  { NULL, NULL },
};

void
cfl_sync_service_read_numbers_async (CflSyncService *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_read_numbers_async, "read numbers");
  const CflCompany *company = self->company;
  CflDate start = cfl_company_window_start (company, cfl_date_today (company->zone));
  NumbersData *data = g_new0 (NumbersData, 1);

  data->self = self;
  data->started_at = g_get_real_time ();
  data->since =
      cfl_date_is_set (start) ? cfl_date_add_months (start, -EARLIER_MONTHS) : CFL_DATE_UNSET;
  data->with_orders = company->send_purchase_orders && company->custom_purchase_order_numbers &&
                      company->purchase_orders_enabled &&
                      cfl_company_edition_has_purchase_orders (company);
  cfl_flow_start (task, numbers_steps, data, (GDestroyNotify) numbers_data_free);
}

gboolean
cfl_sync_service_read_numbers_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_read_numbers_async, error);
}
