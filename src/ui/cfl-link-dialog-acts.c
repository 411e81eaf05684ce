/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-link-dialog-private.h"

#include <glib/gi18n.h>

/* One link that was made or taken away, and how to take it back. */
typedef struct {
  CflLinkDialog *dialog; /* not owned by the undo of its own toast */
  gint64 contact_id;
  char *contact_name;
  char *vendor_id;     /* (nullable) */
  char *old_vendor_id; /* (nullable) */
  gboolean is_undo;
  gboolean can_undo; /* not where the link before could not be made today */
} LinkAct;

static void
link_act_free (LinkAct *act)
{
  g_free (act->contact_name);
  g_free (act->vendor_id);
  g_free (act->old_vendor_id);
  g_free (act);
}

static void start (LinkAct *act);

static void
undo_cb (gpointer user_data)
{
  LinkAct *done = user_data;
  LinkAct *act = g_new0 (LinkAct, 1);

  act->dialog = done->dialog;
  act->contact_id = done->contact_id;
  act->contact_name = g_strdup (done->contact_name);
  act->vendor_id = g_strdup (done->old_vendor_id);
  act->is_undo = TRUE;
  done->dialog->wanted_id = done->contact_id;
  start (act);
}

static void
linked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LinkAct *act = user_data;
  g_autoptr (CflLinkDialog) self = act->dialog;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!cfl_sync_service_link_finish (CFL_SYNC_SERVICE (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cfl_toast_show (self->toast, error->message, NULL, NULL, NULL, NULL);
      link_act_free (act);
      return;
    }
  cfl_link_dialog_reload (self);
  if (act->is_undo)
    {
      cfl_toast_close (self->toast);
      link_act_free (act);
      return;
    }
  /* Translators: %s is a supplier. */
  text = act->vendor_id != NULL
             ? g_strdup_printf (_ ("%s is linked."), act->contact_name)
             : g_strdup_printf (_ ("%s is not linked any more."), act->contact_name);
  if (act->can_undo)
    {
      cfl_toast_show (self->toast, text, _ ("_Undo"), undo_cb, act, (GDestroyNotify) link_act_free);
      return;
    }
  cfl_toast_show (self->toast, text, NULL, NULL, NULL, NULL);
  link_act_free (act);
}

static void
start (LinkAct *act)
{
  CflLinkDialog *self = g_object_ref (act->dialog);

  cfl_sync_service_link_async (cfl_session_get_service (self->session), act->contact_id,
                               act->vendor_id, self->cancellable, linked_cb, act);
}

void
cfl_link_dialog_link (CflLinkDialog *self, const char *vendor_id)
{
  const CflContactRow *row = cfl_link_dialog_get_row (self);
  LinkAct *act;

  if (row == NULL)
    return;
  act = g_new0 (LinkAct, 1);
  act->dialog = self;
  act->contact_id = row->contact->id;
  act->contact_name = g_strdup (row->contact->name);
  act->vendor_id = g_strdup (vendor_id);
  act->can_undo = row->contact->vendor_id[0] == '\0' || row->reason == CFL_REASON_READY;
  if (row->contact->vendor_id[0] != '\0')
    act->old_vendor_id = g_strdup (row->contact->vendor_id);
  /* After a link the next supplier that needs one is selected; after unlinking, the same. */
  self->wanted_id = vendor_id != NULL ? 0 : row->contact->id;
  start (act);
}
