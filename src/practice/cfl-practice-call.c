/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-private.h"

#include <string.h>

/* Seconds since 1970 by the fake clock. */
gint64
cfl_practice_now (CflPractice *practice)
{
  return g_get_real_time () / G_USEC_PER_SEC + practice->clock_offset;
}

/* A query parameter, or NULL. */
const char *
cfl_practice_call_get (CflPracticeCall *call, const char *name)
{
  return g_hash_table_lookup (call->query, name);
}

const char *
cfl_practice_call_header (CflPracticeCall *call, const char *name)
{
  return soup_message_headers_get_one (soup_server_message_get_request_headers (call->message),
                                       name);
}

void
cfl_practice_call_set_header (CflPracticeCall *call, const char *name, const char *value)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (call->message), name,
                                value);
}

void
cfl_practice_call_answer (CflPracticeCall *call, guint status, const char *type, const char *text)
{
  call->status = status;
  g_free (call->type);
  call->type = g_strdup (type);
  g_free (call->answer);
  call->answer = g_strdup (text);
}

static void
write_xml (CflNode *node, const char *name, GString *out)
{
  if (cfl_node_get_kind (node) == CFL_NODE_ARRAY)
    {
      for (guint i = 0; i < cfl_node_get_length (node); i++)
        write_xml (cfl_node_get_item (node, i), name, out);
      return;
    }
  g_string_append_printf (out, "<%s>", name);
  if (cfl_node_get_kind (node) == CFL_NODE_OBJECT)
    for (guint i = 0; i < cfl_node_get_length (node); i++)
      write_xml (cfl_node_get_item (node, i), cfl_node_get_name (node, i), out);
  else if (cfl_node_get_kind (node) == CFL_NODE_BOOLEAN)
    g_string_append (out, cfl_node_get_boolean (node) ? "true" : "false");
  else if (cfl_node_get_text (node) != NULL)
    {
      g_autofree char *text = g_markup_escape_text (cfl_node_get_text (node), -1);

      g_string_append (out, text);
    }
  g_string_append_printf (out, "</%s>", name);
}

/* QuickBooks speaks XML to whoever does not ask for JSON. */
static gboolean
wants_xml (CflPracticeCall *call)
{
  const char *accept = cfl_practice_call_header (call, "Accept");

  return g_str_has_prefix (call->path, "/v3/") &&
         (accept == NULL || strstr (accept, "json") == NULL);
}

void
cfl_practice_call_answer_node (CflPracticeCall *call, guint status, CflNode *node)
{
  g_autofree char *text = NULL;

  if (wants_xml (call))
    {
      g_autoptr (GString) out =
          g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");

      write_xml (node, "IntuitResponse", out);
      cfl_practice_call_answer (call, status, "application/xml", out->str);
      return;
    }
  text = cfl_node_to_text (node);
  cfl_practice_call_answer (
      call, status, status == 200 ? "application/json;charset=utf-8" : "application/json", text);
}
