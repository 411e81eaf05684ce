/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-service-private.h"

#include "cfl-fault-codes.h"

#include <glib/gi18n-lib.h>

/* How many calls the activity log remembers. */
#define LOG_CAPACITY 2000
/* Progress is told at most four times a second. */
#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 4)

G_DEFINE_FINAL_TYPE (CflSyncService, cfl_sync_service, G_TYPE_OBJECT)

typedef enum {
  PROP_ENTRY = 1,
  PROP_STATE,
  PROP_QUICKBOOKS_CONNECTION,
  PROP_CIN7_CONNECTION,
  PROP_COMPANY_NAME,
  PROP_LAST_PULL,
  PROP_BUSY,
} CflSyncServiceProperty;

enum {
  SIGNAL_PROGRESS,
  SIGNAL_ORDERS_CHANGED,
  SIGNAL_ROW_CHANGED,
  SIGNAL_CONTACTS_CHANGED,
  SIGNAL_RUN_FINISHED,
  SIGNAL_NOTICE,
  N_SIGNALS
};

static GParamSpec *properties[PROP_BUSY + 1];
static guint signals[N_SIGNALS];

static gint64
get_last_pull (CflSyncService *self)
{
  const char *text = cfl_sync_service_get_setting (self, CFL_SYNC_KEY_LAST_PULL);

  return g_ascii_strtoll (text, NULL, 10);
}

static void
cfl_sync_service_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CflSyncService *self = CFL_SYNC_SERVICE (object);

  switch ((CflSyncServiceProperty) id)
    {
    case PROP_ENTRY:
      g_value_set_boxed (value, self->entry);
      break;
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_QUICKBOOKS_CONNECTION:
      g_value_set_int (value, (int) self->quickbooks_connection);
      break;
    case PROP_CIN7_CONNECTION:
      g_value_set_int (value, (int) self->cin7_connection);
      break;
    case PROP_COMPANY_NAME:
      g_value_set_string (value, self->company->name);
      break;
    case PROP_LAST_PULL:
      g_value_set_int64 (value, get_last_pull (self));
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->holder != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cfl_sync_service_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CflSyncService *self = CFL_SYNC_SERVICE (object);

  switch (id)
    {
    case PROP_ENTRY:
      self->entry = g_value_dup_boxed (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cfl_sync_service_constructed (GObject *object)
{
  CflSyncService *self = CFL_SYNC_SERVICE (object);

  G_OBJECT_CLASS (cfl_sync_service_parent_class)->constructed (object);
  self->folder = cfl_company_entry_get_folder (self->entry);
}

static void
cfl_sync_service_dispose (GObject *object)
{
  CflSyncService *self = CFL_SYNC_SERVICE (object);

  cfl_sync_service_stop_watching (self);
  cfl_sync_service_drop_clients (self, TRUE, TRUE);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->listener);
  g_clear_object (&self->practice);
  g_clear_object (&self->secrets);
  g_clear_object (&self->store);
  g_clear_object (&self->log);
  G_OBJECT_CLASS (cfl_sync_service_parent_class)->dispose (object);
}

static void
cfl_sync_service_finalize (GObject *object)
{
  CflSyncService *self = CFL_SYNC_SERVICE (object);

  g_clear_pointer (&self->entry, cfl_company_entry_unref);
  g_clear_pointer (&self->company, cfl_company_unref);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_clear_pointer (&self->sign_in_client_secret, cfl_secret_free);
  g_free (self->sign_in_client_id);
  g_free (self->sign_in_redirect_uri);
  g_free (self->quickbooks_address);
  g_free (self->discovery_address);
  g_free (self->cin7_address);
  g_free (self->folder);
  g_free (self->holder);
  G_OBJECT_CLASS (cfl_sync_service_parent_class)->finalize (object);
}

static void
cfl_sync_service_class_init (CflSyncServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = cfl_sync_service_get_property;
  object_class->set_property = cfl_sync_service_set_property;
  object_class->constructed = cfl_sync_service_constructed;
  object_class->dispose = cfl_sync_service_dispose;
  object_class->finalize = cfl_sync_service_finalize;

  properties[PROP_ENTRY] =
      g_param_spec_boxed ("entry", NULL, NULL, CFL_TYPE_COMPANY_ENTRY,
                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, CFL_SYNC_STATE_CLOSED, CFL_SYNC_STATE_PAUSED,
                        CFL_SYNC_STATE_CLOSED, readable);
  properties[PROP_QUICKBOOKS_CONNECTION] =
      g_param_spec_int ("quickbooks-connection", NULL, NULL, CFL_CONNECTION_NONE,
                        CFL_CONNECTION_OFFLINE, CFL_CONNECTION_NONE, readable);
  properties[PROP_CIN7_CONNECTION] =
      g_param_spec_int ("cin7-connection", NULL, NULL, CFL_CONNECTION_NONE, CFL_CONNECTION_OFFLINE,
                        CFL_CONNECTION_NONE, readable);
  properties[PROP_COMPANY_NAME] = g_param_spec_string ("company-name", NULL, NULL, "", readable);
  properties[PROP_LAST_PULL] =
      g_param_spec_int64 ("last-pull", NULL, NULL, 0, G_MAXINT64, 0, readable);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_PROGRESS] = g_signal_new ("progress", CFL_TYPE_SYNC_SERVICE, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ORDERS_CHANGED] =
      g_signal_new ("orders-changed", CFL_TYPE_SYNC_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
  signals[SIGNAL_ROW_CHANGED] =
      g_signal_new ("row-changed", CFL_TYPE_SYNC_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_CONTACTS_CHANGED] =
      g_signal_new ("contacts-changed", CFL_TYPE_SYNC_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RUN_FINISHED] =
      g_signal_new ("run-finished", CFL_TYPE_SYNC_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, CFL_TYPE_RUN);
  signals[SIGNAL_NOTICE] = g_signal_new ("notice", CFL_TYPE_SYNC_SERVICE, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cfl_sync_service_init (CflSyncService *self)
{
  self->company = cfl_company_new ();
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->log = cfl_http_log_new (LOG_CAPACITY);
  self->secrets = cfl_secret_store_new (TRUE);
}

CflSyncService *
cfl_sync_service_new (CflCompanyEntry *entry)
{
  g_return_val_if_fail (entry != NULL, NULL);

  return g_object_new (CFL_TYPE_SYNC_SERVICE, "entry", entry, NULL);
}

CflCompanyEntry *
cfl_sync_service_get_entry (CflSyncService *self)
{
  return self->entry;
}

CflSyncState
cfl_sync_service_get_state (CflSyncService *self)
{
  return self->state;
}

const CflProgress *
cfl_sync_service_get_progress (CflSyncService *self)
{
  /* The last one arrives after its last word: whoever asks later hears that nothing is on its way. */
  if (self->uploader != NULL)
    self->progress.in_flight = cfl_uploader_get_in_flight (self->uploader);
  return &self->progress;
}

const char *
cfl_sync_service_get_holder (CflSyncService *self)
{
  return self->holder;
}

const CflCompany *
cfl_sync_service_get_company (CflSyncService *self)
{
  return self->company;
}

char *
cfl_sync_service_get_activity (CflSyncService *self)
{
  return cfl_http_log_to_text (self->log);
}

GTask *
cfl_sync_service_task_new (CflSyncService *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data,
                           gpointer tag,
                           const char *name)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_name (task, name);
  return task;
}

gboolean
cfl_sync_service_require_store (CflSyncService *self, GTask *task)
{
  if (self->state > CFL_SYNC_STATE_OPENING && self->closing == NULL)
    return TRUE;
  g_task_return_new_error (task, CFL_SYNC_ERROR, CFL_SYNC_ERROR_DATABASE,
                           _ ("This company is not open. Open it and try again."));
  return FALSE;
}

static const char *
describe_state (CflSyncState state)
{
  switch (state)
    {
    case CFL_SYNC_STATE_OPENING:
      return _ ("The company is being opened. Try again when that is done.");
    case CFL_SYNC_STATE_CONNECTING:
      return _ ("The company is being connected. Try again when that is done.");
    case CFL_SYNC_STATE_PULLING:
      return _ ("Orders are being read from Cin7. Try again when that is done.");
    case CFL_SYNC_STATE_IMPORTING:
      return _ ("Orders are being read from a file. Try again when that is done.");
    case CFL_SYNC_STATE_REFRESHING:
      return _ ("Lists are being read from QuickBooks. Try again when that is done.");
    case CFL_SYNC_STATE_CHECKING:
      return _ ("Orders are being checked. Try again when that is done.");
    case CFL_SYNC_STATE_RECOVERING:
      return _ ("Documents of an earlier upload are being looked up. Try again when that is done.");
    case CFL_SYNC_STATE_UPLOADING:
    case CFL_SYNC_STATE_PAUSED:
      return _ ("An upload is running. Try again when that is done.");
    case CFL_SYNC_STATE_CLOSED:
    case CFL_SYNC_STATE_IDLE:
      break;
    }
  return "";
}

static void
asked_cb (GCancellable *cancellable, GCancellable *running)
{
  g_cancellable_cancel (running);
}

gboolean
cfl_sync_service_begin (CflSyncService *self, GTask *task, CflSyncState state)
{
  if (!cfl_sync_service_require_store (self, task))
    return FALSE;
  if (self->state != CFL_SYNC_STATE_IDLE)
    {
      g_task_return_new_error (task, CFL_SYNC_ERROR, CFL_SYNC_ERROR_BUSY, "%s",
                               describe_state (self->state));
      return FALSE;
    }
  self->progress = (CflProgress){ .seconds_left = -1 };
  self->running = g_cancellable_new ();
  g_set_object (&self->asked, g_task_get_cancellable (task));
  if (self->asked != NULL)
    self->asked_id = g_cancellable_connect (self->asked, G_CALLBACK (asked_cb),
                                            g_object_ref (self->running), g_object_unref);
  cfl_sync_service_set_state (self, state);
  return TRUE;
}

void
cfl_sync_service_end (CflSyncService *self)
{
  /* Not g_cancellable_disconnect(): it would wait for the handler that may have led here. */
  if (self->asked_id != 0)
    g_signal_handler_disconnect (self->asked, self->asked_id);
  self->asked_id = 0;
  g_clear_object (&self->asked);
  g_clear_object (&self->running);
  cfl_sync_service_emit_progress (self, TRUE);
  cfl_sync_service_set_state (self, CFL_SYNC_STATE_IDLE);
  if (self->closing != NULL)
    cfl_sync_service_close_store (self);
}

static void
ended_cb (gpointer source)
{
  cfl_sync_service_end (source);
}

void
cfl_sync_service_run (CflSyncService *self,
                      GTask *task,
                      CflSyncState state,
                      const CflFlowStep *steps,
                      gpointer data,
                      GDestroyNotify free_data)
{
  if (cfl_sync_service_begin (self, task, state))
    {
      cfl_flow_start_full (task, self->running, steps, data, free_data, ended_cb);
      return;
    }
  free_data (data);
  g_object_unref (task);
}

void
cfl_sync_service_set_state (CflSyncService *self, CflSyncState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
cfl_sync_service_set_busy (CflSyncService *self, const char *holder)
{
  if (g_strcmp0 (self->holder, holder) == 0)
    return;
  g_free (self->holder);
  self->holder = g_strdup (holder);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
lapsed_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!cfl_sync_service_write_settings_finish (CFL_SYNC_SERVICE (source), result, &error))
    g_warning ("It is not kept whether the sign-in holds: %s", error->message);
}

/* A timer, and the next window, ask before anything is sent again. */
static void
keep_lapsed (CflSyncService *self, CflConnection connection)
{
  gboolean was_lapsed = cfl_sync_service_get_setting (self, CFL_SYNC_KEY_LAPSED)[0] != '\0';
  gboolean is_lapsed = connection == CFL_CONNECTION_SIGN_IN;
  g_autoptr (GHashTable) settings = NULL;

  if (self->store == NULL || connection == CFL_CONNECTION_OFFLINE || was_lapsed == is_lapsed)
    return;
  settings = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (settings, (char *) CFL_SYNC_KEY_LAPSED, is_lapsed ? (char *) "yes" : NULL);
  cfl_sync_service_write_settings_async (self, settings, NULL, lapsed_kept_cb, NULL);
}

void
cfl_sync_service_set_connection (CflSyncService *self,
                                 gboolean quickbooks,
                                 CflConnection connection)
{
  CflConnection *field = quickbooks ? &self->quickbooks_connection : &self->cin7_connection;
  GParamSpec *pspec = properties[quickbooks ? PROP_QUICKBOOKS_CONNECTION : PROP_CIN7_CONNECTION];

  if (*field == connection)
    return;
  if (quickbooks)
    keep_lapsed (self, connection);
  *field = connection;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

void
cfl_sync_service_learn_from_error (CflSyncService *self, gboolean quickbooks, const GError *error)
{
  if (error->domain == CFL_QUICKBOOKS_ERROR)
    switch ((CflQuickbooksError) error->code)
      {
      case CFL_QUICKBOOKS_ERROR_SIGN_IN:
      case CFL_QUICKBOOKS_ERROR_KEYS:
      case CFL_QUICKBOOKS_ERROR_FORBIDDEN:
        cfl_sync_service_set_connection (self, TRUE, CFL_CONNECTION_SIGN_IN);
        break;
      case CFL_QUICKBOOKS_ERROR_OFFLINE:
        cfl_sync_service_set_connection (self, TRUE, CFL_CONNECTION_OFFLINE);
        break;
      case CFL_QUICKBOOKS_ERROR_THROTTLED:
      case CFL_QUICKBOOKS_ERROR_LAPSED:
      case CFL_QUICKBOOKS_ERROR_REJECTED:
      case CFL_QUICKBOOKS_ERROR_NAME_TAKEN:
      case CFL_QUICKBOOKS_ERROR_SERVER:
      case CFL_QUICKBOOKS_ERROR_PROTOCOL:
      case CFL_QUICKBOOKS_ERROR_REDIRECT:
      case CFL_QUICKBOOKS_ERROR_DENIED:
      case CFL_QUICKBOOKS_ERROR_OTHER_COMPANY:
        break;
      }
  else if (g_error_matches (error, CFL_CIN7_ERROR, CFL_CIN7_ERROR_KEY))
    cfl_sync_service_set_connection (self, FALSE, CFL_CONNECTION_SIGN_IN);
  else if (g_error_matches (error, CFL_CIN7_ERROR, CFL_CIN7_ERROR_OFFLINE))
    cfl_sync_service_set_connection (self, FALSE, CFL_CONNECTION_OFFLINE);
}

void
cfl_sync_service_learn_from_failure (CflSyncService *self, gint error_code)
{
  CflFaultClass kind = cfl_fault_classify (error_code);

  if (kind == CFL_FAULT_OFFLINE)
    cfl_sync_service_set_connection (self, TRUE, CFL_CONNECTION_OFFLINE);
  else if (kind == CFL_FAULT_SIGN_IN || kind == CFL_FAULT_FORBIDDEN)
    cfl_sync_service_set_connection (self, TRUE, CFL_CONNECTION_SIGN_IN);
}

void
cfl_sync_service_take_company (CflSyncService *self, CflCompany *company)
{
  cfl_company_unref (self->company);
  self->company = company;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPANY_NAME]);
}

void
cfl_sync_service_notify_last_pull (CflSyncService *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_PULL]);
}

void
cfl_sync_service_emit_progress (CflSyncService *self, gboolean now)
{
  gint64 time = g_get_monotonic_time ();

  if (!now && time - self->progress_emitted_at < PROGRESS_INTERVAL)
    return;
  self->progress_emitted_at = time;
  g_signal_emit (self, signals[SIGNAL_PROGRESS], 0);
}

void
cfl_sync_service_emit_orders_changed (CflSyncService *self)
{
  g_signal_emit (self, signals[SIGNAL_ORDERS_CHANGED], 0);
}

void
cfl_sync_service_emit_row_changed (CflSyncService *self, gint64 order_id)
{
  g_signal_emit (self, signals[SIGNAL_ROW_CHANGED], 0, order_id);
}

void
cfl_sync_service_emit_contacts_changed (CflSyncService *self)
{
  g_signal_emit (self, signals[SIGNAL_CONTACTS_CHANGED], 0);
}

void
cfl_sync_service_emit_run_finished (CflSyncService *self, CflRun *run)
{
  g_signal_emit (self, signals[SIGNAL_RUN_FINISHED], 0, run);
}

/* Something the user should know that is not the error of a call. */
void
cfl_sync_service_notice (CflSyncService *self, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, sentence);
}
