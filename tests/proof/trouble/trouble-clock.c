/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The clock on the wall, which somebody sets, and the one that counts since the boot. The one that
 * stands still while the machine sleeps stays as it is. */

#define _GNU_SOURCE

#include "trouble.h"

#include <stddef.h>
#include <sys/time.h>
#include <time.h>

int
clock_gettime (clockid_t clock, struct timespec *now)
{
  int result = NEXT (clock_gettime) (clock, now);

  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
    now->tv_sec += get_wall_offset ();
  if (result == 0 && clock == CLOCK_BOOTTIME)
    now->tv_sec += get_steady_offset ();
  return result;
}

int
gettimeofday (struct timeval *now, void *zone)
{
  int result = NEXT (gettimeofday) (now, zone);

  if (result == 0)
    now->tv_sec += get_wall_offset ();
  return result;
}

time_t
time (time_t *store)
{
  time_t now = NEXT (time) (NULL) + get_wall_offset ();

  if (store != NULL)
    *store = now;
  return now;
}
