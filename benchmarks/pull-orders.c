/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pulls all orders of a Cin7 account into a new database and prints how many there were and how many
 * seconds it took. pull-orders.py starts the practice server for it and puts the number beside
 * sqlite3's. Arguments: the address, the user name, the key, the time zone, the database. */

#include "config.h"

#include "cfl-cin7-client.h"
#include "cfl-store.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
  GMainLoop *loop;
  CflStore *store;
  guint waiting; /* for the pull itself and for each page that is being written */
  guint orders;
} Pull;

static void
stop_on (const GError *error)
{
  if (error != NULL)
    {
      g_printerr ("%s\n", error->message);
      exit (1);
    }
}

static void
finish_part (Pull *pull)
{
  if (--pull->waiting == 0)
    g_main_loop_quit (pull->loop);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pull *pull = user_data;
  CflSaveCounts counts;
  g_autoptr (GError) error = NULL;

  cfl_store_save_orders_finish (pull->store, result, &counts, &error);
  stop_on (error);
  pull->orders += counts.added;
  finish_part (pull);
}

static void
page_cb (CflCin7Client *client, GPtrArray *orders, gpointer user_data)
{
  Pull *pull = user_data;

  pull->waiting++;
  cfl_store_save_orders_async (pull->store, orders, NULL, saved_cb, pull);
}

static void
pulled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  cfl_cin7_client_pull_orders_finish (CFL_CIN7_CLIENT (source), result, NULL, NULL, &error);
  stop_on (error);
  finish_part (user_data);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pull *pull = user_data;
  g_autoptr (GError) error = NULL;

  pull->store = cfl_store_open_finish (result, &error);
  stop_on (error);
  g_main_loop_quit (pull->loop);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_main_loop_quit (((Pull *) user_data)->loop);
}

int
main (int argc, char *argv[])
{
  g_autoptr (CflHttpClient) http = cfl_http_client_new ("counterfoil-benchmark");
  g_autoptr (CflCin7Client) client = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Pull pull = { .loop = loop };
  gint64 start;

  if (argc != 6)
    {
      g_printerr ("Usage: pull-orders ADDRESS USER KEY ZONE DATABASE\n");
      return 2;
    }
  zone = g_time_zone_new_identifier (argv[4]);
  client = cfl_cin7_client_new (http, argv[1], argv[2], argv[3]);
  cfl_cin7_client_set_limits (client, 0, 0);
  cfl_store_open_async (argv[5], NULL, opened_cb, &pull);
  g_main_loop_run (loop);

  start = g_get_monotonic_time ();
  pull.waiting = 1;
  cfl_cin7_client_pull_orders_async (client, 0, zone, page_cb, &pull, NULL, pulled_cb, &pull);
  g_main_loop_run (loop);
  printf ("%u %.3f\n", pull.orders, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);

  cfl_store_close_async (pull.store, closed_cb, &pull);
  g_main_loop_run (loop);
  g_object_unref (pull.store);
  return 0;
}
