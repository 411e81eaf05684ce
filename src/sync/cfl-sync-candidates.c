/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which vendors fit a supplier. Comparing names is work for a thread: contacts and vendors do not
 * change once they are made. */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-sync-service-private.h"

#include <glib/gi18n-lib.h>

#define MAX_CANDIDATES 50

typedef struct {
  CflSyncService *self;
  gint64 contact_id; /* 0: all that are not linked */
  char *search;
  GPtrArray *contacts; /* (element-type CflContactRow) */
  GPtrArray *vendors;
  GPtrArray *found; /* (element-type CflCandidate) or (element-type CflContactRow) */
} CandidatesData;

static void
candidates_data_free (CandidatesData *data)
{
  g_free (data->search);
  g_clear_pointer (&data->contacts, g_ptr_array_unref);
  g_clear_pointer (&data->vendors, g_ptr_array_unref);
  g_clear_pointer (&data->found, g_ptr_array_unref);
  g_free (data);
}

void
cfl_candidate_free (CflCandidate *self)
{
  cfl_vendor_unref (self->vendor);
  g_free (self);
}

static void
contacts_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  CandidatesData *data = flow->data;
  GError *error = NULL;

  data->contacts = cfl_store_list_contacts_finish (CFL_STORE (source), result, &error);
  if (data->contacts == NULL)
    cfl_flow_fail (flow, error);
  else
    cfl_flow_continue (flow);
}

static void
step_list_contacts (CflFlow *flow)
{
  CandidatesData *data = flow->data;

  cfl_store_list_contacts_async (data->self->store, NULL, flow->cancellable, contacts_listed_cb,
                                 flow);
}

static void
vendors_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  CandidatesData *data = flow->data;
  GError *error = NULL;

  data->vendors = cfl_store_list_vendors_finish (CFL_STORE (source), result, &error);
  if (data->vendors == NULL)
    cfl_flow_fail (flow, error);
  else
    cfl_flow_continue (flow);
}

static void
step_list_vendors (CflFlow *flow)
{
  CandidatesData *data = flow->data;

  cfl_store_list_vendors_async (data->self->store, data->search, flow->cancellable,
                                vendors_listed_cb, flow);
}

static const CflContactRow *
find_row (const CandidatesData *data)
{
  for (guint i = 0; i < data->contacts->len; i++)
    {
      const CflContactRow *row = data->contacts->pdata[i];

      if (row->contact->id == data->contact_id)
        return row;
    }
  return NULL;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const CflCandidate *one = *(CflCandidate *const *) a;
  const CflCandidate *other = *(CflCandidate *const *) b;

  if (one->match.score != other->match.score)
    return one->match.score > other->match.score ? -1 : 1;
  if (one->match.likeness != other->match.likeness)
    return one->match.likeness > other->match.likeness ? -1 : 1;
  return g_utf8_collate (one->vendor->display_name, other->vendor->display_name);
}

static void
match_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CandidatesData *data = task_data;
  const CflContactRow *row = find_row (data);

  data->found = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_candidate_free);
  for (guint i = 0; row != NULL && i < data->vendors->len; i++)
    {
      CflVendor *vendor = data->vendors->pdata[i];
      CflCandidate *candidate;

      if (g_task_return_error_if_cancelled (task))
        return;
      candidate = g_new0 (CflCandidate, 1);
      candidate->vendor = cfl_vendor_ref (vendor);
      candidate->match = cfl_vendor_match (vendor, row->contact, row->currency);
      g_ptr_array_add (data->found, candidate);
    }
  g_ptr_array_sort (data->found, compare_candidates);
  if (data->found->len > MAX_CANDIDATES)
    g_ptr_array_set_size (data->found, MAX_CANDIDATES);
  g_task_return_boolean (task, TRUE);
}

/* The vendor of that name; NULL when there are several that could be meant. */
static CflVendor *
find_exact (GHashTable *by_name, const CflContactRow *row)
{
  g_autofree char *folded = cfl_name_fold (row->contact->name);
  GPtrArray *same = folded[0] == '\0' ? NULL : g_hash_table_lookup (by_name, folded);
  CflVendor *exact = NULL;

  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      CflVendor *vendor = same->pdata[i];

      if (!cfl_match_is_exact (cfl_vendor_match (vendor, row->contact, row->currency)))
        continue;
      if (exact != NULL)
        return NULL;
      exact = vendor;
    }
  return exact;
}

static void
index_name (GHashTable *by_name, CflVendor *vendor, const char *name)
{
  char *folded = cfl_name_fold (name);
  GPtrArray *same = g_hash_table_lookup (by_name, folded);

  if (same == NULL)
    {
      same = g_ptr_array_new ();
      g_hash_table_insert (by_name, folded, same);
    }
  else
    g_free (folded);
  if (!g_ptr_array_find (same, vendor, NULL))
    g_ptr_array_add (same, vendor);
}

static CflContactRow *
make_proposal (const CflContactRow *row, CflVendor *vendor)
{
  CflContactRow *proposal = cfl_contact_row_new ();

  g_clear_pointer (&proposal->contact, cfl_contact_unref);
  proposal->contact = cfl_contact_ref (row->contact);
  proposal->vendor = cfl_vendor_ref (vendor);
  cfl_text_set (&proposal->currency, row->currency);
  cfl_text_set (&proposal->waiting_references, row->waiting_references);
  proposal->waiting = row->waiting;
  proposal->reason = CFL_REASON_NOT_LINKED;
  return proposal;
}

/* Names are folded once each, not once for each pair. */
static void
match_all_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CandidatesData *data = task_data;
  g_autoptr (GHashTable) by_name =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  data->found = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_contact_row_unref);
  for (guint i = 0; i < data->vendors->len; i++)
    {
      CflVendor *vendor = data->vendors->pdata[i];

      index_name (by_name, vendor, vendor->display_name);
      index_name (by_name, vendor, vendor->company_name);
    }
  for (guint i = 0; i < data->contacts->len; i++)
    {
      const CflContactRow *row = data->contacts->pdata[i];
      CflVendor *vendor;

      if (g_task_return_error_if_cancelled (task))
        return;
      vendor = row->contact->vendor_id[0] == '\0' ? find_exact (by_name, row) : NULL;
      if (vendor != NULL)
        g_ptr_array_add (data->found, make_proposal (row, vendor));
    }
  g_task_return_boolean (task, TRUE);
}

static void
matched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CflFlow *flow = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    cfl_flow_continue (flow);
  else
    cfl_flow_fail (flow, error);
}

static void
run_in_thread (CflFlow *flow, GTaskThreadFunc work)
{
  g_autoptr (GTask) task = g_task_new (NULL, flow->cancellable, matched_cb, flow);

  g_task_set_task_data (task, flow->data, NULL);
  g_task_run_in_thread (task, work);
}

static void
step_match (CflFlow *flow)
{
  run_in_thread (flow, match_thread);
}

static void
step_match_all (CflFlow *flow)
{
  run_in_thread (flow, match_all_thread);
}

static const CflFlowStep candidates_steps[] = {
  { "list contacts", step_list_contacts },
  { "list vendors", step_list_vendors },
  { "match", step_match },
  { NULL, NULL },
};

static const CflFlowStep exact_steps[] = {
  { "list contacts", step_list_contacts },
  { "list vendors", step_list_vendors },
  { "match all", step_match_all },
  { NULL, NULL },
};

static void
start (CflSyncService *self,
       GTask *given,
       const CflFlowStep *steps,
       gint64 contact_id,
       const char *search)
{
  g_autoptr (GTask) task = given;
  CandidatesData *data;

  if (!cfl_sync_service_require_store (self, task))
    return;
  data = g_new0 (CandidatesData, 1);
  data->self = self;
  data->contact_id = contact_id;
  data->search = g_strdup (search);
  cfl_flow_start (g_steal_pointer (&task), steps, data, (GDestroyNotify) candidates_data_free);
}

void
cfl_sync_service_list_candidates_async (CflSyncService *self,
                                        gint64 contact_id,
                                        const char *search,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  start (self,
         cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                    cfl_sync_service_list_candidates_async, "list candidates"),
         candidates_steps, contact_id, search);
}

GPtrArray *
cfl_sync_service_list_candidates_finish (CflSyncService *self, GAsyncResult *result, GError **error)
{
  CandidatesData *data = cfl_flow_get_data (G_TASK (result));

  if (!cfl_sync_service_finish_boolean (self, result, cfl_sync_service_list_candidates_async,
                                        error))
    return NULL;
  return g_steal_pointer (&data->found);
}

void
cfl_sync_service_list_exact_matches_async (CflSyncService *self,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  start (self,
         cfl_sync_service_task_new (self, cancellable, callback, user_data,
                                    cfl_sync_service_list_exact_matches_async,
                                    "list exact matches"),
         exact_steps, 0, NULL);
}

GPtrArray *
cfl_sync_service_list_exact_matches_finish (CflSyncService *self,
                                            GAsyncResult *result,
                                            GError **error)
{
  CandidatesData *data = cfl_flow_get_data (G_TASK (result));

  if (!cfl_sync_service_finish_boolean (self, result, cfl_sync_service_list_exact_matches_async,
                                        error))
    return NULL;
  return g_steal_pointer (&data->found);
}
