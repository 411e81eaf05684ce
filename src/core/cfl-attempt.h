/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "cfl-document.h"

G_BEGIN_DECLS

/* What an attempt asks of QuickBooks. Stored in the database: append, never renumber. */
typedef enum
{
  CFL_OPERATION_CREATE = 0,
  CFL_OPERATION_DELETE = 1 /* takes back what another attempt created */
} CflOperation;

/**
 * CflAttemptState:
 *
 * The states of one attempt to create a document, or to delete one; uploaded means done, for both.
 * Stored in the database: append, never renumber.
 * The only transitions: queued → sending, cancelled; sending → uploaded, failed, unknown;
 * unknown → uploaded, failed, queued (proven absent: the frozen document gets a new request id).
 */
typedef enum
{
  CFL_ATTEMPT_QUEUED = 0,
  CFL_ATTEMPT_SENDING = 1,
  CFL_ATTEMPT_UPLOADED = 2,
  CFL_ATTEMPT_FAILED = 3,
  CFL_ATTEMPT_UNKNOWN = 4,
  CFL_ATTEMPT_CANCELLED = 5 /* taken back by the user before it was sent */
} CflAttemptState;

gboolean cfl_attempt_state_may_become (CflAttemptState from, CflAttemptState to);

/**
 * CflAttempt:
 * @target_id: of a deletion: the attempt that created the document; its quickbooks_id and sync_token
 *   are known from the beginning. Otherwise 0
 * @undone_by: of an uploaded attempt: the deletion that took the document back, 0 while it stands.
 *   The state stays uploaded: it was
 *
 * One frozen document: exactly what is sent, under which request id, and what came of it.
 * Everything up to @line_count is written before the first byte leaves and never changes again.
 * Ownership as for #CflOrder.
 */
typedef struct
{
  gint64 id;
  gint64 run_id;
  gint64 order_id;
  CflDocumentKind kind;
  CflOperation operation;
  gint64 target_id;
  char *request_id;   /* Intuit's requestid, at most 50 characters */
  GBytes *request;    /* the exact body */
  char *request_hash; /* SHA-256 of the body, lower-case hexadecimal */
  char *order_reference;
  char *number; /* DocNumber as sent */
  char *vendor_id;
  char *vendor_name;
  CflDate date;
  char *currency;
  CflDecimal total;
  guint line_count;

  CflAttemptState state;
  char *quickbooks_id; /* "" until uploaded */
  char *sync_token;
  char *intuit_tid;
  gint64 started_at; /* microseconds since 1970 UTC; 0: not yet */
  gint64 finished_at;
  guint http_status; /* 0: no answer */
  gint error_code; /* Intuit's code without leading zeros; 0: none; negative: one of #CflFailure */
  char *error_message;
  char *error_detail;
  char *answer; /* redacted */
  gint64 undone_by;
  gint64 batch_id; /* of the batch in which its request leaves, or left last; 0: on its own */

  gatomicrefcount references;
} CflAttempt;

/* Failures that are ours and not Intuit's: the value of error_code. */
typedef enum
{
  CFL_FAILURE_NO_ANSWER = -1,    /* nothing came back */
  CFL_FAILURE_UNREADABLE = -2,   /* an answer that is no QuickBooks answer */
  CFL_FAILURE_DIFFERENT = -3,    /* the answer does not agree with what was sent */
  CFL_FAILURE_SIGN_IN = -4,      /* sign-in lapsed, nothing was sent */
  CFL_FAILURE_NOT_ELIGIBLE = -5, /* refused by our own rules before sending */
  CFL_FAILURE_OFFLINE = -6,      /* the service could not be reached, nothing was sent */
  CFL_FAILURE_DELETED = -7,      /* a document that differed was deleted in QuickBooks since */
  CFL_FAILURE_LINK_DROPPED = -8  /* uploaded all the same; a link to a purchase order is missing */
} CflFailure;

#define CFL_TYPE_ATTEMPT (cfl_attempt_get_type ())
GType cfl_attempt_get_type (void);
CflAttempt *cfl_attempt_new (void);
CflAttempt *cfl_attempt_new_for_document (const CflDocument *document,
                                          const char *order_reference,
                                          GBytes *request);
CflAttempt *cfl_attempt_new_for_deletion (const CflAttempt *target, GBytes *request);
CflAttempt *cfl_attempt_ref (CflAttempt *self);
void cfl_attempt_unref (CflAttempt *self);
CflAttempt *cfl_attempt_copy (const CflAttempt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflAttempt, cfl_attempt_unref)

/**
 * CflRun:
 * @uploaded: documents that were created, or deleted where @operation says so
 * @undone: of these, documents that were taken back since
 * @undone_at: when the last of them was, 0: never
 *
 * One press of Upload or Undo.
 */
typedef struct
{
  gint64 id;
  CflDocumentKind kind;
  CflOperation operation;
  char *uuid;
  char *user_name; /* who pressed */
  gint64 started_at;
  gint64 finished_at; /* 0: open */
  guint total;
  guint uploaded;
  guint failed;
  guint unknown;
  guint cancelled;
  guint undone;
  gint64 undone_at;

  gatomicrefcount references;
} CflRun;

#define CFL_TYPE_RUN (cfl_run_get_type ())
GType cfl_run_get_type (void);
CflRun *cfl_run_new (void);
CflRun *cfl_run_ref (CflRun *self);
void cfl_run_unref (CflRun *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CflRun, cfl_run_unref)

G_END_DECLS
