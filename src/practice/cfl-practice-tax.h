/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-practice-fault.h"

G_BEGIN_DECLS

gboolean cfl_practice_tax_check (CflPractice *practice, CflNode *request, CflPracticeFault *fault);
/* Sets GlobalTaxCalculation and TxnTaxDetail of the row, whose lines are stored, and gives the tax. */
CflDecimal cfl_practice_tax_store (CflPractice *practice, CflNode *row, CflNode *request);

G_END_DECLS
