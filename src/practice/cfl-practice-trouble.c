/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-fault.h"
#include "cfl-practice-faults.h"
#include "cfl-practice-quickbooks.h"

#include <string.h>

/* What a call with a trouble is answered. */

static gboolean
is_quickbooks (CflPracticeCall *call)
{
  return g_str_has_prefix (call->path, "/v3/");
}

static void
answer_html (CflPracticeCall *call, guint status, const char *title)
{
  g_autofree char *page =
      g_strdup_printf ("<html>\r\n<head><title>%u %s</title></head>\r\n<body>\r\n<center><h1>%u "
                       "%s</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n",
                       status, title, status, title);

  cfl_practice_call_answer (call, status, "text/html", page);
}

static void
answer_throttled (CflPracticeCall *call, guint status)
{
  cfl_practice_answer_gateway (call, status, 3001, "ThrottleExceeded",
                               "The request limit was reached. Please try again later.", "SERVICE");
}

/* Each code with the status and in the envelope in which Intuit sends it. */
static void
answer_fault (CflPracticeCall *call, guint code)
{
  g_auto (CflPracticeFault) fault = { 0 };

  switch (code)
    {
    case 100:
    case 110:
    case 3200:
    case 3202:
      cfl_practice_answer_gateway (call, 401, code, "AuthenticationFailed", "Practised refusal",
                                   "AUTHENTICATION");
      break;
    case 120:
    case 3100:
      cfl_practice_answer_gateway (call, 403, code, "ApplicationAuthorizationFailed",
                                   "Practised refusal", "AUTHORIZATION");
      break;
    case 3001:
      /* As it was before there was a 429 for it; that one is a kind of its own. */
      answer_throttled (call, 403);
      break;
    default:
      cfl_practice_fault_set (&fault, code, NULL, "Practised refusal with code %u", code);
      cfl_practice_answer_fault (call, &fault);
    }
}

static void
answer_status (CflPracticeCall *call, guint status)
{
  if (status == 502 || status == 504)
    answer_html (call, status, status == 502 ? "Bad Gateway" : "Gateway Time-out");
  else if (status == 429 && is_quickbooks (call))
    answer_throttled (call, 429);
  else if (status == 429)
    cfl_practice_call_answer (call, 429, "application/json",
                              "\"Rate limit exceeded. Retry after some time.\"");
  else if (is_quickbooks (call) && status == 500)
    answer_fault (call, 10000);
  else
    cfl_practice_call_answer (call, status, "text/plain", "Service unavailable");
}

static void
answer_sign_in (CflPracticeCall *call, guint what)
{
  g_autoptr (CflNode) node = cfl_node_new_object ();
  gboolean is_grant = what == CFL_PRACTICE_INVALID_GRANT;

  cfl_node_set_text (node, "error", is_grant ? "invalid_grant" : "invalid_client");
  cfl_practice_call_answer_node (call, is_grant ? 400 : 401, node);
}

static void
answer_expired (CflPracticeCall *call)
{
  cfl_practice_call_set_header (call, "WWW-Authenticate",
                                "Bearer realm=\"Intuit\", error=\"invalid_token\"");
  cfl_practice_answer_gateway (call, 401, 3200, "AuthenticationFailed", "Token expired: practice",
                               "AUTHENTICATION");
}

gboolean
cfl_practice_trouble_answer (CflPracticeCall *call, CflPracticeTrouble trouble)
{
  g_autofree char *value = g_strdup_printf ("%u", trouble.value);

  switch (trouble.kind)
    {
    case CFL_PRACTICE_TROUBLE_STATUS:
      answer_status (call, trouble.value);
      return TRUE;
    case CFL_PRACTICE_TROUBLE_RETRY_AFTER:
      cfl_practice_call_set_header (call, "Retry-After", value);
      answer_status (call, 429);
      return TRUE;
    case CFL_PRACTICE_TROUBLE_HTML:
      answer_html (call, trouble.value, "Scheduled maintenance");
      return TRUE;
    case CFL_PRACTICE_TROUBLE_EXPIRED:
      answer_expired (call);
      return TRUE;
    case CFL_PRACTICE_TROUBLE_FAULT:
      answer_fault (call, trouble.value);
      return TRUE;
    case CFL_PRACTICE_TROUBLE_FAULT_IN_200:
      answer_fault (call, trouble.value);
      call->status = 200;
      return TRUE;
    case CFL_PRACTICE_TROUBLE_SIGN_IN:
      answer_sign_in (call, trouble.value);
      return TRUE;
    case CFL_PRACTICE_TROUBLE_NONE:
    case CFL_PRACTICE_TROUBLE_DELAY:
    case CFL_PRACTICE_TROUBLE_SLOW:
    case CFL_PRACTICE_TROUBLE_CUT_BEFORE_COMMIT:
    case CFL_PRACTICE_TROUBLE_CUT_AFTER_COMMIT:
    case CFL_PRACTICE_TROUBLE_CUT_IN_BATCH:
    case CFL_PRACTICE_TROUBLE_CUT_BODY:
    case CFL_PRACTICE_TROUBLE_TRUNCATED:
    case CFL_PRACTICE_TROUBLE_EMPTY:
    case CFL_PRACTICE_TROUBLE_STATUS_AFTER_COMMIT:
    case CFL_PRACTICE_TROUBLE_FAULT_AFTER_COMMIT:
    case CFL_PRACTICE_TROUBLE_FAULT_IN_200_AFTER_COMMIT:
    case CFL_PRACTICE_TROUBLE_FORGET_IDS:
    case CFL_PRACTICE_TROUBLE_DROP_LINKS:
    case CFL_PRACTICE_TROUBLE_ITEM_MISSING:
    case CFL_PRACTICE_TROUBLE_ITEM_DOUBLED:
    case CFL_PRACTICE_TROUBLE_ITEM_FOREIGN:
    default:
      return FALSE;
    }
}

/* The work is done, and its answer is another one. What was refused stays refused. */
void
cfl_practice_trouble_spoil (CflPracticeCall *call, CflPracticeTrouble trouble)
{
  if (call->status != 200)
    return;
  if (trouble.kind == CFL_PRACTICE_TROUBLE_EMPTY)
    call->answer[0] = '\0';
  else if (trouble.kind == CFL_PRACTICE_TROUBLE_TRUNCATED)
    call->answer[strlen (call->answer) / 2] = '\0';
  else if (trouble.kind == CFL_PRACTICE_TROUBLE_STATUS_AFTER_COMMIT)
    answer_status (call, trouble.value);
  else if (trouble.kind == CFL_PRACTICE_TROUBLE_FAULT_AFTER_COMMIT)
    answer_fault (call, trouble.value);
  else if (trouble.kind == CFL_PRACTICE_TROUBLE_FAULT_IN_200_AFTER_COMMIT)
    {
      answer_fault (call, trouble.value);
      call->status = 200;
    }
  else if (trouble.kind == CFL_PRACTICE_TROUBLE_ITEM_MISSING ||
           trouble.kind == CFL_PRACTICE_TROUBLE_ITEM_DOUBLED ||
           trouble.kind == CFL_PRACTICE_TROUBLE_ITEM_FOREIGN)
    cfl_practice_batch_spoil (call, trouble);
}
