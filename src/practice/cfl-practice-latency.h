/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-practice-private.h"

G_BEGIN_DECLS

/* Milliseconds that this call is to take. */
guint cfl_practice_latency_draw (CflPracticeCall *call);

G_END_DECLS
