/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Company, preferences, accounts and vendors from QuickBooks. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-default-accounts.h"
#include "cfl-sync-service-private.h"

#include <glib/gi18n-lib.h>

typedef struct {
  CflSyncService *self;
  CflCompany *company; /* as QuickBooks tells it */
  GPtrArray *accounts;
  GPtrArray *vendors;
  GHashTable *defaults; /* accounts chosen for the user */
} RefreshData;

static void
refresh_data_free (RefreshData *data)
{
  g_clear_pointer (&data->company, cfl_company_unref);
  g_clear_pointer (&data->accounts, g_ptr_array_unref);
  g_clear_pointer (&data->vendors, g_ptr_array_unref);
  g_clear_pointer (&data->defaults, g_hash_table_unref);
  g_free (data);
}

static void
fail_at_quickbooks (CflFlow *flow, GError *error)
{
  RefreshData *data = flow->data;

  cfl_sync_service_learn_from_error (data->self, TRUE, error);
  cfl_flow_fail (flow, error);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_sync_service_prepare_finish (CFL_SYNC_SERVICE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_prepare (CflFlow *flow)
{
  RefreshData *data = flow->data;

  cfl_sync_service_prepare_async (data->self, CFL_SESSION_QUICKBOOKS, flow->cancellable,
                                  prepared_cb, flow);
}

static void
company_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  RefreshData *data = flow->data;
  GError *error = NULL;

  data->company =
      cfl_quickbooks_client_read_company_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);
  if (data->company == NULL)
    {
      fail_at_quickbooks (flow, error);
      return;
    }
  cfl_sync_service_set_connection (data->self, TRUE, CFL_CONNECTION_CONNECTED);
  cfl_flow_continue (flow);
}

static void
step_read_company (CflFlow *flow)
{
  RefreshData *data = flow->data;

  cfl_quickbooks_client_read_company_async (data->self->quickbooks, flow->cancellable,
                                            company_read_cb, flow);
}

static void
accounts_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  RefreshData *data = flow->data;
  GError *error = NULL;

  data->accounts =
      cfl_quickbooks_client_list_accounts_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);
  if (data->accounts == NULL)
    fail_at_quickbooks (flow, error);
  else
    cfl_flow_continue (flow);
}

static void
step_read_accounts (CflFlow *flow)
{
  RefreshData *data = flow->data;

  cfl_quickbooks_client_list_accounts_async (data->self->quickbooks, flow->cancellable,
                                             accounts_read_cb, flow);
}

static void
vendors_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  RefreshData *data = flow->data;
  GError *error = NULL;

  data->vendors =
      cfl_quickbooks_client_list_vendors_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);
  if (data->vendors == NULL)
    fail_at_quickbooks (flow, error);
  else
    cfl_flow_continue (flow);
}

static void
step_read_vendors (CflFlow *flow)
{
  RefreshData *data = flow->data;

  cfl_quickbooks_client_list_vendors_async (data->self->quickbooks, flow->cancellable,
                                            vendors_read_cb, flow);
}

static void
accounts_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_store_replace_accounts_finish (CFL_STORE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_store_accounts (CflFlow *flow)
{
  RefreshData *data = flow->data;

  cfl_store_replace_accounts_async (data->self->store, data->accounts, flow->cancellable,
                                    accounts_stored_cb, flow);
}

static void
vendors_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_store_replace_vendors_finish (CFL_STORE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_store_vendors (CflFlow *flow)
{
  RefreshData *data = flow->data;

  cfl_store_replace_vendors_async (data->self->store, data->vendors, flow->cancellable,
                                   vendors_stored_cb, flow);
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
insert_boolean (GHashTable *settings, const char *key, gboolean value)
{
  g_hash_table_insert (settings, (char *) key, (char *) (value ? "yes" : "no"));
}

static void
step_store_company (CflFlow *flow)
{
  RefreshData *data = flow->data;
  const CflCompany *company = data->company;
  g_autofree char *closing_date =
      cfl_date_is_set (company->closing_date) ? cfl_date_to_text (company->closing_date) : NULL;
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (settings, (char *) "quickbooks.name", company->name);
  g_hash_table_insert (settings, (char *) "quickbooks.country", company->country);
  g_hash_table_insert (settings, (char *) "quickbooks.home-currency", company->home_currency);
  g_hash_table_insert (settings, (char *) "quickbooks.edition", company->edition);
  g_hash_table_insert (settings, (char *) "quickbooks.closing-date", closing_date);
  insert_boolean (settings, "quickbooks.multicurrency", company->multicurrency);
  insert_boolean (settings, "quickbooks.purchase-orders", company->purchase_orders_enabled);
  insert_boolean (settings, "quickbooks.custom-numbers", company->custom_purchase_order_numbers);
  insert_boolean (settings, "quickbooks.refuse-duplicates", company->refuses_duplicate_numbers);
  cfl_sync_service_write_settings_async (data->self, settings, flow->cancellable,
                                         settings_written_cb, flow);
}

static void
defaults_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  RefreshData *data = flow->data;
  CflSyncService *self = data->self;
  const CflAccount *expense;
  GError *error = NULL;

  if (!cfl_sync_service_write_settings_finish (self, result, &error))
    {
      cfl_flow_fail (flow, error);
      return;
    }
  expense = cfl_company_role_account (self->company, CFL_ACCOUNT_ROLE_EXPENSE);
  if (g_hash_table_contains (data->defaults, "account.expense") && expense != NULL)
    cfl_sync_service_notice (self,
                             _ ("Goods go to the account “%s” for now, freight and the like to "
                                "accounts of that name where there are any. The preferences can "
                                "change that."),
                             expense->name);
  cfl_flow_continue (flow);
}

static gboolean
is_chosen (gpointer key, gpointer value, gpointer settings)
{
  return g_hash_table_contains (settings, key);
}

/* Where the user has chosen nothing yet; a choice, also that of no account, is never overridden. */
static void
step_choose_accounts (CflFlow *flow)
{
  RefreshData *data = flow->data;

  data->defaults = cfl_default_accounts_choose (data->self->company);
  g_hash_table_foreach_remove (data->defaults, is_chosen, data->self->settings);
  if (g_hash_table_size (data->defaults) == 0)
    cfl_flow_continue (flow);
  else
    cfl_sync_service_write_settings_async (data->self, data->defaults, flow->cancellable,
                                           defaults_written_cb, flow);
}

static void
adopted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_sync_service_adopt_links_finish (CFL_SYNC_SERVICE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_adopt_links (CflFlow *flow)
{
  RefreshData *data = flow->data;

  cfl_sync_service_adopt_links_async (data->self, flow->cancellable, adopted_cb, flow);
}

static void
numbers_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_sync_service_read_numbers_finish (CFL_SYNC_SERVICE (source), result, &error))
    cfl_flow_continue (flow);
  else
    fail_at_quickbooks (flow, error);
}

static void
step_read_numbers (CflFlow *flow)
{
  RefreshData *data = flow->data;

  cfl_sync_service_read_numbers_async (data->self, flow->cancellable, numbers_read_cb, flow);
}

static void
rechecked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  RefreshData *data = flow->data;
  GError *error = NULL;

  if (!cfl_store_recheck_finish (CFL_STORE (source), result, &error))
    {
      cfl_flow_fail (flow, error);
      return;
    }
  cfl_sync_service_emit_orders_changed (data->self);
  cfl_sync_service_emit_contacts_changed (data->self);
  cfl_flow_continue (flow);
}

static void
step_recheck (CflFlow *flow)
{
  RefreshData *data = flow->data;

  cfl_store_recheck_async (data->self->store, 0, flow->cancellable, rechecked_cb, flow);
}

static const CflFlowStep refresh_steps[] = {
  { "prepare", step_prepare },
  { "read company", step_read_company },
  { "read accounts", step_read_accounts },
  { "read vendors", step_read_vendors },
  { "store accounts", step_store_accounts },
  { "store vendors", step_store_vendors },
  { "store company", step_store_company },
  { "choose accounts", step_choose_accounts },
  { "adopt links", step_adopt_links },
  { "read numbers", step_read_numbers },
  { "recheck", step_recheck },
  { NULL, NULL },
};

static RefreshData *
refresh_data_new (CflSyncService *self)
{
  RefreshData *data = g_new0 (RefreshData, 1);

  data->self = self;
  return data;
}

void
cfl_sync_service_read_lists_async (CflSyncService *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_read_lists_async, "read lists");

  cfl_flow_start (task, refresh_steps, refresh_data_new (self), (GDestroyNotify) refresh_data_free);
}

gboolean
cfl_sync_service_read_lists_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_read_lists_async, error);
}

void
cfl_sync_service_refresh_async (CflSyncService *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_refresh_async, "refresh");

  cfl_sync_service_run (self, task, CFL_SYNC_STATE_REFRESHING, refresh_steps,
                        refresh_data_new (self), (GDestroyNotify) refresh_data_free);
}

gboolean
cfl_sync_service_refresh_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_refresh_async, error);
}
