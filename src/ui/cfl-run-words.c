/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-run-words.h"

#include <glib/gi18n.h>

static char *
describe_uploaded (const CflRun *run)
{
  gboolean bills = run->kind == CFL_DOCUMENT_KIND_BILL;

  if (run->uploaded == run->total)
    return bills ? g_strdup_printf (
                       ngettext ("%u bill uploaded.", "%u bills uploaded.", run->uploaded),
                       run->uploaded)
                 : g_strdup_printf (ngettext ("%u purchase order uploaded.",
                                              "%u purchase orders uploaded.", run->uploaded),
                                    run->uploaded);
  /* Translators: so many of so many: "41 of 43 bills uploaded." */
  return bills ? g_strdup_printf (
                     ngettext ("%u of %u bill uploaded.", "%u of %u bills uploaded.", run->total),
                     run->uploaded, run->total)
               : g_strdup_printf (ngettext ("%u of %u purchase order uploaded.",
                                            "%u of %u purchase orders uploaded.", run->total),
                                  run->uploaded, run->total);
}

static void
append (GString *text, char *sentence)
{
  g_string_append_printf (text, " %s", sentence);
  g_free (sentence);
}

char *
cfl_run_to_sentence (const CflRun *run)
{
  g_autofree char *uploaded = NULL;
  GString *text;

  if (run->total == 0)
    return g_strdup ("");
  uploaded = describe_uploaded (run);
  text = g_string_new (uploaded);
  if (run->failed > 0)
    append (text,
            g_strdup_printf (ngettext ("%u needs you.", "%u need you.", run->failed), run->failed));
  if (run->unknown > 0)
    append (text,
            g_strdup_printf (ngettext ("It is not known yet whether %u arrived.",
                                       "It is not known yet whether %u arrived.", run->unknown),
                             run->unknown));
  if (run->cancelled > 0)
    append (text,
            g_strdup_printf (ngettext ("%u was not sent and waits in its list.",
                                       "%u were not sent and wait in their list.", run->cancelled),
                             run->cancelled));
  return g_string_free (text, FALSE);
}

char *
cfl_run_to_failure_title (const CflRun *run)
{
  gboolean bill = run->kind == CFL_DOCUMENT_KIND_BILL;

  if (run->total == 1)
    return g_strdup (bill ? _ ("The supplier invoice was not uploaded")
                          : _ ("The purchase order was not uploaded"));
  /* Translators: so many of so many: "2 of 43 supplier invoices were not uploaded" */
  return bill ? g_strdup_printf (ngettext ("%u of %u supplier invoices was not uploaded",
                                           "%u of %u supplier invoices were not uploaded",
                                           run->failed),
                                 run->failed, run->total)
              : g_strdup_printf (ngettext ("%u of %u purchase orders was not uploaded",
                                           "%u of %u purchase orders were not uploaded",
                                           run->failed),
                                 run->failed, run->total);
}
