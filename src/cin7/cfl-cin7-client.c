/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-cin7"

#include "config.h"

#include "cfl-cin7-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Cin7's limits are 3 a second, 60 a minute and 5,000 a day; we stay a little below the first two by
 * our own clock and count for the third. */
#define PER_SECOND 2
#define PER_MINUTE 58
#define SPACING 400 /* milliseconds */

/* Reads are repeated freely. A bare 429 does not say which limit another program used up: that of a
 * second, of a minute, or of the day; the waits grow from the one to the other. */
#define RETRIES ((CflRetryPolicy){ 5, { 1, 5, 30, 120 }, 1, 60, 300 })

struct _CflCin7Client {
  GObject parent_instance;

  CflHttpClient *http;
  CflPacer *pacer;
  char *base_uri;      /* with /api/v1/ */
  char *authorization; /* secret */
  guint calls;
  gint64 calls_day; /* UTC day that @calls belongs to */
  gboolean held;    /* no further page is asked for */
  GTask *waiting;   /* the pull that would go on */
};

G_DEFINE_FINAL_TYPE (CflCin7Client, cfl_cin7_client, G_TYPE_OBJECT)

enum { SIGNAL_WAITING, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
waiting_cb (
    CflHttpClient *http, CflHttpRequest *request, guint seconds, guint reason, CflCin7Client *self)
{
  g_autofree char *sentence = NULL;

  if (!g_str_has_prefix (cfl_http_request_get_uri (request), self->base_uri))
    return;
  if (reason == CFL_WAIT_THROTTLED)
    sentence = g_strdup_printf (
        ngettext ("Cin7 asks to wait %u second.", "Cin7 asks to wait %u seconds.", seconds),
        seconds);
  else
    sentence = g_strdup_printf (
        ngettext ("Cin7 did not answer as it should. Trying again in %u second.",
                  "Cin7 did not answer as it should. Trying again in %u seconds.", seconds),
        seconds);
  g_signal_emit (self, signals[SIGNAL_WAITING], 0, seconds, sentence);
}

void
cfl_cin7_client_set_held (CflCin7Client *self, gboolean held)
{
  GTask *task;

  g_return_if_fail (CFL_IS_CIN7_CLIENT (self));

  self->held = held;
  task = held ? NULL : g_steal_pointer (&self->waiting);
  if (task != NULL)
    cfl_cin7_pull_go_on (self, task);
}

gboolean
cfl_cin7_client_wait (CflCin7Client *self, GTask *task)
{
  if (!self->held || self->waiting != NULL)
    return FALSE;
  self->waiting = task;
  return TRUE;
}

static void
cfl_cin7_client_dispose (GObject *object)
{
  CflCin7Client *self = CFL_CIN7_CLIENT (object);

  g_clear_object (&self->http);
  g_clear_object (&self->pacer);
  G_OBJECT_CLASS (cfl_cin7_client_parent_class)->dispose (object);
}

static void
cfl_cin7_client_finalize (GObject *object)
{
  CflCin7Client *self = CFL_CIN7_CLIENT (object);

  explicit_bzero (self->authorization, strlen (self->authorization));
  g_free (self->authorization);
  g_free (self->base_uri);
  G_OBJECT_CLASS (cfl_cin7_client_parent_class)->finalize (object);
}

static void
cfl_cin7_client_class_init (CflCin7ClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cfl_cin7_client_dispose;
  object_class->finalize = cfl_cin7_client_finalize;

  signals[SIGNAL_WAITING] =
      g_signal_new ("waiting", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}

static void
cfl_cin7_client_init (CflCin7Client *self)
{
  self->pacer = cfl_pacer_new (1, PER_SECOND, PER_MINUTE);
  cfl_pacer_set_spacing (self->pacer, SPACING);
  self->authorization = g_strdup ("");
}

CflCin7Client *
cfl_cin7_client_new (CflHttpClient *http, const char *base_uri, const char *user, const char *key)
{
  CflCin7Client *self = g_object_new (CFL_TYPE_CIN7_CLIENT, NULL);
  g_autofree char *pair = g_strconcat (user, ":", key, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  gsize length = strlen (base_uri);

  while (length > 0 && base_uri[length - 1] == '/')
    length--;
  self->http = g_object_ref (http);
  self->base_uri = g_strdup_printf ("%.*s/api/v1/", (int) length, base_uri);
  g_free (self->authorization);
  self->authorization = g_strconcat ("Basic ", encoded, NULL);
  explicit_bzero (pair, strlen (pair));
  explicit_bzero (encoded, strlen (encoded));
  g_signal_connect_object (http, "waiting", G_CALLBACK (waiting_cb), self, 0);
  return self;
}

void
cfl_cin7_client_set_limits (CflCin7Client *self, guint per_second, guint per_minute)
{
  g_clear_object (&self->pacer);
  self->pacer = cfl_pacer_new (1, per_second, per_minute);
  if (per_second > 0)
    cfl_pacer_set_spacing (self->pacer, SPACING);
}

gboolean
cfl_cin7_client_set_call_record (CflCin7Client *self, const char *path, GError **error)
{
  return cfl_pacer_set_record (self->pacer, path, error);
}

static gint64
today (void)
{
  return g_get_real_time () / (G_USEC_PER_SEC * G_GINT64_CONSTANT (86400));
}

static void
count_calls (CflCin7Client *self, guint calls)
{
  if (self->calls_day != today ())
    self->calls = 0;
  self->calls_day = today ();
  self->calls += calls;
}

/**
 * cfl_cin7_client_get_calls:
 *
 * Returns: how many calls this client made today (UTC), of the 5,000 that Cin7 allows
 */
guint
cfl_cin7_client_get_calls (CflCin7Client *self)
{
  count_calls (self, 0);
  return self->calls;
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflCin7Client *self = g_task_get_source_object (task);
  const char *resource = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CflHttpResponse) response =
      cfl_http_client_send_finish (CFL_HTTP_CLIENT (source), result, &error);

  count_calls (self, response != NULL ? cfl_http_response_get_attempts (response) : 1);
  if (response != NULL && cfl_cin7_check_response (response, resource, &error))
    {
      g_task_return_pointer (task, g_steal_pointer (&response),
                             (GDestroyNotify) cfl_http_response_unref);
      return;
    }
  cfl_cin7_translate_error (&error);
  g_task_return_error (task, error);
}

static void
append_parameter (GString *uri, const char *name, const char *value)
{
  g_autofree char *escaped = NULL;

  if (value == NULL)
    return;
  escaped = g_uri_escape_string (value, NULL, FALSE);
  g_string_append_printf (uri, "&%s=%s", name, escaped);
}

/* Everything is asked in the order of the ids: a row that changes meanwhile keeps its place. */
void
cfl_cin7_client_get_async (CflCin7Client *self,
                           const char *resource,
                           const char *fields,
                           const char *where,
                           guint page,
                           guint rows,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GString) uri = g_string_new (self->base_uri);
  g_autoptr (CflHttpRequest) request = NULL;
  g_autofree char *label = g_strconcat ("read ", resource, NULL);

  g_string_append_printf (uri, "%s?page=%u&rows=%u", resource, page, rows);
  append_parameter (uri, "fields", fields);
  append_parameter (uri, "where", where);
  append_parameter (uri, "order", "id ASC");
  request = cfl_http_request_new ("GET", uri->str);
  cfl_http_request_set_secret_header (request, "Authorization", self->authorization);
  cfl_http_request_set_header (request, "Accept", "application/json");
  cfl_http_request_set_label (request, label);
  cfl_http_request_set_timeout (request, 120); /* 250 orders of 90 lines take their time */
  cfl_http_request_set_retry_policy (request, RETRIES);
  g_task_set_source_tag (task, cfl_cin7_client_get_async);
  g_task_set_name (task, "call Cin7");
  g_task_set_task_data (task, g_strdup (resource), g_free);
  cfl_http_client_send_async (self->http, request, self->pacer, cancellable, got_cb, task);
}

CflHttpResponse *
cfl_cin7_client_get_finish (CflCin7Client *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Probing: each resource that we need, one row of it. */

static const char *const needed[] = { "PurchaseOrders", "Contacts" };

static void probe_next (CflCin7Client *self, GTask *task);

static void
probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflCin7Client *self = CFL_CIN7_CLIENT (source);
  guint *next = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CflHttpResponse) response = cfl_cin7_client_get_finish (self, result, &error);
  g_autoptr (JsonNode) page =
      response != NULL ? cfl_cin7_parse_page (response, needed[*next], &error) : NULL;

  if (page == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  (*next)++;
  if (*next < G_N_ELEMENTS (needed))
    probe_next (self, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes over @task. */
static void
probe_next (CflCin7Client *self, GTask *task)
{
  guint *next = g_task_get_task_data (task);

  cfl_cin7_client_get_async (self, needed[*next], "id", NULL, 1, 1, g_task_get_cancellable (task),
                             probed_cb, task);
}

void
cfl_cin7_client_probe_async (CflCin7Client *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cfl_cin7_client_probe_async);
  g_task_set_name (task, "probe Cin7");
  g_task_set_task_data (task, g_new0 (guint, 1), g_free);
  probe_next (self, task);
}

gboolean
cfl_cin7_client_probe_finish (CflCin7Client *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
