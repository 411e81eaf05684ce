/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-changes.h"
#include "cfl-practice-entity.h"
#include "cfl-practice-ledger.h"
#include "cfl-practice-oauth.h"
#include "cfl-practice-query.h"
#include "cfl-practice-quickbooks.h"
#include "cfl-practice-throttle.h"

#include <string.h>

#define MAX_IN_FLIGHT 10

static gboolean
is_number (const char *text)
{
  return text != NULL && *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

static void
answer (CflPracticeCall *call, CflNode *members)
{
  g_autofree char *time = cfl_practice_time_text (cfl_practice_now (call->practice), TRUE);

  cfl_node_set_text (members, "time", time);
  cfl_practice_call_answer_node (call, 200, members);
}

static void
handle_read (CflPracticeCall *call,
             CflPracticeTable *table,
             const char *id,
             CflPracticeFault *fault)
{
  g_autoptr (CflNode) members = cfl_node_new_object ();
  CflNode *row;

  if (strcmp (table->path, "preferences") == 0)
    id = "1";
  else if (strcmp (table->path, "companyinfo") == 0 &&
           g_strcmp0 (id, call->practice->company->realm) == 0)
    id = "1";
  else if (!is_number (id) && strcmp (table->path, "taxcode") != 0)
    {
      cfl_practice_fault_set (fault, 2030, "Id", "Id should be a valid number. Supplied value:%s",
                              id == NULL ? "null" : id);
      return;
    }
  row = cfl_practice_ledger_find (call->practice, table->name, id);
  if (row == NULL)
    {
      cfl_practice_fault_set (fault, 610, NULL,
                              "Object Not Found : Something you're trying to use has been made "
                              "inactive. Check the fields with accounts, customers, items, vendors "
                              "or employees.");
      return;
    }
  cfl_node_set (members, table->name, cfl_node_ref (row));
  answer (call, members);
}

static void
handle_query (CflPracticeCall *call, CflPracticeFault *fault)
{
  g_autoptr (CflNode) members = cfl_node_new_object ();
  const char *text = cfl_practice_call_get (call, "query");
  CflNode *result;

  if (text == NULL && call->length > 0 && strcmp (call->method, "POST") == 0)
    text = call->body;
  if (text == NULL)
    {
      cfl_practice_fault_set (fault, 4000, NULL, "QueryParserError: the query is missing");
      return;
    }
  result = cfl_practice_query_run (call->practice, text, fault);
  if (result == NULL)
    return;
  cfl_node_set (members, "QueryResponse", result);
  answer (call, members);
}

static void
handle_changes (CflPracticeCall *call, CflPracticeFault *fault)
{
  g_autoptr (CflNode) members = cfl_practice_changes_find (call, fault);

  if (members != NULL)
    answer (call, members);
}

static CflNode *
create (CflPractice *practice,
        const char *entity,
        const char *include,
        CflNode *request,
        CflPracticeFault *fault)
{
  if (cfl_node_get (request, "Id") != NULL &&
      (strcmp (entity, "Bill") == 0 || strcmp (entity, "PurchaseOrder") == 0))
    return cfl_practice_transaction_update (practice, entity, request, include, fault);
  if (strcmp (entity, "Bill") == 0)
    return cfl_practice_bill_create (practice, request, include, fault);
  if (strcmp (entity, "PurchaseOrder") == 0)
    return cfl_practice_purchase_order_create (practice, request, include, fault);
  if (strcmp (entity, "Vendor") == 0)
    return cfl_node_get (request, "Id") != NULL
               ? cfl_practice_vendor_update (practice, request, fault)
               : cfl_practice_vendor_create (practice, request, fault);
  cfl_practice_fault_set (fault, 500, NULL, "Operation create is not supported for %s", entity);
  return NULL;
}

static gboolean
check_subscription (CflPractice *practice, CflPracticeFault *fault)
{
  CflNode *pairs =
      cfl_node_get (cfl_practice_ledger_find (practice, "CompanyInfo", "1"), "NameValue");

  for (guint i = 0; i < cfl_node_get_length (pairs); i++)
    {
      CflNode *pair = cfl_node_get_item (pairs, i);

      if (g_strcmp0 (cfl_node_get_member_text (pair, "Name"), "SubscriptionStatus") == 0 &&
          g_strcmp0 (cfl_node_get_member_text (pair, "Value"), "EXPIRED") == 0)
        return cfl_practice_fault_set (fault, 6190, NULL,
                                       "Invalid Company Status : Subscription period has ended or "
                                       "canceled or there was a billing problem");
    }
  return TRUE;
}

CflNode *
cfl_practice_quickbooks_write (CflPractice *practice,
                               const char *entity,
                               const char *operation,
                               const char *include,
                               CflNode *request,
                               CflPracticeFault *fault)
{
  CflNode *members;
  CflNode *row;

  if (!check_subscription (practice, fault))
    return NULL;
  if (g_strcmp0 (operation, "delete") == 0 &&
      (strcmp (entity, "Bill") == 0 || strcmp (entity, "PurchaseOrder") == 0))
    {
      if (!cfl_practice_transaction_delete (practice, entity, request, fault))
        return NULL;
      row = cfl_node_new_object ();
      cfl_node_set_text (row, "domain", "QBO");
      cfl_node_set_text (row, "status", "Deleted");
      cfl_node_set_text (row, "Id", cfl_node_get_member_text (request, "Id"));
    }
  else if (operation == NULL || strcmp (operation, "create") == 0 ||
           strcmp (operation, "update") == 0)
    {
      row = create (practice, entity, include, request, fault);
      if (row == NULL)
        return NULL;
      cfl_node_ref (row);
    }
  else
    {
      cfl_practice_fault_set (fault, 500, NULL, "Operation %s is not supported.", operation);
      return NULL;
    }
  members = cfl_node_new_object ();
  cfl_node_set (members, entity, row);
  return members;
}

/* The same request id gives the same bytes again and does nothing. */
static gboolean
replay (CflPracticeCall *call, gboolean is_batch, CflPracticeFault *fault)
{
  const char *id = cfl_practice_call_get (call, "requestid");
  const char *body;

  if (id == NULL)
    return FALSE;
  if (*id == '\0' || strlen (id) > (is_batch ? 36 : 50))
    {
      cfl_practice_fault_set (fault, 2130, "requestid",
                              "The request id has to have 1 to %d characters", is_batch ? 36 : 50);
      return TRUE;
    }
  body = call->forgets_ids ? NULL : cfl_practice_ledger_replay (call->practice, id);
  if (body == NULL)
    return FALSE;
  cfl_practice_call_answer (call, 200, "application/json;charset=utf-8", body);
  return TRUE;
}

static void
handle_write (CflPracticeCall *call, const char *path, CflPracticeFault *fault)
{
  CflPractice *practice = call->practice;
  CflPracticeTable *table = cfl_practice_ledger_get_table_by_path (practice, path);
  gboolean is_batch = strcmp (path, "batch") == 0;
  const char *type = cfl_practice_call_header (call, "Content-Type");
  g_autoptr (CflNode) request = NULL;
  g_autoptr (CflNode) members = NULL;
  g_autoptr (GError) error = NULL;

  if ((table == NULL && !is_batch) || replay (call, is_batch, fault))
    {
      if (table == NULL && !is_batch)
        cfl_practice_fault_set (fault, 500, NULL, "Operation %s is not supported.", path);
      return;
    }
  if (type == NULL || !g_str_has_prefix (type, "application/json"))
    {
      cfl_practice_fault_set (fault, 500, NULL,
                              "Operation Content type [%s] is not supported. Use application/json.",
                              type == NULL ? "" : type);
      return;
    }
  if (!g_utf8_validate_len (call->body, call->length, NULL))
    {
      cfl_practice_fault_set (fault, 500, NULL, "Invalid byte 2 of 2-byte UTF-8 sequence.");
      return;
    }
  request = cfl_node_parse (call->body, (gssize) call->length, &error);
  if (cfl_node_get_kind (request) != CFL_NODE_OBJECT)
    {
      cfl_practice_fault_set (fault, 2010, NULL, "Property Name:Failed to parse json object; %s",
                              error == NULL ? "an object is expected" : error->message);
      return;
    }
  if (is_batch)
    cfl_practice_batch_handle (call, request, fault);
  else
    {
      members = cfl_practice_quickbooks_write (
          practice, table->name, cfl_practice_call_get (call, "operation"),
          cfl_practice_call_get (call, "include"), request, fault);
      if (members != NULL)
        answer (call, members);
    }
  if (fault->code == 0 && call->answer != NULL && cfl_practice_call_get (call, "requestid") != NULL)
    cfl_practice_ledger_remember (practice, cfl_practice_call_get (call, "requestid"),
                                  call->answer);
}

/* The gateway counts a call when it arrives; FALSE when it has answered that this was one too many. */
gboolean
cfl_practice_quickbooks_admit (CflPracticeCall *call)
{
  CflPractice *practice = call->practice;
  gboolean is_batch = strcmp (call->endpoint, "batch") == 0;
  gint64 now = g_get_monotonic_time () + practice->clock_offset * G_USEC_PER_SEC;
  gboolean is_within =
      cfl_practice_throttle_admit (practice->quickbooks_throttle, now, !practice->no_limits);

  if (is_batch &&
      !cfl_practice_throttle_admit (practice->batch_throttle, now, !practice->no_limits))
    is_within = FALSE;
  if (practice->in_flight > MAX_IN_FLIGHT)
    is_within = FALSE;
  if (is_within || practice->no_limits)
    return TRUE;
  practice->refused++;
  cfl_practice_answer_throttled (call, practice->refused % 2 == 0);
  return FALSE;
}

/* Path: /v3/company/REALM/ENTITY[/ID] */
void
cfl_practice_quickbooks_handle (CflPracticeCall *call)
{
  g_auto (GStrv) parts = g_strsplit (call->path, "/", -1);
  guint length = g_strv_length (parts);
  gboolean is_get = strcmp (call->method, "GET") == 0;
  g_auto (CflPracticeFault) fault = { 0 };
  CflPracticeTable *table;

  if (length < 5 || length > 6 || strcmp (parts[2], "company") != 0)
    {
      cfl_practice_call_answer (call, 404, "text/plain", "Not found");
      return;
    }
  if (!cfl_practice_oauth_check_bearer (call))
    return;
  if (strcmp (parts[3], call->practice->company->realm) != 0)
    {
      cfl_practice_answer_gateway (call, 403, 3100, "ApplicationAuthorizationFailed",
                                   "The application is not authorised for this company.",
                                   "AUTHORIZATION");
      return;
    }
  table = cfl_practice_ledger_get_table_by_path (call->practice, parts[4]);
  if (strcmp (parts[4], "query") == 0)
    handle_query (call, &fault);
  else if (is_get && strcmp (parts[4], "cdc") == 0)
    handle_changes (call, &fault);
  else if (is_get && table != NULL)
    handle_read (call, table, parts[5], &fault);
  else if (strcmp (call->method, "POST") == 0 && length == 5)
    handle_write (call, parts[4], &fault);
  else
    cfl_practice_fault_set (&fault, 500, NULL, "Operation %s is not supported.", parts[4]);
  if (fault.code != 0)
    cfl_practice_answer_fault (call, &fault);
}
