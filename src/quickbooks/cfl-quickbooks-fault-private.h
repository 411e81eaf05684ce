/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "cfl-http-response.h"

G_BEGIN_DECLS

typedef enum {
  CFL_ANSWER_EMPTY,     /* no body */
  CFL_ANSWER_JSON,      /* a JSON object */
  CFL_ANSWER_XML,       /* XML with or without a fault */
  CFL_ANSWER_UNREADABLE /* HTML, a cut or foreign text */
} CflAnswerForm;

/* What an answer asks for. */
typedef enum {
  CFL_ANSWER_SUCCESS,       /* 2xx without a fault: the body still has to be looked at */
  CFL_ANSWER_SIGN_IN,       /* the access token is not taken: refresh, then sign in again */
  CFL_ANSWER_FORBIDDEN,     /* this company was not granted, or the user lost the right */
  CFL_ANSWER_LAPSED,        /* the subscription ended */
  CFL_ANSWER_THROTTLED,     /* not executed, later */
  CFL_ANSWER_REFUSED,       /* a definite refusal of the content: not executed */
  CFL_ANSWER_CONTRADICTORY, /* such a refusal in an answer that says success: to be looked up first */
  CFL_ANSWER_UNCLEAR        /* anything else: whether it was executed is not known */
} CflAnswerClass;

/**
 * CflAnswer:
 *
 * An answer of QuickBooks, whatever its envelope. Texts are never NULL, @message, @detail and @text
 * hold no secrets. @code is 0 where there is no fault, or one without a number; of several errors in
 * one fault it is the one that leaves most open, and @message and @detail tell of all of them.
 */
typedef struct {
  guint status;
  CflAnswerForm form;
  CflAnswerClass kind;
  JsonNode *root; /* (nullable): only with %CFL_ANSWER_JSON */
  gboolean has_fault;
  int code;
  char *type;
  char *message;
  char *detail;
  char *tid;
  char *text; /* the body for the journal, shortened */
} CflAnswer;

CflAnswer *cfl_answer_new (guint status, GBytes *body, const char *tid);
CflAnswer *cfl_answer_new_from_response (CflHttpResponse *response);
/* One item of the answer to a batch, as if it had come alone. */
CflAnswer *cfl_answer_new_for_item (const CflAnswer *batch, JsonObject *item);
void cfl_answer_free (CflAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflAnswer, cfl_answer_free)

/* cfl-quickbooks-envelope.c */
void cfl_answer_read_body (CflAnswer *self, GBytes *body);
void cfl_answer_read_object (CflAnswer *self, JsonObject *root);

gboolean cfl_answer_set_error (const CflAnswer *self, GError **error);

G_END_DECLS
