/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-settings.h"

#define DEFAULT_WIDTH 1280
#define DEFAULT_HEIGHT 800

/* g_settings_new() ends the program when the schema is missing, as in a build that was not
 * installed; so it is looked up first, each key too. */
GSettings *
cfl_settings_get (void)
{
  static GSettings *settings;
  static gboolean looked_up;
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (looked_up)
    return settings;
  looked_up = TRUE;
  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, CFL_APPLICATION_ID, TRUE);
  if (schema != NULL)
    settings = g_settings_new_full (schema, NULL, NULL);
  return settings;
}

static gboolean
has_key (const char *key)
{
  GSettings *settings = cfl_settings_get ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (settings == NULL)
    return FALSE;
  g_object_get (settings, "settings-schema", &schema, NULL);
  return g_settings_schema_has_key (schema, key);
}

void
cfl_settings_restore_window (GtkWindow *window)
{
  int width = DEFAULT_WIDTH;
  int height = DEFAULT_HEIGHT;

  if (has_key ("window-width") && has_key ("window-height"))
    {
      width = g_settings_get_int (cfl_settings_get (), "window-width");
      height = g_settings_get_int (cfl_settings_get (), "window-height");
    }
  gtk_window_set_default_size (window, width > 0 ? width : DEFAULT_WIDTH,
                               height > 0 ? height : DEFAULT_HEIGHT);
  if (has_key ("window-maximized") &&
      g_settings_get_boolean (cfl_settings_get (), "window-maximized"))
    gtk_window_maximize (window);
}

void
cfl_settings_keep_window (GtkWindow *window)
{
  gboolean maximized = gtk_window_is_maximized (window);
  int width;
  int height;

  if (has_key ("window-maximized"))
    g_settings_set_boolean (cfl_settings_get (), "window-maximized", maximized);
  if (maximized || !has_key ("window-width") || !has_key ("window-height"))
    return;
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (cfl_settings_get (), "window-width", width);
  g_settings_set_int (cfl_settings_get (), "window-height", height);
}

char *
cfl_settings_get_last_company (void)
{
  return has_key ("last-company") ? g_settings_get_string (cfl_settings_get (), "last-company")
                                  : g_strdup ("");
}

void
cfl_settings_set_last_company (const char *id)
{
  if (has_key ("last-company"))
    g_settings_set_string (cfl_settings_get (), "last-company", id);
}

gboolean
cfl_settings_get_notify_failures (void)
{
  return !has_key ("notify-failures") ||
         g_settings_get_boolean (cfl_settings_get (), "notify-failures");
}
