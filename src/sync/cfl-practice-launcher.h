/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CflPracticeServices:
 *
 * What the practice server says of itself. Its keys are no secrets: everybody's server has them.
 */
typedef struct {
  char *intuit_url;
  char *quickbooks_url;
  char *cin7_url;
  char *client_id;
  char *client_secret;
  char *realm_id;
  char *cin7_user;
  char *cin7_key;
  char *time_zone; /* of its Cin7 account */
} CflPracticeServices;

/**
 * CflPracticeLauncher:
 *
 * The practice server of one practice company: a program of its own that keeps its ledger in the
 * company's folder and ends by itself when nobody talks to it for a while. So it is asked for
 * before each operation, and started again when it is gone; its addresses may then be others.
 */
#define CFL_TYPE_PRACTICE_LAUNCHER (cfl_practice_launcher_get_type ())
G_DECLARE_FINAL_TYPE (CflPracticeLauncher, cfl_practice_launcher, CFL, PRACTICE_LAUNCHER, GObject)

CflPracticeLauncher *cfl_practice_launcher_new (const char *folder);
void cfl_practice_launcher_ensure_async (CflPracticeLauncher *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* (transfer none): valid until the next call */
const CflPracticeServices *cfl_practice_launcher_ensure_finish (CflPracticeLauncher *self,
                                                                GAsyncResult *result,
                                                                GError **error);

G_END_DECLS
