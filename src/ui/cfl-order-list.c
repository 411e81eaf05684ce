/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-order-list.h"

/* Rows kept that no item holds: 16 pages, some screens to either side. */
#define CFL_ORDER_LIST_KEPT_PAGES 16
/* Beyond this many rows a change is announced as a whole: comparing would take a frame. */
#define CFL_ORDER_LIST_COMPARE_MAX 20000
/* Beyond this many separate changes too. */
#define CFL_ORDER_LIST_EDITS_MAX 64

typedef struct {
  guint number;
  gboolean loading;
  GPtrArray *rows; /* (element-type CflOrderRow) keeps what was read alive */
} Page;

struct _CflOrderList {
  GObject parent_instance;

  CflOrderListLoad load;
  gpointer load_data;
  GArray *ids;
  GHashTable *items;   /* (element-type gint64 CflOrderItem) those alive; not owned */
  GHashTable *rows;    /* (element-type gint64 CflOrderRow) of the pages kept; owned by them */
  GHashTable *loading; /* (element-type gint64) asked for and not yet here */
  GQueue pages;        /* (element-type Page) looked at last comes first */
  guint loads;
};

static void cfl_order_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CflOrderList,
                               cfl_order_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, cfl_order_list_model_init))

static void
page_free (Page *page)
{
  g_clear_pointer (&page->rows, g_ptr_array_unref);
  g_free (page);
}

static void
item_gone_cb (gpointer user_data, GObject *item)
{
  CflOrderList *self = user_data;
  GHashTableIter iter;
  gpointer value;

  /* The item is finalized already, so its id cannot be asked; the number alive is small. */
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (value == item)
      {
        g_hash_table_iter_remove (&iter);
        return;
      }
}

static gint64 *
id_new (gint64 id)
{
  return g_memdup2 (&id, sizeof id);
}

/* Forgets every row that was read; items alive keep showing theirs until the new one is here. */
static void
forget_pages (CflOrderList *self)
{
  g_queue_clear_full (&self->pages, (GDestroyNotify) page_free);
  g_hash_table_remove_all (self->rows);
  g_hash_table_remove_all (self->loading);
}

static Page *
find_page (CflOrderList *self, guint number)
{
  for (GList *link = self->pages.head; link != NULL; link = link->next)
    {
      Page *page = link->data;

      if (page->number == number)
        {
          g_queue_unlink (&self->pages, link);
          g_queue_push_head_link (&self->pages, link);
          return page;
        }
    }
  return NULL;
}

static void
drop_last_page (CflOrderList *self)
{
  Page *page = g_queue_pop_tail (&self->pages);

  for (guint i = 0; i < page->rows->len; i++)
    {
      CflOrderRow *row = g_ptr_array_index (page->rows, i);

      if (g_hash_table_lookup (self->rows, &row->id) == row)
        g_hash_table_remove (self->rows, &row->id);
    }
  page_free (page);
}

static void
ask (CflOrderList *self, GArray *wanted)
{
  for (guint i = 0; i < wanted->len; i++)
    g_hash_table_add (self->loading, id_new (g_array_index (wanted, gint64, i)));
  self->loads += wanted->len;
  if (wanted->len > 0)
    self->load ((const gint64 *) (void *) wanted->data, wanted->len, self->load_data);
}

static void
need_page (CflOrderList *self, guint position)
{
  guint number = position / CFL_ORDER_LIST_PAGE;
  guint first = number * CFL_ORDER_LIST_PAGE;
  guint end = MIN (first + CFL_ORDER_LIST_PAGE, self->ids->len);
  g_autoptr (GArray) wanted = NULL;
  Page *page = find_page (self, number);

  if (page != NULL)
    return;

  page = g_new0 (Page, 1);
  page->number = number;
  page->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_order_row_unref);
  g_queue_push_head (&self->pages, page);
  if (self->pages.length > CFL_ORDER_LIST_KEPT_PAGES)
    drop_last_page (self);

  wanted = g_array_sized_new (FALSE, FALSE, sizeof (gint64), end - first);
  for (guint i = first; i < end; i++)
    {
      gint64 id = g_array_index (self->ids, gint64, i);

      if (!g_hash_table_contains (self->loading, &id))
        g_array_append_val (wanted, id);
    }
  ask (self, wanted);
}

static GType
cfl_order_list_get_item_type (GListModel *model)
{
  return CFL_TYPE_ORDER_ITEM;
}

static guint
cfl_order_list_get_n_items (GListModel *model)
{
  return CFL_ORDER_LIST (model)->ids->len;
}

static gpointer
cfl_order_list_get_item (GListModel *model, guint position)
{
  CflOrderList *self = CFL_ORDER_LIST (model);
  CflOrderItem *item;
  CflOrderRow *row;
  gint64 id;

  if (position >= self->ids->len)
    return NULL;

  need_page (self, position);
  id = g_array_index (self->ids, gint64, position);
  item = g_hash_table_lookup (self->items, &id);
  if (item != NULL)
    return g_object_ref (item);

  item = cfl_order_item_new (id);
  g_hash_table_insert (self->items, id_new (id), item);
  g_object_weak_ref (G_OBJECT (item), item_gone_cb, self);
  row = g_hash_table_lookup (self->rows, &id);
  if (row != NULL)
    cfl_order_item_set_row (item, row);
  return item;
}

static void
cfl_order_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = cfl_order_list_get_item_type;
  iface->get_n_items = cfl_order_list_get_n_items;
  iface->get_item = cfl_order_list_get_item;
}

static void
cfl_order_list_finalize (GObject *object)
{
  CflOrderList *self = CFL_ORDER_LIST (object);
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    g_object_weak_unref (G_OBJECT (item), item_gone_cb, self);
  forget_pages (self);
  g_clear_pointer (&self->items, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->loading, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_array_unref);

  G_OBJECT_CLASS (cfl_order_list_parent_class)->finalize (object);
}

static void
cfl_order_list_class_init (CflOrderListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cfl_order_list_finalize;
}

static void
cfl_order_list_init (CflOrderList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->loading = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_queue_init (&self->pages);
}

CflOrderList *
cfl_order_list_new (CflOrderListLoad load, gpointer user_data)
{
  CflOrderList *self = g_object_new (CFL_TYPE_ORDER_LIST, NULL);

  self->load = load;
  self->load_data = user_data;
  return self;
}

static gint64
id_at (const GArray *ids, guint position)
{
  return g_array_index (ids, gint64, position);
}

/* Positions in @to of the ids of @from; NULL when the ids that both hold stand in another order. */
static GHashTable *
common_ids (const GArray *from, const GArray *to)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint expected = 0;

  for (guint i = 0; i < to->len; i++)
    g_hash_table_insert (places, &g_array_index (to, gint64, i), GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < from->len; i++)
    {
      guint place =
          GPOINTER_TO_UINT (g_hash_table_lookup (places, &g_array_index (from, gint64, i)));

      if (place == 0)
        continue;
      if (place < expected)
        return NULL;
      expected = place;
    }
  return g_steal_pointer (&places);
}

static void
splice (
    CflOrderList *self, guint position, guint removed, const GArray *ids, guint from, guint added)
{
  if (removed > 0)
    {
      g_array_remove_range (self->ids, position, removed);
      g_list_model_items_changed (G_LIST_MODEL (self), position, removed, 0);
    }
  if (added > 0)
    {
      g_array_insert_vals (self->ids, position, &g_array_index (ids, gint64, from), added);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 0, added);
    }
}

/* Walks both lists; with @apply the differences are made and announced, without they are counted. */
static guint
walk_differences (CflOrderList *self, const GArray *old, const GArray *ids, gboolean apply)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint edits = 0;
  guint at_old = 0;
  guint at_new = 0;
  guint place = 0;

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (known, &g_array_index (ids, gint64, i));
  while (at_old < old->len || at_new < ids->len)
    {
      guint gone = 0;
      guint come = 0;

      while (at_old + gone < old->len &&
             !g_hash_table_contains (known, &g_array_index (old, gint64, at_old + gone)))
        gone++;
      while (at_new + come < ids->len && (at_old + gone >= old->len ||
                                          id_at (ids, at_new + come) != id_at (old, at_old + gone)))
        come++;
      if (gone > 0 || come > 0)
        {
          edits++;
          if (apply)
            splice (self, place, gone, ids, at_new, come);
        }
      at_old += gone;
      at_new += come;
      place += come;
      while (at_old < old->len && at_new < ids->len && id_at (old, at_old) == id_at (ids, at_new))
        {
          at_old++;
          at_new++;
          place++;
        }
    }
  return edits;
}

/* Small changes of a short list are announced one by one, so that the cursor stays where it is. */
static gboolean
take_as_edits (CflOrderList *self, const GArray *ids)
{
  g_autoptr (GHashTable) common = NULL;
  g_autoptr (GArray) old = NULL;

  if (self->ids->len == 0 || self->ids->len > CFL_ORDER_LIST_COMPARE_MAX ||
      ids->len > CFL_ORDER_LIST_COMPARE_MAX)
    return FALSE;
  common = common_ids (self->ids, ids);
  if (common == NULL)
    return FALSE;

  old = g_array_copy (self->ids);
  if (walk_differences (self, old, ids, FALSE) > CFL_ORDER_LIST_EDITS_MAX)
    return FALSE;
  walk_differences (self, old, ids, TRUE);
  return TRUE;
}

/* Reads what is on the screen again. */
static void
refresh_items (CflOrderList *self)
{
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (self->loading, key))
      g_array_append_vals (wanted, key, 1);
  for (guint i = 0; i < wanted->len; i += CFL_ORDER_LIST_PAGE)
    {
      g_autoptr (GArray) part = g_array_new (FALSE, FALSE, sizeof (gint64));

      g_array_append_vals (part, &g_array_index (wanted, gint64, i),
                           MIN (CFL_ORDER_LIST_PAGE, wanted->len - i));
      ask (self, part);
    }
}

void
cfl_order_list_take_ids (CflOrderList *self, GArray *ids)
{
  guint removed;

  g_return_if_fail (CFL_IS_ORDER_LIST (self));

  forget_pages (self);
  if (take_as_edits (self, ids))
    {
      g_array_unref (ids);
      refresh_items (self);
      return;
    }

  /* Never (0, n, n): GTK then asks for every item while it looks for the focused one. */
  removed = self->ids->len;
  g_array_set_size (self->ids, 0);
  if (removed > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, 0);
  g_array_unref (self->ids);
  self->ids = ids;
  if (ids->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, ids->len);
  refresh_items (self);
}

void
cfl_order_list_take_rows (CflOrderList *self, GPtrArray *rows)
{
  Page *page;

  g_return_if_fail (CFL_IS_ORDER_LIST (self));

  page = g_queue_peek_head (&self->pages);
  for (guint i = 0; i < rows->len; i++)
    {
      CflOrderRow *row = g_ptr_array_index (rows, i);
      CflOrderItem *item = g_hash_table_lookup (self->items, &row->id);

      g_hash_table_remove (self->loading, &row->id);
      if (page != NULL)
        {
          g_ptr_array_add (page->rows, cfl_order_row_ref (row));
          g_hash_table_insert (self->rows, id_new (row->id), row);
        }
      if (item != NULL)
        cfl_order_item_set_row (item, row);
    }
}

void
cfl_order_list_load_failed (CflOrderList *self, const gint64 *ids, guint n_ids)
{
  g_return_if_fail (CFL_IS_ORDER_LIST (self));

  for (guint i = 0; i < n_ids; i++)
    g_hash_table_remove (self->loading, &ids[i]);
}

void
cfl_order_list_refresh_row (CflOrderList *self, gint64 id)
{
  g_autoptr (GArray) wanted = NULL;

  g_return_if_fail (CFL_IS_ORDER_LIST (self));

  if (!g_hash_table_contains (self->items, &id) || g_hash_table_contains (self->loading, &id))
    return;
  wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (wanted, id);
  ask (self, wanted);
}

gint64
cfl_order_list_get_id (CflOrderList *self, guint position)
{
  g_return_val_if_fail (CFL_IS_ORDER_LIST (self), 0);

  return position < self->ids->len ? id_at (self->ids, position) : 0;
}

gboolean
cfl_order_list_find (CflOrderList *self, gint64 id, guint *position)
{
  g_return_val_if_fail (CFL_IS_ORDER_LIST (self), FALSE);

  for (guint i = 0; i < self->ids->len; i++)
    if (id_at (self->ids, i) == id)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

guint
cfl_order_list_get_loads (CflOrderList *self)
{
  g_return_val_if_fail (CFL_IS_ORDER_LIST (self), 0);

  return self->loads;
}
