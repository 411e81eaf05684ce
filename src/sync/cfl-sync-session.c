/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the clients of the two services ready: the practice server where the company is one, the
 * keys from the keyring, the addresses of the environment. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-keyring-token-store.h"
#include "cfl-sync-service-private.h"

#include <glib/gi18n-lib.h>

#define USER_AGENT "Counterfoil/" PACKAGE_VERSION
#define QUICKBOOKS_PRODUCTION "https://quickbooks.api.intuit.com"
#define QUICKBOOKS_SANDBOX "https://sandbox-quickbooks.api.intuit.com"
#define CIN7_PRODUCTION "https://api.cin7.com"

typedef struct {
  CflSyncService *self;
  CflSessionNeeds needs;
} PrepareData;

static char *
discovery_below (const char *base)
{
  return g_strconcat (base, "/.well-known/openid_configuration", NULL);
}

/* The addresses of the company's environment; NULL services except for a practice company. */
void
cfl_sync_service_choose_addresses (CflSyncService *self, const CflPracticeServices *services)
{
  const CflCompanyEntry *entry = self->entry;
  const char *cin7 = CIN7_PRODUCTION;
  const char *quickbooks = QUICKBOOKS_PRODUCTION;
  g_autofree char *discovery = NULL;

  switch (entry->environment)
    {
    case CFL_ENVIRONMENT_PRACTICE:
      discovery = discovery_below (services->intuit_url);
      quickbooks = services->quickbooks_url;
      cin7 = services->cin7_url;
      break;
    case CFL_ENVIRONMENT_SANDBOX:
      discovery = g_strdup (CFL_OAUTH_DISCOVERY_SANDBOX);
      quickbooks = QUICKBOOKS_SANDBOX;
      break;
    case CFL_ENVIRONMENT_PRODUCTION:
      discovery = g_strdup (CFL_OAUTH_DISCOVERY_PRODUCTION);
      break;
    case CFL_ENVIRONMENT_CUSTOM:
      discovery = discovery_below (entry->intuit_url);
      quickbooks = entry->quickbooks_url;
      if (entry->cin7_url[0] != '\0')
        cin7 = entry->cin7_url;
      break;
    }
  if (g_strcmp0 (self->quickbooks_address, quickbooks) != 0 ||
      g_strcmp0 (self->discovery_address, discovery) != 0)
    cfl_sync_service_drop_clients (self, TRUE, FALSE);
  if (g_strcmp0 (self->cin7_address, cin7) != 0)
    cfl_sync_service_drop_clients (self, FALSE, TRUE);
  g_free (self->quickbooks_address);
  g_free (self->discovery_address);
  g_free (self->cin7_address);
  self->quickbooks_address = g_strdup (quickbooks);
  self->discovery_address = g_steal_pointer (&discovery);
  self->cin7_address = g_strdup (cin7);
}

void
cfl_sync_service_drop_clients (CflSyncService *self, gboolean quickbooks, gboolean cin7)
{
  if (quickbooks)
    {
      g_clear_object (&self->quickbooks);
      g_clear_object (&self->oauth);
      g_clear_object (&self->quickbooks_http);
    }
  if (cin7)
    {
      g_clear_object (&self->cin7);
      g_clear_object (&self->cin7_http);
    }
}

CflHttpClient *
cfl_sync_service_get_quickbooks_http (CflSyncService *self)
{
  if (self->quickbooks_http == NULL)
    {
      self->quickbooks_http = cfl_http_client_new (USER_AGENT);
      cfl_http_client_set_log (self->quickbooks_http, self->log);
      cfl_http_client_set_trace_header (self->quickbooks_http, "intuit_tid");
      cfl_http_client_set_time_header (self->quickbooks_http, "Service-Time");
    }
  return self->quickbooks_http;
}

CflHttpClient *
cfl_sync_service_get_cin7_http (CflSyncService *self)
{
  if (self->cin7_http == NULL)
    {
      self->cin7_http = cfl_http_client_new (USER_AGENT);
      cfl_http_client_set_log (self->cin7_http, self->log);
    }
  return self->cin7_http;
}

CflSecretKey
cfl_sync_service_get_secret_key (CflSyncService *self, CflSecretKind kind)
{
  return (CflSecretKey){ self->entry->id, cfl_environment_to_text (self->entry->environment), "",
                         kind };
}

CflOauth *
cfl_sync_service_make_oauth (CflSyncService *self, const char *client_id, const char *secret)
{
  const char *realm = cfl_sync_service_get_setting (self, CFL_SYNC_KEY_REALM);
  g_autoptr (CflTokenStore) tokens =
      cfl_keyring_token_store_new (self->secrets, self->entry, realm);
  CflOauth *oauth = cfl_oauth_new (cfl_sync_service_get_quickbooks_http (self),
                                   self->discovery_address, client_id, tokens);

  cfl_oauth_set_client_secret (oauth, secret);
  cfl_oauth_set_expected_realm (oauth, realm);
  return oauth;
}

static void
waiting_cb (CflQuickbooksClient *client, guint seconds, const char *sentence, CflSyncService *self)
{
  self->progress.waiting = (int) seconds;
  cfl_sync_service_emit_progress (self, TRUE);
  self->progress.waiting = 0;
}

static void
make_quickbooks (CflSyncService *self, const char *secret)
{
  const char *client_id = cfl_sync_service_get_setting (self, CFL_SYNC_KEY_CLIENT_ID);
  const char *realm = cfl_sync_service_get_setting (self, CFL_SYNC_KEY_REALM);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->oauth);
  self->oauth = cfl_sync_service_make_oauth (self, client_id, secret);
  self->quickbooks = cfl_quickbooks_client_new (cfl_sync_service_get_quickbooks_http (self),
                                                self->quickbooks_address, realm, self->oauth);
  path = g_build_filename (self->folder, "quickbooks.calls", NULL);
  if (!cfl_quickbooks_client_set_call_record (self->quickbooks, path, &error))
    g_warning ("The limits hold for this program alone: %s", error->message);
  g_signal_connect_object (self->quickbooks, "waiting", G_CALLBACK (waiting_cb), self, 0);
}

static void
practice_ensured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  PrepareData *data = flow->data;
  GError *error = NULL;
  const CflPracticeServices *services =
      cfl_practice_launcher_ensure_finish (CFL_PRACTICE_LAUNCHER (source), result, &error);

  if (services == NULL)
    {
      cfl_flow_fail (flow, error);
      return;
    }
  cfl_sync_service_choose_addresses (data->self, services);
  cfl_flow_continue (flow);
}

static void
step_addresses (CflFlow *flow)
{
  PrepareData *data = flow->data;

  if (data->self->practice != NULL)
    {
      cfl_practice_launcher_ensure_async (data->self->practice, flow->cancellable,
                                          practice_ensured_cb, flow);
      return;
    }
  cfl_sync_service_choose_addresses (data->self, NULL);
  cfl_flow_continue (flow);
}

static void
practice_connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_sync_service_sign_in_practice_finish (CFL_SYNC_SERVICE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static gboolean
has_all (CflSyncService *self, CflSessionNeeds needs)
{
  if ((needs & CFL_SESSION_QUICKBOOKS) != 0 &&
      cfl_sync_service_get_setting (self, CFL_SYNC_KEY_CONNECTED)[0] == '\0')
    return FALSE;
  return (needs & CFL_SESSION_CIN7) == 0 ||
         cfl_sync_service_get_setting (self, CFL_SYNC_KEY_CIN7_USER)[0] != '\0';
}

/* A practice company signs in by itself the first time it is used. */
static void
step_connected (CflFlow *flow)
{
  PrepareData *data = flow->data;
  CflSyncService *self = data->self;

  if (has_all (self, data->needs))
    cfl_flow_continue (flow);
  else if (self->practice != NULL)
    cfl_sync_service_sign_in_practice_async (self, flow->cancellable, practice_connected_cb, flow);
  else if (!has_all (self, data->needs & CFL_SESSION_QUICKBOOKS))
    cfl_flow_fail (flow, g_error_new_literal (CFL_SYNC_ERROR, CFL_SYNC_ERROR_NOT_CONNECTED,
                                              _ ("This company is not connected to QuickBooks "
                                                 "yet. Connect it first.")));
  else
    cfl_flow_fail (flow, g_error_new_literal (CFL_SYNC_ERROR, CFL_SYNC_ERROR_NOT_CONNECTED,
                                              _ ("This company is not connected to Cin7 yet. "
                                                 "Connect it first.")));
}

static void
client_secret_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  PrepareData *data = flow->data;
  GError *error = NULL;
  char *secret = cfl_secret_store_lookup_finish (CFL_SECRET_STORE (source), result, &error);

  if (error == NULL && secret == NULL)
    error = g_error_new_literal (CFL_SYNC_ERROR, CFL_SYNC_ERROR_SIGN_IN,
                                 _ ("The client secret is not in the keyring. Connect QuickBooks "
                                    "again."));
  if (error == NULL)
    make_quickbooks (data->self, secret);
  cfl_secret_free (secret);
  if (error != NULL)
    cfl_flow_fail (flow, error);
  else
    cfl_flow_continue (flow);
}

static void
step_quickbooks (CflFlow *flow)
{
  PrepareData *data = flow->data;
  CflSecretKey key = cfl_sync_service_get_secret_key (data->self, CFL_SECRET_INTUIT_CLIENT_SECRET);

  if ((data->needs & CFL_SESSION_QUICKBOOKS) == 0 || data->self->quickbooks != NULL)
    cfl_flow_continue (flow);
  else
    cfl_secret_store_lookup_async (data->self->secrets, &key, flow->cancellable, client_secret_cb,
                                   flow);
}

static void
cin7_key_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  PrepareData *data = flow->data;
  CflSyncService *self = data->self;
  GError *error = NULL;
  char *key = cfl_secret_store_lookup_finish (CFL_SECRET_STORE (source), result, &error);

  if (error == NULL && key == NULL)
    error = g_error_new_literal (CFL_SYNC_ERROR, CFL_SYNC_ERROR_KEY,
                                 _ ("The key for Cin7 is not in the keyring. Connect Cin7 "
                                    "again."));
  if (error == NULL)
    self->cin7 = cfl_sync_service_make_cin7 (
        self, cfl_sync_service_get_setting (self, CFL_SYNC_KEY_CIN7_USER), key);
  cfl_secret_free (key);
  if (error != NULL)
    cfl_flow_fail (flow, error);
  else
    cfl_flow_continue (flow);
}

static void
step_cin7 (CflFlow *flow)
{
  PrepareData *data = flow->data;
  CflSecretKey key = cfl_sync_service_get_secret_key (data->self, CFL_SECRET_CIN7_KEY);

  if ((data->needs & CFL_SESSION_CIN7) == 0 || data->self->cin7 != NULL)
    cfl_flow_continue (flow);
  else
    cfl_secret_store_lookup_async (data->self->secrets, &key, flow->cancellable, cin7_key_cb, flow);
}

CflCin7Client *
cfl_sync_service_make_cin7 (CflSyncService *self, const char *user, const char *key)
{
  CflCin7Client *client =
      cfl_cin7_client_new (cfl_sync_service_get_cin7_http (self), self->cin7_address, user, key);
  g_autofree char *path = g_build_filename (self->folder, "cin7.calls", NULL);
  g_autoptr (GError) error = NULL;

  if (!cfl_cin7_client_set_call_record (client, path, &error))
    g_warning ("The limits hold for this program alone: %s", error->message);
  return client;
}

static const CflFlowStep prepare_steps[] = {
  { "addresses", step_addresses },
  { "connected", step_connected },
  { "quickbooks", step_quickbooks },
  { "cin7", step_cin7 },
  { NULL, NULL },
};

static const CflFlowStep address_steps[] = {
  { "addresses", step_addresses },
  { NULL, NULL },
};

/**
 * cfl_sync_service_prepare_async:
 *
 * Makes the clients of the services ready; with no needs only their addresses.
 */
void
cfl_sync_service_prepare_async (CflSyncService *self,
                                CflSessionNeeds needs,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_prepare_async, "prepare");
  PrepareData *data = g_new0 (PrepareData, 1);

  data->self = self;
  data->needs = needs;
  cfl_flow_start (task, needs == 0 ? address_steps : prepare_steps, data, g_free);
}

gboolean
cfl_sync_service_prepare_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_prepare_async, error);
}
