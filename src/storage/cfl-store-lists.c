/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-store-query-private.h"

#include <string.h>

/* Sums are added up in two parts, so that no number of orders leaves 64 bits. */
#define PART 1000000000
#define SUM_COLUMNS                                                                                \
  "SELECT currency, count (*), sum (total_scaled / 1000000000),"                                   \
  " sum (total_scaled % 1000000000) FROM"
#define TOTAL_DIGITS 4

typedef struct {
  CflListing *listing;
  CflTicks *ticks; /* (nullable) */
  GArray *ids;     /* (element-type gint64) */
  GArray *sums;    /* (element-type CflSum) */
} ListData;

static void
list_data_free (gpointer user_data)
{
  ListData *data = user_data;

  cfl_listing_free (data->listing);
  g_clear_pointer (&data->ticks, cfl_ticks_free);
  g_array_unref (data->ids);
  g_array_unref (data->sums);
  g_free (data);
}

static ListData *
list_data_new (const CflListing *listing, const CflTicks *ticks)
{
  ListData *data = g_new0 (ListData, 1);

  data->listing = cfl_listing_copy (listing);
  data->ticks = ticks != NULL ? cfl_ticks_copy (ticks) : NULL;
  data->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  data->sums = g_array_new (FALSE, FALSE, sizeof (CflSum));
  return data;
}

static gboolean
read_ids (CflDatabase *database, ListData *data, gboolean only_ready, GError **error)
{
  g_autoptr (CflQuery) query = cfl_query_new (data->listing, only_ready);
  g_autofree char *select = g_strdup_printf ("SELECT %s FROM", query->id);
  CflStatement *statement = cfl_query_prepare (query, database, select, NULL, NULL);

  while (cfl_statement_next (statement, error))
    {
      gint64 id = cfl_read_integer (statement, 0);

      if (data->ticks == NULL || cfl_ticks_contains (data->ticks, id))
        g_array_append_val (data->ids, id);
    }
  return *error == NULL;
}

static CflWorkResult
ids_work (CflDatabase *database, gpointer data, GError **error)
{
  return read_ids (database, data, FALSE, error) ? CFL_WORK_DONE : CFL_WORK_FAILED;
}

static CflWorkResult
ticked_work (CflDatabase *database, gpointer data, GError **error)
{
  return read_ids (database, data, TRUE, error) ? CFL_WORK_DONE : CFL_WORK_FAILED;
}

static CflSum *
find_sum (GArray *sums, const char *currency)
{
  CflSum sum = { { 0 } };

  for (guint i = 0; i < sums->len; i++)
    if (g_str_equal (g_array_index (sums, CflSum, i).currency, currency))
      return &g_array_index (sums, CflSum, i);
  g_strlcpy (sum.currency, currency, sizeof sum.currency);
  g_array_append_val (sums, sum);
  return &g_array_index (sums, CflSum, sums->len - 1);
}

/* Adds the rows of a statement with SUM_COLUMNS, or takes them away. */
static void
add_sums (ListData *data, CflStatement *statement, int sign, const char *home, GError **error)
{
  while (cfl_statement_next (statement, error))
    {
      const char *currency = cfl_read_text (statement, 0);
      CflSum *sum = find_sum (data->sums, currency[0] != '\0' ? currency : home);
      CflDecimal high = cfl_decimal_multiply (
          cfl_decimal_from_scaled (cfl_read_integer (statement, 2), TOTAL_DIGITS),
          cfl_decimal_from_integer (PART));
      CflDecimal low = cfl_decimal_from_scaled (cfl_read_integer (statement, 3), TOTAL_DIGITS);
      CflDecimal both = cfl_decimal_add (high, low);

      if (sign > 0)
        {
          sum->sum = cfl_decimal_add (sum->sum, both);
          sum->count += (guint) cfl_read_integer (statement, 1);
        }
      else
        {
          sum->sum = cfl_decimal_subtract (sum->sum, both);
          sum->count -= (guint) cfl_read_integer (statement, 1);
        }
    }
}

static void
add_exceptions (
    CflDatabase *database, ListData *data, const CflQuery *query, const char *home, GError **error)
{
  int sign = data->ticks->all ? -1 : 1;

  for (guint i = 0; *error == NULL && i < data->ticks->exceptions->len; i++)
    {
      int next;
      CflStatement *statement = cfl_query_prepare (
          query, database, SUM_COLUMNS, "AND +list = +list AND id = ? GROUP BY currency", &next);

      cfl_bind_integer (statement, next, g_array_index (data->ticks->exceptions, gint64, i));
      add_sums (data, statement, sign, home, error);
    }
}

static int
compare_sums (gconstpointer a, gconstpointer b)
{
  const CflSum *left = a;
  const CflSum *right = b;

  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;
  return strcmp (left->currency, right->currency);
}

/* All with a few exceptions is one pass over an index and a look at each exception. */
static CflWorkResult
sum_work (CflDatabase *database, gpointer user_data, GError **error)
{
  ListData *data = user_data;
  const CflCompany *company = cfl_database_get_company (database, error);
  g_autoptr (CflQuery) query = cfl_query_new (data->listing, TRUE);

  if (company == NULL)
    return CFL_WORK_FAILED;
  if (data->ticks == NULL || data->ticks->all)
    add_sums (data, cfl_query_prepare (query, database, SUM_COLUMNS, "GROUP BY currency", NULL), 1,
              company->home_currency, error);
  if (data->ticks != NULL)
    add_exceptions (database, data, query, company->home_currency, error);
  if (*error != NULL)
    return CFL_WORK_FAILED;

  for (guint i = data->sums->len; i > 0; i--)
    if (g_array_index (data->sums, CflSum, i - 1).count == 0)
      g_array_remove_index (data->sums, i - 1);
  g_array_sort (data->sums, compare_sums);
  return CFL_WORK_DONE;
}

static const CflStoreJob ids_job = { ids_work, CFL_PRIORITY_READ, CFL_DURABILITY_READ };
static const CflStoreJob ticked_job = { ticked_work, CFL_PRIORITY_READ, CFL_DURABILITY_READ };
static const CflStoreJob sum_job = { sum_work, CFL_PRIORITY_READ, CFL_DURABILITY_READ };

void
cfl_store_list_ids_async (CflStore *self,
                          const CflListing *listing,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  cfl_store_post (self, &ids_job, list_data_new (listing, NULL), list_data_free, cancellable,
                  callback, user_data);
}

GArray *
cfl_store_list_ids_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  ListData *data = cfl_store_collect (self, &ids_job, result, error);

  return data != NULL ? g_array_ref (data->ids) : NULL;
}

void
cfl_store_sum_async (CflStore *self,
                     const CflListing *listing,
                     const CflTicks *ticks,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  cfl_store_post (self, &sum_job, list_data_new (listing, ticks), list_data_free, cancellable,
                  callback, user_data);
}

GArray *
cfl_store_sum_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  ListData *data = cfl_store_collect (self, &sum_job, result, error);

  return data != NULL ? g_array_ref (data->sums) : NULL;
}

void
cfl_store_list_ticked_async (CflStore *self,
                             const CflListing *listing,
                             const CflTicks *ticks,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  cfl_store_post (self, &ticked_job, list_data_new (listing, ticks), list_data_free, cancellable,
                  callback, user_data);
}

GArray *
cfl_store_list_ticked_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  ListData *data = cfl_store_collect (self, &ticked_job, result, error);

  return data != NULL ? g_array_ref (data->ids) : NULL;
}
