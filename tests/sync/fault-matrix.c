/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fault-matrix.h"

#include "cfl-json.h"
#include "cfl-text.h"
#include "cfl-uploader.h"

/* Of the practice company. */
#define VENDOR "56"
#define PAYABLE "33"
#define EXPENSE "80"
/* The first orders are billed, the others become purchase orders. */
#define N_BILLED 600
#define N_ORDERS 720

static PracticeFixture practice;
static CflStore *store;
static gint64 last_order[] = { 0, N_BILLED };

void
matrix_set_up (void)
{
  g_autofree char *path = support_make_path ();
  g_autoptr (GPtrArray) orders = support_make_orders (1, N_ORDERS, "Aurora");

  for (guint i = N_BILLED; i < N_ORDERS; i++)
    {
      CflOrder *order = g_ptr_array_index (orders, i);

      cfl_text_set (&order->supplier_invoice_number, "");
      order->invoice_date = CFL_DATE_UNSET;
      order->received_date = CFL_DATE_UNSET;
    }
  practice_fixture_start (
      &practice, (const char *const[]){ "--company=us", "--orders=5", "--no-limits", NULL });
  practice_fixture_sign_in (&practice);
  store = support_open (path, NULL);
  support_set_up_company (store);
  support_set (store, "quickbooks.purchase-orders", "yes");
  support_set (store, "send-purchase-orders", "yes");
  support_save (store, orders);
  support_link (store, 1, "1");
}

void
matrix_tear_down (void)
{
  support_close (store);
  practice_fixture_stop (&practice);
}

void
matrix_reset (void)
{
  json_node_unref (practice_fixture_control (&practice, "POST", "reset", NULL));
}

JsonNode *
matrix_control (const char *method, const char *name)
{
  return practice_fixture_control (&practice, method, name, NULL);
}

static CflAttempt *
make_attempt (gint64 order_id, CflDocumentKind kind, const char *number, const char *amount)
{
  g_autoptr (CflDocument) document = cfl_document_new (kind);
  g_autoptr (GBytes) request = NULL;

  document->order_id = order_id;
  cfl_text_set (&document->vendor_id, VENDOR);
  cfl_text_set (&document->vendor_name, "Aurora Textiles");
  cfl_text_set (&document->payable_account_id, PAYABLE);
  cfl_text_set (&document->number, number);
  cfl_text_set (&document->currency, "USD");
  cfl_date_parse (cfl_test_practice_get (practice.practice, "today"), &document->date);
  document->total = cfl_decimal_from_text (amount);
  cfl_document_add_line (document, g_strdup ("Towels"), cfl_decimal_from_text (amount), EXPENSE);
  request = cfl_quickbooks_encode_document (document);
  return cfl_attempt_new_for_document (document, number, request);
}

CflAttempt *
matrix_make_attempt (CflDocumentKind kind, const char *number, const char *amount)
{
  gint64 order_id = ++last_order[kind];

  g_assert_cmpint (order_id, <=, kind == CFL_DOCUMENT_KIND_BILL ? N_BILLED : N_ORDERS);
  return make_attempt (order_id, kind, number, amount);
}

void
matrix_begin (CflAttempt *attempt)
{
  g_autoptr (GPtrArray) attempts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  g_autoptr (CflRun) run = cfl_run_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (attempts, cfl_attempt_ref (attempt));
  support_begin (store, run, attempts, &error);
  g_assert_no_error (error);
}

/* A trouble that did not strike would prove nothing. */
static void
assert_struck (void)
{
  g_autoptr (JsonNode) answer = matrix_control ("GET", "faults");
  JsonArray *faults = cfl_json_get_array (cfl_json_node_get_object (answer), "faults");

  for (guint i = 0; i < cfl_json_array_get_length (faults); i++)
    {
      JsonObject *fault = cfl_json_array_get_object (faults, i);
      gint64 given = 0;

      g_test_message ("%s", cfl_json_get_text (fault, "fault"));
      g_assert_true (cfl_json_get_integer (fault, "given", &given));
      g_assert_cmpint (given, >, 0);
    }
}

/* What every start does first, too: whatever is open is sent or looked up, by a program that remembers
 * nothing but its journal. */
void
matrix_run (const char *const *faults)
{
  g_autoptr (CflUploader) uploader = NULL;
  g_autoptr (GPtrArray) open = support_open_attempts (store);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  practice_fixture_set_faults (&practice, faults);
  practice_fixture_forget (&practice);
  cfl_quickbooks_client_set_limits (practice.client, 10, 0, 0);
  uploader = cfl_uploader_new (store, practice.client);
  cfl_uploader_run_async (uploader, open, NULL, cfl_test_store_cb, &result);
  cfl_uploader_run_finish (uploader, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  assert_struck ();
}

CflAttempt *
matrix_read_journal (const CflAttempt *attempt)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CflOrderDetails) details = NULL;
  g_autoptr (GError) error = NULL;

  cfl_store_load_order_async (store, attempt->order_id, NULL, cfl_test_store_cb, &result);
  details = cfl_store_load_order_finish (store, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  return cfl_attempt_ref (g_ptr_array_index (details->attempts, 0));
}

guint
matrix_count_documents (CflDocumentKind kind, const char *number, char **id)
{
  g_autoptr (JsonNode) answer = practice_fixture_control (&practice, "GET", "ledger", NULL);
  JsonArray *documents = cfl_json_get_array (
      cfl_json_node_get_object (answer), kind == CFL_DOCUMENT_KIND_BILL ? "Bill" : "PurchaseOrder");
  guint found = 0;

  for (guint i = 0; i < cfl_json_array_get_length (documents); i++)
    {
      JsonObject *document = cfl_json_array_get_object (documents, i);

      if (g_strcmp0 (cfl_json_get_text (document, "DocNumber"), number) != 0)
        continue;
      found++;
      cfl_text_set (id, cfl_json_get_text (document, "Id"));
    }
  return found;
}

static void
assert_books (const CflAttempt *journal)
{
  g_autofree char *id = g_strdup ("");
  guint found = matrix_count_documents (journal->kind, journal->number, &id);

  if (journal->state == CFL_ATTEMPT_UPLOADED)
    {
      g_assert_cmpuint (found, ==, 1);
      g_assert_cmpstr (id, ==, journal->quickbooks_id);
    }
  else if (journal->state == CFL_ATTEMPT_UNKNOWN)
    g_assert_cmpuint (found, <=, 1);
  else
    g_assert_cmpuint (found, ==, 0);
}

static CflAttempt *
check (const CflAttempt *attempt, Outcome outcome)
{
  static const CflAttemptState states[] = {
    [DONE] = CFL_ATTEMPT_UPLOADED,
    [REFUSED] = CFL_ATTEMPT_FAILED,
    [OPEN] = CFL_ATTEMPT_UNKNOWN,
    [BACK] = CFL_ATTEMPT_CANCELLED,
  };
  g_autoptr (CflAttempt) journal = matrix_read_journal (attempt);
  g_autoptr (CflOrderRow) row = support_row (store, attempt->order_id);

  g_test_message ("state %d code %d: %s %s", journal->state, journal->error_code,
                  journal->error_message, journal->error_detail);
  g_assert_cmpint (journal->state, ==, states[outcome.end]);
  g_assert_cmpint (journal->error_code, ==, outcome.code);
  assert_books (journal);
  /* What went back is as if it had never been sent. */
  g_assert_cmpint (row->attempt_id != 0, ==, outcome.end != BACK);
  if (outcome.end == BACK)
    g_assert_cmpint (row->reason, ==, CFL_REASON_READY);
  return g_steal_pointer (&journal);
}

/* What was open is found out by itself, and what was refused or went back can be sent again. Nothing is
 * lost or doubled. */
void
matrix_go_through (const Column *column, const char *const *faults, Outcome outcome)
{
  g_autofree char *number = g_strdup_printf ("M-%" G_GINT64_FORMAT, last_order[column->kind] + 1);
  g_autoptr (CflAttempt) attempt = matrix_make_attempt (column->kind, number, "10.50");
  g_autoptr (CflAttempt) journal = NULL;
  g_autoptr (CflAttempt) again = NULL;
  g_autoptr (CflAttempt) end = NULL;
  g_autofree char *text = g_strjoinv (", ", (char **) faults);

  g_test_message ("%s: %s", column->name, text);
  if (column->expires_token)
    json_node_unref (practice_fixture_control (&practice, "POST", "expire-tokens", "{}"));
  matrix_begin (attempt);
  matrix_run (faults);
  journal = check (attempt, outcome);

  if (outcome.end == REFUSED || outcome.end == BACK)
    {
      again = make_attempt (attempt->order_id, column->kind, number, "10.50");
      matrix_begin (again);
    }
  matrix_run ((const char *const[]){ NULL });
  end = check (again != NULL ? again : attempt, (Outcome){ DONE, 0 });
}
