/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opens the window on the only company below XDG_DATA_HOME, waits until a frame with a row's text has
 * been painted, and prints the milliseconds since the start and the peak memory in KiB. */

#include "config.h"

#include "cfl-application.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define LIMIT_SECONDS 60
/* What make-company puts first into every row. */
#define ROW_TEXT "INV-"

static gint64 start;
static gboolean measured;

static const char *
text_of (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  return NULL;
}

static gboolean
shows_row (GtkWidget *widget)
{
  const char *text = text_of (widget);

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (text != NULL && strstr (text, ROW_TEXT) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_row (child))
      return TRUE;
  return FALSE;
}

static void
painted_cb (GdkFrameClock *clock, GtkWidget *window)
{
  struct rusage usage;

  if (measured || !shows_row (window))
    return;
  measured = TRUE;
  getrusage (RUSAGE_SELF, &usage);
  printf ("%.1f %ld\n", (double) (g_get_monotonic_time () - start) / 1000, usage.ru_maxrss);
  fflush (stdout);
  gtk_window_close (GTK_WINDOW (window));
}

static void
realized_cb (GtkWidget *window, gpointer user_data)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (window), "after-paint",
                           G_CALLBACK (painted_cb), window, 0);
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window, gpointer user_data)
{
  g_signal_connect (window, "realize", G_CALLBACK (realized_cb), NULL);
}

static void
timed_out_cb (gpointer user_data)
{
  g_printerr ("No row was painted in %d seconds\n", LIMIT_SECONDS);
  exit (1);
}

int
main (int argc, char *argv[])
{
  g_autoptr (CflApplication) application = NULL;

  start = g_get_monotonic_time ();
  setlocale (LC_ALL, "");
  application = cfl_application_new ();
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
  g_timeout_add_once (LIMIT_SECONDS * 1000, timed_out_cb, NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
