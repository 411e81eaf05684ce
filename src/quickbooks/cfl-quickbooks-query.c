/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-private.h"

#include <glib/gi18n-lib.h>

#define PAGE_ROWS 1000
/* What a server that overlooks MAXRESULTS gives; a page of exactly this many is suspicious. */
#define DEFAULT_ROWS 100
/* How often a list is read again whose length does not match the count. */
#define MAX_ROUNDS 2

/**
 * cfl_quickbooks_quote:
 *
 * Returns: (transfer full): @text as a value of a query, in quotes, before percent-encoding
 */
char *
cfl_quickbooks_quote (const char *text)
{
  GString *quoted = g_string_new ("'");

  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '\'' || *c == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *c);
    }
  g_string_append_c (quoted, '\'');
  return g_string_free (quoted, FALSE);
}

typedef struct {
  /* input */
  char *entity;
  char *condition; /* (nullable) */
  CflQuickbooksDecode decode;
  GDestroyNotify free_item;
  /* in progress */
  guint position; /* of the next page, from 1 */
  guint rounds;
  gboolean counting;
  GHashTable *seen; /* ids */
  /* output */
  GPtrArray *items;
} QueryData;

/* One page on its way through the thread that reads it. */
typedef struct {
  CflAnswer *answer;
  QueryData *query;
  guint rows;
} PageData;

static void
query_data_free (gpointer data)
{
  QueryData *query = data;

  g_free (query->entity);
  g_free (query->condition);
  g_hash_table_unref (query->seen);
  g_clear_pointer (&query->items, g_ptr_array_unref);
  g_free (query);
}

static void
page_data_free (gpointer data)
{
  PageData *page = data;

  cfl_answer_free (page->answer);
  g_free (page);
}

static void start_round (GTask *task);
static void ask (GTask *task);

static void
query_failed (GTask *task, GError *error)
{
  cfl_quickbooks_translate_error (&error);
  g_task_return_error (task, error);
}

/* Runs in a thread: nobody else touches the query meanwhile. */
static void
read_page (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  PageData *page = task_data;
  QueryData *query = page->query;
  JsonObject *response =
      cfl_json_get_object (cfl_json_node_get_object (page->answer->root), "QueryResponse");
  JsonArray *rows = cfl_json_get_array (response, query->entity);

  page->rows = cfl_json_array_get_length (rows);
  for (guint i = 0; i < page->rows; i++)
    {
      JsonObject *row = cfl_json_array_get_object (rows, i);
      const char *id = cfl_json_get_text (row, "Id");
      gpointer item;

      /* Rows shift between pages when somebody works in QuickBooks meanwhile. */
      if (id == NULL || *id == '\0' || !g_hash_table_add (query->seen, g_strdup (id)))
        continue;
      item = query->decode (row);
      if (item != NULL)
        g_ptr_array_add (query->items, item);
    }
  g_task_return_boolean (task, TRUE);
}

static void
page_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QueryData *query = g_task_get_task_data (task);
  PageData *page = g_task_get_task_data (G_TASK (result));
  guint rows = page->rows;

  if (g_task_return_error_if_cancelled (task))
    return;
  query->position += rows;
  if (rows >= PAGE_ROWS)
    ask (g_steal_pointer (&task));
  else if (query->position > PAGE_ROWS + 1 || (rows > 0 && rows % DEFAULT_ROWS == 0))
    {
      query->counting = TRUE;
      ask (g_steal_pointer (&task));
    }
  else
    g_task_return_pointer (task, g_steal_pointer (&query->items),
                           (GDestroyNotify) g_ptr_array_unref);
}

static void
counted (GTask *task, const CflAnswer *answer)
{
  QueryData *query = g_task_get_task_data (task);
  JsonObject *response =
      cfl_json_get_object (cfl_json_node_get_object (answer->root), "QueryResponse");
  gint64 count = 0;

  cfl_json_get_integer (response, "totalCount", &count);
  if ((gint64) g_hash_table_size (query->seen) < count && query->rounds < MAX_ROUNDS)
    {
      start_round (task);
      return;
    }
  if ((gint64) g_hash_table_size (query->seen) < count)
    g_task_return_new_error (task, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_PROTOCOL,
                             _ ("QuickBooks did not give the whole list: %u of %u entries came. "
                                "Try again later."),
                             g_hash_table_size (query->seen), (guint) count);
  else
    g_task_return_pointer (task, g_steal_pointer (&query->items),
                           (GDestroyNotify) g_ptr_array_unref);
  g_object_unref (task);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflQuickbooksClient *self = CFL_QUICKBOOKS_CLIENT (source);
  QueryData *query = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CflAnswer) answer = cfl_quickbooks_client_call_finish (self, result, &error);
  g_autoptr (GTask) reader = NULL;
  PageData *page;

  if (answer == NULL || !cfl_answer_set_error (answer, &error))
    {
      query_failed (task, error);
      return;
    }
  if (cfl_json_get_object (cfl_json_node_get_object (answer->root), "QueryResponse") == NULL)
    {
      g_task_return_new_error (task, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_PROTOCOL, "%s",
                               _ ("QuickBooks' answer holds no list. Try again later."));
      return;
    }
  if (query->counting)
    {
      counted (g_steal_pointer (&task), answer);
      return;
    }
  page = g_new0 (PageData, 1);
  page->answer = g_steal_pointer (&answer);
  page->query = query;
  reader = g_task_new (self, NULL, page_read_cb, g_steal_pointer (&task));
  g_task_set_name (reader, "read a page");
  g_task_set_task_data (reader, page, page_data_free);
  g_task_run_in_thread (reader, read_page);
}

static char *
build_statement (const QueryData *query)
{
  GString *statement = g_string_new (NULL);

  g_string_printf (statement, "SELECT %s FROM %s", query->counting ? "count(*)" : "*",
                   query->entity);
  if (query->condition != NULL)
    g_string_append_printf (statement, " WHERE %s", query->condition);
  if (!query->counting)
    g_string_append_printf (statement, " ORDERBY Id STARTPOSITION %u MAXRESULTS %d",
                            query->position, PAGE_ROWS);
  return g_string_free (statement, FALSE);
}

/* Takes over @task. */
static void
ask (GTask *task)
{
  CflQuickbooksClient *self = g_task_get_source_object (task);
  QueryData *query = g_task_get_task_data (task);
  g_autofree char *statement = build_statement (query);
  g_autofree char *escaped = g_uri_escape_string (statement, NULL, FALSE);
  g_autofree char *parameters = g_strconcat ("query=", escaped, NULL);
  g_autofree char *label = g_strconcat ("query ", query->entity, NULL);
  g_autoptr (CflHttpRequest) request =
      cfl_quickbooks_client_request_new (self, "GET", "/query", parameters);

  cfl_http_request_set_label (request, label);
  cfl_quickbooks_client_call_async (self, request, g_task_get_cancellable (task), asked_cb, task);
}

static void
start_round (GTask *task)
{
  QueryData *query = g_task_get_task_data (task);

  query->rounds++;
  query->position = 1;
  query->counting = FALSE;
  g_hash_table_remove_all (query->seen);
  g_clear_pointer (&query->items, g_ptr_array_unref);
  query->items = g_ptr_array_new_with_free_func (query->free_item);
  ask (task);
}

/**
 * cfl_quickbooks_client_query_async:
 * @entity: "Vendor", "Account", …
 * @condition: (nullable): what stands behind WHERE; see cfl_quickbooks_quote()
 * @decode: called in a thread for each row; a row for which it gives NULL is left out
 * @free_item: frees what @decode gives
 *
 * Reads all pages in the order of the ids. A list that was longer than one page is compared with
 * QuickBooks' own count, and read once more when rows are missing.
 */
void
cfl_quickbooks_client_query_async (CflQuickbooksClient *self,
                                   const char *entity,
                                   const char *condition,
                                   CflQuickbooksDecode decode,
                                   GDestroyNotify free_item,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  QueryData *query = g_new0 (QueryData, 1);

  query->entity = g_strdup (entity);
  query->condition = g_strdup (condition);
  query->decode = decode;
  query->free_item = free_item;
  query->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_source_tag (task, cfl_quickbooks_client_query_async);
  g_task_set_name (task, "query QuickBooks");
  g_task_set_task_data (task, query, query_data_free);
  start_round (task);
}

GPtrArray *
cfl_quickbooks_client_query_finish (CflQuickbooksClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
