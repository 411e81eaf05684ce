/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-harness.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* What was posted, replayed, deleted and changed is there again, byte for byte. */
static void
test_restart (void)
{
  g_autofree char *folder = cfl_test_make_folder ();
  g_autofree char *file = g_build_filename (folder, "books", NULL);
  CflPracticeOptions options = { .state = file, .orders = 60, .no_limits = TRUE };
  CflHarness *harness = cfl_harness_new (&options);
  g_autofree char *body = cfl_harness_bill (harness, "A", "5");
  g_autofree char *other = cfl_harness_bill (harness, "B", "6");
  g_autoptr (CflHarnessAnswer) first =
      cfl_harness_quickbooks (harness, "POST", "/bill?requestid=1", body);
  g_autoptr (CflHarnessAnswer) second =
      cfl_harness_quickbooks (harness, "POST", "/bill?requestid=2", other);
  g_autofree char *change = g_strdup_printf ("{\"Id\":\"%s\",\"SyncToken\":\"0\"}",
                                             cfl_node_get_member_text (second->node, "Bill.Id"));
  g_autoptr (CflHarnessAnswer) deleted =
      cfl_harness_quickbooks (harness, "POST", "/bill?operation=delete", change);
  g_autoptr (CflHarnessAnswer) set = cfl_harness_control (
      harness, "POST", "set", "{\"order\":{\"id\":5001,\"supplierInvoiceReference\":\"NEW\"}}");
  g_autoptr (CflHarnessAnswer) again = NULL;
  g_autoptr (CflHarnessAnswer) next = NULL;
  g_autoptr (CflHarnessAnswer) order = NULL;
  FILE *torn;

  cfl_harness_free (harness);
  torn = g_fopen (file, "a"); /* as if killed while writing */
  fputs ("{\"kind\":\"put\",\"table\":\"Bill\",\"row\":{\"Id\":\"77", torn);
  fclose (torn);
  harness = cfl_harness_new (&options);
  again = cfl_harness_quickbooks (harness, "POST", "/bill?requestid=1", body);
  next = cfl_harness_quickbooks (harness, "POST", "/bill?requestid=3", other);
  order = cfl_harness_cin7 (harness, "PurchaseOrders/5001");
  g_assert_cmpstr (again->text, ==, first->text);
  /* The deleted bill's id is not used again. */
  g_assert_cmpint (cfl_node_get_integer (next->node, "Bill.Id", 0), ==,
                   cfl_node_get_integer (second->node, "Bill.Id", 0) + 1);
  g_assert_cmpstr (cfl_node_get_member_text (order->node, "supplierInvoiceReference"), ==, "NEW");
  cfl_harness_free (harness);
}

static char *
read_line (GPid pid, int fd)
{
  GString *line = g_string_new (NULL);
  char c;

  while (read (fd, &c, 1) == 1 && c != '\n')
    g_string_append_c (line, c);
  close (fd);
  return g_string_free (line, FALSE);
}

static GPid
start_program (const char *file, char **line)
{
  g_autofree char *program = g_build_filename (g_getenv ("CFL_BUILD_ROOT"), "src", "practice",
                                               "counterfoil-practice", NULL);
  g_autofree char *state = g_strconcat ("--state=", file, NULL);
  char *arguments[] = { program, state, (char *) "--orders=20", NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;
  int out;

  g_spawn_async_with_pipes (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid,
                            NULL, &out, NULL, &error);
  g_assert_no_error (error);
  *line = read_line (pid, out);
  return pid;
}

/* The second of two on one file shows where the first is; the next run takes the same port. */
static void
test_program (void)
{
  g_autofree char *folder = cfl_test_make_folder ();
  g_autofree char *file = g_build_filename (folder, "books", NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autoptr (CflNode) first_node = NULL;
  g_autoptr (CflNode) third_node = NULL;
  GPid first_pid = start_program (file, &first);
  GPid second_pid = start_program (file, &second);
  GPid third_pid;
  int status;

  g_assert_cmpint (waitpid (second_pid, &status, 0), ==, second_pid);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (first, ==, second);
  kill (first_pid, SIGKILL);
  g_assert_cmpint (waitpid (first_pid, &status, 0), ==, first_pid);
  third_pid = start_program (file, &third);
  first_node = cfl_node_parse (first, -1, NULL);
  third_node = cfl_node_parse (third, -1, NULL);
  g_assert_cmpint (cfl_node_get_integer (first_node, "port", 1), ==,
                   cfl_node_get_integer (third_node, "port", 2));
  kill (third_pid, SIGTERM);
  g_assert_cmpint (waitpid (third_pid, &status, 0), ==, third_pid);
  g_assert_cmpint (status, ==, 0);
}

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/practice/state/restart", test_restart);
  g_test_add_func ("/practice/state/program", test_program);
  return g_test_run ();
}
