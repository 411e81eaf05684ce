/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-upload-lock.h"

#include "cfl-sync-service.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* How long a refresh by somebody else is left alone before we look whether it is done. */
#define LOCK_MILLISECONDS 50

#define COMMAND_LINE "counterfoil-cli"

struct _CflUploadLock {
  int fd;
};

/* The one who has it writes down who it is; only for people, the kernel knows better. */
static void
sign (int fd)
{
  g_autofree char *text = g_strdup_printf ("%d %s\n", (int) getpid (), g_get_prgname ());

  if (ftruncate (fd, 0) != 0 || pwrite (fd, text, strlen (text), 0) < 0)
    g_debug ("The lock cannot be signed: %s", g_strerror (errno));
}

static void
set_busy (int fd, GError **error)
{
  char text[64] = "";
  char *name = text;
  gint64 process;

  if (pread (fd, text, sizeof text - 1, 0) < 0)
    g_debug ("The lock cannot be read: %s", g_strerror (errno));
  process = g_ascii_strtoll (text, &name, 10);
  if (process <= 0)
    g_set_error_literal (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_BUSY,
                         _ ("Another window or command is uploading for this company. Wait "
                            "until it is done, then try again."));
  else if (g_str_equal (g_strstrip (name), COMMAND_LINE))
    g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_BUSY,
                 _ ("The command line is uploading for this company (process %d). Wait until it "
                    "is done, then try again."),
                 (int) process);
  else
    g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_BUSY,
                 _ ("A window is uploading for this company (process %d). Wait until it is done, "
                    "then try again."),
                 (int) process);
}

static CflUploadLock *
take (const char *folder, const char *name, int how, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  CflUploadLock *self;
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_FILE,
                   _ ("The file %s cannot be written (%s). Check the rights of its folder."), path,
                   g_strerror (errno));
      return NULL;
    }
  if (flock (fd, how) != 0)
    {
      if (errno == EWOULDBLOCK)
        set_busy (fd, error);
      else
        g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_FILE,
                     _ ("The file %s cannot be locked (%s). Keep the company's folder on a disk "
                        "of this machine."),
                     path, g_strerror (errno));
      close (fd);
      return NULL;
    }
  sign (fd);
  self = g_new0 (CflUploadLock, 1);
  self->fd = fd;
  return self;
}

/**
 * cfl_upload_lock_take:
 * @folder: the company's folder
 *
 * The file itself stays behind when the lock is let go: removing it would let two processes lock
 * two files of one name.
 *
 * Returns: (transfer full): the lock, or NULL with CFL_SYNC_ERROR_BUSY when another holds it
 */
CflUploadLock *
cfl_upload_lock_take (const char *folder, GError **error)
{
  return take (folder, "upload.lock", LOCK_EX | LOCK_NB, error);
}

typedef struct {
  char *folder;
  GSource *timer;
  GSource *cancelled;
} WaitData;

static void
stop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
wait_data_free (gpointer user_data)
{
  WaitData *data = user_data;

  stop_source (&data->timer);
  stop_source (&data->cancelled);
  g_free (data->folder);
  g_free (data);
}

/* Returns TRUE while somebody else has it. */
static gboolean
try_token_lock (GTask *task)
{
  WaitData *data = g_task_get_task_data (task);
  GError *error = NULL;
  CflUploadLock *lock = take (data->folder, "tokens.lock", LOCK_EX | LOCK_NB, &error);

  if (lock == NULL && g_error_matches (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_BUSY))
    {
      g_error_free (error);
      return TRUE;
    }
  if (lock != NULL)
    g_task_return_pointer (task, lock, (GDestroyNotify) cfl_upload_lock_release);
  else
    g_task_return_error (task, error);
  return FALSE;
}

static gboolean
try_again_cb (gpointer user_data)
{
  GTask *task = user_data;
  WaitData *data = g_task_get_task_data (task);

  if (try_token_lock (task))
    return G_SOURCE_CONTINUE;
  stop_source (&data->cancelled);
  g_object_unref (task);
  return G_SOURCE_REMOVE;
}

static gboolean
wait_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  WaitData *data = g_task_get_task_data (task);

  stop_source (&data->timer);
  g_task_return_error_if_cancelled (task);
  g_object_unref (task);
  return G_SOURCE_REMOVE;
}

/**
 * cfl_token_lock_async:
 * @folder: the company's folder
 *
 * Asks in short steps and not in a thread, which could not be cancelled: a process that holds the
 * lock may have been stopped.
 */
void
cfl_token_lock_async (const char *folder,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  WaitData *data = g_new0 (WaitData, 1);

  data->folder = g_strdup (folder);
  g_task_set_source_tag (task, cfl_token_lock_async);
  g_task_set_name (task, "lock the tokens");
  g_task_set_task_data (task, data, wait_data_free);
  if (!try_token_lock (task))
    {
      g_object_unref (task);
      return;
    }
  data->timer = g_timeout_source_new (LOCK_MILLISECONDS);
  g_source_set_callback (data->timer, try_again_cb, task, NULL);
  g_source_attach (data->timer, g_task_get_context (task));
  if (cancellable == NULL)
    return;
  data->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (data->cancelled, G_SOURCE_FUNC (wait_cancelled_cb), task, NULL);
  g_source_attach (data->cancelled, g_task_get_context (task));
}

CflUploadLock *
cfl_token_lock_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
cfl_upload_lock_release (CflUploadLock *self)
{
  close (self->fd);
  g_free (self);
}
