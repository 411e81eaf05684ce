/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The right half of Link Contacts: the vendors that the chosen supplier may be. */

#include "config.h"

#include "cfl-candidate-row.h"
#include "cfl-create-vendor-dialog.h"
#include "cfl-link-dialog-private.h"
#include "cfl-question.h"

#include <glib/gi18n.h>

typedef struct {
  CflLinkDialog *dialog; /* outlives the question in front of it */
  char *vendor_id;
} LinkAnswer;

static void
link_answer_free (gpointer user_data)
{
  LinkAnswer *answer = user_data;

  g_free (answer->vendor_id);
  g_free (answer);
}

static void
link_anyway_cb (gpointer user_data)
{
  LinkAnswer *answer = user_data;

  cfl_link_dialog_link (answer->dialog, answer->vendor_id);
}

static void
ask_before_link (CflLinkDialog *self, const CflContactRow *row, const CflVendor *vendor)
{
  LinkAnswer *answer = g_new0 (LinkAnswer, 1);
  /* Translators: a supplier, then a vendor. */
  g_autofree char *question =
      g_strdup_printf (_ ("Link %s to %s?"), row->contact->name, vendor->display_name);
  CflQuestion *dialog;

  answer->dialog = self;
  answer->vendor_id = g_strdup (vendor->id);
  dialog =
      cfl_question_new (GTK_WINDOW (self), question,
                        _ ("Their names have little in common, and nothing else says that they "
                           "are one firm. The bills of this supplier would go to that vendor."),
                        answer, link_answer_free);
  cfl_question_add_answer (dialog, _ ("_Link Anyway"), NULL, link_anyway_cb);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
link_cb (CflLinkDialog *self, CflCandidateRow *row)
{
  const CflCandidate *candidate = cfl_candidate_row_get_candidate (row);
  const CflContactRow *contact = cfl_link_dialog_get_row (self);

  if (contact != NULL && cfl_match_is_doubtful (candidate->match))
    ask_before_link (self, contact, candidate->vendor);
  else
    cfl_link_dialog_link (self, candidate->vendor->id);
}

void
cfl_link_dialog_activate_vendor (CflLinkDialog *self, GtkListBoxRow *row)
{
  cfl_candidate_row_link (CFL_CANDIDATE_ROW (row));
}

static void
show_candidates (CflLinkDialog *self, GPtrArray *candidates, const CflContactRow *row)
{
  GtkWidget *child;

  while ((child = GTK_WIDGET (gtk_list_box_get_row_at_index (self->candidates, 0))) != NULL)
    gtk_list_box_remove (self->candidates, child);
  for (guint i = 0; i < candidates->len; i++)
    {
      const CflCandidate *candidate = g_ptr_array_index (candidates, i);
      GtkWidget *widget = cfl_candidate_row_new (
          candidate, row->currency, g_str_equal (candidate->vendor->id, row->contact->vendor_id));

      g_signal_connect_object (widget, "link", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->candidates, widget);
    }
}

static void
candidates_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflLinkDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) candidates =
      cfl_sync_service_list_candidates_finish (CFL_SYNC_SERVICE (source), result, &error);
  const CflContactRow *row = candidates != NULL ? cfl_link_dialog_get_row (self) : NULL;

  if (row != NULL)
    show_candidates (self, candidates, row);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cfl_toast_show (self->toast, error->message, NULL, NULL, NULL, NULL);
}

void
cfl_link_dialog_load_vendors (CflLinkDialog *self)
{
  const CflContactRow *row = cfl_link_dialog_get_row (self);

  if (row == NULL)
    return;
  g_cancellable_cancel (self->candidates_cancellable);
  g_object_unref (self->candidates_cancellable);
  self->candidates_cancellable = g_cancellable_new ();
  cfl_sync_service_list_candidates_async (cfl_session_get_service (self->session), row->contact->id,
                                          gtk_editable_get_text (self->vendor_search),
                                          self->candidates_cancellable, candidates_cb,
                                          g_object_ref (self));
}

void
cfl_link_dialog_focus_vendors (CflLinkDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->candidates, 0);

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : self->create_button);
}

gboolean
cfl_link_dialog_vendor_key (CflLinkDialog *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean down = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down;

  if (!down || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  cfl_link_dialog_focus_vendors (self);
  return GDK_EVENT_STOP;
}

void
cfl_link_dialog_create_vendor (CflLinkDialog *self)
{
  const CflContactRow *row = cfl_link_dialog_get_row (self);
  GtkWindow *dialog;

  if (row == NULL)
    return;
  dialog = cfl_create_vendor_dialog_new (GTK_WINDOW (self), self->session, row);
  self->wanted_id = row->contact->id;
  g_signal_connect_object (dialog, "created", G_CALLBACK (cfl_link_dialog_reload), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "link", G_CALLBACK (cfl_link_dialog_link), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}
