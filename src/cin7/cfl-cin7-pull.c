/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-cin7"

#include "config.h"

#include "cfl-cin7-private.h"

#include <glib/gi18n-lib.h>

/* Pages come in the order of the ids. With a watermark, an order that is changed while we read can
 * only enter the list, never leave it, so rows come twice rather than not at all; one that enters
 * behind us was changed after we began, and the watermark never passes that moment.
 *
 * Answers are parsed and decoded in a thread: 250 orders of 90 lines would stall the window. */

#define RESOURCE "PurchaseOrders"
/* Clocks differ, and a change may become visible a little after its own time. */
#define OVERLAP (5 * 60 * (gint64) G_USEC_PER_SEC)

typedef struct {
  /* input */
  char *where;
  GTimeZone *zone;
  CflCin7OrdersPage page_func;
  gpointer page_data;
  /* in progress */
  guint page;
  gint64 began;
  GHashTable *seen; /* ids as text */
  /* output */
  gint64 newest;
  GPtrArray *problems;
} PullData;

typedef struct {
  CflHttpResponse *response;
  PullData *pull;
  guint rows;
  GPtrArray *orders;
} PageData;

static void
pull_data_free (gpointer data)
{
  PullData *pull = data;

  g_free (pull->where);
  g_time_zone_unref (pull->zone);
  g_hash_table_unref (pull->seen);
  g_clear_pointer (&pull->problems, g_ptr_array_unref);
  g_free (pull);
}

static void
page_data_free (gpointer data)
{
  PageData *page = data;

  cfl_http_response_unref (page->response);
  g_ptr_array_unref (page->orders);
  g_free (page);
}

/* Runs in a thread: nobody else touches the pull meanwhile. */
static void
read_page (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  PageData *page = task_data;
  PullData *pull = page->pull;
  GError *failure = NULL;
  g_autoptr (JsonNode) root = cfl_cin7_parse_page (page->response, RESOURCE, &failure);
  JsonArray *rows = cfl_json_node_get_array (root);

  if (root == NULL)
    {
      g_task_return_error (task, failure);
      return;
    }
  page->rows = cfl_json_array_get_length (rows);
  for (guint i = 0; i < page->rows && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CflOrder) order =
          cfl_cin7_decode_order (cfl_json_array_get_object (rows, i), pull->zone, &error);

      if (order == NULL)
        g_ptr_array_add (pull->problems, g_strdup (error->message));
      else
        {
          pull->newest = MAX (pull->newest, order->modified_at);
          if (g_hash_table_add (pull->seen, g_strdup (order->source_id)))
            g_ptr_array_add (page->orders, g_steal_pointer (&order));
        }
    }
  g_task_return_boolean (task, TRUE);
}

static void
page_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflCin7Client *self = CFL_CIN7_CLIENT (source);
  PullData *pull = g_task_get_task_data (task);
  PageData *page = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  /* A short page is no proof of the end; an empty one is. */
  if (page->rows == 0)
    {
      pull->newest = MIN (pull->newest, pull->began);
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (page->orders->len > 0)
    pull->page_func (self, page->orders, pull->page_data);
  pull->page++;
  if (cfl_cin7_client_wait (self, task))
    g_steal_pointer (&task);
  else
    cfl_cin7_pull_go_on (self, g_steal_pointer (&task));
}

static void
got_page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflCin7Client *self = CFL_CIN7_CLIENT (source);
  PullData *pull = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  CflHttpResponse *response = cfl_cin7_client_get_finish (self, result, &error);
  g_autoptr (GTask) reader = NULL;
  PageData *page;

  if (response == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  page = g_new0 (PageData, 1);
  page->response = response;
  page->pull = pull;
  page->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_order_unref);
  /* The reader keeps the page; the callback keeps the task and with it the pull. */
  reader = g_task_new (self, cancellable, page_read_cb, g_steal_pointer (&task));
  g_task_set_name (reader, "read a page");
  g_task_set_task_data (reader, page, page_data_free);
  g_task_run_in_thread (reader, read_page);
}

void
cfl_cin7_pull_go_on (CflCin7Client *self, GTask *task)
{
  PullData *pull = g_task_get_task_data (task);

  cfl_cin7_client_get_async (self, RESOURCE, NULL, pull->where, pull->page, CFL_CIN7_PAGE_ROWS,
                             g_task_get_cancellable (task), got_page_cb, task);
}

static char *
build_where (gint64 modified_since)
{
  g_autofree char *text = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (modified_since <= 0)
    return NULL;
  time = g_date_time_new_from_unix_utc ((modified_since - OVERLAP) / G_USEC_PER_SEC);
  text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
  return text != NULL ? g_strdup_printf ("modifiedDate>='%s'", text) : NULL;
}

void
cfl_cin7_client_pull_orders_async (CflCin7Client *self,
                                   gint64 modified_since,
                                   GTimeZone *zone,
                                   CflCin7OrdersPage page,
                                   gpointer page_data,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  PullData *pull = g_new0 (PullData, 1);

  pull->where = build_where (modified_since);
  pull->zone = g_time_zone_ref (zone);
  pull->page_func = page;
  pull->page_data = page_data;
  pull->page = 1;
  pull->began = g_get_real_time ();
  pull->newest = modified_since;
  pull->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pull->problems = g_ptr_array_new_with_free_func (g_free);
  g_task_set_source_tag (task, cfl_cin7_client_pull_orders_async);
  g_task_set_name (task, "pull orders");
  g_task_set_task_data (task, pull, pull_data_free);
  cfl_cin7_pull_go_on (self, task);
}

gboolean
cfl_cin7_client_pull_orders_finish (
    CflCin7Client *self, GAsyncResult *result, gint64 *newest, GPtrArray **problems, GError **error)
{
  PullData *pull;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  pull = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (newest != NULL)
    *newest = pull->newest;
  if (problems != NULL)
    *problems = g_steal_pointer (&pull->problems);
  return TRUE;
}
