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

/* QuickBooks speaks XML to whoever does not ask for JSON. */
static gboolean
wants_xml (CflPracticeCall *call)
{
  const char *accept = cfl_practice_call_header (call, "Accept");

  return (call->forms & CFL_PRACTICE_FORM_XML) != 0 ||
         (g_str_has_prefix (call->path, "/v3/") &&
          (accept == NULL || strstr (accept, "json") == NULL));
}

void
cfl_practice_call_answer_node (CflPracticeCall *call, guint status, CflNode *node)
{
  g_autoptr (CflNode) shaped = cfl_practice_form_apply (node, call->forms);
  g_autofree char *text = NULL;

  if (wants_xml (call))
    {
      text = cfl_practice_form_to_xml (shaped);
      cfl_practice_call_answer (call, status, "application/xml", text);
      return;
    }
  text = cfl_node_to_text (shaped);
  cfl_practice_call_answer (
      call, status, status == 200 ? "application/json;charset=utf-8" : "application/json", text);
}
