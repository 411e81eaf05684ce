/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* Locks on single bytes of an open file (F_OFD_SETLK). They belong to the open file, not to a process,
 * and end with it, however it ends. Nobody waits for one. */
gboolean cfl_byte_lock_take (int fd, off_t byte);
void cfl_byte_lock_drop (int fd, off_t byte);
gboolean cfl_byte_lock_is_free (int fd, off_t byte);

G_END_DECLS
