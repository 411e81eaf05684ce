/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-throttle.h"

/* Times of the calls of the last minute, oldest first. `second` is where the last second begins. */
struct _CflPracticeThrottle {
  guint per_second;
  guint per_minute;
  GArray *times;
  guint first;
  guint second;
  guint max_per_second;
  guint max_per_minute;
  guint refused;
};

CflPracticeThrottle *
cfl_practice_throttle_new (guint per_second, guint per_minute)
{
  CflPracticeThrottle *throttle = g_new0 (CflPracticeThrottle, 1);

  throttle->per_second = per_second;
  throttle->per_minute = per_minute;
  throttle->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  return throttle;
}

void
cfl_practice_throttle_free (CflPracticeThrottle *throttle)
{
  if (throttle == NULL)
    return;
  g_array_unref (throttle->times);
  g_free (throttle);
}

static void
forget_old (CflPracticeThrottle *throttle, gint64 now)
{
  GArray *times = throttle->times;

  while (throttle->first < times->len &&
         g_array_index (times, gint64, throttle->first) <= now - 60 * G_USEC_PER_SEC)
    throttle->first++;
  throttle->second = MAX (throttle->second, throttle->first);
  while (throttle->second < times->len &&
         g_array_index (times, gint64, throttle->second) <= now - G_USEC_PER_SEC)
    throttle->second++;
  if (throttle->first > 1024)
    {
      g_array_remove_range (times, 0, throttle->first);
      throttle->second -= throttle->first;
      throttle->first = 0;
    }
}

gboolean
cfl_practice_throttle_admit (CflPracticeThrottle *throttle, gint64 now, gboolean is_strict)
{
  guint in_second, in_minute;

  forget_old (throttle, now);
  in_second = throttle->times->len - throttle->second + 1;
  in_minute = throttle->times->len - throttle->first + 1;
  if ((throttle->per_second > 0 && in_second > throttle->per_second) ||
      (throttle->per_minute > 0 && in_minute > throttle->per_minute))
    {
      throttle->refused++;
      if (is_strict)
        return FALSE;
    }
  g_array_append_val (throttle->times, now);
  throttle->max_per_second = MAX (throttle->max_per_second, in_second);
  throttle->max_per_minute = MAX (throttle->max_per_minute, in_minute);
  return TRUE;
}

guint
cfl_practice_throttle_get_max_per_second (CflPracticeThrottle *throttle)
{
  return throttle->max_per_second;
}

guint
cfl_practice_throttle_get_max_per_minute (CflPracticeThrottle *throttle)
{
  return throttle->max_per_minute;
}

guint
cfl_practice_throttle_get_refused (CflPracticeThrottle *throttle)
{
  return throttle->refused;
}
