/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the commands about orders share. */

#include "config.h"

#include "cfl-command.h"

#include <glib/gi18n-lib.h>

gboolean
cfl_command_parse_kind (const char *word, CflDocumentKind *kind)
{
  if (g_strcmp0 (word, "invoices") == 0)
    *kind = CFL_DOCUMENT_KIND_BILL;
  else if (g_strcmp0 (word, "orders") == 0)
    *kind = CFL_DOCUMENT_KIND_PURCHASE_ORDER;
  else
    return FALSE;
  return TRUE;
}

GArray *
cfl_command_find_orders (CflCommand *command, char **references, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) ids = NULL;

  cfl_sync_service_find_orders_async (command->service, (const char *const *) references,
                                      command->cancellable, cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  ids = cfl_sync_service_find_orders_finish (command->service, result, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == 0)
      {
        g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
                     _ ("There is no order “%s”. See counterfoil-cli list."), references[i]);
        return NULL;
      }
  return g_steal_pointer (&ids);
}

GArray *
cfl_command_list_ids (CflCommand *command, const CflListing *listing, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_sync_service_list_ids_async (command->service, listing, command->cancellable,
                                   cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  return cfl_sync_service_list_ids_finish (command->service, result, error);
}

GPtrArray *
cfl_command_load_rows (CflCommand *command, CflList list, GArray *ids, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_sync_service_load_rows_async (command->service, list, (const gint64 *) (gpointer) ids->data,
                                    ids->len, command->cancellable, cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  return cfl_sync_service_load_rows_finish (command->service, result, error);
}

/* Also what earlier runs left open counts as not known. */
guint
cfl_command_count_open (CflCommand *command)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree CflCounts *counts = NULL;

  cfl_sync_service_count_async (command->service, NULL, cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  counts = cfl_sync_service_count_finish (command->service, result, NULL);
  return counts == NULL ? 0 : counts->open_attempts;
}
