/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-http-request-private.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (CflHttpRequest, cfl_http_request, cfl_http_request_ref, cfl_http_request_unref)

static void
header_clear (gpointer data)
{
  CflHttpHeader *header = data;

  if (header->secret)
    explicit_bzero (header->value, strlen (header->value));
  g_free (header->name);
  g_free (header->value);
}

/**
 * cfl_http_request_new:
 * @method: "GET", "POST", …
 * @uri: the whole address, percent-encoded; it must hold no secret
 *
 * GET and HEAD start as idempotent, everything else not.
 *
 * Returns: (transfer full): a request
 */
CflHttpRequest *
cfl_http_request_new (const char *method, const char *uri)
{
  CflHttpRequest *self;

  g_return_val_if_fail (method != NULL && uri != NULL, NULL);

  self = g_new0 (CflHttpRequest, 1);
  g_atomic_ref_count_init (&self->references);
  self->method = g_strdup (method);
  self->uri = g_strdup (uri);
  self->headers = g_array_new (FALSE, FALSE, sizeof (CflHttpHeader));
  g_array_set_clear_func (self->headers, header_clear);
  self->timeout_seconds = CFL_HTTP_DEFAULT_TIMEOUT_SECONDS;
  self->size_limit = CFL_HTTP_DEFAULT_SIZE_LIMIT;
  self->retry = CFL_RETRY_POLICY_DEFAULT;
  self->idempotent = g_str_equal (method, "GET") || g_str_equal (method, "HEAD");
  return self;
}

CflHttpRequest *
cfl_http_request_ref (CflHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cfl_http_request_unref (CflHttpRequest *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->method);
  g_free (self->uri);
  g_free (self->label);
  g_array_unref (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->content_type);
  g_free (self);
}

static void
set_header (CflHttpRequest *self, const char *name, const char *value, gboolean secret)
{
  CflHttpHeader header = { NULL, NULL, secret };

  for (guint i = 0; i < self->headers->len; i++)
    if (g_ascii_strcasecmp (g_array_index (self->headers, CflHttpHeader, i).name, name) == 0)
      {
        g_array_remove_index (self->headers, i);
        break;
      }
  if (value == NULL)
    return;
  header.name = g_strdup (name);
  header.value = g_strdup (value);
  g_array_append_val (self->headers, header);
}

/**
 * cfl_http_request_set_header:
 * @self: a request
 * @name: name of the header
 * @value: (nullable): its value, which replaces an earlier one; NULL takes the header away
 */
void
cfl_http_request_set_header (CflHttpRequest *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL && name != NULL);

  set_header (self, name, value, FALSE);
}

/**
 * cfl_http_request_set_secret_header:
 * @self: a request
 * @name: name of the header, such as "Authorization"
 * @value: (nullable): its value, which is never logged and is wiped from memory with the request
 */
void
cfl_http_request_set_secret_header (CflHttpRequest *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL && name != NULL);

  set_header (self, name, value, TRUE);
}

void
cfl_http_request_set_body (CflHttpRequest *self, GBytes *body, const char *content_type)
{
  g_return_if_fail (self != NULL && body != NULL && content_type != NULL);

  g_bytes_ref (body);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = body;
  g_free (self->content_type);
  self->content_type = g_strdup (content_type);
}

/**
 * cfl_http_request_set_timeout:
 * @self: a request
 * @seconds: how long one attempt may take from connecting to the last byte; 0 means for ever
 */
void
cfl_http_request_set_timeout (CflHttpRequest *self, guint seconds)
{
  g_return_if_fail (self != NULL);

  self->timeout_seconds = seconds;
}

/**
 * cfl_http_request_set_idempotent:
 * @self: a request
 * @idempotent: TRUE when sending the same bytes twice does no more than sending them once, as with
 * a read, or a write that carries a request id
 *
 * Only such a request is sent again after an attempt that may have been executed.
 */
void
cfl_http_request_set_idempotent (CflHttpRequest *self, gboolean idempotent)
{
  g_return_if_fail (self != NULL);

  self->idempotent = idempotent;
}

void
cfl_http_request_set_size_limit (CflHttpRequest *self, gsize bytes)
{
  g_return_if_fail (self != NULL);

  self->size_limit = bytes;
}

/**
 * cfl_http_request_set_label:
 * @self: a request
 * @label: (nullable): what the request is for in the activity log, such as "create bill"
 */
void
cfl_http_request_set_label (CflHttpRequest *self, const char *label)
{
  g_return_if_fail (self != NULL);

  g_free (self->label);
  self->label = g_strdup (label);
}

void
cfl_http_request_set_retry_policy (CflHttpRequest *self, CflRetryPolicy policy)
{
  g_return_if_fail (self != NULL);

  self->retry = policy;
}

void
cfl_http_request_set_reader (CflHttpRequest *self, CflHttpReader reader)
{
  g_return_if_fail (self != NULL);

  self->reader = reader;
}

/* What @response means, by its status and by what the service says in its body. */
CflHttpMeaning
cfl_http_request_read (CflHttpRequest *self, CflHttpResponse *response)
{
  guint status = cfl_http_response_get_status (response);

  if (status == 429)
    return CFL_HTTP_MEANS_LATER;
  if (status == 500 || status == 502 || status == 503 || status == 504)
    return CFL_HTTP_MEANS_TROUBLE;
  if (status >= 400 && status <= 499 && self->reader != NULL)
    return self->reader (response);
  return CFL_HTTP_MEANS_ITS_STATUS;
}

const char *
cfl_http_request_get_method (CflHttpRequest *self)
{
  return self->method;
}

const char *
cfl_http_request_get_uri (CflHttpRequest *self)
{
  return self->uri;
}

const char *
cfl_http_request_get_label (CflHttpRequest *self)
{
  return self->label != NULL ? self->label : self->method;
}

const char *
cfl_http_request_get_header (CflHttpRequest *self, const char *name)
{
  for (guint i = 0; i < self->headers->len; i++)
    {
      CflHttpHeader *header = &g_array_index (self->headers, CflHttpHeader, i);

      if (g_ascii_strcasecmp (header->name, name) == 0)
        return header->value;
    }
  return NULL;
}

/**
 * cfl_http_request_get_body:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the body
 */
GBytes *
cfl_http_request_get_body (CflHttpRequest *self)
{
  return self->body;
}

const char *
cfl_http_request_get_content_type (CflHttpRequest *self)
{
  return self->content_type;
}

guint
cfl_http_request_get_timeout (CflHttpRequest *self)
{
  return self->timeout_seconds;
}

gboolean
cfl_http_request_get_idempotent (CflHttpRequest *self)
{
  return self->idempotent;
}

gsize
cfl_http_request_get_size_limit (CflHttpRequest *self)
{
  return self->size_limit;
}

CflRetryPolicy
cfl_http_request_get_retry_policy (CflHttpRequest *self)
{
  return self->retry;
}

/**
 * cfl_http_request_may_have_been_executed:
 * @self: a request that was handed to a client
 *
 * Tells what a cancelled call leaves behind: FALSE only as long as no byte of it can have reached a
 * server, or every attempt was refused unread (401, 403, 429, or an answer that means the last).
 *
 * Returns: whether the server may have executed the request at any attempt
 */
gboolean
cfl_http_request_may_have_been_executed (CflHttpRequest *self)
{
  return self->may_have_been_executed;
}
