/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Replaces the text at *field; NULL becomes "". Outer blanks are removed, an inner line break
 * becomes a blank, and what is not UTF-8 becomes U+FFFD. @text may be the old value. */
void cfl_text_set (char **field, const char *text);

/* The text without control characters (a run of them becomes one blank) and outer blanks. */
char *cfl_text_clean (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* At most @characters Unicode characters of @text, never half of one, and not between a letter and
 * the marks that belong to it; a blank at the new end is removed. */
char *cfl_text_cut (const char *text, guint characters) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
