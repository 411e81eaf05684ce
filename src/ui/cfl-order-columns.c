/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-order-columns.h"

#include "cfl-reference-cell.h"
#include "cfl-status-cell.h"
#include "cfl-text-cell.h"
#include "cfl-tick-cell.h"
#include "cfl-total-cell.h"

/* clang-format off */
static const CflOrderColumn upload_columns[] = {
  { CFL_SORT_REFERENCE, 266, 210, FALSE },
  { CFL_SORT_SUPPLIER, 0, 0, FALSE },
  { CFL_SORT_INVOICE_DATE, 128, 128, FALSE },
  { CFL_SORT_DUE_DATE, 100, -1, FALSE },
  { CFL_SORT_TOTAL, 152, 136, TRUE },
  { CFL_SORT_STATUS, 326, 240, FALSE },
};

static const CflOrderColumn error_columns[] = {
  { CFL_SORT_REFERENCE, 0, 0, FALSE },
  { CFL_SORT_INVOICE_DATE, 110, -1, FALSE },
  { CFL_SORT_TOTAL, 150, 136, TRUE },
  { CFL_SORT_LAST_TRY, 150, 140, FALSE },
};

static const CflOrderColumn uploaded_columns[] = {
  { CFL_SORT_REFERENCE, 210, 180, FALSE },
  { CFL_SORT_VENDOR, 0, 0, FALSE },
  { CFL_SORT_NUMBER, 122, -1, TRUE },
  { CFL_SORT_INVOICE_DATE, 104, -1, FALSE },
  { CFL_SORT_TOTAL, 146, 136, TRUE },
  { CFL_SORT_STATUS, 150, 144, FALSE },
};
/* clang-format on */

int
cfl_list_get_narrow_below (CflList list)
{
  return list == CFL_LIST_INVOICES || list == CFL_LIST_ORDERS ? 1100 : 860;
}

const CflOrderColumn *
cfl_order_columns_for_list (CflList list, guint *n_columns)
{
  switch (list)
    {
    case CFL_LIST_INVOICE_ERRORS:
    case CFL_LIST_ORDER_ERRORS:
      *n_columns = G_N_ELEMENTS (error_columns);
      return error_columns;
    case CFL_LIST_UPLOADED:
      *n_columns = G_N_ELEMENTS (uploaded_columns);
      return uploaded_columns;
    case CFL_LIST_INVOICES:
    case CFL_LIST_ORDERS:
    case CFL_N_LISTS:
    default:
      *n_columns = G_N_ELEMENTS (upload_columns);
      return upload_columns;
    }
}

gboolean
cfl_list_has_ticks (CflList list)
{
  return list != CFL_LIST_UPLOADED;
}

typedef struct {
  CflSort sort;
  CflTickSet *ticks;
  GCallback fix;
  gpointer fix_data;
} FactoryData;

static void
factory_data_free (gpointer data, GClosure *closure)
{
  FactoryData *factory = data;

  g_clear_object (&factory->ticks);
  g_free (factory);
}

static GtkWidget *
make_cell (FactoryData *factory)
{
  GtkWidget *cell;

  switch (factory->sort)
    {
    case CFL_SORT_REFERENCE:
      return cfl_reference_cell_new ();
    case CFL_SORT_SUPPLIER:
      return cfl_text_cell_new (CFL_TEXT_CELL_SUPPLIER);
    case CFL_SORT_VENDOR:
      return cfl_text_cell_new (CFL_TEXT_CELL_VENDOR);
    case CFL_SORT_INVOICE_DATE:
      return cfl_text_cell_new (CFL_TEXT_CELL_INVOICE_DATE);
    case CFL_SORT_DUE_DATE:
      return cfl_text_cell_new (CFL_TEXT_CELL_DUE_DATE);
    case CFL_SORT_LAST_TRY:
      return cfl_text_cell_new (CFL_TEXT_CELL_LAST_TRY);
    case CFL_SORT_NUMBER:
      return cfl_text_cell_new (CFL_TEXT_CELL_NUMBER);
    case CFL_SORT_TOTAL:
      return cfl_total_cell_new ();
    case CFL_SORT_STATUS:
    default:
      cell = cfl_status_cell_new ();
      if (factory->fix != NULL)
        g_signal_connect (cell, "fix", factory->fix, factory->fix_data);
      return cell;
    }
}

static void
setup_cb (GtkSignalListItemFactory *self, GtkListItem *list_item, FactoryData *factory)
{
  gtk_list_item_set_child (list_item, factory->ticks != NULL ? cfl_tick_cell_new (factory->ticks)
                                                             : make_cell (factory));
}

static void
bind_cb (GtkSignalListItemFactory *self, GtkListItem *list_item, gpointer user_data)
{
  cfl_order_cell_set_item (CFL_ORDER_CELL (gtk_list_item_get_child (list_item)),
                           gtk_list_item_get_item (list_item));
}

static void
unbind_cb (GtkSignalListItemFactory *self, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *cell = gtk_list_item_get_child (list_item);

  if (cell != NULL)
    cfl_order_cell_set_item (CFL_ORDER_CELL (cell), NULL);
}

static GtkListItemFactory *
make_factory (FactoryData *data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), data, factory_data_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}

GtkListItemFactory *
cfl_order_column_make_factory (CflSort sort, GCallback fix, gpointer user_data)
{
  FactoryData *data = g_new0 (FactoryData, 1);

  data->sort = sort;
  data->fix = fix;
  data->fix_data = user_data;
  return make_factory (data);
}

GtkListItemFactory *
cfl_order_column_make_tick_factory (CflTickSet *ticks)
{
  FactoryData *data = g_new0 (FactoryData, 1);

  data->ticks = g_object_ref (ticks);
  return make_factory (data);
}
