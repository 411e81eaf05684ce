/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-attempt.h"

G_BEGIN_DECLS

/* What QuickBooks answered, one click deeper: its code, the ids that its support asks for, and the
 * redacted answer itself. */
#define CFL_TYPE_ANSWER_VIEW (cfl_answer_view_get_type ())
G_DECLARE_FINAL_TYPE (CflAnswerView, cfl_answer_view, CFL, ANSWER_VIEW, GtkWidget)

/* @attempt: (nullable): hides the view */
void cfl_answer_view_set_attempt (CflAnswerView *self,
                                  const CflAttempt *attempt,
                                  const char *reference);
/* JSON, one member a line; anything else stays as it is. */
char *cfl_answer_to_pretty (const char *answer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
