/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-oauth.h"

#include <string.h>

#define RELAY_URI "https://practice.counterfoil.example/callback"

static void
answer_page (CflPracticeCall *call, guint status, const char *title, const char *content)
{
  g_autofree char *page = g_strdup_printf (
      "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title></head>"
      "<body><h1>%s</h1>%s</body></html>\n",
      title, title, content);

  cfl_practice_call_answer (call, status, "text/html;charset=utf-8", page);
}

static gboolean
is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  return g_strcmp0 (g_uri_get_scheme (uri), "http") == 0 &&
         (g_strcmp0 (host, "127.0.0.1") == 0 || g_strcmp0 (host, "localhost") == 0 ||
          g_strcmp0 (host, "::1") == 0);
}

static gboolean
is_registered (CflPractice *practice, const char *text)
{
  g_autoptr (GUri) uri = text == NULL ? NULL : g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  if (uri == NULL || g_uri_get_fragment (uri) != NULL)
    return FALSE;
  return is_loopback (uri) || strcmp (text, RELAY_URI) == 0 ||
         (practice->redirect_uris != NULL &&
          g_strv_contains ((const char *const *) practice->redirect_uris, text));
}

static const char *
find_problem (CflPracticeCall *call, GHashTable *form)
{
  const char *client = g_hash_table_lookup (form, "client_id");
  const char *scope = g_hash_table_lookup (form, "scope");
  const char *state = g_hash_table_lookup (form, "state");

  if (g_strcmp0 (client, CFL_PRACTICE_CLIENT_ID) != 0 &&
      g_strcmp0 (client, CFL_PRACTICE_OTHER_CLIENT_ID) != 0)
    return "The client_id query parameter value is not known.";
  if (!is_registered (call->practice, g_hash_table_lookup (form, "redirect_uri")))
    return "The redirect_uri query parameter value is invalid. Make sure it is listed in the "
           "Redirect URIs section on your app's keys tab and matches exactly.";
  if (g_strcmp0 (g_hash_table_lookup (form, "response_type"), "code") != 0)
    return "The response_type query parameter has to be code.";
  if (scope == NULL || strstr (scope, "com.intuit.quickbooks.accounting") == NULL)
    return "The scope query parameter value is invalid.";
  if (state == NULL || *state == '\0')
    return "The state query parameter is missing.";
  return NULL;
}

static void
redirect (CflPracticeCall *call, GHashTable *form, gboolean is_approved)
{
  const char *uri = g_hash_table_lookup (form, "redirect_uri");
  g_autofree char *state = g_uri_escape_string (g_hash_table_lookup (form, "state"), NULL, FALSE);
  const char *joint = strchr (uri, '?') == NULL ? "?" : "&";
  g_autofree char *location = NULL;

  if (is_approved)
    {
      g_autofree char *code = cfl_practice_oauth_issue_code (
          call->practice, g_hash_table_lookup (form, "client_id"), uri);

      location = g_strdup_printf ("%s%scode=%s&state=%s&realmId=%s", uri, joint, code, state,
                                  call->practice->company->realm);
    }
  else
    location = g_strdup_printf ("%s%serror=access_denied&state=%s", uri, joint, state);
  cfl_practice_call_set_header (call, "Location", location);
  cfl_practice_call_answer (call, 302, "text/html;charset=utf-8", "");
}

static void
show_consent (CflPracticeCall *call, GHashTable *form)
{
  static const char *const names[] = { "client_id", "redirect_uri", "response_type", "scope",
                                       "state" };
  g_autoptr (GString) content = g_string_new (NULL);
  g_autofree char *company = g_markup_escape_text (call->practice->company->name, -1);

  g_string_append_printf (content,
                          "<p>Counterfoil would like to access the books of <b>%s</b>. This is the "
                          "practice company: everything in it is invented.</p>"
                          "<form method=\"post\" action=\"/connect/oauth2\">",
                          company);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *value = g_markup_escape_text (g_hash_table_lookup (form, names[i]), -1);

      g_string_append_printf (content, "<input type=\"hidden\" name=\"%s\" value=\"%s\">", names[i],
                              value);
    }
  g_string_append (content, "<button name=\"practice_answer\" value=\"connect\">Connect</button> "
                            "<button name=\"practice_answer\" value=\"cancel\">Cancel</button>"
                            "</form>");
  answer_page (call, 200, "Connect to QuickBooks", content->str);
}

gboolean
cfl_practice_oauth_authorize (CflPracticeCall *call)
{
  gboolean is_post = strcmp (call->method, "POST") == 0;
  g_autoptr (GHashTable) form =
      is_post && call->length > 0 ? soup_form_decode (call->body) : g_hash_table_ref (call->query);
  const char *problem = find_problem (call, form);

  if (problem != NULL)
    {
      g_autofree char *content = g_strdup_printf ("<p>%s</p>", problem);

      answer_page (call, 400, "Sorry, but this app did not connect", content);
    }
  else if (g_strcmp0 (g_hash_table_lookup (form, "practice_answer"), "cancel") == 0 ||
           g_hash_table_contains (form, "practice_cancel"))
    redirect (call, form, FALSE);
  else if (is_post || g_hash_table_contains (form, "practice_approve"))
    redirect (call, form, TRUE);
  else
    show_consent (call, form);
  return TRUE;
}
