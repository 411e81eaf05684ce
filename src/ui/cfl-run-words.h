/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-attempt.h"

G_BEGIN_DECLS

/* What came of a run, in a line or two: "41 of 43 bills uploaded. 2 need you." Nothing that is open is
 * left out. "" for a run in which there was nothing to do. */
char *cfl_run_to_sentence (const CflRun *run) G_GNUC_WARN_UNUSED_RESULT;
/* "2 of 43 supplier invoices were not uploaded" */
char *cfl_run_to_failure_title (const CflRun *run) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
