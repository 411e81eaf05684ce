/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CflPracticeThrottle CflPracticeThrottle;

CflPracticeThrottle *cfl_practice_throttle_new (guint per_second, guint per_minute);
void cfl_practice_throttle_free (CflPracticeThrottle *throttle);
/* Counts one call at this time in microseconds; FALSE when it is one too many
 * and the limits are strict. */
gboolean cfl_practice_throttle_admit (CflPracticeThrottle *throttle,
                                      gint64 now,
                                      gboolean is_strict);
guint cfl_practice_throttle_get_max_per_second (CflPracticeThrottle *throttle);
guint cfl_practice_throttle_get_max_per_minute (CflPracticeThrottle *throttle);
guint cfl_practice_throttle_get_refused (CflPracticeThrottle *throttle);

G_END_DECLS
