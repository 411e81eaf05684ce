/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*CflQuestionAct) (gpointer user_data);

/**
 * CflQuestion:
 *
 * One question with its answers as buttons; Escape and Cancel do nothing. Every question that is not
 * about posting is asked by it.
 */
#define CFL_TYPE_QUESTION (cfl_question_get_type ())
G_DECLARE_FINAL_TYPE (CflQuestion, cfl_question, CFL, QUESTION, GtkWindow)

/* @user_data: for the acts; @free_data is called when the question goes, answered or not. */
CflQuestion *cfl_question_new (GtkWindow *parent,
                               const char *question,
                               const char *explanation,
                               gpointer user_data,
                               GDestroyNotify free_data);
/* @label: with an access key. @css_class: (nullable): "suggested-action" makes it the default answer.
 * Answers stand in the order in which they are added, the one to press last. */
void cfl_question_add_answer (CflQuestion *self,
                              const char *label,
                              const char *css_class,
                              CflQuestionAct act);

G_END_DECLS
