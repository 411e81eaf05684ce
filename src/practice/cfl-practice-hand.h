/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-practice-private.h"

G_BEGIN_DECLS

/* Each does what the act says to one document; FALSE where there is none, or it cannot be done. */
gboolean cfl_practice_hand_pay (CflPractice *practice, CflNode *act);
gboolean cfl_practice_hand_change (CflPractice *practice, CflNode *act);
gboolean cfl_practice_hand_delete (CflPractice *practice, CflNode *act);

G_END_DECLS
