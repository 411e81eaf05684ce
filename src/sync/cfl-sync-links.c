/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Linking suppliers to vendors. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-service-private.h"

#include <glib/gi18n-lib.h>

typedef struct {
  CflSyncService *self;
  gint64 contact_id;
  char *vendor_id;    /* (nullable) */
  char *display_name; /* (nullable) */
  char *request_id;
  CflContactRow *row;
  CflVendor *vendor; /* created */
} LinkData;

static void
link_data_free (LinkData *data)
{
  g_free (data->vendor_id);
  g_free (data->display_name);
  g_free (data->request_id);
  g_clear_pointer (&data->row, cfl_contact_row_unref);
  g_clear_pointer (&data->vendor, cfl_vendor_unref);
  g_free (data);
}

static void
linked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_store_link_contact_finish (CFL_STORE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_link (CflFlow *flow)
{
  LinkData *data = flow->data;
  const char *vendor_id = data->vendor != NULL ? data->vendor->id : data->vendor_id;

  cfl_store_link_contact_async (data->self->store, data->contact_id, vendor_id, flow->cancellable,
                                linked_cb, flow);
}

static void
rechecked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  LinkData *data = flow->data;
  GError *error = NULL;

  if (!cfl_store_recheck_finish (CFL_STORE (source), result, &error))
    {
      cfl_flow_fail (flow, error);
      return;
    }
  cfl_sync_service_emit_orders_changed (data->self);
  cfl_sync_service_emit_contacts_changed (data->self);
  cfl_flow_continue (flow);
}

static void
step_recheck (CflFlow *flow)
{
  LinkData *data = flow->data;

  cfl_store_recheck_async (data->self->store, data->contact_id, flow->cancellable, rechecked_cb,
                           flow);
}

static const CflFlowStep link_steps[] = {
  { "link", step_link },
  { "recheck", step_recheck },
  { NULL, NULL },
};

void
cfl_sync_service_link_async (CflSyncService *self,
                             gint64 contact_id,
                             const char *vendor_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                                      cfl_sync_service_link_async, "link");
  LinkData *data;

  if (!cfl_sync_service_require_store (self, task))
    return;
  data = g_new0 (LinkData, 1);
  data->self = self;
  data->contact_id = contact_id;
  data->vendor_id = g_strdup (vendor_id);
  cfl_flow_start (g_steal_pointer (&task), link_steps, data, (GDestroyNotify) link_data_free);
}

gboolean
cfl_sync_service_link_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_link_async, error);
}

/* ---- creating the vendor first ---- */

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
  LinkData *data = flow->data;

  cfl_sync_service_prepare_async (data->self, CFL_SESSION_QUICKBOOKS, flow->cancellable,
                                  prepared_cb, flow);
}

static void
contacts_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  LinkData *data = flow->data;
  GError *error = NULL;
  g_autoptr (GPtrArray) rows = cfl_store_list_contacts_finish (CFL_STORE (source), result, &error);

  for (guint i = 0; rows != NULL && i < rows->len && data->row == NULL; i++)
    {
      CflContactRow *row = rows->pdata[i];

      if (row->contact->id == data->contact_id)
        data->row = cfl_contact_row_ref (row);
    }
  if (rows == NULL)
    cfl_flow_fail (flow, error);
  else if (data->row == NULL)
    cfl_flow_fail (flow, g_error_new_literal (CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                                              _ ("This supplier is no longer there. Read the list "
                                                 "again.")));
  else
    cfl_flow_continue (flow);
}

static void
step_find_contact (CflFlow *flow)
{
  LinkData *data = flow->data;

  cfl_store_list_contacts_async (data->self->store, NULL, flow->cancellable, contacts_listed_cb,
                                 flow);
}

/* The request id is kept until the answer is known: pressing the button once more after a cut line
 * repeats the request instead of making a second vendor. */
static char *
request_key (const LinkData *data)
{
  return g_strdup_printf ("create-vendor.%" G_GINT64_FORMAT, data->contact_id);
}

static char *
request_value (const LinkData *data, const char *request_id)
{
  const char *name = data->display_name == NULL ? "" : data->display_name;

  return g_strconcat (request_id, " ", name, NULL);
}

static void
request_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (cfl_sync_service_write_settings_finish (CFL_SYNC_SERVICE (source), result, &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
step_keep_request (CflFlow *flow)
{
  LinkData *data = flow->data;
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *key = request_key (data);
  const char *kept = cfl_sync_service_get_setting (data->self, key);
  g_autofree char *kept_id = g_strndup (kept, strcspn (kept, " "));
  g_autofree char *expected = request_value (data, kept_id);
  g_autofree char *value = NULL;

  /* Another name is another request. */
  data->request_id = kept[0] != '\0' && g_str_equal (kept, expected) ? g_steal_pointer (&kept_id)
                                                                     : g_uuid_string_random ();
  value = request_value (data, data->request_id);
  g_hash_table_insert (settings, key, value);
  cfl_sync_service_write_settings_async (data->self, settings, flow->cancellable, request_kept_cb,
                                         flow);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  cfl_sync_service_write_settings_finish (CFL_SYNC_SERVICE (source), result, NULL);
}

static void
forget_request (LinkData *data)
{
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *key = request_key (data);

  g_hash_table_insert (settings, key, NULL);
  cfl_sync_service_write_settings_async (data->self, settings, NULL, forgotten_cb, NULL);
}

static gboolean
is_definite (const GError *error)
{
  return g_error_matches (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_NAME_TAKEN) ||
         g_error_matches (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_REJECTED);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  LinkData *data = flow->data;
  GError *error = NULL;

  data->vendor =
      cfl_quickbooks_client_create_vendor_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);
  if (data->vendor != NULL)
    {
      cfl_flow_continue (flow);
      return;
    }
  if (is_definite (error))
    forget_request (data);
  cfl_sync_service_learn_from_error (data->self, TRUE, error);
  cfl_flow_fail (flow, error);
}

static void
step_create (CflFlow *flow)
{
  LinkData *data = flow->data;
  const CflCompany *company = data->self->company;
  const char *name = data->display_name != NULL ? data->display_name : data->row->contact->name;
  const char *currency = "";

  if (company->multicurrency)
    currency = data->row->currency[0] != '\0' ? data->row->currency : company->home_currency;
  cfl_quickbooks_client_create_vendor_async (data->self->quickbooks, data->row->contact, name,
                                             currency, data->request_id, flow->cancellable,
                                             created_cb, flow);
}

static void
vendor_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  LinkData *data = flow->data;
  GError *error = NULL;

  if (!cfl_store_save_vendor_finish (CFL_STORE (source), result, &error))
    {
      cfl_flow_fail (flow, error);
      return;
    }
  forget_request (data);
  cfl_flow_continue (flow);
}

static void
step_save_vendor (CflFlow *flow)
{
  LinkData *data = flow->data;

  cfl_store_save_vendor_async (data->self->store, data->vendor, flow->cancellable, vendor_saved_cb,
                               flow);
}

static const CflFlowStep create_steps[] = {
  { "prepare", step_prepare },           { "find contact", step_find_contact },
  { "keep request", step_keep_request }, { "create", step_create },
  { "save vendor", step_save_vendor },   { "link", step_link },
  { "recheck", step_recheck },           { NULL, NULL },
};

void
cfl_sync_service_create_vendor_async (CflSyncService *self,
                                      gint64 contact_id,
                                      const char *display_name,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task =
      cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                 cfl_sync_service_create_vendor_async, "create vendor");
  LinkData *data;

  if (!cfl_sync_service_require_store (self, task))
    return;
  data = g_new0 (LinkData, 1);
  data->self = self;
  data->contact_id = contact_id;
  data->display_name = g_strdup (display_name);
  cfl_flow_start (g_steal_pointer (&task), create_steps, data, (GDestroyNotify) link_data_free);
}

gboolean
cfl_sync_service_create_vendor_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_create_vendor_async,
                                          error);
}
