/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cfl-web"

#include "config.h"

#include "cfl-call-record-private.h"

#include "cfl-byte-lock-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* The file is read and written, not mapped: a mapped one that somebody cuts off, or that the disk has
 * no room for, ends the program. Its times are those of the machine's monotonic clock, which all
 * processes share and nobody sets; times of another boot are in the future, or far in the past.
 *
 * The bytes that are locked lie behind the file's end. One guards the contents. Each open record
 * holds one of the others, its seat, for as long as it lives: a call under way whose seat is free was
 * left behind by a process that is gone. */
#define GUARD ((off_t) CFL_CALL_RECORD_GUARD)
#define SEATS 64
#define MAGIC G_GUINT64_CONSTANT (0x32304c4c41434c46)
/* Whoever holds the guard for longer is stopped or stuck: then each counts for itself. */
#define PATIENCE G_USEC_PER_SEC

typedef struct {
  guint64 magic;
  gint64 due;
} Head;

typedef struct {
  gint64 arrived; /* the latest at which it can have; 0: under way, and not known, or never used */
  gint64 seat;    /* 1 … SEATS: under way there; 0: not under way */
} Call;

typedef struct {
  Head head;
  Call calls[CFL_CALL_RECORD_CALLS];
} Contents;

/* A call that is under way here. */
typedef struct {
  guint place;
  guint index; /* among the calls of the contents */
} Mine;

/* What is known of it since, and was not written yet. */
typedef struct {
  guint place;
  gboolean ended;
  gint64 arrived;
} News;

struct _CflCallRecord {
  int fd; /* -1: in memory only */
  guint seat;
  Contents contents;
  gboolean changed;
  guint last_place;
  GArray *mine;      /* of Mine */
  GArray *news;      /* of News */
  gint64 busy_since; /* 0: not busy */
};

/* ---- the object ---- */

static guint
take_seat (int fd)
{
  for (guint seat = 1; seat <= SEATS; seat++)
    if (cfl_byte_lock_take (fd, GUARD + seat))
      return seat;
  return 0;
}

CflCallRecord *
cfl_call_record_new (void)
{
  CflCallRecord *self = g_new0 (CflCallRecord, 1);

  self->fd = -1;
  self->seat = 1;
  self->contents.head.magic = MAGIC;
  self->mine = g_array_new (FALSE, FALSE, sizeof (Mine));
  self->news = g_array_new (FALSE, FALSE, sizeof (News));
  return self;
}

/**
 * cfl_call_record_open:
 * @path: a file, which is made (0600) where there is none; foreign contents are started anew
 *
 * Returns: (transfer full): the record, NULL with an error for the log
 */
CflCallRecord *
cfl_call_record_open (const char *path, GError **error)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  guint seat = fd >= 0 ? take_seat (fd) : 0;
  CflCallRecord *self;

  if (seat == 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", path,
                   g_strerror (errno));
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  self = cfl_call_record_new ();
  self->fd = fd;
  self->seat = seat;
  return self;
}

/* Nobody would end the others' calls any more. */
static void
go_on_alone (CflCallRecord *self)
{
  close (self->fd);
  self->fd = -1;
  for (guint i = 0; i < CFL_CALL_RECORD_CALLS; i++)
    if (self->contents.calls[i].seat != self->seat)
      self->contents.calls[i].seat = 0;
}

void
cfl_call_record_free (CflCallRecord *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_array_unref (self->mine);
  g_array_unref (self->news);
  g_free (self);
}

/* ---- reading ---- */

static void
read_file (CflCallRecord *self)
{
  gssize size = pread (self->fd, &self->contents, sizeof self->contents, 0);

  if (size == sizeof self->contents && self->contents.head.magic == MAGIC)
    return;
  memset (&self->contents, 0, sizeof self->contents);
  self->contents.head.magic = MAGIC;
  self->changed = TRUE;
}

static gboolean
is_mine (CflCallRecord *self, guint index)
{
  for (guint i = 0; i < self->mine->len; i++)
    if (g_array_index (self->mine, Mine, i).index == index)
      return TRUE;
  return FALSE;
}

/* Ends what nobody will end, and forgets what cannot be. */
static void
tidy (CflCallRecord *self, gint64 now)
{
  gint8 alive[SEATS + 1] = { 0 }; /* -1 no, 1 yes, 0 not asked yet */

  for (guint i = 0; i < CFL_CALL_RECORD_CALLS; i++)
    {
      Call *call = &self->contents.calls[i];

      if (call->seat == 0 && call->arrived >= 0 && call->arrived <= now)
        continue;
      if (call->seat < 0 || call->seat > SEATS || (call->seat == 0 && call->arrived != 0))
        {
          *call = (Call){ 0, 0 };
          self->changed = TRUE;
          continue;
        }
      if (call->seat == self->seat ? is_mine (self, i) : alive[call->seat] > 0)
        continue;
      if (call->seat != self->seat && alive[call->seat] == 0)
        alive[call->seat] = cfl_byte_lock_is_free (self->fd, GUARD + call->seat) ? -1 : 1;
      if (call->seat == self->seat || alive[call->seat] < 0)
        {
          *call = (Call){ call->arrived > 0 ? MIN (call->arrived, now) : now, 0 };
          self->changed = TRUE;
        }
    }
}

static Call *
find_oldest (CflCallRecord *self, guint *index)
{
  Call *oldest = NULL;

  for (guint i = 0; i < CFL_CALL_RECORD_CALLS; i++)
    {
      Call *call = &self->contents.calls[i];

      if (call->seat == 0 && (oldest == NULL || call->arrived < oldest->arrived))
        {
          oldest = call;
          *index = i;
        }
    }
  return oldest;
}

static int
find_mine (CflCallRecord *self, guint place)
{
  for (guint i = 0; i < self->mine->len; i++)
    if (g_array_index (self->mine, Mine, i).place == place)
      return (int) i;
  return -1;
}

/* The call may have lost its place when the contents were started anew. */
static void
write_one (CflCallRecord *self, const News *news)
{
  int mine = find_mine (self, news->place);
  guint index = mine >= 0 ? g_array_index (self->mine, Mine, mine).index : 0;
  Call *call = &self->contents.calls[index];

  if (mine < 0 || call->seat != self->seat)
    call = news->ended ? find_oldest (self, &index) : NULL;
  if (call != NULL)
    *call = (Call){ MAX (news->arrived, 1), news->ended ? 0 : self->seat };
  if (mine >= 0 && news->ended)
    g_array_remove_index_fast (self->mine, (guint) mine);
  self->changed = TRUE;
}

static void
write_news (CflCallRecord *self)
{
  for (guint i = 0; i < self->news->len; i++)
    write_one (self, &g_array_index (self->news, News, i));
  g_array_set_size (self->news, 0);
}

/**
 * cfl_call_record_begin:
 *
 * Returns: TRUE; FALSE when another process is at it this moment, then try again a little later
 */
gboolean
cfl_call_record_begin (CflCallRecord *self, CflClock *clock)
{
  if (self->fd >= 0 && !cfl_byte_lock_take (self->fd, GUARD))
    {
      gint64 now = g_get_monotonic_time ();

      if (self->busy_since == 0)
        self->busy_since = now;
      if (now - self->busy_since < PATIENCE)
        return FALSE;
      g_warning ("The record of the last calls cannot be used: it stays locked");
      go_on_alone (self);
    }
  self->busy_since = 0;
  if (self->fd >= 0)
    {
      read_file (self);
      /* The time is taken under the lock, so nothing in the file can be later. */
      tidy (self, cfl_clock_get_time (clock));
    }
  write_news (self);
  return TRUE;
}

void
cfl_call_record_end (CflCallRecord *self)
{
  if (self->fd < 0)
    return;
  if (self->changed &&
      pwrite (self->fd, &self->contents, sizeof self->contents, 0) != sizeof self->contents)
    {
      g_warning ("The record of the last calls cannot be written: %s", g_strerror (errno));
      go_on_alone (self);
      return;
    }
  self->changed = FALSE;
  cfl_byte_lock_drop (self->fd, GUARD);
}

/* ---- calls ---- */

/* Returns: by which the call is known here, never 0 */
guint
cfl_call_record_start (CflCallRecord *self)
{
  Mine mine = { .place = ++self->last_place };
  Call *call = find_oldest (self, &mine.index);

  if (call != NULL)
    {
      *call = (Call){ 0, self->seat };
      g_array_append_val (self->mine, mine);
      self->changed = TRUE;
    }
  return mine.place;
}

/**
 * cfl_call_record_note:
 * @place: what cfl_call_record_start() returned
 * @arrived: the latest time at which the call can have reached the service
 * @ended: whether it is over
 *
 * Written with the next cfl_call_record_begin().
 */
void
cfl_call_record_note (CflCallRecord *self, guint place, gint64 arrived, gboolean ended)
{
  News news = { place, ended, arrived };

  g_array_append_val (self->news, news);
}

gboolean
cfl_call_record_has_news (CflCallRecord *self)
{
  return self->news->len > 0;
}

/* Everybody's. */
guint
cfl_call_record_get_under_way (CflCallRecord *self)
{
  guint count = 0;

  for (guint i = 0; i < CFL_CALL_RECORD_CALLS; i++)
    count += self->contents.calls[i].seat != 0;
  return count;
}

/**
 * cfl_call_record_list:
 * @since: what arrived at or before this time does not matter
 * @arrivals: %CFL_CALL_RECORD_CALLS places
 *
 * Returns: how many calls may have arrived after that time. @arrivals has their times, in no order;
 *   G_MAXINT64 stands for one of which it is not known yet
 */
guint
cfl_call_record_list (CflCallRecord *self, gint64 since, gint64 *arrivals)
{
  guint count = 0;

  for (guint i = 0; i < CFL_CALL_RECORD_CALLS; i++)
    {
      const Call *call = &self->contents.calls[i];

      if (call->seat != 0 && call->arrived == 0)
        arrivals[count++] = G_MAXINT64;
      else if (call->arrived > 0 && call->arrived > since)
        arrivals[count++] = call->arrived;
    }
  return count;
}

/* When the next call would go out if all were spread evenly; 0 when none ever went. */
gint64
cfl_call_record_get_due (CflCallRecord *self)
{
  return self->contents.head.due;
}

void
cfl_call_record_set_due (CflCallRecord *self, gint64 due)
{
  self->contents.head.due = due;
  self->changed = TRUE;
}
