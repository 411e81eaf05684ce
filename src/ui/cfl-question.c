/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-question.h"

struct _CflQuestion {
  GtkWindow parent_instance;

  GtkLabel *question;
  GtkLabel *explanation;
  GtkBox *answers;
  GtkWidget *cancel_button;

  gpointer user_data;
  GDestroyNotify free_data;
};

G_DEFINE_FINAL_TYPE (CflQuestion, cfl_question, GTK_TYPE_WINDOW)

static void
cfl_question_finalize (GObject *object)
{
  CflQuestion *self = CFL_QUESTION (object);

  if (self->free_data != NULL)
    self->free_data (self->user_data);

  G_OBJECT_CLASS (cfl_question_parent_class)->finalize (object);
}

static void
cfl_question_class_init (CflQuestionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cfl_question_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/counterfoil/Counterfoil/cfl-question.ui");
  gtk_widget_class_bind_template_child (widget_class, CflQuestion, question);
  gtk_widget_class_bind_template_child (widget_class, CflQuestion, explanation);
  gtk_widget_class_bind_template_child (widget_class, CflQuestion, answers);
  gtk_widget_class_bind_template_child (widget_class, CflQuestion, cancel_button);
}

static void
cfl_question_init (CflQuestion *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CflQuestion *
cfl_question_new (GtkWindow *parent,
                  const char *question,
                  const char *explanation,
                  gpointer user_data,
                  GDestroyNotify free_data)
{
  CflQuestion *self =
      g_object_new (CFL_TYPE_QUESTION, "transient-for", parent, "title", question, NULL);

  self->user_data = user_data;
  self->free_data = free_data;
  gtk_label_set_text (self->question, question);
  gtk_label_set_text (self->explanation, explanation);
  gtk_widget_grab_focus (self->cancel_button);
  if (gtk_widget_has_css_class (GTK_WIDGET (parent), "practice"))
    gtk_widget_add_css_class (GTK_WIDGET (self), "practice");
  return self;
}

static void
clicked_cb (GtkButton *button, CflQuestion *self)
{
  CflQuestionAct act = g_object_get_data (G_OBJECT (button), "act");

  /* It goes first: what the act shows belongs in front of the window behind. */
  g_object_ref (self);
  /* The act may close that window, and GTK still holds this one while it hands out the click. */
  gtk_window_set_transient_for (GTK_WINDOW (self), NULL);
  gtk_window_destroy (GTK_WINDOW (self));
  act (self->user_data);
  g_object_unref (self);
}

void
cfl_question_add_answer (CflQuestion *self,
                         const char *label,
                         const char *css_class,
                         CflQuestionAct act)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_return_if_fail (CFL_IS_QUESTION (self));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "act", act);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_box_append (self->answers, button);
  if (css_class == NULL)
    return;
  gtk_widget_add_css_class (button, css_class);
  if (g_str_equal (css_class, "suggested-action"))
    {
      gtk_window_set_default_widget (GTK_WINDOW (self), button);
      gtk_widget_grab_focus (button);
    }
}
