/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-order-item.h"

struct _CflOrderItem {
  GObject parent_instance;

  gint64 id;
  CflOrderRow *row;
};

G_DEFINE_FINAL_TYPE (CflOrderItem, cfl_order_item, G_TYPE_OBJECT)

typedef enum { PROP_ID = 1, PROP_ROW } CflOrderItemProperty;

static GParamSpec *properties[PROP_ROW + 1];

static void
cfl_order_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CflOrderItem *self = CFL_ORDER_ITEM (object);

  switch ((CflOrderItemProperty) id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_ROW:
      g_value_set_boxed (value, self->row);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cfl_order_item_finalize (GObject *object)
{
  CflOrderItem *self = CFL_ORDER_ITEM (object);

  g_clear_pointer (&self->row, cfl_order_row_unref);

  G_OBJECT_CLASS (cfl_order_item_parent_class)->finalize (object);
}

static void
cfl_order_item_class_init (CflOrderItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cfl_order_item_get_property;
  object_class->finalize = cfl_order_item_finalize;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ROW] = g_param_spec_boxed ("row", NULL, NULL, CFL_TYPE_ORDER_ROW,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
cfl_order_item_init (CflOrderItem *self)
{
}

CflOrderItem *
cfl_order_item_new (gint64 id)
{
  CflOrderItem *self = g_object_new (CFL_TYPE_ORDER_ITEM, NULL);

  self->id = id;
  return self;
}

gint64
cfl_order_item_get_id (CflOrderItem *self)
{
  g_return_val_if_fail (CFL_IS_ORDER_ITEM (self), 0);

  return self->id;
}

const CflOrderRow *
cfl_order_item_get_row (CflOrderItem *self)
{
  g_return_val_if_fail (CFL_IS_ORDER_ITEM (self), NULL);

  return self->row;
}

void
cfl_order_item_set_row (CflOrderItem *self, CflOrderRow *row)
{
  g_return_if_fail (CFL_IS_ORDER_ITEM (self));

  if (self->row == row)
    return;

  g_clear_pointer (&self->row, cfl_order_row_unref);
  self->row = row != NULL ? cfl_order_row_ref (row) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROW]);
}
