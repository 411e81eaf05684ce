/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The locks of open files (F_OFD_SETLK) belong to an open file, not to a process, and end with it. */
#define _GNU_SOURCE

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
/* Of what is read about the holder. */
#define HOLDER_LENGTH 200

struct _CflUploadLock {
  int fd;
  gboolean told; /* who holds it */
};

static int
open_file (const char *folder, const char *name, int flags, char **path)
{
  *path = g_build_filename (folder, name, NULL);
  return g_open (*path, flags | O_CLOEXEC, 0600);
}

static CflUploadLock *
take (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = NULL;
  CflUploadLock *self;
  int fd = open_file (folder, name, O_RDWR | O_CREAT, &path);

  if (fd < 0)
    {
      g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_FILE,
                   _ ("The file %s cannot be written (%s). Check the rights of its folder."), path,
                   g_strerror (errno));
      return NULL;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      if (errno == EWOULDBLOCK)
        g_set_error_literal (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_BUSY, ""); /* the caller says */
      else
        g_set_error (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_FILE,
                     _ ("The file %s cannot be locked (%s). Keep the company's folder on a disk "
                        "of this machine."),
                     path, g_strerror (errno));
      close (fd);
      return NULL;
    }
  self = g_new0 (CflUploadLock, 1);
  self->fd = fd;
  return self;
}

/* ---- who uploads ---- */

/* Written into the file as "PROCESS PROGRAM", which also tells whoever watches the file. That the
 * process still lives is told by a second lock, one that can be asked for without being taken: asking
 * for the first one would, for a moment, take it from somebody who is about to upload. */
static void
write_holder (CflUploadLock *self)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  g_autofree char *holder = g_strdup_printf ("%d %s", (int) getpid (), g_get_prgname ());
  gsize length = strlen (holder);

  self->told = TRUE;
  if (fcntl (self->fd, F_OFD_SETLK, &lock) != 0 || ftruncate (self->fd, 0) != 0 ||
      pwrite (self->fd, holder, length, 0) != (gssize) length)
    g_message ("Other windows are not told that this one uploads: %s", g_strerror (errno));
}

static char *
read_holder (int fd)
{
  char holder[HOLDER_LENGTH + 1] = "";
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  gssize length;

  if (fcntl (fd, F_OFD_GETLK, &lock) != 0 || lock.l_type == F_UNLCK)
    return NULL;
  length = pread (fd, holder, HOLDER_LENGTH, 0);
  return g_utf8_make_valid (holder, MAX (length, 0));
}

static char *
describe (const char *holder)
{
  char *end = NULL;
  int process = (int) g_ascii_strtoll (holder, &end, 10);

  if (process <= 0)
    return g_strdup (_ ("Another window or command is uploading for this company."));
  /* Translators: the number is that of a process. */
  return g_str_equal (end, " " COMMAND_LINE)
             ? g_strdup_printf (_ ("The command line is uploading for this company (process %d)."),
                                process)
             : g_strdup_printf (_ ("A window is uploading for this company (process %d)."),
                                process);
}

/* What its holder has written into the file; NULL when nobody holds the lock. */
static char *
find_holder (const char *folder)
{
  g_autofree char *path = NULL;
  char *holder;
  int fd = open_file (folder, CFL_UPLOAD_LOCK_NAME, O_RDONLY, &path);

  if (fd < 0)
    return NULL;
  holder = read_holder (fd);
  close (fd);
  return holder;
}

/**
 * cfl_upload_lock_describe_holder:
 * @folder: the company's folder
 *
 * Returns: (transfer full) (nullable): a sentence on the other process that uploads for the company,
 *   NULL when none does
 */
char *
cfl_upload_lock_describe_holder (const char *folder)
{
  g_autofree char *holder = find_holder (folder);

  return holder == NULL || g_ascii_strtoll (holder, NULL, 10) == getpid () ? NULL
                                                                           : describe (holder);
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
  GError *local = NULL;
  CflUploadLock *self = take (folder, CFL_UPLOAD_LOCK_NAME, &local);

  if (self != NULL)
    {
      write_holder (self);
      return self;
    }
  if (g_error_matches (local, CFL_SYNC_ERROR, CFL_SYNC_ERROR_BUSY))
    {
      g_autofree char *holder = find_holder (folder);
      g_autofree char *sentence = describe (holder != NULL ? holder : "");

      g_clear_error (&local);
      /* Translators: a sentence that says who is uploading, then what to do. */
      g_set_error (&local, CFL_SYNC_ERROR, CFL_SYNC_ERROR_BUSY,
                   _ ("%s Wait until it is done, then try again."), sentence);
    }
  g_propagate_error (error, local);
  return NULL;
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
  CflUploadLock *lock = take (data->folder, "tokens.lock", &error);

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
  /* Whoever watches the file looks again. */
  if (self->told && ftruncate (self->fd, 0) != 0)
    g_message ("Other windows are not told that the upload is over: %s", g_strerror (errno));
  close (self->fd);
  g_free (self);
}
