/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-fault.h"
#include "cfl-practice-oauth.h"
#include "cfl-practice-state.h"

#include <string.h>
#include <sys/random.h>

#define CODE_SECONDS 600
#define ACCESS_SECONDS 3600
#define ROTATION_SECONDS (24 * 3600)
#define IDLE_SECONDS (101 * 24 * 3600)
#define HARD_SECONDS (5LL * 365 * 24 * 3600)
#define MAX_GRANTS 50

/* Each grant is one consent: its code, and the tokens that came of it. */
struct _CflPracticeOauth {
  CflNode *grants;
};

CflPracticeOauth *
cfl_practice_oauth_new (void)
{
  CflPracticeOauth *oauth = g_new0 (CflPracticeOauth, 1);

  oauth->grants = cfl_node_new_array ();
  return oauth;
}

void
cfl_practice_oauth_free (CflPracticeOauth *oauth)
{
  if (oauth == NULL)
    return;
  cfl_node_unref (oauth->grants);
  g_free (oauth);
}

void
cfl_practice_oauth_restore (CflPractice *practice, CflNode *grants)
{
  if (cfl_node_get_kind (grants) != CFL_NODE_ARRAY)
    return;
  cfl_node_unref (practice->oauth->grants);
  practice->oauth->grants = cfl_node_copy (grants);
}

void
cfl_practice_oauth_save (CflPractice *practice)
{
  cfl_practice_state_put_sign_in (practice, practice->oauth->grants);
}

char *
cfl_practice_random_text (guint bytes)
{
  GString *text = g_string_new (NULL);
  guint8 buffer[64];

  g_assert (bytes <= sizeof buffer);
  if (getrandom (buffer, bytes, 0) != (gssize) bytes)
    g_error ("No random numbers");
  for (guint i = 0; i < bytes; i++)
    g_string_append_printf (text, "%02x", buffer[i]);
  return g_string_free (text, FALSE);
}

/* After this the next call gets a 401; with the refresh tokens gone, the user has to sign in again. */
void
cfl_practice_oauth_expire (CflPractice *practice, gboolean refresh_tokens_too)
{
  for (guint i = 0; i < cfl_node_get_length (practice->oauth->grants); i++)
    {
      CflNode *grant = cfl_node_get_item (practice->oauth->grants, i);

      cfl_node_set_integer (grant, "access_at", 0);
      cfl_node_set_integer (grant, "earlier_access_at", 0);
      if (refresh_tokens_too)
        cfl_node_set_boolean (grant, "revoked", TRUE);
    }
  cfl_practice_oauth_save (practice);
}

char *
cfl_practice_oauth_issue_code (CflPractice *practice,
                               const char *client_id,
                               const char *redirect_uri)
{
  CflNode *grants = practice->oauth->grants;
  CflNode *grant = cfl_node_new_object ();
  g_autofree char *random = cfl_practice_random_text (20);
  char *code = g_strconcat ("XAB1", random, NULL);

  cfl_node_set_text (grant, "client", client_id);
  cfl_node_set_text (grant, "code", code);
  cfl_node_set_text (grant, "redirect_uri", redirect_uri);
  cfl_node_set_integer (grant, "code_at", cfl_practice_now (practice));
  cfl_node_append (grants, grant);
  if (cfl_node_get_length (grants) > MAX_GRANTS)
    cfl_node_remove_item (grants, cfl_node_get_item (grants, 0));
  cfl_practice_oauth_save (practice);
  return code;
}

static CflNode *
find_grant (CflPractice *practice, const char *member, const char *value)
{
  for (guint i = 0; value != NULL && i < cfl_node_get_length (practice->oauth->grants); i++)
    {
      CflNode *grant = cfl_node_get_item (practice->oauth->grants, i);

      if (g_strcmp0 (cfl_node_get_member_text (grant, member), value) == 0)
        return grant;
    }
  return NULL;
}

static void
answer_error (CflPracticeCall *call, guint status, const char *error, const char *description)
{
  g_autoptr (CflNode) node = cfl_node_new_object ();

  cfl_node_set_text (node, "error", error);
  if (description != NULL)
    cfl_node_set_text (node, "error_description", description);
  cfl_practice_call_answer_node (call, status, node);
}

/* The client that the Basic header names and proves, or NULL. */
static const char *
check_client (CflPracticeCall *call)
{
  static const char *const clients[] = { CFL_PRACTICE_CLIENT_ID, CFL_PRACTICE_OTHER_CLIENT_ID,
                                         NULL };
  const char *header = cfl_practice_call_header (call, "Authorization");

  for (guint i = 0; header != NULL && clients[i] != NULL; i++)
    {
      g_autofree char *pair = g_strconcat (clients[i], ":", CFL_PRACTICE_CLIENT_SECRET, NULL);
      g_autofree char *coded = g_base64_encode ((const guchar *) pair, strlen (pair));
      g_autofree char *expected = g_strconcat ("Basic ", coded, NULL);

      if (strcmp (header, expected) == 0)
        return clients[i];
    }
  answer_error (call, 401, "invalid_client", NULL);
  return NULL;
}

static void
issue_access_token (CflPractice *practice, CflNode *grant)
{
  g_autofree char *random = cfl_practice_random_text (64);
  g_autofree char *more = cfl_practice_random_text (64);
  g_autofree char *token = g_strconcat ("eyJlbmMiOiJBMTI4Q0JDLUhTMjU2In0..", random, more, NULL);

  cfl_node_set_text (grant, "earlier_access", cfl_node_get_member_text (grant, "access"));
  cfl_node_set_integer (grant, "earlier_access_at", cfl_node_get_integer (grant, "access_at", 0));
  cfl_node_set_text (grant, "access", token);
  cfl_node_set_integer (grant, "access_at", cfl_practice_now (practice));
}

static void
issue_refresh_token (CflPractice *practice, CflNode *grant)
{
  gint64 now = cfl_practice_now (practice);
  g_autofree char *random = cfl_practice_random_text (16);
  g_autofree char *token =
      g_strdup_printf ("RT1-12-H0-%" G_GINT64_FORMAT "%s", now + IDLE_SECONDS, random);

  cfl_node_set_text (grant, "earlier_refresh", cfl_node_get_member_text (grant, "refresh"));
  cfl_node_set_text (grant, "refresh", token);
  cfl_node_set_integer (grant, "refresh_at", now);
}

static void
answer_tokens (CflPracticeCall *call, CflNode *grant)
{
  g_autoptr (CflNode) node = cfl_node_new_object ();
  gint64 now = cfl_practice_now (call->practice);

  cfl_node_set_integer (grant, "used_at", now);
  cfl_practice_oauth_save (call->practice);
  cfl_node_set_text (node, "token_type", "bearer");
  cfl_node_set_integer (node, "expires_in", ACCESS_SECONDS);
  cfl_node_set_text (node, "access_token", cfl_node_get_member_text (grant, "access"));
  cfl_node_set_text (node, "refresh_token", cfl_node_get_member_text (grant, "refresh"));
  cfl_node_set_integer (node, "x_refresh_token_expires_in", IDLE_SECONDS);
  if (g_strcmp0 (cfl_practice_call_header (call, "x-include-refresh-token-hard-expires-in"),
                 "true") == 0)
    cfl_node_set_integer (node, "x_refresh_token_hard_expires_in",
                          cfl_node_get_integer (grant, "granted_at", now) + HARD_SECONDS - now);
  cfl_practice_call_set_header (call, "Cache-Control", "no-cache, no-store");
  cfl_practice_call_set_header (call, "Pragma", "no-cache");
  cfl_practice_call_answer_node (call, 200, node);
}

static void
exchange_code (CflPracticeCall *call, const char *client, GHashTable *form)
{
  CflPractice *practice = call->practice;
  CflNode *grant = find_grant (practice, "code", g_hash_table_lookup (form, "code"));

  if (grant == NULL || g_strcmp0 (cfl_node_get_member_text (grant, "client"), client) != 0 ||
      g_strcmp0 (cfl_node_get_member_text (grant, "redirect_uri"),
                 g_hash_table_lookup (form, "redirect_uri")) != 0 ||
      cfl_practice_now (practice) - cfl_node_get_integer (grant, "code_at", 0) > CODE_SECONDS)
    {
      answer_error (call, 400, "invalid_grant", NULL);
      return;
    }
  if (cfl_node_get (grant, "access") != NULL)
    {
      /* A code used twice may have been stolen: what came of it dies as well. */
      cfl_node_set_boolean (grant, "revoked", TRUE);
      cfl_practice_oauth_save (practice);
      answer_error (call, 400, "invalid_grant", NULL);
      return;
    }
  cfl_node_set_integer (grant, "granted_at", cfl_practice_now (practice));
  issue_access_token (practice, grant);
  issue_refresh_token (practice, grant);
  answer_tokens (call, grant);
}

static gboolean
is_refreshable (CflPractice *practice, CflNode *grant)
{
  gint64 now = cfl_practice_now (practice);

  return grant != NULL && !cfl_node_get_flag (grant, "revoked", FALSE) &&
         now - cfl_node_get_integer (grant, "used_at", 0) <= IDLE_SECONDS &&
         now - cfl_node_get_integer (grant, "granted_at", 0) <= HARD_SECONDS;
}

static void
refresh (CflPracticeCall *call, const char *client, GHashTable *form)
{
  CflPractice *practice = call->practice;
  const char *token = g_hash_table_lookup (form, "refresh_token");
  CflNode *grant = find_grant (practice, "refresh", token);

  if (grant == NULL && practice->switches.grace_for_old_tokens)
    grant = find_grant (practice, "earlier_refresh", token);
  if (grant == NULL && find_grant (practice, "access", token) != NULL)
    answer_error (call, 400, "invalid_grant", "Incorrect Token type or clientID");
  else if (!is_refreshable (practice, grant))
    answer_error (call, 400, "invalid_grant", "Incorrect or invalid refresh token");
  else if (g_strcmp0 (cfl_node_get_member_text (grant, "client"), client) != 0)
    answer_error (call, 400, "invalid_grant", "Incorrect Token type or clientID");
  else
    {
      issue_access_token (practice, grant);
      if (cfl_practice_now (practice) - cfl_node_get_integer (grant, "refresh_at", 0) >=
          ROTATION_SECONDS)
        issue_refresh_token (practice, grant);
      answer_tokens (call, grant);
    }
}

static void
handle_token (CflPracticeCall *call)
{
  g_autoptr (GHashTable) form = NULL;
  const char *type = cfl_practice_call_header (call, "Content-Type");
  const char *client;
  const char *grant_type;

  client = check_client (call);
  if (client == NULL)
    return;
  if (type == NULL || !g_str_has_prefix (type, "application/x-www-form-urlencoded"))
    {
      answer_error (call, 400, "invalid_request", NULL);
      return;
    }
  form = soup_form_decode (call->body);
  grant_type = g_hash_table_lookup (form, "grant_type");
  if (g_strcmp0 (grant_type, "authorization_code") == 0)
    exchange_code (call, client, form);
  else if (g_strcmp0 (grant_type, "refresh_token") == 0)
    refresh (call, client, form);
  else
    answer_error (call, 400, grant_type == NULL ? "invalid_request" : "unsupported_grant_type",
                  NULL);
}

static void
handle_revoke (CflPracticeCall *call)
{
  g_autoptr (CflNode) body = NULL;
  const char *token;
  CflNode *grant;

  if (check_client (call) == NULL)
    return;
  body = cfl_node_parse (call->body, (gssize) call->length, NULL);
  token = cfl_node_get_member_text (body, "token");
  grant = find_grant (call->practice, "refresh", token);
  if (grant == NULL)
    grant = find_grant (call->practice, "access", token);
  if (grant == NULL || cfl_node_get_flag (grant, "revoked", FALSE))
    {
      answer_error (call, 400, "invalid_request", NULL);
      return;
    }
  cfl_node_set_boolean (grant, "revoked", TRUE);
  cfl_practice_oauth_save (call->practice);
  cfl_practice_call_answer (call, 200, "application/json", "");
}

static void
answer_discovery (CflPracticeCall *call)
{
  g_autofree char *text = g_strdup_printf (
      "{\"issuer\":\"http://127.0.0.1:%1$u/op/v1\","
      "\"authorization_endpoint\":\"http://127.0.0.1:%1$u/connect/oauth2\","
      "\"token_endpoint\":\"http://127.0.0.1:%1$u/oauth2/v1/tokens/bearer\","
      "\"userinfo_endpoint\":\"http://127.0.0.1:%1$u/v1/openid_connect/userinfo\","
      "\"revocation_endpoint\":\"http://127.0.0.1:%1$u/v2/oauth2/tokens/revoke\","
      "\"jwks_uri\":\"http://127.0.0.1:%1$u/op/v1/jwks\",\"response_types_supported\":[\"code\"],"
      "\"subject_types_supported\":[\"public\"],"
      "\"id_token_signing_alg_values_supported\":[\"RS256\"],"
      "\"scopes_supported\":[\"openid\",\"email\",\"profile\",\"address\",\"phone\"],"
      "\"token_endpoint_auth_methods_supported\":[\"client_secret_post\",\"client_secret_basic\"],"
      "\"claims_supported\":[\"aud\",\"exp\",\"iat\",\"iss\",\"realmid\",\"sub\"]}",
      call->practice->port);

  cfl_practice_call_answer (call, 200, "application/json", text);
}

/* TRUE when the path is one of the sign-in's own and has been answered. */
gboolean
cfl_practice_oauth_handle (CflPracticeCall *call)
{
  const char *path = call->path;
  gboolean is_post = strcmp (call->method, "POST") == 0;

  if (g_str_has_prefix (path, "/.well-known/openid_configuration") ||
      g_str_has_prefix (path, "/.well-known/openid_sandbox_configuration"))
    answer_discovery (call);
  else if (strcmp (path, "/connect/oauth2") == 0)
    cfl_practice_oauth_authorize (call);
  else if (strcmp (path, "/oauth2/v1/tokens/bearer") == 0 && is_post)
    handle_token (call);
  else if (strcmp (path, "/v2/oauth2/tokens/revoke") == 0 && is_post)
    handle_revoke (call);
  else
    return FALSE;
  return TRUE;
}

static gboolean
is_live_access_token (CflPractice *practice, const char *token, gboolean *is_known)
{
  CflNode *grant = find_grant (practice, "access", token);
  const char *at = "access_at";

  if (grant == NULL)
    {
      grant = find_grant (practice, "earlier_access", token);
      at = "earlier_access_at";
    }
  *is_known = grant != NULL;
  return grant != NULL && !cfl_node_get_flag (grant, "revoked", FALSE) &&
         cfl_practice_now (practice) - cfl_node_get_integer (grant, at, 0) < ACCESS_SECONDS;
}

/* FALSE when the call has been answered with a 401. */
gboolean
cfl_practice_oauth_check_bearer (CflPracticeCall *call)
{
  const char *header = cfl_practice_call_header (call, "Authorization");
  const char *token =
      header != NULL && g_str_has_prefix (header, "Bearer ") ? header + strlen ("Bearer ") : NULL;
  gboolean is_known = FALSE;

  if (token != NULL && is_live_access_token (call->practice, token, &is_known))
    return TRUE;
  cfl_practice_call_set_header (call, "WWW-Authenticate",
                                "Bearer realm=\"Intuit\", error=\"invalid_token\"");
  cfl_practice_answer_gateway (call, 401, 3200, "AuthenticationFailed",
                               token == NULL ? "Missing OAuth field"
                               : is_known    ? "Token expired: practice"
                                             : "Token is not known: practice",
                               "AUTHENTICATION");
  return FALSE;
}
