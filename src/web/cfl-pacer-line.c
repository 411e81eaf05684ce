/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The line of those who wait, and the places of those who are out. */

#include "config.h"

#include "cfl-pacer-private.h"

/* A service counts a call when it arrives, which is some time between its start and its answer: a
 * first one waits for its connection, and a busy server takes a pile of them up at once. So a call
 * takes its place in the windows from its start until a window's length after the latest time at
 * which it can have arrived; then no window of the service's, wherever it begins, can hold more. */

/* Nobody tells us of another process's calls, or when it lets the record go. */
#define LOOK_AGAIN ((gint64) 20 * 1000)
#define TRY_LOCK_AGAIN ((gint64) 2 * 1000)

/* What a task in line needs to leave it when it is cancelled. */
typedef struct {
  CflPacer *pacer;
  GSource *cancelled;
  guint place;
} Waiter;

static void serve (CflPacer *self);

static void
waiter_stop_listening (Waiter *waiter)
{
  if (waiter->cancelled != NULL)
    g_source_destroy (waiter->cancelled);
  g_clear_pointer (&waiter->cancelled, g_source_unref);
}

static void
waiter_free (gpointer data)
{
  waiter_stop_listening (data);
  g_free (data);
}

void
cfl_pacer_stop_timer (CflPacer *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static gboolean
timer_cb (gpointer user_data)
{
  CflPacer *self = g_object_ref (user_data);

  cfl_pacer_stop_timer (self);
  serve (self);
  g_object_unref (self);
  return G_SOURCE_REMOVE;
}

static void
start_timer (CflPacer *self, gint64 delay)
{
  cfl_pacer_stop_timer (self);
  self->timer = cfl_clock_timer_new (self->clock, delay);
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

/* Moves those whom the limits let out from the line to @granted; the record is locked. Returns how long
 * the next in line waits, 0 when there is none or news of a call of ours wakes it. */
static gint64
grant (CflPacer *self, GQueue *granted)
{
  while (!g_queue_is_empty (&self->waiting))
    {
      gint64 now = cfl_clock_get_time (self->clock);
      gint64 at = cfl_pacer_next_grant_at (self);
      guint under_way = cfl_call_record_get_under_way (self->record);
      GTask *task = g_queue_peek_head (&self->waiting);
      Waiter *waiter = g_task_get_task_data (task);

      if (at == CFL_PACER_NOT_BEFORE_NEWS)
        return under_way > g_hash_table_size (self->places) ? LOOK_AGAIN : 0;
      if (at > now)
        return at - now;
      g_queue_pop_head (&self->waiting);
      waiter_stop_listening (waiter);
      cfl_pacer_note_start (self, now);
      waiter->place = cfl_call_record_start (self->record);
      g_hash_table_insert (self->places, GUINT_TO_POINTER (waiter->place), NULL);
      g_queue_push_tail (granted, task);
    }
  return 0;
}

static void
outer_granted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CflPacer *self = g_task_get_source_object (task);
  Waiter *waiter = g_task_get_task_data (task);
  GError *error = NULL;
  guint place = cfl_pacer_acquire_finish (CFL_PACER (source), result, &error);

  if (place == 0)
    {
      cfl_pacer_release (self, waiter->place, 0);
      g_task_return_error (task, error);
      return;
    }
  g_hash_table_insert (self->places, GUINT_TO_POINTER (waiter->place), GUINT_TO_POINTER (place));
  g_task_return_int (task, waiter->place);
}

/* Takes over @task. */
static void
give_place (CflPacer *self, GTask *task)
{
  Waiter *waiter = g_task_get_task_data (task);

  if (self->outer != NULL)
    {
      cfl_pacer_acquire_async (self->outer, g_task_get_cancellable (task), outer_granted_cb, task);
      return;
    }
  g_task_return_int (task, waiter->place);
  g_object_unref (task);
}

static void
serve (CflPacer *self)
{
  GQueue granted = G_QUEUE_INIT;
  gint64 delay = TRY_LOCK_AGAIN;
  GTask *task;

  if (g_queue_is_empty (&self->waiting) && !cfl_call_record_has_news (self->record))
    return;
  if (cfl_call_record_begin (self->record, self->clock))
    {
      delay = grant (self, &granted);
      cfl_call_record_end (self->record);
    }
  if (delay > 0)
    start_timer (self, delay);
  /* Their callbacks may run at once, so the record is not locked any more. */
  while ((task = g_queue_pop_head (&granted)) != NULL)
    give_place (self, task);
}

static gboolean
waiter_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  Waiter *waiter = g_task_get_task_data (task);

  if (g_queue_remove (&waiter->pacer->waiting, task))
    {
      g_autoptr (GTask) owned = task;

      g_task_return_new_error (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Operation was cancelled");
    }
  return G_SOURCE_REMOVE;
}

/**
 * cfl_pacer_acquire_async:
 * @self: a pacer
 * @cancellable: (nullable): leaves the line
 * @callback: is called when a call may be sent
 * @user_data: for @callback
 *
 * Stands in line for one call. When it succeeds, cfl_pacer_release() must follow exactly once, even
 * if @cancellable was cancelled in the meantime.
 */
void
cfl_pacer_acquire_async (CflPacer *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;
  Waiter *waiter;

  g_return_if_fail (CFL_IS_PACER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cfl_pacer_acquire_async);
  g_task_set_name (task, "cfl_pacer_acquire");
  /* A place that was granted must be released, so a later cancel may not hide it. */
  g_task_set_check_cancellable (task, FALSE);
  if (g_cancellable_is_cancelled (cancellable))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Operation was cancelled");
      g_object_unref (task);
      return;
    }

  waiter = g_new0 (Waiter, 1);
  waiter->pacer = self;
  g_task_set_task_data (task, waiter, waiter_free);
  if (cancellable != NULL)
    {
      waiter->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (waiter_cancelled_cb), task, NULL);
      g_source_attach (waiter->cancelled, g_main_context_get_thread_default ());
    }
  g_queue_push_tail (&self->waiting, task);
  serve (self);
}

/**
 * cfl_pacer_acquire_finish:
 *
 * Returns: the place, 0 with an error
 */
guint
cfl_pacer_acquire_finish (CflPacer *self, GAsyncResult *result, GError **error)
{
  gssize place;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);
  g_return_val_if_fail (g_async_result_is_tagged (result, cfl_pacer_acquire_async), 0);

  place = g_task_propagate_int (G_TASK (result), error);
  return place > 0 ? (guint) place : 0;
}

static guint
get_outer_place (CflPacer *self, guint place)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->places, GUINT_TO_POINTER (place)));
}

/**
 * cfl_pacer_note_sent:
 * @self: a pacer
 * @place: of a call
 *
 * The last byte of the call has left.
 */
void
cfl_pacer_note_sent (CflPacer *self, guint place)
{
  guint outer_place;

  g_return_if_fail (CFL_IS_PACER (self));
  g_return_if_fail (g_hash_table_contains (self->places, GUINT_TO_POINTER (place)));

  outer_place = get_outer_place (self, place);
  if (outer_place != 0)
    cfl_pacer_note_sent (self->outer, outer_place);
  if (self->arrival == 0)
    return;
  cfl_call_record_note (self->record, place, cfl_clock_get_time (self->clock) + self->arrival,
                        FALSE);
  serve (self);
}

/**
 * cfl_pacer_release:
 * @self: a pacer
 * @place: what cfl_pacer_acquire_finish() returned
 * @worked: the microseconds for which the service says it worked on the call: so much earlier it had
 *   arrived; 0 when it says nothing
 *
 * Ends a call.
 */
void
cfl_pacer_release (CflPacer *self, guint place, gint64 worked)
{
  guint outer_place;

  g_return_if_fail (CFL_IS_PACER (self));
  g_return_if_fail (g_hash_table_contains (self->places, GUINT_TO_POINTER (place)));

  outer_place = get_outer_place (self, place);
  g_hash_table_remove (self->places, GUINT_TO_POINTER (place));
  cfl_call_record_note (self->record, place, cfl_clock_get_time (self->clock) - MAX (worked, 0),
                        TRUE);
  if (outer_place != 0)
    cfl_pacer_release (self->outer, outer_place, worked);
  serve (self);
}
