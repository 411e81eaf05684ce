/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-banner.h"

struct _CflBanner {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkImage *icon;
  GtkLabel *label;
  GtkButton *button;
  char *action;
};

G_DEFINE_FINAL_TYPE (CflBanner, cfl_banner, GTK_TYPE_WIDGET)

static const struct {
  const char *box_class;
  const char *icon;
  const char *icon_class;
} looks[] = {
  [CFL_BANNER_INFO] = { "info", "help-about-symbolic", "info" },
  [CFL_BANNER_WARNING] = { "warning", "dialog-warning-symbolic", "warn" },
  [CFL_BANNER_ERROR] = { "error", "dialog-error-symbolic", "err" },
};

static void
on_button_clicked (CflBanner *self)
{
  if (self->action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), self->action, NULL);
}

static void
cfl_banner_dispose (GObject *object)
{
  CflBanner *self = CFL_BANNER (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->action, g_free);

  G_OBJECT_CLASS (cfl_banner_parent_class)->dispose (object);
}

static void
cfl_banner_class_init (CflBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cfl_banner_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/counterfoil/Counterfoil/cfl-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, CflBanner, box);
  gtk_widget_class_bind_template_child (widget_class, CflBanner, icon);
  gtk_widget_class_bind_template_child (widget_class, CflBanner, label);
  gtk_widget_class_bind_template_child (widget_class, CflBanner, button);
  gtk_widget_class_bind_template_callback (widget_class, on_button_clicked);
}

static void
cfl_banner_init (CflBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cfl_banner_show (CflBanner *self,
                 CflBannerKind kind,
                 const char *sentence,
                 const char *button,
                 const char *action)
{
  g_return_if_fail (CFL_IS_BANNER (self));

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      gtk_widget_remove_css_class (self->box, looks[i].box_class);
      gtk_widget_remove_css_class (GTK_WIDGET (self->icon), looks[i].icon_class);
    }
  gtk_widget_add_css_class (self->box, looks[kind].box_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), looks[kind].icon_class);
  gtk_image_set_from_icon_name (self->icon, looks[kind].icon);
  gtk_label_set_text (self->label, sentence);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->button), button != NULL);
  if (button != NULL)
    gtk_button_set_label (self->button, button);
  g_free (self->action);
  self->action = g_strdup (action);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
cfl_banner_hide (CflBanner *self)
{
  g_return_if_fail (CFL_IS_BANNER (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
