/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One call with all its attempts: a place in the pacer, the attempt, the wait before the next one. */

#include "config.h"

#include "cfl-http-attempt-private.h"
#include "cfl-http-client-private.h"
#include "cfl-http-request-private.h"
#include "cfl-http-response-private.h"
#include "cfl-http-retry-private.h"

typedef struct {
  /* input */
  CflHttpRequest *request;
  CflPacer *pacer;

  /* in progress */
  guint attempts;
  guint place;           /* in the pacer; 0: none */
  gboolean was_executed; /* what the request said before this attempt */
  gint64 sent_at;        /* time of day */
  gint64 sent_at_monotonic;
  GSource *timer;
  GSource *cancelled;

  /* output, while another attempt is awaited and may be cancelled */
  CflHttpResponse *response;
  GError *error;
} CallData;

static void start_attempt (GTask *task);

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
release_place (CallData *data, gint64 worked)
{
  if (data->place != 0)
    cfl_pacer_release (data->pacer, data->place, worked);
  data->place = 0;
}

static void
call_data_free (gpointer user_data)
{
  CallData *data = user_data;

  release_place (data, 0);
  clear_source (&data->timer);
  clear_source (&data->cancelled);
  g_clear_object (&data->pacer);
  g_clear_pointer (&data->response, cfl_http_response_unref);
  g_clear_error (&data->error);
  g_clear_pointer (&data->request, cfl_http_request_unref);
  g_free (data);
}

/* --- the end of a call --- */

static gboolean
is_read (CflHttpRequest *request)
{
  return g_str_equal (request->method, "GET") || g_str_equal (request->method, "HEAD");
}

/* Speaks for all attempts: "nothing was sent" would be untrue if an earlier one got through. */
static void
return_error (GTask *task, GError *error)
{
  CallData *data = g_task_get_task_data (task);

  if (cfl_http_error_is_not_sent (error) && data->request->may_have_been_executed &&
      !is_read (data->request))
    error->code = CFL_HTTP_ERROR_CUT;
  g_task_return_error (task, error);
}

static void
return_result (GTask *task)
{
  CallData *data = g_task_get_task_data (task);

  if (data->response != NULL)
    g_task_return_pointer (task, g_steal_pointer (&data->response),
                           (GDestroyNotify) cfl_http_response_unref);
  else
    return_error (task, g_steal_pointer (&data->error));
}

static void
return_cancelled (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Operation was cancelled");
}

/* The microseconds for which the service says it worked on it, where it can be true. */
static gint64
get_work (CflHttpClient *self, CallData *data)
{
  if (data->response == NULL || self->time_header == NULL)
    return 0;
  return MIN (cfl_http_response_get_work (data->response, self->time_header),
              cfl_http_response_get_duration (data->response));
}

/* --- waiting between attempts --- */

/* The two sources own one reference of the task between them: whichever runs first takes it. */
static gboolean
wait_over_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CallData *data = g_task_get_task_data (task);

  clear_source (&data->timer);
  clear_source (&data->cancelled);
  g_clear_pointer (&data->response, cfl_http_response_unref);
  g_clear_error (&data->error);
  start_attempt (g_steal_pointer (&task));
  return G_SOURCE_REMOVE;
}

static gboolean
wait_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CallData *data = g_task_get_task_data (task);

  clear_source (&data->timer);
  clear_source (&data->cancelled);
  return_cancelled (task);
  return G_SOURCE_REMOVE;
}

/* Takes over @task. */
static void
wait_and_try_again (GTask *task, CflRetryDecision decision)
{
  CflHttpClient *self = g_task_get_source_object (task);
  CallData *data = g_task_get_task_data (task);
  gint64 wait = (gint64) ((double) decision.wait * self->wait_scale);
  GMainContext *context = g_task_get_context (task);

  if (decision.for_everyone && data->pacer != NULL)
    cfl_pacer_complain (data->pacer, wait);
  release_place (data, get_work (self, data));

  data->timer = cfl_clock_timer_new (self->clock, wait);
  g_source_set_callback (data->timer, wait_over_cb, task, NULL);
  if (g_task_get_cancellable (task) != NULL)
    {
      data->cancelled = g_cancellable_source_new (g_task_get_cancellable (task));
      g_source_set_callback (data->cancelled, G_SOURCE_FUNC (wait_cancelled_cb), task, NULL);
      g_source_attach (data->cancelled, context);
    }
  g_source_attach (data->timer, context);
  cfl_http_client_emit_waiting (self, data->request,
                                (guint) ((decision.wait + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC),
                                decision.reason);
}

/* --- one attempt --- */

static void
log_attempt (CflHttpClient *self, CallData *data)
{
  g_autoptr (CflHttpLogEntry) entry = NULL;
  GBytes *body = cfl_http_request_get_body (data->request);

  if (self->log == NULL)
    return;
  entry = cfl_http_log_entry_new ();
  entry->time = data->sent_at;
  entry->label = g_strdup (cfl_http_request_get_label (data->request));
  entry->method = g_strdup (cfl_http_request_get_method (data->request));
  entry->address = cfl_redact_uri (cfl_http_request_get_uri (data->request));
  entry->attempt = data->attempts;
  entry->duration = g_get_monotonic_time () - data->sent_at_monotonic;
  entry->sent = body != NULL ? g_bytes_get_size (body) : 0;
  if (data->response != NULL)
    {
      const char *trace = self->trace_header != NULL
                              ? cfl_http_response_get_header (data->response, self->trace_header)
                              : NULL;

      entry->status = cfl_http_response_get_status (data->response);
      entry->received = g_bytes_get_size (cfl_http_response_get_body (data->response));
      entry->trace = trace != NULL ? cfl_redact_text (trace) : NULL;
    }
  else
    entry->problem = cfl_redact_text (data->error->message);
  cfl_http_log_add (self->log, entry);
}

/* These answers are given before a request is read, so it was not executed by this attempt. */
static gboolean
was_refused_unread (CflHttpRequest *request, CflHttpResponse *response)
{
  guint status = cfl_http_response_get_status (response);

  return status == 401 || status == 403 ||
         cfl_http_request_read (request, response) == CFL_HTTP_MEANS_LATER;
}

static void
attempted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflHttpClient *self = g_task_get_source_object (task);
  CallData *data = g_task_get_task_data (task);
  CflRetryDecision decision = { FALSE };

  data->response = cfl_http_attempt_finish (SOUP_SESSION (source), result, &data->error);
  log_attempt (self, data);
  if (data->response != NULL)
    {
      cfl_http_response_set_effort (data->response, cfl_http_response_get_duration (data->response),
                                    data->attempts);
      if (was_refused_unread (data->request, data->response))
        data->request->may_have_been_executed = data->was_executed;
    }
  if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    decision = cfl_http_retry_decide (data->request, data->response, data->error, data->attempts,
                                      g_get_real_time ());
  if (decision.again)
    wait_and_try_again (g_steal_pointer (&task), decision);
  else
    {
      release_place (data, get_work (self, data));
      return_result (task);
    }
}

static void
left_cb (gpointer user_data)
{
  CallData *data = g_task_get_task_data (user_data);

  if (data->place != 0)
    cfl_pacer_note_sent (data->pacer, data->place);
}

/* Takes over @task. */
static void
send_attempt (GTask *task)
{
  CflHttpClient *self = g_task_get_source_object (task);
  CallData *data = g_task_get_task_data (task);
  gboolean loopback = cfl_web_uri_is_loopback (cfl_http_request_get_uri (data->request));

  data->attempts++;
  data->was_executed = data->request->may_have_been_executed;
  data->sent_at = g_get_real_time ();
  data->sent_at_monotonic = g_get_monotonic_time ();
  cfl_http_attempt_async (loopback ? self->loopback_session : self->session, data->request, left_cb,
                          g_task_get_cancellable (task), attempted_cb, task);
}

static void
place_granted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CallData *data = g_task_get_task_data (task);
  GError *error = NULL;

  data->place = cfl_pacer_acquire_finish (CFL_PACER (source), result, &error);
  if (data->place == 0)
    g_task_return_error (task, error);
  else if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      release_place (data, 0);
      return_cancelled (task);
    }
  else
    send_attempt (g_steal_pointer (&task));
}

/* Takes over @task. */
static void
start_attempt (GTask *task)
{
  CallData *data = g_task_get_task_data (task);

  if (data->pacer != NULL)
    cfl_pacer_acquire_async (data->pacer, g_task_get_cancellable (task), place_granted_cb, task);
  else
    send_attempt (task);
}

/**
 * cfl_http_client_send_async:
 * @self: a client
 * @request: what to send; it may not change until the call has ended
 * @pacer: (nullable): keeps the service's limits
 * @cancellable: (nullable): stops the call, wherever it is
 * @callback: is called when the call has ended
 * @user_data: for @callback
 *
 * Sends @request, again and again with the same bytes where its #CflRetryPolicy allows. Redirects
 * are never followed, so that no token goes where it was not meant for: a 3xx is an answer like
 * others.
 */
void
cfl_http_client_send_async (CflHttpClient *self,
                            CflHttpRequest *request,
                            CflPacer *pacer,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  CallData *data;
  GError *error = NULL;

  g_return_if_fail (CFL_IS_HTTP_CLIENT (self) && request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cfl_http_client_send_async);
  g_task_set_name (task, "cfl_http_client_send");
  g_task_set_check_cancellable (task, FALSE);
  data = g_new0 (CallData, 1);
  data->request = cfl_http_request_ref (request);
  data->pacer = pacer != NULL ? g_object_ref (pacer) : NULL;
  g_task_set_task_data (task, data, call_data_free);

  if (g_cancellable_is_cancelled (cancellable))
    return_cancelled (task);
  else if (!cfl_web_uri_is_allowed (cfl_http_request_get_uri (request), &error))
    return_error (task, error);
  else
    start_attempt (g_steal_pointer (&task));
}

/**
 * cfl_http_client_send_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location for a #CflHttpError, or G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the answer, whatever its status: 404 and 500 are answers too; NULL with
 *   @error set when no complete answer came
 */
CflHttpResponse *
cfl_http_client_send_finish (CflHttpClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, cfl_http_client_send_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
