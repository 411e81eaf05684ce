/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-query-private.h"

#include <string.h>

/* The trigram index finds nothing shorter. */
#define TRIGRAM 3

/* What each way of sorting compares, most important first, before the id; each has its index
 * (cfl-schema.c), in the same words. */
static const char *const sort_keys[][3] = {
  [CFL_SORT_REFERENCE] = { "reference_full COLLATE NOCASE" },
  [CFL_SORT_SUPPLIER] = { "supplier COLLATE NOCASE" },
  [CFL_SORT_INVOICE_DATE] = { "list_date" },
  [CFL_SORT_DUE_DATE] = { "due_date" },
  [CFL_SORT_TOTAL] = { "currency", "total_scaled" },
  [CFL_SORT_STATUS] = { "show", "reason" },
  [CFL_SORT_LAST_TRY] = { "tried_at" },
  [CFL_SORT_VENDOR] = { "vendor_name COLLATE NOCASE" },
  [CFL_SORT_NUMBER] = { "CAST (quickbooks_id AS INTEGER)" },
};

/* The same of the documents of a run, as they were sent: a run is read whole, so no index is needed. A
 * total is positive, and its digits behind the point are as many as the currency has. */
static const char *const document_keys[][3] = {
  [CFL_SORT_REFERENCE] = { "o.reference_full COLLATE NOCASE" },
  [CFL_SORT_SUPPLIER] = { "a.vendor_name COLLATE NOCASE" },
  [CFL_SORT_INVOICE_DATE] = { "a.date" },
  [CFL_SORT_DUE_DATE] = { "o.due_date" },
  [CFL_SORT_TOTAL] = { "a.currency", "CAST (a.total AS INTEGER)",
                       "substr (a.total, instr (a.total || '.', '.'))" },
  [CFL_SORT_STATUS] = { "a.state", "a.undone_by <> 0", "coalesce (c.standing, 0)" },
  [CFL_SORT_LAST_TRY] = { "max (a.started_at, a.finished_at)" },
  [CFL_SORT_VENDOR] = { "a.vendor_name COLLATE NOCASE" },
  [CFL_SORT_NUMBER] = { "CAST (a.quickbooks_id AS INTEGER)" },
};

static gboolean
is_hidden_show (CflShow show)
{
  return show == CFL_SHOW_DO_NOT_IMPORT || show == CFL_SHOW_VOID || show == CFL_SHOW_OUT_OF_WINDOW;
}

/* A word of the user in the language of the index: between quotes, so that nothing in it means
 * anything. */
static char *
quote_word (const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  return g_strdup_printf ("\"%s\"", doubled);
}

/* Every word has to be there, in any order. @table is the prefix of the columns of orders. */
static void
add_search (CflQuery *self, const char *search, const char *table)
{
  g_autofree char *folded = cfl_search_fold (search);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (words[i][0] == '\0')
        continue;
      if (g_utf8_strlen (words[i], -1) >= TRIGRAM)
        {
          g_string_append_printf (self->where,
                                  " AND %sid IN (SELECT rowid FROM order_search"
                                  " WHERE order_search MATCH ?)",
                                  table);
          g_ptr_array_add (self->texts, quote_word (words[i]));
        }
      else
        {
          g_string_append_printf (self->where, " AND instr (%ssearch_text, ?) > 0", table);
          g_ptr_array_add (self->texts, g_strdup (words[i]));
        }
    }
}

static void
add_order (CflQuery *self, const CflListing *listing, const char *const (*keys)[3])
{
  const char *direction = listing->descending ? " DESC" : "";
  guint sort = (guint) listing->sort < G_N_ELEMENTS (sort_keys) ? listing->sort : 0;

  for (guint i = 0; i < G_N_ELEMENTS (keys[0]) && keys[sort][i] != NULL; i++)
    g_string_append_printf (self->order_by, "%s%s, ", keys[sort][i], direction);
  g_string_append_printf (self->order_by, "%s%s", self->id, direction);
}

static CflQuery *
query_new (const char *table, const char *id)
{
  CflQuery *self = g_new0 (CflQuery, 1);

  self->table = table;
  self->id = id;
  self->where = g_string_new (NULL);
  self->order_by = g_string_new (NULL);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* What was sent in one run, wherever its orders stand by now; what never left is not of interest. */
static CflQuery *
query_new_for_run (const CflListing *listing)
{
  CflQuery *self = query_new ("attempts a JOIN orders o ON o.id = a.order_id"
                              " LEFT JOIN comparisons c ON c.attempt_id = a.id",
                              "o.id");

  g_string_printf (self->where, "a.run_id = %" G_GINT64_FORMAT " AND a.state <> 5",
                   listing->run_id);
  if (listing->search != NULL)
    add_search (self, listing->search, "o.");
  add_order (self, listing, document_keys);
  return self;
}

CflQuery *
cfl_query_new (const CflListing *listing, gboolean only_ready)
{
  CflQuery *self;

  if (listing->list == CFL_LIST_UPLOADED && listing->run_id != 0)
    return query_new_for_run (listing);
  self = query_new ("orders", "id");
  g_string_printf (self->where, "list = %d AND hidden = %d", (int) listing->list,
                   is_hidden_show (listing->show));
  /* So that SQLite sees that the partial indexes hold what is asked for. */
  if (listing->list >= CFL_LIST_INVOICE_ERRORS)
    g_string_append (self->where, " AND list >= 2");
  if (listing->show != CFL_SHOW_ALL)
    g_string_append_printf (self->where, " AND show = %d", (int) listing->show);
  if (only_ready)
    g_string_append_printf (self->where, " AND show = %d", (int) CFL_SHOW_READY);
  if (listing->cause != NULL && listing->cause[0] != '\0')
    {
      g_string_append (self->where, " AND cause = ?");
      g_ptr_array_add (self->texts, g_strdup (listing->cause));
    }
  if (listing->search != NULL)
    add_search (self, listing->search, "");
  add_order (self, listing, sort_keys);
  return self;
}

void
cfl_query_free (CflQuery *self)
{
  g_string_free (self->where, TRUE);
  g_string_free (self->order_by, TRUE);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

/**
 * cfl_query_prepare:
 * @before: from SELECT to FROM
 * @after: (nullable): behind the conditions; NULL for the order of the listing
 * @next: (out) (optional): the index of the first place that is not bound yet
 */
CflStatement *
cfl_query_prepare (
    const CflQuery *self, CflDatabase *database, const char *before, const char *after, int *next)
{
  g_autofree char *sql = g_strdup_printf ("%s %s WHERE %s %s%s", before, self->table,
                                          self->where->str, after != NULL ? after : "ORDER BY ",
                                          after != NULL ? "" : self->order_by->str);
  CflStatement *statement = cfl_statement_get (database, sql);

  for (guint i = 0; i < self->texts->len; i++)
    cfl_bind_text (statement, (int) i + 1, g_ptr_array_index (self->texts, i));
  if (next != NULL)
    *next = (int) self->texts->len + 1;
  return statement;
}
