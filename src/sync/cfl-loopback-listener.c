/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-sync"

#include "config.h"

#include "cfl-loopback-listener.h"

#include "cfl-http-client.h"
#include "cfl-sync-service.h"

#include <glib/gi18n-lib.h>

/* A redirect is a few hundred bytes long; its first line is all that counts. */
#define MAX_LINE 8192
#define READ_TIMEOUT_SECONDS 10

struct _CflLoopbackListener {
  GObject parent_instance;

  GSocketService *service;
  char *base; /* the redirect address without its query */
  char *path;
  char *redirected; /* NULL until it came */
  GTask *waiting;
  GSource *cancelled; /* watches the wait's cancellable */
};

typedef struct {
  CflLoopbackListener *self;
  GSocketConnection *connection;
  char buffer[MAX_LINE + 1];
  gsize length;
} Visit;

G_DEFINE_FINAL_TYPE (CflLoopbackListener, cfl_loopback_listener, G_TYPE_OBJECT)

static void
visit_free (Visit *visit)
{
  g_object_unref (visit->self);
  g_object_unref (visit->connection);
  g_free (visit);
}

static void
cfl_loopback_listener_dispose (GObject *object)
{
  CflLoopbackListener *self = CFL_LOOPBACK_LISTENER (object);

  if (self->service != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->service, self);
      g_socket_service_stop (self->service);
      g_socket_listener_close (G_SOCKET_LISTENER (self->service));
    }
  g_clear_object (&self->service);
  G_OBJECT_CLASS (cfl_loopback_listener_parent_class)->dispose (object);
}

static void
cfl_loopback_listener_finalize (GObject *object)
{
  CflLoopbackListener *self = CFL_LOOPBACK_LISTENER (object);

  g_free (self->base);
  g_free (self->path);
  g_free (self->redirected);
  G_OBJECT_CLASS (cfl_loopback_listener_parent_class)->finalize (object);
}

static void
cfl_loopback_listener_class_init (CflLoopbackListenerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cfl_loopback_listener_dispose;
  G_OBJECT_CLASS (klass)->finalize = cfl_loopback_listener_finalize;
}

static void
cfl_loopback_listener_init (CflLoopbackListener *self)
{
}

static void
hand_over (CflLoopbackListener *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->waiting);

  if (task == NULL)
    return;
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_strdup (self->redirected), g_free);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Visit *visit = user_data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  g_io_stream_close_async (G_IO_STREAM (visit->connection), G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  if (visit->self->redirected != NULL)
    {
      g_socket_service_stop (visit->self->service);
      g_socket_listener_close (G_SOCKET_LISTENER (visit->self->service));
      hand_over (visit->self);
    }
  visit_free (visit);
}

static void
answer (Visit *visit, const char *status, const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  g_autofree char *page = g_strdup_printf (
      "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Counterfoil</title></head>"
      "<body><p>%s</p></body></html>\n",
      escaped);
  char *text = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\n"
                                "Content-Length: %" G_GSIZE_FORMAT
                                "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
                                "Connection: close\r\n\r\n%s",
                                status, strlen (page), page);
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (visit->connection));

  /* The text must live as long as the write. */
  g_object_set_data_full (G_OBJECT (visit->connection), "cfl-answer", text, g_free);
  g_output_stream_write_all_async (output, text, strlen (text), G_PRIORITY_DEFAULT, NULL,
                                   answered_cb, visit);
}

/* "GET /callback?code=... HTTP/1.1": the query, or NULL when it is no redirect to us. */
static char *
find_query (CflLoopbackListener *self, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  const char *mark;

  if (g_strv_length (words) != 3 || !g_str_equal (words[0], "GET") ||
      !g_str_has_prefix (words[2], "HTTP/1."))
    return NULL;
  mark = strchr (words[1], '?');
  if (mark == NULL || (gsize) (mark - words[1]) != strlen (self->path) ||
      strncmp (words[1], self->path, strlen (self->path)) != 0)
    return NULL;
  return g_strdup (mark + 1);
}

static void
judge (Visit *visit)
{
  CflLoopbackListener *self = visit->self;
  char *end = strpbrk (visit->buffer, "\r\n");
  g_autofree char *query = NULL;

  if (end != NULL)
    *end = '\0';
  query = end == NULL ? NULL : find_query (self, visit->buffer);
  if (query == NULL || self->redirected != NULL || !g_utf8_validate (query, -1, NULL))
    {
      answer (visit, "404 Not Found", _ ("There is nothing here."));
      return;
    }
  self->redirected = g_strdup_printf ("%s?%s", self->base, query);
  answer (visit, "200 OK", _ ("Back to Counterfoil: this page can be closed."));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Visit *visit = user_data;
  gssize count = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (count <= 0)
    {
      visit_free (visit);
      return;
    }
  visit->length += (gsize) count;
  visit->buffer[visit->length] = '\0';
  if (strchr (visit->buffer, '\n') != NULL || visit->length == MAX_LINE)
    judge (visit);
  else
    g_input_stream_read_async (G_INPUT_STREAM (source), visit->buffer + visit->length,
                               MAX_LINE - visit->length, G_PRIORITY_DEFAULT, NULL, read_cb, visit);
}

static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  Visit *visit = g_new0 (Visit, 1);

  visit->self = g_object_ref (user_data);
  visit->connection = g_object_ref (connection);
  g_socket_set_timeout (g_socket_connection_get_socket (connection), READ_TIMEOUT_SECONDS);
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), visit->buffer,
                             MAX_LINE, G_PRIORITY_DEFAULT, NULL, read_cb, visit);
  return TRUE;
}

gboolean
cfl_loopback_listener_can_serve (const char *redirect_uri)
{
  return g_str_has_prefix (redirect_uri, "http://") && cfl_web_uri_is_loopback (redirect_uri);
}

static gboolean
listen_on (CflLoopbackListener *self, const char *address, guint16 port, GError **error)
{
  g_autoptr (GSocketAddress) socket_address = g_inet_socket_address_new_from_string (address, port);

  return g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), socket_address,
                                        G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, NULL,
                                        error);
}

/**
 * cfl_loopback_listener_new:
 * @redirect_uri: an address for which cfl_loopback_listener_can_serve() holds
 *
 * Returns: (transfer full): a listener on IPv4 and, where the machine has it, on IPv6; or NULL with
 *   CFL_SYNC_ERROR_FILE
 */
CflLoopbackListener *
cfl_loopback_listener_new (const char *redirect_uri, GError **error)
{
  g_autoptr (CflLoopbackListener) self = g_object_new (CFL_TYPE_LOOPBACK_LISTENER, NULL);
  g_autoptr (GUri) uri = g_uri_parse (redirect_uri, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GError) local = NULL;
  int port;

  g_return_val_if_fail (uri != NULL, NULL);

  port = g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : 80;
  self->path = g_strdup (g_uri_get_path (uri)[0] == '\0' ? "/" : g_uri_get_path (uri));
  self->base = g_strndup (redirect_uri, strcspn (redirect_uri, "?#"));
  self->service = g_socket_service_new ();
  if (!listen_on (self, "127.0.0.1", (guint16) port, &local))
    {
      g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_FILE,
                   _ ("The redirect address cannot be listened on (%s). Close the program that "
                      "uses port %d, or register another port."),
                   local->message, port);
      return NULL;
    }
  listen_on (self, "::1", (guint16) port, NULL);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  g_socket_service_start (self->service);
  return g_steal_pointer (&self);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  hand_over (user_data);
  return G_SOURCE_REMOVE;
}

/* A cancelled wait leaves the listener as it is: the address may still be pasted, or waited for
 * again. */
void
cfl_loopback_listener_wait_async (CflLoopbackListener *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cfl_loopback_listener_wait_async);
  g_task_set_name (task, "wait for redirect");
  g_return_if_fail (self->waiting == NULL);

  self->waiting = task;
  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancelled, NULL);
    }
  if (self->redirected != NULL)
    hand_over (self);
}

char *
cfl_loopback_listener_wait_finish (CflLoopbackListener *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
