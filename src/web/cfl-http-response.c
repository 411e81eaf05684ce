/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-http-response-private.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  char *name;
  char *value;
} Header;

struct _CflHttpResponse {
  guint status;
  GArray *headers; /* of Header */
  GBytes *body;
  gint64 duration;
  guint attempts;

  gatomicrefcount references;
};

G_DEFINE_BOXED_TYPE (CflHttpResponse,
                     cfl_http_response,
                     cfl_http_response_ref,
                     cfl_http_response_unref)

static void
header_clear (gpointer data)
{
  Header *header = data;

  g_free (header->name);
  g_free (header->value);
}

/**
 * cfl_http_response_new:
 * @status: the status, such as 200
 * @body: (nullable): the body
 *
 * For the client, and for tests of what reads answers.
 *
 * Returns: (transfer full): an answer
 */
CflHttpResponse *
cfl_http_response_new (guint status, GBytes *body)
{
  CflHttpResponse *self = g_new0 (CflHttpResponse, 1);

  g_atomic_ref_count_init (&self->references);
  self->status = status;
  self->headers = g_array_new (FALSE, FALSE, sizeof (Header));
  g_array_set_clear_func (self->headers, header_clear);
  self->body = body != NULL ? g_bytes_ref (body) : g_bytes_new (NULL, 0);
  self->attempts = 1;
  return self;
}

CflHttpResponse *
cfl_http_response_ref (CflHttpResponse *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cfl_http_response_unref (CflHttpResponse *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_array_unref (self->headers);
  g_bytes_unref (self->body);
  g_free (self);
}

void
cfl_http_response_add_header (CflHttpResponse *self, const char *name, const char *value)
{
  Header header = { g_strdup (name), g_strdup (value) };

  g_array_append_val (self->headers, header);
}

void
cfl_http_response_set_effort (CflHttpResponse *self, gint64 duration, guint attempts)
{
  self->duration = duration;
  self->attempts = attempts;
}

guint
cfl_http_response_get_status (CflHttpResponse *self)
{
  return self->status;
}

/* Whether the status is 200 to 299. */
gboolean
cfl_http_response_is_success (CflHttpResponse *self)
{
  return self->status >= 200 && self->status < 300;
}

static char
fold_header_character (char character)
{
  return character == '_' ? '-' : g_ascii_tolower (character);
}

static gboolean
header_names_match (const char *a, const char *b)
{
  for (; *a != '\0' && *b != '\0'; a++, b++)
    if (fold_header_character (*a) != fold_header_character (*b))
      return FALSE;
  return *a == *b;
}

/**
 * cfl_http_response_get_header:
 * @self: an answer
 * @name: name of a header, in any case; "_" and "-" are the same, since gateways exchange them
 *
 * Returns: (nullable): the value of the first header of that name
 */
const char *
cfl_http_response_get_header (CflHttpResponse *self, const char *name)
{
  for (guint i = 0; i < self->headers->len; i++)
    {
      Header *header = &g_array_index (self->headers, Header, i);

      if (header_names_match (header->name, name))
        return header->value;
    }
  return NULL;
}

const char *
cfl_http_response_get_content_type (CflHttpResponse *self)
{
  return cfl_http_response_get_header (self, "Content-Type");
}

/**
 * cfl_http_response_get_body:
 * @self: an answer
 *
 * Returns: (transfer none): the whole body, decompressed; never NULL
 */
GBytes *
cfl_http_response_get_body (CflHttpResponse *self)
{
  return self->body;
}

/* How long the last attempt took from sending to the last byte, in microseconds. */
gint64
cfl_http_response_get_duration (CflHttpResponse *self)
{
  return self->duration;
}

/* How often the request was sent until this answer came. */
guint
cfl_http_response_get_attempts (CflHttpResponse *self)
{
  return self->attempts;
}

/* An HTTP date such as "Sun, 06 Nov 1994 08:49:37 GMT", the one form that servers still send. */
static GDateTime *
parse_http_date (const char *text)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  char name[4] = "";
  int day, year, hour, minute, second;
  const char *month;

  if (sscanf (text, "%*3s, %2d %3s %4d %2d:%2d:%2d GMT", &day, name, &year, &hour, &minute,
              &second) != 6)
    return NULL;
  month = strlen (name) == 3 ? strstr (months, name) : NULL;
  if (month == NULL || (month - months) % 3 != 0)
    return NULL;
  return g_date_time_new_utc (year, (int) (month - months) / 3 + 1, day, hour, minute, second);
}

/**
 * cfl_http_response_get_work:
 * @self: an answer
 * @header: the header that holds it, such as "Service-Time: total=33, db=23"
 *
 * Returns: the microseconds for which the service says it worked on the request, 0 if it does not say
 */
gint64
cfl_http_response_get_work (CflHttpResponse *self, const char *header)
{
  const char *text = cfl_http_response_get_header (self, header);
  const char *total = text != NULL ? strstr (text, "total=") : NULL;

  if (total == NULL)
    return 0;
  return CLAMP (g_ascii_strtoll (total + strlen ("total="), NULL, 10), 0, G_MAXINT) * 1000;
}

/**
 * cfl_http_response_get_retry_after:
 * @self: an answer
 * @now: the time of day, microseconds since 1970 (g_get_real_time()), for a date
 *
 * Returns: the seconds after which the server wants to be asked again, or -1 if it does not say
 */
int
cfl_http_response_get_retry_after (CflHttpResponse *self, gint64 now)
{
  const char *text = cfl_http_response_get_header (self, "Retry-After");
  guint64 seconds;
  g_autoptr (GDateTime) date = NULL;

  if (text == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &seconds, NULL))
    return (int) seconds;
  date = parse_http_date (text);
  if (date == NULL)
    return -1;
  return (int) CLAMP (g_date_time_to_unix (date) - now / G_USEC_PER_SEC, 0, G_MAXINT);
}
