/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-toast.h"

#define TOAST_SECONDS 6

struct _CflToast {
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *button;
  GtkEventController *motion;
  GtkEventController *focus;
  CflToastAct act;
  gpointer act_data;
  GDestroyNotify free_data;
  guint timeout;
};

G_DEFINE_FINAL_TYPE (CflToast, cfl_toast, GTK_TYPE_WIDGET)

static void
forget_act (CflToast *self)
{
  GDestroyNotify free_data = self->free_data;
  gpointer data = self->act_data;

  self->act = NULL;
  self->act_data = NULL;
  self->free_data = NULL;
  if (free_data != NULL)
    free_data (data);
}

static gboolean
timeout_cb (gpointer user_data)
{
  CflToast *self = user_data;

  if (gtk_event_controller_motion_contains_pointer (GTK_EVENT_CONTROLLER_MOTION (self->motion)) ||
      gtk_event_controller_focus_contains_focus (GTK_EVENT_CONTROLLER_FOCUS (self->focus)))
    return G_SOURCE_CONTINUE;
  self->timeout = 0;
  cfl_toast_close (self);
  return G_SOURCE_REMOVE;
}

static void
on_button_clicked (CflToast *self)
{
  CflToastAct act = self->act;

  self->act = NULL;
  if (act != NULL)
    act (self->act_data);
  cfl_toast_close (self);
}

static void
child_revealed_cb (GtkRevealer *revealer, GParamSpec *pspec, CflToast *self)
{
  if (!gtk_revealer_get_reveal_child (revealer))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
cfl_toast_dispose (GObject *object)
{
  CflToast *self = CFL_TOAST (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  forget_act (self);
  if (self->revealer != NULL)
    g_signal_handlers_disconnect_by_data (self->revealer, self);
  if (self->revealer != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->revealer));
  self->revealer = NULL;

  G_OBJECT_CLASS (cfl_toast_parent_class)->dispose (object);
}

static void
cfl_toast_class_init (CflToastClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cfl_toast_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/counterfoil/Counterfoil/cfl-toast.ui");
  gtk_widget_class_bind_template_child (widget_class, CflToast, revealer);
  gtk_widget_class_bind_template_child (widget_class, CflToast, label);
  gtk_widget_class_bind_template_child (widget_class, CflToast, button);
  gtk_widget_class_bind_template_callback (widget_class, on_button_clicked);
  gtk_widget_class_bind_template_callback (widget_class, cfl_toast_close);
}

static void
cfl_toast_init (CflToast *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->motion = gtk_event_controller_motion_new ();
  gtk_widget_add_controller (GTK_WIDGET (self), self->motion);
  self->focus = gtk_event_controller_focus_new ();
  gtk_widget_add_controller (GTK_WIDGET (self), self->focus);
  g_signal_connect (self->revealer, "notify::child-revealed", G_CALLBACK (child_revealed_cb), self);
}

void
cfl_toast_show (CflToast *self,
                const char *sentence,
                const char *button,
                CflToastAct act,
                gpointer user_data,
                GDestroyNotify free_data)
{
  g_return_if_fail (CFL_IS_TOAST (self));

  forget_act (self);
  self->act = act;
  self->act_data = user_data;
  self->free_data = free_data;
  gtk_label_set_text (self->label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->button), button != NULL);
  if (button != NULL)
    gtk_button_set_label (self->button, button);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add_seconds (TOAST_SECONDS, timeout_cb, self);
}

void
cfl_toast_close (CflToast *self)
{
  g_return_if_fail (CFL_IS_TOAST (self));

  g_clear_handle_id (&self->timeout, g_source_remove);
  forget_act (self);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}
