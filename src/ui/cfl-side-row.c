/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-side-row.h"

#include "cfl-record.h"

struct _CflSideRow {
  GtkBox parent_instance;

  GtkWidget *icon;
  GtkWidget *heading;
  GtkWidget *caption;
  GtkWidget *count;
  GtkWidget *end;
  const char *css_class;
};

G_DEFINE_FINAL_TYPE (CflSideRow, cfl_side_row, GTK_TYPE_BOX)

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
cfl_side_row_class_init (CflSideRowClass *klass)
{
}

static void
cfl_side_row_init (CflSideRow *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_set_spacing (GTK_BOX (self), 9);
  self->icon = gtk_image_new ();
  gtk_widget_set_valign (self->icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->icon, 3);
  gtk_box_append (GTK_BOX (self), self->icon);

  self->heading = make_label ("heading");
  self->caption = make_label ("caption");
  gtk_widget_add_css_class (self->caption, "dim");
  gtk_box_append (GTK_BOX (texts), self->heading);
  gtk_box_append (GTK_BOX (texts), self->caption);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self), texts);

  self->end = make_label ("numeric");
  gtk_widget_set_valign (self->end, GTK_ALIGN_START);
  gtk_widget_set_visible (self->end, FALSE);
  gtk_box_append (GTK_BOX (self), self->end);

  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "count");
  gtk_widget_set_valign (self->count, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->count, FALSE);
  gtk_box_append (GTK_BOX (self), self->count);
}

GtkWidget *
cfl_side_row_new (void)
{
  return g_object_new (CFL_TYPE_SIDE_ROW, NULL);
}

void
cfl_side_row_set_icon (CflSideRow *self, const char *icon, const char *css_class)
{
  g_return_if_fail (CFL_IS_SIDE_ROW (self));

  if (self->css_class != NULL)
    gtk_widget_remove_css_class (self->icon, self->css_class);
  self->css_class = css_class;
  gtk_widget_add_css_class (self->icon, css_class);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon);
}

void
cfl_side_row_set_text (CflSideRow *self, const char *heading, const char *caption)
{
  g_return_if_fail (CFL_IS_SIDE_ROW (self));

  gtk_label_set_text (GTK_LABEL (self->heading), heading);
  gtk_label_set_text (GTK_LABEL (self->caption), caption);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), heading);
}

void
cfl_side_row_set_count (CflSideRow *self, guint count, gboolean is_warning)
{
  g_autofree char *text = g_strdup_printf ("%u", count);

  g_return_if_fail (CFL_IS_SIDE_ROW (self));

  gtk_label_set_text (GTK_LABEL (self->count), text);
  gtk_widget_set_visible (self->count, count > 0);
  if (is_warning)
    gtk_widget_add_css_class (self->count, "warning");
  else
    gtk_widget_remove_css_class (self->count, "warning");
}

void
cfl_side_row_set_end (CflSideRow *self, const char *words)
{
  g_return_if_fail (CFL_IS_SIDE_ROW (self));

  gtk_label_set_text (GTK_LABEL (self->end), words);
  gtk_widget_set_visible (self->end, words[0] != '\0');
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, cfl_side_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, CflSideRowFill fill)
{
  CflSideRow *row = CFL_SIDE_ROW (gtk_list_item_get_child (list_item));
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (row));

  fill (row, cfl_record_get (CFL_RECORD (gtk_list_item_get_item (list_item))));
  if (parent != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                    row->heading, row->caption, NULL, -1);
}

GtkListItemFactory *
cfl_side_row_make_factory (CflSideRowFill fill)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), fill);
  return factory;
}
