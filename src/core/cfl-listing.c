/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-listing.h"

G_DEFINE_BOXED_TYPE (CflListing, cfl_listing, cfl_listing_copy, cfl_listing_free)
G_DEFINE_BOXED_TYPE (CflOrderRow, cfl_order_row, cfl_order_row_ref, cfl_order_row_unref)
G_DEFINE_BOXED_TYPE (CflCauseRow, cfl_cause_row, cfl_cause_row_ref, cfl_cause_row_unref)
G_DEFINE_BOXED_TYPE (CflContactRow, cfl_contact_row, cfl_contact_row_ref, cfl_contact_row_unref)

CflListing *
cfl_listing_new (CflList list)
{
  CflListing *self = g_new0 (CflListing, 1);

  self->list = list;
  return self;
}

CflListing *
cfl_listing_copy (const CflListing *self)
{
  CflListing *copy = g_memdup2 (self, sizeof *self);

  copy->search = g_strdup (self->search);
  copy->cause = g_strdup (self->cause);
  return copy;
}

/* No text and an empty one ask for the same rows. */
static gboolean
same_text (const char *a, const char *b)
{
  return g_str_equal (a != NULL ? a : "", b != NULL ? b : "");
}

gboolean
cfl_listing_equal (const CflListing *a, const CflListing *b)
{
  return a->list == b->list && a->show == b->show && a->sort == b->sort &&
         !a->descending == !b->descending && a->run_id == b->run_id &&
         same_text (a->search, b->search) && same_text (a->cause, b->cause);
}

void
cfl_listing_free (CflListing *self)
{
  g_free (self->search);
  g_free (self->cause);
  g_free (self);
}

CflOrderRow *
cfl_order_row_new (void)
{
  CflOrderRow *self = g_new0 (CflOrderRow, 1);

  self->order_reference = g_strdup ("");
  self->reference = g_strdup ("");
  self->number = g_strdup ("");
  self->supplier = g_strdup ("");
  self->currency = g_strdup ("");
  self->detail = g_strdup ("");
  self->vendor_name = g_strdup ("");
  self->quickbooks_id = g_strdup ("");
  self->error_message = g_strdup ("");
  g_atomic_ref_count_init (&self->references);
  return self;
}

CflOrderRow *
cfl_order_row_ref (CflOrderRow *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cfl_order_row_unref (CflOrderRow *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_free (self->order_reference);
  g_free (self->reference);
  g_free (self->number);
  g_free (self->supplier);
  g_free (self->currency);
  g_free (self->detail);
  g_free (self->vendor_name);
  g_free (self->quickbooks_id);
  g_free (self->error_message);
  g_clear_pointer (&self->held, cfl_held_document_unref);
  g_free (self);
}

CflCauseRow *
cfl_cause_row_new (void)
{
  CflCauseRow *self = g_new0 (CflCauseRow, 1);

  self->key = g_strdup ("");
  self->error_message = g_strdup ("");
  self->error_detail = g_strdup ("");
  self->reason_detail = g_strdup ("");
  self->supplier = g_strdup ("");
  self->order_reference = g_strdup ("");
  g_atomic_ref_count_init (&self->references);
  return self;
}

CflCauseRow *
cfl_cause_row_ref (CflCauseRow *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cfl_cause_row_unref (CflCauseRow *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_free (self->key);
  g_free (self->error_message);
  g_free (self->error_detail);
  g_free (self->reason_detail);
  g_free (self->supplier);
  g_free (self->order_reference);
  g_free (self);
}

CflContactRow *
cfl_contact_row_new (void)
{
  CflContactRow *self = g_new0 (CflContactRow, 1);

  self->currency = g_strdup ("");
  self->waiting_references = g_strdup ("");
  g_atomic_ref_count_init (&self->references);
  return self;
}

CflContactRow *
cfl_contact_row_ref (CflContactRow *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cfl_contact_row_unref (CflContactRow *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_pointer (&self->contact, cfl_contact_unref);
  g_clear_pointer (&self->vendor, cfl_vendor_unref);
  g_free (self->currency);
  g_free (self->waiting_references);
  g_free (self);
}

CflTicks *
cfl_ticks_new (gboolean all)
{
  CflTicks *self = g_new0 (CflTicks, 1);

  self->all = all;
  self->exceptions = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

CflTicks *
cfl_ticks_copy (const CflTicks *self)
{
  CflTicks *copy = g_new0 (CflTicks, 1);

  copy->all = self->all;
  copy->exceptions = g_array_copy (self->exceptions);
  return copy;
}

void
cfl_ticks_free (CflTicks *self)
{
  g_array_unref (self->exceptions);
  g_free (self);
}

/* Where @id stands among the exceptions, or where it would have to be inserted. */
static guint
find_exception (const CflTicks *self, gint64 id, gboolean *found)
{
  guint low = 0;
  guint high = self->exceptions->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->exceptions, gint64, middle) < id)
        low = middle + 1;
      else
        high = middle;
    }
  *found = low < self->exceptions->len && g_array_index (self->exceptions, gint64, low) == id;
  return low;
}

gboolean
cfl_ticks_contains (const CflTicks *self, gint64 id)
{
  gboolean is_exception;

  find_exception (self, id, &is_exception);
  return is_exception ? !self->all : self->all;
}

void
cfl_ticks_set (CflTicks *self, gint64 id, gboolean ticked)
{
  gboolean is_exception;
  gboolean should_be_exception = self->all ? !ticked : ticked;
  guint position = find_exception (self, id, &is_exception);

  if (should_be_exception && !is_exception)
    g_array_insert_val (self->exceptions, position, id);
  else if (!should_be_exception && is_exception)
    g_array_remove_index (self->exceptions, position);
}

void
cfl_order_details_free (CflOrderDetails *self)
{
  g_clear_pointer (&self->order, cfl_order_unref);
  g_clear_pointer (&self->row, cfl_order_row_unref);
  g_clear_pointer (&self->contact, cfl_contact_unref);
  g_clear_pointer (&self->vendor, cfl_vendor_unref);
  g_clear_pointer (&self->check, cfl_check_free);
  g_clear_pointer (&self->attempts, g_ptr_array_unref);
  g_free (self);
}
