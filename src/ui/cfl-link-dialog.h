/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-session.h"

G_BEGIN_DECLS

/* Links suppliers to vendors in QuickBooks. */
#define CFL_TYPE_LINK_DIALOG (cfl_link_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CflLinkDialog, cfl_link_dialog, CFL, LINK_DIALOG, GtkWindow)

/* @contact_id: the supplier to begin with, 0 for the first that needs a link. */
GtkWindow *cfl_link_dialog_new (GtkWindow *parent, CflSession *session, gint64 contact_id);

G_END_DECLS
