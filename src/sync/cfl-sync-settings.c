/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the user can set, and how everything that is set is kept and remembered. */

#include "config.h"

#include "cfl-default-accounts.h"
#include "cfl-sync-service-private.h"

#include <glib/gi18n-lib.h>

#define MAX_PAST_MONTHS 1200
/* One setting for each account code that the user has mapped. */
#define CODE_PREFIX "account-code."

typedef enum {
  SETTING_NUMBER,
  SETTING_BOOLEAN,
  SETTING_ZONE,
  SETTING_ACCOUNT,
  SETTING_CODE
} SettingType;

typedef struct {
  const char *key;
  const char *description;
  SettingType type;
  const char *fallback; /* what holds while it is not set */
} SettingRule;

static const SettingRule rules[] = {
  { "time-zone", N_ ("time zone of the Cin7 account, like Australia/Sydney"), SETTING_ZONE, "" },
  { "past-months", N_ ("upload orders of so many past months; 0: of all"), SETTING_NUMBER, "3" },
  { "send-purchase-orders", N_ ("upload purchase orders as QuickBooks purchase orders: yes or no"),
    SETTING_BOOLEAN, "no" },
  { "account.expense", N_ ("account for goods, where nothing else names one"), SETTING_ACCOUNT,
    "" },
  { "account.inventory", N_ ("account for stock"), SETTING_ACCOUNT, "" },
  { "account.freight", N_ ("account for freight"), SETTING_ACCOUNT, "" },
  { "account.surcharge", N_ ("account for surcharges"), SETTING_ACCOUNT, "" },
  { "account.discount", N_ ("account for discounts"), SETTING_ACCOUNT, "" },
  { "account.rounding", N_ ("account for rounding differences"), SETTING_ACCOUNT, "" },
  { "account.tax", N_ ("account for tax paid (United States)"), SETTING_ACCOUNT, "" },
  { "account.payable", N_ ("accounts payable account"), SETTING_ACCOUNT, "" },
};

const char *
cfl_sync_service_get_setting (CflSyncService *self, const char *key)
{
  const char *value = g_hash_table_lookup (self->settings, key);

  return value == NULL ? "" : value;
}

static const SettingRule code_rule = { CODE_PREFIX, N_ ("account for this code of the orders"),
                                       SETTING_CODE, "" };

static const SettingRule *
find_rule (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].key, key))
      return &rules[i];
  return g_str_has_prefix (key, CODE_PREFIX) && key[strlen (CODE_PREFIX)] != '\0' ? &code_rule
                                                                                  : NULL;
}

static void
setting_free (CflSetting *setting)
{
  g_free (setting->value);
  g_free (setting);
}

static void
add_setting (GPtrArray *settings, const char *key, const SettingRule *rule, const char *value)
{
  CflSetting *setting = g_new0 (CflSetting, 1);

  setting->key = g_intern_string (key);
  setting->description = _ (rule->description);
  setting->value = g_strdup (value[0] == '\0' ? rule->fallback : value);
  g_ptr_array_add (settings, setting);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * cfl_sync_service_list_settings:
 *
 * Returns: (transfer full) (element-type CflSetting): what the user can set, in a fixed order, and the
 *   account codes that are mapped
 */
GPtrArray *
cfl_sync_service_list_settings (CflSyncService *self)
{
  GPtrArray *settings = g_ptr_array_new_with_free_func ((GDestroyNotify) setting_free);
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    add_setting (settings, rules[i].key, &rules[i],
                 cfl_sync_service_get_setting (self, rules[i].key));
  g_hash_table_iter_init (&iter, self->settings);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_str_has_prefix (key, CODE_PREFIX))
      g_ptr_array_add (codes, key);
  g_ptr_array_sort (codes, compare_texts);
  for (guint i = 0; i < codes->len; i++)
    add_setting (settings, codes->pdata[i], &code_rule,
                 cfl_sync_service_get_setting (self, codes->pdata[i]));
  return settings;
}

/* ---- reading ---- */

static void
company_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflSyncService *self = g_task_get_source_object (task);
  GError *error = NULL;
  CflCompany *company = cfl_store_load_company_finish (CFL_STORE (source), result, &error);

  if (company == NULL)
    {
      g_task_return_error (task, cfl_sync_error_translate (error));
      return;
    }
  cfl_sync_service_take_company (self, company);
  g_task_return_boolean (task, TRUE);
}

static void
settings_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflSyncService *self = g_task_get_source_object (task);
  GError *error = NULL;
  GHashTable *settings = cfl_store_load_settings_finish (CFL_STORE (source), result, &error);

  if (settings == NULL)
    {
      g_task_return_error (task, cfl_sync_error_translate (error));
      return;
    }
  g_hash_table_unref (self->settings);
  self->settings = settings;
  cfl_sync_service_notify_last_pull (self);
  cfl_store_load_company_async (self->store, g_task_get_cancellable (task), company_loaded_cb,
                                g_object_ref (task));
}

void
cfl_sync_service_read_settings_async (CflSyncService *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_read_settings_async, "read settings");

  cfl_store_load_settings_async (self->store, cancellable, settings_loaded_cb, task);
}

gboolean
cfl_sync_service_read_settings_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_read_settings_async,
                                          error);
}

/* ---- writing ---- */

static void
settings_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cfl_sync_service_read_settings_finish (CFL_SYNC_SERVICE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
settings_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflSyncService *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (cfl_store_set_settings_finish (CFL_STORE (source), result, &error))
    cfl_sync_service_read_settings_async (self, g_task_get_cancellable (task), settings_read_cb,
                                          g_object_ref (task));
  else
    g_task_return_error (task, cfl_sync_error_translate (error));
}

void
cfl_sync_service_write_settings_async (CflSyncService *self,
                                       GHashTable *settings,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_write_settings_async, "write settings");

  cfl_store_set_settings_async (self->store, settings, cancellable, settings_set_cb, task);
}

gboolean
cfl_sync_service_write_settings_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_write_settings_async,
                                          error);
}

/* ---- the user's ---- */

static gboolean
parse_boolean (const char *text, const char **value)
{
  static const char *const yes[] = { "yes", "true", "on", "1", NULL };
  static const char *const no[] = { "no", "false", "off", "0", NULL };
  g_autofree char *folded = g_ascii_strdown (text, -1);

  *value = g_strv_contains (yes, folded) ? "yes" : g_strv_contains (no, folded) ? "no" : NULL;
  return *value != NULL;
}

/* A code may stand for any account that takes lines; whether its currency fits, each document shows. */
static gboolean
account_fits (const CflCompany *company, const char *key, const CflAccount *account)
{
  for (int role = 0; role < CFL_N_ACCOUNT_ROLES; role++)
    if (g_str_equal (cfl_default_accounts_get_key ((CflAccountRole) role), key))
      return cfl_company_may_stand (company, (CflAccountRole) role, account);
  return cfl_account_takes_lines (account);
}

/* By id, number or name, as QuickBooks has them. */
static char *
check_account (const CflCompany *company, const char *key, const char *value, GError **error)
{
  const CflAccount *account = cfl_company_find_account (company, value);

  if (account == NULL)
    account = cfl_company_find_account_by_code (company, value);
  if (account == NULL)
    g_set_error (
        error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
        _ ("There is no account “%s” in QuickBooks. Give its id, number or whole name, and "
           "refresh if it is new."),
        value);
  else if (!account_fits (company, key, account))
    g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                 _ ("The account “%s” cannot be used for %s: it is inactive in QuickBooks, or its "
                    "type or currency does not fit. Choose another account."),
                 account->name, key);
  else
    return g_strdup (account->id);
  return NULL;
}

static char *
check_value (CflSyncService *self,
             const SettingRule *rule,
             const char *key,
             const char *value,
             GError **error)
{
  g_autoptr (GTimeZone) zone = NULL;
  const char *boolean;
  guint64 number;

  switch (rule->type)
    {
    case SETTING_NUMBER:
      if (g_ascii_string_to_unsigned (value, 10, 0, MAX_PAST_MONTHS, &number, NULL))
        return g_strdup_printf ("%" G_GUINT64_FORMAT, number);
      g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                   _ ("%s takes a whole number from 0 to %d."), rule->key, MAX_PAST_MONTHS);
      return NULL;
    case SETTING_BOOLEAN:
      if (parse_boolean (value, &boolean))
        return g_strdup (boolean);
      g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE, _ ("%s takes yes or no."),
                   rule->key);
      return NULL;
    case SETTING_ZONE:
      zone = g_time_zone_new_identifier (value);
      if (zone != NULL)
        return g_strdup (value);
      g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                   _ ("“%s” is no time zone. Write it like Australia/Sydney."), value);
      return NULL;
    case SETTING_ACCOUNT:
    case SETTING_CODE:
      break;
    }
  return value[0] == '\0' ? g_strdup ("") : check_account (self->company, key, value, error);
}

static void
rechecked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!cfl_store_recheck_finish (CFL_STORE (source), result, &error))
    {
      g_task_return_error (task, cfl_sync_error_translate (error));
      return;
    }
  cfl_sync_service_emit_orders_changed (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

static void
user_setting_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflSyncService *self = CFL_SYNC_SERVICE (source);
  GError *error = NULL;

  if (!cfl_sync_service_write_settings_finish (self, result, &error))
    g_task_return_error (task, error);
  else
    cfl_store_recheck_async (self->store, 0, g_task_get_cancellable (task), rechecked_cb,
                             g_object_ref (task));
}

/* The dates of orders are made with the zone as they are read, so all of them are read again. */
static void
forget_watermark (GHashTable *settings)
{
  g_hash_table_insert (settings, (char *) CFL_SYNC_KEY_WATERMARK, NULL);
}

/**
 * cfl_sync_service_set_setting_async:
 * @value: as text; for an account its id, number or name
 *
 * Checks and keeps one setting, then checks every order again.
 */
void
cfl_sync_service_set_setting_async (CflSyncService *self,
                                    const char *key,
                                    const char *value,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = cfl_sync_service_task_new (
      self, cancellable, callback, user_data, cfl_sync_service_set_setting_async, "set setting");
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *checked = NULL;
  const SettingRule *rule = find_rule (key);
  GError *error = NULL;

  if (!cfl_sync_service_require_store (self, task))
    return;
  if (rule == NULL)
    {
      g_task_return_new_error (task, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                               _ ("There is no setting “%s”."), key);
      return;
    }
  checked = check_value (self, rule, key, value, &error);
  if (checked == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* No account is a choice too, and a refresh must not make another. */
  g_hash_table_insert (settings, (char *) key,
                       checked[0] == '\0' && rule->type != SETTING_ACCOUNT ? NULL : checked);
  if (rule->type == SETTING_ZONE)
    forget_watermark (settings);
  cfl_sync_service_write_settings_async (self, settings, cancellable, user_setting_written_cb,
                                         g_steal_pointer (&task));
}

gboolean
cfl_sync_service_set_setting_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_set_setting_async, error);
}
