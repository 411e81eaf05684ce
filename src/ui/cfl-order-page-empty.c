/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-order-page-private.h"

#include <glib/gi18n.h>

static gboolean
is_filtered (CflOrderPage *self)
{
  const CflListing *listing = cfl_order_view_get_listing (self->view);

  return listing->show != CFL_SHOW_ALL || listing->search != NULL;
}

static void
explain_not_connected (CflOrderPage *self)
{
  if (cfl_session_is_practice (self->session))
    {
      cfl_empty_page_set (
          self->empty_page, "applications-science-symbolic",
          _ ("The practice company is not set up yet"),
          _ ("It gets its invented orders from a practice server on this computer."));
      cfl_empty_page_add_button (self->empty_page, _ ("Set Up the _Practice Company"),
                                 "win.connect");
      return;
    }
  cfl_empty_page_set (
      self->empty_page, "network-offline-symbolic", _ ("QuickBooks is not connected"),
      _ ("Connect this company on the command line, to QuickBooks and to Cin7. Then get the orders "
         "here."));
  cfl_empty_page_add_button (self->empty_page, _ ("How to _Connect…"), "win.connect");
  cfl_empty_page_add_button (self->empty_page, _ ("_Get New Orders"), "win.refresh");
}

static char *
describe_what_is_open (CflOrderPage *self)
{
  const CflCounts *counts = cfl_session_get_counts (self->session);
  guint uploaded = counts->lists[CFL_LIST_UPLOADED];
  g_autofree char *done = NULL;
  g_autofree char *open = NULL;

  if (uploaded > 0)
    done = g_strdup_printf (
        ngettext ("%u document is in QuickBooks.", "%u documents are in QuickBooks.", uploaded),
        uploaded);
  if (self->list == CFL_LIST_INVOICES && counts->received_not_billed > 0)
    open = g_strdup_printf (
        ngettext (
            "%u received order still lacks a Supplier Inv No or an Invoice Date, so it cannot "
            "become a bill yet.",
            "%u received orders still lack a Supplier Inv No or an Invoice Date, so they "
            "cannot become bills yet.",
            counts->received_not_billed),
        counts->received_not_billed);
  if (done == NULL && open == NULL)
    return g_strdup (_ ("There are no orders yet that could be uploaded."));
  return g_strjoin ("\n", done != NULL ? done : open, done != NULL ? open : NULL, NULL);
}

static void
explain_nothing_to_upload (CflOrderPage *self)
{
  g_autofree char *text = describe_what_is_open (self);

  cfl_empty_page_set (self->empty_page, "selection-mode-symbolic", _ ("Nothing to upload"), text);
  cfl_empty_page_add_button (self->empty_page, _ ("_Get New Orders"), "win.refresh");
}

static void
explain_filter (CflOrderPage *self)
{
  cfl_empty_page_set (self->empty_page, "system-search-symbolic", _ ("No order matches"),
                      _ ("Other orders are there; the search or the filter hides them."));
  cfl_empty_page_add_button (self->empty_page, _ ("Show _All"), "win.show-all");
}

/* Decides between the table and the reason why there is none. */
void
cfl_order_page_show_empty (CflOrderPage *self)
{
  gboolean loaded = cfl_order_view_is_loaded (self->view);
  guint n_rows = cfl_order_view_get_n_rows (self->view);
  g_autofree char *work = NULL;
  const GError *trouble;

  if (self->session == NULL)
    return;
  /* The table also stays while it is being read for the first time, or it could never be. */
  if (n_rows > 0 || (!loaded && cfl_session_is_open (self->session)))
    {
      gtk_stack_set_visible_child_name (self->stack, "list");
      return;
    }

  work = cfl_session_describe_work (self->session);
  trouble = cfl_session_get_trouble (self->session);
  if (!is_filtered (self) && cfl_session_is_working (self->session))
    cfl_empty_page_set (self->empty_page, NULL, work,
                        _ ("This can take a while the first time. The window can be closed."));
  else if (is_filtered (self))
    explain_filter (self);
  else if (trouble != NULL)
    {
      cfl_empty_page_set (self->empty_page, "dialog-warning-symbolic", _ ("There is a problem"),
                          trouble->message);
      cfl_empty_page_add_button (self->empty_page, _ ("Try _Again"), "win.try-again");
    }
  else if (cfl_session_get_quickbooks (self->session) == CFL_CONNECTION_NONE)
    explain_not_connected (self);
  else
    explain_nothing_to_upload (self);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}
