/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gtk/gtk.h>

/* A window with one entry, one button and one label, to test the driver of the end-to-end tests. */

static void
greet_cb (GtkButton *button, gpointer user_data)
{
  GtkEditable *entry = g_object_get_data (G_OBJECT (button), "entry");
  g_autofree char *text = g_strdup_printf ("Hello %s", gtk_editable_get_text (entry));

  gtk_label_set_text (GTK_LABEL (user_data), text);
}

static void
activate_cb (GtkApplication *application, gpointer user_data)
{
  GtkWidget *window = gtk_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *button = gtk_button_new_with_label ("Greet");
  GtkWidget *label = gtk_label_new ("Nobody yet");

  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, "Who", -1);
  g_object_set_data (G_OBJECT (button), "entry", entry);
  g_signal_connect (button, "clicked", G_CALLBACK (greet_cb), label);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), label);
  gtk_window_set_title (GTK_WINDOW (window), "Sample");
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_autoptr (GtkApplication) application =
      gtk_application_new ("io.github.counterfoil.Sample", G_APPLICATION_DEFAULT_FLAGS);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
