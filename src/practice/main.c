/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-node.h"
#include "cfl-practice-server.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

typedef struct {
  int port;
  char *state;
  char *company;
  int orders;
  int seed;
  gboolean no_limits;
  int idle_exit;
  char **faults;
  char **redirect_uris;
  int latency;
  int item_latency;
  int latency_spread;
} Arguments;

typedef struct {
  GMainLoop *loop;
  CflPractice *practice;
  int idle_exit;
} Program;

static gboolean
stop_cb (gpointer user_data)
{
  g_main_loop_quit (((Program *) user_data)->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
check_idle_cb (gpointer user_data)
{
  Program *program = user_data;

  if (cfl_practice_get_idle_seconds (program->practice) >= program->idle_exit)
    g_main_loop_quit (program->loop);
  return G_SOURCE_CONTINUE;
}

static char *
address_file (const char *state)
{
  return g_strconcat (state, ".address", NULL);
}

/* The lock on STATE.lock, or -1 with errno set; it goes with the process. */
static int
take_lock (const char *state)
{
  g_autofree char *file = g_strconcat (state, ".lock", NULL);
  int fd = open (file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      int reason = errno;

      close (fd);
      errno = reason;
      return -1;
    }
  return fd;
}

/* Another process serves this file: its line is ours. It may still be about to write it. */
static int
show_other (const char *state)
{
  g_autofree char *file = address_file (state);
  g_autofree char *line = NULL;

  for (guint i = 0; i < 100; i++)
    {
      if (g_file_get_contents (file, &line, NULL, NULL) && *line != '\0')
        {
          fputs (line, stdout);
          return 0;
        }
      g_clear_pointer (&line, g_free);
      g_usleep (50000);
    }
  g_printerr ("counterfoil-practice: another one holds %s and does not say where it is\n", state);
  return 1;
}

/* The port of the last run, so that stored addresses stay good; 0 when it is not known. */
static guint
earlier_port (const char *state)
{
  g_autofree char *file = address_file (state);
  g_autofree char *line = NULL;
  g_autoptr (CflNode) node = NULL;

  if (!g_file_get_contents (file, &line, NULL, NULL))
    return 0;
  node = cfl_node_parse (line, -1, NULL);
  return (guint) cfl_node_get_integer (node, "port", 0);
}

static CflPractice *
start (const Arguments *arguments, GError **error)
{
  CflPracticeOptions options = {
    .port = (guint) arguments->port,
    .state = arguments->state,
    .company = arguments->company,
    .orders = (guint) MAX (arguments->orders, 0),
    .seed = (guint) arguments->seed,
    .no_limits = arguments->no_limits,
    .latency = (guint) MAX (arguments->latency, 0),
    .item_latency = (guint) MAX (arguments->item_latency, 0),
    .latency_spread = (guint) MAX (arguments->latency_spread, 0),
    .faults = (const char *const *) arguments->faults,
    .redirect_uris = (const char *const *) arguments->redirect_uris,
  };
  CflPractice *practice;

  if (options.port == 0 && arguments->state != NULL)
    options.port = earlier_port (arguments->state);
  practice = cfl_practice_new (&options, options.port == (guint) arguments->port ? error : NULL);
  if (practice != NULL || options.port == (guint) arguments->port)
    return practice;
  options.port = 0; /* somebody has taken the earlier port */
  return cfl_practice_new (&options, error);
}

static gboolean
announce (CflPractice *practice, const char *state, GError **error)
{
  g_autofree char *text = cfl_practice_describe (practice);
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  if (state != NULL)
    {
      g_autofree char *file = address_file (state);

      if (!g_file_set_contents_full (file, line, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
        return FALSE;
    }
  fputs (line, stdout);
  fflush (stdout);
  return TRUE;
}

static int
serve (const Arguments *arguments)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (CflPractice) practice = start (arguments, &error);
  Program program = { loop, practice, arguments->idle_exit };

  /* Before anybody can know of us: who reads the line may stop us at once. */
  g_unix_signal_add (SIGTERM, stop_cb, &program);
  g_unix_signal_add (SIGINT, stop_cb, &program);
  if (practice == NULL || !announce (practice, arguments->state, &error))
    {
      g_printerr ("counterfoil-practice: %s\n", error->message);
      return 1;
    }
  if (arguments->idle_exit > 0)
    g_timeout_add_seconds (1, check_idle_cb, &program);
  g_main_loop_run (loop);
  return 0;
}

static int
serve_or_show_other (const Arguments *arguments)
{
  int lock = -1;
  int result;

  if (arguments->state == NULL)
    return serve (arguments);
  lock = take_lock (arguments->state);
  if (lock < 0 && errno == EWOULDBLOCK)
    return show_other (arguments->state);
  if (lock < 0)
    {
      g_printerr ("counterfoil-practice: cannot use %s: %s\n", arguments->state,
                  g_strerror (errno));
      return 1;
    }
  result = serve (arguments);
  close (lock);
  return result;
}

int
main (int argc, char *argv[])
{
  Arguments arguments = { 0 };
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &arguments.port, "Port to listen on; 0 takes any", "N" },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &arguments.state, "Keep the books in this file",
      "FILE" },
    { "company", 0, 0, G_OPTION_ARG_STRING, &arguments.company, "us or au", "KIND" },
    { "orders", 0, 0, G_OPTION_ARG_INT, &arguments.orders, "Number of purchase orders", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &arguments.seed, "Seed of the invented data", "N" },
    { "no-limits", 0, 0, G_OPTION_ARG_NONE, &arguments.no_limits, "Refuse no call as one too many",
      NULL },
    { "idle-exit", 0, 0, G_OPTION_ARG_INT, &arguments.idle_exit,
      "Stop after so long without a call", "SECONDS" },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments.faults,
      "Trouble to make, such as cut-after-commit:bill:every=10", "SPEC" },
    { "redirect-uri", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments.redirect_uris,
      "One more registered redirect address", "URI" },
    { "latency", 0, 0, G_OPTION_ARG_INT, &arguments.latency, "Milliseconds added to each answer",
      "MS" },
    { "item-latency", 0, 0, G_OPTION_ARG_INT, &arguments.item_latency,
      "Milliseconds added for each document that a call writes", "MS" },
    { "latency-spread", 0, 0, G_OPTION_ARG_INT, &arguments.latency_spread,
      "How much the latency of a call varies around its median", "PERCENT" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- practice QuickBooks and Cin7");
  g_autoptr (GError) error = NULL;
  int result = 2;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_printerr ("counterfoil-practice: %s\n", error->message);
  else if (argc > 1 || arguments.port < 0 || arguments.port > 65535)
    g_printerr ("counterfoil-practice: see --help\n");
  else
    result = serve_or_show_other (&arguments);
  g_free (arguments.state);
  g_free (arguments.company);
  g_strfreev (arguments.faults);
  g_strfreev (arguments.redirect_uris);
  return result;
}
