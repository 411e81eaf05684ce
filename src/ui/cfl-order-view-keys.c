/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-order-view-private.h"

#include "cfl-status.h"
#include "cfl-text-cell.h"

static void
toggle_cursor (CflOrderView *self)
{
  CflOrderItem *item = cfl_order_view_get_cursor (self);
  const CflOrderRow *row = item != NULL ? cfl_order_item_get_row (item) : NULL;

  if (row == NULL || !cfl_row_can_be_ticked (row))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  cfl_tick_set_set (self->ticks, row->id, !cfl_tick_set_contains (self->ticks, row->id));
}

/* The row as tab-separated text, for a mail or a spreadsheet. */
static void
copy_cursor (CflOrderView *self)
{
  CflOrderItem *item = cfl_order_view_get_cursor (self);
  const CflOrderRow *row = item != NULL ? cfl_order_item_get_row (item) : NULL;
  g_auto (CflStatus) status = { 0 };
  g_autofree char *date = NULL;
  g_autofree char *due = NULL;
  g_autofree char *total = NULL;
  g_autofree char *text = NULL;

  if (row == NULL)
    return;
  cfl_status_init (&status, row);
  date = cfl_text_cell_format (CFL_TEXT_CELL_INVOICE_DATE, row);
  due = cfl_text_cell_format (CFL_TEXT_CELL_DUE_DATE, row);
  total = cfl_decimal_to_fixed (row->total, cfl_currency_digits (row->currency));
  text = g_strjoin ("\t", row->reference, row->supplier, date, due, total, row->currency,
                    status.words, NULL);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static gboolean
tick_all (CflOrderView *self, gboolean all)
{
  if (self->header_check == NULL)
    return GDK_EVENT_PROPAGATE;
  cfl_tick_set_set_all (self->ticks, all);
  return GDK_EVENT_STOP;
}

static gboolean
with_control (CflOrderView *self, guint keyval, gboolean shift)
{
  CflOrderItem *item;

  switch (keyval)
    {
    case GDK_KEY_a:
    case GDK_KEY_A:
      return tick_all (self, !shift);
    case GDK_KEY_c:
    case GDK_KEY_C:
      copy_cursor (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      item = cfl_order_view_get_cursor (self);
      if (item != NULL)
        cfl_order_view_emit (self, CFL_ORDER_VIEW_FIX, item);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* Before the list sees them: its own Space and Ctrl+A select rows, and here rows are ticked. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                CflOrderView *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if ((modifiers & ~GDK_SHIFT_MASK) == GDK_CONTROL_MASK)
    return with_control (self, keyval, (modifiers & GDK_SHIFT_MASK) != 0);
  if (modifiers == 0 && keyval == GDK_KEY_space && self->header_check != NULL)
    {
      toggle_cursor (self);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

void
cfl_order_view_add_keys (CflOrderView *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), controller);
}
