/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cfl-practice-node.h"
#include "cfl-practice-server.h"
#include "cfl-test.h"

G_BEGIN_DECLS

/* A practice server in this process, and a client that talks to it over real HTTP. */
typedef struct _CflHarness CflHarness;

typedef struct {
  guint status;  /* 0: the connection broke */
  char *text;    /* NULL then */
  CflNode *node; /* NULL when the text is no JSON */
} CflHarnessAnswer;

void cfl_harness_answer_free (CflHarnessAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflHarnessAnswer, cfl_harness_answer_free)

CflHarness *cfl_harness_new (const CflPracticeOptions *options);
void cfl_harness_free (CflHarness *harness);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflHarness, cfl_harness_free)

/* A member of the server's start line. */
const char *cfl_harness_get (CflHarness *harness, const char *name);
/* With exactly these headers: "Name: value" each, then NULL. */
CflHarnessAnswer *cfl_harness_call (CflHarness *harness,
                                    const char *method,
                                    const char *path,
                                    const char *body,
                                    ...) G_GNUC_NULL_TERMINATED;
/* A header of the last answer, or NULL. */
const char *cfl_harness_last_header (CflHarness *harness, const char *name);

/* The whole sign-in; the tokens are used by the calls below. */
void cfl_harness_sign_in (CflHarness *harness);
const char *cfl_harness_get_refresh_token (CflHarness *harness);
char *cfl_harness_get_code (CflHarness *harness);
CflHarnessAnswer *cfl_harness_token (CflHarness *harness, const char *secret, const char *form);
CflHarnessAnswer *cfl_harness_quickbooks (CflHarness *harness,
                                          const char *method,
                                          const char *path,
                                          const char *body);
CflHarnessAnswer *cfl_harness_query (CflHarness *harness, const char *statement);
CflHarnessAnswer *cfl_harness_cin7 (CflHarness *harness, const char *path);
CflHarnessAnswer *cfl_harness_control (CflHarness *harness,
                                       const char *method,
                                       const char *name,
                                       const char *body);

/* The code of the first error in a Fault, or NULL. */
const char *cfl_harness_fault (CflHarnessAnswer *answer);
/* A bill for Aurora Textiles over one line of this amount. */
char *cfl_harness_bill (CflHarness *harness, const char *number, const char *amount);

G_END_DECLS
