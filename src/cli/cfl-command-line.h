/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The whole of counterfoil-cli: gives the exit status. */
int cfl_command_line_run (int argc, char **argv);

G_END_DECLS
