/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page on the connection: read only, it is made on the command line. */

#include "config.h"

#include "cfl-preferences-page.h"

#include "cfl-wording.h"

#include <glib/gi18n.h>

static void
show_text (GtkWidget *control, const char *text)
{
  gtk_label_set_text (GTK_LABEL (control), text);
}

static void
load_name (GtkWidget *control, CflSession *session, const char *value, char **warning)
{
  const CflCompany *company = cfl_sync_service_get_company (cfl_session_get_service (session));

  show_text (control, company->name[0] != '\0' ? company->name : _ ("Not read yet"));
}

static void
load_environment (GtkWidget *control, CflSession *session, const char *value, char **warning)
{
  switch (cfl_session_get_entry (session)->environment)
    {
    case CFL_ENVIRONMENT_PRACTICE:
      show_text (control, _ ("Practice, on this computer"));
      break;
    case CFL_ENVIRONMENT_SANDBOX:
      show_text (control, _ ("Sandbox"));
      break;
    case CFL_ENVIRONMENT_CUSTOM:
      show_text (control, _ ("Addresses of its own"));
      break;
    case CFL_ENVIRONMENT_PRODUCTION:
    default:
      show_text (control, _ ("Production (real books)"));
      break;
    }
}

static void
load_currency (GtkWidget *control, CflSession *session, const char *value, char **warning)
{
  const CflCompany *company = cfl_sync_service_get_company (cfl_session_get_service (session));

  if (company->home_currency[0] == '\0')
    show_text (control, _ ("Not read yet"));
  else if (company->multicurrency)
    {
      /* Translators: the code of a currency. */
      g_autofree char *text = g_strdup_printf (_ ("%s, and others"), company->home_currency);

      show_text (control, text);
    }
  else
    show_text (control, company->home_currency);
}

static void
load_closing_date (GtkWidget *control, CflSession *session, const char *value, char **warning)
{
  const CflCompany *company = cfl_sync_service_get_company (cfl_session_get_service (session));
  g_autofree char *date = cfl_date_to_display (company->closing_date);

  show_text (control, date[0] != '\0' ? date : _ ("Not closed"));
}

static void
load_connection (GtkWidget *control, CflSession *session, const char *value, char **warning)
{
  switch (cfl_session_get_quickbooks (session))
    {
    case CFL_CONNECTION_CONNECTED:
      show_text (control, _ ("Connected"));
      break;
    case CFL_CONNECTION_SIGN_IN:
      show_text (control, _ ("Sign in again"));
      *warning = g_strdup (_ ("QuickBooks wants you to sign in again. Nothing is lost."));
      break;
    case CFL_CONNECTION_OFFLINE:
      show_text (control, _ ("No network"));
      *warning = g_strdup (_ ("QuickBooks could not be reached."));
      break;
    case CFL_CONNECTION_NONE:
    default:
      show_text (control, _ ("Not connected"));
      break;
    }
}

/* Quoted for a shell: the name of a company may hold anything. */
static char *
make_command (CflSession *session, const char *arguments)
{
  g_autofree char *name = g_shell_quote (cfl_session_get_entry (session)->name);

  return g_strdup_printf ("counterfoil-cli --company=%s connect %s", name, arguments);
}

static void
load_quickbooks_command (GtkWidget *control, CflSession *session, const char *value, char **warning)
{
  g_autofree char *command =
      make_command (session, "quickbooks --client-id=ID --redirect-uri=ADDRESS");

  show_text (control, cfl_session_is_practice (session)
                          ? _ ("The practice company signs in by itself.")
                          : command);
}

static void
load_cin7_command (GtkWidget *control, CflSession *session, const char *value, char **warning)
{
  g_autofree char *command = make_command (session, "cin7 --user=NAME");

  show_text (control, cfl_session_is_practice (session)
                          ? _ ("The practice company signs in by itself.")
                          : command);
}

static GtkWidget *
make_text (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 34);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
  return label;
}

GtkWidget *
cfl_preferences_quickbooks_new (void)
{
  CflPreferencesPage *page = CFL_PREFERENCES_PAGE (cfl_preferences_page_new ());

  cfl_preferences_page_add_group (page, _ ("Company"),
                                  _ ("As QuickBooks has it. Get New Orders reads it again."));
  cfl_preferences_page_add_row (page, "quickbooks.name", _ ("Company name"), NULL, make_text (),
                                load_name);
  cfl_preferences_page_add_row (page, "quickbooks.environment", _ ("Environment"), NULL,
                                make_text (), load_environment);
  cfl_preferences_page_add_row (page, "quickbooks.currency", _ ("Currency"), NULL, make_text (),
                                load_currency);
  cfl_preferences_page_add_row (page, "quickbooks.closing-date", _ ("Books closed up to"), NULL,
                                make_text (), load_closing_date);
  cfl_preferences_page_add_group (
      page, _ ("Connection"),
      _ ("A company signs in on the command line for now. The command asks for the client secret, "
         "shows the address to open in a browser, and waits until you have signed in there."));
  cfl_preferences_page_add_row (page, "quickbooks.connection", _ ("State"), NULL, make_text (),
                                load_connection);
  cfl_preferences_page_add_row (page, "quickbooks.sign-in", _ ("To sign in"), NULL, make_text (),
                                load_quickbooks_command);
  cfl_preferences_page_add_row (page, "cin7.sign-in", _ ("To connect Cin7"),
                                _ ("The command asks for the connection key."), make_text (),
                                load_cin7_command);
  return GTK_WIDGET (page);
}
