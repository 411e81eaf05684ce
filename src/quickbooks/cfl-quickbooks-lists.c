/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-private.h"

#include "cfl-text.h"

/* The lists that are read as a whole and cached: vendors and accounts. Reading is metered, so each
 * is one query. */

#define WITH_INACTIVE "Active IN (true, false)"

static void
take (char **field, JsonObject *object, const char *name)
{
  cfl_text_set (field, cfl_json_get_text (object, name));
}

CflVendor *
cfl_quickbooks_decode_vendor (JsonObject *object)
{
  g_autoptr (CflVendor) vendor = cfl_vendor_new ();
  g_autofree char *country = cfl_quickbooks_country_code (
      cfl_json_get_text (cfl_json_get_object (object, "BillAddr"), "Country"));

  take (&vendor->id, object, "Id");
  if (*vendor->id == '\0')
    return NULL;
  take (&vendor->sync_token, object, "SyncToken");
  take (&vendor->display_name, object, "DisplayName");
  take (&vendor->company_name, object, "CompanyName");
  take (&vendor->email, cfl_json_get_object (object, "PrimaryEmailAddr"), "Address");
  take (&vendor->currency, cfl_json_get_object (object, "CurrencyRef"), "value");
  take (&vendor->tax_identifier, object, "TaxIdentifier");
  cfl_text_set (&vendor->country, country);
  vendor->active = TRUE;
  cfl_json_get_boolean (object, "Active", &vendor->active);
  return g_steal_pointer (&vendor);
}

CflAccount *
cfl_quickbooks_decode_account (JsonObject *object)
{
  g_autoptr (CflAccount) account = cfl_account_new ();

  take (&account->id, object, "Id");
  if (*account->id == '\0')
    return NULL;
  take (&account->number, object, "AcctNum");
  take (&account->name, object, "FullyQualifiedName");
  if (*account->name == '\0')
    take (&account->name, object, "Name");
  take (&account->type, object, "AccountType");
  take (&account->currency, cfl_json_get_object (object, "CurrencyRef"), "value");
  account->active = TRUE;
  cfl_json_get_boolean (object, "Active", &account->active);
  return g_steal_pointer (&account);
}

static gpointer
decode_vendor (JsonObject *object)
{
  return cfl_quickbooks_decode_vendor (object);
}

static gpointer
decode_account (JsonObject *object)
{
  return cfl_quickbooks_decode_account (object);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *items =
      cfl_quickbooks_client_query_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);

  if (items != NULL)
    g_task_return_pointer (task, items, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
cfl_quickbooks_client_list_vendors_async (CflQuickbooksClient *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cfl_quickbooks_client_list_vendors_async);
  g_task_set_name (task, "list vendors");
  cfl_quickbooks_client_query_async (self, "Vendor", WITH_INACTIVE, decode_vendor,
                                     (GDestroyNotify) cfl_vendor_unref, cancellable, listed_cb,
                                     task);
}

GPtrArray *
cfl_quickbooks_client_list_vendors_finish (CflQuickbooksClient *self,
                                           GAsyncResult *result,
                                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
cfl_quickbooks_client_list_accounts_async (CflQuickbooksClient *self,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cfl_quickbooks_client_list_accounts_async);
  g_task_set_name (task, "list accounts");
  cfl_quickbooks_client_query_async (self, "Account", WITH_INACTIVE, decode_account,
                                     (GDestroyNotify) cfl_account_free, cancellable, listed_cb,
                                     task);
}

GPtrArray *
cfl_quickbooks_client_list_accounts_finish (CflQuickbooksClient *self,
                                            GAsyncResult *result,
                                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
