/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-company.h"

G_BEGIN_DECLS

/**
 * CflTerms:
 * @months: 0: the days count from the invoice date; n: from the 1st of the n-th month after it
 * @days: may be negative: one month and -1 day is the end of the invoice's month
 * @within_month: a day of the month ("30th of following month"): never runs into the next one
 *
 * What payment terms mean. The same sense as in Cin7's own list, whose API gives only the name.
 */
typedef struct {
  int months;
  int days;
  gboolean within_month;
} CflTerms;

char    *cfl_terms_fold (const char *name) G_GNUC_WARN_UNUSED_RESULT;
gboolean cfl_terms_guess (const char *name, CflTerms *terms);
CflDate  cfl_terms_apply (CflTerms terms, CflDate invoice_date);
gboolean cfl_terms_due_date (const CflCompany *company, const char *name, CflDate invoice_date,
                             CflDate *due_date);

G_END_DECLS
