/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-session.h"

G_BEGIN_DECLS

/* Asks for the name of a new vendor, creates it in QuickBooks and links it. A name that is taken is
 * explained, and another one offered; where a vendor is there that is most likely the same firm, that
 * one is. Emits "created", or "link" (char *vendor_id). */
#define CFL_TYPE_CREATE_VENDOR_DIALOG (cfl_create_vendor_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    CflCreateVendorDialog, cfl_create_vendor_dialog, CFL, CREATE_VENDOR_DIALOG, GtkWindow)

GtkWindow *cfl_create_vendor_dialog_new (GtkWindow *parent,
                                         CflSession *session,
                                         const CflContactRow *contact);

G_END_DECLS
