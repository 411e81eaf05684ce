/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-http-client-private.h"

#define CONNECTIONS_PER_HOST 10
/* Less than what servers commonly keep a silent connection for, so that we close it first. */
#define IDLE_SECONDS 25

G_DEFINE_FINAL_TYPE (CflHttpClient, cfl_http_client, G_TYPE_OBJECT)

typedef enum {
  PROP_USER_AGENT = 1,
  PROP_LOG,
  PROP_CLOCK,
  PROP_WAIT_SCALE,
  PROP_TRACE_HEADER,
  PROP_TIME_HEADER
} Property;

static GParamSpec *properties[PROP_TIME_HEADER + 1];

enum { SIGNAL_WAITING, N_SIGNALS };

static guint signals[N_SIGNALS];

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
    case PROP_TIME_HEADER:
      g_value_set_string (value, self->time_header);
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
    case PROP_TIME_HEADER:
      cfl_http_client_set_time_header (self, g_value_get_string (value));
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
  g_free (self->time_header);
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
  properties[PROP_TIME_HEADER] = g_param_spec_string ("time-header", NULL, NULL, NULL, flags);
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

void
cfl_http_client_set_time_header (CflHttpClient *self, const char *name)
{
  g_return_if_fail (CFL_IS_HTTP_CLIENT (self));

  g_free (self->time_header);
  self->time_header = g_strdup (name);
}

void
cfl_http_client_emit_waiting (CflHttpClient *self,
                              CflHttpRequest *request,
                              guint seconds,
                              CflWaitReason reason)
{
  g_signal_emit (self, signals[SIGNAL_WAITING], 0, request, seconds, (guint) reason);
}
