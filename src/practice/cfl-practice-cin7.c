/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-cin7-where.h"
#include "cfl-practice-cin7.h"
#include "cfl-practice-throttle.h"

#include <string.h>

#define DEFAULT_ROWS 50
#define MAX_ROWS 250
/* Selections kept; one page after the other asks for the same. */
#define MAX_SELECTIONS 8

static void
answer_message (CflPracticeCall *call, guint status, const char *message)
{
  g_autoptr (CflNode) node = cfl_node_new_object ();
  g_autofree char *text = NULL;

  cfl_node_set_text (node, "message", message);
  text = cfl_node_to_text (node);
  cfl_practice_call_answer (call, status, "application/json; charset=utf-8", text);
}

/* Most refusals of Cin7 are one JSON text and no object. */
static void
answer_text (CflPracticeCall *call, guint status, const char *message)
{
  g_autoptr (GString) text = g_string_new (NULL);

  cfl_node_write_string (message, text);
  cfl_practice_call_answer (call, status, "application/json; charset=utf-8", text->str);
}

static gboolean
has_key (CflPracticeCall *call, const char *key)
{
  const char *header = cfl_practice_call_header (call, "Authorization");
  g_autofree char *pair = g_strconcat (CFL_PRACTICE_CIN7_USER, ":", key, NULL);
  g_autofree char *coded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *expected = g_strconcat ("Basic ", coded, NULL);

  return g_strcmp0 (header, expected) == 0;
}

static gboolean
check_access (CflPracticeCall *call, const char *table_name)
{
  gboolean is_full = has_key (call, CFL_PRACTICE_CIN7_KEY);
  gboolean is_partial = has_key (call, CFL_PRACTICE_CIN7_KEY_WITHOUT_ORDERS);

  if (!is_full && !is_partial)
    answer_text (call, 401, "Unauthorized access");
  else if (!is_full && strcmp (table_name, "PurchaseOrders") == 0)
    answer_text (call, 403, "Access is forbidden");
  else
    return TRUE;
  return FALSE;
}

/* Every other refusal says how long to wait. */
static gboolean
admit (CflPracticeCall *call)
{
  CflPractice *practice = call->practice;
  gint64 now = g_get_monotonic_time () + practice->clock_offset * G_USEC_PER_SEC;

  if (cfl_practice_throttle_admit (practice->cin7_throttle, now, !practice->no_limits))
    return TRUE;
  practice->refused++;
  if (cfl_practice_throttle_get_refused (practice->cin7_throttle) % 2 == 1)
    cfl_practice_call_set_header (call, "Retry-After", "1");
  answer_text (call, 429, "Rate limit exceeded. Retry after some time.");
  return FALSE;
}

typedef struct {
  CflPracticeCin7Table *table;
  GPtrArray *keys; /* of char *, NULL for null */
  GByteArray *kinds;
  int direction;
} Sort;

static gint
compare_indices (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Sort *sort = user_data;
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;
  int order =
      cfl_practice_row_compare ((char) sort->kinds->data[first], sort->keys->pdata[first],
                                (char) sort->kinds->data[second], sort->keys->pdata[second]);

  return order != 0 ? sort->direction * order : (first > second) - (first < second);
}

static void
sort_selection (CflPracticeCin7Table *table, GArray *selection, const char *field, int direction)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GByteArray) kinds = g_byte_array_new ();
  Sort sort = { table, keys, kinds, direction };

  for (guint i = 0; i < table->rows->len; i++)
    {
      char kind;

      g_ptr_array_add (
          keys, cfl_practice_row_get (g_array_index (table->rows, CflPracticeCin7Row, i).text,
                                      field, &kind));
      g_byte_array_append (kinds, (const guint8 *) &kind, 1);
    }
  g_array_sort_with_data (selection, compare_indices, &sort);
}

static gboolean
read_order (const char *text, const char *const *fields, const char **field, int *direction)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,", -1);

  *field = cfl_practice_field_find (fields, words[0] == NULL ? "" : words[0]);
  /* Without a direction the order falls. */
  *direction = -1;
  if (*field == NULL)
    return FALSE;
  if (words[1] == NULL || *words[1] == '\0' || g_ascii_strcasecmp (words[1], "DESC") == 0)
    return TRUE;
  *direction = 1;
  return g_ascii_strcasecmp (words[1], "ASC") == 0;
}

/* The indices of the rows that where and order give, or NULL when the call has been answered. */
static GArray *
select_rows (CflPracticeCall *call, CflPracticeCin7Table *table)
{
  const char *where_text = cfl_practice_call_get (call, "where");
  const char *order_text = cfl_practice_call_get (call, "order");
  g_autofree char *key =
      g_strdup_printf ("%s|%s", where_text ? where_text : "", order_text ? order_text : "");
  GArray *selection = g_hash_table_lookup (table->selections, key);
  g_autoptr (CflPracticeWhere) where = NULL;
  g_autoptr (GError) error = NULL;
  const char *field = NULL;
  int direction = 1;

  if (selection != NULL)
    return selection;
  if (where_text != NULL && *where_text != '\0')
    {
      where = cfl_practice_where_parse (where_text, cfl_practice_cin7_fields (table), &error);
      if (where == NULL)
        {
          answer_message (call, 400, error->message);
          return NULL;
        }
    }
  if (order_text != NULL &&
      !read_order (order_text, cfl_practice_cin7_fields (table), &field, &direction))
    {
      answer_message (call, 400, "The order argument names an unknown field.");
      return NULL;
    }
  selection = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < table->rows->len; i++)
    if (where == NULL ||
        cfl_practice_where_holds (where, g_array_index (table->rows, CflPracticeCin7Row, i).text))
      g_array_append_val (selection, i);
  if (field != NULL && !(strcmp (field, "id") == 0 && direction == 1))
    sort_selection (table, selection, field, direction);
  if (g_hash_table_size (table->selections) >= MAX_SELECTIONS)
    g_hash_table_remove_all (table->selections);
  g_hash_table_insert (table->selections, g_steal_pointer (&key), selection);
  return selection;
}

static gboolean
read_number (const char *text, gint64 fallback, gint64 *number)
{
  *number = fallback;
  return text == NULL || g_ascii_string_to_signed (text, 10, G_MININT32, G_MAXINT32, number, NULL);
}

static void
write_row (const char *text, CflNode *wanted, GString *out)
{
  g_autoptr (CflNode) row = NULL;
  g_autoptr (CflNode) part = NULL;

  if (wanted == NULL)
    {
      g_string_append (out, text);
      return;
    }
  row = cfl_node_parse (text, -1, NULL);
  part = cfl_practice_cin7_project (row, wanted);
  cfl_node_write (part, out);
}

static void
handle_list (CflPracticeCall *call, CflPracticeCin7Table *table)
{
  const char *fields = cfl_practice_call_get (call, "fields");
  g_autoptr (CflNode) wanted = NULL;
  g_autoptr (GString) out = g_string_new ("[");
  GArray *selection;
  gint64 page, rows;

  if (!read_number (cfl_practice_call_get (call, "page"), 1, &page) || page < 1)
    {
      answer_text (call, 400, "The page argument has to be 1 or greater.");
      return;
    }
  if (!read_number (cfl_practice_call_get (call, "rows"), DEFAULT_ROWS, &rows) || rows < 1)
    {
      answer_text (call, 400, "The rows argument has to be 1 or greater.");
      return;
    }
  if (rows > MAX_ROWS)
    {
      answer_text (call, 400, "The rows argument cannot be greater than 250.");
      return;
    }
  if (fields != NULL && *fields != '\0')
    {
      wanted = cfl_practice_cin7_read_fields (fields, table);
      if (wanted == NULL)
        {
          answer_message (call, 400, "The fields argument names an unknown field.");
          return;
        }
    }
  selection = select_rows (call, table);
  if (selection == NULL)
    return;
  for (gint64 i = (page - 1) * rows; i < page * rows && i < (gint64) selection->len; i++)
    {
      guint index = g_array_index (selection, guint, i);

      if (out->len > 1)
        g_string_append_c (out, ',');
      write_row (g_array_index (table->rows, CflPracticeCin7Row, index).text, wanted, out);
    }
  g_string_append_c (out, ']');
  cfl_practice_call_answer (call, 200, "application/json; charset=utf-8", out->str);
}

/* Path: /api/v1/RESOURCE[/ID] */
void
cfl_practice_cin7_handle (CflPracticeCall *call)
{
  g_auto (GStrv) parts = g_strsplit (call->path, "/", -1);
  guint length = g_strv_length (parts);
  CflPracticeCin7Table *table =
      length == 4 || length == 5 ? cfl_practice_orders_get_table (call->practice, parts[3]) : NULL;
  CflPracticeCin7Row *row;

  if (!admit (call) || !check_access (call, table == NULL ? "" : table->name))
    return;
  if (table == NULL || strcmp (parts[2], "v1") != 0)
    answer_text (call, 404, "Resource not found");
  else if (strcmp (call->method, "PUT") == 0 && length == 4 &&
           strcmp (table->name, "PurchaseOrders") == 0)
    cfl_practice_cin7_put (call);
  else if (strcmp (call->method, "GET") != 0)
    answer_text (call, 403, "Access is forbidden");
  else if (length == 4)
    handle_list (call, table);
  else
    {
      row = cfl_practice_orders_find (call->practice, table->name,
                                      g_ascii_strtoll (parts[4], NULL, 10));
      if (row == NULL)
        answer_text (call, 404, "Resource not found");
      else
        cfl_practice_call_answer (call, 200, "application/json; charset=utf-8", row->text);
    }
}
