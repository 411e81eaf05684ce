/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CflHttpLogEntry:
 *
 * One attempt of one call as the activity log keeps it: nothing in it is secret. It is not changed
 * once it was added.
 */
typedef struct {
  gint64 time;     /* when it was sent, microseconds since 1970 */
  char *label;     /* "create bill" */
  char *method;
  char *address;   /* host and path; values of the query removed but for harmless ones */
  guint status;    /* 0 when no answer came */
  guint attempt;   /* 1 for the first */
  gint64 duration; /* microseconds */
  gsize sent;      /* bytes of the request's body */
  gsize received;  /* bytes of the answer's body, decompressed */
  char *trace;     /* the service's own id of the call, or NULL */
  char *problem;   /* why no answer came, or NULL */

  gatomicrefcount references;
} CflHttpLogEntry;

#define CFL_TYPE_HTTP_LOG_ENTRY (cfl_http_log_entry_get_type ())
GType            cfl_http_log_entry_get_type (void);
CflHttpLogEntry *cfl_http_log_entry_new (void);
CflHttpLogEntry *cfl_http_log_entry_ref (CflHttpLogEntry *self);
void             cfl_http_log_entry_unref (CflHttpLogEntry *self);
char            *cfl_http_log_entry_to_text (const CflHttpLogEntry *self) G_GNUC_WARN_UNUSED_RESULT;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflHttpLogEntry, cfl_http_log_entry_unref)

typedef void (*CflHttpLogWriter) (const char *line, gpointer user_data);

/**
 * CflHttpLog:
 *
 * The last calls, oldest first, in memory. Signal "added" (#CflHttpLogEntry).
 */
#define CFL_TYPE_HTTP_LOG (cfl_http_log_get_type ())
G_DECLARE_FINAL_TYPE (CflHttpLog, cfl_http_log, CFL, HTTP_LOG, GObject)

CflHttpLog *cfl_http_log_new (guint capacity);
void        cfl_http_log_set_writer (CflHttpLog *self,
                                     CflHttpLogWriter writer,
                                     gpointer user_data,
                                     GDestroyNotify free_user_data);
void        cfl_http_log_add (CflHttpLog *self, CflHttpLogEntry *entry);
void        cfl_http_log_clear (CflHttpLog *self);
GPtrArray  *cfl_http_log_get_entries (CflHttpLog *self) G_GNUC_WARN_UNUSED_RESULT;
char       *cfl_http_log_to_text (CflHttpLog *self) G_GNUC_WARN_UNUSED_RESULT;

/* Text without tokens, keys, passwords and codes, for logs, messages and support. */
char       *cfl_redact_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* Host and path of an address, with the values of its query removed but for harmless ones. */
char       *cfl_redact_uri (const char *uri) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
