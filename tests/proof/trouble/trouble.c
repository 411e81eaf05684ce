/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Stands between a program and the system (LD_PRELOAD), and makes trouble at an exact moment. The
 * program knows nothing of it. COUNTERFOIL_TROUBLE is a list of
 *
 *   ACT@MOMENT-THING#N    the Nth time that MOMENT (before, mid, after) of THING comes
 *   ACT@MOMENT-THING#N+   and from then on
 *
 * where ACT is kill, kill~MICROSECONDS (that much later), stop (until SIGCONT), fail=ERRNO,
 * jump=SECONDS (the clock on the wall is set), pass=SECONDS (time goes by), or boot (the machine seems
 * to have been started again). Only files below COUNTERFOIL_TROUBLE_FOLDER are looked at. At the end
 * COUNTERFOIL_TROUBLE_LOG says what was done, and how often each moment came.
 *
 * Plain C, no GLib: it is in the program before anything else is. */

#define _GNU_SOURCE

#include "trouble.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAX_ACTS 8

typedef enum { ACT_KILL, ACT_STOP, ACT_FAIL, ACT_JUMP, ACT_PASS, ACT_BOOT } Kind;

typedef struct {
  Kind kind;
  long value; /* microseconds, errno, seconds */
  Thing thing;
  Moment moment;
  unsigned at;
  bool stays;
} Act;

static const char *const thing_names[N_THINGS] = {
  [THING_NONE] = "nothing",
  [THING_LOCK] = "lock",
  [THING_JOURNAL] = "journal",
  [THING_COMMIT] = "commit",
  [THING_CHECKPOINT] = "checkpoint",
  [THING_CHECKPOINT_SYNC] = "checkpoint-sync",
  [THING_CLOSE] = "close",
  [THING_PACE] = "pace",
  [THING_TOKENS] = "tokens",
  [THING_SPACE] = "space",
  [THING_WRITABLE] = "writable",
  [THING_READ] = "read",
  [THING_SEND_DOCUMENT] = "send-document",
  [THING_ANSWER_DOCUMENT] = "answer-document",
  [THING_SEND_LOOK_UP] = "send-look-up",
  [THING_ANSWER_LOOK_UP] = "answer-look-up",
  [THING_SEND_REFRESH] = "send-refresh",
  [THING_ANSWER_REFRESH] = "answer-refresh",
  [THING_ANY] = "any",
};
static const char *const moment_names[N_MOMENTS] = { "before", "mid", "after" };
static const struct {
  const char *name;
  int number;
} errno_names[] = {
  { "ENOSPC", ENOSPC }, { "EIO", EIO }, { "EROFS", EROFS }, { "EACCES", EACCES }
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static Act acts[MAX_ACTS];
static unsigned n_acts;
static unsigned counts[N_THINGS][N_MOMENTS];
static __thread const Act *half; /* what strike() is to do */
static long wall_offset;
static long steady_offset;
static bool is_booted;
static bool is_over;

void *
find_next (const char *name)
{
  void *next = dlsym (RTLD_NEXT, name);

  if (next == NULL)
    abort ();
  return next;
}

long
get_wall_offset (void)
{
  return __atomic_load_n (&wall_offset, __ATOMIC_RELAXED);
}

long
get_steady_offset (void)
{
  return __atomic_load_n (&steady_offset, __ATOMIC_RELAXED);
}

bool
is_other_boot (void)
{
  return __atomic_load_n (&is_booted, __ATOMIC_RELAXED);
}

/* ---- the plan ---- */

static bool
is_prefix (const char *prefix, const char **text)
{
  size_t length = strlen (prefix);

  if (strncmp (*text, prefix, length) != 0)
    return false;
  *text += length;
  return true;
}

static int
read_errno (const char **text)
{
  for (size_t i = 0; i < sizeof errno_names / sizeof *errno_names; i++)
    if (is_prefix (errno_names[i].name, text))
      return errno_names[i].number;
  return 0;
}

static bool
read_plain_kind (Act *act, const char **text)
{
  if (is_prefix ("kill", text))
    act->kind = ACT_KILL;
  else if (is_prefix ("stop", text))
    act->kind = ACT_STOP;
  else if (is_prefix ("boot", text))
    act->kind = ACT_BOOT;
  else if (is_prefix ("fail=", text))
    {
      act->kind = ACT_FAIL;
      act->value = read_errno (text);
      return act->value != 0;
    }
  else
    return false;
  return true;
}

static bool
read_kind (Act *act, const char **text)
{
  char *end = NULL;

  act->value = 0;
  if (is_prefix ("kill~", text))
    act->kind = ACT_KILL;
  else if (is_prefix ("jump=", text))
    act->kind = ACT_JUMP;
  else if (is_prefix ("pass=", text))
    act->kind = ACT_PASS;
  else
    return read_plain_kind (act, text);
  act->value = strtol (*text, &end, 10);
  *text = end;
  return true;
}

static bool
read_point (Act *act, const char **text)
{
  for (act->moment = 0; act->moment < N_MOMENTS; act->moment++)
    if (is_prefix (moment_names[act->moment], text))
      break;
  if (act->moment == N_MOMENTS || !is_prefix ("-", text))
    return false;
  for (act->thing = 0; act->thing < N_THINGS; act->thing++)
    {
      const char *rest = *text;

      if (is_prefix (thing_names[act->thing], &rest) && *rest == '#')
        {
          *text = rest + 1;
          return true;
        }
    }
  return false;
}

static bool
read_act (Act *act, const char **text)
{
  char *end = NULL;

  if (!read_kind (act, text) || !is_prefix ("@", text) || !read_point (act, text))
    return false;
  act->at = (unsigned) strtoul (*text, &end, 10);
  *text = end;
  act->stays = is_prefix ("+", text);
  return act->at > 0 && (**text == '\0' || **text == ' ');
}

static void __attribute__ ((constructor)) begin (void)
{
  const char *text = getenv ("COUNTERFOIL_TROUBLE");

  while (text != NULL && *text != '\0')
    {
      if (n_acts == MAX_ACTS || !read_act (&acts[n_acts], &text))
        {
          fprintf (stderr, "trouble: cannot read \"%s\"\n", text);
          _exit (99);
        }
      n_acts++;
      while (*text == ' ')
        text++;
    }
}

/* ---- the report ---- */

static void
report (const char *what)
{
  const char *path = getenv ("COUNTERFOIL_TROUBLE_LOG");
  char text[4096];
  size_t length = 0;
  long fd;

  if (path == NULL)
    return;
  length += (size_t) snprintf (text, sizeof text, "%s\n", what);
  for (Thing thing = 0; thing < N_THINGS; thing++)
    for (Moment moment = 0; moment < N_MOMENTS; moment++)
      if (counts[thing][moment] > 0 && length < sizeof text - 64)
        length +=
            (size_t) snprintf (text + length, sizeof text - length, "%s-%s %u\n",
                               moment_names[moment], thing_names[thing], counts[thing][moment]);
  fd = syscall (SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  syscall (SYS_write, fd, text, length);
  syscall (SYS_close, fd);
}

static void __attribute__ ((destructor)) end (void)
{
  pthread_mutex_lock (&mutex);
  if (!is_over)
    report ("ended");
  is_over = true;
  pthread_mutex_unlock (&mutex);
}

/* ---- the acts ---- */

/* With the mutex held, and never given back: what the other threads still want to do to the files of
 * the company waits for it. */
static void
die (const Act *act)
{
  char what[64];

  snprintf (what, sizeof what, "killed %s-%s %u", moment_names[act->moment],
            thing_names[act->thing], act->at);
  is_over = true;
  report (what);
  power_cut ();
  for (;;)
    kill (getpid (), SIGKILL);
}

static void *
die_later (void *data)
{
  const Act *act = data;

  usleep ((useconds_t) act->value);
  pthread_mutex_lock (&mutex);
  if (!is_over)
    die (act);
  pthread_mutex_unlock (&mutex);
  return NULL;
}

static int
perform (const Act *act)
{
  pthread_t thread;

  switch (act->kind)
    {
    case ACT_KILL:
      if (act->value == 0)
        die (act);
      pthread_create (&thread, NULL, die_later, (void *) act);
      pthread_detach (thread);
      break;
    case ACT_STOP:
      /* Here and now, and with this thread all the others. */
      syscall (SYS_tgkill, getpid (), gettid (), SIGSTOP);
      break;
    case ACT_FAIL:
      return (int) act->value;
    case ACT_PASS:
      __atomic_add_fetch (&steady_offset, act->value, __ATOMIC_RELAXED);
      __atomic_add_fetch (&wall_offset, act->value, __ATOMIC_RELAXED);
      break;
    case ACT_JUMP:
      __atomic_add_fetch (&wall_offset, act->value, __ATOMIC_RELAXED);
      break;
    case ACT_BOOT:
      __atomic_store_n (&is_booted, true, __ATOMIC_RELAXED);
      break;
    }
  return 0;
}

static bool
is_due (const Act *act, Thing thing, Moment moment, unsigned count)
{
  return act->thing == thing && act->moment == moment &&
         (act->stays ? count >= act->at : count == act->at);
}

/* Counts, and does all that is planned for this time. Returns 0 or an errno. */
static int
come_to (Thing thing, Moment moment)
{
  unsigned count = ++counts[thing][moment];
  int failure = 0;

  for (unsigned i = 0; i < n_acts && failure == 0; i++)
    if (is_due (&acts[i], thing, moment, count))
      failure = perform (&acts[i]);
  return failure;
}

int
reach (Thing thing, Moment moment)
{
  int saved = errno;
  int failure;

  if (thing == THING_NONE)
    return 0;
  pthread_mutex_lock (&mutex);
  failure = come_to (thing, moment);
  if (failure == 0)
    failure = come_to (THING_ANY, BEFORE);
  pthread_mutex_unlock (&mutex);
  errno = saved;
  return failure;
}

static const Act *
find_due (Thing thing, Moment moment)
{
  unsigned count = ++counts[thing][moment];

  for (unsigned i = 0; i < n_acts; i++)
    if (is_due (&acts[i], thing, moment, count))
      return &acts[i];
  return NULL;
}

bool
reach_mid (Thing thing)
{
  bool is_meant;

  if (thing == THING_NONE)
    return false;
  pthread_mutex_lock (&mutex);
  half = find_due (thing, MID);
  is_meant = half != NULL;
  pthread_mutex_unlock (&mutex);
  return is_meant;
}

int
strike (void)
{
  int failure;

  pthread_mutex_lock (&mutex);
  failure = half != NULL ? perform (half) : 0;
  half = NULL;
  pthread_mutex_unlock (&mutex);
  return failure;
}
