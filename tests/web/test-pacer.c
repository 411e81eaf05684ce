/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE

#include "config.h"

#include "cfl-call-record-private.h"
#include "cfl-pacer.h"
#include "cfl-test.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define SECOND ((gint64) G_USEC_PER_SEC)

/* Calls that acquire at once and hold their place for a while, under a clock moved by hand. */
typedef struct {
  CflManualClock *clock;
  CflPacer *pacer;
  GArray *grants; /* of gint64, times */
  GString *order;
  GArray *places; /* of guint, of those who keep theirs, in the order in which they got them */
} Fixture;

typedef struct {
  Fixture *fixture;
  char name;
  gboolean keep;      /* does not release */
  gboolean cancelled; /* the outcome */
} Call;

static void
fixture_init (Fixture *fixture, guint in_flight, guint per_second, guint per_minute)
{
  fixture->clock = cfl_manual_clock_new (FALSE);
  fixture->pacer = cfl_pacer_new (in_flight, per_second, per_minute);
  cfl_pacer_set_clock (fixture->pacer, CFL_CLOCK (fixture->clock));
  fixture->grants = g_array_new (FALSE, FALSE, sizeof (gint64));
  fixture->order = g_string_new (NULL);
  fixture->places = g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
fixture_clear (Fixture *fixture)
{
  g_assert_finalize_object (fixture->pacer);
  g_object_unref (fixture->clock);
  g_array_unref (fixture->grants);
  g_string_free (fixture->order, TRUE);
  g_array_unref (fixture->places);
}

static void
acquired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;
  g_autoptr (GError) error = NULL;
  gint64 now = cfl_clock_get_time (CFL_CLOCK (call->fixture->clock));

  guint place = cfl_pacer_acquire_finish (CFL_PACER (source), result, &error);

  if (place == 0)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      call->cancelled = TRUE;
      return;
    }
  g_array_append_val (call->fixture->grants, now);
  g_string_append_c (call->fixture->order, call->name);
  if (call->keep)
    g_array_append_val (call->fixture->places, place);
  else
    cfl_pacer_release (CFL_PACER (source), place, 0);
}

/* The first of those who keep theirs. */
static void
release_first (Fixture *fixture)
{
  guint place = g_array_index (fixture->places, guint, 0);

  g_array_remove_index (fixture->places, 0);
  cfl_pacer_release (fixture->pacer, place, 0);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gint64
grant_at (Fixture *fixture, guint index)
{
  return g_array_index (fixture->grants, gint64, index);
}

static void
run_calls (Fixture *fixture, guint n_calls, gint64 step)
{
  g_autofree Call *calls = g_new0 (Call, n_calls);

  for (guint i = 0; i < n_calls; i++)
    {
      calls[i].fixture = fixture;
      calls[i].name = '.';
      cfl_pacer_acquire_async (fixture->pacer, NULL, acquired_cb, &calls[i]);
    }
  for (guint i = 0; i < 100000 && fixture->grants->len < n_calls; i++)
    {
      settle ();
      cfl_manual_clock_advance (fixture->clock, step);
    }
  g_assert_cmpuint (fixture->grants->len, ==, n_calls);
}

/* No window of that length, wherever it begins, holds more than @limit grants. */
static void
assert_window (Fixture *fixture, guint limit, gint64 window)
{
  for (guint i = limit; i < fixture->grants->len; i++)
    g_assert_cmpint (grant_at (fixture, i) - grant_at (fixture, i - limit), >=, window);
}

static void
test_intuit_limits (void)
{
  Fixture fixture;

  fixture_init (&fixture, 10, 10, 500);
  run_calls (&fixture, 1200, SECOND / 50);
  assert_window (&fixture, 10, SECOND);
  assert_window (&fixture, 500, 60 * SECOND);
  /* Just below the limits, not far below: 1200 calls need two full minutes and a bit. */
  g_assert_cmpint (grant_at (&fixture, 1199), <, 150 * SECOND);
  fixture_clear (&fixture);
}

static void
test_cin7_limits (void)
{
  Fixture fixture;

  fixture_init (&fixture, 1, 3, 60);
  cfl_pacer_set_spacing (fixture.pacer, 400);
  run_calls (&fixture, 100, SECOND / 100);
  assert_window (&fixture, 1, 400 * 1000);
  assert_window (&fixture, 3, SECOND);
  assert_window (&fixture, 60, 60 * SECOND);
  fixture_clear (&fixture);
}

/* A call that is under way may reach the service at any time: until its answer is there it counts,
 * and a second longer. */
static void
test_slow_answers (void)
{
  Fixture fixture;
  Call calls[7] = { 0 };

  fixture_init (&fixture, 10, 3, 0);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      calls[i] = (Call){ &fixture, (char) ('a' + i), TRUE, FALSE };
      cfl_pacer_acquire_async (fixture.pacer, NULL, acquired_cb, &calls[i]);
    }
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "abc");
  cfl_manual_clock_advance (fixture.clock, 5 * SECOND);
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "abc");
  release_first (&fixture);
  cfl_manual_clock_advance (fixture.clock, SECOND - 1);
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "abc");
  cfl_manual_clock_advance (fixture.clock, SECOND / 10);
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "abcd");
  while (fixture.order->len < G_N_ELEMENTS (calls) || cfl_pacer_get_in_flight (fixture.pacer) > 0)
    {
      if (cfl_pacer_get_in_flight (fixture.pacer) > 0)
        release_first (&fixture);
      cfl_manual_clock_advance (fixture.clock, 2 * SECOND);
      settle ();
    }
  fixture_clear (&fixture);
}

static void
test_in_flight_and_order (void)
{
  Fixture fixture;
  Call calls[5] = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  fixture_init (&fixture, 2, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      calls[i] = (Call){ &fixture, (char) ('a' + i), TRUE, FALSE };
      cfl_pacer_acquire_async (fixture.pacer, i == 2 ? cancellable : NULL, acquired_cb, &calls[i]);
    }
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "ab");
  g_assert_cmpuint (cfl_pacer_get_in_flight (fixture.pacer), ==, 2);
  g_assert_cmpuint (cfl_pacer_get_waiting (fixture.pacer), ==, 3);

  /* Who is cancelled leaves the line, and the next one moves up. */
  g_cancellable_cancel (cancellable);
  settle ();
  g_assert_true (calls[2].cancelled);
  release_first (&fixture);
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "abd");
  for (guint i = 0; i < 2; i++)
    release_first (&fixture);
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "abde");
  release_first (&fixture);
  g_assert_cmpuint (cfl_pacer_get_in_flight (fixture.pacer), ==, 0);
  fixture_clear (&fixture);
}

static void
test_cancelled_from_the_start (void)
{
  Fixture fixture;
  Call call = { &fixture, 'a', TRUE, FALSE };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  fixture_init (&fixture, 1, 0, 0);
  g_cancellable_cancel (cancellable);
  cfl_pacer_acquire_async (fixture.pacer, cancellable, acquired_cb, &call);
  settle ();
  g_assert_true (call.cancelled);
  g_assert_cmpuint (cfl_pacer_get_in_flight (fixture.pacer), ==, 0);
  fixture_clear (&fixture);
}

/* A place granted just before the cancel is given out, because it must be released. */
static void
test_cancelled_after_the_grant (void)
{
  Fixture fixture;
  Call call = { &fixture, 'a', FALSE, FALSE };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  fixture_init (&fixture, 1, 0, 0);
  cfl_pacer_acquire_async (fixture.pacer, cancellable, acquired_cb, &call);
  g_cancellable_cancel (cancellable);
  settle ();
  g_assert_false (call.cancelled);
  g_assert_cmpuint (cfl_pacer_get_in_flight (fixture.pacer), ==, 0);
  fixture_clear (&fixture);
}

static void
test_slow_down (void)
{
  Fixture fixture;

  fixture_init (&fixture, 0, 0, 0);
  cfl_pacer_complain (fixture.pacer, 40 * SECOND);
  cfl_pacer_complain (fixture.pacer, 5 * SECOND);
  g_assert_cmpint (cfl_pacer_get_wait (fixture.pacer), ==, 40 * SECOND);
  run_calls (&fixture, 3, SECOND);
  g_assert_cmpint (grant_at (&fixture, 0), ==, 40 * SECOND);
  fixture_clear (&fixture);
}

/* After a complaint three quarters of the limits are left, which grow back a tenth a minute. What was
 * refused together is one complaint. */
static void
test_complaint (void)
{
  Fixture fixture;

  fixture_init (&fixture, 0, 0, 100);
  g_assert_cmpuint (cfl_pacer_get_room (fixture.pacer), ==, 100);
  for (guint i = 0; i < 8; i++)
    cfl_pacer_complain (fixture.pacer, 30 * SECOND);
  g_assert_cmpuint (cfl_pacer_get_room (fixture.pacer), ==, 0);
  cfl_manual_clock_advance (fixture.clock, 31 * SECOND);
  g_assert_cmpuint (cfl_pacer_get_room (fixture.pacer), ==, 75);
  cfl_manual_clock_advance (fixture.clock, 60 * SECOND);
  g_assert_cmpuint (cfl_pacer_get_room (fixture.pacer), ==, 85);
  cfl_pacer_complain (fixture.pacer, SECOND);
  cfl_manual_clock_advance (fixture.clock, 2 * SECOND);
  g_assert_cmpuint (cfl_pacer_get_room (fixture.pacer), ==, 63);
  cfl_manual_clock_advance (fixture.clock, 600 * SECOND);
  g_assert_cmpuint (cfl_pacer_get_room (fixture.pacer), ==, 100);
  fixture_clear (&fixture);
}

/* What has left arrives soon, however long its answer takes; and an answer may tell how long ago. */
static void
test_arrival (void)
{
  Fixture fixture;
  Call calls[5] = { 0 };

  fixture_init (&fixture, 10, 2, 0);
  cfl_pacer_set_arrival (fixture.pacer, 250);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      calls[i] = (Call){ &fixture, (char) ('a' + i), TRUE, FALSE };
      cfl_pacer_acquire_async (fixture.pacer, NULL, acquired_cb, &calls[i]);
    }
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "ab");
  /* As long as they have not left, they may arrive at any time. */
  cfl_manual_clock_advance (fixture.clock, 5 * SECOND);
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "ab");
  for (guint i = 0; i < 2; i++)
    cfl_pacer_note_sent (fixture.pacer, g_array_index (fixture.places, guint, i));
  cfl_manual_clock_advance (fixture.clock, SECOND + SECOND / 4);
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "ab");
  cfl_manual_clock_advance (fixture.clock, SECOND / 20);
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "abcd");
  /* One that ends after three quarters of a second was there for all that time. */
  cfl_manual_clock_advance (fixture.clock, SECOND * 3 / 4);
  cfl_pacer_release (fixture.pacer, g_array_index (fixture.places, guint, 2), SECOND * 3 / 4);
  g_assert_cmpint (cfl_pacer_get_wait (fixture.pacer), ==, SECOND / 4 + SECOND / 50);
  g_array_remove_index (fixture.places, 2);
  cfl_manual_clock_advance (fixture.clock, SECOND * 3 / 10);
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "abcde");
  while (fixture.places->len > 0)
    release_first (&fixture);
  fixture_clear (&fixture);
}

/* A narrower limit within a wider one: each keeps its own, and both see who is out. */
static void
test_outer (void)
{
  Fixture fixture;
  CflPacer *inner = cfl_pacer_new (0, 0, 2);
  Call calls[4] = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint place;

  fixture_init (&fixture, 1, 0, 0);
  cfl_pacer_set_clock (inner, CFL_CLOCK (fixture.clock));
  cfl_pacer_set_outer (inner, fixture.pacer);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      calls[i] = (Call){ &fixture, (char) ('a' + i), TRUE, FALSE };
      cfl_pacer_acquire_async (inner, i == 1 ? cancellable : NULL, acquired_cb, &calls[i]);
    }
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "a");
  g_assert_cmpuint (cfl_pacer_get_in_flight (fixture.pacer), ==, 1);
  g_assert_cmpuint (cfl_pacer_get_room (inner), ==, 0);
  /* The second stands in the outer line, where it can still give up. */
  g_cancellable_cancel (cancellable);
  settle ();
  g_assert_true (calls[1].cancelled);
  place = g_array_index (fixture.places, guint, 0);
  cfl_pacer_release (inner, place, 0);
  settle ();
  g_assert_cmpuint (cfl_pacer_get_in_flight (fixture.pacer), ==, 0);
  g_assert_cmpstr (fixture.order->str, ==, "a");
  /* A minute after the first two the limit of the inner one lets the others out, one by one. */
  cfl_manual_clock_advance (fixture.clock, 61 * SECOND);
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "ac");
  cfl_pacer_release (inner, g_array_index (fixture.places, guint, 1), 0);
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "acd");
  cfl_pacer_release (inner, g_array_index (fixture.places, guint, 2), 0);
  g_assert_finalize_object (inner);
  fixture_clear (&fixture);
}

static void
test_view (void)
{
  Fixture fixture;
  CflPacerView view;

  fixture_init (&fixture, 4, 3, 60);
  cfl_manual_clock_advance (fixture.clock, 1000 * SECOND);
  run_calls (&fixture, 5, SECOND / 100);
  cfl_pacer_complain (fixture.pacer, 7 * SECOND);
  cfl_pacer_get_view (fixture.pacer, &view);
  g_assert_cmpuint (view.in_flight, ==, 4);
  g_assert_cmpuint (view.per_second, ==, 3);
  g_assert_cmpuint (view.per_minute, ==, 60);
  g_assert_cmpuint (cfl_pacer_view_reduce (&view, 60, 0), ==, 45);
  g_assert_cmpuint (cfl_pacer_view_reduce (&view, 60, 68 * SECOND), ==, 51);
  g_assert_cmpint (view.pause, ==, 7 * SECOND);
  g_assert_cmpuint (view.second->len, ==, 2);
  g_assert_cmpuint (view.minute->len, ==, 5);
  for (guint i = 0; i < view.minute->len; i++)
    {
      gint64 left = grant_at (&fixture, i) + CFL_PACER_MINUTE -
                    cfl_clock_get_time (CFL_CLOCK (fixture.clock));

      g_assert_cmpint (g_array_index (view.minute, gint64, i), ==, left);
    }
  cfl_pacer_view_clear (&view);
  fixture_clear (&fixture);
}

/* ---- a record that several pacers share ---- */

static char *
make_record (void)
{
  g_autofree char *folder = cfl_test_make_folder ();

  return g_build_filename (folder, "calls", NULL);
}

static void
use_record (Fixture *fixture, CflPacer *pacer, const char *path)
{
  g_autoptr (GError) error = NULL;

  cfl_pacer_set_clock (pacer, CFL_CLOCK (fixture->clock));
  cfl_pacer_set_record (pacer, path, &error);
  g_assert_no_error (error);
}

static void
shared_init (Fixture *fixture, CflPacer **other, const char *path, guint in_flight)
{
  fixture_init (fixture, in_flight, 3, 60);
  cfl_manual_clock_advance (fixture->clock, 1000 * SECOND);
  use_record (fixture, fixture->pacer, path);
  *other = cfl_pacer_new (in_flight, 3, 60);
  use_record (fixture, *other, path);
}

/* Two programs at once stay below the limits together, and both get on. */
static void
test_shared (void)
{
  g_autofree char *path = make_record ();
  Fixture fixture;
  Call mine = { &fixture, 'a', FALSE, FALSE };
  Call others = { &fixture, 'b', FALSE, FALSE };
  CflPacer *other;
  GStatBuf about;

  shared_init (&fixture, &other, path, 2);
  for (guint i = 0; i < 50; i++)
    {
      cfl_pacer_acquire_async (fixture.pacer, NULL, acquired_cb, &mine);
      cfl_pacer_acquire_async (other, NULL, acquired_cb, &others);
    }
  for (guint i = 0; i < 100000 && fixture.grants->len < 100; i++)
    {
      settle ();
      cfl_manual_clock_advance (fixture.clock, SECOND / 100);
    }
  g_assert_cmpuint (fixture.grants->len, ==, 100);
  assert_window (&fixture, 3, SECOND);
  assert_window (&fixture, 60, 60 * SECOND);
  g_assert_cmpint (g_stat (path, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
  g_assert_finalize_object (other);
  fixture_clear (&fixture);
}

static void
test_shared_in_flight (void)
{
  g_autofree char *path = make_record ();
  Fixture fixture;
  Call mine = { &fixture, 'a', TRUE, FALSE };
  Call others = { &fixture, 'b', FALSE, FALSE };
  CflPacer *other;

  shared_init (&fixture, &other, path, 1);
  cfl_pacer_acquire_async (fixture.pacer, NULL, acquired_cb, &mine);
  cfl_pacer_acquire_async (other, NULL, acquired_cb, &others);
  cfl_manual_clock_advance (fixture.clock, 5 * SECOND);
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "a");
  release_first (&fixture);
  cfl_manual_clock_advance (fixture.clock, SECOND / 20);
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "ab");
  g_assert_finalize_object (other);
  fixture_clear (&fixture);
}

/* The kernel closes the files of a process that is killed, as the end of the object does here. What
 * it had under way may still have reached the service until now. */
static void
test_killed (void)
{
  g_autofree char *path = make_record ();
  Fixture fixture;
  Call call = { &fixture, 'a', TRUE, FALSE };
  Call next = { &fixture, 'b', FALSE, FALSE };
  CflPacer *other;

  shared_init (&fixture, &other, path, 3);
  for (guint i = 0; i < 3; i++)
    cfl_pacer_acquire_async (other, NULL, acquired_cb, &call);
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "aaa");
  g_assert_finalize_object (other);
  cfl_manual_clock_advance (fixture.clock, 30 * SECOND);
  cfl_pacer_acquire_async (fixture.pacer, NULL, acquired_cb, &next);
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "aaa");
  cfl_manual_clock_advance (fixture.clock, SECOND + SECOND / 20);
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "aaab");
  fixture_clear (&fixture);
}

static void
assert_starts_anew (const char *contents, gsize size, gint64 now)
{
  g_autofree char *path = make_record ();
  Fixture fixture;

  g_assert_true (g_file_set_contents (path, contents, (gssize) size, NULL));
  fixture_init (&fixture, 1, 3, 60);
  cfl_pacer_set_spacing (fixture.pacer, 400);
  cfl_manual_clock_advance (fixture.clock, now);
  use_record (&fixture, fixture.pacer, path);
  run_calls (&fixture, 8, SECOND / 100);
  /* Whatever stood there, nothing waits longer than the limits can ask for. */
  g_assert_cmpint (grant_at (&fixture, 0) - now, <, 62 * SECOND);
  assert_window (&fixture, 3, SECOND);
  fixture_clear (&fixture);
}

static void
test_damaged (void)
{
  g_autofree char *junk = g_malloc (40000);
  g_autofree char *path = make_record ();
  g_autofree char *contents = NULL;
  gsize size = 0;
  CflPacer *other;
  Fixture fixture;

  for (guint i = 0; i < 40000; i++)
    junk[i] = (char) g_test_rand_int ();
  assert_starts_anew ("", 0, 1000 * SECOND);
  assert_starts_anew ("PO number;Supplier", 18, 1000 * SECOND);
  assert_starts_anew (junk, 40000, 1000 * SECOND);

  /* A real one: cut off, spoilt in the middle, and of another boot. */
  shared_init (&fixture, &other, path, 1);
  cfl_pacer_set_spacing (other, 400);
  g_assert_finalize_object (other);
  run_calls (&fixture, 20, SECOND / 100);
  fixture_clear (&fixture);
  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  assert_starts_anew (contents, size / 2, 1010 * SECOND);
  assert_starts_anew (contents, size, SECOND);
  for (guint i = 8; i < size; i++)
    contents[i] = (char) g_test_rand_int ();
  assert_starts_anew (contents, size, 1010 * SECOND);
}

/* While another process reads or writes, nobody blocks: the line moves on a little later. */
static void
test_locked (void)
{
  g_autofree char *path = make_record ();
  struct flock lock = {
    .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = CFL_CALL_RECORD_GUARD, .l_len = 1
  };
  Fixture fixture;
  Call call = { &fixture, 'a', FALSE, FALSE };
  CflPacer *other;
  int fd;

  shared_init (&fixture, &other, path, 1);
  fd = g_open (path, O_RDWR | O_CLOEXEC, 0);
  g_assert_cmpint (fcntl (fd, F_OFD_SETLK, &lock), ==, 0);
  cfl_pacer_acquire_async (fixture.pacer, NULL, acquired_cb, &call);
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "");
  close (fd);
  cfl_manual_clock_advance (fixture.clock, SECOND / 100);
  settle ();
  g_assert_cmpstr (fixture.order->str, ==, "a");
  g_assert_finalize_object (other);
  fixture_clear (&fixture);
}

static void
test_no_record (void)
{
  g_autofree char *folder = cfl_test_make_folder ();
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  fixture_init (&fixture, 1, 3, 60);
  g_assert_false (cfl_pacer_set_record (fixture.pacer, folder, &error));
  g_assert_nonnull (error);
  run_calls (&fixture, 8, SECOND / 100);
  assert_window (&fixture, 3, SECOND);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  cfl_test_init (&argc, &argv);
  g_test_add_func ("/web/pacer/intuit-limits", test_intuit_limits);
  g_test_add_func ("/web/pacer/cin7-limits", test_cin7_limits);
  g_test_add_func ("/web/pacer/slow-answers", test_slow_answers);
  g_test_add_func ("/web/pacer/in-flight-and-order", test_in_flight_and_order);
  g_test_add_func ("/web/pacer/cancelled-from-the-start", test_cancelled_from_the_start);
  g_test_add_func ("/web/pacer/cancelled-after-the-grant", test_cancelled_after_the_grant);
  g_test_add_func ("/web/pacer/slow-down", test_slow_down);
  g_test_add_func ("/web/pacer/complaint", test_complaint);
  g_test_add_func ("/web/pacer/arrival", test_arrival);
  g_test_add_func ("/web/pacer/outer", test_outer);
  g_test_add_func ("/web/pacer/view", test_view);
  g_test_add_func ("/web/pacer/shared", test_shared);
  g_test_add_func ("/web/pacer/shared-in-flight", test_shared_in_flight);
  g_test_add_func ("/web/pacer/killed", test_killed);
  g_test_add_func ("/web/pacer/damaged", test_damaged);
  g_test_add_func ("/web/pacer/locked", test_locked);
  g_test_add_func ("/web/pacer/no-record", test_no_record);
  return g_test_run ();
}
