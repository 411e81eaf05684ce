/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-csv-text-private.h"

#include "cfl-csv-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
starts_with (const char *data, gsize length, const char *mark, gsize mark_length)
{
  return length >= mark_length && memcmp (data, mark, mark_length) == 0;
}

static char *
refuse_as_not_text (GError **error)
{
  g_set_error_literal (error, CFL_CSV_ERROR, CFL_CSV_ERROR_NOT_TEXT,
                       _ ("This is not a CSV file. If it is a workbook, save it as CSV in your "
                          "spreadsheet program and import that file."));
  return NULL;
}

static char *
convert (const char *data, gsize length, const char *from, GError **error)
{
  gsize written = 0;
  g_autofree char *text = g_convert (data, (gssize) length, "UTF-8", from, NULL, &written, NULL);

  if (text == NULL || memchr (text, '\0', written) != NULL)
    return refuse_as_not_text (error);
  return g_steal_pointer (&text);
}

/* UTF-8, the UTF-16 that Excel calls "Unicode text", and what Windows programs of Western countries
 * write when they write neither. */
char *
cfl_csv_text_decode (GBytes *bytes, GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  if (length > CFL_CSV_MAX_BYTES)
    {
      g_set_error (error, CFL_CSV_ERROR, CFL_CSV_ERROR_TOO_LARGE,
                   _ ("The file is larger than %u MB. Split it into smaller ones."),
                   CFL_CSV_MAX_BYTES / 1024 / 1024);
      return NULL;
    }
  if (starts_with (data, length, "\xff\xfe", 2))
    return convert (data + 2, length - 2, "UTF-16LE", error);
  if (starts_with (data, length, "\xfe\xff", 2))
    return convert (data + 2, length - 2, "UTF-16BE", error);
  if (starts_with (data, length, "\xef\xbb\xbf", 3))
    {
      data += 3;
      length -= 3;
    }
  if (length == 0)
    return g_strdup ("");
  if (memchr (data, '\0', length) != NULL)
    return refuse_as_not_text (error);
  if (g_utf8_validate_len (data, length, NULL))
    return g_strndup (data, length);
  return convert (data, length, "WINDOWS-1252", error);
}

gboolean
cfl_csv_text_needs_guard (const char *text)
{
  while (*text == '\'')
    text++;
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

const char *
cfl_csv_text_unguard (const char *text)
{
  return *text == '\'' && cfl_csv_text_needs_guard (text) ? text + 1 : text;
}
