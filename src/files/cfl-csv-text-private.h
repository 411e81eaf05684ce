/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The file as UTF-8 without a byte order mark and without NUL: (transfer full). */
char *cfl_csv_text_decode (GBytes *bytes, GError **error);

/* A text that a spreadsheet could take for a formula gets an apostrophe in front of it; reading
 * takes it away again. */
gboolean    cfl_csv_text_needs_guard (const char *text);
const char *cfl_csv_text_unguard     (const char *text);

G_END_DECLS
