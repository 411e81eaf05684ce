/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-practice-private.h"

G_BEGIN_DECLS

/* Runs the call through the troubles on the dial and the services, and sends what comes of it, at
 * once or after a while. */
void cfl_practice_answer_call (CflPractice *practice,
                               SoupServerMessage *message,
                               const char *path,
                               GHashTable *query);

G_END_DECLS
