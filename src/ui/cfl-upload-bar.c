/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-upload-bar.h"

#include "cfl-sums-box.h"

#include <glib/gi18n.h>

struct _CflUploadBar {
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkLabel *selected_label;
  GtkWidget *separator;
  CflSumsBox *sums_box;
  GtkLabel *hint_label;
  GtkButton *upload_button;
  GtkLabel *run_label;
  GtkLabel *uploaded_label;
  GtkWidget *failed_box;
  GtkLabel *failed_label;
  GtkWidget *unknown_box;
  GtkLabel *unknown_label;
  GtkProgressBar *progress_bar;
  GtkLabel *done_label;
  GtkLabel *rate_label;
  GtkWidget *pause_button;
  GtkImage *pause_icon;
  GtkLabel *pause_label;
  GtkWidget *cancel_button;

  CflSession *session;
  CflList list;
  gboolean cancelling;
};

G_DEFINE_FINAL_TYPE (CflUploadBar, cfl_upload_bar, GTK_TYPE_WIDGET)

enum { SIGNAL_UPLOAD, N_SIGNALS };

static guint signals[N_SIGNALS];

guint
cfl_sums_count (const GArray *sums)
{
  guint count = 0;

  for (guint i = 0; sums != NULL && i < sums->len; i++)
    count += g_array_index (sums, CflSum, i).count;
  return count;
}

char *
cfl_progress_to_rate (const CflProgress *progress, gboolean paused)
{
  guint waiting = progress->total > progress->done ? progress->total - progress->done : 0;
  g_autofree char *rate = NULL;
  g_autofree char *left = NULL;

  if (paused)
    return g_strdup_printf (ngettext ("Paused, %u is waiting", "Paused, %u are waiting", waiting),
                            waiting);
  if (progress->waiting > 0)
    return g_strdup_printf (ngettext ("QuickBooks asks to wait %d second",
                                      "QuickBooks asks to wait %d seconds", progress->waiting),
                            progress->waiting);
  if (progress->per_second < 0.05 || progress->seconds_left < 1)
    return g_strdup ("");
  /* Translators: documents a second. */
  rate = progress->per_second < 10 ? g_strdup_printf (_ ("%.1f a second"), progress->per_second)
                                   : g_strdup_printf (_ ("%.0f a second"), progress->per_second);
  left = progress->seconds_left < 90
             ? g_strdup_printf (ngettext ("about %d second left", "about %d seconds left",
                                          progress->seconds_left),
                                progress->seconds_left)
             : g_strdup_printf (ngettext ("about %d minute left", "about %d minutes left",
                                          (progress->seconds_left + 30) / 60),
                                (progress->seconds_left + 30) / 60);
  return g_strdup_printf ("%s · %s", rate, left);
}

static void
set_number (GtkLabel *label, GtkWidget *box, const char *format, guint number)
{
  g_autofree char *text = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  text = g_strdup_printf (format, number); /* one of the ngettext forms below */
#pragma GCC diagnostic pop
  gtk_label_set_text (label, text);
  if (box != NULL)
    gtk_widget_set_visible (box, number > 0);
}

static void
show_pause (CflUploadBar *self, gboolean paused)
{
  gtk_image_set_from_icon_name (self->pause_icon, paused ? "media-playback-start-symbolic"
                                                         : "media-playback-pause-symbolic");
  gtk_label_set_label (self->pause_label, paused ? _ ("R_esume") : _ ("Paus_e"));
}

static char *
describe_end (const CflProgress *progress)
{
  return g_strdup_printf (ngettext ("Finishing %u that is on its way",
                                    "Finishing %u that are on their way", progress->in_flight),
                          progress->in_flight);
}

static void
show_progress (CflUploadBar *self)
{
  CflSyncService *service = cfl_session_get_service (self->session);
  const CflProgress *progress = cfl_sync_service_get_progress (service);
  gboolean paused = cfl_sync_service_get_state (service) == CFL_SYNC_STATE_PAUSED;
  gboolean checking = progress->total == 0;
  g_autofree char *done = NULL;
  g_autofree char *rate =
      self->cancelling ? describe_end (progress) : cfl_progress_to_rate (progress, paused);

  gtk_label_set_text (self->run_label,
                      cfl_session_get_run_kind (self->session) == CFL_DOCUMENT_KIND_BILL
                          ? _ ("Uploading supplier invoices")
                          : _ ("Uploading purchase orders"));
  set_number (self->uploaded_label, NULL,
              ngettext ("%u uploaded", "%u uploaded", progress->uploaded), progress->uploaded);
  set_number (self->failed_label, self->failed_box,
              ngettext ("%u failed", "%u failed", progress->failed), progress->failed);
  set_number (self->unknown_label, self->unknown_box,
              ngettext ("%u being checked", "%u being checked", progress->unknown),
              progress->unknown);
  /* Translators: as in "210 of 300". */
  done = checking ? cfl_session_describe_work (self->session)
                  : g_strdup_printf (_ ("%u of %u"), progress->done, progress->total);
  gtk_label_set_text (self->done_label, done);
  gtk_label_set_text (self->rate_label, rate);
  if (checking)
    gtk_progress_bar_pulse (self->progress_bar);
  else
    gtk_progress_bar_set_fraction (self->progress_bar,
                                   (double) progress->done / MAX (progress->total, 1));
  show_pause (self, paused);
}

static void
update (CflUploadBar *self)
{
  gboolean uploading = self->session != NULL && cfl_session_is_uploading (self->session);

  gtk_stack_set_visible_child_name (self->stack, uploading ? "progress" : "selection");
  self->cancelling = self->cancelling && uploading;
  gtk_widget_set_sensitive (self->cancel_button, !self->cancelling);
  gtk_widget_set_sensitive (self->pause_button, !self->cancelling);
  if (uploading)
    show_progress (self);
}

static void
on_upload_clicked (CflUploadBar *self)
{
  g_signal_emit (self, signals[SIGNAL_UPLOAD], 0);
}

static void
on_pause_clicked (CflUploadBar *self)
{
  CflSyncService *service = cfl_session_get_service (self->session);

  if (cfl_sync_service_get_state (service) == CFL_SYNC_STATE_PAUSED)
    cfl_sync_service_resume (service);
  else
    cfl_sync_service_pause (service);
}

static void
on_cancel_clicked (CflUploadBar *self)
{
  self->cancelling = TRUE;
  cfl_session_cancel (self->session);
  update (self);
}

static void
cfl_upload_bar_dispose (GObject *object)
{
  CflUploadBar *self = CFL_UPLOAD_BAR (object);

  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  g_clear_object (&self->session);

  G_OBJECT_CLASS (cfl_upload_bar_parent_class)->dispose (object);
}

static void
cfl_upload_bar_class_init (CflUploadBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cfl_upload_bar_dispose;
  signals[SIGNAL_UPLOAD] = g_signal_new ("upload", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CFL_TYPE_SUMS_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/counterfoil/Counterfoil/cfl-upload-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, stack);
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, selected_label);
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, separator);
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, sums_box);
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, hint_label);
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, upload_button);
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, run_label);
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, uploaded_label);
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, failed_box);
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, failed_label);
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, unknown_box);
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, unknown_label);
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, done_label);
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, rate_label);
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, pause_button);
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, pause_icon);
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, pause_label);
  gtk_widget_class_bind_template_child (widget_class, CflUploadBar, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, on_upload_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_pause_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
}

static void
cfl_upload_bar_init (CflUploadBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_pause (self, FALSE);
}

GtkWidget *
cfl_upload_bar_new (CflList list)
{
  CflUploadBar *self = g_object_new (CFL_TYPE_UPLOAD_BAR, NULL);

  self->list = list;
  cfl_upload_bar_set_sums (self, NULL, TRUE);
  return GTK_WIDGET (self);
}

void
cfl_upload_bar_set_session (CflUploadBar *self, CflSession *session)
{
  g_return_if_fail (CFL_IS_UPLOAD_BAR (self));

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (cfl_session_get_service (self->session), self);
    }
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_object (session, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (cfl_session_get_service (session), "progress", G_CALLBACK (update),
                               self, G_CONNECT_SWAPPED);
    }
  update (self);
}

static char *
upload_label (CflUploadBar *self, guint count, gboolean all)
{
  gboolean again = self->list == CFL_LIST_INVOICE_ERRORS || self->list == CFL_LIST_ORDER_ERRORS;

  if (again)
    return g_strdup_printf (_ ("_Upload Again (%u)"), count);
  if (self->session != NULL && cfl_session_is_practice (self->session))
    return g_strdup_printf (
        all ? _ ("_Upload All to Practice (%u)") : _ ("_Upload to Practice (%u)"), count);
  return g_strdup_printf (all ? _ ("_Upload All (%u)") : _ ("_Upload Selected (%u)"), count);
}

void
cfl_upload_bar_set_sums (CflUploadBar *self, const GArray *sums, gboolean all)
{
  guint count = cfl_sums_count (sums);
  g_autofree char *label = upload_label (self, count, all);
  g_autofree char *selected = NULL;

  g_return_if_fail (CFL_IS_UPLOAD_BAR (self));

  selected = g_strdup_printf (all ? ngettext ("%u ready", "%u ready", count)
                                  : ngettext ("%u selected", "%u selected", count),
                              count);
  gtk_label_set_text (self->selected_label, selected);
  gtk_widget_set_visible (self->separator, count > 0);
  cfl_sums_box_set_sums (self->sums_box, sums);
  gtk_button_set_label (self->upload_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->upload_button), count > 0);
}

void
cfl_upload_bar_set_hint (CflUploadBar *self, const char *hint)
{
  g_return_if_fail (CFL_IS_UPLOAD_BAR (self));

  gtk_label_set_text (self->hint_label, hint);
}
