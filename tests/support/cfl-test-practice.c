/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-test-practice.h"

#include <json-glib/json-glib.h>
#include <signal.h>

struct _CflTestPractice {
  GSubprocess *process;
  JsonNode *line;
};

/* The program of this build, or the one that the environment names. */
static char *
find_program (void)
{
  const char *named = g_getenv ("COUNTERFOIL_PRACTICE_PROGRAM");
  const char *build = g_getenv ("CFL_BUILD_ROOT");

  if (named != NULL)
    return g_strdup (named);
  return g_build_filename (build != NULL ? build : "build", "src", "practice",
                           "counterfoil-practice", NULL);
}

CflTestPractice *
cfl_test_practice_new (const char *const *arguments)
{
  CflTestPractice *self = g_new0 (CflTestPractice, 1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *program = find_program ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *text = NULL;

  g_ptr_array_add (argv, program);
  for (guint i = 0; arguments != NULL && arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);
  g_ptr_array_add (argv, NULL);
  self->process =
      g_subprocess_newv ((const char *const *) argv->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  text = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (text);
  self->line = json_from_string (text, &error);
  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (self->line));
  return self;
}

void
cfl_test_practice_free (CflTestPractice *self)
{
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  json_node_unref (self->line);
  g_free (self);
}

const char *
cfl_test_practice_get (CflTestPractice *self, const char *name)
{
  const char *value =
      json_object_get_string_member_with_default (json_node_get_object (self->line), name, NULL);

  if (value == NULL)
    g_error ("The practice server does not tell its %s", name);
  return value;
}
