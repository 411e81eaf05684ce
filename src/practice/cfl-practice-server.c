/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-practice-answer.h"
#include "cfl-practice-cin7.h"
#include "cfl-practice-control.h"
#include "cfl-practice-faults.h"
#include "cfl-practice-ledger.h"
#include "cfl-practice-oauth.h"
#include "cfl-practice-seed.h"
#include "cfl-practice-server.h"
#include "cfl-practice-state.h"
#include "cfl-practice-throttle.h"

#define USUAL_ORDERS 380
#define USUAL_SEED 20260301
#define CIN7_PER_SECOND 3
#define CIN7_PER_MINUTE 60
#define QUICKBOOKS_PER_SECOND 10
#define QUICKBOOKS_PER_MINUTE 500
#define BATCHES_PER_MINUTE 40

G_DEFINE_QUARK (cfl - practice - error, cfl_practice_error)

static void
request_cb (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  cfl_practice_answer_call (user_data, message, path, query);
}

/* On both loopback addresses where the machine has both; one port for the two. */
static gboolean
listen_on (CflPractice *practice, guint port, GError **error)
{
  g_autoptr (GInetAddress) six = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV6);
  g_autoptr (GSocketAddress) address = NULL;
  GSList *uris;

  if (!soup_server_listen_local (practice->soup, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;
  uris = soup_server_get_uris (practice->soup);
  practice->port = (guint) g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  address = g_inet_socket_address_new (six, (guint16) practice->port);
  if (!soup_server_listen (practice->soup, address, 0, NULL))
    g_debug ("Nothing listens on ::1");
  return TRUE;
}

static void
make_services (CflPractice *practice, guint orders)
{
  practice->ledger = cfl_practice_ledger_new ();
  practice->oauth = cfl_practice_oauth_new ();
  practice->orders = cfl_practice_orders_new (orders);
  practice->quickbooks_throttle =
      cfl_practice_throttle_new (QUICKBOOKS_PER_SECOND, QUICKBOOKS_PER_MINUTE);
  practice->batch_throttle = cfl_practice_throttle_new (0, BATCHES_PER_MINUTE);
  practice->cin7_throttle = cfl_practice_throttle_new (CIN7_PER_SECOND, CIN7_PER_MINUTE);
  practice->endpoints = g_hash_table_new (g_str_hash, g_str_equal);
  practice->switches = (CflPracticeSwitches){ TRUE, FALSE, FALSE };
  practice->max_in_flight = 0;
  practice->refused = 0;
  practice->odd_amounts = 0;
  practice->ledger->is_seeding = TRUE;
  cfl_practice_seed_books (practice);
  cfl_practice_seed_contacts (practice);
  cfl_practice_seed_orders (practice);
  practice->ledger->is_seeding = FALSE;
}

static void
free_services (CflPractice *practice)
{
  g_clear_pointer (&practice->ledger, cfl_practice_ledger_free);
  g_clear_pointer (&practice->oauth, cfl_practice_oauth_free);
  g_clear_pointer (&practice->orders, cfl_practice_orders_free);
  g_clear_pointer (&practice->quickbooks_throttle, cfl_practice_throttle_free);
  g_clear_pointer (&practice->batch_throttle, cfl_practice_throttle_free);
  g_clear_pointer (&practice->cin7_throttle, cfl_practice_throttle_free);
  g_clear_pointer (&practice->endpoints, g_hash_table_unref);
}

/* Those who are signed in stay signed in. */
void
cfl_practice_reset (CflPractice *practice)
{
  guint orders = practice->orders->wanted;
  CflPracticeOauth *oauth = g_steal_pointer (&practice->oauth);

  free_services (practice);
  make_services (practice, orders);
  cfl_practice_oauth_free (practice->oauth);
  practice->oauth = oauth;
  practice->clock_offset = 0;
  cfl_practice_dial_set (practice->dial, NULL, NULL);
  cfl_practice_state_forget (practice);
}

/* A state file brings its own company, day and number of orders: what it says was done belongs to
 * exactly those. */
static gboolean
read_settings (CflPractice *practice,
               const CflPracticeOptions *options,
               guint *orders,
               GError **error)
{
  g_autoptr (CflNode) header = cfl_practice_state_read_header (options->state);
  const char *kind =
      header == NULL ? options->company : cfl_node_get_member_text (header, "company");
  guint seed = options->seed == 0 ? USUAL_SEED : options->seed;

  practice->company = cfl_practice_company_find (kind);
  if (practice->company == NULL)
    {
      g_set_error (error, CFL_PRACTICE_ERROR, 0, "There is no practice company \"%s\"", kind);
      return FALSE;
    }
  *orders = options->orders == 0 ? USUAL_ORDERS : options->orders;
  practice->seed = seed;
  if (header == NULL)
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

      practice->today = g_date_time_format (now, "%Y-%m-%d");
      return TRUE;
    }
  *orders = (guint) cfl_node_get_integer (header, "orders", *orders);
  practice->seed = (guint) cfl_node_get_integer (header, "seed", seed);
  practice->today = g_strdup (cfl_node_get_member_text (header, "today"));
  return TRUE;
}

/**
 * cfl_practice_new:
 * @options: what to serve; copied as far as it is needed later
 *
 * Seeds the company, reads the state file if there is one, and listens. The server answers while the
 * thread-default main context of this moment runs.
 *
 * Returns: (transfer full): the server, or %NULL with @error set
 */
CflPractice *
cfl_practice_new (const CflPracticeOptions *options, GError **error)
{
  g_autoptr (CflPractice) practice = g_new0 (CflPractice, 1);
  guint orders;

  if (!read_settings (practice, options, &orders, error))
    return NULL;
  practice->no_limits = options->no_limits;
  practice->latency = options->latency;
  practice->item_latency = options->item_latency;
  practice->latency_spread = options->latency_spread;
  practice->random = g_rand_new_with_seed (practice->seed);
  practice->redirect_uris = g_strdupv ((char **) options->redirect_uris);
  practice->control_token = cfl_practice_random_text (16);
  practice->last_call = g_get_monotonic_time ();
  practice->dial = cfl_practice_dial_new (practice->seed);
  if (!cfl_practice_dial_set (practice->dial, options->faults, error))
    return NULL;
  make_services (practice, orders);
  if (options->state != NULL && !cfl_practice_state_open (practice, options->state, error))
    return NULL;
  practice->soup = soup_server_new ("server-header", "", NULL);
  soup_server_add_handler (practice->soup, NULL, request_cb, practice, NULL);
  if (!listen_on (practice, options->port, error))
    return NULL;
  return g_steal_pointer (&practice);
}

void
cfl_practice_free (CflPractice *practice)
{
  if (practice == NULL)
    return;
  if (practice->soup != NULL)
    soup_server_disconnect (practice->soup);
  g_clear_object (&practice->soup);
  cfl_practice_state_close (practice);
  if (practice->ledger != NULL)
    free_services (practice);
  cfl_practice_dial_free (practice->dial);
  g_clear_pointer (&practice->random, g_rand_free);
  g_strfreev (practice->redirect_uris);
  g_free (practice->control_token);
  g_free (practice->today);
  g_free (practice);
}

guint
cfl_practice_get_port (CflPractice *practice)
{
  return practice->port;
}

/* Seconds since the last call. */
gint64
cfl_practice_get_idle_seconds (CflPractice *practice)
{
  return (g_get_monotonic_time () - practice->last_call) / G_USEC_PER_SEC;
}

/* One line of JSON with all that a client needs. The keys in it are good for this server alone. */
char *
cfl_practice_describe (CflPractice *practice)
{
  g_autoptr (CflNode) node = cfl_node_new_object ();
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", practice->port);

  cfl_node_set_text (node, "intuit_url", url);
  cfl_node_set_text (node, "quickbooks_url", url);
  cfl_node_set_text (node, "cin7_url", url);
  cfl_node_set_integer (node, "port", practice->port);
  cfl_node_set_text (node, "client_id", CFL_PRACTICE_CLIENT_ID);
  cfl_node_set_text (node, "client_secret", CFL_PRACTICE_CLIENT_SECRET);
  cfl_node_set_text (node, "realm_id", practice->company->realm);
  cfl_node_set_text (node, "cin7_user", CFL_PRACTICE_CIN7_USER);
  cfl_node_set_text (node, "cin7_key", CFL_PRACTICE_CIN7_KEY);
  cfl_node_set_text (node, "cin7_key_without_orders", CFL_PRACTICE_CIN7_KEY_WITHOUT_ORDERS);
  cfl_node_set_text (node, "control_token", practice->control_token);
  cfl_node_set_text (node, "company", practice->company->name);
  cfl_node_set_text (node, "time_zone", practice->company->time_zone);
  cfl_node_set_text (node, "today", practice->today);
  return cfl_node_to_text (node);
}
