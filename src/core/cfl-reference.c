/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-reference.h"

#include "cfl-text.h"

static char *
join (const char *invoice_number, const char *order_reference)
{
  if (invoice_number[0] == '\0' || order_reference[0] == '\0')
    return g_strconcat (invoice_number, order_reference, NULL);
  return g_strjoin (" ", invoice_number, order_reference, NULL);
}

/* The order's own reference whole, before it as much of the invoice number as there is room for. */
static char *
shorten (const char *invoice_number, const char *order_reference)
{
  glong own = g_utf8_strlen (order_reference, -1);
  g_autofree char *start = NULL;
  g_autofree char *joined = NULL;

  if (own + 1 < CFL_REFERENCE_MAX)
    start = cfl_text_cut (invoice_number, (guint) (CFL_REFERENCE_MAX - 1 - own));
  joined = join (start != NULL ? start : "", order_reference);
  return cfl_text_cut (joined, CFL_REFERENCE_MAX);
}

static gboolean
is_taken (const char *sent, CflReferenceTaken taken, gpointer user_data)
{
  return taken != NULL && sent[0] != '\0' && taken (sent, user_data);
}

/**
 * cfl_reference_new:
 * @supplier_invoice_number: (nullable): empty for a purchase order
 * @order_reference: (nullable): the order's own reference
 * @taken: (nullable) (scope call): whether another document has this number: another order of this
 *   company that would be cut to the same text, or a document in QuickBooks for the same vendor
 *
 * The full text is the invoice number, a blank and the order's reference, both without outer blanks
 * and control characters. One that is too long is cut; where the cut text is taken, the invoice number
 * is shortened instead, so that the order's reference stays whole.
 *
 * A collision has two sides: when two local orders have the same cut text, @taken answers TRUE for
 * both and both are shortened, whichever is looked at first. So what is shown for an order does not
 * depend on the order of the list.
 *
 * Returns: (transfer full): the number; for %CFL_REFERENCE_CLASH with the last text that was tried
 */
CflReference *
cfl_reference_new (const char *supplier_invoice_number,
                   const char *order_reference,
                   CflReferenceTaken taken,
                   gpointer user_data)
{
  CflReference *self = g_new0 (CflReference, 1);
  g_autofree char *invoice_number = cfl_text_clean (supplier_invoice_number);
  g_autofree char *own = cfl_text_clean (order_reference);
  g_autofree char *shortened = NULL;

  self->full = join (invoice_number, own);
  self->sent = cfl_text_cut (self->full, CFL_REFERENCE_MAX);
  self->form = g_str_equal (self->full, self->sent) ? CFL_REFERENCE_WHOLE : CFL_REFERENCE_CUT;
  if (!is_taken (self->sent, taken, user_data))
    return self;

  shortened = shorten (invoice_number, own);
  if (self->form == CFL_REFERENCE_WHOLE || g_str_equal (shortened, self->sent))
    {
      self->form = CFL_REFERENCE_CLASH;
      return self;
    }
  self->form =
      is_taken (shortened, taken, user_data) ? CFL_REFERENCE_CLASH : CFL_REFERENCE_SHORTENED;
  g_free (self->sent);
  self->sent = g_steal_pointer (&shortened);
  return self;
}

/**
 * cfl_reference_new_theirs:
 *
 * Returns: (transfer full): the number of a document that QuickBooks numbers itself; the order's
 *   reference goes into the private note only
 */
CflReference *
cfl_reference_new_theirs (const char *order_reference)
{
  CflReference *self = g_new0 (CflReference, 1);

  self->full = cfl_text_clean (order_reference);
  self->sent = g_strdup ("");
  self->form = CFL_REFERENCE_THEIRS;
  return self;
}

void
cfl_reference_free (CflReference *self)
{
  g_free (self->full);
  g_free (self->sent);
  g_free (self);
}
