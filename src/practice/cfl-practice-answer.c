/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-answer.h"
#include "cfl-practice-cin7.h"
#include "cfl-practice-control.h"
#include "cfl-practice-faults.h"
#include "cfl-practice-latency.h"
#include "cfl-practice-oauth.h"
#include "cfl-practice-quickbooks.h"

#include <string.h>

/* Shorter answers are sent as they are. */
#define GZIP_FROM 1400

typedef struct {
  CflPracticeCall call;
  CflPracticeTrouble trouble;
  char *own_path;
  GHashTable *own_query;
  gint64 arrived; /* monotonic microseconds */
  gboolean is_paused;
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->call.message);
  g_hash_table_unref (job->own_query);
  g_free (job->own_path);
  g_free (job->call.body);
  g_free (job->call.type);
  g_free (job->call.answer);
  g_free (job);
}

static const char *
name_endpoint (const char *path, GHashTable *query)
{
  static const char *const names[][2] = {
    { "/oauth2/v1/tokens/", "token" },       { "/api/v1/PurchaseOrders", "cin7-orders" },
    { "/api/v1/Contacts", "cin7-contacts" }, { "/api/", "cin7-other" },
    { "/.well-known/", "discovery" },        { "/connect/oauth2", "authorize" },
    { "/v2/oauth2/tokens/", "revoke" },      { "/practice/", "control" },
  };
  static const char *const entities[] = { "query", "vendor",      "bill",        "purchaseorder",
                                          "batch", "companyinfo", "preferences", "account",
                                          "item",  "term" };
  g_auto (GStrv) parts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (path, names[i][0]))
      return names[i][1];
  if (g_strcmp0 (g_hash_table_lookup (query, "operation"), "delete") == 0)
    return "delete";
  parts = g_strsplit (path, "/", -1);
  for (guint i = 0; g_strv_length (parts) >= 5 && i < G_N_ELEMENTS (entities); i++)
    if (strcmp (parts[4], entities[i]) == 0)
      return entities[i];
  return "other";
}

/* Shutting the socket makes libsoup give the connection up, as a cut line would. */
static void
cut_connection (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static void
wrote_chunk_cb (SoupServerMessage *message, gpointer user_data)
{
  cut_connection (message);
}

/* Announces the whole body and breaks off in its middle. */
static void
send_half (CflPracticeCall *call)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (call->message);
  gsize length = strlen (call->answer);

  soup_message_headers_set_content_type (headers, call->type, NULL);
  soup_message_headers_set_content_length (headers, (goffset) length);
  soup_message_body_append (soup_server_message_get_response_body (call->message), SOUP_MEMORY_COPY,
                            call->answer, MAX (length / 2, 1));
  g_signal_connect (call->message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), NULL);
}

static gboolean
takes_gzip (CflPracticeCall *call)
{
  const char *accept = cfl_practice_call_header (call, "Accept-Encoding");

  return accept != NULL && strstr (accept, "gzip") != NULL && strlen (call->answer) >= GZIP_FROM;
}

static GBytes *
compress (const char *text)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream =
      g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  if (!g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, NULL) ||
      !g_output_stream_close (stream, NULL, NULL))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
send_whole (CflPracticeCall *call)
{
  g_autoptr (GBytes) packed = takes_gzip (call) ? compress (call->answer) : NULL;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (call->message);

  if (packed != NULL)
    {
      soup_message_headers_replace (headers, "Content-Encoding", "gzip");
      soup_server_message_set_response (call->message, call->type, SOUP_MEMORY_COPY,
                                        g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
    }
  else
    soup_server_message_set_response (call->message, call->type, SOUP_MEMORY_COPY, call->answer,
                                      strlen (call->answer));
  /* Successes of QuickBooks are chunked, its refusals have a length. */
  if (call->status == 200 && g_str_has_prefix (call->path, "/v3/"))
    {
      soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
      soup_message_body_complete (soup_server_message_get_response_body (call->message));
    }
}

static void
add_headers (Job *job)
{
  CflPracticeCall *call = &job->call;
  gint64 total = (g_get_monotonic_time () - job->arrived) / 1000;
  g_autofree char *times =
      g_strdup_printf ("total=%" G_GINT64_FORMAT ", db=%" G_GINT64_FORMAT, total, total * 2 / 3);
  g_autofree char *tid =
      g_strdup_printf ("1-%08x-%024" G_GINT64_MODIFIER "x",
                       (guint) cfl_practice_now (call->practice), ++call->practice->next_tid);

  if (g_str_has_prefix (call->path, "/api/"))
    return;
  /* Both spellings have been seen. */
  cfl_practice_call_set_header (
      call, call->practice->next_tid % 5 == 0 ? "intuit-tid" : "intuit_tid", tid);
  if (!g_str_has_prefix (call->path, "/v3/"))
    return;
  cfl_practice_call_set_header (call, "QBO-Version", "1964.107");
  cfl_practice_call_set_header (call, "Service-Time", times);
  cfl_practice_call_set_header (call, "Cache-Control",
                                "max-age=0, no-cache, no-store, must-revalidate, private");
}

static void
send_answer (Job *job)
{
  CflPracticeCall *call = &job->call;
  CflPracticeTroubleKind kind = job->trouble.kind;

  add_headers (job);
  soup_server_message_set_status (call->message, call->status, NULL);
  if (kind == CFL_PRACTICE_TROUBLE_CUT_AFTER_COMMIT || kind == CFL_PRACTICE_TROUBLE_CUT_IN_BATCH)
    {
      cut_connection (call->message);
      send_whole (call);
    }
  else if (kind == CFL_PRACTICE_TROUBLE_CUT_BODY)
    send_half (call);
  else
    send_whole (call);
  if (job->is_paused)
    soup_server_message_unpause (call->message);
  job_free (job);
}

static gboolean
send_answer_cb (gpointer user_data)
{
  send_answer (user_data);
  return G_SOURCE_REMOVE;
}

static void
hold_back (Job *job)
{
  if (!job->is_paused)
    soup_server_message_pause (job->call.message);
  job->is_paused = TRUE;
}

static void
route (CflPracticeCall *call)
{
  if (g_str_has_prefix (call->path, "/practice/"))
    cfl_practice_control_handle (call);
  else if (g_str_has_prefix (call->path, "/v3/"))
    cfl_practice_quickbooks_handle (call);
  else if (g_str_has_prefix (call->path, "/api/"))
    cfl_practice_cin7_handle (call);
  else if (!cfl_practice_oauth_handle (call))
    cfl_practice_call_answer (call, 404, "text/plain", "Not found");
}

static gboolean
run_cb (gpointer user_data)
{
  Job *job = user_data;
  CflPracticeCall *call = &job->call;

  if (job->trouble.kind == CFL_PRACTICE_TROUBLE_CUT_BEFORE_COMMIT)
    {
      cut_connection (call->message);
      cfl_practice_call_answer (call, 500, "text/plain", "");
    }
  else if (call->answer == NULL && !cfl_practice_trouble_answer (call, job->trouble))
    {
      call->practice->drops_links = job->trouble.kind == CFL_PRACTICE_TROUBLE_DROP_LINKS;
      route (call);
      call->practice->drops_links = FALSE;
    }
  if (call->answer == NULL)
    cfl_practice_call_answer (call, 500, "text/plain", "No answer");
  cfl_practice_trouble_spoil (call, job->trouble);
  if (job->trouble.kind == CFL_PRACTICE_TROUBLE_SLOW)
    {
      hold_back (job);
      g_timeout_add (job->trouble.value, send_answer_cb, job);
    }
  else
    send_answer (job);
  return G_SOURCE_REMOVE;
}

/* In flight is what has been asked and not been answered to the last byte. */
static void
finished_cb (SoupServerMessage *message, gpointer user_data)
{
  CflPractice *practice = user_data;

  if (g_object_steal_data (G_OBJECT (message), "cfl-in-flight") != NULL)
    practice->in_flight--;
}

static void
count_call (CflPracticeCall *call)
{
  CflPractice *practice = call->practice;
  int count = GPOINTER_TO_INT (g_hash_table_lookup (practice->endpoints, call->endpoint));

  g_hash_table_insert (practice->endpoints, (gpointer) call->endpoint, GINT_TO_POINTER (count + 1));
  practice->last_call = g_get_monotonic_time ();
}

static void
draw_trouble (Job *job)
{
  CflPracticeCall *call = &job->call;

  job->trouble = cfl_practice_dial_draw (call->practice->dial, call->endpoint, &call->forms);
  call->is_localised = (call->forms & CFL_PRACTICE_FORM_LOCALISED) != 0;
  call->forgets_ids = job->trouble.kind == CFL_PRACTICE_TROUBLE_FORGET_IDS;
  call->cuts_batch = job->trouble.kind == CFL_PRACTICE_TROUBLE_CUT_IN_BATCH;
  call->cut_after = call->cuts_batch ? job->trouble.value : 0;
}

void
cfl_practice_answer_call (CflPractice *practice,
                          SoupServerMessage *message,
                          const char *path,
                          GHashTable *query)
{
  Job *job = g_new0 (Job, 1);
  CflPracticeCall *call = &job->call;
  g_autoptr (GBytes) body =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  guint delay = 0;

  call->practice = practice;
  call->message = g_object_ref (message);
  call->method = soup_server_message_get_method (message);
  job->arrived = g_get_monotonic_time ();
  job->own_path = g_strdup (path);
  call->path = job->own_path;
  job->own_query =
      query != NULL ? g_hash_table_ref (query) : g_hash_table_new (g_str_hash, g_str_equal);
  call->query = job->own_query;
  call->length = g_bytes_get_size (body);
  call->body = g_strndup (
      g_bytes_get_data (body, NULL) == NULL ? "" : g_bytes_get_data (body, NULL), call->length);
  call->endpoint = name_endpoint (path, call->query);
  count_call (call);
  if (strcmp (call->endpoint, "control") != 0)
    {
      practice->in_flight++;
      practice->max_in_flight = MAX (practice->max_in_flight, practice->in_flight);
      g_object_set_data (G_OBJECT (message), "cfl-in-flight", practice);
      /* An answer has one chunk; "wrote-body" and "finished" come after the client can have sent
       * its next call. */
      g_signal_connect (message, "wrote-chunk", G_CALLBACK (finished_cb), practice);
      g_signal_connect (message, "finished", G_CALLBACK (finished_cb), practice);
      g_signal_connect (message, "disconnected", G_CALLBACK (finished_cb), practice);
      if (!g_str_has_prefix (path, "/v3/") || cfl_practice_quickbooks_admit (call))
        {
          draw_trouble (job);
          delay = cfl_practice_latency_draw (call);
        }
    }
  if (job->trouble.kind == CFL_PRACTICE_TROUBLE_DELAY)
    delay += job->trouble.value;
  if (delay == 0)
    run_cb (job);
  else
    {
      hold_back (job);
      g_timeout_add (delay, run_cb, job);
    }
}
