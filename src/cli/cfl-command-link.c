/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-command.h"
#include "cfl-print-json.h"
#include "cfl-print-table.h"

#include <glib/gi18n-lib.h>

static GPtrArray *
list_contacts (CflCommand *command, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_sync_service_list_contacts_async (command->service, NULL, command->cancellable,
                                        cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  return cfl_sync_service_list_contacts_finish (command->service, result, error);
}

/* By its id, otherwise by its exact name if only one has it. */
static CflContactRow *
find_contact (CflCommand *command, const char *wanted, GError **error)
{
  g_autoptr (GPtrArray) rows = list_contacts (command, error);
  CflContactRow *found = NULL;
  guint count = 0;

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      CflContactRow *row = rows->pdata[i];

      if (g_str_equal (row->contact->source_id, wanted))
        return cfl_contact_row_ref (row);
      if (g_str_equal (row->contact->name, wanted))
        {
          found = row;
          count++;
        }
    }
  if (count == 1)
    return cfl_contact_row_ref (found);
  g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_USAGE,
               count == 0 ? _ ("There is no contact “%s”. See counterfoil-cli list contacts.")
                          : _ ("Several contacts are called “%s”. Give the id; see counterfoil-cli "
                               "list contacts."),
               wanted);
  return NULL;
}

static gboolean
set_link (CflCommand *command, gint64 contact_id, const char *vendor_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_sync_service_link_async (command->service, contact_id, vendor_id, command->cancellable,
                               cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  return cfl_sync_service_link_finish (command->service, result, error);
}

static gboolean
create_vendor (CflCommand *command, gint64 contact_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cfl_sync_service_create_vendor_async (command->service, contact_id, NULL, command->cancellable,
                                        cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  return cfl_sync_service_create_vendor_finish (command->service, result, error);
}

static void
print_link_json (CflPrintJson *json, const CflContactRow *row)
{
  cfl_print_json_begin_object (json, NULL);
  cfl_print_json_add_text (json, "contact_id", row->contact->source_id);
  cfl_print_json_add_text (json, "contact", row->contact->name);
  if (row->vendor != NULL)
    {
      cfl_print_json_add_text (json, "vendor_id", row->vendor->id);
      cfl_print_json_add_text (json, "vendor", row->vendor->display_name);
    }
  else
    {
      cfl_print_json_add_null (json, "vendor_id");
      cfl_print_json_add_null (json, "vendor");
    }
  cfl_print_json_end_object (json);
}

static void
print_links (CflCommand *command, GPtrArray *rows)
{
  g_autoptr (CflPrintJson) json = cfl_print_json_new ();
  g_autoptr (CflPrintTable) table =
      cfl_print_table_new (_ ("Contact"), _ ("Vendor"), _ ("Vendor id"), NULL);

  cfl_print_json_begin_object (json, NULL);
  cfl_print_json_begin_array (json, "links");
  for (guint i = 0; i < rows->len; i++)
    {
      const CflContactRow *row = rows->pdata[i];

      print_link_json (json, row);
      cfl_print_table_add (table, row->contact->name,
                           row->vendor == NULL ? _ ("not linked") : row->vendor->display_name,
                           row->vendor == NULL ? "" : row->vendor->id, NULL);
    }
  cfl_print_json_end_array (json);
  cfl_print_json_end_object (json);
  if (command->json)
    cfl_print_json_finish (json);
  else
    cfl_print_table_print (table);
}

static CflExit
link_all (CflCommand *command)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  cfl_sync_service_list_exact_matches_async (command->service, command->cancellable,
                                             cfl_command_done_cb, command);
  result = cfl_command_wait (command);
  rows = cfl_sync_service_list_exact_matches_finish (command->service, result, &error);
  if (rows == NULL)
    return cfl_command_fail (command, error);
  for (guint i = 0; i < rows->len; i++)
    {
      const CflContactRow *row = rows->pdata[i];

      if (!set_link (command, row->contact->id, row->vendor->id, &error))
        return cfl_command_fail (command, error);
    }
  print_links (command, rows);
  cfl_command_say (command,
                   ngettext ("%u contact linked to the vendor of the same name.",
                             "%u contacts linked to the vendors of the same name.", rows->len),
                   rows->len);
  return CFL_EXIT_DONE;
}

/* Reads the contact again, as it is linked now. */
static CflExit
report (CflCommand *command, const char *source_id)
{
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_contact_row_unref);
  g_autoptr (GError) error = NULL;
  CflContactRow *row = find_contact (command, source_id, &error);

  if (row == NULL)
    return cfl_command_fail (command, error);
  g_ptr_array_add (rows, row);
  print_links (command, rows);
  return CFL_EXIT_DONE;
}

CflExit
cfl_command_link (CflCommand *command, int argc, char **argv)
{
  gboolean automatic = FALSE;
  gboolean create = FALSE;
  const GOptionEntry options[] = {
    { "auto", 0, 0, G_OPTION_ARG_NONE, &automatic, NULL, NULL },
    { "create", 0, 0, G_OPTION_ARG_NONE, &create, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (CflContactRow) row = NULL;
  g_autoptr (GError) error = NULL;
  CflExit exit_status;
  gboolean done;

  if (!cfl_command_parse (command, options, &argc, &argv, &exit_status))
    return exit_status;
  if (automatic && !create && argc == 1)
    return link_all (command);
  if (automatic || argc != (create ? 2 : 3))
    return cfl_command_misused (
        command, "%s", _ ("link needs --auto, or a contact with a vendor's id or --create."));
  row = find_contact (command, argv[1], &error);
  if (row == NULL)
    return cfl_command_fail (command, error);
  if (create)
    done = create_vendor (command, row->contact->id, &error);
  else
    done = set_link (command, row->contact->id, argv[2], &error);
  return done ? report (command, row->contact->source_id) : cfl_command_fail (command, error);
}

CflExit
cfl_command_unlink (CflCommand *command, int argc, char **argv)
{
  g_autoptr (CflContactRow) row = NULL;
  g_autoptr (GError) error = NULL;
  CflExit exit_status;

  if (!cfl_command_parse (command, NULL, &argc, &argv, &exit_status))
    return exit_status;
  if (argc != 2)
    return cfl_command_misused (command, "%s", _ ("unlink takes one contact."));
  row = find_contact (command, argv[1], &error);
  if (row == NULL || !set_link (command, row->contact->id, NULL, &error))
    return cfl_command_fail (command, error);
  return report (command, row->contact->source_id);
}
