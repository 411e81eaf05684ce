/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-quickbooks"

#include "config.h"

#include "cfl-quickbooks-private.h"

#include <glib/gi18n-lib.h>

/* QuickBooks leaves a link out in silence when it does not like it, and makes the document all the
 * same. The frozen request holds the links that were asked for, so nothing else has to remember them. */

/* "PurchaseOrder 145 line 1": which line of which document a line is linked to. */
static char *
describe_link (JsonObject *link)
{
  g_autofree char *id = cfl_json_dup_scalar (link, "TxnId");
  g_autofree char *type = cfl_json_dup_scalar (link, "TxnType");
  g_autofree char *line = cfl_json_dup_scalar (link, "TxnLineId");

  return g_strjoin (" ", type != NULL ? type : "", id != NULL ? id : "", line != NULL ? line : "",
                    NULL);
}

/* How many lines are linked to what: (element-type utf8 guint). A link of the document as a whole does
 * not count: it does not say what is billed. */
static GHashTable *
count_links (JsonObject *document)
{
  GHashTable *links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *lines = cfl_json_get_array (document, "Line");

  for (guint i = 0; i < cfl_json_array_get_length (lines); i++)
    {
      JsonArray *of_line = cfl_json_get_array (cfl_json_array_get_object (lines, i), "LinkedTxn");

      for (guint j = 0; j < cfl_json_array_get_length (of_line); j++)
        {
          char *link = describe_link (cfl_json_array_get_object (of_line, j));
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (links, link));

          g_hash_table_replace (links, link, GUINT_TO_POINTER (n + 1));
        }
    }
  return links;
}

/**
 * cfl_quickbooks_find_dropped_links:
 * @entity: the document as QuickBooks holds it
 * @attempt: what was sent
 *
 * Compares link by link. Links that QuickBooks has made beyond those are its own matter.
 *
 * Returns: (transfer full) (nullable): how many are missing, as a sentence; NULL when none is
 */
char *
cfl_quickbooks_find_dropped_links (JsonObject *entity, const CflAttempt *attempt)
{
  g_autoptr (JsonNode) request = cfl_json_parse (attempt->request, CFL_JSON_EXACT_NAMES, NULL);
  g_autoptr (GHashTable) sent = count_links (cfl_json_node_get_object (request));
  g_autoptr (GHashTable) held = count_links (entity);
  GHashTableIter iter;
  gpointer link, value;
  guint wanted = 0;
  guint missing = 0;

  g_hash_table_iter_init (&iter, sent);
  while (g_hash_table_iter_next (&iter, &link, &value))
    {
      guint n = GPOINTER_TO_UINT (value);
      guint kept = GPOINTER_TO_UINT (g_hash_table_lookup (held, link));

      wanted += n;
      missing += n - MIN (n, kept);
    }
  if (missing == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%u of %u link to a line of a purchase order is missing.",
                                    "%u of %u links to lines of a purchase order are missing.",
                                    wanted),
                          missing, wanted);
}
