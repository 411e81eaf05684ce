/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-terms.h"

#include "cfl-store-private.h"

#include <string.h>

#define DEFAULT_PAST_MONTHS 3

typedef enum {
  SETTING_TEXT,
  SETTING_BOOLEAN, /* "yes"; everything else is no, which is the stricter branch */
  SETTING_DATE,    /* YYYY-MM-DD */
  SETTING_NUMBER,
  SETTING_ZONE /* as in the zone database, "Australia/Melbourne" */
} SettingType;

typedef struct {
  const char *key;
  SettingType type;
  gsize offset;
} Setting;

#define SETTING(key, type, member)                                                                 \
  {                                                                                                \
    key, SETTING_##type, G_STRUCT_OFFSET (CflCompany, member)                                      \
  }
#define ACCOUNT(name, role)                                                                        \
  {                                                                                                \
    "account." name, SETTING_TEXT,                                                                 \
        G_STRUCT_OFFSET (CflCompany, role_accounts) + CFL_ACCOUNT_ROLE_##role * sizeof (char *)    \
  }

/* Every setting that the rules look at. Besides them two families: "account-code.<code>" is the
 * QuickBooks id of the account for a source's account code, "term.<name>" what payment terms mean, as
 * CflCompany.term_days says. */
static const Setting settings[] = {
  SETTING ("quickbooks.name", TEXT, name),
  SETTING ("quickbooks.country", TEXT, country),
  SETTING ("quickbooks.home-currency", TEXT, home_currency),
  SETTING ("quickbooks.edition", TEXT, edition),
  SETTING ("quickbooks.multicurrency", BOOLEAN, multicurrency),
  SETTING ("quickbooks.closing-date", DATE, closing_date),
  SETTING ("quickbooks.purchase-orders", BOOLEAN, purchase_orders_enabled),
  SETTING ("quickbooks.custom-numbers", BOOLEAN, custom_purchase_order_numbers),
  SETTING ("quickbooks.refuse-duplicates", BOOLEAN, refuses_duplicate_numbers),
  SETTING ("time-zone", ZONE, zone),
  SETTING ("past-months", NUMBER, past_months),
  SETTING ("send-purchase-orders", BOOLEAN, send_purchase_orders),
  ACCOUNT ("expense", EXPENSE),
  ACCOUNT ("inventory", INVENTORY),
  ACCOUNT ("freight", FREIGHT),
  ACCOUNT ("surcharge", SURCHARGE),
  ACCOUNT ("discount", DISCOUNT),
  ACCOUNT ("rounding", ROUNDING),
  ACCOUNT ("tax", TAX),
  ACCOUNT ("payable", PAYABLE),
};

static gboolean
is_yes (const char *value)
{
  return g_str_equal (value, "yes") || g_str_equal (value, "true") || g_str_equal (value, "1");
}

/* A value that cannot be read leaves the default. */
static void
take_setting (CflCompany *company, const Setting *setting, const char *value)
{
  gpointer member = (guint8 *) company + setting->offset;
  GTimeZone *zone;
  guint64 number;

  switch (setting->type)
    {
    case SETTING_TEXT:
      cfl_text_set (member, value);
      break;
    case SETTING_BOOLEAN:
      *(gboolean *) member = is_yes (value);
      break;
    case SETTING_DATE:
      cfl_date_parse (value, member);
      break;
    case SETTING_NUMBER:
      if (g_ascii_string_to_unsigned (value, 10, 0, 1200, &number, NULL))
        *(guint *) member = (guint) number;
      break;
    case SETTING_ZONE:
    default:
      zone = g_time_zone_new_identifier (value);
      if (zone == NULL)
        break;
      g_time_zone_unref (*(GTimeZone **) member);
      *(GTimeZone **) member = zone;
      break;
    }
}

static void
take_value (CflCompany *company, const char *key, const char *value)
{
  const char *name;

  if (g_str_has_prefix (key, "account-code."))
    {
      name = key + strlen ("account-code.");
      g_hash_table_insert (company->account_codes, g_strdup (name), g_strdup (value));
      return;
    }
  if (g_str_has_prefix (key, "term."))
    {
      name = key + strlen ("term.");
      g_hash_table_insert (company->term_days, cfl_terms_fold (name), g_strdup (value));
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    if (g_str_equal (settings[i].key, key))
      take_setting (company, &settings[i], value);
}

static gboolean
load_accounts (CflDatabase *self, CflCompany *company, GError **error)
{
  g_autofree char *names = cfl_columns_names (&cfl_account_columns, "");
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM accounts ORDER BY name, id", names);
  CflStatement *statement = cfl_statement_get (self, sql);

  while (cfl_statement_next (statement, error))
    {
      CflAccount *account = cfl_account_new ();

      cfl_columns_read (&cfl_account_columns, statement, 0, account);
      g_ptr_array_add (company->accounts, account);
    }
  return *error == NULL;
}

/* Returns: (transfer none): kept until the settings or the accounts change, here or in another program */
const CflCompany *
cfl_database_get_company (CflDatabase *self, GError **error)
{
  g_autoptr (CflCompany) company = NULL;
  CflStatement *statement;

  if (self->company != NULL)
    return self->company;

  company = cfl_company_new ();
  company->past_months = DEFAULT_PAST_MONTHS;
  statement = cfl_statement_get (self, "SELECT key, value FROM settings");
  while (cfl_statement_next (statement, error))
    take_value (company, cfl_read_text (statement, 0), cfl_read_text (statement, 1));
  if (*error != NULL || !load_accounts (self, company, error))
    return NULL;
  self->company = g_steal_pointer (&company);
  return self->company;
}

static CflWorkResult
load_work (CflDatabase *database, gpointer data, GError **error)
{
  CflCompany **company = data;

  if (cfl_database_get_company (database, error) == NULL)
    return CFL_WORK_FAILED;
  /* From here on nobody changes it: the next change makes a new one. */
  *company = cfl_company_ref (database->company);
  return CFL_WORK_DONE;
}

static void
free_company (gpointer data)
{
  CflCompany **company = data;

  g_clear_pointer (company, cfl_company_unref);
  g_free (company);
}

static const CflStoreJob load_job = { load_work, CFL_PRIORITY_READ, CFL_DURABILITY_READ };

void
cfl_store_load_company_async (CflStore *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  cfl_store_post (self, &load_job, g_new0 (CflCompany *, 1), free_company, cancellable, callback,
                  user_data);
}

CflCompany *
cfl_store_load_company_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  CflCompany **company = cfl_store_collect (self, &load_job, result, error);

  return company != NULL ? g_steal_pointer (company) : NULL;
}
