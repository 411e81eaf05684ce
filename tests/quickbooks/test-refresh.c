/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Refreshing: whoever asks, whatever the service answers, whichever way the clocks go. */

#include "config.h"

#include "oauth-fixture.h"

#include <string.h>

static void
test_live_token (OauthFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 3600);
  first = oauth_fixture_get_token (fixture, NULL, &error);
  g_assert_no_error (error);
  second = oauth_fixture_get_token (fixture, NULL, &error);
  g_assert_cmpstr (first, ==, "old-access");
  g_assert_cmpstr (second, ==, "old-access");
  g_assert_cmpuint (fixture->store->loads, ==, 1);
}

static void
test_refresh (OauthFixture *fixture, gconstpointer data)
{
  GAsyncResult *results[3] = { NULL, NULL, NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 299);
  oauth_fixture_expect_discovery (fixture);
  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, NEW_TOKENS);
  for (guint i = 0; i < 3; i++)
    cfl_oauth_get_access_token_async (fixture->oauth, NULL, i == 1 ? cancellable : NULL,
                                      cfl_test_store_cb, &results[i]);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *token =
          cfl_oauth_get_access_token_finish (fixture->oauth, cfl_test_wait (&results[i]), &error);

      if (i == 1)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else
        g_assert_cmpstr (token, ==, "new-access");
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (fixture->store->saves, ==, 1);
  g_assert_cmpstr (fixture->store->tokens->refresh_token, ==, "RT1-new");
  g_assert_cmpstr (fixture->store->tokens->realm_id, ==, "9130");
  g_assert_cmpstr (cfl_test_server_get_request (fixture->server, 1)->body, ==,
                   "grant_type=refresh_token&refresh_token=RT1-old");
}

static void
test_rejected (OauthFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 3600);
  first = oauth_fixture_get_token (fixture, NULL, &error);
  oauth_fixture_expect_discovery (fixture);
  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, NEW_TOKENS);
  second = oauth_fixture_get_token (fixture, "old-access", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second, ==, "new-access");
  /* Whoever comes late with the old token's refusal gets the new one without another refresh. */
  third = oauth_fixture_get_token (fixture, "old-access", &error);
  g_assert_cmpstr (third, ==, "new-access");
}

static void
test_other_process (OauthFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 3600);
  first = oauth_fixture_get_token (fixture, NULL, &error);
  memory_token_store_put (fixture->store, "theirs", "RT1-theirs", 3600);
  second = oauth_fixture_get_token (fixture, "old-access", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second, ==, "theirs");
}

/* Another process refreshes while we wait for the lock: its tokens are taken, ours are not sent. */
static void
test_lock (OauthFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  g_autofree char *second = NULL;

  memory_token_store_put (fixture->store, "theirs", "RT1-theirs", 3600);
  fixture->store->theirs = g_steal_pointer (&fixture->store->tokens);
  memory_token_store_put (fixture->store, "old-access", "RT1-old", 0);
  token = oauth_fixture_get_token (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "theirs");
  g_assert_false (fixture->store->locked);

  /* Without the lock it goes on all the same. */
  fixture->store->unlockable = TRUE;
  oauth_fixture_expect_discovery (fixture);
  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, NEW_TOKENS);
  second = oauth_fixture_get_token (fixture, "theirs", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second, ==, "new-access");
}

/* A rotated token that the keyring would not take is not used, nor forgotten. */
static void
test_save_first (OauthFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) later = NULL;
  g_autofree char *token = NULL;

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 0);
  fixture->store->refuses = TRUE;
  oauth_fixture_expect_discovery (fixture);
  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, NEW_TOKENS);
  g_assert_null (oauth_fixture_get_token (fixture, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  fixture->store->refuses = FALSE;
  token = oauth_fixture_get_token (fixture, NULL, &later);
  g_assert_no_error (later);
  g_assert_cmpstr (token, ==, "new-access");
  g_assert_cmpstr (fixture->store->tokens->refresh_token, ==, "RT1-new");
  g_assert_false (fixture->store->locked);
}

/* Tokens that were not stored are void once another process has stored later ones. */
static void
test_save_too_late (OauthFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) later = NULL;
  g_autofree char *token = NULL;

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 0);
  fixture->store->refuses = TRUE;
  oauth_fixture_expect_discovery (fixture);
  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, NEW_TOKENS);
  g_assert_null (oauth_fixture_get_token (fixture, NULL, &error));
  fixture->store->refuses = FALSE;
  memory_token_store_put (fixture->store, "theirs", "RT1-theirs", 3600);
  token = oauth_fixture_get_token (fixture, NULL, &later);
  g_assert_no_error (later);
  g_assert_cmpstr (token, ==, "theirs");
  g_assert_cmpstr (fixture->store->tokens->refresh_token, ==, "RT1-theirs");
}

/* A keyring that is locked at the wrong moment costs nothing. */
static void
test_locked_store (OauthFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) later = NULL;
  g_autofree char *token = NULL;

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 0);
  fixture->store->unreadable = TRUE;
  g_assert_null (oauth_fixture_get_token (fixture, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  fixture->store->unreadable = FALSE;
  oauth_fixture_expect_discovery (fixture);
  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, NEW_TOKENS);
  token = oauth_fixture_get_token (fixture, NULL, &later);
  g_assert_no_error (later);
  g_assert_cmpstr (token, ==, "new-access");
}

/* ---- refusals ---- */

#define FOR_EVER G_MAXINT

typedef struct {
  guint status;
  const char *header;
  const char *body;
  CflQuickbooksError code;
  guint calls;
  int held; /* seconds for which the same is said without a call */
} Refusal;

static const Refusal refusals[] = {
  { 400, NULL, "{\"error\":\"invalid_grant\"}", CFL_QUICKBOOKS_ERROR_SIGN_IN, 1, FOR_EVER },
  { 400, NULL,
    "{\"error\":\"invalid_grant\",\"error_description\":\"Incorrect Token type or clientID\"}",
    CFL_QUICKBOOKS_ERROR_KEYS, 1, 60 },
  { 401, NULL, "{\"error\":\"invalid_client\"}", CFL_QUICKBOOKS_ERROR_KEYS, 1, 60 },
  { 400, NULL, "{\"error\":\"invalid_request\"}", CFL_QUICKBOOKS_ERROR_PROTOCOL, 1, 15 },
  { 200, NULL, "<html>", CFL_QUICKBOOKS_ERROR_PROTOCOL, 3, 15 },
  { 200, NULL, "{\"access_token\":\"a\\r\\nb\",\"refresh_token\":\"r\"}",
    CFL_QUICKBOOKS_ERROR_PROTOCOL, 3, 15 },
  { 503, NULL, "", CFL_QUICKBOOKS_ERROR_SERVER, 3, 15 },
  /* Only a refusal is one, whatever a gateway in trouble writes. */
  { 502, NULL, "{\"error\":\"invalid_grant\"}", CFL_QUICKBOOKS_ERROR_SERVER, 3, 15 },
  { 429, NULL, "{\"error\":\"invalid_client\"}", CFL_QUICKBOOKS_ERROR_THROTTLED, 3, 60 },
  { 429, "Retry-After: 300", "", CFL_QUICKBOOKS_ERROR_THROTTLED, 1, 300 },
  { CFL_TEST_CUT_BEFORE, NULL, "", CFL_QUICKBOOKS_ERROR_OFFLINE, 3, 0 },
};

static void
expect_refusal (OauthFixture *fixture, const Refusal *refusal)
{
  for (guint i = 0; i < refusal->calls; i++)
    cfl_test_server_expect (fixture->server, TOKEN, refusal->status, refusal->header,
                            refusal->body);
}

static void
check_refusal (OauthFixture *fixture, const Refusal *refusal)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (oauth_fixture_get_token (fixture, NULL, &error));
  g_assert_error (error, CFL_QUICKBOOKS_ERROR, (int) refusal->code);
  g_assert_null (strstr (error->message, "RT1"));
  /* Whatever it was, the old token is kept. */
  g_assert_cmpstr (fixture->store->tokens->refresh_token, ==, "RT1-old");
  g_assert_cmpuint (fixture->store->saves, ==, 0);
}

static void
test_refusal (OauthFixture *fixture, gconstpointer data)
{
  const Refusal *refusal = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  guint discoveries = 0;

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 0);
  oauth_fixture_set_clocks (fixture, 0, 0, FALSE);
  oauth_fixture_expect_discovery (fixture);
  expect_refusal (fixture, refusal);
  check_refusal (fixture, refusal);

  /* Not asked again before its time, whatever the clock of the wall is set to. */
  if (refusal->held > 0)
    {
      oauth_fixture_set_clocks (fixture, 86400, MIN (refusal->held, 86400) - 5, FALSE);
      check_refusal (fixture, refusal);
      g_assert_cmpuint (cfl_test_server_get_count (fixture->server), ==, 1 + refusal->calls);
    }
  /* Somebody has signed in since, or the time is over. */
  if (refusal->held == FOR_EVER)
    memory_token_store_put (fixture->store, "other-access", "RT1-other", 0);
  oauth_fixture_set_clocks (fixture, 0, refusal->held == FOR_EVER ? 0 : refusal->held + 5, FALSE);
  /* After trouble the service may have moved. */
  discoveries =
      refusal->code != CFL_QUICKBOOKS_ERROR_SIGN_IN && refusal->code != CFL_QUICKBOOKS_ERROR_KEYS;
  if (discoveries > 0)
    oauth_fixture_expect_discovery (fixture);
  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, NEW_TOKENS);
  token = oauth_fixture_get_token (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "new-access");
}

/* Other keys make it worth another call at once. */
static void
test_new_keys (OauthFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) later = NULL;
  g_autofree char *token = NULL;

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 0);
  oauth_fixture_expect_discovery (fixture);
  cfl_test_server_expect (fixture->server, TOKEN, 401, NULL, "{\"error\":\"invalid_client\"}");
  g_assert_null (oauth_fixture_get_token (fixture, NULL, &error));
  cfl_oauth_set_client_secret (fixture->oauth, "right");
  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, NEW_TOKENS);
  token = oauth_fixture_get_token (fixture, NULL, &later);
  g_assert_no_error (later);
  g_assert_cmpstr (token, ==, "new-access");
}

/* Both times the answer was lost or cut, the old token is sent once more. */
static void
test_lost_answers (OauthFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 0);
  oauth_fixture_expect_discovery (fixture);
  cfl_test_server_expect (fixture->server, TOKEN, CFL_TEST_CUT_BODY, NULL, NEW_TOKENS);
  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, "{\"token_type\":\"bearer\",\"expi");
  cfl_test_server_expect (fixture->server, TOKEN, CFL_TEST_CUT_BEFORE, NULL, "");
  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, NEW_TOKENS);
  token = oauth_fixture_get_token (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "new-access");
  for (guint i = 1; i <= 4; i++)
    g_assert_cmpstr (cfl_test_server_get_request (fixture->server, i)->body, ==,
                     "grant_type=refresh_token&refresh_token=RT1-old");
}

/* While there is trouble, what is left of the old token is used, and nobody waits. */
static void
test_use_up (OauthFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 200);
  oauth_fixture_set_clocks (fixture, 0, 0, FALSE);
  oauth_fixture_expect_discovery (fixture);
  cfl_test_server_expect (fixture->server, TOKEN, 503, NULL, "");
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *token = oauth_fixture_get_token (fixture, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (token, ==, "old-access");
    }
  /* Not the one that QuickBooks has refused. */
  g_assert_null (oauth_fixture_get_token (fixture, "old-access", &error));
  g_assert_error (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SERVER);
  g_clear_error (&error);
  oauth_fixture_set_clocks (fixture, 20, 20, FALSE);
  oauth_fixture_expect_discovery (fixture);
  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, NEW_TOKENS);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *token = oauth_fixture_get_token (fixture, "old-access", &error);

      g_assert_no_error (error);
      g_assert_cmpstr (token, ==, "new-access");
    }
}

/* A caller whose token was refused joins a refresh that began for another reason. */
static void
test_join_refused (OauthFixture *fixture, gconstpointer data)
{
  GAsyncResult *results[2] = { NULL, NULL };

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 200);
  oauth_fixture_expect_discovery (fixture);
  for (guint i = 0; i < 3; i++)
    cfl_test_server_expect (fixture->server, TOKEN, 503, NULL, "");
  cfl_oauth_get_access_token_async (fixture->oauth, NULL, NULL, cfl_test_store_cb, &results[0]);
  cfl_oauth_get_access_token_async (fixture->oauth, "old-access", NULL, cfl_test_store_cb,
                                    &results[1]);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
          cfl_oauth_get_access_token_finish (fixture->oauth, cfl_test_wait (&results[i]), &error));
      g_assert_error (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SERVER);
      g_object_unref (results[i]);
    }
}

/* ---- clocks ---- */

typedef struct {
  const char *path;
  gint64 wall; /* seconds since the token was issued, by each clock */
  gint64 steady;
  gboolean booted;
  guint refreshes;
} Jump;

#define DAY 86400

static const Jump jumps[] = {
  { "/quickbooks/refresh/clock/right", 600, 600, FALSE, 0 },
  { "/quickbooks/refresh/clock/over", 3400, 3400, FALSE, 1 },
  { "/quickbooks/refresh/clock/day-back", 600 - DAY, 600, FALSE, 0 },
  { "/quickbooks/refresh/clock/day-back-over", 3400 - DAY, 3400, FALSE, 1 },
  { "/quickbooks/refresh/clock/day-forward", 600 + DAY, 600, FALSE, 0 },
  { "/quickbooks/refresh/clock/day-forward-over", 3400 + DAY, 3400, FALSE, 1 },
  { "/quickbooks/refresh/clock/asleep", 7200, 7200, FALSE, 1 },
  /* After a boot the clock of the wall is all there is. */
  { "/quickbooks/refresh/clock/booted", 600, 30, TRUE, 0 },
  { "/quickbooks/refresh/clock/booted-over", 3400, 30, TRUE, 1 },
  { "/quickbooks/refresh/clock/booted-day-back", 600 - DAY, 30, TRUE, 1 },
  { "/quickbooks/refresh/clock/booted-day-forward", 600 + DAY, 30, TRUE, 1 },
};

/* A token is not used as fresh because the clock went back, and nothing is refreshed again and again
 * because it went forward. */
static void
test_clock (OauthFixture *fixture, gconstpointer data)
{
  const Jump *jump = data;
  g_autoptr (GError) error = NULL;

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 3600);
  oauth_fixture_set_clocks (fixture, jump->wall, jump->steady, jump->booted);
  if (jump->refreshes > 0)
    {
      oauth_fixture_expect_discovery (fixture);
      cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, NEW_TOKENS);
    }
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *token = oauth_fixture_get_token (fixture, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (token, ==, jump->refreshes > 0 ? "new-access" : "old-access");
    }
  /* Somebody sets the clock right: what is good by the steady one stays good. */
  oauth_fixture_set_clocks (fixture, jump->steady + 30, jump->steady + 30, jump->booted);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *token = oauth_fixture_get_token (fixture, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (token, ==, jump->refreshes > 0 ? "new-access" : "old-access");
    }
  g_assert_cmpuint (fixture->store->saves, ==, jump->refreshes);
}

/* Tokens that live for two minutes are not refreshed for each call. */
static void
test_short_lived (OauthFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  memory_token_store_put (fixture->store, "old-access", "RT1-old", 0);
  oauth_fixture_set_clocks (fixture, 0, 0, FALSE);
  oauth_fixture_expect_discovery (fixture);
  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL,
                          "{\"expires_in\":120,\"access_token\":\"short\"}");
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *token = NULL;

      oauth_fixture_set_clocks (fixture, i * 15, i * 15, FALSE);
      token = oauth_fixture_get_token (fixture, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (token, ==, "short");
    }
  g_assert_cmpstr (fixture->store->tokens->refresh_token, ==, "RT1-old");
}

static void
learned_cb (CflOauth *oauth, guint *count)
{
  (*count)++;
}

/* The nearer of the two ends. */
static void
test_sign_in_end (OauthFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  guint learned = 0;

  g_signal_connect (fixture->oauth, "learned", G_CALLBACK (learned_cb), &learned);
  g_assert_cmpint (cfl_oauth_get_sign_in_end (fixture->oauth), ==, 0);
  memory_token_store_put (fixture->store, "old-access", "RT1-old", 0);
  oauth_fixture_expect_discovery (fixture);
  cfl_test_server_expect (fixture->server, TOKEN, 200, NULL, NEW_TOKENS);
  token = oauth_fixture_get_token (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (learned, ==, 2); /* the addresses, then the end */
  g_assert_cmpint (cfl_oauth_get_sign_in_end (fixture->oauth) - g_get_real_time (), >,
                   G_GINT64_CONSTANT (8726300) * G_USEC_PER_SEC);
  g_assert_cmpint (cfl_oauth_get_sign_in_end (fixture->oauth) - g_get_real_time (), <=,
                   G_GINT64_CONSTANT (8726400) * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  OAUTH_TEST ("/quickbooks/refresh/live-token", test_live_token);
  OAUTH_TEST ("/quickbooks/refresh/callers", test_refresh);
  OAUTH_TEST ("/quickbooks/refresh/rejected", test_rejected);
  OAUTH_TEST ("/quickbooks/refresh/other-process", test_other_process);
  OAUTH_TEST ("/quickbooks/refresh/lock", test_lock);
  OAUTH_TEST ("/quickbooks/refresh/save-first", test_save_first);
  OAUTH_TEST ("/quickbooks/refresh/save-too-late", test_save_too_late);
  OAUTH_TEST ("/quickbooks/refresh/locked-store", test_locked_store);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/quickbooks/refresh/refusal/%u", i);

      g_test_add (path, OauthFixture, &refusals[i], oauth_fixture_set_up, test_refusal,
                  oauth_fixture_tear_down);
    }
  OAUTH_TEST ("/quickbooks/refresh/new-keys", test_new_keys);
  OAUTH_TEST ("/quickbooks/refresh/lost-answers", test_lost_answers);
  OAUTH_TEST ("/quickbooks/refresh/use-up", test_use_up);
  OAUTH_TEST ("/quickbooks/refresh/join-refused", test_join_refused);
  for (guint i = 0; i < G_N_ELEMENTS (jumps); i++)
    g_test_add (jumps[i].path, OauthFixture, &jumps[i], oauth_fixture_set_up, test_clock,
                oauth_fixture_tear_down);
  OAUTH_TEST ("/quickbooks/refresh/short-lived", test_short_lived);
  OAUTH_TEST ("/quickbooks/refresh/sign-in-end", test_sign_in_end);
  return g_test_run ();
}
