/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-http-log.h"

#include <string.h>

#define SECRET_NAMES                                                                               \
  "access_token|refresh_token|id_token|client_secret|clientsecret|api_?key|connection_?key|"       \
  "password|passwd|secret|code_verifier"

/* One pattern and what stands in its place. Quantifiers are possessive, so hostile text costs no
 * more than its length. */
typedef struct {
  const char *pattern;
  const char *replacement;
} Rule;

static const Rule rules[] = {
  /* a header that holds credentials: the rest of its line */
  { "(?mi)\\b((?:proxy-)?authorization|(?:set-)?cookie)(\\\\?\"?\\s*+:\\s*+)[^\\r\\n]++",
    "\\1\\2***" },
  { "(?i)\\b(bearer|basic)\\s++[A-Za-z0-9._~+/=-]{6,}+", "\\1 ***" },
  /* a member of a JSON document, also of one that is cut off */
  { "(?is)(\"(?:" SECRET_NAMES ")\"\\s*+:\\s*+)\"(?:[^\"\\\\]|\\\\.)*+(?:\"|\\\\?$)",
    "\\1\"***\"" },
  /* and of one that is quoted within another document */
  { "(?is)(\\\\\"(?:" SECRET_NAMES ")\\\\\"\\s*+:\\s*+)\\\\\"(?:[^\"\\\\]|\\\\{3}\"|\\\\(?!\"))*+"
    "(?:\\\\\"|\"|$)",
    "\\1\"***\"" },
  /* a form or a query; "errorCode=003200" is no secret, "code=AB11…" is one */
  { "(?i)\\b(" SECRET_NAMES "|code|state|token)=[^&\\s\"'<>,;]++", "\\1=***" },
  /* the address of a server with a password in it */
  { "(?i)\\b([a-z][a-z0-9+.-]*+://)[^/\\s@?#]++@", "\\1***@" },
  /* QuickBooks quotes the token that it refuses: "Token expired: AB01…" */
  { "(?i)\\b(token (?:expired|revoked|invalid|rejected|refused)|invalid "
    "token)(\\s*+:\\s*+)[^\\s\",;]++",
    "\\1\\2***" },
  /* tokens by their shape, wherever they stand: signed ones and Intuit's own */
  { "\\beyJ[A-Za-z0-9_-]{16,}+(?:\\.[A-Za-z0-9_-]*+)*+", "***" },
  { "\\b(?:AB|RT1-|Q0)[0-9][A-Za-z0-9-]{24,}+", "***" },
};

static GRegex *compiled_rules[G_N_ELEMENTS (rules)];

static void
compile_rules (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GError) error = NULL;

      compiled_rules[i] = g_regex_new (rules[i].pattern, G_REGEX_OPTIMIZE, 0, &error);
      if (compiled_rules[i] == NULL)
        g_error ("Rule %u: %s", i, error->message);
    }
  g_once_init_leave (&done, 1);
}

/**
 * cfl_redact_text:
 * @text: (nullable): any text, also not UTF-8
 *
 * Takes away what could open a door: bearer tokens, basic credentials, authorization codes, client
 * secrets, keys and passwords, whether in headers, JSON, forms, addresses or sentences.
 *
 * Returns: (transfer full): the text without them; "" for NULL
 */
char *
cfl_redact_text (const char *text)
{
  g_autofree char *result = text != NULL ? g_utf8_make_valid (text, -1) : g_strdup ("");

  compile_rules ();
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GError) error = NULL;
      char *next =
          g_regex_replace (compiled_rules[i], result, -1, 0, rules[i].replacement, 0, &error);

      /* Text on which a rule gives up is not shown at all: a secret may stand in it. */
      if (next == NULL)
        return g_strdup ("***");
      g_free (result);
      result = next;
    }
  return g_steal_pointer (&result);
}

/* Names of query parameters whose values help to understand a call and give nothing away. */
static const char *const harmless_parameters[] = { "minorversion",  "requestid",  "page",
                                                   "rows",          "order",      "fields",
                                                   "operation",     "entities",   "changedSince",
                                                   "startposition", "maxresults", NULL };

static void
append_parameter (GString *line, const char *parameter)
{
  const char *equals = strchr (parameter, '=');
  gsize name_length = equals != NULL ? (gsize) (equals - parameter) : strlen (parameter);

  for (guint i = 0; harmless_parameters[i] != NULL; i++)
    if (strlen (harmless_parameters[i]) == name_length &&
        g_ascii_strncasecmp (harmless_parameters[i], parameter, name_length) == 0)
      {
        g_string_append (line, parameter);
        return;
      }
  g_string_append_len (line, parameter, (gssize) name_length);
  if (equals != NULL)
    g_string_append (line, "=***");
}

/**
 * cfl_redact_uri:
 * @uri: an address
 *
 * Returns: (transfer full): its host, port and path, with the values of its query removed but for
 *   harmless ones; user name, password and fragment are left out
 */
char *
cfl_redact_uri (const char *uri)
{
  g_autoptr (GUri) parsed = NULL;
  g_autofree char *shown = NULL;
  GString *line;

  parsed = uri != NULL ? g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL) : NULL;
  if (parsed == NULL)
    return g_strdup ("***");
  line = g_string_new (g_uri_get_host (parsed));
  if (g_uri_get_port (parsed) != -1)
    g_string_append_printf (line, ":%d", g_uri_get_port (parsed));
  g_string_append (line, g_uri_get_path (parsed));
  if (g_uri_get_query (parsed) != NULL)
    {
      g_auto (GStrv) parameters = g_strsplit (g_uri_get_query (parsed), "&", -1);

      for (guint i = 0; parameters[i] != NULL; i++)
        {
          g_string_append_c (line, i == 0 ? '?' : '&');
          append_parameter (line, parameters[i]);
        }
    }
  shown = g_string_free (line, FALSE);
  return cfl_redact_text (shown);
}
