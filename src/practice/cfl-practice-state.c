/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-cin7.h"
#include "cfl-practice-ledger.h"
#include "cfl-practice-oauth.h"
#include "cfl-practice-state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The file holds one record a line and grows by each write; what the seed gives is not in it. A
 * record is with the operating system before its answer leaves, so a killed server has lost nothing
 * that it answered. On start it is written anew, without what later records made void. */
struct _CflPracticeState {
  char *file;
  int fd;
  gboolean is_loading;
};

static void
append (CflPractice *practice, CflNode *record)
{
  g_autoptr (GString) line = NULL;
  gsize done = 0;

  if (practice->state == NULL || practice->state->is_loading || practice->state->fd < 0)
    return;
  line = g_string_new (NULL);
  cfl_node_write (record, line);
  g_string_append_c (line, '\n');
  while (done < line->len)
    {
      gssize written = write (practice->state->fd, line->str + done, line->len - done);

      if (written < 0 && errno != EINTR)
        {
          g_warning ("Cannot write %s: %s", practice->state->file, g_strerror (errno));
          return;
        }
      if (written > 0)
        done += (gsize) written;
    }
}

static CflNode *
record_new (const char *kind)
{
  CflNode *record = cfl_node_new_object ();

  cfl_node_set_text (record, "kind", kind);
  return record;
}

void
cfl_practice_state_put (CflPractice *practice, const char *table, CflNode *row)
{
  g_autoptr (CflNode) record = NULL;

  if (practice->state == NULL)
    return;
  record = record_new ("put");
  cfl_node_set_text (record, "table", table);
  cfl_node_set (record, "row", cfl_node_ref (row));
  append (practice, record);
}

void
cfl_practice_state_delete (CflPractice *practice, const char *table, const char *id)
{
  g_autoptr (CflNode) record = NULL;

  if (practice->state == NULL)
    return;
  record = record_new ("delete");
  cfl_node_set_text (record, "table", table);
  cfl_node_set_text (record, "id", id);
  append (practice, record);
}

void
cfl_practice_state_remember (CflPractice *practice,
                             const char *request_id,
                             gint64 at,
                             const char *body)
{
  g_autoptr (CflNode) record = NULL;

  if (practice->state == NULL)
    return;
  record = record_new ("answer");
  cfl_node_set_text (record, "id", request_id);
  cfl_node_set_integer (record, "at", at);
  cfl_node_set_text (record, "body", body);
  append (practice, record);
}

void
cfl_practice_state_put_order (CflPractice *practice, gint64 id, const char *text)
{
  g_autoptr (CflNode) record = NULL;

  if (practice->state == NULL)
    return;
  record = record_new ("order");
  cfl_node_set_integer (record, "id", id);
  cfl_node_set_text (record, "text", text);
  append (practice, record);
}

void
cfl_practice_state_put_clock (CflPractice *practice)
{
  g_autoptr (CflNode) record = record_new ("clock");

  cfl_node_set_integer (record, "offset", practice->clock_offset);
  append (practice, record);
}

void
cfl_practice_state_put_sign_in (CflPractice *practice, CflNode *sign_in)
{
  g_autoptr (CflNode) record = record_new ("sign-in");

  cfl_node_set (record, "value", cfl_node_ref (sign_in));
  append (practice, record);
}

static void
apply (CflPractice *practice, CflNode *record)
{
  const char *kind = cfl_node_get_member_text (record, "kind");
  const char *table = cfl_node_get_member_text (record, "table");
  CflNode *row = cfl_node_get (record, "row");

  if (table != NULL && cfl_practice_ledger_get_table (practice, table) == NULL)
    return;
  if (g_strcmp0 (kind, "put") == 0 && table != NULL && cfl_node_get (row, "Id") != NULL)
    cfl_practice_ledger_put (practice, table, cfl_node_ref (row));
  else if (g_strcmp0 (kind, "delete") == 0 && table != NULL && cfl_node_get (record, "id") != NULL)
    cfl_practice_ledger_delete (practice, table, cfl_node_get_member_text (record, "id"));
  else if (g_strcmp0 (kind, "answer") == 0)
    {
      CflPracticeReplay *replay = g_new0 (CflPracticeReplay, 1);

      replay->id = g_strdup (cfl_node_get_member_text (record, "id"));
      replay->at = cfl_node_get_integer (record, "at", 0);
      replay->body = g_strdup (cfl_node_get_member_text (record, "body"));
      g_hash_table_replace (practice->ledger->replays, replay->id, replay);
    }
  else if (g_strcmp0 (kind, "order") == 0)
    cfl_practice_orders_restore (practice, cfl_node_get_integer (record, "id", 0),
                                 cfl_node_get_member_text (record, "text"));
  else if (g_strcmp0 (kind, "clock") == 0)
    practice->clock_offset = cfl_node_get_integer (record, "offset", 0);
  else if (g_strcmp0 (kind, "counter") == 0)
    {
      practice->ledger->last_transaction_id = cfl_node_get_integer (record, "transaction", 1000);
      practice->ledger->last_name_id = cfl_node_get_integer (record, "name", 50);
    }
  else if (g_strcmp0 (kind, "sign-in") == 0)
    cfl_practice_oauth_restore (practice, cfl_node_get (record, "value"));
}

static void
load (CflPractice *practice)
{
  g_autofree char *text = NULL;
  char *line;
  char *end;

  if (!g_file_get_contents (practice->state->file, &text, NULL, NULL))
    return;
  /* A line without its end was cut by a crash and belongs to no answer. */
  for (line = text; (end = strchr (line, '\n')) != NULL; line = end + 1)
    {
      g_autoptr (CflNode) record = cfl_node_parse (line, end - line, NULL);

      if (record != NULL)
        apply (practice, record);
    }
}

static void
write_table (CflPractice *practice, CflPracticeTable *table)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, table->touched);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (table->by_id, id))
      cfl_practice_state_delete (practice, table->name, id);
  for (guint i = 0; i < table->rows->len; i++)
    {
      CflNode *row = table->rows->pdata[i];

      if (g_hash_table_contains (table->touched, cfl_node_get_member_text (row, "Id")))
        cfl_practice_state_put (practice, table->name, row);
    }
}

static void
write_all (CflPractice *practice)
{
  g_autoptr (CflNode) header = record_new ("practice");
  g_autoptr (CflNode) counter = record_new ("counter");
  GHashTableIter iter;
  gpointer value;

  cfl_node_set_text (header, "company", practice->company->kind);
  cfl_node_set_text (header, "today", practice->today);
  cfl_node_set_integer (header, "seed", practice->seed);
  cfl_node_set_integer (header, "orders", cfl_practice_orders_get_wanted (practice));
  append (practice, header);
  for (guint i = 0; i < practice->ledger->tables->len; i++)
    write_table (practice, practice->ledger->tables->pdata[i]);
  cfl_node_set_integer (counter, "transaction", practice->ledger->last_transaction_id);
  cfl_node_set_integer (counter, "name", practice->ledger->last_name_id);
  append (practice, counter);
  g_hash_table_iter_init (&iter, practice->ledger->replays);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      CflPracticeReplay *replay = value;

      cfl_practice_state_remember (practice, replay->id, replay->at, replay->body);
    }
  cfl_practice_orders_save (practice);
  cfl_practice_state_put_clock (practice);
  cfl_practice_oauth_save (practice);
}

/* Writes the file anew beside the old one and puts it in its place. */
static gboolean
rewrite (CflPractice *practice, GError **error)
{
  CflPracticeState *state = practice->state;
  g_autofree char *fresh = g_strconcat (state->file, ".new", NULL);
  int fd = open (fresh, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);

  if (fd >= 0)
    {
      if (state->fd >= 0)
        close (state->fd);
      state->fd = fd;
      write_all (practice);
    }
  if (fd < 0 || rename (fresh, state->file) != 0)
    {
      g_set_error (error, CFL_PRACTICE_ERROR, 0, "Cannot write %s: %s", fresh, g_strerror (errno));
      return FALSE;
    }
  return TRUE;
}

CflNode *
cfl_practice_state_read_header (const char *file)
{
  g_autofree char *text = NULL;
  g_autoptr (CflNode) header = NULL;
  const char *end;

  if (file == NULL || !g_file_get_contents (file, &text, NULL, NULL))
    return NULL;
  end = strchr (text, '\n');
  header = end == NULL ? NULL : cfl_node_parse (text, end - text, NULL);
  return g_strcmp0 (cfl_node_get_member_text (header, "kind"), "practice") == 0
             ? g_steal_pointer (&header)
             : NULL;
}

/* Call it when the company has been seeded: the file holds what happened since. */
gboolean
cfl_practice_state_open (CflPractice *practice, const char *file, GError **error)
{
  practice->state = g_new0 (CflPracticeState, 1);
  practice->state->file = g_strdup (file);
  practice->state->fd = -1;
  practice->state->is_loading = TRUE;
  load (practice);
  practice->state->is_loading = FALSE;
  return rewrite (practice, error);
}

/* After a reset: the file starts again. */
void
cfl_practice_state_forget (CflPractice *practice)
{
  g_autoptr (GError) error = NULL;

  if (practice->state != NULL && !rewrite (practice, &error))
    g_warning ("%s", error->message);
}

void
cfl_practice_state_close (CflPractice *practice)
{
  if (practice->state == NULL)
    return;
  if (practice->state->fd >= 0)
    close (practice->state->fd);
  g_free (practice->state->file);
  g_clear_pointer (&practice->state, g_free);
}
