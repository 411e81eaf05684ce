/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One call: a token, the limits, one refresh after a 401. */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How often a read is repeated whose answer came cut or garbled. */
#define MAX_GARBLED 2

typedef struct {
  CflHttpRequest *request;
  CflPacer *pacer;
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
  g_object_unref (call->pacer);
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
      cfl_oauth_get_access_token_async (cfl_quickbooks_client_get_oauth (self), call->token,
                                        cancellable, got_token_cb, g_steal_pointer (&task));
      return;
    }
  if (is_garbled_read (call, answer) && call->garbled < MAX_GARBLED)
    {
      call->garbled++;
      cfl_http_client_send_async (cfl_quickbooks_client_get_http (self), call->request, call->pacer,
                                  cancellable, sent_cb, g_steal_pointer (&task));
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
  cfl_http_client_send_async (cfl_quickbooks_client_get_http (self), call->request, call->pacer,
                              cancellable, sent_cb, g_steal_pointer (&task));
}

/**
 * cfl_quickbooks_client_call_within_async:
 * @request: made by cfl_quickbooks_client_request_new()
 * @pacer: whose limits hold for it
 *
 * Sends with a live token, within the limits. A 401 refreshes the token once and sends the same
 * request again. Errors are those of the web room, of sign-in and of the token store.
 */
void
cfl_quickbooks_client_call_within_async (CflQuickbooksClient *self,
                                         CflHttpRequest *request,
                                         CflPacer *pacer,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  CallData *call = g_new0 (CallData, 1);

  call->request = cfl_http_request_ref (request);
  call->pacer = g_object_ref (pacer);
  g_task_set_source_tag (task, cfl_quickbooks_client_call_async);
  g_task_set_name (task, "call QuickBooks");
  g_task_set_task_data (task, call, call_data_free);
  cfl_oauth_get_access_token_async (cfl_quickbooks_client_get_oauth (self), NULL, cancellable,
                                    got_token_cb, task);
}

/* The same within the limits of all calls. */
void
cfl_quickbooks_client_call_async (CflQuickbooksClient *self,
                                  CflHttpRequest *request,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  cfl_quickbooks_client_call_within_async (
      self, request, cfl_quickbooks_pace_get_calls (cfl_quickbooks_client_get_pace (self)),
      cancellable, callback, user_data);
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
