/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-http-client.h"
#include "cfl-test.h"

#include <libsoup/soup.h>
#include <string.h>

/* A server in this process that answers by a script and keeps what it was asked. */
typedef enum {
  ANSWER,     /* whole */
  CUT_BEFORE, /* closes without an answer */
  CUT_BODY,   /* closes within the body */
  STALL,      /* stops within the body and keeps the connection */
  SILENCE     /* never answers */
} Manner;

typedef struct {
  Manner manner;
  guint status;
  const char *header; /* "Name: value" or NULL */
  GBytes *body;       /* not owned, or NULL */
} Step;

typedef struct {
  SoupServer *server;
  char *address;
  const Step *steps;
  guint n_steps;
  guint asked;
  GPtrArray *bodies; /* of GBytes */
  GPtrArray *tokens; /* of char, values of Authorization */
  GPtrArray *held;   /* of SoupServerMessage, unanswered */

  CflHttpClient *client;
  CflHttpLog *log;
  CflManualClock *clock;
  GArray *waits; /* of guint, seconds */
  guint last_reason;
} Fixture;

static void
close_connection_cb (SoupServerMessage *message, gpointer user_data)
{
  g_socket_close (soup_server_message_get_socket (message), NULL);
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *token = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");
  const Step *step;
  gsize size = 0;
  const char *data = NULL;

  if (fixture->asked >= fixture->n_steps)
    g_error ("Unexpected request %u", fixture->asked + 1);
  step = &fixture->steps[fixture->asked++];
  g_ptr_array_add (fixture->bodies,
                   soup_message_body_flatten (soup_server_message_get_request_body (message)));
  g_ptr_array_add (fixture->tokens, g_strdup (token != NULL ? token : ""));

  if (step->manner == CUT_BEFORE)
    {
      close_connection_cb (message, NULL);
      return;
    }
  if (step->manner == SILENCE)
    {
      soup_server_message_pause (message);
      g_ptr_array_add (fixture->held, g_object_ref (message));
      return;
    }
  soup_server_message_set_status (message, step->status, NULL);
  if (step->manner == STALL)
    {
      soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
      soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC,
                                "{\"half\":", 8);
      g_ptr_array_add (fixture->held, g_object_ref (message));
      return;
    }
  if (step->header != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (step->header, ": ", 2);

      soup_message_headers_append (headers, parts[0], parts[1]);
    }
  if (step->body != NULL)
    data = g_bytes_get_data (step->body, &size);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY,
                                    data != NULL ? data : "{}", data != NULL ? size : 2);
  if (step->manner == CUT_BODY)
    {
      soup_message_headers_set_content_length (headers, 1000);
      g_signal_connect (message, "wrote-body-data", G_CALLBACK (close_connection_cb), NULL);
    }
}

static void
waiting_cb (
    CflHttpClient *client, CflHttpRequest *request, guint seconds, guint reason, Fixture *fixture)
{
  g_array_append_val (fixture->waits, seconds);
  fixture->last_reason = reason;
}

static void
fixture_init (Fixture *fixture, const Step *steps, guint n_steps)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  memset (fixture, 0, sizeof *fixture);
  fixture->steps = steps;
  fixture->n_steps = n_steps;
  fixture->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  fixture->tokens = g_ptr_array_new_with_free_func (g_free);
  fixture->held = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->waits = g_array_new (FALSE, FALSE, sizeof (guint));
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, handle_cb, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  fixture->address = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  fixture->log = cfl_http_log_new (100);
  fixture->clock = cfl_manual_clock_new (TRUE);
  fixture->client = cfl_http_client_new ("Counterfoil-Test/1");
  cfl_http_client_set_log (fixture->client, fixture->log);
  cfl_http_client_set_clock (fixture->client, CFL_CLOCK (fixture->clock));
  cfl_http_client_set_trace_header (fixture->client, "intuit_tid");
  g_signal_connect (fixture->client, "waiting", G_CALLBACK (waiting_cb), fixture);
}

static void
fixture_clear (Fixture *fixture)
{
  g_assert_cmpuint (fixture->asked, ==, fixture->n_steps);
  g_clear_object (&fixture->client);
  soup_server_disconnect (fixture->server);
  g_clear_object (&fixture->server);
  g_clear_object (&fixture->log);
  g_clear_object (&fixture->clock);
  g_ptr_array_unref (fixture->bodies);
  g_ptr_array_unref (fixture->tokens);
  g_ptr_array_unref (fixture->held);
  g_array_unref (fixture->waits);
  g_free (fixture->address);
}

static CflHttpRequest *
request_new (Fixture *fixture, const char *method)
{
  g_autofree char *uri = g_strconcat (fixture->address, "v3/bill?requestid=r1&query=hidden", NULL);
  CflHttpRequest *request = cfl_http_request_new (method, uri);

  cfl_http_request_set_label (request, "create bill");
  cfl_http_request_set_secret_header (request, "Authorization", "Bearer SECRETSECRET");
  if (g_str_equal (method, "POST"))
    {
      g_autoptr (GBytes) body = g_bytes_new_static ("{\"Amount\":19.99}", 16);

      cfl_http_request_set_body (request, body, "application/json");
    }
  return request;
}

static CflHttpResponse *
send (Fixture *fixture,
      CflHttpRequest *request,
      CflPacer *pacer,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_http_client_send_async (fixture->client, request, pacer, cancellable, cfl_test_store_cb,
                              &result);
  return cfl_http_client_send_finish (fixture->client, cfl_test_wait (&result), error);
}

static CflHttpResponse *
send_well (Fixture *fixture, CflHttpRequest *request, guint status, guint attempts)
{
  g_autoptr (GError) error = NULL;
  CflHttpResponse *response = send (fixture, request, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cfl_http_response_get_status (response), ==, status);
  g_assert_cmpuint (cfl_http_response_get_attempts (response), ==, attempts);
  return response;
}

static void
test_answer (void)
{
  const Step steps[] = { { ANSWER, 200, "Intuit-Tid: 1-abc", NULL } };
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (CflHttpResponse) response = NULL;
  g_autofree char *log = NULL;

  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  request = request_new (&fixture, "POST");
  g_assert_false (cfl_http_request_may_have_been_executed (request));
  response = send_well (&fixture, request, 200, 1);
  g_assert_true (cfl_http_response_is_success (response));
  g_assert_true (cfl_http_request_may_have_been_executed (request));
  g_assert_cmpstr (cfl_http_response_get_header (response, "intuit_tid"), ==, "1-abc");
  g_assert_cmpstr (cfl_http_response_get_content_type (response), ==, "application/json");
  g_assert_cmpuint (g_bytes_get_size (cfl_http_response_get_body (response)), ==, 2);
  g_assert_cmpstr (fixture.tokens->pdata[0], ==, "Bearer SECRETSECRET");
  log = cfl_http_log_to_text (fixture.log);
  g_assert_nonnull (strstr (log, "create bill: POST 127.0.0.1:"));
  g_assert_nonnull (strstr (log, "/v3/bill?requestid=r1&query=***"));
  g_assert_nonnull (strstr (log, "trace 1-abc"));
  g_assert_null (strstr (log, "SECRET"));
  g_assert_null (strstr (log, "hidden"));
  fixture_clear (&fixture);
}

/* A 401 is the caller's affair; the same request then goes out with a new token. */
static void
test_unauthorized_is_data (void)
{
  const Step steps[] = { { ANSWER, 401, NULL, NULL }, { ANSWER, 200, NULL, NULL } };
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (CflHttpResponse) first = NULL;
  g_autoptr (CflHttpResponse) second = NULL;

  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  request = request_new (&fixture, "POST");
  first = send_well (&fixture, request, 401, 1);
  g_assert_false (cfl_http_request_may_have_been_executed (request));
  cfl_http_request_set_secret_header (request, "authorization", "Bearer NEWTOKEN");
  second = send_well (&fixture, request, 200, 1);
  g_assert_cmpstr (fixture.tokens->pdata[1], ==, "Bearer NEWTOKEN");
  g_assert_true (g_bytes_equal (fixture.bodies->pdata[0], fixture.bodies->pdata[1]));
  fixture_clear (&fixture);
}

static void
test_throttled (void)
{
  const Step steps[] = { { ANSWER, 429, "Retry-After: 40", NULL },
                         { ANSWER, 429, NULL, NULL },
                         { ANSWER, 429, "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT", NULL },
                         { ANSWER, 200, NULL, NULL } };
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (CflHttpResponse) response = NULL;

  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  request = request_new (&fixture, "POST");
  response = send_well (&fixture, request, 200, 4);
  g_assert_cmpuint (fixture.waits->len, ==, 3);
  g_assert_cmpuint (g_array_index (fixture.waits, guint, 0), >=, 40);
  g_assert_cmpuint (g_array_index (fixture.waits, guint, 0), <=, 44);
  g_assert_cmpuint (g_array_index (fixture.waits, guint, 1), >=, 60);
  g_assert_cmpuint (g_array_index (fixture.waits, guint, 2), ==, 0);
  g_assert_cmpuint (fixture.last_reason, ==, CFL_WAIT_THROTTLED);
  g_assert_cmpint (cfl_clock_get_time (CFL_CLOCK (fixture.clock)), >=, 100 * G_USEC_PER_SEC);
  fixture_clear (&fixture);
}

static CflHttpMeaning
read_reason (CflHttpResponse *response)
{
  const char *reason = cfl_http_response_get_header (response, "X-Reason");

  if (g_strcmp0 (reason, "later") == 0)
    return CFL_HTTP_MEANS_LATER;
  return g_strcmp0 (reason, "trouble") == 0 ? CFL_HTTP_MEANS_TROUBLE : CFL_HTTP_MEANS_ITS_STATUS;
}

/* Some services hide behind a 4xx what is none. What was not looked at may be sent again always, what
 * had trouble only where a repeat is harmless. */
static void
test_meaning (void)
{
  const Step steps[] = { { ANSWER, 403, "X-Reason: later", NULL },
                         { ANSWER, 400, "X-Reason: later", NULL },
                         { ANSWER, 400, "X-Reason: trouble", NULL },
                         { ANSWER, 400, "X-Reason: trouble", NULL },
                         { ANSWER, 400, "X-Reason: none", NULL } };
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (CflHttpRequest) idempotent = NULL;
  g_autoptr (CflHttpResponse) first = NULL;
  g_autoptr (CflHttpResponse) second = NULL;

  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  request = request_new (&fixture, "POST");
  cfl_http_request_set_reader (request, read_reason);
  first = send_well (&fixture, request, 400, 3);
  g_assert_cmpuint (g_array_index (fixture.waits, guint, 0), >=, 60);
  g_assert_cmpuint (g_array_index (fixture.waits, guint, 1), >=, 60);
  g_assert_true (cfl_http_request_may_have_been_executed (request));
  idempotent = request_new (&fixture, "POST");
  cfl_http_request_set_idempotent (idempotent, TRUE);
  cfl_http_request_set_reader (idempotent, read_reason);
  second = send_well (&fixture, idempotent, 400, 2);
  g_assert_cmpuint (fixture.last_reason, ==, CFL_WAIT_SERVER_ERROR);
  fixture_clear (&fixture);
}

/* Not looked at leaves nothing behind, whatever the status. */
static void
test_meaning_unread (void)
{
  const Step steps[] = { { ANSWER, 400, "X-Reason: later", NULL } };
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (CflHttpResponse) response = NULL;

  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  request = request_new (&fixture, "POST");
  cfl_http_request_set_reader (request, read_reason);
  cfl_http_request_set_retry_policy (request, CFL_RETRY_POLICY_ONCE);
  response = send_well (&fixture, request, 400, 1);
  g_assert_false (cfl_http_request_may_have_been_executed (request));
  fixture_clear (&fixture);
}

/* Who does not say how long is asked again after a little, then after more; a wait that is asked for
 * counts as a step. */
static void
test_throttled_in_steps (void)
{
  const Step steps[] = { { ANSWER, 429, NULL, NULL }, { ANSWER, 429, "Retry-After: 7", NULL },
                         { ANSWER, 429, NULL, NULL }, { ANSWER, 429, NULL, NULL },
                         { ANSWER, 429, NULL, NULL }, { ANSWER, 200, NULL, NULL } };
  const guint waits[] = { 1, 7, 30, 120, 120 };
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (CflHttpResponse) response = NULL;

  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  request = request_new (&fixture, "GET");
  cfl_http_request_set_retry_policy (request, (CflRetryPolicy){ 6, { 1, 5, 30, 120 }, 1, 60, 300 });
  response = send_well (&fixture, request, 200, 6);
  g_assert_cmpuint (fixture.waits->len, ==, G_N_ELEMENTS (waits));
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_assert_cmpuint (g_array_index (fixture.waits, guint, i), >=, waits[i]);
      g_assert_cmpuint (g_array_index (fixture.waits, guint, i), <=, waits[i] + waits[i] / 10 + 1);
    }
  fixture_clear (&fixture);
}

/* Whoever asks for an hour gets no second request today. */
static void
test_throttled_too_long (void)
{
  const Step steps[] = { { ANSWER, 429, "Retry-After: 3600", NULL } };
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (CflHttpResponse) response = NULL;

  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  request = request_new (&fixture, "POST");
  response = send_well (&fixture, request, 429, 1);
  g_assert_cmpint (cfl_http_response_get_retry_after (response, 0), ==, 3600);
  g_assert_false (cfl_http_request_may_have_been_executed (request));
  fixture_clear (&fixture);
}

static void
test_throttling_slows_the_pacer (void)
{
  const Step steps[] = { { ANSWER, 429, "Retry-After: 40", NULL }, { ANSWER, 200, NULL, NULL } };
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (CflHttpResponse) response = NULL;
  g_autoptr (CflPacer) pacer = cfl_pacer_new (1, 10, 500);
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  cfl_pacer_set_clock (pacer, CFL_CLOCK (fixture.clock));
  request = request_new (&fixture, "POST");
  response = send (&fixture, request, pacer, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cfl_http_response_get_status (response), ==, 200);
  g_assert_cmpuint (cfl_pacer_get_in_flight (pacer), ==, 0);
  g_assert_cmpint (cfl_clock_get_time (CFL_CLOCK (fixture.clock)), >=, 40 * G_USEC_PER_SEC);
  fixture_clear (&fixture);
}

static void
test_server_error_then_answer (void)
{
  const Step steps[] = { { ANSWER, 500, NULL, NULL },
                         { ANSWER, 503, NULL, NULL },
                         { CUT_BEFORE, 0, NULL, NULL },
                         { CUT_BODY, 200, NULL, NULL },
                         { ANSWER, 200, NULL, NULL } };
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (CflHttpResponse) response = NULL;

  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  request = request_new (&fixture, "POST");
  cfl_http_request_set_idempotent (request, TRUE);
  response = send_well (&fixture, request, 200, 5);
  for (guint i = 1; i < fixture.bodies->len; i++)
    g_assert_true (g_bytes_equal (fixture.bodies->pdata[0], fixture.bodies->pdata[i]));
  for (guint i = 0; i < fixture.waits->len; i++)
    {
      guint wait = g_array_index (fixture.waits, guint, i);

      g_assert_cmpuint (wait, >=, (1u << i) * 8 / 10);
      g_assert_cmpuint (wait, <=, (1u << i) * 12 / 10 + 1);
    }
  g_assert_cmpuint (fixture.last_reason, ==, CFL_WAIT_NO_ANSWER);
  fixture_clear (&fixture);
}

/* What may not be sent twice is not: the caller learns that the outcome is open. */
static void
test_no_second_attempt (void)
{
  const Step steps[] = { { ANSWER, 500, NULL, NULL },
                         { CUT_BEFORE, 0, NULL, NULL },
                         { CUT_BODY, 200, NULL, NULL } };
  Fixture fixture;
  g_autoptr (CflHttpResponse) response = NULL;

  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (CflHttpRequest) request = request_new (&fixture, "POST");
      g_autoptr (GError) error = NULL;

      if (i == 0)
        response = send_well (&fixture, request, 500, 1);
      else
        {
          g_assert_null (send (&fixture, request, NULL, NULL, &error));
          g_assert_error (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_CUT);
          g_assert_false (cfl_http_error_is_not_sent (error));
        }
      g_assert_true (cfl_http_request_may_have_been_executed (request));
    }
  g_assert_cmpuint (fixture.waits->len, ==, 0);
  fixture_clear (&fixture);
}

static void
test_attempts_end (void)
{
  Step steps[6];
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (CflHttpResponse) response = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    steps[i] = (Step){ ANSWER, 500, NULL, NULL };
  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  request = request_new (&fixture, "GET");
  response = send_well (&fixture, request, 500, 6);
  fixture_clear (&fixture);
}

static void
test_refused_connection (void)
{
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture, NULL, 0);
  soup_server_disconnect (fixture.server);
  request = request_new (&fixture, "POST");
  cfl_http_request_set_idempotent (request, TRUE);
  g_assert_null (send (&fixture, request, NULL, NULL, &error));
  g_assert_error (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_NOT_SENT);
  g_assert_true (cfl_http_error_is_not_sent (error));
  g_assert_false (cfl_http_request_may_have_been_executed (request));
  fixture_clear (&fixture);
}

static void
stop_server_cb (
    CflHttpClient *client, CflHttpRequest *request, guint seconds, guint reason, SoupServer *server)
{
  soup_server_disconnect (server);
}

/* "Surely not sent" would be untrue once an earlier attempt got through. */
static void
test_refused_after_a_cut (void)
{
  const Step steps[] = { { CUT_BEFORE, 0, NULL, NULL } };
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  g_signal_connect (fixture.client, "waiting", G_CALLBACK (stop_server_cb), fixture.server);
  request = request_new (&fixture, "POST");
  cfl_http_request_set_idempotent (request, TRUE);
  g_assert_null (send (&fixture, request, NULL, NULL, &error));
  g_assert_error (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_CUT);
  g_assert_cmpuint (fixture.waits->len, ==, 5);
  fixture_clear (&fixture);
}

static gboolean
cancel_when_asked_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  if (fixture->asked < fixture->n_steps)
    return G_SOURCE_CONTINUE;
  g_cancellable_cancel (g_object_get_data (G_OBJECT (fixture->client), "cancellable"));
  return G_SOURCE_REMOVE;
}

static void
test_cancel_while_waiting_for_the_answer (void)
{
  const Step steps[] = { { SILENCE, 0, NULL, NULL } };
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CflPacer) pacer = cfl_pacer_new (1, 0, 0);
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  g_object_set_data (G_OBJECT (fixture.client), "cancellable", cancellable);
  g_timeout_add (5, cancel_when_asked_cb, &fixture);
  request = request_new (&fixture, "POST");
  g_assert_null (send (&fixture, request, pacer, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (cfl_http_request_may_have_been_executed (request));
  g_assert_cmpuint (cfl_pacer_get_in_flight (pacer), ==, 0);
  fixture_clear (&fixture);
}

/* The rest of the body is not waited for when the call is given up, whichever way. */
static void
test_stalled_body (void)
{
  const Step steps[] = { { STALL, 200, NULL, NULL }, { STALL, 200, NULL, NULL } };
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  g_object_set_data (G_OBJECT (fixture.client), "cancellable", cancellable);
  request = request_new (&fixture, "POST");
  cfl_http_request_set_timeout (request, 1);
  g_assert_null (send (&fixture, request, NULL, NULL, &error));
  g_assert_error (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_TIMEOUT);
  g_clear_error (&error);

  g_timeout_add (20, cancel_when_asked_cb, &fixture);
  g_assert_null (send (&fixture, request, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
  fixture_clear (&fixture);
}

static void
cancel_cb (CflHttpClient *client,
           CflHttpRequest *request,
           guint seconds,
           guint reason,
           GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
test_cancel_between_attempts (void)
{
  const Step steps[] = { { ANSWER, 429, "Retry-After: 40", NULL } };
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  g_signal_connect (fixture.client, "waiting", G_CALLBACK (cancel_cb), cancellable);
  request = request_new (&fixture, "POST");
  g_assert_null (send (&fixture, request, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (cfl_http_request_may_have_been_executed (request));
  g_clear_error (&error);
  /* And one that was cancelled before it began. */
  g_assert_null (send (&fixture, request, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fixture_clear (&fixture);
}

static void
test_timeout (void)
{
  const Step steps[] = { { SILENCE, 0, NULL, NULL } };
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  request = request_new (&fixture, "POST");
  cfl_http_request_set_timeout (request, 1);
  g_assert_null (send (&fixture, request, NULL, NULL, &error));
  g_assert_error (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_TIMEOUT);
  fixture_clear (&fixture);
}

static GBytes *
compress (gsize size)
{
  g_autofree char *plain = g_malloc0 (size);
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream =
      g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  g_output_stream_write_all (stream, plain, size, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
test_compressed (void)
{
  g_autoptr (GBytes) packed = compress (10 * 1024 * 1024);
  const Step steps[] = { { ANSWER, 200, "Content-Encoding: gzip", packed },
                         { ANSWER, 200, "Content-Encoding: gzip", packed },
                         { ANSWER, 200, NULL, NULL } };
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (CflHttpResponse) whole = NULL;
  g_autoptr (CflHttpResponse) after = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  request = request_new (&fixture, "GET");
  whole = send_well (&fixture, request, 200, 1);
  g_assert_cmpuint (g_bytes_get_size (cfl_http_response_get_body (whole)), ==, 10 * 1024 * 1024);

  /* Few bytes on the wire, too many in memory. */
  cfl_http_request_set_size_limit (request, 1024 * 1024);
  g_assert_null (send (&fixture, request, NULL, NULL, &error));
  g_assert_error (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_TOO_LARGE);
  after = send_well (&fixture, request, 200, 1);
  fixture_clear (&fixture);
}

static void
test_redirect_is_data (void)
{
  const Step steps[] = { { ANSWER, 302, "Location: http://127.0.0.1:1/elsewhere", NULL } };
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (CflHttpResponse) response = NULL;

  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  request = request_new (&fixture, "GET");
  response = send_well (&fixture, request, 302, 1);
  g_assert_nonnull (cfl_http_response_get_header (response, "Location"));
  fixture_clear (&fixture);
}

static void
test_many_at_once (void)
{
  Step steps[30];
  GAsyncResult *results[30] = { NULL };
  Fixture fixture;
  g_autoptr (CflPacer) pacer = cfl_pacer_new (4, 0, 0);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    steps[i] = (Step){ ANSWER, 200, NULL, NULL };
  fixture_init (&fixture, steps, G_N_ELEMENTS (steps));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (CflHttpRequest) request = request_new (&fixture, i % 2 == 0 ? "GET" : "POST");

      cfl_http_client_send_async (fixture.client, request, pacer, NULL, cfl_test_store_cb,
                                  &results[i]);
      g_assert_cmpuint (cfl_pacer_get_in_flight (pacer), <=, 4);
    }
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CflHttpResponse) response G_GNUC_UNUSED =
          cfl_http_client_send_finish (fixture.client, cfl_test_wait (&results[i]), &error);

      g_assert_no_error (error);
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (cfl_pacer_get_in_flight (pacer), ==, 0);
  fixture_clear (&fixture);
}

static void
test_addresses (void)
{
  static const char *const allowed[] = {
    "https://quickbooks.api.intuit.com/v3",
    "http://127.0.0.1:8080/x",
    "http://localhost/",
    "http://[::1]:99/",
    "http://127.9.9.9/",
    "HTTPS://example.com",
  };
  static const char *const refused[] = {
    "http://example.com/",
    "http://127.0.0.1.example.com/",
    "http://localhost.example.com/",
    "ftp://127.0.0.1/",
    "file:///etc/passwd",
    "example.com",
    "https://",
    "https:///x",
    "https://user:word@example.com/",
    "http://127.0.0.1@evil.example/",
    "",
    "http://0.0.0.0/",
  };
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = cfl_http_request_new ("GET", "http://example.com/");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (!cfl_web_uri_is_allowed (allowed[i], &error))
      g_error ("%s: %s", allowed[i], error->message);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      if (cfl_web_uri_is_allowed (refused[i], &error))
        g_error ("%s was allowed", refused[i]);
      g_assert_error (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_BAD_URI);
      g_clear_error (&error);
    }
  g_assert_false (cfl_web_uri_is_allowed (NULL, NULL));

  fixture_init (&fixture, NULL, 0);
  g_assert_null (send (&fixture, request, NULL, NULL, &error));
  g_assert_error (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_BAD_URI);
  fixture_clear (&fixture);
}

/* A line break in a key that was pasted may not become a header of its own. */
static void
test_header_with_line_break (void)
{
  Fixture fixture;
  g_autoptr (CflHttpRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture, NULL, 0);
  request = request_new (&fixture, "GET");
  cfl_http_request_set_secret_header (request, "Authorization", "Basic SECRET\r\nX-Other: 1");
  g_assert_null (send (&fixture, request, NULL, NULL, &error));
  g_assert_error (error, CFL_HTTP_ERROR, CFL_HTTP_ERROR_NOT_SENT);
  g_assert_null (strstr (error->message, "SECRET"));
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/web/client/answer", test_answer);
  g_test_add_func ("/web/client/unauthorized-is-data", test_unauthorized_is_data);
  g_test_add_func ("/web/client/throttled", test_throttled);
  g_test_add_func ("/web/client/meaning", test_meaning);
  g_test_add_func ("/web/client/meaning-unread", test_meaning_unread);
  g_test_add_func ("/web/client/throttled-in-steps", test_throttled_in_steps);
  g_test_add_func ("/web/client/throttled-too-long", test_throttled_too_long);
  g_test_add_func ("/web/client/throttling-slows-the-pacer", test_throttling_slows_the_pacer);
  g_test_add_func ("/web/client/server-error-then-answer", test_server_error_then_answer);
  g_test_add_func ("/web/client/no-second-attempt", test_no_second_attempt);
  g_test_add_func ("/web/client/attempts-end", test_attempts_end);
  g_test_add_func ("/web/client/refused-connection", test_refused_connection);
  g_test_add_func ("/web/client/refused-after-a-cut", test_refused_after_a_cut);
  g_test_add_func ("/web/client/cancel-while-waiting-for-the-answer",
                   test_cancel_while_waiting_for_the_answer);
  g_test_add_func ("/web/client/stalled-body", test_stalled_body);
  g_test_add_func ("/web/client/cancel-between-attempts", test_cancel_between_attempts);
  g_test_add_func ("/web/client/timeout", test_timeout);
  g_test_add_func ("/web/client/compressed", test_compressed);
  g_test_add_func ("/web/client/redirect-is-data", test_redirect_is_data);
  g_test_add_func ("/web/client/many-at-once", test_many_at_once);
  g_test_add_func ("/web/client/addresses", test_addresses);
  g_test_add_func ("/web/client/header-with-line-break", test_header_with_line_break);
  return g_test_run ();
}
