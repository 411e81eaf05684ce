/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET /cdc: what was made, changed or deleted since a moment of the last 30 days, at most 1000 objects
 * over all entities, without a word on those beyond. */

#include "config.h"

#include "cfl-practice-changes.h"

#include "cfl-practice-ledger.h"

#include <string.h>

#define MAX_DAYS 30
#define MAX_OBJECTS 1000

static gint64
read_time (const char *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text == NULL ? NULL : g_date_time_new_from_iso8601 (text, zone);

  return time == NULL ? -1 : g_date_time_to_unix (time);
}

static CflNode *
describe_deletion (const CflPracticeDeletion *deletion)
{
  g_autofree char *time = cfl_practice_time_text (deletion->at, FALSE);
  CflNode *node = cfl_node_new_object ();
  CflNode *meta = cfl_node_new_object ();

  cfl_node_set_text (meta, "LastUpdatedTime", time);
  cfl_node_set_text (node, "domain", "QBO");
  cfl_node_set_text (node, "status", "Deleted");
  cfl_node_set_text (node, "Id", deletion->id);
  cfl_node_set (node, "MetaData", meta);
  return node;
}

static CflNode *
find_changes (CflPractice *practice, CflPracticeTable *table, gint64 since, guint *room)
{
  CflNode *found = cfl_node_new_array ();

  for (guint i = 0; i<table->rows->len && * room> 0; i++)
    {
      CflNode *row = table->rows->pdata[i];

      if (read_time (cfl_node_get_member_text (row, "MetaData.LastUpdatedTime")) < since)
        continue;
      cfl_node_append (found, cfl_node_ref (row));
      (*room)--;
    }
  for (guint i = 0; i<practice->ledger->deletions->len && * room> 0; i++)
    {
      const CflPracticeDeletion *deletion = practice->ledger->deletions->pdata[i];

      if (strcmp (deletion->table, table->name) != 0 || deletion->at < since)
        continue;
      cfl_node_append (found, describe_deletion (deletion));
      (*room)--;
    }
  return found;
}

static CflNode *
find_all_changes (CflPractice *practice, char **entities, gint64 since, CflPracticeFault *fault)
{
  g_autoptr (CflNode) parts = cfl_node_new_array ();
  guint room = MAX_OBJECTS;

  for (guint i = 0; entities[i] != NULL; i++)
    {
      CflPracticeTable *table = cfl_practice_ledger_get_table (practice, entities[i]);
      g_autoptr (CflNode) found = NULL;
      CflNode *part;

      if (table == NULL)
        {
          cfl_practice_fault_set (fault, 2000, NULL, "Unsupported object : %s", entities[i]);
          return NULL;
        }
      found = find_changes (practice, table, since, &room);
      part = cfl_node_new_object ();
      if (cfl_node_get_length (found) > 0)
        {
          cfl_node_set (part, table->name, cfl_node_ref (found));
          cfl_node_set_integer (part, "startPosition", 1);
          cfl_node_set_integer (part, "maxResults", cfl_node_get_length (found));
        }
      cfl_node_append (parts, part);
    }
  return g_steal_pointer (&parts);
}

/* The members of the answer, or NULL with the fault. */
CflNode *
cfl_practice_changes_find (CflPracticeCall *call, CflPracticeFault *fault)
{
  const char *names = cfl_practice_call_get (call, "entities");
  gint64 since = read_time (cfl_practice_call_get (call, "changedSince"));
  g_auto (GStrv) entities = g_strsplit (names == NULL ? "" : names, ",", -1);
  CflNode *members, *responses, *response, *parts;

  if (since < 0 || cfl_practice_now (call->practice) - since > MAX_DAYS * 24 * 60 * 60)
    {
      cfl_practice_fault_set (fault, 2060, "changedSince",
                              "Date is not valid or more than %d days ago", MAX_DAYS);
      return NULL;
    }
  parts = find_all_changes (call->practice, entities, since, fault);
  if (parts == NULL)
    return NULL;
  response = cfl_node_new_object ();
  cfl_node_set (response, "QueryResponse", parts);
  responses = cfl_node_new_array ();
  cfl_node_append (responses, response);
  members = cfl_node_new_object ();
  cfl_node_set (members, "CDCResponse", responses);
  return members;
}
