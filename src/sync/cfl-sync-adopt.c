/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Links that Cin7's own connection already made: taken over where the vendor is there, active and
 * of the orders' currency, and where nobody has linked the supplier otherwise. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-service-private.h"

typedef struct {
  CflSyncService *self;
  GPtrArray *contacts; /* (element-type CflContactRow) */
  GHashTable *vendors; /* (element-type utf8 CflVendor) by id */
  guint next;
  guint linked;
} AdoptData;

static void
adopt_data_free (AdoptData *data)
{
  g_clear_pointer (&data->contacts, g_ptr_array_unref);
  g_clear_pointer (&data->vendors, g_hash_table_unref);
  g_free (data);
}

static gboolean
wants_link (const CflContactRow *row)
{
  return row->contact->vendor_id[0] == '\0' && row->contact->adopted_vendor_id[0] != '\0';
}

static void
contacts_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  AdoptData *data = flow->data;
  GError *error = NULL;
  gboolean any = FALSE;

  data->contacts = cfl_store_list_contacts_finish (CFL_STORE (source), result, &error);
  if (data->contacts == NULL)
    {
      cfl_flow_fail (flow, error);
      return;
    }
  for (guint i = 0; i < data->contacts->len && !any; i++)
    any = wants_link (data->contacts->pdata[i]);
  if (any)
    cfl_flow_continue (flow);
  else
    cfl_flow_finish (flow);
}

static void
step_list_contacts (CflFlow *flow)
{
  AdoptData *data = flow->data;

  cfl_store_list_contacts_async (data->self->store, NULL, flow->cancellable, contacts_listed_cb,
                                 flow);
}

static void
vendors_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  AdoptData *data = flow->data;
  GError *error = NULL;
  g_autoptr (GPtrArray) vendors =
      cfl_store_list_vendors_finish (CFL_STORE (source), result, &error);

  if (vendors == NULL)
    {
      cfl_flow_fail (flow, error);
      return;
    }
  data->vendors =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) cfl_vendor_unref);
  for (guint i = 0; i < vendors->len; i++)
    {
      CflVendor *vendor = vendors->pdata[i];

      g_hash_table_insert (data->vendors, vendor->id, cfl_vendor_ref (vendor));
    }
  cfl_flow_continue (flow);
}

static void
step_list_vendors (CflFlow *flow)
{
  AdoptData *data = flow->data;

  cfl_store_list_vendors_async (data->self->store, NULL, flow->cancellable, vendors_listed_cb,
                                flow);
}

static void
linked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  AdoptData *data = flow->data;
  GError *error = NULL;

  if (!cfl_store_link_contact_finish (CFL_STORE (source), result, &error))
    {
      cfl_flow_fail (flow, error);
      return;
    }
  data->linked++;
  cfl_flow_again (flow);
}

static void
step_link (CflFlow *flow)
{
  AdoptData *data = flow->data;

  while (data->next < data->contacts->len)
    {
      const CflContactRow *row = data->contacts->pdata[data->next++];
      const CflVendor *vendor =
          wants_link (row) ? g_hash_table_lookup (data->vendors, row->contact->adopted_vendor_id)
                           : NULL;

      if (vendor == NULL ||
          !cfl_match_can_link (cfl_vendor_match (vendor, row->contact, row->currency)))
        continue;
      cfl_store_link_contact_async (data->self->store, row->contact->id, vendor->id,
                                    flow->cancellable, linked_cb, flow);
      return;
    }
  if (data->linked > 0)
    {
      cfl_sync_service_emit_orders_changed (data->self);
      cfl_sync_service_emit_contacts_changed (data->self);
    }
  cfl_flow_continue (flow);
}

static const CflFlowStep adopt_steps[] = {
  { "list contacts", step_list_contacts },
  { "list vendors", step_list_vendors },
  { "link", step_link },
  { NULL, NULL },
};

void
cfl_sync_service_adopt_links_async (CflSyncService *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                           cfl_sync_service_adopt_links_async, "adopt links");
  AdoptData *data = g_new0 (AdoptData, 1);

  data->self = self;
  cfl_flow_start (task, adopt_steps, data, (GDestroyNotify) adopt_data_free);
}

gboolean
cfl_sync_service_adopt_links_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  return cfl_sync_service_finish_boolean (self, result, cfl_sync_service_adopt_links_async, error);
}
