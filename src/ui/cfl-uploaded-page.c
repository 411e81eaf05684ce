/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-uploaded-page.h"

#include "cfl-empty-page.h"
#include "cfl-record.h"
#include "cfl-side-row.h"
#include "cfl-status.h"
#include "cfl-tab-stop.h"

#include <glib/gi18n.h>

struct _CflUploadedPage {
  GtkWidget parent_instance;

  GtkStack *stack;
  CflEmptyPage *empty_page;
  GtkListView *runs_view;
  GtkBox *right_box;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *text;
  CflOrderView *view;

  CflSession *session;
  GListStore *runs; /* owned by the selection */
  GtkSingleSelection *selection;
  GCancellable *cancellable;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (CflUploadedPage, cfl_uploaded_page, GTK_TYPE_WIDGET)

static char *
describe_kind (const CflRun *run)
{
  const char *kind =
      run->kind == CFL_DOCUMENT_KIND_BILL ? _ ("Supplier invoices") : _ ("Purchase orders");
  guint open = run->failed + run->unknown;

  if (open == 0)
    return g_strdup (kind);
  /* Translators: "Supplier invoices, 2 need you". */
  return g_strdup_printf (ngettext ("%s, %u needs you", "%s, %u need you", open), kind, open);
}

static const char *
run_icon (const CflRun *run, const char **css_class)
{
  if (run->failed + run->unknown > 0)
    {
      *css_class = "warn";
      return "dialog-warning-symbolic";
    }
  *css_class = run->uploaded > 0 ? "ok" : "dim";
  return run->uploaded > 0 ? "selection-mode-symbolic" : "action-unavailable-symbolic";
}

static void
fill_run (CflSideRow *row, gconstpointer record)
{
  const CflRun *run = record;
  const char *css_class;
  const char *icon = run_icon (run, &css_class);
  g_autofree char *when = cfl_instant_to_table (run->started_at);
  g_autofree char *kind = describe_kind (run);
  g_autofree char *done = g_strdup_printf (_ ("%u of %u"), run->uploaded, run->total);

  cfl_side_row_set_icon (row, icon, css_class);
  cfl_side_row_set_text (row, when, kind);
  cfl_side_row_set_end (row, done);
}

static const CflRun *
get_run (CflUploadedPage *self)
{
  CflRecord *record = gtk_single_selection_get_selected_item (self->selection);

  return record != NULL ? cfl_record_get (record) : NULL;
}

static void
show_run (CflUploadedPage *self)
{
  const CflRun *run = get_run (self);
  const char *css_class;
  g_autofree char *title = NULL;
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  if (run == NULL)
    return;
  gtk_image_set_from_icon_name (self->icon, run_icon (run, &css_class));
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "ok");
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "warn");
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "dim");
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), css_class);
  title = run->kind == CFL_DOCUMENT_KIND_BILL
              ? g_strdup_printf (ngettext ("%u of %u supplier invoice uploaded",
                                           "%u of %u supplier invoices uploaded", run->total),
                                 run->uploaded, run->total)
              : g_strdup_printf (ngettext ("%u of %u purchase order uploaded",
                                           "%u of %u purchase orders uploaded", run->total),
                                 run->uploaded, run->total);
  gtk_label_set_text (self->title, title);
  when = cfl_instant_to_long (run->started_at);
  /* Translators: when the upload was started, then who started it. */
  text = run->user_name[0] != '\0' ? g_strdup_printf (_ ("%s, by %s"), when, run->user_name)
                                   : g_strdup (when);
  gtk_label_set_text (self->text, text);
  cfl_order_view_set_run (self->view, run->id);
}

static void
selected_cb (CflUploadedPage *self)
{
  if (!self->updating)
    show_run (self);
}

static void
show_empty (CflUploadedPage *self)
{
  cfl_empty_page_set (self->empty_page, "send-to-symbolic", _ ("Nothing uploaded yet"),
                      _ ("Every upload appears here with its documents and their numbers in "
                         "QuickBooks."));
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static guint
find_run (GPtrArray *runs, gint64 id)
{
  for (guint i = 0; i < runs->len; i++)
    if (((CflRun *) g_ptr_array_index (runs, i))->id == id)
      return i;
  return 0;
}

static void
runs_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflUploadedPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs =
      cfl_sync_service_list_runs_finish (CFL_SYNC_SERVICE (source), result, &error);
  const CflRun *current;
  gint64 id;

  if (runs == NULL)
    return;
  current = get_run (self);
  /* Whoever looks at the newest run wants to see the next one when it is there. */
  id = current != NULL && gtk_single_selection_get_selected (self->selection) > 0 ? current->id : 0;
  self->updating = TRUE;
  g_list_store_remove_all (self->runs);
  for (guint i = 0; i < runs->len; i++)
    {
      g_autoptr (CflRecord) record = cfl_record_new (CFL_TYPE_RUN, g_ptr_array_index (runs, i));

      g_list_store_append (self->runs, record);
    }
  if (runs->len > 0)
    gtk_single_selection_set_selected (self->selection, find_run (runs, id));
  self->updating = FALSE;
  if (runs->len == 0)
    {
      show_empty (self);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "runs");
  show_run (self);
}

static void
reload (CflUploadedPage *self)
{
  if (self->session == NULL || !cfl_session_is_open (self->session) ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  cfl_sync_service_list_runs_async (cfl_session_get_service (self->session), self->cancellable,
                                    runs_cb, g_object_ref (self));
}

static void
cfl_uploaded_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cfl_uploaded_page_parent_class)->map (widget);
  reload (CFL_UPLOADED_PAGE (widget));
}

static void
cfl_uploaded_page_dispose (GObject *object)
{
  CflUploadedPage *self = CFL_UPLOADED_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  g_clear_object (&self->session);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (cfl_uploaded_page_parent_class)->dispose (object);
}

static void
cfl_uploaded_page_class_init (CflUploadedPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cfl_uploaded_page_dispose;
  widget_class->map = cfl_uploaded_page_map;

  g_type_ensure (CFL_TYPE_EMPTY_PAGE);
  g_type_ensure (CFL_TYPE_TAB_STOP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/counterfoil/Counterfoil/cfl-uploaded-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CflUploadedPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CflUploadedPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, CflUploadedPage, runs_view);
  gtk_widget_class_bind_template_child (widget_class, CflUploadedPage, right_box);
  gtk_widget_class_bind_template_child (widget_class, CflUploadedPage, icon);
  gtk_widget_class_bind_template_child (widget_class, CflUploadedPage, title);
  gtk_widget_class_bind_template_child (widget_class, CflUploadedPage, text);
}

static void
cfl_uploaded_page_init (CflUploadedPage *self)
{
  g_autoptr (GtkListItemFactory) factory = cfl_side_row_make_factory (fill_run);

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->runs = g_list_store_new (CFL_TYPE_RECORD);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->runs));
  gtk_list_view_set_factory (self->runs_view, factory);
  gtk_list_view_set_model (self->runs_view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                            self);
  self->view = cfl_order_view_new (CFL_LIST_UPLOADED);
  gtk_box_append (self->right_box, GTK_WIDGET (self->view));
  show_empty (self);
}

CflUploadedPage *
cfl_uploaded_page_new (void)
{
  return g_object_new (CFL_TYPE_UPLOADED_PAGE, NULL);
}

void
cfl_uploaded_page_set_session (CflUploadedPage *self, CflSession *session)
{
  g_return_if_fail (CFL_IS_UPLOADED_PAGE (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  g_list_store_remove_all (self->runs);
  show_empty (self);
  cfl_order_view_set_session (self->view, session);
  if (session == NULL)
    return;
  g_signal_connect_object (session, "changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  reload (self);
}

void
cfl_uploaded_page_set_search (CflUploadedPage *self, const char *search)
{
  g_return_if_fail (CFL_IS_UPLOADED_PAGE (self));

  cfl_order_view_set_search (self->view, search);
}

CflOrderView *
cfl_uploaded_page_get_view (CflUploadedPage *self)
{
  g_return_val_if_fail (CFL_IS_UPLOADED_PAGE (self), NULL);

  return self->view;
}
