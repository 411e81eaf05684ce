/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Instead of an answer: the connection is closed before the first byte, or within the body. */
#define CFL_TEST_CUT_BEFORE 1
#define CFL_TEST_CUT_BODY 2

/**
 * CflTestServer:
 *
 * A service played from a script: each request must be the next one expected, and gets the answer
 * that was laid down for it. An unexpected request ends the test; cfl_test_server_free() does so for
 * a missing one.
 */
typedef struct _CflTestServer CflTestServer;

typedef struct {
  char *line;          /* "POST /v3/company/1/bill?requestid=…", unescaped */
  char *authorization; /* "" when there was none */
  char *body;
} CflTestRequest;

CflTestServer *cfl_test_server_new (void);
void cfl_test_server_free (CflTestServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflTestServer, cfl_test_server_free)

/* "http://127.0.0.1:PORT" */
const char *cfl_test_server_get_address (CflTestServer *self);
/* expected: what the request's line must begin with; header: "Name: value" or NULL. */
void cfl_test_server_expect (
    CflTestServer *self, const char *expected, guint status, const char *header, const char *body);
guint cfl_test_server_get_count (CflTestServer *self);
const CflTestRequest *cfl_test_server_get_request (CflTestServer *self, guint index);

G_END_DECLS
