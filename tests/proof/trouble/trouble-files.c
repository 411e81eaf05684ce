/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The company's files: its database with log and index, the lock, the record of calls, the keyring. */

#define _GNU_SOURCE

#include "trouble.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *
watched_folder (void)
{
  static const char *folder;

  if (folder == NULL)
    folder = getenv ("COUNTERFOIL_TROUBLE_FOLDER");
  return folder;
}

static bool
is_watched (const char *path)
{
  const char *folder = watched_folder ();

  return folder != NULL && path != NULL && strncmp (path, folder, strlen (folder)) == 0;
}

static bool
has_name (const char *path, const char *name)
{
  const char *slash = strrchr (path, '/');

  return slash != NULL && strcmp (slash + 1, name) == 0;
}

File
classify (const char *path)
{
  static const char *const names[N_FILES] = {
    [FILE_DATABASE] = "company.db",   [FILE_JOURNAL] = "company.db-wal",
    [FILE_INDEX] = "company.db-shm",  [FILE_LOCK] = "upload.lock",
    [FILE_PACE] = "quickbooks.calls",
  };

  for (File file = FILE_DATABASE; is_watched (path) && file < N_FILES; file++)
    if (has_name (path, names[file]))
      return file;
  return FILE_OTHER;
}

/* The path of an open file; false where it is none that is watched. */
static bool
find_path (int fd, char path[PATH_MAX])
{
  char link[64];
  ssize_t length;

  if (watched_folder () == NULL)
    return false;
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, path, PATH_MAX - 1);
  if (length <= 0)
    return false;
  path[length] = '\0';
  return is_watched (path);
}

static int
fail_with (int number)
{
  errno = number;
  return -1;
}

/* ---- writing ---- */

static Thing
thing_written (File file)
{
  switch (file)
    {
    case FILE_DATABASE:
      return THING_CHECKPOINT;
    case FILE_JOURNAL:
      return THING_JOURNAL;
    case FILE_PACE:
      return THING_PACE;
    case FILE_OTHER:
    case FILE_INDEX:
    case FILE_LOCK:
    case N_FILES:
      break;
    }
  return THING_NONE;
}

/* A disk that is full takes what fits and refuses the rest. */
static ssize_t
write_half (File file, int fd, const void *bytes, size_t length, off_t place)
{
  ssize_t written;
  int number;

  power_keep (file, fd, bytes, length / 2, place);
  written = NEXT (pwrite64) (fd, bytes, length / 2, place);
  number = strike ();
  return number == 0 || written > 0 ? written : fail_with (number);
}

static ssize_t
write_at (int fd, const void *bytes, size_t length, off_t place)
{
  char path[PATH_MAX];
  File file;
  Thing thing;
  ssize_t written;
  int number;

  if (!find_path (fd, path))
    return NEXT (pwrite64) (fd, bytes, length, place);
  file = classify (path);
  thing = thing_written (file);
  number = reach (THING_SPACE, BEFORE);
  if (number == 0)
    number = reach (thing, BEFORE);
  if (number != 0)
    return fail_with (number);
  if (reach_mid (thing))
    return write_half (file, fd, bytes, length, place);
  power_keep (file, fd, bytes, length, place);
  written = NEXT (pwrite64) (fd, bytes, length, place);
  reach (thing, AFTER);
  return written;
}

ssize_t pwrite (int fd, const void *bytes, size_t length, off_t place);
ssize_t pwrite64 (int fd, const void *bytes, size_t length, off64_t place);

ssize_t
pwrite (int fd, const void *bytes, size_t length, off_t place)
{
  return write_at (fd, bytes, length, place);
}

ssize_t
pwrite64 (int fd, const void *bytes, size_t length, off64_t place)
{
  return write_at (fd, bytes, length, place);
}

/* What grows a file without writing. */
static int
grow (int fd)
{
  char path[PATH_MAX];

  return find_path (fd, path) ? reach (THING_SPACE, BEFORE) : 0;
}

int
ftruncate (int fd, off_t length)
{
  int number = grow (fd);

  return number == 0 ? NEXT (ftruncate) (fd, length) : fail_with (number);
}

int
ftruncate64 (int fd, off64_t length)
{
  int number = grow (fd);

  return number == 0 ? NEXT (ftruncate64) (fd, length) : fail_with (number);
}

int
posix_fallocate (int fd, off_t place, off_t length)
{
  int number = grow (fd);

  return number == 0 ? NEXT (posix_fallocate) (fd, place, length) : number;
}

/* ---- reading ---- */

static ssize_t
read_at (int fd, void *bytes, size_t length, off_t place)
{
  char path[PATH_MAX];
  int number = 0;

  if (find_path (fd, path) && classify (path) == FILE_DATABASE)
    number = reach (THING_READ, BEFORE);
  return number == 0 ? NEXT (pread64) (fd, bytes, length, place) : fail_with (number);
}

ssize_t
pread (int fd, void *bytes, size_t length, off_t place)
{
  return read_at (fd, bytes, length, place);
}

ssize_t
pread64 (int fd, void *bytes, size_t length, off64_t place)
{
  return read_at (fd, bytes, length, place);
}

/* ---- forcing to the disk ---- */

static int
sync_with (int fd, int (*next) (int fd))
{
  char path[PATH_MAX];
  File file;
  Thing thing;
  int number, result;

  if (!find_path (fd, path))
    return next (fd);
  file = classify (path);
  thing = file == FILE_JOURNAL ? THING_COMMIT
                               : (file == FILE_DATABASE ? THING_CHECKPOINT_SYNC : THING_NONE);
  number = reach (thing, BEFORE);
  if (number != 0)
    return fail_with (number);
  result = next (fd);
  if (result == 0)
    power_synced (file);
  reach (thing, AFTER);
  return result;
}

int
fdatasync (int fd)
{
  return sync_with (fd, NEXT (fdatasync));
}

int
fsync (int fd)
{
  return sync_with (fd, NEXT (fsync));
}

/* ---- names ---- */

int
unlink (const char *path)
{
  Thing thing = classify (path) == FILE_JOURNAL ? THING_CLOSE : THING_NONE;
  int number = reach (thing, BEFORE);
  int result;

  if (number != 0)
    return fail_with (number);
  result = NEXT (unlink) (path);
  if (thing == THING_CLOSE && result == 0)
    power_synced (FILE_JOURNAL);
  reach (thing, AFTER);
  return result;
}

int
rename (const char *from, const char *to)
{
  Thing thing = is_watched (to) && has_name (to, "keyring") ? THING_TOKENS : THING_NONE;
  int number = reach (thing, BEFORE);
  int result;

  if (number != 0)
    return fail_with (number);
  result = NEXT (rename) (from, to);
  reach (thing, AFTER);
  return result;
}

int
flock (int fd, int operation)
{
  char path[PATH_MAX];
  Thing thing = (operation & LOCK_EX) != 0 && find_path (fd, path) && classify (path) == FILE_LOCK
                    ? THING_LOCK
                    : THING_NONE;
  int number = reach (thing, BEFORE);
  int result;

  if (number != 0)
    return fail_with (number);
  result = NEXT (flock) (fd, operation);
  reach (thing, AFTER);
  return result;
}

/* ---- opening ---- */

static int
may_open (const char *path, int flags)
{
  File file = classify (path);
  int number = 0;

  if ((flags & O_ACCMODE) != O_RDONLY && file != FILE_OTHER)
    number = reach (THING_WRITABLE, BEFORE);
  if (number == 0 && (flags & O_CREAT) != 0 && is_watched (path) && access (path, F_OK) != 0)
    number = reach (THING_SPACE, BEFORE);
  return number;
}

/* The kernel's name for the time since the machine was started. */
static bool
asks_for_boot (const char *path)
{
  return is_other_boot () && strcmp (path, "/proc/sys/kernel/random/boot_id") == 0;
}

static int
open_other_boot (void)
{
  static const char name[] = "00000000-0000-4000-8000-000000000000\n";
  int fd = memfd_create ("boot", MFD_CLOEXEC);

  if (fd >= 0 && (NEXT (pwrite64) (fd, name, sizeof name - 1, 0) < 0))
    abort ();
  return fd;
}

static mode_t
read_mode (int flags, va_list arguments)
{
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? (mode_t) va_arg (arguments, int) : 0;
}

#define DEFINE_OPEN(name)                                                                          \
  int name (const char *path, int flags, ...)                                                      \
  {                                                                                                \
    va_list arguments;                                                                             \
    mode_t mode;                                                                                   \
    int number;                                                                                    \
                                                                                                   \
    va_start (arguments, flags);                                                                   \
    mode = read_mode (flags, arguments);                                                           \
    va_end (arguments);                                                                            \
    if (asks_for_boot (path))                                                                      \
      return open_other_boot ();                                                                   \
    number = may_open (path, flags);                                                               \
    if (number != 0)                                                                               \
      return fail_with (number);                                                                   \
    return NEXT (name) (path, flags, mode);                                                        \
  }

DEFINE_OPEN (open)
DEFINE_OPEN (open64)
