/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How uploaded documents stand in QuickBooks, and what came of taking them back, in words. */

#include "config.h"

#include "cfl-wording-private.h"

#include "cfl-fault-codes.h"

#include <glib/gi18n-lib.h>

#define LEAVE_IT N_ ("It is not taken back from here. Delete it in QuickBooks if it has to go.")
#define UNPAY_IT N_ ("Undo the payment in QuickBooks first.")

static const CflWordsTemplate standing_words[CFL_N_STANDINGS] = {
  [CFL_STANDING_UNKNOWN] = { N_ ("In QuickBooks"), N_ ("In QuickBooks"),
                             N_ ("It was not compared with QuickBooks since it was uploaded."), "",
                             "", CFL_FIX_NONE },
  [CFL_STANDING_UNTOUCHED] = { N_ ("In QuickBooks"), N_ ("In QuickBooks as it was sent"),
                               N_ ("Nobody has changed the {document} there."), "", "",
                               CFL_FIX_NONE },
  [CFL_STANDING_TOTAL_CHANGED] = { N_ ("Total changed there"),
                                   N_ ("The total was changed in QuickBooks"), "", LEAVE_IT, "",
                                   CFL_FIX_NONE },
  [CFL_STANDING_DATE_CHANGED] = { N_ ("Date changed there"),
                                  N_ ("The date was changed in QuickBooks"), "", LEAVE_IT, "",
                                  CFL_FIX_NONE },
  [CFL_STANDING_NUMBER_CHANGED] = { N_ ("Number changed there"),
                                    N_ ("The number was changed in QuickBooks"), "", LEAVE_IT, "",
                                    CFL_FIX_NONE },
  [CFL_STANDING_VENDOR_CHANGED] = { N_ ("Vendor changed there"),
                                    N_ ("The vendor was changed in QuickBooks"),
                                    N_ ("Somebody gave the {document} to another vendor."),
                                    LEAVE_IT, "", CFL_FIX_NONE },
  [CFL_STANDING_CHANGED] = { N_ ("Changed there"), N_ ("It was changed in QuickBooks"), "",
                             LEAVE_IT, "", CFL_FIX_NONE },
  [CFL_STANDING_PARTLY_PAID] = { N_ ("Partly paid"), N_ ("It is paid in part"), "", UNPAY_IT, "",
                                 CFL_FIX_NONE },
  [CFL_STANDING_PAID] = { N_ ("Paid"), N_ ("It is paid"),
                          N_ ("A payment in QuickBooks is linked to it."), UNPAY_IT, "",
                          CFL_FIX_NONE },
  [CFL_STANDING_LINKED] = { N_ ("Linked there"), N_ ("Another document is linked to it"),
                            N_ ("Somebody has made another document of it in QuickBooks."),
                            N_ ("Delete that document in QuickBooks first."), "", CFL_FIX_NONE },
  [CFL_STANDING_GONE] = { N_ ("Deleted there"), N_ ("It was deleted in QuickBooks"),
                          N_ ("The {document} is no longer there."),
                          N_ ("Undo brings its order back to its list."), "", CFL_FIX_NONE },
  [CFL_STANDING_CLOSED] = { N_ ("Books are closed"), N_ ("Its books are closed"),
                            N_ ("The {document} is dated on or before the closing date."),
                            N_ ("Open the books in QuickBooks first."), "", CFL_FIX_NONE },
};

static const CflWordsTemplate undo_unknown_words = {
  N_ ("Not known if deleted"),
  N_ ("Not known yet whether it was deleted"),
  N_ ("The connection broke while QuickBooks was answering. It is looked up before anything else is "
      "sent."),
  N_ ("Wait until it is looked up, or undo once more."),
  "",
  CFL_FIX_NONE
};

static const CflWordsTemplate undo_stale_words = {
  N_ ("Changed there meanwhile"),
  N_ ("Somebody changed it in QuickBooks meanwhile"),
  N_ ("The {document} was not deleted."),
  LEAVE_IT,
  "",
  CFL_FIX_NONE
};

static const CflWordsTemplate undo_closed_words = {
  N_ ("Books are closed"),
  N_ ("Its books are closed"),
  N_ ("QuickBooks did not delete the {document}: it is dated on or before the closing date."),
  N_ ("Open the books in QuickBooks first."),
  "",
  CFL_FIX_NONE
};

static const CflWordsTemplate undo_refused_words = {
  N_ ("QuickBooks keeps it"),
  N_ ("QuickBooks did not delete the {document}"),
  N_ ("QuickBooks says: {detail}"),
  LEAVE_IT,
  "",
  CFL_FIX_NONE
};

/* What was sent, of whatever it is that shows it. */
typedef struct {
  CflDocumentKind kind;
  CflDecimal total;
  const char *currency;
  CflDate date;
  const char *number;
} Sent;

static void
replace (char **field, char *text)
{
  g_free (*field);
  *field = text;
}

static char *
amount_with_currency (CflDecimal amount, const char *currency)
{
  g_autofree char *text = cfl_amount_to_display (amount, currency);

  return g_strdup_printf ("%s %s", text, currency);
}

static char *
changed_on (const CflHeldDocument *held)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (held->changed_at / G_USEC_PER_SEC);

  /* Translators: a date in a sentence, 6 March 2026; see the manual of GDateTime for the letters. */
  return time != NULL ? g_date_time_format (time, _ ("%-d %B %Y")) : g_strdup ("");
}

static char *
describe_change (const char *sent, const CflHeldDocument *held, const char *now)
{
  g_autofree char *day = changed_on (held);

  if (held->changed_at == 0)
    /* Translators: an amount, a date or a number, as it was and as it is */
    return g_strdup_printf (_ ("Sent %s; somebody changed it in QuickBooks to %s."), sent, now);
  /* Translators: an amount, a date or a number as it was, a day, and what it is now */
  return g_strdup_printf (_ ("Sent %s; somebody changed it in QuickBooks on %s to %s."), sent, day,
                          now);
}

static char *
describe_other_change (const CflHeldDocument *held)
{
  g_autofree char *day = changed_on (held);

  if (held->changed_at == 0)
    return g_strdup (_ ("Somebody changed something else than its total, date and number."));
  return g_strdup_printf (
      _ ("Somebody changed something else than its total, date and number on %s."), day);
}

/* What is known of it in numbers. */
static void
say_exactly (CflWords *words, CflStanding standing, const Sent *sent, const CflHeldDocument *held)
{
  g_autofree char *before = NULL;
  g_autofree char *now = NULL;

  if (standing == CFL_STANDING_TOTAL_CHANGED || standing == CFL_STANDING_PARTLY_PAID)
    {
      before = amount_with_currency (sent->total, sent->currency);
      now = amount_with_currency (
          standing == CFL_STANDING_PARTLY_PAID ? held->balance : held->total, sent->currency);
    }
  else if (standing == CFL_STANDING_DATE_CHANGED)
    {
      before = cfl_date_to_display (sent->date);
      now = cfl_date_to_display (held->date);
    }
  else if (standing == CFL_STANDING_NUMBER_CHANGED)
    {
      before = g_strdup (sent->number);
      now = g_strdup (held->number);
    }

  if (standing == CFL_STANDING_PARTLY_PAID)
    /* Translators: the amount that is still to be paid, and the whole */
    replace (&words->sentence, g_strdup_printf (_ ("%s of %s are still open."), now, before));
  else if (before != NULL)
    replace (&words->sentence, describe_change (before, held, now));
  else if (standing == CFL_STANDING_CHANGED)
    replace (&words->sentence, describe_other_change (held));
  else if (standing == CFL_STANDING_PAID && cfl_date_is_set (held->paid_on))
    {
      g_autofree char *day = cfl_date_to_text (held->paid_on);
      g_autofree char *long_day = cfl_date_to_display (held->paid_on);

      /* Translators: a day as tables write it, 2026-03-05 */
      replace (&words->status, g_strdup_printf (_ ("Paid %s"), day));
      replace (&words->sentence, g_strdup_printf (_ ("It was paid on %s."), long_day));
    }
}

static CflWords *
words_for_standing (CflStanding standing, const Sent *sent, const CflHeldDocument *held)
{
  CflWords *words;

  if ((guint) standing >= CFL_N_STANDINGS)
    standing = CFL_STANDING_UNKNOWN;
  words = cfl_words_new (&standing_words[standing], NULL, sent->kind);
  if (held != NULL && held->held)
    say_exactly (words, standing, sent, held);
  return words;
}

static CflWords *
words_for_failed_undo (gint code, const char *detail, CflDocumentKind kind)
{
  if (code == 5010)
    return cfl_words_new (&undo_stale_words, NULL, kind);
  if (code == 6200 || code == 6210)
    return cfl_words_new (&undo_closed_words, NULL, kind);
  if (cfl_fault_stops_run (code) || detail == NULL || detail[0] == '\0')
    return cfl_words_for_failure (code, detail, kind);
  return cfl_words_new (&undo_refused_words, detail, kind);
}

/**
 * cfl_words_for_undo:
 * @deletion: a deletion, whatever its end
 *
 * Returns: (transfer full): what came of it
 */
CflWords *
cfl_words_for_undo (const CflAttempt *deletion)
{
  CflWords *words;

  if (deletion->state == CFL_ATTEMPT_FAILED || deletion->state == CFL_ATTEMPT_CANCELLED)
    return words_for_failed_undo (deletion->error_code, deletion->error_detail, deletion->kind);
  if (deletion->state != CFL_ATTEMPT_UPLOADED)
    return cfl_words_new (&undo_unknown_words, NULL, deletion->kind);
  words = cfl_words_new (&standing_words[CFL_STANDING_GONE], NULL, deletion->kind);
  replace (&words->status, g_strdup (_ ("Undone")));
  replace (&words->title, g_strdup (_ ("Taken back")));
  replace (&words->remedy, g_strdup (_ ("Its order is back in its list.")));
  return words;
}

/**
 * cfl_words_for_document:
 *
 * Returns: (transfer full): how it stands with regard to taking it back
 */
CflWords *
cfl_words_for_document (const CflUploadedDocument *document)
{
  const CflAttempt *attempt = document->attempt;
  Sent sent = { attempt->kind, attempt->total, attempt->currency, attempt->date, attempt->number };

  return words_for_standing (document->standing, &sent, document->held);
}

static CflWords *
words_for_undone (const CflOrderRow *row, gint64 when)
{
  CflWords *words = cfl_words_new (&standing_words[CFL_STANDING_GONE], NULL, row->kind);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (when / G_USEC_PER_SEC);
  g_autofree char *day = time != NULL ? g_date_time_format (time, "%Y-%m-%d") : g_strdup ("");

  /* Translators: a day as tables write it, 2026-03-06 */
  replace (&words->status, g_strdup_printf (_ ("Undone %s"), day));
  replace (&words->title, g_strdup (_ ("Taken back")));
  replace (&words->remedy, g_strdup (""));
  return words;
}

/**
 * cfl_words_for_document_row:
 * @row: a document of a run that was created or deleted, or is being deleted
 *
 * Returns: (transfer full): what became of it
 */
CflWords *
cfl_words_for_document_row (const CflOrderRow *row)
{
  Sent sent = { row->kind, row->total, row->currency, row->invoice_date, row->number };
  gboolean is_deletion = row->operation == CFL_OPERATION_DELETE;
  CflAttemptState undo_state = is_deletion ? row->attempt_state : row->undo_state;
  gint code = is_deletion ? row->error_code : row->undo_error_code;

  if (row->undone_at != 0)
    return words_for_undone (row, row->undone_at);
  if (is_deletion && undo_state == CFL_ATTEMPT_UPLOADED)
    return words_for_undone (row, row->tried_at);
  if ((is_deletion || row->undo_tried) && undo_state == CFL_ATTEMPT_UNKNOWN)
    return cfl_words_new (&undo_unknown_words, NULL, row->kind);
  if (is_deletion || (row->undo_tried && undo_state == CFL_ATTEMPT_FAILED &&
                      row->standing <= CFL_STANDING_UNTOUCHED))
    return words_for_failed_undo (code, row->error_message, row->kind);
  return words_for_standing (row->standing, &sent, row->held);
}
