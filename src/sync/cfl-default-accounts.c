/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-default-accounts.h"

#include <string.h>

static const char *const role_keys[CFL_N_ACCOUNT_ROLES] = {
  [CFL_ACCOUNT_ROLE_EXPENSE] = "account.expense",
  [CFL_ACCOUNT_ROLE_INVENTORY] = "account.inventory",
  [CFL_ACCOUNT_ROLE_FREIGHT] = "account.freight",
  [CFL_ACCOUNT_ROLE_SURCHARGE] = "account.surcharge",
  [CFL_ACCOUNT_ROLE_DISCOUNT] = "account.discount",
  [CFL_ACCOUNT_ROLE_ROUNDING] = "account.rounding",
  [CFL_ACCOUNT_ROLE_TAX] = "account.tax",
  [CFL_ACCOUNT_ROLE_PAYABLE] = "account.payable",
};

/* Parts of names, the best first; a name that holds one of them says what the account is for. */
static const char *const goods_names[] = { "cost of goods", "purchases", "cost of sales",
                                           "supplies", NULL };
static const char *const stock_names[] = { "inventory asset", "inventory", "stock", NULL };
static const char *const freight_names[] = { "freight", "shipping", "delivery", NULL };
static const char *const surcharge_names[] = { "surcharge", "duty", "customs", NULL };
static const char *const discount_names[] = { "discount", NULL };
static const char *const rounding_names[] = { "rounding", NULL };
static const char *const tax_names[] = { "sales tax", "tax", NULL };

static const char *const *const role_names[CFL_N_ACCOUNT_ROLES] = {
  [CFL_ACCOUNT_ROLE_EXPENSE] = goods_names,     [CFL_ACCOUNT_ROLE_INVENTORY] = stock_names,
  [CFL_ACCOUNT_ROLE_FREIGHT] = freight_names,   [CFL_ACCOUNT_ROLE_SURCHARGE] = surcharge_names,
  [CFL_ACCOUNT_ROLE_DISCOUNT] = discount_names, [CFL_ACCOUNT_ROLE_ROUNDING] = rounding_names,
  [CFL_ACCOUNT_ROLE_TAX] = tax_names,
};

/* Types of a cost; an income account whose name says "discount" is what customers get. */
static const char *const cost_types[] = { "Cost of Goods Sold", "Expense", "Other Expense", NULL };
static const char *const asset_types[] = { "Other Current Asset", NULL };

const char *
cfl_default_accounts_get_key (CflAccountRole role)
{
  return role_keys[role];
}

static gboolean
fits_currency (const CflCompany *company, const CflAccount *account)
{
  return account->currency[0] == '\0' ||
         g_ascii_strcasecmp (account->currency, company->home_currency) == 0;
}

static const CflAccount *
find_named (const CflCompany *company, const char *const *types, const char *const *names)
{
  for (guint n = 0; names[n] != NULL; n++)
    for (guint t = 0; types[t] != NULL; t++)
      for (guint i = 0; i < company->accounts->len; i++)
        {
          const CflAccount *account = company->accounts->pdata[i];
          g_autofree char *folded = g_utf8_casefold (account->name, -1);

          if (account->active && fits_currency (company, account) &&
              cfl_account_takes_lines (account) && g_str_equal (account->type, types[t]) &&
              strstr (folded, names[n]) != NULL)
            return account;
        }
  return NULL;
}

static const CflAccount *
find_typed (const CflCompany *company, const char *const *types)
{
  static const char *const any_name[] = { "", NULL };

  return find_named (company, types, any_name);
}

static const CflAccount *
find_payable (const CflCompany *company)
{
  for (guint i = 0; i < company->accounts->len; i++)
    {
      const CflAccount *account = company->accounts->pdata[i];

      if (account->active && cfl_account_is_payable (account) && fits_currency (company, account))
        return account;
    }
  return NULL;
}

static const CflAccount *
find_for_role (const CflCompany *company, CflAccountRole role)
{
  const CflAccount *account;

  if (role == CFL_ACCOUNT_ROLE_PAYABLE)
    return find_payable (company);
  if (role == CFL_ACCOUNT_ROLE_INVENTORY)
    return find_named (company, asset_types, role_names[role]);
  account = find_named (company, cost_types, role_names[role]);
  if (account == NULL && role == CFL_ACCOUNT_ROLE_EXPENSE)
    account = find_typed (company, cost_types);
  return account;
}

GHashTable *
cfl_default_accounts_choose (const CflCompany *company)
{
  GHashTable *settings = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  const char *expense = company->role_accounts[CFL_ACCOUNT_ROLE_EXPENSE];
  const CflAccount *found = NULL;

  if (expense[0] == '\0')
    {
      found = find_for_role (company, CFL_ACCOUNT_ROLE_EXPENSE);
      expense = found == NULL ? "" : found->id;
    }
  for (int role = 0; role < CFL_N_ACCOUNT_ROLES; role++)
    {
      const CflAccount *account;
      const char *id;

      if (company->role_accounts[role][0] != '\0')
        continue;
      account = find_for_role (company, (CflAccountRole) role);
      /* What has no account of its own is part of the cost; stock and payables never are. */
      id = account != NULL                      ? account->id
           : role == CFL_ACCOUNT_ROLE_INVENTORY ? ""
           : role == CFL_ACCOUNT_ROLE_PAYABLE   ? ""
                                                : expense;
      if (id[0] != '\0')
        g_hash_table_insert (settings, (char *) role_keys[role], g_strdup (id));
    }
  return settings;
}
