/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-tab-stop.h"

struct _CflTabStop {
  GtkWidget parent_instance;

  GtkWidget *child;
};

static void cfl_tab_stop_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CflTabStop,
                               cfl_tab_stop,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      cfl_tab_stop_buildable_init))

gboolean
cfl_widget_holds_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static gboolean
cfl_tab_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean by_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (by_tab && cfl_widget_holds_focus (widget))
    return FALSE;
  return GTK_WIDGET_CLASS (cfl_tab_stop_parent_class)->focus (widget, direction);
}

static void
cfl_tab_stop_add_child (GtkBuildable *buildable,
                        GtkBuilder *builder,
                        GObject *child,
                        const char *type)
{
  cfl_tab_stop_set_child (CFL_TAB_STOP (buildable), GTK_WIDGET (child));
}

static void
cfl_tab_stop_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = cfl_tab_stop_add_child;
}

static void
cfl_tab_stop_dispose (GObject *object)
{
  g_clear_pointer (&CFL_TAB_STOP (object)->child, gtk_widget_unparent);

  G_OBJECT_CLASS (cfl_tab_stop_parent_class)->dispose (object);
}

static void
cfl_tab_stop_class_init (CflTabStopClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cfl_tab_stop_dispose;
  GTK_WIDGET_CLASS (klass)->focus = cfl_tab_stop_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
cfl_tab_stop_init (CflTabStop *self)
{
}

GtkWidget *
cfl_tab_stop_new (GtkWidget *child)
{
  CflTabStop *self = g_object_new (CFL_TYPE_TAB_STOP, NULL);

  cfl_tab_stop_set_child (self, child);
  return GTK_WIDGET (self);
}

void
cfl_tab_stop_set_child (CflTabStop *self, GtkWidget *child)
{
  g_return_if_fail (CFL_IS_TAB_STOP (self));

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
