/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-session.h"

G_BEGIN_DECLS

/* Lists the links that "Accept All Exact Matches" would make, and makes them. Emits "linked". */
#define CFL_TYPE_MATCHES_DIALOG (cfl_matches_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CflMatchesDialog, cfl_matches_dialog, CFL, MATCHES_DIALOG, GtkWindow)

GtkWindow *cfl_matches_dialog_new (GtkWindow *parent, CflSession *session);

G_END_DECLS
