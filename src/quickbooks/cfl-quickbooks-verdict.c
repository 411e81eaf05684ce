/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The rule of posting exactly once: uploaded needs proof, failed needs a definite refusal, and
 * everything between is unknown. Nothing in this file guesses. */

static void
put_text (char **field, const char *text)
{
  char *copy = g_strdup (text != NULL ? text : "");

  g_free (*field);
  *field = copy;
}

void
cfl_quickbooks_verdict_set (
    CflAttempt *verdict, CflAttemptState state, int code, const char *message, const char *detail)
{
  verdict->state = state;
  verdict->error_code = code;
  put_text (&verdict->error_message, message);
  put_text (&verdict->error_detail, detail);
  /* What a deletion was to delete is frozen. */
  if (state == CFL_ATTEMPT_FAILED && verdict->operation == CFL_OPERATION_CREATE)
    {
      put_text (&verdict->quickbooks_id, "");
      put_text (&verdict->sync_token, "");
    }
  verdict->finished_at = g_get_real_time ();
}

static const char *
reference_value (JsonObject *entity, const char *name)
{
  const char *value = cfl_json_get_text (cfl_json_get_object (entity, name), "value");

  return value != NULL ? value : "";
}

static const char *
text_or_empty (JsonObject *object, const char *name)
{
  const char *text = cfl_json_get_text (object, name);

  return text != NULL ? text : "";
}

/* Lines that carry an amount of their own; QuickBooks may add others, such as subtotals. */
static guint
count_lines (JsonObject *entity)
{
  JsonArray *lines = cfl_json_get_array (entity, "Line");
  guint count = 0;

  for (guint i = 0; i < cfl_json_array_get_length (lines); i++)
    {
      const char *type = text_or_empty (cfl_json_array_get_object (lines, i), "DetailType");

      if (g_str_equal (type, "AccountBasedExpenseLineDetail") ||
          g_str_equal (type, "ItemBasedExpenseLineDetail"))
        count++;
    }
  return count;
}

static char *
differs (const char *what, const char *sent, const char *held)
{
  /* Translators: the first is "vendor", "number", … */
  return g_strdup_printf (_ ("The %s is “%s” in QuickBooks, but “%s” was sent."), what, held, sent);
}

static char *
compare_amounts (JsonObject *entity, const CflAttempt *attempt)
{
  CflDecimal total = { 0 };
  g_autofree char *sent = cfl_decimal_to_text (attempt->total);
  g_autofree char *held = NULL;

  if (!cfl_json_get_decimal (entity, "TotalAmt", &total))
    return differs (_ ("total"), sent, "");
  if (cfl_decimal_equal (total, attempt->total))
    return NULL;
  held = cfl_decimal_to_text (total);
  return differs (_ ("total"), sent, held);
}

static char *
compare_dates (JsonObject *entity, const CflAttempt *attempt)
{
  CflDate date = CFL_DATE_UNSET;
  g_autofree char *sent = cfl_date_to_text (attempt->date);

  if (cfl_json_get_date (entity, "TxnDate", &date) && cfl_date_compare (date, attempt->date) == 0)
    return NULL;
  return differs (_ ("date"), sent, text_or_empty (entity, "TxnDate"));
}

/**
 * cfl_quickbooks_find_difference:
 * @entity: a bill or purchase order as QuickBooks holds it
 * @attempt: what was sent
 * @compare_lines: whether the number of lines counts; a bill that a person typed in beforehand is
 *   the same bill with fewer lines
 *
 * Compares vendor, number, total, date, currency (where QuickBooks names one) and the number of
 * lines. A number that was not sent is QuickBooks' to choose.
 *
 * Returns: (transfer full) (nullable): the first difference as a sentence, NULL when they agree
 */
char *
cfl_quickbooks_find_difference (JsonObject *entity,
                                const CflAttempt *attempt,
                                gboolean compare_lines)
{
  const char *vendor = reference_value (entity, "VendorRef");
  const char *number = text_or_empty (entity, "DocNumber");
  const char *currency = reference_value (entity, "CurrencyRef");
  guint lines = count_lines (entity);
  char *difference;

  if (!g_str_equal (vendor, attempt->vendor_id))
    return differs (_ ("vendor"), attempt->vendor_id, vendor);
  if (*attempt->number != '\0' && !g_str_equal (number, attempt->number))
    return differs (_ ("number"), attempt->number, number);
  difference = compare_amounts (entity, attempt);
  if (difference == NULL)
    difference = compare_dates (entity, attempt);
  if (difference == NULL && *currency != '\0' && *attempt->currency != '\0' &&
      g_ascii_strcasecmp (currency, attempt->currency) != 0)
    difference = differs (_ ("currency"), attempt->currency, currency);
  if (difference == NULL && compare_lines && lines != attempt->line_count)
    {
      g_autofree char *sent = g_strdup_printf ("%u", attempt->line_count);
      g_autofree char *held = g_strdup_printf ("%u", lines);

      difference = differs (_ ("number of lines"), sent, held);
    }
  return difference;
}

/* The entity was compared and agrees. A link that is missing makes it no other document: it is ours,
 * it must not be sent again, and somebody has to know. */
void
cfl_quickbooks_adopt_entity (CflAttempt *verdict, JsonObject *entity)
{
  g_autofree char *dropped = cfl_quickbooks_find_dropped_links (entity, verdict);

  put_text (&verdict->quickbooks_id, cfl_json_get_text (entity, "Id"));
  put_text (&verdict->sync_token, cfl_json_get_text (entity, "SyncToken"));
  if (dropped != NULL)
    cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_UPLOADED, CFL_FAILURE_LINK_DROPPED,
                                _ ("QuickBooks left out a link to the purchase order."), dropped);
  else
    cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_UPLOADED, 0, "", "");
}

static void
judge_success (CflAttempt *verdict, const CflAnswer *answer)
{
  JsonObject *root = cfl_json_node_get_object (answer->root);
  JsonObject *entity = cfl_json_get_object (root, cfl_quickbooks_document_entity (verdict->kind));
  g_autofree char *difference = NULL;

  if (verdict->operation == CFL_OPERATION_DELETE)
    {
      cfl_quickbooks_judge_deletion (verdict, entity);
      return;
    }
  if (entity == NULL)
    {
      cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE,
                                  _ ("QuickBooks' answer did not show the document."), "");
      return;
    }
  difference = cfl_quickbooks_find_difference (entity, verdict, TRUE);
  if (*text_or_empty (entity, "Id") == '\0' || *text_or_empty (entity, "SyncToken") == '\0')
    cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_UNREADABLE,
                                _ ("QuickBooks' answer did not say which document it made."), "");
  else if (difference != NULL)
    {
      put_text (&verdict->quickbooks_id, text_or_empty (entity, "Id"));
      put_text (&verdict->sync_token, text_or_empty (entity, "SyncToken"));
      cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_DIFFERENT,
                                  _ ("QuickBooks made a document that differs from what was sent."),
                                  difference);
    }
  else
    cfl_quickbooks_adopt_entity (verdict, entity);
}

/* QuickBooks' own words, or ours where it has none. */
static const char *
message_or (const CflAnswer *answer, const char *otherwise)
{
  return *answer->message != '\0' ? answer->message : otherwise;
}

static gboolean
shows_document (const CflAttempt *verdict, const CflAnswer *answer)
{
  return cfl_json_get_object (cfl_json_node_get_object (answer->root),
                              cfl_quickbooks_document_entity (verdict->kind)) != NULL;
}

static void
judge_unclear (CflAttempt *verdict, const CflAnswer *answer)
{
  cfl_quickbooks_verdict_set (
      verdict, CFL_ATTEMPT_UNKNOWN, answer->code != 0 ? answer->code : CFL_FAILURE_UNREADABLE,
      message_or (answer, _ ("QuickBooks' answer was not clear.")), answer->detail);
}

/**
 * cfl_quickbooks_judge_answer:
 * @verdict: a copy of the attempt, whose lower half is filled in
 * @answer: the last answer
 *
 * It trusts that no try of the same call may have been executed; the caller looks a refusal up where
 * one may, or where the answer contradicts itself.
 */
void
cfl_quickbooks_judge_answer (CflAttempt *verdict, const CflAnswer *answer)
{
  verdict->http_status = answer->status;
  put_text (&verdict->intuit_tid, answer->tid);
  put_text (&verdict->answer, answer->text);

  if (answer->kind == CFL_ANSWER_CONTRADICTORY && shows_document (verdict, answer))
    {
      judge_unclear (verdict, answer);
      return;
    }
  switch (answer->kind)
    {
    case CFL_ANSWER_SUCCESS:
      judge_success (verdict, answer);
      break;
    case CFL_ANSWER_SIGN_IN:
      cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_FAILED, CFL_FAILURE_SIGN_IN,
                                  _ ("The sign-in to QuickBooks is no longer valid."),
                                  answer->detail);
      break;
    case CFL_ANSWER_THROTTLED:
      cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_FAILED, 3001,
                                  _ ("QuickBooks took no more calls."), answer->detail);
      break;
    case CFL_ANSWER_FORBIDDEN:
    case CFL_ANSWER_LAPSED:
    case CFL_ANSWER_REFUSED:
    case CFL_ANSWER_CONTRADICTORY:
      cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_FAILED, answer->code,
                                  message_or (answer, _ ("QuickBooks refused the document.")),
                                  answer->detail);
      break;
    case CFL_ANSWER_UNCLEAR:
    default:
      judge_unclear (verdict, answer);
      break;
    }
}

/* No token to send with: the sign-in lapsed, the keys are wrong, or the keyring would not open. */
static gboolean
is_about_sign_in (const GError *error)
{
  if (error->domain == G_IO_ERROR || error->domain == CFL_HTTP_ERROR)
    return FALSE;
  return error->domain != CFL_QUICKBOOKS_ERROR || error->code == CFL_QUICKBOOKS_ERROR_SIGN_IN ||
         error->code == CFL_QUICKBOOKS_ERROR_KEYS;
}

/**
 * cfl_quickbooks_judge_error:
 * @verdict: a copy of the attempt, whose lower half is filled in
 * @error: why there is no answer
 * @executed: whether any try may have been executed
 */
void
cfl_quickbooks_judge_error (CflAttempt *verdict, const GError *error, gboolean executed)
{
  verdict->http_status = 0;
  if (executed)
    cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_UNKNOWN, CFL_FAILURE_NO_ANSWER,
                                _ ("QuickBooks did not answer."), error->message);
  else if (is_about_sign_in (error))
    cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_FAILED, CFL_FAILURE_SIGN_IN,
                                _ ("The sign-in to QuickBooks is no longer valid."),
                                error->message);
  else
    cfl_quickbooks_verdict_set (verdict, CFL_ATTEMPT_FAILED, CFL_FAILURE_OFFLINE,
                                _ ("QuickBooks could not be reached. Nothing was sent."),
                                error->message);
}
