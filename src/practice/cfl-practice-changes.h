/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-practice-fault.h"

G_BEGIN_DECLS

CflNode *cfl_practice_changes_find (CflPracticeCall *call, CflPracticeFault *fault);

G_END_DECLS
