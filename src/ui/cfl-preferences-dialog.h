/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-session.h"
#include "cfl-wording.h"

G_BEGIN_DECLS

/**
 * CflPreferencesDialog:
 *
 * What can be set for a company. Changes apply at once; the footer says what each did and takes the
 * last one back.
 */
#define CFL_TYPE_PREFERENCES_DIALOG (cfl_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    CflPreferencesDialog, cfl_preferences_dialog, CFL, PREFERENCES_DIALOG, GtkWindow)

/* Opens at the row of a setting, as cfl_preferences_key_for_reason() names it; "" for the first. */
GtkWindow *cfl_preferences_dialog_new (GtkWindow *parent, CflSession *session, const char *key);

/* The row whose setting is behind a reason or a failure (@reason %CFL_REASON_READY) (transfer none).
 * @detail: (nullable): as the check gave it */
const char *cfl_preferences_key_for_reason (const CflCompany *company,
                                            CflFix fix,
                                            CflReason reason,
                                            const char *detail);

G_END_DECLS
