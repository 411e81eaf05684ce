/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store-support.h"

#include <sqlite3.h>

#define N_ORDERS 5

typedef struct {
  char *path;
  CflStore *store;
  GPtrArray *attempts; /* (element-type CflAttempt) queued, of one run */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) orders = support_make_orders (1, N_ORDERS, "Aurora");
  g_autoptr (CflRun) run = cfl_run_new ();

  fixture->path = support_make_path ();
  fixture->store = support_open (fixture->path, NULL);
  support_set_up_company (fixture->store);
  support_save (fixture->store, orders);
  support_link (fixture->store, 1, "1");
  fixture->attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  for (gint64 id = 1; id <= N_ORDERS; id++)
    g_ptr_array_add (fixture->attempts, support_make_attempt (id, CFL_DOCUMENT_KIND_BILL));
  support_begin (fixture->store, run, fixture->attempts, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->store != NULL)
    support_close (fixture->store);
  g_ptr_array_unref (fixture->attempts);
  g_free (fixture->path);
}

static CflBatch *
make_batch (Fixture *fixture, guint first, guint n)
{
  CflBatch *batch = cfl_batch_new_for_attempts (
      (CflAttempt *const *) (gpointer) &fixture->attempts->pdata[first], n);

  g_free (batch->request_hash);
  batch->request_hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, batch->request_id, -1);
  return batch;
}

/* Returns: (transfer full): the attempt as the journal has it */
static CflAttempt *
find_open (Fixture *fixture, guint index)
{
  const CflAttempt *attempt = fixture->attempts->pdata[index];
  g_autoptr (GPtrArray) open = support_open_attempts (fixture->store);

  for (guint i = 0; i < open->len; i++)
    if (((CflAttempt *) open->pdata[i])->id == attempt->id)
      return cfl_attempt_ref (open->pdata[i]);
  return NULL;
}

static CflAttempt *
make_end (const CflAttempt *attempt, CflAttemptState state)
{
  CflAttempt *end = cfl_attempt_copy (attempt);

  end->state = state;
  if (state == CFL_ATTEMPT_UPLOADED)
    {
      g_free (end->quickbooks_id);
      end->quickbooks_id = g_strdup_printf ("%" G_GINT64_FORMAT, 100 + end->id);
    }
  return end;
}

static void
test_begin (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflBatch) batch = make_batch (fixture, 1, 3);
  g_autoptr (CflBatch) loaded = NULL;
  g_autoptr (CflAttempt) alone = NULL;

  support_begin_batch (fixture->store, batch, NULL);
  g_assert_cmpint (batch->id, >, 0);
  support_close (fixture->store);
  fixture->store = support_open (fixture->path, NULL);

  loaded = support_load_batch (fixture->store, batch->id);
  g_assert_cmpstr (loaded->request_id, ==, batch->request_id);
  g_assert_cmpstr (loaded->request_hash, ==, batch->request_hash);
  g_assert_cmpint (loaded->started_at, ==, batch->started_at);
  g_assert_cmpuint (loaded->attempts->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const CflAttempt *frozen = batch->attempts->pdata[i];
      const CflAttempt *found = loaded->attempts->pdata[i];

      g_assert_cmpstr (loaded->item_ids->pdata[i], ==, batch->item_ids->pdata[i]);
      g_assert_cmpint (found->id, ==, frozen->id);
      g_assert_cmpint (found->batch_id, ==, batch->id);
      g_assert_cmpint (found->state, ==, CFL_ATTEMPT_SENDING);
      g_assert_cmpint (found->started_at, ==, batch->started_at);
      g_assert_true (g_bytes_equal (found->request, frozen->request));
    }
  alone = find_open (fixture, 0);
  g_assert_cmpint (alone->state, ==, CFL_ATTEMPT_QUEUED);
  g_assert_cmpint (alone->batch_id, ==, 0);
}

/* All that came with one answer is settled at once, each with an end of its own. */
static void
test_settle (Fixture *fixture, gconstpointer data)
{
  static const CflAttemptState states[] = { CFL_ATTEMPT_UPLOADED, CFL_ATTEMPT_FAILED,
                                            CFL_ATTEMPT_UNKNOWN };
  g_autoptr (CflBatch) batch = make_batch (fixture, 0, 3);
  g_autoptr (GPtrArray) ends = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  g_autoptr (CflBatch) loaded = NULL;
  g_autoptr (GError) error = NULL;

  support_begin_batch (fixture->store, batch, NULL);
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (ends, make_end (batch->attempts->pdata[i], states[i]));
  support_settle_all (fixture->store, ends, NULL);
  loaded = support_load_batch (fixture->store, batch->id);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (((CflAttempt *) loaded->attempts->pdata[i])->state, ==, states[i]);

  /* one that may not happen undoes the others: the third could */
  g_assert_false (support_settle_all (fixture->store, ends, &error));
  g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT);
}

/* Proven absent, a member goes on under a request id of its own; under the old one it never leaves
 * the others. */
static void
test_absent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflBatch) batch = make_batch (fixture, 0, 2);
  g_autoptr (GPtrArray) ends = g_ptr_array_new_with_free_func ((GDestroyNotify) cfl_attempt_unref);
  g_autoptr (CflAttempt) alone = NULL;
  g_autoptr (CflBatch) loaded = NULL;
  g_autoptr (GError) error = NULL;
  CflAttempt *again;

  support_begin_batch (fixture->store, batch, NULL);
  g_ptr_array_add (ends, make_end (batch->attempts->pdata[0], CFL_ATTEMPT_UNKNOWN));
  support_settle_all (fixture->store, ends, NULL);
  g_assert_false (support_settle (fixture->store, ends->pdata[0], CFL_ATTEMPT_QUEUED, &error));
  g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT);

  /* both steps of the other one in one transaction */
  g_ptr_array_set_size (ends, 0);
  g_ptr_array_add (ends, make_end (batch->attempts->pdata[1], CFL_ATTEMPT_UNKNOWN));
  again = make_end (batch->attempts->pdata[1], CFL_ATTEMPT_QUEUED);
  g_free (again->request_id);
  again->request_id = g_uuid_string_random ();
  g_ptr_array_add (ends, again);
  support_settle_all (fixture->store, ends, NULL);
  alone = find_open (fixture, 1);
  g_assert_cmpint (alone->state, ==, CFL_ATTEMPT_QUEUED);
  g_assert_cmpint (alone->batch_id, ==, 0);
  g_assert_cmpstr (alone->request_id, ==, again->request_id);

  /* the batch keeps its members */
  loaded = support_load_batch (fixture->store, batch->id);
  g_assert_cmpuint (loaded->attempts->len, ==, 2);
}

static void
test_only_queued (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CflBatch) batch = make_batch (fixture, 0, 3);
  g_autoptr (CflAttempt) first = NULL;
  g_autoptr (GError) error = NULL;

  support_settle (fixture->store, fixture->attempts->pdata[2], CFL_ATTEMPT_CANCELLED, NULL);
  g_assert_false (support_begin_batch (fixture->store, batch, &error));
  g_assert_error (error, CFL_STORE_ERROR, CFL_STORE_ERROR_CONFLICT);
  first = find_open (fixture, 0);
  g_assert_cmpint (first->state, ==, CFL_ATTEMPT_QUEUED);
}

/* The schema says no by itself, whoever writes. */
static void
test_schema (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *sql;
    const char *why;
  } cases[] = {
    { "UPDATE batches SET request_hash = request_hash", "what was frozen never changes" },
    { "UPDATE batch_items SET position = 9 WHERE position = 1", "what was frozen never changes" },
    { "DELETE FROM batch_items", "the journal keeps everything" },
    { "DELETE FROM batches", "the journal keeps everything" },
    { "INSERT INTO batch_items SELECT 1, 2, '9', id, request_id FROM attempts WHERE state = 0",
      "a batch is made of what is queued" },
    { "INSERT INTO batches SELECT NULL, 1, request_id, request_hash, 1, 1 FROM attempts",
      "this request id was used before" },
    { "INSERT INTO batches SELECT NULL, 1, request_id || '-', request_hash, 1, 1 FROM batches",
      "CHECK constraint failed: length (request_id) BETWEEN 1 AND 36" },
    { "INSERT INTO batches SELECT 2, 1, 'x', request_hash, 1, 2 FROM batches;"
      "INSERT INTO batch_items SELECT 2, 0, 'a', id, request_id FROM attempts WHERE state = 0"
      " LIMIT 1;"
      "UPDATE attempts SET state = 1 WHERE state = 0",
      "a batch leaves whole" },
    { "INSERT INTO batches SELECT 3, 1, 'y', request_hash, 1, 2 FROM batches LIMIT 1;"
      "INSERT INTO batch_items SELECT 3, 0, '12345678901', id, request_id FROM attempts"
      " WHERE state = 0 ORDER BY id DESC LIMIT 1",
      "CHECK constraint failed: length (item_id) BETWEEN 1 AND 10" },
  };
  g_autoptr (CflBatch) batch = make_batch (fixture, 0, 2);
  sqlite3 *connection = NULL;

  support_begin_batch (fixture->store, batch, NULL);
  support_close (fixture->store);
  fixture->store = NULL;
  g_assert_cmpint (sqlite3_open (fixture->path, &connection), ==, SQLITE_OK);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (sqlite3_exec (connection, cases[i].sql, NULL, NULL, NULL), ==,
                       SQLITE_CONSTRAINT);
      g_assert_cmpstr (sqlite3_errmsg (connection), ==, cases[i].why);
    }
  sqlite3_close (connection);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/storage/batches/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  cfl_test_init (&argc, &argv);
  ADD ("begin", test_begin);
  ADD ("settle", test_settle);
  ADD ("absent", test_absent);
  ADD ("only-queued", test_only_queued);
  ADD ("schema", test_schema);
  return g_test_run ();
}
