/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-application-private.h"

#include "cfl-settings.h"

#include <glib/gi18n.h>

static CflWindow *
ensure_window (CflApplication *self)
{
  CflWindow *window = cfl_application_get_window (self);

  return window != NULL ? window : cfl_window_new (GTK_APPLICATION (self));
}

static CflSession *
ensure_session (CflApplication *self, CflCompanyEntry *entry)
{
  CflSession *session = g_hash_table_lookup (self->sessions, entry->id);

  if (session != NULL)
    return session;
  session = cfl_session_new (entry);
  g_hash_table_insert (self->sessions, g_strdup (entry->id), session);
  cfl_application_watch_session (self, session);
  return session;
}

CflSession *
cfl_application_find_session (CflApplication *self, const char *id)
{
  return g_hash_table_lookup (self->sessions, id);
}

static void
show_company (CflApplication *self, CflCompanyEntry *entry)
{
  CflWindow *window = ensure_window (self);
  CflSession *session = ensure_session (self, entry);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "company");

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (entry->id));
  cfl_settings_set_last_company (entry->id);
  if (self->companies != NULL)
    cfl_window_set_companies (window, self->companies);
  cfl_window_set_session (window, session);
  if (self->wants_errors)
    cfl_window_show_errors (window, self->errors_kind);
  self->wants_errors = FALSE;
  gtk_window_present (GTK_WINDOW (window));
  cfl_session_open (session);
}

static void
show_welcome (CflApplication *self, const char *sentence)
{
  CflWindow *window = ensure_window (self);

  gtk_window_present (GTK_WINDOW (window));
  if (sentence != NULL)
    cfl_window_say (window, sentence);
}

static CflCompanyEntry *
find_company (CflApplication *self, const char *wanted)
{
  for (guint i = 0; i < self->companies->len; i++)
    {
      CflCompanyEntry *entry = g_ptr_array_index (self->companies, i);

      if (g_str_equal (entry->id, wanted) || g_str_equal (entry->name, wanted))
        return entry;
    }
  return NULL;
}

static void
take_companies (CflApplication *self, GPtrArray *companies)
{
  g_clear_pointer (&self->companies, g_ptr_array_unref);
  self->companies = g_ptr_array_ref (companies);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflApplication) self = user_data;
  g_autofree char *wanted = g_steal_pointer (&self->wanted);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) companies = cfl_companies_list_finish (result, &error);
  CflCompanyEntry *entry;

  if (companies == NULL)
    show_welcome (self, error->message);
  else
    {
      take_companies (self, companies);
      entry = wanted != NULL && wanted[0] != '\0' ? find_company (self, wanted) : NULL;
      if (entry == NULL && companies->len > 0)
        entry = g_ptr_array_index (companies, 0);
      if (entry != NULL)
        show_company (self, entry);
      else
        show_welcome (self, NULL);
    }
  g_application_release (G_APPLICATION (self));
}

/* @wanted: (nullable): an id or a name; the first company when there is none like it. */
void
cfl_application_open (CflApplication *self, const char *wanted)
{
  g_free (self->wanted);
  self->wanted = g_strdup (wanted);
  g_application_hold (G_APPLICATION (self));
  cfl_companies_list_async (NULL, listed_cb, g_object_ref (self));
}

void
cfl_application_open_errors (CflApplication *self, const char *wanted, CflDocumentKind kind)
{
  self->wants_errors = TRUE;
  self->errors_kind = kind;
  cfl_application_open (self, wanted);
}

static void
listed_for_menu_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) companies = cfl_companies_list_finish (result, &error);
  CflWindow *window = cfl_application_get_window (self);

  if (companies == NULL)
    {
      g_message ("The companies could not be listed: %s", error->message);
      return;
    }
  take_companies (self, companies);
  if (window != NULL)
    cfl_window_set_companies (window, companies);
}

static void
practice_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CflCompanyEntry) entry = cfl_companies_open_practice_finish (result, &error);

  if (entry != NULL)
    {
      show_company (self, entry);
      cfl_companies_list_async (NULL, listed_for_menu_cb, g_object_ref (self));
    }
  else
    show_welcome (self, error->message);
  g_application_release (G_APPLICATION (self));
}

void
cfl_application_open_practice (CflApplication *self)
{
  g_application_hold (G_APPLICATION (self));
  cfl_companies_open_practice_async (NULL, practice_found_cb, g_object_ref (self));
}
