/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-http-attempt-private.h"

#include "cfl-http-request-private.h"
#include "cfl-http-response-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define READ_SIZE (64 * 1024)

/* One attempt: from the connection to the last byte of the answer, within one time-out. */
typedef struct {
  /* input */
  CflHttpRequest *request;
  CflHttpLeftFunc left;
  gpointer left_data;

  /* in progress */
  SoupMessage *message;
  GCancellable *stop; /* stops the attempt, for whichever of the next two reasons */
  GSource *timeout;
  GSource *cancelled;
  gboolean timed_out;
  gboolean started; /* bytes of the request may have left */
  gint64 start_time;
  GInputStream *stream;

  /* output */
  GByteArray *body;
} AttemptData;

static void read_more (GTask *task);

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
attempt_data_free (gpointer user_data)
{
  AttemptData *data = user_data;

  clear_source (&data->timeout);
  clear_source (&data->cancelled);
  if (data->message != NULL)
    g_signal_handlers_disconnect_by_data (data->message, data);
  g_clear_object (&data->stream);
  g_clear_object (&data->message);
  g_clear_object (&data->stop);
  g_clear_pointer (&data->body, g_byte_array_unref);
  g_clear_pointer (&data->request, cfl_http_request_unref);
  g_free (data);
}

/* --- errors --- */

static gboolean
is_offline (const GError *error)
{
  return error->domain == G_RESOLVER_ERROR ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE);
}

static gboolean
is_untrusted (const GError *error)
{
  return error->domain == G_TLS_ERROR && error->code != G_TLS_ERROR_EOF;
}

static GError *
not_sent_error (AttemptData *data, const char *host, const GError *cause)
{
  if (data->timed_out)
    return g_error_new (CFL_HTTP_ERROR, CFL_HTTP_ERROR_NOT_SENT,
                        _ ("%s did not accept a connection within %u seconds."), host,
                        cfl_http_request_get_timeout (data->request));
  if (is_offline (cause))
    return g_error_new (CFL_HTTP_ERROR, CFL_HTTP_ERROR_OFFLINE,
                        _ ("%s cannot be reached. Is this computer online? (%s)"), host,
                        cause->message);
  if (is_untrusted (cause))
    return g_error_new (CFL_HTTP_ERROR, CFL_HTTP_ERROR_TLS,
                        _ ("The identity of %s could not be verified, so nothing was sent. (%s)"),
                        host, cause->message);
  return g_error_new (CFL_HTTP_ERROR, CFL_HTTP_ERROR_NOT_SENT,
                      _ ("%s did not accept the connection. (%s)"), host, cause->message);
}

static GError *
lost_error (AttemptData *data, const char *host, const GError *cause)
{
  if (data->timed_out)
    return g_error_new (CFL_HTTP_ERROR, CFL_HTTP_ERROR_TIMEOUT,
                        _ ("%s did not answer within %u seconds."), host,
                        cfl_http_request_get_timeout (data->request));
  return g_error_new (CFL_HTTP_ERROR, CFL_HTTP_ERROR_CUT,
                      _ ("The connection to %s was lost before the answer was complete. (%s)"),
                      host, cause->message);
}

static void
fail (GTask *task, const GError *cause)
{
  AttemptData *data = g_task_get_task_data (task);
  const char *host = g_uri_get_host (soup_message_get_uri (data->message));

  g_cancellable_cancel (data->stop);
  if (!data->timed_out && g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Operation was cancelled");
  else if (data->started)
    g_task_return_error (task, lost_error (data, host, cause));
  else
    g_task_return_error (task, not_sent_error (data, host, cause));
}

static void
fail_too_large (GTask *task)
{
  AttemptData *data = g_task_get_task_data (task);

  g_cancellable_cancel (data->stop);
  g_task_return_new_error (task, CFL_HTTP_ERROR, CFL_HTTP_ERROR_TOO_LARGE,
                           _ ("The answer of %s is larger than %zu bytes."),
                           g_uri_get_host (soup_message_get_uri (data->message)),
                           cfl_http_request_get_size_limit (data->request));
}

/* --- the attempt, in the order in which it runs --- */

static gboolean
timeout_cb (gpointer user_data)
{
  AttemptData *data = user_data;

  data->timed_out = TRUE;
  g_cancellable_cancel (data->stop);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  AttemptData *data = user_data;

  g_cancellable_cancel (data->stop);
  return G_SOURCE_REMOVE;
}

static void
starting_cb (SoupMessage *message, gpointer user_data)
{
  AttemptData *data = user_data;

  data->started = TRUE;
  data->request->may_have_been_executed = TRUE;
}

static void
wrote_body_cb (SoupMessage *message, gpointer user_data)
{
  AttemptData *data = user_data;

  data->left (data->left_data);
}

static gboolean
set_up_message (AttemptData *data, GError **error)
{
  CflHttpRequest *request = data->request;
  g_autoptr (GUri) uri = NULL;
  SoupMessageHeaders *headers;

  if (!cfl_web_uri_is_allowed (request->uri, error))
    return FALSE;
  uri = g_uri_parse (request->uri, SOUP_HTTP_URI_FLAGS, NULL);
  data->message = uri != NULL ? soup_message_new_from_uri (request->method, uri) : NULL;
  if (data->message == NULL)
    {
      g_set_error_literal (
          error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_BAD_URI,
          _ ("This is not a web address. It should look like https://example.com."));
      return FALSE;
    }

  soup_message_add_flags (data->message, SOUP_MESSAGE_NO_REDIRECT);
  /* On a kept connection that the server has just closed nobody can tell whether the request was
   * read, so what may not be sent twice gets a fresh one. */
  if (!request->idempotent)
    soup_message_add_flags (data->message, SOUP_MESSAGE_NEW_CONNECTION);
  headers = soup_message_get_request_headers (data->message);
  for (guint i = 0; i < request->headers->len; i++)
    {
      CflHttpHeader *header = &g_array_index (request->headers, CflHttpHeader, i);

      if (strpbrk (header->value, "\r\n") != NULL)
        {
          g_set_error (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_NOT_SENT,
                       _ ("The value of %s holds a line break. Please enter it again."),
                       header->name);
          return FALSE;
        }
      soup_message_headers_replace (headers, header->name, header->value);
    }
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (data->message, request->content_type, request->body);
  g_signal_connect (data->message, "starting", G_CALLBACK (starting_cb), data);
  g_signal_connect (data->message, "wrote-body", G_CALLBACK (wrote_body_cb), data);
  return TRUE;
}

static void
add_header_cb (const char *name, const char *value, gpointer user_data)
{
  cfl_http_response_add_header (user_data, name, value);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttemptData *data = g_task_get_task_data (task);
  g_autoptr (GBytes) body = g_byte_array_free_to_bytes (g_steal_pointer (&data->body));
  CflHttpResponse *response = cfl_http_response_new (soup_message_get_status (data->message), body);

  /* The answer is whole; that its connection could not be closed cleanly changes nothing. */
  g_input_stream_close_finish (G_INPUT_STREAM (source), result, NULL);
  soup_message_headers_foreach (soup_message_get_response_headers (data->message), add_header_cb,
                                response);
  cfl_http_response_set_effort (response, g_get_monotonic_time () - data->start_time, 1);
  g_task_return_pointer (task, response, (GDestroyNotify) cfl_http_response_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttemptData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (chunk == NULL)
    {
      fail (task, error);
      return;
    }
  if (g_bytes_get_size (chunk) == 0)
    {
      g_input_stream_close_async (data->stream, G_PRIORITY_DEFAULT, NULL, closed_cb,
                                  g_steal_pointer (&task));
      return;
    }
  if (g_bytes_get_size (chunk) > cfl_http_request_get_size_limit (data->request) - data->body->len)
    {
      fail_too_large (task);
      return;
    }
  g_byte_array_append (data->body, g_bytes_get_data (chunk, NULL),
                       (guint) g_bytes_get_size (chunk));
  read_more (g_steal_pointer (&task));
}

/* Takes over @task. */
static void
read_more (GTask *task)
{
  AttemptData *data = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (data->stream, READ_SIZE, G_PRIORITY_DEFAULT, data->stop, read_cb,
                                   task);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttemptData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  data->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (data->stream == NULL)
    fail (task, error);
  else
    read_more (g_steal_pointer (&task));
}

static void
watch (GTask *task)
{
  AttemptData *data = g_task_get_task_data (task);
  GMainContext *context = g_task_get_context (task);
  guint seconds = cfl_http_request_get_timeout (data->request);

  if (seconds > 0)
    {
      data->timeout = g_timeout_source_new_seconds (seconds);
      g_source_set_callback (data->timeout, timeout_cb, data, NULL);
      g_source_attach (data->timeout, context);
    }
  if (g_task_get_cancellable (task) != NULL)
    {
      data->cancelled = g_cancellable_source_new (g_task_get_cancellable (task));
      g_source_set_callback (data->cancelled, G_SOURCE_FUNC (cancelled_cb), data, NULL);
      g_source_attach (data->cancelled, context);
    }
}

/**
 * cfl_http_attempt_async:
 * @session: what to send it through
 * @request: what to send
 * @left: is called with @user_data when the request has left
 * @cancellable: (nullable): stops it
 * @callback: is called with the answer
 * @user_data: for @callback
 *
 * Sends @request once. From the moment its first byte may leave it counts as one that may have been
 * executed (cfl_http_request_may_have_been_executed()).
 */
void
cfl_http_attempt_async (SoupSession *session,
                        CflHttpRequest *request,
                        CflHttpLeftFunc left,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  AttemptData *data = g_new0 (AttemptData, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, cfl_http_attempt_async);
  g_task_set_name (task, "cfl_http_attempt");
  /* An answer that came is given out, even if its caller has just lost interest: it is the proof of
   * what happened. */
  g_task_set_check_cancellable (task, FALSE);
  data->request = cfl_http_request_ref (request);
  data->left = left;
  data->left_data = user_data;
  data->stop = g_cancellable_new ();
  data->body = g_byte_array_new ();
  data->start_time = g_get_monotonic_time ();
  g_task_set_task_data (task, data, attempt_data_free);

  if (!set_up_message (data, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  watch (task);
  soup_session_send_async (session, data->message, G_PRIORITY_DEFAULT, data->stop, sent_cb,
                           g_steal_pointer (&task));
}

CflHttpResponse *
cfl_http_attempt_finish (SoupSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, cfl_http_attempt_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
