/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-private.h"

#include <glib/gi18n-lib.h>

/* After so long a document is found by its id, if it is there. */
#define SEARCHABLE_MICROSECONDS (10 * 60 * G_USEC_PER_SEC)

/* One question, asked after an unknown outcome or a number that is taken: which documents in
 * QuickBooks could be ours? */

static gpointer
keep_object (JsonObject *object)
{
  return json_object_ref (object);
}

static void
drop_object (gpointer object)
{
  json_object_unref (object);
}

/**
 * cfl_quickbooks_look_up_condition:
 *
 * A document that QuickBooks' answer named is looked up by its id. A number that is taken may
 * belong to any vendor, and whether purchase orders can be searched by vendor is not documented:
 * both are searched by number alone. Without a number (QuickBooks numbers the purchase orders of
 * some companies itself) the day is all there is.
 */
char *
cfl_quickbooks_look_up_condition (const CflAttempt *attempt)
{
  g_autofree char *id = cfl_quickbooks_quote (attempt->quickbooks_id);
  g_autofree char *vendor = cfl_quickbooks_quote (attempt->vendor_id);
  g_autofree char *number = cfl_quickbooks_quote (attempt->number);
  g_autofree char *date = cfl_date_to_text (attempt->date);

  if (*attempt->quickbooks_id != '\0')
    return g_strdup_printf ("Id = %s", id);
  if (*attempt->number == '\0')
    return g_strdup_printf ("TxnDate = '%s'", date);
  if (attempt->kind == CFL_DOCUMENT_KIND_BILL && attempt->error_code != 6140)
    return g_strdup_printf ("VendorRef = %s AND DocNumber = %s", vendor, number);
  return g_strdup_printf ("DocNumber = %s", number);
}

static const char *
member_text (JsonObject *object, const char *name)
{
  const char *text = cfl_json_get_text (object, name);

  return text != NULL ? text : "";
}

/* "Bill 77 of Aurora Textiles, 1920 USD, of 2026-03-01, has this number." */
static char *
describe (JsonObject *entity, CflDocumentKind kind)
{
  JsonObject *vendor = cfl_json_get_object (entity, "VendorRef");
  const char *name = member_text (vendor, "name");
  const char *currency = member_text (cfl_json_get_object (entity, "CurrencyRef"), "value");
  CflDecimal total = { 0 };
  g_autofree char *amount = NULL;

  cfl_json_get_decimal (entity, "TotalAmt", &total);
  amount = cfl_decimal_to_fixed (total, cfl_currency_digits (currency));
  return g_strdup_printf (
      kind == CFL_DOCUMENT_KIND_BILL
          /* Translators: QuickBooks' id, vendor, amount, currency, date */
          ? _ ("Bill %s of %s over %s %s, dated %s, has this number.")
          : _ ("Purchase order %s of %s over %s %s, dated %s, has this number."),
      member_text (entity, "Id"), *name != '\0' ? name : member_text (vendor, "value"), amount,
      currency, member_text (entity, "TxnDate"));
}

/* The private note holds the order's own reference in full, so it tells two alike apart. */
static gboolean
has_our_note (JsonObject *entity, const CflAttempt *attempt)
{
  g_autoptr (JsonNode) sent = cfl_json_parse (attempt->request, CFL_JSON_EXACT_NAMES, NULL);
  const char *note = member_text (cfl_json_node_get_object (sent), "PrivateNote");

  return *note != '\0' && g_str_equal (note, member_text (entity, "PrivateNote"));
}

/* The document that is ours, NULL when none is or several could be. */
static JsonObject *
find_ours (const CflAttempt *attempt, GPtrArray *entities, guint *count)
{
  JsonObject *ours = NULL;
  JsonObject *noted = NULL;
  guint n_noted = 0;

  *count = 0;
  for (guint i = 0; i < entities->len; i++)
    {
      JsonObject *entity = g_ptr_array_index (entities, i);
      g_autofree char *difference = cfl_quickbooks_find_difference (entity, attempt, FALSE);
      gboolean is_noted;

      if (difference != NULL || *member_text (entity, "Id") == '\0' ||
          *member_text (entity, "SyncToken") == '\0')
        continue;
      is_noted = has_our_note (entity, attempt);
      /* Without a number of its own a document like ours is only ours if it says so. */
      if (*attempt->number == '\0' && !is_noted)
        continue;
      ours = entity;
      (*count)++;
      if (is_noted)
        {
          noted = entity;
          n_noted++;
        }
    }
  if (*count <= 1)
    return ours;
  return n_noted == 1 ? noted : NULL;
}

/* A document that tells by its note that it was made for this order. */
static JsonObject *
find_noted (const CflAttempt *attempt, GPtrArray *entities)
{
  for (guint i = 0; i < entities->len; i++)
    if (has_our_note (g_ptr_array_index (entities, i), attempt) &&
        *member_text (g_ptr_array_index (entities, i), "Id") != '\0')
      return g_ptr_array_index (entities, i);
  return NULL;
}

static JsonObject *
find_number (const CflAttempt *attempt, GPtrArray *entities)
{
  for (guint i = 0; i < entities->len && *attempt->number != '\0'; i++)
    if (g_str_equal (member_text (g_ptr_array_index (entities, i), "DocNumber"), attempt->number))
      return g_ptr_array_index (entities, i);
  return NULL;
}

/* Ours, but somebody has changed it since: neither what was sent nor a reason to send it again. */
static void
judge_changed (CflAttempt *verdict, const CflAttempt *attempt, JsonObject *entity)
{
  g_autofree char *difference = cfl_quickbooks_find_difference (entity, attempt, FALSE);

  g_free (verdict->quickbooks_id);
  verdict->quickbooks_id = g_strdup (member_text (entity, "Id"));
  cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_DIFFERENT,
                              _ ("The document of this order in QuickBooks differs from what was "
                                 "sent."),
                              difference);
}

/* Somebody deleted the document that differed. Only a person sends its order again: nobody knows yet
 * why it differed. What was made just now may not be found yet. */
static gboolean
was_deleted (const CflAttempt *attempt, GPtrArray *entities)
{
  return attempt->error_code == CFL_FAILURE_DIFFERENT && *attempt->quickbooks_id != '\0' &&
         entities->len == 0 && attempt->finished_at != 0 &&
         g_get_real_time () - attempt->finished_at > SEARCHABLE_MICROSECONDS;
}

/* None is ours. Another vendor's document with this number stands in the way only where QuickBooks
 * said that it does (6140). */
static void
judge_absence (CflAttempt *verdict, const CflAttempt *attempt, GPtrArray *entities)
{
  JsonObject *other = find_number (attempt, entities);
  JsonObject *vendor = cfl_json_get_object (other, "VendorRef");
  g_autofree char *detail = other != NULL ? describe (other, attempt->kind) : NULL;

  if (was_deleted (attempt, entities))
    cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_FAILED, CFL_FAILURE_DELETED,
                                _ ("QuickBooks had made a document that differed from what was "
                                   "sent. It has been deleted there since."),
                                attempt->error_detail);
  else if (attempt->error_code == CFL_FAILURE_DIFFERENT)
    /* QuickBooks showed a document of this request; that it is not found is no proof. */
    cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_DIFFERENT,
                                attempt->error_message, attempt->error_detail);
  else if (attempt->error_code == 6140)
    cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_FAILED, 6140, attempt->error_message,
                                detail != NULL ? detail : attempt->error_detail);
  else if (other != NULL && g_str_equal (member_text (vendor, "value"), attempt->vendor_id))
    cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_FAILED, 6140,
                                _ ("The number is used by another document."), detail);
  else
    cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_QUEUED, 0, "", "");
}

/**
 * cfl_quickbooks_judge_look_up:
 * @verdict: a copy of @attempt, whose lower half is filled in
 * @attempt: what was sent, and what is known of its outcome
 * @entities: (element-type JsonObject): what QuickBooks holds under the condition of the look-up
 */
void
cfl_quickbooks_judge_look_up (CflAttempt *verdict, const CflAttempt *attempt, GPtrArray *entities)
{
  guint count;
  JsonObject *ours = find_ours (attempt, entities, &count);
  JsonObject *noted = ours == NULL ? find_noted (attempt, entities) : NULL;

  if (ours != NULL)
    cfl_quickbooks_adopt_entity (verdict, ours);
  else if (count > 1)
    cfl_quickbooks_verdict_set (
        verdict, CFL_ATTEMPT_UNKNOWN, attempt->error_code,
        _ ("Several documents in QuickBooks look like this one. Compare them there."), "");
  else if (noted != NULL)
    judge_changed (verdict, attempt, noted);
  else
    judge_absence (verdict, attempt, entities);
}

static void
queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const CflAttempt *attempt = g_task_get_task_data (task);
  g_autoptr (CflAttempt) verdict = cfl_attempt_copy (attempt);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entities =
      cfl_quickbooks_client_query_finish (CFL_QUICKBOOKS_CLIENT (source), result, &error);

  if (entities != NULL)
    cfl_quickbooks_judge_look_up (verdict, attempt, entities);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  else
    cfl_quickbooks_verdict_set (
        verdict, CFL_ATTEMPT_UNKNOWN,
        attempt->error_code != 0 ? attempt->error_code : CFL_FAILURE_NO_ANSWER,
        _ ("QuickBooks could not be asked about this document yet."), error->message);
  g_task_return_pointer (task, g_steal_pointer (&verdict), (GDestroyNotify) cfl_attempt_unref);
}

void
cfl_quickbooks_client_look_up_async (CflQuickbooksClient *self,
                                     const CflAttempt *attempt,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *condition = cfl_quickbooks_look_up_condition (attempt);

  g_task_set_source_tag (task, cfl_quickbooks_client_look_up_async);
  g_task_set_name (task, "look up a document");
  g_task_set_task_data (task, cfl_attempt_copy (attempt), (GDestroyNotify) cfl_attempt_unref);
  if (attempt->operation == CFL_OPERATION_DELETE)
    cfl_quickbooks_client_look_up_deletion (self, task);
  else
    cfl_quickbooks_client_query_async (self, cfl_quickbooks_document_entity (attempt->kind),
                                       condition, keep_object, drop_object, cancellable, queried_cb,
                                       task);
}

CflAttempt *
cfl_quickbooks_client_look_up_finish (CflQuickbooksClient *self,
                                      GAsyncResult *result,
                                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
