/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-column-header.h"

static GtkWidget *
find_title (GtkWidget *parent, guint *countdown)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (g_strcmp0 (G_OBJECT_TYPE_NAME (child), "GtkColumnViewTitle") == 0)
        {
          if (*countdown == 0)
            return child;
          (*countdown)--;
          continue;
        }
      /* The titles stand in the first child; the rows need not be looked through. */
      if (GTK_IS_LIST_VIEW (child) ||
          g_strcmp0 (G_OBJECT_TYPE_NAME (child), "GtkColumnListView") == 0)
        continue;
      found = find_title (child, countdown);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkBox *
find_title_box (GtkColumnView *view, guint index)
{
  GtkWidget *title = find_title (GTK_WIDGET (view), &index);
  GtkWidget *box = title != NULL ? gtk_widget_get_first_child (title) : NULL;

  return GTK_IS_BOX (box) ? GTK_BOX (box) : NULL;
}

GtkCheckButton *
cfl_column_header_add_check (GtkColumnView *view, guint index)
{
  GtkBox *box = find_title_box (view, index);
  GtkWidget *check;

  if (box == NULL)
    return NULL;
  check = gtk_check_button_new ();
  gtk_widget_set_halign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (check, TRUE);
  gtk_widget_set_focusable (check, FALSE);
  gtk_box_prepend (box, check);
  return GTK_CHECK_BUTTON (check);
}

gboolean
cfl_column_header_align_end (GtkColumnView *view, guint index)
{
  GtkBox *box = find_title_box (view, index);

  if (box == NULL)
    return FALSE;
  gtk_widget_set_halign (GTK_WIDGET (box), GTK_ALIGN_END);
  return TRUE;
}
