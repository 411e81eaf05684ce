/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cfl-upload-lock.h"

#include "cfl-sync-service.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

struct _CflUploadLock {
  int fd;
};

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
        g_set_error_literal (error, CFL_SYNC_ERROR, CFL_SYNC_ERROR_BUSY,
                             _ ("Another window or command is uploading for this company. Wait "
                                "until it is done, then try again."));
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

CflUploadLock *
cfl_token_lock_wait (const char *folder, GError **error)
{
  return take (folder, "tokens.lock", LOCK_EX, error);
}

void
cfl_upload_lock_release (CflUploadLock *self)
{
  close (self->fd);
  g_free (self);
}
