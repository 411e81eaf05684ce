/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-text.h"
#include "practice-fixture.h"

#include <string.h>

typedef PracticeFixture Fixture;

static GPtrArray *
list_vendors (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *vendors;

  cfl_quickbooks_client_list_vendors_async (fixture->client, NULL, cfl_test_store_cb, &result);
  vendors =
      cfl_quickbooks_client_list_vendors_finish (fixture->client, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  return vendors;
}

static GPtrArray *
list_accounts (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *accounts;

  cfl_quickbooks_client_list_accounts_async (fixture->client, NULL, cfl_test_store_cb, &result);
  accounts =
      cfl_quickbooks_client_list_accounts_finish (fixture->client, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  return accounts;
}

static CflCompany *
read_company (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CflCompany *company;

  cfl_quickbooks_client_read_company_async (fixture->client, NULL, cfl_test_store_cb, &result);
  company =
      cfl_quickbooks_client_read_company_finish (fixture->client, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  return company;
}

/* What every document of the test needs to know of the company. */
typedef struct {
  char *vendor;
  char *payable;
  char *expense;
  char *currency;
} Books;

static void
read_books (Fixture *fixture, Books *books)
{
  g_autoptr (CflCompany) company = read_company (fixture);
  g_autoptr (GPtrArray) vendors = list_vendors (fixture);
  g_autoptr (GPtrArray) accounts = list_accounts (fixture);

  g_assert_cmpstr (company->name, ==, cfl_test_practice_get (fixture->practice, "company"));
  g_assert_cmpstr (company->country, ==, "US");
  books->currency = g_strdup (company->home_currency);
  for (guint i = 0; i < vendors->len && books->vendor == NULL; i++)
    {
      CflVendor *vendor = g_ptr_array_index (vendors, i);

      if (vendor->active &&
          (*vendor->currency == '\0' || g_str_equal (vendor->currency, company->home_currency)))
        books->vendor = g_strdup (vendor->id);
    }
  for (guint i = 0; i < accounts->len; i++)
    {
      CflAccount *account = g_ptr_array_index (accounts, i);

      if (account->active && books->payable == NULL && cfl_account_is_payable (account))
        books->payable = g_strdup (account->id);
      if (account->active && books->expense == NULL && g_str_equal (account->type, "Expense"))
        books->expense = g_strdup (account->id);
    }
  g_assert_nonnull (books->vendor);
  g_assert_nonnull (books->payable);
  g_assert_nonnull (books->expense);
}

static void
books_clear (Books *books)
{
  g_free (books->vendor);
  g_free (books->payable);
  g_free (books->expense);
  g_free (books->currency);
}

static CflAttempt *
make_attempt (Fixture *fixture, const Books *books, const char *number, const char *amount)
{
  g_autoptr (CflDocument) document = cfl_document_new (CFL_DOCUMENT_KIND_BILL);
  g_autoptr (GBytes) request = NULL;

  cfl_text_set (&document->vendor_id, books->vendor);
  cfl_text_set (&document->payable_account_id, books->payable);
  cfl_text_set (&document->number, number);
  cfl_text_set (&document->currency, books->currency);
  cfl_date_parse (cfl_test_practice_get (fixture->practice, "today"), &document->date);
  document->total =
      cfl_decimal_add (cfl_decimal_from_text (amount), cfl_decimal_from_text ("0.10"));
  cfl_document_add_line (document, g_strdup ("Towels"), cfl_decimal_from_text (amount),
                         books->expense);
  cfl_document_add_line (document, g_strdup ("Freight"), cfl_decimal_from_text ("0.10"),
                         books->expense);
  request = cfl_quickbooks_encode_document (document);
  return cfl_attempt_new_for_document (document, number, request);
}

static CflAttempt *
send_attempt (Fixture *fixture, const CflAttempt *attempt)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CflAttempt *verdict;

  cfl_quickbooks_client_send_async (fixture->client, attempt, NULL, cfl_test_store_cb, &result);
  verdict = cfl_quickbooks_client_send_finish (fixture->client, cfl_test_wait (&result), &error);
  g_assert_no_error (error);
  g_test_message ("%d %d %s %s", verdict->state, verdict->error_code, verdict->error_message,
                  verdict->error_detail);
  return verdict;
}

/* The lines of a body, each with a link to a line of a purchase order. */
static char *
link_lines (GBytes *body, const char *order_id, const char *const *line_ids)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_auto (GStrv) parts = g_strsplit (text, "\"Amount\":", -1);
  GString *linked = g_string_new (parts[0]);

  for (guint i = 1; parts[i] != NULL; i++)
    g_string_append_printf (linked,
                            "\"LinkedTxn\":[{\"TxnId\":\"%s\",\"TxnType\":\"PurchaseOrder\","
                            "\"TxnLineId\":\"%s\"}],\"Amount\":%s",
                            order_id, line_ids[i - 1], parts[i]);
  return g_string_free (linked, FALSE);
}

static void
test_round_trip (void)
{
  Fixture fixture = { 0 };
  Books books = { 0 };
  g_autoptr (CflAttempt) attempt = NULL;
  g_autoptr (CflAttempt) other = NULL;
  g_autoptr (CflAttempt) first = NULL;
  g_autoptr (CflAttempt) replayed = NULL;
  g_autoptr (CflAttempt) adopted = NULL;
  g_autoptr (CflAttempt) taken = NULL;

  practice_fixture_start (&fixture, (const char *const[]){ "--company=us", "--orders=5", NULL });
  practice_fixture_sign_in (&fixture);
  read_books (&fixture, &books);

  attempt = make_attempt (&fixture, &books, "ROUND-1", "1919.99");
  first = send_attempt (&fixture, attempt);
  g_assert_cmpint (first->state, ==, CFL_ATTEMPT_UPLOADED);
  g_assert_cmpstr (first->intuit_tid, !=, "");

  /* The same request again gives the same bill; a new one finds it by its number. */
  replayed = send_attempt (&fixture, attempt);
  g_assert_cmpint (replayed->state, ==, CFL_ATTEMPT_UPLOADED);
  g_assert_cmpstr (replayed->quickbooks_id, ==, first->quickbooks_id);
  cfl_text_set (&attempt->request_id, "another-id");
  adopted = send_attempt (&fixture, attempt);
  g_assert_cmpint (adopted->state, ==, CFL_ATTEMPT_UPLOADED);
  g_assert_cmpstr (adopted->quickbooks_id, ==, first->quickbooks_id);

  /* The same number over another amount belongs to somebody else. */
  other = make_attempt (&fixture, &books, "ROUND-1", "7");
  taken = send_attempt (&fixture, other);
  g_assert_cmpint (taken->state, ==, CFL_ATTEMPT_FAILED);
  g_assert_cmpint (taken->error_code, ==, 6140);
  g_assert_nonnull (strstr (taken->error_detail, first->quickbooks_id));

  books_clear (&books);
  practice_fixture_stop (&fixture);
}

/* A bill over two lines, each linked to a line of a purchase order: one that is there, and one that is
 * not, which QuickBooks leaves out without a word. */
static void
test_dropped_link (void)
{
  Fixture fixture = { 0 };
  Books books = { 0 };
  g_autoptr (CflAttempt) order = NULL;
  g_autoptr (CflAttempt) ordered = NULL;
  g_autoptr (CflAttempt) bill = NULL;
  g_autoptr (CflAttempt) billed = NULL;
  g_autofree char *body = NULL;

  practice_fixture_start (
      &fixture, (const char *const[]){ "--company=us", "--orders=5", "--no-limits", NULL });
  practice_fixture_sign_in (&fixture);
  read_books (&fixture, &books);
  order = make_attempt (&fixture, &books, "ORDERED-1", "5");
  order->kind = CFL_DOCUMENT_KIND_PURCHASE_ORDER;
  ordered = send_attempt (&fixture, order);
  g_assert_cmpint (ordered->state, ==, CFL_ATTEMPT_UPLOADED);

  bill = make_attempt (&fixture, &books, "BILLED-1", "5");
  body = link_lines (bill->request, ordered->quickbooks_id, (const char *const[]){ "1", "99" });
  g_bytes_unref (bill->request);
  bill->request = g_bytes_new (body, strlen (body));
  billed = send_attempt (&fixture, bill);
  g_assert_cmpint (billed->state, ==, CFL_ATTEMPT_UPLOADED);
  g_assert_cmpint (billed->error_code, ==, CFL_FAILURE_LINK_DROPPED);
  g_assert_cmpstr (billed->error_detail, ==,
                   "1 of 2 links to lines of a purchase order are missing.");

  books_clear (&books);
  practice_fixture_stop (&fixture);
}

/* Every second bill is made, but its answer is lost. */
static void
test_lost_answers (void)
{
  Fixture fixture = { 0 };
  Books books = { 0 };

  practice_fixture_start (&fixture,
                          (const char *const[]){ "--company=us", "--orders=5", "--no-limits",
                                                 "--fault=cut-after-commit:bill:every=2", NULL });
  practice_fixture_sign_in (&fixture);
  read_books (&fixture, &books);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *number = g_strdup_printf ("LOST-%u", i);
      g_autoptr (CflAttempt) attempt = make_attempt (&fixture, &books, number, "10.05");
      g_autoptr (CflAttempt) verdict = send_attempt (&fixture, attempt);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (CflAttempt) found = NULL;

      g_assert_cmpint (verdict->state, ==, CFL_ATTEMPT_UPLOADED);
      /* Had a retry made a second one, the look-up would find two and stay unknown. */
      cfl_quickbooks_client_look_up_async (fixture.client, attempt, NULL, cfl_test_store_cb,
                                           &result);
      found = cfl_quickbooks_client_look_up_finish (fixture.client, cfl_test_wait (&result), NULL);
      g_assert_cmpint (found->state, ==, CFL_ATTEMPT_UPLOADED);
      g_assert_cmpstr (found->quickbooks_id, ==, verdict->quickbooks_id);
    }
  books_clear (&books);
  practice_fixture_stop (&fixture);
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/quickbooks/practice/round-trip", test_round_trip);
  g_test_add_func ("/quickbooks/practice/dropped-link", test_dropped_link);
  g_test_add_func ("/quickbooks/practice/lost-answers", test_lost_answers);
  return g_test_run ();
}
