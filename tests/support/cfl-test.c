/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-test.h"

#include <locale.h>

#define WATCHDOG_SECONDS 30

/* GLib 2.74 forgets the previous folders whenever G_TEST_OPTION_ISOLATE_DIRS makes new ones. To know
 * those leaks from ours the sanitizer needs whole stacks. Without a sanitizer nobody calls these. */
const char *__asan_default_options (void);
const char *__lsan_default_suppressions (void);

const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0";
}

const char *
__lsan_default_suppressions (void)
{
  return "leak:g_set_user_dirs\n";
}

void
cfl_test_init (int *argc, char ***argv)
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_setenv ("TZ", "UTC", TRUE);
  setlocale (LC_ALL, "");
  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
}

void
cfl_test_store_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
timed_out_cb (gpointer user_data)
{
  g_error ("Nothing happened for %d seconds", WATCHDOG_SECONDS);
}

GAsyncResult *
cfl_test_wait (GAsyncResult **slot)
{
  guint watchdog = g_timeout_add_once (WATCHDOG_SECONDS * 1000, timed_out_cb, NULL);

  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
  return *slot;
}

void
cfl_test_wait_for (gboolean *flag)
{
  guint watchdog = g_timeout_add_once (WATCHDOG_SECONDS * 1000, timed_out_cb, NULL);

  while (!*flag)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
}

char *
cfl_test_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("counterfoil-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}
