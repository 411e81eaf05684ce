/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-status.h"

#include "cfl-fault-codes.h"

#include <glib/gi18n.h>
#include <string.h>

gboolean
cfl_row_is_under_way (const CflOrderRow *row)
{
  return row->attempt_id != 0 &&
         (row->attempt_state == CFL_ATTEMPT_QUEUED || row->attempt_state == CFL_ATTEMPT_SENDING ||
          row->attempt_state == CFL_ATTEMPT_UNKNOWN);
}

gboolean
cfl_row_can_be_ticked (const CflOrderRow *row)
{
  return row->reason == CFL_REASON_READY && !cfl_row_is_under_way (row) &&
         (row->attempt_id == 0 || row->attempt_state != CFL_ATTEMPT_UPLOADED);
}

char *
cfl_fix_label (CflFix fix)
{
  switch (fix)
    {
    case CFL_FIX_LINK:
      return g_strdup (_ ("Link…"));
    case CFL_FIX_OPEN:
    case CFL_FIX_ADD_NUMBER:
    case CFL_FIX_ADD_DATE:
      return g_strdup (_ ("Open…"));
    case CFL_FIX_CHOOSE_ACCOUNT:
      return g_strdup (_ ("Choose…"));
    case CFL_FIX_SETTINGS:
      return g_strdup (_ ("Options…"));
    case CFL_FIX_SIGN_IN:
      return g_strdup (_ ("Sign In…"));
    case CFL_FIX_LOOK_AGAIN:
      return g_strdup (_ ("Look Again"));
    case CFL_FIX_NONE:
    case CFL_FIX_RETRY:
    default:
      return g_strdup ("");
    }
}

static void
set (CflStatus *self, const char *icon, const char *css_class, const char *words)
{
  self->icon = icon;
  self->css_class = css_class;
  self->words = g_strdup (words);
}

static void
set_uploaded (CflStatus *self, const CflOrderRow *row)
{
  g_autoptr (CflWords) words = NULL;

  if (!cfl_fault_is_notice (row->error_code))
    {
      set (self, "selection-mode-symbolic", "ok", _ ("In QuickBooks"));
      return;
    }
  words = cfl_words_for_row (row);
  set (self, "dialog-warning-symbolic", "warn", words->status);
  self->tooltip = g_strdup_printf ("%s %s", words->sentence, words->remedy);
}

static gboolean
set_from_attempt (CflStatus *self, const CflOrderRow *row)
{
  if (row->attempt_id == 0)
    return FALSE;

  switch (row->attempt_state)
    {
    case CFL_ATTEMPT_QUEUED:
      set (self, "content-loading-symbolic", "dim", _ ("Queued"));
      return TRUE;
    case CFL_ATTEMPT_SENDING:
      set (self, "content-loading-symbolic", "dim", _ ("Sending…"));
      self->spinning = TRUE;
      return TRUE;
    case CFL_ATTEMPT_UNKNOWN:
      set (self, "dialog-question-symbolic", "info", _ ("No answer yet, checking with QuickBooks"));
      return TRUE;
    case CFL_ATTEMPT_UPLOADED:
      set_uploaded (self, row);
      return TRUE;
    case CFL_ATTEMPT_FAILED:
    case CFL_ATTEMPT_CANCELLED:
    default:
      return FALSE;
    }
}

gboolean
cfl_row_was_refused (const CflOrderRow *row)
{
  return row->reason == CFL_REASON_READY && row->attempt_id != 0 &&
         row->attempt_state == CFL_ATTEMPT_FAILED;
}

/* What stands in the way: a reason that a check finds, or what QuickBooks said to the last try. */
static void
set_hindered (CflStatus *self, const CflOrderRow *row)
{
  g_autoptr (CflWords) words = cfl_words_for_row (row);

  if (cfl_row_was_refused (row))
    set (self, "dialog-error-symbolic", "err", words->status);
  else if (cfl_reason_is_hidden (row->reason))
    set (self, "action-unavailable-symbolic", "dim", words->status);
  else
    set (self, "dialog-warning-symbolic", "warn", words->status);
  self->fix = words->fix;
  self->tooltip = g_strdup_printf ("%s %s", words->sentence, words->remedy);
  g_strstrip (self->tooltip);
  self->button = cfl_fix_label (words->fix);
  if (self->button[0] == '\0')
    g_clear_pointer (&self->button, g_free);
}

static void
set_ready (CflStatus *self, const CflOrderRow *row)
{
  set (self, "object-select-symbolic", "ok", _ ("Ready"));
  if (row->missing_received_date)
    {
      self->note = g_strdup (_ ("no received date"));
      self->tooltip = g_strdup (_ ("Cin7 has no received date for this order. It can be sent."));
    }
  switch (row->reference_form)
    {
    case CFL_REFERENCE_CUT:
      if (self->note == NULL)
        self->note = g_strdup (_ ("reference cut"));
      break;
    case CFL_REFERENCE_SHORTENED:
      if (self->note == NULL)
        self->note = g_strdup (_ ("reference shortened"));
      break;
    case CFL_REFERENCE_THEIRS:
      self->note = g_strdup (_ ("numbered by QuickBooks"));
      if (self->tooltip == NULL)
        self->tooltip = g_strdup (_ ("QuickBooks numbers the purchase orders of this company "
                                     "itself. The order's reference goes into the note."));
      break;
    case CFL_REFERENCE_WHOLE:
    case CFL_REFERENCE_CLASH:
    default:
      break;
    }
}

void
cfl_status_init (CflStatus *self, const CflOrderRow *row)
{
  memset (self, 0, sizeof *self);
  if (set_from_attempt (self, row))
    return;
  if (row->reason == CFL_REASON_READY && !cfl_row_was_refused (row))
    set_ready (self, row);
  else
    set_hindered (self, row);
}

void
cfl_status_clear (CflStatus *self)
{
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->button, g_free);
  g_clear_pointer (&self->tooltip, g_free);
}

static void
append_struck (GString *markup, const char *start, const char *end)
{
  g_autofree char *text = NULL;

  if (start == end)
    return;
  text = g_markup_escape_text (start, end - start);
  g_string_append_printf (markup, "<span strikethrough=\"true\" alpha=\"60%%\">%s</span>", text);
}

/* The number is the reference with one stretch left out: what both begin with and what both end
 * with is held, the rest is not. */
char *
cfl_reference_to_markup (const char *reference, const char *number)
{
  GString *markup = g_string_new (NULL);
  const char *end = reference + strlen (reference);
  const char *number_end = number + strlen (number);
  const char *head = reference;
  const char *number_head = number;
  const char *tail = end;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (number[0] == '\0' || strlen (number) >= strlen (reference) ||
      !g_utf8_validate (reference, -1, NULL) || !g_utf8_validate (number, -1, NULL))
    {
      g_string_free (markup, TRUE);
      return g_markup_escape_text (reference, -1);
    }

  while (*number_head != '\0' && g_utf8_get_char (head) == g_utf8_get_char (number_head))
    {
      head = g_utf8_next_char (head);
      number_head = g_utf8_next_char (number_head);
    }
  while (number_end > number_head && tail > head)
    {
      const char *before = g_utf8_prev_char (tail);
      const char *number_before = g_utf8_prev_char (number_end);

      if (g_utf8_get_char (before) != g_utf8_get_char (number_before))
        break;
      tail = before;
      number_end = number_before;
    }
  if (number_end > number_head) /* not a shortened form of it at all */
    {
      g_string_free (markup, TRUE);
      return g_markup_escape_text (reference, -1);
    }

  first = g_markup_escape_text (reference, head - reference);
  last = g_markup_escape_text (tail, end - tail);
  g_string_append (markup, first);
  append_struck (markup, head, tail);
  g_string_append (markup, last);
  return g_string_free (markup, FALSE);
}

char *
cfl_amount_to_markup (CflDecimal amount, const char *currency)
{
  g_autofree char *text = cfl_amount_to_display (amount, currency);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  switch (cfl_currency_digits (currency))
    {
    case 0:
      return g_strconcat (escaped, "<span alpha=\"1\">.00</span>", NULL);
    case 1:
      return g_strconcat (escaped, "<span alpha=\"1\">0</span>", NULL);
    default:
      return g_steal_pointer (&escaped);
    }
}

static GDateTime *
to_local (gint64 instant)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

char *
cfl_instant_to_long (gint64 instant)
{
  g_autoptr (GDateTime) time = to_local (instant);

  /* Translators: a day and a time inside a sentence, as in "6 March 2026, 16:04". */
  return time != NULL ? g_date_time_format (time, _ ("%-d %B %Y, %H:%M")) : g_strdup ("");
}

char *
cfl_instant_to_display (gint64 instant)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) time = to_local (instant);

  if (time != NULL && g_date_time_get_year (now) == g_date_time_get_year (time) &&
      g_date_time_get_day_of_year (now) == g_date_time_get_day_of_year (time))
    return g_date_time_format (time, "%H:%M");
  return cfl_instant_to_long (instant);
}

char *
cfl_instant_to_table (gint64 instant)
{
  g_autoptr (GDateTime) time = to_local (instant);

  if (time == NULL || instant == 0)
    return g_strdup ("");
  return g_date_time_format (time, "%Y-%m-%d %H:%M");
}
