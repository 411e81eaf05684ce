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
  CFL_PRACTICE_TROUBLE_CUT_IN_BATCH, /* value: items that were committed before, 0: half of them */
  CFL_PRACTICE_TROUBLE_CUT_BODY,  /* committed; the connection breaks inside the body */
  CFL_PRACTICE_TROUBLE_TRUNCATED, /* committed; half the JSON as a whole answer */
  CFL_PRACTICE_TROUBLE_EMPTY,     /* committed; 200 and nothing in it */
  CFL_PRACTICE_TROUBLE_STATUS_AFTER_COMMIT, /* value: the HTTP status */
  CFL_PRACTICE_TROUBLE_FAULT,               /* value: its code */
  CFL_PRACTICE_TROUBLE_FAULT_IN_200,        /* value: its code */
  CFL_PRACTICE_TROUBLE_FAULT_AFTER_COMMIT,  /* value: its code */
  CFL_PRACTICE_TROUBLE_FAULT_IN_200_AFTER_COMMIT,
  CFL_PRACTICE_TROUBLE_EXPIRED,
  CFL_PRACTICE_TROUBLE_HTML,       /* a page instead of an answer; value: the HTTP status */
  CFL_PRACTICE_TROUBLE_FORGET_IDS, /* the ids of earlier requests are not known any more */
  CFL_PRACTICE_TROUBLE_DROP_LINKS, /* links to purchase orders are left out in silence */
  CFL_PRACTICE_TROUBLE_SIGN_IN,    /* value: CFL_PRACTICE_INVALID_… */
  CFL_PRACTICE_TROUBLE_ITEM_MISSING, /* committed; a batch's answer lacks its last item */
  CFL_PRACTICE_TROUBLE_ITEM_DOUBLED, /* committed; it has its first item twice */
  CFL_PRACTICE_TROUBLE_ITEM_FOREIGN  /* committed; it has an item that nobody sent */
} CflPracticeTroubleKind;

/* What the token endpoint refuses with. */
enum { CFL_PRACTICE_INVALID_GRANT, CFL_PRACTICE_INVALID_CLIENT };

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
/* The names of all kinds and all forms: lists of texts. */
CflNode *cfl_practice_dial_list_kinds (void);
CflNode *cfl_practice_dial_list_forms (void);
/* The trouble that this call is to have, and the form of its answer. */
CflPracticeTrouble cfl_practice_dial_draw (CflPracticeDial *dial,
                                           const char *endpoint,
                                           CflPracticeForms *forms);

/* cfl-practice-trouble.c: before the service sees the call, TRUE when it has been answered instead; and
 * after it has done its work. */
gboolean cfl_practice_trouble_answer (CflPracticeCall *call, CflPracticeTrouble trouble);
void cfl_practice_trouble_spoil (CflPracticeCall *call, CflPracticeTrouble trouble);

G_END_DECLS
