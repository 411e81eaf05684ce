/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdbool.h>
#include <sys/types.h>

/* What a program does that a test may want to disturb, each with a name in trouble.c. */
typedef enum {
  THING_NONE,
  THING_LOCK,             /* the right to upload is taken */
  THING_JOURNAL,          /* a piece of the database's log is written */
  THING_COMMIT,           /* and forced to the disk */
  THING_CHECKPOINT,       /* a page of the database itself is written */
  THING_CHECKPOINT_SYNC,  /* and forced to the disk */
  THING_CLOSE,            /* the log is removed */
  THING_PACE,             /* the record of the last calls is written */
  THING_TOKENS,           /* the keyring's file is replaced */
  THING_SPACE,            /* anything is written that wants room on the disk */
  THING_WRITABLE,         /* one of the database's files is opened for writing */
  THING_READ,             /* a page of the database is read */
  THING_SEND_DOCUMENT,    /* bytes of a request that writes */
  THING_ANSWER_DOCUMENT,
  THING_SEND_LOOK_UP,     /* of one that only asks */
  THING_ANSWER_LOOK_UP,
  THING_SEND_REFRESH,     /* of one that wants a new token */
  THING_ANSWER_REFRESH,
  THING_ANY,              /* whatever of these comes */
  N_THINGS
} Thing;

typedef enum { BEFORE, MID, AFTER, N_MOMENTS } Moment;

typedef enum {
  FILE_OTHER,
  FILE_DATABASE,
  FILE_JOURNAL,
  FILE_INDEX,
  FILE_LOCK,
  FILE_PACE,
  N_FILES
} File;

/* The function that this library stands in front of. */
#define NEXT(name)                                     \
  (__extension__ ({                                    \
    static __typeof__ (&name) next_;                   \
    if (next_ == NULL)                                 \
      next_ = (__typeof__ (next_)) find_next (#name);  \
    next_;                                             \
  }))

/* trouble.c */
void *find_next (const char *name);
/* Counts the moment, and does what the plan says of it: the program may end here. Returns 0, or the
 * errno that the call has to fail with. */
int   reach (Thing thing, Moment moment);
/* Whether the coming one is to be done by half. Then comes strike(). */
bool  reach_mid (Thing thing);
/* What was planned for half-way. Returns 0 or an errno, as reach(). */
int   strike (void);
/* In seconds, of the clock on the wall and of the one that counts since the boot. */
long  get_wall_offset (void);
long  get_steady_offset (void);
bool  is_other_boot (void);

/* trouble-files.c */
/* A file of the company; NULL path: not in the folder that is watched. */
File  classify (const char *path);

/* trouble-power.c: what a power cut may take away again */
void  power_keep (File file, int fd, const void *bytes, size_t length, off_t offset);
void  power_synced (File file);
void  power_cut (void);
