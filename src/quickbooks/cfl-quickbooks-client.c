/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-private.h"

#include "cfl-fault-codes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CflQuickbooksClient {
  GObject parent_instance;

  CflHttpClient *http;
  CflQuickbooksPace *pace;
  CflOauth *oauth;
  char *company_uri; /* base + /v3/company/ + realm */
  char *realm_id;
};

G_DEFINE_FINAL_TYPE (CflQuickbooksClient, cfl_quickbooks_client, G_TYPE_OBJECT)

enum { SIGNAL_WAITING, N_SIGNALS };

static guint signals[N_SIGNALS];

static char *
describe_wait (guint seconds, CflWaitReason reason)
{
  switch (reason)
    {
    case CFL_WAIT_THROTTLED:
      return g_strdup_printf (ngettext ("QuickBooks asks to wait %u second.",
                                        "QuickBooks asks to wait %u seconds.", seconds),
                              seconds);
    case CFL_WAIT_SERVER_ERROR:
      return g_strdup_printf (
          ngettext ("QuickBooks has trouble answering. Trying again in %u second.",
                    "QuickBooks has trouble answering. Trying again in %u seconds.", seconds),
          seconds);
    case CFL_WAIT_NO_ANSWER:
    default:
      return g_strdup_printf (ngettext ("QuickBooks did not answer. Trying again in %u second.",
                                        "QuickBooks did not answer. Trying again in %u seconds.",
                                        seconds),
                              seconds);
    }
}

static void
waiting_cb (CflHttpClient *http,
            CflHttpRequest *request,
            guint seconds,
            guint reason,
            CflQuickbooksClient *self)
{
  g_autofree char *sentence = NULL;

  if (!g_str_has_prefix (cfl_http_request_get_uri (request), self->company_uri))
    return;
  sentence = describe_wait (seconds, (CflWaitReason) reason);
  g_signal_emit (self, signals[SIGNAL_WAITING], 0, seconds, sentence);
}

static void
cfl_quickbooks_client_dispose (GObject *object)
{
  CflQuickbooksClient *self = CFL_QUICKBOOKS_CLIENT (object);

  g_clear_object (&self->http);
  g_clear_object (&self->oauth);
  G_OBJECT_CLASS (cfl_quickbooks_client_parent_class)->dispose (object);
}

static void
cfl_quickbooks_client_finalize (GObject *object)
{
  CflQuickbooksClient *self = CFL_QUICKBOOKS_CLIENT (object);

  cfl_quickbooks_pace_free (self->pace);
  g_free (self->company_uri);
  g_free (self->realm_id);
  G_OBJECT_CLASS (cfl_quickbooks_client_parent_class)->finalize (object);
}

static void
cfl_quickbooks_client_class_init (CflQuickbooksClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cfl_quickbooks_client_dispose;
  object_class->finalize = cfl_quickbooks_client_finalize;

  signals[SIGNAL_WAITING] =
      g_signal_new ("waiting", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}

static void
cfl_quickbooks_client_init (CflQuickbooksClient *self)
{
  self->pace = cfl_quickbooks_pace_new ();
}

CflQuickbooksClient *
cfl_quickbooks_client_new (CflHttpClient *http,
                           const char *base_uri,
                           const char *realm_id,
                           CflOauth *oauth)
{
  CflQuickbooksClient *self = g_object_new (CFL_TYPE_QUICKBOOKS_CLIENT, NULL);
  gsize length = strlen (base_uri);

  while (length > 0 && base_uri[length - 1] == '/')
    length--;
  self->http = g_object_ref (http);
  self->oauth = g_object_ref (oauth);
  self->realm_id = g_strdup (realm_id);
  self->company_uri = g_strdup_printf ("%.*s/v3/company/%s", (int) length, base_uri, realm_id);
  g_signal_connect_object (http, "waiting", G_CALLBACK (waiting_cb), self, 0);
  return self;
}

const char *
cfl_quickbooks_client_get_realm_id (CflQuickbooksClient *self)
{
  return self->realm_id;
}

void
cfl_quickbooks_client_set_limits (CflQuickbooksClient *self,
                                  guint in_flight,
                                  guint per_second,
                                  guint per_minute)
{
  cfl_quickbooks_pace_set_limits (self->pace, in_flight, per_second, per_minute);
}

gboolean
cfl_quickbooks_client_set_call_record (CflQuickbooksClient *self, const char *path, GError **error)
{
  return cfl_quickbooks_pace_set_record (self->pace, path, error);
}

void
cfl_quickbooks_client_set_clock (CflQuickbooksClient *self, CflClock *clock)
{
  g_return_if_fail (CFL_IS_QUICKBOOKS_CLIENT (self) && CFL_IS_CLOCK (clock));

  cfl_quickbooks_pace_set_clock (self->pace, clock);
}

CflClock *
cfl_quickbooks_client_get_clock (CflQuickbooksClient *self)
{
  g_return_val_if_fail (CFL_IS_QUICKBOOKS_CLIENT (self), NULL);

  return cfl_pacer_get_clock (cfl_quickbooks_pace_get_calls (self->pace));
}

guint
cfl_quickbooks_client_plan (CflQuickbooksClient *self, guint waiting, guint most, gint64 *wait)
{
  g_return_val_if_fail (CFL_IS_QUICKBOOKS_CLIENT (self), 0);

  return cfl_quickbooks_pace_plan (self->pace, waiting, most, wait);
}

void
cfl_quickbooks_client_drop_plans (CflQuickbooksClient *self)
{
  g_return_if_fail (CFL_IS_QUICKBOOKS_CLIENT (self));

  cfl_quickbooks_pace_drop_plans (self->pace);
}

gint64
cfl_quickbooks_client_forecast (CflQuickbooksClient *self, guint waiting)
{
  g_return_val_if_fail (CFL_IS_QUICKBOOKS_CLIENT (self), 0);

  return cfl_quickbooks_pace_forecast (self->pace, waiting);
}

CflOauth *
cfl_quickbooks_client_get_oauth (CflQuickbooksClient *self)
{
  return self->oauth;
}

CflQuickbooksPace *
cfl_quickbooks_client_get_pace (CflQuickbooksClient *self)
{
  return self->pace;
}

CflHttpClient *
cfl_quickbooks_client_get_http (CflQuickbooksClient *self)
{
  return self->http;
}

/* Intuit has throttled with a 403, and maintenance may come with a 400: the code tells. */
static CflHttpMeaning
read_code (CflHttpResponse *response)
{
  g_autoptr (CflAnswer) answer = cfl_answer_new_from_response (response);

  if (answer->kind == CFL_ANSWER_THROTTLED)
    return CFL_HTTP_MEANS_LATER;
  return cfl_fault_classify (answer->code) == CFL_FAULT_SERVER ? CFL_HTTP_MEANS_TROUBLE
                                                               : CFL_HTTP_MEANS_ITS_STATUS;
}

/* @path starts with a slash and is not escaped; @query is escaped and may be NULL. */
CflHttpRequest *
cfl_quickbooks_client_request_new (CflQuickbooksClient *self,
                                   const char *method,
                                   const char *path,
                                   const char *query)
{
  g_autofree char *uri =
      g_strdup_printf ("%s%s?minorversion=" CFL_QUICKBOOKS_MINOR_VERSION "%s%s", self->company_uri,
                       path, query != NULL ? "&" : "", query != NULL ? query : "");
  CflHttpRequest *request = cfl_http_request_new (method, uri);

  /* Without it the answer is XML. */
  cfl_http_request_set_header (request, "Accept", "application/json");
  cfl_http_request_set_reader (request, read_code);
  return request;
}
