/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-storage"

#include "config.h"

#include "cfl-store.h"

#include "cfl-store-private.h"

#include <glib/gi18n-lib.h>

struct _CflStore {
  GObject parent_instance;

  GThread *thread;
  /* Tasks that wait, by priority and then in the order of posting; the queue's own lock guards
   * everything behind this line. */
  GAsyncQueue *queue;
  guint64 posted;

  CflDatabase *database; /* the thread's own */
};

G_DEFINE_FINAL_TYPE (CflStore, cfl_store, G_TYPE_OBJECT)

/* The data of each task that the queue holds. */
typedef struct {
  const CflStoreJob *job;
  guint64 number;
  gpointer data;
  GDestroyNotify free_data;
} Request;

static void
request_free (gpointer user_data)
{
  Request *request = user_data;

  if (request->free_data != NULL)
    request->free_data (request->data);
  g_free (request);
}

static int
compare_requests (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Request *left = g_task_get_task_data ((GTask *) a);
  const Request *right = g_task_get_task_data ((GTask *) b);

  if (left->job->priority != right->job->priority)
    return left->job->priority < right->job->priority ? -1 : 1;
  return left->number < right->number ? -1 : left->number > right->number;
}

/* One chunk of a job in a transaction of its own. */
static CflWorkResult
work_once (CflDatabase *database, const Request *request, GError **error)
{
  CflWorkResult result;

  if (g_cancellable_set_error_if_cancelled (database->cancellable, error) ||
      !cfl_database_begin (database, request->job->durability, error))
    return CFL_WORK_FAILED;
  result = request->job->work (database, request->data, error);
  if (result == CFL_WORK_FAILED)
    cfl_database_roll_back (database);
  else if (!cfl_database_commit (database, request->job->durability != CFL_DURABILITY_READ, error))
    result = CFL_WORK_FAILED;
  return result;
}

static CflWorkResult
close_work (CflDatabase *database, gpointer data, GError **error)
{
  return CFL_WORK_DONE;
}

static const CflStoreJob close_job = { close_work, CFL_PRIORITY_CLOSE, CFL_DURABILITY_READ };

static gboolean
release_cb (gpointer user_data)
{
  g_object_unref (user_data);
  return G_SOURCE_REMOVE;
}

/* The last reference to a store may hang on a task; it is dropped where the store belongs, because
 * the thread cannot wait for its own end. */
static void
release (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, release_cb, task, NULL);
  g_source_attach (source, g_task_get_context (task));
}

/* What was begun in the journal is not given up half-way because somebody stopped waiting. */
static void
run_request (CflStore *self, GTask *task)
{
  const Request *request = g_task_get_task_data (task);
  CflDatabase *database = self->database;
  GError *error = NULL;
  CflWorkResult result;

  if (request->job->durability != CFL_DURABILITY_JOURNAL)
    database->cancellable = g_task_get_cancellable (task);
  result = work_once (database, request, &error);
  database->cancellable = NULL;

  if (result == CFL_WORK_AGAIN)
    {
      g_async_queue_push_sorted (self->queue, task, compare_requests, NULL);
      return;
    }
  if (result == CFL_WORK_FAILED)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  release (task);
}

/* Holds no reference to the store: tasks do, and closing, which ends it, is one. */
static gpointer
thread_main (gpointer user_data)
{
  CflStore *self = user_data;

  for (;;)
    {
      GTask *task = g_async_queue_pop (self->queue);
      const Request *request = g_task_get_task_data (task);

      if (request->job == &close_job)
        {
          g_clear_pointer (&self->database, cfl_database_close);
          g_task_return_boolean (task, TRUE);
          g_object_unref (task);
          return NULL;
        }
      run_request (self, task);
    }
}

static GTask *
make_task (CflStore *self,
           const CflStoreJob *job,
           gpointer data,
           GDestroyNotify free_data,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->job = job;
  request->data = data;
  request->free_data = free_data;
  g_task_set_source_tag (task, (gpointer) job);
  g_task_set_name (task, "cfl_store_post");
  /* A journal entry that was made is reported as made. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, request, request_free);
  return task;
}

void
cfl_store_post (CflStore *self,
                const CflStoreJob *job,
                gpointer data,
                GDestroyNotify free_data,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  GTask *task = make_task (self, job, data, free_data, cancellable, callback, user_data);
  Request *request = g_task_get_task_data (task);

  if (self->thread == NULL)
    {
      g_task_return_new_error (task, CFL_STORE_ERROR, CFL_STORE_ERROR_OPEN, "%s",
                               _ ("The company is closed. Open it again."));
      g_object_unref (task);
      return;
    }
  request->number = self->posted++;
  g_async_queue_push_sorted (self->queue, task, compare_requests, NULL);
}

gpointer
cfl_store_collect (CflStore *self, const CflStoreJob *job, GAsyncResult *result, GError **error)
{
  Request *request;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == job, NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  request = g_task_get_task_data (G_TASK (result));
  return request->data != NULL ? request->data : request;
}

void
cfl_store_set_not_found (GError **error)
{
  cfl_store_set_error (CFL_STORE_ERROR_NOT_FOUND, error);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  CflDatabase *database = cfl_database_open (task_data, &error);

  if (database == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, database, (GDestroyNotify) cfl_database_close);
}

/**
 * cfl_store_open_async:
 * @path: the file; it and its folder are made when missing
 *
 * Opens a company's database and brings it to the schema of this version.
 */
void
cfl_store_open_async (const char *path,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, cfl_store_open_async);
  g_task_set_name (task, "cfl_store_open_async");
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_in_thread);
}

CflStore *
cfl_store_open_finish (GAsyncResult *result, GError **error)
{
  CflDatabase *database;
  CflStore *self;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  database = g_task_propagate_pointer (G_TASK (result), error);
  if (database == NULL)
    return NULL;
  self = g_object_new (CFL_TYPE_STORE, NULL);
  self->database = database;
  self->thread = g_thread_new ("cfl-store", thread_main, self);
  return self;
}

/**
 * cfl_store_close_async:
 *
 * Finishes what was posted before and closes the file; nothing may be posted afterwards. It comes
 * before the last reference is dropped.
 */
void
cfl_store_close_async (CflStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  cfl_store_post (self, &close_job, NULL, NULL, NULL, callback, user_data);
  g_clear_pointer (&self->thread, g_thread_unref);
}

gboolean
cfl_store_close_finish (CflStore *self, GAsyncResult *result, GError **error)
{
  return cfl_store_collect (self, &close_job, result, error) != NULL;
}

/* Without closing first, waiting here is the only way to let the thread end before its store. No
 * task waits, as each holds a reference. */
static void
cfl_store_finalize (GObject *object)
{
  CflStore *self = CFL_STORE (object);

  if (self->thread != NULL)
    {
      GTask *task = make_task (NULL, &close_job, NULL, NULL, NULL, NULL, NULL);

      g_async_queue_push (self->queue, task);
      g_thread_join (self->thread);
    }
  g_async_queue_unref (self->queue);

  G_OBJECT_CLASS (cfl_store_parent_class)->finalize (object);
}

static void
cfl_store_class_init (CflStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cfl_store_finalize;
}

static void
cfl_store_init (CflStore *self)
{
  self->queue = g_async_queue_new ();
}
