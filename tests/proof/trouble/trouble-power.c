/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A power cut takes away what was written and not yet forced to the disk: all of it, some of it, the end
 * of it, or half a piece of it. COUNTERFOIL_TROUBLE_POWER is the seed that chooses; without it a
 * killed program leaves everything behind that it had written. */

#define _GNU_SOURCE

#include "trouble.h"

#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Piece {
  struct Piece *earlier;
  File file;
  int fd; /* of our own, since the program may close its */
  off_t place;
  size_t length;
  size_t old_length; /* shorter where the file grew */
  bool grew;
  unsigned char *bytes; /* the new ones, then the old ones */
} Piece;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static Piece *last;

static const char *
read_seed (void)
{
  static const char *seed;

  if (seed == NULL)
    seed = getenv ("COUNTERFOIL_TROUBLE_POWER");
  return seed;
}

/* ---- what is not on the disk yet ---- */

void
power_keep (File file, int fd, const void *bytes, size_t length, off_t place)
{
  Piece *piece;
  ssize_t old;

  if ((file != FILE_DATABASE && file != FILE_JOURNAL) || read_seed () == NULL)
    return;
  piece = malloc (sizeof *piece);
  *piece = (Piece){ .file = file, .fd = dup (fd), .place = place, .length = length };
  piece->bytes = malloc (2 * length + 1);
  memcpy (piece->bytes, bytes, length);
  old = NEXT (pread64) (fd, piece->bytes + length, length, place);
  piece->old_length = old > 0 ? (size_t) old : 0;
  piece->grew = piece->old_length < length;
  pthread_mutex_lock (&mutex);
  piece->earlier = last;
  last = piece;
  pthread_mutex_unlock (&mutex);
}

static void
piece_free (Piece *piece)
{
  close (piece->fd);
  free (piece->bytes);
  free (piece);
}

void
power_synced (File file)
{
  pthread_mutex_lock (&mutex);
  for (Piece **link = &last; *link != NULL;)
    if ((*link)->file == file)
      {
        Piece *piece = *link;

        *link = piece->earlier;
        piece_free (piece);
      }
    else
      link = &(*link)->earlier;
  pthread_mutex_unlock (&mutex);
}

/* ---- the cut ---- */

static uint32_t
draw (uint32_t *state)
{
  *state ^= *state << 13;
  *state ^= *state >> 17;
  *state ^= *state << 5;
  return *state;
}

static void
write_piece (const Piece *piece, const unsigned char *bytes, size_t length)
{
  if (length > 0 && NEXT (pwrite64) (piece->fd, bytes, length, piece->place) != (ssize_t) length)
    abort ();
}

static void
take_back (const Piece *piece)
{
  write_piece (piece, piece->bytes + piece->length, piece->old_length);
  if (piece->grew && NEXT (ftruncate) (piece->fd, piece->place + (off_t) piece->old_length) != 0)
    abort ();
}

static Piece *
turn_around (Piece *piece)
{
  Piece *first = NULL;

  while (piece != NULL)
    {
      Piece *earlier = piece->earlier;

      piece->earlier = first;
      first = piece;
      piece = earlier;
    }
  return first;
}

/* In the order in which they were written, some come back. */
void
power_cut (void)
{
  enum { NOTHING, EVERYTHING, BEGINNING, ANYTHING, N_CHOICES } choice;
  uint32_t state;
  bool goes_on = true;

  if (read_seed () == NULL)
    return;
  state = (uint32_t) strtoul (read_seed (), NULL, 10) * 2654435761u + 1;
  for (int i = 0; i < 8; i++)
    draw (&state);
  pthread_mutex_lock (&mutex);
  for (Piece *piece = last; piece != NULL; piece = piece->earlier)
    take_back (piece);
  choice = draw (&state) % N_CHOICES;
  for (Piece *piece = turn_around (last); piece != NULL; piece = piece->earlier)
    {
      bool is_kept = choice == EVERYTHING ||
                     (choice == BEGINNING ? goes_on && draw (&state) % 4 != 0
                                          : choice == ANYTHING && draw (&state) % 2 == 0);

      if (is_kept)
        write_piece (piece, piece->bytes, piece->length);
      else if (choice >= BEGINNING && goes_on)
        write_piece (piece, piece->bytes, draw (&state) % piece->length);
      goes_on = goes_on && (choice == ANYTHING || is_kept);
    }
}
