/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cfl-sync-service.h"

G_BEGIN_DECLS

/* A vendor that may be the supplier: its name, the reasons for and against as chips, a score, and
 * the button that links. Emits "link". */
#define CFL_TYPE_CANDIDATE_ROW (cfl_candidate_row_get_type ())
G_DECLARE_FINAL_TYPE (CflCandidateRow, cfl_candidate_row, CFL, CANDIDATE_ROW, GtkListBoxRow)

GtkWidget *cfl_candidate_row_new (const CflCandidate *candidate, const char *currency, gboolean linked);
/* (transfer none) */
const CflCandidate *cfl_candidate_row_get_candidate (CflCandidateRow *self);
void cfl_candidate_row_link (CflCandidateRow *self);

G_END_DECLS
