/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Closing the window while documents are on their way. */

#include "config.h"

#include "cfl-application.h"
#include "cfl-question.h"
#include "cfl-window-private.h"

#include <glib/gi18n.h>

static void
close_now (CflWindow *self)
{
  self->close_answered = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
go_on_cb (gpointer user_data)
{
  CflWindow *self = user_data;
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  /* A run that is paused would wait for a window that is not there. */
  cfl_application_resume_runs (CFL_APPLICATION (application));
  close_now (self);
}

static void
stop_cb (gpointer user_data)
{
  CflWindow *self = user_data;
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  cfl_application_cancel_runs (CFL_APPLICATION (application));
  close_now (self);
}

static char *
explain (CflWindow *self)
{
  const CflProgress *progress =
      self->session != NULL
          ? cfl_sync_service_get_progress (cfl_session_get_service (self->session))
          : NULL;
  const char *choice = _ (
      "It can go on in the background, and a notification tells how it ended. Or it stops after "
      "what is on its way; what was not sent then waits in its list. Nothing is lost, and nothing "
      "is sent twice.");

  if (progress == NULL || progress->total == 0 || !cfl_session_is_uploading (self->session))
    return g_strdup (choice);
  /* Translators: so many of so many, then what can be done. */
  return g_strdup_printf (_ ("%u of %u documents are done. %s"), progress->done, progress->total,
                          choice);
}

gboolean
cfl_window_ask_before_closing (CflWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autofree char *explanation = NULL;
  CflQuestion *question;

  if (self->close_answered || !CFL_IS_APPLICATION (application) ||
      !cfl_application_is_uploading (CFL_APPLICATION (application)))
    return FALSE;
  explanation = explain (self);
  question = cfl_question_new (GTK_WINDOW (self), _ ("The upload is still running"), explanation,
                               self, NULL);
  cfl_question_add_answer (question, _ ("_Stop the Upload"), NULL, stop_cb);
  cfl_question_add_answer (question, _ ("_Go On in the Background"), "suggested-action", go_on_cb);
  gtk_window_present (GTK_WINDOW (question));
  return TRUE;
}
