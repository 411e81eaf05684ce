/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Call first in main(): settings in memory, directories of its own, a fixed zone and language; then g_test_init(). */
void          cfl_test_init (int *argc, char ***argv);

/* A GAsyncReadyCallback that keeps the result where cfl_test_wait() finds it: user_data is a GAsyncResult **. */
void          cfl_test_store_cb (GObject *source, GAsyncResult *result, gpointer user_data);
/* Runs the main context until *slot is set; ends the test program after ten seconds (more under valgrind). */
GAsyncResult *cfl_test_wait (GAsyncResult **slot);
/* Runs the main context until *flag is TRUE, with the same watchdog. */
void          cfl_test_wait_for (gboolean *flag);

/* A fresh folder below the test's own temporary folder. */
char         *cfl_test_make_folder (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
