/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-session.h"

G_BEGIN_DECLS

/* The one question before posting: which company, how many documents, which totals. Uploads when it
 * is answered with yes. */
#define CFL_TYPE_CONFIRM_DIALOG (cfl_confirm_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CflConfirmDialog, cfl_confirm_dialog, CFL, CONFIRM_DIALOG, GtkWindow)

/* @ticks: (nullable); @sums: (element-type CflSum) */
GtkWindow *cfl_confirm_dialog_new (GtkWindow *parent,
                                   CflSession *session,
                                   const CflListing *listing,
                                   const CflTicks *ticks,
                                   const GArray *sums);

G_END_DECLS
