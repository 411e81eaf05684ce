/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-error-pane.h"

#include "cfl-answer-view.h"
#include "cfl-empty-page.h"
#include "cfl-error-pane-private.h"
#include "cfl-preferences-dialog.h"
#include "cfl-record.h"
#include "cfl-side-row.h"
#include "cfl-status.h"
#include "cfl-tab-stop.h"
#include "cfl-upload-bar.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (CflErrorPane, cfl_error_pane, GTK_TYPE_WIDGET)

static void
fill_cause (CflSideRow *row, gconstpointer record)
{
  const CflCauseRow *cause = record;
  g_autoptr (CflWords) words = cfl_words_for_cause (cause);
  gboolean unknown = cause->state == CFL_ATTEMPT_UNKNOWN;
  g_autofree char *caption = NULL;

  if (unknown)
    caption = g_strdup (_ ("Being checked with QuickBooks"));
  else if (cause->count == 1)
    caption = g_strdup_printf ("%s, %s", cause->order_reference, cause->supplier);
  else if (cause->suppliers > 1)
    caption = g_strdup_printf (ngettext ("%u supplier", "%u suppliers", cause->suppliers),
                               cause->suppliers);
  else
    caption = g_strdup (cause->supplier);
  cfl_side_row_set_icon (row, unknown ? "dialog-question-symbolic" : "dialog-error-symbolic",
                         unknown ? "info" : "err");
  cfl_side_row_set_text (row, words->title, caption);
  cfl_side_row_set_count (row, cause->count, FALSE);
}

static const CflCauseRow *
get_cause (CflErrorPane *self)
{
  CflRecord *record = gtk_single_selection_get_selected_item (self->selection);

  return record != NULL ? cfl_record_get (record) : NULL;
}

static void
sums_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflErrorPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) sums = cfl_sync_service_sum_finish (CFL_SYNC_SERVICE (source), result, &error);

  if (sums == NULL)
    return;
  g_clear_pointer (&self->sums, g_array_unref);
  self->sums = g_array_ref (sums);
  cfl_upload_bar_set_sums (CFL_UPLOAD_BAR (self->bar), sums,
                           cfl_tick_set_is_empty (cfl_order_view_get_ticks (self->view)));
  cfl_upload_bar_set_hint (CFL_UPLOAD_BAR (self->bar),
                           sums->len == 0 ? _ ("Fix the cause first, then upload again") : "");
  cfl_order_view_set_tick_counts (
      self->view,
      cfl_tick_set_is_empty (cfl_order_view_get_ticks (self->view)) ? 0 : cfl_sums_count (sums),
      MAX (cfl_sums_count (sums), 1));
}

static void
sum (CflErrorPane *self)
{
  CflTickSet *ticks = cfl_order_view_get_ticks (self->view);

  if (self->session == NULL || !cfl_session_is_open (self->session))
    return;
  g_cancellable_cancel (self->sum_cancellable);
  g_object_unref (self->sum_cancellable);
  self->sum_cancellable = g_cancellable_new ();
  cfl_sync_service_sum_async (cfl_session_get_service (self->session),
                              cfl_order_view_get_listing (self->view),
                              cfl_tick_set_is_empty (ticks) ? NULL : cfl_tick_set_get_ticks (ticks),
                              self->sum_cancellable, sums_cb, g_object_ref (self));
}

static void
add_remedy (CflErrorPane *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  if (gtk_widget_get_first_child (GTK_WIDGET (self->buttons)) == NULL)
    gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (self->buttons, button);
}

static void
link_cb (CflErrorPane *self)
{
  const CflCauseRow *cause = get_cause (self);

  if (cause != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.link-contact", "x", cause->contact_id);
}

static void
open_cb (CflErrorPane *self)
{
  CflOrderItem *item = cfl_order_view_get_cursor (self->view);

  if (item != NULL)
    g_signal_emit_by_name (self->view, "open", item);
}

static void
check_again_cb (CflErrorPane *self)
{
  cfl_session_get_new_orders (self->session);
}

static void
look_again_cb (CflErrorPane *self)
{
  cfl_session_look_up_open_attempts (self->session);
}

static void
sign_in_cb (CflErrorPane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.connect", NULL);
}

static void
preferences_cb (CflErrorPane *self)
{
  const CflCauseRow *cause = get_cause (self);
  g_autoptr (CflWords) words = cause != NULL ? cfl_words_for_cause (cause) : NULL;

  if (words != NULL)
    gtk_widget_activate_action (
        GTK_WIDGET (self), "win.preferences-at", "s",
        cfl_preferences_key_for_reason (
            cfl_sync_service_get_company (cfl_session_get_service (self->session)), words->fix,
            cause->reason, cause->reason_detail));
}

/* The first button is the likeliest remedy. */
static void
show_remedies (CflErrorPane *self, const CflCauseRow *cause, CflFix fix)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->buttons))) != NULL)
    gtk_box_remove (self->buttons, child);
  switch (fix)
    {
    case CFL_FIX_LINK:
      add_remedy (self, _ ("_Link to a Vendor…"), G_CALLBACK (link_cb));
      break;
    case CFL_FIX_SIGN_IN:
      add_remedy (self, cfl_session_is_practice (self->session) ? _ ("Sign _In") : _ ("Sign _In…"),
                  G_CALLBACK (sign_in_cb));
      break;
    case CFL_FIX_CHOOSE_ACCOUNT:
      add_remedy (self, _ ("Choose _Account…"), G_CALLBACK (preferences_cb));
      break;
    case CFL_FIX_SETTINGS:
      add_remedy (self, _ ("O_ptions…"), G_CALLBACK (preferences_cb));
      break;
    case CFL_FIX_RETRY:
      add_remedy (self, _ ("Upload _Again…"), G_CALLBACK (cfl_error_pane_upload_again));
      break;
    case CFL_FIX_LOOK_AGAIN:
      add_remedy (self, _ ("L_ook Again"), G_CALLBACK (look_again_cb));
      break;
    case CFL_FIX_NONE:
    case CFL_FIX_OPEN:
    case CFL_FIX_ADD_NUMBER:
    case CFL_FIX_ADD_DATE:
    default:
      break;
    }
  add_remedy (self, _ ("_Open Order…"), G_CALLBACK (open_cb));
  if (cause->state != CFL_ATTEMPT_UNKNOWN)
    add_remedy (self, _ ("Chec_k Again"), G_CALLBACK (check_again_cb));
}

static void
show_cause (CflErrorPane *self)
{
  const CflCauseRow *cause = get_cause (self);
  g_autoptr (CflWords) words = NULL;
  g_autofree char *text = NULL;
  gboolean unknown;

  if (cause == NULL)
    return;
  words = cfl_words_for_cause (cause);
  unknown = cause->state == CFL_ATTEMPT_UNKNOWN;
  gtk_image_set_from_icon_name (self->icon,
                                unknown ? "dialog-question-symbolic" : "dialog-error-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), unknown ? "err" : "info");
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), unknown ? "info" : "err");
  gtk_label_set_text (self->title, words->title);
  text = g_strjoin (" ", words->sentence, words->remedy, NULL);
  gtk_label_set_text (self->sentence, text);
  show_remedies (self, cause, words->fix);
  cfl_order_view_set_cause (self->view, cause->key);
  sum (self);
}

static void
selected_cb (CflErrorPane *self)
{
  if (!self->updating)
    show_cause (self);
}

static void
details_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflErrorPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CflOrderDetails) details =
      cfl_sync_service_load_order_finish (CFL_SYNC_SERVICE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  cfl_answer_view_set_attempt (self->answer,
                               details != NULL && details->attempts->len > 0
                                   ? g_ptr_array_index (details->attempts, 0)
                                   : NULL,
                               details != NULL ? details->row->reference : NULL);
}

static void
cursor_cb (CflErrorPane *self)
{
  CflOrderItem *item = cfl_order_view_get_cursor (self->view);
  gint64 id = item != NULL ? cfl_order_item_get_id (item) : 0;

  if (id == self->shown_id || self->session == NULL)
    return;
  self->shown_id = id;
  g_cancellable_cancel (self->details_cancellable);
  g_object_unref (self->details_cancellable);
  self->details_cancellable = g_cancellable_new ();
  if (id == 0)
    cfl_answer_view_set_attempt (self->answer, NULL, NULL);
  else
    cfl_sync_service_load_order_async (cfl_session_get_service (self->session), id,
                                       self->details_cancellable, details_cb, g_object_ref (self));
}

static void
show_empty (CflErrorPane *self)
{
  cfl_empty_page_set (self->empty_page, "selection-mode-symbolic", _ ("Nothing went wrong"),
                      self->kind == CFL_DOCUMENT_KIND_BILL
                          ? _ ("Every supplier invoice that was uploaded arrived in QuickBooks.")
                          : _ ("Every purchase order that was uploaded arrived in QuickBooks."));
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static guint
find_key (GPtrArray *causes, const char *key)
{
  for (guint i = 0; i < causes->len; i++)
    if (g_strcmp0 (((CflCauseRow *) g_ptr_array_index (causes, i))->key, key) == 0)
      return i;
  return 0;
}

static void
causes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflErrorPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) causes =
      cfl_sync_service_list_causes_finish (CFL_SYNC_SERVICE (source), result, &error);
  const CflCauseRow *current;
  g_autofree char *key = NULL;

  if (causes == NULL)
    return;
  current = get_cause (self);
  key = current != NULL ? g_strdup (current->key) : NULL;
  self->updating = TRUE;
  g_list_store_remove_all (self->causes);
  for (guint i = 0; i < causes->len; i++)
    {
      g_autoptr (CflRecord) record =
          cfl_record_new (CFL_TYPE_CAUSE_ROW, g_ptr_array_index (causes, i));

      g_list_store_append (self->causes, record);
    }
  if (causes->len > 0)
    gtk_single_selection_set_selected (self->selection, find_key (causes, key));
  self->updating = FALSE;
  if (causes->len == 0)
    {
      show_empty (self);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "causes");
  self->shown_id = 0; /* the newest answer may be another one */
  show_cause (self);
  cursor_cb (self);
}

static void
reload (CflErrorPane *self)
{
  if (self->session == NULL || !cfl_session_is_open (self->session) ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  cfl_sync_service_list_causes_async (cfl_session_get_service (self->session), self->kind,
                                      self->cancellable, causes_cb, g_object_ref (self));
}

static void
cfl_error_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cfl_error_pane_parent_class)->map (widget);
  reload (CFL_ERROR_PANE (widget));
}

static void
cfl_error_pane_dispose (GObject *object)
{
  CflErrorPane *self = CFL_ERROR_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->sum_cancellable);
  g_cancellable_cancel (self->details_cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sum_cancellable);
  g_clear_object (&self->details_cancellable);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  g_clear_object (&self->session);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->sums, g_array_unref);

  G_OBJECT_CLASS (cfl_error_pane_parent_class)->dispose (object);
}

static void
cfl_error_pane_class_init (CflErrorPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cfl_error_pane_dispose;
  widget_class->map = cfl_error_pane_map;

  g_type_ensure (CFL_TYPE_EMPTY_PAGE);
  g_type_ensure (CFL_TYPE_TAB_STOP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/counterfoil/Counterfoil/cfl-error-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CflErrorPane, stack);
  gtk_widget_class_bind_template_child (widget_class, CflErrorPane, empty_page);
  gtk_widget_class_bind_template_child (widget_class, CflErrorPane, box);
  gtk_widget_class_bind_template_child (widget_class, CflErrorPane, causes_view);
  gtk_widget_class_bind_template_child (widget_class, CflErrorPane, right_box);
  gtk_widget_class_bind_template_child (widget_class, CflErrorPane, icon);
  gtk_widget_class_bind_template_child (widget_class, CflErrorPane, title);
  gtk_widget_class_bind_template_child (widget_class, CflErrorPane, sentence);
  gtk_widget_class_bind_template_child (widget_class, CflErrorPane, buttons);
}

static void
cfl_error_pane_init (CflErrorPane *self)
{
  g_autoptr (GtkListItemFactory) factory = cfl_side_row_make_factory (fill_cause);

  self->cancellable = g_cancellable_new ();
  self->sum_cancellable = g_cancellable_new ();
  self->details_cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->causes = g_list_store_new (CFL_TYPE_RECORD);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->causes));
  gtk_list_view_set_factory (self->causes_view, factory);
  gtk_list_view_set_model (self->causes_view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                            self);
}

CflErrorPane *
cfl_error_pane_new (CflDocumentKind kind)
{
  CflErrorPane *self = g_object_new (CFL_TYPE_ERROR_PANE, NULL);
  CflList list = kind == CFL_DOCUMENT_KIND_BILL ? CFL_LIST_INVOICE_ERRORS : CFL_LIST_ORDER_ERRORS;

  self->kind = kind;
  self->view = cfl_order_view_new (list);
  gtk_box_append (self->right_box, GTK_WIDGET (self->view));
  g_signal_connect_swapped (cfl_order_view_get_ticks (self->view), "changed", G_CALLBACK (sum),
                            self);
  g_signal_connect_swapped (self->view, "cursor", G_CALLBACK (cursor_cb), self);
  self->answer = g_object_new (CFL_TYPE_ANSWER_VIEW, NULL);
  gtk_box_append (self->right_box, GTK_WIDGET (self->answer));
  self->bar = cfl_upload_bar_new (list);
  g_signal_connect_swapped (self->bar, "upload", G_CALLBACK (cfl_error_pane_upload_again), self);
  gtk_box_append (self->box, self->bar);
  show_empty (self);
  return self;
}

void
cfl_error_pane_set_session (CflErrorPane *self, CflSession *session)
{
  g_return_if_fail (CFL_IS_ERROR_PANE (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  g_list_store_remove_all (self->causes);
  self->shown_id = 0;
  show_empty (self);
  cfl_upload_bar_set_session (CFL_UPLOAD_BAR (self->bar), session);
  cfl_order_view_set_session (self->view, session);
  if (session == NULL)
    return;
  g_signal_connect_object (session, "changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  reload (self);
}

CflOrderView *
cfl_error_pane_get_view (CflErrorPane *self)
{
  g_return_val_if_fail (CFL_IS_ERROR_PANE (self), NULL);

  return self->view;
}

void
cfl_error_pane_upload_again (CflErrorPane *self)
{
  g_return_if_fail (CFL_IS_ERROR_PANE (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.upload-again", NULL);
}

const GArray *
cfl_error_pane_get_sums (CflErrorPane *self)
{
  return self->sums;
}
