/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-order-dialog.h"

#include "cfl-column-header.h"
#include "cfl-order-dialog-private.h"
#include "cfl-status.h"
#include "cfl-tab-stop.h"

#include <glib/gi18n.h>

struct _CflOrderDialog {
  GtkWindow parent_instance;

  GtkLabel *title;
  GtkLabel *subtitle;
  GtkNotebook *notebook;
  GtkWidget *details_icon;
  GtkGrid *left_grid;
  GtkGrid *right_grid;
  GtkGrid *admin_grid;
  GtkLabel *lines_count;
  GtkColumnView *lines_view;
  GtkLabel *position;
  GtkImage *state_icon;
  GtkLabel *state_label;
  GtkWidget *close_button;

  CflSession *session;
  CflOrderView *view;
  GtkStringList *lines; /* one row number for each line; the texts come from the order */
  CflOrderDetails *details;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CflOrderDialog, cfl_order_dialog, GTK_TYPE_WINDOW)

typedef enum {
  COLUMN_NUMBER,
  COLUMN_CODE,
  COLUMN_DESCRIPTION,
  COLUMN_QUANTITY,
  COLUMN_PRICE,
  COLUMN_AMOUNT,
  COLUMN_ACCOUNT,
  N_COLUMNS
} LineColumn;

static char *
line_text (CflOrderDialog *self, LineColumn column, guint position)
{
  const CflOrder *order = self->details->order;
  const CflOrderLine *line = g_ptr_array_index (order->lines, position);
  g_autofree char *text = NULL;

  switch (column)
    {
    case COLUMN_NUMBER:
      return g_strdup_printf ("%u", position + 1);
    case COLUMN_CODE:
      return g_strdup (line->code);
    case COLUMN_DESCRIPTION:
      return line->comment[0] != '\0' ? g_strdup_printf ("%s, %s", line->name, line->comment)
                                      : g_strdup (line->name);
    case COLUMN_QUANTITY:
      return cfl_decimal_to_text (line->quantity);
    case COLUMN_PRICE:
      text = cfl_decimal_to_text (line->unit_price);
      return line->unit_price.scale <= 4 ? cfl_decimal_to_fixed (line->unit_price, 4)
                                         : g_steal_pointer (&text);
    case COLUMN_AMOUNT:
      return cfl_amount_to_display (
          cfl_decimal_round (cfl_order_line_amount (line), cfl_currency_digits (order->currency)),
          order->currency);
    case COLUMN_ACCOUNT:
      return g_strdup (line->account_code);
    case N_COLUMNS:
    default:
      return g_strdup ("");
    }
}

static gboolean
is_number (LineColumn column)
{
  return column == COLUMN_NUMBER || column == COLUMN_QUANTITY || column == COLUMN_PRICE ||
         column == COLUMN_AMOUNT;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, CflOrderDialog *self)
{
  LineColumn column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_add_css_class (text, "numeric");
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (text), is_number (column) ? 1 : 0);
  gtk_list_item_set_child (list_item, text);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, CflOrderDialog *self)
{
  LineColumn column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
  GtkWidget *child = gtk_list_item_get_child (list_item);
  guint position = gtk_list_item_get_position (list_item);
  g_autofree char *text = NULL;

  if (self->details == NULL || position >= self->details->order->lines->len)
    return;
  text = line_text (self, column, position);
  gtk_inscription_set_text (GTK_INSCRIPTION (child), text);
  if (column == COLUMN_DESCRIPTION)
    gtk_widget_set_tooltip_text (child, text);
  if (column == COLUMN_DESCRIPTION && gtk_widget_get_parent (child) != NULL)
    gtk_accessible_update_relation (
        GTK_ACCESSIBLE (gtk_widget_get_parent (gtk_widget_get_parent (child))),
        GTK_ACCESSIBLE_RELATION_LABELLED_BY, child, NULL, -1);
}

static void
add_columns (CflOrderDialog *self)
{
  const struct {
    const char *title;
    int width;
  } columns[N_COLUMNS] = {
    [COLUMN_NUMBER] = { "", 44 },
    [COLUMN_CODE] = { _ ("SKU"), 120 },
    [COLUMN_DESCRIPTION] = { _ ("Description"), 0 },
    [COLUMN_QUANTITY] = { _ ("Quantity"), 90 },
    [COLUMN_PRICE] = { _ ("Unit Price"), 104 },
    [COLUMN_AMOUNT] = { _ ("Amount"), 110 },
    [COLUMN_ACCOUNT] = { _ ("Account"), 120 },
  };

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (i));
      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
      column = gtk_column_view_column_new (columns[i].title, factory);
      if (columns[i].width > 0)
        gtk_column_view_column_set_fixed_width (column, columns[i].width);
      else
        gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (self->lines_view, column);
      if (is_number (i))
        cfl_column_header_align_end (self->lines_view, i);
    }
}

static void
show_lines (CflOrderDialog *self)
{
  guint n_lines = self->details->order->lines->len;
  g_autofree char *count = g_strdup_printf ("%u", n_lines);
  guint had = g_list_model_get_n_items (G_LIST_MODEL (self->lines));

  gtk_string_list_splice (self->lines, 0, had, NULL);
  for (guint i = 0; i < n_lines; i++)
    gtk_string_list_append (self->lines, "");
  gtk_label_set_text (self->lines_count, count);
}

static void
show_state (CflOrderDialog *self)
{
  g_auto (CflStatus) status = { 0 };

  cfl_status_init (&status, self->details->row);
  gtk_image_set_from_icon_name (self->state_icon, status.icon);
  gtk_widget_add_css_class (GTK_WIDGET (self->state_icon), status.css_class);
  gtk_label_set_text (self->state_label, status.words);
  gtk_widget_set_visible (self->details_icon, g_str_equal (status.css_class, "warn") ||
                                                  g_str_equal (status.css_class, "err"));
}

static void
show_details (CflOrderDialog *self)
{
  static const char *const classes[] = { "ok", "warn", "err", "info", "dim" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_icon), classes[i]);
  cfl_order_dialog_fill_left (self->left_grid, self->details);
  cfl_order_dialog_fill_right (
      self->right_grid, self->details,
      cfl_sync_service_get_company (cfl_session_get_service (self->session)));
  cfl_order_dialog_fill_admin (self->admin_grid, self->details);
  show_lines (self);
  show_state (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CflOrderDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  CflOrderDetails *details =
      cfl_sync_service_load_order_finish (CFL_SYNC_SERVICE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (details == NULL)
    {
      gtk_label_set_text (self->state_label, error->message);
      return;
    }
  g_clear_pointer (&self->details, cfl_order_details_free);
  self->details = details;
  show_details (self);
}

static void
load (CflOrderDialog *self)
{
  CflOrderItem *item = cfl_order_view_get_cursor (self->view);
  const CflOrderRow *row = item != NULL ? cfl_order_item_get_row (item) : NULL;
  guint at = cfl_order_view_get_cursor_position (self->view);
  guint n_rows = cfl_order_view_get_n_rows (self->view);
  g_autofree char *title = NULL;
  g_autofree char *position = NULL;

  if (item == NULL)
    return;
  if (row != NULL)
    {
      /* Translators: %s is the reference of an order. */
      title = g_strdup_printf (_ ("Order %s"), row->order_reference);
      gtk_label_set_text (self->title, title);
      gtk_window_set_title (GTK_WINDOW (self), title);
      gtk_label_set_text (self->subtitle, row->supplier);
    }
  position = g_strdup_printf (_ ("%u of %u"), at + 1, n_rows);
  gtk_label_set_text (self->position, position);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.previous", at > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.next", at + 1 < n_rows);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  cfl_sync_service_load_order_async (cfl_session_get_service (self->session),
                                     cfl_order_item_get_id (item), self->cancellable, loaded_cb,
                                     g_object_ref (self));
}

static void
walk_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CflOrderDialog *self = CFL_ORDER_DIALOG (widget);

  /* The cursor's own signal loads the order. */
  cfl_order_view_move_cursor (self->view, g_str_equal (action, "order.next") ? 1 : -1);
}

static void
cfl_order_dialog_dispose (GObject *object)
{
  CflOrderDialog *self = CFL_ORDER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->view);
  g_clear_pointer (&self->details, cfl_order_details_free);

  G_OBJECT_CLASS (cfl_order_dialog_parent_class)->dispose (object);
}

static void
cfl_order_dialog_class_init (CflOrderDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cfl_order_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "order.previous", NULL, walk_cb);
  gtk_widget_class_install_action (widget_class, "order.next", NULL, walk_cb);

  g_type_ensure (CFL_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/counterfoil/Counterfoil/cfl-order-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CflOrderDialog, title);
  gtk_widget_class_bind_template_child (widget_class, CflOrderDialog, subtitle);
  gtk_widget_class_bind_template_child (widget_class, CflOrderDialog, notebook);
  gtk_widget_class_bind_template_child (widget_class, CflOrderDialog, details_icon);
  gtk_widget_class_bind_template_child (widget_class, CflOrderDialog, left_grid);
  gtk_widget_class_bind_template_child (widget_class, CflOrderDialog, right_grid);
  gtk_widget_class_bind_template_child (widget_class, CflOrderDialog, admin_grid);
  gtk_widget_class_bind_template_child (widget_class, CflOrderDialog, lines_count);
  gtk_widget_class_bind_template_child (widget_class, CflOrderDialog, lines_view);
  gtk_widget_class_bind_template_child (widget_class, CflOrderDialog, position);
  gtk_widget_class_bind_template_child (widget_class, CflOrderDialog, state_icon);
  gtk_widget_class_bind_template_child (widget_class, CflOrderDialog, state_label);
  gtk_widget_class_bind_template_child (widget_class, CflOrderDialog, close_button);
}

static void
cfl_order_dialog_init (CflOrderDialog *self)
{
  GtkNoSelection *selection;

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_columns (self);
  self->lines = gtk_string_list_new (NULL);
  selection = gtk_no_selection_new (G_LIST_MODEL (self->lines));
  gtk_column_view_set_model (self->lines_view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  gtk_widget_grab_focus (self->close_button);
}

GtkWindow *
cfl_order_dialog_new (GtkWindow *parent, CflSession *session, CflOrderView *view)
{
  CflOrderDialog *self = g_object_new (CFL_TYPE_ORDER_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->view = g_object_ref (view);
  if (cfl_session_is_practice (session))
    gtk_widget_add_css_class (GTK_WIDGET (self), "practice");
  g_signal_connect_object (view, "cursor", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WINDOW (self);
}
