/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-order-view-private.h"

void
cfl_order_view_toggle_all (CflOrderView *self)
{
  cfl_tick_set_set_all (self->ticks, self->tick_state != CFL_TICK_STATE_ALL);
  /* The button has toggled itself; it shows what the ticks say. */
  cfl_order_view_set_tick_counts (self, G_MAXUINT, 0);
}

void
cfl_order_view_set_tick_counts (CflOrderView *self, guint ticked, guint ready)
{
  gboolean locked = cfl_tick_set_get_locked (self->ticks);

  g_return_if_fail (CFL_IS_ORDER_VIEW (self));

  if (self->header_check == NULL)
    return;
  if (ticked != G_MAXUINT)
    self->tick_state = cfl_tick_state_of (ticked, ready);
  else if (cfl_tick_set_is_empty (self->ticks))
    self->tick_state = CFL_TICK_STATE_NONE;
  else if (cfl_tick_set_is_all_mode (self->ticks))
    self->tick_state = CFL_TICK_STATE_ALL;
  self->updating_check = TRUE;
  gtk_check_button_set_active (self->header_check,
                               locked || self->tick_state == CFL_TICK_STATE_ALL);
  gtk_check_button_set_inconsistent (self->header_check,
                                     !locked && self->tick_state == CFL_TICK_STATE_SOME);
  self->updating_check = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->header_check),
                            !locked && (ready > 0 || ticked == G_MAXUINT));
}
