/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-cin7"

#include "config.h"

#include "cfl-cin7-private.h"

#include <string.h>

#define RESOURCE "Contacts"
/* Ids a call; the whole question has to fit into an address of about 2,000 characters. */
#define IDS_A_CALL 150

typedef struct {
  GPtrArray *ids;
  guint next;
  GPtrArray *contacts;
} ReadData;

static void
read_data_free (gpointer data)
{
  ReadData *read = data;

  g_ptr_array_unref (read->ids);
  g_clear_pointer (&read->contacts, g_ptr_array_unref);
  g_free (read);
}

static void read_next (CflCin7Client *self, GTask *task);

static void
got_contacts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflCin7Client *self = CFL_CIN7_CLIENT (source);
  ReadData *read = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CflHttpResponse) response = cfl_cin7_client_get_finish (self, result, &error);
  g_autoptr (JsonNode) page =
      response != NULL ? cfl_cin7_parse_page (response, RESOURCE, &error) : NULL;
  JsonArray *rows = cfl_json_node_get_array (page);

  if (page == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < cfl_json_array_get_length (rows); i++)
    {
      CflContact *contact = cfl_cin7_decode_contact (cfl_json_array_get_object (rows, i), NULL);

      if (contact != NULL)
        g_ptr_array_add (read->contacts, contact);
    }
  read_next (self, g_steal_pointer (&task));
}

/* Takes over @task. */
static void
read_next (CflCin7Client *self, GTask *task)
{
  ReadData *read = g_task_get_task_data (task);
  g_autoptr (GString) where = g_string_new ("id IN (");
  guint end = MIN (read->next + IDS_A_CALL, read->ids->len);

  if (read->next >= read->ids->len)
    {
      g_task_return_pointer (task, g_steal_pointer (&read->contacts),
                             (GDestroyNotify) g_ptr_array_unref);
      g_object_unref (task);
      return;
    }
  for (guint i = read->next; i < end; i++)
    g_string_append_printf (where, "%s%s", i > read->next ? "," : "",
                            (const char *) g_ptr_array_index (read->ids, i));
  g_string_append_c (where, ')');
  read->next = end;
  cfl_cin7_client_get_async (self, RESOURCE, NULL, where->str, 1, CFL_CIN7_PAGE_ROWS,
                             g_task_get_cancellable (task), got_contacts_cb, task);
}

void
cfl_cin7_client_read_contacts_async (CflCin7Client *self,
                                     GPtrArray *source_ids,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  ReadData *read = g_new0 (ReadData, 1);

  read->ids = g_ptr_array_new_with_free_func (g_free);
  read->contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_contact_unref);
  /* Ids are digits; anything else came from another source and would change the question. */
  for (guint i = 0; i < source_ids->len; i++)
    {
      const char *id = g_ptr_array_index (source_ids, i);

      if (*id != '\0' && strlen (id) <= 18 && strspn (id, "0123456789") == strlen (id))
        g_ptr_array_add (read->ids, g_strdup (id));
    }
  g_task_set_source_tag (task, cfl_cin7_client_read_contacts_async);
  g_task_set_name (task, "read contacts");
  g_task_set_task_data (task, read, read_data_free);
  read_next (self, task);
}

GPtrArray *
cfl_cin7_client_read_contacts_finish (CflCin7Client *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
