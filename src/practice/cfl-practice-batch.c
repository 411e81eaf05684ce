/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-ledger.h"
#include "cfl-practice-query.h"
#include "cfl-practice-quickbooks.h"

#include <string.h>

#define MAX_ITEMS 30

static const char *
find_entity (CflPractice *practice, CflNode *item)
{
  for (guint i = 0; i < cfl_node_get_length (item); i++)
    {
      const char *name = cfl_node_get_name (item, i);

      if (cfl_practice_ledger_get_table (practice, name) != NULL)
        return name;
    }
  return NULL;
}

static CflNode *
run_item (CflPractice *practice, CflNode *item, gboolean is_localised)
{
  const char *query = cfl_node_get_member_text (item, "Query");
  const char *entity = find_entity (practice, item);
  g_auto (CflPracticeFault) fault = { 0 };
  CflNode *members = NULL;

  if (query != NULL)
    {
      CflNode *result = cfl_practice_query_run (practice, query, &fault);

      if (result != NULL)
        {
          members = cfl_node_new_object ();
          cfl_node_set (members, "QueryResponse", result);
        }
    }
  else if (entity == NULL)
    cfl_practice_fault_set (&fault, 2010, NULL, "Property Name:Batch item without an entity");
  else
    members = cfl_practice_quickbooks_write (
        practice, entity, cfl_node_get_member_text (item, "operation"),
        cfl_node_get_member_text (item, "optionsData"), cfl_node_get (item, entity), &fault);
  if (members == NULL)
    {
      members = cfl_node_new_object ();
      cfl_node_set (members, "Fault", cfl_practice_fault_to_node (&fault, is_localised));
    }
  cfl_node_set_text (members, "bId", cfl_node_get_member_text (item, "bId"));
  return members;
}

/* The answer is 200 even when items failed; each has its own fault. */
void
cfl_practice_batch_handle (CflPracticeCall *call, CflNode *request, CflPracticeFault *fault)
{
  CflNode *items = cfl_node_get (request, "BatchItemRequest");
  g_autoptr (CflNode) members = cfl_node_new_object ();
  g_autofree char *time = cfl_practice_time_text (cfl_practice_now (call->practice), TRUE);
  CflNode *answers;

  if (cfl_node_get_length (items) == 0)
    {
      cfl_practice_fault_set (fault, 2020, "BatchItemRequest",
                              "Required parameter BatchItemRequest is missing in the request");
      return;
    }
  if (cfl_node_get_length (items) > MAX_ITEMS)
    {
      cfl_practice_fault_set (fault, 1040, NULL, "A batch has at most %u items", MAX_ITEMS);
      return;
    }
  answers = cfl_node_new_array ();
  for (guint i = 0; i < cfl_node_get_length (items); i++)
    cfl_node_append (answers,
                     run_item (call->practice, cfl_node_get_item (items, i), call->is_localised));
  cfl_node_set (members, "BatchItemResponse", answers);
  cfl_node_set_text (members, "time", time);
  cfl_practice_call_answer_node (call, 200, members);
}
