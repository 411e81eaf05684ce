/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-tick-set.h"

struct _CflTickSet {
  GObject parent_instance;

  CflTicks *ticks;
  gboolean locked;
};

G_DEFINE_FINAL_TYPE (CflTickSet, cfl_tick_set, G_TYPE_OBJECT)

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
cfl_tick_set_finalize (GObject *object)
{
  CflTickSet *self = CFL_TICK_SET (object);

  g_clear_pointer (&self->ticks, cfl_ticks_free);

  G_OBJECT_CLASS (cfl_tick_set_parent_class)->finalize (object);
}

static void
cfl_tick_set_class_init (CflTickSetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cfl_tick_set_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cfl_tick_set_init (CflTickSet *self)
{
  self->ticks = cfl_ticks_new (FALSE);
}

CflTickSet *
cfl_tick_set_new (void)
{
  return g_object_new (CFL_TYPE_TICK_SET, NULL);
}

const CflTicks *
cfl_tick_set_get_ticks (CflTickSet *self)
{
  g_return_val_if_fail (CFL_IS_TICK_SET (self), NULL);

  return self->ticks;
}

gboolean
cfl_tick_set_contains (CflTickSet *self, gint64 id)
{
  g_return_val_if_fail (CFL_IS_TICK_SET (self), FALSE);

  return cfl_ticks_contains (self->ticks, id);
}

void
cfl_tick_set_set (CflTickSet *self, gint64 id, gboolean ticked)
{
  g_return_if_fail (CFL_IS_TICK_SET (self));

  if (self->locked || cfl_ticks_contains (self->ticks, id) == ticked)
    return;
  cfl_ticks_set (self->ticks, id, ticked);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
cfl_tick_set_set_all (CflTickSet *self, gboolean all)
{
  g_return_if_fail (CFL_IS_TICK_SET (self));

  if (self->locked || (self->ticks->all == all && self->ticks->exceptions->len == 0))
    return;
  cfl_ticks_free (self->ticks);
  self->ticks = cfl_ticks_new (all);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
cfl_tick_set_is_empty (CflTickSet *self)
{
  g_return_val_if_fail (CFL_IS_TICK_SET (self), TRUE);

  return !self->ticks->all && self->ticks->exceptions->len == 0;
}

gboolean
cfl_tick_set_is_all_mode (CflTickSet *self)
{
  g_return_val_if_fail (CFL_IS_TICK_SET (self), FALSE);

  return self->ticks->all;
}

void
cfl_tick_set_set_locked (CflTickSet *self, gboolean locked)
{
  g_return_if_fail (CFL_IS_TICK_SET (self));

  if (self->locked == locked)
    return;
  self->locked = locked;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
cfl_tick_set_get_locked (CflTickSet *self)
{
  g_return_val_if_fail (CFL_IS_TICK_SET (self), FALSE);

  return self->locked;
}

CflTickState
cfl_tick_state_of (guint ticked, guint ready)
{
  if (ticked == 0)
    return CFL_TICK_STATE_NONE;
  return ticked >= ready ? CFL_TICK_STATE_ALL : CFL_TICK_STATE_SOME;
}
