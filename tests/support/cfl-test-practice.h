/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CflTestPractice:
 *
 * The built practice program in a process of its own, with what it said of itself on starting. It is
 * stopped when freed.
 */
typedef struct _CflTestPractice CflTestPractice;

/* arguments: of the program, NULL-terminated; NULL for none */
CflTestPractice *cfl_test_practice_new (const char *const *arguments);
void cfl_test_practice_free (CflTestPractice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflTestPractice, cfl_test_practice_free)

/* A member of the start line: "quickbooks_url", "realm_id", ... */
const char *cfl_test_practice_get (CflTestPractice *self, const char *name);

G_END_DECLS
