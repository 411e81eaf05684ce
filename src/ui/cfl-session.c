/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-session.h"

#include <glib/gi18n.h>

#define COUNT_PAUSE_SECONDS 2

struct _CflSession {
  GObject parent_instance;

  CflSyncService *service;
  CflCompanyEntry *entry;
  CflCounts counts;
  gboolean has_counts;
  gboolean counting;
  gboolean count_again;
  gint64 last_counted;
  gboolean is_open;
  gboolean working;
  gboolean uploading;
  CflDocumentKind run_kind;
  GError *trouble;
  GCancellable *cancellable; /* of the work under way */
};

G_DEFINE_FINAL_TYPE (CflSession, cfl_session, G_TYPE_OBJECT)

enum { SIGNAL_CHANGED, SIGNAL_SAID, SIGNAL_RUN_ENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
emit_changed (CflSession *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
say (CflSession *self, const char *sentence)
{
  g_signal_emit (self, signals[SIGNAL_SAID], 0, sentence);
}

static void count_again (CflSession *self);

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree CflCounts *counts =
      cfl_sync_service_count_finish (CFL_SYNC_SERVICE (source), result, &error);

  self->counting = FALSE;
  if (counts != NULL)
    {
      self->counts = *counts;
      self->has_counts = TRUE;
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("The orders could not be counted: %s", error->message);
  emit_changed (self);
  if (self->count_again)
    count_again (self);
}

/* Changes come in bursts while a run is under way: one count at a time, and one more afterwards. */
static void
count_again (CflSession *self)
{
  self->count_again = self->counting;
  if (self->counting || !self->is_open)
    return;
  self->counting = TRUE;
  cfl_sync_service_count_async (self->service, NULL, counted_cb, g_object_ref (self));
}

/* While a run is under way rows leave their tab one by one; that is counted now and then. */
static void
progress_cb (CflSession *self)
{
  gint64 now = g_get_monotonic_time ();

  if (!self->uploading || now - self->last_counted < COUNT_PAUSE_SECONDS * G_USEC_PER_SEC)
    return;
  self->last_counted = now;
  count_again (self);
}

static void
run_finished_cb (CflSyncService *service, CflRun *run, CflSession *self)
{
  g_signal_emit (self, signals[SIGNAL_RUN_ENDED], 0, run);
}

/* Whoever was in the way has gone, and so has the reason to say it. */
static void
busy_cb (CflSession *self)
{
  if (cfl_sync_service_get_holder (self->service) == NULL &&
      g_error_matches (self->trouble, CFL_SYNC_ERROR, CFL_SYNC_ERROR_BUSY))
    g_clear_error (&self->trouble);
}

static void
notice_cb (CflSyncService *service, const char *sentence, CflSession *self)
{
  say (self, sentence);
}

static void
cfl_session_dispose (GObject *object)
{
  CflSession *self = CFL_SESSION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->service);
  g_clear_pointer (&self->entry, cfl_company_entry_unref);
  g_clear_error (&self->trouble);

  G_OBJECT_CLASS (cfl_session_parent_class)->dispose (object);
}

static void
cfl_session_class_init (CflSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cfl_session_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SAID] = g_signal_new ("said", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_RUN_ENDED] =
      g_signal_new ("run-ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, CFL_TYPE_RUN);
}

static void
cfl_session_init (CflSession *self)
{
  self->cancellable = g_cancellable_new ();
}

CflSession *
cfl_session_new (CflCompanyEntry *entry)
{
  CflSession *self = g_object_new (CFL_TYPE_SESSION, NULL);

  self->entry = cfl_company_entry_ref (entry);
  self->service = cfl_sync_service_new (entry);
  g_signal_connect_object (self->service, "orders-changed", G_CALLBACK (count_again), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->service, "contacts-changed", G_CALLBACK (count_again), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->service, "notify::busy", G_CALLBACK (busy_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->service, "notify", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->service, "progress", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->service, "run-finished", G_CALLBACK (run_finished_cb), self, 0);
  g_signal_connect_object (self->service, "notice", G_CALLBACK (notice_cb), self, 0);
  return self;
}

CflSyncService *
cfl_session_get_service (CflSession *self)
{
  g_return_val_if_fail (CFL_IS_SESSION (self), NULL);

  return self->service;
}

CflCompanyEntry *
cfl_session_get_entry (CflSession *self)
{
  g_return_val_if_fail (CFL_IS_SESSION (self), NULL);

  return self->entry;
}

const char *
cfl_session_get_name (CflSession *self)
{
  const CflCompany *company;

  g_return_val_if_fail (CFL_IS_SESSION (self), NULL);

  /* One's own company goes by the name that one gave it. */
  company = cfl_session_is_practice (self) ? cfl_sync_service_get_company (self->service) : NULL;
  return company != NULL && company->name != NULL && company->name[0] != '\0' ? company->name
                                                                              : self->entry->name;
}

gboolean
cfl_session_is_practice (CflSession *self)
{
  g_return_val_if_fail (CFL_IS_SESSION (self), FALSE);

  return self->entry->environment == CFL_ENVIRONMENT_PRACTICE;
}

const CflCounts *
cfl_session_get_counts (CflSession *self)
{
  g_return_val_if_fail (CFL_IS_SESSION (self), NULL);

  return &self->counts;
}

void
cfl_session_need_counts (CflSession *self)
{
  g_return_if_fail (CFL_IS_SESSION (self));

  if (!self->has_counts && !self->counting)
    count_again (self);
}

gboolean
cfl_session_has_counts (CflSession *self)
{
  g_return_val_if_fail (CFL_IS_SESSION (self), FALSE);

  return self->has_counts;
}

const GError *
cfl_session_get_trouble (CflSession *self)
{
  g_return_val_if_fail (CFL_IS_SESSION (self), NULL);

  return self->trouble;
}

void
cfl_session_forget_trouble (CflSession *self)
{
  g_return_if_fail (CFL_IS_SESSION (self));

  if (self->trouble == NULL)
    return;
  g_clear_error (&self->trouble);
  emit_changed (self);
}

CflConnection
cfl_session_get_quickbooks (CflSession *self)
{
  int connection = CFL_CONNECTION_NONE;

  g_return_val_if_fail (CFL_IS_SESSION (self), CFL_CONNECTION_NONE);

  g_object_get (self->service, "quickbooks-connection", &connection, NULL);
  return connection;
}

gboolean
cfl_session_is_working (CflSession *self)
{
  g_return_val_if_fail (CFL_IS_SESSION (self), FALSE);

  return self->working;
}

gboolean
cfl_session_is_uploading (CflSession *self)
{
  g_return_val_if_fail (CFL_IS_SESSION (self), FALSE);

  return self->uploading;
}

gboolean
cfl_session_is_open (CflSession *self)
{
  g_return_val_if_fail (CFL_IS_SESSION (self), FALSE);

  return self->is_open;
}

CflDocumentKind
cfl_session_get_run_kind (CflSession *self)
{
  g_return_val_if_fail (CFL_IS_SESSION (self), CFL_DOCUMENT_KIND_BILL);

  return self->run_kind;
}

char *
cfl_session_describe_work (CflSession *self)
{
  g_return_val_if_fail (CFL_IS_SESSION (self), NULL);

  switch (cfl_sync_service_get_state (self->service))
    {
    case CFL_SYNC_STATE_OPENING:
      return g_strdup (_ ("Opening the company…"));
    case CFL_SYNC_STATE_CONNECTING:
      return g_strdup (_ ("Connecting…"));
    case CFL_SYNC_STATE_PULLING:
      return g_strdup (_ ("Getting orders from Cin7…"));
    case CFL_SYNC_STATE_IMPORTING:
      return g_strdup (_ ("Reading orders from a file…"));
    case CFL_SYNC_STATE_REFRESHING:
      return g_strdup (_ ("Reading vendors and accounts from QuickBooks…"));
    case CFL_SYNC_STATE_CHECKING:
      return g_strdup (_ ("Checking the orders…"));
    case CFL_SYNC_STATE_RECOVERING:
      return g_strdup (_ ("Looking up documents of an earlier upload…"));
    case CFL_SYNC_STATE_UPLOADING:
      return g_strdup (_ ("Uploading…"));
    case CFL_SYNC_STATE_PAUSED:
      return g_strdup (_ ("The upload is paused"));
    case CFL_SYNC_STATE_CLOSED:
    case CFL_SYNC_STATE_IDLE:
    default:
      return g_strdup ("");
    }
}

/* The end of any work: its error stays visible until something succeeds. */
static void
end_work (CflSession *self, GError *error)
{
  self->working = FALSE;
  g_clear_error (&self->trouble);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->trouble = g_error_copy (error);
  /* First what is on the screen asks for its rows, then everything is counted. */
  emit_changed (self);
  count_again (self);
}

static gboolean
begin_work (CflSession *self)
{
  if (self->working || self->uploading)
    return FALSE;
  self->working = TRUE;
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_object_unref (self->cancellable);
      self->cancellable = g_cancellable_new ();
    }
  emit_changed (self);
  return TRUE;
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflSession) self = user_data;
  g_autoptr (GError) error = NULL;

  cfl_sync_service_refresh_finish (CFL_SYNC_SERVICE (source), result, &error);
  end_work (self, error);
}

static void
pulled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflSession) self = user_data;
  g_autoptr (GError) error = NULL;
  guint added = 0;
  guint changed = 0;

  if (!cfl_sync_service_pull_finish (CFL_SYNC_SERVICE (source), result, &added, &changed, &error))
    {
      end_work (self, error);
      return;
    }
  if (added > 0)
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("%u new order from Cin7.", "%u new orders from Cin7.", added), added);

      say (self, text);
    }
  cfl_sync_service_refresh_async (self->service, self->cancellable, refreshed_cb,
                                  g_object_ref (self));
}

static void
practice_connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflSession) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!cfl_sync_service_connect_practice_finish (CFL_SYNC_SERVICE (source), result, &error))
    {
      end_work (self, error);
      return;
    }
  cfl_sync_service_pull_async (self->service, self->cancellable, pulled_cb, g_object_ref (self));
}

void
cfl_session_set_up_practice (CflSession *self)
{
  g_return_if_fail (CFL_IS_SESSION (self));

  if (begin_work (self))
    cfl_sync_service_connect_practice_async (self->service, self->cancellable,
                                             practice_connected_cb, g_object_ref (self));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflSession) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!cfl_sync_service_open_finish (CFL_SYNC_SERVICE (source), result, &error))
    {
      end_work (self, error);
      return;
    }
  /* The first rows come before the counts: whoever shows them asks for those. */
  self->is_open = TRUE;
  self->working = FALSE;
  g_clear_error (&self->trouble);
  emit_changed (self);
  cfl_sync_service_watch (self->service);
  if (cfl_session_is_practice (self) && cfl_session_get_quickbooks (self) == CFL_CONNECTION_NONE)
    cfl_session_set_up_practice (self);
}

void
cfl_session_open (CflSession *self)
{
  g_return_if_fail (CFL_IS_SESSION (self));

  if (!self->is_open && begin_work (self))
    cfl_sync_service_open_async (self->service, self->cancellable, opened_cb, g_object_ref (self));
}

void
cfl_session_get_new_orders (CflSession *self)
{
  g_return_if_fail (CFL_IS_SESSION (self));

  if (!self->is_open)
    cfl_session_open (self);
  else if (begin_work (self))
    cfl_sync_service_pull_async (self->service, self->cancellable, pulled_cb, g_object_ref (self));
}

static void
recovered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflSession) self = user_data;
  g_autoptr (GError) error = NULL;
  guint unknown = 0;

  if (cfl_sync_service_recover_finish (CFL_SYNC_SERVICE (source), result, &unknown, &error))
    {
      g_autofree char *text =
          unknown == 0 ? g_strdup (_ ("Every document is accounted for."))
                       : g_strdup_printf (ngettext ("Still no answer on %u document.",
                                                    "Still no answer on %u documents.", unknown),
                                          unknown);

      say (self, text);
    }
  end_work (self, error);
}

void
cfl_session_look_up_open_attempts (CflSession *self)
{
  g_return_if_fail (CFL_IS_SESSION (self));

  if (begin_work (self))
    cfl_sync_service_recover_async (self->service, self->cancellable, recovered_cb,
                                    g_object_ref (self));
}

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CflRun) run =
      cfl_sync_service_upload_finish (CFL_SYNC_SERVICE (source), result, NULL, &error);

  self->uploading = FALSE;
  end_work (self, error);
}

void
cfl_session_upload (CflSession *self, const CflListing *listing, const CflTicks *ticks)
{
  g_return_if_fail (CFL_IS_SESSION (self));

  if (!begin_work (self))
    return;
  self->working = FALSE;
  self->uploading = TRUE;
  self->run_kind = listing->list == CFL_LIST_ORDERS || listing->list == CFL_LIST_ORDER_ERRORS
                       ? CFL_DOCUMENT_KIND_PURCHASE_ORDER
                       : CFL_DOCUMENT_KIND_BILL;
  cfl_sync_service_upload_async (self->service, listing, ticks, self->cancellable, uploaded_cb,
                                 g_object_ref (self));
  emit_changed (self);
}

void
cfl_session_cancel (CflSession *self)
{
  g_return_if_fail (CFL_IS_SESSION (self));

  g_cancellable_cancel (self->cancellable);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cfl_sync_service_close_finish (CFL_SYNC_SERVICE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
cfl_session_close_async (CflSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (CFL_IS_SESSION (self));

  g_task_set_source_tag (task, cfl_session_close_async);
  self->is_open = FALSE;
  g_cancellable_cancel (self->cancellable);
  cfl_sync_service_close_async (self->service, closed_cb, g_steal_pointer (&task));
}

gboolean
cfl_session_close_finish (CflSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
