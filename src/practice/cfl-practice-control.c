/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-cin7.h"
#include "cfl-practice-control.h"
#include "cfl-practice-entity.h"
#include "cfl-practice-faults.h"
#include "cfl-practice-hand.h"
#include "cfl-practice-ledger.h"
#include "cfl-practice-oauth.h"
#include "cfl-practice-state.h"
#include "cfl-practice-throttle.h"

#include <string.h>

static void
answer (CflPracticeCall *call, guint status, CflNode *node)
{
  g_autofree char *text = cfl_node_to_text (node);

  cfl_practice_call_answer (call, status, "application/json", text);
}

static void
refuse (CflPracticeCall *call, guint status, const char *message)
{
  g_autoptr (CflNode) node = cfl_node_new_object ();

  cfl_node_set_text (node, "message", message);
  answer (call, status, node);
}

static void
answer_done (CflPracticeCall *call)
{
  cfl_practice_call_answer (call, 200, "application/json", "{\"done\":true}");
}

static void
show_ledger (CflPracticeCall *call)
{
  static const char *const names[] = { "Bill",   "PurchaseOrder", "BillPayment",
                                       "Vendor", "Preferences",   "CompanyInfo" };
  g_autoptr (CflNode) node = cfl_node_new_object ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      CflPracticeTable *table = cfl_practice_ledger_get_table (call->practice, names[i]);
      CflNode *rows = cfl_node_new_array ();

      for (guint n = 0; n < table->rows->len; n++)
        cfl_node_append (rows, cfl_node_ref (table->rows->pdata[n]));
      cfl_node_set (node, names[i], rows);
    }
  answer (call, 200, node);
}

static CflNode *
describe_throttle (CflPracticeThrottle *throttle)
{
  CflNode *node = cfl_node_new_object ();

  cfl_node_set_integer (node, "max_per_second",
                        cfl_practice_throttle_get_max_per_second (throttle));
  cfl_node_set_integer (node, "max_per_minute",
                        cfl_practice_throttle_get_max_per_minute (throttle));
  cfl_node_set_integer (node, "beyond_limits", cfl_practice_throttle_get_refused (throttle));
  return node;
}

static void
show_calls (CflPracticeCall *call)
{
  CflPractice *practice = call->practice;
  g_autoptr (CflNode) node = cfl_node_new_object ();
  CflNode *endpoints = cfl_node_new_object ();
  GHashTableIter iter;
  gpointer name, count;

  g_hash_table_iter_init (&iter, practice->endpoints);
  while (g_hash_table_iter_next (&iter, &name, &count))
    cfl_node_set_integer (endpoints, name, GPOINTER_TO_INT (count));
  cfl_node_set (node, "calls", endpoints);
  cfl_node_set_integer (node, "max_in_flight", practice->max_in_flight);
  cfl_node_set_integer (node, "refused", practice->refused);
  cfl_node_set_integer (node, "odd_amounts", practice->odd_amounts);
  cfl_node_set (node, "quickbooks", describe_throttle (practice->quickbooks_throttle));
  cfl_node_set (node, "batches", describe_throttle (practice->batch_throttle));
  cfl_node_set (node, "cin7", describe_throttle (practice->cin7_throttle));
  answer (call, 200, node);
}

static void
show_faults (CflPracticeCall *call)
{
  g_autoptr (CflNode) node = cfl_node_new_object ();

  cfl_node_set (node, "faults", cfl_practice_dial_describe (call->practice->dial));
  cfl_node_set (node, "kinds", cfl_practice_dial_list_kinds ());
  cfl_node_set (node, "forms", cfl_practice_dial_list_forms ());
  answer (call, 200, node);
}

/* {"faults":["500:bill:chance=0.1", ...]} replaces all that were set. */
static void
set_faults (CflPracticeCall *call, CflNode *body)
{
  CflNode *faults = cfl_node_get (body, "faults");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < cfl_node_get_length (faults); i++)
    {
      const char *text = cfl_node_get_text (cfl_node_get_item (faults, i));

      if (text != NULL)
        g_strv_builder_add (builder, text);
    }
  texts = g_strv_builder_end (builder);
  if (cfl_practice_dial_set (call->practice->dial, (const char *const *) texts, &error))
    show_faults (call);
  else
    refuse (call, 400, error->message);
}

static void
set_other_preference (CflPractice *practice, const char *name, const char *value)
{
  CflNode *preferences = cfl_practice_ledger_find (practice, "Preferences", "1");
  CflNode *pairs = cfl_node_get_path (preferences, "OtherPrefs.NameValue");
  CflNode *pair;

  for (guint i = 0; i < cfl_node_get_length (pairs); i++)
    {
      pair = cfl_node_get_item (pairs, i);
      if (g_strcmp0 (cfl_node_get_member_text (pair, "Name"), name) == 0)
        {
          cfl_node_set_text (pair, "Value", value);
          return;
        }
    }
  pair = cfl_node_new_object ();
  cfl_node_set_text (pair, "Name", name);
  cfl_node_set_text (pair, "Value", value);
  cfl_node_append (pairs, pair);
}

static void
set_preferences (CflPractice *practice, CflNode *body)
{
  CflNode *preferences = cfl_practice_ledger_find (practice, "Preferences", "1");
  CflNode *accounting = cfl_node_get (preferences, "AccountingInfoPrefs");
  CflNode *others = cfl_node_get (body, "preferences");
  const char *closing = cfl_node_get_member_text (body, "closing_date");
  CflNode *multi = cfl_node_get (body, "multicurrency");

  if (closing != NULL && *closing == '\0')
    cfl_node_remove (accounting, "BookCloseDate");
  else if (closing != NULL)
    cfl_node_set_text (accounting, "BookCloseDate", closing);
  if (multi != NULL)
    cfl_node_set_boolean (cfl_node_get (preferences, "CurrencyPrefs"), "MultiCurrencyEnabled",
                          cfl_node_get_boolean (multi));
  for (guint i = 0; i < cfl_node_get_length (others); i++)
    set_other_preference (practice, cfl_node_get_name (others, i),
                          cfl_node_get_text (cfl_node_get_item (others, i)));
  cfl_practice_ledger_put (practice, "Preferences", cfl_node_ref (preferences));
}

static gboolean
deactivate_vendor (CflPracticeCall *call, const char *id)
{
  CflNode *row = cfl_practice_ledger_find (call->practice, "Vendor", id);
  g_autoptr (CflNode) request = NULL;
  g_auto (CflPracticeFault) fault = { 0 };

  if (row == NULL)
    return FALSE;
  request = cfl_node_new_object ();
  cfl_node_set_text (request, "Id", id);
  cfl_node_set_text (request, "SyncToken", cfl_node_get_member_text (row, "SyncToken"));
  cfl_node_set_boolean (request, "sparse", TRUE);
  cfl_node_set_boolean (request, "Active", FALSE);
  return cfl_practice_vendor_update (call->practice, request, &fault) != NULL;
}

/* {"id":5001,"supplierInvoiceReference":"X"}: the order gets these members and a new modifiedDate. */
static gboolean
change_order (CflPractice *practice, CflNode *change)
{
  gint64 id = cfl_node_get_integer (change, "id", 0);
  CflPracticeCin7Row *row = cfl_practice_orders_find (practice, "PurchaseOrders", id);
  g_autoptr (CflNode) order = row == NULL ? NULL : cfl_node_parse (row->text, -1, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (cfl_practice_now (practice));
  g_autofree char *stamp = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *text = NULL;

  if (order == NULL)
    return FALSE;
  for (guint i = 0; i < cfl_node_get_length (change); i++)
    cfl_node_set (order, cfl_node_get_name (change, i),
                  cfl_node_copy (cfl_node_get_item (change, i)));
  cfl_node_set_text (order, "modifiedDate", stamp);
  text = cfl_node_to_text (order);
  cfl_practice_orders_change (practice, id, text);
  return TRUE;
}

static void
set_company_value (CflPractice *practice, const char *name, const char *value)
{
  CflNode *company = cfl_practice_ledger_find (practice, "CompanyInfo", "1");
  CflNode *pairs = cfl_node_get (company, "NameValue");

  for (guint i = 0; i < cfl_node_get_length (pairs); i++)
    if (g_strcmp0 (cfl_node_get_member_text (cfl_node_get_item (pairs, i), "Name"), name) == 0)
      cfl_node_set_text (cfl_node_get_item (pairs, i), "Value", value);
  cfl_practice_ledger_put (practice, "CompanyInfo", cfl_node_ref (company));
}

/* POST pay, change or delete, with the act: see cfl-practice-hand.c. */
static gboolean
take_act (CflPracticeCall *call, CflNode *body)
{
  static const struct {
    const char *name;
    gboolean (*act) (CflPractice *practice, CflNode *act);
  } acts[] = { { "pay", cfl_practice_hand_pay },
               { "change", cfl_practice_hand_change },
               { "delete", cfl_practice_hand_delete } };

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (strcmp (call->method, "POST") == 0 &&
        strcmp (call->path + strlen ("/practice/"), acts[i].name) == 0)
      {
        if (body != NULL && acts[i].act (call->practice, body))
          answer_done (call);
        else
          refuse (call, 404, "No such document, or it cannot be done");
        return TRUE;
      }
  return FALSE;
}

/* Members, each of them optional: deactivate_vendor (id), closing_date (YYYY-MM-DD or ""),
 * multicurrency, preferences ({name: "true"}), order ({id, members}), subscription (text),
 * edition (text), check_purchase_amounts, refuse_links, grace_for_old_tokens, latency and
 * item_latency (milliseconds), latency_spread (per cent), no_limits. */
static void
set_things (CflPracticeCall *call, CflNode *body)
{
  CflPractice *practice = call->practice;
  CflPracticeSwitches *switches = &practice->switches;
  const char *vendor = cfl_node_get_member_text (body, "deactivate_vendor");
  CflNode *order = cfl_node_get (body, "order");

  if (vendor != NULL && !deactivate_vendor (call, vendor))
    {
      refuse (call, 404, "No such vendor");
      return;
    }
  if (order != NULL && !change_order (practice, order))
    {
      refuse (call, 404, "No such order");
      return;
    }
  if (cfl_node_get (body, "closing_date") != NULL || cfl_node_get (body, "multicurrency") != NULL ||
      cfl_node_get (body, "preferences") != NULL)
    set_preferences (practice, body);
  if (cfl_node_get_member_text (body, "subscription") != NULL)
    set_company_value (practice, "SubscriptionStatus",
                       cfl_node_get_member_text (body, "subscription"));
  if (cfl_node_get_member_text (body, "edition") != NULL)
    set_company_value (practice, "OfferingSku", cfl_node_get_member_text (body, "edition"));
  switches->check_purchase_amounts =
      cfl_node_get_flag (body, "check_purchase_amounts", switches->check_purchase_amounts);
  switches->refuse_links = cfl_node_get_flag (body, "refuse_links", switches->refuse_links);
  switches->grace_for_old_tokens =
      cfl_node_get_flag (body, "grace_for_old_tokens", switches->grace_for_old_tokens);
  practice->latency = (guint) cfl_node_get_integer (body, "latency", practice->latency);
  practice->item_latency =
      (guint) cfl_node_get_integer (body, "item_latency", practice->item_latency);
  practice->latency_spread =
      (guint) cfl_node_get_integer (body, "latency_spread", practice->latency_spread);
  practice->no_limits = cfl_node_get_flag (body, "no_limits", practice->no_limits);
  answer_done (call);
}

static void
advance_clock (CflPracticeCall *call, CflNode *body)
{
  call->practice->clock_offset += cfl_node_get_integer (body, "seconds", 0);
  cfl_practice_state_put_clock (call->practice);
  answer_done (call);
}

static gboolean
is_call (CflPracticeCall *call, const char *method, const char *name)
{
  return strcmp (call->method, method) == 0 &&
         strcmp (call->path + strlen ("/practice/"), name) == 0;
}

void
cfl_practice_control_handle (CflPracticeCall *call)
{
  g_autoptr (CflNode) body = NULL;

  if (g_strcmp0 (cfl_practice_call_header (call, "X-Practice-Token"),
                 call->practice->control_token) != 0)
    {
      refuse (call, 403, "The X-Practice-Token header is missing or wrong");
      return;
    }
  if (call->length > 0)
    body = cfl_node_parse (call->body, (gssize) call->length, NULL);
  if (is_call (call, "GET", "ledger"))
    show_ledger (call);
  else if (is_call (call, "GET", "calls"))
    show_calls (call);
  else if (is_call (call, "GET", "faults"))
    show_faults (call);
  else if (is_call (call, "PUT", "faults"))
    set_faults (call, body);
  else if (is_call (call, "POST", "clock"))
    advance_clock (call, body);
  else if (is_call (call, "POST", "set"))
    set_things (call, body);
  else if (is_call (call, "POST", "expire-tokens"))
    {
      cfl_practice_oauth_expire (call->practice, cfl_node_get_flag (body, "refresh_tokens", FALSE));
      answer_done (call);
    }
  else if (is_call (call, "POST", "reset"))
    {
      cfl_practice_reset (call->practice);
      answer_done (call);
    }
  else if (!take_act (call, body))
    refuse (call, 404, "No such control");
}
