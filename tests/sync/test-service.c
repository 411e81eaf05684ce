/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The service with everything below it, against the practice program, over real HTTP, with a real
 * database and libsecret's file. */

#include "config.h"

#include "cfl-http-client.h"
#include "cfl-json.h"
#include "cfl-sync-service.h"
#include "cfl-test.h"
#include "cfl-upload-lock.h"

#include <signal.h>

typedef struct {
  CflCompanyEntry *entry;
  CflSyncService *service;
  GPtrArray *notices;
  guint runs_finished;
  guint seeded; /* bills that the practice company begins with */
} Fixture;

/* ---- calls, written straight ---- */

static void
notice_cb (CflSyncService *service, const char *sentence, Fixture *fixture)
{
  g_ptr_array_add (fixture->notices, g_strdup (sentence));
}

static void
run_finished_cb (CflSyncService *service, CflRun *run, Fixture *fixture)
{
  g_assert_nonnull (run);
  fixture->runs_finished++;
}

static void
open_service (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->service = cfl_sync_service_new (fixture->entry);
  g_signal_connect (fixture->service, "notice", G_CALLBACK (notice_cb), fixture);
  g_signal_connect (fixture->service, "run-finished", G_CALLBACK (run_finished_cb), fixture);
  cfl_sync_service_open_async (fixture->service, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  cfl_sync_service_open_finish (fixture->service, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (cfl_sync_service_get_state (fixture->service), ==, CFL_SYNC_STATE_IDLE);
}

static void
close_service (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cfl_sync_service_close_async (fixture->service, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  cfl_sync_service_close_finish (fixture->service, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_signal_handlers_disconnect_by_data (fixture->service, fixture);
  g_assert_finalize_object (fixture->service);
  fixture->service = NULL;
}

static void
pull (Fixture *fixture, guint *added, guint *changed)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cfl_sync_service_pull_async (fixture->service, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  cfl_sync_service_pull_finish (fixture->service, result, added, changed, &error);
  g_assert_no_error (error);
}

/* The first pull of a practice company signs in and writes keys. Named in tests/lsan.supp: libsecret
 * loses a few bytes for each key that it writes to its file. */
static void
pull_and_sign_in (Fixture *fixture, guint *added, guint *changed)
{
  pull (fixture, added, changed);
}

static void
refresh (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cfl_sync_service_refresh_async (fixture->service, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  cfl_sync_service_refresh_finish (fixture->service, result, &error);
  g_assert_no_error (error);
}

static void
link_exact (Fixture *fixture)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  cfl_sync_service_list_exact_matches_async (fixture->service, NULL, cfl_test_store_cb, &listed);
  cfl_test_wait (&listed);
  rows = cfl_sync_service_list_exact_matches_finish (fixture->service, listed, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const CflContactRow *row = rows->pdata[i];
      g_autoptr (GAsyncResult) result = NULL;

      cfl_sync_service_link_async (fixture->service, row->contact->id, row->vendor->id, NULL,
                                   cfl_test_store_cb, &result);
      cfl_test_wait (&result);
      cfl_sync_service_link_finish (fixture->service, result, &error);
      g_assert_no_error (error);
    }
}

static GArray *
list_ready (Fixture *fixture)
{
  g_autoptr (CflListing) listing = cfl_listing_new (CFL_LIST_INVOICES);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *ids;

  listing->show = CFL_SHOW_READY;
  cfl_sync_service_list_ids_async (fixture->service, listing, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  ids = cfl_sync_service_list_ids_finish (fixture->service, result, &error);
  g_assert_no_error (error);
  return ids;
}

static CflCounts *
count (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CflCounts *counts;

  cfl_sync_service_count_async (fixture->service, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  counts = cfl_sync_service_count_finish (fixture->service, result, &error);
  g_assert_no_error (error);
  return counts;
}

static void
begin_upload (
    Fixture *fixture, GArray *ids, guint n_ids, GCancellable *cancellable, GAsyncResult **result)
{
  g_assert_cmpuint (n_ids, <=, ids->len);
  cfl_sync_service_upload_orders_async (fixture->service, CFL_DOCUMENT_KIND_BILL,
                                        (const gint64 *) (gpointer) ids->data, n_ids, cancellable,
                                        cfl_test_store_cb, result);
}

static CflRun *
upload (Fixture *fixture, GArray *ids, guint n_ids, GPtrArray **attempts, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  begin_upload (fixture, ids, n_ids, NULL, &result);
  cfl_test_wait (&result);
  return cfl_sync_service_upload_finish (fixture->service, result, attempts, error);
}

/* ---- the practice server's own door ---- */

static JsonNode *
control (Fixture *fixture, const char *method, const char *name, const char *body)
{
  g_autofree char *folder = cfl_company_entry_get_folder (fixture->entry);
  g_autofree char *path = g_build_filename (folder, "practice.json.address", NULL);
  g_autofree char *text = NULL;
  g_autofree char *address = NULL;
  g_autoptr (JsonNode) about = NULL;
  g_autoptr (CflHttpClient) client = cfl_http_client_new ("test");
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (CflHttpResponse) response = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *answer;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  about = cfl_json_parse_text (text, CFL_JSON_EXACT_NAMES, &error);
  g_assert_no_error (error);
  address = g_strdup_printf (
      "%s/practice/%s", cfl_json_get_text (json_node_get_object (about), "quickbooks_url"), name);
  request = cfl_http_request_new (method, address);
  cfl_http_request_set_header (request, "X-Practice-Token",
                               cfl_json_get_text (json_node_get_object (about), "control_token"));
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      cfl_http_request_set_body (request, bytes, "application/json");
    }
  cfl_http_client_send_async (client, request, NULL, NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  response = cfl_http_client_send_finish (client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cfl_http_response_get_status (response), ==, 200);
  answer = cfl_json_parse (cfl_http_response_get_body (response), CFL_JSON_EXACT_NAMES, &error);
  g_assert_no_error (error);
  return answer;
}

static void
set_faults (Fixture *fixture, const char *fault)
{
  g_autofree char *body = fault == NULL ? g_strdup ("{\"faults\":[]}")
                                        : g_strdup_printf ("{\"faults\":[\"%s\"]}", fault);
  g_autoptr (JsonNode) answer = control (fixture, "PUT", "faults", body);

  g_assert_nonnull (answer);
}

static void
assert_limits_kept (Fixture *fixture)
{
  g_autoptr (JsonNode) answer = control (fixture, "GET", "calls", NULL);
  JsonObject *quickbooks = cfl_json_get_object (json_node_get_object (answer), "quickbooks");
  gint64 beyond = -1;
  gint64 odd = -1;

  g_assert_true (cfl_json_get_integer (quickbooks, "beyond_limits", &beyond));
  g_assert_cmpint (beyond, ==, 0);
  g_assert_true (cfl_json_get_integer (json_node_get_object (answer), "odd_amounts", &odd));
  g_assert_cmpint (odd, ==, 0);
}

/* The books hold each uploaded document exactly once, to the cent, and nothing else. */
static void
assert_books (Fixture *fixture, GPtrArray *attempts, guint others)
{
  g_autoptr (JsonNode) answer = control (fixture, "GET", "ledger", NULL);
  JsonArray *bills = cfl_json_get_array (json_node_get_object (answer), "Bill");
  guint uploaded = 0;

  for (guint i = 0; i < attempts->len; i++)
    {
      const CflAttempt *attempt = attempts->pdata[i];
      guint found = 0;

      if (attempt->state != CFL_ATTEMPT_UPLOADED)
        continue;
      uploaded++;
      for (guint j = 0; j < cfl_json_array_get_length (bills); j++)
        {
          JsonObject *bill = cfl_json_array_get_object (bills, j);
          CflDecimal total = { 0 };

          if (g_strcmp0 (cfl_json_get_text (bill, "DocNumber"), attempt->number) != 0)
            continue;
          found++;
          g_assert_cmpstr (cfl_json_get_text (bill, "Id"), ==, attempt->quickbooks_id);
          g_assert_true (cfl_json_get_decimal (bill, "TotalAmt", &total));
          g_assert_true (cfl_decimal_equal (total, attempt->total));
        }
      g_assert_cmpuint (found, ==, 1);
    }
  g_assert_cmpuint (cfl_json_array_get_length (bills), ==, fixture->seeded + uploaded + others);
}

/* ---- set up ---- */

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) ledger = NULL;
  g_autoptr (GError) error = NULL;

  fixture->notices = g_ptr_array_new_with_free_func (g_free);
  cfl_companies_open_practice_async (NULL, cfl_test_store_cb, &result);
  cfl_test_wait (&result);
  fixture->entry = cfl_companies_open_practice_finish (result, &error);
  g_assert_no_error (error);
  open_service (fixture);
  ledger = control (fixture, "GET", "ledger", NULL);
  fixture->seeded =
      cfl_json_array_get_length (cfl_json_get_array (json_node_get_object (ledger), "Bill"));
}

static void
fixture_set_up_ready (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, data);
  pull_and_sign_in (fixture, NULL, NULL);
  refresh (fixture);
  link_exact (fixture);
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Until the kernel has closed its sockets and its parent has taken note. */
static void
kill_and_wait (pid_t pid)
{
  guint tick = g_timeout_add (10, tick_cb, NULL);

  kill (pid, SIGKILL);
  while (kill (pid, 0) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
}

static void
end_practice_server (Fixture *fixture)
{
  g_autoptr (JsonNode) ignored = control (fixture, "GET", "calls", NULL);
  g_autofree char *folder = cfl_company_entry_get_folder (fixture->entry);
  g_autofree char *needle = g_strconcat ("--state=", folder, NULL);
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, NULL);
  const char *name;

  /* Its folder stands among its arguments, so no other server is meant. */
  while (processes != NULL && (name = g_dir_read_name (processes)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc", name, "cmdline", NULL);
      g_autofree char *line = NULL;
      gsize length = 0;

      if (!g_ascii_isdigit (name[0]) || !g_file_get_contents (path, &line, &length, NULL))
        continue;
      if (g_strstr_len (line, (gssize) length, "counterfoil-practice") != NULL &&
          memmem (line, length, needle, strlen (needle)) != NULL)
        kill_and_wait ((pid_t) g_ascii_strtoll (name, NULL, 10));
    }
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->service != NULL)
    {
      end_practice_server (fixture);
      close_service (fixture);
    }
  g_clear_pointer (&fixture->entry, cfl_company_entry_unref);
  g_ptr_array_unref (fixture->notices);
}

/* ---- tests ---- */

static void
test_main_job (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (CflRun) run = NULL;
  g_autofree CflCounts *before = NULL;
  g_autofree CflCounts *after = NULL;
  g_autoptr (GError) error = NULL;
  guint added = 0;
  guint changed = 0;

  /* Pulling and refreshing connect a practice company by themselves. */
  pull_and_sign_in (fixture, &added, &changed);
  g_assert_cmpuint (added, >, 300);
  g_assert_cmpuint (changed, ==, 0);
  refresh (fixture);
  g_assert_cmpstr (cfl_sync_service_get_company (fixture->service)->home_currency, ==, "USD");
  link_exact (fixture);
  /* What is known already is not new. */
  pull (fixture, &added, &changed);
  g_assert_cmpuint (added, ==, 0);

  before = count (fixture);
  ids = list_ready (fixture);
  g_assert_cmpuint (before->shows[CFL_LIST_INVOICES][CFL_SHOW_READY], ==, ids->len);
  g_assert_cmpuint (ids->len, >, 300);
  run = upload (fixture, ids, 25, &attempts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run->uploaded, ==, 25);
  g_assert_cmpuint (run->failed + run->unknown + run->cancelled, ==, 0);
  g_assert_cmpuint (attempts->len, ==, 25);
  g_assert_cmpuint (fixture->runs_finished, ==, 1);
  assert_books (fixture, attempts, 0);
  assert_limits_kept (fixture);

  after = count (fixture);
  g_assert_cmpuint (after->lists[CFL_LIST_UPLOADED], ==, 25);
  g_assert_cmpuint (after->open_attempts, ==, 0);
  g_assert_cmpuint (after->lists[CFL_LIST_INVOICES], ==, before->lists[CFL_LIST_INVOICES] - 25);
}

/* Some batches break off in their middle, and of others the answers are lost. */
static void
test_lost_batches (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = list_ready (fixture);
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (CflRun) run = NULL;
  g_autoptr (GError) error = NULL;

  set_faults (fixture, "cut-in-batch:batch:every=4\",\"cut-after-commit:batch:every=5");
  run = upload (fixture, ids, 60, &attempts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run->uploaded, ==, 60);
  assert_books (fixture, attempts, 0);
}

/* Every third answer is lost after the bill was made. */
static void
test_lost_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = list_ready (fixture);
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (CflRun) run = NULL;
  g_autoptr (GError) error = NULL;

  set_faults (fixture, "cut-after-commit:bill:every=3");
  run = upload (fixture, ids, 9, &attempts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run->uploaded, ==, 9);
  assert_books (fixture, attempts, 0);
}

/* An answer from somebody else says nothing: the document is proven absent, sent once more, and
 * then stays unknown until the next upload resolves it first. */
static void
test_unknown_is_resolved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = list_ready (fixture);
  g_autoptr (GArray) rest = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (GPtrArray) later = NULL;
  g_autoptr (CflRun) run = NULL;
  g_autoptr (CflRun) second = NULL;
  g_autofree CflCounts *counts = NULL;
  g_autofree CflCounts *end = NULL;
  g_autoptr (GError) error = NULL;

  set_faults (fixture, "html:bill");
  run = upload (fixture, ids, 1, &attempts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run->unknown, ==, 1);
  counts = count (fixture);
  g_assert_cmpuint (counts->open_attempts, ==, 1);
  assert_books (fixture, attempts, 0);

  set_faults (fixture, NULL);
  rest = list_ready (fixture);
  second = upload (fixture, rest, 1, &later, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->uploaded, ==, 1);
  assert_books (fixture, later, 1);
  end = count (fixture);
  g_assert_cmpuint (end->open_attempts, ==, 0);
  g_assert_cmpuint (end->lists[CFL_LIST_UPLOADED], ==, 2);
}

/* What is refused fails with its reason, alone. */
static void
test_refusal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = list_ready (fixture);
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (CflRun) run = NULL;
  g_autofree CflCounts *counts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer =
      control (fixture, "POST", "set", "{\"closing_date\":\"2999-12-31\"}");

  run = upload (fixture, ids, 3, &attempts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run->failed, ==, 3);
  for (guint i = 0; i < attempts->len; i++)
    {
      const CflAttempt *attempt = attempts->pdata[i];

      g_assert_true (attempt->error_code == 6200 || attempt->error_code == 6210);
    }
  counts = count (fixture);
  g_assert_cmpuint (counts->lists[CFL_LIST_INVOICE_ERRORS], ==, 3);
  g_assert_cmpuint (counts->open_attempts, ==, 0);
  assert_books (fixture, attempts, 0);
}

/* Named orders that cannot go are told, and leave no trace. */
static void
test_not_eligible (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflListing) listing = cfl_listing_new (CFL_LIST_INVOICES);
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (CflRun) run = NULL;
  g_autofree CflCounts *counts = NULL;
  g_autoptr (GError) error = NULL;

  listing->show = CFL_SHOW_ATTENTION;
  cfl_sync_service_list_ids_async (fixture->service, listing, NULL, cfl_test_store_cb, &listed);
  cfl_test_wait (&listed);
  ids = cfl_sync_service_list_ids_finish (fixture->service, listed, &error);
  g_assert_no_error (error);
  run = upload (fixture, ids, 2, &attempts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run->failed, ==, 2);
  g_assert_cmpint (((CflAttempt *) attempts->pdata[0])->error_code, ==, CFL_FAILURE_NOT_ELIGIBLE);
  g_assert_cmpstr (((CflAttempt *) attempts->pdata[0])->error_message, !=, "");
  g_assert_cmpstr (((CflAttempt *) attempts->pdata[0])->order_reference, !=, "");
  counts = count (fixture);
  g_assert_cmpuint (counts->lists[CFL_LIST_INVOICE_ERRORS], ==, 0);
}

static void
cancel_when_some_are_done_cb (CflSyncService *service, GCancellable *cancellable)
{
  if (cfl_sync_service_get_progress (service)->uploaded >= 3)
    g_cancellable_cancel (cancellable);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = list_ready (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (CflRun) run = NULL;
  g_autofree CflCounts *counts = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (fixture->service, "progress", G_CALLBACK (cancel_when_some_are_done_cb),
                    cancellable);
  begin_upload (fixture, ids, ids->len, cancellable, &result);
  cfl_test_wait (&result);
  run = cfl_sync_service_upload_finish (fixture->service, result, &attempts, &error);
  g_signal_handlers_disconnect_by_data (fixture->service, cancellable);
  g_assert_no_error (error);
  g_assert_cmpuint (run->uploaded, >=, 3);
  g_assert_cmpuint (run->cancelled, >, 0);
  /* The two whose numbers are taken may have been on their way. */
  g_assert_cmpuint (run->failed, <=, 2);
  g_assert_cmpuint (run->uploaded + run->failed + run->cancelled, ==, ids->len);
  assert_books (fixture, attempts, 0);
  counts = count (fixture);
  g_assert_cmpuint (counts->open_attempts, ==, 0);
  g_assert_cmpuint (counts->shows[CFL_LIST_INVOICES][CFL_SHOW_READY], ==, run->cancelled);
}

static void
close_when_some_are_done_cb (CflSyncService *service, GAsyncResult **closed)
{
  if (cfl_sync_service_get_progress (service)->uploaded < 3)
    return;
  g_signal_handlers_disconnect_by_func (service, close_when_some_are_done_cb, closed);
  cfl_sync_service_close_async (service, cfl_test_store_cb, closed);
}

/* Closing settles what is on its way and loses nothing. */
static void
test_close_during_upload (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = list_ready (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (CflRun) run = NULL;
  g_autofree CflCounts *counts = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (fixture->service, "progress", G_CALLBACK (close_when_some_are_done_cb),
                    &closed);
  begin_upload (fixture, ids, ids->len, NULL, &result);
  cfl_test_wait (&closed);
  cfl_sync_service_close_finish (fixture->service, closed, &error);
  g_assert_no_error (error);
  g_assert_nonnull (result);
  run = cfl_sync_service_upload_finish (fixture->service, result, &attempts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run->uploaded, >=, 3);
  g_clear_object (&result);
  g_clear_object (&closed);
  g_signal_handlers_disconnect_by_data (fixture->service, fixture);
  g_clear_object (&fixture->service);

  open_service (fixture);
  counts = count (fixture);
  g_assert_cmpuint (counts->open_attempts, ==, 0);
  g_assert_cmpuint (counts->lists[CFL_LIST_UPLOADED], ==, run->uploaded);
  assert_books (fixture, attempts, 0);
}

static void
test_pause (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = list_ready (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CflRun) run = NULL;
  g_autoptr (GError) error = NULL;

  begin_upload (fixture, ids, 20, NULL, &result);
  while (cfl_sync_service_get_progress (fixture->service)->in_flight == 0)
    g_main_context_iteration (NULL, TRUE);
  cfl_sync_service_pause (fixture->service);
  g_assert_cmpint (cfl_sync_service_get_state (fixture->service), ==, CFL_SYNC_STATE_PAUSED);
  /* What is on its way ends; nothing new starts. */
  while (cfl_sync_service_get_progress (fixture->service)->in_flight > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (result);
  cfl_sync_service_resume (fixture->service);
  cfl_test_wait (&result);
  run = cfl_sync_service_upload_finish (fixture->service, result, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run->uploaded, ==, 20);
}

static void
test_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = list_ready (fixture);
  g_autofree char *folder = cfl_company_entry_get_folder (fixture->entry);
  g_autoptr (GError) error = NULL;
  CflUploadLock *lock = cfl_upload_lock_take (folder, &error);
  gboolean busy = FALSE;

  g_assert_no_error (error);
  g_assert_null (upload (fixture, ids, 1, NULL, &error));
  g_assert_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_BUSY);
  g_object_get (fixture->service, "busy", &busy, NULL);
  g_assert_true (busy);
  cfl_upload_lock_release (lock);
}

static void
test_sign_in_lapsed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = list_ready (fixture);
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (CflRun) run = NULL;
  g_autofree CflCounts *counts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer =
      control (fixture, "POST", "expire-tokens", "{\"refresh_tokens\":true}");
  int connection;

  run = upload (fixture, ids, 30, &attempts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run->cancelled, ==, 30);
  g_assert_cmpuint (fixture->notices->len, >, 0);
  g_object_get (fixture->service, "quickbooks-connection", &connection, NULL);
  g_assert_cmpint (connection, ==, CFL_CONNECTION_SIGN_IN);
  counts = count (fixture);
  g_assert_cmpuint (counts->lists[CFL_LIST_INVOICE_ERRORS], ==, 0);
  assert_books (fixture, attempts, 0);

  /* Who comes later sees it, too. */
  close_service (fixture);
  open_service (fixture);
  g_object_get (fixture->service, "quickbooks-connection", &connection, NULL);
  g_assert_cmpint (connection, ==, CFL_CONNECTION_SIGN_IN);
}

/* A server that is gone is started again; its books are as they were. */
static void
test_server_restarts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = list_ready (fixture);
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (CflRun) run = NULL;
  g_autoptr (GError) error = NULL;

  end_practice_server (fixture);
  run = upload (fixture, ids, 2, &attempts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run->uploaded, ==, 2);
  assert_books (fixture, attempts, 0);
}

static void
test_create_vendor (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  guint created = 0;

  cfl_sync_service_list_contacts_async (fixture->service, NULL, NULL, cfl_test_store_cb, &listed);
  cfl_test_wait (&listed);
  rows = cfl_sync_service_list_contacts_finish (fixture->service, listed, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const CflContactRow *row = rows->pdata[i];
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) refusal = NULL;

      if (row->contact->vendor_id[0] != '\0' || row->waiting == 0)
        continue;
      cfl_sync_service_create_vendor_async (fixture->service, row->contact->id, NULL, NULL,
                                            cfl_test_store_cb, &result);
      cfl_test_wait (&result);
      if (cfl_sync_service_create_vendor_finish (fixture->service, result, &refusal))
        created++;
      else
        g_assert_error (refusal, CFL_SYNC_ERROR, CFL_SYNC_ERROR_NAME_TAKEN);
    }
  g_assert_cmpuint (created, >, 0);
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *key;
    const char *value;
    const char *kept; /* NULL: refused */
  } cases[] = {
    { "past-months", "12", "12" },
    { "past-months", "-1", NULL },
    { "past-months", "many", NULL },
    { "send-purchase-orders", "YES", "yes" },
    { "send-purchase-orders", "maybe", NULL },
    { "time-zone", "Australia/Sydney", "Australia/Sydney" },
    { "time-zone", "Sydney", NULL },
    { "account.freight", "no such account", NULL },
    { "quickbooks.realm", "1", NULL },
    { "nonsense", "1", NULL },
    { "account-code.", "1", NULL },
    { "account-code.77", "no such account", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) settings = NULL;
      g_autoptr (GError) error = NULL;

      cfl_sync_service_set_setting_async (fixture->service, cases[i].key, cases[i].value, NULL,
                                          cfl_test_store_cb, &result);
      cfl_test_wait (&result);
      cfl_sync_service_set_setting_finish (fixture->service, result, &error);
      if (cases[i].kept == NULL)
        {
          g_assert_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE);
          continue;
        }
      g_assert_no_error (error);
      settings = cfl_sync_service_list_settings (fixture->service);
      for (guint j = 0; j < settings->len; j++)
        {
          const CflSetting *setting = settings->pdata[j];

          if (g_str_equal (setting->key, cases[i].key))
            g_assert_cmpstr (setting->value, ==, cases[i].kept);
        }
    }
}

static gboolean
set_setting (Fixture *fixture, const char *key, const char *value, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_sync_service_set_setting_async (fixture->service, key, value, NULL, cfl_test_store_cb,
                                      &result);
  cfl_test_wait (&result);
  return cfl_sync_service_set_setting_finish (fixture->service, result, error);
}

static const CflAccount *
find_account_of_type (Fixture *fixture, const char *type)
{
  const CflCompany *company = cfl_sync_service_get_company (fixture->service);

  for (guint i = 0; i < company->accounts->len; i++)
    {
      const CflAccount *account = company->accounts->pdata[i];

      if (account->active && g_str_equal (account->type, type))
        return account;
    }
  g_assert_not_reached ();
}

/* An account is taken by its id or name, and only where QuickBooks would take it. */
static void
test_accounts (Fixture *fixture, gconstpointer data)
{
  static const char *const code = "account-code.Freight & Cartage";
  g_autofree char *bank = g_strdup (find_account_of_type (fixture, "Bank")->id);
  g_autofree char *cost = g_strdup (find_account_of_type (fixture, "Cost of Goods Sold")->id);
  g_autofree char *name = g_strdup (find_account_of_type (fixture, "Cost of Goods Sold")->name);
  const char *const refused[][2] = { { "account.expense", bank },
                                     { "account.payable", cost },
                                     { "account-code.77", bank } };
  g_autoptr (GPtrArray) settings = NULL;
  g_autoptr (GError) error = NULL;
  const CflSetting *last;

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) refusal = NULL;

      g_assert_false (set_setting (fixture, refused[i][0], refused[i][1], &refusal));
      g_assert_error (refusal, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE);
    }
  set_setting (fixture, "account.freight", cost, &error);
  g_assert_no_error (error);
  set_setting (fixture, code, name, &error);
  g_assert_no_error (error);
  settings = cfl_sync_service_list_settings (fixture->service);
  last = settings->pdata[settings->len - 1];
  g_assert_cmpstr (last->key, ==, code);
  g_assert_cmpstr (last->value, ==, cost);
  g_assert_cmpstr (cfl_company_find_account_by_code (
                       cfl_sync_service_get_company (fixture->service), "Freight & Cartage")
                       ->id,
                   ==, cost);
  set_setting (fixture, code, "", &error);
  g_assert_no_error (error);
}

/* No secret leaves through the activity log. */
static void
test_activity (Fixture *fixture, gconstpointer data)
{
  g_autofree char *activity = NULL;

  pull_and_sign_in (fixture, NULL, NULL);
  refresh (fixture);
  activity = cfl_sync_service_get_activity (fixture->service);
  g_assert_cmpstr (activity, !=, "");
  g_assert_null (strstr (activity, "practice0counterfoil0client0secret"));
  g_assert_null (strstr (activity, "practice0cin7key"));
  g_assert_null (strstr (activity, "code="));
  g_assert_null (strstr (activity, "Bearer"));
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("counterfoil-keyring-XXXXXX", NULL);
  g_autofree char *keyring = g_build_filename (folder, "keyring", NULL);
  g_autofree char *program = g_build_filename (g_getenv ("CFL_BUILD_ROOT"), "src", "practice",
                                               "counterfoil-practice", NULL);
  const struct {
    const char *path;
    void (*set_up) (Fixture *fixture, gconstpointer data);
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/sync/service/main-job", fixture_set_up, test_main_job },
    { "/sync/service/lost-answers", fixture_set_up_ready, test_lost_answers },
    { "/sync/service/lost-batches", fixture_set_up_ready, test_lost_batches },
    { "/sync/service/unknown-is-resolved", fixture_set_up_ready, test_unknown_is_resolved },
    { "/sync/service/refusal", fixture_set_up_ready, test_refusal },
    { "/sync/service/not-eligible", fixture_set_up_ready, test_not_eligible },
    { "/sync/service/cancel", fixture_set_up_ready, test_cancel },
    { "/sync/service/close-during-upload", fixture_set_up_ready, test_close_during_upload },
    { "/sync/service/pause", fixture_set_up_ready, test_pause },
    { "/sync/service/busy", fixture_set_up_ready, test_busy },
    { "/sync/service/sign-in-lapsed", fixture_set_up_ready, test_sign_in_lapsed },
    { "/sync/service/server-restarts", fixture_set_up_ready, test_server_restarts },
    { "/sync/service/create-vendor", fixture_set_up_ready, test_create_vendor },
    { "/sync/service/settings", fixture_set_up, test_settings },
    { "/sync/service/accounts", fixture_set_up_ready, test_accounts },
    { "/sync/service/activity", fixture_set_up, test_activity },
  };

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "practice", TRUE);
  g_setenv ("COUNTERFOIL_PRACTICE_PROGRAM", program, FALSE);
  cfl_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, tests[i].set_up, tests[i].test, fixture_tear_down);
  return g_test_run ();
}
