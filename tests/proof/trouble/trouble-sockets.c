/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What goes over the line: which request it is, when its first and its last byte leave, and when its
 * answer comes. */

#define _GNU_SOURCE

#include "trouble.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/uio.h>

#define MAX_LINES 1024

typedef struct {
  Thing send;
  Thing answer;
  size_t left;     /* of the body, still to be sent */
  bool is_awaited; /* the request is out, its answer is not all here */
} Line;

static Line lines[MAX_LINES];

static Line *
find_line (int fd)
{
  struct sockaddr_storage address;
  socklen_t length = sizeof address;

  if (fd < 0 || fd >= MAX_LINES || getsockname (fd, (struct sockaddr *) &address, &length) != 0 ||
      (address.ss_family != AF_INET && address.ss_family != AF_INET6))
    return NULL;
  return &lines[fd];
}

/* ---- requests ---- */

static bool
is_within (const char *text, const void *bytes, size_t length)
{
  return memmem (bytes, length, text, strlen (text)) != NULL;
}

static bool
writes_documents (const void *bytes, size_t length)
{
  return is_within ("/bill?", bytes, length) || is_within ("/purchaseorder?", bytes, length) ||
         is_within ("/batch?", bytes, length);
}

static size_t
read_length (const char *bytes, size_t length)
{
  static const char name[] = "content-length:";
  const size_t name_length = sizeof name - 1;

  for (size_t i = 0; i + name_length < length; i++)
    if (strncasecmp (bytes + i, name, name_length) == 0)
      return strtoul (bytes + i + name_length, NULL, 10);
  return 0;
}

static void
begin_request (Line *line, const char *bytes, size_t length)
{
  const char *end = memchr (bytes, '\r', length);
  const char *body = memmem (bytes, length, "\r\n\r\n", 4);
  size_t first = end != NULL ? (size_t) (end - bytes) : length;
  bool is_post = length > 5 && memcmp (bytes, "POST ", 5) == 0;

  line->send = line->answer = THING_NONE;
  if (is_post && writes_documents (bytes, first))
    {
      line->send = THING_SEND_DOCUMENT;
      line->answer = THING_ANSWER_DOCUMENT;
    }
  else if (is_within ("/query?", bytes, first))
    {
      line->send = THING_SEND_LOOK_UP;
      line->answer = THING_ANSWER_LOOK_UP;
    }
  else if (is_post && is_within ("/tokens/", bytes, first))
    {
      line->send = THING_SEND_REFRESH;
      line->answer = THING_ANSWER_REFRESH;
    }
  line->left = (body != NULL ? (size_t) (body + 4 - bytes) : length) + read_length (bytes, length);
  line->is_awaited = false;
}

static ssize_t
send_half (int fd, const void *bytes, size_t length, int flags)
{
  ssize_t sent = NEXT (send) (fd, bytes, length / 2 + 1, flags);
  int number = strike ();

  if (number == 0)
    return sent;
  errno = number;
  return -1;
}

/* Before is before the first byte, mid in the midst of any piece, after when the last one is out. */
static ssize_t
send_on (Line *line, int fd, const char *bytes, size_t length, int flags)
{
  ssize_t sent;

  if (line->left == 0)
    {
      begin_request (line, bytes, length);
      reach (line->send, BEFORE);
    }
  if (reach_mid (line->send))
    return send_half (fd, bytes, length, flags);
  sent = NEXT (send) (fd, bytes, length, flags);
  if (sent <= 0)
    return sent;
  line->left -= (size_t) sent < line->left ? (size_t) sent : line->left;
  if (line->left == 0)
    {
      line->is_awaited = true;
      reach (line->send, AFTER);
    }
  return sent;
}

ssize_t
send (int fd, const void *bytes, size_t length, int flags)
{
  Line *line = find_line (fd);

  return line != NULL ? send_on (line, fd, bytes, length, flags)
                      : NEXT (send) (fd, bytes, length, flags);
}

ssize_t
sendmsg (int fd, const struct msghdr *message, int flags)
{
  Line *line = find_line (fd);
  size_t length = 0;
  ssize_t sent;
  char *bytes;

  if (line == NULL || message->msg_controllen > 0)
    return NEXT (sendmsg) (fd, message, flags);
  for (size_t i = 0; i < message->msg_iovlen; i++)
    length += message->msg_iov[i].iov_len;
  bytes = malloc (length + 1);
  length = 0;
  for (size_t i = 0; i < message->msg_iovlen; i++)
    {
      memcpy (bytes + length, message->msg_iov[i].iov_base, message->msg_iov[i].iov_len);
      length += message->msg_iov[i].iov_len;
    }
  sent = send_on (line, fd, bytes, length, flags);
  free (bytes);
  return sent;
}

/* ---- answers ---- */

static ssize_t
receive_half (int fd, void *bytes, size_t waiting, int flags)
{
  ssize_t received = NEXT (recv) (fd, bytes, waiting / 2 + 1, flags);

  strike ();
  return received;
}

ssize_t
recv (int fd, void *bytes, size_t length, int flags)
{
  Line *line = find_line (fd);
  ssize_t received;
  ssize_t waiting;

  if (line == NULL || !line->is_awaited || line->answer == THING_NONE || length < 2 ||
      (flags & MSG_PEEK) != 0)
    return NEXT (recv) (fd, bytes, length, flags);
  waiting = NEXT (recv) (fd, bytes, length, flags | MSG_PEEK);
  if (waiting <= 0)
    return waiting;
  reach (line->answer, BEFORE);
  if (reach_mid (line->answer))
    return receive_half (fd, bytes, (size_t) waiting, flags);
  received = NEXT (recv) (fd, bytes, length, flags);
  reach (line->answer, AFTER);
  return received;
}
