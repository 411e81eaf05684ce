/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page on which orders are uploaded, and how their dates are read. */

#include "config.h"

#include "cfl-preferences-page.h"

#include "cfl-option.h"

#include <glib/gi18n.h>
#include <string.h>

#define CONTROL_WIDTH 270
#define MAX_PAST_MONTHS 1200
#define TYPING_PAUSE_MS 400
#define ZONES_FILE "/usr/share/zoneinfo/zone.tab"
#define ZONES_FILE_COLUMN 2

/* ---- past months ---- */

typedef struct {
  guint timeout;
} Pause;

static void
pause_free (gpointer data)
{
  Pause *pause = data;

  g_clear_handle_id (&pause->timeout, g_source_remove);
  g_free (pause);
}

static void
tell_months (GtkWidget *spin)
{
  Pause *pause = g_object_get_data (G_OBJECT (spin), "pause");
  CflPreferencesPage *page = cfl_preferences_page_of (spin);
  int months = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin));
  g_autofree char *value = g_strdup_printf ("%d", months);
  g_autofree char *sentence = NULL;

  g_clear_handle_id (&pause->timeout, g_source_remove);
  if (page == NULL)
    return;
  sentence = months == 0
                 ? g_strdup (_ ("Orders of any age are uploaded."))
                 : g_strdup_printf (ngettext ("Orders of the past month are uploaded.",
                                              "Orders of the past %d months are uploaded.", months),
                                    months);
  cfl_preferences_page_change (page, "past-months", value, sentence);
}

static gboolean
pause_over_cb (gpointer user_data)
{
  GtkWidget *spin = user_data;

  ((Pause *) g_object_get_data (G_OBJECT (spin), "pause"))->timeout = 0;
  tell_months (spin);
  return G_SOURCE_REMOVE;
}

/* All orders are checked again, so a row of clicks counts as one change. */
static void
months_changed_cb (GtkWidget *spin)
{
  Pause *pause = g_object_get_data (G_OBJECT (spin), "pause");
  CflPreferencesPage *page = cfl_preferences_page_of (spin);

  if (page == NULL || cfl_preferences_page_is_loading (page))
    return;
  g_clear_handle_id (&pause->timeout, g_source_remove);
  pause->timeout = g_timeout_add (TYPING_PAUSE_MS, pause_over_cb, spin);
}

/* The window closes before the pause is over, or before what was typed was taken. */
static void
months_unmapped_cb (GtkWidget *spin)
{
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  if (((Pause *) g_object_get_data (G_OBJECT (spin), "pause"))->timeout != 0)
    tell_months (spin);
}

static void
load_months (GtkWidget *control, CflSession *session, const char *value, char **warning)
{
  guint64 months = 0;

  if (g_ascii_string_to_unsigned (value, 10, 0, MAX_PAST_MONTHS, &months, NULL))
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (control), (double) months);
}

static GtkWidget *
make_months (void)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (0, MAX_PAST_MONTHS, 1);

  gtk_widget_set_size_request (spin, CONTROL_WIDTH, -1);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  g_object_set_data_full (G_OBJECT (spin), "pause", g_new0 (Pause, 1), pause_free);
  g_signal_connect (spin, "value-changed", G_CALLBACK (months_changed_cb), NULL);
  g_signal_connect (spin, "unmap", G_CALLBACK (months_unmapped_cb), NULL);
  return spin;
}

/* ---- time zone ---- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The names by country that come with the system's time zones; a system without them has just the one
 * that is set. */
static GListStore *
list_zones (const char *value)
{
  GListStore *options = g_list_store_new (CFL_TYPE_OPTION);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (g_file_get_contents (ZONES_FILE, &text, NULL, NULL))
    lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);

      if (lines[i][0] != '#' && g_strv_length (columns) > ZONES_FILE_COLUMN)
        g_ptr_array_add (names, g_strdup (columns[ZONES_FILE_COLUMN]));
    }
  g_ptr_array_add (names, g_strdup ("UTC"));
  if (value[0] != '\0' && !g_ptr_array_find_with_equal_func (names, value, g_str_equal, NULL))
    g_ptr_array_add (names, g_strdup (value));
  g_ptr_array_sort (names, compare_names);
  if (value[0] == '\0')
    cfl_options_add (options, "", _ ("Not chosen"));
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *label = g_strdelimit (g_strdup (name), "_", ' ');

      cfl_options_add (options, name, label);
    }
  return options;
}

static void
load_zone (GtkWidget *control, CflSession *session, const char *value, char **warning)
{
  g_autoptr (GListStore) options = list_zones (value);
  g_autoptr (GTimeZone) zone = value[0] != '\0' ? g_time_zone_new_identifier (value) : NULL;

  cfl_option_drop_down_show (GTK_DROP_DOWN (control), options, value);
  cfl_preferences_page_name_choice (GTK_DROP_DOWN (control), _ ("Time _zone of the Cin7 account"));
  if (zone == NULL)
    *warning = g_strdup (_ ("Choose the time zone, or dates may be a day off."));
}

static void
zone_chosen_cb (GtkWidget *control)
{
  CflOption *option = cfl_option_drop_down_get_chosen (GTK_DROP_DOWN (control));
  CflPreferencesPage *page = cfl_preferences_page_of (control);
  g_autofree char *sentence = NULL;

  if (option == NULL || page == NULL || cfl_option_get_id (option)[0] == '\0')
    return;
  cfl_preferences_page_name_choice (GTK_DROP_DOWN (control), _ ("Time _zone of the Cin7 account"));
  /* Translators: the name of a time zone. */
  sentence = g_strdup_printf (_ ("Dates are those of %s from the next Get New Orders on."),
                              cfl_option_get_label (option));
  cfl_preferences_page_change (page, "time-zone", cfl_option_get_id (option), sentence);
}

static GtkWidget *
make_zone (void)
{
  GtkWidget *control = cfl_option_drop_down_new ();

  gtk_widget_set_size_request (control, CONTROL_WIDTH, -1);
  g_signal_connect (control, "notify::selected", G_CALLBACK (zone_chosen_cb), NULL);
  return control;
}

/* ---- purchase orders ---- */

static void
load_purchase_orders (GtkWidget *control, CflSession *session, const char *value, char **warning)
{
  const CflCompany *company = cfl_sync_service_get_company (cfl_session_get_service (session));
  gboolean is_on = g_str_equal (value, "yes");

  gtk_switch_set_active (GTK_SWITCH (control), is_on);
  if (is_on && company->home_currency[0] != '\0' && !company->purchase_orders_enabled)
    *warning =
        g_strdup (_ ("The company in QuickBooks keeps no purchase orders. Switch them on there, "
                     "then get new orders."));
}

static void
purchase_orders_changed_cb (GtkWidget *control)
{
  CflPreferencesPage *page = cfl_preferences_page_of (control);
  gboolean is_on = gtk_switch_get_active (GTK_SWITCH (control));

  if (page != NULL)
    cfl_preferences_page_change (page, "send-purchase-orders", is_on ? "yes" : "no",
                                 is_on ? _ ("Purchase orders are uploaded too.")
                                       : _ ("Only bills are uploaded."));
}

static GtkWidget *
make_purchase_orders (void)
{
  GtkWidget *control = gtk_switch_new ();

  g_signal_connect (control, "notify::active", G_CALLBACK (purchase_orders_changed_cb), NULL);
  return control;
}

GtkWidget *
cfl_preferences_orders_new (void)
{
  CflPreferencesPage *page = CFL_PREFERENCES_PAGE (cfl_preferences_page_new ());

  cfl_preferences_page_add_group (page, _ ("Which orders"), NULL);
  cfl_preferences_page_add_row (page, "past-months", _ ("_Past months"),
                                _ ("Older orders are left alone; 0 takes all"), make_months (),
                                load_months);
  cfl_preferences_page_add_row (
      page, "send-purchase-orders", _ ("Upload purchase _orders as QuickBooks purchase orders"),
      _ ("An order without Invoice Date, Supplier Inv No and Dispatch Date is then sent as a "
         "purchase order. Its bill has to be made in QuickBooks afterwards."),
      make_purchase_orders (), load_purchase_orders);
  cfl_preferences_page_add_group (page, _ ("Dates"), NULL);
  cfl_preferences_page_add_row (page, "time-zone", _ ("Time _zone of the Cin7 account"),
                                _ ("Decides which day an order belongs to"), make_zone (),
                                load_zone);
  return GTK_WIDGET (page);
}
