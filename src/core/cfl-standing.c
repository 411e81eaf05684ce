/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-standing.h"

#include "cfl-text-private.h"

G_DEFINE_BOXED_TYPE (CflHeldDocument,
                     cfl_held_document,
                     cfl_held_document_ref,
                     cfl_held_document_unref)

G_DEFINE_BOXED_TYPE (CflUploadedDocument,
                     cfl_uploaded_document,
                     cfl_uploaded_document_ref,
                     cfl_uploaded_document_unref)

static const gsize texts[] = {
  G_STRUCT_OFFSET (CflHeldDocument, id),
  G_STRUCT_OFFSET (CflHeldDocument, sync_token),
  G_STRUCT_OFFSET (CflHeldDocument, number),
  G_STRUCT_OFFSET (CflHeldDocument, vendor_id),
};

CflHeldDocument *
cfl_held_document_new (const char *id)
{
  CflHeldDocument *self = g_new0 (CflHeldDocument, 1);

  cfl_text_fields_init (self, texts, G_N_ELEMENTS (texts));
  cfl_text_set (&self->id, id);
  g_atomic_ref_count_init (&self->references);
  return self;
}

CflHeldDocument *
cfl_held_document_ref (CflHeldDocument *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cfl_held_document_unref (CflHeldDocument *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  cfl_text_fields_clear (self, texts, G_N_ELEMENTS (texts));
  g_free (self);
}

CflUploadedDocument *
cfl_uploaded_document_new (CflAttempt *attempt)
{
  CflUploadedDocument *self = g_new0 (CflUploadedDocument, 1);

  self->attempt = cfl_attempt_ref (attempt);
  g_atomic_ref_count_init (&self->references);
  return self;
}

CflUploadedDocument *
cfl_uploaded_document_ref (CflUploadedDocument *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cfl_uploaded_document_unref (CflUploadedDocument *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  cfl_attempt_unref (self->attempt);
  g_clear_pointer (&self->held, cfl_held_document_unref);
  g_clear_pointer (&self->deletion, cfl_attempt_unref);
  g_free (self);
}

/* A payment changes the token as well, so it is asked about first. */
static CflStanding
paid_standing (const CflAttempt *attempt, const CflHeldDocument *held)
{
  if (attempt->kind != CFL_DOCUMENT_KIND_BILL)
    return CFL_STANDING_UNKNOWN;
  if (cfl_decimal_is_zero (held->balance) && !cfl_decimal_is_zero (held->total))
    return CFL_STANDING_PAID;
  if (held->has_payment || !cfl_decimal_equal (held->balance, held->total))
    return CFL_STANDING_PARTLY_PAID;
  return CFL_STANDING_UNKNOWN;
}

static CflStanding
changed_standing (const CflAttempt *attempt, const CflHeldDocument *held)
{
  if (!cfl_decimal_equal (held->total, attempt->total))
    return CFL_STANDING_TOTAL_CHANGED;
  if (cfl_date_compare (held->date, attempt->date) != 0)
    return CFL_STANDING_DATE_CHANGED;
  if (!g_str_equal (held->vendor_id, attempt->vendor_id))
    return CFL_STANDING_VENDOR_CHANGED;
  /* A number that was not sent is QuickBooks' to choose. */
  if (attempt->number[0] != '\0' && !g_str_equal (held->number, attempt->number))
    return CFL_STANDING_NUMBER_CHANGED;
  if (!g_str_equal (held->sync_token, attempt->sync_token))
    return CFL_STANDING_CHANGED;
  return CFL_STANDING_UNTOUCHED;
}

/**
 * cfl_standing_of:
 * @attempt: an uploaded attempt
 * @held: its document as QuickBooks holds it now
 *
 * Returns: the gravest that can be said of it; a payment and a link go before an edit, because they
 *   may only be taken back in QuickBooks
 */
CflStanding
cfl_standing_of (const CflAttempt *attempt, const CflHeldDocument *held)
{
  CflStanding paid;

  if (!held->held)
    return CFL_STANDING_GONE;
  paid = paid_standing (attempt, held);
  if (paid != CFL_STANDING_UNKNOWN)
    return paid;
  return held->is_linked ? CFL_STANDING_LINKED : changed_standing (attempt, held);
}

/**
 * cfl_standing_for_undo:
 * @closing_date: unset where no books are closed
 *
 * The same with regard to the closing date: what stands untouched in closed books stays.
 */
CflStanding
cfl_standing_for_undo (const CflAttempt *attempt, const CflHeldDocument *held, CflDate closing_date)
{
  CflStanding standing = cfl_standing_of (attempt, held);

  if (standing == CFL_STANDING_UNTOUCHED && cfl_date_is_set (closing_date) &&
      cfl_date_compare (held->date, closing_date) <= 0)
    return CFL_STANDING_CLOSED;
  return standing;
}

/* What is gone already is not deleted, but its order returns as well. */
gboolean
cfl_standing_allows_undo (CflStanding self)
{
  return self == CFL_STANDING_UNTOUCHED || self == CFL_STANDING_GONE;
}

const char *
cfl_standing_get_name (CflStanding self)
{
  static const char *const names[CFL_N_STANDINGS] = {
    [CFL_STANDING_UNKNOWN] = "unknown",
    [CFL_STANDING_UNTOUCHED] = "untouched",
    [CFL_STANDING_TOTAL_CHANGED] = "total_changed",
    [CFL_STANDING_DATE_CHANGED] = "date_changed",
    [CFL_STANDING_NUMBER_CHANGED] = "number_changed",
    [CFL_STANDING_VENDOR_CHANGED] = "vendor_changed",
    [CFL_STANDING_CHANGED] = "changed",
    [CFL_STANDING_PARTLY_PAID] = "partly_paid",
    [CFL_STANDING_PAID] = "paid",
    [CFL_STANDING_LINKED] = "linked",
    [CFL_STANDING_GONE] = "gone",
    [CFL_STANDING_CLOSED] = "closed",
  };

  return (guint) self < CFL_N_STANDINGS ? names[self] : names[CFL_STANDING_UNKNOWN];
}
