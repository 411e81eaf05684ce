/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-fault-private.h"

#include "cfl-fault-codes.h"
#include "cfl-http-log.h"
#include "cfl-json.h"
#include "cfl-quickbooks-error.h"
#include "cfl-text.h"

#include <glib/gi18n-lib.h>

/* What the journal keeps of an answer; a bill of 90 lines is longer, but its head says it all. */
#define KEPT_TEXT 8000
#define KEPT_MESSAGE 1000

/* A system fault says that they had trouble, whatever its code. */
static gboolean
is_system_fault (const CflAnswer *self)
{
  return g_ascii_strncasecmp (self->type, "System", 6) == 0;
}

static gboolean
is_refusal (const CflAnswer *self)
{
  CflFaultClass kind = cfl_fault_classify (self->code);

  return self->has_fault && !is_system_fault (self) &&
         (kind == CFL_FAULT_REFUSED || kind == CFL_FAULT_STALE);
}

/* Of a 4xx: what its code says, and where that says nothing, its status. */
static CflAnswerClass
classify_refusal (const CflAnswer *self)
{
  CflFaultClass kind = cfl_fault_classify (self->code);

  if (self->status == 429 || kind == CFL_FAULT_THROTTLED)
    return CFL_ANSWER_THROTTLED;
  if (kind == CFL_FAULT_FORBIDDEN)
    return CFL_ANSWER_FORBIDDEN;
  if (self->status == 401 || kind == CFL_FAULT_SIGN_IN)
    return CFL_ANSWER_SIGN_IN;
  if (kind == CFL_FAULT_LAPSED)
    return CFL_ANSWER_LAPSED;
  return is_refusal (self) ? CFL_ANSWER_REFUSED : CFL_ANSWER_UNCLEAR;
}

static CflAnswerClass
classify (const CflAnswer *self)
{
  gboolean success = self->status >= 200 && self->status <= 299;

  if (success && !self->has_fault)
    return CFL_ANSWER_SUCCESS;
  /* A fault inside a 2xx contradicts itself. Of these only a refusal says what it means. */
  if (success && is_refusal (self))
    return CFL_ANSWER_CONTRADICTORY;
  if (self->status >= 400 && self->status <= 499)
    return classify_refusal (self);
  return CFL_ANSWER_UNCLEAR;
}

static void
redact (char **text, guint length)
{
  g_autofree char *safe = cfl_redact_text (*text);

  g_free (*text);
  *text = cfl_text_cut (safe, length);
}

/* A little more of the text is kept at first, so that a token across the cut is still known as one. */
static CflAnswer *
new_answer (guint status, GBytes *body, const char *tid)
{
  CflAnswer *self = g_new0 (CflAnswer, 1);
  gsize size = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &size) : NULL;

  self->status = status;
  self->type = g_strdup ("");
  self->message = g_strdup ("");
  self->detail = g_strdup ("");
  self->tid = g_strdup (tid != NULL ? tid : "");
  self->text = g_utf8_make_valid (data != NULL ? data : "", (gssize) MIN (size, 2 * KEPT_TEXT));
  redact (&self->text, KEPT_TEXT);
  return self;
}

static void
finish (CflAnswer *self)
{
  redact (&self->message, KEPT_MESSAGE);
  redact (&self->detail, KEPT_MESSAGE);
  self->kind = classify (self);
}

/**
 * cfl_answer_new:
 * @status: the HTTP status
 * @body: (nullable): the body, whatever it holds
 * @tid: (nullable): Intuit's own id of the call
 *
 * The one reader of QuickBooks' answers. It never fails: what cannot be read says so in its form.
 */
CflAnswer *
cfl_answer_new (guint status, GBytes *body, const char *tid)
{
  CflAnswer *self = new_answer (status, body, tid);

  cfl_answer_read_body (self, body);
  finish (self);
  return self;
}

static GBytes *
write_object (JsonObject *object)
{
  g_autoptr (CflJsonWriter) writer = cfl_json_writer_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_node_init_object (node, object);
  cfl_json_writer_add_node (writer, NULL, node);
  return cfl_json_writer_finish (writer, NULL);
}

static gboolean
holds_only_fault (JsonObject *item)
{
  g_autoptr (GList) values = json_object_get_values (item);
  guint objects = 0;

  for (GList *at = values; at != NULL; at = at->next)
    objects += cfl_json_node_get_object (at->data) != NULL;
  return objects == 1;
}

/* The status speaks of the batch: an item that holds nothing but a fault is a refusal like one that
 * came with a status of its own. */
CflAnswer *
cfl_answer_new_for_item (const CflAnswer *batch, JsonObject *item)
{
  g_autoptr (GBytes) text = write_object (item);
  CflAnswer *self = new_answer (batch->status, text, batch->tid);

  cfl_answer_read_object (self, item);
  finish (self);
  if (self->has_fault && holds_only_fault (item))
    self->kind = classify_refusal (self);
  return self;
}

CflAnswer *
cfl_answer_new_from_response (CflHttpResponse *response)
{
  const char *tid = cfl_http_response_get_header (response, "intuit_tid");

  if (tid == NULL)
    tid = cfl_http_response_get_header (response, "intuit-tid");
  return cfl_answer_new (cfl_http_response_get_status (response),
                         cfl_http_response_get_body (response), tid);
}

void
cfl_answer_free (CflAnswer *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->root, json_node_unref);
  g_free (self->type);
  g_free (self->message);
  g_free (self->detail);
  g_free (self->tid);
  g_free (self->text);
  g_free (self);
}

static void
set_refusal (const CflAnswer *self, GError **error)
{
  if (self->code == 6240)
    g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_NAME_TAKEN,
                         _ ("A vendor, customer or employee in QuickBooks already has this name. "
                            "Choose another name, or link the supplier to that vendor."));
  else
    /* Translators: the first is QuickBooks' own explanation, the second its number for it */
    g_set_error (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_REJECTED,
                 _ ("QuickBooks refused this: %s (code %d)."),
                 *self->detail != '\0' ? self->detail : self->message, self->code);
}

/**
 * cfl_answer_set_error:
 *
 * For calls whose answer is no verdict (reads, new vendors).
 *
 * Returns: TRUE for a success, FALSE with a sentence for the user in @error otherwise
 */
gboolean
cfl_answer_set_error (const CflAnswer *self, GError **error)
{
  switch (self->kind)
    {
    case CFL_ANSWER_SUCCESS:
      if (self->form == CFL_ANSWER_JSON)
        return TRUE;
      g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_PROTOCOL,
                           _ ("QuickBooks' answer could not be read. Something between this "
                              "computer and QuickBooks may have replaced it; try again later."));
      return FALSE;
    case CFL_ANSWER_SIGN_IN:
      g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SIGN_IN,
                           _ ("The sign-in to QuickBooks is no longer valid. Sign in again."));
      return FALSE;
    case CFL_ANSWER_FORBIDDEN:
      g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_FORBIDDEN,
                           _ ("QuickBooks does not let Counterfoil into this company. Sign in "
                              "again as an administrator of the company."));
      return FALSE;
    case CFL_ANSWER_LAPSED:
      g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_LAPSED,
                           _ ("This company's QuickBooks subscription is not active. Renew it in "
                              "QuickBooks, then try again."));
      return FALSE;
    case CFL_ANSWER_THROTTLED:
      g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_THROTTLED,
                           _ ("QuickBooks takes no more calls for the moment. Try again in a few "
                              "minutes."));
      return FALSE;
    case CFL_ANSWER_REFUSED:
      set_refusal (self, error);
      return FALSE;
    case CFL_ANSWER_CONTRADICTORY:
    case CFL_ANSWER_UNCLEAR:
    default:
      if (self->status >= 500 || self->has_fault)
        g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_SERVER,
                             _ ("QuickBooks has trouble answering. Try again in a few minutes."));
      else
        g_set_error_literal (error, CFL_QUICKBOOKS_ERROR, CFL_QUICKBOOKS_ERROR_PROTOCOL,
                             _ ("The answer did not come from QuickBooks. Check the network "
                                "connection and the address of the company, then try again."));
      return FALSE;
    }
}
