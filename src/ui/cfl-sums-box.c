/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-sums-box.h"

#include "cfl-wording.h"

#include <glib/gi18n.h>

struct _CflSumsBox {
  GtkBox parent_instance;

  GArray *sums; /* (element-type CflSum) */
  guint room;
};

G_DEFINE_FINAL_TYPE (CflSumsBox, cfl_sums_box, GTK_TYPE_BOX)

static GtkWidget *
make_sum (const CflSum *sum)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = cfl_amount_to_display (sum->sum, sum->currency);
  GtkWidget *amount = gtk_label_new (text);
  GtkWidget *currency = gtk_label_new (sum->currency);

  gtk_widget_add_css_class (amount, "numeric");
  gtk_widget_add_css_class (currency, "dim");
  gtk_box_append (GTK_BOX (box), amount);
  gtk_box_append (GTK_BOX (box), currency);
  return box;
}

static GtkWidget *
make_rest (const GArray *sums, guint from)
{
  guint n_more = sums->len - from;
  g_autofree char *label =
      g_strdup_printf (ngettext ("and %u more", "and %u more", n_more), n_more);
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = from; i < sums->len; i++)
    gtk_box_append (GTK_BOX (list), make_sum (&g_array_index (sums, CflSum, i)));
  gtk_popover_set_child (GTK_POPOVER (popover), list);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), label);
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  return button;
}

static void
rebuild (CflSumsBox *self)
{
  GtkWidget *child;
  guint shown = MIN (self->sums->len, self->room);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  for (guint i = 0; i < shown; i++)
    gtk_box_append (GTK_BOX (self), make_sum (&g_array_index (self->sums, CflSum, i)));
  if (shown < self->sums->len)
    gtk_box_append (GTK_BOX (self), make_rest (self->sums, shown));
}

static void
cfl_sums_box_finalize (GObject *object)
{
  g_clear_pointer (&CFL_SUMS_BOX (object)->sums, g_array_unref);

  G_OBJECT_CLASS (cfl_sums_box_parent_class)->finalize (object);
}

static void
cfl_sums_box_class_init (CflSumsBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cfl_sums_box_finalize;
}

static void
cfl_sums_box_init (CflSumsBox *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->sums = g_array_new (FALSE, FALSE, sizeof (CflSum));
  self->room = 4;
}

void
cfl_sums_box_set_sums (CflSumsBox *self, const GArray *sums)
{
  g_return_if_fail (CFL_IS_SUMS_BOX (self));

  g_array_set_size (self->sums, 0);
  if (sums != NULL && sums->len > 0)
    g_array_append_vals (self->sums, sums->data, sums->len);
  rebuild (self);
}

void
cfl_sums_box_set_room (CflSumsBox *self, guint room)
{
  g_return_if_fail (CFL_IS_SUMS_BOX (self));

  if (self->room == room)
    return;
  self->room = room;
  rebuild (self);
}
