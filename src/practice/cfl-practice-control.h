/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-practice-private.h"

G_BEGIN_DECLS

/* Everything below /practice/: for tests and for "Change Faults…" in the window. */
void cfl_practice_control_handle (CflPracticeCall *call);

/* Throws away what was done and seeds the company again (cfl-practice-server.c). */
void cfl_practice_reset (CflPractice *practice);

G_END_DECLS
