/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-ledger.h"
#include "cfl-practice-query.h"
#include "cfl-practice-quickbooks.h"

#include <string.h>

#define MAX_ITEMS 30
#define MAX_ITEM_ID_LENGTH 10

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

/* Each item is a request of its own, whose id is the batch's and its own: when a batch that broke off
 * comes again, what was done stays done once. */
static char *
make_request_id (CflPracticeCall *call, CflNode *item)
{
  const char *batch_id = cfl_practice_call_get (call, "requestid");
  const char *item_id = cfl_node_get_member_text (item, "bId");

  return batch_id == NULL || item_id == NULL ? NULL : g_strconcat (batch_id, item_id, NULL);
}

static CflNode *
write_item (CflPracticeCall *call, CflNode *item, const char *entity, CflPracticeFault *fault)
{
  g_autofree char *request_id = make_request_id (call, item);
  const char *stored = request_id == NULL || call->forgets_ids
                           ? NULL
                           : cfl_practice_ledger_replay (call->practice, request_id);
  g_autofree char *text = NULL;
  CflNode *members;

  if (stored != NULL)
    return cfl_node_parse (stored, -1, NULL);
  members = cfl_practice_quickbooks_write (
      call->practice, entity, cfl_node_get_member_text (item, "operation"),
      cfl_node_get_member_text (item, "optionsData"), cfl_node_get (item, entity), fault);
  if (members == NULL || request_id == NULL)
    return members;
  text = cfl_node_to_text (members);
  cfl_practice_ledger_remember (call->practice, request_id, text);
  return members;
}

static CflNode *
run_item (CflPracticeCall *call, CflNode *item)
{
  const char *query = cfl_node_get_member_text (item, "Query");
  const char *entity = find_entity (call->practice, item);
  g_auto (CflPracticeFault) fault = { 0 };
  CflNode *members = NULL;

  if (query != NULL)
    {
      CflNode *result = cfl_practice_query_run (call->practice, query, &fault);

      if (result != NULL)
        {
          members = cfl_node_new_object ();
          cfl_node_set (members, "QueryResponse", result);
        }
    }
  else if (entity == NULL)
    cfl_practice_fault_set (&fault, 2010, NULL, "Property Name:Batch item without an entity");
  else
    members = write_item (call, item, entity, &fault);
  if (members == NULL)
    {
      members = cfl_node_new_object ();
      cfl_node_set (members, "Fault", cfl_practice_fault_to_node (&fault, call->is_localised));
    }
  cfl_node_set_text (members, "bId", cfl_node_get_member_text (item, "bId"));
  return members;
}

static gboolean
check_items (CflNode *items, CflPracticeFault *fault)
{
  if (cfl_node_get_length (items) == 0)
    return cfl_practice_fault_set (fault, 2020, "BatchItemRequest",
                                   "Required parameter BatchItemRequest is missing in the request");
  if (cfl_node_get_length (items) > MAX_ITEMS)
    return cfl_practice_fault_set (fault, 1040, NULL, "A batch has at most %u items", MAX_ITEMS);
  for (guint i = 0; i < cfl_node_get_length (items); i++)
    {
      const char *id = cfl_node_get_member_text (cfl_node_get_item (items, i), "bId");

      if (id == NULL || *id == '\0' || strlen (id) > MAX_ITEM_ID_LENGTH)
        return cfl_practice_fault_set (fault, 2130, "bId", "An item's id has 1 to %u characters",
                                       MAX_ITEM_ID_LENGTH);
    }
  return TRUE;
}

/* The answer is 200 even when items failed; each has its own fault. */
void
cfl_practice_batch_handle (CflPracticeCall *call, CflNode *request, CflPracticeFault *fault)
{
  CflNode *items = cfl_node_get (request, "BatchItemRequest");
  g_autoptr (CflNode) members = cfl_node_new_object ();
  g_autofree char *time = cfl_practice_time_text (cfl_practice_now (call->practice), TRUE);
  guint length = cfl_node_get_length (items);
  guint limit = call->cut_after > 0 ? call->cut_after : MAX (length / 2, 1);
  CflNode *answers;

  if (!check_items (items, fault))
    return;
  answers = cfl_node_new_array ();
  cfl_node_set (members, "BatchItemResponse", answers);
  for (guint i = 0; i < length; i++)
    {
      if (call->cuts_batch && i == limit)
        return;
      cfl_node_append (answers, run_item (call, cfl_node_get_item (items, i)));
    }
  cfl_node_set_text (members, "time", time);
  cfl_practice_call_answer_node (call, 200, members);
}

void
cfl_practice_batch_spoil (CflPracticeCall *call, CflPracticeTrouble trouble)
{
  g_autoptr (CflNode) members = cfl_node_parse (call->answer, -1, NULL);
  CflNode *answers = cfl_node_get (members, "BatchItemResponse");
  guint length = cfl_node_get_length (answers);
  CflNode *copy;

  if (length == 0)
    return;
  if (trouble.kind == CFL_PRACTICE_TROUBLE_ITEM_MISSING)
    cfl_node_remove_item (answers, cfl_node_get_item (answers, length - 1));
  else
    {
      copy = cfl_node_copy (cfl_node_get_item (answers, 0));
      if (trouble.kind == CFL_PRACTICE_TROUBLE_ITEM_FOREIGN)
        cfl_node_set_text (copy, "bId", "foreign");
      cfl_node_append (answers, copy);
    }
  cfl_practice_call_answer_node (call, 200, members);
}
