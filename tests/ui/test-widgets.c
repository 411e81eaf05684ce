/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-answer-view.h"
#include "cfl-application.h"
#include "cfl-banner.h"
#include "cfl-candidate-row.h"
#include "cfl-column-header.h"
#include "cfl-confirm-dialog.h"
#include "cfl-create-vendor-dialog.h"
#include "cfl-empty-page.h"
#include "cfl-errors-page.h"
#include "cfl-link-dialog.h"
#include "cfl-matches-dialog.h"
#include "cfl-order-dialog.h"
#include "cfl-order-page.h"
#include "cfl-order-view.h"
#include "cfl-reference-cell.h"
#include "cfl-status-cell.h"
#include "cfl-sums-box.h"
#include "cfl-tab-stop.h"
#include "cfl-test.h"
#include "cfl-tick-cell.h"
#include "cfl-toast.h"
#include "cfl-upload-bar.h"
#include "cfl-uploaded-page.h"
#include "cfl-window.h"

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Each template is well formed and each of its children exists; criticals end the test. */
static void
test_templates (void)
{
  const GType widgets[] = { CFL_TYPE_ANSWER_VIEW, CFL_TYPE_BANNER,     CFL_TYPE_EMPTY_PAGE,
                            CFL_TYPE_TOAST,       CFL_TYPE_UPLOAD_BAR, CFL_TYPE_CANDIDATE_ROW };
  const GType windows[] = {
    CFL_TYPE_WINDOW,       CFL_TYPE_CONFIRM_DIALOG,       CFL_TYPE_LINK_DIALOG,
    CFL_TYPE_ORDER_DIALOG, CFL_TYPE_CREATE_VENDOR_DIALOG, CFL_TYPE_MATCHES_DIALOG
  };

  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      GtkWidget *widget = g_object_ref_sink (g_object_new (widgets[i], NULL));

      g_assert_nonnull (gtk_widget_get_first_child (widget));
      g_object_unref (widget);
    }
  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    {
      GtkWindow *window = g_object_new (windows[i], NULL);

      g_assert_nonnull (gtk_window_get_child (window));
      gtk_window_destroy (window);
    }
}

static void
test_pages (void)
{
  for (CflList list = CFL_LIST_INVOICES; list < CFL_N_LISTS; list++)
    {
      CflOrderView *view = g_object_ref_sink (cfl_order_view_new (list));
      guint n_sorts;

      cfl_order_view_get_sorts (view, &n_sorts);
      g_assert_cmpuint (n_sorts, >=, 4);
      g_assert_cmpuint (cfl_order_view_get_n_rows (view), ==, 0);
      g_object_unref (view);
    }
}

static void
test_header_check (void)
{
  g_autoptr (CflOrderView) view = g_object_ref_sink (cfl_order_view_new (CFL_LIST_INVOICES));
  GtkWidget *check = find_type (GTK_WIDGET (view), GTK_TYPE_CHECK_BUTTON);
  CflTickSet *ticks = cfl_order_view_get_ticks (view);
  GtkWidget *title;

  g_assert_nonnull (check);
  title = gtk_widget_get_parent (gtk_widget_get_parent (check));
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (title), ==, "GtkColumnViewTitle");

  cfl_order_view_set_tick_counts (view, 0, 33);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  g_assert_false (gtk_check_button_get_inconsistent (GTK_CHECK_BUTTON (check)));
  cfl_order_view_set_tick_counts (view, 5, 33);
  g_assert_true (gtk_check_button_get_inconsistent (GTK_CHECK_BUTTON (check)));
  cfl_order_view_set_tick_counts (view, 33, 33);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  g_assert_false (gtk_check_button_get_inconsistent (GTK_CHECK_BUTTON (check)));

  cfl_order_view_set_tick_counts (view, 5, 33);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_true (cfl_tick_set_is_all_mode (ticks));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_true (cfl_tick_set_is_empty (ticks));
  gtk_test_accessible_assert_property (check, GTK_ACCESSIBLE_PROPERTY_LABEL, "Tick all ready");
}

static void
test_header_helper_fails_softly (void)
{
  g_autoptr (GtkWidget) view = g_object_ref_sink (gtk_column_view_new (NULL));

  g_assert_null (cfl_column_header_add_check (GTK_COLUMN_VIEW (view), 0));
  g_assert_false (cfl_column_header_align_end (GTK_COLUMN_VIEW (view), 3));
}

/* "All" is what was listed when it was said. */
static void
test_all_ends_with_its_list (void)
{
  g_autoptr (CflOrderView) view = g_object_ref_sink (cfl_order_view_new (CFL_LIST_INVOICES));
  CflTickSet *ticks = cfl_order_view_get_ticks (view);

  cfl_tick_set_set_all (ticks, TRUE);
  cfl_order_view_set_search (view, "aurora");
  g_assert_true (cfl_tick_set_is_empty (ticks));
  cfl_tick_set_set (ticks, 4, TRUE);
  cfl_order_view_set_search (view, "");
  g_assert_true (cfl_tick_set_contains (ticks, 4));
  cfl_tick_set_set_all (ticks, TRUE);
  cfl_order_view_set_sort (view, CFL_SORT_TOTAL, TRUE);
  g_assert_true (cfl_tick_set_is_all_mode (ticks));
}

static void
sorted_cb (CflOrderView *view, guint *count)
{
  (*count)++;
}

/* A click on a title: the arrow of the view is the question, the listing the answer. */
static void
test_sort_by_title (void)
{
  g_autoptr (CflOrderView) view = g_object_ref_sink (cfl_order_view_new (CFL_LIST_INVOICES));
  GtkWidget *table = find_type (GTK_WIDGET (view), GTK_TYPE_COLUMN_VIEW);
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (table));
  g_autoptr (GtkColumnViewColumn) total = g_list_model_get_item (columns, 4);
  const CflListing *listing = cfl_order_view_get_listing (view);
  guint count = 0;

  g_signal_connect (view, "sorted", G_CALLBACK (sorted_cb), &count);
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (table), total, GTK_SORT_ASCENDING);
  g_assert_cmpint (listing->sort, ==, CFL_SORT_TOTAL);
  g_assert_false (listing->descending);
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (table), total, GTK_SORT_DESCENDING);
  g_assert_cmpint (listing->sort, ==, CFL_SORT_TOTAL);
  g_assert_true (listing->descending);
  g_assert_cmpuint (count, ==, 2);
  cfl_order_view_set_sort (view, CFL_SORT_SUPPLIER, FALSE);
  g_assert_cmpuint (count, ==, 3);
  g_assert_cmpint (listing->sort, ==, CFL_SORT_SUPPLIER);
}

static CflOrderRow *
make_row (CflReason reason)
{
  CflOrderRow *row = cfl_order_row_new ();

  row->id = 1;
  row->reason = reason;
  cfl_text_set (&row->order_reference, "PO-7");
  cfl_text_set (&row->reference, "INV-2026-0088213 PO-7");
  cfl_text_set (&row->number, "INV-2026 PO-7");
  row->reference_form = CFL_REFERENCE_SHORTENED;
  return row;
}

static void
test_tick_cell (void)
{
  g_autoptr (CflTickSet) ticks = cfl_tick_set_new ();
  g_autoptr (GtkWidget) cell = g_object_ref_sink (cfl_tick_cell_new (ticks));
  g_autoptr (CflOrderItem) item = cfl_order_item_new (1);
  g_autoptr (CflOrderRow) ready = make_row (CFL_REASON_READY);
  g_autoptr (CflOrderRow) unlinked = make_row (CFL_REASON_NOT_LINKED);
  GtkWidget *check = find_type (cell, GTK_TYPE_CHECK_BUTTON);

  cfl_order_cell_set_item (CFL_ORDER_CELL (cell), item);
  g_assert_false (gtk_widget_get_sensitive (check)); /* still being read */
  cfl_order_item_set_row (item, ready);
  g_assert_true (gtk_widget_get_sensitive (check));
  gtk_test_accessible_assert_property (check, GTK_ACCESSIBLE_PROPERTY_LABEL, "Upload PO-7");
  cfl_tick_set_set_all (ticks, TRUE);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_false (cfl_tick_set_contains (ticks, 1));
  cfl_tick_set_set_all (ticks, TRUE);
  cfl_order_item_set_row (item, unlinked);
  g_assert_false (gtk_widget_get_sensitive (check));
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  cfl_order_cell_set_item (CFL_ORDER_CELL (cell), NULL);
}

static void
fixed_cb (GtkWidget *cell, CflOrderItem *item, CflOrderItem **fixed)
{
  *fixed = item;
}

static void
test_status_cell (void)
{
  g_autoptr (GtkWidget) cell = g_object_ref_sink (cfl_status_cell_new ());
  g_autoptr (CflOrderItem) item = cfl_order_item_new (1);
  g_autoptr (CflOrderRow) unlinked = make_row (CFL_REASON_NOT_LINKED);
  g_autoptr (CflOrderRow) ready = make_row (CFL_REASON_READY);
  CflOrderItem *fixed = NULL;
  GtkWidget *button;

  g_signal_connect (cell, "fix", G_CALLBACK (fixed_cb), &fixed);
  cfl_order_item_set_row (item, unlinked);
  cfl_order_cell_set_item (CFL_ORDER_CELL (cell), item);
  button = find_type (cell, GTK_TYPE_BUTTON);
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_visible (button));
  g_assert_false (gtk_widget_get_focusable (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (fixed == item);
  cfl_order_item_set_row (item, ready);
  g_assert_false (gtk_widget_get_visible (button));
  cfl_order_cell_set_item (CFL_ORDER_CELL (cell), NULL);
}

static void
test_reference_cell (void)
{
  g_autoptr (GtkWidget) cell = g_object_ref_sink (cfl_reference_cell_new ());
  g_autoptr (CflOrderItem) item = cfl_order_item_new (1);
  g_autoptr (CflOrderRow) row = make_row (CFL_REASON_READY);
  GtkWidget *label = find_type (cell, GTK_TYPE_LABEL);

  cfl_order_item_set_row (item, row);
  cfl_order_cell_set_item (CFL_ORDER_CELL (cell), item);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, "INV-2026-0088213 PO-7");
  g_assert_true (gtk_widget_get_visible (find_type (cell, GTK_TYPE_IMAGE)));
  cfl_order_cell_set_item (CFL_ORDER_CELL (cell), NULL);
}

static void
test_sums (void)
{
  static const char *const currencies[] = { "USD", "EUR", "JPY", "AUD", "GBP", "NZD" };
  g_autoptr (GArray) sums = g_array_new (FALSE, TRUE, sizeof (CflSum));
  g_autoptr (CflSumsBox) box = g_object_ref_sink (g_object_new (CFL_TYPE_SUMS_BOX, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    {
      CflSum sum = { .count = i + 1, .sum = cfl_decimal_from_integer (100 * i) };

      g_strlcpy (sum.currency, currencies[i], sizeof sum.currency);
      g_array_append_val (sums, sum);
    }
  g_assert_cmpuint (cfl_sums_count (sums), ==, 21);
  cfl_sums_box_set_sums (box, sums);
  g_assert_nonnull (find_type (GTK_WIDGET (box), GTK_TYPE_MENU_BUTTON));
  g_assert_cmpstr (gtk_menu_button_get_label (
                       GTK_MENU_BUTTON (find_type (GTK_WIDGET (box), GTK_TYPE_MENU_BUTTON))),
                   ==, "and 2 more");
  g_array_set_size (sums, 4);
  cfl_sums_box_set_sums (box, sums);
  g_assert_null (find_type (GTK_WIDGET (box), GTK_TYPE_MENU_BUTTON));
}

static void
act_cb (gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* What a toast offers is done at most once, and not at all when another one takes its place. */
static void
test_toast (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  CflToast *toast = g_object_new (CFL_TYPE_TOAST, NULL);
  guint first = 0;
  guint second = 0;
  GtkWidget *button;

  gtk_window_set_child (window, GTK_WIDGET (toast));
  cfl_toast_show (toast, "One", "Undo", act_cb, &first, NULL);
  cfl_toast_show (toast, "Two", "Undo", act_cb, &second, NULL);
  button = find_type (GTK_WIDGET (toast), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (first, ==, 0);
  g_assert_cmpuint (second, ==, 1);
  gtk_window_destroy (window);
}

/* Tab passes a list of any length in one step. */
static void
test_tab_stop (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *after = gtk_button_new ();
  GtkWidget *first = NULL;

  for (guint i = 0; i < 5; i++)
    {
      GtkWidget *button = gtk_button_new ();

      if (first == NULL)
        first = button;
      gtk_box_append (GTK_BOX (inner), button);
    }
  gtk_box_append (GTK_BOX (box), cfl_tab_stop_new (inner));
  gtk_box_append (GTK_BOX (box), after);
  gtk_window_set_child (window, box);
  gtk_window_present (window);
  /* The focus goes by places, and there are none before the window has a size. */
  while (gtk_widget_get_width (after) == 0)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_grab_focus (first);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (window) == after);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_BACKWARD));
  g_assert_true (cfl_widget_holds_focus (inner));
  gtk_window_destroy (window);
}

/* Mnemonics and descriptions of the window's own buttons. */
static void
test_names (void)
{
  g_autoptr (CflWindow) window = g_object_ref_sink (g_object_new (CFL_TYPE_WINDOW, NULL));
  GtkWidget *notebook = find_type (GTK_WIDGET (window), GTK_TYPE_NOTEBOOK);

  g_assert_cmpint (gtk_notebook_get_n_pages (GTK_NOTEBOOK (notebook)), ==, CFL_N_TABS);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Counterfoil");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  cfl_test_init (&argc, &argv);
  gtk_init ();
  g_type_ensure (CFL_TYPE_APPLICATION);
  g_type_class_unref (g_type_class_ref (CFL_TYPE_APPLICATION)); /* registers the resources */
  g_test_add_func ("/widgets/templates", test_templates);
  g_test_add_func ("/widgets/pages", test_pages);
  g_test_add_func ("/widgets/header-check", test_header_check);
  g_test_add_func ("/widgets/header-helper", test_header_helper_fails_softly);
  g_test_add_func ("/widgets/all-ends-with-its-list", test_all_ends_with_its_list);
  g_test_add_func ("/widgets/sort-by-title", test_sort_by_title);
  g_test_add_func ("/widgets/tick-cell", test_tick_cell);
  g_test_add_func ("/widgets/status-cell", test_status_cell);
  g_test_add_func ("/widgets/reference-cell", test_reference_cell);
  g_test_add_func ("/widgets/sums", test_sums);
  g_test_add_func ("/widgets/toast", test_toast);
  g_test_add_func ("/widgets/tab-stop", test_tab_stop);
  g_test_add_func ("/widgets/names", test_names);
  return g_test_run ();
}
