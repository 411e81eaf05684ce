/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-application-private.h"

#include "cfl-color-scheme.h"
#include "cfl-resources.h"
#include "cfl-settings.h"

#include <glib/gi18n.h>

#define RESOURCE_PATH "/io/github/counterfoil/Counterfoil"

G_DEFINE_FINAL_TYPE (CflApplication, cfl_application, GTK_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "practice", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open the practice company"), NULL },
  { "company", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Open the company with this name"),
    N_ ("NAME") },
  { NULL, 0, 0, 0, NULL, NULL, NULL },
};

CflWindow *
cfl_application_get_window (CflApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (; windows != NULL; windows = windows->next)
    if (CFL_IS_WINDOW (windows->data))
      return windows->data;
  return NULL;
}

gboolean
cfl_application_is_uploading (CflApplication *self)
{
  GHashTableIter iter;
  gpointer session;

  g_return_val_if_fail (CFL_IS_APPLICATION (self), FALSE);

  g_hash_table_iter_init (&iter, self->sessions);
  while (g_hash_table_iter_next (&iter, NULL, &session))
    if (cfl_session_is_uploading (session))
      return TRUE;
  return FALSE;
}

void
cfl_application_cancel_runs (CflApplication *self)
{
  GHashTableIter iter;
  gpointer session;

  g_return_if_fail (CFL_IS_APPLICATION (self));

  g_hash_table_iter_init (&iter, self->sessions);
  while (g_hash_table_iter_next (&iter, NULL, &session))
    if (cfl_session_is_uploading (session))
      cfl_session_cancel (session);
}

void
cfl_application_resume_runs (CflApplication *self)
{
  GHashTableIter iter;
  gpointer session;

  g_return_if_fail (CFL_IS_APPLICATION (self));

  g_hash_table_iter_init (&iter, self->sessions);
  while (g_hash_table_iter_next (&iter, NULL, &session))
    cfl_sync_service_resume (cfl_session_get_service (session));
}

/* The desktop asks before it ends the session or goes to sleep. */
static void
update_inhibit (CflApplication *self)
{
  GtkApplication *application = GTK_APPLICATION (self);
  gboolean uploading = cfl_application_is_uploading (self);

  if (uploading && self->inhibited == 0)
    self->inhibited =
        gtk_application_inhibit (application, GTK_WINDOW (cfl_application_get_window (self)),
                                 GTK_APPLICATION_INHIBIT_LOGOUT | GTK_APPLICATION_INHIBIT_SUSPEND,
                                 _ ("An upload is running"));
  else if (!uploading && self->inhibited != 0)
    {
      gtk_application_uninhibit (application, self->inhibited);
      self->inhibited = 0;
    }
}

/* The program stays while any company works, though its window may be closed. */
static void
update_hold (CflApplication *self)
{
  gboolean busy = FALSE;
  GHashTableIter iter;
  gpointer session;

  g_hash_table_iter_init (&iter, self->sessions);
  while (g_hash_table_iter_next (&iter, NULL, &session))
    busy = busy || cfl_session_is_working (session) || cfl_session_is_uploading (session);
  if (busy == self->holding)
    return;
  self->holding = busy;
  if (busy)
    {
      g_application_hold (G_APPLICATION (self));
      return;
    }
  if (cfl_application_get_window (self) == NULL)
    cfl_application_close_all (self);
  g_application_release (G_APPLICATION (self));
}

static void
session_changed_cb (CflSession *session, CflApplication *self)
{
  update_hold (self);
  update_inhibit (self);
  cfl_application_withdraw_stale (self, session);
}

static void
run_ended_cb (CflSession *session, CflRun *run, CflApplication *self)
{
  cfl_application_tell_run (self, session, run);
}

void
cfl_application_watch_session (CflApplication *self, CflSession *session)
{
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, 0);
  g_signal_connect_object (session, "run-ended", G_CALLBACK (run_ended_cb), self, 0);
}

static void
session_closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!cfl_session_close_finish (CFL_SESSION (source), result, &error))
    g_message ("The company could not be closed cleanly: %s", error->message);
  g_application_release (G_APPLICATION (self));
}

/* What is on its way is settled and the databases are closed before the program ends. */
void
cfl_application_close_all (CflApplication *self)
{
  GHashTableIter iter;
  gpointer session;

  g_hash_table_iter_init (&iter, self->sessions);
  while (g_hash_table_iter_next (&iter, NULL, &session))
    {
      g_application_hold (G_APPLICATION (self));
      cfl_session_close_async (session, session_closed_cb, g_object_ref (self));
      g_hash_table_iter_remove (&iter);
    }
}

static void
cfl_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  CflApplication *self = CFL_APPLICATION (application);

  if (CFL_IS_WINDOW (window) && !self->holding)
    cfl_application_close_all (self);
  GTK_APPLICATION_CLASS (cfl_application_parent_class)->window_removed (application, window);
}

static void
cfl_application_startup (GApplication *application)
{
  GDBusConnection *connection;
  GtkCssProvider *provider;

  G_APPLICATION_CLASS (cfl_application_parent_class)->startup (application);

  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, RESOURCE_PATH "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_unref (provider);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    RESOURCE_PATH "/icons");
  gtk_window_set_default_icon_name (CFL_APPLICATION_ID);

  connection = g_application_get_dbus_connection (application);
  if (connection != NULL)
    cfl_color_scheme_follow (connection);
  cfl_application_add_actions (CFL_APPLICATION (application));
}

static void
cfl_application_activate (GApplication *application)
{
  CflApplication *self = CFL_APPLICATION (application);
  CflWindow *window = cfl_application_get_window (self);
  g_autofree char *wanted = NULL;

  if (window != NULL)
    {
      gtk_window_present (GTK_WINDOW (window));
      return;
    }
  wanted = cfl_settings_get_last_company ();
  cfl_application_open (self, wanted);
}

static int
cfl_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  CflApplication *self = CFL_APPLICATION (application);
  GVariantDict *dict = g_application_command_line_get_options_dict (command_line);
  const char *company = NULL;

  if (g_variant_dict_contains (dict, "practice"))
    cfl_application_open_practice (self);
  else if (g_variant_dict_lookup (dict, "company", "&s", &company))
    cfl_application_open (self, company);
  else
    g_application_activate (application);
  return 0;
}

static void
cfl_application_finalize (GObject *object)
{
  CflApplication *self = CFL_APPLICATION (object);

  g_clear_pointer (&self->sessions, g_hash_table_unref);
  g_clear_pointer (&self->companies, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, g_free);

  G_OBJECT_CLASS (cfl_application_parent_class)->finalize (object);
}

static void
cfl_application_class_init (CflApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cfl_application_finalize;
  application_class->startup = cfl_application_startup;
  application_class->activate = cfl_application_activate;
  application_class->command_line = cfl_application_command_line;
  GTK_APPLICATION_CLASS (klass)->window_removed = cfl_application_window_removed;
  /* Without a reference to them the linker leaves the resources out of the program. */
  g_resources_register (cfl_get_resource ());
}

static void
cfl_application_init (CflApplication *self)
{
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

CflApplication *
cfl_application_new (void)
{
  return g_object_new (CFL_TYPE_APPLICATION, "application-id", CFL_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, "resource-base-path", RESOURCE_PATH,
                       NULL);
}
