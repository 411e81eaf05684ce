/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-company.h"

#include "cfl-text-private.h"

#include <string.h>

static const gsize account_texts[] = {
  G_STRUCT_OFFSET (CflAccount, id),       G_STRUCT_OFFSET (CflAccount, number),
  G_STRUCT_OFFSET (CflAccount, name),     G_STRUCT_OFFSET (CflAccount, type),
  G_STRUCT_OFFSET (CflAccount, currency),
};

static const gsize company_texts[] = {
  G_STRUCT_OFFSET (CflCompany, name),
  G_STRUCT_OFFSET (CflCompany, country),
  G_STRUCT_OFFSET (CflCompany, home_currency),
  G_STRUCT_OFFSET (CflCompany, edition),
};

G_DEFINE_BOXED_TYPE (CflCompany, cfl_company, cfl_company_ref, cfl_company_unref)

CflAccount *
cfl_account_new (void)
{
  CflAccount *self = g_new0 (CflAccount, 1);

  self->active = TRUE;
  cfl_text_fields_init (self, account_texts, G_N_ELEMENTS (account_texts));
  return self;
}

void
cfl_account_free (CflAccount *self)
{
  cfl_text_fields_clear (self, account_texts, G_N_ELEMENTS (account_texts));
  g_free (self);
}

gboolean
cfl_account_is_payable (const CflAccount *self)
{
  return g_str_equal (self->type, "Accounts Payable");
}

/**
 * cfl_account_takes_lines:
 *
 * Returns: whether QuickBooks takes the account on a line of a bill; it answers 6430 to a bank,
 * card, receivable or payable account there
 */
gboolean
cfl_account_takes_lines (const CflAccount *self)
{
  static const char *const refused[] = { "Accounts Payable", "Accounts Receivable", "Bank",
                                         "Credit Card", NULL };

  return self->active && !g_strv_contains (refused, self->type);
}

CflCompany *
cfl_company_new (void)
{
  CflCompany *self = g_new0 (CflCompany, 1);

  cfl_text_fields_init (self, company_texts, G_N_ELEMENTS (company_texts));
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_account_free);
  self->zone = g_time_zone_new_utc ();
  for (int role = 0; role < CFL_N_ACCOUNT_ROLES; role++)
    self->role_accounts[role] = g_strdup ("");
  self->account_codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->term_days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_atomic_ref_count_init (&self->references);
  return self;
}

CflCompany *
cfl_company_ref (CflCompany *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cfl_company_unref (CflCompany *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  cfl_text_fields_clear (self, company_texts, G_N_ELEMENTS (company_texts));
  g_ptr_array_unref (self->accounts);
  g_time_zone_unref (self->zone);
  for (int role = 0; role < CFL_N_ACCOUNT_ROLES; role++)
    g_free (self->role_accounts[role]);
  g_hash_table_unref (self->account_codes);
  g_hash_table_unref (self->term_days);
  g_free (self);
}

/**
 * cfl_company_find_account:
 *
 * Returns: (transfer none) (nullable): the account with QuickBooks' id @id, active or not
 */
const CflAccount *
cfl_company_find_account (const CflCompany *self, const char *id)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      const CflAccount *account = g_ptr_array_index (self->accounts, i);

      if (g_str_equal (account->id, id))
        return account;
    }
  return NULL;
}

static gboolean
account_has_number (const CflAccount *account, const char *code)
{
  return g_str_equal (account->number, code);
}

static gboolean
account_has_name (const CflAccount *account, const char *code)
{
  return g_ascii_strcasecmp (account->name, code) == 0;
}

/* An active account wins over an inactive one: it may have been replaced under its number. */
static const CflAccount *
find_account_that (const CflCompany *self,
                   gboolean (*fits) (const CflAccount *account, const char *code),
                   const char *code)
{
  const CflAccount *inactive = NULL;

  for (guint i = 0; i < self->accounts->len; i++)
    {
      const CflAccount *account = g_ptr_array_index (self->accounts, i);

      if (!fits (account, code))
        continue;
      if (account->active)
        return account;
      if (inactive == NULL)
        inactive = account;
    }
  return inactive;
}

/* The part of a full name behind its last colon: what a sub account is called by itself. */
static gboolean
account_has_own_name (const CflAccount *account, const char *code)
{
  const char *colon = strrchr (account->name, ':');

  return colon != NULL && g_ascii_strcasecmp (colon + 1, code) == 0;
}

/* Two headings may each have a sub account "Other": then nobody can tell which one is meant. */
static const CflAccount *
find_account_by_own_name (const CflCompany *self, const char *code)
{
  const CflAccount *found = NULL;

  for (guint i = 0; i < self->accounts->len; i++)
    {
      const CflAccount *account = g_ptr_array_index (self->accounts, i);

      if (!cfl_account_takes_lines (account) || !account_has_own_name (account, code))
        continue;
      if (found != NULL)
        return NULL;
      found = account;
    }
  return found;
}

/**
 * cfl_company_find_account_by_code:
 * @code: an alternative ledger account as the source writes it
 *
 * Looks at the user's own table first, then for the account number, then for the account's full
 * name, then for a sub account's own name where only one usable account has it (ASCII capitals do
 * not matter).
 *
 * Returns: (transfer none) (nullable): the account, active or not; %NULL when the code matches none
 */
const CflAccount *
cfl_company_find_account_by_code (const CflCompany *self, const char *code)
{
  const char *id = g_hash_table_lookup (self->account_codes, code);
  const CflAccount *account;

  if (id != NULL && id[0] != '\0')
    return cfl_company_find_account (self, id);
  if (code[0] == '\0')
    return NULL;

  account = find_account_that (self, account_has_number, code);
  if (account == NULL)
    account = find_account_that (self, account_has_name, code);
  return account != NULL ? account : find_account_by_own_name (self, code);
}

static gboolean
account_is_payable_in (const CflCompany *self, const CflAccount *account, const char *currency)
{
  const char *own = account->currency[0] != '\0' ? account->currency : self->home_currency;

  return account->active && cfl_account_is_payable (account) && g_str_equal (own, currency);
}

/**
 * cfl_company_find_payable:
 *
 * The account chosen in the settings wherever its currency fits, otherwise the first one of the
 * chart in that currency.
 *
 * Returns: (transfer none) (nullable): the active payables account for documents in @currency
 */
const CflAccount *
cfl_company_find_payable (const CflCompany *self, const char *currency)
{
  const CflAccount *chosen = cfl_company_role_account (self, CFL_ACCOUNT_ROLE_PAYABLE);

  if (chosen != NULL && account_is_payable_in (self, chosen, currency))
    return chosen;
  for (guint i = 0; i < self->accounts->len; i++)
    {
      const CflAccount *account = g_ptr_array_index (self->accounts, i);

      if (account_is_payable_in (self, account, currency))
        return account;
    }
  return NULL;
}

/**
 * cfl_company_role_account:
 *
 * Returns: (transfer none) (nullable): the account chosen for @role, active or not; %NULL when none
 *   was chosen or QuickBooks no longer has it. No other role steps in.
 */
const CflAccount *
cfl_company_role_account (const CflCompany *self, CflAccountRole role)
{
  const char *id = self->role_accounts[role];

  return id != NULL && id[0] != '\0' ? cfl_company_find_account (self, id) : NULL;
}

/**
 * cfl_company_may_stand:
 *
 * QuickBooks takes a line account only in the home currency or in the document's, and what is chosen
 * once must do for documents in all of them.
 *
 * Returns: whether @account may be chosen for @role
 */
gboolean
cfl_company_may_stand (const CflCompany *self, CflAccountRole role, const CflAccount *account)
{
  if (role == CFL_ACCOUNT_ROLE_PAYABLE)
    return account->active && cfl_account_is_payable (account);
  return cfl_account_takes_lines (account) &&
         (account->currency[0] == '\0' || g_str_equal (account->currency, self->home_currency));
}

gboolean
cfl_company_is_us (const CflCompany *self)
{
  return g_ascii_strcasecmp (self->country, "US") == 0 ||
         g_ascii_strcasecmp (self->country, "USA") == 0 ||
         g_ascii_strcasecmp (self->country, "United States") == 0;
}

/**
 * cfl_company_edition_has_purchase_orders:
 *
 * Only Plus and Advanced have them. An edition of a name not known here is not judged: the preference
 * and QuickBooks' answer are.
 */
gboolean
cfl_company_edition_has_purchase_orders (const CflCompany *self)
{
  static const char *const without[] = { "SIMPLE START",  "SIMPLESTART", "EASYSTART", "ESSENTIALS",
                                         "SELF-EMPLOYED", "SOLOPRENEUR", "LEDGER" };
  g_autofree char *edition = g_ascii_strup (self->edition, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (without); i++)
    if (strstr (edition, without[i]) != NULL)
      return FALSE;
  return TRUE;
}

/**
 * cfl_company_window_start:
 *
 * The past months are whole months: with one past month, on 30 March, it is 1 February.
 *
 * Returns: the first day whose orders are offered; not set when there is no limit
 */
CflDate
cfl_company_window_start (const CflCompany *self, CflDate today)
{
  if (self->past_months == 0)
    return CFL_DATE_UNSET;
  return cfl_date_add_months (cfl_date_first_of_month (today), -(int) self->past_months);
}
