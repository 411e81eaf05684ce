/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-application-private.h"

#include "cfl-run-words.h"
#include "cfl-settings.h"

#include <glib/gi18n.h>

static char *
notification_id (CflSession *session, CflDocumentKind kind)
{
  return g_strdup_printf ("%s-%s", kind == CFL_DOCUMENT_KIND_BILL ? "invoices" : "orders",
                          cfl_session_get_entry (session)->id);
}

static void
notify_failures (CflApplication *self, CflSession *session, const CflRun *run)
{
  const char *company = cfl_session_get_entry (session)->id;
  g_autofree char *title = cfl_run_to_failure_title (run);
  g_autofree char *id = notification_id (session, run->kind);
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autofree char *body = NULL;

  /* Translators: %s is the name of a company. */
  body = g_strdup_printf (_ ("%s. The reasons are under Errors, each with what to do."),
                          cfl_session_get_name (session));
  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action_and_target (notification, "app.show-errors", "(si)", company,
                                                (int) run->kind);
  g_notification_add_button_with_target (notification, _ ("Show Errors"), "app.show-errors", "(si)",
                                         company, (int) run->kind);
  g_notification_add_button_with_target (notification, _ ("Retry"), "app.retry", "(si)", company,
                                         (int) run->kind);
  g_application_send_notification (G_APPLICATION (self), id, notification);
}

/* The window says it; where nobody looks at the window, the desktop does, unless it has said more. */
void
cfl_application_tell_run (CflApplication *self, CflSession *session, const CflRun *run)
{
  CflWindow *window = cfl_application_get_window (self);
  gboolean failures = run->failed > 0 && cfl_settings_get_notify_failures ();
  g_autofree char *sentence = cfl_run_to_sentence (run);
  g_autofree char *id = NULL;
  g_autoptr (GNotification) notification = NULL;

  if (failures)
    notify_failures (self, session, run);
  if (window != NULL && cfl_window_get_session (window) == session)
    cfl_window_say_run (window, run);
  if (failures || sentence[0] == '\0' ||
      (window != NULL && gtk_window_is_active (GTK_WINDOW (window))))
    return;
  id = g_strdup_printf ("done-%s", cfl_session_get_entry (session)->id);
  notification = g_notification_new (sentence);
  g_notification_set_body (notification, cfl_session_get_name (session));
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_LOW);
  g_application_send_notification (G_APPLICATION (self), id, notification);
}

/* A notification goes when what it tells is no longer so: nothing stands under Errors, or the same
 * documents are being tried again. */
void
cfl_application_withdraw_stale (CflApplication *self, CflSession *session)
{
  const CflCounts *counts = cfl_session_get_counts (session);
  gboolean uploading = cfl_session_is_uploading (session);

  if (!cfl_session_has_counts (session))
    return;
  for (CflDocumentKind kind = CFL_DOCUMENT_KIND_BILL; kind <= CFL_DOCUMENT_KIND_PURCHASE_ORDER;
       kind++)
    {
      CflList list =
          kind == CFL_DOCUMENT_KIND_BILL ? CFL_LIST_INVOICE_ERRORS : CFL_LIST_ORDER_ERRORS;
      g_autofree char *id = NULL;

      if (counts->lists[list] > 0 && !(uploading && cfl_session_get_run_kind (session) == kind))
        continue;
      id = notification_id (session, kind);
      g_application_withdraw_notification (G_APPLICATION (self), id);
    }
}
