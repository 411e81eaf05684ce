/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-practice-launcher.h"

#include "cfl-json.h"
#include "cfl-sync-service.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

struct _CflPracticeLauncher {
  GObject parent_instance;

  char *folder;
  CflPracticeServices services;
  GSubprocess *process; /* kept until it is reaped; NULL when another one serves the ledger */
};

G_DEFINE_FINAL_TYPE (CflPracticeLauncher, cfl_practice_launcher, G_TYPE_OBJECT)

static void
clear_services (CflPracticeServices *services)
{
  g_free (services->intuit_url);
  g_free (services->quickbooks_url);
  g_free (services->cin7_url);
  g_free (services->client_id);
  g_free (services->client_secret);
  g_free (services->realm_id);
  g_free (services->cin7_user);
  g_free (services->cin7_key);
  g_free (services->time_zone);
  *services = (CflPracticeServices){ 0 };
}

static void
cfl_practice_launcher_finalize (GObject *object)
{
  CflPracticeLauncher *self = CFL_PRACTICE_LAUNCHER (object);

  clear_services (&self->services);
  g_clear_object (&self->process);
  g_free (self->folder);
  G_OBJECT_CLASS (cfl_practice_launcher_parent_class)->finalize (object);
}

static void
cfl_practice_launcher_class_init (CflPracticeLauncherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cfl_practice_launcher_finalize;
}

static void
cfl_practice_launcher_init (CflPracticeLauncher *self)
{
}

CflPracticeLauncher *
cfl_practice_launcher_new (const char *folder)
{
  CflPracticeLauncher *self = g_object_new (CFL_TYPE_PRACTICE_LAUNCHER, NULL);

  self->folder = g_strdup (folder);
  return self;
}

static void
fail (GTask *task, const char *why)
{
  g_task_return_new_error (task, CFL_SYNC_ERROR, CFL_SYNC_ERROR_OFFLINE,
                           _ ("The practice server did not start (%s). Install Counterfoil again, "
                              "then try again."),
                           why);
}

static gboolean
read_services (CflPracticeLauncher *self, const char *line, GError **error)
{
  g_autoptr (JsonNode) node = cfl_json_parse_text (line, CFL_JSON_EXACT_NAMES, error);
  JsonObject *object;
  const struct {
    const char *name;
    char **field;
  } members[] = {
    { "intuit_url", &self->services.intuit_url },
    { "quickbooks_url", &self->services.quickbooks_url },
    { "cin7_url", &self->services.cin7_url },
    { "client_id", &self->services.client_id },
    { "client_secret", &self->services.client_secret },
    { "realm_id", &self->services.realm_id },
    { "cin7_user", &self->services.cin7_user },
    { "cin7_key", &self->services.cin7_key },
    { "time_zone", &self->services.time_zone },
  };

  if (node == NULL)
    return FALSE;
  object = cfl_json_node_get_object (node);
  clear_services (&self->services);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = cfl_json_get_text (object, members[i].name);

      if (text == NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("it did not tell its %s"),
                       members[i].name);
          clear_services (&self->services);
          return FALSE;
        }
      *members[i].field = g_strdup (text);
    }
  return TRUE;
}

static void
line_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  CflPracticeLauncher *self = g_task_get_source_object (task);
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source),
                                                                     result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (error != NULL)
    fail (task, error->message);
  else if (line == NULL)
    fail (task, _ ("it ended at once"));
  else if (!read_services (self, line, &error))
    fail (task, error->message);
  else
    g_task_return_boolean (task, TRUE);
}

/* Tests and runs from the build tree name the program themselves. */
static char *
find_program (void)
{
  const char *named = g_getenv ("COUNTERFOIL_PRACTICE_PROGRAM");

  return named != NULL && named[0] != '\0'
             ? g_strdup (named)
             : g_build_filename (CFL_LIBEXECDIR, "counterfoil-practice", NULL);
}

/* Ctrl+C in the terminal is meant for the command, not for the server that it talks to. */
static void
leave_terminal (gpointer user_data)
{
  setsid ();
}

/* It ends by itself so long after the last call; whoever needs it then starts it again. */
#define IDLE_EXIT "--idle-exit=600"

/* A second start on the same ledger prints what the first one printed, so this serves for both: a
 * server that another program started, and one that is gone. */
static void
start (GTask *task)
{
  CflPracticeLauncher *self = g_task_get_source_object (task);
  g_autofree char *program = find_program ();
  g_autofree char *ledger = g_build_filename (self->folder, "practice.json", NULL);
  g_autofree char *state = g_strconcat ("--state=", ledger, NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_child_setup (launcher, leave_terminal, NULL, NULL);
  g_clear_object (&self->process);
  self->process = g_subprocess_launcher_spawn (launcher, &error, program, state, IDLE_EXIT, NULL);
  if (self->process == NULL)
    {
      fail (task, error->message);
      g_object_unref (task);
      return;
    }
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (output, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                       line_read_cb, task);
}

static void
probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_uri_finish (G_SOCKET_CLIENT (source), result, &error);

  if (connection != NULL)
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    start (g_steal_pointer (&task));
}

/**
 * cfl_practice_launcher_ensure_async:
 *
 * Makes sure that the practice server answers, starting it where needed.
 */
void
cfl_practice_launcher_ensure_async (CflPracticeLauncher *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GSocketClient) client = NULL;

  g_task_set_source_tag (task, cfl_practice_launcher_ensure_async);
  g_task_set_name (task, "ensure practice server");
  if (self->services.quickbooks_url == NULL)
    {
      start (task);
      return;
    }
  client = g_socket_client_new ();
  g_socket_client_set_timeout (client, 5);
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_connect_to_uri_async (client, self->services.quickbooks_url, 80, cancellable,
                                        probed_cb, task);
}

const CflPracticeServices *
cfl_practice_launcher_ensure_finish (CflPracticeLauncher *self,
                                     GAsyncResult *result,
                                     GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_boolean (G_TASK (result), error) ? &self->services : NULL;
}
