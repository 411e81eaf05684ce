/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-total-cell.h"

#include "cfl-status.h"

struct _CflTotalCell {
  CflOrderCell parent_instance;

  GtkWidget *amount;
  GtkWidget *currency;
};

G_DEFINE_FINAL_TYPE (CflTotalCell, cfl_total_cell, CFL_TYPE_ORDER_CELL)

static void
cfl_total_cell_update (CflOrderCell *cell, const CflOrderRow *row)
{
  CflTotalCell *self = CFL_TOTAL_CELL (cell);
  g_autofree char *markup = NULL;
  g_autofree char *spoken = NULL;

  if (row == NULL)
    {
      gtk_inscription_set_text (GTK_INSCRIPTION (self->amount), NULL);
      gtk_inscription_set_text (GTK_INSCRIPTION (self->currency), NULL);
      return;
    }

  markup = cfl_amount_to_markup (row->total, row->currency);
  gtk_inscription_set_markup (GTK_INSCRIPTION (self->amount), markup);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->currency), row->currency);
  /* The padding of an amount without decimals is no part of what is read out. */
  spoken = cfl_amount_to_display (row->total, row->currency);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->amount), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
cfl_total_cell_class_init (CflTotalCellClass *klass)
{
  CFL_ORDER_CELL_CLASS (klass)->update = cfl_total_cell_update;
}

static void
cfl_total_cell_init (CflTotalCell *self)
{
  self->amount = gtk_inscription_new (NULL);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (self->amount), 1);
  gtk_widget_set_hexpand (self->amount, TRUE);
  gtk_widget_set_valign (self->amount, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->amount, "numeric");
  gtk_widget_set_parent (self->amount, GTK_WIDGET (self));

  self->currency = gtk_inscription_new (NULL);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (self->currency), 5);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (self->currency), 5);
  gtk_widget_set_margin_start (self->currency, 6);
  gtk_widget_set_valign (self->currency, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->currency, "dim");
  gtk_widget_set_parent (self->currency, GTK_WIDGET (self));
}

GtkWidget *
cfl_total_cell_new (void)
{
  return g_object_new (CFL_TYPE_TOTAL_CELL, NULL);
}
