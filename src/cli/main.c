/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-command-line.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int argc, char *argv[])
{
  const char *locale_folder = g_getenv ("COUNTERFOIL_LOCALE_FOLDER");

  setlocale (LC_ALL, "");
  /* Run from the build folder, the translations are there and not yet in their place. */
  bindtextdomain (GETTEXT_PACKAGE, locale_folder != NULL ? locale_folder : CFL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  return cfl_command_line_run (argc, argv);
}
