/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-reference-cell.h"

#include "cfl-status.h"

#include <glib/gi18n.h>

struct _CflReferenceCell {
  CflOrderCell parent_instance;

  GtkWidget *label;
  GtkWidget *scissors;
};

G_DEFINE_FINAL_TYPE (CflReferenceCell, cfl_reference_cell, CFL_TYPE_ORDER_CELL)

static gboolean
query_tooltip_cb (CflReferenceCell *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  CflOrderItem *item = cfl_order_cell_get_item (CFL_ORDER_CELL (self));
  const CflOrderRow *row = item != NULL ? cfl_order_item_get_row (item) : NULL;
  PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (self->label));
  g_autofree char *text = NULL;

  if (row == NULL)
    return FALSE;
  if (gtk_widget_get_visible (self->scissors))
    /* Translators: %s is the shortened number of a bill. */
    text = g_strdup_printf (_ ("%s. QuickBooks holds %s"), row->reference, row->number);
  else if (pango_layout_is_ellipsized (layout))
    text = g_strdup (row->reference);
  if (text != NULL)
    gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

static void
cfl_reference_cell_update (CflOrderCell *cell, const CflOrderRow *row)
{
  CflReferenceCell *self = CFL_REFERENCE_CELL (cell);
  g_autofree char *markup = NULL;
  gboolean shorter;

  cfl_order_cell_name_row (cell, self->label);
  if (row == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->label), "…");
      gtk_widget_set_visible (self->scissors, FALSE);
      return;
    }

  shorter =
      row->reference_form == CFL_REFERENCE_CUT || row->reference_form == CFL_REFERENCE_SHORTENED;
  markup = shorter ? cfl_reference_to_markup (row->reference, row->number)
                   : g_markup_escape_text (row->reference, -1);
  gtk_label_set_markup (GTK_LABEL (self->label), markup);
  gtk_widget_set_visible (self->scissors, shorter);
}

static void
cfl_reference_cell_class_init (CflReferenceCellClass *klass)
{
  CFL_ORDER_CELL_CLASS (klass)->update = cfl_reference_cell_update;
}

static void
cfl_reference_cell_init (CflReferenceCell *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (self->label), TRUE);
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));

  self->scissors = gtk_image_new_from_icon_name ("edit-cut-symbolic");
  gtk_widget_add_css_class (self->scissors, "dim");
  gtk_widget_set_margin_start (self->scissors, 6);
  gtk_widget_set_visible (self->scissors, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scissors), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The reference is shortened for QuickBooks"), -1);
  gtk_widget_set_parent (self->scissors, GTK_WIDGET (self));

  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

GtkWidget *
cfl_reference_cell_new (void)
{
  return g_object_new (CFL_TYPE_REFERENCE_CELL, NULL);
}
