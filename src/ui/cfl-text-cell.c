/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-text-cell.h"

#include "cfl-status.h"

struct _CflTextCell {
  CflOrderCell parent_instance;

  CflTextCellField field;
  GtkWidget *text;
};

G_DEFINE_FINAL_TYPE (CflTextCell, cfl_text_cell, CFL_TYPE_ORDER_CELL)

static char *
date_text (CflDate date)
{
  return cfl_date_is_set (date) ? cfl_date_to_text (date) : g_strdup ("");
}

char *
cfl_text_cell_format (CflTextCellField field, const CflOrderRow *row)
{
  switch (field)
    {
    case CFL_TEXT_CELL_SUPPLIER:
      return g_strdup (row->supplier);
    case CFL_TEXT_CELL_VENDOR:
      return g_strdup (row->vendor_name[0] != '\0' ? row->vendor_name : row->supplier);
    case CFL_TEXT_CELL_INVOICE_DATE:
      return date_text (row->invoice_date);
    case CFL_TEXT_CELL_DUE_DATE:
      return date_text (row->due_date);
    case CFL_TEXT_CELL_LAST_TRY:
      return cfl_instant_to_table (row->tried_at);
    case CFL_TEXT_CELL_NUMBER:
      return g_strdup (row->quickbooks_id);
    default:
      return g_strdup ("");
    }
}

/* A name that is cut off is one hover away. */
static gboolean
query_tooltip_cb (CflTextCell *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  const char *text = gtk_inscription_get_text (GTK_INSCRIPTION (self->text));
  g_autoptr (PangoLayout) layout = NULL;
  int width;

  if (text == NULL || text[0] == '\0')
    return FALSE;
  layout = gtk_widget_create_pango_layout (self->text, text);
  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width <= gtk_widget_get_width (self->text))
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
cfl_text_cell_update (CflOrderCell *cell, const CflOrderRow *row)
{
  CflTextCell *self = CFL_TEXT_CELL (cell);
  g_autofree char *text = row != NULL ? cfl_text_cell_format (self->field, row) : NULL;

  gtk_inscription_set_text (GTK_INSCRIPTION (self->text), text);
}

static void
cfl_text_cell_class_init (CflTextCellClass *klass)
{
  CFL_ORDER_CELL_CLASS (klass)->update = cfl_text_cell_update;
}

static void
cfl_text_cell_init (CflTextCell *self)
{
  self->text = gtk_inscription_new (NULL);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (self->text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->text, TRUE);
  /* In all of the row's height it would break a long text into two lines. */
  gtk_widget_set_valign (self->text, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->text, GTK_WIDGET (self));
}

GtkWidget *
cfl_text_cell_new (CflTextCellField field)
{
  CflTextCell *self = g_object_new (CFL_TYPE_TEXT_CELL, NULL);

  self->field = field;
  if (field == CFL_TEXT_CELL_SUPPLIER || field == CFL_TEXT_CELL_VENDOR)
    {
      gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
      g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
    }
  else
    {
      gtk_widget_add_css_class (self->text, "numeric");
    }
  if (field == CFL_TEXT_CELL_NUMBER)
    gtk_inscription_set_xalign (GTK_INSCRIPTION (self->text), 1);
  return GTK_WIDGET (self);
}
