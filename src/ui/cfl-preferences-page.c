/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-preferences-page.h"

#include "cfl-option.h"

struct _CflPreferencesPage {
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkBox *box;
  GtkBox *card; /* of the group that rows are added to */
  GPtrArray *rows;
  gboolean loading;
};

typedef struct {
  const char *key;
  GtkWidget *row;
  GtkWidget *control;
  GtkWidget *warning;
  CflPreferenceLoad load;
} Row;

G_DEFINE_FINAL_TYPE (CflPreferencesPage, cfl_preferences_page, GTK_TYPE_WIDGET)

enum { SIGNAL_CHANGE, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
cfl_preferences_page_dispose (GObject *object)
{
  CflPreferencesPage *self = CFL_PREFERENCES_PAGE (object);

  self->loading = TRUE; /* controls that go away want nothing */
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (cfl_preferences_page_parent_class)->dispose (object);
}

static void
cfl_preferences_page_class_init (CflPreferencesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cfl_preferences_page_dispose;
  signals[SIGNAL_CHANGE] =
      g_signal_new ("change", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/counterfoil/Counterfoil/cfl-preferences-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CflPreferencesPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, CflPreferencesPage, box);
}

static void
cfl_preferences_page_init (CflPreferencesPage *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cfl_preferences_page_new (void)
{
  return g_object_new (CFL_TYPE_PREFERENCES_PAGE, NULL);
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_caption (const char *text)
{
  GtkWidget *label = make_label (text, "caption");

  gtk_widget_add_css_class (label, "dim");
  return label;
}

void
cfl_preferences_page_add_group (CflPreferencesPage *self, const char *title, const char *caption)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  g_return_if_fail (CFL_IS_PREFERENCES_PAGE (self));

  gtk_box_append (GTK_BOX (group), make_label (title, "heading"));
  if (caption != NULL)
    gtk_box_append (GTK_BOX (group), make_caption (caption));
  self->card = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_add_css_class (GTK_WIDGET (self->card), "preferences-card");
  gtk_box_append (GTK_BOX (group), GTK_WIDGET (self->card));
  gtk_box_append (self->box, group);
}

static GtkWidget *
make_row (const char *title, const char *caption, GtkWidget *control, GtkWidget *warning)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = make_label (NULL, NULL);

  gtk_widget_add_css_class (row, "preferences-row");
  gtk_label_set_text_with_mnemonic (GTK_LABEL (label), title);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), control);
  gtk_box_append (GTK_BOX (texts), label);
  if (caption != NULL)
    gtk_box_append (GTK_BOX (texts), make_caption (caption));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (row), warning);
  gtk_box_append (GTK_BOX (row), control);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  return row;
}

void
cfl_preferences_page_add_row (CflPreferencesPage *self,
                              const char *key,
                              const char *title,
                              const char *caption,
                              GtkWidget *control,
                              CflPreferenceLoad load)
{
  Row *row = g_new0 (Row, 1);

  g_return_if_fail (CFL_IS_PREFERENCES_PAGE (self) && self->card != NULL);

  row->key = key;
  row->control = control;
  row->load = load;
  row->warning = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_widget_add_css_class (row->warning, "warn");
  gtk_widget_set_visible (row->warning, FALSE);
  row->row = make_row (title, caption, control, row->warning);
  gtk_box_append (self->card, row->row);
  g_ptr_array_add (self->rows, row);
}

void
cfl_preferences_page_change (CflPreferencesPage *self,
                             const char *key,
                             const char *value,
                             const char *sentence)
{
  g_return_if_fail (CFL_IS_PREFERENCES_PAGE (self));

  if (!self->loading)
    g_signal_emit (self, signals[SIGNAL_CHANGE], 0, key, value, sentence);
}

gboolean
cfl_preferences_page_is_loading (CflPreferencesPage *self)
{
  g_return_val_if_fail (CFL_IS_PREFERENCES_PAGE (self), FALSE);

  return self->loading;
}

static const char *
find_value (GPtrArray *settings, const char *key)
{
  for (guint i = 0; i < settings->len; i++)
    {
      const CflSetting *setting = g_ptr_array_index (settings, i);

      if (g_str_equal (setting->key, key))
        return setting->value;
    }
  return "";
}

void
cfl_preferences_page_load (CflPreferencesPage *self, CflSession *session)
{
  g_autoptr (GPtrArray) settings = NULL;

  g_return_if_fail (CFL_IS_PREFERENCES_PAGE (self));

  settings = cfl_sync_service_list_settings (cfl_session_get_service (session));
  self->loading = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);
      g_autofree char *warning = NULL;

      row->load (row->control, session, find_value (settings, row->key), &warning);
      gtk_widget_set_visible (row->warning, warning != NULL);
      gtk_widget_set_tooltip_text (row->warning, warning);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row->control),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      warning != NULL ? warning : "", -1);
    }
  self->loading = FALSE;
}

gboolean
cfl_preferences_page_focus_row (CflPreferencesPage *self, const char *key)
{
  g_return_val_if_fail (CFL_IS_PREFERENCES_PAGE (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      if (!g_str_equal (row->key, key))
        continue;
      if (!gtk_widget_grab_focus (row->control))
        gtk_widget_child_focus (row->control, GTK_DIR_TAB_FORWARD);
      return TRUE;
    }
  return FALSE;
}

CflPreferencesPage *
cfl_preferences_page_of (GtkWidget *control)
{
  return CFL_PREFERENCES_PAGE (gtk_widget_get_ancestor (control, CFL_TYPE_PREFERENCES_PAGE));
}

/* The keyboard is on the button inside, which GTK leaves without a name. */
void
cfl_preferences_page_name_choice (GtkDropDown *drop_down, const char *title)
{
  CflOption *option = cfl_option_drop_down_get_chosen (drop_down);
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));
  g_autofree char *plain = g_strdup (title);
  g_autofree char *name = NULL;
  char *to = plain;

  for (const char *from = title; *from != '\0'; from++)
    if (*from != '_')
      *to++ = *from;
  *to = '\0';
  name = option == NULL ? g_strdup (plain)
                        : g_strdup_printf ("%s: %s", plain, cfl_option_get_label (option));
  if (button != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
}
