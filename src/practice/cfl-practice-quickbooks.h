/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-practice-fault.h"
#include "cfl-practice-faults.h"

G_BEGIN_DECLS

gboolean cfl_practice_quickbooks_admit (CflPracticeCall *call);
void cfl_practice_quickbooks_handle (CflPracticeCall *call);
/* One write or query, for a call of its own or an item of a batch: the answer's members, or NULL
 * with the fault. */
CflNode *cfl_practice_quickbooks_write (CflPractice *practice,
                                        const char *entity,
                                        const char *operation,
                                        const char *include,
                                        CflNode *request,
                                        CflPracticeFault *fault);
/* An answer remains NULL where the line was cut. */
void cfl_practice_batch_handle (CflPracticeCall *call, CflNode *request, CflPracticeFault *fault);
/* Items that are not as they were when the answer was stored. */
void cfl_practice_batch_spoil (CflPracticeCall *call, CflPracticeTrouble trouble);

G_END_DECLS
