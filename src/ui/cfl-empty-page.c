/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-empty-page.h"

struct _CflEmptyPage {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkImage *icon;
  GtkSpinner *spinner;
  GtkLabel *title;
  GtkLabel *text;
  GtkBox *buttons;
};

G_DEFINE_FINAL_TYPE (CflEmptyPage, cfl_empty_page, GTK_TYPE_WIDGET)

static void
cfl_empty_page_dispose (GObject *object)
{
  g_clear_pointer (&CFL_EMPTY_PAGE (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (cfl_empty_page_parent_class)->dispose (object);
}

static void
cfl_empty_page_class_init (CflEmptyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cfl_empty_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/counterfoil/Counterfoil/cfl-empty-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CflEmptyPage, box);
  gtk_widget_class_bind_template_child (widget_class, CflEmptyPage, icon);
  gtk_widget_class_bind_template_child (widget_class, CflEmptyPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, CflEmptyPage, title);
  gtk_widget_class_bind_template_child (widget_class, CflEmptyPage, text);
  gtk_widget_class_bind_template_child (widget_class, CflEmptyPage, buttons);
}

static void
cfl_empty_page_init (CflEmptyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cfl_empty_page_set (CflEmptyPage *self, const char *icon, const char *title, const char *text)
{
  GtkWidget *child;

  g_return_if_fail (CFL_IS_EMPTY_PAGE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), icon == NULL);
  gtk_spinner_set_spinning (self->spinner, icon == NULL);
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), text[0] != '\0');
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->buttons))) != NULL)
    gtk_box_remove (self->buttons, child);
}

void
cfl_empty_page_add_button (CflEmptyPage *self, const char *label, const char *action)
{
  GtkWidget *button;

  g_return_if_fail (CFL_IS_EMPTY_PAGE (self));

  button = gtk_button_new_with_mnemonic (label);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  if (gtk_widget_get_first_child (GTK_WIDGET (self->buttons)) == NULL)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (self->buttons, button);
}
