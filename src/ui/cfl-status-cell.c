/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-status-cell.h"

#include "cfl-status.h"

struct _CflStatusCell {
  CflOrderCell parent_instance;

  const char *css_class;
  GtkWidget *icon;
  GtkWidget *words;
  GtkWidget *spinner; /* made when first needed */
  GtkWidget *button;  /* made when first needed */
};

G_DEFINE_FINAL_TYPE (CflStatusCell, cfl_status_cell, CFL_TYPE_ORDER_CELL)

enum { SIGNAL_FIX, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
button_clicked_cb (GtkButton *button, CflStatusCell *self)
{
  CflOrderItem *item = cfl_order_cell_get_item (CFL_ORDER_CELL (self));

  if (item != NULL)
    g_signal_emit (self, signals[SIGNAL_FIX], 0, item);
}

static void
set_button (CflStatusCell *self, const char *label, const CflOrderRow *row)
{
  g_autofree char *name = NULL;

  if (label == NULL)
    {
      if (self->button != NULL)
        gtk_widget_set_visible (self->button, FALSE);
      return;
    }
  if (self->button == NULL)
    {
      self->button = gtk_button_new ();
      gtk_widget_add_css_class (self->button, "row-button");
      gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
      /* Ctrl+Return presses it; in the Tab order it would be a stop for every row. */
      gtk_widget_set_focusable (self->button, FALSE);
      g_signal_connect (self->button, "clicked", G_CALLBACK (button_clicked_cb), self);
      gtk_widget_insert_before (self->button, GTK_WIDGET (self), NULL);
    }
  gtk_button_set_label (GTK_BUTTON (self->button), label);
  name = g_strdup_printf ("%s %s", label, row->order_reference);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_widget_set_visible (self->button, TRUE);
}

static void
set_spinning (CflStatusCell *self, gboolean spinning)
{
  gboolean animations = TRUE;

  if (spinning)
    g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animations,
                  NULL);
  spinning = spinning && animations;
  if (spinning && self->spinner == NULL)
    {
      self->spinner = gtk_spinner_new ();
      gtk_widget_insert_before (self->spinner, GTK_WIDGET (self), self->words);
    }
  if (self->spinner != NULL)
    {
      gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), spinning);
      gtk_widget_set_visible (self->spinner, spinning);
    }
  gtk_widget_set_visible (self->icon, !spinning);
}

static void
cfl_status_cell_update (CflOrderCell *cell, const CflOrderRow *row)
{
  CflStatusCell *self = CFL_STATUS_CELL (cell);
  g_auto (CflStatus) status = { 0 };
  g_autofree char *words = NULL;
  g_autofree char *note = NULL;
  g_autofree char *markup = NULL;

  if (self->css_class != NULL)
    gtk_widget_remove_css_class (self->icon, self->css_class);
  self->css_class = NULL;
  if (row == NULL)
    {
      gtk_image_clear (GTK_IMAGE (self->icon));
      gtk_inscription_set_text (GTK_INSCRIPTION (self->words), NULL);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self), NULL);
      set_spinning (self, FALSE);
      set_button (self, NULL, NULL);
      return;
    }

  cfl_status_init (&status, row);
  self->css_class = status.css_class;
  gtk_widget_add_css_class (self->icon, status.css_class);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), status.icon);
  set_spinning (self, status.spinning);
  words = g_markup_escape_text (status.words, -1);
  note = status.note != NULL ? g_markup_escape_text (status.note, -1) : NULL;
  markup = note != NULL ? g_strdup_printf ("%s <span alpha=\"70%%\"> %s</span>", words, note)
                        : g_strdup (words);
  gtk_inscription_set_markup (GTK_INSCRIPTION (self->words), markup);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               status.tooltip != NULL ? status.tooltip : status.words);
  set_button (self, status.button, row);
}

static void
cfl_status_cell_class_init (CflStatusCellClass *klass)
{
  CFL_ORDER_CELL_CLASS (klass)->update = cfl_status_cell_update;

  signals[SIGNAL_FIX] = g_signal_new ("fix", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, CFL_TYPE_ORDER_ITEM);
}

static void
cfl_status_cell_init (CflStatusCell *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->icon = gtk_image_new ();
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));

  self->words = gtk_inscription_new (NULL);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (self->words),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->words, TRUE);
  gtk_widget_set_valign (self->words, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->words, GTK_WIDGET (self));
}

GtkWidget *
cfl_status_cell_new (void)
{
  return g_object_new (CFL_TYPE_STATUS_CELL, NULL);
}
