/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-http-client.h"

#include "cfl-http-attempt-private.h"
#include "cfl-http-request-private.h"
#include "cfl-http-response-private.h"
#include "cfl-http-retry-private.h"

#include <glib/gi18n-lib.h>

#define CONNECTIONS_PER_HOST 10
/* Less than what servers commonly keep a silent connection for, so that we close it first. */
#define IDLE_SECONDS 25

struct _CflHttpClient {
  GObject parent_instance;

  char *user_agent;
  char *trace_header;
  double wait_scale;
  CflHttpLog *log;
  CflClock *clock;
  SoupSession *session;
  /* For servers on this machine, past any proxy: plain http may not leave it. */
  SoupSession *loopback_session;
};

/* One call with all its attempts. */
typedef struct {
  /* input */
  CflHttpRequest *request;
  CflPacer *pacer;

  /* in progress */
  guint attempts;
  gboolean holds_place;  /* in the pacer */
  gboolean was_executed; /* what the request said before this attempt */
  gint64 sent_at;        /* time of day */
  gint64 sent_at_monotonic;
  GSource *timer;
  GSource *cancelled;

  /* output, while another attempt is awaited and may be cancelled */
  CflHttpResponse *response;
  GError *error;
} CallData;

G_DEFINE_FINAL_TYPE (CflHttpClient, cfl_http_client, G_TYPE_OBJECT)

typedef enum {
  PROP_USER_AGENT = 1,
  PROP_LOG,
  PROP_CLOCK,
  PROP_WAIT_SCALE,
  PROP_TRACE_HEADER
} Property;

static GParamSpec *properties[PROP_TRACE_HEADER + 1];

enum { SIGNAL_WAITING, N_SIGNALS };

static guint signals[N_SIGNALS];

static void start_attempt (GTask *task);

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
release_place (CallData *data)
{
  if (data->holds_place)
    cfl_pacer_release (data->pacer);
  data->holds_place = FALSE;
}

static void
call_data_free (gpointer user_data)
{
  CallData *data = user_data;

  release_place (data);
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
    cfl_pacer_pause (data->pacer, wait);
  release_place (data);

  data->timer = cfl_clock_timer_new (self->clock, wait);
  g_source_set_callback (data->timer, wait_over_cb, task, NULL);
  if (g_task_get_cancellable (task) != NULL)
    {
      data->cancelled = g_cancellable_source_new (g_task_get_cancellable (task));
      g_source_set_callback (data->cancelled, G_SOURCE_FUNC (wait_cancelled_cb), task, NULL);
      g_source_attach (data->cancelled, context);
    }
  g_source_attach (data->timer, context);
  g_signal_emit (self, signals[SIGNAL_WAITING], 0, data->request,
                 (guint) ((decision.wait + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC),
                 (guint) decision.reason);
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
      release_place (data);
      return_result (task);
    }
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
  cfl_http_attempt_async (loopback ? self->loopback_session : self->session, data->request,
                          g_task_get_cancellable (task), attempted_cb, task);
}

static void
place_granted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CallData *data = g_task_get_task_data (task);
  GError *error = NULL;

  data->holds_place = cfl_pacer_acquire_finish (CFL_PACER (source), result, &error);
  if (!data->holds_place)
    g_task_return_error (task, error);
  else if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      release_place (data);
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

/* --- the object --- */

static SoupSession *
session_new (gboolean loopback)
{
  SoupSession *session =
      soup_session_new_with_options ("max-conns-per-host", CONNECTIONS_PER_HOST, "max-conns",
                                     4 * CONNECTIONS_PER_HOST, "idle-timeout", IDLE_SECONDS, NULL);

  if (loopback)
    soup_session_set_proxy_resolver (session, NULL);
  return session;
}

static void
set_user_agent (CflHttpClient *self, const char *user_agent)
{
  g_free (self->user_agent);
  self->user_agent = g_strdup (user_agent);
  soup_session_set_user_agent (self->session, user_agent);
  soup_session_set_user_agent (self->loopback_session, user_agent);
}

static void
cfl_http_client_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  CflHttpClient *self = CFL_HTTP_CLIENT (object);

  switch ((Property) property_id)
    {
    case PROP_USER_AGENT:
      g_value_set_string (value, self->user_agent);
      break;
    case PROP_LOG:
      g_value_set_object (value, self->log);
      break;
    case PROP_CLOCK:
      g_value_set_object (value, self->clock);
      break;
    case PROP_WAIT_SCALE:
      g_value_set_double (value, self->wait_scale);
      break;
    case PROP_TRACE_HEADER:
      g_value_set_string (value, self->trace_header);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
cfl_http_client_set_property (GObject *object,
                              guint property_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  CflHttpClient *self = CFL_HTTP_CLIENT (object);

  switch ((Property) property_id)
    {
    case PROP_USER_AGENT:
      set_user_agent (self, g_value_get_string (value));
      break;
    case PROP_LOG:
      cfl_http_client_set_log (self, g_value_get_object (value));
      break;
    case PROP_CLOCK:
      cfl_http_client_set_clock (self, g_value_get_object (value));
      break;
    case PROP_WAIT_SCALE:
      cfl_http_client_set_wait_scale (self, g_value_get_double (value));
      break;
    case PROP_TRACE_HEADER:
      cfl_http_client_set_trace_header (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
cfl_http_client_finalize (GObject *object)
{
  CflHttpClient *self = CFL_HTTP_CLIENT (object);

  g_clear_object (&self->log);
  g_clear_object (&self->clock);
  g_clear_object (&self->session);
  g_clear_object (&self->loopback_session);
  g_free (self->user_agent);
  g_free (self->trace_header);
  G_OBJECT_CLASS (cfl_http_client_parent_class)->finalize (object);
}

static void
cfl_http_client_class_init (CflHttpClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = cfl_http_client_get_property;
  object_class->set_property = cfl_http_client_set_property;
  object_class->finalize = cfl_http_client_finalize;

  properties[PROP_USER_AGENT] = g_param_spec_string ("user-agent", NULL, NULL, NULL, flags);
  properties[PROP_LOG] = g_param_spec_object ("log", NULL, NULL, CFL_TYPE_HTTP_LOG, flags);
  properties[PROP_CLOCK] = g_param_spec_object ("clock", NULL, NULL, CFL_TYPE_CLOCK, flags);
  properties[PROP_WAIT_SCALE] =
      g_param_spec_double ("wait-scale", NULL, NULL, 0, G_MAXDOUBLE, 1, flags);
  properties[PROP_TRACE_HEADER] = g_param_spec_string ("trace-header", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_WAITING] =
      g_signal_new ("waiting", CFL_TYPE_HTTP_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, CFL_TYPE_HTTP_REQUEST, G_TYPE_UINT, G_TYPE_UINT);
}

static void
cfl_http_client_init (CflHttpClient *self)
{
  self->wait_scale = 1;
  self->clock = g_object_ref (cfl_clock_get_system ());
  self->session = session_new (FALSE);
  self->loopback_session = session_new (TRUE);
}

CflHttpClient *
cfl_http_client_new (const char *user_agent)
{
  return g_object_new (CFL_TYPE_HTTP_CLIENT, "user-agent", user_agent, NULL);
}

/**
 * cfl_http_client_get_log:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): where its calls are noted
 */
CflHttpLog *
cfl_http_client_get_log (CflHttpClient *self)
{
  g_return_val_if_fail (CFL_IS_HTTP_CLIENT (self), NULL);

  return self->log;
}

void
cfl_http_client_set_log (CflHttpClient *self, CflHttpLog *log)
{
  g_return_if_fail (CFL_IS_HTTP_CLIENT (self));

  g_set_object (&self->log, log);
}

void
cfl_http_client_set_clock (CflHttpClient *self, CflClock *clock)
{
  g_return_if_fail (CFL_IS_HTTP_CLIENT (self) && CFL_IS_CLOCK (clock));

  g_set_object (&self->clock, clock);
}

void
cfl_http_client_set_wait_scale (CflHttpClient *self, double scale)
{
  g_return_if_fail (CFL_IS_HTTP_CLIENT (self) && scale >= 0);

  self->wait_scale = scale;
}

void
cfl_http_client_set_trace_header (CflHttpClient *self, const char *name)
{
  g_return_if_fail (CFL_IS_HTTP_CLIENT (self));

  g_free (self->trace_header);
  self->trace_header = g_strdup (name);
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
