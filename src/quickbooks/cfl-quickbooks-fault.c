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
#include <string.h>

/* What the journal keeps of an answer; a bill of 90 lines is longer, but its head says it all. */
#define KEPT_TEXT 8000
#define KEPT_MESSAGE 1000

/* Both envelopes in one: {"Fault":{"Error":[…],"type":…}} of the accounting service and
 * {"fault":{"error":[…],"type":…}} of the gateway. */
static void
read_fault_object (CflAnswer *self, JsonObject *fault)
{
  JsonArray *errors = cfl_json_get_array (fault, "Error");
  JsonObject *first;
  const char *code;

  self->has_fault = TRUE;
  cfl_text_set (&self->type, cfl_json_get_text (fault, "type"));
  if (errors == NULL)
    errors = cfl_json_get_array (fault, "error");
  first = errors != NULL ? cfl_json_array_get_object (errors, 0) : NULL;
  if (first == NULL)
    return;

  g_autofree char *code_text = cfl_json_dup_scalar (first, "code");
  code = code_text != NULL ? code_text : "";
  /* "003001" and "3001" are the same code. */
  self->code = (int) CLAMP (g_ascii_strtoll (code, NULL, 10), 0, G_MAXINT);
  cfl_text_set (&self->message, cfl_json_get_text (first, "Message"));
  if (*self->message == '\0')
    cfl_text_set (&self->message, cfl_json_get_text (first, "message"));
  cfl_text_set (&self->detail, cfl_json_get_text (first, "Detail"));
  if (*self->detail == '\0')
    cfl_text_set (&self->detail, cfl_json_get_text (first, "detail"));
}

static JsonObject *
find_fault_in (JsonObject *object)
{
  JsonObject *fault = cfl_json_get_object (object, "Fault");

  return fault != NULL ? fault : cfl_json_get_object (object, "fault");
}

static JsonObject *
find_fault (JsonObject *root)
{
  static const char *const lists[] = { "BatchItemResponse", "AttachableResponse" };
  JsonObject *fault = find_fault_in (root);

  for (guint i = 0; fault == NULL && i < G_N_ELEMENTS (lists); i++)
    {
      JsonArray *items = cfl_json_get_array (root, lists[i]);

      for (guint j = 0; fault == NULL && j < cfl_json_array_get_length (items); j++)
        fault = find_fault_in (cfl_json_array_get_object (items, j));
    }
  return fault;
}

/* XML comes from calls that lost their Accept header on the way, and from the throttle. */
typedef struct {
  CflAnswer *answer;
  GString *text;
} XmlReader;

static void
xml_start (GMarkupParseContext *context,
           const char *name,
           const char **attribute_names,
           const char **attribute_values,
           gpointer user_data,
           GError **error)
{
  XmlReader *reader = user_data;
  gboolean is_fault = g_str_equal (name, "Fault");

  g_string_truncate (reader->text, 0);
  if (is_fault)
    reader->answer->has_fault = TRUE;
  for (guint i = 0; attribute_names[i] != NULL; i++)
    if (is_fault && g_str_equal (attribute_names[i], "type"))
      cfl_text_set (&reader->answer->type, attribute_values[i]);
    else if (g_str_equal (name, "Error") && g_str_equal (attribute_names[i], "code") &&
             reader->answer->code == 0)
      reader->answer->code =
          (int) CLAMP (g_ascii_strtoll (attribute_values[i], NULL, 10), 0, G_MAXINT);
}

static void
xml_end (GMarkupParseContext *context, const char *name, gpointer user_data, GError **error)
{
  XmlReader *reader = user_data;

  if (g_str_equal (name, "Message") && *reader->answer->message == '\0')
    cfl_text_set (&reader->answer->message, reader->text->str);
  else if (g_str_equal (name, "Detail") && *reader->answer->detail == '\0')
    cfl_text_set (&reader->answer->detail, reader->text->str);
}

static void
xml_text (GMarkupParseContext *context,
          const char *text,
          gsize length,
          gpointer user_data,
          GError **error)
{
  XmlReader *reader = user_data;

  g_string_append_len (reader->text, text, (gssize) length);
}

static gboolean
read_xml (CflAnswer *self, const char *data, gsize size)
{
  static const GMarkupParser parser = { xml_start, xml_end, xml_text, NULL, NULL };
  g_autoptr (GString) text = g_string_new (NULL);
  XmlReader reader = { self, text };
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autofree char *head = g_strndup (data, MIN (size, 256));

  if (strstr (head, "<?xml") == NULL && strstr (head, "<IntuitResponse") == NULL)
    return FALSE;
  context = g_markup_parse_context_new (&parser, 0, &reader, NULL);
  return g_markup_parse_context_parse (context, data, (gssize) size, NULL) &&
         g_markup_parse_context_end_parse (context, NULL);
}

static void
read_body (CflAnswer *self, GBytes *body)
{
  gsize size = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &size) : NULL;
  JsonObject *root;

  while (size > 0 && g_ascii_isspace (data[size - 1]))
    size--;
  if (size == 0)
    {
      self->form = CFL_ANSWER_EMPTY;
      return;
    }
  self->root = cfl_json_parse (body, CFL_JSON_EXACT_NAMES, NULL);
  root = cfl_json_node_get_object (self->root);
  if (root != NULL)
    {
      JsonObject *fault = find_fault (root);

      self->form = CFL_ANSWER_JSON;
      if (fault != NULL)
        read_fault_object (self, fault);
    }
  else
    self->form = read_xml (self, data, size) ? CFL_ANSWER_XML : CFL_ANSWER_UNREADABLE;
}

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
  CflAnswer *self = g_new0 (CflAnswer, 1);
  gsize size = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &size) : NULL;

  self->status = status;
  self->type = g_strdup ("");
  self->message = g_strdup ("");
  self->detail = g_strdup ("");
  self->tid = g_strdup (tid != NULL ? tid : "");
  /* A little more than is kept, so that a token across the cut is still known as one. */
  self->text = g_utf8_make_valid (data != NULL ? data : "", (gssize) MIN (size, 2 * KEPT_TEXT));
  redact (&self->text, KEPT_TEXT);
  read_body (self, body);
  redact (&self->message, KEPT_MESSAGE);
  redact (&self->detail, KEPT_MESSAGE);
  self->kind = classify (self);
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
