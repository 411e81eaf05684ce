/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-print-json.h"
#include "cfl-print-table.h"
#include "cfl-sync-service.h"

G_BEGIN_DECLS

/* What a command ends with: the contract with timers and scripts. */
typedef enum {
  CFL_EXIT_DONE = 0,
  CFL_EXIT_SOME_FAILED = 1,
  CFL_EXIT_WRONG_USE = 2,
  CFL_EXIT_NOT_CONNECTED = 3,
  CFL_EXIT_BUSY = 4,
  CFL_EXIT_TROUBLE = 5,
  CFL_EXIT_STILL_UNKNOWN = 6
} CflExit;

/**
 * CflCommand:
 *
 * What every command works with. A command is straight-line code: it starts an operation with
 * cfl_command_done_cb() and waits for it in cfl_command_wait(), which runs the main context.
 * SIGINT and SIGTERM cancel @cancellable.
 */
typedef struct {
  gboolean json;
  char *company_name;      /* (nullable): as given */
  CflSyncService *service; /* NULL for commands that need no company */
  GCancellable *cancellable;
  GAsyncResult *result;
  gboolean shows_progress;
} CflCommand;

typedef CflExit (*CflCommandRun) (CflCommand *command, int argc, char **argv);

void cfl_command_done_cb (GObject *source, GAsyncResult *result, gpointer user_data);
/* (transfer full) */
GAsyncResult *cfl_command_wait (CflCommand *command);

CflExit cfl_command_exit_for_error (const GError *error);
/* Prints the error (a sentence, or JSON) and gives its exit status. */
CflExit cfl_command_fail (CflCommand *command, const GError *error);
CflExit cfl_command_misused (CflCommand *command, const char *format, ...) G_GNUC_PRINTF (2, 3);
void cfl_command_clear_progress (CflCommand *command);
/* A sentence for people, on the error stream; nothing with --json, where only JSON counts. */
void cfl_command_say (CflCommand *command, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Options of one command; FALSE: the misuse was told, and *exit_status is set. */
gboolean cfl_command_parse (CflCommand *command,
                            const GOptionEntry *entries,
                            int *argc,
                            char ***argv,
                            CflExit *exit_status);

/* the commands; argv[0] is the command's own name */
CflExit cfl_command_company (CflCommand *command, int argc, char **argv);
CflExit cfl_command_connect (CflCommand *command, int argc, char **argv);
CflExit cfl_command_disconnect (CflCommand *command, int argc, char **argv);
CflExit cfl_command_set (CflCommand *command, int argc, char **argv);
CflExit cfl_command_get (CflCommand *command, int argc, char **argv);
CflExit cfl_command_pull (CflCommand *command, int argc, char **argv);
CflExit cfl_command_refresh (CflCommand *command, int argc, char **argv);
CflExit cfl_command_import (CflCommand *command, int argc, char **argv);
CflExit cfl_command_list (CflCommand *command, int argc, char **argv);
CflExit cfl_command_link (CflCommand *command, int argc, char **argv);
CflExit cfl_command_unlink (CflCommand *command, int argc, char **argv);
CflExit cfl_command_check (CflCommand *command, int argc, char **argv);
CflExit cfl_command_upload (CflCommand *command, int argc, char **argv);
CflExit cfl_command_undo (CflCommand *command, int argc, char **argv);
CflExit cfl_command_status (CflCommand *command, int argc, char **argv);

/* shared by several commands: cfl-command-orders.c */
gboolean cfl_command_parse_kind (const char *word, CflDocumentKind *kind);
/* ids of named orders; NULL with an error that names the unknown one */
GArray *cfl_command_find_orders (CflCommand *command, char **references, GError **error);
GArray *cfl_command_list_ids (CflCommand *command, const CflListing *listing, GError **error);
GPtrArray *cfl_command_load_rows (CflCommand *command, CflList list, GArray *ids, GError **error);
/* documents whose outcome is not known, also of earlier runs */
guint cfl_command_count_open (CflCommand *command);

/* runs: cfl-command-runs.c */
CflRun *cfl_command_find_run (CflCommand *command, const char *name, GError **error);
gboolean cfl_command_print_runs (CflCommand *command,
                                 CflPrintJson *json,
                                 CflPrintTable **table,
                                 GError **error);

G_END_DECLS
