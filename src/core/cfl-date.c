/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-date.h"

#include <string.h>

#define FIRST_YEAR 1
#define LAST_YEAR 9999
/* GDate's number of 1 January 1970. */
#define JULIAN_OF_1970 719163
#define SECONDS_PER_DAY G_GINT64_CONSTANT (86400)
#define MICROSECONDS G_USEC_PER_SEC

/**
 * cfl_date_new:
 *
 * Returns: the day, or %CFL_DATE_UNSET when the calendar has no such day
 */
CflDate
cfl_date_new (int year, int month, int day)
{
  GDate date;

  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > 31 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return CFL_DATE_UNSET;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return (CflDate){ g_date_get_julian (&date) };
}

static CflDate
from_julian (gint64 julian)
{
  if (julian < 1 || julian > (gint64) cfl_date_new (LAST_YEAR, 12, 31).julian)
    return CFL_DATE_UNSET;
  return (CflDate){ (guint32) julian };
}

/* Reads exactly @count digits and moves *text behind them. */
static gboolean
read_digits (const char **text, int count, int *value)
{
  int number = 0;

  for (int i = 0; i < count; i++)
    {
      if (!g_ascii_isdigit ((*text)[i]))
        return FALSE;
      number = number * 10 + ((*text)[i] - '0');
    }
  *text += count;
  *value = number;
  return TRUE;
}

static gboolean
read_character (const char **text, char character)
{
  if (**text != character)
    return FALSE;
  (*text)++;
  return TRUE;
}

static gboolean
read_date (const char **text, CflDate *date)
{
  int year, month, day;

  if (!read_digits (text, 4, &year) || !read_character (text, '-') ||
      !read_digits (text, 2, &month) || !read_character (text, '-') || !read_digits (text, 2, &day))
    return FALSE;
  *date = cfl_date_new (year, month, day);
  return cfl_date_is_set (*date);
}

/**
 * cfl_date_parse:
 * @text: (nullable): a day as YYYY-MM-DD and nothing else
 * @date: (out): written only on success
 */
gboolean
cfl_date_parse (const char *text, CflDate *date)
{
  CflDate parsed;

  if (text == NULL || !read_date (&text, &parsed) || *text != '\0')
    return FALSE;
  *date = parsed;
  return TRUE;
}

static void
get_parts (CflDate date, int *year, int *month, int *day)
{
  GDate parts;

  g_date_clear (&parts, 1);
  g_date_set_julian (&parts, date.julian);
  *year = g_date_get_year (&parts);
  *month = g_date_get_month (&parts);
  *day = g_date_get_day (&parts);
}

/**
 * cfl_date_to_text:
 *
 * Returns: (transfer full): YYYY-MM-DD, "" for a date that is not set
 */
char *
cfl_date_to_text (CflDate date)
{
  int year, month, day;

  if (!cfl_date_is_set (date))
    return g_strdup ("");
  get_parts (date, &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

gboolean
cfl_date_is_set (CflDate date)
{
  return date.julian != 0;
}

int
cfl_date_compare (CflDate a, CflDate b)
{
  return (a.julian > b.julian) - (a.julian < b.julian);
}

/* A date that is not set stays so; one beyond the calendar becomes not set. */
CflDate
cfl_date_add_days (CflDate date, int days)
{
  return cfl_date_is_set (date) ? from_julian ((gint64) date.julian + days) : CFL_DATE_UNSET;
}

/**
 * cfl_date_add_months:
 *
 * Returns: the same day @months later, or the last day of that month where it is shorter
 */
CflDate
cfl_date_add_months (CflDate date, int months)
{
  int year, month, day;
  gint64 count;

  if (!cfl_date_is_set (date))
    return CFL_DATE_UNSET;
  get_parts (date, &year, &month, &day);
  count = (gint64) year * 12 + month - 1 + months;
  if (count < FIRST_YEAR * 12 || count > LAST_YEAR * 12 + 11)
    return CFL_DATE_UNSET;
  year = (int) (count / 12);
  month = (int) (count % 12) + 1;
  day = MIN (day, g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year));
  return cfl_date_new (year, month, day);
}

CflDate
cfl_date_first_of_month (CflDate date)
{
  int year, month, day;

  if (!cfl_date_is_set (date))
    return CFL_DATE_UNSET;
  get_parts (date, &year, &month, &day);
  return cfl_date_new (year, month, 1);
}

/* Reads a fraction of a second; digits beyond microseconds are dropped. */
static gboolean
read_fraction (const char **text, gint64 *microseconds)
{
  gint64 unit = MICROSECONDS / 10;

  *microseconds = 0;
  if (**text != '.' && **text != ',')
    return TRUE;
  (*text)++;
  if (!g_ascii_isdigit (**text))
    return FALSE;
  for (; g_ascii_isdigit (**text); (*text)++, unit /= 10)
    *microseconds += unit * (**text - '0');
  return TRUE;
}

/* Reads Z, ±hh:mm, ±hhmm or nothing, which is taken for UTC. */
static gboolean
read_offset (const char **text, gint64 *seconds)
{
  int sign, hours, minutes;

  *seconds = 0;
  if (**text == '\0' || read_character (text, 'Z') || read_character (text, 'z'))
    return TRUE;
  sign = **text == '-' ? -1 : 1;
  if (!read_character (text, '-') && !read_character (text, '+'))
    return FALSE;
  if (!read_digits (text, 2, &hours))
    return FALSE;
  read_character (text, ':');
  if (!read_digits (text, 2, &minutes) || hours > 23 || minutes > 59)
    return FALSE;
  *seconds = sign * (gint64) (hours * 3600 + minutes * 60);
  return TRUE;
}

static gboolean
read_time (const char **text, gint64 *seconds)
{
  int hour, minute, second;

  if (!read_digits (text, 2, &hour) || !read_character (text, ':') ||
      !read_digits (text, 2, &minute) || !read_character (text, ':') ||
      !read_digits (text, 2, &second))
    return FALSE;
  *seconds = hour * 3600 + minute * 60 + second;
  /* 60 is a leap second and counts as the next minute's first. */
  return hour <= 23 && minute <= 59 && second <= 60;
}

/**
 * cfl_instant_parse:
 * @text: (nullable): yyyy-MM-ddTHH:mm:ss with an optional fraction and an optional Z or ±hh:mm, or
 * a plain date, which means its midnight in UTC
 * @instant: (out): microseconds since 1970 UTC; written only on success
 *
 * A text without a zone is taken for UTC. Where a plain date means a day and no instant, try
 * cfl_date_parse() first: the day of an instant depends on the zone.
 */
gboolean
cfl_instant_parse (const char *text, gint64 *instant)
{
  CflDate date;
  gint64 seconds = 0, offset = 0, microseconds = 0;

  if (text == NULL || !read_date (&text, &date))
    return FALSE;
  if (*text != '\0')
    {
      if (!read_character (&text, 'T') && !read_character (&text, 't') &&
          !read_character (&text, ' '))
        return FALSE;
      if (!read_time (&text, &seconds) || !read_fraction (&text, &microseconds) ||
          !read_offset (&text, &offset) || *text != '\0')
        return FALSE;
    }
  seconds += ((gint64) date.julian - JULIAN_OF_1970) * SECONDS_PER_DAY - offset;
  *instant = seconds * MICROSECONDS + microseconds;
  return TRUE;
}

/* Splits an instant so that the parts of a second count forward before 1970 too. */
static gint64
split_seconds (gint64 instant, gint64 *microseconds)
{
  gint64 seconds = instant / MICROSECONDS;

  *microseconds = instant % MICROSECONDS;
  if (*microseconds < 0)
    {
      *microseconds += MICROSECONDS;
      seconds--;
    }
  return seconds;
}

/**
 * cfl_instant_to_text:
 *
 * Returns: (transfer full): yyyy-MM-ddTHH:mm:ssZ, with six digits of a fraction only when there is
 * one;
 *   "" for an instant outside the years 1 to 9999
 */
char *
cfl_instant_to_text (gint64 instant)
{
  gint64 microseconds;
  gint64 seconds = split_seconds (instant, &microseconds);
  gint64 days = seconds / SECONDS_PER_DAY - (seconds % SECONDS_PER_DAY < 0 ? 1 : 0);
  int time = (int) (seconds - days * SECONDS_PER_DAY);
  g_autofree char *date = cfl_date_to_text (from_julian (days + JULIAN_OF_1970));
  g_autofree char *fraction = NULL;

  if (date[0] == '\0')
    return g_strdup ("");
  if (microseconds != 0)
    fraction = g_strdup_printf (".%06d", (int) microseconds);
  return g_strdup_printf ("%sT%02d:%02d:%02d%sZ", date, time / 3600, time / 60 % 60, time % 60,
                          fraction != NULL ? fraction : "");
}

/**
 * cfl_instant_to_date:
 * @instant: microseconds since 1970 UTC
 *
 * Returns: the day that clocks in @zone showed at @instant; not set outside the years 1 to 9999
 */
CflDate
cfl_instant_to_date (gint64 instant, GTimeZone *zone)
{
  gint64 microseconds;
  gint64 seconds = split_seconds (instant, &microseconds);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  int year, month, day;

  if (local == NULL)
    return CFL_DATE_UNSET;
  g_date_time_get_ymd (local, &year, &month, &day);
  return cfl_date_new (year, month, day);
}

CflDate
cfl_date_today (GTimeZone *zone)
{
  return cfl_instant_to_date (g_get_real_time (), zone);
}
