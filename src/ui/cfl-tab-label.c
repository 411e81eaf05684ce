/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-tab-label.h"

struct _CflTabLabel {
  GtkBox parent_instance;

  GtkWidget *icon;
  GtkWidget *words;
  GtkWidget *count;
};

G_DEFINE_FINAL_TYPE (CflTabLabel, cfl_tab_label, GTK_TYPE_BOX)

/* The tab that holds the label does not take its name from it. */
static void
name_tab (CflTabLabel *self)
{
  GtkWidget *tab = gtk_widget_get_parent (GTK_WIDGET (self));
  const char *words = gtk_label_get_text (GTK_LABEL (self->words));
  g_autofree char *name =
      gtk_widget_get_visible (self->count)
          ? g_strdup_printf ("%s, %s", words, gtk_label_get_text (GTK_LABEL (self->count)))
          : g_strdup (words);

  if (tab != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (tab), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
cfl_tab_label_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cfl_tab_label_parent_class)->root (widget);
  name_tab (CFL_TAB_LABEL (widget));
}

static void
cfl_tab_label_class_init (CflTabLabelClass *klass)
{
  GTK_WIDGET_CLASS (klass)->root = cfl_tab_label_root;
}

static void
cfl_tab_label_init (CflTabLabel *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->icon = gtk_image_new_from_icon_name ("dialog-error-symbolic");
  gtk_widget_add_css_class (self->icon, "err");
  gtk_widget_set_visible (self->icon, FALSE);
  gtk_box_append (GTK_BOX (self), self->icon);

  self->words = gtk_label_new (NULL);
  gtk_box_append (GTK_BOX (self), self->words);

  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "count");
  gtk_widget_set_valign (self->count, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->count, FALSE);
  gtk_box_append (GTK_BOX (self), self->count);
}

CflTabLabel *
cfl_tab_label_new (const char *words)
{
  CflTabLabel *self = g_object_new (CFL_TYPE_TAB_LABEL, NULL);

  gtk_label_set_text (GTK_LABEL (self->words), words);
  return self;
}

void
cfl_tab_label_set_count (CflTabLabel *self, guint count, gboolean is_error)
{
  g_autofree char *text = NULL;

  g_return_if_fail (CFL_IS_TAB_LABEL (self));

  text = g_strdup_printf ("%u", count);
  gtk_label_set_text (GTK_LABEL (self->count), text);
  gtk_widget_set_visible (self->count, count > 0);
  gtk_widget_set_visible (self->icon, is_error && count > 0);
  if (is_error)
    gtk_widget_add_css_class (self->count, "error");
  else
    gtk_widget_remove_css_class (self->count, "error");
  name_tab (self);
}
