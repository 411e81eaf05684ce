/* SPDX-License-Identifier: GPL-3.0-or-later */

/* New and changed orders from Cin7. Pages are written as they come, in their order, while the next
 * one is on its way; the mark up to which everything is known moves only when all of them are
 * stored. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-service-private.h"

#include <glib/gi18n-lib.h>

/* Cin7 takes so many ids a call. */
#define CONTACTS_A_CALL 250
/* Orders changed while a pull was running may carry an earlier time than the newest one seen. */
#define OVERLAP (5 * 60 * G_USEC_PER_SEC)
/* Pages that may wait to be stored. More would only fill the memory. */
#define MAX_PAGES_WAITING 2
/* More problems than this are only counted. */
#define MAX_PROBLEMS_TOLD 5

typedef struct {
  CflSyncService *self;
  GQueue pages;       /* (element-type GPtrArray) that came and are not stored yet */
  gboolean storing;   /* the first of them is being stored */
  gboolean all_came;  /* there will be no more */
  GError *error;      /* the first one, kept until the other half has ended */
  GCancellable *stop; /* stops reading when writing failed */
  gint64 newest;
  CflSaveCounts counts;
  GPtrArray *missing; /* contacts that orders name */
  guint next_missing;
} PullData;

static void
pull_data_free (PullData *data)
{
  g_queue_clear_full (&data->pages, (GDestroyNotify) g_ptr_array_unref);
  g_clear_error (&data->error);
  g_clear_object (&data->stop);
  g_clear_pointer (&data->missing, g_ptr_array_unref);
  g_free (data);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_sync_service_prepare_finish (CFL_SYNC_SERVICE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_prepare (CflFlow *flow)
{
  PullData *data = flow->data;

  cfl_sync_service_prepare_async (data->self, CFL_SESSION_CIN7, flow->cancellable, prepared_cb,
                                  flow);
}

/* ---- orders: reading and writing side by side ---- */

/* Reading goes on as long as writing keeps up. */
static void
hold_back (PullData *data)
{
  cfl_cin7_client_set_held (data->self->cin7,
                            g_queue_get_length (&data->pages) >= MAX_PAGES_WAITING);
}

static void store_next_page (CflFlow *flow);

static void
keep_error (PullData *data, GError *error)
{
  if (data->error == NULL)
    data->error = error;
  else
    g_error_free (error);
}

/* The step is done when reading and writing both are. */
static void
finish_part (CflFlow *flow)
{
  PullData *data = flow->data;

  if (!data->all_came || data->storing)
    return;
  if (data->error != NULL)
    cfl_flow_fail (flow, g_steal_pointer (&data->error));
  else
    cfl_flow_continue (flow);
}

static void
page_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  PullData *data = flow->data;
  CflSaveCounts counts = { 0 };
  GError *error = NULL;

  data->storing = FALSE;
  if (cfl_store_save_orders_finish (CFL_STORE (source), result, &counts, &error))
    {
      data->counts.added += counts.added;
      data->counts.changed += counts.changed;
      data->counts.unchanged += counts.unchanged;
      data->self->progress.done =
          data->counts.added + data->counts.changed + data->counts.unchanged;
      cfl_sync_service_emit_progress (data->self, FALSE);
      if (counts.added + counts.changed > 0)
        cfl_sync_service_emit_orders_changed (data->self);
      store_next_page (flow);
    }
  else
    {
      keep_error (data, error);
      g_queue_clear_full (&data->pages, (GDestroyNotify) g_ptr_array_unref);
      g_cancellable_cancel (data->stop);
      hold_back (data);
    }
  finish_part (flow);
}

static void
store_next_page (CflFlow *flow)
{
  PullData *data = flow->data;
  g_autoptr (GPtrArray) page = NULL;

  if (data->storing || g_queue_is_empty (&data->pages))
    return;
  page = g_queue_pop_head (&data->pages);
  data->storing = TRUE;
  cfl_store_save_orders_async (data->self->store, page, NULL, page_stored_cb, flow);
  hold_back (data);
}

static void
page_came_cb (CflCin7Client *client, GPtrArray *orders, gpointer user_data)
{
  CflFlow *flow = user_data;
  PullData *data = flow->data;

  if (data->error != NULL)
    return;
  g_queue_push_tail (&data->pages, g_ptr_array_ref (orders));
  store_next_page (flow);
  hold_back (data);
}

static void
tell_problems (CflSyncService *self, GPtrArray *problems)
{
  for (guint i = 0; problems != NULL && i < problems->len && i < MAX_PROBLEMS_TOLD; i++)
    cfl_sync_service_notice (self, "%s", (const char *) problems->pdata[i]);
  if (problems != NULL && problems->len > MAX_PROBLEMS_TOLD)
    {
      guint more = problems->len - MAX_PROBLEMS_TOLD;

      cfl_sync_service_notice (
          self,
          ngettext ("%u more order could not be read.", "%u more orders could not be read.", more),
          more);
    }
}

static void
orders_pulled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  PullData *data = flow->data;
  g_autoptr (GPtrArray) problems = NULL;
  GError *error = NULL;

  data->all_came = TRUE;
  if (cfl_cin7_client_pull_orders_finish (CFL_CIN7_CLIENT (source), result, &data->newest,
                                          &problems, &error))
    {
      cfl_sync_service_set_connection (data->self, FALSE, CFL_CONNECTION_CONNECTED);
      tell_problems (data->self, problems);
    }
  else
    {
      cfl_sync_service_learn_from_error (data->self, FALSE, error);
      keep_error (data, error);
    }
  finish_part (flow);
}

static void
stop_cb (GCancellable *cancellable, GCancellable *stop)
{
  g_cancellable_cancel (stop);
}

static void
step_pull_orders (CflFlow *flow)
{
  PullData *data = flow->data;
  CflSyncService *self = data->self;
  const char *text = cfl_sync_service_get_setting (self, CFL_SYNC_KEY_WATERMARK);
  gint64 watermark = g_ascii_strtoll (text, NULL, 10);

  data->stop = g_cancellable_new ();
  g_signal_connect_object (flow->cancellable, "cancelled", G_CALLBACK (stop_cb), data->stop, 0);
  cfl_cin7_client_pull_orders_async (self->cin7, MAX (watermark - OVERLAP, 0), self->company->zone,
                                     page_came_cb, flow, data->stop, orders_pulled_cb, flow);
}

/* ---- the contacts that they name ---- */

static void
missing_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  PullData *data = flow->data;
  GError *error = NULL;

  data->missing = cfl_store_list_missing_contacts_finish (CFL_STORE (source), result, &error);
  if (data->missing == NULL)
    cfl_flow_fail (flow, error);
  else
    cfl_flow_continue (flow);
}

static void
step_list_missing (CflFlow *flow)
{
  PullData *data = flow->data;

  cfl_store_list_missing_contacts_async (data->self->store, flow->cancellable, missing_listed_cb,
                                         flow);
}

static void
contacts_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  PullData *data = flow->data;
  GError *error = NULL;

  if (!cfl_store_save_contacts_finish (CFL_STORE (source), result, NULL, &error))
    {
      cfl_flow_fail (flow, error);
      return;
    }
  cfl_sync_service_emit_contacts_changed (data->self);
  cfl_flow_again (flow);
}

static void
contacts_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  PullData *data = flow->data;
  GError *error = NULL;
  g_autoptr (GPtrArray) contacts =
      cfl_cin7_client_read_contacts_finish (CFL_CIN7_CLIENT (source), result, &error);

  if (contacts == NULL)
    {
      cfl_sync_service_learn_from_error (data->self, FALSE, error);
      cfl_flow_fail (flow, error);
      return;
    }
  cfl_store_save_contacts_async (data->self->store, contacts, flow->cancellable, contacts_stored_cb,
                                 flow);
}

static void
step_read_contacts (CflFlow *flow)
{
  PullData *data = flow->data;
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func (g_free);

  while (data->next_missing < data->missing->len && batch->len < CONTACTS_A_CALL)
    g_ptr_array_add (batch, g_strdup (data->missing->pdata[data->next_missing++]));
  if (batch->len == 0)
    cfl_flow_continue (flow);
  else
    cfl_cin7_client_read_contacts_async (data->self->cin7, batch, flow->cancellable,
                                         contacts_read_cb, flow);
}

static void
adopted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_sync_service_adopt_links_finish (CFL_SYNC_SERVICE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_adopt_links (CflFlow *flow)
{
  PullData *data = flow->data;

  cfl_sync_service_adopt_links_async (data->self, flow->cancellable, adopted_cb, flow);
}

/* ---- the mark ---- */

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (!cfl_sync_service_write_settings_finish (CFL_SYNC_SERVICE (source), result, &error))
    {
      cfl_flow_fail (flow, error);
      return;
    }
  cfl_sync_service_emit_orders_changed (CFL_SYNC_SERVICE (source));
  cfl_flow_continue (flow);
}

static void
step_mark (CflFlow *flow)
{
  PullData *data = flow->data;
  CflSyncService *self = data->self;
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time ());
  g_autofree char *newest = g_strdup_printf ("%" G_GINT64_FORMAT, data->newest);
  const char *before = cfl_sync_service_get_setting (self, CFL_SYNC_KEY_WATERMARK);

  g_hash_table_insert (settings, (char *) CFL_SYNC_KEY_LAST_PULL, now);
  if (data->newest > g_ascii_strtoll (before, NULL, 10))
    g_hash_table_insert (settings, (char *) CFL_SYNC_KEY_WATERMARK, newest);
  cfl_sync_service_write_settings_async (self, settings, flow->cancellable, marked_cb, flow);
}

static const CflFlowStep pull_steps[] = {
  { "prepare", step_prepare },
  { "pull orders", step_pull_orders },
  { "list missing contacts", step_list_missing },
  { "read contacts", step_read_contacts },
  { "adopt links", step_adopt_links },
  { "mark", step_mark },
  { NULL, NULL },
};

void
cfl_sync_service_pull_async (CflSyncService *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_pull_async, "pull");
  PullData *data = g_new0 (PullData, 1);

  data->self = self;
  g_queue_init (&data->pages);
  cfl_sync_service_run (self, task, CFL_SYNC_STATE_PULLING, pull_steps, data,
                        (GDestroyNotify) pull_data_free);
}

gboolean
cfl_sync_service_pull_finish (
    CflSyncService *self, GAsyncResult *result, guint *added, guint *changed, GError **error)
{
  const PullData *data = cfl_flow_get_data (G_TASK (result));

  if (!cfl_sync_service_finish_boolean (self, result, cfl_sync_service_pull_async, error))
    return FALSE;
  if (added != NULL)
    *added = data->counts.added;
  if (changed != NULL)
    *changed = data->counts.changed;
  return TRUE;
}
