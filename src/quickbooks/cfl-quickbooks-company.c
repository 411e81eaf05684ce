/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-private.h"

#include "cfl-text.h"

#include <glib/gi18n-lib.h>

static const char *
text_or_empty (JsonObject *object, const char *name)
{
  const char *text = cfl_json_get_text (object, name);

  return text != NULL ? text : "";
}

static void
take_country (CflCompany *company, JsonObject *info)
{
  const char *const addresses[] = { "CompanyAddr", "LegalAddr" };
  g_autofree char *code = cfl_quickbooks_country_code (cfl_json_get_text (info, "Country"));

  for (guint i = 0; *code == '\0' && i < G_N_ELEMENTS (addresses); i++)
    {
      g_free (code);
      code = cfl_quickbooks_country_code (
          cfl_json_get_text (cfl_json_get_object (info, addresses[i]), "Country"));
    }
  cfl_text_set (&company->country, code);
}

/* (nullable): the text of one of the pairs in a NameValue list */
static char *
find_pair (JsonObject *object, const char *name)
{
  JsonArray *pairs = cfl_json_get_array (object, "NameValue");

  for (guint i = 0; i < cfl_json_array_get_length (pairs); i++)
    {
      JsonObject *pair = cfl_json_array_get_object (pairs, i);

      if (g_str_equal (text_or_empty (pair, "Name"), name))
        {
          char *value = cfl_json_dup_scalar (pair, "Value");

          return value != NULL ? value : g_strdup ("");
        }
    }
  return NULL;
}

static gboolean
other_preference (JsonObject *preferences, const char *name, gboolean otherwise)
{
  g_autofree char *value = find_pair (cfl_json_get_object (preferences, "OtherPrefs"), name);

  return value != NULL ? g_ascii_strcasecmp (value, "true") == 0 : otherwise;
}

/**
 * cfl_quickbooks_decode_company:
 * @info: (nullable): CompanyInfo
 * @preferences: (nullable): Preferences
 *
 * What QuickBooks left out takes the stricter branch: no purchase orders, numbers not ours to
 * choose, duplicate numbers refused.
 */
CflCompany *
cfl_quickbooks_decode_company (JsonObject *info, JsonObject *preferences)
{
  CflCompany *company = cfl_company_new ();
  JsonObject *currency = cfl_json_get_object (preferences, "CurrencyPrefs");
  JsonObject *home = cfl_json_get_object (currency, "HomeCurrency");
  JsonObject *books = cfl_json_get_object (preferences, "AccountingInfoPrefs");
  g_autofree char *edition = find_pair (info, "OfferingSku");

  cfl_text_set (&company->name, cfl_json_get_text (info, "CompanyName"));
  if (*company->name == '\0')
    cfl_text_set (&company->name, cfl_json_get_text (info, "LegalName"));
  cfl_text_set (&company->edition, edition);
  take_country (company, info);
  cfl_text_set (&company->home_currency, cfl_json_get_text (home, "value"));
  /* Only a company with several currencies always names its own. */
  if (*company->home_currency == '\0' && g_str_equal (company->country, "US"))
    cfl_text_set (&company->home_currency, "USD");
  cfl_json_get_boolean (currency, "MultiCurrencyEnabled", &company->multicurrency);
  cfl_json_get_date (books, "BookCloseDate", &company->closing_date);
  company->purchase_orders_enabled =
      other_preference (preferences, "VendorAndPurchasesPrefs.PurchaseOrderEnabled", FALSE);
  company->custom_purchase_order_numbers =
      other_preference (preferences, "VendorAndPurchasesPrefs.UseCustomTxnNumbers", FALSE);
  company->refuses_duplicate_numbers =
      other_preference (preferences, "WarnDuplicateBillNumber", TRUE);
  return company;
}

static void
got_preferences_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflAnswer *info = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CflAnswer) answer =
      cfl_quickbooks_client_call_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);
  JsonObject *preferences;
  JsonObject *company;

  if (answer == NULL || !cfl_answer_set_error (answer, &error))
    {
      cfl_quickbooks_translate_error (&error);
      g_task_return_error (task, error);
      return;
    }
  company = cfl_json_get_object (cfl_json_node_get_object (info->root), "CompanyInfo");
  preferences = cfl_json_get_object (cfl_json_node_get_object (answer->root), "Preferences");
  if (company == NULL || preferences == NULL)
    g_task_return_new_error (task, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_PROTOCOL, "%s",
                             _ ("QuickBooks did not describe the company. Try again later."));
  else
    g_task_return_pointer (task, cfl_quickbooks_decode_company (company, preferences),
                           (GDestroyNotify) cfl_company_unref);
}

static void
got_info_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflQuickbooksClient *self = CFL_QUICKBOOKS_CLIENT (source);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr (CflAnswer) answer = cfl_quickbooks_client_call_finish (self, result, &error);
  g_autoptr (CflHttpRequest) request = NULL;

  if (answer == NULL || !cfl_answer_set_error (answer, &error))
    {
      cfl_quickbooks_translate_error (&error);
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, g_steal_pointer (&answer), (GDestroyNotify) cfl_answer_free);
  request = cfl_quickbooks_client_request_new (self, "GET", "/preferences", NULL);
  cfl_http_request_set_label (request, "read preferences");
  cfl_quickbooks_client_call_async (self, request, cancellable, got_preferences_cb,
                                    g_steal_pointer (&task));
}

void
cfl_quickbooks_client_read_company_async (CflQuickbooksClient *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *path =
      g_strconcat ("/companyinfo/", cfl_quickbooks_client_get_realm_id (self), NULL);
  g_autoptr (CflHttpRequest) request = cfl_quickbooks_client_request_new (self, "GET", path, NULL);

  g_task_set_source_tag (task, cfl_quickbooks_client_read_company_async);
  g_task_set_name (task, "read the company");
  cfl_http_request_set_label (request, "read company");
  cfl_quickbooks_client_call_async (self, request, cancellable, got_info_cb, task);
}

CflCompany *
cfl_quickbooks_client_read_company_finish (CflQuickbooksClient *self,
                                           GAsyncResult *result,
                                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
