/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "cfl-date.h"
#include "cfl-text.h"

G_BEGIN_DECLS

/**
 * CflAccount:
 *
 * An account of the company's chart, as QuickBooks holds it.
 */
typedef struct {
  char *id;
  char *number; /* "" when the company uses none */
  char *name;   /* fully qualified */
  char *type;   /* QuickBooks' AccountType, "Accounts Payable", "Expense", ... */
  char *currency; /* "" where the company has one currency */
  gboolean active;
} CflAccount;

CflAccount *cfl_account_new (void);
void        cfl_account_free (CflAccount *self);
gboolean    cfl_account_is_payable (const CflAccount *self);
gboolean    cfl_account_takes_lines (const CflAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflAccount, cfl_account_free)

/* The accounts a company chooses once; the index into CflCompany.accounts. */
typedef enum {
  CFL_ACCOUNT_ROLE_EXPENSE,   /* any line without an account of its own */
  CFL_ACCOUNT_ROLE_INVENTORY, /* lines with a stock item, where set */
  CFL_ACCOUNT_ROLE_FREIGHT,
  CFL_ACCOUNT_ROLE_SURCHARGE,
  CFL_ACCOUNT_ROLE_DISCOUNT,
  CFL_ACCOUNT_ROLE_ROUNDING,
  CFL_ACCOUNT_ROLE_TAX,       /* tax paid, in US companies a part of the cost */
  CFL_ACCOUNT_ROLE_PAYABLE,
  CFL_N_ACCOUNT_ROLES
} CflAccountRole;

/**
 * CflCompany:
 *
 * What the rules need to know about a company: what QuickBooks says of it (read from CompanyInfo
 * and Preferences), what the user set, and the chart of accounts. Ownership as for #CflOrder. A member
 * that QuickBooks did not answer takes the stricter branch.
 */
typedef struct {
  /* from QuickBooks */
  char *name;
  char *country;       /* ISO 3166 alpha-2 as far as known, "US" */
  char *home_currency; /* ISO 4217 */
  char *edition; /* "QuickBooks Online Plus"; "" when QuickBooks does not say */
  gboolean multicurrency;
  CflDate closing_date; /* books closed up to and including; unset when open */
  gboolean purchase_orders_enabled;
  gboolean custom_purchase_order_numbers;
  gboolean refuses_duplicate_numbers;
  GPtrArray *accounts; /* (element-type CflAccount) the chart */

  /* from the user */
  GTimeZone *zone;      /* the zone of the Cin7 account; never NULL */
  guint past_months;    /* 0: no limit */
  gboolean send_purchase_orders;
  char *role_accounts[CFL_N_ACCOUNT_ROLES]; /* QuickBooks ids, "" when not chosen */
  GHashTable *account_codes; /* (element-type utf8 utf8) account code → QuickBooks id */
  /* (element-type utf8 utf8) cfl_terms_fold() of a name → "months days" */
  GHashTable *term_days;

  gatomicrefcount references;
} CflCompany;

#define CFL_TYPE_COMPANY (cfl_company_get_type ())
GType             cfl_company_get_type (void);
CflCompany       *cfl_company_new (void);
CflCompany       *cfl_company_ref (CflCompany *self);
void              cfl_company_unref (CflCompany *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflCompany, cfl_company_unref)

const CflAccount *cfl_company_find_account (const CflCompany *self, const char *id);
const CflAccount *cfl_company_find_account_by_code (const CflCompany *self, const char *code);
const CflAccount *cfl_company_find_payable (const CflCompany *self, const char *currency);
const CflAccount *cfl_company_role_account (const CflCompany *self, CflAccountRole role);
gboolean          cfl_company_may_stand (const CflCompany *self, CflAccountRole role,
                                         const CflAccount *account);
gboolean          cfl_company_is_us (const CflCompany *self);
gboolean          cfl_company_edition_has_purchase_orders (const CflCompany *self);
CflDate           cfl_company_window_start (const CflCompany *self, CflDate today);

G_END_DECLS
