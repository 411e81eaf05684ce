/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-application-private.h"

#include <glib/gi18n.h>

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const char *const authors[] = { "The Counterfoil contributors", NULL };

  gtk_show_about_dialog (
      gtk_application_get_active_window (GTK_APPLICATION (user_data)), "program-name",
      "Counterfoil", "version", PACKAGE_VERSION, "logo-icon-name", CFL_APPLICATION_ID, "comments",
      _ ("Sends purchase orders to QuickBooks Online, each one once.\n\nNot affiliated with Intuit "
         "or Cin7. QuickBooks is a trademark of Intuit Inc.; Cin7 Omni is a product of Cin7."),
      "license-type", GTK_LICENSE_GPL_3_0, "authors", authors, NULL);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CflWindow *window = cfl_application_get_window (user_data);

  /* Closing the last window ends the program, after the work that is under way. */
  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
}

static void
practice_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cfl_application_open_practice (user_data);
}

static void
company_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  cfl_application_open (user_data, g_variant_get_string (value, NULL));
}

/* From a notification: the company's id and the kind of document. */
static void
show_errors_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CflApplication *self = user_data;
  const char *id;
  int kind;
  CflSession *session;
  CflWindow *window;

  g_variant_get (parameter, "(&si)", &id, &kind);
  session = cfl_application_find_session (self, id);
  window = cfl_application_get_window (self);
  if (session == NULL || window == NULL)
    {
      /* The program was started by the notification, or its window is closed. */
      cfl_application_open_errors (self, id, (CflDocumentKind) kind);
      return;
    }
  if (cfl_window_get_session (window) != session)
    cfl_window_set_session (window, session);
  cfl_window_show_errors (window, kind);
  gtk_window_present (GTK_WINDOW (window));
}

static void
retry_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CflApplication *self = user_data;
  const char *id;
  int kind;
  CflSession *session;
  g_autoptr (CflListing) listing = NULL;

  g_variant_get (parameter, "(&si)", &id, &kind);
  session = cfl_application_find_session (self, id);
  if (session == NULL || !cfl_session_is_open (session))
    {
      cfl_application_open_errors (self, id, (CflDocumentKind) kind);
      return;
    }
  listing = cfl_listing_new (kind == CFL_DOCUMENT_KIND_BILL ? CFL_LIST_INVOICE_ERRORS
                                                            : CFL_LIST_ORDER_ERRORS);
  cfl_session_upload (session, listing, NULL);
}

static const GActionEntry entries[] = {
  { .name = "about", .activate = about_cb },
  { .name = "quit", .activate = quit_cb },
  { .name = "practice", .activate = practice_cb },
  { .name = "company", .parameter_type = "s", .state = "''", .change_state = company_cb },
  { .name = "show-errors", .activate = show_errors_cb, .parameter_type = "(si)" },
  { .name = "retry", .activate = retry_cb, .parameter_type = "(si)" },
};

static const struct {
  const char *action;
  const char *keys[3];
} accelerators[] = {
  { "app.quit", { "<Control>q" } },
  { "window.close", { "<Control>w" } },
  { "win.refresh", { "F5", "<Control>r" } },
  { "win.search", { "<Control>f" } },
  { "win.link-contacts", { "<Control>l" } },
  { "win.upload", { "<Control>u" } },
  { "win.choose-company", { "<Alt>c" } },
  { "win.preferences", { "<Control>comma" } },
  { "win.show-help-overlay", { "<Control>question" } },
};

void
cfl_application_add_actions (CflApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action,
                                           (const char *const *) accelerators[i].keys);
}
