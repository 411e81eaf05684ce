/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-practice-fault.h"

G_BEGIN_DECLS

/* Whether every member of the request is known to the entity and of the right type. Counts amounts
 * with more digits behind the point than money has in practice->odd_amounts. */
gboolean cfl_practice_schema_check (CflPractice *practice,
                                    const char *entity,
                                    CflNode *request,
                                    CflPracticeFault *fault);

G_END_DECLS
