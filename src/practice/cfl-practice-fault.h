/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-practice-private.h"

G_BEGIN_DECLS

/* A refusal of QuickBooks; code 0 means that nothing was refused. */
typedef struct {
  guint code;
  char *element;
  char *detail;
} CflPracticeFault;

void cfl_practice_fault_clear (CflPracticeFault *fault);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CflPracticeFault, cfl_practice_fault_clear)

/* Each returns FALSE, so that a check can end with it. */
gboolean cfl_practice_fault_set (CflPracticeFault *fault,
                                 guint code,
                                 const char *element,
                                 const char *format,
                                 ...) G_GNUC_PRINTF (4, 5);
CflNode *cfl_practice_fault_to_node (const CflPracticeFault *fault, gboolean is_localised);
char *cfl_practice_time_text (gint64 now, gboolean with_milliseconds);

void cfl_practice_answer_fault (CflPracticeCall *call, const CflPracticeFault *fault);
void cfl_practice_answer_gateway (CflPracticeCall *call,
                                  guint status,
                                  guint code,
                                  const char *message,
                                  const char *detail,
                                  const char *type);
void cfl_practice_answer_throttled (CflPracticeCall *call, gboolean as_xml);

G_END_DECLS
