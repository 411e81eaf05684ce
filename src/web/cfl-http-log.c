/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-http-log.h"

struct _CflHttpLog {
  GObject parent_instance;

  guint capacity;
  GQueue entries; /* of CflHttpLogEntry, oldest first */
  CflHttpLogWriter writer;
  gpointer writer_data;
  GDestroyNotify free_writer_data;
};

G_DEFINE_BOXED_TYPE (CflHttpLogEntry,
                     cfl_http_log_entry,
                     cfl_http_log_entry_ref,
                     cfl_http_log_entry_unref)
G_DEFINE_FINAL_TYPE (CflHttpLog, cfl_http_log, G_TYPE_OBJECT)

enum { SIGNAL_ADDED, N_SIGNALS };

static guint signals[N_SIGNALS];

CflHttpLogEntry *
cfl_http_log_entry_new (void)
{
  CflHttpLogEntry *self = g_new0 (CflHttpLogEntry, 1);

  g_atomic_ref_count_init (&self->references);
  return self;
}

CflHttpLogEntry *
cfl_http_log_entry_ref (CflHttpLogEntry *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cfl_http_log_entry_unref (CflHttpLogEntry *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->label);
  g_free (self->method);
  g_free (self->address);
  g_free (self->trace);
  g_free (self->problem);
  g_free (self);
}

/**
 * cfl_http_log_entry_to_text:
 * @self: an entry
 *
 * Returns: (transfer full): the entry as one line, without a line end, for files and for support
 */
char *
cfl_http_log_entry_to_text (const CflHttpLogEntry *self)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (self->time / G_USEC_PER_SEC);
  g_autofree char *day = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S") : NULL;
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "%s.%03dZ %s: %s %s", day != NULL ? day : "?",
                          (int) (self->time % G_USEC_PER_SEC / 1000), self->label, self->method,
                          self->address);
  if (self->status != 0)
    g_string_append_printf (line, " → %u", self->status);
  if (self->problem != NULL)
    g_string_append_printf (line, " → no answer: %s", self->problem);
  g_string_append_printf (line,
                          ", %" G_GINT64_FORMAT " ms, %" G_GSIZE_FORMAT
                          " bytes sent, %" G_GSIZE_FORMAT " received",
                          self->duration / 1000, self->sent, self->received);
  if (self->attempt > 1)
    g_string_append_printf (line, ", attempt %u", self->attempt);
  if (self->trace != NULL)
    g_string_append_printf (line, ", trace %s", self->trace);
  return g_string_free (line, FALSE);
}

static void
clear_writer (CflHttpLog *self)
{
  gpointer data = g_steal_pointer (&self->writer_data);
  GDestroyNotify free_data = g_steal_pointer (&self->free_writer_data);

  self->writer = NULL;
  if (free_data != NULL)
    free_data (data);
}

static void
cfl_http_log_finalize (GObject *object)
{
  CflHttpLog *self = CFL_HTTP_LOG (object);

  clear_writer (self);
  g_queue_clear_full (&self->entries, (GDestroyNotify) cfl_http_log_entry_unref);
  G_OBJECT_CLASS (cfl_http_log_parent_class)->finalize (object);
}

static void
cfl_http_log_class_init (CflHttpLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cfl_http_log_finalize;

  signals[SIGNAL_ADDED] = g_signal_new ("added", CFL_TYPE_HTTP_LOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, CFL_TYPE_HTTP_LOG_ENTRY);
}

static void
cfl_http_log_init (CflHttpLog *self)
{
  g_queue_init (&self->entries);
}

/**
 * cfl_http_log_new:
 * @capacity: how many entries are kept
 */
CflHttpLog *
cfl_http_log_new (guint capacity)
{
  CflHttpLog *self = g_object_new (CFL_TYPE_HTTP_LOG, NULL);

  self->capacity = capacity;
  return self;
}

/**
 * cfl_http_log_set_writer:
 * @self: a log
 * @writer: (nullable): is called with each new entry as a line
 * @user_data: for @writer
 * @free_user_data: (nullable): frees @user_data
 */
void
cfl_http_log_set_writer (CflHttpLog *self,
                         CflHttpLogWriter writer,
                         gpointer user_data,
                         GDestroyNotify free_user_data)
{
  g_return_if_fail (CFL_IS_HTTP_LOG (self));

  clear_writer (self);
  self->writer = writer;
  self->writer_data = user_data;
  self->free_writer_data = free_user_data;
}

/**
 * cfl_http_log_add:
 * @self: a log
 * @entry: an entry, of which the log takes a reference
 */
void
cfl_http_log_add (CflHttpLog *self, CflHttpLogEntry *entry)
{
  g_return_if_fail (CFL_IS_HTTP_LOG (self));

  g_queue_push_tail (&self->entries, cfl_http_log_entry_ref (entry));
  while (self->entries.length > self->capacity)
    cfl_http_log_entry_unref (g_queue_pop_head (&self->entries));
  if (self->writer != NULL)
    {
      g_autofree char *line = cfl_http_log_entry_to_text (entry);

      self->writer (line, self->writer_data);
    }
  g_signal_emit (self, signals[SIGNAL_ADDED], 0, entry);
}

void
cfl_http_log_clear (CflHttpLog *self)
{
  g_return_if_fail (CFL_IS_HTTP_LOG (self));

  g_queue_clear_full (&self->entries, (GDestroyNotify) cfl_http_log_entry_unref);
}

/**
 * cfl_http_log_get_entries:
 * @self: a log
 *
 * Returns: (transfer full) (element-type CflHttpLogEntry): the entries, oldest first
 */
GPtrArray *
cfl_http_log_get_entries (CflHttpLog *self)
{
  GPtrArray *entries;

  g_return_val_if_fail (CFL_IS_HTTP_LOG (self), NULL);

  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_http_log_entry_unref);
  for (GList *link = self->entries.head; link != NULL; link = link->next)
    g_ptr_array_add (entries, cfl_http_log_entry_ref (link->data));
  return entries;
}

/**
 * cfl_http_log_to_text:
 * @self: a log
 *
 * Returns: (transfer full): all entries, a line each, for the clipboard
 */
char *
cfl_http_log_to_text (CflHttpLog *self)
{
  GString *text;

  g_return_val_if_fail (CFL_IS_HTTP_LOG (self), NULL);

  text = g_string_new (NULL);
  for (GList *link = self->entries.head; link != NULL; link = link->next)
    {
      g_autofree char *line = cfl_http_log_entry_to_text (link->data);

      g_string_append_printf (text, "%s\n", line);
    }
  return g_string_free (text, FALSE);
}
