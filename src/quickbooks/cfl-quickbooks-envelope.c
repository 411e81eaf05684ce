/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Faults in all their envelopes: JSON of the accounting service and of the gateway in front of it, XML
 * of calls that lost their Accept header on the way. What cannot be read is no error here; the answer
 * says so in its form. */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-fault-private.h"

#include "cfl-fault-codes.h"
#include "cfl-json.h"
#include "cfl-text.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* One of the errors of a fault. */
typedef struct {
  int code;
  char *message; /* (nullable) */
  char *detail;  /* (nullable) */
} FaultError;

static void
fault_error_clear (gpointer data)
{
  FaultError *error = data;

  g_free (error->message);
  g_free (error->detail);
}

static GArray *
fault_errors_new (void)
{
  GArray *errors = g_array_new (FALSE, FALSE, sizeof (FaultError));

  g_array_set_clear_func (errors, fault_error_clear);
  return errors;
}

/* Of several errors the one counts that leaves most open. A number that is taken goes before other
 * refusals, because the document that has it may be ours. */
static guint
count_doubts (int code)
{
  if (code == 0)
    return 0;
  switch (cfl_fault_classify (code))
    {
    case CFL_FAULT_UNKNOWN:
      return 5;
    case CFL_FAULT_SERVER:
      return 4;
    case CFL_FAULT_SIGN_IN:
    case CFL_FAULT_FORBIDDEN:
    case CFL_FAULT_LAPSED:
    case CFL_FAULT_THROTTLED:
    case CFL_FAULT_OFFLINE:
      return 3;
    case CFL_FAULT_STALE:
    case CFL_FAULT_REFUSED:
    case CFL_FAULT_OK:
    default:
      return code == CFL_FAULT_NUMBER_TAKEN ? 2 : 1;
    }
}

/* "First. Second; third": each text once, in the order in which they came. */
static void
append_text (char **field, const char *text)
{
  g_autofree char *clean = NULL;
  g_autofree char *old = NULL;
  const char *joint;

  cfl_text_set (&clean, text);
  if (*clean == '\0' || strstr (*field, clean) != NULL)
    return;
  old = g_steal_pointer (field);
  if (*old == '\0')
    joint = "";
  else
    joint = strchr (".!?", old[strlen (old) - 1]) != NULL ? " " : "; ";
  *field = g_strconcat (old, joint, clean, NULL);
}

static void
add_errors (CflAnswer *self, GArray *errors)
{
  for (guint i = 0; i < errors->len; i++)
    {
      const FaultError *error = &g_array_index (errors, FaultError, i);
      gboolean is_bare = error->detail == NULL || *error->detail == '\0';

      if (count_doubts (error->code) > count_doubts (self->code))
        self->code = error->code;
      append_text (&self->message, error->message);
      /* Beside others an error that has no detail would be lost. */
      append_text (&self->detail, is_bare && errors->len > 1 ? error->message : error->detail);
    }
}

/* "003001" and "3001" are the same code. Ours are negative, so none of Intuit's may be. */
static int
read_code (const char *text)
{
  return text != NULL ? (int) CLAMP (g_ascii_strtoll (text, NULL, 10), 0, G_MAXINT) : 0;
}

/* ---- JSON ---- */

static const char *
get_either (JsonObject *object, const char *name, const char *other)
{
  const char *text = cfl_json_get_text (object, name);

  return text != NULL ? text : cfl_json_get_text (object, other);
}

static void
append_error (GArray *errors, JsonObject *object)
{
  g_autofree char *code = cfl_json_dup_scalar (object, "code");
  FaultError error = { read_code (code), g_strdup (get_either (object, "Message", "message")),
                       g_strdup (get_either (object, "Detail", "detail")) };

  if (object != NULL)
    g_array_append_val (errors, error);
}

/* {"Error":[…],"type":…} or {"error":[…],"type":…}; what was XML once may have one error alone where
 * others have a list. */
static void
read_fault (CflAnswer *self, JsonObject *fault)
{
  static const char *const names[] = { "Error", "error" };
  g_autoptr (GArray) errors = fault_errors_new ();

  self->has_fault = TRUE;
  if (*self->type == '\0')
    cfl_text_set (&self->type, cfl_json_get_text (fault, "type"));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonArray *list = cfl_json_get_array (fault, names[i]);

      append_error (errors, cfl_json_get_object (fault, names[i]));
      for (guint j = 0; j < cfl_json_array_get_length (list); j++)
        append_error (errors, cfl_json_array_get_object (list, j));
    }
  add_errors (self, errors);
}

static void
read_fault_of (CflAnswer *self, JsonObject *object)
{
  JsonObject *fault = cfl_json_get_object (object, "Fault");

  if (fault == NULL)
    fault = cfl_json_get_object (object, "fault");
  if (fault != NULL)
    read_fault (self, fault);
}

/* Faults stand beside the entity, or in the items of an answer that says 200 as a whole. */
static void
read_json (CflAnswer *self, JsonObject *root)
{
  static const char *const lists[] = { "BatchItemResponse", "AttachableResponse" };

  read_fault_of (self, root);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      JsonArray *items = cfl_json_get_array (root, lists[i]);

      for (guint j = 0; j < cfl_json_array_get_length (items); j++)
        read_fault_of (self, cfl_json_array_get_object (items, j));
    }
}

/* ---- XML ---- */

typedef struct {
  gboolean has_fault;
  char *type;
  GArray *errors; /* (element-type FaultError) */
  GString *text;
} XmlReader;

static gboolean
is_named (const char *name, const char *local)
{
  const char *colon = strchr (name, ':');

  return g_str_equal (colon != NULL ? colon + 1 : name, local);
}

static const char *
find_attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];
  return NULL;
}

static void
xml_start (GMarkupParseContext *context,
           const char *name,
           const char **attribute_names,
           const char **attribute_values,
           gpointer user_data,
           GError **error)
{
  XmlReader *reader = user_data;

  g_string_truncate (reader->text, 0);
  if (is_named (name, "Fault"))
    {
      reader->has_fault = TRUE;
      g_free (reader->type);
      reader->type = g_strdup (find_attribute (attribute_names, attribute_values, "type"));
    }
  else if (reader->has_fault && is_named (name, "Error"))
    {
      FaultError found = { read_code (find_attribute (attribute_names, attribute_values, "code")),
                           NULL, NULL };

      g_array_append_val (reader->errors, found);
    }
}

static void
take_text (char **field, const char *text)
{
  if (*field == NULL)
    *field = g_strdup (text);
}

static void
xml_end (GMarkupParseContext *context, const char *name, gpointer user_data, GError **error)
{
  XmlReader *reader = user_data;
  FaultError *last;

  if (reader->errors->len == 0)
    return;
  last = &g_array_index (reader->errors, FaultError, reader->errors->len - 1);
  if (is_named (name, "Message"))
    take_text (&last->message, reader->text->str);
  else if (is_named (name, "Detail"))
    take_text (&last->detail, reader->text->str);
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
looks_like_xml (const char *data, gsize size)
{
  g_autofree char *head = g_strndup (data, MIN (size, 256));

  return strstr (head, "<?xml") != NULL || strstr (head, "IntuitResponse") != NULL;
}

/* FALSE for XML that is not whole, whatever its first part says. */
static gboolean
read_xml (CflAnswer *self, const char *data, gsize size)
{
  static const GMarkupParser parser = { xml_start, xml_end, xml_text, NULL, NULL };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) errors = fault_errors_new ();
  XmlReader reader = { FALSE, NULL, errors, text };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &reader, NULL);
  gboolean is_whole;

  is_whole = looks_like_xml (data, size) &&
             g_markup_parse_context_parse (context, data, (gssize) size, NULL) &&
             g_markup_parse_context_end_parse (context, NULL);
  if (is_whole && reader.has_fault)
    {
      self->has_fault = TRUE;
      cfl_text_set (&self->type, reader.type);
      add_errors (self, errors);
    }
  g_free (reader.type);
  return is_whole;
}

/* ---- either ---- */

/* A part of an answer that was read as a whole. */
void
cfl_answer_read_object (CflAnswer *self, JsonObject *root)
{
  self->root = json_node_alloc ();
  json_node_init_object (self->root, root);
  self->form = CFL_ANSWER_JSON;
  read_json (self, root);
}

/**
 * cfl_answer_read_body:
 * @self: an answer with empty texts
 * @body: (nullable): what came
 *
 * Fills in the form, the tree and the fault.
 */
void
cfl_answer_read_body (CflAnswer *self, GBytes *body)
{
  gsize size = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &size) : NULL;
  g_autoptr (GBytes) trimmed = NULL;
  JsonObject *root;

  while (size > 0 && g_ascii_isspace (data[size - 1]))
    size--;
  if (size >= strlen (BYTE_ORDER_MARK) && memcmp (data, BYTE_ORDER_MARK, 3) == 0)
    {
      data += strlen (BYTE_ORDER_MARK);
      size -= strlen (BYTE_ORDER_MARK);
    }
  if (size == 0)
    {
      self->form = CFL_ANSWER_EMPTY;
      return;
    }
  trimmed = g_bytes_new_static (data, size);
  self->root = cfl_json_parse (trimmed, CFL_JSON_EXACT_NAMES, NULL);
  root = cfl_json_node_get_object (self->root);
  if (root != NULL)
    {
      self->form = CFL_ANSWER_JSON;
      read_json (self, root);
    }
  else
    self->form = read_xml (self, data, size) ? CFL_ANSWER_XML : CFL_ANSWER_UNREADABLE;
}
