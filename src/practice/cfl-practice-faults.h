/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-practice-private.h"

G_BEGIN_DECLS

typedef enum {
  CFL_PRACTICE_TROUBLE_NONE,
  CFL_PRACTICE_TROUBLE_STATUS,      /* value: the HTTP status */
  CFL_PRACTICE_TROUBLE_RETRY_AFTER, /* 429 with Retry-After; value: seconds */
  CFL_PRACTICE_TROUBLE_DELAY,       /* value: milliseconds before the call is looked at */
  CFL_PRACTICE_TROUBLE_SLOW,        /* value: milliseconds between commit and answer */
  CFL_PRACTICE_TROUBLE_CUT_BEFORE_COMMIT,
  CFL_PRACTICE_TROUBLE_CUT_AFTER_COMMIT,
  CFL_PRACTICE_TROUBLE_CUT_BODY,  /* committed; the connection breaks inside the body */
  CFL_PRACTICE_TROUBLE_TRUNCATED, /* committed; half the JSON as a whole answer */
  CFL_PRACTICE_TROUBLE_EMPTY,     /* committed; 200 and nothing in it */
  CFL_PRACTICE_TROUBLE_FAULT_IN_200,
  CFL_PRACTICE_TROUBLE_DUPLICATE_ID, /* code 600 */
  CFL_PRACTICE_TROUBLE_EXPIRED,
  CFL_PRACTICE_TROUBLE_HTML, /* 200 with a page of HTML */
  CFL_PRACTICE_TROUBLE_LOCALISED
} CflPracticeTroubleKind;

typedef struct {
  CflPracticeTroubleKind kind;
  guint value;
} CflPracticeTrouble;

CflPracticeDial *cfl_practice_dial_new (guint seed);
void cfl_practice_dial_free (CflPracticeDial *dial);
gboolean cfl_practice_dial_set (CflPracticeDial *dial,
                                const char *const *specifications,
                                GError **error);
CflNode *cfl_practice_dial_describe (CflPracticeDial *dial);
/* The trouble that this call is to have. */
CflPracticeTrouble cfl_practice_dial_draw (CflPracticeDial *dial, const char *endpoint);

/* Troubles that answer instead of the service; FALSE for all others. */
gboolean cfl_practice_trouble_answer (CflPracticeCall *call, CflPracticeTrouble trouble);

G_END_DECLS
