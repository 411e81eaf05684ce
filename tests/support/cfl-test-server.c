/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-test-server.h"

#include <libsoup/soup.h>
#include <string.h>

typedef struct {
  char *expected;
  guint status;
  char *header;
  char *body;
} Step;

struct _CflTestServer {
  SoupServer *server;
  char *address;
  GQueue steps;        /* of Step, those still to come */
  GPtrArray *requests; /* of CflTestRequest */
};

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->expected);
  g_free (step->header);
  g_free (step->body);
  g_free (step);
}

static void
request_free (gpointer data)
{
  CflTestRequest *request = data;

  g_free (request->line);
  g_free (request->authorization);
  g_free (request->body);
  g_free (request);
}

static CflTestRequest *
keep_request (CflTestServer *self, SoupServerMessage *message)
{
  CflTestRequest *request = g_new0 (CflTestRequest, 1);
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);
  const char *authorization = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autofree char *raw =
      g_strdup_printf ("%s %s%s%s", soup_server_message_get_method (message), g_uri_get_path (uri),
                       query != NULL ? "?" : "", query != NULL ? query : "");

  request->line = g_uri_unescape_string (raw, NULL);
  request->authorization = g_strdup (authorization != NULL ? authorization : "");
  request->body = g_strndup (body->data != NULL ? body->data : "", (gsize) body->length);
  g_ptr_array_add (self->requests, request);
  return request;
}

static void
close_connection_cb (SoupServerMessage *message, gpointer user_data)
{
  g_socket_close (soup_server_message_get_socket (message), NULL);
}

static void
add_header (SoupServerMessage *message, const char *header)
{
  g_auto (GStrv) parts = g_strsplit (header, ": ", 2);

  soup_message_headers_append (soup_server_message_get_response_headers (message), parts[0],
                               parts[1]);
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  CflTestServer *self = user_data;
  CflTestRequest *request = keep_request (self, message);
  Step *step = g_queue_pop_head (&self->steps);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (step == NULL)
    g_error ("Unexpected request: %s", request->line);
  if (!g_str_has_prefix (request->line, step->expected))
    g_error ("Expected %s, got %s", step->expected, request->line);
  if (step->status == CFL_TEST_CUT_BEFORE)
    close_connection_cb (message, NULL);
  else if (step->status == CFL_TEST_CUT_BODY)
    {
      soup_server_message_set_status (message, 200, NULL);
      soup_message_headers_set_content_length (headers, (goffset) strlen (step->body) + 1000);
      soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_COPY,
                                step->body, strlen (step->body));
      g_signal_connect (message, "wrote-body-data", G_CALLBACK (close_connection_cb), NULL);
    }
  else
    {
      soup_server_message_set_status (message, step->status, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, step->body,
                                        strlen (step->body));
      if (step->header != NULL)
        add_header (message, step->header);
    }
  step_free (step);
}

CflTestServer *
cfl_test_server_new (void)
{
  CflTestServer *self = g_new0 (CflTestServer, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_queue_init (&self->steps);
  self->requests = g_ptr_array_new_with_free_func (request_free);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->address = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

void
cfl_test_server_free (CflTestServer *self)
{
  Step *missing = g_queue_peek_head (&self->steps);

  if (missing != NULL)
    g_error ("This request never came: %s", missing->expected);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_free (self->address);
  g_ptr_array_unref (self->requests);
  g_free (self);
}

const char *
cfl_test_server_get_address (CflTestServer *self)
{
  return self->address;
}

void
cfl_test_server_expect (
    CflTestServer *self, const char *expected, guint status, const char *header, const char *body)
{
  Step *step = g_new0 (Step, 1);

  step->expected = g_strdup (expected);
  step->status = status;
  step->header = g_strdup (header);
  step->body = g_strdup (body != NULL ? body : "");
  g_queue_push_tail (&self->steps, step);
}

guint
cfl_test_server_get_count (CflTestServer *self)
{
  return self->requests->len;
}

const CflTestRequest *
cfl_test_server_get_request (CflTestServer *self, guint index)
{
  g_assert_cmpuint (index, <, self->requests->len);
  return g_ptr_array_index (self->requests, index);
}
