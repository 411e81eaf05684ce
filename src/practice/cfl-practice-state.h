/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-practice-private.h"

G_BEGIN_DECLS

/* What an existing file says before anything is seeded; NULL when there is no such file. */
CflNode *cfl_practice_state_read_header (const char *file);
gboolean cfl_practice_state_open (CflPractice *practice, const char *file, GError **error);
void cfl_practice_state_close (CflPractice *practice);
void cfl_practice_state_forget (CflPractice *practice);

/* Each appends one record, and returns when the operating system has it. Without a file they do nothing. */
void cfl_practice_state_put (CflPractice *practice, const char *table, CflNode *row);
void cfl_practice_state_delete (CflPractice *practice, const char *table, const char *id);
void cfl_practice_state_remember (CflPractice *practice,
                                  const char *request_id,
                                  gint64 at,
                                  const char *body);
void cfl_practice_state_put_order (CflPractice *practice, gint64 id, const char *text);
void cfl_practice_state_put_clock (CflPractice *practice);
void cfl_practice_state_put_sign_in (CflPractice *practice, CflNode *sign_in);

G_END_DECLS
