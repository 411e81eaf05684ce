/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A practice company signs in to its own server, which says yes to everybody. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-service-private.h"

#include <glib/gi18n-lib.h>

/* Registered with the practice server; nobody listens there, because nobody has to. */
#define REDIRECT_URI "http://localhost:7/callback"

typedef struct {
  CflSyncService *self;
  const CflPracticeServices *services; /* the launcher's */
  char *address;
  char *redirected;
} PracticeData;

static void
practice_data_free (PracticeData *data)
{
  g_free (data->address);
  g_clear_pointer (&data->redirected, cfl_secret_free);
  g_free (data);
}

static PracticeData *
practice_data_new (CflSyncService *self)
{
  PracticeData *data = g_new0 (PracticeData, 1);

  data->self = self;
  return data;
}

static void
ensured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  PracticeData *data = flow->data;
  GError *error = NULL;

  data->services =
      cfl_practice_launcher_ensure_finish (CFL_PRACTICE_LAUNCHER (source), result, &error);
  if (data->services == NULL)
    {
      cfl_flow_fail (flow, error);
      return;
    }
  cfl_sync_service_choose_addresses (data->self, data->services);
  cfl_flow_continue (flow);
}

static void
step_ensure (CflFlow *flow)
{
  PracticeData *data = flow->data;

  if (data->self->practice == NULL)
    cfl_flow_fail (flow, g_error_new_literal (CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                                              _ ("This is no practice company. Connect it with "
                                                 "keys of your own.")));
  else
    cfl_practice_launcher_ensure_async (data->self->practice, flow->cancellable, ensured_cb, flow);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  PracticeData *data = flow->data;
  GError *error = NULL;

  data->address = cfl_sync_service_begin_sign_in_finish (CFL_SYNC_SERVICE (source), result, &error);
  if (data->address == NULL)
    cfl_flow_fail (flow, error);
  else
    cfl_flow_continue (flow);
}

static void
step_begin (CflFlow *flow)
{
  PracticeData *data = flow->data;

  cfl_sync_service_begin_sign_in_async (data->self, data->services->client_id,
                                        data->services->client_secret, REDIRECT_URI,
                                        flow->cancellable, begun_cb, flow);
}

static void
approved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  PracticeData *data = flow->data;
  GError *error = NULL;
  g_autoptr (CflHttpResponse) response =
      cfl_http_client_send_finish (CFL_HTTP_CLIENT (source), result, &error);
  const char *location =
      response == NULL ? NULL : cfl_http_response_get_header (response, "Location");

  if (response == NULL)
    cfl_flow_fail (flow, error);
  else if (location == NULL)
    cfl_flow_fail (flow, g_error_new_literal (CFL_SYNC_ERROR, CFL_SYNC_ERROR_SERVER,
                                              _ ("The practice server did not sign in. Remove "
                                                 "the practice company and add it again.")));
  else
    {
      data->redirected = g_strdup (location);
      cfl_flow_continue (flow);
    }
}

/* What a person does in the browser elsewhere. */
static void
step_approve (CflFlow *flow)
{
  PracticeData *data = flow->data;
  g_autofree char *address = g_strconcat (data->address, "&practice_approve=1", NULL);
  g_autoptr (CflHttpRequest) request = cfl_http_request_new ("GET", address);

  cfl_http_request_set_label (request, "approve sign-in");
  cfl_http_client_send_async (cfl_sync_service_get_quickbooks_http (data->self), request, NULL,
                              flow->cancellable, approved_cb, flow);
}

static void
accepted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_sync_service_accept_sign_in_finish (CFL_SYNC_SERVICE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_accept (CflFlow *flow)
{
  PracticeData *data = flow->data;

  cfl_sync_service_accept_sign_in_async (data->self, data->redirected, flow->cancellable,
                                         accepted_cb, flow);
}

static void
cin7_accepted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_sync_service_accept_cin7_finish (CFL_SYNC_SERVICE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_accept_cin7 (CflFlow *flow)
{
  PracticeData *data = flow->data;

  cfl_sync_service_accept_cin7_async (data->self, data->services->cin7_user,
                                      data->services->cin7_key, flow->cancellable, cin7_accepted_cb,
                                      flow);
}

static void
zone_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_sync_service_write_settings_finish (CFL_SYNC_SERVICE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_keep_zone (CflFlow *flow)
{
  PracticeData *data = flow->data;
  g_autoptr (GHashTable) settings = NULL;

  if (cfl_sync_service_get_setting (data->self, "time-zone")[0] != '\0')
    {
      cfl_flow_continue (flow);
      return;
    }
  settings = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (settings, (char *) "time-zone", data->services->time_zone);
  cfl_sync_service_write_settings_async (data->self, settings, flow->cancellable, zone_written_cb,
                                         flow);
}

static void
lists_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_sync_service_read_lists_finish (CFL_SYNC_SERVICE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_read_lists (CflFlow *flow)
{
  PracticeData *data = flow->data;

  cfl_sync_service_read_lists_async (data->self, flow->cancellable, lists_read_cb, flow);
}

#define SIGN_IN_STEPS                                                                              \
  { "ensure server", step_ensure }, { "begin", step_begin }, { "approve", step_approve },          \
      { "accept", step_accept }, { "accept cin7", step_accept_cin7 },                              \
  {                                                                                                \
    "keep zone", step_keep_zone                                                                    \
  }

static const CflFlowStep sign_in_steps[] = {
  SIGN_IN_STEPS,
  { NULL, NULL },
};

static const CflFlowStep connect_steps[] = {
  SIGN_IN_STEPS,
  { "read lists", step_read_lists },
  { NULL, NULL },
};

void
cfl_sync_service_sign_in_practice_async (CflSyncService *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_sign_in_practice_async,
                                           "sign in to practice server");

  cfl_flow_start (task, sign_in_steps, practice_data_new (self),
                  (GDestroyNotify) practice_data_free);
}

gboolean
cfl_sync_service_sign_in_practice_finish (CflSyncService *self,
                                          GAsyncResult *result,
                                          GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_sign_in_practice_async,
                                          error);
}

void
cfl_sync_service_connect_practice_async (CflSyncService *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_connect_practice_async,
                                           "connect practice company");

  cfl_sync_service_run (self, task, CFL_SYNC_STATE_CONNECTING, connect_steps,
                        practice_data_new (self), (GDestroyNotify) practice_data_free);
}

gboolean
cfl_sync_service_connect_practice_finish (CflSyncService *self,
                                          GAsyncResult *result,
                                          GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_connect_practice_async,
                                          error);
}
