/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-practice-fault.h"

G_BEGIN_DECLS

/* {"Vendor":[...],"startPosition":...}, or NULL with the fault. */
CflNode *cfl_practice_query_run (CflPractice *practice, const char *text, CflPracticeFault *fault);

G_END_DECLS
