/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint cfl_name_likeness (const char *a, const char *b);

G_END_DECLS
