/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "journal-support.h"

CflStore *
journal_open (const char *path, guint n)
{
  CflStore *store = support_open (path, NULL);
  g_autoptr (GPtrArray) orders = support_make_orders (1, n, "Aurora");

  support_set_up_company (store);
  support_save (store, orders);
  support_link (store, 1, "1");
  return store;
}

CflAttempt *
journal_begin (CflStore *store, gint64 order_id, CflDocumentKind kind, GError **error)
{
  g_autoptr (CflRun) run = cfl_run_new ();
  g_autoptr (GPtrArray) attempts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  CflAttempt *attempt = support_make_attempt (order_id, kind);

  run->kind = kind;
  g_ptr_array_add (attempts, cfl_attempt_ref (attempt));
  if (support_begin (store, run, attempts, error))
    return attempt;
  cfl_attempt_unref (attempt);
  return NULL;
}

CflAttempt *
journal_begin_deletion (CflStore *store, const CflAttempt *target, GError **error)
{
  g_autoptr (CflRun) run = cfl_run_new ();
  g_autoptr (GPtrArray) attempts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  g_autoptr (GBytes) request = g_bytes_new_static ("{}", 2);
  CflAttempt *attempt = cfl_attempt_new_for_deletion (target, request);

  run->kind = target->kind;
  run->operation = CFL_OPERATION_DELETE;
  g_ptr_array_add (attempts, cfl_attempt_ref (attempt));
  if (support_begin (store, run, attempts, error))
    return attempt;
  cfl_attempt_unref (attempt);
  return NULL;
}

CflAttempt *
journal_upload (CflStore *store, gint64 order_id, CflDocumentKind kind, const char *quickbooks_id)
{
  CflAttempt *attempt = journal_begin (store, order_id, kind, NULL);

  support_settle (store, attempt, CFL_ATTEMPT_SENDING, NULL);
  cfl_text_set (&attempt->quickbooks_id, quickbooks_id);
  cfl_text_set (&attempt->sync_token, "0");
  support_settle (store, attempt, CFL_ATTEMPT_UPLOADED, NULL);
  return attempt;
}

void
journal_assert_place (CflStore *store, gint64 id, CflList list, CflShow show)
{
  g_autoptr (CflListing) listing = cfl_listing_new (list);
  g_autoptr (GArray) ids = NULL;
  gboolean found = FALSE;

  listing->show = show;
  ids = support_list (store, listing);
  for (guint i = 0; i < ids->len; i++)
    found = found || g_array_index (ids, gint64, i) == id;
  g_assert_true (found);
}
