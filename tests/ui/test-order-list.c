/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-order-list.h"
#include "cfl-test.h"

/* Answers at once or when told, and counts. */
typedef struct {
  CflOrderList *list;
  gboolean hold;
  GArray *asked; /* (element-type gint64) not yet answered */
} Loader;

static CflOrderRow *
make_row (gint64 id)
{
  CflOrderRow *row = cfl_order_row_new ();
  g_autofree char *reference = g_strdup_printf ("PO-%" G_GINT64_FORMAT, id);

  row->id = id;
  cfl_text_set (&row->order_reference, reference);
  return row;
}

static void
answer (Loader *loader)
{
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_order_row_unref);

  for (guint i = 0; i < loader->asked->len; i++)
    g_ptr_array_add (rows, make_row (g_array_index (loader->asked, gint64, i)));
  g_array_set_size (loader->asked, 0);
  cfl_order_list_take_rows (loader->list, rows);
}

static void
load (const gint64 *ids, guint n_ids, gpointer user_data)
{
  Loader *loader = user_data;

  g_assert_cmpuint (n_ids, <=, CFL_ORDER_LIST_PAGE);
  g_array_append_vals (loader->asked, ids, n_ids);
}

static void
loader_init (Loader *loader)
{
  loader->hold = FALSE;
  loader->asked = g_array_new (FALSE, FALSE, sizeof (gint64));
  loader->list = cfl_order_list_new (load, loader);
}

static void
loader_clear (Loader *loader)
{
  g_object_unref (loader->list);
  g_array_unref (loader->asked);
}

static GArray *
make_ids (gint64 from, guint n_ids)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_ids);

  for (guint i = 0; i < n_ids; i++)
    {
      gint64 id = from + i;

      g_array_append_val (ids, id);
    }
  return ids;
}

static void
test_placeholder (void)
{
  Loader loader;
  g_autoptr (CflOrderItem) item = NULL;
  g_autoptr (CflOrderItem) again = NULL;
  guint notified = 0;

  loader_init (&loader);
  cfl_order_list_take_ids (loader.list, make_ids (1, 10));
  g_assert_cmpuint (loader.asked->len, ==, 0);
  item = g_list_model_get_item (G_LIST_MODEL (loader.list), 3);
  again = g_list_model_get_item (G_LIST_MODEL (loader.list), 3);
  g_assert_true (item == again);
  g_assert_cmpint (cfl_order_item_get_id (item), ==, 4);
  g_assert_null (cfl_order_item_get_row (item));
  g_assert_cmpuint (loader.asked->len, ==, 10);

  g_signal_connect_swapped (item, "notify::row", G_CALLBACK (g_atomic_int_inc), &notified);
  answer (&loader);
  g_assert_cmpuint (notified, ==, 1);
  g_assert_cmpstr (cfl_order_item_get_row (item)->order_reference, ==, "PO-4");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (loader.list), 10));
  loader_clear (&loader);
}

/* A long list costs what is looked at and nothing more. */
static void
test_lazy (void)
{
  Loader loader;

  loader_init (&loader);
  cfl_order_list_take_ids (loader.list, make_ids (1, 100000));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (loader.list)), ==, 100000);
  for (guint i = 0; i < 205; i++)
    {
      g_autoptr (CflOrderItem) item = g_list_model_get_item (G_LIST_MODEL (loader.list), i);

      g_assert_nonnull (item);
    }
  g_assert_cmpuint (cfl_order_list_get_loads (loader.list), ==, CFL_ORDER_LIST_PAGE);
  answer (&loader);
  for (guint i = 60000; i < 60205; i++)
    {
      g_autoptr (CflOrderItem) item = g_list_model_get_item (G_LIST_MODEL (loader.list), i);

      g_assert_nonnull (item);
    }
  g_assert_cmpuint (cfl_order_list_get_loads (loader.list), <=, 3 * CFL_ORDER_LIST_PAGE);
  loader_clear (&loader);
}

/* A page that nobody has looked at for long is read again; an item held keeps its row. */
static void
test_forgets (void)
{
  Loader loader;
  g_autoptr (CflOrderItem) kept = NULL;
  guint loads;

  loader_init (&loader);
  cfl_order_list_take_ids (loader.list, make_ids (1, 100000));
  kept = g_list_model_get_item (G_LIST_MODEL (loader.list), 0);
  answer (&loader);
  for (guint page = 1; page < 40; page++)
    {
      g_autoptr (CflOrderItem) item =
          g_list_model_get_item (G_LIST_MODEL (loader.list), page * CFL_ORDER_LIST_PAGE);

      g_assert_nonnull (item);
      answer (&loader);
    }
  g_assert_nonnull (cfl_order_item_get_row (kept));
  loads = cfl_order_list_get_loads (loader.list);
  g_object_unref (g_list_model_get_item (G_LIST_MODEL (loader.list), 1));
  g_assert_cmpuint (cfl_order_list_get_loads (loader.list), >, loads);
  loader_clear (&loader);
}

/* Follows items-changed on a copy, as every view does. */
static void
replay_cb (GListModel *model, guint position, guint removed, guint added, GArray *copy)
{
  if (removed > 0)
    g_array_remove_range (copy, position, removed);
  for (guint i = 0; i < added; i++)
    {
      gint64 id = cfl_order_list_get_id (CFL_ORDER_LIST (model), position + i);

      g_array_insert_val (copy, position + i, id);
    }
  g_assert_cmpuint (copy->len, ==, g_list_model_get_n_items (model));
  for (guint i = 0; i < copy->len; i++)
    g_assert_cmpint (g_array_index (copy, gint64, i), ==,
                     cfl_order_list_get_id (CFL_ORDER_LIST (model), i));
}

static GArray *
random_subset (guint n_ids, int keep_percent, gboolean shuffle)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n_ids; i++)
    {
      gint64 id = i + 1;

      if (g_test_rand_int_range (0, 100) < keep_percent)
        g_array_append_val (ids, id);
    }
  for (guint i = ids->len; shuffle && i > 1; i--)
    {
      guint other = g_test_rand_int_range (0, i);
      gint64 id = g_array_index (ids, gint64, i - 1);

      g_array_index (ids, gint64, i - 1) = g_array_index (ids, gint64, other);
      g_array_index (ids, gint64, other) = id;
    }
  return ids;
}

static void
test_replay (void)
{
  Loader loader;
  g_autoptr (GArray) copy = g_array_new (FALSE, FALSE, sizeof (gint64));

  loader_init (&loader);
  g_signal_connect (loader.list, "items-changed", G_CALLBACK (replay_cb), copy);
  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GArray) expected = random_subset (g_test_rand_int_range (0, 80),
                                                   g_test_rand_int_range (0, 101), round % 5 == 4);

      cfl_order_list_take_ids (loader.list, g_array_copy (expected));
      g_assert_cmpuint (copy->len, ==, expected->len);
      if (copy->len > 0)
        g_assert_cmpmem (copy->data, copy->len * sizeof (gint64), expected->data,
                         expected->len * sizeof (gint64));
    }
  loader_clear (&loader);
}

static void
count_removed_cb (GListModel *model, guint position, guint removed, guint added, guint *total)
{
  *total += removed;
}

/* One row leaves: the others stay where they are, and with them the cursor and the scroll. */
static void
test_keeps_place (void)
{
  Loader loader;
  GArray *ids = make_ids (1, 500);
  guint removed = 0;
  g_autoptr (CflOrderItem) item = NULL;
  g_autoptr (CflOrderItem) after = NULL;

  loader_init (&loader);
  cfl_order_list_take_ids (loader.list, make_ids (1, 500));
  item = g_list_model_get_item (G_LIST_MODEL (loader.list), 300);
  answer (&loader);
  g_signal_connect (loader.list, "items-changed", G_CALLBACK (count_removed_cb), &removed);
  g_array_remove_index (ids, 100);
  cfl_order_list_take_ids (loader.list, ids);
  g_assert_cmpuint (removed, ==, 1);
  after = g_list_model_get_item (G_LIST_MODEL (loader.list), 299);
  g_assert_true (item == after);
  loader_clear (&loader);
}

/* GTK asks for every item while it looks for the focused one when a reset is one change. */
static void
whole_change_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  g_assert_true (removed == 0 || added == 0);
}

static void
test_reset_in_two (void)
{
  Loader loader;

  loader_init (&loader);
  cfl_order_list_take_ids (loader.list, make_ids (1, 30000));
  g_signal_connect (loader.list, "items-changed", G_CALLBACK (whole_change_cb), NULL);
  cfl_order_list_take_ids (loader.list, make_ids (5, 40000));
  cfl_order_list_take_ids (loader.list, make_ids (5, 0));
  loader_clear (&loader);
}

static void
test_refresh_row (void)
{
  Loader loader;
  g_autoptr (CflOrderItem) item = NULL;

  loader_init (&loader);
  cfl_order_list_take_ids (loader.list, make_ids (1, 1000));
  item = g_list_model_get_item (G_LIST_MODEL (loader.list), 0);
  answer (&loader);
  cfl_order_list_refresh_row (loader.list, 900); /* nobody looks at it */
  g_assert_cmpuint (loader.asked->len, ==, 0);
  cfl_order_list_refresh_row (loader.list, 1);
  cfl_order_list_refresh_row (loader.list, 1); /* asked for already */
  g_assert_cmpuint (loader.asked->len, ==, 1);
  loader_clear (&loader);
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/order-list/placeholder", test_placeholder);
  g_test_add_func ("/order-list/lazy", test_lazy);
  g_test_add_func ("/order-list/forgets", test_forgets);
  g_test_add_func ("/order-list/replay", test_replay);
  g_test_add_func ("/order-list/keeps-place", test_keeps_place);
  g_test_add_func ("/order-list/reset-in-two", test_reset_in_two);
  g_test_add_func ("/order-list/refresh-row", test_refresh_row);
  return g_test_run ();
}
