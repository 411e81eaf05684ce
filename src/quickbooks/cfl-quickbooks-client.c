/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-private.h"

#include "cfl-fault-codes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Intuit's limits are 10, 10 and 500; we stay a little below by our own clock. */
#define IN_FLIGHT 10
#define PER_SECOND 10
#define PER_MINUTE 495
/* How long what has left is on its way to the service, at most. */
#define ARRIVAL_MILLISECONDS 250
/* How often a read is repeated whose answer came cut or garbled. */
#define MAX_GARBLED 2

struct _CflQuickbooksClient {
  GObject parent_instance;

  CflHttpClient *http;
  CflPacer *pacer;
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
  g_clear_object (&self->pacer);
  g_clear_object (&self->oauth);
  G_OBJECT_CLASS (cfl_quickbooks_client_parent_class)->dispose (object);
}

static void
cfl_quickbooks_client_finalize (GObject *object)
{
  CflQuickbooksClient *self = CFL_QUICKBOOKS_CLIENT (object);

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
  self->pacer = cfl_pacer_new (IN_FLIGHT, PER_SECOND, PER_MINUTE);
  cfl_pacer_set_arrival (self->pacer, ARRIVAL_MILLISECONDS);
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
  g_clear_object (&self->pacer);
  self->pacer = cfl_pacer_new (in_flight, per_second, per_minute);
}

gboolean
cfl_quickbooks_client_set_call_record (CflQuickbooksClient *self, const char *path, GError **error)
{
  return cfl_pacer_set_record (self->pacer, path, error);
}

gint64
cfl_quickbooks_client_get_wait (CflQuickbooksClient *self)
{
  g_return_val_if_fail (CFL_IS_QUICKBOOKS_CLIENT (self), 0);

  return cfl_pacer_get_wait (self->pacer);
}

guint
cfl_quickbooks_client_get_in_flight (CflQuickbooksClient *self)
{
  g_return_val_if_fail (CFL_IS_QUICKBOOKS_CLIENT (self), 0);

  return cfl_pacer_get_in_flight (self->pacer);
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

typedef struct {
  CflHttpRequest *request;
  char *token; /* the one in use; secret */
  gboolean refreshed;
  guint garbled; /* answers to a read that could not be read */
} CallData;

static void
wipe (char **secret)
{
  if (*secret != NULL)
    explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

static void
call_data_free (gpointer data)
{
  CallData *call = data;

  cfl_http_request_unref (call->request);
  wipe (&call->token);
  g_free (call);
}

static void got_token_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* A chunked answer may be cut where nobody but its reader notices, before its first byte as well. Only
 * a read is repeated for it; what became of a write is found out by other means. */
static gboolean
is_garbled_read (const CallData *call, const CflAnswer *answer)
{
  return answer->status == 200 && answer->form != CFL_ANSWER_JSON &&
         g_str_equal (cfl_http_request_get_method (call->request), "GET");
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflQuickbooksClient *self = g_task_get_source_object (task);
  CallData *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr (CflHttpResponse) response =
      cfl_http_client_send_finish (CFL_HTTP_CLIENT (source), result, &error);
  g_autoptr (CflAnswer) answer = NULL;

  if (response == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  answer = cfl_answer_new_from_response (response);
  if (answer->kind == CFL_ANSWER_SIGN_IN && !call->refreshed)
    {
      call->refreshed = TRUE;
      cfl_oauth_get_access_token_async (self->oauth, call->token, cancellable, got_token_cb,
                                        g_steal_pointer (&task));
      return;
    }
  if (is_garbled_read (call, answer) && call->garbled < MAX_GARBLED)
    {
      call->garbled++;
      cfl_http_client_send_async (self->http, call->request, self->pacer, cancellable, sent_cb,
                                  g_steal_pointer (&task));
      return;
    }
  g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify) cfl_answer_free);
}

static void
got_token_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflQuickbooksClient *self = g_task_get_source_object (task);
  CallData *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autofree char *header = NULL;

  wipe (&call->token);
  call->token = cfl_oauth_get_access_token_finish (CFL_OAUTH (source), result, &error);
  if (call->token == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  header = g_strconcat ("Bearer ", call->token, NULL);
  cfl_http_request_set_secret_header (call->request, "Authorization", header);
  explicit_bzero (header, strlen (header));
  cfl_http_client_send_async (self->http, call->request, self->pacer, cancellable, sent_cb,
                              g_steal_pointer (&task));
}

/**
 * cfl_quickbooks_client_call_async:
 * @request: made by cfl_quickbooks_client_request_new()
 *
 * Sends with a live token, within the limits. A 401 refreshes the token once and sends the same
 * request again. Errors are those of the web room, of sign-in and of the token store.
 */
void
cfl_quickbooks_client_call_async (CflQuickbooksClient *self,
                                  CflHttpRequest *request,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  CallData *call = g_new0 (CallData, 1);

  call->request = cfl_http_request_ref (request);
  g_task_set_source_tag (task, cfl_quickbooks_client_call_async);
  g_task_set_name (task, "call QuickBooks");
  g_task_set_task_data (task, call, call_data_free);
  cfl_oauth_get_access_token_async (self->oauth, NULL, cancellable, got_token_cb, task);
}

CflAnswer *
cfl_quickbooks_client_call_finish (CflQuickbooksClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static const char *
sentence_for (CflHttpError code, CflQuickbooksError *ours)
{
  *ours = CFL_QUICKBOOKS_ERROR_OFFLINE;
  switch (code)
    {
    case CFL_HTTP_ERROR_OFFLINE:
      return _ ("QuickBooks cannot be reached. Check the internet connection, then try again.");
    case CFL_HTTP_ERROR_NOT_SENT:
      return _ ("The connection to QuickBooks was refused. Try again later; if it stays so, check "
                "the firewall and the address of the company.");
    case CFL_HTTP_ERROR_TLS:
      return _ ("The server that answered could not prove that it is QuickBooks. Check the clock "
                "of this computer and the network, then try again.");
    case CFL_HTTP_ERROR_BAD_URI:
      *ours = CFL_QUICKBOOKS_ERROR_PROTOCOL;
      return _ ("The address of QuickBooks is not a secure one. Correct it in the company's "
                "settings.");
    case CFL_HTTP_ERROR_TOO_LARGE:
      *ours = CFL_QUICKBOOKS_ERROR_PROTOCOL;
      return _ ("QuickBooks' answer is too large to be read.");
    case CFL_HTTP_ERROR_TIMEOUT:
    case CFL_HTTP_ERROR_CUT:
    default:
      return _ (
          "QuickBooks did not answer in time. Check the internet connection, then try again.");
    }
}

void
cfl_quickbooks_translate_error (GError **error)
{
  CflQuickbooksError code;
  const char *sentence;

  if (error == NULL || *error == NULL || (*error)->domain != CFL_HTTP_ERROR)
    return;
  sentence = sentence_for ((CflHttpError) (*error)->code, &code);
  g_clear_error (error);
  g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, (int) code, sentence);
}
