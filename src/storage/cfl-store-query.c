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

/* Every word has to be there, in any order. */
static void
add_search (CflQuery *self, const char *search)
{
  g_autofree char *folded = cfl_search_fold (search);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (words[i][0] == '\0')
        continue;
      if (g_utf8_strlen (words[i], -1) >= TRIGRAM)
        {
          g_string_append (self->where, " AND id IN (SELECT rowid FROM order_search"
                                        " WHERE order_search MATCH ?)");
          g_ptr_array_add (self->texts, quote_word (words[i]));
        }
      else
        {
          g_string_append (self->where, " AND instr (search_text, ?) > 0");
          g_ptr_array_add (self->texts, g_strdup (words[i]));
        }
    }
}

static void
add_order (CflQuery *self, const CflListing *listing)
{
  const char *direction = listing->descending ? " DESC" : "";
  guint sort = (guint) listing->sort < G_N_ELEMENTS (sort_keys) ? listing->sort : 0;

  for (guint i = 0; i < G_N_ELEMENTS (sort_keys[0]) && sort_keys[sort][i] != NULL; i++)
    g_string_append_printf (self->order_by, "%s%s, ", sort_keys[sort][i], direction);
  g_string_append_printf (self->order_by, "id%s", direction);
}

CflQuery *
cfl_query_new (const CflListing *listing, gboolean only_ready)
{
  CflQuery *self = g_new0 (CflQuery, 1);

  self->where = g_string_new (NULL);
  self->order_by = g_string_new (NULL);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  g_string_printf (self->where, "list = %d AND hidden = %d", (int) listing->list,
                   is_hidden_show (listing->show));
  /* So that SQLite sees that the partial indexes hold what is asked for. */
  if (listing->list >= CFL_LIST_INVOICE_ERRORS)
    g_string_append (self->where, " AND list >= 2");
  if (listing->show != CFL_SHOW_ALL)
    g_string_append_printf (self->where, " AND show = %d", (int) listing->show);
  if (only_ready)
    g_string_append_printf (self->where, " AND show = %d", (int) CFL_SHOW_READY);
  if (listing->run_id != 0)
    g_string_append_printf (self->where, " AND run_id = %" G_GINT64_FORMAT, listing->run_id);
  if (listing->cause != NULL && listing->cause[0] != '\0')
    {
      g_string_append (self->where, " AND cause = ?");
      g_ptr_array_add (self->texts, g_strdup (listing->cause));
    }
  if (listing->search != NULL)
    add_search (self, listing->search);
  add_order (self, listing);
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
 * @before: from SELECT to FROM orders
 * @after: (nullable): behind the conditions; NULL for the order of the listing
 * @next: (out) (optional): the index of the first place that is not bound yet
 */
CflStatement *
cfl_query_prepare (
    const CflQuery *self, CflDatabase *database, const char *before, const char *after, int *next)
{
  g_autofree char *sql = g_strdup_printf ("%s WHERE %s %s%s", before, self->where->str,
                                          after != NULL ? after : "ORDER BY ",
                                          after != NULL ? "" : self->order_by->str);
  CflStatement *statement = cfl_statement_get (database, sql);

  for (guint i = 0; i < self->texts->len; i++)
    cfl_bind_text (statement, (int) i + 1, g_ptr_array_index (self->texts, i));
  if (next != NULL)
    *next = (int) self->texts->len + 1;
  return statement;
}
