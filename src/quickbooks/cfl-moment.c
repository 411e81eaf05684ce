/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-moment.h"

#include <time.h>

static const char *
get_boot (void)
{
  static char *boot = NULL;

  if (g_once_init_enter (&boot))
    {
      char *text = NULL;

      if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &text, NULL, NULL))
        text = g_strdup ("");
      g_once_init_leave (&boot, g_strstrip (text));
    }
  return boot;
}

CflMoment
cfl_moment_now (void)
{
  CflMoment now = { .wall = g_get_real_time () };
  struct timespec since_boot;

  /* g_get_monotonic_time() stands still while the machine sleeps. */
  if (clock_gettime (CLOCK_BOOTTIME, &since_boot) != 0)
    return now;
  now.steady = since_boot.tv_sec * G_USEC_PER_SEC + since_boot.tv_nsec / 1000;
  g_strlcpy (now.boot, get_boot (), sizeof now.boot);
  return now;
}

gint64
cfl_moment_get_age (const CflMoment *self, const CflMoment *now)
{
  if (self->boot[0] != '\0' && g_str_equal (self->boot, now->boot) && now->steady >= self->steady)
    return now->steady - self->steady;
  return now->wall >= self->wall ? now->wall - self->wall : -1;
}
