/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-private.h"

static const CflPracticeCompany companies[] = {
  { "us", "Paperbark Trading", "US", "USD", "America/New_York", "9130350000041001", TRUE },
  { "au", "Paperbark Trading Pty Ltd", "AU", "AUD", "Australia/Sydney", "9130350000061002", FALSE },
};

/* NULL gives the usual company; an unknown kind gives NULL. */
const CflPracticeCompany *
cfl_practice_company_find (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (companies); i++)
    if (kind == NULL || g_strcmp0 (companies[i].kind, kind) == 0)
      return &companies[i];
  return NULL;
}
