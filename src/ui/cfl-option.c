/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-option.h"

struct _CflOption {
  GObject parent_instance;

  char *id;
  char *label;
};

G_DEFINE_FINAL_TYPE (CflOption, cfl_option, G_TYPE_OBJECT)

typedef enum { PROP_LABEL = 1, N_PROPS } CflOptionProperty;

static GParamSpec *properties[N_PROPS];

static void
cfl_option_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CflOption *self = CFL_OPTION (object);

  if (id == PROP_LABEL)
    g_value_set_string (value, self->label);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cfl_option_finalize (GObject *object)
{
  CflOption *self = CFL_OPTION (object);

  g_free (self->id);
  g_free (self->label);

  G_OBJECT_CLASS (cfl_option_parent_class)->finalize (object);
}

static void
cfl_option_class_init (CflOptionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cfl_option_get_property;
  object_class->finalize = cfl_option_finalize;
  properties[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cfl_option_init (CflOption *self)
{
}

CflOption *
cfl_option_new (const char *id, const char *label)
{
  CflOption *self = g_object_new (CFL_TYPE_OPTION, NULL);

  self->id = g_strdup (id);
  self->label = g_strdup (label);
  return self;
}

const char *
cfl_option_get_id (CflOption *self)
{
  g_return_val_if_fail (CFL_IS_OPTION (self), NULL);

  return self->id;
}

const char *
cfl_option_get_label (CflOption *self)
{
  g_return_val_if_fail (CFL_IS_OPTION (self), NULL);

  return self->label;
}

void
cfl_options_add (GListStore *options, const char *id, const char *label)
{
  g_autoptr (CflOption) option = cfl_option_new (id, label);

  g_list_store_append (options, option);
}

/* ---- the drop-down ---- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (list_item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  CflOption *option = gtk_list_item_get_item (list_item);
  GtkWidget *label = gtk_list_item_get_child (list_item);

  gtk_label_set_text (GTK_LABEL (label), option->label);
  gtk_widget_set_tooltip_text (label, option->label);
}

static GtkWidget *
find_part (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_part (child, type);
  return found;
}

/* GTK looks for the beginning only, and nobody knows an account by its number alone. Its own property
 * for this came with 4.12; where the parts differ from what is looked for here, the beginning has to
 * do. */
static void
search_anywhere (GtkDropDown *drop_down)
{
  GtkWidget *list = find_part (GTK_WIDGET (drop_down), GTK_TYPE_LIST_VIEW);
  gpointer model = list != NULL ? gtk_list_view_get_model (GTK_LIST_VIEW (list)) : NULL;

  if (GTK_IS_SINGLE_SELECTION (model))
    model = gtk_single_selection_get_model (model);
  if (GTK_IS_FILTER_LIST_MODEL (model))
    {
      GtkFilter *filter = gtk_filter_list_model_get_filter (model);

      if (GTK_IS_STRING_FILTER (filter))
        gtk_string_filter_set_match_mode (GTK_STRING_FILTER (filter),
                                          GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
    }
}

/* The popover opens with the keyboard on its list; what is typed there is meant for the search. */
static void
search_by_typing (GtkWidget *drop_down)
{
  GtkWidget *entry = find_part (drop_down, GTK_TYPE_SEARCH_ENTRY);
  GtkWidget *list = find_part (drop_down, GTK_TYPE_LIST_VIEW);

  if (entry != NULL && list != NULL)
    gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (entry), list);
}

GtkWidget *
cfl_option_drop_down_new (void)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkWidget *drop_down =
      gtk_drop_down_new (G_LIST_MODEL (g_list_store_new (CFL_TYPE_OPTION)),
                         gtk_property_expression_new (CFL_TYPE_OPTION, NULL, "label"));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (drop_down), factory);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop_down), TRUE);
  search_by_typing (drop_down);
  return drop_down;
}

void
cfl_option_drop_down_show (GtkDropDown *drop_down, GListStore *options, const char *id)
{
  guint n_options = g_list_model_get_n_items (G_LIST_MODEL (options));
  guint chosen = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < n_options && chosen == GTK_INVALID_LIST_POSITION; i++)
    {
      g_autoptr (CflOption) option = g_list_model_get_item (G_LIST_MODEL (options), i);

      if (g_str_equal (option->id, id))
        chosen = i;
    }
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (options));
  gtk_drop_down_set_selected (drop_down, chosen);
  search_anywhere (drop_down);
}

CflOption *
cfl_option_drop_down_get_chosen (GtkDropDown *drop_down)
{
  return gtk_drop_down_get_selected_item (drop_down);
}
